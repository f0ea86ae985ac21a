"""What a paper lists: evidence, where every value was read, findings."""

from collections.abc import Iterable

from ecoreport.model import EvidenceResult, Finding, LineageRow
from ecoreport.rendering.papers import figures, views
from ecoreport.rendering.papers.draft import Draft, anchor_of
from ecoreport.rendering.word.marks import anchored, one_line


def evidence_view(draft: Draft, result: EvidenceResult) -> views.EvidenceView:
    words, piece = draft.words, result.evidence
    title = one_line(result.title) or words.say("unknown")
    at_pages = words.say("evidence_at", pages=result.pages) if result.pages else ""
    document_number = piece.document_number if piece.document_number.strip() != title else ""
    details = [one_line(detail) for detail in (document_number, piece.dated, at_pages) if detail.strip()]
    line = words.say("evidence_line", number=result.archive_number, title=title)
    if details:
        line += words.say("evidence_details", details=words.say("joined").join(details))
    file_name = one_line(piece.file_name) or words.say("unknown")
    return views.EvidenceView(
        number=result.archive_number,
        title=title,
        document_number=one_line(piece.document_number) or words.say("unknown"),
        dated=one_line(piece.dated) or words.say("unknown"),
        pages=at_pages or one_line(piece.pages) or words.say("unknown"),
        department=one_line(piece.department or "") or words.say("unknown"),
        items=words.numbers(result.subjects),
        file_name=words.say("evidence_missing", file=file_name) if result.found is False else file_name,
        line=line,
    )


def lineage_view(draft: Draft, number: int, row: LineageRow) -> views.LineageView:
    words = draft.words
    value = row.normalised
    if row.conversion and row.conversion != value:
        value = words.say("converted", value=value, conversion=row.conversion)
    place = "!".join(part for part in (row.source.sheet, row.source.cell) if part)
    return views.LineageView(
        no=anchored(str(number), anchor_of(number)),
        subject=one_line(draft.subject(row.subject)),
        year=str(row.year),
        what=words.name("lineage", row.what),
        raw=one_line(row.raw) or words.say("unknown"),
        value=one_line(value) or words.say("unknown"),
        file=one_line(row.source.file) or words.say("unknown"),
        place=one_line(place) or words.say("unknown"),
        department=one_line(row.department or "") or words.say("unknown"),
        dated=row.dated.isoformat() if row.dated else words.say("unknown"),
    )


def lineage_views(draft: Draft) -> tuple[views.LineageView, ...]:
    return tuple(lineage_view(draft, number, row) for number, row in enumerate(draft.lineage, 1))


def finding_view(draft: Draft, number: int, finding: Finding) -> views.FindingView:
    words = draft.words
    subject = words.enumerate([draft.subject(each) for each in (finding.subject, *finding.also) if each])
    department = one_line(finding.department or "")
    return views.FindingView(
        no=str(number),
        code=finding.code,
        severity=words.name("severity", finding.severity),
        subject=one_line(subject) or words.say("unknown"),
        message=figures.typeset(finding.message),
        advice=figures.typeset(finding.advice) or words.say("unknown"),
        department=department or words.say("unknown"),
        place=one_line(str(finding.source)) if finding.source else words.say("unknown"),
        explanation=one_line(finding.explanation) if finding.explanation else _explanation(draft, finding, subject),
    )


def _explanation(draft: Draft, finding: Finding, subject: str) -> str:
    """Mark what a department should say to a question."""
    department = one_line(finding.department or "")
    if department:
        return draft.pending("explanation", finding.id, subject or department, department=department)
    return draft.pending("explanation_without_department", finding.id, subject)


def finding_views(draft: Draft, found: Iterable[Finding]) -> tuple[views.FindingView, ...]:
    return tuple(finding_view(draft, number, finding) for number, finding in enumerate(found, 1))

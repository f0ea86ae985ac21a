"""What a paper lists: evidence."""

from collections.abc import Iterable

from ecoreport.language.dates import read_date
from ecoreport.model import EvidenceResult
from ecoreport.rendering.papers import views
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.word.marks import one_line
from ecoreport.rendering.word.wording import Wording


def evidence_view(draft: Draft, result: EvidenceResult) -> views.EvidenceView:
    words, piece = draft.words, result.evidence
    number = result.archive_number
    title = one_line(result.title) or draft.pending("evidence_title", number, number)
    at_pages = words.say("evidence_at", pages=result.pages) if result.pages else ""
    document_number = piece.document_number if piece.document_number.strip() != title else ""
    dated = words.day(day) if (day := read_date(piece.dated)) else one_line(piece.dated)
    file_name = one_line(piece.file_name) or words.say("unknown")
    return views.EvidenceView(
        number=number,
        title=title,
        document_number=one_line(piece.document_number) or words.say("unknown"),
        dated=dated or words.say("unknown"),
        pages=at_pages or one_line(piece.pages) or words.say("unknown"),
        department=one_line(piece.department or "") or words.say("unknown"),
        items=words.numbers(result.subjects),
        file_name=words.say("evidence_missing", file=file_name) if result.found is False and not result.files else file_name,
        line=_line(words, result, title, (document_number, dated, at_pages)),
        reference=_line(words, result, title, (document_number, at_pages)),
    )


def _line(words: Wording, result: EvidenceResult, title: str, details: Iterable[str]) -> str:
    line = words.say("evidence_line", number=result.archive_number, title=title)
    told = [one_line(detail) for detail in details if detail.strip()]
    return line + words.say("evidence_details", details=words.say("joined").join(told)) if told else line

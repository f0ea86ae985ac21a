"""核对报告: the office's own paper: what was sent, what is wrong or asked, what a verdict stands on, where every value came from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ecoreport.model import Conflict, Entry, Finding, ItemResult, LineageRow, Reading, Report, Severity, TaskResult, TemplateFile
from ecoreport.records import dataclass
from ecoreport.rendering.papers import figures
from ecoreport.rendering.papers.counts import standing_text, status_text
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.paper import Paper, properties
from ecoreport.rendering.papers.summary import summary_view
from ecoreport.rendering.papers.views import Text
from ecoreport.rendering.word.marks import merged, one_line
from ecoreport.rendering.word.wording import Wording, read_wording

_LONGEST = 48  # Hanzi of what was written, in a table: 汇总表 holds all of it


@dataclass(frozen=True, slots=True)
class AuditFields:
    title: Text
    about: Text
    office: Text
    as_of: Text
    opening: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """One file that came, and what became of it."""

    no: Text
    name: Text
    department: Text
    outcome: Text
    message: Text


@dataclass(frozen=True, slots=True)
class CheckedView:
    """One finding, by its id."""

    id: Text
    department: Text
    subject: Text
    message: Text
    place: Text
    advice: Text
    state: Text  # 新增, 未整改, 说明已采纳 …
    due: Text  # nothing where no day is set
    answer: Text  # the department's 说明; why it is waived


@dataclass(frozen=True, slots=True)
class StandingView:
    """One verdict that does not stand on firm ground."""

    id: Text
    name: Text
    status: Text
    standing: Text
    readings: tuple[Text, ...]
    grounds: Text  # the ids of what speaks against it


@dataclass(frozen=True, slots=True)
class ConflictView:
    subject: Text
    year: Text
    chosen: Text
    other: Text
    treatment: Text


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What the office settled by asking."""

    subject: Text
    year: Text
    reported: Text
    value: Text
    basis: Text
    place: Text
    finding: Text


@dataclass(frozen=True, slots=True)
class TraceView:
    """One value, and the cell that it was read from."""

    subject: Text
    subject_cell: Text  # the same, for a table: cells below one another become one
    file_cell: Text
    department_cell: Text
    year: Text
    what: Text
    raw: Text
    value: Text
    file: Text
    place: Text
    department: Text


@dataclass(frozen=True, slots=True)
class TreatmentView:
    """One 口径 of the plan."""

    no: Text
    subject: Text
    kind: Text
    source_text: Text
    treatment: Text


@dataclass(frozen=True, slots=True)
class AuditView:
    """The fields of audit.docx."""

    audit: AuditFields
    files: tuple[FileView, ...]
    errors: tuple[CheckedView, ...]
    verify: tuple[CheckedView, ...]
    standings: tuple[StandingView, ...]
    conflicts: tuple[ConflictView, ...]
    decisions: tuple[DecisionView, ...]
    notes: tuple[TreatmentView, ...]
    traces: tuple[TraceView, ...]


PAPER = Paper("audit.docx", AuditView, "核对报告")


def render_audit(report: Report, words: Mapping[str, Any], template: TemplateFile) -> bytes:
    """Render 核对报告; `words` are the tables of report.toml. The same report and template give the same bytes.

    Raise TemplateError, listing every fault, where the template cannot serve.
    """
    wording = read_wording(words)
    view = audit_view(report, wording)
    return PAPER.fill(view, template, wording, properties(view.audit.title, report.system, report.period, report.as_of, wording))


def audit_view(report: Report, words: Wording) -> AuditView:
    """Fill the fields of audit.docx."""
    draft = Draft.of(report, words)
    parameters = report.system.parameters
    return AuditView(
        audit=AuditFields(
            title=words.audit("title", city=one_line(parameters.city), period=report.period),
            about=words.audit("about", round=report.round, as_of=words.day(report.as_of)),
            office=one_line(parameters.office or parameters.government or parameters.city),
            as_of=words.day(report.as_of),
            opening=tuple(_opening(report, words)),
        ),
        files=tuple(
            FileView(
                str(number),
                one_line(each.file),
                one_line(each.department or "") or words.say("unknown"),
                words.name("outcome", each.outcome),
                figures.typeset(each.message) or words.say("unknown"),
            )
            for number, each in enumerate(report.submissions, 1)
        ),
        errors=_checked(draft, "error"),
        verify=_checked(draft, "verify"),
        standings=tuple(_standings(draft)),
        conflicts=tuple(_conflict(draft, each) for each in report.conflicts),
        decisions=tuple(_decisions(draft)),
        notes=tuple(
            TreatmentView(
                str(number),
                one_line(draft.subject(each.subject)),
                one_line(each.kind),
                one_line(each.source_text),
                one_line(each.treatment),
            )
            for number, each in enumerate(report.system.notes, 1)
        ),
        traces=tuple(_traces(draft)),
    )


# ---- what came, and what is asked ------------------------------------------------------------------


def _opening(report: Report, words: Wording) -> Iterator[str]:
    told = summary_view(report, words, report.items, report.tasks)
    yield told.departments
    yield told.findings
    if report.items:
        yield f"{told.indicators}{told.items}{told.doubted}"
    if report.tasks:
        yield told.tasks
    if (previous := report.previous) is not None:
        closed = sum(each.closed_round == report.round and each.finding.severity != "notice" for each in report.closed)
        changed = {"number": len(report.changes), "closed": closed}
        yield words.audit("since", round=previous.round, as_of=words.day(previous.as_of), **changed)


def _checked(draft: Draft, severity: Severity) -> tuple[CheckedView, ...]:
    """List the findings of one severity; one question about several items stands once, under the ids of all of them."""
    together: defaultdict[object, list[str]] = defaultdict(list)
    for each in draft.report.findings:
        together[each.group or each.id, each.code, each.department].append(each.id)
    return tuple(
        _checked_view(draft, each, together[each.group or each.id, each.code, each.department])
        for each in draft.report.questions
        if each.severity == severity
    )


def _checked_view(draft: Draft, finding: Finding, ids: list[str]) -> CheckedView:
    words = draft.words
    nothing = words.say("unknown")
    typed = draft.report.typed.get(finding.id)
    waived = typed.text("remark") if typed and finding.state == "waived" else ""
    return CheckedView(
        id=words.numbers(ids),
        department=one_line(finding.department or "") or nothing,
        subject=_subjects(draft, finding) or nothing,
        message=figures.typeset(finding.message),
        place="；".join(one_line(str(source)) for source in (finding.source, *finding.others) if source) or nothing,
        advice=figures.typeset(finding.advice) or nothing,
        state=words.name("life", finding.state),
        due=words.day(finding.due) if finding.due else "",
        answer=one_line(finding.explanation or waived) or nothing,
    )


def _subjects(draft: Draft, finding: Finding) -> str:
    return draft.words.enumerate([one_line(draft.subject(each)) for each in (finding.subject, *finding.also) if each])


# ---- what the verdicts stand on --------------------------------------------------------------------


def _standings(draft: Draft) -> Iterator[StandingView]:
    """List the items and key tasks that are not confirmed: every way in which the value may be read, and what speaks against it."""
    words = draft.words
    for item in draft.report.items:
        if item.standing not in (None, "confirmed"):
            status = status_text("status", item.status, "confirmed", words)
            readings = tuple(_reading(words, item, each) for each in item.assessment.readings)
            yield _standing(draft, item.item.id, figures.full_name(item.item, words), item, status, readings)
    for task in draft.report.tasks:
        if task.standing not in (None, "confirmed"):
            status = status_text("task_status", task.assessment.status, "confirmed", words)
            yield _standing(draft, task.task.id, one_line(task.task.name), task, status, ())


def _standing(draft: Draft, id_: str, name: str, result: ItemResult | TaskResult, status: str, readings: tuple[str, ...]) -> StandingView:
    words = draft.words
    against = [finding.id for finding in result.findings if finding.doubting]
    return StandingView(
        id_, name, status, standing_text(result.standing, words), readings or (words.say("unknown"),), words.enumerate(against)
    )  # fmt: skip


def _reading(words: Wording, item: ItemResult, reading: Reading) -> str:
    told = figures.quantity(reading.value, figures.unit_of(item.item, item.assessment)) if reading.value is not None else reading.text or ""
    return words.audit(
        "reading", why=one_line(reading.why), told=_shortened(words, told), status=words.name("status", reading.status)
    )  # fmt: skip


def _conflict(draft: Draft, conflict: Conflict) -> ConflictView:
    words = draft.words
    return ConflictView(
        subject=one_line(draft.subject(conflict.item)),
        year=str(conflict.year),
        chosen=_entry(words, conflict.chosen),
        other=_entry(words, conflict.other),
        treatment=figures.typeset(conflict.note) or words.audit("lead_prevails"),
    )


def _entry(words: Wording, entry: Entry) -> str:
    department = one_line(entry.department or "") or words.audit("no_department")
    return words.audit("entry", department=department, value=_shortened(words, entry.actual.raw), place=one_line(str(entry.actual.source)))


def _decisions(draft: Draft) -> Iterator[DecisionView]:
    """List the values that the office settled, then the findings that it waived."""
    report, words = draft.report, draft.words
    units = {result.item.id: figures.unit_of(result.item, result.assessment) for result in report.items}
    for made in report.adjudications:
        value = figures.quantity(made.value, units.get(made.subject, "%")) if made.value is not None else one_line(made.text)
        yield DecisionView(
            one_line(draft.subject(made.subject)),
            str(made.year),
            one_line(made.reported) or words.say("unknown"),
            value,
            one_line(made.basis),
            one_line(str(made.source)),
            made.finding,
        )
    for finding in report.questions:
        typed = report.typed.get(finding.id)
        if finding.state == "waived" and typed is not None:
            until = typed.cells["waived_until"]
            yield DecisionView(
                _subjects(draft, finding) or one_line(finding.department or ""),
                str(finding.year or report.period),
                figures.typeset(finding.message),
                words.audit("waived", until=one_line(until.text)),
                one_line(typed.text("remark")),
                one_line(str(until.source)),
                finding.id,
            )


# ---- where every value came from -------------------------------------------------------------------


def _traces(draft: Draft) -> Iterator[TraceView]:
    for row in _in_order(draft.report.lineage):
        yield _trace(draft, row)


def _in_order(rows: Iterable[LineageRow]) -> list[LineageRow]:
    """Bring the rows of one subject together, and among them those of one file; each stands where its first stood."""
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        first.setdefault((row.subject, ""), len(first))
        first.setdefault((row.subject, row.source.file), len(first))
    return sorted(rows, key=lambda row: (first[row.subject, ""], first[row.subject, row.source.file], row.year))


def _trace(draft: Draft, row: LineageRow) -> TraceView:
    words = draft.words
    nothing = words.say("unknown")
    subject = one_line(draft.subject(row.subject))
    file, department = one_line(row.source.file) or nothing, one_line(row.department or "") or nothing
    value = row.normalised if row.normalised != row.raw else ""
    if row.conversion and row.conversion != row.normalised:
        value = words.say("converted", value=row.normalised, conversion=row.conversion)
    return TraceView(
        subject=subject,
        subject_cell=merged(subject, f"s{row.subject}"),
        file_cell=merged(file, f"f{row.subject} {row.source.file}"),
        department_cell=merged(department, f"d{row.subject} {row.source.file} {row.department}"),
        year=str(row.year),
        what=words.name("lineage", row.what),
        raw=_shortened(words, row.raw) or nothing,
        value=_shortened(words, value) or words.audit("as_written"),
        file=file,
        place=one_line("!".join(part for part in (row.source.sheet, row.source.cell) if part)) or nothing,
        department=department,
    )


def _shortened(words: Wording, text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else words.audit("shortened", text=line[:_LONGEST])

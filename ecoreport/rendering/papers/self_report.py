"""部门自查报告: what one department itself reported of what it leads and supports, from self_report.docx; it signs it.

It is the department's own paper: its values, words and states as it wrote them, and nothing that the office found or judged.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from ecoreport.language import patterns as re
from ecoreport.language.widths import clean
from ecoreport.model import DepartmentResult, Entry, Figure, ItemResult, KeyTaskReport, Note, Report, TaskResult, TemplateFile
from ecoreport.records import dataclass
from ecoreport.rendering.papers import figures, views
from ecoreport.rendering.papers.draft import Draft, paragraphs
from ecoreport.rendering.papers.paper import Paper, properties
from ecoreport.rendering.papers.records import evidence_view
from ecoreport.rendering.papers.summary import report_view
from ecoreport.rendering.word.marks import one_line
from ecoreport.rendering.word.wording import Wording, read_wording

_UNFIT = re.compile(r'[\\/:*?"<>|\s]')  # what no file name may hold
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_LONGEST_IN_TABLE = 60  # Hanzi of a reported text; the section below gives all of it
Told = TypeVar("Told", Entry, KeyTaskReport)


@dataclass(frozen=True, slots=True)
class SelfView:
    """The fields of self_report.docx."""

    report: views.ReportView
    department: views.DepartmentView
    indicators: tuple[views.OwnIndicatorView, ...]
    items: tuple[views.OwnItemView, ...]
    supporting: tuple[views.OwnItemView, ...]
    tasks: tuple[views.OwnTaskView, ...]
    open_tasks: tuple[views.OwnTaskView, ...]
    evidence: tuple[views.EvidenceView, ...]


PAPER = Paper("self_report.docx", SelfView, "部门自查报告")


def render_self_reports(report: Report, words: Mapping[str, Any], template: TemplateFile) -> Iterator[tuple[str, bytes]]:
    """Render one report for each department with a duty of which a file was read, under its file's name."""
    wording = read_wording(words)
    for result in report.departments:
        if result.submitted:
            name = _UNFIT.sub("_", clean(wording.property("self_file", department=result.name)))
            yield name, render_self_report(report, result.name, words, template)


def render_self_report(report: Report, department: str, words: Mapping[str, Any], template: TemplateFile) -> bytes:
    """Render one department's own report."""
    wording = read_wording(words)
    view = self_view(report, report.department(department), wording)
    return PAPER.fill(view, template, wording, properties(view.report.title, report.system, report.period, report.as_of, wording))


def self_view(report: Report, department: DepartmentResult, words: Wording) -> SelfView:
    """Fill the fields of self_report.docx for one department: what it leads, and what it supports."""
    draft = Draft.of(report, words)
    results = {result.item.id: result for result in report.items}
    items = {item: _item_view(draft, results[item], department) for item in department.lead_items}
    tasks = tuple(_task_view(draft, task, department) for task in report.tasks if task.task.no in department.lead_tasks)
    unknown = words.say("unknown")
    return SelfView(
        report=report_view(report, words, words.property("self_title", department=department.name, period=report.period)),
        department=_department(department, words),
        indicators=tuple(
            views.OwnIndicatorView(str(indicator.no), one_line(indicator.name), parted=len(indicator.items) > 1, items=mine)
            for indicator in report.indicators
            if (mine := tuple(items[each.item.id] for each in indicator.items if each.item.id in items))
        ),
        items=tuple(items.values()),
        supporting=tuple(
            view
            for item in department.supporting_items
            if (view := _item_view(draft, results[item], department)).years[-1].value != unknown
        ),
        tasks=tasks,
        open_tasks=tuple(task for task in tasks if (task.problem, task.next_step) != (unknown, unknown)),
        evidence=tuple(evidence_view(draft, piece) for piece in report.evidence if piece.evidence.department == department.name),
    )


def _item_view(draft: Draft, result: ItemResult, department: DepartmentResult) -> views.OwnItemView:
    item, words = result.item, draft.words
    entry = _own((result.assessment.chosen, *result.assessment.others), department)
    unit = figures.unit_of(item, result.assessment)
    told = [(year, _reported(result, year, entry, department)) for year in draft.report.years]
    done = [words.say("own_year", year=year, value=_in_a_sentence(figure, unit, words)) for year, figure in told if figure]
    parts = (("numerator", entry.numerator if entry else None), ("denominator", entry.denominator if entry else None))
    counted = [
        words.say("part_of_calculation", part=words.name("lineage", part), value=one_line(figure.raw))
        for part, figure in parts
        if figure and figure.state != "blank"
    ]
    return views.OwnItemView(
        id=item.id,
        position=item.id.rpartition(".")[2] if item.id != str(item.no) else "1",
        name=one_line(item.name),
        full_name=figures.full_name(item, words),
        unit_note=words.say("unit_note", unit=unit) if unit else "",
        target=figures.typeset(figures.target_text(item)),
        nature=item.nature,
        lead=one_line(item.lead_department),
        years=tuple(views.OwnYearView(str(year), _in_a_table(figure, words)) for year, figure in told),
        done=words.say("then").join(done) + words.say("ended") if done else words.pending("value", year=draft.report.period),
        statement=paragraphs(entry.statement.text) if entry and entry.statement else (),
        calculation=words.join(counted) if counted else "",
        data_source=_said(entry.data_source if entry else None) or words.pending("data_source"),
        evidence=tuple(evidence_view(draft, piece) for piece in result.evidence if piece.evidence.department == department.name),
        self_assessment=_said(entry.self_assessment if entry else None) or words.say("unknown"),
        remark=_said(entry.remark if entry else None),
    )


def _own(told: Iterable[Told | None], department: DepartmentResult) -> Told | None:
    """Find what the department itself said, taken or not."""
    return next((each for each in told if each is not None and each.department == department.name), None)


def _reported(result: ItemResult, year: int, entry: Entry | None, department: DepartmentResult) -> Figure | None:
    """Find the cell in which the department told a year's value; one of the office's own, or another's, is none."""
    if year == result.assessment.year:
        figure = entry.actual if entry else None
    else:
        past = result.assessment.of_year(year)
        own = past is not None and past.source.file in {submission.file for submission in department.files}
        figure = past.figure if past and own else None
    return figure if figure and figure.state != "blank" else None


def _in_a_sentence(figure: Figure, unit: str, words: Wording) -> str:
    """Tell a number as it was written, with the plan's unit where it bears none; words in quotation marks."""
    if _NUMBER.fullmatch(written := one_line(figure.raw)):
        return f"{written}{unit}"
    return written if figure.value is not None else words.say("in_quotes", text=figures.quoted(figure.raw))


def _in_a_table(figure: Figure | None, words: Wording, unit: str = "") -> str:
    if figure is None or figure.state == "blank":
        return words.say("unknown")
    text = one_line(figure.raw)
    text += unit if _NUMBER.fullmatch(text) else ""
    return text if len(text) <= _LONGEST_IN_TABLE else words.say("shortened", text=text[:_LONGEST_IN_TABLE])


def _said(note: Note | None) -> str:
    return one_line(note.text) if note else ""


def _task_view(draft: Draft, result: TaskResult, department: DepartmentResult) -> views.OwnTaskView:
    task, words, unknown = result.task, draft.words, draft.words.say("unknown")
    told = _own((result.assessment.chosen, *result.assessment.others), department)
    return views.OwnTaskView(
        no=str(task.no),
        name=one_line(task.name),
        content=figures.typeset(task.content),
        status=_said(told.status if told else None) or unknown,
        progress=_in_a_table(told.progress if told else None, words, "%"),
        done=_said(told.done if told else None) or words.pending("progress"),
        problem=_said(told.problem if told else None) or unknown,
        next_step=_said(told.next_step if told else None) or unknown,
    )


def _department(result: DepartmentResult, words: Wording) -> views.DepartmentView:
    numbers = {
        "lead": len(result.lead_items),
        "reported": len(result.reported_items),
        "tasks": len(result.lead_tasks),
        "reported_tasks": len(result.reported_tasks),
    }
    return views.DepartmentView(
        name=one_line(result.name),
        lead_items=str(numbers["lead"]),
        supporting_items=str(len(result.supporting_items)),
        lead_tasks=str(numbers["tasks"]),
        reported_items=str(numbers["reported"]),
        reported_tasks=str(numbers["reported_tasks"]),
        submitted_on=words.day(result.submitted_on) if result.submitted_on else words.say("unknown"),
        overview=words.join([words.say("department_overview", department=one_line(result.name), **numbers)]),
    )

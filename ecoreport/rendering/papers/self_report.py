"""部门自查报告: what one department leads and supports, from self_report.docx."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ecoreport.language.widths import clean
from ecoreport.model import DepartmentResult, IndicatorResult, ItemResult, Report, TemplateFile
from ecoreport.rendering.papers import views
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.items import indicator_view, item_view
from ecoreport.rendering.papers.paper import Paper
from ecoreport.rendering.papers.records import evidence_view, finding_views, lineage_views
from ecoreport.rendering.papers.summary import gap_views, report_view, summary_view, unfinished_views
from ecoreport.rendering.papers.tasks import task_view
from ecoreport.rendering.word.marks import one_line
from ecoreport.rendering.word.wording import Wording, read_wording

_UNFIT = re.compile(r'[\\/:*?"<>|\s]')  # what no file name may hold


@dataclass(frozen=True, slots=True)
class SelfView:
    """The fields of self_report.docx."""

    report: views.ReportView
    department: views.DepartmentView
    summary: views.SummaryView
    indicators: tuple[views.IndicatorView, ...]
    items: tuple[views.ItemView, ...]
    supporting: tuple[views.ItemView, ...]
    tasks: tuple[views.TaskView, ...]
    unmet: tuple[views.GapView, ...]
    undecided: tuple[views.GapView, ...]
    not_reported: tuple[views.GapView, ...]
    delayed: tuple[views.TaskView, ...]
    findings: tuple[views.FindingView, ...]
    evidence: tuple[views.EvidenceView, ...]
    lineage: tuple[views.LineageView, ...]


PAPER = Paper("self_report.docx", SelfView, "部门自查报告")


def render_self_reports(report: Report, words: Mapping[str, Any], template: TemplateFile) -> Iterator[tuple[str, bytes]]:
    """Render one report for each department that has a duty, under its file's name."""
    wording = read_wording(words)
    for result in report.departments:
        name = _UNFIT.sub("_", clean(wording.property("self_file", department=result.name)))
        yield name, render_self_report(report, result.name, words, template)


def render_self_report(report: Report, department: str, words: Mapping[str, Any], template: TemplateFile) -> bytes:
    """Render one department's own report."""
    wording = read_wording(words)
    return PAPER.render(report, self_view(report, report.department(department), wording), template, wording)


def self_view(report: Report, department: DepartmentResult, words: Wording) -> SelfView:
    """Fill the fields of self_report.docx for one department: what it leads, and what it supports."""
    lead, supported = set(department.lead_items), set(department.supporting_items)
    subjects = lead | {f"T{number}" for number in department.lead_tasks}
    draft = Draft.of(report, words, tuple(row for row in report.lineage if row.subject in subjects))
    own = tuple(item for item in report.items if item.item.id in lead)
    tasks = tuple(task for task in report.tasks if task.task.no in department.lead_tasks)
    title = words.property("self_title", department=department.name, period=report.period)
    items = tuple(item_view(draft, item) for item in own)
    by_id = {item.id: item for item in items}
    return SelfView(
        report=report_view(report, words, title),
        department=_department(department, words),
        summary=summary_view(report, words, own, tasks, department),
        indicators=tuple(
            view
            for indicator in report.indicators
            if (mine := tuple(item for item in indicator.items if item.item.id in by_id))
            for view in (indicator_view(draft, _part_of(indicator, mine)),)
        ),
        items=items,
        supporting=tuple(item_view(draft, item) for item in report.items if item.item.id in supported),
        tasks=tuple(task_view(draft, task) for task in tasks),
        unmet=gap_views(draft, own, "not_met"),
        undecided=gap_views(draft, own, "undecided"),
        not_reported=gap_views(draft, own, "not_reported"),
        delayed=unfinished_views(draft, tasks),
        findings=finding_views(draft, department.findings),
        evidence=tuple(evidence_view(draft, piece) for piece in report.evidence if piece.evidence.department == department.name),
        lineage=lineage_views(draft),
    )


def _part_of(indicator: IndicatorResult, items: tuple[ItemResult, ...]) -> IndicatorResult:
    return IndicatorResult(indicator.no, indicator.name, indicator.domain, indicator.group, indicator.nature, indicator.status, items)


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

"""技术报告: the whole report as one paper, from technical_report.docx."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ecoreport.model import DepartmentResult, Drafted, IndicatorResult, ItemStatus, Report, TemplateFile, tally
from ecoreport.rendering.papers import views
from ecoreport.rendering.papers.asked import gather
from ecoreport.rendering.papers.counts import count_in_table
from ecoreport.rendering.papers.draft import Draft, paragraphs
from ecoreport.rendering.papers.items import indicator_view
from ecoreport.rendering.papers.paper import Paper
from ecoreport.rendering.papers.records import evidence_view, finding_views, lineage_views
from ecoreport.rendering.papers.summary import gap_views, report_view, summary_view, unfinished_views
from ecoreport.rendering.papers.tasks import main_task_view, task_view
from ecoreport.rendering.papers.trends import GROUPS, TASKS, trend_name, trends
from ecoreport.rendering.word.marks import chart, merged, one_line
from ecoreport.rendering.word.wording import Wording, read_wording


@dataclass(frozen=True, slots=True)
class TechnicalView:
    """The fields of technical_report.docx."""

    report: views.ReportView
    materials: views.Materials
    regions: tuple[views.Text, ...]
    yearly_goals: tuple[views.YearlyGoalView, ...]
    stages: tuple[views.StageView, ...]
    duties: tuple[views.DutyView, ...]
    conditions: tuple[views.ConditionView, ...]
    summary: views.SummaryView
    groups: tuple[views.CountView, ...]
    total: views.CountView
    charts: views.ChartsView
    indicators: tuple[views.IndicatorView, ...]
    items: tuple[views.ItemView, ...]
    main_tasks: tuple[views.MainTaskView, ...]
    tasks: tuple[views.TaskView, ...]
    highlights: tuple[views.HighlightView, ...]
    unmet: tuple[views.GapView, ...]
    undecided: tuple[views.GapView, ...]
    not_reported: tuple[views.GapView, ...]
    delayed: tuple[views.TaskView, ...]
    errors: tuple[views.FindingView, ...]
    inspections: tuple[views.InspectionView, ...]
    evidence: tuple[views.EvidenceView, ...]
    lineage: tuple[views.LineageView, ...]
    verify: tuple[views.FindingView, ...]
    notes: tuple[views.NoteView, ...]


_VERDICTS: tuple[ItemStatus, ...] = ("met", "not_met", "undecided", "not_applicable", "not_reported")
PAPER = Paper("technical_report.docx", TechnicalView)


def draft_document(report: Report, words: Mapping[str, Any], template: TemplateFile) -> Drafted:
    """Render the technical report; `words` are the tables of report.toml. The same report and template give the same bytes.

    What it asks people for is told by the finished paper: a template may drop sections, and add marks of its own.
    Raise TemplateError, listing every fault, where the template cannot serve.
    """
    draft = Draft.of(report, read_wording(words), report.lineage)
    data = PAPER.render(report, technical_view(draft), template, draft.words)
    return gather(data, draft)


def technical_view(draft: Draft) -> TechnicalView:
    """Fill the fields of technical_report.docx."""
    report, words = draft.report, draft.words
    indicators = tuple(indicator_view(draft, indicator) for indicator in report.indicators)
    return TechnicalView(
        report=report_view(report, words, words.property("title", city=report.system.parameters.city, period=report.period)),
        materials=_materials(draft),
        regions=tuple(one_line(region.name) for region in report.system.regions if not region.outside),
        yearly_goals=tuple(views.YearlyGoalView(str(g.year), one_line(g.region), one_line(g.goal)) for g in report.system.yearly_goals),
        stages=tuple(_stage_views(report, words)),
        duties=tuple(_duty(number, result, words) for number, result in enumerate(report.departments, 1)),
        conditions=tuple(_conditions(draft)),
        summary=summary_view(report, words, report.items, report.tasks),
        groups=tuple(_group_counts(report, words)),
        total=_count("", report.indicators, words),
        charts=_charts(report, words),
        indicators=indicators,
        items=tuple(item for indicator in indicators for item in indicator.items),
        main_tasks=tuple(main_task_view(draft, task) for task in report.main_tasks),
        tasks=tuple(task_view(draft, task) for task in report.tasks),
        highlights=tuple(_highlights(report, words)),
        unmet=gap_views(draft, report.items, "not_met"),
        undecided=gap_views(draft, report.items, "undecided"),
        not_reported=gap_views(draft, report.items, "not_reported"),
        delayed=unfinished_views(draft, report.tasks),
        errors=finding_views(draft, (finding for finding in report.questions if finding.severity == "error")),
        inspections=tuple(_inspections(draft)),
        evidence=tuple(evidence_view(draft, piece) for piece in report.evidence),
        lineage=lineage_views(draft),
        verify=finding_views(draft, (finding for finding in report.questions if finding.severity == "verify")),
        notes=tuple(
            views.NoteView(
                one_line(n.no), one_line(draft.subject(n.subject)), one_line(n.kind), one_line(n.source_text), one_line(n.treatment)
            )
            for n in report.system.notes
        ),
    )


def _materials(draft: Draft) -> views.Materials:
    """Hold what people wrote, and 〔待补〕 for every key that the wording knows and nobody wrote for."""
    report, words = draft.report, draft.words
    titles = dict(words.tables.get("materials", {})) | {
        material.key: material.title for material in report.system.materials if material.title
    }
    written = {material.key: paragraphs(material.text) for material in report.system.materials}
    return views.Materials(
        {key: written.get(key) or (draft.pending("material", title, title, title=one_line(title)),) for key, title in titles.items()}
        | {key: text for key, text in written.items() if text}
    )


def _group_counts(report: Report, words: Wording) -> Iterable[views.CountView]:
    for group in report.system.groups:
        yield _count(one_line(group.title), tuple(indicator for indicator in report.indicators if indicator.group == group.title), words)


def _count(name: str, indicators: tuple[IndicatorResult, ...], words: Wording) -> views.CountView:
    counted = tally(indicators)
    natures = [indicator.nature for indicator in indicators]
    verdicts: dict[str, str] = {status: count_in_table(counted, status, words) for status in _VERDICTS}
    return views.CountView(
        name,
        str(counted.total),
        str(natures.count("约束性")),
        str(natures.count("参考性")),
        doubted=str(counted.doubted),
        **verdicts,
    )


def _charts(report: Report, words: Wording) -> views.ChartsView:
    drawn = tuple(
        views.ChartView(one_line(trend.title), chart(trend_name(number))) for number, trend in enumerate(trends(report, words), 1)
    )
    return views.ChartsView(groups=chart(GROUPS), tasks=chart(TASKS), trends=drawn)


def _stage_views(report: Report, words: Wording) -> Iterable[views.StageView]:
    levels = [state.stage.level for state in report.stages]
    for state in report.stages:
        stage = state.stage
        yield views.StageView(
            level=one_line(stage.level),
            level_cell=merged(one_line(stage.level), f"l{levels.index(stage.level)}"),
            name=one_line(stage.name),
            time=words.say("period_of_stage", begins=words.day(stage.begins), ends=words.day(stage.ends)),
            deliverables=tuple(one_line(deliverable.text) for deliverable in stage.deliverables) or (words.say("unknown"),),
            state=words.name("stage_state", state.state),
        )


def _duty(number: int, result: DepartmentResult, words: Wording) -> views.DutyView:
    return views.DutyView(
        no=str(number),
        name=one_line(result.name),
        lead_items=words.numbers(result.lead_items),
        supporting_items=words.numbers(result.supporting_items),
        lead_tasks=words.numbers(result.lead_tasks),
        supporting_tasks=words.numbers(result.supporting_tasks),
        submitted=words.say("submitted_yes" if result.submitted else "submitted_unread" if result.unread else "submitted_no"),
    )


def _conditions(draft: Draft) -> Iterable[views.ConditionView]:
    conditions = draft.report.system.conditions
    choices = tuple(draft.words.tables["conclusions"].values())
    for no, condition in zip(_numbered([each.no for each in conditions]), conditions, strict=True):
        about = (no, condition.condition)
        yield views.ConditionView(
            no=one_line(condition.no),
            condition=one_line(condition.condition),
            statement=one_line(condition.statement) or draft.pending("condition", *about),
            conclusion=one_line(condition.conclusion) or draft.pending("conclusion", *about, choices=choices),
            evidence=one_line(condition.evidence) or draft.pending("condition_evidence", *about),
        )


def _numbered(numbers: Sequence[str]) -> Iterable[str]:
    """Give each line a number of its own, whatever is printed: by it people's answers are found again."""
    for place, number in enumerate(numbers, 1):
        yield number if number.strip() and numbers.count(number) == 1 else f"{number}（{place}）"


def _inspections(draft: Draft) -> Iterable[views.InspectionView]:
    words, issues = draft.words, draft.report.system.inspections
    for no, issue in zip(_numbered([each.no for each in issues]), issues, strict=True):
        about = (words.pending_name("inspection", no=no), issue.issue)
        yield views.InspectionView(
            no=one_line(issue.no),
            issue=one_line(issue.issue),
            requirement=one_line(issue.requirement) or draft.pending("requirement", *about),
            deadline=one_line(issue.deadline) or draft.pending("rectified_by", *about),
            status=one_line(issue.status) or draft.pending("state", *about),
            departments=words.enumerate([one_line(name) for name in issue.departments]) or words.say("unknown"),
        )


def _highlights(report: Report, words: Wording) -> Iterable[views.HighlightView]:
    for highlight in report.highlights:
        department = one_line(highlight.department or "")
        told = paragraphs(highlight.text)
        title = one_line(highlight.title) or department or words.name("materials", "highlights")
        yield views.HighlightView(title, department, told or (title,))

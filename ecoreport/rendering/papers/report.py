"""技术报告: the whole report as one paper, from technical_report.docx."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ecoreport import machine
from ecoreport.model import Condition, DepartmentResult, Drafted, IndicatorResult, ItemStatus, Report, TemplateFile, tally
from ecoreport.records import dataclass
from ecoreport.rendering.papers import views
from ecoreport.rendering.papers.asked import gather
from ecoreport.rendering.papers.counts import count_in_table
from ecoreport.rendering.papers.draft import Draft, paragraphs
from ecoreport.rendering.papers.explained import rules_sentence
from ecoreport.rendering.papers.figures import in_full
from ecoreport.rendering.papers.items import indicator_view
from ecoreport.rendering.papers.paper import Paper
from ecoreport.rendering.papers.practice import practices_of
from ecoreport.rendering.papers.records import evidence_view
from ecoreport.rendering.papers.summary import gap_views, report_view, summary_view, unfinished_views
from ecoreport.rendering.papers.tasks import domain_views, main_task_view, task_view
from ecoreport.rendering.papers.trends import GROUPS, TASKS, chart_data, trend_name, trends
from ecoreport.rendering.papers.typesetting import set_in_full
from ecoreport.rendering.refresh.kept import keep_text
from ecoreport.rendering.word.marks import chart, merged, one_line
from ecoreport.rendering.word.pending import Place, find_gaps
from ecoreport.rendering.word.wording import Wording, read_wording


@dataclass(frozen=True, slots=True)
class TechnicalView:
    """The fields of technical_report.docx."""

    report: views.ReportView
    materials: views.Materials
    basics: tuple[views.BasicView, ...]
    regions: tuple[views.Text, ...]
    yearly_goals: tuple[views.YearlyGoalView, ...]
    stages: tuple[views.StageView, ...]
    duties: tuple[views.DutyView, ...]
    conditions: tuple[views.ConditionView, ...]
    summary: views.SummaryView
    groups: tuple[views.CountView, ...]
    total: views.CountView
    charts: views.ChartsView
    rules: views.Text  # by which most items are explained
    indicators: tuple[views.IndicatorView, ...]
    items: tuple[views.ItemView, ...]
    main_tasks: tuple[views.MainTaskView, ...]
    domains: tuple[views.DomainView, ...]
    tasks: tuple[views.TaskView, ...]
    highlights: tuple[views.HighlightView, ...]
    unmet: tuple[views.GapView, ...]
    undecided: tuple[views.GapView, ...]
    not_reported: tuple[views.GapView, ...]
    delayed: tuple[views.TaskView, ...]
    inspections: tuple[views.InspectionView, ...]
    evidence: tuple[views.EvidenceView, ...]


_VERDICTS: tuple[ItemStatus, ...] = ("met", "not_met", "undecided", "not_applicable", "not_reported")
_BASIC = "basic_"  # how the keys of those materials begin that are rows of the basic figures
PAPER = Paper("technical_report.docx", TechnicalView)


@machine.spared_collections()
def draft_document(report: Report, words: Mapping[str, Any], template: TemplateFile) -> Drafted:
    """Render the technical report; `words` are the tables of report.toml. The same report and template give the same bytes.

    What it asks people for is told by the finished paper: a template may drop sections, and add marks of its own.
    Raise TemplateError, listing every fault, where the template cannot serve.
    """
    draft = Draft.of(report, read_wording(words))
    places: list[Place] = []

    def finish(document: Any) -> None:
        keep_text(document)  # so that it can be told later what people made of it
        places.extend(find_gaps(document))

    data = PAPER.render(report, technical_view(draft), template, draft.words, finish)
    return gather(data, places, draft)


def technical_view(draft: Draft) -> TechnicalView:
    """Fill the fields of technical_report.docx."""
    report, words = draft.report, draft.words
    practices = practices_of(draft)
    indicators = tuple(indicator_view(draft, indicator, practices) for indicator in report.indicators)
    view = TechnicalView(
        report=report_view(report, words, words.property("title", city=report.system.parameters.city, period=report.period)),
        materials=materials_of(draft),
        basics=tuple(_basics(draft)),
        regions=tuple(one_line(region.name) for region in report.system.regions if not region.outside),
        yearly_goals=tuple(_yearly_goals(draft)),
        stages=tuple(_stage_views(report, words)),
        duties=tuple(_duty(number, result, words) for number, result in enumerate(report.departments, 1)),
        conditions=tuple(_conditions(draft)),
        summary=summary_view(report, words, report.items, report.tasks),
        groups=tuple(group_counts(report, words)),
        total=count_view("", report.indicators, words),
        charts=_charts(report, words),
        rules=rules_sentence(report.system, words),
        indicators=indicators,
        items=(),
        main_tasks=tuple(main_task_view(draft, task) for task in report.main_tasks),
        domains=tuple(domain_views(report, words)),
        tasks=tuple(task_view(draft, task) for task in report.tasks),
        highlights=tuple(highlight_views(report, words)),
        unmet=gap_views(draft, report.items, "not_met"),
        undecided=gap_views(draft, report.items, "undecided"),
        not_reported=gap_views(draft, report.items, "not_reported"),
        delayed=unfinished_views(draft, report.tasks),
        inspections=tuple(_inspections(draft)),
        evidence=tuple(evidence_view(draft, piece) for piece in report.evidence),
    )
    view = set_in_full(view)
    return replace(view, items=tuple(item for indicator in view.indicators for item in indicator.items))


def materials_of(draft: Draft) -> views.Materials:
    """Hold what people wrote, and 〔待补〕 for every key that the wording knows and nobody wrote for."""
    report, words = draft.report, draft.words
    titles = dict(words.tables.get("materials", {})) | {
        material.key: material.title for material in report.system.materials if material.title
    }
    written = {material.key: paragraphs(material.text) for material in report.system.materials}
    return views.Materials(
        {key: written.get(key) or (_material(draft, title),) for key, title in titles.items()}
        | {key: text for key, text in written.items() if text}
    )


def _material(draft: Draft, title: str) -> str:
    """Mark prose or a figure that only people can give."""
    return draft.pending("material", title, title, title=in_full(one_line(title)))


def _basics(draft: Draft) -> Iterable[views.BasicView]:
    """Give the rows of the basic figures: the materials whose keys say so, filled in or still to be supplied."""
    unknown = draft.words.say("unknown")
    for material in draft.report.system.materials:
        if material.key.startswith(_BASIC):
            title = material.title or material.key
            value = one_line(material.text) or _material(draft, title)
            yield views.BasicView(one_line(title), value, one_line(material.source) or unknown)


def _yearly_goals(draft: Draft) -> Iterable[views.YearlyGoalView]:
    """Say of each goal of a year whether it is due; whether it was reached is for people to say."""
    words = draft.words
    for goal in draft.report.system.yearly_goals:
        region, text = one_line(goal.region), one_line(goal.goal)
        due = goal.year <= draft.report.period
        state = draft.pending("yearly_goal", f"{goal.year}", f"{region}{text}", region=in_full(region)) if due else words.say("not_due")
        yield views.YearlyGoalView(str(goal.year), region, text, state)


def group_counts(report: Report, words: Wording) -> Iterable[views.CountView]:
    """Count the indicators of each group of the plan."""
    for group in report.system.groups:
        yield count_view(
            one_line(group.title), tuple(indicator for indicator in report.indicators if indicator.group == group.title), words
        )


def count_view(name: str, indicators: tuple[IndicatorResult, ...], words: Wording) -> views.CountView:
    """Count indicators by verdict and by nature."""
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
    """Show the charts that say something."""
    drawn = {data.name: chart(data.name) for data in chart_data(report, words)}
    shown = tuple(
        views.ChartView(one_line(trend.title), drawn[trend_name(number)]) for number, trend in enumerate(trends(report, words), 1)
    )
    return views.ChartsView(groups=drawn.get(GROUPS, ""), tasks=drawn.get(TASKS, ""), trends=shown)


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
    )


def _conditions(draft: Draft) -> Iterable[views.ConditionView]:
    conditions = draft.report.system.conditions
    choices = tuple(draft.words.tables["conclusions"].values())
    for no, condition in zip(_numbered([each.no for each in conditions]), conditions, strict=True):
        about = (draft.words.pending_name("condition_no", no=no), condition.condition)
        yield views.ConditionView(
            no=one_line(condition.no),
            condition=one_line(condition.condition),
            basis=_basis(condition, draft.words),
            statement=one_line(condition.statement) or draft.pending("condition", *about),
            conclusion=one_line(condition.conclusion) or draft.pending("conclusion", *about, choices=choices),
            evidence=one_line(condition.evidence) or draft.pending("condition_evidence", *about),
        )


def _basis(condition: Condition, words: Wording) -> str:
    basis = one_line(condition.basis) or words.say("unknown")
    return words.say("basis_unverified", basis=basis) if condition.unverified else basis


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


def highlight_views(report: Report, words: Wording) -> Iterable[views.HighlightView]:
    """Give what departments tell of 亮点与特色, signed by each."""
    for highlight in report.highlights:
        department = one_line(highlight.department or "")
        told = paragraphs(highlight.text)
        title = one_line(highlight.title) or department or words.name("materials", "highlights")
        *before, last = told or (title,)
        signed = words.say("told_by", text=last.rstrip("。"), department=department) if department else last
        yield views.HighlightView(title, department, (*before, signed))

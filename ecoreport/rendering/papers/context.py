"""From one Report to the fields of a Word template: wording and order only, nothing is judged or added up here but counts."""

from collections.abc import Iterable

from ecoreport.model import DepartmentResult, IndicatorResult, ItemResult, ItemStatus, Report, TaskResult, tally
from ecoreport.rendering.papers import sentences, views
from ecoreport.rendering.papers.rows import Rows, paragraphs
from ecoreport.rendering.papers.trends import GROUPS, TASK_ORDER, TASKS, trend_name, trends
from ecoreport.rendering.word.headings import chinese_number
from ecoreport.rendering.word.marks import chart, merged, one_line
from ecoreport.rendering.word.wording import Wording

_COUNTED_OUT = 10  # misses that one sentence can hold
_CHINESE_YEAR = str.maketrans("0123456789", "〇一二三四五六七八九")


def technical_view(report: Report, words: Wording) -> views.TechnicalView:
    """Fill the fields of technical_report.docx."""
    rows = Rows.of(report, words, report.lineage)
    indicators = tuple(rows.indicator(indicator) for indicator in report.indicators)
    return views.TechnicalView(
        report=_report_view(report, words, words.property("title", city=report.system.parameters.city, period=report.period)),
        materials=_materials(report, words),
        regions=tuple(one_line(region.name) for region in report.system.regions if not region.outside),
        yearly_goals=tuple(views.YearlyGoalView(str(g.year), one_line(g.region), one_line(g.goal)) for g in report.system.yearly_goals),
        stages=tuple(_stage_views(report, words)),
        duties=tuple(_duty(number, result, words) for number, result in enumerate(report.departments, 1)),
        conditions=tuple(_conditions(report, words)),
        summary=_summary(report, words, report.items, report.tasks),
        groups=tuple(_group_counts(report)),
        total=_count("", report.indicators),
        charts=_charts(report, words),
        indicators=indicators,
        items=tuple(item for indicator in indicators for item in indicator.items),
        main_tasks=tuple(rows.main_task(task) for task in report.main_tasks),
        tasks=tuple(rows.task(task) for task in report.tasks),
        highlights=tuple(_highlights(report, words)),
        unmet=_gaps(rows, report.items, "not_met"),
        undecided=_gaps(rows, report.items, "undecided"),
        not_reported=_gaps(rows, report.items, "not_reported"),
        delayed=tuple(rows.task(task) for task in report.tasks if task.assessment.status != "completed"),
        errors=rows.findings(finding for finding in report.findings if finding.severity == "error"),
        inspections=tuple(_inspections(report, words)),
        evidence=tuple(rows.evidence(piece) for piece in report.evidence),
        lineage=rows.lineage_rows(),
        verify=rows.findings(finding for finding in report.findings if finding.severity == "verify"),
        notes=tuple(
            views.NoteView(
                one_line(n.no), one_line(rows.subject(n.subject)), one_line(n.kind), one_line(n.source_text), one_line(n.treatment)
            )
            for n in report.system.notes
        ),
    )


def self_view(report: Report, department: DepartmentResult, words: Wording) -> views.SelfView:
    """Fill the fields of self_report.docx for one department: what it leads, and what it supports."""
    lead, supported = set(department.lead_items), set(department.supporting_items)
    subjects = lead | {f"T{number}" for number in department.lead_tasks}
    rows = Rows.of(report, words, tuple(row for row in report.lineage if row.subject in subjects))
    own = tuple(item for item in report.items if item.item.id in lead)
    tasks = tuple(task for task in report.tasks if task.task.no in department.lead_tasks)
    title = words.property("self_title", department=department.name, period=report.period)
    items = tuple(rows.item(item) for item in own)
    by_id = {item.id: item for item in items}
    return views.SelfView(
        report=_report_view(report, words, title),
        department=_department(department, words),
        summary=_summary(report, words, own, tasks, department),
        indicators=tuple(
            view
            for indicator in report.indicators
            if (mine := tuple(item for item in indicator.items if item.item.id in by_id))
            for view in (rows.indicator(_part_of(indicator, mine)),)
        ),
        items=items,
        supporting=tuple(rows.item(item) for item in report.items if item.item.id in supported),
        tasks=tuple(rows.task(task) for task in tasks),
        unmet=_gaps(rows, own, "not_met"),
        undecided=_gaps(rows, own, "undecided"),
        not_reported=_gaps(rows, own, "not_reported"),
        delayed=tuple(rows.task(task) for task in tasks if task.assessment.status != "completed"),
        findings=rows.findings(department.findings),
        evidence=tuple(rows.evidence(piece) for piece in report.evidence if piece.evidence.department == department.name),
        lineage=rows.lineage_rows(),
    )


def _part_of(indicator: IndicatorResult, items: tuple[ItemResult, ...]) -> IndicatorResult:
    return IndicatorResult(indicator.no, indicator.name, indicator.domain, indicator.group, indicator.nature, indicator.status, items)


# ---- the report at large --------------------------------------------------------------------------


def _report_view(report: Report, words: Wording, title: str) -> views.ReportView:
    parameters = report.system.parameters
    year, month = str(report.as_of.year).translate(_CHINESE_YEAR), chinese_number(report.as_of.month)
    return views.ReportView(
        title=one_line(title),
        city=one_line(parameters.city),
        province=one_line(parameters.province),
        government=one_line(parameters.government or parameters.city),
        office=one_line(parameters.office),
        system=one_line(report.system.name),
        edition=one_line(report.system.edition),
        period=str(report.period),
        first_year=str(report.years[0]),
        last_year=str(report.years[1]),
        as_of=words.day(report.as_of),
        cover_date=words.say("month", year=year, month=month),
    )


def _materials(report: Report, words: Wording) -> views.Materials:
    """Hold what people wrote, and 〔待补〕 for every key that the wording knows and nobody wrote for."""
    titles = dict(words.tables.get("materials", {})) | {
        material.key: material.title for material in report.system.materials if material.title
    }
    written = {material.key: paragraphs(material.text) for material in report.system.materials}
    return views.Materials(
        {key: written.get(key) or (words.pending("material", title=one_line(title)),) for key, title in titles.items()}
        | {key: text for key, text in written.items() if text}
    )


def _summary(
    report: Report,
    words: Wording,
    items: tuple[ItemResult, ...],
    tasks: tuple[TaskResult, ...],
    department: DepartmentResult | None = None,
) -> views.SummaryView:
    statuses = tuple(item.status for item in items)
    missing = [one_line(result.name) for result in report.departments if not result.submitted]
    present = words.say("departments_opening", total=len(report.departments), number=len(report.departments) - len(missing))
    absent = [words.say("departments_missing", names=words.enumerate(missing))] if missing else []
    delayed = sum(task.assessment.status != "completed" for task in tasks)
    unmet = [item for item in items if item.status == "not_met"]
    return views.SummaryView(
        indicators=_indicator_summary(report, words),
        items=words.join([sentences.count_sentence("item_count", tally(statuses), words)]),
        tasks=_task_summary(tasks, words),
        departments=words.join([present, *absent]),
        findings=_finding_summary(report if department is None else department, words),
        unmet=_unmet(unmet, len(items), report, words),
        undecided=_opening("undecided", statuses.count("undecided"), words),
        not_reported=_opening("not_reported", statuses.count("not_reported"), words),
        delayed=_opening("delayed", delayed, words),
    )


def _unmet(unmet: list[ItemResult], total: int, report: Report, words: Wording) -> str:
    """Count the misses out, one by one while they are few: 一是…；二是…。"""
    opening = _opening("unmet", len(unmet), words, as_of=words.day(report.as_of), total=total)
    if not 0 < len(unmet) <= _COUNTED_OUT:
        return opening
    return opening + sentences.listed_gaps([sentences.gap_sentence(result, words) for result in unmet], words)


def _opening(key: str, number: int, words: Wording, **blanks: object) -> str:
    return words.join([words.say(f"{key}_opening" if number else f"{key}_none", number=number, **blanks)])


def _indicator_summary(report: Report, words: Wording) -> str:
    """54项指标中，达标…项、未达标…项；其中约束性指标36项，达标…项。"""

    def counted(nature: str) -> str:
        chosen = tuple(indicator.status for indicator in report.indicators if indicator.nature == nature)
        return sentences.count_sentence(f"{'binding' if nature == '约束性' else 'indicative'}_count", tally(chosen), words)

    overall = sentences.count_sentence("indicator_count", tally(tuple(indicator.status for indicator in report.indicators)), words)
    natures = [nature for nature in ("约束性", "参考性") if any(indicator.nature == nature for indicator in report.indicators)]
    return words.say("then").join([overall, *(counted(nature) for nature in natures)]) + words.say("ended")


def _task_summary(tasks: tuple[TaskResult, ...], words: Wording) -> str:
    states = [task.assessment.status for task in tasks]
    counted = [words.say("count", name=words.name("task_status", state), number=states.count(state)) for state in TASK_ORDER]
    return words.join([words.say("task_count", total=len(tasks), counts=words.enumerate(counted))])


def _finding_summary(holder: Report | DepartmentResult, words: Wording) -> str:
    severities = [finding.severity for finding in holder.findings]
    if not severities:
        return words.join([words.say("findings_none")])
    numbers = {"errors": severities.count("error"), "verify": severities.count("verify"), "notices": severities.count("notice")}
    return words.join([words.say("findings_opening", **numbers)])


def _group_counts(report: Report) -> Iterable[views.CountView]:
    for group in report.system.groups:
        yield _count(one_line(group.title), tuple(indicator for indicator in report.indicators if indicator.group == group.title))


def _count(name: str, indicators: tuple[IndicatorResult, ...]) -> views.CountView:
    counted = tally(tuple(indicator.status for indicator in indicators))
    natures = [indicator.nature for indicator in indicators]
    return views.CountView(
        name,
        str(counted.total),
        str(natures.count("约束性")),
        str(natures.count("参考性")),
        *(str(getattr(counted, status)) for status in GROUPS_IN_TABLE),
    )


GROUPS_IN_TABLE: tuple[ItemStatus, ...] = ("met", "not_met", "undecided", "not_applicable", "not_reported")


def _charts(report: Report, words: Wording) -> views.ChartsView:
    drawn = tuple(
        views.ChartView(one_line(trend.title), chart(trend_name(number))) for number, trend in enumerate(trends(report, words), 1)
    )
    return views.ChartsView(groups=chart(GROUPS), tasks=chart(TASKS), trends=drawn)


def _gaps(rows: Rows, items: tuple[ItemResult, ...], status: ItemStatus) -> tuple[views.GapView, ...]:
    return tuple(rows.gap(item) for item in items if item.status == status)


# ---- what the plan says -----------------------------------------------------------------------------


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
        submitted=words.say("submitted_yes" if result.submitted else "submitted_no"),
    )


def _conditions(report: Report, words: Wording) -> Iterable[views.ConditionView]:
    for condition in report.system.conditions:
        yield views.ConditionView(
            no=one_line(condition.no),
            condition=one_line(condition.condition),
            statement=one_line(condition.statement) or words.pending("condition"),
            conclusion=one_line(condition.conclusion) or words.pending("conclusion"),
            evidence=one_line(condition.evidence) or words.pending("condition_evidence"),
        )


def _inspections(report: Report, words: Wording) -> Iterable[views.InspectionView]:
    for issue in report.system.inspections:
        yield views.InspectionView(
            no=one_line(issue.no),
            issue=one_line(issue.issue),
            requirement=one_line(issue.requirement) or words.pending("requirement"),
            deadline=one_line(issue.deadline) or words.pending("deadline"),
            status=one_line(issue.status) or words.pending("state"),
            departments=words.enumerate([one_line(name) for name in issue.departments]) or words.say("unknown"),
        )


def _highlights(report: Report, words: Wording) -> Iterable[views.HighlightView]:
    for highlight in report.highlights:
        department = one_line(highlight.department or "")
        told = paragraphs(highlight.text)
        title = one_line(highlight.title) or department or words.name("materials", "highlights")
        yield views.HighlightView(title, department, told or (title,))


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

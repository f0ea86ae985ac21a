"""重点任务: reported, done in full, and in step with the calendar."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ecoreport.checks.common import joined, reported_tasks, submitted
from ecoreport.language.widths import inside_quotes
from ecoreport.model import KeyTask, KeyTaskReport, Source, TaskAssessment
from ecoreport.rules import ERROR, NOTICE, VERIFY, Breach, Review, Rule, rule

_BEHIND = 20  # percentage points behind the calendar


def _breach(task: KeyTask, assessment: TaskAssessment, *at: Source | None, **words: object) -> Breach:
    """Point at the cells given, else at the beginning of what was reported."""
    report = assessment.chosen
    told: dict[str, object] = {"no": task.no, "name": inside_quotes(task.name), "lead": task.lead_department, **words}
    if report is None:
        return Breach(None, task.lead_department, task.id, words=told)
    first, *others = [source for source in at if source] or [report.source]
    return Breach(first, report.department, task.id, others=tuple(others), words=told)


def _told(review: Review, kind: str) -> Iterator[Breach]:
    """Tell what the judge found of a kind."""
    for task, assessment in reported_tasks(review):
        for doubt in assessment.doubts:
            if doubt.kind == kind:
                words = {"no": task.no, "name": inside_quotes(task.name), "lead": task.lead_department, **doubt.words}
                yield Breach(doubt.source, doubt.department, task.id, doubt.key, others=doubt.others, refutes=doubt.refuting, words=words)


@rule(
    "T101",
    ERROR,
    "完整性",
    "重点任务未填报",
    "重点任务{no}“{name}”未填报进展",
    "请{lead}补填进展、完成量和下一步安排",
)
def task_not_reported(review: Review) -> Iterator[Breach]:
    """附件2的每项重点任务都应由牵头单位报进展。"""
    for task in review.system.key_tasks:
        assessment = review.tasks[task.no]
        if assessment.status == "not_reported" and task.lead_department in submitted(review):
            yield _breach(task, assessment)


@rule(
    "T102",
    VERIFY,
    "时限",
    "重点任务滞后",
    "重点任务{no}“{name}”自报滞后{problem}",
    "请{lead}说明原因，明确补救措施和完成时间；必要时由创建办督办",
)
def task_behind(review: Review) -> Iterator[Breach]:
    """滞后的任务应有原因和补救措施。"""
    for task, assessment in reported_tasks(review):
        if assessment.status == "behind":
            problem = assessment.chosen.problem if assessment.chosen else None
            yield _breach(task, assessment, problem=f"：{problem.text}" if problem else "")


@rule(
    "T103",
    ERROR,
    "一致性",
    "报已完成但数量不足",
    "重点任务{no}“{name}”报已完成，但{shortfalls}",
    "请核对完成量；未全部完成的改为“推进中”，完成部分如实填写",
    silences=("T106", "T109"),
)
def completed_in_part(review: Review) -> Iterator[Breach]:
    """任务中每个数量目标都完成才算完成。"""
    yield from _told(review, "short")


@rule(
    "T104",
    ERROR,
    "一致性",
    "状态与进度矛盾",
    "重点任务{no}“{name}”状态为“{status}”，进度却为{progress}%",
    "请改正状态或进度",
    silences=("T106",),
)
def status_contradicts_progress(review: Review) -> Iterator[Breach]:
    """已完成的进度应为100%，未启动的应为0；推进中而进度已到100%的，要说明还差什么。"""
    yield from _told(review, "progress")


@rule(
    "T105",
    ERROR,
    "规范性",
    "任务进度超出0—100%",
    "重点任务{no}“{name}”的进度填为{progress}%",
    "进度应在0—100%之间，请改正",
    silences=("T104", "T106"),
)
def progress_beyond(review: Review) -> Iterator[Breach]:
    """进度以百分比填写。"""
    for task, assessment in reported_tasks(review):
        figure = assessment.chosen.progress if assessment.chosen else None
        if figure and figure.value is not None and not 0 <= figure.value <= 100:
            yield _breach(task, assessment, figure.source, progress=format(figure.value, "f"))


@rule(
    "T106",
    VERIFY,
    "时限",
    "重点任务落后于时间进度",
    "重点任务{no}“{name}”进度{progress}，而{calendar}",
    "请{lead}说明原因和完成时间",
)
def behind_calendar(review: Review) -> Iterator[Breach]:
    """附件2为考核年当年的任务，进度应与时间同步。"""
    begin, end = date(review.period, 1, 1), date(review.period, 12, 31)
    elapsed = min(100, max(0, ((review.as_of - begin).days + 1) * 100 // ((end - begin).days + 1)))  # 100 on the last day only
    for task, assessment in reported_tasks(review):
        if assessment.status not in ("in_progress", "not_started"):
            continue
        progress = assessment.progress
        if progress is None and elapsed < 100:
            continue
        if progress is None or progress < elapsed - _BEHIND or elapsed == 100:
            shown = "未填" if progress is None else f"为{progress:f}%"
            calendar = f"{review.period}年度已经结束" if elapsed == 100 else f"{review.period}年时间已过{elapsed}%"
            figure = assessment.chosen.progress if assessment.chosen else None
            yield _breach(task, assessment, figure.source if figure else None, progress=shown, calendar=calendar)


@rule(
    "T107",
    VERIFY,
    "完整性",
    "任务数量未填",
    "重点任务{no}“{name}”报已完成，但没有填写完成量：{goals}",
    "请按任务中的数量目标逐项填写完成量",
    doubts=True,
)
def quantities_missing(review: Review) -> Iterator[Breach]:
    """有数量目标的任务，完成量应逐项填写；没有填的，已完成只是存疑。"""
    yield from _told(review, "blank")


@rule(
    "T108",
    NOTICE,
    "佐证",
    "已完成任务没有佐证",
    "{department}报已完成的{tasks}没有列佐证材料",
    "请在佐证材料表补列验收、批复、统计等材料，并写明对应的任务",
)
def completed_without_evidence(review: Review) -> Iterator[Breach]:
    """报已完成的任务应有佐证；整份台账没有佐证清单的另行提示。"""
    listed = [(piece.department, piece.subjects) for piece in review.batch.evidence]
    proving = {department for department, _ in listed}
    proved = {(department, subject) for department, subjects in listed for subject in subjects}
    bare: dict[str | None, list[tuple[int, KeyTaskReport]]] = defaultdict(list)
    for task, assessment in reported_tasks(review):
        report = assessment.chosen
        if report is None or assessment.status != "completed" or report.department not in proving:
            continue
        if report.evidence is None and (report.department, task.id) not in proved:
            bare[report.department].append((task.no, report))
    for department, told in bare.items():
        first, *rest = (report.source for _, report in told)
        words = {"department": department or "未识别的单位", "tasks": joined([f"重点任务{no}" for no, _ in told])}
        yield Breach(first, department, others=tuple(rest), words=words)


@rule(
    "T109",
    VERIFY,
    "规范性",
    "完成量取自文字",
    "重点任务{no}“{name}”的完成量没有填在格里，从文字中取得：{done}",
    "请核实后把完成量填在完成量一栏",
)
def quantity_from_words(review: Review) -> Iterator[Breach]:
    """完成量应填在完成量一栏；写在文字里的先采用，请填报单位核实。"""
    yield from _told(review, "from_words")


@rule(
    "T110",
    ERROR,
    "一致性",
    "报已完成但文字写明尚未完成",
    "重点任务{no}“{name}”状态为“{status}”，但写明“{words}”，按推进中认定",
    "请核对后改正状态；确已全部完成的，请改正文字",
    silences=("T106",),
)
def completed_but_goes_on(review: Review) -> Iterator[Breach]:
    """完成情况、备注、存在问题里写明正在办理、预计、尚未验收、只完成一部分的，不算已完成。"""
    yield from _told(review, "goes_on")


@rule(
    "T111",
    VERIFY,
    "一致性",
    "自报状态与完成量不一",
    "重点任务{no}“{name}”状态为“{status}”，完成量却是{done}",
    "请说明还差什么；已全部完成的，请改正状态",
)
def status_against_quantities(review: Review) -> Iterator[Breach]:
    """任务的数量都已完成而状态不是已完成的，或者未启动而有完成量的，要说明。"""
    yield from _told(review, "otherwise")


@rule(
    "T112",
    VERIFY,
    "规范性",
    "进度格填的是指标值",
    "重点任务{no}“{name}”的进度填为{progress}%，这是“{goal}”达到的数，不是任务的进度，没有作为进度采用",
    "请在进度一栏填任务本身的进度",
)
def progress_measures_target(review: Review) -> Iterator[Breach]:
    """任务要求的是一个比例的，这个比例不等于任务的进度。"""
    yield from _told(review, "measured")


@rule(
    "T113",
    VERIFY,
    "一致性",
    "任务与指标的数不一",
    "重点任务{no}“{name}”的“{goal}”{said}，而第{id}项“{item}”为{value}",
    "请{lead}与指标牵头单位核对，把不一致的一处改正",
)
def task_against_indicator(review: Review) -> Iterator[Breach]:
    """重点任务的数量与对应关系中同一口径的指标应当一致；不一致的，两处都存疑。"""
    for breach in _told(review, "indicator"):
        yield breach
        item = review.assessments[breach.key]
        department = item.chosen.department if item.chosen else None
        others = (breach.source,) if breach.source else ()
        yield replace(breach, source=item.source, department=department, subject=breach.key, key=breach.subject or "", others=others)


@rule(
    "T114",
    VERIFY,
    "合理性",
    "任务完成量不合常理",
    "重点任务{no}“{name}”的“{goal}”完成量填为{done}，{why}",
    "请核对完成量和计量单位",
    doubts=True,
)
def quantity_impossible(review: Review) -> Iterator[Breach]:
    """件数是整数，比例和百分制的得分不超过100；超出要求百倍以上的，多半是单位填错。"""
    yield from _told(review, "impossible")


@rule(
    "T115",
    VERIFY,
    "一致性",
    "完成量与文字不一",
    "重点任务{no}“{name}”的“{goal}”完成量填为{done}，{place}却只写了{said}",
    "请核对，把不一致的一处改正",
    doubts=True,
)
def quantity_told_less(review: Review) -> Iterator[Breach]:
    """完成量够而完成情况、备注、佐证材料的名称里写的数量不够的，两处不一，完成与否存疑。"""
    yield from _told(review, "told_less")


@rule(
    "T116",
    VERIFY,
    "一致性",
    "责任单位所报状态不一",
    "重点任务{no}“{name}”报已完成，而{other}写的是“{said}”",
    "请{lead}与{other}核对，确已全部完成的由{other}更正",
    doubts=True,
)
def another_department_differs(review: Review) -> Iterator[Breach]:
    """一项任务有几个责任单位的，有一个单位说没有完成，完成与否就存疑。"""
    yield from _told(review, "elsewhere")


RULES: tuple[Rule, ...] = (
    task_not_reported,
    task_behind,
    completed_in_part,
    status_contradicts_progress,
    progress_beyond,
    behind_calendar,
    quantities_missing,
    completed_without_evidence,
    quantity_from_words,
    completed_but_goes_on,
    status_against_quantities,
    progress_measures_target,
    task_against_indicator,
    quantity_impossible,
    quantity_told_less,
    another_department_differs,
)

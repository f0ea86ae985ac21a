"""重点任务: reported, done in full, and in step with the calendar."""

from collections import defaultdict
from collections.abc import Iterator
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
    silences=("T106",),
)
def completed_in_part(review: Review) -> Iterator[Breach]:
    """任务中每个数量目标都完成才算完成。"""
    for task, assessment in reported_tasks(review):
        short = [goal for goal in assessment.goals if goal.reached is False]
        if short and _says_completed(assessment):
            told = "；".join(f"{goal.object or goal.text}要求{goal.number:f}{goal.unit}，只完成{goal.done:f}{goal.unit}" for goal in short)
            yield _breach(task, assessment, *(goal.source for goal in short), shortfalls=told)


def _says_completed(assessment: TaskAssessment) -> bool:
    report = assessment.chosen
    said = report.status.text if report and report.status else ""
    return assessment.status == "completed" or ("完成" in said and not any(word in said for word in ("未", "部分", "基本", "%")))


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
    """已完成的进度应为100%，未启动的应为0。"""
    for task, assessment in reported_tasks(review):
        report = assessment.chosen
        if report is None or report.status is None or report.progress is None or report.progress.value is None:
            continue
        progress = report.progress.value
        complete = _says_completed(assessment) and progress < 100
        idle = assessment.status == "not_started" and progress > 0
        unfinished = assessment.status in ("in_progress", "behind") and not _says_completed(assessment) and progress >= 100
        if complete or idle or unfinished:
            cells = (report.status.source, report.progress.source)
            yield _breach(task, assessment, *cells, status=report.status.text, progress=format(progress, "f"))


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
            yield _breach(task, assessment, progress=shown, calendar=calendar)


@rule(
    "T107",
    NOTICE,
    "完整性",
    "任务数量未填",
    "重点任务{no}“{name}”报已完成，但没有填写完成量：{goals}",
    "请按任务中的数量目标逐项填写完成量",
)
def quantities_missing(review: Review) -> Iterator[Breach]:
    """有数量目标的任务，完成量应逐项填写。"""
    for task, assessment in reported_tasks(review):
        unknown = [goal for goal in assessment.goals if goal.done is None]
        if assessment.status == "completed" and unknown:
            yield _breach(task, assessment, goals="、".join(f"{goal.object or goal.text}{goal.number:f}{goal.unit}" for goal in unknown))


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


RULES: tuple[Rule, ...] = (
    task_not_reported,
    task_behind,
    completed_in_part,
    status_contradicts_progress,
    progress_beyond,
    behind_calendar,
    quantities_missing,
    completed_without_evidence,
)

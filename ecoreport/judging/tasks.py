"""Judge a key task's state: the report that counts, its quantities against the plan's."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher

from ecoreport.demands import TaskDemand
from ecoreport.demands.quantities import match_done
from ecoreport.language.assertions import Account as Prose
from ecoreport.language.widths import word_key
from ecoreport.model import KeyTask, KeyTaskReport, QuantityGoal, Source, TaskAssessment, TaskStatus
from ecoreport.vocabulary import Vocabulary

_RUN, _LONGEST = 4, 400  # characters in which a report and the plan agree; of a report that is looked at


def assess_task(demand: TaskDemand, reports: Sequence[KeyTaskReport], vocabulary: Vocabulary, period: int) -> TaskAssessment:
    """Take the lead's report, else a supporting department's; a task done in part is not completed."""
    task, goals = demand.task, demand.quantities
    ranked = sorted((report for report in reports if reports_anything(report)), key=lambda report: _preference(report, task))
    if not ranked:
        return TaskAssessment(task.no, "not_reported", goals=goals)
    first, *others = ranked
    if not (rivals := [report for report in others if _contradicts(report, first)]):
        return _assessed(task, goals, first, others, vocabulary, period)
    tried = [_assessed(task, goals, report, [], vocabulary, period) for report in (first, *rivals)]
    least = min(tried, key=lambda assessment: _FURTHER.index(assessment.status))  # nobody knows which of them counts
    progress = least.progress if len({assessment.progress for assessment in tried}) == 1 else None
    return replace(least, progress=progress, others=tuple(report for report in ranked if report is not least.chosen))


_FURTHER: tuple[TaskStatus, ...] = ("not_reported", "not_started", "behind", "in_progress", "completed")


def _contradicts(one: KeyTaskReport, other: KeyTaskReport) -> bool:
    """Do two files of one department, of which nothing tells the later, or two rows of a file say different things of the task."""
    if one.department != other.department or _answer(one) == _answer(other):
        return False
    return _tells(one) == _tells(other) == (True, True) if one.file == other.file else one.department is not None


def _tells(report: KeyTaskReport) -> tuple[bool, bool]:
    """Is a report a row of its own, which says something of the state: a second row of one file is often but another part."""
    return report.status is not None, report.done is None


def _answer(report: KeyTaskReport) -> tuple[object, ...]:
    words = (note and note.text for note in (report.status, report.done))
    return (*words, *((figure.state, figure.value) if figure else None for figure in (report.progress, *report.quantities)))


def _assessed(
    task: KeyTask,
    goals: tuple[QuantityGoal, ...],
    report: KeyTaskReport,
    others: Sequence[KeyTaskReport],
    vocabulary: Vocabulary,
    period: int,
) -> TaskAssessment:
    if report.contested:
        return TaskAssessment(task.no, "in_progress", None, report, tuple(others), goals)
    done = _done(goals, report, period)
    progress = report.progress.value if report.progress else None
    return TaskAssessment(
        task.no, _status(task, report, progress, done, vocabulary, period) or "in_progress", progress, report, tuple(others), done
    )


def _preference(report: KeyTaskReport, task: KeyTask) -> tuple[bool, int, Source]:
    return report.contested, _rank(report, task), report.source


def _rank(report: KeyTaskReport, task: KeyTask) -> int:
    departments = task.departments
    return departments.index(report.department) if report.department in departments else len(departments) + (report.department is None)


def reports_anything(report: KeyTaskReport) -> bool:
    """Did the department write anything of the task itself."""
    figures = (report.progress, *report.quantities)
    return (
        report.contested
        or bool(report.status or report.done or report.problem or report.next_step or report.remark)
        or any(figure and figure.state != "blank" for figure in figures)
    )


def _done(goals: tuple[QuantityGoal, ...], report: KeyTaskReport, period: int) -> tuple[QuantityGoal, ...]:
    """Lay the quantities done beside the plan's: from their own cells, else from the department's words."""
    if len(report.quantities) == len(goals):
        goals = tuple(
            replace(goal, done=figure.value, source=figure.source) if figure.value is not None else goal
            for goal, figure in zip(goals, report.quantities, strict=True)
        )
    if report.done and any(goal.done is None for goal in goals):
        from_words = match_done(goals, report.done.text, period=period)
        goals = tuple(
            replace(goal, done=read.done, source=report.done.source) if goal.done is None and read.done is not None else goal
            for goal, read in zip(goals, from_words, strict=True)
        )
    return goals


def told_status(demand: TaskDemand, report: KeyTaskReport, vocabulary: Vocabulary, period: int) -> TaskStatus | None:
    """Say which state a report tells, by its words, its progress and its quantities; None where nothing of it decides."""
    progress = report.progress.value if report.progress else None
    return _status(demand.task, report, progress, _done(demand.quantities, report, period), vocabulary, period)


def _status(
    task: KeyTask,
    report: KeyTaskReport,
    progress: Decimal | None,
    goals: tuple[QuantityGoal, ...],
    vocabulary: Vocabulary,
    period: int,
) -> TaskStatus | None:
    words = [note.text for note in (report.status, report.done) if note]
    prose = [vocabulary.account(text, period) for text in words]
    status = next((known for text in words if (known := vocabulary.task_status(text, period))), None)
    some = len(goals) != 1 or any(each.left for each in prose)
    if status == "completed" and report.status is None and some and not any(each.whole for each in prose):
        status = None  # 危废填埋场已建成: of what is asked for, one thing
    if status == "completed" and any(each.left for each in prose[1:]):
        return "in_progress"
    if status is None and progress is not None:
        status = "completed" if progress >= 100 else "not_started" if progress == 0 else "in_progress"
    short = any(goal.reached is False for goal in goals) or (progress is not None and progress < 100)
    if status in (None, "completed") and short:
        return "in_progress"
    return status or _by_prose(task, goals, prose, " ".join(words))


def _by_prose(task: KeyTask, goals: tuple[QuantityGoal, ...], told: Sequence[Prose], text: str) -> TaskStatus | None:
    """Take prose that names no state: by what is left, by the plan's quantities, by the plan's own words for what is done."""
    if any(prose.left for prose in told):
        return "in_progress"
    if (len(goals) == 1 and any(prose.parts for prose in told)) or (goals and all(goal.reached for goal in goals)):
        return "completed"
    if any(prose.done for prose in told) and len(goals) <= 1 and _covers(text, task):
        return "completed"
    return "in_progress" if any(prose.goes_on for prose in told) else None


def _covers(text: str, task: KeyTask) -> bool:
    """Does a report speak of half of what the plan asks for, or more, in the plan's own words."""
    parts = [part for clause in re.split("[,，、；;。]", task.content) if len(part := word_key(clause)) >= _RUN]
    key = word_key(text[:_LONGEST])
    runs = [SequenceMatcher(None, part, key, autojunk=False).find_longest_match().size for part in parts]
    return 2 * sum(run >= _RUN for run in runs) >= len(parts) > 0

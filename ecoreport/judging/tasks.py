"""Judge a key task's state: the report that counts, its quantities against the plan's."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ecoreport.demands import TaskDemand
from ecoreport.demands.quantities import match_done
from ecoreport.model import KeyTask, KeyTaskReport, QuantityGoal, Source, TaskAssessment, TaskStatus
from ecoreport.vocabulary import Vocabulary


def assess_task(demand: TaskDemand, reports: Sequence[KeyTaskReport], vocabulary: Vocabulary, period: int) -> TaskAssessment:
    """Take the lead's report, else a supporting department's; a task done in part is not completed."""
    task, goals = demand.task, demand.quantities
    ranked = sorted((report for report in reports if _says_anything(report)), key=lambda report: _preference(report, task))
    if not ranked:
        return TaskAssessment(task.no, "not_reported", goals=goals)
    chosen = ranked[0]
    if chosen.contested:
        return TaskAssessment(task.no, "in_progress", None, chosen, tuple(ranked[1:]), goals)
    done = _done(goals, chosen, period)
    progress = chosen.progress.value if chosen.progress else None
    return TaskAssessment(task.no, _status(chosen, progress, done, vocabulary), progress, chosen, tuple(ranked[1:]), done)


def _preference(report: KeyTaskReport, task: KeyTask) -> tuple[bool, int, Source]:
    return report.contested, _rank(report, task), report.source


def _rank(report: KeyTaskReport, task: KeyTask) -> int:
    departments = task.departments
    return departments.index(report.department) if report.department in departments else len(departments) + (report.department is None)


def _says_anything(report: KeyTaskReport) -> bool:
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


def _status(report: KeyTaskReport, progress: Decimal | None, goals: tuple[QuantityGoal, ...], vocabulary: Vocabulary) -> TaskStatus:
    words = [note.text for note in (report.status, report.done) if note]
    status = next((known for text in words if (known := vocabulary.task_status(text))), None)
    if status is None and progress is not None:
        status = "completed" if progress >= 100 else "not_started" if progress == 0 else "in_progress"
    if status == "completed" and (any(goal.reached is False for goal in goals) or (progress is not None and progress < 100)):
        return "in_progress"
    return status or "in_progress"

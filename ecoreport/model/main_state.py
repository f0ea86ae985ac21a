"""How far a main task of the plan has come: by the key tasks that carry it out and the goals that measure it."""

from collections.abc import Iterable

from ecoreport.model.judgement import ItemStatus
from ecoreport.model.report import Report
from ecoreport.model.results import GoalResult, MainTaskResult, TaskStatus
from ecoreport.model.standing import Standing, worst


def main_state(report: Report, result: MainTaskResult) -> tuple[TaskStatus, Standing | None]:
    """Say a main task's state, and what that stands on: nothing is completed of which a part is not."""
    tasks = [each for each in report.tasks if each.task.no in result.key_tasks]
    states = [each.assessment.status for each in tasks]
    goals = [told for goal in result.goals for told in _goal_statuses(report, goal)]
    standing = worst([*(each.standing for each in tasks), *(ground for _, ground in goals)])
    return _state(states, [status for status, _ in goals if status != "not_applicable"]), standing


def _state(states: list[TaskStatus], goals: list[ItemStatus]) -> TaskStatus:
    heard = [state for state in states if state != "not_reported"]
    if not heard and all(status == "not_reported" for status in goals):
        return "not_reported"
    if "behind" in heard:
        return "behind"
    if all(state == "completed" for state in states) and all(status == "met" for status in goals):
        return "completed"
    return "not_started" if heard and all(state == "not_started" for state in heard) and "met" not in goals else "in_progress"


def _goal_statuses(report: Report, goal: GoalResult) -> Iterable[tuple[ItemStatus, Standing | None]]:
    """Give the verdicts of a goal: its own where it stands only in the text, else those of the items that measure it."""
    if goal.assessment is not None:
        yield goal.assessment.status, goal.standing
    else:
        yield from ((item.status, item.standing) for item in report.items if item.item.id in goal.items)

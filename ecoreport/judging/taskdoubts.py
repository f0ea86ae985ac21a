"""A key task's share held against the indicator that measures the same (对应关系): where the two disagree, each doubts the other."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from ecoreport.demands.quantities import names_alike
from ecoreport.language.widths import inside_quotes
from ecoreport.model import Assessment, Doubt, IndicatorSystem, Item, QuantityGoal, TaskAssessment


def hold_against_items(
    tasks: Mapping[int, TaskAssessment], items: Mapping[str, Assessment], system: IndicatorSystem
) -> Mapping[int, TaskAssessment]:
    """Add to each task what its own indicators say otherwise of its shares."""
    return {no: replace(task, doubts=(*task.doubts, *_differing(task, items, system))) for no, task in tasks.items()}


def _differing(task: TaskAssessment, items: Mapping[str, Assessment], system: IndicatorSystem) -> Iterator[Doubt]:
    numbers = {no for link in system.links if task.task in link.key_tasks for no in link.indicators}
    for goal in task.goals if task.chosen else ():
        for item in (item for item in system.items if item.no in numbers and item.unit == goal.unit == "%"):
            value = items[item.id].value
            if value is not None and names_alike(goal.object, item.name) and (said := _otherwise(goal, value, task)):
                yield _doubt(task, goal, item, said, items[item.id])


def _otherwise(goal: QuantityGoal, value: Decimal, task: TaskAssessment) -> str:
    """Say what the task tells where its indicator says otherwise; "" where both reach the number or miss it, and are alike."""
    if goal.done is not None:
        last_digit = Decimal(1).scaleb(max(_exponent(goal.done), _exponent(value)))
        alike = 2 * abs(goal.done - value) <= last_digit and goal.reached == (value >= goal.number)
        return "" if alike else f"{goal.done:f}%"
    return f"已完成（要求{goal.number:f}%）" if task.status == "completed" and value < goal.number else ""


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _doubt(task: TaskAssessment, goal: QuantityGoal, item: Item, said: str, assessment: Assessment) -> Doubt:
    first = goal.source or (task.chosen.source if task.chosen else None)
    others = (assessment.source,) if assessment.source else ()
    words = {
        "goal": inside_quotes(goal.object),
        "said": said,
        "id": item.id,
        "item": inside_quotes(item.name),
        "value": f"{assessment.value:f}%",
    }
    return Doubt("indicator", first, task.chosen.department if task.chosen else None, False, others, words, item.id)

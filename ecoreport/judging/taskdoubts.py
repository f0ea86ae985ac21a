"""A key task's quantity held against the indicator that measures the same (对应关系): where the two disagree, each doubts the other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from ecoreport.demands.quantities import names_alike
from ecoreport.judging.taskfigures import told_less, told_less_in_title
from ecoreport.language.units import convert
from ecoreport.language.widths import inside_quotes
from ecoreport.model import Assessment, Doubt, EvidenceResult, IndicatorSystem, Item, QuantityGoal, TaskAssessment

_ALL = 100  # percent, where the plan asks for 全覆盖


def hold_against_items(
    tasks: Mapping[int, TaskAssessment], items: Mapping[str, Assessment], system: IndicatorSystem
) -> Mapping[int, TaskAssessment]:
    """Add to each task what its own indicators say otherwise of its quantities."""
    return {no: replace(task, doubts=(*task.doubts, *_differing(task, items, system))) for no, task in tasks.items()}


def hold_against_titles(tasks: Mapping[int, TaskAssessment], pieces: Iterable[EvidenceResult]) -> Mapping[int, TaskAssessment]:
    """Add to each task what the titles of its own pieces of 佐证 say otherwise of its quantities."""
    titled = [piece for piece in pieces if piece.evidence.title]
    return {no: replace(task, doubts=(*task.doubts, *_titled_otherwise(task, titled))) for no, task in tasks.items()}


def _titled_otherwise(task: TaskAssessment, pieces: Iterable[EvidenceResult]) -> Iterator[Doubt]:
    goals = [goal for goal in task.goals if goal.reached] if task.chosen and task.status == "completed" else []
    for piece in pieces if goals else ():
        if f"T{task.task}" not in piece.subjects:
            continue
        for goal in goals:
            if said := told_less_in_title(goal, piece.evidence.title):
                yield told_less(goal, piece.evidence.source, task.chosen.department if task.chosen else None, said, "佐证材料的名称")


def _differing(task: TaskAssessment, items: Mapping[str, Assessment], system: IndicatorSystem) -> Iterator[Doubt]:
    numbers = {no for link in system.links if task.task in link.key_tasks for no in link.indicators}
    content = next((each.content for each in system.key_tasks if each.no == task.task), "")
    for goal in task.goals if task.chosen else ():
        for item in (item for item in system.items if item.no in numbers):
            value = items[item.id].value
            if value is not None and _is_of(goal, item) and (said := _otherwise(goal, value, item, task, content)):
                yield _doubt(task, goal, item, said, items[item.id])


def _is_of(goal: QuantityGoal, item: Item) -> bool:
    """Does an indicator measure what a task's quantity counts, by its name or another that it has."""
    if item.unit == "%":
        return names_alike(goal.object, item.name)
    return any(names_alike(goal.object, name) for name in (item.name, *item.aliases))


def _otherwise(goal: QuantityGoal, value: Decimal, item: Item, task: TaskAssessment, content: str) -> str:
    """Say what the task tells where its indicator says otherwise; "" where both reach what is asked or miss it, and are alike."""
    if item.unit == "%" != goal.unit:
        if "全覆盖" not in content:
            return ""
        if value >= _ALL and goal.reached is False:
            return f"{goal.done:f}{goal.unit}（要求{goal.number:f}{goal.unit}）"
        return "已完成（要求全覆盖）" if task.status == "completed" and value < _ALL else ""
    same = convert(value, item.unit, goal.unit)
    if same is None:
        return ""
    reached = same >= goal.number
    if goal.done is not None:
        last_digit = Decimal(1).scaleb(max(_exponent(goal.done), _exponent(value)))
        alike = goal.unit != "%" or 2 * abs(goal.done - same) <= last_digit
        return "" if alike and goal.reached == reached else f"{goal.done:f}{goal.unit}"
    return f"已完成（要求{goal.number:f}{goal.unit}）" if task.status == "completed" and not reached else ""


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
        "value": f"{assessment.value:f}{item.unit}",
    }
    return Doubt("indicator", first, task.chosen.department if task.chosen else None, False, others, words, item.id)

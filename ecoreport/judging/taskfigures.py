"""What speaks against a quantity that a task reports: it cannot be, or the department's own words tell too little of it."""

from collections.abc import Iterator
from dataclasses import replace

from ecoreport.demands.quantities import match_done
from ecoreport.language.units import parse_unit
from ecoreport.language.widths import inside_quotes
from ecoreport.model import Doubt, KeyTaskReport, QuantityGoal

_MOST = 100  # percent, or points of a survey
_WILD = 100  # times what the plan asks for: persons under 万人, metres under 公里


def doubt_quantities(goals: tuple[QuantityGoal, ...], report: KeyTaskReport, period: int) -> Iterator[Doubt]:
    """Find what speaks against the quantities done."""
    words = match_done(tuple(replace(goal, done=None) for goal in goals), report.done.text, period=period) if report.done else goals
    for goal, told in zip(goals, words, strict=True):
        if goal.done is None or goal.source is None:
            continue
        about = {"goal": inside_quotes(goal.object or goal.text), "done": f"{goal.done:f}{goal.unit}"}
        if why := _impossible(goal):
            yield Doubt("impossible", goal.source, report.department, words={**about, "why": why}, key=goal.object)
        elif goal.reached and told.reached is False and report.done:
            said = f"{told.done:f}{goal.unit}"
            yield Doubt("told_less", goal.source, report.department, False, (report.done.source,), {**about, "said": said}, goal.object)


def _impossible(goal: QuantityGoal) -> str:
    """Say why a quantity cannot be so; "" where it can."""
    done, unit = goal.done, parse_unit(goal.unit)
    assert done is not None
    if unit and unit.whole and not unit.multiplied and done != done.to_integral_value():
        return "按件数计的不能有小数"
    if goal.unit in ("%", "分") and done > _MOST:
        return f"最多为{_MOST}{goal.unit}"
    return f"是要求的{done / goal.number:.0f}倍，可能按别的单位填写" if done >= _WILD * goal.number > 0 else ""

"""What is computed from figures, worded by what they measure: how a value moved, how far it lies from what is asked.

Only values against which nothing speaks are compared, and every calculation that is told comes out from the digits beside it.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from ecoreport.language import patterns as re
from ecoreport.language.changes import names_change
from ecoreport.model import Entry, Figure, Item, ItemResult
from ecoreport.records import dataclass
from ecoreport.rendering.papers.figures import alike, decimals, difference, evened, number, quantity, unit_of
from ecoreport.rendering.word.marks import one_line
from ecoreport.rendering.word.wording import Wording


@dataclass(frozen=True, slots=True)
class Kind:
    """How figures of one kind move, up and down: the keys of the words for a step, and for its rate where one is told."""

    steps: tuple[str, str]
    rates: tuple[str, str] | None = None


_SHARE = Kind(("up", "down"))  # %, by 百分点; so move an index, and a change of what has a rate of its own
_AMOUNT = Kind(("more", "less"), ("rate_more", "rate_less"))  # 亿元, 公里, 家
_INTENSITY = Kind(("up", "down"), ("rate_up", "rate_down"))  # μg/m³, 立方米/万元
_AVERAGES = {"up": "average_up", "down": "average_down", "more": "average_more", "less": "average_less"}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TENTH = Decimal("0.1")

Point = tuple[int, Decimal]  # a year and its value


def kind_of(item: Item, unit: str) -> Kind:
    """Say how figures of an item move; what is itself a change has no rate worth telling."""
    if not unit or unit == "%":
        return _SHARE
    kind = _INTENSITY if "/" in unit else _AMOUNT
    changing = item.measure == "变化率" or (item.measure is None and names_change(item.name))
    return replace(kind, rates=None) if changing else kind


def series(result: ItemResult, years: Iterable[int]) -> list[Point]:
    """List the years' values that may be compared, with the last of the years among them; nothing where that may not, or is alone."""
    asked = tuple(years)
    known = evened(result, asked)
    return list(known.items()) if len(known) > 1 and asked[-1] in known else []


def series_clauses(result: ItemResult, points: list[Point], words: Wording) -> list[str]:
    """Tell the values year by year, then how far the last lies from the one before it and from the first."""
    item, unit = result.item, unit_of(result.item, result.assessment)
    years = words.enumerate([words.say("year", year=year) for year, _ in points])
    shown = [quantity(value, unit) for _, value in points]
    name = one_line(item.name)
    if len(set(shown)) == 1:
        return [words.say("steady", years=years, name=name, value=shown[0])]
    kind, last = kind_of(item, unit), points[-1]
    told = [_step(kind, earlier, last, unit, words) for earlier in dict.fromkeys((points[-2], points[0]))]
    return [words.say("series", years=years, name=name, values=words.enumerate(shown)), *told]


def _step(kind: Kind, earlier: Point, later: Point, unit: str, words: Wording) -> str:
    (first, before), (_, now) = earlier, later
    step = now - before
    if not step:
        return words.say("same", earlier=first)
    told = words.say(kind.steps[step < 0], earlier=first, difference=difference(step, unit, words))
    rate = _rate(before, now) if kind.rates else None
    return words.say(kind.rates[step < 0], step=told, rate=number(rate)) if kind.rates and rate else told


def year_on_year(result: ItemResult, words: Wording) -> str:
    """Tell how this year's value stands to the last, as an annual report does: 同比下降4.8%; nothing where either is in question."""
    year, unit = result.assessment.year, unit_of(result.item, result.assessment)
    known = [value for back in (1, 0) if (value := result.comparable(year - back)) is not None]
    if len(known) < 2:
        return ""
    before, now = alike(known)
    kind, falls = kind_of(result.item, unit), now < before
    if before == now:
        return words.review("same")
    rate = _rate(before, now) if kind.rates else None
    told = f"{number(rate)}%" if rate else difference(now - before, unit, words)
    return words.review(kind.steps[falls], change=told)


def _rate(before: Decimal, now: Decimal) -> Decimal | None:
    """Give the rate of a step in percent, to one decimal; None where that says nothing."""
    if before <= 0 or now <= 0:
        return None
    return ((now - before).copy_abs() / before * 100).quantize(_TENTH, ROUND_HALF_UP) or None


def average_clauses(result: ItemResult, words: Wording) -> list[str]:
    """Tell what the province's average was, and how it moved."""
    facts, unit = result.assessment.facts, unit_of(result.item, result.assessment)
    told = [] if facts.average is None else [words.say("average", value=quantity(facts.average, unit))]
    if facts.average_change:
        way = kind_of(result.item, unit).steps[facts.average_change < 0]
        told.append(words.say(_AVERAGES[way], difference=difference(facts.average_change, unit, words)))
    elif facts.average_change is not None:
        told.append(words.say("average_same"))
    return told


def deciding_gap(result: ItemResult) -> Decimal | None:
    """Give the distance to the bound that decided; None where no number did, or where the value is in question."""
    gap = result.assessment.gap
    if gap is None or result.comparable(result.assessment.year) is None:
        return None
    return gap if (result.status, gap >= 0) in (("met", True), ("not_met", False)) else None


def distance(result: ItemResult, words: Wording, *, bare: bool = False) -> str:
    """Say how far from the bound that decided a value lies: 高于指标值（85%）5.0个百分点; nothing where no number decided.

    A `bare` one names the bound without its number, where what is asked names but one: 高于指标值5.0个百分点.
    """
    gap, value = deciding_gap(result), result.comparable(result.assessment.year)
    if gap is None or value is None:
        return ""
    unit, bound = unit_of(result.item, result.assessment), _bound_of(result, value, gap)
    if bound is None:
        return ""
    alone = bare and (bound[0] != "bound_target" or len(_NUMBER.findall(result.item.target)) == 1)
    named = words.name("bounds", bound[0]) if alone else words.say(bound[0], value=quantity(bound[1], unit))
    if not gap:
        return words.say("level" if bound[0] == "bound_average" or result.item.direction == "down" else "reached", bound=named)
    return words.say("above" if value > bound[1] else "below", bound=named, difference=difference(gap, unit, words))


def _bound_of(result: ItemResult, value: Decimal, gap: Decimal) -> tuple[str, Decimal] | None:
    """Find the number that lies as far from the value as the judge says, and whose it is: the plan's, assigned, the average."""
    facts = result.assessment.facts
    printed = [("bound_target", Decimal(found)) for found in _NUMBER.findall(result.item.target)]
    known = [*printed, ("bound_assigned", facts.assigned), ("bound_average", facts.average)]
    sides = (value - gap, value + gap) if result.item.direction != "down" else (value + gap, value - gap)
    return next(((whose, bound) for side in sides for whose, bound in known if bound is not None and bound == side), None)


def calculation(result: ItemResult, chosen: Entry, words: Wording) -> list[str]:
    """Tell numerator and denominator as they were written, and what comes out of them where it is what was reported."""
    figures = (("numerator", chosen.numerator), ("denominator", chosen.denominator))
    parts = [(name, figure) for name, figure in figures if figure is not None and figure.state != "blank"]
    told = [words.say("part_of_calculation", part=words.name("lineage", name), value=one_line(figure.raw)) for name, figure in parts]
    value, unit = result.assessment.value, unit_of(result.item, result.assessment)
    if value is not None and not result.refuted and _comes_out(value, unit, chosen.numerator, chosen.denominator):
        return [words.say("comes_out", name=one_line(result.item.name), parts=words.say("joined").join(told))]
    return told


def _comes_out(value: Decimal, unit: str, numerator: Figure | None, denominator: Figure | None) -> bool:
    """Do the digits that are printed give the value that is printed."""
    top, bottom = numerator and numerator.written, denominator and denominator.written
    if not top or not bottom or (unit == "%" and (numerator and numerator.unit) != (denominator and denominator.unit)):
        return False
    ratio = top / bottom * (100 if unit == "%" else 1)
    return ratio.quantize(Decimal(1).scaleb(-decimals(value)), ROUND_HALF_UP) == value

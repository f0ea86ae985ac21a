"""What a measure can be, and what it was: beyond its range, a slip of the unit, a jump (附件1 单位; contract: Standing)."""

import itertools
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ecoreport.judging.doubts.case import Alternative, Case, Found, value_of
from ecoreport.language.units import factor_between, parse_unit, taken_for

# What a slip of the unit multiplies by, and how it comes about where the plan's unit does not tell.
_FACTORS = {
    Decimal(10): "可能错移了一位小数点",
    Decimal(100): "可能错移了两位小数点",
    Decimal(1000): "可能用错了千倍的单位（如把吨写成千克）",
    Decimal(10000): "可能漏写或多写了“万”",
    Decimal(15): "可能混淆了亩与公顷",
}
_OF_AREA = ("亩", "公顷")  # fifteen times is a slip only between these
_NEAR = Decimal("0.12")  # how near to the factor a ratio must come: yearly change is smaller than that for most items
_WILD = 100  # times: what is so far from all that is known is no figure of a city, and is asked before anything is decided
_FAR = 10  # times a target, or a part of it, from which a first year's value is asked
_SHARE_STEP = Decimal(15)  # points of a share or an index, and the part of another value, below which no step is a jump
_STEP = Decimal("0.25")
_GREAT_UNITS = ("万", "亿")
_LITTLE = Decimal("0.1")  # of a great unit: 0.019亿元
_HUNDRED = Decimal(100)


def beyond_hundred(case: Case) -> Iterator[Found]:
    """A share lies within 0–100; the slip undone may be one."""
    demand, value = case.demand, case.value
    if value is None or demand.highest is None or (demand.lowest or 0) <= value <= demand.highest:
        return
    yield Found(case.doubt("beyond", refuting=True), tuple(_undone(case, value)), possible=False)


def negative(case: Case) -> Iterator[Found]:
    """An amount is not negative, but for a change."""
    demand, value = case.demand, case.value
    if value is not None and not demand.is_share and demand.lowest is not None and value < demand.lowest:
        yield Found(case.doubt("negative", refuting=True), (), possible=False)


def fraction_of_a_count(case: Case) -> Iterator[Found]:
    """What is counted is whole."""
    unit, value = case.assessment.unit, case.value
    if value is not None and value != value.to_integral_value() and (parsed := parse_unit(unit)) and parsed.whole and not parsed.multiplied:
        yield Found(case.doubt("not_whole", {"unit": unit}, refuting=True), possible=False)


def unit_slip(case: Case) -> Iterator[Found]:
    """A value a power of ten, or fifteen times, from last year's or from the target."""
    value, demand = case.value, case.demand
    if value is None or value <= 0 or (demand.highest is not None and value > demand.highest):
        return
    for against, reference in _references(case):
        if slip := _slip(value, reference, demand.subject.unit, against):
            times, scale, manner = slip
            words = {"against": against, "reference": format(reference, "f"), "factor": times, "units": manner}
            undone = _plain(Fraction(value) / scale)
            undoing = Alternative("更正单位后", case.entry.actual.source, value_of(undone))
            yield Found(case.doubt("slip", words), (undoing,), decides=1 / _WILD < scale < _WILD)
            return


def size(case: Case) -> Iterator[Found]:
    """Beyond ten times the target or a tenth of it in a first year, or next to nothing of a great unit."""
    value, demand = case.value, case.demand
    if value is None or value <= 0 or case.past or demand.is_share:
        return
    bound = demand.bound[1] if demand.bound else case.facts.assigned
    far = bound is not None and bound > 0 and not bound / _FAR <= value <= bound * _FAR
    little = demand.subject.unit.startswith(_GREAT_UNITS) and value < _LITTLE
    if far or little:
        against = f"指标值“{demand.subject.target}”" if far else f"计量单位“{demand.subject.unit}”"
        yield Found(case.doubt("size", {"against": against}))


def jump(case: Case) -> Iterator[Found]:
    """A step far beyond those of the years before."""
    value, past = case.value, case.past
    if value is None or len(past) < 2 or not _jumps(value, past, share=case.demand.is_share or not case.demand.subject.has_unit):
        return
    yield Found(case.doubt("jump", {"value": case.entry.actual.raw, "past": "、".join(format(each, "f") for each in past)}))


def _references(case: Case) -> Iterator[tuple[str, Decimal]]:
    """Give what a value is held against: last year's value, else the target's own bound for a share."""
    if case.last is not None:
        if case.last > 0:
            yield "上年值", case.last
        return
    bound = case.demand.bound
    if bound and bound[1] > 0 and not case.demand.is_share:
        yield "指标值", bound[1]


def _slip(value: Decimal, reference: Decimal, unit: str, against: str) -> tuple[str, Fraction, str] | None:
    for factor, manner in _FACTORS.items():
        if (factor == 15 and not any(area in unit for area in _OF_AREA)) or (factor == 10 and against != "上年值"):
            continue
        too_large, too_small = (f"{factor}倍", Fraction(factor)), (f"1/{factor}", 1 / Fraction(factor))
        for ratio, (times, scale) in ((value / reference, too_large), (reference / value, too_small)):
            if abs(ratio / factor - 1) <= _NEAR:
                meant = _meant(unit, scale)
                return times, scale, f"单位可能是“{meant}”（方案为“{unit}”）" if meant else manner
    return None


def _meant(unit: str, factor: Fraction) -> str | None:
    """Name the unit in which the same size gives a number so many times as large."""
    return next((other for other in taken_for(unit) if factor_between(unit, other) == factor), None)


def _undone(case: Case, value: Decimal) -> Iterator[Alternative]:
    """Give a share that was written a hundred times too large, where that is one: 9590 → 95.9."""
    undone = value / _HUNDRED
    if value > _HUNDRED * 10 and 0 <= undone <= _HUNDRED:
        yield Alternative("更正小数点后", case.entry.actual.source, value_of(undone))


def _jumps(value: Decimal, past: tuple[Decimal, ...], *, share: bool) -> bool:
    """Compare this year's step with the largest earlier one, and with the size of the values themselves."""
    steps = [abs(after - before) for before, after in itertools.pairwise(past)]
    step = abs(value - past[-1])
    floor = _SHARE_STEP if share else abs(past[-1]) * _STEP
    return step > 5 * max(steps) and step > floor


def _plain(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)

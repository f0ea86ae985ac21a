"""Hold a value against its numerator and denominator, as exactly as their printed digits allow (contract: Standing, rulings)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ecoreport.demands import Demand
from ecoreport.judging.doubts.case import Alternative, Case, Found, decimals, value_of
from ecoreport.language import patterns as re
from ecoreport.language.widths import fold
from ecoreport.model import Figure, Source
from ecoreport.records import dataclass

_HAN = re.compile(r"[一-鿿]")
_PARTS = 2
_NEARLY = 20  # points within which two numbers may well be a share's parts
_YEARS = (1990, 2100)
_RATES = (95, 120)  # 实现程度101.7: a rate of its own
_FEWEST_DECIMALS = 2  # of a computed value
_COUNTS = frozenset("个人户件份次辆")
_EXACT = 100  # from three digits on, a whole number counts exactly


@dataclass(frozen=True, slots=True)
class _Range:
    """A number as it is printed, and where it may truly lie, its last digit being rounded."""

    low: Decimal
    printed: Decimal
    high: Decimal

    def scaled(self, power: int) -> "_Range":
        return _Range(self.low.scaleb(power), self.printed.scaleb(power), self.high.scaleb(power))

    def meets(self, other: "_Range") -> bool:
        return self.low <= other.high and other.low <= self.high


def ratio_differs(case: Case) -> Iterator[Found]:
    """分子÷分母 gives another value, or none where nothing was divided."""
    numerator, denominator = case.entry.numerator, case.entry.denominator
    if numerator is None or denominator is None or numerator.value is None or denominator.value is None:
        return
    sources = (numerator.source, denominator.source)
    words = {"numerator": numerator.raw, "denominator": denominator.raw}
    if denominator.value == 0:
        if case.value is not None:
            yield Found(case.doubt("divided_by_nothing", words, *sources))
        return
    if case.demand.is_share and case.demand.measure != "变化率" and numerator.value > denominator.value and case.value is not None:
        yield Found(case.doubt("part_beyond_whole", words, *sources, refuting=True), possible=False)
        return
    computed = _compute(case.demand, numerator, denominator)
    if case.value is None:
        if computed is not None and case.entry.actual.state in ("blank", "value") and case.demand.is_share:
            yield Found(
                case.doubt("not_divided", words | {"computed": f"{computed}%"}, *sources, at=numerator.source),
                (Alternative("分子÷分母", numerator.source, value_of(computed)),),
            )
        return
    if _are_counts(case):
        numerator, denominator = (replace(part, unit="个") for part in (numerator, denominator))
    if (told := contradicts(case.demand, case.entry.actual, numerator, denominator)) is None:
        return
    alternatives = (Alternative("分子÷分母", numerator.source, value_of(computed)),) if computed is not None else ()
    yield Found(case.doubt("ratio", words | {"computed": told}, *sources, refuting=True), alternatives)


def _are_counts(case: Case) -> bool:
    """Is it said beside them that the two parts are counted one by one: 分子、分母单位:个."""
    return any(_IN_ONES.search(fold(note.text)) for note in case.notes)


_IN_ONES = re.compile(r"(?:分子|分母)[^,;。]{0,8}(?:单位|按)(?:均|都|是|为|:)*(?:个|座|处|条|家|件|户|人|次|份|辆|块)")


def unread_parts(case: Case) -> Iterator[Found]:
    """Two numbers of the row that nobody could use give, divided, nearly another share: they may be its parts."""
    value, numbers = case.value, case.unread_numbers
    if value is None or len(numbers) != _PARTS or not case.demand.is_share or case.demand.measure == "变化率" or case.entry.numerator:
        return
    if _stand_apart(case, [source for _, source in numbers]):
        return
    (top, first), (bottom, second) = sorted(numbers)  # a part is never more than its whole
    if not bottom or not top or _YEARS[0] <= top <= _YEARS[1] or any(_RATES[0] < each <= _RATES[1] for each in (top, bottom)):
        return
    share = Decimal(f"{top * 100 / bottom:.{_FEWEST_DECIMALS}f}")
    if abs(share - value) <= Decimal(1).scaleb(-decimals(value)) / 2 or abs(share - value) > _NEARLY:
        return
    words = {"first": format(top, "f"), "second": format(bottom, "f"), "computed": f"{share}%"}
    yield Found(case.doubt("unread_parts", words, first, second), (Alternative("同行两数相除", first, value_of(share)),))


def _stand_apart(case: Case, sources: Sequence[Source]) -> bool:
    """Do numbers stand behind words that nobody could use, right of the value: those name what another table beside counts."""
    own = _column(case.entry.actual.source)
    words = [_column(note.source) for note in case.unread if _HAN.search(note.text) and not note.text[:1].isdecimal()]
    return any(own < at < min(map(_column, sources)) for at in words)


def _column(source: Source) -> tuple[int, str]:
    """Give the column of a cell, as columns follow one another: Z before AA."""
    letters = (source.cell or "").rstrip("0123456789")
    return len(letters), letters


def reached_by_rounding(case: Case) -> Iterator[Found]:
    """Only the rounded value meets the bound; what was divided misses it."""
    numerator, denominator, bound = case.entry.numerator, case.entry.denominator, case.demand.bound
    if numerator is None or denominator is None or bound is None or case.assessment.status != "met":
        return
    if contradicts(case.demand, case.entry.actual, numerator, denominator):
        return
    ratio = _ratio(numerator, denominator)
    if ratio is None or not case.demand.is_share:
        return
    (operator, limit), share = bound, ratio.scaled(2)
    if not (share.high < limit if operator.startswith(">") else share.low > limit):
        return
    places = _FEWEST_DECIMALS
    while Decimal(f"{share.printed:.{places}f}") == limit:
        places += 1  # until the miss can be seen
    exact = Decimal(f"{share.printed:.{places}f}")
    words = {"numerator": numerator.raw, "denominator": denominator.raw, "computed": f"{exact}%"}
    yield Found(
        case.doubt("rounded", words, numerator.source, denominator.source, refuting=True),
        (Alternative("未经取舍的分子÷分母", numerator.source, value_of(exact)),),
    )


def contradicts(demand: Demand, value: Figure, numerator: Figure, denominator: Figure) -> str | None:
    """Give the computed value where no rounding of the three printed numbers can reconcile them, else None.

    A share is numerator/denominator × 100; for other items the units of the two parts decide a power of ten that the
    ledger does not state, so only the digits are compared.
    """
    shown, ratio = _range_of(value), _ratio(numerator, denominator)
    # a change has the years in its formula, not a part and a whole
    if demand.measure == "变化率" or shown is None or ratio is None or not demand.subject.has_unit:
        return None
    places = max(_FEWEST_DECIMALS, decimals(shown.printed))
    if demand.is_share:
        return None if ratio.scaled(2).meets(shown) else f"{ratio.printed.scaleb(2):.{places}f}%"
    power = shown.high.adjusted() - ratio.high.adjusted()
    return None if any(ratio.scaled(power + step).meets(shown) for step in (-1, 0, 1)) else f"{ratio.printed:.{places}f}"


def _compute(demand: Demand, numerator: Figure, denominator: Figure) -> Decimal | None:
    """Divide a share; of other items the power of ten is not told."""
    ratio = _ratio(numerator, denominator)
    if ratio is None or not demand.is_share or demand.measure == "变化率":
        return None
    return Decimal(f"{ratio.printed.scaleb(2):.{_FEWEST_DECIMALS}f}")


def _ratio(numerator: Figure, denominator: Figure) -> _Range | None:
    exact = _counts(numerator, denominator)
    top, bottom = _range_of(numerator, exact=exact), _range_of(denominator, exact=exact)
    if top is None or bottom is None or bottom.low <= 0 or top.high < 0:
        return None
    return _Range(top.low / bottom.high, top.printed / bottom.printed, top.high / bottom.low)


def _counts(*parts: Figure) -> bool:
    """Are whole numbers counts to the last one: of three digits and more, or of things that are counted."""
    if any(part.written is None or decimals(part.written) for part in parts):
        return False
    counted = all((part.unit or "")[-1:] in _COUNTS and part.unit for part in parts)
    return counted or all(part.written is not None and abs(part.written) >= _EXACT for part in parts)


def _range_of(figure: Figure, *, exact: bool = False) -> _Range | None:
    """Take half a unit of the last digit written to both sides, scaled as the value was when its unit was converted."""
    if figure.value is None or figure.written is None:
        return None
    half = Decimal(0) if exact else Decimal(5).scaleb(-decimals(figure.written) - 1)
    if figure.written:
        half = abs(half * figure.value / figure.written)
    return _Range(figure.value - half, figure.value, figure.value + half)

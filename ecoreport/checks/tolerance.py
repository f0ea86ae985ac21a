"""Hold a value against its numerator and denominator, as exactly as their printed digits allow."""

from dataclasses import dataclass
from decimal import Decimal

from ecoreport.checks.common import decimals
from ecoreport.demands import Demand
from ecoreport.model import Figure, Goal, Item

_FEWEST_DECIMALS = 2  # of a computed value


@dataclass(frozen=True, slots=True)
class _Range:
    """Where a number may truly lie whose last printed digit was rounded."""

    low: Decimal
    high: Decimal

    def scaled(self, power: int) -> "_Range":
        return _Range(self.low.scaleb(power), self.high.scaleb(power))

    def meets(self, other: "_Range") -> bool:
        return self.low <= other.high and other.low <= self.high


def contradicts(demand: Demand, value: Figure, numerator: Figure, denominator: Figure) -> str | None:
    """Give the computed value where no rounding of the three printed numbers can reconcile them, else None.

    A share is numerator/denominator × 100; for other items the units of the two parts decide a power of ten that the
    ledger does not state, so only the digits are compared.
    """
    item = demand.subject
    shown, ratio = _range_of(value), _ratio(numerator, denominator)
    # a change has the years in its formula, not a part and a whole
    if demand.measure == "变化率" or value.value is None or shown is None or ratio is None or item.unit in ("", "-"):
        return None
    if item.unit == "%":
        agrees = ratio.scaled(2).meets(shown)
    else:
        power = shown.high.adjusted() - ratio.high.adjusted()
        agrees = any(ratio.scaled(power + step).meets(shown) for step in (-1, 0, 1))
    return None if agrees else _computed(item, numerator, denominator, max(_FEWEST_DECIMALS, decimals(value.value)))


def reached_only_by_rounding(item: Item, bound: tuple[str, Decimal], numerator: Figure, denominator: Figure) -> str | None:
    """Give the computed share where even the best reading of the two parts misses a bound that the rounded value meets."""
    ratio = _ratio(numerator, denominator)
    if item.unit != "%" or ratio is None:
        return None
    operator, limit = bound
    best = ratio.scaled(2)
    if not (best.high < limit if operator.startswith(">") else best.low > limit):
        return None
    places = _FEWEST_DECIMALS
    while Decimal(_computed(item, numerator, denominator, places).removesuffix("%")) == limit:
        places += 1  # until the miss can be seen
    return _computed(item, numerator, denominator, places)


def _ratio(numerator: Figure, denominator: Figure) -> _Range | None:
    top, bottom = _range_of(numerator), _range_of(denominator)
    if top is None or bottom is None or bottom.low <= 0 or top.high <= 0:
        return None
    return _Range(top.low / bottom.high, top.high / bottom.low)


def _range_of(figure: Figure) -> _Range | None:
    """Take half a unit of the last digit written to both sides, scaled as the value was when its unit was converted."""
    if figure.value is None or figure.written is None:
        return None
    half = Decimal(5).scaleb(-decimals(figure.written) - 1)
    if figure.written:
        half = abs(half * figure.value / figure.written)
    return _Range(figure.value - half, figure.value + half)


def _computed(item: Item | Goal, numerator: Figure, denominator: Figure, places: int) -> str:
    if numerator.value is None or denominator.value is None:
        raise ValueError("a figure without a number has no ratio")
    ratio = numerator.value / denominator.value
    return f"{ratio * 100:.{places}f}%" if item.unit == "%" else f"{ratio:.{places}f}"

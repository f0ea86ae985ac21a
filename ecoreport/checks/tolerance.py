"""Hold a value against its numerator and denominator, as exactly as their printed digits allow."""

from dataclasses import dataclass
from decimal import Decimal

from ecoreport.checks.common import decimals
from ecoreport.demands import Demand
from ecoreport.model import Figure

_FEWEST_DECIMALS = 2  # of a computed value


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


def reached_only_by_rounding(demand: Demand, numerator: Figure, denominator: Figure) -> str | None:
    """Give the computed share where even the best reading of the two parts misses a bound that the rounded value meets."""
    ratio = _ratio(numerator, denominator)
    if demand.bound is None or not demand.is_share or ratio is None:
        return None
    operator, limit = demand.bound
    share = ratio.scaled(2)
    if not (share.high < limit if operator.startswith(">") else share.low > limit):
        return None
    places = _FEWEST_DECIMALS
    while Decimal(f"{share.printed:.{places}f}") == limit:
        places += 1  # until the miss can be seen
    return f"{share.printed:.{places}f}%"


def _ratio(numerator: Figure, denominator: Figure) -> _Range | None:
    top, bottom = _range_of(numerator), _range_of(denominator)
    if top is None or bottom is None or bottom.low <= 0 or top.high <= 0:
        return None
    return _Range(top.low / bottom.high, top.printed / bottom.printed, top.high / bottom.low)


def _range_of(figure: Figure) -> _Range | None:
    """Take half a unit of the last digit written to both sides, scaled as the value was when its unit was converted."""
    if figure.value is None or figure.written is None:
        return None
    half = Decimal(5).scaleb(-decimals(figure.written) - 1)
    if figure.written:
        half = abs(half * figure.value / figure.written)
    return _Range(figure.value - half, figure.value, figure.value + half)

"""Hold a value against its numerator and denominator, as exactly as their printed digits allow."""

from decimal import Decimal, localcontext

from ecoreport.demands import Demand
from ecoreport.model import Figure, Goal, Item

_PRECISION = 28


def contradicts(demand: Demand, value: Figure, numerator: Figure, denominator: Figure) -> str | None:
    """Give the computed value where no rounding of the three printed numbers can reconcile them, else None.

    A share is numerator/denominator × 100; for other items the units of the two parts decide a power of ten that the
    ledger does not state, so only the digits are compared.
    """
    item = demand.subject
    # a change has the years in its formula, not a part and a whole
    if demand.measure == "变化率" or not _usable(numerator, denominator) or value.value is None:
        return None
    low, high = _ratio(numerator, denominator)
    half = _half_unit(value)
    with localcontext() as context:
        context.prec = _PRECISION
        if item.unit == "%":
            agrees = low * 100 <= value.value + half and high * 100 >= value.value - half
        elif item.unit in ("", "-"):
            return None
        else:
            agrees = any(low.scaleb(power) <= value.value + half and high.scaleb(power) >= value.value - half for power in range(-12, 13))
    return None if agrees else _printed(item, numerator, denominator, value.value)


def reached_only_by_rounding(item: Item, bound: tuple[str, Decimal], numerator: Figure, denominator: Figure) -> str | None:
    """Give the computed share where even the best reading of the two parts misses a bound that the rounded value meets."""
    if item.unit != "%" or not _usable(numerator, denominator):
        return None
    low, high = _ratio(numerator, denominator)
    operator, limit = bound
    missed = high * 100 < limit if operator in (">=", ">") else low * 100 > limit
    return _printed(item, numerator, denominator, limit) if missed else None


def _usable(numerator: Figure, denominator: Figure) -> bool:
    return numerator.value is not None and denominator.value is not None and denominator.value > 0 and numerator.value >= 0


def _ratio(numerator: Figure, denominator: Figure) -> tuple[Decimal, Decimal]:
    """Bound the true ratio by half a unit of each printed number's last digit."""
    top, bottom = _exact(numerator), _exact(denominator)
    half_top, half_bottom = _half_unit(numerator), _half_unit(denominator)
    low = max(top - half_top, Decimal(0)) / (bottom + half_bottom)
    return low, (top + half_top) / max(bottom - half_bottom, Decimal("1e-12"))


def _exact(figure: Figure) -> Decimal:
    if figure.value is None:
        raise ValueError("a figure without a number has no ratio")
    return figure.value


def _half_unit(figure: Figure) -> Decimal:
    """Half a unit of the last digit written, scaled as the value was when its unit was converted."""
    written = figure.written if figure.written is not None else figure.value
    if written is None or figure.value is None:
        return Decimal(0)
    exponent = written.as_tuple().exponent
    half = Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)
    return abs(half * figure.value / written) if written else half


def _printed(item: Item | Goal, numerator: Figure, denominator: Figure, like: Decimal) -> str:
    share = item.unit == "%"
    ratio = _exact(numerator) / _exact(denominator) * (100 if share else 1)
    exponent = like.as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"{ratio:.{places}f}{'%' if share else ''}"

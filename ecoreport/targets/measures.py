"""Bring the unit written in a target to the item's own unit, exactly or not at all."""

import unicodedata
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.changes import names_change
from ecoreport.language.units import factor_between, parse_unit, scale
from ecoreport.model import Measure

_SHARE = re.compile(r"(?:率|比例|比重|占比)(?:\(|（|$)")
_COUNT = re.compile(r"(?:数量|个数|[家户人件起次例]数)(?:\(|（|$)")


def name_measure(name: str, unit: str | None) -> Measure:
    """Say what an item reports by its name and unit: a change, a share, a count of whole things, or an amount."""
    if names_change(name):
        return "变化率"
    known = parse_unit(unit or "")
    if known is None:  # 千克/% is printed, and is no unit
        return "数量" if name_unit(unit) else "比例" if _SHARE.search(name) else "计数" if _COUNT.search(name) else "数量"
    return "比例" if not known.dimensions else "计数" if known.whole else "数量"


def name_unit(text: str | None) -> str:
    """Fold a unit for comparing; "" where none is written ("-" is how the plan prints none)."""
    folded = (
        re.sub(r"\s+", "", unicodedata.normalize("NFKC", (text or "").replace("﹪", "%"))).replace("µ", "μ").replace("每", "/").casefold()
    )
    return "" if folded in {"", "-", "—", "–", "/", "无", "无量纲"} else folded


def convert_bound(value: Decimal, written: str, wanted: str | None) -> Decimal | None:
    """Convert a bound from its own unit to the item's; None where the two do not measure the same, or not exactly."""
    source, goal = name_unit(written), name_unit(wanted)
    if not source or not goal or source == goal:
        return value
    factor = factor_between(source, goal)
    scaled = scale(value, factor) if factor is not None else None
    return scaled[0] if scaled and scaled[1] else None

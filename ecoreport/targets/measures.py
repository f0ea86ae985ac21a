"""Bring the unit written in a target to the item's own unit, exactly or not at all."""

import re
import unicodedata
from decimal import Decimal

from ecoreport.language.units import factor_between, scale


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

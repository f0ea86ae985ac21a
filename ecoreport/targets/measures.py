"""Bring the unit written in a target to the item's own unit, exactly or not at all."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

_PREFIXES = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4}
_BASES = {
    "%": ("1", Fraction(1, 100)), "‰": ("1", Fraction(1, 1000)), "‱": ("1", Fraction(1, 10000)), "百分点": ("点", Fraction(1)),
    "μg": ("克", Fraction(1, 10**6)), "ug": ("克", Fraction(1, 10**6)), "微克": ("克", Fraction(1, 10**6)),
    "mg": ("克", Fraction(1, 1000)), "毫克": ("克", Fraction(1, 1000)), "g": ("克", Fraction(1)), "克": ("克", Fraction(1)),
    "kg": ("克", Fraction(1000)), "千克": ("克", Fraction(1000)), "公斤": ("克", Fraction(1000)),
    "t": ("克", Fraction(10**6)), "吨": ("克", Fraction(10**6)),
    "tce": ("标准煤", Fraction(1)), "吨标煤": ("标准煤", Fraction(1)), "吨标准煤": ("标准煤", Fraction(1)),
    "kgce": ("标准煤", Fraction(1, 1000)), "千克标准煤": ("标准煤", Fraction(1, 1000)), "千克标煤": ("标准煤", Fraction(1, 1000)),
    "m": ("米", Fraction(1)), "米": ("米", Fraction(1)), "km": ("米", Fraction(1000)), "公里": ("米", Fraction(1000)),
    "千米": ("米", Fraction(1000)), "m2": ("平方米", Fraction(1)), "平方米": ("平方米", Fraction(1)), "平米": ("平方米", Fraction(1)),
    "hm2": ("平方米", Fraction(10**4)), "ha": ("平方米", Fraction(10**4)), "公顷": ("平方米", Fraction(10**4)),
    "亩": ("平方米", Fraction(2000, 3)), "km2": ("平方米", Fraction(10**6)), "平方公里": ("平方米", Fraction(10**6)),
    "平方千米": ("平方米", Fraction(10**6)),
    "m3": ("立方米", Fraction(1)), "立方米": ("立方米", Fraction(1)), "方": ("立方米", Fraction(1)),
    "l": ("立方米", Fraction(1, 1000)), "升": ("立方米", Fraction(1, 1000)),
    "db": ("分贝", Fraction(1)), "db(a)": ("分贝", Fraction(1)), "分贝(a)": ("分贝", Fraction(1)),
    "d": ("天", Fraction(1)), "日": ("天", Fraction(1)), "天": ("天", Fraction(1)), "a": ("年", Fraction(1)), "年": ("年", Fraction(1)),
}  # fmt: skip


def name_unit(text: str | None) -> str:
    """Fold a unit for comparing; "" where none is written ("-" is how the plan prints none)."""
    folded = (
        re.sub(r"\s+", "", unicodedata.normalize("NFKC", (text or "").replace("﹪", "%"))).replace("µ", "μ").replace("每", "/").casefold()
    )
    return "" if folded in {"", "-", "—", "–", "/", "无", "无量纲"} else folded


def convert_bound(value: Decimal, written: str, wanted: str | None) -> Decimal | None:
    """Convert a bound from its own unit to the item's; None where the two do not measure the same."""
    source, goal = name_unit(written), name_unit(wanted)
    if not source or not goal or source == goal:
        return value
    (one, scale), (other, other_scale) = _measure(source), _measure(goal)
    if one != other:
        return None
    return _exact(Fraction(value) * scale / other_scale)


def _measure(unit: str) -> tuple[tuple[str, ...], Fraction]:
    scale = Fraction(1)
    dimensions: list[str] = []
    for place, part in enumerate(re.split(r"[/·.]", unit)):
        dimension, size = _measure_atom(part)
        dimensions.append(dimension)
        scale = scale * size if place == 0 else scale / size
    return tuple(dimensions), scale


def _measure_atom(part: str) -> tuple[str, Fraction]:
    if part in _BASES:
        return _BASES[part]
    for prefix, size in _PREFIXES.items():
        if part.startswith(prefix):
            dimension, scale = _measure_atom(part.removeprefix(prefix))
            return dimension, scale * size
    bare = part.removeprefix("个")
    return _BASES.get(bare, (bare, Fraction(1)))


def _exact(value: Fraction) -> Decimal | None:
    """Give the decimal that equals a fraction; a third has none."""
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return Decimal(value.numerator) / Decimal(value.denominator) if rest == 1 else None

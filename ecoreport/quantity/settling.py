"""One number and one unit: expressed in the plan's unit, or asked."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ecoreport.language import patterns as re
from ecoreport.language.units import MULTIPLIERS, factor_between, parse_unit, scale
from ecoreport.quantity.records import Quantity, Wanted, also, doubt, plain


def settle(raw: str, number: Decimal, own: str, multiplier: str, wanted: Wanted) -> Quantity:
    """Express a number in the plan's unit: its own unit counts first, then the ledger's heading, then the plan."""
    if multiplier and not own:
        return _settle_multiplied(raw, number, multiplier, wanted)
    heading = _understand_heading(wanted.header_unit) if wanted.header_unit else None
    unit = own or heading or wanted.unit
    recorded = own or heading
    asked = Quantity("asked", raw, None, number, recorded)
    if not wanted.unit:
        return Quantity("value", raw, _unfold(number), number, recorded)
    if not own and _may_be_fraction(number, unit, wanted):
        hundredfold = scale(number, Fraction(100))
        other = f"{plain(hundredfold[0])}%" if hundredfold else ""
        return also(asked, doubt("fraction_or_percent", raw, reading=f"{plain(number)}%", other=other))
    target = next((each for each in wanted.units if factor_between(unit, each) is not None), None)
    if target is None:
        return _settle_unrelated(raw, number, unit, recorded, wanted)
    scaled = scale(number, factor_between(unit, target) or Fraction(1))
    if scaled is None:
        return also(asked, doubt("too_many_digits", raw))
    value, exact = scaled
    if factor_between(unit, target) == 1:
        return Quantity("value", raw, _unfold(number), number, recorded)
    conversion = f"{plain(number)}{unit} → {'' if exact else '约'}{plain(value)}{target}"
    notice = doubt("converted", raw, reading=plain(value), conversion=conversion, unit=target)
    return Quantity("value", raw, value, number, recorded, conversion, doubts=(notice,))


def _settle_multiplied(raw: str, number: Decimal, multiplier: str, wanted: Wanted) -> Quantity:
    """1.2万 with no unit behind it: under 亩 it is 12000亩, under 万亩 the unit cut short, under 亿元 or % nobody can say."""
    unit = wanted.header_unit or wanted.unit
    known = parse_unit(unit) if unit else None
    asked = Quantity("asked", raw, None, number, wanted.header_unit)
    if known and known.dimensions and unit.startswith(multiplier):  # 125.4亿 where 亿元 are asked for
        settled = settle(raw, number, unit, "", wanted)
        return also(replace(settled, unit=multiplier), doubt("unit_cut_short", raw, unit=multiplier, other=unit, reading=plain(number)))
    if known and (known.multiplied or not known.dimensions):
        return also(asked, doubt("scale_unclear", raw, unit=unit, reading=f"{plain(number)}{multiplier}"))
    factor = Fraction(1)
    for character in multiplier:
        factor *= MULTIPLIERS[character]
    scaled = scale(number, factor)
    if scaled is None:
        return also(asked, doubt("too_many_digits", raw))
    settled = settle(raw, scaled[0], "", "", wanted)
    if settled.value is None:
        return replace(settled, written=number)
    reading = plain(settled.value)
    conversion = f"{plain(number)}{multiplier}{wanted.header_unit or ''} → {reading}{wanted.unit}"
    notice = doubt("converted", raw, reading=reading, conversion=conversion, unit=wanted.unit)
    kept = tuple(each for each in settled.doubts if each.kind != "converted")
    return replace(settled, written=number, conversion=conversion, doubts=(*kept, notice))


def _settle_unrelated(raw: str, number: Decimal, unit: str, recorded: str | None, wanted: Wanted) -> Quantity:
    """A unit that cannot become the plan's: the very same words, or the plan's unit cut short, or a question."""
    given = Quantity("value", raw, _unfold(number), number, recorded)
    if "".join(unit.split()) == "".join(wanted.unit.split()):
        return given
    if is_cut_short(unit, wanted):
        if _says_rest(wanted):
            return given
        return also(given, doubt("unit_cut_short", raw, unit=unit, other=wanted.unit, reading=plain(number)))
    return replace(given, state="asked", value=None, doubts=(doubt("impossible_unit", raw, unit=unit, other=wanted.unit),))


def is_cut_short(unit: str, wanted: Wanted) -> bool:
    """Is it the plan's unit without what the item's name says: 人均公园绿地面积 13.5平方米."""
    numerator = re.split(r"/|每", wanted.unit)[0]
    return numerator != wanted.unit and factor_between(unit, numerator) == 1 and any(_PER.search(name) for name in wanted.names)


def _says_rest(wanted: Wanted) -> bool:
    """Does a name say in words what the plan's unit counts by: 万元工业增加值用水量, 人均公园绿地面积."""
    per = [part for part in re.split(r"/|每", wanted.unit)[1:] if part]
    return bool(per) and all(any(part in name or f"{part}均" in name for name in wanted.names) for part in per)


_PER = re.compile(r"人均|单位|万元|每|强度|浓度")


def _understand_heading(unit: str) -> str:
    """百分数(%) and 面积(万亩) name their unit in brackets; anything else stands as it is."""
    if parse_unit(unit):
        return unit
    bracketed = re.search(r"[(（]([^()（）]*)[)）]", unit)
    if bracketed and parse_unit(bracketed[1]):
        return bracketed[1]
    without = re.sub(r"[(（][^()（）]*[)）]", "", unit)
    return without if parse_unit(without) else unit


_SMALL = Decimal("0.1")  # per cent: 0.012 in a share that is to be small is as likely 1.2 %


def _may_be_fraction(number: Decimal, unit: str, wanted: Wanted) -> bool:
    """0.25 in a % item: 0.25 % or 25 %? 1 may be all of it, 0 is zero; a change, or a share that is to be small, may well be so."""
    if wanted.change or (wanted.small and number >= _SMALL) or not 0 < abs(number) <= 1:
        return False
    return len(wanted.units) == 1 and parse_unit(unit) == parse_unit("%")


def _unfold(number: Decimal) -> Decimal:
    """Write 1E+2 as 100, and -0 as 0; the digits stay."""
    if not number:
        return abs(number)
    _, digits, exponent = number.as_tuple()
    return Decimal(format(number, "f")) if isinstance(exponent, int) and exponent > 0 and len(digits) + exponent < 400 else number

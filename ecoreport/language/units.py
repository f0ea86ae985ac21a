"""Units of measure as offices write them, and their conversions, exact wherever a decimal can be.

A unit is a factor (a Fraction) over dimensions that never mix: 立方米/公顷 is volume over area, not a length.
What has no common dimension (家, 个, 户 …) cannot be converted.
"""

from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.widths import even
from ecoreport.records import dataclass

# Written as: canonical spelling, dimension ("" is a pure ratio), factor to the dimension's base, other spellings.
_ATOMS: tuple[tuple[str, str, Fraction, str], ...] = (
    ("%", "", Fraction(1, 100), "百分比 百分数 百分率 percent pct ﹪"),
    ("‰", "", Fraction(1, 1000), "千分比 千分率 permille"),
    ("个百分点", "points", Fraction(1), "百分点 个百分比 pp"),
    ("微克", "mass", Fraction(1, 10**6), "μg ug mcg"),
    ("毫克", "mass", Fraction(1, 1000), "mg"),
    ("克", "mass", Fraction(1), "g"),
    ("斤", "mass", Fraction(500), "市斤"),
    ("千克", "mass", Fraction(1000), "kg 公斤 ㎏"),
    ("吨", "mass", Fraction(10**6), "t 公吨"),
    ("平方厘米", "area", Fraction(1, 10000), "cm2"),
    ("平方米", "area", Fraction(1), "m2 平米 平方 平方公尺"),
    ("亩", "area", Fraction(2000, 3), "市亩 mu"),
    ("公顷", "area", Fraction(10**4), "ha hm2"),
    ("平方公里", "area", Fraction(10**6), "km2 平方千米 平方km"),
    ("毫米", "length", Fraction(1, 1000), "mm"),
    ("厘米", "length", Fraction(1, 100), "cm"),
    ("米", "length", Fraction(1), "m"),
    ("里", "length", Fraction(500), "华里"),
    ("公里", "length", Fraction(1000), "km 千米 ㎞"),
    ("海里", "length", Fraction(1852), "nmile"),
    ("毫升", "volume", Fraction(1, 10**6), "ml"),
    ("升", "volume", Fraction(1, 1000), "l 公升"),
    ("立方米", "volume", Fraction(1), "m3 立方 方 立米"),
    ("元", "money", Fraction(1), "人民币元 元人民币 rmb"),
    ("美元", "dollars", Fraction(1), "usd"),
    ("千瓦时", "energy", Fraction(1), "kwh kw·h 度电"),
    ("兆瓦时", "energy", Fraction(1000), "mwh mw·h"),
    ("千瓦", "power", Fraction(1), "kw"),
    ("兆瓦", "power", Fraction(1000), "mw"),
    ("分钟", "time", Fraction(1, 1440), "min"),
    ("小时", "time", Fraction(1, 24), "h"),
    ("天", "time", Fraction(1), "日 d"),
    ("年", "year", Fraction(1), "a"),
    ("月", "month", Fraction(1), "个月"),
    ("人", "person", Fraction(1), "名 位 cap"),
    ("分贝", "decibel", Fraction(1), "db db(a)"),
)
# Each its own dimension: 20家 is not 20个.
_COUNTED = (
    *"个家户台座条项件例处所辆株次起宗批片套只头种类块艘村镇场篇部支级分倍对盏棵根口期幅张栋幢间本册桩床班组届轮队面门颗℃",
    *("人次", "户次", "车次", "班次", "家次", "件次", "处次", "标台", "标箱", "蒸吨", "摄氏度"),
)
_MEASURING = ("级", "分", "倍", "期", "届", "轮", "℃", "蒸吨", "摄氏度")  # among them, these count no things
_WHOLE_THINGS = {(name, 1) for name in ("person", *_COUNTED) if name not in _MEASURING}
# Of what the amount is; 吨标准煤 answers to 吨 but not to 吨二氧化碳.
_SUBSTANCES = {"标准煤": "标准煤", "标煤": "标准煤", "ce": "标准煤", "二氧化碳": "二氧化碳", "co2": "二氧化碳", "折纯": "折纯"}
# What 立方米/万元 leaves open and some offices add: 立方米/万元GDP.
_TAILS = ("gdp", "工业增加值", "地区生产总值", "国内生产总值", "生产总值", "常住人口", "户籍人口", "播种面积", "耕地")
_TAKEN_FOR_ONE_ANOTHER = (  # the larger one, the smaller one
    ("公里", "米"),
    ("吨", "千克"),
    ("亿元", "万元"),
    ("万元", "元"),
    ("平方公里", "公顷"),
    ("公顷", "亩"),
    ("公顷", "平方米"),
    ("千克/亩", "千克/公顷"),
)
MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_SUPERSCRIPTS = str.maketrans(
    {"²": "2", "³": "3", "¹": "1", "⁻": "-", "₂": "2", "₃": "3", "^": None, "µ": "μ", "⋅": "·", "•": "·", "∙": "·"}
)
_WHOLE = {"㎡": "m2", "㎥": "m3", "㎢": "km2", "㎍": "μg", "㎎": "mg", "㎏": "kg", "㎞": "km", "㎝": "cm", "㎜": "mm", "㏊": "ha"}
_MULTIPLIER = r"[十百千万亿]*"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that was understood."""

    text: str  # canonical: 微克/立方米
    factor: Fraction
    dimensions: tuple[tuple[str, int], ...]  # ("mass", 1), ("volume", -1)
    substance: str = ""
    multiplied: bool = False  # 万吨, 亿元: a multiplier stands before its first name

    @property
    def whole(self) -> bool:
        """Does it count whole things (家, 人, 万人次), of which there is no half."""
        return len(self.dimensions) == 1 and self.dimensions[0] in _WHOLE_THINGS


@lru_cache(maxsize=1 << 14)
def _fold(text: str) -> str:
    for symbol, letters in _WHOLE.items():
        text = text.replace(symbol, letters)
    text = even(text).translate(_SUPERSCRIPTS)  # written out, since NFKC would also make ① a 1
    return re.sub(r"\s+", "", text).casefold()


_BY_SPELLING: dict[str, tuple[str, str, Fraction]] = {
    _fold(spelling): (name, dimension, factor)
    for name, dimension, factor, others in (*_ATOMS, *((word, word, Fraction(1), "") for word in _COUNTED))
    for spelling in (name, *others.split())
}
# Turned round, so that of two spellings with the same beginning the longer is tried first.
_SPELLINGS = "|".join(re.escape(spelling) for spelling in sorted(_BY_SPELLING, reverse=True))
_SUBSTANCE_WORDS = "|".join(sorted(_SUBSTANCES, reverse=True))
_TAIL_WORDS = "|".join(sorted(_TAILS, reverse=True))
_ATOM = rf"(?:[0-9]*{_MULTIPLIER}(?:{_SPELLINGS})(?:\(?(?:{_SUBSTANCE_WORDS})\)?)?(?:\(?(?:{_TAIL_WORDS})\)?)?)"
_ATOM_PARTS = re.compile(
    rf"(?P<count>[0-9]*)(?P<multiplier>{_MULTIPLIER}?)(?P<name>{_SPELLINGS})"
    rf"\(?(?P<substance>{_SUBSTANCE_WORDS})?\)?\(?(?:{_TAIL_WORDS})?\)?"
)
_AT_NUMBER = re.compile(
    rf"(?:{_MULTIPLIER}(?:{_SPELLINGS})(?:\(?(?:{_SUBSTANCE_WORDS})\)?)?)(?:(?:/|每|·|\.(?=[a-z])){_ATOM}(?:-[123])?)*"
    r"(?![居列别布析均理]|之(?![内间]))(?:(?<=[a-z0-9])(?![a-z])|(?<![a-z0-9]))"
)


_NO_UNIT = frozenset({"", "-", "—", "——", "/", "–", "－", "无", "\\"})


def names_no_unit(text: str) -> bool:
    """Does the place of a unit say that there is none: blank, —, /, 无."""
    return text.strip() in _NO_UNIT


@lru_cache(maxsize=4096)
def parse_unit(text: str) -> Unit | None:
    """Understand a unit as written; None where it is not one."""
    folded = _fold(text[:80])
    folded = re.sub(r"^(?:计量)?单位[::]?", "", folded)
    if folded.startswith("(") and folded.endswith(")"):
        folded = folded[1:-1]
    if match := re.fullmatch(rf"每({_ATOM})({_ATOM})", folded):  # 每亩公斤
        folded = f"{match[2]}/{match[1]}"
    if not folded:
        return None
    numerator, *denominators = re.split(r"/|(?<!^)每", folded)
    parsed: list[tuple[_Atom, int]] = []
    for sign, part in ((1, numerator), *((-1, each) for each in denominators)):
        # a whole spelling first: kW·h is one unit, m·h two
        for piece in (part,) if part in _BY_SPELLING else re.split(r"[·*×]|\.(?=[a-z])", part):
            atom = _parse_atom(piece)
            if atom is None:
                return None
            parsed.append((atom, sign))
    return _combine(parsed)


@dataclass(frozen=True, slots=True)
class _Atom:
    name: str
    dimension: str
    factor: Fraction
    substance: str
    multiplied: bool
    inverse: bool


def _parse_atom(text: str) -> _Atom | None:
    # m-3 is one over m3: the exponent belongs to the spelling
    power = re.fullmatch(r"(.*?)-([123])", text)
    match = _ATOM_PARTS.fullmatch(power[1] + power[2].replace("1", "") if power else text)
    if not match:
        return None
    name, dimension, factor = _BY_SPELLING[match["name"]]
    multiplier, count = match["multiplier"], match["count"]
    if multiplier and name in ("%", "‰", "个百分点"):
        return None
    for character in multiplier:
        factor *= MULTIPLIERS[character]
    if count:
        if len(count) > 6 or int(count) == 0:
            return None
        factor *= int(count)
    substance = _SUBSTANCES[match["substance"]] if match["substance"] else ""
    return _Atom(f"{count}{multiplier}{name}{substance}", dimension, factor, substance, bool(multiplier or count), bool(power))


def _combine(parsed: list[tuple[_Atom, int]]) -> Unit | None:
    factor = Fraction(1)
    dimensions: dict[str, int] = {}
    names: tuple[list[str], list[str]] = ([], [])
    substances = {atom.substance for atom, _ in parsed if atom.substance}
    if len(substances) > 1:
        return None
    for atom, written_sign in parsed:
        sign = -written_sign if atom.inverse else written_sign
        if sign < 0 and not atom.dimension:
            return None  # 千克/% names two units, not one
        factor *= atom.factor**sign
        if atom.dimension:
            dimensions[atom.dimension] = dimensions.get(atom.dimension, 0) + sign
        names[sign < 0].append(atom.name)
    text = "/".join(("·".join(names[0]) or "1", *names[1]))
    kept = tuple(sorted((name, power) for name, power in dimensions.items() if power))
    return Unit(text, factor, kept, next(iter(substances), ""), any(atom.multiplied for atom, sign in parsed if sign > 0))


def alternatives(text: str) -> tuple[str, ...]:
    """Tell apart the units of a cell that names several, as 千克/% does; one unit is itself."""
    if parse_unit(text):
        return (text,)
    parts = tuple(part.strip() for part in re.split(r"[/、,，或]", text) if part.strip())
    return parts if len(parts) > 1 and all(parse_unit(part) for part in parts) else (text,)


_LONGEST_UNIT = 60  # characters


def find_unit(text: str, start: int = 0) -> tuple[str, int]:
    """Find the unit that begins at `start` (blanks aside): its text and where it ends, or ("", start)."""
    near = text[start : start + _LONGEST_UNIT]
    begin = start + len(near) - len(near.lstrip())
    window = text[begin : begin + _LONGEST_UNIT]
    folded, ends = "", list[int]()
    for position, character in enumerate(window):
        piece = _fold(character)
        folded += piece
        ends += [begin + position + 1] * len(piece)
    if not (match := _AT_NUMBER.match(folded)):
        return "", start
    found = text[begin : ends[match.end() - 1]]
    return (found, ends[match.end() - 1]) if parse_unit(found) else ("", start)


def canonical_unit(text: str) -> str | None:
    """Name a unit in one spelling for all of its ways to be written; None where it is not understood."""
    unit = parse_unit(text)
    return unit.text if unit else None


def same_unit(a: str, b: str) -> bool:
    """Do two spellings mean the same unit (m³/万元 and 方/万元)?"""
    return factor_between(a, b) == 1 or (a.strip() == b.strip() != "")


def factor_between(a: str, b: str) -> Fraction | None:
    """By what is a number in `a` multiplied to be one in `b`; None where that cannot be."""
    one, other = parse_unit(a), parse_unit(b)
    if not one or not other or one.dimensions != other.dimensions:
        return None
    if one.substance and other.substance and one.substance != other.substance:
        return None
    return one.factor / other.factor


def taken_for(unit: str) -> tuple[str, ...]:
    """List the units that people write numbers in where this one is asked for."""
    return tuple(other for one, another in _TAKEN_FOR_ONE_ANOTHER for own, other in ((one, another), (another, one)) if own == unit)


_LARGEST_EXPONENT = 400
_DIGITS_BEYOND = 6  # kept beyond the written digits where the result has no end (亩 → 公顷 is a fifteenth)


def scale(value: Decimal, factor: Fraction) -> tuple[Decimal, bool] | None:
    """Multiply exactly; where the result has no end, to six digits more than were written. The flag: is it exact?"""
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT or len(value.as_tuple().digits) > _LARGEST_EXPONENT:
        return None
    product = Fraction(value) * factor
    if product == 0:
        return Decimal(0), True
    denominator, twos, fives = product.denominator, 0, 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    if denominator == 1:
        places = max(twos, fives)
        digits = product.numerator * 10**places // product.denominator
        return Decimal((int(digits < 0), tuple(map(int, str(abs(digits)))), -places)), True
    context = Context(prec=len(value.as_tuple().digits) + _DIGITS_BEYOND)
    return context.divide(Decimal(product.numerator), Decimal(product.denominator)), False


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal | None:
    """Express a number of one unit in another; None where that cannot be."""
    factor = factor_between(from_unit, to_unit)
    if factor is None:
        return None
    scaled = scale(value, factor)
    return scaled[0] if scaled else None

"""Amounts that are spelt out in Chinese numerals, inside a text: 不少于二百五十家, 百分之九十五."""

from collections.abc import Iterator
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.comparisons import COMPARED
from ecoreport.language.numerals import CHINESE_NUMBER, read_chinese
from ecoreport.language.units import Unit, find_unit, parse_unit
from ecoreport.records import dataclass

_SHARE = re.compile(rf"(?P<whole>百分之百|百分百)|(?P<parts>[百千])分之(?P<number>{CHINESE_NUMBER}|[0-9]+(?:\.[0-9]+)?)")
_NUMERAL = re.compile(rf"(?:[第其之每首]|[0-9.]+)?({CHINESE_NUMBER})")  # 第二十一, 3千: which one, or a number in digits
_BEHIND_COMPARISON = re.compile(rf"(?:[≥≤><]=?|{COMPARED})[约近]? *$")
# 二年, 三月, 一期, 三级, 五届: which one it is, or for how long; 十分 and 三方 are no amounts at all.
_NO_AMOUNT = frozenset({"year", "month", "级", "期", "届", "轮", "分", "类", "面", "门", "部", "班", "批"})
_NO_UNIT = frozenset({"方", "里", "位", "名"})
_FEW = 10  # 一村一品, 三个方面: so few are an amount only behind a comparison
_NEAR = 16  # characters; the longest comparison


@dataclass(frozen=True, slots=True)
class Spelt:
    """One amount spelt out, and where it stands."""

    start: int
    end: int  # behind its unit
    value: Decimal
    unit: str  # as written; % and ‰ for 百分之 and 千分之


def find_spelt(text: str) -> tuple[Spelt, ...]:
    """Find the amounts spelt out: shares anywhere, numerals with a unit where they are ten or more or something is compared with them."""
    shares = tuple(_find_shares(text))
    taken = {place for share in shares for place in range(share.start, share.end)}
    counts = (_read_count(match, text) for match in _NUMERAL.finditer(text) if match.start() not in taken)
    return tuple(sorted((*shares, *(count for count in counts if count)), key=lambda spelt: spelt.start))


def write_digits(text: str) -> str:
    """Write the amounts spelt out in digits: 不少于250家, 95%."""
    for spelt in reversed(find_spelt(text)):
        text = f"{text[: spelt.start]}{spelt.value}{spelt.unit}{text[spelt.end :]}"
    return text


def write_shares(text: str) -> str:
    """Write the plain shares of a bound in per cent: 九成, 三分之二以上, ≥1/3, 半数以上; to four places where they never end."""
    return _PLAIN_SHARE.sub(_write_share, text)


def _write_share(match: re.Match[str]) -> str:
    if match["tenths"]:
        tenths = [_DIGITS.index(digit) + 1 if digit != "半" else 5 for digit in match["tenths"].replace("成", "")]
        return f"{tenths[0] * 10 + (tenths[1] if len(tenths) > 1 else 0)}%"
    if match["half"]:
        return "超过50%" if match["half"].startswith(("过", "超")) else "50%"
    upper, lower = (match["upper"], match["lower"]) if match["upper"] else (match["above"], match["below"])
    part, whole = (Decimal(_SPELT.index(digit) + 1 if digit in _SPELT else digit) for digit in (upper, lower))
    return f"{round(100 * part / whole, _PLACES).normalize():f}%"


_DIGITS = "一二三四五六七八九"
_SPELT = f"{_DIGITS}十"
_PLACES = 4
_PLAIN_SHARE = re.compile(
    rf"(?P<tenths>(?<![{_DIGITS}十])[{_DIGITS}]成[{_DIGITS}半]?)(?=以上|以下|以内|左右|$|[,;。)或且])|(?P<half>超?过半数?|半数|(?<=的)一半)(?=以上|$|[,;。])"
    rf"|(?P<lower>[二三四五六七八九十])分之(?P<upper>[{_DIGITS}])(?=以上|以下|以内|$|[,;。)或且])|(?<=[≥≤><=于过到])(?P<above>[1-9])/(?P<below>[2-9])(?![\d./])"
)


def _find_shares(text: str) -> Iterator[Spelt]:
    for match in _SHARE.finditer(text):
        number = match["number"]
        value = Decimal(100) if match["whole"] else Decimal(number) if number[0] in "0123456789" else read_chinese(number)
        if value is not None:
            yield Spelt(match.start(), match.end(), value, "‰" if match["parts"] == "千" else "%")


def _read_count(match: re.Match[str], text: str) -> Spelt | None:
    start, end = match.span(1)
    if match.start() < start:
        return None
    if end - 1 > start and (longer := _unit_at(text, end - 1)) and (text[end - 1] in "万亿" or not longer.multiplied):
        end -= 1  # 三千瓦 is 3 千瓦, 二亿元 2 亿元: what the unit may begin with belongs to the unit
    value, unit = read_chinese(text[start:end]), _unit_at(text, end)
    if value is None or unit is None:
        return None
    many = value >= _FEW or unit.multiplied
    if not (many or _BEHIND_COMPARISON.search(text[max(0, start - _NEAR) : start])):
        return None
    _, behind = find_unit(text, end)
    return Spelt(start, behind, value, text[end:behind])


def _unit_at(text: str, place: int) -> Unit | None:
    """Understand the unit that stands right at a place, where it is one of amounts."""
    written, end = find_unit(text, place)
    unit = parse_unit(written) if end - len(written) == place else None
    return unit if unit and written not in _NO_UNIT and not any(name in _NO_AMOUNT for name, _ in unit.dimensions) else None

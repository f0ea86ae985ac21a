"""Number formats: does this one show a value as a percent, divided by thousands, or as a date?

Only what stands outside quotes, escapes, brackets, padding and fill speaks; each section (positive; negative; zero; text) for itself.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from ecoreport.language import patterns as re
from ecoreport.reading import limits
from ecoreport.records import dataclass

_TOKENS = re.compile(r'"([^"]*)"?|[\\!](.)|[_*].|\[([^\]]*)\]|(General|G/通用格式|AM/PM|A/P|上午/下午)|(.)', re.DOTALL | re.IGNORECASE)
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$")
_ELAPSED = re.compile(r"^(h+|m+|s+)$", re.IGNORECASE)
_CALENDAR = frozenset("ydebga")  # year, day, era and weekday letters; m is a month unless hours or seconds stand by
_CLOCK = frozenset("hs")
_FRACTION_OF_SECOND = re.compile(r"s\.0+", re.IGNORECASE)
_DIGITS = frozenset("0#?")
_FIRST_FALSE_LEAP_DAY = 60  # Excel's 1900 has a 29 February
_FIRST_DAY = date(1899, 12, 30)
_LAST_DAY = 2_958_465  # 9999-12-31
_DAYS_1904 = 1_462  # by which a workbook that counts from 1904 is behind
_DAY = 86_400_000  # in milliseconds

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;[Red]"¥"-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: "#,##0;-#,##0;-;@", 42: '"¥"#,##0;"¥"-#,##0;"¥"-;@', 43: "#,##0.00;-#,##0.00;-??;@", 44: '"¥"#,##0.00;"¥"-#,##0.00;"¥"-??;@',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    # what the Chinese edition means by the numbers that each country fills for itself
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: 'AM/PMh"时"mm"分"', 35: 'AM/PMh"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'AM/PMh"时"mm"分"',
    56: 'AM/PMh"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

# as XML spreadsheets of 2003 and web pages name them
NAMED = {
    "general": "General", "general number": "General", "general date": "yyyy/m/d h:mm", "long date": "yyyy/m/d", "medium date": "d-mmm-yy",
    "short date": "yyyy/m/d", "long time": "h:mm:ss", "medium time": "h:mm AM/PM", "short time": "h:mm", "currency": "#,##0.00",
    "euro currency": "#,##0.00", "fixed": "0.00", "standard": "#,##0.00", "percent": "0.00%", "scientific": "0.00E+00",
    "yes/no": '"Yes";"Yes";"No"', "true/false": '"True";"True";"False"', "on/off": '"On";"On";"Off"',
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """What one section of a format does to a number."""

    percent: bool = False
    scale: int = 1
    calendar: bool = False  # shows a year, month or day
    clock: bool = False  # shows a time of day
    condition: tuple[str, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class NumberFormat:
    code: str
    sections: tuple[Section, ...]

    def section(self, value: Decimal) -> Section:
        """Choose the section that shows this value."""
        sections = self.sections
        if len(sections) == 1:
            return sections[0]
        if any(section.condition for section in sections):
            for section in sections:
                if section.condition is None or _holds(value, *section.condition):
                    return section
            return sections[-1]
        if value > 0 or (value == 0 and len(sections) == 2):
            return sections[0]
        return sections[1] if value < 0 or len(sections) == 2 else sections[2]


GENERAL = NumberFormat("General", (Section(),))


@lru_cache(maxsize=4096)
def parse_format(code: str) -> NumberFormat:
    """Take a number format apart; the fourth section is for text and says nothing of numbers."""
    sections = [_read_section(tokens) for tokens in _split(code[: limits.FORMAT_TEXT])[:3]]
    return NumberFormat(code, tuple(sections) or GENERAL.sections)


Token = tuple[str, str]  # kind (literal, bracket, word, plain) and text


def _split(code: str) -> list[list[Token]]:
    sections: list[list[Token]] = [[]]
    for match in _TOKENS.finditer(code):
        quoted, escaped, bracket, word, plain = match.groups()
        if plain == ";":
            sections.append([])
        elif plain is not None:
            sections[-1].append(("plain", plain))
        elif bracket is not None:
            sections[-1].append(("bracket", bracket))
        elif word is not None:
            sections[-1].append(("word", word))
        elif quoted is not None or escaped is not None:
            sections[-1].append(("literal", quoted if quoted is not None else escaped))
    return sections


def _read_section(tokens: list[Token]) -> Section:
    plain = "".join(text for kind, text in tokens if kind == "plain")
    brackets = [text for kind, text in tokens if kind == "bracket"]
    elapsed = any(_ELAPSED.match(text) for text in brackets)
    words = ["GENERAL" if text[0] in "Gg" else "AM/PM" for kind, text in tokens if kind == "word"]
    condition = next((match for text in brackets if (match := _CONDITION.match(text))), None)
    percent = "%" in plain
    is_number = percent or "GENERAL" in words or bool(_DIGITS & set(_FRACTION_OF_SECOND.sub("", plain)))
    letters = set() if is_number else set(plain.lower())
    clock = bool(letters & _CLOCK or (words and not is_number))
    calendar = bool(letters & _CALENDAR) or ("m" in letters and not clock)
    return Section(
        percent=percent,
        scale=_scale(tokens) if is_number else 1,
        calendar=calendar and not elapsed,
        clock=clock and not elapsed,
        condition=(condition[1], Decimal(condition[2])) if condition else None,
    )


def _scale(tokens: list[Token]) -> int:
    """By how much is the value divided: 1000 for each comma that ends the digits, 10 for each digit after a literal point.

    0!.0, shows 12,000 as 1.2. LibreOffice does not know ! as the sign of a literal and saves it as 0\\!.0, with the same meaning.
    """
    tokens = [("literal", ".") if pair == (("literal", "!"), ("plain", ".")) else pair[1] for pair in pairwise([("plain", ""), *tokens])]
    digits = [index for index, (kind, text) in enumerate(tokens) if kind == "plain" and text in _DIGITS]
    if not digits:
        return 1
    point = next((index for index, token in enumerate(tokens) if token == ("plain", ".")), None)
    ends = {digits[-1]} | ({max(before)} if point is not None and (before := [index for index in digits if index < point]) else set())
    commas = 0
    for end in ends:
        after = end + 1
        while after < len(tokens) and tokens[after] == ("plain", ","):
            commas += 1
            after += 1
    false_point = next(
        (i for i, (kind, text) in enumerate(tokens) if kind == "literal" and text == "." and digits[0] < i < digits[-1]), None
    )
    shifted = sum(1 for index in digits if false_point is not None and index > false_point and (point is None or index < point))
    return int(1000**commas * 10**shifted)


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    return {"<": value < bound, ">": value > bound, "=": value == bound, "<=": value <= bound, ">=": value >= bound}.get(
        sign, value != bound
    )


def as_moment(value: Decimal, section: Section, *, from_1904: bool) -> datetime | date | time | None:
    """Read a serial number as its format shows it; None where it is no date (elapsed hours, below day 1, after 9999)."""
    if not (section.calendar or section.clock):
        return None
    last_day = _LAST_DAY - _DAYS_1904 * from_1904
    if not 0 <= value < last_day + 1:
        return None
    days = int(value)
    milliseconds = round((value - days) * _DAY)
    days, milliseconds = days + milliseconds // _DAY, milliseconds % _DAY
    if days == 0 and not (from_1904 and section.calendar):
        return _time_of_day(milliseconds) if section.clock else None
    first = date(1904, 1, 1) if from_1904 else _FIRST_DAY if days >= _FIRST_FALSE_LEAP_DAY else _FIRST_DAY + timedelta(days=1)
    day = first + timedelta(days=min(days, last_day))
    return datetime.combine(day, _time_of_day(milliseconds)) if milliseconds or not section.calendar else day


def _time_of_day(milliseconds: int) -> time:
    seconds, rest = divmod(milliseconds, 1000)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60, rest * 1000)

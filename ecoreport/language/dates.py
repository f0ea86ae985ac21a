"""Dates as offices write them."""

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime

from ecoreport.errors import InputError
from ecoreport.language import patterns as re
from ecoreport.language.numerals import read_chinese
from ecoreport.language.periods import DAY, MONTH, YEAR

_DATE = re.compile(rf"(?<!\d)({YEAR})\s*(?:年|[-./_])\s*({MONTH})\s*(?:月|[-./_])\s*({DAY})\s*日?(?!\d)")
_COMPACT_DATE = re.compile(rf"(?<!\d)({YEAR})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_CHINESE_DATE = re.compile(r"([〇零○Oo一二三四五六七八九]{4})年([十一二三四五六七八九]{1,2})月([十一二三四五六七八九]{1,3})日")
_ROUND = str.maketrans("Oo", "〇〇")
_LONE_DAY = re.compile(rf"(?<![\d年])({MONTH})\s*月\s*({DAY})\s*日")
_CHINESE_DAY = re.compile(r"(?<!年)([十一二三四五六七八九]{1,2})月([十一二三四五六七八九]{1,3})日")
_WRITTEN = tuple(  # days and months in figures, whatever the figures are
    map(
        re.compile,
        (
            r"(?<!\d)(?P<year>\d{4}|\d\d)\s*(?:年|[-./_])\s*(?P<month>\d{1,3})\s*(?:月|[-./_])\s*(?P<day>\d{1,3})(?!\d|\s*月)\s*日?",
            r"(?<!\d)(?P<year>\d{4})\s*(?:年|[-./_])\s*(?P<month>\d{1,3})(?!\d)\s*月?",
            r"(?<!\d)(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
            r"(?<!\d)(?P<year>\d{4})(?P<month>\d\d)(?!\d)",
            r"(?<!\d)(?P<month>\d{1,3})\s*月\s*(?P<day>\d{1,3})\s*日",
            r"(?<!\d)(?P<month>\d{1,3})\s*月",
            r"(?<![\d年])(?P<year>\d{5})(?!\d)",  # what Excel counts its days by
        ),
    )
)
_FIRST_YEAR, _LAST_YEAR = 1949, 2100  # no document that proves anything is older, or younger
_EMPTIED = re.compile(r"[(\[]\s*[)\]]|\s00:00(?::00)?$")
_FILLED = re.compile(r"(?:填报|报送|上报|制表|填)$")  # 2021年1月5日填报


def read_date(text: str) -> date | None:
    """Read the first full date in a text: 2021-01-15, 2021年1月15日, 2021.1.15, 20210115, 二〇二一年一月十五日."""
    folded = unicodedata.normalize("NFKC", text).replace("年元月", "年1月")
    for pattern in (_DATE, _COMPACT_DATE):
        if match := pattern.search(folded):
            return _date(*(int(part) for part in match.groups()))
    if match := _CHINESE_DATE.search(text.replace("年元月", "年一月")):
        parts = [read_chinese(part.translate(_ROUND)) for part in match.groups()]
        return _date(*(int(part or 0) for part in parts))
    return None


def written_days(text: str) -> Iterator[tuple[str, date | None]]:
    """Give each day that a cell of dates writes down, None beside one that there is not: 2020-13-45, 2月30日, 2020年13月.

    A month or a year alone is no day, and passed over where there is such a one.
    """
    left = _CHINESE_DATE.sub(_in_figures, unicodedata.normalize("NFKC", text).replace("元月", "1月"))
    for pattern in _WRITTEN:
        for match in pattern.finditer(left):
            told = [int(match[name]) if name in match.groupdict() else None for name in ("year", "month", "day")]
            day = _written_day(*told)
            if day is None or None not in told:
                yield match[0].strip(), day
        left = pattern.sub(" ", left)


def _in_figures(match: re.Match[str]) -> str:
    year, month, day = (int(read_chinese(part.translate(_ROUND)) or 0) for part in match.groups())
    return f"{year}年{month}月{day}日"


def _written_day(year: int | None, month: int | None, day: int | None) -> date | None:
    whole = 2000 if year is None else year + 2000 if year < 100 else year  # of no year: a leap year, 2月29日 may be
    return _date(whole, 1 if month is None else month, 1 if day is None else day) if _FIRST_YEAR <= whole < _LAST_YEAR else None


def take_out_day(text: str) -> tuple[tuple[int, int], date | None, str] | None:
    """Take the one day out of a text: its month and day, the date where it names a year, what else stands there; None: no day."""
    folded = re.sub(r"元月(?=\s*\d)", "1月", unicodedata.normalize("NFKC", text)).replace("元月", "一月")
    for pattern in (_DATE, _COMPACT_DATE, _CHINESE_DATE, _LONE_DAY, _CHINESE_DAY):
        if match := pattern.search(folded):
            break
    else:
        return None
    whole = read_date(match[0])
    if whole is None and len(match.groups()) == 3:
        return None
    month, day = (_number(part) for part in match.groups()[-2:])
    rest = _EMPTIED.sub("", f"{folded[: match.start()]} {folded[match.end() :]}").strip(" \t\r\n,.;:-")
    return ((month, day), whole, _FILLED.sub("", rest)) if 1 <= month <= 12 and 1 <= day <= 31 else None


def is_day(text: str) -> bool:
    """Is a text nothing but a day: 2021年1月5日, (1月5日)."""
    return (taken := take_out_day(text)) is not None and not taken[2]


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else int(read_chinese(written) or 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 31 June
        return None


def write_date(day: date) -> str:
    """Write a day as a document does: 2021年1月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def as_date(value: object) -> date | None:
    """Take a date from a cell's value: a date, a date with time, or text."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return read_date(value) if isinstance(value, str) else None


def _quote(given: object) -> str:
    text = str(given)
    return text if len(text) <= 40 else f"{text[:40]}…"


def take_year(given: int | str | None) -> int | None:
    """Take the year that a caller names: 2020, "2020" or "2020年". Raise InputError for anything else; None stays None."""
    if given is None:
        return None
    written = unicodedata.normalize("NFKC", str(given)).strip().removesuffix("年")
    if isinstance(given, bool) or not re.fullmatch(r"(?:19|20)\d\d", written):
        raise InputError(f"考核年“{_quote(given)}”不对，请写成四位数字的年份，如 2020。")
    return int(written)


def take_day(given: date | str | None) -> date | None:
    """Take the day that a caller names: a date, or a whole date in text. Raise InputError for anything else; None stays None."""
    if given is None:
        return None
    written = unicodedata.normalize("NFKC", given).strip() if isinstance(given, str) else None
    whole = written is None or any(pattern.fullmatch(written) for pattern in (_DATE, _COMPACT_DATE, _CHINESE_DATE))
    if (day := as_date(given)) is None or not whole:
        raise InputError(f"日期“{_quote(given)}”不对，请写成 2020-12-31 这样的形式。")
    return day

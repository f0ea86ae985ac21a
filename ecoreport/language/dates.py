"""Dates as offices write them."""

import re
import unicodedata
from datetime import date, datetime

from ecoreport.errors import InputError

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:年|[-./_])\s*(1[0-2]|0?[1-9])\s*(?:月|[-./_])\s*(3[01]|[12]\d|0?[1-9])\s*日?(?!\d)")
_COMPACT_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_CHINESE_DATE = re.compile(r"([一二]?[〇零○Oo一二三四五六七八九]{4})年([十一二三四五六七八九]{1,2})月([十一二三四五六七八九]{1,3})日")
_CHINESE_DIGITS = {character: digit for digit, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0, "o": 0}


def read_date(text: str) -> date | None:
    """Read the first full date in a text: 2021-01-15, 2021年1月15日, 2021.1.15, 20210115, 二〇二一年一月十五日."""
    folded = unicodedata.normalize("NFKC", text)
    for pattern in (_DATE, _COMPACT_DATE):
        if match := pattern.search(folded):
            return _date(*(int(part) for part in match.groups()))
    if match := _CHINESE_DATE.search(text):
        year = int("".join(str(_CHINESE_DIGITS[c]) for c in match[1]))
        return _date(year, _small_number(match[2]), _small_number(match[3]))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 31 June
        return None


def _small_number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    value = _CHINESE_DIGITS.get(ones, 0)
    return value + (10 * (_CHINESE_DIGITS[tens] if tens else 1) if ten else 0)


def as_date(value: object) -> date | None:
    """Take a date from a cell's value: a date, a date with time, or text."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return read_date(value) if isinstance(value, str) else None


def take_year(given: int | str | None) -> int | None:
    """Take the year that a caller names: 2020, "2020" or "2020年". Raise InputError for anything else; None stays None."""
    if given is None:
        return None
    written = unicodedata.normalize("NFKC", str(given)).strip().removesuffix("年")
    if isinstance(given, bool) or not re.fullmatch(r"(?:19|20)\d\d", written):
        raise InputError(f"考核年“{given}”不对，请写成四位数字的年份，如 2020。")
    return int(written)


def take_day(given: date | str | None) -> date | None:
    """Take the day that a caller names: a date, or a whole date in text. Raise InputError for anything else; None stays None."""
    if given is None:
        return None
    written = unicodedata.normalize("NFKC", given).strip() if isinstance(given, str) else None
    whole = written is None or any(pattern.fullmatch(written) for pattern in (_DATE, _COMPACT_DATE, _CHINESE_DATE))
    if (day := as_date(given)) is None or not whole:
        raise InputError(f"日期“{given}”不对，请写成 2020-12-31 这样的形式。")
    return day

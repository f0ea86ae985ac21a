"""Years, and parts of a year, as offices write them: 2020年, 二〇二〇年, 20年, 本年, 近三年, 2018—2020年, 1—9月."""

import re
from collections.abc import Iterable

from ecoreport.language.numerals import read_chinese

YEAR = "(?:19|20)[0-9]{2}"
MONTH, DAY = "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])"
LAST_YEAR = "(?:上一?年度?|去年|前一年|上年同期|去年同期)"
LONE_YEAR = re.compile(rf"(?<!\d)({YEAR})(?!\d)")  # whatever stands around it

# Not a date's, nor a document number's.
_YEAR = re.compile(rf"{LONE_YEAR.pattern}(?!\s*[-./]\s*\d)(?!\]\s*\d+\s*号)(?:\s*年)?+(?!\s*\d{{1,2}}\s*月)(?:度|末|底)?")
_CHINESE_YEAR = re.compile(r"([一二][〇零○九][〇零○一二三四五六七八九]{2})年")
_SHORT_YEAR = re.compile(r"^'?([12]\d)年(?!\d)")
_SPAN = re.compile(rf"{YEAR}\s*年?\s*[-~至到]\s*(?:{YEAR}|\d\d(?!\d))\s*年?")
_SEVERAL = re.compile(r"近?[两二三四五]年|历年|十[二三四]五")
_COMPARED = re.compile(rf"[较比与同]\s*(?:{YEAR}|上一?年|去年|前年)|{YEAR}\s*年?\s*(?:相?比(?![例率重值])|同期)")
_MONTHS = re.compile(r"\d{1,2}\s*[-~至到]\s*\d{1,2}\s*月|(?<!\d)\d{1,2}\s*月")
_WHOLE_YEAR = re.compile(rf"(?:截[至止]到?|至)?({YEAR}\s*年)?\s*(?:1\s*[-~至到]\s*12\s*月份?|12\s*月(?:底|末|31日))")


def take_out_year(text: str, period: int, relative: Iterable[tuple[str, int]]) -> tuple[int | None, str]:
    """Take the one year out of a folded text; None where it names none or several. `relative`: words, and years from the period."""
    text = _CHINESE_YEAR.sub(lambda match: f"{read_chinese(match[1])}年", text)
    text = _SHORT_YEAR.sub(r"20\1年", text)
    if _SPAN.search(text):
        return None, _SPAN.sub("", text)
    if years := set(_YEAR.findall(text)):
        return (int(years.pop()) if len(years) == 1 else None), _YEAR.sub("", text)
    for word, shift in relative:
        if word in text:
            return period + shift, text.replace(word, "", 1)
    return None, text


def spans_years(text: str) -> bool:
    """Does a text name a span of years: 2018—2020年, 2018-20."""
    return _SPAN.search(text) is not None


def begins_with_several_years(text: str) -> bool:
    """Does a text begin with years that it does not name: 近三年, 历年, 十三五."""
    return _SEVERAL.match(text) is not None


def compares_years(text: str) -> bool:
    """Does a text hold one year against another: 较2019年, 与上年, 2019年同期."""
    return _COMPARED.search(text) is not None


def drop_whole_year(text: str) -> str:
    """Leave only the year of what is as good as the year: 2020年1—12月, 截至2020年12月底."""
    return _WHOLE_YEAR.sub(lambda match: match[1] or "", text)


def names_months(text: str) -> bool:
    """Does a text name months, and so a part of a year."""
    return _MONTHS.search(text) is not None

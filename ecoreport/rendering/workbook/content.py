"""What one cell of the workbook holds, before it is written: a value, its look, where it leads, and its formula."""

from datetime import date
from decimal import MAX_PREC, Context, Decimal
from functools import lru_cache
from typing import Literal

from ecoreport.records import dataclass

Look = Literal["text", "centred", "number", "signed", "percent", "date", "status", "strong", "open", "open_date", "path", "code", "link"]


@dataclass(frozen=True, slots=True)
class Content:
    """One cell; `value` is what is stored, also as the result of `formula` where there is one."""

    value: str | int | Decimal | float | date | None = None  # a float only as the stored result of a rate's formula
    look: Look = "text"
    link: str = ""  # an address inside this workbook: "'数据溯源'!A7"
    formula: str = ""  # without "="; made of our own addresses and numbers, never of anybody's text
    rows: int = 1  # merged downwards over so many rows
    columns: int = 1
    decimals: int = 0  # how many a number is shown with
    opens: str = ""  # the URL of a file that a click opens …
    place: str = ""  # … and where in it: "'指标填报'!K7"


_EXACT = Context(prec=MAX_PREC)  # normalising must not round

Row = dict[str, Content]  # by field


@lru_cache(maxsize=1 << 11)  # a cell's look is its own; the same words in many rows are one record
def text(value: str | None, link: str = "", *, rows: int = 1) -> Content:
    return Content(value or None, "text", link, rows=rows)


def centred(value: str | int | None, link: str = "", *, rows: int = 1) -> Content:
    return Content(value, "centred", link, rows=rows)


@lru_cache(maxsize=1 << 8)
def status(value: str, formula: str = "", link: str = "", *, rows: int = 1) -> Content:
    return Content(value, "status", link, formula, rows=rows)


def number(value: Decimal | None, link: str = "") -> Content:
    """Show a number with as many decimals as it was reported with."""
    return Content(value, "number", link, decimals=count_decimals(value))


def count(value: int, formula: str = "", link: str = "") -> Content:
    return Content(value, "centred", link, formula)


def rate(part: int, whole: int, formula: str, nothing: str) -> Content:
    """Show a share; `formula` must give `nothing` where the whole is 0."""
    return Content(part / whole if whole else nothing, "percent", formula=formula)


def day(value: date | None) -> Content:
    return Content(value, "date")


def count_decimals(value: Decimal | None) -> int:
    exponent = value.as_tuple().exponent if value is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def quote_words(words: str) -> str:
    """Write words of the template as a formula wants them."""
    return '"' + words.replace('"', '""') + '"'


def fits_a_float(value: Decimal | int) -> bool:
    """Say whether a cell can hold this number without changing it: Excel keeps 15 digits."""
    number = Decimal(value)
    return number.is_finite() and len(number.normalize(_EXACT).as_tuple().digits) <= 15 and (not number or -300 < number.adjusted() < 300)

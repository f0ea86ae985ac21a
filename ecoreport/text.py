"""Written text: fold variants for comparing, clean for output, measure, read dates."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

_SPACES = re.compile(r"\s+")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:年|[-./_])\s*(1[0-2]|0?[1-9])\s*(?:月|[-./_])\s*(3[01]|[12]\d|0?[1-9])\s*日?(?!\d)")
_COMPACT_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_CHINESE_DATE = re.compile(r"([一二]?[〇零○Oo一二三四五六七八九]{4})年([十一二三四五六七八九]{1,2})月([十一二三四五六七八九]{1,3})日")
_CHINESE_DIGITS = {character: digit for digit, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0, "o": 0}

# NFKC would turn μ into another μ, ³ into 3 and ① into 1: right for comparing, wrong for keeping.
_FOLDED = str.maketrans({
    "、": ",", "，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "【": "[", "】": "]", "〔": "[", "〕": "]",
    "“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "―": "-", "－": "-",
    "−": "-", "～": "~", "·": ".", "．": ".", "。": ".", "µ": "μ", "㎡": "m2", "㎥": "m3", "％": "%",
})  # fmt: skip


@lru_cache(maxsize=50_000)  # the same few thousand names and headings come by again and again
def fold(text: str) -> str:
    """Fold a name for comparing: full width, spaces, brackets, dashes and case no longer matter."""
    folded = unicodedata.normalize("NFKC", text.translate(_FOLDED)).translate(_FOLDED)
    return _SPACES.sub("", folded).casefold()


def squeeze(text: str) -> str:
    """Join a cell's lines and drop the spaces that only lay it out between Chinese characters."""
    joined = _SPACES.sub(" ", text).strip()
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", joined)


_INVISIBLE = {
    0x200B: "ZWSP", 0x200C: "ZWNJ", 0x200D: "ZWJ", 0x200E: "LRM", 0x200F: "RLM", 0x202A: "LRE", 0x202B: "RLE",
    0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO", 0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI",
    0x2069: "PDI", 0xFEFF: "BOM",
}  # fmt: skip
LONGEST_TEXT = 32_767  # characters in one cell, by the format


def clean(text: str, longest: int = LONGEST_TEXT) -> str:
    """Make text safe for an output: what XML forbids becomes �, what hides or reverses text is shown as ‹RLO›."""
    out: list[str] = []
    for character in text:
        code = ord(character)
        if code in _INVISIBLE:
            out.append(f"‹{_INVISIBLE[code]}›")
        elif (code < 32 and character not in "\t\n\r") or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
            out.append("�")
        else:
            out.append(character)
    cleaned = "".join(out)
    return cleaned if len(cleaned) <= longest else cleaned[: longest - 1] + "…"


def width(text: str) -> int:
    """Measure the longest line of a text in Latin character widths (a Hanzi counts two)."""
    return max((sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line) for line in text.split("\n")), default=0)


def lines_needed(text: str, columns: float) -> int:
    """Count the lines that a text takes when wrapped in a column of so many Latin widths."""
    return sum(max(1, -(-width(line) // max(1, int(columns)))) for line in text.split("\n"))


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

"""A name taken apart: numbering before it, a unit, a year or a footnote mark behind it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ecoreport.language.periods import LONE_YEAR
from ecoreport.language.units import parse_unit
from ecoreport.language.widths import even

_NUMBERING = re.compile(
    r"^\s*(?:其中\s*[:,]?\s*)?(?:"
    r"[①-⑳⑴-⒇⒈-⒛㈠-㈩]\s*[、.]?|"
    r"\((?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])\)\s*|"
    r"(?P<id>\d{1,2}[.-]\d)(?!\d)\s*[、.]?\s*|"
    r"(?P<number>\d{1,2})\s*(?:[、.:)](?!\d)|\s)\s*|"
    r"[一二三四五六七八九十]{1,3}\s*[、.]\s*|"
    r"[a-zA-Z]\s*[、.)]\s*|"
    r"[-–—·•*★☆◆●○■□]+\s*|"
    r"(?P<joined>\d{1,2}(?:\.\d)?)(?=[^\d.\s%、)-]))|^\s*其中\s*[:,]\s*"
)
TRAILING_BRACKET = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]\s*$")
_TRAILING_UNIT = re.compile(r"(?:[,、/;:]|\s)\s*([^,、;:\s]{1,12})\s*$")
_FOOTNOTE = re.compile(r"(?:[*★☆#※]+|[①-⑳]|\[注?\d*\]|注\d)[\s:,。;]*$")
NAMED_YEAR = re.compile(rf"(?<![较比与同]){LONE_YEAR.pattern}年?度?")  # not one that is compared with


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart: its numbering, the name itself, the unit and the year behind it."""

    name: str
    number: str | None = None
    unit: str | None = None
    year: int | None = None


@lru_cache(maxsize=1 << 15)
def split_name(text: str) -> NameParts:
    """Take numbering off the front and a unit, a year or a footnote mark off the end."""
    number = unit = year = None
    name = even(text).strip()
    for _ in range(2):
        match = _NUMBERING.match(name)
        if not match or not name[match.end() :].strip():
            break
        number = number or match["id"] or match["number"] or match["joined"]
        name = name[match.end() :]
    for _ in range(3):
        name = _FOOTNOTE.sub("", name).strip().rstrip(":,。;")
        match = TRAILING_BRACKET.search(name) or _TRAILING_UNIT.search(name)
        if not match or not name[: match.start()].strip():
            break
        inside = re.sub(r"^(?:计量)?单位\s*:?\s*", "", match[1].strip())
        if told := NAMED_YEAR.fullmatch(inside):
            year = int(told[1])
        elif unit is None and parse_unit(inside) is not None:
            unit = inside
        elif inside not in ("约束性", "参考性", "约束性指标", "参考性指标", ""):
            break
        name = name[: match.start()]
    return NameParts(name.strip(), number, unit, year)

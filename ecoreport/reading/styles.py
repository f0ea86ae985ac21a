"""Styles of an .xlsx: of each cell format what a reader must know — number format, strike-through, lock, colour."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from ecoreport.reading import limits
from ecoreport.reading.faults import Lost, UnreadableError, salvaging
from ecoreport.reading.numberformat import BUILT_IN, GENERAL, NumberFormat, parse_format
from ecoreport.reading.xmlstream import read_own
from ecoreport.records import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Style:
    number_format: NumberFormat = GENERAL
    struck: bool = False
    locked: bool = True
    fill: str | None = None  # a colour: 92D050, or theme 4 0.8


PLAIN = Style()


def is_true(text: str | None) -> bool:
    """Read an xsd:boolean."""
    return text is not None and text.strip().lower() in ("1", "true", "on")


def read_styles(chunks: Iterable[bytes], kind: str, lost: Lost, part: str) -> tuple[Style, ...]:
    """Read cellXfs; every number out of range falls back to the default, as the spreadsheet programs do."""
    styles: list[Style] = []
    chunks = iter(chunks)
    with salvaging(part, lost, styles):
        first, second = next(chunks, b""), next(chunks, b"")
        known = _read_again(first, kind) if not second else None
        if known is not None:
            return known
        _gather(chain((first, second), chunks), kind, styles)
    return tuple(styles)


@lru_cache(maxsize=16)
def _read_again(data: bytes, kind: str) -> tuple[Style, ...] | None:
    """Read a small part, once for all the ledgers of one form that hold the same; None where it is damaged."""
    styles: list[Style] = []
    try:
        _gather((data,), kind, styles)
    except UnreadableError:
        return None
    return tuple(styles)


def _gather(chunks: Iterable[bytes], kind: str, styles: list[Style]) -> None:
    formats: dict[str, str] = {}
    strikes: list[bool] = []
    fills: list[str | None] = []
    path: list[str] = []
    current: dict[str, object] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        path.append(tag)
        if tag == "numFmt" and path[-2:-1] == ["numFmts"]:
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "General")
        elif tag == "font" and path[-2:-1] == ["fonts"]:
            strikes.append(False)
        elif tag == "strike" and path[-3:-1] == ["fonts", "font"]:
            strikes[-1] = is_true(attributes.get("val", "1"))
        elif tag == "fill" and path[-2:-1] == ["fills"]:
            fills.append(None)
        elif tag == "patternFill" and path[-3:-1] == ["fills", "fill"]:
            current["pattern"] = attributes.get("patternType", "none")
        elif tag == "fgColor" and path[-4:-1] == ["fills", "fill", "patternFill"] and current.get("pattern") == "solid":
            fills[-1] = colour_of(attributes)
        elif tag == "xf" and path[-2:-1] == ["cellXfs"]:
            current.clear()
            current.update(attributes, locked=True)
        elif tag == "protection" and path[-3:-1] == ["cellXfs", "xf"]:
            current["locked"] = is_true(attributes.get("locked", "1"))

    def end(tag: str) -> None:
        path.pop()
        if tag == "xf" and path[-1:] == ["cellXfs"] and len(styles) < limits.STYLES:  # a cell that points beyond is told
            styles.append(_make_style(current, formats, strikes, fills))

    read_own(chunks, kind, "styles.xml", start, end)


def colour_of(attributes: dict[str, str]) -> str | None:
    """Name a colour by what is written of it; white is none."""
    if rgb := attributes.get("rgb", "")[-6:].upper():
        return None if rgb == "FFFFFF" else rgb
    return " ".join(f"{name} {attributes[name]}" for name in ("theme", "indexed", "tint") if name in attributes) or None


def _make_style(facts: dict[str, object], formats: dict[str, str], strikes: list[bool], fills: list[str | None]) -> Style:
    format_id, font, fill = (str(facts.get(name, "0")) for name in ("numFmtId", "fontId", "fillId"))
    code = formats.get(format_id) or (BUILT_IN.get(int(format_id), "General") if format_id.isdecimal() else "General")
    return Style(parse_format(code), _at(strikes, font) or False, bool(facts["locked"]), _at(fills, fill))


def _at(table: Sequence[T], index: str) -> T | None:
    return table[int(index)] if index.isdecimal() and len(index) < 10 and int(index) < len(table) else None

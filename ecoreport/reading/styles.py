"""Styles of an .xlsx: of each cell format what a reader must know — number format, strike-through, lock."""

from collections.abc import Iterable
from dataclasses import dataclass

from ecoreport.reading import limits
from ecoreport.reading.faults import Lost, salvaging
from ecoreport.reading.numberformat import BUILT_IN, GENERAL, NumberFormat, parse_format
from ecoreport.reading.xmlstream import read_own


@dataclass(frozen=True, slots=True)
class Style:
    number_format: NumberFormat = GENERAL
    struck: bool = False
    locked: bool = True


PLAIN = Style()


def is_true(text: str | None) -> bool:
    """Read an xsd:boolean."""
    return text is not None and text.strip().lower() in ("1", "true", "on")


def read_styles(chunks: Iterable[bytes], kind: str, lost: Lost, part: str) -> tuple[Style, ...]:
    """Read cellXfs; every number out of range falls back to the default, as the spreadsheet programs do."""
    formats: dict[str, str] = {}
    strikes: list[bool] = []
    styles: list[Style] = []
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
        elif tag == "xf" and path[-2:-1] == ["cellXfs"]:
            current.clear()
            current.update(format=attributes.get("numFmtId", "0"), font=attributes.get("fontId", "0"), locked=True)
        elif tag == "protection" and path[-3:-1] == ["cellXfs", "xf"]:
            current["locked"] = is_true(attributes.get("locked", "1"))

    def end(tag: str) -> None:
        path.pop()
        if tag == "xf" and path[-1:] == ["cellXfs"] and len(styles) < limits.STYLES:  # a cell that points beyond is told
            styles.append(_make_style(str(current["format"]), str(current["font"]), bool(current["locked"]), formats, strikes))

    with salvaging(part, lost, styles):
        read_own(chunks, kind, "styles.xml", start, end)
    return tuple(styles)


def _make_style(format_id: str, font: str, locked: bool, formats: dict[str, str], strikes: list[bool]) -> Style:
    code = formats.get(format_id) or (BUILT_IN.get(int(format_id), "General") if format_id.isdecimal() else "General")
    index = int(font) if font.isdecimal() else -1
    return Style(parse_format(code), strikes[index] if 0 <= index < len(strikes) else False, locked)

"""The shipped plan's workbook, read as it is laid out: texts, numbers and dates in their cells, without a library of spreadsheets.

A start need not open two hundred modules for it. What holds anything else (formulas, shared texts, another program's parts) is not plain,
and is for openpyxl; tests hold every cell of the shipped one against it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import NamedTuple
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from ecoreport.language import patterns as re
from ecoreport.model import column_letters
from ecoreport.records import dataclass

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN = {"0": "General", "9": "0%", "10": "0.00%", "49": "@"}
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 — a day of a calendar
_DATE = "yyyy"


@dataclass(frozen=True, slots=True)
class PlainCell:
    """What stands in a cell, and how its number is shown."""

    value: str | int | float | datetime | None = None
    number_format: str = "General"


class Area(NamedTuple):
    """A merge of cells."""

    min_col: int
    min_row: int
    max_col: int
    max_row: int


_NOTHING = PlainCell()


class NotPlainError(Exception):
    """The workbook holds what is not read here."""


def read_plain(content: bytes) -> "PlainBook":
    """Read a plain workbook; raise NotPlainError for any other."""
    try:
        return PlainBook(content)
    except (BadZipFile, ET.ParseError, LookupError, ValueError) as fault:
        raise NotPlainError from fault


class PlainSheet:
    """A sheet, asked as one of openpyxl's."""

    def __init__(self, title: str, cells: Mapping[tuple[int, int], PlainCell], merges: tuple[Area, ...]) -> None:
        self.title = title
        self._cells = cells
        self.merged_cells = SimpleNamespace(ranges=merges)
        self.max_row = max((row for row, _ in cells), default=1)
        self.max_column = max((column for _, column in cells), default=1)

    def cell(self, row: int, column: int) -> PlainCell:
        return self._cells.get((row, column), _NOTHING)

    def iter_rows(self, max_row: int | None = None) -> Iterator[tuple[PlainCell, ...]]:
        for row in range(1, (max_row or self.max_row) + 1):
            yield tuple(self.cell(row, column) for column in range(1, self.max_column + 1))


class PlainBook:
    """A workbook, asked as one of openpyxl's."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(BytesIO(content)) as package:
            targets = {each.get("Id"): each.get("Target", "") for each in _parse(package, "xl/_rels/workbook.xml.rels")}
            formats = _formats(_parse(package, "xl/styles.xml"))
            sheets = _parse(package, "xl/workbook.xml").iter(f"{_MAIN}sheet")
            places = [(each.get("name", ""), f"xl/{targets[each.get(_ID)].removeprefix('/xl/')}") for each in sheets]
            self.worksheets = tuple(_read_sheet(title, _parse(package, place), formats) for title, place in places)


def _parse(package: ZipFile, part: str) -> ET.Element:
    return ET.fromstring(package.read(part))  # noqa: S314 — a file of our own


def _formats(styles: ET.Element) -> list[str]:
    """Give the number format of each style of a cell."""
    own = {each.get("numFmtId"): each.get("formatCode", "") for each in styles.iter(f"{_MAIN}numFmt")}
    found = styles.find(f"{_MAIN}cellXfs")
    return [(_BUILT_IN | own)[each.get("numFmtId", "0")] for each in (() if found is None else found)]


def _read_sheet(title: str, sheet: ET.Element, formats: list[str]) -> PlainSheet:
    merges = tuple(_area(each.get("ref", "")) for each in sheet.iter(f"{_MAIN}mergeCell"))
    hidden = {
        (row, column)
        for area in merges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    } - {(area.min_row, area.min_col) for area in merges}
    cells = {}
    for each in sheet.iter(f"{_MAIN}c"):
        column, row = _place(each.get("r", ""))
        cells[row, column] = _NOTHING if (row, column) in hidden else _read_cell(each, formats[int(each.get("s", "0"))])
    return PlainSheet(title, cells, merges)


def _read_cell(cell: ET.Element, shown: str) -> PlainCell:
    if cell.find(f"{_MAIN}f") is not None or cell.get("t", "n") not in ("n", "inlineStr"):
        raise NotPlainError
    if cell.get("t") == "inlineStr":
        return PlainCell("".join(each.text or "" for each in cell.iter(f"{_MAIN}t")), shown)
    text = cell.findtext(f"{_MAIN}v")
    if text is None:
        return PlainCell(None, shown)
    number = float(text) if set(text) & set(".eE") else int(text)
    return PlainCell(_DAY_0 + timedelta(number) if _DATE in shown else number, shown)


def _area(ref: str) -> Area:
    return Area(*_place(ref.partition(":")[0]), *_place(ref.rpartition(":")[2]))


def _place(address: str) -> tuple[int, int]:
    """Give column and row of an address."""
    if not (found := _ADDRESS.fullmatch(address)):
        raise NotPlainError
    return _NUMBERS[found[1]], int(found[2])


_NUMBERS = {column_letters(number): number for number in range(1, 703)}

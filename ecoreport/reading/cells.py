"""From what a container stores to Cell records: facts known only at a sheet's end are laid over the cells in one sweep."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import field, fields, make_dataclass
from decimal import Decimal
from heapq import heappop, heappush
from math import isfinite
from operator import attrgetter, lt
from typing import Any

from ecoreport.language import patterns as re
from ecoreport.model import Area, Cell, CellValue, column_letters
from ecoreport.reading import limits
from ecoreport.reading.faults import Faults, UnreadableError
from ecoreport.reading.numberformat import Section, as_moment
from ecoreport.reading.rules import LONG_NUMBER, OVERLAP, TOO_LARGE, TWICE
from ecoreport.reading.styles import PLAIN, Style
from ecoreport.records import dataclass

_LONGEST_ID = 10**15
_AS_IT_IS = Section()
_PLACE = attrgetter("row", "column")
_CORNERS = attrgetter("first_row", "first_column", "last_row", "last_column")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", re.ASCII)

# A frozen record is filled by one slow call for each of its fields. A twin of the same slots that is not frozen is filled
# at once, and then becomes a Cell: a fifth of the time, on half a million cells.
OpenCell: Any = make_dataclass("OpenCell", [(each.name, each.type) for each in fields(Cell)], slots=True)


@dataclass(slots=True)
class RawCell:
    """One cell as its container stores it."""

    row: int
    column: int
    value: CellValue | None = None
    error: str | None = None
    formula: str | None = None
    style: Style = PLAIN
    kept_text: str | None = None
    struck: bool | None = None  # by rich text; None: as its style says
    picture: bool = False


@dataclass(slots=True)
class RawSheet:
    """One sheet while it is read."""

    name: str
    cells: list[Any] = field(default_factory=list)  # each a RawCell, or an OpenCell that lacks only what a sheet's end tells
    merged: list[Area] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    filtered_rows: set[int] = field(default_factory=set)
    filter_active: bool = False  # every hidden row counts as filtered
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    hidden: bool = False
    from_1904: bool = False
    fills: dict[tuple[int, int], str] = field(default_factory=dict)  # the colours of cells, blank ones included


class Budget:
    """Counts a file's cells and text against the limits."""

    def __init__(self) -> None:
        self.cells = 0
        self.text = 0
        self.moved = 0  # characters of shared formulas written out

    def may_move(self, text: int) -> bool:
        """Is there room to write a shared formula out for one more cell; where not, the cell says that it holds one, and not which."""
        self.moved += text
        return self.moved <= limits.MOVED_TEXT

    def spend(self, text: int, cells: int = 1) -> None:
        self.cells += cells
        self.text += text
        if self.cells > limits.CELLS:
            raise UnreadableError(TOO_LARGE, what=f"有内容的单元格超过 {limits.CELLS} 个")
        if self.text > limits.EXPANDED_TEXT:
            raise UnreadableError(TOO_LARGE, what=f"单元格文字合计超过 {limits.EXPANDED_TEXT // 10_000} 万字")


def parse_number(text: str) -> Decimal | None:
    """Read a stored number as the shortest decimal that gives the same double; None where it is none (NaN, inf, words)."""
    if len(text) < 16 and text.isascii() and text.replace(".", "", 1).isdecimal() and (text[-1] != "0" or "." not in text):
        return Decimal(text)  # so few digits are their own shortest decimal
    try:
        written = repr(float(text))
    except ValueError:
        return None
    if "_" in text or not text.isascii() or "n" in written:  # float() knows 1_000 and ١٢, a file does not; inf, nan
        return None
    return Decimal(int(written[:-2])) if written.endswith(".0") else Decimal(written)


def from_float(number: float) -> Decimal | None:
    written = repr(number)
    if written.endswith(".0"):  # a whole number, and no more digits than are told apart
        return Decimal(int(number))
    return Decimal(written) if isfinite(number) else None


def parse_address(text: str) -> tuple[int, int] | None:
    """Read "C5" as (5, 3); None where it is no address of a sheet."""
    if not (match := _ADDRESS.fullmatch(text)):
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if 1 <= row <= limits.ROWS and column <= limits.COLUMNS else None


def parse_area(text: str) -> Area | None:
    """Read "B2:C5" (or "B2") as an Area."""
    first, _, last = text.partition(":")
    top, bottom = parse_address(first), parse_address(last or first)
    if top is None or bottom is None or top[0] > bottom[0] or top[1] > bottom[1]:
        return None
    return Area(top[0], top[1], bottom[0], bottom[1])


def finish_cells(sheet: RawSheet, faults: Faults) -> tuple[tuple[Cell, ...], tuple[Area, ...]]:
    """Make the records of a sheet, row by row, and its sound merged areas."""
    cells = _put_in_order(sheet, faults)
    merged = _sound_merges(sheet, faults)
    covered = set(_covered(cells, merged)) if merged else set()
    columns = _hidden_columns(sheet.hidden_columns)
    hidden = 1 in columns
    special = bool(covered or sheet.comments or sheet.hidden or sheet.hidden_rows)
    for at, cell in enumerate(cells):
        if type(cell) is RawCell:
            cells[at] = _make_cell(sheet, cell, columns, covered, faults)
        elif special:
            _close(sheet, cell, columns, covered)
        else:
            if hidden and columns[cell.column]:
                cell.hidden = True
            cell.__class__ = Cell
    return tuple(cells), merged


def _close(sheet: RawSheet, cell: Any, columns: bytearray, covered: set[tuple[int, int]]) -> None:
    """Add what only the whole sheet tells of a cell, and make it the record."""
    place = row, column = cell.row, cell.column
    row_hidden = row in sheet.hidden_rows
    cell.hidden = sheet.hidden or row_hidden or bool(columns[column])
    cell.filtered = row_hidden and sheet.filter_active
    cell.covered = place in covered
    cell.comment = sheet.comments.get(place)
    cell.__class__ = Cell


def _make_cell(sheet: RawSheet, cell: RawCell, columns: bytearray, covered: set[tuple[int, int]], faults: Faults) -> Cell:
    row, column, style, value = cell.row, cell.column, cell.style, cell.value
    row_hidden = row in sheet.hidden_rows
    section = _AS_IT_IS
    if type(value) is Decimal:
        section = style.number_format.section(value)
        value = _as_shown(sheet, cell, value, section, faults)
    made: Cell = OpenCell(  # in the order of the fields
        row,
        column,
        value,
        section.percent,
        section.scale,
        style.number_format.code,
        cell.error,
        cell.formula,
        sheet.hidden or row_hidden or bool(columns[column]),
        row in sheet.filtered_rows or (row_hidden and sheet.filter_active),
        style.struck if cell.struck is None else cell.struck,
        cell.kept_text,
        bool(covered) and (row, column) in covered,
        sheet.comments.get((row, column)) if sheet.comments else None,
        style.locked,
        cell.picture,
    )
    made.__class__ = Cell
    return made


def _as_shown(sheet: RawSheet, cell: RawCell, value: Decimal, section: Section, faults: Faults) -> CellValue:
    """Give the date that a format makes of a number, else the number; a long id is told, its last digits are lost already."""
    if section.calendar or section.clock:
        moment = as_moment(value, section, from_1904=sheet.from_1904)
        if moment is not None:
            return moment
    if abs(value) >= _LONGEST_ID and value == value.to_integral_value():
        faults.add(LONG_NUMBER, sheet.name, cell.row, cell.column)
    return value


def _put_in_order(sheet: RawSheet, faults: Faults) -> list[Any]:
    """Give the cells row by row, one at each address, those of the comments included."""
    cells = sheet.cells
    places = [cell.row * limits.COLUMNS + cell.column for cell in cells]
    if not all(map(lt, places, places[1:])):  # not as every program writes them
        cells = sorted(_drop_doubles(sheet, faults), key=_PLACE)
    if sheet.comments:
        held = set(map(_PLACE, cells))
        cells = sorted(cells + [RawCell(*place) for place in sheet.comments if place not in held], key=_PLACE)
    return cells


def _drop_doubles(sheet: RawSheet, faults: Faults) -> Iterable[Any]:
    """Keep the first of two cells at one address."""
    kept: dict[tuple[int, int], Any] = {}
    for cell in sheet.cells:
        if kept.setdefault((cell.row, cell.column), cell) is not cell:
            faults.add(TWICE, sheet.name, cell.row, cell.column)
    return kept.values()


def _sound_merges(sheet: RawSheet, faults: Faults) -> tuple[Area, ...]:
    """Drop areas that overlap an earlier one: no program shows them so."""
    sound: list[Area] = []
    for area, fits in _sweep_merges(sorted(set(sheet.merged), key=_CORNERS)):
        if fits:
            sound.append(area)
        else:
            faults.add(OVERLAP, sheet.name, area.first_row, area.first_column, area=f"{column_letters(area.first_column)}{area.first_row}")
    return tuple(area for area in sound if area.first_row < area.last_row or area.first_column < area.last_column)


def _sweep_merges(areas: Iterable[Area]) -> Iterator[tuple[Area, bool]]:
    """Go down the rows with the open areas at hand; an area that meets an open one does not fit."""
    open_areas = _OpenAreas()
    for area in areas:
        open_areas.close_above(area.first_row)
        fits = open_areas.has_room(area)
        if fits:
            open_areas.add(area)
        yield area, fits


def _covered(cells: list[Any], merged: tuple[Area, ...]) -> Iterator[tuple[int, int]]:
    """Yield the cells under a merge, other than its top left; both lists are sorted by row."""
    open_areas = _OpenAreas()
    waiting = iter(merged)
    coming = next(waiting, None)
    row = 0
    for cell in cells:
        if cell.row != row:
            row = cell.row
            while coming is not None and coming.first_row <= row:
                open_areas.close_above(coming.first_row)
                open_areas.add(coming)
                coming = next(waiting, None)
            open_areas.close_above(row)
        area = open_areas.at(cell.column) if open_areas.by_end else None
        if area is not None and (row, cell.column) != (area.first_row, area.first_column):
            yield row, cell.column


class _OpenAreas:
    """Areas that a sweep down the rows is within: none overlaps another, so a bisection by column finds the one."""

    def __init__(self) -> None:
        self._by_column: list[tuple[int, Area]] = []
        self.by_end: list[tuple[int, int, Area]] = []

    def add(self, area: Area) -> None:
        insort(self._by_column, (area.first_column, area))
        heappush(self.by_end, (area.last_row, area.first_column, area))

    def close_above(self, row: int) -> None:
        while self.by_end and self.by_end[0][0] < row:
            _, column, area = heappop(self.by_end)
            del self._by_column[bisect_left(self._by_column, (column, area))]

    def has_room(self, area: Area) -> bool:
        at = bisect_left(self._by_column, (area.last_column + 1,))
        return at == 0 or self._by_column[at - 1][1].last_column < area.first_column

    def at(self, column: int) -> Area | None:
        at = bisect_left(self._by_column, (column + 1,))
        area = self._by_column[at - 1][1] if at else None
        return area if area is not None and column <= area.last_column else None


def _hidden_columns(ranges: Iterable[tuple[int, int]]) -> bytearray:
    """Mark the hidden columns, by number."""
    marks = bytearray(limits.COLUMNS + 1)
    for first, last in ranges:
        width = min(last, limits.COLUMNS) + 1 - max(1, first)
        if width > 0:
            marks[max(1, first) : max(1, first) + width] = b"\1" * width
    return marks

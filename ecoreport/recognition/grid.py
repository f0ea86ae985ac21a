"""A sheet as a person sees it: a merged cell stands in every place that it covers; rows and columns may change places."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from heapq import heappop, heappush
from types import MappingProxyType

from ecoreport.language.widths import fold
from ecoreport.model import Area, Cell, Sheet
from ecoreport.model.layout import written

_NO_LEGEND: Mapping[str, str] = MappingProxyType({})
_SMALL, _SHEETS = 20_000, 12  # cells of a sheet, and sheets, whose rows are kept: those of a ledger are asked for some thirty times
_rows_of: dict[int, tuple[Sheet, Mapping[int, list[Cell]]]] = {}  # by the sheet's id; the sheet is held, so that its id stays its own
_MOST_COVERED = 2_000_000  # lines under all merges together; a merge beyond them is one cell


def trusted_areas(sheet: Sheet) -> tuple[Area, ...]:
    """Leave out merges that rows were pushed under (by programs that insert rows and leave merges where they were).

    Such a merge has nothing at its top left, or whole records beneath: it no longer says what belongs together.
    """
    covered = [cell for cell in sheet.cells if cell.covered and cell.counts]
    if not covered:
        return sheet.merged
    anchors = {(cell.row, cell.column) for cell in sheet.cells if cell.counts}
    columns: dict[Area, set[int]] = defaultdict(set)  # of the cells beneath each
    for cell, area in _beneath(covered, sheet.merged):
        columns[area].add(cell.column)
    pushed = {area for area, beneath in columns.items() if (area.first_row, area.first_column) not in anchors or len(beneath) >= 2}
    return tuple(area for area in sheet.merged if area not in pushed)


def rows_of(sheet: Sheet) -> Mapping[int, list[Cell]]:
    """List the cells of each row that say something, but for those under a merge."""
    held, rows = _rows_of.get(id(sheet), (None, None))
    if rows is None or held is not sheet:
        gathered: dict[int, list[Cell]] = defaultdict(list)
        for cell in sheet.cells:
            if cell.counts and not cell.covered:
                gathered[cell.row].append(cell)
        rows = MappingProxyType(dict(gathered))
        if len(sheet.cells) <= _SMALL:
            if len(_rows_of) >= _SHEETS:
                _rows_of.clear()
            _rows_of[id(sheet)] = (sheet, rows)
    return rows


def _beneath(cells: Iterable[Cell], areas: Iterable[Area]) -> Iterator[tuple[Cell, Area]]:
    """Go down the rows with the areas at hand that are open there: none overlaps another, so a bisection finds the one over a cell."""
    waiting = deque(sorted(areas))
    by_column: list[tuple[int, Area]] = []
    by_end: list[tuple[int, Area]] = []
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        while waiting and waiting[0].first_row <= cell.row:
            area = waiting.popleft()
            insort(by_column, (area.first_column, area))
            heappush(by_end, (area.last_row, area))
        while by_end and by_end[0][0] < cell.row:
            area = heappop(by_end)[1]
            del by_column[bisect_left(by_column, (area.first_column, area))]
        at = bisect_left(by_column, (cell.column + 1,))
        if at and cell.column <= (area := by_column[at - 1][1]).last_column:
            yield cell, area


class Grid:
    """Looks cells up by line and place: row and column, or column and row where it is turned."""

    def __init__(
        self, sheet: Sheet, *, turned: bool = False, without: frozenset[str] = frozenset(), legend: Mapping[str, str] = _NO_LEGEND
    ) -> None:
        self.sheet = sheet
        self.turned = turned
        self.legend = legend  # what the file itself says that its signs mean
        trusted = trusted_areas(sheet)
        beneath = {(cell.row, cell.column) for cell, _ in _beneath((cell for cell in sheet.cells if cell.covered), trusted)}
        self._cells = {
            self._turn(cell.row, cell.column): cell
            for cell in sheet.cells
            if cell.counts and not (without and cell.address in without) and not (beneath and (cell.row, cell.column) in beneath)
        }
        areas = (area if not turned else Area(area.first_column, area.first_row, area.last_column, area.last_row) for area in trusted)
        self.areas = tuple(sorted(areas))
        self.found: dict[str, dict[int, bool]] = defaultdict(dict)  # which lines may head a table, by its kind; which places are rows

    def _turn(self, row: int, column: int) -> tuple[int, int]:
        return (column, row) if self.turned else (row, column)

    @cached_property
    def rows(self) -> Mapping[int, list[Cell]]:
        """List the cells of each of the sheet's own rows."""
        return rows_of(self.sheet)

    @cached_property
    def lines(self) -> tuple[int, ...]:
        return tuple(sorted({line for line, _ in self._cells}))

    @cached_property
    def places(self) -> tuple[int, ...]:
        return tuple(sorted({place for _, place in self._cells}))

    @cached_property
    def _areas_by_line(self) -> dict[int, list[Area]]:
        index: dict[int, list[Area]] = defaultdict(list)
        spent = 0
        for area in self.areas:
            covered = self.lines[bisect_left(self.lines, area.first_row) : bisect_right(self.lines, area.last_row)]
            spent += len(covered)
            for line in covered if spent <= _MOST_COVERED else ():
                index[line].append(area)
        return index

    @cached_property
    def _owned(self) -> dict[int, tuple[int, ...]]:
        index: dict[int, list[int]] = defaultdict(list)
        for line, place in sorted(self._cells):
            index[line].append(place)
        return {line: tuple(places) for line, places in index.items()}

    @cached_property
    def columns(self) -> dict[int, tuple[int, ...]]:
        """List for each place the lines of its own cells."""
        index: dict[int, list[int]] = defaultdict(list)
        for place, line in sorted((place, line) for line, place in self._cells):
            index[place].append(line)
        return {place: tuple(lines) for place, lines in index.items()}

    def own(self, line: int, place: int) -> Cell | None:
        """Give the cell that is anchored just here."""
        return self._cells.get((line, place))

    def down(self, place: int, lines: Iterable[int]) -> list[Cell]:
        """List the cells that are anchored in a place, down these lines."""
        return [cell for line in lines if (cell := self._cells.get((line, place)))]

    def area(self, line: int, place: int) -> Area | None:
        """Give the merged area that covers this place."""
        return next((area for area in self._areas_by_line.get(line, ()) if area.first_column <= place <= area.last_column), None)

    def at(self, line: int, place: int) -> Cell | None:
        """Give the cell that a person sees here: its own, or the one merged over it."""
        if cell := self._cells.get((line, place)):
            return cell
        area = self.area(line, place)
        return self._cells.get((area.first_row, area.first_column)) if area else None

    def text(self, line: int, place: int) -> str:
        """Give the text here, or what the file's legend says it stands for."""
        cell = self.at(line, place)
        text = written(cell) if cell else ""
        return self.legend.get(fold(text), text) if self.legend else text

    def explains(self, cell: Cell) -> bool:
        """Does the sheet's legend say what stands in a cell."""
        return bool(self.legend) and fold(written(cell)) in self.legend

    def owned(self, line: int) -> tuple[int, ...]:
        """List the places of a line whose cells are anchored there."""
        return self._owned.get(line, ())

    def span(self, line: int, place: int) -> tuple[int, int]:
        """Give the first and last place that the cell here covers along its line."""
        area = self.area(line, place)
        return (area.first_column, area.last_column) if area else (place, place)

    def depth(self, line: int, place: int) -> int:
        """Give the last line that the cell here covers."""
        area = self.area(line, place)
        return area.last_row if area else line

    def below(self, line: int) -> tuple[int, ...]:
        return self.lines[bisect_right(self.lines, line) :]

    def above(self, line: int) -> tuple[int, ...]:
        """List the occupied lines above, nearest first."""
        return self.lines[: bisect_left(self.lines, line)][::-1]

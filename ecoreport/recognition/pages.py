"""A sheet as it was before it was cut into pages: without their numbers, with names whole that stand broken over rows."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from ecoreport.language import patterns as re
from ecoreport.language.pages import is_page_number
from ecoreport.model import Cell, Sheet
from ecoreport.model.layout import written
from ecoreport.recognition.grid import rows_of
from ecoreport.recognition.subjects import SubjectFinder

_LONGEST_NAME = 60  # characters
_LONGEST_GROUP = 20  # characters of a heading over several
_SHORTEST = 2  # characters of a part of a name
_MOST_ROWS = 3  # of a name
_FARTHEST = 4  # rows from one row to the next of a table, numbers of pages between them
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、")
_LEAST_SECTIONS = 2
_MONTHS, _DECEMBER = ("月", "月份"), 12
_KINDS = ("indicator", "task")


def unbroken(sheet: Sheet, finder: SubjectFinder) -> tuple[Sheet, frozenset[str]]:
    """Join names that are broken over rows, and leave out the numbers of pages; give the sheet and the addresses that are gone from it."""
    sheet = _with_groups(sheet, finder)
    rows = {row: {cell.column: cell for cell in cells} for row, cells in rows_of(sheet).items()}
    gone = {cell.address for row in rows.values() if len(row) == 1 for cell in row.values() if _is_page(cell)}
    paged = frozenset(row for row, held in rows.items() if all(cell.address in gone for cell in held.values()))
    rows = {row: held for row, held in rows.items() if row not in paged}
    order = sorted(rows)
    beneath = {
        above: below
        for above, below in pairwise(order)
        if below - above == 1 + sum(row in paged for row in range(above + 1, min(below, above + _FARTHEST)))
    }
    going = frozenset(row for row in order if _goes_on(rows, row))
    joined: dict[str, Cell] = {}
    for row in order:
        for cell in list(rows[row].values()):
            if cell.address not in gone and isinstance(cell.value, str) and (whole := _whole(cell, rows, beneath, going, finder)):
                parts, name = whole
                holder = parts[-1] if _is_bare(rows[cell.row], parts[0]) and len(rows[parts[-1].row]) > 1 else parts[0]
                joined[holder.address] = replace(holder, value=name)
                gone |= {part.address for part in parts if part is not holder}
    if not gone:
        return sheet, frozenset()
    cells = tuple(joined.get(cell.address, cell) for cell in sheet.cells if cell.address not in gone)
    return replace(sheet, cells=cells), frozenset(gone)


def parted(sheet: Sheet) -> tuple[tuple[Sheet, frozenset[str]], ...]:
    """Cut a sheet at the headings of sections that stand alone in their rows, as in a page of text that was pasted: 一、制度建设.

    Each part keeps its heading and what stands alone over the first of them, the titles of the whole; their addresses are given with it.
    """
    rows = rows_of(sheet)
    cuts = [row for row, [cell, *more] in sorted(rows.items()) if not more and _SECTION.match(written(cell))]
    if len(cuts) < _LEAST_SECTIONS:
        return ((sheet, frozenset()),)
    over = tuple(cell for row, [cell, *more] in rows.items() if not more and row < cuts[0])
    parts = [(replace(sheet, cells=tuple(cell for cell in sheet.cells if cell.row < cuts[0])), frozenset[str]())]
    for first, last in pairwise((*cuts, sheet.cells[-1].row + 1)):
        titles = (*over, rows[first][0])
        cells = (*over, *(cell for cell in sheet.cells if first <= cell.row < last))
        parts.append((replace(sheet, cells=cells), frozenset(cell.address for cell in titles)))
    return tuple(parts)


def with_months(sheet: Sheet) -> Sheet:
    """Write 月 behind the numbers 1, 2, 3 … that stand below a cell that says so."""
    if not any(written(cell) in _MONTHS for cell in sheet.cells):
        return sheet
    cells = {(cell.row, cell.column): cell for cell in sheet.cells if cell.counts}
    told: dict[str, Cell] = {}
    for (row, column), label in cells.items():
        if written(label) in _MONTHS:
            below = (cells.get((line, column)) for line in range(row + 1, row + _FARTHEST))
            first = next((cell for cell in below if cell), None)
            count = 0
            while first and (cell := cells.get((first.row + count, column))) and cell.value == Decimal(count + 1) and count < _DECEMBER:
                told[cell.address], count = replace(cell, value=f"{count + 1}月"), count + 1
    return replace(sheet, cells=tuple(told.get(cell.address, cell) for cell in sheet.cells)) if len(told) > 1 else sheet


def _with_groups(sheet: Sheet, finder: SubjectFinder) -> Sheet:
    """Write names whole of which a group's heading holds the beginning: 综合利用率 under 一般工业固体废物."""
    cells = {(cell.row, cell.column): cell for cell in sheet.cells if cell.counts and isinstance(cell.value, str)}
    whole: dict[str, Cell] = {}
    for area in sheet.merged:
        over = cells.get((area.first_row, area.first_column))
        if (
            area.first_row != area.last_row
            or area.first_column == area.last_column
            or over is None
            or not _SHORTEST <= len(written(over)) <= _LONGEST_GROUP
        ):
            continue
        below = (cells.get((area.last_row + 1, column)) for column in range(area.first_column, area.last_column + 1))
        for part in (each for each in below if each and not _knows(written(each), finder)):
            if not _knows(written(over), finder) and finder.knows("indicator", name := written(over) + written(part)):
                whole[part.address] = replace(part, value=name)
    return replace(sheet, cells=tuple(whole.get(cell.address, cell) for cell in sheet.cells)) if whole else sheet


def _is_page(cell: Cell) -> bool:
    return isinstance(cell.value, str) and is_page_number(cell.value)


def _whole(
    first: Cell, rows: dict[int, dict[int, Cell]], beneath: dict[int, int], going: frozenset[int], finder: SubjectFinder
) -> tuple[list[Cell], str] | None:
    """Find the parts of a name that begins in a cell and goes on below it, and the name."""
    parts, name = [first], written(first)
    if name.endswith((":", "：")):
        return None  # 完成情况: is a label
    below = list(_below(first, rows, beneath)) if _SHORTEST <= len(name) <= _LONGEST_NAME else []
    if not below or not (_is_bare(rows[first.row], first) or _is_rest(rows, going, below[0])) or _knows(name, finder):
        return None
    for part in below:
        parts, name = [*parts, part], name + written(part)
        bare = [each for each in parts if _is_bare(rows[each.row], each) or (each is not first and _is_rest(rows, going, each))]
        if len(name) > _LONGEST_NAME or len(bare) < len(parts) - 1:
            return None
        if _is_new(name, written(part), finder):
            return parts, name
        if _knows(written(part), finder):
            return None
    return None


def _knows(text: str, finder: SubjectFinder) -> bool:
    return any(finder.knows(kind, text) for kind in _KINDS)


def _is_rest(rows: dict[int, dict[int, Cell]], going: frozenset[int], part: Cell) -> bool:
    """Does a row hold nothing but a part of a name, or but texts that go on from those above them."""
    return part.row in going or _is_bare(rows[part.row], part)


def _below(first: Cell, rows: dict[int, dict[int, Cell]], beneath: dict[int, int]) -> Iterator[Cell]:
    """List the texts right below a cell, a page's number between them or not."""
    row = first.row
    for _ in range(_MOST_ROWS - 1):
        row = beneath.get(row, 0)
        cell = rows.get(row, {}).get(first.column)
        if cell is None or not isinstance(cell.value, str):
            return
        yield cell


def _is_bare(row: dict[int, Cell], name: Cell) -> bool:
    """Does a row hold nothing but a part of a name, and its number before it."""
    return next(reversed(row)) == name.column and all(cell is name or _numbers(cell) for cell in row.values())


def _goes_on(rows: dict[int, dict[int, Cell]], row: int) -> bool:
    """Does a row hold nothing but texts that go on from those above them."""
    above = rows.get(row - 1, {})
    return all(
        isinstance(cell.value, str) and isinstance(above[column].value, str) if column in above else False
        for column, cell in rows[row].items()
    )


def _numbers(cell: Cell) -> bool:
    return written(cell).replace(".", "").isdecimal()


def _is_new(name: str, last: str, finder: SubjectFinder) -> bool:
    """Does the whole mean what its last part alone does not."""
    if finder.knows("indicator", name):
        if finder.known(last) is None and (parts := finder.indicator(last)):
            return parts != finder.indicator(name)  # 任务 over 海岸生态修复 is its heading
        return finder.known(last) is None or finder.known(last) != finder.known(name)
    return finder.knows("task", name) and not finder.knows("task", last)

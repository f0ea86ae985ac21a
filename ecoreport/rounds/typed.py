"""What people typed into 问题清单, 已销号 and 待补清单, read back by the rows' ids whatever they renamed, moved, sorted or deleted.

A sheet is known by a column of ids, a column by its heading, one that was renamed by its old place or its neighbours; a column that
people added is kept under its own heading.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from ecoreport.language import patterns as re
from ecoreport.language.dates import as_date, is_day, write_date
from ecoreport.language.widths import clean, fold, uncover
from ecoreport.model import MEMORY_SHEET, Cell, PersonField, Sheet, Source, Twice, Typed, TypedCell, column_letters
from ecoreport.model.rounds import PENDING_FIELDS, PERSON_FIELDS
from ecoreport.records import dataclass

_OR = " ‖ "
_SHORT = frozenset((*PERSON_FIELDS, *PENDING_FIELDS)) - {"remark", "answer"}  # words and numbers that are looked at, no texts
_TYPED = frozenset((*PERSON_FIELDS, *PENDING_FIELDS))
Headings = Mapping[str, Sequence[str]]  # by field of the sheet, in its order: the headings under which it is known


@dataclass(frozen=True, slots=True)
class _Table:
    """One sheet of findings: where its rows and its columns are."""

    sheet: Sheet
    rows: Mapping[int, str]  # row -> id
    fields: Mapping[int, PersonField]  # column -> what people write there
    extra: Mapping[int, str]  # column -> the heading that people gave it


def read_typed(
    file: str, sheets: Sequence[Sheet], ids: AbstractSet[str], headings: Headings, people: AbstractSet[str] = _TYPED
) -> tuple[dict[str, Typed], tuple[Twice, ...]]:
    """Read what stands beside each finding; a field that is there and empty was emptied by people, one whose column is gone is not given.

    `ids` are the findings that the run told, `headings` the columns that its sheet had, `people` those that they fill in. What two rows
    of one finding say differently is given apart.
    """
    found: dict[str, Typed] = {}
    twice: list[Twice] = []
    for table in _tables(sheets, ids, headings, people):
        cells = {(cell.row, cell.column): cell for cell in table.sheet.cells}
        for row, id_ in table.rows.items():
            own = {name: _typed(cells.get((row, column)), file, table.sheet, row, column, name) for column, name in table.fields.items()}
            more = {name: _typed(cells.get((row, column)), file, table.sheet, row, column) for column, name in table.extra.items()}
            given = Typed(own, more)
            if id_ in found:
                given, differing = join(found[id_], given)
                twice += [Twice(id_, *each) for each in differing]
            found[id_] = given
    return found, tuple(twice)


def join(first: Typed, second: Typed) -> tuple[Typed, list[tuple[PersonField, TypedCell, TypedCell]]]:
    """Lay what stands in two places together; where both say something and differ, the cell says both until people leave one."""
    cells = dict(first.cells)
    differing = []
    for name, cell in second.cells.items():
        if name not in cells or not cells[name].text:
            cells[name] = cell
        elif cell.text and fold(cell.text) not in map(fold, cells[name].text.split(_OR)):
            differing.append((name, cells[name], cell))
            cells[name] = replace(cells[name], text=say_both(cells[name], cell), day=None)
    return Typed(cells, {**second.extra, **first.extra}), differing


def say_both(one: TypedCell, other: TypedCell) -> str:
    """Give what stands in a cell that was filled in twice, differently."""
    return f"{one.text}{_OR}{other.text}"


def carry(before: Mapping[str, Typed], now: Mapping[str, Typed], printed: Mapping[str, date | None]) -> dict[str, Typed]:
    """Carry on what stood when the run ended, where its row or its column is gone; what is there and empty was emptied by people.

    A deadline that the run had `printed` itself, by finding, was typed by nobody.
    """
    carried = {}
    for id_ in {**before, **now}:
        old, new = before.get(id_, Typed()), now.get(id_, Typed())
        cells = {name: _same(old.cells.get(name), cell) for name, cell in {**old.cells, **new.cells}.items()}
        if (due := cells.get("deadline")) and "deadline" not in old.cells and due.day and due.day == printed.get(id_):
            del cells["deadline"]
        extra = {name: _same(old.extra.get(name), cell) for name, cell in {**old.extra, **new.extra}.items()}
        kept = Typed({name: cell for name, cell in cells.items() if cell.text}, {name: cell for name, cell in extra.items() if cell.text})
        if kept.cells or kept.extra:
            carried[id_] = kept
    return carried


def _same(old: TypedCell | None, new: TypedCell) -> TypedCell:
    """Keep the place where words were first read: they stand elsewhere in every later workbook."""
    if old is None or _says(old, new):
        return old or new
    return replace(new, text=uncover(new.text, old.text))


def _says(old: TypedCell, new: TypedCell) -> bool:
    """Is it the same, as the workbook could show it: what is hidden is named there, and a long text cut."""
    return new.text in (old.text, clean(old.text)) or bool(old.day and old.day == new.day and is_day(old.text) and is_day(new.text))


# ---- where it stands ----------------------------------------------------------------------------


def _tables(sheets: Sequence[Sheet], ids: AbstractSet[str], headings: Headings, people: AbstractSet[str]) -> Iterator[_Table]:
    for sheet in sheets:
        if sheet.name == MEMORY_SHEET:
            continue
        places = [(cell.row, cell.column, str(cell.value).strip()) for cell in sheet.cells if cell.value is not None]
        known = [(row, column, text) for row, column, text in places if text in ids]
        if not known:
            continue
        column = max({column for _, column, _ in known}, key=lambda each: sum(place[1] == each for place in known))
        rows = {row: text for row, place, text in known if place == column}
        if head := _head(places, min(rows), headings, people):
            beside = {place for row, place, _ in places if row in rows} - head.keys() - {column}
            fields, extra = columns_of(head, beside, headings)
            yield _Table(sheet, rows, {column: name for column, name in fields.items() if name in people}, extra)


def _head(places: Sequence[tuple[int, int, str]], first: int, headings: Headings, people: AbstractSet[str]) -> dict[int, str] | None:
    """Find the heading row above the first id: the one that names most; None where none names a column that people fill in.

    Sheets that only tell of findings, like 本轮变化, have their ids too, and no such column.
    """
    filled = {fold(heading) for name in people for heading in headings.get(name, ())}
    lines: dict[int, dict[int, str]] = {}
    for row, column, text in places:
        if row < first and text:
            lines.setdefault(row, {})[column] = text
    named = {row: sum(fold(text) in filled for text in line.values()) for row, line in lines.items()}
    best = max(named, key=lambda row: (named[row], row), default=0)
    return lines[best] if named.get(best) else None


def columns_of(head: Mapping[int, str], beside: AbstractSet[int], headings: Headings) -> tuple[dict[int, Any], dict[int, str]]:
    """Say which column holds which field: by heading, then what was renamed by where it stood, then what people added.

    A column that people added under no heading (`beside`) is known by its letters from then on, one under a heading that is there
    already by a number.
    """
    order = list(headings)
    fields: dict[int, str] = {}
    for rank in range(max(map(len, headings.values()), default=0)):  # the heading of now before those of then
        for name in (name for name in order if rank < len(headings[name]) and name not in fields.values()):
            same = [column for column, text in head.items() if column not in fields and fold(text) == fold(headings[name][rank])]
            if same:
                fields[min(same, key=lambda column: (not _stands_right(column, name, order, head, headings), column))] = name
    strange = [column for column in sorted(head) if column not in fields]
    for missing in (name for name in order if name not in fields.values()):
        if (column := _renamed(missing, order, fields, strange)) is not None:
            fields[column] = missing
            strange.remove(column)
    extra: dict[int, str] = {}
    for column in sorted((*strange, *beside)):
        heading = head.get(column) or column_letters(column)
        several = (f"{heading}（{number}）" for number in range(2, len(strange) + len(beside) + 2))
        extra[column] = next(each for each in (heading, *several) if each not in extra.values())
    return fields, extra


def _stands_right(column: int, name: str, order: Sequence[str], head: Mapping[int, str], headings: Headings) -> bool:
    """Does a column stand beside one that its field always had as its neighbour: of two that are headed alike it is the one."""
    place = order.index(name)
    sides = ((column - 1, order[place - 1 : place]), (column + 1, order[place + 1 : place + 2]))
    return any(fold(head.get(side, "")) == fold(headings[neighbour][0]) for side, those in sides for neighbour in those)


def _renamed(missing: str, order: Sequence[str], fields: Mapping[int, str], strange: Sequence[int]) -> int | None:
    """Find the column of a field under a new name: a strange one beside a neighbour that the field always had."""
    place = order.index(missing)
    left, right = order[place - 1] if place else None, order[place + 1] if place + 1 < len(order) else None
    beside = [
        column
        for column in strange
        if (left and fields.get(column - 1) == left) or (right and fields.get(column + 1) == right)
    ]  # fmt: skip
    return beside[0] if len(beside) == 1 else None


def _typed(cell: Cell | None, file: str, sheet: Sheet, row: int, column: int, name: str = "") -> TypedCell:
    place = Source(file, sheet.name, (cell or Cell(row, column)).address)
    if cell is None or cell.value is None:
        return TypedCell((cell.formula or cell.error or "") if cell else "", place)  # a formula that was never worked out
    text, day = said(cell)
    whole = str(cell.value) if isinstance(cell.value, str) and text and name not in _SHORT else text  # with its indents
    return TypedCell(whole, place, day)


def said(cell: Cell) -> tuple[str, date | None]:
    """Give what a person sees in a cell, and the day that it holds; of a number all that is stored."""
    value = cell.value
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return f"{_day_as_shown(day, cell.number_format)}{_time_of(value)}", day
    if isinstance(value, Decimal):
        return (_percent(value, cell.number_format) if cell.shown_percent else f"{value:f}"), None
    text = str(value).upper() if isinstance(value, bool) else str(value).strip()
    return text, as_date(text)


def _day_as_shown(day: date, number_format: str) -> str:
    if "年" in number_format and "月" in number_format:
        return write_date(day)
    return f"{day.year}/{day.month}/{day.day}" if "/" in number_format else day.isoformat()


def _time_of(value: date) -> str:
    """Give the time of a day behind it, where one was typed."""
    told = value.time() if isinstance(value, datetime) else time()
    return f" {told:%H:%M:%S}".removesuffix(":00") if told != time() else ""


def _percent(value: Decimal, number_format: str) -> str:
    """Write a share with all its digits, with as many decimals at least as its format shows."""
    told = f"{value * 100:f}"
    told = told.rstrip("0").rstrip(".") if "." in told else told
    shown = re.search(r"\.(0+)", number_format)
    missing = len(shown[1]) - len(told.partition(".")[2]) if shown else 0
    return f"{told}{'' if '.' in told or missing <= 0 else '.'}{'0' * missing}%"

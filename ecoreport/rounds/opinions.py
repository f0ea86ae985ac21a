"""专家意见及答复表, read back: every line that people wrote, whatever they renamed, moved, added or saved it with."""

from collections.abc import Iterator, Sequence

from ecoreport.language.widths import fold
from ecoreport.model import Sheet
from ecoreport.model.packing import OPINION_FIELDS, Opinion
from ecoreport.rounds.typed import Headings, columns_of, said

_KNOWN = 3  # headings by which the table is known


def read_opinions(sheets: Sequence[Sheet], headings: Headings) -> tuple[Opinion, ...] | None:
    """Read the lines of the table; None where no sheet holds one. A number alone is no line: it is printed before anything is written."""
    tables = [found for sheet in sheets if (found := _find_table(sheet, headings))]
    return tuple(opinion for sheet, row in tables for opinion in _lines(sheet, row, headings)) if tables else None


def _find_table(sheet: Sheet, headings: Headings) -> tuple[Sheet, int] | None:
    known = {fold(heading) for field in OPINION_FIELDS for heading in headings.get(field, ())}
    rows: dict[int, int] = {}
    for cell in sheet.cells:
        if cell.value is not None and fold(str(cell.value)) in known:
            rows[cell.row] = rows.get(cell.row, 0) + 1
    best = max(rows, key=lambda row: (rows[row], -row), default=0)
    return (sheet, best) if rows.get(best, 0) >= _KNOWN else None


def _lines(sheet: Sheet, head_row: int, headings: Headings) -> Iterator[Opinion]:
    head = {cell.column: str(cell.value).strip() for cell in sheet.cells if cell.row == head_row and cell.value is not None}
    rows: dict[int, dict[int, str]] = {}
    for cell in sheet.cells:
        if cell.row > head_row and (text := said(cell)[0] if cell.value is not None else cell.formula or cell.error or ""):
            rows.setdefault(cell.row, {})[cell.column] = text
    beside = {column for line in rows.values() for column in line} - head.keys()
    fields, extra = columns_of(head, beside, headings)
    for row in sorted(rows):
        line = rows[row]
        opinion = Opinion(
            {fields[column]: text for column, text in line.items() if column in fields},
            {extra[column]: text for column, text in line.items() if column in extra},
        )
        if opinion.cells.keys() - {"no"} or opinion.extra:
            yield opinion

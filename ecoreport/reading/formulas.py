"""What a formula's text tells: a shared one is stored once and its other cells mean it moved; some stand for a picture in the cell."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.pictures import is_picture
from ecoreport.model import Cell, Sheet, column_letters
from ecoreport.reading import limits

# Text and sheet names in quotes, structured and outside references in brackets are passed over; so are names and functions.
_PARTS = re.compile(
    r"\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)|\[[^\]]*(?:\]|\Z)"  # one that is left open goes on to the end
    r"|(?<![\w.])(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?![\w.(!])"
    r"|(?<![\w.$:])(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\w.(!$:])"
    r"|(?<![\w.$:])(\$?)(\d{1,7}):(\$?)(\d{1,7})(?![\w.(!$:])"
)


def count_pictures(cells: Iterable[Cell]) -> int:
    """Count the cells that a picture's formula fills, also where only its text is left."""
    stored = (cell.value if isinstance(cell.value, str) and cell.value.startswith("=") else cell.formula for cell in cells)
    return sum(text is not None and is_picture(text) for text in stored)


def drop_uncomputed(sheets: Iterable[Sheet], *, announced: bool) -> tuple[Sheet, ...]:
    """Take the 0 that a library stores for every formula for what it is: no result.

    `announced`: the workbook says of itself that all must be worked out when it is opened. One that says nothing, and was saved by
    no program that works out formulas, is taken to be like it where each of several formulas gives 0.
    """
    sheets = tuple(sheets)
    results = [cell for sheet in sheets for cell in sheet.cells if cell.formula is not None]
    if not results or not (announced or (len(results) > 1 and all(map(_is_zero, results)))):
        return sheets
    return tuple(
        replace(
            sheet, cells=tuple(replace(cell, value=None) if cell.formula is not None and _is_zero(cell) else cell for cell in sheet.cells)
        )
        if any(cell.formula is not None and _is_zero(cell) for cell in sheet.cells)
        else sheet
        for sheet in sheets
    )


def _is_zero(cell: Cell) -> bool:
    return cell.error is None and type(cell.value) is Decimal and not cell.value


def move_formula(formula: str, rows: int, columns: int) -> str:
    """Write a formula as it reads so many rows further down and columns further right."""

    def move(match: re.Match[str]) -> str:
        if match[2]:
            return _column(match[1], match[2], columns) + _row(match[3], match[4], rows)
        if match[6]:
            return f"{_column(match[5], match[6], columns)}:{_column(match[7], match[8], columns)}"
        if match[10]:
            return f"{_row(match[9], match[10], rows)}:{_row(match[11], match[12], rows)}"
        return match[0]

    return _PARTS.sub(move, formula)


def _row(fixed: str, row: str, by: int) -> str:
    return fixed + row if fixed else str((int(row) - 1 + by) % limits.ROWS + 1)


def _column(fixed: str, letters: str, by: int) -> str:
    if fixed:
        return fixed + letters
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return column_letters((number - 1 + by) % limits.COLUMNS + 1)

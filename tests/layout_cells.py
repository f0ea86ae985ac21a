"""A layout cell by cell, as every container has to put it down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import openpyxl
from builder import C, S

_DATE = "yyyy-mm-dd"
_OUR_ROWS = Iterator[tuple[int, list[tuple[int, C]]]]


@dataclass(frozen=True)
class Wide(S):
    """A sheet of which columns are hidden too."""

    hidden_columns: tuple[int, ...] = ()


def rows(spec: S) -> _OUR_ROWS:
    """Yield each row's cells that hold something; what stands under a merge is gone, as in every program."""
    covered = {place for anchor, size in spans(spec).items() for place in places_of(anchor, size) if place != anchor}
    for row, contents in enumerate(spec.rows, 1):
        cells = [(column, content if isinstance(content, C) else C(content)) for column, content in enumerate(contents, 1)]
        yield row, [(column, _dated(cell)) for column, cell in cells if cell != C() and (row, column) not in covered]


def spans(spec: S) -> dict[tuple[int, int], tuple[int, int]]:
    """Give the merged areas by their top left: how many rows and columns."""
    found = {}
    for area in spec.merged:
        left, top, right, bottom = openpyxl.utils.range_boundaries(area)
        found[top, left] = bottom - top + 1, right - left + 1
    return found


def hidden_columns(spec: S) -> tuple[int, ...]:
    return spec.hidden_columns if isinstance(spec, Wide) else ()


def places_of(anchor: tuple[int, int], size: tuple[int, int]) -> list[tuple[int, int]]:
    return [(anchor[0] + down, anchor[1] + across) for down in range(size[0]) for across in range(size[1])]


def _dated(cell: C) -> C:
    plain = isinstance(cell.value, date) and cell.fmt == "General"
    return C(cell.value, _DATE, cell.error, cell.formula, cell.struck, cell.kept, cell.comment) if plain else cell


def struck_part(cell: C) -> str:
    """Give what is struck through in a text of which a part remains; the layouts have it in front."""
    assert cell.kept is not None
    assert cell.value.endswith(cell.kept)
    return cell.value.removesuffix(cell.kept)


def is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def show(cell: C) -> str:
    """Show a value as a program without formats would print it."""
    if cell.error is not None:
        return cell.error
    if is_number(cell.value):
        number = Decimal(format(cell.value, ".15g"))  # more digits than Excel shows
        if re.search(r"%", re.sub(r'"[^"]*"|\\.', "", cell.fmt)):
            return f"{_plain(number.scaleb(2))}%"
        return _plain(number) + ("%" if "%" in cell.fmt else "")
    return "" if cell.value is None else str(cell.value)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

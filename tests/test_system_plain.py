"""The shipped workbook is read without openpyxl exactly as openpyxl reads it; what is not plain is left to openpyxl."""

import io

import openpyxl
import pytest
from openpyxl.cell.cell import Cell

from ecoreport.system import loading, opening
from ecoreport.system.forms import load_forms
from ecoreport.system.plain import NotPlainError, read_plain
from ecoreport.system.tables import Faults
from ecoreport.templates import SHIPPED

PLACE = SHIPPED.path("indicator_system.xlsx")
CONTENT = PLACE.read_bytes()


def test_every_cell_of_the_shipped_workbook_is_read_as_openpyxl_does() -> None:
    ours, theirs = read_plain(CONTENT), openpyxl.load_workbook(io.BytesIO(CONTENT))
    assert [sheet.title for sheet in ours.worksheets] == theirs.sheetnames
    for mine in ours.worksheets:
        other = theirs[mine.title]
        assert (mine.max_row, mine.max_column) == (other.max_row, other.max_column)
        merges = sorted((area.min_row, area.min_col, area.max_row) for area in other.merged_cells.ranges)
        assert sorted((area.min_row, area.min_col, area.max_row) for area in mine.merged_cells.ranges) == merges
        for row in other.iter_rows():
            for cell in row:
                own = mine.cell(cell.row, cell.column)
                assert (own.value, type(own.value)) == (cell.value, type(cell.value)), cell
                assert cell.value is None or not isinstance(cell, Cell) or own.number_format == cell.number_format
        assert len([*mine.iter_rows(max_row=3)]) == 3


def test_the_built_in_plan_is_the_one_that_openpyxl_gives() -> None:
    loading._built_in.cache_clear()
    assert loading.load_system() == next(loading._read_workbook(PLACE, CONTENT, load_forms()))


def edited(change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(CONTENT))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        CONTENT[:-4_000],
        edited(lambda book: book.worksheets[0].cell(1, 1, "=1+1")),  # and openpyxl saves with shared texts
        edited(lambda book: book.worksheets[0].cell(1, 1, True)),
    ],
)
def test_what_is_not_plain_is_not_read_here(content: bytes) -> None:
    with pytest.raises(NotPlainError):
        read_plain(content)


def test_the_shipped_workbook_saved_by_another_program_loads_the_same() -> None:
    saved = edited(lambda book: book.worksheets[0].cell(99, 9, True))
    with pytest.raises(NotPlainError):
        read_plain(saved)
    loading._built_in.cache_clear()
    again = loading._built_in(saved)
    loading._built_in.cache_clear()
    assert again == loading.load_system()
    assert opening.open_workbook(PLACE, saved, frozenset(), Faults()).sheetnames

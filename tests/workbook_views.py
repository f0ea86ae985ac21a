"""What the tests of 汇总表.xlsx look at: drawn once, opened once, cells found by their headings."""

import io
import re
from functools import cache
from pathlib import Path

import openpyxl
import reported

from ecoreport.model import Report
from ecoreport.rendering import workbook
from ecoreport.rounds import sheet_rows
from ecoreport.templates import SHIPPED, Templates

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

# openpyxl says of sparklines and data bars that it does not keep them: nothing is saved here.
QUIET = "ignore:.*extension is not supported:UserWarning:openpyxl"


def render_workbook(report: Report, *, templates: Path | None = None) -> bytes:
    """Draw the workbook with the shipped layout, or that of a folder."""
    return workbook.render_workbook(report, Templates(templates).words(workbook.TEMPLATE), sheet_rows(report))


@cache
def draw(name: str) -> bytes:
    """Draw one of the reports."""
    return render_workbook(getattr(reported, name)())


@cache
def book_of(name: str):
    """Open one of the reports' workbooks, its formulas as their stored results."""
    return open_book(draw(name))


@cache
def formulas_of(name: str):
    return open_book(draw(name), formulas=True)


def open_book(data: bytes, *, formulas: bool = False):
    return openpyxl.load_workbook(io.BytesIO(data), data_only=not formulas)


def headings(sheet) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[4] if cell.value}


def column(sheet, heading: str):
    """Give the cells below a heading."""
    number = headings(sheet)[heading]
    return [sheet.cell(row, number) for row in range(5, sheet.max_row + 1)]


def find(sheet, words: str):
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == words)


def links(book):
    """Give every cell that leads somewhere."""
    return [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def follow(book, cell):
    """Click: give the cell that a link leads to."""
    title, _, address = cell.hyperlink.location.rpartition("!")
    return book[title.strip("'").replace("''", "'")][address]


def read_memory(book) -> dict[str, list[dict[str, str]]]:
    """Read the hidden sheet as a later run would: by the names of its columns."""
    kinds, names = {}, {}
    for row in book["_ecoreport"].iter_rows(values_only=True):
        kind, *rest = row
        if kind == "columns":
            names[rest[0]] = rest[1:]
            kinds[rest[0]] = []
        elif kind in names:
            kinds[kind].append(dict(zip([name for name in names[kind] if name], rest, strict=False)))
        else:
            kinds[kind] = rest[0]
    return kinds


def write_layout(folder: Path, change) -> Path:
    """Put a changed layout into a folder of templates."""
    text = SHIPPED.path("workbook.toml").read_text(encoding="utf-8")
    (folder / "workbook.toml").write_text(change(text), encoding="utf-8")
    return folder


def drop_sheet(key: str):
    return lambda text: re.sub(rf"\[sheets\.{key}\].*?(?=\n\[|\n# -)", "", text, flags=re.DOTALL)

"""Ledgers as departments lay them out by themselves, and what a careful clerk would read out of each.

Each set was made by another hand that had not seen the reader; every figure in them is made up (演示虚构). `open.txt` names the cases
that still come out otherwise. A line of a set is a case: the habit it shows, its files cell by cell, and what has to come of it:

  items    {"43": {"2020": "97.3", "2019": "96.1"}} in the plan's unit; words as written
  asked    {"12": {"2020": ["190.8", null]}} could mean several things: one of these, with a question
  may_ask  ["46"] a cautious clerk might confirm it; a question on any other item is needless
  tasks    {"25": "in_progress"}; tasks_may_ask likewise
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from plain_books import is_plain, plain_book

FOLDER = Path(__file__).parent
SETS = tuple(
    name
    for name in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
    if (FOLDER / f"{name}.jsonl").exists()
)


@dataclass(frozen=True)
class Case:
    name: str
    kind: str
    files: dict[str, Any]
    department: str | None
    items: dict[str, dict[str, str]]
    asked: dict[str, dict[str, list[str | None]]]
    may_ask: frozenset[str]
    tasks: dict[str, str]
    tasks_may_ask: frozenset[str]
    encoding: str

    def write(self, folder: Path) -> Path:
        """Make its files below a folder of its own."""
        for name, content in self.files.items():
            path = folder / self.name / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str):  # .csv, .txt, .html, or an .xls that is a web page
                path.write_text(content, encoding=self.encoding)
            elif path.suffix.lower() == ".docx":
                _book(path.with_suffix(".xlsx"), _pasted(content))
            else:
                _book(path, content)
        return folder / self.name


@cache
def cases(name: str) -> tuple[Case, ...]:
    return tuple(_cases(FOLDER / f"{name}.jsonl"))


def _cases(path: Path) -> Iterator[Case]:
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        yield Case(
            told["case"], told["kind"], told["files"], told.get("department"), told.get("items", {}), told.get("asked", {}),
            frozenset(told.get("may_ask", ())), told.get("tasks", {}), frozenset(map(str, told.get("tasks_may_ask", ()))),
            "gb18030" if told.get("gbk") else "utf-8-sig",
        )  # fmt: skip


def _pasted(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lay a page of Word out as it is pasted into a sheet: a paragraph a row, tables where they stand."""
    rows: list[list[Any]] = []
    merged: list[str] = []
    for block in blocks:
        if "text" in block:
            rows.append([block["text"]])
            continue
        for top, left, bottom, right in block.get("merged", ()):
            first, last = (f"{get_column_letter(place + 1)}{len(rows) + line + 1}" for line, place in ((top, left), (bottom, right)))
            merged.append(f"{first}:{last}")
        rows += [[str(value) if value is not None else None for value in row] for row in block["rows"]]
    return [{"name": "Sheet1", "rows": rows, "merged": merged}]


def _book(path: Path, sheets: list[dict[str, Any]]) -> None:
    if is_plain(sheets):
        path.write_bytes(plain_book(sheets))
        return
    dressed_book(path, sheets)


def dressed_book(path: Path, sheets: list[dict[str, Any]]) -> None:
    """Write sheets with all that is told of their cells: formats, comments, colours, what is struck or hidden."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _fill(book.create_sheet(sheet["name"]), sheet)
    book.save(path)


def _fill(page: Worksheet, sheet: dict[str, Any]) -> None:
    for row, values in enumerate(sheet["rows"], 1):
        for column, value in enumerate(values, 1):
            if value is not None:
                _set(page.cell(row, column), value)
    for area in sheet.get("merged", ()):
        page.merge_cells(area)
    for address, text in sheet.get("comments", {}).items():
        page[address].comment = Comment(text, "填报人")
    for address in sheet.get("struck", ()):
        page[address].font = Font(strike=True)
    for address, colour in sheet.get("fills", {}).items():
        page[address].fill = PatternFill("solid", fgColor=colour)
    for number in sheet.get("hidden_rows", ()):
        page.row_dimensions[number].hidden = True
    for letter in sheet.get("hidden_columns", ()):
        page.column_dimensions[letter].hidden = True
    if sheet.get("hidden"):
        page.sheet_state = "hidden"


def _set(cell: Cell, value: Any) -> None:
    if not isinstance(value, dict):
        cell.value = value
    elif "date" in value:
        cell.value = date.fromisoformat(value["date"])
        cell.number_format = value.get("format", "yyyy-mm-dd")
    elif "number" in value:
        cell.value, cell.number_format = value["number"], value["format"]
    else:
        runs = (TextBlock(InlineFont(vertAlign=how), text) if how else text for text, how in value["runs"])
        cell.value = CellRichText(*runs)

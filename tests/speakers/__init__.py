"""Tables that speak of somebody or something else, and honest ones that look like it: what a careful clerk would take from each.

Each set was made by another hand that had not seen the reader; every figure in them is made up (演示虚构). `open.txt` names the cases
that still come out otherwise. A line of a set is a case: its class, why it is a trick (or honest), its files cell by cell, and what has to come of it:

  items    {"22": {"value": "98"}} is the city's value of 2020, {"22": {"not": "95"}} must not become it
  tasks    {"5": {"status": "completed"}} or {"5": {"not": "completed"}}
  regions  {"普陀区": {"42": "94"}} is kept under that county or zone
  replaced [["14.1", "98.6", "98.4"]]: which answer replaced which
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from plain_books import is_plain, plain_book

SETS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
)
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    name: str
    kind: str  # honest, place, period, kind, sender, region, correction
    files: dict[str, Any]
    items: dict[str, dict[str, str]]
    tasks: dict[str, dict[str, str]]
    regions: dict[str, dict[str, str]]
    replaced: tuple[tuple[str, str, str], ...]

    @property
    def honest(self) -> bool:
        return self.kind == "honest"

    def write(self, folder: Path) -> Path:
        """Make its files below a folder of its own."""
        for name, sheets in self.files.items():
            path = folder / self.name / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(sheets, str):
                path.write_text(sheets, "utf-8-sig")
                continue
            if is_plain(sheets):
                path.write_bytes(plain_book(sheets))
                continue
            book = Workbook()
            book.remove(book.active)
            for sheet in sheets:
                _fill(book.create_sheet(sheet["name"]), sheet)
            book.save(path)
        return folder / self.name


@cache
def cases(name: str) -> tuple[Case, ...]:
    return tuple(_cases(name))


def _cases(name: str) -> Iterator[Case]:
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        yield Case(
            told["case"], told["class"], told["files"], told.get("items", {}), told.get("tasks", {}), told.get("regions", {}),
            tuple(tuple(each) for each in told.get("replaced", ())),
        )  # fmt: skip


def _fill(page: Worksheet, sheet: dict[str, Any]) -> None:
    for row, values in enumerate(sheet["rows"], 1):
        for column, value in enumerate(values, 1):
            if isinstance(value, dict):
                page.cell(row, column, date.fromisoformat(value["date"])).number_format = 'yyyy"年"m"月"d"日"'
            elif value is not None:
                page.cell(row, column, value)
    for area in sheet.get("merged", ()):
        page.merge_cells(area)
    for address in sheet.get("struck", ()):
        page[address].font = Font(strike=True)
    for address, text in sheet.get("comments", {}).items():
        page[address].comment = Comment(text, "填报人")

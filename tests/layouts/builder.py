"""Neutral descriptions of ledgers: they yield our own Sheets directly, or an .xlsx through openpyxl."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from ecoreport.model import Area, Cell, Ledger, Sheet


@dataclass(frozen=True)
class C:
    """A cell with more than a value."""

    value: Any = None
    fmt: str = "General"
    error: str | None = None
    formula: str | None = None
    struck: bool = False
    kept: str | None = None
    comment: str | None = None


@dataclass(frozen=True)
class S:
    """One sheet: rows of values from A1, None for an empty cell."""

    name: str
    rows: Sequence[Sequence[Any]]
    merged: Sequence[str] = ()
    state: str = "visible"
    hidden_rows: Sequence[int] = ()
    filtered: bool = False


@dataclass(frozen=True)
class Case:
    """One ledger and what a careful clerk would read out of it."""

    name: str
    sheets: Sequence[S]
    values: dict[tuple[str, int], str | None] = field(default_factory=dict)  # (item, year) -> number or words; None: asked
    file: str = "市资源规划局/台账.xlsx"
    department: str | None = "市资源规划局"
    in_order: bool = False  # nothing but notices may come
    tasks: dict[int, tuple[str | None, str | None]] = field(default_factory=dict)  # no -> (status words, progress)
    unused: Iterable[str] | None = None  # addresses "Sheet!A1" that nobody could use; None: not stated
    codes: Iterable[str] = ()  # findings that must come
    evidence: int | None = None
    period: int = 2020


def _area(ref: str) -> Area:
    (c1, r1), (c2, r2) = (re.fullmatch(r"([A-Z]+)(\d+)", part).groups() for part in ref.split(":"))
    return Area(int(r1), _column(c1), int(r2), _column(c2))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def to_sheet(spec: S) -> Sheet:
    """Make our own record of a sheet, as reading would deliver it."""
    merged = tuple(_area(ref) for ref in spec.merged)
    cells = []
    for r, row in enumerate(spec.rows, 1):
        for c, content in enumerate(row, 1):
            if content is None:
                continue
            told = content if isinstance(content, C) else C(content)
            value = told.value
            if isinstance(value, int | float) and not isinstance(value, bool):
                value = Decimal(str(value))
            percent = bool(re.search(r"%", re.sub(r'"[^"]*"|\\.', "", told.fmt)))
            covered = any(
                a.first_row <= r <= a.last_row and a.first_column <= c <= a.last_column and (r, c) != (a.first_row, a.first_column)
                for a in merged
            )
            hidden = spec.state != "visible" or r in spec.hidden_rows
            cells.append(
                Cell(
                    r, c, value, shown_percent=percent and isinstance(value, Decimal), number_format=told.fmt, error=told.error, formula=told.formula,
                    hidden=hidden, filtered=spec.filtered and r in spec.hidden_rows, struck=told.struck, kept_text=told.kept, covered=covered, comment=told.comment,
                )
            )  # fmt: skip
    return Sheet(spec.name, tuple(cells), merged, spec.state)


def to_ledger(case: Case) -> Ledger:
    return Ledger(case.file, "0" * 64, "xlsx", tuple(to_sheet(spec) for spec in case.sheets))


def to_xlsx_bytes(case: Case) -> bytes:
    """Write the same ledger as a workbook, so that other containers can be made of it."""
    book = Workbook()
    book.remove(book.active)
    for spec in case.sheets:
        sheet = book.create_sheet(spec.name)
        sheet.sheet_state = {"visible": "visible", "hidden": "hidden", "very_hidden": "veryHidden"}[spec.state]
        for r, row in enumerate(spec.rows, 1):
            for c, content in enumerate(row, 1):
                if content is None:
                    continue
                told = content if isinstance(content, C) else C(content)
                cell = sheet.cell(r, c)
                value = told.value
                if told.formula is not None:
                    value = "=" + told.formula.lstrip("=")
                elif told.error is not None:
                    value = told.error
                if told.kept is not None:
                    value = CellRichText(TextBlock(InlineFont(strike=True), str(value).removesuffix(told.kept)), told.kept)
                cell.value = float(value) if isinstance(value, Decimal) else value
                if isinstance(value, str) and told.formula is None and told.error is None:
                    cell.data_type = "s"
                if told.fmt != "General" or not isinstance(value, date | datetime):
                    cell.number_format = told.fmt
                if told.struck:
                    cell.font = Font(strike=True)
                if told.comment:
                    cell.comment = Comment(told.comment, "审核")
        for ref in spec.merged:
            sheet.merge_cells(ref)
        for row in spec.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        if spec.filtered:
            sheet.auto_filter.ref = sheet.dimensions
            sheet.auto_filter.add_filter_column(0, ["森林覆盖率"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

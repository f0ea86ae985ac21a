"""A short plan as a workbook to be rearranged or broken, for the tests of the system."""

import tempfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ecoreport.errors import IndicatorSystemError
from ecoreport.system import load_system
from ecoreport.system.writing import write_system

SYSTEM = load_system()
HEAD = 3  # the header's row in the shipped workbook


# The first pages of the plan, for the many tests that break a workbook.
SHORT = replace(
    SYSTEM,
    groups=SYSTEM.groups[:2],
    indicators=SYSTEM.indicators[:16],
    key_tasks=SYSTEM.key_tasks[:6],
    main_tasks=SYSTEM.main_tasks[:2],
    links=SYSTEM.links[:2],
    notes=(),
    materials=(),
)


@cache
def short_bytes() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        write_system(SHORT, Path(folder) / "short.xlsx")
        return (Path(folder) / "short.xlsx").read_bytes()


def open_short() -> Workbook:
    return openpyxl.load_workbook(BytesIO(short_bytes()))


def column_of(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[HEAD] if cell.value == heading)


def cell_of(book: Workbook, title: str, heading: str, number: int):  # type: ignore[no-untyped-def]  # a cell may be merged
    """The cell below a heading in the numbered row of content, from 1."""
    return book[title].cell(HEAD + number, column_of(book[title], heading))


def faults_of(book: Workbook, folder: Path) -> tuple[str, ...]:
    book.save(folder / "方案.xlsx")
    with pytest.raises(IndicatorSystemError) as caught:
        load_system(folder / "方案.xlsx")
    return caught.value.faults

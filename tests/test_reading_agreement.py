"""Cell by cell, our reader agrees with openpyxl, xlrd and python-calamine, on files of openpyxl, XlsxWriter, xlwt and LibreOffice."""

import datetime as dt
import io
import re
import subprocess
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import python_calamine
import xlrd
from files_workbooks import Content, by_openpyxl, by_xlsxwriter, by_xlwt, make_contents
from openpyxl.utils.escape import unescape

from ecoreport.model import Cell, Ledger
from ecoreport.reading import Input, read

OFFICE_BUNDLES = range(200, 203)


def bundle(number: int) -> list[Content]:
    """The sheets of five seeds: a file of them compares as many cells as five files, and costs the readers' start but once."""
    seeds = range(5 * number, 5 * number + 5)
    return [replace(content, name=f"{seed}-{content.name}") for seed in seeds for content in make_contents(seed)]


@cache
def make_workbook(make: Callable[[list[Content]], bytes], number: int) -> bytes:
    """One workbook, made once however many readers it is held against."""
    return make(bundle(number))


def open_ledger(name: str, data: bytes) -> Ledger:
    (ledger,) = read(Input(name, data=data))
    assert ledger.outcome == "read", ledger.message
    return ledger


def places(cells: tuple[Cell, ...]) -> dict[tuple[int, int], Cell]:
    return {(cell.row, cell.column): cell for cell in cells}


def plain(value: object) -> object:
    """Bring what another reader gives into our terms: shortest decimals, dates where nothing but a date is shown."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return Decimal(repr(value)) if not float(value).is_integer() else Decimal(int(value))
    if isinstance(value, str):
        return unescape(value).replace("\r\n", "\n")
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time())
    return value


def agree_with_openpyxl(data: bytes) -> int:
    """Compare value, formula, error, format, strike, lock, comment, merge and hiding of every cell; give their number."""
    ledger = open_ledger("a.xlsx", data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl tells that it drops what lies under a merge
        book = openpyxl.load_workbook(io.BytesIO(data))
    assert [sheet.name for sheet in ledger.sheets] == book.sheetnames
    compared = 0
    for sheet in ledger.sheets:
        theirs = book[sheet.name]
        assert {"visible": "visible", "hidden": "hidden", "veryHidden": "very_hidden"}[theirs.sheet_state] == sheet.state
        merged = {(area.min_row, area.min_col, area.max_row, area.max_col) for area in theirs.merged_cells.ranges}
        assert merged == {(area.first_row, area.first_column, area.last_row, area.last_column) for area in sheet.merged}
        held = {(cell.row, cell.column): cell for row in theirs.iter_rows() for cell in row if cell.value is not None or cell.comment}
        ours = places(sheet.cells)
        assert not held.keys() - ours.keys()
        for place, cell in ours.items():
            if cell.covered:  # openpyxl drops it
                continue
            other = held[place]
            assert plain(cell.formula or cell.error or cell.value) == plain(other.value), cell
            assert cell.number_format == other.number_format or "_)" in cell.number_format or isinstance(cell.value, dt.date), cell
            assert cell.struck == bool(other.font.strike), cell
            assert cell.locked == other.protection.locked, cell
            assert (cell.comment or "") == (other.comment.text.strip() if other.comment else ""), cell
            column = theirs.column_dimensions
            hidden_column = any(
                dimension.hidden and dimension.min <= cell.column <= dimension.max for dimension in column.values() if dimension.min
            )
            assert cell.hidden == (sheet.hidden or theirs.row_dimensions[cell.row].hidden or hidden_column), cell
            compared += 1
    return compared


@pytest.mark.parametrize("make", [by_openpyxl, by_xlsxwriter])
def test_the_sheets_of_fifty_seeds_agree_with_openpyxl(make) -> None:
    compared = sum(agree_with_openpyxl(make_workbook(make, number)) for number in range(10))
    assert compared > 800


def count_raw(data: bytes) -> dict[str, int]:
    """Count from the XML, by another parser than ours, the cells of each sheet that store a value other than blanks, an error or a formula."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        strings: list[str] = []
        if "xl/sharedStrings.xml" in package.namelist():
            root = ET.fromstring(package.read("xl/sharedStrings.xml"))
            strings = ["".join(text.text or "" for text in item.iter(f"{space}t")) for item in root]
        names = re.findall(r'<sheet [^>]*name="([^"]*)"', package.read("xl/workbook.xml").decode())
        counts = {}
        for number, name in enumerate(names, 1):
            root = ET.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
            counts[name] = sum(_stores(cell, strings, space) for cell in root.iter(f"{space}c"))
    return counts


def _stores(cell: ET.Element, strings: list[str], space: str) -> bool:
    if cell.find(f"{space}f") is not None:
        return True
    inline = "".join(text.text or "" for text in cell.iter(f"{space}t"))
    value = cell.findtext(f"{space}v") or ""
    return bool((strings[int(value)] if cell.get("t") == "s" else value + inline).strip())


def test_the_cells_counted_in_the_raw_xml_are_the_cells_delivered() -> None:
    for number in range(5):
        for make in (by_openpyxl, by_xlsxwriter):
            data = make_workbook(make, number)
            assert {sheet.name: sum(cell.counts for cell in sheet.cells) for sheet in open_ledger("a.xlsx", data).sheets} == count_raw(data)


def agree_with_calamine(name: str, data: bytes) -> int:
    """Compare the values; calamine tells neither errors nor empty results from nothing."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    compared = 0
    for sheet in open_ledger(name, data).sheets:
        theirs = book.get_sheet_by_name(sheet.name)
        first_row, first_column = theirs.start or (0, 0)
        rows = theirs.to_python(skip_empty_area=True)
        ours = places(sheet.cells)
        for row, values in enumerate(rows, first_row + 1):
            for column, value in enumerate(values, first_column + 1):
                cell = ours.get((row, column))
                mine = plain(cell.value) if cell is not None else None
                other = plain(value)
                assert mine in (other, None, "") if other == "" else _same(mine, other), (sheet.name, row, column, mine, other)
                compared += other != ""
    return compared


def _same(mine: object, other: object) -> bool:
    if isinstance(mine, dt.datetime) and isinstance(other, dt.datetime):
        return abs(mine - other) < dt.timedelta(seconds=1)
    return mine == other


def agree_with_xlrd(data: bytes) -> int:
    book = xlrd.open_workbook(file_contents=data, formatting_info=True)
    compared = 0
    ledger = open_ledger("a.xls", data)
    assert [sheet.name for sheet in ledger.sheets] == book.sheet_names()
    for sheet in ledger.sheets:
        theirs = book.sheet_by_name(sheet.name)
        ours = places(sheet.cells)
        for row in range(theirs.nrows):
            for column in range(theirs.ncols):
                kind, value = theirs.cell_type(row, column), theirs.cell_value(row, column)
                cell = ours.pop((row + 1, column + 1), None)
                if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                    assert cell is None or cell.comment
                    continue
                assert cell is not None
                font = book.font_list[book.xf_list[theirs.cell_xf_index(row, column)].font_index]
                assert cell.struck == bool(font.struck_out)
                if kind == xlrd.XL_CELL_ERROR:
                    assert cell.error == xlrd.error_text_from_code[value]
                elif kind == xlrd.XL_CELL_DATE and isinstance(cell.value, dt.date):
                    assert plain(cell.value) == xlrd.xldate_as_datetime(value, book.datemode)
                elif kind == xlrd.XL_CELL_BOOLEAN:
                    assert cell.value is bool(value)
                else:
                    assert cell.value == plain(value)
                compared += 1
        assert all(cell.comment for cell in ours.values())
    return compared


def test_xls_by_xlwt_agrees_with_xlrd() -> None:
    assert sum(agree_with_xlrd(make_workbook(by_xlwt, number)) for number in range(10)) > 1_000


def test_xls_by_xlwt_keeps_what_was_written() -> None:
    for number in range(6):
        ledger = open_ledger("a.xls", make_workbook(by_xlwt, number))
        for content, sheet in zip(bundle(number), ledger.sheets, strict=True):
            ours = places(sheet.cells)
            for place, (value, code) in content.cells.items():
                if place not in content.formulas:
                    assert plain(ours[place].value) == plain(value)
                    assert ours[place].struck == (place in content.struck)
                    assert ours[place].locked == (place not in content.unlocked)
                    assert isinstance(value, str) or ours[place].number_format == code
            assert {cell.row for cell in sheet.cells if cell.hidden} >= {
                row for row in content.hidden_rows if any(place[0] == row for place in ours)
            }


# ---- LibreOffice ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same workbooks as LibreOffice saves them, in three containers."""
    folder = tmp_path_factory.mktemp("office")
    for number in OFFICE_BUNDLES:
        (folder / f"{number}.xlsx").write_bytes(make_workbook(by_xlsxwriter, number))
    for kind, count in (("xls", 3), ("ods", 2), ("xlsx", 2)):
        sources = sorted(folder.glob("*.xlsx"))[:count]
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(folder / kind),
                *map(str, sources),
            ],
            check=True,
            capture_output=True,
            timeout=170,
        )
    return folder


@pytest.mark.office
def test_xls_by_libreoffice_agrees_with_xlrd_and_with_what_openpyxl_reads_of_the_original(converted: Path) -> None:
    files = sorted((converted / "xls").glob("*.xls"))
    assert len(files) == 3
    assert sum(agree_with_xlrd(path.read_bytes()) for path in files) > 200
    for path in files:
        keep_the_facts(open_ledger("a.xls", path.read_bytes()), (converted / f"{path.stem}.xlsx").read_bytes())


@pytest.mark.office
def test_ods_by_libreoffice_agrees_with_calamine(converted: Path) -> None:
    files = sorted((converted / "ods").glob("*.ods"))
    assert len(files) == 2
    assert sum(agree_with_calamine("a.ods", path.read_bytes()) for path in files) > 200
    for path in files:
        keep_the_facts(open_ledger("a.ods", path.read_bytes()), (converted / f"{path.stem}.xlsx").read_bytes())


@pytest.mark.office
def test_xlsx_by_libreoffice_agrees_with_openpyxl(converted: Path) -> None:
    files = sorted((converted / "xlsx").glob("*.xlsx"))
    assert len(files) == 2
    assert sum(agree_with_openpyxl(path.read_bytes()) for path in files) > 200
    for path in files:
        keep_the_facts(open_ledger("a.xlsx", path.read_bytes()), (converted / f"{path.stem}.xlsx").read_bytes())


def keep_the_facts(ledger: Ledger, original: bytes) -> None:
    """What LibreOffice carries over is read alike in every container (it drops formats of text under a merge and of General cells)."""
    source = open_ledger("a.xlsx", original)
    for ours, theirs in zip(ledger.sheets, source.sheets, strict=True):
        assert ours.merged == theirs.merged
        assert ours.hidden == theirs.hidden
        mine, wanted = places(ours.cells), places(theirs.cells)
        assert mine.keys() == wanted.keys()
        for place, cell in mine.items():
            other = wanted[place]
            assert (cell.hidden, cell.covered, cell.comment, cell.error) == (other.hidden, other.covered, other.comment, other.error), cell
            assert cell.covered or cell.shown_percent == other.shown_percent, cell
            if cell.covered and type(cell.value) is not type(other.value):
                continue  # a date under a merge lost its format
            if isinstance(cell.value, Decimal):
                assert float(cell.value) == pytest.approx(float(other.value), rel=1e-14), cell
            else:
                assert cell.value == other.value, cell


@pytest.mark.parametrize("make", [by_openpyxl, by_xlsxwriter])
def test_values_agree_with_calamine(make) -> None:
    assert sum(agree_with_calamine("a.xlsx", make_workbook(make, number)) for number in range(8)) > 1_000

"""Open a workbook that people made: whole, of a kind that holds sheets, with a stored value behind each formula."""

import warnings
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.xml.constants import XLSM, XLSX, XLTM, XLTX

from ecoreport.errors import IndicatorSystemError
from ecoreport.language.filenames import shown_name
from ecoreport.language.widths import fold
from ecoreport.system.tables import Faults

_CONTENT_TYPES = "[Content_Types].xml"
_WORKBOOKS = tuple(kind.encode() for kind in (XLSX, XLSM, XLTX, XLTM))
# What openpyxl raises on parts that are whole and do not fit each other: it reads without looking.
_MISFITS = (LookupError, ValueError, TypeError, AttributeError, SyntaxError)


def open_workbook(place: Path, content: bytes, titles: frozenset[str], faults: Faults) -> Workbook:
    """Open a workbook with its stored values; a formula without one, and an error value, is a fault."""
    _require_whole(place, content)
    book = _load(place, content)
    if any(cell.data_type == "f" for cell in _iterate_cells(book, titles)):
        formulas, book = book, _load(place, content, data_only=True)
        _report_unanswered(formulas, book, titles, faults)
    for cell in _iterate_cells(book, titles):
        if cell.data_type == "e":
            faults.add(_name_cell(cell), f"是错误值{cell.value}", "请改填正确的内容")
    return book


def _require_whole(place: Path, content: bytes) -> None:
    """Look at every part before openpyxl does: its checksum, its XML, and whether one of them is a workbook."""
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    except (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise _damaged(place, "是空文件" if not content else "不是 .xlsx 工作簿，或没有传完") from error
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                expat.ParserCreate().Parse(part, True)
            except (expat.ExpatError, LookupError, ValueError) as error:  # the latter two: an encoding that Python lacks
                raise _damaged(place, f"工作簿损坏（{shown_name(name)}）") from error
    if not any(kind in parts.get(_CONTENT_TYPES, b"") for kind in _WORKBOOKS):
        raise _damaged(place, "不是 Excel 工作簿，是别的文档或压缩包")


def _load(place: Path, content: bytes, *, data_only: bool = False) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl names what it leaves out: extensions, not values
        try:
            return load_workbook(BytesIO(content), data_only=data_only)
        except _MISFITS as error:
            raise _damaged(place, "工作簿损坏，各部分对不上") from error


def _damaged(place: Path, what: str) -> IndicatorSystemError:
    return IndicatorSystemError(shown_name(place.name), (f"{what}；请用 Excel 或 WPS 打开指标体系工作簿，另存为 .xlsx 后再试。",))


def _iterate_cells(book: Workbook, titles: frozenset[str]) -> Iterator[Cell]:
    for sheet in book.worksheets:
        if fold(sheet.title) in titles:
            yield from (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell))


def _report_unanswered(formulas: Workbook, values: Workbook, titles: frozenset[str], faults: Faults) -> None:
    for cell in _iterate_cells(formulas, titles):
        if cell.data_type == "f" and values[cell.parent.title][cell.coordinate].value is None:
            faults.add(_name_cell(cell), "公式没有计算结果", "请用 Excel 或 WPS 打开后保存一次，或改填数值")


def _name_cell(cell: Cell) -> str:
    return f"工作表“{cell.parent.title}”{cell.coordinate}"

"""Read an .xls (or a BIFF .et) with xlrd: its records are walked and checked before xlrd sees them.

xlrd gives a formula's stored result but not its text: such a cell says that it holds a formula, and not which.
"""

from itertools import pairwise
from typing import Literal

import xlrd
from xlrd.biffh import error_text_from_code

from ecoreport.model import Area, Sheet
from ecoreport.reading import limits
from ecoreport.reading.biffbook import FAULTS, LOST, GuardedBook, GuardedSheet, open_book
from ecoreport.reading.biffrecords import COLUMNS, Substream, damaged, walk_records
from ecoreport.reading.cells import Budget, RawCell, RawSheet, finish_cells, from_float
from ecoreport.reading.faults import Faults, UnreadableError
from ecoreport.reading.formulas import count_pictures
from ecoreport.reading.numberformat import BUILT_IN, parse_format
from ecoreport.reading.richtext import RichText, raised
from ecoreport.reading.rules import (
    ADDRESS_LOST,
    CANNOT_DECRYPT,
    CELLS_LOST,
    COMMENTS_LOST,
    ENCODING_GUESSED,
    NO_SHEET,
    NOT_A_TABLE,
    NUMBER_LOST,
    PART_LOST,
    SHEET_CUT,
    SHEET_LOST,
    STRING_LOST,
    STYLE_LOST,
    TOO_LARGE,
)
from ecoreport.reading.sniff import XLS as KIND
from ecoreport.reading.styles import Style

_AGAINST_THE_FORM = "表格记录不合规范"
_UNKNOWN_FORMULA = "=…"
_FIRST_COUNTED = 50  # the version from which on cells are counted
_STATES: dict[int, Literal["visible", "hidden", "very_hidden"]] = {0: "visible", 1: "hidden"}
_OTHER_SHEETS = {1: "宏表", 2: "图表页", 6: "宏模块"}
_Run = tuple[int, int]  # where a font begins, and its number


def read_biff(stream: bytes, faults: Faults) -> tuple[Sheet, ...]:
    """Read a Workbook stream that carries no password."""
    walked = walk_records(stream)
    if walked.encrypted:
        raise UnreadableError(CANNOT_DECRYPT, kind=KIND)
    try:
        book = open_book(walked.data)
        names = book.sheet_names()
    except MemoryError as fault:
        raise UnreadableError(TOO_LARGE, what="记录声明的大小超出内存") from fault
    except FAULTS as fault:
        raise damaged(_AGAINST_THE_FORM) from fault
    for what in sorted(book.lost):
        faults.add(PART_LOST, key=what, part="Workbook", what=what, detail=_AGAINST_THE_FORM)
    for name, kind in walked.others:
        faults.add(NOT_A_TABLE, name, kind=_OTHER_SHEETS.get(kind, "其他页"))
    budget = Budget()
    sheets: list[Sheet] = []
    positions = walked.positions or [0]  # the oldest kind is one sheet and nothing around it
    for index, name in enumerate(names):
        seen = walked.sheets.get(positions[index]) if index < len(positions) else None
        try:
            sheet = book.sheet_by_index(index) if seen is not None else None
        except FAULTS:
            sheet = None
        if sheet is None or seen is None:
            faults.add(SHEET_LOST, name, detail=_AGAINST_THE_FORM)
        else:
            sheets.append(_read_sheet(book, sheet, seen, faults, budget))
            book.unload_sheet(index)
    if book.guessed and not all(str(cell.value).isascii() for sheet in sheets for cell in sheet.cells):
        faults.add(ENCODING_GUESSED, what="旧版工作簿的文字", encoding=book.guessed)
    if not sheets:
        raise damaged(_AGAINST_THE_FORM) if names else UnreadableError(NO_SHEET, kind=KIND)
    return tuple(sheets)


def _read_sheet(book: GuardedBook, sheet: GuardedSheet, seen: Substream, faults: Faults, budget: Budget) -> Sheet:
    state = _STATES.get(sheet.visibility, "very_hidden")
    raw = RawSheet(sheet.name, hidden=state != "visible", from_1904=book.datemode == 1, filter_active=seen.filtering)
    styles: dict[int, Style] = {}
    lost = len(seen.outside)  # cells that are told of, and not delivered
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            kind = sheet.cell_type(row, column)
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                index = sheet.cell_xf_index(row, column)
                style = styles.setdefault(index, _make_style(book, index)) if index not in styles else styles[index]
                if not 0 <= index < len(book.xf_list):
                    faults.add(STYLE_LOST, sheet.name, row + 1, column + 1)
                cell = RawCell(row + 1, column + 1, style=style)
                if (row, column) in seen.formulas:
                    cell.formula = _UNKNOWN_FORMULA
                if not _fill(book, sheet, cell, kind, faults):
                    lost += 1
                    continue
                if (row, column) in seen.unanswered:
                    cell.value = None
                budget.spend(len(cell.value) if isinstance(cell.value, str) else 0)
                raw.cells.append(cell)
    for row, column in seen.outside:
        faults.add(ADDRESS_LOST, sheet.name, address=f"第 {row + 1} 行第 {column + 1} 列")
    if seen.cut_behind is not None:
        faults.add(SHEET_CUT, sheet.name, last=seen.cut_behind, read=len(raw.cells), detail="记录没有写完")
    if book.biff_version >= _FIRST_COUNTED and seen.stored != len(raw.cells) + lost:
        faults.add(CELLS_LOST, sheet.name, stored=seen.stored, read=len(raw.cells) + lost)
    if sheet.comments_lost:
        faults.add(COMMENTS_LOST, sheet.name, detail=_AGAINST_THE_FORM)
    raw.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0}
    raw.hidden_columns = [(column + 1, column + 1) for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0]
    raw.merged = [Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells[: limits.MERGES]]
    for (row, column), note in sheet.cell_note_map.items():
        if column >= COLUMNS:
            faults.add(ADDRESS_LOST, sheet.name, address=f"第 {row + 1} 行第 {column + 1} 列")
        elif note.text and (text := note.text.strip()):
            raw.comments[row + 1, column + 1] = text
    cells, merged = finish_cells(raw, faults)
    return Sheet(sheet.name, cells, merged, state, seen.pictures + count_pictures(cells), seen.text_boxes)


def _fill(book: GuardedBook, sheet: GuardedSheet, cell: RawCell, kind: int, faults: Faults) -> bool:
    """Fill a cell with what is stored; tell whether there is anything: a text may be lost."""
    value = sheet.cell_value(cell.row - 1, cell.column - 1)
    if value is LOST:
        faults.add(STRING_LOST, sheet.name, cell.row, cell.column)
        return cell.formula is not None
    if kind == xlrd.XL_CELL_TEXT:
        runs = sheet.rich_text_runlist_map.get((cell.row - 1, cell.column - 1))
        cell.value = value
        if runs:
            text = _rich_text(book, value, runs, cell.style.struck)
            cell.value, (cell.struck, cell.kept_text) = text.text, text.strike(cell.style.struck)
    elif kind == xlrd.XL_CELL_BOOLEAN:
        cell.value = bool(value)
    elif kind == xlrd.XL_CELL_ERROR:
        cell.error = error_text_from_code.get(value, "#VALUE!")
    elif (number := from_float(value)) is not None:
        cell.value = number
    else:
        cell.value = str(value)
        faults.add(NUMBER_LOST, sheet.name, cell.row, cell.column, text=str(value))
    return True


def _rich_text(book: GuardedBook, text: str, runs: list[_Run], style_struck: bool) -> RichText:
    """Cut a text at its font changes; positions count UTF-16 units, the part before the first keeps the cell's font."""
    units = text.encode("utf-16-le", "surrogatepass")
    fonts = [(0, None), *runs, (len(units) // 2, None)]
    parts: list[tuple[str, bool | None]] = []
    for (start, font), (end, _) in pairwise(fonts):
        part = units[2 * start : 2 * end].decode("utf-16-le", "replace")
        if part:
            part = raised(part) if parts and font is not None and _is_raised(book, font) else part
            parts.append((part, style_struck if font is None else _is_struck(book, font)))
    joined = "".join(part for part, _ in parts)
    return RichText(joined if any(font is not None and _is_raised(book, font) for _, font in runs) else text, tuple(parts))


def _make_style(book: GuardedBook, index: int | None) -> Style:
    if index is None or not 0 <= index < len(book.xf_list):
        return Style()
    xf = book.xf_list[index]
    known = book.format_map.get(xf.format_key)
    code = (known.format_str if known is not None else "") or BUILT_IN.get(xf.format_key, "General")
    return Style(parse_format(code), _is_struck(book, xf.font_index), bool(xf.protection.cell_locked))


def _is_raised(book: GuardedBook, font: int) -> bool:
    return font < len(book.font_list) and book.font_list[font].escapement == 1


def _is_struck(book: GuardedBook, font: int) -> bool:
    return font < len(book.font_list) and bool(book.font_list[font].struck_out)

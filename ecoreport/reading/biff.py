"""Read an .xls (or a BIFF .et) with xlrd: its records are walked and checked before xlrd sees them.

xlrd gives a formula's stored result but not its text: such a cell says that it holds a formula, and not which.
"""

import struct
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

import xlrd
from xlrd.biffh import error_text_from_code

from ecoreport.model import Area, Sheet
from ecoreport.reading import limits
from ecoreport.reading.cells import Budget, RawCell, RawSheet, finish_cells, from_float
from ecoreport.reading.faults import Faults, UnreadableError
from ecoreport.reading.formulas import count_pictures
from ecoreport.reading.numberformat import BUILT_IN, parse_format
from ecoreport.reading.richtext import RichText
from ecoreport.reading.rules import ADDRESS_LOST, DAMAGED, NO_SHEET, NOT_A_TABLE, NUMBER_LOST, PASSWORD, SHEET_LOST, TOO_LARGE
from ecoreport.reading.styles import Style

KIND = "Excel 97-2003 工作簿（.xls）"
# What xlrd raises on records whose lengths hold and whose content does not.
_XLRD_FAULTS = (xlrd.XLRDError, struct.error, LookupError, ValueError, AssertionError)
_AGAINST_THE_FORM = "表格记录不合规范"
_BOF = (0x0009, 0x0209, 0x0409, 0x0809)
_EOF, _FILEPASS, _BOUNDSHEET, _OBJ, _TXO, _FILTERMODE = 0x0A, 0x2F, 0x85, 0x5D, 0x01B6, 0x9B
# Formatted cells without content, up to 16 million of them in one sheet; names of ranges, whose formulas xlrd would work out.
_PASSED_OVER = (0x0001, 0x0201, 0x00BE, 0x0018, 0x0218)
_MULTIPLE = 0x00BD  # several numbers of one row: row, first column, format and number of each, last column
_CELLS = (0x0006, 0x0206, 0x0406, 0x0203, 0x027E, 0x00FD, 0x0204, 0x0205, _MULTIPLE)
_FORMULAS = (0x0006, 0x0206, 0x0406)
_FORMULA_PARTS = (0x04BC, 0x0221, 0x0236, 0x0020)  # what may stand between a formula and its text: shared, array, table
_STRINGS = (0x0007, 0x0207)
_EMPTY_TEXT = 3
_UNKNOWN_FORMULA = "=…"
_IGNORED = 0x00E4  # a record number that no reader knows
_LONGEST_RECORD = 8_228
_PICTURE_OBJECTS = (0x05, 0x08)  # chart, picture
_TEXT_BOX = 0x06
_ROWS = 65_536
_COLUMNS = 256
_LAST_FORMAT = 0x7FFF
_STATES: dict[int, Literal["visible", "hidden", "very_hidden"]] = {0: "visible", 1: "hidden"}
_OTHER_SHEETS = {1: "宏表", 2: "图表页", 6: "宏模块"}
_Run = tuple[int, int]  # where a font begins, and its number


@dataclass(slots=True)
class _Substream:
    """What the walk saw of one sheet, by the position of its first record."""

    pictures: int = 0
    text_boxes: int = 0
    filtering: bool = False
    drawing: bool = False  # an object was met: a text that follows is its own
    formulas: set[tuple[int, int]] = field(default_factory=set)  # rows and columns from 0
    unanswered: dict[tuple[int, int], int] = field(default_factory=dict)  # a text is announced as the result, and none follows: where
    announced: tuple[int, int, int] | None = None  # a formula whose text is to follow, and where it says so

    def note(self, code: int, at: int, body: memoryview) -> None:
        """Take what a record says of its sheet; its body begins at a place of the stream."""
        if self.announced is not None and code not in _FORMULA_PARTS:
            if code not in _STRINGS:
                row, column, place = self.announced
                self.unanswered[row, column] = place
            self.announced = None
        if code in _CELLS and len(body) >= 6:
            row, column, form = struct.unpack_from("<HHH", body)
            if code == _MULTIPLE:
                column = max(column, *struct.unpack_from("<H", body, len(body) - 2))
                form = max((high << 8 for high in body[5:-2:6]), default=0)
            if column >= _COLUMNS or form > _LAST_FORMAT:
                raise _damaged(f"第 {row + 1} 行的单元格地址或格式越界")
            if code in _FORMULAS:
                self.formulas.add((row, column))
                if len(body) >= 14 and body[6] == 0 and body[12] == body[13] == 0xFF:
                    self.announced = row, column, at + 6
        elif code == _OBJ and len(body) >= 6:
            self.pictures += body[4] in _PICTURE_OBJECTS
            self.text_boxes += body[4] == _TEXT_BOX
        elif code == _FILTERMODE:
            self.filtering = True


@dataclass(slots=True)
class Walked:
    """A checked stream of records."""

    data: bytes
    encrypted: bool = False
    sheets: dict[int, _Substream] = field(default_factory=dict)
    others: list[tuple[str, int]] = field(default_factory=list)  # sheets that are no worksheets: name, type
    positions: list[int] = field(default_factory=list)  # of the worksheets, in order


class _Nowhere:
    """Takes xlrd's remarks."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        return None


def walk_records(stream: bytes) -> Walked:
    """Walk all records to the last: lengths, addresses and nesting hold, or the stream is damaged."""
    data = bytearray(stream)
    records = memoryview(data)
    walked = Walked(b"")
    if len(data) < 8 or int.from_bytes(data[:2], "little") not in _BOF:
        raise _damaged("开头不是表格记录")
    at, depth, ended = 0, 0, False
    current = _Substream()
    while at + 4 <= len(data):
        code, length = struct.unpack_from("<HH", data, at)
        body = at + 4
        if code == 0 and length == 0:  # padding after the last EOF
            break
        if length > _LONGEST_RECORD or body + length > len(data):
            if ended and depth == 0:
                break
            raise _damaged("记录长度越界，多半没有传完")
        if code in _BOF:
            depth = 1 if at in walked.positions else depth + 1
            if depth == 1:
                current = walked.sheets.setdefault(at, _Substream())
        elif code == _EOF:
            depth = max(0, depth - 1)
            ended = True
        elif code == _FILEPASS and length:
            walked.encrypted = True  # from here on the bodies say nothing
            return walked
        elif code in _PASSED_OVER or (code == _OBJ and not length) or (code == _TXO and not current.drawing):
            struct.pack_into("<H", data, at, _IGNORED)
        elif code == _BOUNDSHEET and length >= 8 and not ended:
            _note_sheet(walked, bytes(data[body : body + length]))
        current.drawing = current.drawing or (code == _OBJ and depth == 1)
        current.note(code, body, records[body : body + length])
        at = body + length
    if not ended:
        raise _damaged("没有结束记录，多半没有传完")
    for seen in walked.sheets.values():
        for place in seen.unanswered.values():  # xlrd would give up the whole sheet
            data[place] = _EMPTY_TEXT
    walked.data = bytes(data)
    return walked


def _note_sheet(walked: Walked, body: bytes) -> None:
    position, _, kind = struct.unpack_from("<IBB", body)
    if kind == 0:
        if len(walked.positions) >= limits.SHEETS:
            raise UnreadableError(TOO_LARGE, what=f"工作表超过 {limits.SHEETS} 个")
        walked.positions.append(position)
    else:
        walked.others.append((_sheet_name(body[6:]), kind))


def read_biff(stream: bytes, faults: Faults) -> tuple[Sheet, ...]:
    """Read a Workbook stream that carries no password."""
    walked = walk_records(stream)
    if walked.encrypted:
        raise UnreadableError(PASSWORD, kind=KIND, tried="没有放在完整的文件里，不能在这里解开")
    try:
        book = xlrd.open_workbook(file_contents=walked.data, formatting_info=True, ragged_rows=True, on_demand=True, logfile=_Nowhere())
        names = book.sheet_names()
    except MemoryError as fault:
        raise UnreadableError(TOO_LARGE, what="记录声明的大小超出内存") from fault
    except _XLRD_FAULTS as fault:
        raise _damaged(_AGAINST_THE_FORM) from fault
    for name, kind in walked.others:
        faults.add(NOT_A_TABLE, name, kind=_OTHER_SHEETS.get(kind, "其他页"))
    budget = Budget()
    sheets: list[Sheet] = []
    positions = walked.positions or [0]  # the oldest kind is one sheet and nothing around it
    for index, name in enumerate(names):
        seen = walked.sheets.get(positions[index]) if index < len(positions) else None
        try:
            sheet = book.sheet_by_index(index) if seen is not None else None
        except _XLRD_FAULTS:
            sheet = None
        if sheet is None or seen is None:
            faults.add(SHEET_LOST, name, detail=_AGAINST_THE_FORM)
        else:
            sheets.append(_read_sheet(book, sheet, seen, faults, budget))
            book.unload_sheet(index)
    if not sheets:
        raise _damaged(_AGAINST_THE_FORM) if names else UnreadableError(NO_SHEET, kind=KIND)
    return tuple(sheets)


# Any: xlrd ships no types.
def _read_sheet(book: Any, sheet: Any, seen: _Substream, faults: Faults, budget: Budget) -> Sheet:
    state = _STATES.get(sheet.visibility, "very_hidden")
    raw = RawSheet(sheet.name, hidden=state != "visible", from_1904=book.datemode == 1, filter_active=seen.filtering)
    styles: dict[int, Style] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            kind = sheet.cell_type(row, column)
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                index = sheet.cell_xf_index(row, column)
                style = styles.setdefault(index, _make_style(book, index)) if index not in styles else styles[index]
                cell = RawCell(row + 1, column + 1, style=style)
                _fill(book, sheet, cell, kind, faults)
                if (row, column) in seen.formulas:
                    cell.formula = _UNKNOWN_FORMULA
                    cell.value = None if (row, column) in seen.unanswered else cell.value
                budget.spend(len(cell.value) if isinstance(cell.value, str) else 0)
                raw.cells.append(cell)
    raw.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0}
    raw.hidden_columns = [(column + 1, column + 1) for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0]
    raw.merged = [Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells[: limits.MERGES]]
    for (row, column), note in sheet.cell_note_map.items():
        if column >= _COLUMNS:
            faults.add(ADDRESS_LOST, sheet.name, address=f"第 {row + 1} 行第 {column + 1} 列")
        elif note.text and (text := note.text.strip()):
            raw.comments[row + 1, column + 1] = text
    cells, merged = finish_cells(raw, faults)
    return Sheet(sheet.name, cells, merged, state, seen.pictures + count_pictures(cells), seen.text_boxes)


def _fill(book: Any, sheet: Any, cell: RawCell, kind: int, faults: Faults) -> None:
    value = sheet.cell_value(cell.row - 1, cell.column - 1)
    if kind == xlrd.XL_CELL_TEXT:
        runs = sheet.rich_text_runlist_map.get((cell.row - 1, cell.column - 1))
        cell.value = value
        if runs:
            cell.struck, cell.kept_text = _rich_text(book, value, runs, cell.style.struck).strike(cell.style.struck)
    elif kind == xlrd.XL_CELL_BOOLEAN:
        cell.value = bool(value)
    elif kind == xlrd.XL_CELL_ERROR:
        cell.error = error_text_from_code.get(value, "#VALUE!")
    elif (number := from_float(value)) is not None:
        cell.value = number
    else:
        cell.value = str(value)
        faults.add(NUMBER_LOST, sheet.name, cell.row, cell.column, text=str(value))


def _rich_text(book: Any, text: str, runs: list[_Run], style_struck: bool) -> RichText:
    """Cut a text at its font changes; positions count UTF-16 units, the part before the first keeps the cell's font."""
    units = text.encode("utf-16-le", "surrogatepass")
    edges = [(0, style_struck), *((at, _is_struck(book, font)) for at, font in runs), (len(units) // 2, False)]
    parts = ((units[2 * start : 2 * end].decode("utf-16-le", "replace"), struck) for (start, struck), (end, _) in pairwise(edges))
    return RichText(text, tuple((part, struck) for part, struck in parts if part))


def _make_style(book: Any, index: int | None) -> Style:
    if index is None or not 0 <= index < len(book.xf_list):
        return Style()
    xf = book.xf_list[index]
    known = book.format_map.get(xf.format_key)
    code = (known.format_str if known is not None else "") or BUILT_IN.get(xf.format_key, "General")
    return Style(parse_format(code), _is_struck(book, xf.font_index), bool(xf.protection.cell_locked))


def _is_struck(book: Any, font: int) -> bool:
    return font < len(book.font_list) and bool(book.font_list[font].struck_out)


def _sheet_name(raw: bytes) -> str:
    """Read a BIFF8 short string: its length, a flag for two bytes a character, the characters."""
    length, wide = raw[0], raw[1] & 1
    return raw[2 : 2 + 2 * length].decode("utf-16-le", "replace") if wide else raw[2 : 2 + length].decode("latin-1")


def _damaged(detail: str) -> UnreadableError:
    return UnreadableError(DAMAGED, kind=KIND, detail=detail)

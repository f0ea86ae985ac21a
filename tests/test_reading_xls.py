"""An .xls record by record: every fact of a cell that it stores, and what becomes of records that cannot be."""

import struct
from datetime import date, datetime
from decimal import Decimal

import files_containers as files
import pytest
import xlwt
from files_records import (
    AWAITED,
    BOUNDSHEET,
    CONTINUE,
    FORMULA,
    LATER,
    NOTE,
    OBJ,
    TXO,
    Record,
    cells_of,
    joined,
    number,
    obj,
    open_stream,
    records_of,
    sheet_of,
    stream_of,
    told,
    with_records,
)
from files_wrong import compound

from ecoreport.model import Area
from ecoreport.reading import Input, read
from ecoreport.reading.ole import CompoundFile

# ---- facts of cells --------------------------------------------------------------------------------------


def test_values_of_every_kind() -> None:
    def fill(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
        dated = xlwt.easyxf(num_format_str="yyyy-mm-dd")
        for column, value in enumerate(("文字", 0.1, 12)):
            sheet.write(0, column, value)
        sheet.write(0, 5, date(2020, 5, 1), dated)
        sheet.write(0, 6, datetime(2020, 5, 1, 8, 30), xlwt.easyxf(num_format_str="yyyy/m/d h:mm"))  # noqa: DTZ001
        for column, value in ((7, True), (8, False)):
            sheet.row(0).set_cell_boolean(column, value)
        sheet.row(0).set_cell_error(9, "#DIV/0!")
        sheet.row(0).set_cell_error(10, "#NUM!")

    cells = cells_of(fill)
    assert [(cell.address, cell.value, cell.error) for cell in cells.values()] == [
        ("A1", "文字", None), ("B1", Decimal("0.1"), None), ("C1", Decimal(12), None),
        ("F1", date(2020, 5, 1), None), ("G1", datetime(2020, 5, 1, 8, 30), None), ("H1", True, None), ("I1", False, None),  # noqa: DTZ001
        ("J1", None, "#DIV/0!"), ("K1", None, "#NUM!"),
    ]  # fmt: skip
    assert {address: cell.formula for address, cell in cells.items()} == dict.fromkeys(cells)


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    def fill(book: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
        book.dates_1904 = True
        sheet.write(0, 0, 42490, xlwt.easyxf(num_format_str="yyyy-mm-dd"))

    assert cells_of(fill)["A1"].value == date(2020, 5, 1)


def test_formats_fonts_and_locks() -> None:
    def fill(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, 0.967, xlwt.easyxf(num_format_str="0.0%"))
        sheet.write(0, 1, 12000, xlwt.easyxf(num_format_str="0!.0,"))
        sheet.write(0, 2, 1, xlwt.easyxf("font: struck_out on"))
        sheet.write(0, 3, 1, xlwt.easyxf("protection: cell_locked off"))
        sheet.write(0, 4, 1)

    cells = cells_of(fill)
    assert [(cell.number_format, cell.shown_percent, cell.shown_scale, cell.struck, cell.locked) for cell in cells.values()] == [
        ("0.0%", True, 1, False, True), ("0!.0,", False, 10_000, False, True), ("General", False, 1, True, True),
        ("General", False, 1, False, False), ("General", False, 1, False, True),
    ]  # fmt: skip


def test_text_in_several_fonts_keeps_what_is_not_struck() -> None:
    def fill(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
        struck, plain = xlwt.easyfont("struck_out on"), xlwt.easyfont("bold on")
        sheet.write_rich_text(0, 0, (("保留", plain), ("删去", struck)))
        sheet.write_rich_text(0, 1, ("保留", ("删去", struck)))
        sheet.write_rich_text(0, 2, (("全", struck), ("删", struck)))
        sheet.write_rich_text(0, 3, (("都", plain), ("在", plain)))
        sheet.write_rich_text(0, 4, (("😀", plain), ("𠮷删", struck)))
        sheet.write_rich_text(0, 5, ("删去", ("保留", plain)), xlwt.easyxf("font: struck_out on"))

    assert [(cell.value, cell.kept_text, cell.struck) for cell in cells_of(fill).values()] == [
        ("保留删去", "保留", False), ("保留删去", "保留", False), ("全删", None, True), ("都在", None, False), ("😀𠮷删", "😀", False),
        ("删去保留", "保留", False),
    ]  # fmt: skip


def test_hidden_rows_columns_and_sheets() -> None:
    def fill(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
        for row in range(4):
            for column in range(4):
                sheet.write(row, column, 1)
        sheet.row(1).hidden = True
        sheet.row(2).height_mismatch, sheet.row(2).height = True, 0
        sheet.col(1).hidden = True
        sheet.col(2).width = 0

    sheet = sheet_of(fill)
    shown = {cell.address for cell in sheet.cells if not cell.hidden}
    assert shown == {"A1", "D1", "A4", "D4"}
    assert not any(cell.filtered for cell in sheet.cells)


def test_a_sheet_is_hidden_in_two_ways() -> None:
    book = xlwt.Workbook()
    for number_of_sheet, state in enumerate((0, 1, 2)):
        sheet = book.add_sheet(f"表{number_of_sheet}")
        sheet.write(0, 0, 1)
        sheet.visibility = state
    sheets = open_stream(stream_of(book)).sheets
    assert [(sheet.name, sheet.state, sheet.cells[0].hidden) for sheet in sheets] == [
        ("表0", "visible", False), ("表1", "hidden", True), ("表2", "very_hidden", True),
    ]  # fmt: skip


def test_merged_areas_cover_all_but_their_first_cell() -> None:
    sheet = sheet_of(lambda _, sheet: (sheet.write_merge(1, 2, 1, 3, "甲"), sheet.write(4, 4, 1)))
    assert sheet.merged == (Area(2, 2, 3, 4),)
    assert [(cell.address, cell.covered) for cell in sheet.cells] == [("B2", False), ("E5", False)]


# ---- formulas --------------------------------------------------------------------------------------------


def formula(row: int, column: int, result: bytes) -> Record:
    return FORMULA, struct.pack("<3H", row, column, 0x0F) + result + bytes(8)


@pytest.mark.parametrize(
    ("records", "value", "error"),
    [
        ([formula(1, 0, struct.pack("<d", 12.5))], Decimal("12.5"), None),
        ([formula(1, 0, AWAITED), LATER], "文字", None),
        ([formula(1, 0, AWAITED), (0x4BC, bytes(12)), LATER], "文字", None),  # a shared one's record between
        ([formula(1, 0, AWAITED), number(2, 0)], None, None),
        ([formula(1, 0, AWAITED)], None, None),
        ([formula(1, 0, b"\1\0\1\0\0\0\xff\xff")], True, None),
        ([formula(1, 0, b"\2\0\x07\0\0\0\xff\xff")], None, "#DIV/0!"),
        ([formula(1, 0, b"\3\0\0\0\0\0\xff\xff")], "", None),
    ],
)
def test_a_formula_keeps_its_stored_result(records: list[Record], value: object, error: str | None) -> None:
    ledger = open_stream(with_records(*records))
    cell = next(cell for cell in ledger.sheets[0].cells if cell.address == "A2")
    assert (cell.value, cell.error, cell.formula) == (value, error, "=…")
    assert type(cell.value) is type(value)
    first = ledger.sheets[0].cells[0]
    assert (first.value, first.formula) == (7, None)


# ---- comments, pictures, filters --------------------------------------------------------------------------


def text(words: str) -> list[Record]:
    raw = words.encode("utf-16-le")
    head = struct.pack("<HH6sHHH4x", 0, 0, bytes(6), len(words), 16, 0)
    return [(TXO, head), (CONTINUE, b"\1" + raw), (CONTINUE, bytes(16))]


def note(row: int, column: int, number_of_object: int = 1) -> Record:
    return NOTE, struct.pack("<4H", row, column, 0, number_of_object) + struct.pack("<HB", 2, 1) + "张三".encode("utf-16-le") + b"\0"


def test_a_comment_is_read_with_its_cell() -> None:
    ledger = open_stream(with_records(obj(0x19), *text(" 请核实 "), obj(0x19, 2), *text("另一"), note(0, 0), note(4, 2, 2)))
    assert (ledger.outcome, ledger.findings) == ("read", ())
    assert [(cell.address, cell.value, cell.comment) for cell in ledger.sheets[0].cells] == [("A1", 7, "请核实"), ("C5", None, "另一")]


def test_a_comment_outside_the_sheet_is_told() -> None:
    ledger = open_stream(with_records(obj(0x19), *text("请核实"), note(2, 256), note(2, 255)))
    lost = "工作表“表1”有 1 个单元格的地址超出表格范围或写法不对（如“第 3 行第 257 列”），没有读取。"
    assert told(ledger) == [("R203", lost)]
    assert [cell.address for cell in ledger.sheets[0].cells] == ["A1", "IV3"]


def test_pictures_charts_and_text_boxes_are_counted() -> None:
    ledger = open_stream(with_records(obj(0x08), obj(0x08, 2), obj(0x05, 3), obj(0x06, 4), obj(0x19, 5), obj(0x02, 6)))
    sheet = ledger.sheets[0]
    assert (sheet.pictures, sheet.text_boxes) == (3, 1)
    assert told(ledger) == [("R302", "文件里有3 张图片（含图表、对象）、1 个文本框，其中的文字和数字没有读取。")]


def test_a_row_hidden_by_a_filter_is_told_apart() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row in range(2):
        sheet.write(row, 0, 1)
    sheet.row(1).hidden = True
    *records, end = records_of(stream_of(book))
    cells = open_stream(joined([*records, (0x9B, b""), end])).sheets[0].cells
    assert [(cell.hidden, cell.filtered) for cell in cells] == [(False, False), (True, True)]


# ---- sheets that are none, and records that cannot be ------------------------------------------------------


def with_kind(kind: int, name: bytes = b"\2\0Ab") -> bytes:
    """Two sheets; the list says that the second is of this kind, and names it so."""
    records = records_of(with_records(sheets=2))
    last = max(place for place, (code, _) in enumerate(records) if code == BOUNDSHEET)
    body = records[last][1]
    changed = body[:5] + bytes([kind]) + name
    records[last] = BOUNDSHEET, changed.ljust(len(body), b"\0")
    return joined(records)


@pytest.mark.parametrize(("kind", "word"), [(1, "宏表"), (2, "图表页"), (6, "宏模块"), (5, "其他页")])
def test_a_sheet_of_another_kind_is_named(kind: int, word: str) -> None:
    ledger = open_stream(with_kind(kind, b"\2\0Ab"))
    assert [sheet.name for sheet in ledger.sheets] == ["表1"]
    assert told(ledger)[0][0] == "R303"
    assert word in told(ledger)[0][1]


def test_the_name_of_such_a_sheet_is_read_in_both_spellings() -> None:
    assert told(open_stream(with_kind(2, b"\1\1" + "图".encode("utf-16-le")))) == [("R303", "“图”是图表页，不是工作表，没有读取。")]


def test_a_stream_that_begins_otherwise_is_no_workbook() -> None:
    (ledger,) = read(Input("台账.xls", data=compound({"Workbook": b"nothing of the kind"})))
    assert ledger.message == "文件已损坏或没有传完，不能按 Excel 97-2003 工作簿（.xls）打开：开头不是表格记录。"


def test_the_last_column_and_format_are_read() -> None:
    ledger = open_stream(with_records(number(5, 255)))
    assert [cell.address for cell in ledger.sheets[0].cells] == ["A1", "IV6"]


def test_several_numbers_of_one_row_are_read() -> None:
    two = struct.pack("<HH", 5, 1) + struct.pack("<HIHI", 15, 5 << 2 | 2, 15, 250 << 2 | 3) + struct.pack("<H", 2)
    ledger = open_stream(with_records((0xBD, two)))
    assert [(cell.address, cell.value) for cell in ledger.sheets[0].cells] == [("A1", 7), ("B6", 5), ("C6", Decimal("2.5"))]


@pytest.mark.parametrize(
    "record",
    [(0x201, struct.pack("<3H", 5, 1, 15)), (0xBE, struct.pack("<5H", 5, 1, 15, 15, 2)), (OBJ, b""), (TXO, bytes(18)), (0x18, bytes(20))],
)
def test_what_says_nothing_of_a_cell_is_passed_over(record: Record) -> None:
    ledger = open_stream(with_records(record))
    assert (ledger.outcome, ledger.findings, [cell.address for cell in ledger.sheets[0].cells]) == ("read", (), ["A1"])


def test_some_programs_leave_room_between_records() -> None:
    ledger = open_stream(with_records((0, b""), (0, b""), number(5, 1)))
    assert (ledger.outcome, [cell.address for cell in ledger.sheets[0].cells]) == ("read", ["A1", "B6"])


@pytest.mark.parametrize(
    ("raw", "read_as", "guess"),
    [("森林".encode("gbk"), "森林", "GBK"), (b"Fran\xe7ois\x92", "François\x92", "Latin-1"), (b"forest", "forest", "")],
)
def test_an_old_workbook_that_names_no_code_page_is_chinese_where_that_can_be(raw: bytes, read_as: str, guess: str) -> None:
    label = (0x0204, struct.pack("<4H", 0, 0, 0, len(raw)) + raw)
    (ledger,) = read(Input("台账.xls", data=joined([(0x0409, struct.pack("<3H", 0, 0x10, 0)), label, (0x0A, b"")])))
    assert [cell.value for cell in ledger.sheets[0].cells] == [read_as]
    assert [guess in says for code, says in told(ledger) if code == "R219"] == [True] * (not raw.isascii())


def test_a_workbook_of_charts_alone_holds_no_sheet() -> None:
    records = records_of(with_records())
    place = next(place for place, (code, _) in enumerate(records) if code == BOUNDSHEET)
    records[place] = BOUNDSHEET, records[place][1][:5] + b"\2" + records[place][1][6:]
    ledger = open_stream(joined(records))
    assert (ledger.outcome, ledger.message) == ("failed", "这个 Excel 97-2003 工作簿（.xls）里没有可以读取的工作表。")


def test_a_sheet_whose_place_is_none_is_lost() -> None:
    records = records_of(with_records(sheets=2))
    last = max(place for place, (code, _) in enumerate(records) if code == BOUNDSHEET)
    records[last] = BOUNDSHEET, struct.pack("<I", 8) + records[last][1][4:]
    ledger = open_stream(joined(records))
    assert told(ledger) == [("R201", "工作表“表2”的内容损坏，未能读取：表格记录不合规范。其他工作表已读取。")]


def test_a_number_that_is_none_is_kept_as_text() -> None:
    ledger = open_stream(with_records(number(3, 0, float("nan")), number(4, 0, float("inf"))))
    assert [cell.value for cell in ledger.sheets[0].cells] == [7, "nan", "inf"]
    assert told(ledger) == [("R205", "工作表“表1”有 2 个单元格标为数值，但存的“nan”不是数（如 A4），按文字保留。")]


def test_records_with_a_password_and_no_file_around_them_cannot_be_opened() -> None:
    locked = CompoundFile(files.encrypt_xls(files.as_xls(), "p")).read("Workbook")
    ledger = open_stream(locked)
    assert ledger.message == "这是加密的 Excel 97-2003 工作簿（.xls），这种加密方式有密码也不能在这里解开。"

"""An .xls with damaged records: each costs itself, the cells around it stay, and what is lost is told."""

import io
import struct
from decimal import Decimal

import pytest
import xlwt
from files_records import (
    AWAITED,
    BOUNDSHEET,
    EOF,
    FORMULA,
    NOTE,
    NUMBER,
    OBJ,
    STRING,
    TXO,
    Record,
    joined,
    number,
    obj,
    open_stream,
    records_of,
    stream_of,
    with_records,
)
from files_wrong import compound

from ecoreport.reading import Input, read
from ecoreport.reading.ole import CompoundFile


@pytest.mark.parametrize(
    ("stream", "codes", "values"),
    [
        (with_records(number(5, 256)), ["R203"], [7]),
        (with_records(number(5, 1, xf=0x8000)), ["R210"], [7, 1]),
        (with_records(number(5, 1, xf=900)), ["R210"], [7, 1]),
        (with_records((0xBD, struct.pack("<HH", 5, 1) + struct.pack("<HI", 15, 2) * 2 + struct.pack("<H", 256))), ["R216"], [7]),
        (with_records((0xBD, struct.pack("<HH", 5, 255) + struct.pack("<HI", 15, 2) * 2 + struct.pack("<H", 256))), ["R203"], [7]),
        (with_records((0xBD, struct.pack("<HH", 5, 1) + struct.pack("<HIHI", 15, 2, 0x8000, 2) + struct.pack("<H", 2))), ["R210"], [7, 0, 0]),
        (with_records((0xBD, struct.pack("<3H", 3, 0, 0))), ["R216"], [7]),
        (with_records((NUMBER, bytes(5))), ["R216"], [7]),
        (with_records((NUMBER, bytes(13))), ["R216"], [7]),
        (with_records((0xFD, struct.pack("<3HI", 3, 0, 15, 9_999))), ["R202"], [7]),
        (with_records((0xFD, struct.pack("<3Hi", 3, 0, 15, -1))), ["R202"], [7]),
        (with_records(number(3, 1), number(3, 1, 2.0)), ["R216"], [7, 2]),  # xlrd keeps the later one: two stood there
        (with_records((FORMULA, struct.pack("<3H", 1, 0, 15) + b"\7\0\0\0\0\0\xff\xff" + bytes(8))), [], [7, None]),
        (with_records((FORMULA, struct.pack("<3H", 1, 0, 15) + AWAITED + bytes(8)), (STRING, struct.pack("<HB", 9, 1) + b"x")), ["R202"], [7, None]),
        (with_records()[:-30] + b"\xff\xff", ["R214"], []),
        (with_records(number(3, 1))[:-4], ["R214"], [7, 1]),
        (with_records(number(3, 1))[:-10], ["R214"], [7]),
    ],
)  # fmt: skip
def test_a_damaged_record_costs_itself_and_is_told(stream: bytes, codes: list[str], values: list) -> None:
    ledger = open_stream(stream)
    assert [finding.code for finding in ledger.findings] == codes
    assert [cell.value if cell.value is None else float(cell.value) for cell in ledger.sheets[0].cells] == values


@pytest.mark.parametrize(
    "record",
    [
        (0x18, b"\xff" * 20), (0x1B8, b"\1" * 40), (0x1B0, bytes(3)), (0x1B1, bytes(3)), (0x23E, bytes(2)), (0xA0, b"x"), (0x41, b"x"), (0x1B, b"\xff\xff"),
        (0x1A, b"\xff\xff"), (0x15F, b"\xff\xff"), (0xAB, b"x"), (0x800, b"x"), (0x872, bytes(40)), (0x225, b""), (0x99, b""), (0x8C, b"\1\0\1\0"),
        (0x208, bytes(4)), (0x7D, bytes(4)), (0x200, bytes(2)),
    ],
)  # fmt: skip
def test_a_damaged_helper_that_no_cell_needs_costs_nothing(record: Record) -> None:
    """Names, links, conditions, windows, breaks, labels of rows, sizes: xlrd gives up over each of them."""
    ledger = open_stream(with_records(record, number(5, 1)))
    assert (ledger.outcome, [cell.value for cell in ledger.sheets[0].cells]) == ("read", [7, 1])


@pytest.mark.parametrize(
    "records",
    [[(NOTE, bytes(7))], [obj(0x19), (TXO, bytes(9))], [(OBJ, b""), (TXO, bytes(18))], [(OBJ, struct.pack("<4H", 0x15, 18, 1, 1))]],
)
def test_a_damaged_comment_costs_itself(records: list[Record]) -> None:
    ledger = open_stream(with_records(*records, number(5, 1)))
    assert [cell.value for cell in ledger.sheets[0].cells] == [7, 1]
    assert {finding.code for finding in ledger.findings} <= {"R211"}


def test_what_is_damaged_among_fonts_formats_and_texts_costs_itself() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, "甲")
    sheet.write(1, 0, 0.5, xlwt.easyxf(num_format_str="0.0%"))
    records = records_of(stream_of(book))
    for code in (0x31, 0x41E, 0xE0):
        place = max(place for place, (each, _) in enumerate(records) if each == code)
        ledger = open_stream(moved(records, place, (code, records[place][1][:2])))
        assert [cell.value for cell in ledger.sheets[0].cells] == ["甲", Decimal("0.5")]
        assert [finding.code for finding in ledger.findings] == ["R213"]
    place = next(place for place, (each, _) in enumerate(records) if each == 0xFC)
    texts = records[place][1]
    for count, changed, told in ((99, texts, []), (0, texts, []), (1, texts[:-1], ["R213", "R202"])):
        ledger = open_stream(moved(records, place, (0xFC, struct.pack("<II", count, count) + changed[8:])))
        assert [cell.value for cell in ledger.sheets[0].cells][-1] == Decimal("0.5")
        assert [finding.code for finding in ledger.findings] == told


def test_a_workbook_that_was_not_sent_whole_is_read_as_far_as_it_came() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row in range(1_500):
        sheet.write(row, 0, row + 0.5)
    out = io.BytesIO()
    book.save(out)
    whole = out.getvalue()
    with_directory_first = compound({"Workbook": CompoundFile(whole).read("Workbook")})
    (ledger,) = read(Input("台账.xls", data=with_directory_first[:20_000]))
    assert (ledger.outcome, [finding.code for finding in ledger.findings]) == ("partly", ["R214"])
    assert [cell.value for cell in ledger.sheets[0].cells] == [Decimal(row) + Decimal("0.5") for row in range(len(ledger.sheets[0].cells))]
    assert len(ledger.sheets[0].cells) > 500
    assert read(Input("台账.xls", data=whole[: len(whole) // 2]))[0].findings[0].code == "R103", "its directory is lost"


def moved(records: list[Record], place: int, record: Record) -> bytes:
    """Put a record in place of another; the sheets behind it move."""
    shift = len(record[1]) - len(records[place][1])
    changed = [*records[:place], record, *records[place + 1 :]]
    return joined(
        [
            (code, struct.pack("<I", struct.unpack_from("<I", body)[0] + shift) + body[4:]) if code == BOUNDSHEET else (code, body)
            for code, body in changed
        ]
    )


def test_texts_that_go_on_in_the_next_record_are_read_whole() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    written = [f"{number}{'森林覆盖率abc' * (number % 90)}{'x' * number}" for number in range(400)]
    for row, words in enumerate(written):
        sheet.write(row, 0, words)
    assert [cell.value for cell in open_stream(stream_of(book)).sheets[0].cells] == written


@pytest.mark.parametrize(
    ("stream", "detail"),
    [
        (joined([(0x809, bytes(16)), (0x42, bytes(8_229))]), "记录长度越界，多半没有传完"),
        (joined([(0x809, bytes(8)), (EOF, b"")]), "表格记录不合规范"),
    ],
)
def test_a_damaged_stream_is_told_with_what_is_wrong(stream: bytes, detail: str) -> None:
    ledger = open_stream(stream)
    assert (ledger.outcome, ledger.message) == ("failed", f"文件已损坏或没有传完，不能按 Excel 97-2003 工作簿（.xls）打开：{detail}。")

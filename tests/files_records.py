"""Workbooks of Excel 97-2003 taken apart into records and joined again, whole or spoiled."""

import io
import struct
from collections.abc import Callable

import xlwt

from ecoreport.model import Cell, Ledger, Sheet
from ecoreport.reading import Input, read
from ecoreport.reading.ole import CompoundFile

Record = tuple[int, bytes]
EOF, BOUNDSHEET, NUMBER, FORMULA, STRING, OBJ, TXO, CONTINUE, NOTE = 0x0A, 0x85, 0x203, 0x06, 0x207, 0x5D, 0x1B6, 0x3C, 0x1C


def stream_of(book: xlwt.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return CompoundFile(out.getvalue()).read("Workbook")


def records_of(stream: bytes) -> list[Record]:
    records, at = [], 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        if code == length == 0:
            break
        records.append((code, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    return records


def joined(records: list[Record]) -> bytes:
    return b"".join(struct.pack("<HH", code, len(body)) + body for code, body in records)


def open_stream(stream: bytes) -> Ledger:
    (ledger,) = read(Input("台账.xls", data=stream))
    return ledger


def told(ledger: Ledger) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in ledger.findings]


def sheet_of(fill: Callable[[xlwt.Workbook, xlwt.Worksheet], None]) -> Sheet:
    book = xlwt.Workbook()
    fill(book, book.add_sheet("表"))
    ledger = open_stream(stream_of(book))
    assert (ledger.outcome, ledger.findings) == ("read", ())
    return ledger.sheets[0]


def cells_of(fill: Callable[[xlwt.Workbook, xlwt.Worksheet], None]) -> dict[str, Cell]:
    return {cell.address: cell for cell in sheet_of(fill).cells}


def with_records(*more: Record, sheets: int = 1) -> bytes:
    """A workbook whose last sheet holds 7 in A1, and these records behind it."""
    book = xlwt.Workbook()
    for number in range(1, sheets + 1):
        book.add_sheet(f"表{number}").write(0, 0, 7)
    *records, end = records_of(stream_of(book))
    return joined([*records, *more, end])


def number(row: int, column: int, value: float = 1.0, xf: int = 0x0F) -> Record:
    return NUMBER, struct.pack("<3Hd", row, column, xf, value)


def obj(kind: int, number_of_object: int = 1) -> Record:
    return OBJ, struct.pack("<HH3H12x", 0x15, 18, kind, number_of_object, 0) + struct.pack("<HH", 0, 0)


AWAITED = b"\0\0\0\0\0\0\xff\xff"  # the text stands in a record of its own
LATER = STRING, struct.pack("<HB", 2, 1) + "文字".encode("utf-16-le")

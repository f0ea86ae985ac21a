"""How fast is reading: ours with all facts of every cell, beside python-calamine's values and openpyxl, on the same bytes in one process.

Run: python benchmarks/reading.py

Issued ledgers are those of all departments with every open cell filled in; the sheet of 50,000 cells is half numbers, half texts.
Processor time, best of several rounds in turn; recognition is of the same ledgers in a batch that runs already.
"""

import io
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import openpyxl
import python_calamine
import xlsxwriter
from filled_ledgers import fill_blank, saved

from ecoreport import machine
from ecoreport.issuing.duties import list_duties
from ecoreport.issuing.form import FORM, read_form
from ecoreport.office import Office
from ecoreport.reading import Input, read
from ecoreport.recognition import recognise
from ecoreport.templates import Templates

ROUNDS = 7
ROWS, COLUMNS = 5_000, 10
TEXTS = ("水环境质量达到或优于III类水质比例", "舟山市生态环境局", "已完成", "见附件", "微克/立方米")


def issued_ledgers(office: Office) -> list[bytes]:
    form = read_form(Templates().words(FORM))
    return [saved(fill_blank(office.system, duty, 2020, form)[0]) for duty in list_duties(office.system)]


def one_sheet(rows: int, columns: int) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    percent = book.add_format({"num_format": "0.0%", "border": 1})
    sheet = book.add_worksheet()
    for row in range(rows):
        for column in range(columns):
            if column % 2:
                sheet.write_number(row, column, (row * 37 + column) / 997, percent)
            else:
                sheet.write_string(row, column, f"{TEXTS[(row + column) % len(TEXTS)]}{row % 300}")
    book.close()
    return out.getvalue()


def by_calamine(data: bytes) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def by_openpyxl(data: bytes) -> None:
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows(values_only=True):
            len(row)


def by_us(data: bytes) -> None:
    (ledger,) = read(Input("台账.xlsx", data=data))
    assert ledger.outcome == "read"


def seconds(work: Callable[[bytes], object], files: Sequence[bytes]) -> float:
    start = time.process_time()
    for data in files:
        work(data)
    return time.process_time() - start


def measure(files: Sequence[bytes]) -> tuple[float, float, float]:
    """Read the files in each way, turn by turn: the best of ours, of calamine and of openpyxl."""
    rounds = [tuple(seconds(work, files) for work in (by_us, by_calamine, by_openpyxl)) for _ in range(ROUNDS)]
    ours, calamine, full = (min(times) for times in zip(*rounds, strict=True))
    return ours, calamine, full


def recognising(files: Sequence[bytes], office: Office) -> float:
    """Recognise what was read of the files, as one batch: the best of several rounds."""
    ledgers = [ledger for data in files for ledger in read(Input("台账.xlsx", data=data))]

    def once() -> float:
        start = time.process_time()
        for ledger in ledgers:
            recognise(ledger, office.system, office.vocabulary, office.period)
        return time.process_time() - start

    return min(once() for _ in range(ROUNDS))


def main() -> None:
    machine.spare_collections()  # as the command does, for all three
    office = Office.open(period=2020)
    issued, sheet = issued_ledgers(office), [one_sheet(ROWS, COLUMNS)]
    for label, files in ((f"下发的台账，已填，{len(issued)} 份", issued), (f"一张表，{ROWS * COLUMNS:,} 格", sheet)):
        cells = sum(len(each.cells) for data in files for ledger in read(Input("台账.xlsx", data=data)) for each in ledger.sheets)
        ours, calamine, full = measure(files)
        print(f"{label}：每份 {ours * 1000 / len(files):.2f} ms，每格 {ours * 1e6 / cells:.2f} µs")
        print(f"    本程序 ÷ calamine {ours / calamine:.2f}    openpyxl ÷ 本程序 {full / ours:.2f}", flush=True)
        if files is issued:
            print(f"    识别 ÷ 读取 {recognising(files, office) / ours:.2f}", flush=True)


if __name__ == "__main__":
    main()

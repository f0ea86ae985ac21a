"""How fast is reading: our reader beside python-calamine and openpyxl, on the same bytes in the same process.

Run: python benchmarks/reading.py
"""

import io
import time
from collections.abc import Callable

import openpyxl
import python_calamine
import xlsxwriter

from ecoreport.reading import Input, read

SIZES = (("台账:3 张表,450 格", 3, 25, 6), ("大台账:3 张表,18,000 格", 3, 1_000, 6), ("监测数据:1 张表,200,000 格", 1, 20_000, 10))
TEXTS = ("水环境质量达到或优于III类水质比例", "舟山市生态环境局", "已完成", "见附件", "微克/立方米")


def make_workbook(sheets: int, rows: int, columns: int) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    percent = book.add_format({"num_format": "0.0%", "border": 1})
    for _ in range(sheets):
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


def best_of(work: Callable[[bytes], None], data: bytes, times: int) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work(data)
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    for label, sheets, rows, columns in SIZES:
        data = make_workbook(sheets, rows, columns)
        times = 20 if rows < 100 else 3
        ours, calamine, full = (best_of(work, data, times) for work in (by_us, by_calamine, by_openpyxl))
        print(f"{label}:ecoreport {ours * 1000:.1f} ms")
        print(f"    calamine {calamine * 1000:.1f} ms,ecoreport ÷ calamine = {ours / calamine:.1f}")
        print(f"    openpyxl {full * 1000:.1f} ms,openpyxl ÷ ecoreport = {full / ours:.1f}")


if __name__ == "__main__":
    main()

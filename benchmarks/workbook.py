"""Time 汇总表.xlsx beside bare XlsxWriter and openpyxl programs that write the same values, for 40 and for 3,000 ledgers.

    python benchmarks/workbook.py

Each program runs in a process of its own. Times are of the processor, the best of a few runs; memory is the process's peak
above what it held before it began to write.
"""

import dataclasses
import io
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from reported import sample_report
from workbook_views import render_workbook

from ecoreport.model import Finding, Report, Source, Subject, Submission, UnusedCell

Sheets = list[tuple[str, list[list[object]]]]
FINDINGS, UNUSED = 7, 3  # a ledger
RUNS = {40: 3, 3_000: 1}


def enlarge(report: Report, ledgers: int) -> Report:
    """Give the report so many ledgers, each with its findings, its unused cells and its rows of lineage."""
    names = [result.name for result in report.departments]
    files = [f"{names[n % len(names)]}/第{n}份台账.xlsx" for n in range(ledgers)]
    items = report.system.items
    return dataclasses.replace(
        report,
        submissions=tuple(Submission(file, f"{n:064x}", names[n % len(names)], "read", container="xlsx") for n, file in enumerate(files)),
        findings=tuple(
            Finding(
                f"C101-{n:06x}{k:04x}",
                "C101",
                ("error", "verify", "notice")[k % 3],
                f"第{items[k].id}项“{items[k].name}”的完成值与分子分母计算的结果不一致,相差0.5个百分点",
                "请核对分子、分母和完成值,改正后重报",
                names[n % len(names)],
                Subject(items[(n + k) % len(items)].id),
                source=Source(file, "指标填报", f"I{k + 6}"),
            )
            for n, file in enumerate(files)
            for k in range(FINDINGS)
        ),
        unused=tuple(UnusedCell(Source(file, "指标填报", f"N{k + 6}"), "与去年口径一致") for file in files for k in range(UNUSED)),
        lineage=tuple(
            dataclasses.replace(row, source=Source(file, "指标填报", row.source.cell))
            for file in files
            for row in report.lineage[: max(1, len(report.lineage) // 40)]
        ),
    )


def read_back(data: bytes) -> Sheets:
    """Read the values that a bare program must write to show the same."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]


def write_bare(sheets: Sheets) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    if value:
                        sheet.write_string(number, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, datetime(value.year, value.month, value.day))  # noqa: DTZ001  # a day
                else:
                    sheet.write_number(number, column, value)
    book.close()
    return stream.getvalue()


def write_openpyxl(sheets: Sheets) -> bytes:
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value != "":
                    cell = sheet.cell(number, column)
                    cell.value = value
                    if isinstance(value, str):
                        cell.data_type = "s"
    book.save(stream)
    return stream.getvalue()


def apart(work: Callable[..., object], *given: object) -> object:
    """Do something in a process of its own, so that what it held does not count for what comes after."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(work, given)


def measure(work: Callable[[object], bytes], given: object, runs: int) -> tuple[float, float]:
    """Give the least processor time in seconds and the growth of the peak memory in MiB."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = []
    for _ in range(runs):
        begun = time.process_time()
        work(given)
        times.append(time.process_time() - begun)
    return min(times), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def main() -> None:
    for ledgers, runs in RUNS.items():
        report = enlarge(sample_report(), ledgers)
        ours, memory = apart(measure, render_workbook, report, runs)
        data = apart(render_workbook, report)
        sheets = read_back(data)
        cells = sum(value != "" for _, rows in sheets for row in rows for value in row)
        print(f"{ledgers:,} ledgers: {cells:,} cells, {len(data) / 2**20:.1f} MiB")
        print(f"  {'ecoreport':17} {ours:7.2f} s   peak +{memory:,.0f} MiB")
        for name, work in (("XlsxWriter, bare", write_bare), ("openpyxl, bare", write_openpyxl)):
            seconds, memory = apart(measure, work, sheets, runs)
            print(f"  {name:17} {seconds:7.2f} s   peak +{memory:,.0f} MiB   ecoreport takes {ours / seconds:.1f} times as long")


if __name__ == "__main__":
    main()

"""Time the technical report beside barer ways to the same pages, and its growth from 54 to 540 sections.

    python benchmarks/document.py
    python benchmarks/document.py --before /path/of/another/checkout    only the paper of the sample ledgers, of both

Ratios are of processor time, the best of a few runs (with --before the median of five), so that a busy machine does not change them
much.
"""

import argparse
import dataclasses
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
from docxtpl import DocxTemplate

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from documents import render_document
from reported import sample_report

from ecoreport.model import Report
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.report import technical_view
from ecoreport.rendering.word.syntax import sandbox
from ecoreport.rendering.word.wording import WORDING, read_wording
from ecoreport.templates import SHIPPED

ROOT = Path(__file__).resolve().parent.parent
_WRITE = """
import statistics, sys, tempfile, time
import ecoreport as er
system = er.load_system()
batch = er.read_ledgers(sys.argv[1], system)
report = er.consolidate(batch, er.check(batch, system), system)
times = []
for _ in range(6):
    begun = time.process_time()
    er.write_document(report, sys.argv[2])
    times.append(time.process_time() - begun)
print(statistics.median(times[1:]))
"""
TEMPLATE = SHIPPED.path("technical_report.docx")
RUNS = 3


def best(action: Callable[[], object], runs: int = RUNS) -> float:
    """Give the least processor time of several runs."""
    times = []
    for _ in range(runs):
        begun = time.process_time()
        action()
        times.append(time.process_time() - begun)
    return min(times)


def enlarge(report: Report, times: int) -> Report:
    """Repeat the indicators with numbers and values of their own, as a plan that is so many times as long."""
    indicators, lineage = list(report.indicators), list(report.lineage)
    last = max(indicator.no for indicator in indicators)
    for round_number in range(1, times):
        shift = last * round_number
        for indicator in report.indicators:
            items = []
            for result in indicator.items:
                name = re.sub(r"^\d+", lambda match, s=shift: str(int(match[0]) + s), result.item.id)
                item = dataclasses.replace(result.item, id=name, no=result.item.no + shift)
                items.append(dataclasses.replace(result, item=item, assessment=dataclasses.replace(result.assessment, item=name)))
            indicators.append(dataclasses.replace(indicator, no=indicator.no + shift, items=tuple(items)))
        for row in report.lineage:
            if row.subject[0].isdigit():
                name = re.sub(r"^\d+", lambda match, s=shift: str(int(match[0]) + s), row.subject)
                lineage.append(dataclasses.replace(row, subject=name))
    return dataclasses.replace(report, indicators=tuple(indicators), lineage=tuple(lineage))


def context_of(report: Report) -> dict[str, object]:
    view = technical_view(Draft.of(report, read_wording(SHIPPED.words(WORDING)), ()))
    return {field.name: getattr(view, field.name) for field in dataclasses.fields(view)}


def bare_jinja(source: str, context: dict[str, object]) -> str:
    return sandbox().from_string(source).render(context)


def docxtpl_alone(context: dict[str, object]) -> bytes:
    template = DocxTemplate(TEMPLATE)
    template.render(context, sandbox(), autoescape=True)
    stream = BytesIO()
    template.save(stream)
    return stream.getvalue()


def table_by_cells(report: Report) -> bytes:
    """Write only the summary table, cell by cell, as python-docx's documentation does."""
    items = context_of(report)["items"]
    document = docx.Document()
    table = document.add_table(len(items), 13)
    for row, item in enumerate(items):
        values = (
            item.group, item.no, item.indicator, item.name, item.unit, item.target, item.nature,
            *(year.quantity for year in item.years), item.status, item.lead, item.evidence_numbers,
        )  # fmt: skip
        for column, value in enumerate(values):
            table.cell(row, column).text = re.sub("[\ufdd0-\ufdef]", "", value)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def seconds_of(checkout: Path) -> float:
    """Let a checkout write the paper of this one's sample ledgers; give the processor time, the median of five runs."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", _WRITE, str(ROOT / "sample_inputs"), str(Path(folder) / "技术报告.docx")]
        environment = os.environ | {"PYTHONPATH": str(checkout)}
        return float(subprocess.run(command, check=True, env=environment, cwd=folder, capture_output=True, text=True).stdout)


def compare(before: Path) -> None:
    then, now = seconds_of(before), seconds_of(ROOT)
    print(f"示例台账的技术报告:{before.name} {then:.2f} 秒,本程序 {now:.2f} 秒,为其 {now / then:.2f} 倍")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", type=Path, metavar="CHECKOUT")
    if before := parser.parse_args().before:
        compare(before.resolve())
        return
    report = sample_report()
    large = enlarge(report, 10)
    context = context_of(report)
    template = DocxTemplate(TEMPLATE)
    template.init_docx()
    source = template.patch_xml(template.get_xml())
    render_document(report)

    ours = best(lambda: render_document(report))
    print(f"{'本程序:完整的技术报告(54节,含目录、题注、链接、图)':<34} {ours:7.2f} 秒")
    for name, action in (
        ("Jinja2 直接渲染 document.xml", lambda: bare_jinja(source, context)),
        ("docxtpl 单独渲染并保存", lambda: docxtpl_alone(context)),
        ("python-docx 用 table.cell() 只写汇总表", lambda: table_by_cells(report)),
    ):
        taken = best(action, RUNS if "cell" not in name else 1)  # minutes, not seconds, on a busy machine
        print(f"{name:<34} {taken:7.2f} 秒   本程序为其 {ours / taken:.2f} 倍")
    grown = best(lambda: render_document(large), 1)
    print(f"{'本程序:54 节增至 540 节':<34} {grown:7.2f} 秒   为 54 节的 {grown / ours:.1f} 倍")


if __name__ == "__main__":
    main()

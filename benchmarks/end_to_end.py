"""The whole job beside the script that an office would write for it: 40 ledgers to 汇总表.xlsx and 技术报告.docx, processor time, ratios.

python benchmarks/end_to_end.py [--times 5] [--pandas /path/of/a/python/with/pandas]

The script reads every sheet of every ledger with pandas, then writes the same cells to as many sheets with openpyxl, in the same widths and
with colours for the states, and the same paragraphs and tables with python-docx; it recognises, checks and traces nothing. The floor parses
the ledgers' XML with expat and packs the finished outputs anew, and does nothing between. Each is a process of its own, its start counted;
runs in turn, medians.

| date, commit        | ours    | the script | the floor | ours ÷ script | ours ÷ floor |
|---------------------|--------:|-----------:|----------:|--------------:|-------------:|
| 2026-11-28, 273f9e5 |  5.85 s |     8.30 s |    0.24 s |          0.71 |         24.3 |
| 2026-11-28, bc6d233 |  5.94 s |     9.00 s |    0.25 s |          0.66 |         24.1 |
| 2026-11-28, 8c0fdb7 |  6.27 s |    12.40 s |    0.40 s |          0.51 |         15.6 |

The last in a slower hour of the machine; in turn with f901f04 ours takes 0.76 of its time (5.07 s to 6.64 s).

Aimed at: 0.5 (0.4) and 6 (5), the papers of the application (核对报告, letters, returned files) not counted.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from scale import lay

ROOT = Path(__file__).resolve().parent.parent
LEDGERS = 40
OURS = """
import sys
import ecoreport as er
office = er.open_office()
from ecoreport import outputs
batch = office.read(sys.argv[1])
report = office.consolidate(batch, office.check(batch))
outputs.write_workbook(report, sys.argv[2] + "/汇总表.xlsx")
outputs.write_document(report, sys.argv[2] + "/技术报告.docx")
"""
SCRIPT = """
import json, sys
from pathlib import Path
import pandas as pd
from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
tables, paper = json.loads(Path(sys.argv[3]).read_text("utf-8"))
frames = []
for path in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
    for name, frame in pd.read_excel(path, sheet_name=None, header=None, dtype=object).items():
        frame["来源"] = f"{path.name} {name}"
        frames.append(frame)
everything = pd.concat(frames, ignore_index=True)
book = Workbook()
book.remove(book.active)
side = Side(style="thin", color="BFBFBF")
border, wrap, head = Border(side, side, side, side), Alignment(wrap_text=True, vertical="center"), Font(bold=True)
good, bad = PatternFill("solid", fgColor="C6EFCE"), PatternFill("solid", fgColor="FFC7CE")
for title, widths, rows in tables:
    sheet = book.create_sheet(title)
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
    for number, row in enumerate(rows):
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            if cell.value is not None:
                cell.border, cell.alignment = border, wrap
                if number == 3:
                    cell.font = head
                if cell.value in ("达标", "已完成"):
                    cell.fill = good
                elif cell.value in ("未达标", "未填报"):
                    cell.fill = bad
book.save(sys.argv[2] + "/汇总.xlsx")
document = Document()
for kind, content in paper:
    if kind == "p":
        document.add_paragraph(content)
        continue
    table = document.add_table(len(content), max(map(len, content)), "Table Grid")
    for row, texts in zip(table.rows, content):
        for cell, text in zip(row.cells, texts):
            cell.text = text
document.save(sys.argv[2] + "/报告.docx")
"""
FLOOR = """
import io, sys, zipfile
from pathlib import Path
from xml.parsers import expat
for path in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.endswith(".xml"):
                expat.ParserCreate().Parse(parts.read(name), True)
for path in sorted(Path(sys.argv[2]).glob("*.*x")):
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as made:
        for name in parts.namelist():
            made.writestr(name, parts.read(name))
"""


def tables_of(folder: Path) -> str:
    """Say as JSON what stands in our two outputs, for the script to write the same."""
    import docx  # noqa: PLC0415 — the parent alone reads them
    import openpyxl  # noqa: PLC0415

    book = openpyxl.load_workbook(folder / "汇总表.xlsx", data_only=True)
    sheets = [
        (
            sheet.title,
            {letter: found.width for letter, found in sheet.column_dimensions.items()},
            [[None if cell is None else cell if isinstance(cell, int | float) else str(cell) for cell in row] for row in sheet.values],
        )
        for sheet in book
    ]
    paper = [
        ("p", block.text) if hasattr(block, "runs") else ("t", [[cell.text for cell in row.cells] for row in block.rows])
        for block in docx.Document(str(folder / "技术报告.docx")).iter_inner_content()
    ]
    return json.dumps([sheets, paper], ensure_ascii=False)


def seconds(python: str, program: str, *arguments: str) -> float:
    """Run a program and give the processor time of it and of what it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([python, "-c", program, *arguments], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print medians and ratios."""
    options = argparse.ArgumentParser()
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--pandas", default=sys.executable)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        ledgers, out, told = Path(place) / "ledgers", Path(place) / "out", Path(place) / "tables.json"
        ledgers.mkdir()
        out.mkdir()
        lay(ledgers, LEDGERS, "copies")
        seconds(sys.executable, OURS, str(ledgers), str(out))  # what stands in the outputs; and the bytecode is compiled
        told.write_text(tables_of(out), "utf-8")
        runs = {"ours": (sys.executable, OURS), "script": (chosen.pandas, SCRIPT), "floor": (sys.executable, FLOOR)}
        taken: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(chosen.times):
            for name, (python, program) in runs.items():
                taken[name].append(seconds(python, program, str(ledgers), str(out), str(told)))
    middle = {name: statistics.median(times) for name, times in taken.items()}
    print("  ".join(f"{name} {time:.2f} s" for name, time in middle.items()))
    print(f"ours ÷ script {middle['ours'] / middle['script']:.2f}   ours ÷ floor {middle['ours'] / middle['floor']:.1f}")


if __name__ == "__main__":
    main()

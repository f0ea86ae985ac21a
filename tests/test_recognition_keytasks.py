"""Key tasks in whatever layout: what a careful clerk reads of each, and what she asks (tests/keytasks_cases/*.txt).

A case is `## name`, its sheet as a sketch (layout_sketches), `@ file` where the sender matters, and `-> 7 completed, 9 in_progress?`: every
task that is told, `?` where it must be asked.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw
from openpyxl import Workbook
from openpyxl.styles import PatternFill

import ecoreport as er
from ecoreport.demands import demands_of
from ecoreport.judging.scopes import heard
from ecoreport.judging.tasks import assess_task
from ecoreport.model import Batch
from ecoreport.work import understand

FOLDER = Path(__file__).parent / "keytasks_cases"
_OF_READING = ("H", "N", "R", "K")


def cases() -> Iterator[object]:
    """Give every case of the folder."""
    for path in sorted(FOLDER.glob("*.txt")):
        for text in path.read_text("utf-8").split("\n## ")[1:]:
            name, *lines = text.rstrip().split("\n")
            file = next((line.removeprefix("@ ") for line in lines if line.startswith("@ ")), "台账.xlsx")
            told = next(line.removeprefix("->").strip() for line in lines if line.startswith("->"))
            sketch = "\n".join(line for line in lines if not line.startswith(("@ ", "->", "#")))
            yield pytest.param(sketch, file, told, id=f"{path.stem}: {name}")


def clerk(sketch: str, file: str) -> str:
    """Tell the state of every task that a sheet is read to speak of, with ? where something is asked of it."""
    return clerk_of(understand(draw(sketch, file), SYSTEM, VOCABULARY, 2020))


def clerk_of(batch: Batch) -> str:
    batch = heard(batch, SYSTEM, 2020, date(2020, 12, 31))
    doubts = [finding for finding in batch.findings if finding.severity != "notice" and finding.code.startswith(_OF_READING)]
    asked = {each for finding in doubts for each in (finding.subject, *finding.also)}
    told = []
    for no, demand in demands_of(SYSTEM).tasks.items():
        reports = [report for report in batch.tasks if report.subject.task == no and report.region is None]
        status = assess_task(demand, reports, VOCABULARY, 2020).status
        if status != "not_reported" or f"T{no}" in asked:
            told.append(f"{no} {status}{'?' if f'T{no}' in asked else ''}")
    return ", ".join(told)


@pytest.mark.parametrize(("sketch", "file", "told"), list(cases()))
def test_a_task_s_state_is_read_wherever_it_stands(sketch: str, file: str, told: str) -> None:
    assert clerk(sketch, file) == told


def _coloured(path: Path, rows: list[tuple[str, str]], column: int = 1) -> Path:
    """Write a workbook whose rows are texts, each with the colour of one of its cells."""
    workbook = Workbook()
    sheet = workbook.active
    for row, (text, colour) in enumerate(rows, 1):
        sheet.cell(row, 1, text or None)
        if colour:
            sheet.cell(row, column).fill = PatternFill("solid", fgColor=colour)
    workbook.save(path)
    return path


LEGEND = [("", ""), ("图例", ""), ("已完成", "92D050"), ("推进中", "FFFF00"), ("滞后", "FF0000")]


@pytest.mark.parametrize("column", [1, 2])
@pytest.mark.parametrize(
    ("colours", "legend", "told"),
    [
        (("92D050", "FF0000"), LEGEND, "14 completed, 17 behind"),
        (("92D050", "FFFF00"), LEGEND, "14 completed, 17 in_progress"),
        (("92D050", "0070C0"), LEGEND, "14 completed"),
        (("92D050", ""), LEGEND, "14 completed"),
        (("00B050", "FFFF00"), [("图例:绿色—已完成;黄色—推进中;红色—滞后", "")], "14 completed, 17 in_progress"),
        (("92D050", "FF0000"), [], ""),
        (("92D050", "FF0000"), [("", ""), ("已完成", "92D050"), ("推进中", "92D050")], ""),
    ],
)
def test_colours_tell_a_state_where_the_sheet_explains_them(tmp_path, colours, legend, told, column) -> None:
    rows = [("2020年重点任务", ""), ("14 保护森林资源", colours[0]), ("17 海岸生态修复", colours[1]), *legend]
    batch = er.read_ledgers(str(_coloured(tmp_path / "市资源规划局.xlsx", rows, column)), SYSTEM, period=2020)
    assert clerk_of(batch) == told

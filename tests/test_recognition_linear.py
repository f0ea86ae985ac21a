"""Twice the sheet, twice the work: what is counted is the calls that understanding a sheet takes, in Python and in C."""

import cProfile
from collections.abc import Callable, Sequence

import pytest

import ecoreport as er
from ecoreport.model import Area, Cell, Ledger, Sheet
from ecoreport.work import understand

OFFICE = er.open_office()
NAMES = [item.name for item in OFFICE.system.items]
TASKS = [task.name for task in OFFICE.system.key_tasks]
HEADS = ["序号", "指标名称", "单位", "2020年完成值", "备注"]
LEAST, SIZE = 10, 50  # of the sheet that is held for what each costs, and of the smaller one
LARGE = {"key tasks": 100, "numbers": 200, "a wide row of names": 100}  # more than is looked at of each kind at most

Grid = Sequence[Sequence[str]]
SHEETS: dict[str, Callable[[int], Grid]] = {
    "rows of items": lambda n: [HEADS, *([str(i), NAMES[i % LEAST], "%", str(i), "x"] for i in range(n))],
    "signs beside what nobody knows": lambda n: [HEADS, *(["★", f"某某指标{n}第{i}", "%", "5", "x"] for i in range(n))],
    "rows of one item": lambda n: [HEADS, *([str(i), NAMES[3], "%", str(i), "x"] for i in range(n))],
    "rows of counties": lambda n: [HEADS, *([str(i), NAMES[3], "%", str(i), "普陀区"] for i in range(n))],
    "rows that nobody knows": lambda n: [HEADS, *([str(i), f"某某指标{n}第{i}", "%", "5", "x"] for i in range(n))],
    "key tasks": lambda n: [["序号", "任务名称", "状态"], *([str(i), TASKS[i % 45], "已完成"] for i in range(n))],
    "headings alone": lambda n: [HEADS] * n,
    "numbers": lambda n: [[str(i + j) for j in range(4)] for i in range(2 * n)],
    "a wide row of texts": lambda n: [[f"文字{n}第{i}" for i in range(2 * n)]] * 2,
    "a wide row of names": lambda n: [[NAMES[i % 68] for i in range(2 * n)], ["5"] * (2 * n)],
    "signatures": lambda n: [["填报单位：市水利局", "填报人：张三"]] * n,
    "a long name": lambda n: [HEADS, ["1", "（%）" * (20 * n), "%", "5", ""]],
    "a long remark": lambda n: [HEADS, ["1", NAMES[3], "%", "5", "较上年增加5%，" * n]],
}


def ledger(rows: Grid, merged: tuple[Area, ...] = ()) -> Ledger:
    covered = {(area.last_row, area.first_column) for area in merged}
    cells = tuple(
        Cell(row, column, text, covered=(row, column) in covered)
        for row, line in enumerate(rows, 1)
        for column, text in enumerate(line, 1)
        if text
    )
    return Ledger("台账.xlsx", "", "xlsx", (Sheet("表", cells, merged),))


def calls(given: Ledger) -> int:
    profile = cProfile.Profile()
    profile.runcall(understand, given, OFFICE.system, OFFICE.vocabulary, 2020)
    return sum(entry.callcount for entry in profile.getstats())


def slopes(sheet: Callable[[int], Ledger], size: int) -> tuple[float, float]:
    """Give the calls that one line more takes: up to the size, and from there to twice of it. What a sheet takes anyhow falls out."""
    for n in (LEAST, 2 * size):  # what is made once is made, and what is remembered of texts has room for these
        understand(sheet(n), OFFICE.system, OFFICE.vocabulary, 2020)
    least, once, twice = (calls(sheet(n)) for n in (LEAST, size, 2 * size))
    return (once - least) / (size - LEAST), (twice - once) / size


@pytest.mark.parametrize("kind", SHEETS)
def test_twice_the_sheet_is_twice_the_work(kind: str) -> None:
    first, then = slopes(lambda n: ledger(SHEETS[kind](n)), LARGE.get(kind, SIZE))
    assert then <= 1.3 * first


def test_merges_over_merges_of_cells_are_met_once_each() -> None:
    def merged(n: int) -> Ledger:
        return ledger([["甲", "乙"]] * (2 * n), tuple(Area(2 * i + 1, 1, 2 * i + 2, 1) for i in range(n)))

    first, then = slopes(merged, SIZE)
    assert then <= 1.3 * first

"""Wherever 达标 or 已完成 is counted the doubted in it is told, and every output tells the same counts."""

import io
import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from documents import all_text, parts_of, render_document, sample, table_under
from reported import sample_report
from rich.console import Console
from workbook_views import QUIET, book_of, column, draw, open_book, render_workbook

from ecoreport import summary
from ecoreport.model import Finding, Report, Subject, tally, tally_tasks
from ecoreport.rendering.result import render_result

pytestmark = pytest.mark.filterwarnings(QUIET)

STATUSES = {"met": "达标", "not_met": "未达标", "undecided": "待定", "not_reported": "未填报", "not_applicable": "不适用"}
STATES = {"completed": "已完成", "in_progress": "推进中", "behind": "滞后", "not_started": "未启动", "not_reported": "未填报"}


def counts_of(data: bytes) -> dict[str, dict[str, int]]:
    return json.loads(data)["counts"]


def told(sentence: str, names: dict[str, str]) -> dict[str, int]:
    """Read counts out of a sentence: 达标43项（其中依据存疑8项）、未达标2项."""
    found = {key: int(match[1]) for key, name in names.items() if (match := re.search(rf"(?<!未){name} ?(\d+)", sentence))}
    doubted = re.search(r"其中依据存疑 ?(\d+)", sentence)
    return found | {"doubted": int(doubted[1]) if doubted else 0}


def agree(found: dict[str, int], counts: dict[str, int]) -> bool:
    return {key: number for key, number in counts.items() if number} == {key: number for key, number in found.items() if number}


def test_the_result_file_the_paper_and_the_screen_tell_the_same_counts() -> None:
    counts = counts_of(render_result(sample_report(), {}))
    assert counts["items"]["doubted"] and counts["indicators"]["doubted"]
    text = all_text(sample())
    for what, opening, names in (
        ("indicators", r"54项指标中，[^；]*", STATUSES),
        ("items", r"上述指标共分解为68个分项，[^。]*", STATUSES),
        ("tasks", r"45项重点任务中，[^。]*", STATES),
    ):
        assert agree(told(re.search(opening, text)[0], names), counts[what]), what
    stream = io.StringIO()
    summary.print_counts(Console(file=stream, soft_wrap=True, highlight=False, markup=False, emoji=False), sample_report())
    line = next(line for line in stream.getvalue().splitlines() if line.startswith("  指标"))
    assert agree(told(line, STATUSES), counts["items"])


def test_the_paper_s_table_of_counts_shows_the_doubted_in_a_bracket_and_adds_up() -> None:
    head, *groups, total = table_under("统计表")
    met = head.index("达标")
    counted = counts_of(render_result(sample_report(), {}))["indicators"]
    assert total[met] == f"{counted['met']}（存疑{counted['doubted']}）"
    doubted = [int(found[1]) for row in groups if (found := re.search("存疑(\\d+)", row[met]))]
    assert sum(doubted) == counted["doubted"]


def overview(report: Report) -> list[list[object]]:
    """Give the rows of 总览 that say something in their first cells."""
    data = draw("sample_report") if report is sample_report() else render_workbook(report)
    return [[cell.value for cell in row] for row in open_book(data)["总览"].iter_rows(max_col=9) if row[0].value]


def test_the_overview_counts_the_doubted_and_its_sheets_show_which_they_are() -> None:
    report = sample_report()
    counts = counts_of(render_result(report, {}))
    rows = overview(report)
    for name, key in (("指标（54项）", "indicators"), ("分项指标（68项）", "items")):
        at = next(n for n, row in enumerate(rows) if row[0] == name)
        assert (
            dict(
                zip(
                    ("met", "not_met", "undecided", "not_applicable", "not_reported", "doubted"), [*rows[at][1:6], rows[at][7]], strict=True
                )
            )
            == counts[key]
        )
        natures = rows[at + 1 : at + 3]
        assert [row[0] for row in natures] == ["其中：约束性", "其中：参考性"]
        assert [sum(numbers) for numbers in zip(*(row[1:8] for row in natures), strict=True)] == rows[at][1:8]
    assert sum(row[7] for row in rows if row[0].startswith("(")) == counts["items"]["doubted"]
    sheet = book_of("sample_report")["指标完成情况"]
    pairs = Counter((status.value, standing.value) for status, standing in zip(column(sheet, "判定"), column(sheet, "依据"), strict=True))
    assert pairs["● 达标", "◆ 存疑"] == counts["items"]["doubted"]
    assert pairs["● 达标", None] == counts["items"]["met"] - counts["items"]["doubted"]


def with_doubted_task(report: Report) -> Report:
    """Let a completed task stand on doubted ground."""
    number = next(n for n, result in enumerate(report.tasks) if result.assessment.status == "completed")
    result = report.tasks[number]
    finding = Finding("T1-x", "T104", "verify", "完成量未填", "请补填", subject=Subject.of_task(result.task.no), doubts=True)
    tasks = (*report.tasks[:number], replace(result, findings=(finding,)), *report.tasks[number + 1 :])
    return replace(report, tasks=tasks)


def test_a_completed_task_in_doubt_is_counted_apart_in_every_output() -> None:
    report = with_doubted_task(sample_report())
    counted = tally_tasks(report.tasks)
    assert counted.doubted == 1
    assert counts_of(render_result(report, {}))["tasks"]["doubted"] == 1
    document = render_document(report)
    assert f"已完成{counted.completed}项（其中依据存疑1项）" in all_text(document)
    chart = "".join(part.decode() for name, part in parts_of(document).items() if name.startswith("word/charts/"))
    assert "其中依据存疑" in chart
    tasks = next(row for row in overview(report) if row[0] == "数量")
    assert (tasks[1], tasks[7]) == (counted.completed, 1)


def _undoubted(result):
    return replace(result, findings=(), assessment=replace(result.assessment, doubts=()))


def test_nothing_is_said_of_doubts_where_there_are_none() -> None:
    report = sample_report()
    calm = replace(
        report,
        indicators=tuple(replace(each, items=tuple(map(_undoubted, each.items))) for each in report.indicators),
        tasks=tuple(map(_undoubted, report.tasks)),
    )
    assert tally(calm.items).doubted == tally_tasks(calm.tasks).doubted == 0
    assert "依据存疑" not in all_text(render_document(calm))

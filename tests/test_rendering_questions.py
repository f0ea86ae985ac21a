"""A question about a table stands once wherever people read it, and once for each of its items in result.json."""

import io
import json

import pytest
from documents import all_text
from rich.console import Console
from scoped import entry, report_of
from workbook_views import QUIET, column, follow, open_book, render_workbook

from ecoreport import summary
from ecoreport.model import Report
from ecoreport.rendering.papers import WORDING
from ecoreport.rendering.papers.audit import render_audit
from ecoreport.rendering.result import render_result
from ecoreport.templates import SHIPPED

pytestmark = pytest.mark.filterwarnings(QUIET)

ITEMS = ("30", "32", "42")
SAYS = "“上半年”说明这是上半年的数"


@pytest.fixture(scope="module")
def report() -> Report:
    told = [entry(item, "96", f"C{row}", part="上半年", words="上半年") for row, item in enumerate(ITEMS, 3)]
    return report_of(*told, entry("34.1", "27", "C9"))


@pytest.fixture(scope="module")
def book(report: Report):
    return open_book(render_workbook(report))


def test_it_stands_in_one_row_of_the_list_with_its_items_and_its_cells(report: Report, book) -> None:
    sheet = book["问题清单"]
    rows = [cell.row for cell in column(sheet, "问题") if cell.value and cell.value.startswith(SAYS)]
    assert len(rows) == 1
    told = {heading: str(column(sheet, heading)[rows[0] - 5].value) for heading in ("事项", "问题", "所在文件和单元格", "涉及的其他单元格")}
    assert told["事项"] == "30、32、42"
    assert told["问题"].endswith("没有采用（同一个问题，涉及30、32、42）")
    assert told["所在文件和单元格"] == "甲.xlsx 表!C3"
    assert told["涉及的其他单元格"].split("\n") == ["甲.xlsx 表!A1", "甲.xlsx 表!C4", "甲.xlsx 表!C5"]


def test_each_of_its_items_leads_to_that_row(book) -> None:
    sheet = book["指标完成情况"]
    counts = {id_.value: number for id_, number in zip(column(sheet, "编号"), column(sheet, "问题数"), strict=True)}
    assert {follow(book, counts[item]).row for item in ITEMS} == {
        next(cell.row for cell in column(book["问题清单"], "问题") if cell.value.startswith(SAYS))
    }


def test_people_count_questions(report: Report, book) -> None:
    asked = sum(finding.severity == "verify" for finding in report.questions)
    assert asked == sum(finding.severity == "verify" for finding in report.findings) - 2
    assert sum(cell.value == "◆ 需核实" for cell in column(book["问题清单"], "程度")) == asked
    assert summary_of(report).count(f"需核实 {asked}") == 1


def test_other_programs_find_it_at_each_item(report: Report) -> None:
    told = [finding for finding in json.loads(render_result(report, {}))["findings"] if finding["code"] == "H311"]
    assert [finding["item"] for finding in told] == list(ITEMS)
    assert len({finding["group"] for finding in told}) == 1


def test_papers_say_it_once(report: Report) -> None:
    text = all_text(render_audit(report, SHIPPED.words(WORDING), SHIPPED.file("audit.docx")))
    assert text.count(SAYS.replace("“", "‘").replace("”", "’")) + text.count(SAYS) == 1


def test_the_screen_says_it_once_with_its_items(report: Report) -> None:
    out = io.StringIO()
    summary.print_findings(Console(file=out, width=400), report.questions)
    lines = [line for line in out.getvalue().splitlines() if SAYS in line]
    assert len(lines) == 1
    assert lines[0].endswith("（同一个问题，涉及30、32、42）")


def summary_of(report: Report) -> str:
    out = io.StringIO()
    summary.print_counts(Console(file=out, width=400), report)
    return out.getvalue()

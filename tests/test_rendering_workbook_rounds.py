"""What people typed and decided, as the next workbook shows it."""

from dataclasses import replace
from datetime import date

import pytest
import reported
from openpyxl import Workbook
from workbook_views import QUIET, open_book, render_workbook

from ecoreport.language.dates import as_date
from ecoreport.model import Change, Choice, PersonField, PreviousRound, Source, TableReading, Typed, TypedCell

pytestmark = pytest.mark.filterwarnings(QUIET)
PLACE = Source("汇总表.xlsx", "问题清单", "V5")
PREVIOUS = PreviousRound(1, date(2021, 1, 31), "")
CHOICE = Choice("甲表", (TableReading("A", "D列是完成值"), TableReading("B", "E列是完成值")))


def told(text: str, day: date | None = None) -> TypedCell:
    return TypedCell(text, PLACE, day)


@pytest.fixture(scope="module")
def book() -> Workbook:
    """Draw the workbook of a round in which much was typed beside two questions."""
    report = reported.small_report()
    one, two = (each.id for each in report.questions[:2])
    written: dict[str, dict[PersonField, TypedCell]] = {
        one: {
            "deadline": told("2021年2月10日", date(2021, 2, 10)),
            "finished_on": told("2021-01-28（电话确认）", date(2021, 1, 28)),
            "reading": told("c"),
            "waived_until": told("下月"),
            "remark": told("等年报"),
        },
        two: {"reading": told("b"), "waived_until": told("2021-03-01", date(2021, 3, 1)), "remark": told("机构合并")},
    }
    findings = tuple(replace(each, choice=CHOICE) if each.id in written else each for each in report.findings)
    return open_book(render_workbook(replace(report, findings=findings, typed={id_: Typed(cells) for id_, cells in written.items()})))


def test_a_day_is_shown_as_a_day_and_with_more_words_as_it_was_written(book: Workbook) -> None:
    head, *rows = (list(row) for row in book["问题清单"].iter_rows(min_row=4, values_only=True))
    row = next(row for row in rows if "下月" in row)
    shown = [as_date(row[head.index("整改期限")]), *(row[head.index(name)] for name in ("完成日期", "豁免至"))]
    assert shown == [date(2021, 2, 10), "2021-01-28（电话确认）", "下月"]


def test_only_what_was_taken_stands_among_the_decisions(book: Workbook) -> None:
    head, *rows = (list(row) for row in book["核定与豁免"].iter_rows(min_row=4, values_only=True))
    decided = [(row[head.index("类别")], row[head.index("核定值/读法/豁免至")]) for row in rows]
    assert decided == [("选定读法", "b"), ("豁免", "2021-03-01")]


def row_of(file: str, cell: str, value: str = "90") -> dict[str, object]:
    source = {"file": file, "sheet": "表", "cell": cell}
    return {"value": value, "text": None, "status": "met", "standing": "confirmed", "source": source}


def test_what_only_stands_in_another_file_now_is_one_line_a_file() -> None:
    changes = [
        *(Change("item", item, row_of("旧.xlsx", f"C{n}"), row_of("新.xlsx", f"D{n}")) for n, item in enumerate(("1", "7", "9"), 5)),
        Change("item", "4", row_of("统计.xlsx", "C4"), row_of("统计局.xlsx", "C4")),
        Change("item", "8", row_of("旧.xlsx", "C9"), row_of("新.xlsx", "D9", "91")),
    ]
    report = replace(reported.small_report(), round=2, changes=tuple(changes), previous=PREVIOUS)
    head, *rows = (list(row) for row in open_book(render_workbook(report))["本轮变化"].iter_rows(min_row=4, values_only=True))
    told = {row[head.index("事项")]: [row[head.index(name)] for name in ("变化", "名称", "本轮出处")] for row in rows if row[0]}
    assert told["1、7、9"] == ["○ 出处变化", "3项换了文件，数和判定不变", "新.xlsx"]
    assert told["4"][::2] == ["○ 出处变化", "统计局.xlsx 表!C4"]
    assert told["8"][::2] == ["◆ 数值变化", "新.xlsx 表!D9"]

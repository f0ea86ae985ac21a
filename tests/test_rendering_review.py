"""The review of the year: figures against which nothing speaks, each with its move, and tasks that are done beyond doubt."""

import json

import pytest
from answers import answers
from documents import all_text, dump
from goldens import unlike
from reported import empty_report, report_of, sample_report, small_report

from ecoreport.model import Report
from ecoreport.rendering.papers import REVIEW, WORDING, render_review
from ecoreport.rendering.papers.measures import year_on_year
from ecoreport.rendering.result import render_result
from ecoreport.rendering.word.wording import read_wording
from ecoreport.templates import SHIPPED

WORDS = read_wording(SHIPPED.words(WORDING))


def review(report: Report) -> str:
    return all_text(render_review(report, SHIPPED.words(WORDING), SHIPPED.file(REVIEW)))


def test_every_confirmed_number_of_the_result_file_is_told_and_no_other() -> None:
    text, items = review(sample_report()), json.loads(render_result(sample_report(), {}))["items"]
    told = [item for item in items if item["value"] is not None and item["standing"] == "confirmed"]
    others = [item for item in items if item["value"] is not None and item["standing"] != "confirmed"]
    assert len(told) > 5
    assert others
    assert [item["id"] for item in told if item["value"] not in text] == []
    assert [item["id"] for item in others if f"{item['item']}{item['value']}" in text] == []


def test_only_tasks_that_are_done_beyond_doubt_are_told_and_in_the_departments_words() -> None:
    done = "完成2018年度自然资源资产负债表编制"
    rows = ("T4", "已完成", done), ("T5", "已完成", "办理案件4例"), ("T8", "滞后", "已淘汰20家")
    departments = {"T4": "市统计局", "T5": "市生态环境局", "T8": "市经信局"}
    report = report_of([{"subject": no, "department": departments[no], "status": status, "done": told} for no, status, told in rows])
    assert [report.task(no).standing for no in (4, 5)] == ["confirmed", "doubted"]  # what T5 asks for was not counted
    text = review(report)
    assert f"{done}。" in text
    assert "案件" not in text
    assert "淘汰" not in text


MOVES = [
    ("a share", "43", "96", "97.5", "同比上升1.5个百分点"),
    ("a concentration", "14.2", "20", "17", "同比下降15.0%"),
    ("an amount", "12", "1000000", "1100000", "同比增长10.0%"),
    ("the same", "43", "96", "96.0", "与上年持平"),
    ("without a year before", "43", None, "97.5", ""),
]


@pytest.mark.parametrize(("name", "item", "before", "now", "told"), MOVES, ids=[row[0] for row in MOVES])
def test_a_figure_is_told_with_its_move_as_its_kind_moves(name: str, item: str, before: str | None, now: str, told: str) -> None:
    department = {"43": "市城管局", "14.2": "市生态环境局", "12": "舟山人行"}[item]
    earlier = f" | {department} {before} year=2019" if before else ""
    report = report_of(answers(f"{department} {now}{earlier}", item))
    assert year_on_year(report.item(item), WORDS) == told


def test_where_nothing_can_be_told_the_place_is_left_to_people() -> None:
    assert "〔待补：年度工作情况〕" in review(empty_report())


def test_the_review_is_as_it_was_approved() -> None:
    assert unlike("review.txt", dump(render_review(small_report(), SHIPPED.words(WORDING), SHIPPED.file(REVIEW)))) == []

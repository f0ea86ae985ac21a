"""The bulletin for the leaders: every count is result.json's, verdicts of a running period are expected ones, what moved and what is at risk."""

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from documents import all_text, body_xml, dump, parts_of, rows_of
from docx.oxml.ns import qn
from goldens import unlike
from lettered import finding, report_with
from reported import empty_report, sample_report, small_report

from ecoreport.model import Change, Report
from ecoreport.model.rounds import ClosedFinding, PreviousRound
from ecoreport.rendering.papers import BULLETIN, WORDING, render_bulletin
from ecoreport.rendering.result import render_result
from ecoreport.templates import SHIPPED

NAMES = {"met": "达标", "not_met": "未达标", "undecided": "待定", "not_reported": "未填报", "not_applicable": "不适用"}
BEFORE = PreviousRound(1, date(2020, 9, 30), "")


def bulletin(report: Report) -> bytes:
    return render_bulletin(report, SHIPPED.words(WORDING), SHIPPED.file(BULLETIN))


@cache
def whole() -> bytes:
    return bulletin(sample_report())


def next_round(*changes: Change, **fields) -> Report:
    return replace(small_report(), round=2, previous=BEFORE, changes=changes, **fields)


# ---- against result.json -----------------------------------------------------------------------------------


def test_the_counts_are_those_of_the_result_file_the_doubted_among_them() -> None:
    counted = json.loads(render_result(sample_report(), {}))["counts"]
    told = counted["indicators"]
    assert told["doubted"]
    text = all_text(whole())
    assert f"54项指标中，达标{told['met']}项（其中依据存疑{told['doubted']}项）、未达标{told['not_met']}项" in text
    assert f"已完成{counted['tasks']['completed']}项" in text


def test_who_sent_and_who_owes_is_what_the_report_says() -> None:
    report, text = sample_report(), all_text(whole())
    owing = report.owing()
    missing = [each.department for each in owing if each.state == "not_submitted"]
    assert f"承担任务的{len(report.departments)}个单位中，已报送{len(report.departments) - len(missing)}个" in text
    assert f"未报送的{len(missing)}个：{missing[0]}、" in text
    partial = next(each for each in owing if each.state == "partial")
    assert f"{partial.department}（缺分项{len(partial.items)}个、重点任务{len(partial.tasks)}项）" in text


def test_every_row_of_risk_is_an_item_or_a_task_that_the_result_file_has_so() -> None:
    result = json.loads(render_result(sample_report(), {}))
    items = {each["id"]: each for each in result["items"]}
    tasks = {f"重点任务{each['no']}": each for each in result["tasks"]}
    rows = rows_of(next(body_xml(whole()).iter(qn("w:tbl"))))[1:]
    assert [row[0] for row in rows] == ["5", "46", "50.3", "17", "重点任务7", "重点任务8"]
    for no, _, told, department in rows:
        one = items.get(no) or tasks[no]
        assert department == one["lead"]
        assert one["status"] in ("not_met", "behind", "not_started") or "比上年变差" in told
        assert no in tasks or one["text"] or one["value"] in told
    assert rows[3][2] == "2019年78.9，2020年78.3，比上年变差"


def test_its_charts_show_the_same_numbers() -> None:
    parts = parts_of(whole())
    assert sorted(name for name in parts if name.startswith("word/charts/chart")) == ["word/charts/chart1.xml", "word/charts/chart2.xml"]


# ---- while the period runs -------------------------------------------------------------------------------------


def test_where_every_group_stands_alike_no_chart_of_them_is_drawn() -> None:
    """Of a report in which nothing came the chart would be of bars of one height."""
    report = small_report()
    one = replace(report.system, groups=report.system.groups[:1])
    told = replace(report, system=one, indicators=tuple(each for each in report.indicators if each.group == one.groups[0].title)[:1])
    charts = [name for name in parts_of(bulletin(told)) if name.startswith("word/charts/chart")]
    assert len(charts) == 1


def test_before_the_period_has_ended_every_verdict_is_expected() -> None:
    text = all_text(bulletin(replace(sample_report(), as_of=date(2020, 10, 15))))
    assert "以下结论为按目前数据所作的预计" in text
    verdicts = re.findall(r"(预计)?未?达标\d", text)
    assert len(verdicts) > 2
    assert set(verdicts) == {"预计"}
    assert "预计" not in all_text(whole())


# ---- since the round before -----------------------------------------------------------------------------------


MOVES = [
    ("met now", "item", "not_met", "met", "better"),
    ("reported at last", "item", None, "met", "better"),
    ("undecided now", "item", "met", "undecided", "worse"),
    ("lost", "item", "met", None, "worse"),
    ("reported, and missed", "item", "not_reported", "not_met", ""),
    ("another value, the same verdict", "item", "met", "met", ""),
    ("a task begun", "task", "not_started", "in_progress", "better"),
    ("a task that fell behind", "task", "in_progress", "behind", "worse"),
]


@pytest.mark.parametrize(("name", "kind", "before", "after", "way"), MOVES, ids=[row[0] for row in MOVES])
def test_what_moved_is_told_by_its_way(name: str, kind: str, before: str | None, after: str | None, way: str) -> None:
    rows = [None if status is None else {"status": status} for status in (before, after)]
    text = all_text(bulletin(next_round(Change(kind, "43" if kind == "item" else "T7", *rows))))
    said = {"better": "好转1项、转差0项", "worse": "好转0项、转差1项", "": "各项结论没有变化"}
    assert said[way] in text
    assert ("43 城镇污水处理率（" in text) == (kind == "item" and way != "")


def test_the_first_round_has_nothing_to_compare_and_a_closed_finding_is_counted_in_its_round() -> None:
    assert "本轮是第一轮" in all_text(whole())
    closed = [ClosedFinding(finding(), no, "rechecked") for no in (1, 2)]
    assert "本轮销号问题1个" in all_text(bulletin(next_round(closed=tuple(closed))))


# ---- decisions ----------------------------------------------------------------------------------------------------


DECISIONS = [
    (
        "late a second time",
        (finding("市城管局", overdue_rounds=2),),
        {"absent": False},
        "市城管局连续两轮逾期，是否发督办单、整改通知书（已代拟）。",
    ),
    ("silent", (), {}, "市资源规划局尚未报送，是否由领导出面催报。"),
    ("silent a second time", (), {"overdue_rounds": 2}, "市资源规划局连续两轮逾期，"),
    ("the office's own", (finding(None, message="缺所属类型。"),), {"absent": False}, "须由创建办自行确定的事项1个：缺所属类型。"),
    (
        "more of them than are told",
        tuple(finding(None, id=f"X{n}", message=f"缺{n}。") for n in range(3)),
        {"absent": False},
        "须由创建办自行确定的事项3个，其余见问题清单：缺0；缺1。",
    ),
]


@pytest.mark.parametrize(("name", "findings", "how", "asks"), DECISIONS, ids=[row[0] for row in DECISIONS])
def test_what_the_leaders_must_decide(name: str, findings: tuple, how: dict, asks: str) -> None:
    assert asks in all_text(bulletin(report_with(*findings, **how)))


def test_it_is_a_draft_to_be_signed_and_names_no_more_than_two_pages_hold() -> None:
    for report in (empty_report(), sample_report()):
        text = all_text(bulletin(report))
        assert text.splitlines()[1].startswith("代拟稿")
        assert "签发人：" in text
        assert max(line.count("、") for line in text.splitlines()) < 14
    assert "等。" in all_text(bulletin(empty_report()))


def test_the_bulletin_is_as_it_was_approved() -> None:
    changes = (
        Change("item", "43", {"status": "not_met"}, {"status": "undecided"}),
        Change("task", "T8", {"status": "in_progress"}, {"status": "behind"}),
    )
    assert unlike("bulletin.txt", dump(bulletin(next_round(*changes, as_of=date(2020, 10, 15))))) == []

"""One judge: from many entries to one value (contract §3)."""

from decimal import Decimal

import pytest
from scenes import review_of

from ecoreport.assessment import indicator_status
from ecoreport.system import load_system

SYSTEM = load_system()


def row(department: str | None, subject: str, actual: str, **more: str) -> dict[str, str]:
    return {"department": department or "", "subject": subject, "actual": actual, **more}


def judged(*rows: dict[str, str]):
    return review_of(rows, SYSTEM).assessments


CHOICES = [
    ("the lead's value stands", [row("市住建局", "43", "95.9"), row("市城管局", "43", "96.5")], "96.5"),
    ("a supporting department's stands where the lead gives none", [row("市住建局", "43", "95.9"), row("市城管局", "43", "")], "95.9"),
    (
        "a supporting department's stands while the lead still counts",
        [row("市住建局", "43", "95.9"), row("市城管局", "43", "正在统计")],
        "95.9",
    ),
    ("the first supporting department goes before the second", [row("市水务集团", "43", "97"), row("市住建局", "43", "95.9")], "95.9"),
    ("a responsible department goes before any other", [row("市交通局", "43", "97"), row("市水务集团", "43", "95.9")], "95.9"),
    (
        "a hidden cell never goes before a visible one",
        [row("市城管局", "43", "90", hidden="1", sheet="旧"), row("市城管局", "43", "96.5")],
        "96.5",
    ),
    ("two answers of one department are asked", [row("市城管局", "43", "96.5"), row("市城管局", "43", "95.9", sheet="附表")], None),
    ("the same answer twice is one answer", [row("市城管局", "43", "96.5"), row("市城管局", "43", "96.5", sheet="附表")], "96.5"),
    ("the lead's question is not answered by another", [row("市城管局", "43", "95以上"), row("市住建局", "43", "96.5")], None),
]


@pytest.mark.parametrize(("rows", "value"), [pytest.param(rows, value, id=name) for name, rows, value in CHOICES])
def test_the_value_is_chosen(rows, value) -> None:
    assert judged(*rows)["43"].value == (None if value is None else Decimal(value))


STATES = [
    ("", "not_reported"),
    ("—", "not_reported"),
    ("暂无", "undecided"),
    ("正在统计", "undecided"),
    ("未到期", "undecided"),
    ("不适用", "not_applicable"),
    ("95以上", "undecided"),
    ("96.5", "met"),
    ("93.1", "not_met"),
]


@pytest.mark.parametrize(("actual", "status"), STATES)
def test_the_kinds_of_nothing_are_different_things(actual: str, status: str) -> None:
    assert judged(row("市城管局", "43", actual))["43"].status == status


def test_words_without_a_number_are_reported_and_undecided() -> None:
    assert judged(row("市城管局", "43", "", statement="处理率稳步提高"))["43"].status == "undecided"


INDICATORS = [
    (("met", "met"), "met"),
    (("met", "not_met"), "not_met"),
    (("not_reported", "not_met"), "not_met"),
    (("not_reported", "not_reported"), "not_reported"),
    (("met", "not_reported"), "undecided"),
    (("met", "undecided"), "undecided"),
    (("met", "not_applicable"), "met"),
    (("not_applicable", "not_applicable"), "not_applicable"),
    (("not_applicable", "not_reported"), "not_reported"),
]


@pytest.mark.parametrize(("statuses", "status"), INDICATORS)
def test_an_indicator_is_judged_by_its_items(statuses, status) -> None:
    assert indicator_status(statuses) == status


def years(subject: str, department: str, **values: str) -> list[dict[str, str]]:
    return [row(department, subject, value, year=year.removeprefix("y")) for year, value in values.items()]


def test_earlier_years_make_the_trend() -> None:
    assessment = judged(*years("12", "舟山人行", y2018="90", y2019="100", y2020="120"))["12"]
    assert (assessment.status, assessment.facts.previous) == ("met", (Decimal(90), Decimal(100)))


def test_a_gap_in_the_years_ends_the_trend() -> None:
    assessment = judged(*years("12", "舟山人行", y2017="80", y2018="90", y2020="120"))["12"]
    assert (assessment.status, assessment.facts.previous) == ("undecided", ())


def test_the_offices_own_facts_outrank_a_ledgers() -> None:
    rows = [row("市生态环境局", "53", "86.1", average="84.0"), {"kind": "reference", "subject": "53", "year": "2020", "average": "87.5"}]
    assert judged(*rows)["53"].facts.average == Decimal("87.5")
    history = judged(
        *years("53", "市生态环境局", y2019="85.0", y2020="86.1"), {"kind": "reference", "subject": "53", "year": "2019", "actual": "85.5"}
    )["53"]
    assert history.facts.previous == (Decimal("85.5"),)


def test_the_words_of_the_cell_go_before_those_beside_it() -> None:
    assert judged(row("市审计局", "5", "见说明", statement="已有效开展"))["5"].status == "met"
    assert judged(row("市审计局", "5", "尚未开展", statement="已有效开展动员"))["5"].status == "not_met"


def test_a_branch_is_judged_once_the_office_has_said_which() -> None:
    report = [row("市资源规划局", "18", "50.2")]
    assert judged(*report)["18"].status == "undecided"
    assert judged(*report, {"kind": "setting", "role": "terrain", "text": "丘陵区"})["18"].status == "met"
    assert judged(*report, {"kind": "setting", "role": "terrain", "text": "山区"})["18"].status == "not_met"


def test_superseded_files_never_stand() -> None:
    drafts = [
        row("市城管局", "43", "96.5", file="市城管局（初稿）.xlsx"),
        row("市城管局", "43", "", statement="统计口径在调整", file="市城管局（终稿）.xlsx"),
    ]
    assert judged(*drafts)["43"].value is None


TASKS = [
    ({"status": "已完成", "quantities": "21|52"}, "completed"),
    ({"status": "已完成", "quantities": "21|43"}, "in_progress"),
    ({"status": "已完成", "progress": "80"}, "in_progress"),
    ({"status": "推进中"}, "in_progress"),
    ({"status": "滞后"}, "behind"),
    ({"status": "未启动"}, "not_started"),
    ({"status": "未完成"}, "behind"),
    ({"progress": "100"}, "completed"),
    ({"progress": "0"}, "not_started"),
    ({}, "not_reported"),
]


@pytest.mark.parametrize(("report", "status"), TASKS)
def test_a_key_task_stands_where_its_report_says(report: dict[str, str], status: str) -> None:
    review = review_of([row("市经信局", "T8", "", **report)], SYSTEM)
    assert review.tasks[8].status == status

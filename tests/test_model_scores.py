"""Lights and scores by the office's own tables: each part is shown with its computation, and what cannot be known does not count."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from answers import answers
from reported import report_of

from ecoreport.model import Light, Mark, Report
from ecoreport.model.scores import light_of, light_of_score, score_of, told_of
from ecoreport.templates import SHIPPED

LIGHTS = (
    Light("蓝", ("met",), ("completed",), Decimal(90)),
    Light("黄", ("doubted", "undecided"), ("behind",), Decimal(60)),
    Light("红", ("not_met", "not_reported"), ("not_started",), Decimal(0)),
)
MARKS = (
    Mark("complete", Decimal(40)),
    Mark("timely", Decimal(20), Decimal(2)),
    Mark("accurate", Decimal(30), Decimal(3), Decimal(1)),
    Mark("proven", Decimal(10)),
)


def scored(report: Report, deadline: date | None = None) -> Report:
    parameters = replace(report.system.parameters, ledger_deadline=deadline)
    return replace(report, system=replace(report.system, lights=LIGHTS, marks=MARKS, parameters=parameters))


def told(report: Report, department: str) -> dict[str, str]:
    score = score_of(report, report.department(department))
    assert score is not None
    return dict(told_of(score))


def test_without_tables_there_are_neither() -> None:
    report = report_of(answers("市城管局 96", "43"))
    bare = replace(report, system=replace(report.system, lights=(), marks=()))
    assert score_of(bare, bare.department("市城管局")) is None
    assert light_of(bare.system, bare.item("43")) == ""


def test_each_part_is_told_with_its_computation() -> None:
    report = scored(report_of(answers("市城管局 96 evidence=43-01", "43")))
    result = report.department("市城管局")
    errors = sum(finding.severity == "error" for finding in result.findings)
    questions = sum(finding.severity == "verify" for finding in result.findings)
    parts = told(report, "市城管局")
    assert parts["complete"] == f"40×{result.reported}÷{result.duties}={round(Decimal(40) * result.reported / result.duties, 1)}"
    assert parts["accurate"].startswith(f"30－3×{errors}处－1×{questions}处=" if questions else f"30－3×{errors}处=")
    assert parts["timely"] == "没有设期限"
    assert parts["proven"] == "10×1÷1=10.0"


@pytest.mark.parametrize(
    ("sent", "says"), [(date(2021, 1, 10), "20"), (date(2021, 1, 18), "20－2×3天=14.0"), (None, "没有填报日期")], ids=str
)
def test_each_day_late_costs_points(sent: date | None, says: str) -> None:
    report = scored(report_of(answers("市城管局 96", "43")), date(2021, 1, 15))
    departments = tuple(replace(each, submitted_on=sent) for each in report.departments)
    assert told(replace(report, departments=departments), "市城管局")["timely"] == says


def test_who_sent_nothing_has_nothing_and_what_cannot_be_known_is_left_out_of_the_sum() -> None:
    report = scored(report_of(answers("市城管局 96", "43")))
    score = score_of(report, report.department("市水利局"))
    assert score is not None
    assert (score.total, score.counted, score.whole) == (0, 70, 100)
    ours = score_of(report, report.department("市城管局"))
    assert ours is not None
    assert ours.total == round(ours.got * 100 / 80, 1)


@pytest.mark.parametrize(("points", "light"), [("100", "蓝"), ("90", "蓝"), ("89.9", "黄"), ("60.0", "黄"), ("0", "红")])
def test_a_score_has_the_light_of_the_highest_bound_that_it_reaches(points: str, light: str) -> None:
    assert light_of_score(scored(report_of([])).system, Decimal(points)) == light


def test_a_doubted_value_does_not_shine_like_a_confirmed_one() -> None:
    report = scored(report_of([*answers("市城管局 96", "43"), *answers("市城管局 约86", "46"), *answers("市城管局 90", "45")]))
    lights = {result.item.id: (result.status, result.standing, light_of(report.system, result)) for result in report.items}
    assert lights["43"] == ("met", "confirmed", "蓝")
    assert lights["46"][1:] == ("doubted", "黄")
    assert lights["45"][2] == "红"


def test_the_shipped_plan_says_that_its_points_are_examples() -> None:
    book = openpyxl.load_workbook(SHIPPED.path("indicator_system.xlsx"), read_only=True)
    assert all("不是方案规定" in str(book[title]["A2"].value) for title in ("亮灯", "计分"))

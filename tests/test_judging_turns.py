"""What would turn a verdict is found by the judge itself, one fact at a time."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ecoreport.demands import Demand, demands_of
from ecoreport.judging.turns import task_turns, turns_of
from ecoreport.model import Assessment, Facts, KeyTaskReport, Note, Reading, Source, TaskAssessment
from ecoreport.system import load_system
from ecoreport.targets import parse_target
from ecoreport.vocabulary import load_vocabulary

SYSTEM = load_system()
ITEM = next(item for item in SYSTEM.items if item.id == "15.1")
PLACE = Source("台账.xlsx", "表", "C5")


def demand_of(text: str, unit: str = "%", direction: str | None = "up") -> Demand:
    item = replace(ITEM, target=text, unit=unit, direction=direction)
    target = parse_target(text, unit, direction)
    return Demand(item, target, target.measure_of("比例"))


def judged(demand: Demand, facts: Facts) -> Assessment:
    verdict = demand.target.judge(facts)
    return Assessment("15.1", 2020, verdict.status, verdict.reason, value=facts.actual, facts=facts, verdict=verdict)


def turned(demand: Demand, facts: Facts) -> list[str]:
    return [f"{turn.fact}{turn.when} {turn.status}" for turn in turns_of(demand, judged(demand, facts), Facts())]


def numbers(*values: object) -> tuple[Decimal, ...]:
    return tuple(Decimal(str(value)) for value in values)


A80 = Facts(actual=Decimal(80))
YEARS = Facts(actual=Decimal(80), previous=numbers(70, 75))
TURNS = [
    ("the bound itself", demand_of("≥85"), A80, ["actual≥85 met"]),
    ("the bound from above", demand_of("≥75"), A80, ["actual＜75 not_met"]),
    ("a full share", demand_of("100"), Facts(actual=Decimal(100)), ["actual＜100 not_met"]),
    ("both ends", demand_of("0.3-0.4之间", ""), Facts(actual=Decimal("0.35")), ["actual＜0.3 not_met", "actual＞0.4 not_met"]),
    ("one number only", demand_of("=5", "个"), Facts(actual=Decimal(4)), ["actual=5 met"]),
    ("last year", demand_of("逐年提高"), YEARS, ["actual≤75 not_met"]),
    ("a year that is missing", demand_of("逐年提高"), replace(YEARS, previous=numbers(75)), ["actual≤75 not_met", "previous＜75 met", "previous≥75 not_met"]),
    ("the average", demand_of("高于全省平均值"), A80, ["average＜80 met", "average≥80 not_met"]),
    ("the assigned value", demand_of("完成上级下达的目标"), A80, [
        "assigned≤80 met", "assigned＞80 not_met", "assigned_met是 met", "assigned_met否 not_met"]),
    ("the province's change", demand_of("提高幅度大于全省平均值"), YEARS, ["average_change＜5 met", "average_change≥5 not_met"]),
    ("the kind of place", demand_of("山区≥90 丘陵区≥40"), A80, [
        "actual＜40 not_met", "actual≥90 met", "branch山区 not_met", "branch丘陵区 met"]),
    ("words", demand_of("制定实施", "-", None), Facts(statement="已制定实施"), ["statement未制定实施 not_met"]),
    ("nothing that is understood", demand_of("看情况"), A80, []),
]  # fmt: skip


@pytest.mark.parametrize(("demand", "facts", "turns"), [case[1:] for case in TURNS], ids=[case[0] for case in TURNS])
def test_what_turns_a_verdict(demand: Demand, facts: Facts, turns: list[str]) -> None:
    assert turned(demand, facts) == turns


def test_each_reading_that_decides_otherwise_is_named_and_the_value_is_asked_anew() -> None:
    demand = demand_of("≥92")
    doubted = replace(
        judged(demand, Facts(actual=Decimal("92.3"))),
        status="undecided",
        readings=(Reading("填报", "met", Decimal("92.3")), Reading("分子÷分母", "not_met", Decimal("85.71"))),
    )
    told = [f"{turn.fact} {turn.when} {turn.status}" for turn in turns_of(demand, doubted, Facts())]
    assert told == ["reading 填报92.3 met", "reading 分子÷分母85.71 not_met", "actual ＜92 not_met", "actual ≥92 met"]


def test_an_item_that_nobody_reported_is_told_what_would_do() -> None:
    empty = Assessment("15.1", 2020, "not_reported", "未填报")
    told = [f"{turn.when} {turn.status}" for turn in turns_of(demand_of("不降低"), empty, Facts(previous=numbers(70)))]
    assert told == ["＜70 not_met", "≥70 met", "不降低 met"]


PLACES = [
    (turn, case[0], case[1], case[2])
    for case in TURNS
    for turn in turns_of(case[1], judged(case[1], case[2]), Facts())
    if turn.fact == "actual"
]


@pytest.mark.parametrize(("turn", "name", "demand", "facts"), PLACES, ids=[f"{case[1]} {case[0].when}" for case in PLACES])
def test_the_judge_says_at_the_bound_what_was_promised(turn, name, demand, facts) -> None:
    sign, number = turn.when[0], Decimal(turn.when[1:])
    step = {"≥": 0, "≤": 0, "=": 0, "＞": Decimal("0.01"), "＜": Decimal("-0.01")}[sign]
    assert demand.target.judge(replace(facts, actual=number + step)).status == turn.status
    assert demand.target.judge(replace(facts, actual=number + step)).status != demand.target.judge(facts).status


def task_assessment(status: str, done: str, said: str | None) -> tuple:
    demand = demands_of(SYSTEM).tasks[8]
    report = KeyTaskReport(demand.task.id, "市经信局", "台账.xlsx", PLACE, Note(said, PLACE) if said else None, done=Note(done, PLACE))
    return demand, TaskAssessment(8, status, None, report, (), demand.quantities)


def test_a_task_that_is_short_is_told_which_quantities_complete_it() -> None:
    demand, assessment = task_assessment("in_progress", "淘汰落后产能企业21家，整治“低散乱”企业46家。", "已完成")
    turns = task_turns(demand, assessment, load_vocabulary(), 2020)
    assert [(turn.fact, turn.status) for turn in turns if turn.status == "completed"] == [("quantities", "completed")]
    assert "“低散乱”企业≥50家" in turns[0].when


def test_a_task_that_is_completed_is_told_what_would_leave_it_short() -> None:
    demand, assessment = task_assessment("completed", "淘汰落后产能企业21家，整治“低散乱”企业50家。", "已完成")
    assert {turn.status for turn in task_turns(demand, assessment, load_vocabulary(), 2020)} == {"in_progress"}


def test_a_task_that_nobody_reported_is_completed_by_saying_so() -> None:
    demand = demands_of(SYSTEM).tasks[24]
    turns = task_turns(demand, TaskAssessment(24, "not_reported"), load_vocabulary(), 2020)
    assert ("status", "已完成", "completed") in [(turn.fact, turn.when, turn.status) for turn in turns]

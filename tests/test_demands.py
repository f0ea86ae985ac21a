"""What the plan asks of a department: worked out once, the same for blank ledgers, reading, judging and checks."""

from dataclasses import replace
from decimal import Decimal

import pytest

import ecoreport as er
from ecoreport import targets
from ecoreport.demands import demand, demands_of, work_out

SYSTEM = er.load_system()
DEMANDS = demands_of(SYSTEM)


@pytest.mark.parametrize(
    ("subject", "measure", "expects", "range_", "facts"),
    [
        ("1", "文字", "words", "0–", "statement"),
        ("9", "文字", "either", "0–", "actual assigned assigned_met statement"),
        ("12", "数量", "number", "0–", "actual previous"),
        ("14.1", "比例", "either", "0–100", "actual assigned assigned_met statement"),
        ("15.1", "比例", "number", "0–100", "actual average_change previous"),
        ("15.2", "比例", "number", "0–100", "actual average previous"),
        ("16", "比例", "either", "0–100", "actual assigned assigned_met previous statement"),
        ("18", "比例", "number", "0–100", "actual branch"),
        ("19", "变化率", "number", "–", "actual previous"),
        ("33.2", "变化率", "either", "–", "actual assigned assigned_met statement"),
        ("34.1", "数量", "number", "0–", "actual average_change previous"),
        ("36", "变化率", "number", "-100–100", "actual"),
        ("39.1", "数量", "number", "0–", "actual average_change previous"),
        ("43", "比例", "number", "0–100", "actual"),
        ("M2.1", "计数", "either", "0–", "actual previous statement"),
        ("M3.1", "比例", "number", "0–100", "actual previous"),
        ("M5.1", "文字", "words", "0–", "actual assigned assigned_met statement"),
        ("M14.1", "变化率", "number", "-100–100", "actual"),
        ("M22.1", "文字", "either", "0–100", "statement"),
    ],
)
def test_every_kind_of_item_asks_for_what_its_target_needs(subject: str, measure: str, expects: str, range_: str, facts: str) -> None:
    told = DEMANDS.subjects[subject]
    lowest, highest = ("" if bound is None else str(bound) for bound in (told.lowest, told.highest))
    assert (told.measure, told.expects, f"{lowest}–{highest}", " ".join(sorted(told.facts))) == (measure, expects, range_, facts)


def test_the_bound_is_that_of_one_plain_comparison() -> None:
    assert DEMANDS.subjects["43"].bound == (">=", Decimal(95))
    assert [DEMANDS.subjects[subject].bound for subject in ("18", "15.1", "1", "14.1")] == [None] * 4


def test_only_what_is_assigned_without_a_number_of_its_own_is_only_assigned() -> None:
    assigned = [subject for subject, told in DEMANDS.subjects.items() if told.only_assigned]
    assert assigned == [
        *("9", "14.1", "14.2", "16", "21.1", "21.2", "31", "32", "33.1", "33.2", "35", "37", "38"),
        *("M5.1", "M12.3", "M13.1", "M13.3"),
    ]
    printed = replace(DEMANDS.subjects["14.1"].subject, target="完成上级下达的年度目标，不低于95")
    assert not demand.Demand(printed, er.parse_target(printed.target, "%", "up"), "比例").only_assigned


def test_the_workbooks_own_measure_outranks_the_name() -> None:
    item = replace(next(item for item in SYSTEM.items if item.id == "43"), measure="变化率")
    own = replace(SYSTEM, indicators=tuple(replace(each, items=(item,)) if each.no == 43 else each for each in SYSTEM.indicators))
    assert (work_out(own).subjects["43"].measure, DEMANDS.subjects["43"].measure) == ("变化率", "比例")
    blank = replace(item, measure=None)
    own = replace(SYSTEM, indicators=tuple(replace(each, items=(blank,)) if each.no == 43 else each for each in SYSTEM.indicators))
    assert work_out(own).subjects["43"].measure == "比例"


def test_every_item_and_goal_and_key_task_has_its_demand() -> None:
    assert list(DEMANDS.subjects) == [subject.id for subject in (*SYSTEM.items, *SYSTEM.goals)]
    assert list(DEMANDS.tasks) == [task.no for task in SYSTEM.key_tasks]
    assert [(goal.number, goal.unit) for goal in DEMANDS.tasks[8].quantities] == [(Decimal(20), "家"), (Decimal(50), "家")]


def test_a_task_may_speak_of_a_year_before() -> None:
    task = DEMANDS.tasks[8].task
    for content, period, before in [
        ("2019年已启动", 2020, True),
        ("2020年完成", 2020, False),
        ("2020年完成", 2021, True),
        ("编号12019", 2020, False),
    ]:
        assert demand.TaskDemand(replace(task, content=content), ()).speaks_of_years_before(period) is before


def test_each_target_that_is_asked_for_is_parsed_once_in_a_run(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    monkeypatch.setattr(demand, "parse_target", lambda text, **told: parsed.append(text) or targets.parse_target(text, **told))
    system = replace(er.load_system())  # a plan that nobody has asked about
    er.issue_ledgers(system, tmp_path)
    batch = er.read_ledgers(tmp_path, system)
    er.consolidate(batch, er.check(batch, system), system)
    assert len(parsed) == len(system.subjects)  # a goal that an item stands for is asked of nobody

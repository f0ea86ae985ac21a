"""Rules that the shipped plan alone cannot try: on plans that differ from it in a duty, a stage, an item."""

from dataclasses import replace

from one_item import plan_with
from scenes import SYSTEM, findings_of

from ecoreport.model import IndicatorSystem

LEDGER = {"department": "市城管局", "subject": "43", "actual": "96.5"}


def told(code: str, system: IndicatorSystem, *rows: dict[str, str]) -> list[str]:
    return [finding.message for finding in findings_of(rows or (LEDGER,), system) if finding.code == code]


# ---- who has not sent ---------------------------------------------------------------------------


def supported_by(department: str) -> IndicatorSystem:
    """Let a department support item 43 too."""
    return plan_with("43", departments=("市城管局", department))


def test_who_leads_items_alone_or_tasks_alone_is_no_supporter() -> None:
    for department, duties in {"市委办": "1项指标", "市海洋与渔业局": "1项重点任务"}.items():
        system = supported_by(department)
        assert f"{department}牵头{duties}，尚未收到其台账" in told("C101", system)
        assert not [message for message in told("C102", system) if message.startswith(department)]


def test_who_has_no_duty_is_not_asked() -> None:
    system = replace(SYSTEM, indicators=(), key_tasks=())
    assert (
        told("C101", system, {"kind": "file", "department": "市城管局"})
        == told("C102", system, {"kind": "file", "department": "市城管局"})
        == []
    )


# ---- stages -------------------------------------------------------------------------------------


def only(*items: str) -> IndicatorSystem:
    """Keep these items alone."""
    kept = [replace(each, items=tuple(item for item in each.items if item.id in items)) for each in SYSTEM.indicators]
    return replace(SYSTEM, indicators=tuple(each for each in kept if each.items))


def open_items(*rows: dict[str, str], items: tuple[str, ...]) -> str:
    messages = told("D102", only(*items), *rows)
    return messages[0].rpartition("仍有")[2] if messages else ""


def test_a_stage_is_told_of_while_an_item_is_open() -> None:
    met, missed = LEDGER, LEDGER | {"actual": "93"}
    assert open_items(met, items=("43",)) == ""
    assert open_items(LEDGER | {"actual": "不涉及"}, items=("43",)) == ""
    for row in (missed, LEDGER | {"actual": "暂无"}, LEDGER | {"subject": "46"}):
        assert open_items(row, items=("43",) if row["subject"] == "43" else ("43", "46")) == "1项指标未达标、待定或未填报"
    assert open_items(missed, LEDGER | {"subject": "46", "actual": "12"}, items=("43", "45", "46")) == "3项指标未达标、待定或未填报"


# ---- two ledgers of one department --------------------------------------------------------------


def test_one_issued_form_among_two_ledgers_asks_for_the_text_s_goals() -> None:
    rows = [LEDGER | {"edition": "舟山2020", "file": "一.xlsx"}, LEDGER | {"subject": "46", "actual": "15.2", "file": "二.xlsx"}]
    assert len(told("C106", SYSTEM, *rows)) == 3


def test_a_date_is_held_against_the_year_of_its_own_ledger() -> None:
    signed = {"kind": "signature", "department": "市财政局", "role": "filled_on", "text": "2019-12-03"}
    row = {"department": "市财政局", "subject": "51", "actual": "85.2"}
    assert len(told("D103", SYSTEM, row, signed)) == 1
    assert told("D103", SYSTEM, row | {"file": "2019年台账.xlsx"}, signed | {"file": "2019年台账.xlsx"}) == []


# ---- targets ------------------------------------------------------------------------------------


def test_a_target_that_cannot_be_understood_is_asked_of_the_words() -> None:
    system = plan_with("43", target="另行商定", direction=None)
    assert told("V105", system) == [
        "第43项“城镇污水处理率”的指标值是“另行商定”，填报的“96.5”不足以判定：指标值“另行商定”未能识别，需人工判定"
    ]
    assert told("V104", system) == []


def test_a_target_without_a_direction_lacks_it() -> None:
    system = plan_with("43", target="95", direction=None)
    assert len(told("V104", system)) == 1
    assert told("V105", system) == []


def test_an_item_of_no_nature_is_not_missed_as_a_goal_of_the_text() -> None:
    row = LEDGER | {"actual": "93"}
    assert [len(told(code, SYSTEM, row)) for code in ("V101", "V102", "V103")] == [1, 0, 0]
    goal = {"department": "市城管局", "subject": "M22.3", "actual": "41"}
    assert [len(told(code, SYSTEM, goal)) for code in ("V101", "V102", "V103")] == [0, 0, 1]

"""Every rule of the room against its own little ledger: what recognition tells of, in which words (tests/typed_ledgers.py)."""

from pathlib import Path

import pytest
from rule_tables import Row, cases_of
from typed_ledgers import check_ledger_rule

from ecoreport import recognition
from ecoreport.recognition import rules
from ecoreport.rules import Rule

MANUAL = (Path(__file__).parent.parent / "docs" / "核对规则.md").read_text("utf-8").split("\n")
SEVERITIES = {"error": "错误", "verify": "需核实", "notice": "提示"}


@pytest.mark.parametrize(("code", "rows"), cases_of(rule.code for rule in recognition.RULES))
def test_a_ledger_is_told_of_where_its_rows_expect_it(code: str, rows: list[Row]) -> None:
    check_ledger_rule(code, rows)


def test_every_rule_of_the_room_stands_in_its_tuple() -> None:
    assert [value for value in vars(rules).values() if isinstance(value, Rule)] == list(recognition.RULES)


@pytest.mark.parametrize("rule", recognition.RULES, ids=lambda rule: rule.code)
def test_the_manual_says_what_a_rule_says(rule: Rule) -> None:
    line = next(line for line in MANUAL if line.startswith(f"| {rule.code} |"))
    told = [cell.strip() for cell in line.strip("|").split("|")]
    assert told == [rule.code, SEVERITIES[rule.severity], rule.aspect, rule.title, rule.message, rule.advice]
    assert not rule.note or any(rule.note in line for line in MANUAL)

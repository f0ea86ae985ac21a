"""Each rule has its little ledger: its rows' `expect` cells equal the findings of that rule, no more, no less."""

import csv
import itertools
from pathlib import Path

import pytest
from batches import review_of

from ecoreport import checks
from ecoreport.checks import plan
from ecoreport.system import load_system

FOLDER = Path(__file__).parent / "rules"
TESTED = [rule for rule in checks.RULES if rule.test is not None]
SYSTEM = load_system()


def cases(code: str) -> list[tuple[str, list[dict[str, str]]]]:
    with (FOLDER / f"{code}.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [(name, list(group)) for name, group in itertools.groupby(rows, key=lambda row: row["case"])]


ALL = [
    pytest.param(rule.code, rows, id=f"{rule.code} {name}")
    for rule in TESTED
    for name, rows in (cases(rule.code) if (FOLDER / f"{rule.code}.csv").exists() else [])
]


@pytest.mark.parametrize(("code", "rows"), ALL)
def test_a_rule_finds_what_its_ledger_expects(code: str, rows: list[dict[str, str]]) -> None:
    findings = [finding for finding in checks.check(review_of(rows, SYSTEM), checks.RULES) if finding.code == code]
    found = sorted(finding.item or (f"T{finding.task}" if finding.task else "") or finding.department or "创建办" for finding in findings)
    expected = sorted(itertools.chain.from_iterable(row["expect"].split() for row in rows if row.get("expect")))
    assert found == expected, [finding.message for finding in findings]


@pytest.mark.parametrize("rule", TESTED, ids=lambda rule: rule.code)
def test_every_rule_has_a_case_that_hits_and_one_that_passes(rule) -> None:
    expectations = [any(row.get("expect") for row in rows) for _, rows in cases(rule.code)]
    assert True in expectations
    assert False in expectations


def test_every_code_stands_once() -> None:
    codes = [rule.code for rule in checks.RULES]
    assert len(codes) == len(set(codes))


def test_every_blank_of_a_message_is_filled() -> None:
    for finding in plan.check_plan(SYSTEM):
        assert "{" not in finding.message + finding.advice

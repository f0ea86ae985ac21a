"""Every rule against its own little ledgers: what it says of them, in which words, and what it does not say.

tests/rules/<CODE>.csv; the rows are typed by tests/scenes.py and read by the real stages. `expect` holds the items, tasks (T7), departments
or 创建办 of which the rule speaks.
"""

import pytest
from rule_tables import Row, cases_of, expected, said
from scenes import SYSTEM, findings_of

from ecoreport import checks
from ecoreport.checks import plan
from ecoreport.model import Finding

OF_BATCHES = [rule for rule in checks.RULES if rule.test is not None]


@pytest.mark.parametrize(("code", "rows"), cases_of(rule.code for rule in OF_BATCHES))
def test_a_rule_finds_what_its_ledger_expects(code: str, rows: list[Row]) -> None:
    findings = [finding for finding in findings_of(rows) if finding.code == code]
    assert said(findings, _subject) == expected(rows)


def _subject(finding: Finding) -> str:
    return finding.item or (f"T{finding.task}" if finding.task else "") or finding.department or "创建办"


def test_every_blank_of_a_message_is_filled() -> None:
    for finding in plan.check_plan(SYSTEM):
        assert "{" not in finding.message + finding.advice

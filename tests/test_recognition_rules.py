"""Every rule of the room against its own little ledger: what recognition tells of, in which words (tests/typed_ledgers.py)."""

import pytest
from rule_tables import Row, cases_of
from typed_ledgers import check_ledger_rule

from ecoreport import recognition


@pytest.mark.parametrize(("code", "rows"), cases_of(rule.code for rule in recognition.RULES))
def test_a_ledger_is_told_of_where_its_rows_expect_it(code: str, rows: list[Row]) -> None:
    check_ledger_rule(code, rows)

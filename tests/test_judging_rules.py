"""Every rule of the room against its own little ledger: what is told of several files of one department, and of what is not heard, in which words (tests/typed_ledgers.py)."""

import pytest
from rule_tables import Row, cases_of
from typed_ledgers import check_ledger_rule

from ecoreport.judging import scopes, versions


@pytest.mark.parametrize(("code", "rows"), cases_of(rule.code for rule in (*versions.RULES, *scopes.RULES)))
def test_a_ledger_is_told_of_where_its_rows_expect_it(code: str, rows: list[Row]) -> None:
    check_ledger_rule(code, rows)

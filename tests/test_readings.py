"""Blind sets of departments' own layouts, case by case: every value is read or rightly asked, and none is silently another."""

from pathlib import Path

import pytest
from readings import FOLDER, SETS, Case, cases
from readings.judge import judge

OPEN = dict(line.split(" | ") for line in (FOLDER / "open.txt").read_text(encoding="utf-8").splitlines() if line)  # case: what is wrong
ALL = [(f"{name}-{case.name}", case) for name in SETS for case in cases(name)]


@pytest.mark.parametrize(("name", "case"), ALL, ids=[name for name, _ in ALL])
def test_a_ledger_is_read_as_a_careful_clerk_reads_it(name: str, case: Case, tmp_path: Path) -> None:
    outcome = judge(case, tmp_path)
    assert bool(outcome.faults) == (name in OPEN), outcome.faults


def test_what_is_open_is_a_case_of_a_set() -> None:
    assert OPEN.keys() <= dict(ALL).keys()

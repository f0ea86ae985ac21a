"""Fourteen blind sets of tables, case by case: nobody else's number is believed, and hardly an honest one is asked about."""

from pathlib import Path

import pytest
from some_of import some_of
from speakers import FOLDER, SETS, Case, cases
from speakers.beside import beside
from speakers.invented import invented
from speakers.judge import judge

OPEN = dict(line.split(" | ") for line in (FOLDER / "open.txt").read_text(encoding="utf-8").splitlines() if line)  # case: what is wrong
ALL = [(f"{name}-{case.name}", case) for name in SETS for case in cases(name)]
SOME = some_of(ALL)


@pytest.mark.parametrize(("name", "case"), SOME, ids=[name for name, _ in SOME])
def test_no_other_s_number_is_believed_and_the_city_s_own_is_taken(name: str, case: Case, tmp_path: Path) -> None:
    outcome = judge(case, tmp_path)
    assert bool(outcome.faults) == (name in OPEN), outcome.faults


@pytest.mark.parametrize("case", list(invented()), ids=lambda case: case.name)
def test_of_two_tables_that_look_alike_only_the_honest_one_is_believed(case: Case, tmp_path: Path) -> None:
    assert judge(case, tmp_path).faults == []


REMARKS = some_of([(case.name, case) for case in beside()], 2)


@pytest.mark.parametrize("case", [case for _, case in REMARKS], ids=[name for name, _ in REMARKS])
def test_what_stands_beside_a_value_is_heard_and_an_ordinary_remark_is_passed_over(case: Case, tmp_path: Path) -> None:
    outcome = judge(case, tmp_path)
    assert [*outcome.silent, *outcome.missed, *outcome.asked] == []


@pytest.mark.parametrize("name", SETS)
def test_a_set_holds_enough_honest_tables(name: str) -> None:
    tables = [case for case in cases(name) if case.kind not in ("region", "correction")]
    assert sum(case.honest for case in tables) * 3 >= len(tables)


def test_what_is_open_is_a_case_of_a_set() -> None:
    assert OPEN.keys() <= dict(ALL).keys()

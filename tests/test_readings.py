"""Blind sets of departments' own layouts, case by case: every value is read or rightly asked, and none is silently another."""

from pathlib import Path

import pytest
from plain_books import is_plain, plain_book
from readings import FOLDER, SETS, Case, cases, dressed_book
from readings.judge import judge
from some_of import some_of

from ecoreport import reading

OPEN = dict(line.split(" | ") for line in (FOLDER / "open.txt").read_text(encoding="utf-8").splitlines() if line)  # case: what is wrong
ALL = [(f"{name}-{case.name}", case) for name in SETS for case in cases(name)]
SOME = some_of(ALL)


@pytest.mark.parametrize(("name", "case"), SOME, ids=[name for name, _ in SOME])
def test_a_ledger_is_read_as_a_careful_clerk_reads_it(name: str, case: Case, tmp_path: Path) -> None:
    outcome = judge(case, tmp_path)
    assert bool(outcome.faults) == (name in OPEN), outcome.faults


def test_a_plain_book_holds_what_a_dressed_one_of_the_same_sheets_holds(tmp_path: Path) -> None:
    books = [sheets for _, case in ALL for name, sheets in case.files.items() if name.endswith(".xlsx") and is_plain(sheets)][::6]
    assert len(books) > 20
    for sheets in books:
        dressed_book(tmp_path / "一.xlsx", sheets)
        (one,), (other,) = (
            reading.read(reading.Input("一.xlsx", data=(tmp_path / "一.xlsx").read_bytes())),
            reading.read(reading.Input("一.xlsx", data=plain_book(sheets))),
        )
        assert (one.sheets, one.findings) == (other.sheets, other.findings)


def test_what_is_open_is_a_case_of_a_set() -> None:
    assert OPEN.keys() <= dict(ALL).keys()

"""Blind sets of plausible lies and their honest twins: no lie counts as met unflagged, no twin is asked."""

from pathlib import Path

import pytest
from some_of import some_of
from standing import FOLDER, SETS, Pair, pairs
from standing.judge import believed, believed_of, flagged, flagged_of
from standing.ordinary import Line, batches, report_of

OPEN = dict(
    line.split(" | ") for line in (FOLDER / "open.txt").read_text(encoding="utf-8").splitlines() if line
)  # lie or twin: what is wrong
ALL = [(f"{name}-{pair.name}", pair) for name in SETS for pair in pairs(name)]
SOME = some_of(ALL)


@pytest.mark.parametrize(("name", "pair"), SOME, ids=[name for name, _ in SOME])
def test_a_lie_is_not_believed_and_its_twin_is_not_asked(name: str, pair: Pair, tmp_path: Path) -> None:
    lie, twin = believed(pair, tmp_path / "lie"), flagged(pair, tmp_path / "truth")
    assert (lie is not None) == (f"{name} lie" in OPEN), lie
    assert (twin is not None) == (f"{name} twin" in OPEN), twin


def test_what_is_open_is_a_pair_of_a_set() -> None:
    assert {told.rpartition(" ")[0] for told in OPEN} <= dict(ALL).keys()


@pytest.mark.parametrize("batch", batches(), ids=len)
def test_what_bureaus_write_in_order_is_not_asked_and_what_is_not_is(batch: list[Line]) -> None:
    report = report_of(batch)
    wrong = [(line.told, (flagged_of if line.honest else believed_of)(report, line.subject)) for line in batch]
    assert [each for each in wrong if each[1] is not None] == []

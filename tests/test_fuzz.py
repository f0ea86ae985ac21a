"""The short form of benchmarks/fuzz.py: the same two hundred mutants each time, none of which may end, hang or baffle the readers."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

import fuzz
from fuzz_mutants import MUTATE, seeds
from fuzz_source import stored

from ecoreport.reading import delimited


@pytest.fixture(scope="module")
def tally() -> fuzz.Tally:
    return fuzz.run(seed=12, count=200)


def test_no_mutant_ends_hangs_or_baffles_the_readers(tally: fuzz.Tally) -> None:
    assert tally.clean, fuzz.report(tally)


def test_the_mutants_are_neither_all_sound_nor_all_refused(tally: fuzz.Tally) -> None:
    assert tally.mutants == 200
    assert min(tally.outcomes[outcome] for outcome in ("read", "partly", "failed")) > 15
    assert len(tally.codes) > 15


def test_every_kind_has_a_good_seed_and_the_same_mutant_again() -> None:
    assert set(seeds()) == set(MUTATE)
    for kind, (name, data) in seeds().items():
        batch = fuzz.work.read_one(fuzz.Input(name, data=data), fuzz.er.open_office())
        assert {submission.outcome for submission in batch.submissions} == {"read"}, kind
        assert fuzz.make(3, kind, 4) == fuzz.make(3, kind, 4)


def test_what_would_be_wrong_is_told_with_the_seed_that_repeats_it(monkeypatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("ein Loch")

    monkeypatch.setattr(fuzz.work, "read_one", fails)
    tally = fuzz.read_some(12, 0, 2)
    assert not tally.clean
    assert "death 12:csv:0 RuntimeError: ein Loch" in fuzz.report(tally)


def test_the_cells_of_a_good_file_are_as_many_in_its_bytes_as_are_delivered() -> None:
    for kind, (name, data) in seeds().items():
        batch = fuzz.work.read_one(fuzz.Input(name, data=data), fuzz.er.open_office())
        delivered = sum(submission.cells.counted for submission in batch.submissions)
        assert kind == "xls" or 0.7 * delivered <= stored(kind, data) <= delivered, kind


def test_what_is_lost_in_silence_is_told_with_both_counts(monkeypatch) -> None:
    monkeypatch.setattr(fuzz, "make", lambda *_: fuzz.Input(seeds()["csv"][0], data=seeds()["csv"][1]))
    assert fuzz.read_some(12, 0, 1).clean
    monkeypatch.setattr(delimited, "typed", lambda text: "" if text.isdecimal() else text)
    tally = fuzz.read_some(12, 0, 1)
    assert not tally.clean
    assert "silent 12:csv:0 " in fuzz.report(tally)

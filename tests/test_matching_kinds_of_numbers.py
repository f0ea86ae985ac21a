"""What titles, names and notes say of numbers: honest ones say nothing, the others are told by kind and part of the year."""

from datetime import date
from pathlib import Path

import pytest

from ecoreport.matching.kinds import kind_in
from ecoreport.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
CASES = Path(__file__).parent / "kinds_cases"


def cases(name):
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [[part.strip() for part in line.split("|")] for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("place", "text"), cases("honest.txt"))
def test_an_honest_text_says_nothing(place, text):
    assert kind_in(text, VOCABULARY, 2020, place) is None


@pytest.mark.parametrize("case", cases("told.txt"), ids=lambda case: case[1])
def test_what_is_told_is_heard(case):
    place, text, kind, part, until = (*case, "", "")[:5] if len(case) < 5 else case
    scope = kind_in(text, VOCABULARY, 2020, place)
    assert scope is not None
    said = (scope.kind, scope.part or "", scope.until)
    assert said == (kind, part, date.fromisoformat(until) if until not in ("", "-") else None)
    assert scope.words == text[:40]

"""What the office answers to a question between readings holds for the form that was asked of, and only for a reading that was shown."""

import pickle

import pytest

from ecoreport.model import Choice, Finding, TableReading
from ecoreport.model.questions import ask_once

CHOICE = Choice("5b1e", (TableReading("A", "D列是2020年完成值", (("42", "97.3"),)), TableReading("B", "E列是2020年完成值")))


@pytest.mark.parametrize(
    ("answers", "chosen"),
    [({"5b1e": "A"}, 0), ({"5b1e": " b "}, 1), ({"5b1e": "C"}, None), ({"5b1e": ""}, None), ({"aaaa": "A"}, None), ({}, None)],
)
def test_an_answer_is_a_letter_that_was_shown(answers: dict[str, str], chosen: int | None) -> None:
    assert CHOICE.answered(answers) == chosen


def test_a_question_that_stands_once_keeps_its_readings() -> None:
    told = [
        Finding(f"{n}", "H204", "verify", "哪一列", "请写明", subject=item, group="甲", choice=CHOICE)
        for n, item in enumerate(("42", "43"))
    ]  # type: ignore[arg-type]
    (one,) = ask_once(pickle.loads(pickle.dumps(told)))
    assert (one.choice, one.also) == (CHOICE, ("43",))

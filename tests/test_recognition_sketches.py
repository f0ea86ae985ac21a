"""What recognition makes of little ledgers, told whole: tests/test_recognition_sketches/*.txt, drawn and told as layout_sketches.py says.

A case is a sentence behind #, with the file's name behind @ where it tells something; the sketch; ---; what a careful clerk reads.
"""

import re
from pathlib import Path

import pytest
from layout_sketches import FILE, lines, understood

FOLDER = Path(__file__).with_suffix("")


def cases() -> list[pytest.param]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for case in re.split(r"^# ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            title, _, body = case.partition("\n")
            sentence, _, file = title.partition(" @")
            sketch, _, told = body.partition("\n---\n")
            found.append(pytest.param(sketch, file or FILE, lines(told), id=f"{path.stem}: {sentence}"))
    return found


@pytest.mark.parametrize(("sketch", "file", "told"), cases())
def test_a_sketch_is_understood_whole(sketch: str, file: str, told: list[str]) -> None:
    assert understood(sketch, file) == told

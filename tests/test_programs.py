"""What was compiled once is not compiled again, in the next process either; where nothing may be kept, all is as ever."""

import marshal
import re
import sys
from pathlib import Path

import pytest

from ecoreport import programs
from ecoreport.programs import Programs

PATTERNS = [(rf"(?P<count>\d{{{number}}})(?P<unit>万元|亿元)?[一-龥]", number % 2 * re.IGNORECASE) for number in range(1, 12)]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "__pycache__" / "programs.of-this-python"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List what the compiler of `re` is asked for from here on."""
    asked: list[str] = []
    compile_ = re.compile

    def note(pattern: str, flags: int = 0) -> re.Pattern[str]:
        asked.append(pattern)
        return compile_(pattern, flags)

    monkeypatch.setattr(programs.re, "compile", note)
    return asked


def made(place: Path | None) -> list[re.Pattern[str]]:
    re.purge()
    shelf = Programs(place)
    patterns = [shelf.make(pattern, flags) for pattern, flags in PATTERNS]
    shelf.keep()
    return patterns


def test_the_next_process_compiles_nothing_and_has_the_same(place: Path, compiled: list[str]) -> None:
    first = made(place)
    assert len(compiled) == len(PATTERNS)
    second = made(place)
    assert len(compiled) == len(PATTERNS)
    assert first == second  # to the last instruction: so `re` compares them
    assert [each.groupindex for each in first] == [each.groupindex for each in second]
    assert second[0].search("产值7万元甲")["unit"] == "万元"  # type: ignore[index]
    assert [each.name for each in place.parent.iterdir()] == [place.name]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no marshal",
        marshal.dumps(7),
        marshal.dumps((programs._MADE_BY, 7)),
        marshal.dumps((("another Python", 1), {PATTERNS[0]: ()})),
    ],
    ids=["empty", "garbled", "no pair", "no table", "of another Python"],
)
def test_what_another_left_there_is_compiled_anew(place: Path, compiled: list[str], content: bytes) -> None:
    place.parent.mkdir()
    place.write_bytes(content)
    assert made(place)[0].search("7甲")
    assert len(compiled) == len(PATTERNS)
    made(place)
    assert len(compiled) == len(PATTERNS)  # and kept over it


def test_a_program_that_this_machine_cannot_run_is_compiled_anew(place: Path, compiled: list[str]) -> None:
    place.parent.mkdir()
    broken = {(pattern, int(flags)): (0, b"\1\2\3\4" * 9, 1, {}, (None,)) for pattern, flags in PATTERNS}
    place.write_bytes(marshal.dumps((programs._MADE_BY, broken)))
    assert made(place)[0].search("7甲")
    assert len(compiled) == len(PATTERNS)


@pytest.mark.parametrize("why", ["no bytecode is written", "no place", "the place is a file", "no such parts"])
def test_where_nothing_may_be_kept_patterns_are_compiled_as_ever(why: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", why == "no bytecode is written")
    if why == "the place is a file":
        place.parent.write_text("")
    if why == "no such parts":
        monkeypatch.setattr(programs, "_engine", None)
    assert made(None if why == "no place" else place)[1].search("70亿元乙")
    assert not place.exists()


def test_it_lies_where_bytecode_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    told = programs.place_of(programs.__file__)
    assert told is not None
    assert told.is_relative_to(tmp_path)
    monkeypatch.setattr(sys.implementation, "cache_tag", None)
    assert programs.place_of(programs.__file__) is None


def test_what_is_new_joins_what_others_kept_meanwhile(place: Path, compiled: list[str]) -> None:
    ours, theirs = Programs(place), Programs(place)
    for number in range(20):
        (ours if number % 2 else theirs).make(rf"第{number}页", 0)
    ours.keep()
    theirs.keep()
    again = Programs(place)
    for number in range(20):
        again.make(rf"第{number}页", 0)
    assert len(compiled) == 20

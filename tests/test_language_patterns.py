"""Patterns are compiled when they are first used, and are otherwise those of `re`."""

import copy
import pickle
import re
import sys

import pytest

import ecoreport as er
from ecoreport.language import patterns

ASKED = ("search", "match", "fullmatch", "findall", "split")


def is_compiled(pattern: object) -> bool:
    return "search" in vars(pattern)


@pytest.mark.parametrize("ask", ASKED)
def test_a_pattern_answers_as_the_compiled_one(ask: str) -> None:
    for text, flags in ((r"(\d+)(?P<unit>万元|亿元)?", 0), (r"[甲乙]丙", re.IGNORECASE), (r"^a.b$", re.DOTALL)):
        ours, theirs = patterns.compile(text, flags), re.compile(text, flags)
        assert not is_compiled(ours)
        for said in ("12万元,3亿元", "甲丙", "a\nb", ""):
            told, expected = getattr(ours, ask)(said), getattr(theirs, ask)(said)
            told, expected = (each if isinstance(each, list) else each and (each.span(), each.groupdict()) for each in (told, expected))
            assert told == expected
        assert is_compiled(ours)
        assert (ours.pattern, ours.flags, ours.groups, dict(ours.groupindex)) == (
            theirs.pattern, theirs.flags, theirs.groups, dict(theirs.groupindex),
        )  # fmt: skip


def test_a_pattern_travels_and_is_known_again() -> None:
    pattern = patterns.compile(r"第(\d)页")
    again = pickle.loads(pickle.dumps(pattern))
    assert again.sub(r"\1", "第3页") == pattern.sub(r"\1", "第3页") == "3"
    assert {pattern: 1}[again] == 1
    assert repr(again) == repr(pattern) == "re.compile('第(\\\\d)页', 0)"
    assert pattern != patterns.compile(r"第(\d)页", re.IGNORECASE)
    assert copy.copy(patterns.compile(rb"\d")).fullmatch(b"7")
    with pytest.raises(AttributeError):
        pattern.nothing  # noqa: B018


def test_every_pattern_of_the_library_compiles() -> None:
    assert er.pack is not None  # everything is open
    held = [value for name, module in sorted(sys.modules.items()) if name.startswith("ecoreport.") for value in vars(module).values()]
    ours = [value for value in held if type(value) is type(patterns.compile(""))]
    assert len(ours) > 500
    assert all(pattern.groups >= 0 for pattern in ours)
    re.purge()
    assert all(pattern.search.__self__ == re.compile(pattern.pattern, pattern.flags) for pattern in ours)  # to the last instruction

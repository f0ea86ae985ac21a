"""What many records say alike is held once, and nothing can tell."""

from decimal import Decimal

import pytest

from ecoreport.frames import pack, unpack
from ecoreport.model import Batch, Entry, Figure, Note, Source, Subject
from ecoreport.model.sharing import Shared


def made(file: str, raw: str = "1.0") -> Batch:
    """Read one entry anew, as a worker sends it: none of its parts is another's."""
    place = Source(file, "指标", "C5")
    figure = Figure("value", raw, place, Decimal(raw), written=Decimal(raw))
    entry = Entry(Subject("15.1"), 2025, "市水利局", file, figure, statement=Note("15.1", place), more_evidence=(Note("3-01", place),))
    again: object = unpack(pack(Batch(entries=(entry,))))
    assert isinstance(again, Batch)
    return again


def test_a_shared_batch_says_what_it_said_to_the_byte() -> None:
    share, fresh = Shared().share, made("甲.xlsx", "1.00")
    share(made("甲.xlsx", "1.0"))
    shared = share(made("甲.xlsx", "1.00"))
    assert shared == fresh
    assert pack(shared) == pack(fresh)  # 1.00 is not 1.0, an id is not a text, though they are equal
    assert repr(shared) == repr(fresh)


ALIKE = [
    ("the name of a file", lambda entry: entry.file),
    ("the name of a file in an address", lambda entry: entry.more_evidence[0].source.file),
    ("a sheet", lambda entry: entry.statement.source.sheet),
    ("an address", lambda entry: entry.actual.source.cell),
    ("words", lambda entry: entry.statement.text),
    ("a number", lambda entry: entry.actual.value),
    ("a department", lambda entry: entry.department),
    ("a subject", lambda entry: entry.subject),
    ("a scope", lambda entry: entry.scope),
]


@pytest.mark.parametrize("part", [part for _, part in ALIKE], ids=[name for name, _ in ALIKE])
def test_two_ledgers_hold_once_what_they_say_alike(part) -> None:
    share = Shared().share
    one, other = (share(made("甲.xlsx")).entries[0] for _ in range(2))
    assert part(one) is part(other)
    assert part(one) is not part(made("甲.xlsx").entries[0])

"""Every cell that was understood, a row each: of thousands of ledgers a quarter of a million, kept packed and opened some at a time."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Literal

from ecoreport.model.source import Source
from ecoreport.model.subject import Subject
from ecoreport.records import dataclass

_MOST = 1_000  # rows that are opened at once
_FAST = 1  # zlib's least effort

ContentKind = Literal[
    "value", "numerator", "denominator", "average", "average_change", "assigned", "assigned_met", "self_assessment", "statement",
    "data_source", "evidence", "remark", "sample_size", "former", "unit", "name", "plan", "other",  # of an item's row
    "status", "progress", "done", "quantity", "funds", "problem", "next_step",  # of a key task's
    "evidence_list", "highlight", "department", "period", "filled_on", "seal",
    "answer",  # to a question, on 反馈意见
]  # fmt: skip
Fate = Literal[
    "adopted",
    "earlier",  # as the value of an earlier year
    "blank",  # —, /: nothing is said
    "replaced",  # by a later answer: `by` is its file, or its place in the same file
    "repeated",  # it says what another answer says: `by` is where
    "region",  # it is a county's: `by` names it
    "elsewhere",  # it is nobody's of ours: `by` is who says it, as written
    "told",  # it is told to be another place's or another kind of number: `by` are the words
    "asked",  # `by` is the question's id
    "outranked",  # by another department's or another cell's: `by` names it
    "year",  # of a year that is not judged
    "plan",  # a text of the plan, as somebody changed it
    "kept",  # nothing is judged by it
    "unasked",  # it answers a question that is asked no longer
]


@dataclass(frozen=True, slots=True)
class ContentRow:
    """One cell that was understood, and what became of it: adopted, or why not."""

    source: Source
    department: str | None
    region: str | None
    subjects: tuple[Subject, ...]  # that it speaks of; none: the whole ledger's
    years: tuple[int, ...]
    kind: ContentKind
    text: str
    fate: Fate
    by: str = ""
    elsewhere: str | None = None  # who speaks, as written, where that is nobody of ours


@dataclass(frozen=True, slots=True, eq=False)
class ContentRows:
    """A sequence of `ContentRow`, equal to a tuple of the same, that takes some bytes a row; made by `of`."""

    packs: tuple[tuple[int, bytes], ...] = ()  # how many rows, and the rows

    @classmethod
    def of(cls, rows: Iterable[ContentRow]) -> "ContentRows":
        """Pack rows as they come."""
        left = iter(rows)
        return cls(tuple(_pack(some) for some in iter(lambda: list(islice(left, _MOST)), [])))

    def changed(self, change: Callable[[ContentRow], ContentRow]) -> "ContentRows":
        """Change every row."""
        return ContentRows.of(map(change, self))

    def __iter__(self) -> Iterator[ContentRow]:
        return (_row(*told) for _, pack in self.packs for told in json.loads(zlib.decompress(pack).decode("utf-8", "surrogatepass")))

    def __len__(self) -> int:
        return sum(count for count, _ in self.packs)

    def __getitem__(self, index: int) -> ContentRow:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ContentRows) and self.packs == other.packs:
            return True
        return tuple(self) == tuple(other) if isinstance(other, ContentRows | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.packs)


def _pack(rows: list[ContentRow]) -> tuple[int, bytes]:
    told = [
        (row.source.file, row.source.sheet, row.source.cell, row.department, row.region, row.subjects, row.years, row.kind, row.text,
         row.fate, row.by, row.elsewhere)
        for row in rows
    ]  # fmt: skip
    return len(rows), zlib.compress(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"), _FAST)


def _row(
    file: str, sheet: str | None, cell: str | None, department: Any, region: Any, subjects: list[str], years: list[int], *told: Any
) -> ContentRow:
    return ContentRow(Source(file, sheet, cell), department, region, tuple(map(Subject, subjects)), tuple(years), *told)

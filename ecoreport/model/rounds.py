"""What one round leaves to the next: what people typed, what was closed, what changed (contract: Rounds)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from ecoreport.model.finding import Severity
from ecoreport.model.plain import Row
from ecoreport.model.source import Source
from ecoreport.model.subject import Subject

ClosedHow = Literal[
    "rechecked",  # the same check no longer finds it
    "adjudicated",  # 核定值: the office gave the value, and on what ground
    "withdrawn",  # the file that spoke is gone
]
ChangeKind = Literal["item", "task", "submission", "finding"]
PersonField = Literal["deadline", "state", "person", "finished_on", "remark", "value", "basis", "reading", "waived_until"]


@dataclass(frozen=True, slots=True)
class TypedCell:
    """One cell that a person filled in, as written, with the day or the number that it holds where it holds one."""

    text: str
    source: Source
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """What people wrote beside one finding, by field of 问题清单; `extra` are columns that they added, by heading."""

    cells: Mapping[PersonField, TypedCell] = field(default_factory=dict)
    extra: Mapping[str, TypedCell] = field(default_factory=dict)

    def text(self, name: PersonField) -> str:
        """Give what stands in a field, "" where nothing does."""
        cell = self.cells.get(name)
        return cell.text if cell else ""

    def day(self, name: PersonField) -> date | None:
        """Give the day that a field holds; None where it holds none."""
        cell = self.cells.get(name)
        return cell.day if cell else None


@dataclass(frozen=True, slots=True)
class ClosedFinding:
    """A finding that is settled, and how; it stays in every later round's memory with what people wrote beside it."""

    id: str
    code: str
    severity: Severity
    message: str
    department: str | None
    subject: Subject | None
    first_round: int
    closed_round: int
    how: ClosedHow
    typed: Typed = Typed()

    @property
    def item(self) -> str | None:
        """Give the id of the item or goal that it was about."""
        return self.subject.item if self.subject else None

    @property
    def task(self) -> int | None:
        """Give the number of the key task that it was about."""
        return self.subject.task if self.subject else None


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise than in the round before: an item, a task, a department's submission, or (in `diff`) a finding.

    `before` and `after` hold value, text, status, standing, source (a task: progress too) as result.json says them; None: there was none.
    """

    kind: ChangeKind
    id: str  # "15.1", "T7", "市水利局", a finding's id
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Adjudication:
    """A value that the office settled by asking, and on what ground (核定值, 核定依据); `source` is the cell of 汇总表.xlsx."""

    finding: str
    subject: Subject
    year: int
    text: str  # as typed
    basis: str
    source: Source
    value: Decimal | None = None  # in the plan's unit; a task's percent


@dataclass(frozen=True, slots=True)
class PreviousRound:
    """The round that this one continues."""

    round: int
    as_of: date
    result: str  # sha256 of its result.json

"""What one round leaves to the next: what people typed, what was closed, what changed (contract: Rounds)."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from ecoreport.model.finding import Finding
from ecoreport.model.pending import Pending
from ecoreport.model.plain import Row
from ecoreport.model.source import Source
from ecoreport.model.subject import Subject
from ecoreport.records import dataclass

ClosedHow = Literal[
    "rechecked",  # the same check no longer finds it
    "adjudicated",  # 核定值: the office gave the value, and on what ground
    "withdrawn",  # the file that spoke is gone
]
ChangeKind = Literal["item", "task", "submission", "finding"]
PersonField = Literal["deadline", "state", "person", "finished_on", "remark", "value", "basis", "reading", "waived_until", "answer"]
PENDING_FIELDS: tuple[PersonField, ...] = ("answer", "basis")  # of 待补清单
PERSON_FIELDS: tuple[PersonField, ...] = tuple(name for name in get_args(PersonField) if name != "answer")  # of 问题清单


@dataclass(frozen=True, slots=True)
class TypedCell:
    """One cell that a person filled in, as written, with the day or the number that it holds where it holds one."""

    text: str
    source: Source
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """What people wrote beside one finding, or one line of 待补清单, by field; `extra` are columns that they added, by heading."""

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
    """A finding that is settled, and how; it stays in every later round's memory, and what people wrote beside it."""

    finding: Finding  # as it was when it was last found
    closed_round: int
    how: ClosedHow


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise than in the round before: an item, a task, a department's submission, or (in `diff`) a finding.

    `before` and `after` hold value, text, status, standing, source (a task: progress too) as result.json says them; None: there was none.
    Those of a finding hold state, severity, department, item, task, message and the like.
    """

    kind: ChangeKind
    id: str  # "15.1", "T7", "市水利局", a finding's id
    before: Row | None
    after: Row | None
    how: ClosedHow | None = None  # a finding that went: how it was closed, where that is known


@dataclass(frozen=True, slots=True)
class Adjudication:
    """A value that the office settled by asking, and on what ground (核定值, 核定依据); `source` is the cell of 汇总表.xlsx."""

    finding: str  # or the line of 待补清单
    subject: Subject
    year: int
    text: str  # as typed
    basis: str
    source: Source
    value: Decimal | None = None  # in the plan's unit; a task's percent
    reported: str = ""  # what the ledgers said when it was settled


@dataclass(frozen=True, slots=True)
class PreviousRound:
    """The round that this one continues."""

    round: int
    as_of: date
    result: str  # sha256 of its result.json


@dataclass(frozen=True, slots=True)
class Twice:
    """One place that was filled in twice, differently: in two copies of 汇总表.xlsx, or in two rows of one finding."""

    finding: str  # or the line of 待补清单
    field: PersonField
    one: TypedCell
    other: TypedCell


@dataclass(frozen=True, slots=True)
class Question:
    """Something that was typed and cannot be taken as it stands: what kind of fault, in which row, about what, in which words."""

    kind: str  # "no_basis", "not_a_day" …: each is one rule's
    row: str  # the finding, or the line of 待补清单
    subject: Subject | None
    source: Source
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Memory:
    """What an earlier run left behind: what it found, what was settled, how the results stood, and what people typed since."""

    round: PreviousRound
    period: int
    system: str  # the plan's name
    ledgers: tuple[str, ...]  # the digests of what was read, sorted
    findings: tuple[Finding, ...]
    closed: tuple[ClosedFinding, ...]
    results: Mapping[tuple[ChangeKind, str], Row]  # how each item, task and submission stood
    changes: tuple[Change, ...]  # … against the round before it
    before: PreviousRound | None  # which that was
    typed: Mapping[str, Typed]  # by finding
    twice: tuple[Twice, ...] = ()  # what was typed in two places, and differs
    adjudications: tuple[Adjudication, ...] = ()  # as the earlier run took them
    pending: tuple[Pending, ...] = ()  # the lines of its 待补清单


@dataclass(frozen=True, slots=True)
class SuppliedFact:
    """A fact that targets are judged by, typed into 待补清单: of one item and year, or (a kind of place) of the whole place."""

    name: str  # "average", "average_change", "assigned", "assigned_met"; "branch": a kind of place
    value: Decimal | bool | str
    source: Source
    item: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the office has settled by what it typed, and what of it cannot be taken as it stands."""

    adjudications: tuple[Adjudication, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()  # the signature of a table's form, and the letter of the reading chosen for it
    waived: Mapping[str, date] = field(default_factory=dict)  # by finding: until when, that day included
    due: Mapping[str, date] = field(default_factory=dict)  # by finding: 整改期限
    questions: tuple[Question, ...] = ()
    facts: tuple[SuppliedFact, ...] = ()
    filled: Mapping[str, TypedCell] = field(default_factory=dict)  # what the paper says in place of a mark, by line of 待补清单

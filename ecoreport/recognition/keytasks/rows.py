"""One task's row as it is understood, and what claims to tell its state."""

from dataclasses import field

from ecoreport.model import Cell, Scope, TaskStatus
from ecoreport.model.layout import Slot
from ecoreport.recognition.keytasks.names import Named
from ecoreport.records import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that tell a state, in the slot that a reader is sent to."""

    state: TaskStatus
    slot: Slot


@dataclass(slots=True)
class Row:
    """One task's row as it was understood."""

    line: int
    place: int
    cell: Cell
    named: Named
    slots: list[Slot] = field(default_factory=list)  # the state first
    told: bool = False  # something in it tells a state
    structured: bool = False  # a tick, a light, a heading, a section tells, which no heading of a column would
    rivals: tuple[str, ...] = ()  # what else it may be
    scope: Scope = Scope()
    headings: set[str] = field(default_factory=set)

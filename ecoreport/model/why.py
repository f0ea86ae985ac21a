"""Why a result is what it is: how its target was understood, what would turn it, and the record that `why` gives of both."""

from typing import Literal

from ecoreport.model.judgement import ItemStatus
from ecoreport.records import dataclass

Join = Literal["", "all", "any", "branches"]  # one requirement, or several: 且, 或, one for each kind of place


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of a target in words, and how the facts hold against it."""

    words: str
    holds: bool | None = None  # None: open, or nothing was held against it
    reason: str = ""
    join: Join = ""
    branch: str = ""  # the kind of place that it is for
    parts: tuple["Requirement", ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One single thing that would give another status, all else as it is."""

    fact: str  # a field of `Facts`, "reading", or of a task: "status", "progress", "quantities"
    when: str  # "≥85", "丘陵区", 分子÷分母85.71
    status: ItemStatus | Literal["completed", "in_progress", "behind", "not_started"]

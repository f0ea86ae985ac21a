"""What a value stands on: what the batch says against it, and how else it may be understood (contract: Standing)."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from decimal import Decimal
from typing import Literal, Protocol

from ecoreport.model.judgement import ItemStatus
from ecoreport.model.source import Source
from ecoreport.records import dataclass

Standing = Literal[
    "confirmed",  # 确证: nothing in the batch speaks against it
    "doubted",  # 存疑: it may well be otherwise
    "contradicted",  # 矛盾: the batch itself refutes it
]
_WORST_FIRST: tuple[Standing, ...] = ("contradicted", "doubted", "confirmed")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that the batch says against a value or a task's state, found by the judge; the rule of its kind tells it.

    `words` fill the blanks of that rule's message. What is `refuting` is no question of degree: the batch itself says otherwise.
    """

    kind: str  # "ratio", "slip", "taken_back" …: each is one rule's
    source: Source | None
    department: str | None = None
    refuting: bool = False
    others: tuple[Source, ...] = ()
    words: Mapping[str, object] = field(default_factory=dict)
    key: str = ""  # tells two doubts of one kind apart
    settled: bool = False  # the department's own words beside it say why it is so

    @property
    def doubting(self) -> bool:
        """Does it still stand: a refutation is settled by no words."""
        return self.refuting or not self.settled


@dataclass(frozen=True, slots=True)
class Reading:
    """One plausible way to understand what was reported, with its own verdict; the one as written comes first."""

    why: str  # 填报, 分子÷分母, 说明中的数 …
    status: ItemStatus
    value: Decimal | None = None  # in the plan's unit
    text: str | None = None
    source: Source | None = None
    reason: str = ""


class Voice(Protocol):
    """What may speak against a value: a doubt of the judge, or an open finding."""

    @property
    def doubting(self) -> bool: ...

    @property
    def refuting(self) -> bool: ...


def standing_of(status: str, voices: Iterable[Voice]) -> Standing | None:
    """Weigh what speaks against a value or a state; what holds under every reading is doubted at most, None: nothing was reported."""
    if status == "not_reported":
        return None
    heard = tuple(voices)
    if any(voice.refuting for voice in heard):
        return "doubted" if status in ("met", "completed") else "contradicted"
    return "doubted" if any(voice.doubting for voice in heard) else "confirmed"


def worst(standings: Iterable[Standing | None]) -> Standing | None:
    """Give the worst of several; None where nothing of it was reported."""
    known = set(standings)
    return next((standing for standing in _WORST_FIRST if standing in known), None)

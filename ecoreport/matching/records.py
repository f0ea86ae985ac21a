"""What a name was taken for."""

from typing import Literal

from ecoreport.records import dataclass

How = Literal["stamp", "number_and_name", "name", "variant", "similarity", "none"]


@dataclass(frozen=True, slots=True)
class Candidate:
    id: str
    name: str
    score: float  # 0–100


@dataclass(frozen=True, slots=True)
class Match:
    """What a name was taken for, or the nearest names to ask about."""

    id: str | None
    how: How = "none"
    candidates: tuple[Candidate, ...] = ()  # the nearest three, best first
    unit: str | None = None  # a unit written behind the name
    number_contradicts: bool = False
    number_agrees: bool = False
    year: int | None = None  # a year written about the name: 2019年森林覆盖率

    @property
    def asked(self) -> bool:
        return self.id is None and bool(self.candidates)

    @property
    def sure(self) -> bool:
        return self.id is not None and self.how != "similarity"

"""How many of a set stand where, and on what: the one count that every sheet, paper, chart and file shows."""

from collections import Counter
from collections.abc import Iterable

from ecoreport.model.results import IndicatorResult, ItemResult, TaskResult
from ecoreport.model.standing import Standing
from ecoreport.records import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items or indicators stand where; `doubted` are those of the met whose ground is in doubt."""

    met: int = 0
    not_met: int = 0
    undecided: int = 0
    not_applicable: int = 0
    not_reported: int = 0
    doubted: int = 0

    @property
    def total(self) -> int:
        return self.met + self.not_met + self.undecided + self.not_applicable + self.not_reported


@dataclass(frozen=True, slots=True)
class TaskTally:
    """How many key tasks stand where; `doubted` are those of the completed whose ground is in doubt."""

    completed: int = 0
    in_progress: int = 0
    behind: int = 0
    not_started: int = 0
    not_reported: int = 0
    doubted: int = 0

    @property
    def total(self) -> int:
        return self.completed + self.in_progress + self.behind + self.not_started + self.not_reported


def tally(results: Iterable[ItemResult | IndicatorResult]) -> Tally:
    """Count results by their status, and the doubted among the met."""
    counted = count(((result.status, result.standing) for result in results), "met")
    return Tally(**counted)


def tally_tasks(results: Iterable[TaskResult]) -> TaskTally:
    """Count key tasks by their state, and the doubted among the completed."""
    counted = count(((result.assessment.status, result.standing) for result in results), "completed")
    return TaskTally(**counted)


def count(told: Iterable[tuple[str, Standing | None]], good: str) -> Counter[str]:
    """Count statuses, and what is not confirmed among the good ones."""
    counted: Counter[str] = Counter()
    for status, standing in told:
        counted[status] += 1
        counted["doubted"] += status == good and standing != "confirmed"
    return counted

"""What the plan asks of a department, worked out once for a plan: everyone who must know reads it here."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from ecoreport.demands.quantities import extract_goals
from ecoreport.language import patterns as re
from ecoreport.model import Goal, IndicatorSystem, Item, KeyTask, Measure, Operator, QuantityGoal
from ecoreport.records import dataclass
from ecoreport.targets import Target, parse_target

_HUNDRED = Decimal(100)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Demand:
    """What one item, or one goal of the plan's text, asks for."""

    subject: Item | Goal
    target: Target
    measure: Measure  # 度量 of the sheet 指标; where it is left blank, told by name, unit and target

    @property
    def facts(self) -> frozenset[str]:
        """Name the facts, by their fields of `Facts`, that may decide it."""
        return self.target.needs

    @property
    def bound(self) -> tuple[Operator, Decimal] | None:
        """Give operator and number where the whole target is one plain comparison."""
        return self.target.single_bound

    @property
    def expects(self) -> Literal["number", "words", "either"]:
        """Does a cell of it hold a number, words, or whichever its office has."""
        if self.measure == "文字":
            return "either" if self.subject.has_unit or self.subject.direction else "words"
        return "either" if "statement" in self.facts or not self.subject.has_unit else "number"

    @property
    def is_share(self) -> bool:
        return self.subject.unit == "%"

    @property
    def lowest(self) -> Decimal | None:
        """Give the least that it can be: a change may fall by all, everything else begins at nothing."""
        if self.measure == "变化率":
            return -_HUNDRED if self.is_share else None
        return Decimal(0)

    @property
    def highest(self) -> Decimal | None:
        return _HUNDRED if self.is_share else None

    @property
    def only_assigned(self) -> bool:
        """Is it what a higher level assigns, and no number of the plan's own."""
        return "assigned" in self.facts and not any(character.isdecimal() for character in self.subject.target)


@dataclass(frozen=True, slots=True)
class TaskDemand:
    """What one key task asks for."""

    task: KeyTask
    quantities: tuple[QuantityGoal, ...]  # the amounts that its text plans

    def speaks_of_years_before(self, period: int) -> bool:
        """Does its text name an earlier year: what proves it may be as old."""
        return any(int(year) < period for year in _YEAR.findall(self.task.content))


@dataclass(frozen=True, slots=True)
class Demands:
    """All that one plan asks for."""

    system: IndicatorSystem
    subjects: Mapping[str, Demand]  # by id: the items, then the goals of the text
    tasks: Mapping[int, TaskDemand]  # by number


def work_out(system: IndicatorSystem) -> Demands:
    """Parse every target of a plan, and every amount of its key tasks."""
    subjects: tuple[Item | Goal, ...] = (*system.items, *system.goals)
    return Demands(
        system,
        {subject.id: _demand(subject) for subject in subjects},
        {task.no: TaskDemand(task, extract_goals(task.content)) for task in system.key_tasks},
    )


def _demand(subject: Item | Goal) -> Demand:
    target = parse_target(subject.target, unit=subject.unit, direction=subject.direction)
    own = subject.measure if isinstance(subject, Item) else None
    return Demand(subject, target, own or target.measure_of(subject.name))


_worked_out: list[Demands] = []  # the last few, newest first: plans compare too slowly to be keys
_KEPT = 4


def demands_of(system: IndicatorSystem) -> Demands:
    """Give what a plan asks for, worked out once for all who ask."""
    known = next((each for each in _worked_out if each.system is system), None)
    if known is None:
        known = work_out(system)
        _worked_out[:] = [known, *_worked_out[: _KEPT - 1]]
    return known

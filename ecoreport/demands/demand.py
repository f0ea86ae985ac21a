"""What the plan asks of a department, worked out once for a plan: everyone who must know reads it here."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Literal, TypeVar

from ecoreport.demands.quantities import extract_goals
from ecoreport.language import patterns as re
from ecoreport.machine import remembered
from ecoreport.model import Goal, IndicatorSystem, Item, KeyTask, Measure, Operator, QuantityGoal
from ecoreport.records import dataclass
from ecoreport.targets import Target, parse_target

Key = TypeVar("Key")
Given = TypeVar("Given")
Made = TypeVar("Made")
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


class _WhenAsked(Mapping[Key, Made]):
    """What is worked out of each when it is asked for first: one ledger asks for few of a plan's hundreds."""

    def __init__(self, given: Mapping[Key, Given], work_out: Callable[[Given], Made]) -> None:
        self._given, self._work_out = given, work_out
        self._made: dict[Key, Made] = {}

    def __getitem__(self, key: Key) -> Made:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._work_out(self._given[key])
        return made

    def __contains__(self, key: object) -> bool:
        return key in self._given

    def __iter__(self) -> Iterator[Key]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)


def work_out(system: IndicatorSystem) -> Demands:
    """Parse the targets of a plan, and the amounts of its key tasks, each when it is asked for first."""
    subjects: tuple[Item | Goal, ...] = (*system.items, *system.goals)
    by_id = {subject.id: subject for subject in subjects}
    return Demands(system, _WhenAsked(by_id, _demand), _WhenAsked({task.no: task for task in system.key_tasks}, _task_demand))


def _demand(subject: Item | Goal) -> Demand:
    target = parse_target(subject.target, unit=subject.unit, direction=subject.direction)
    own = subject.measure if isinstance(subject, Item) else None
    return Demand(subject, target, own or target.measure_of(subject.name))


def _task_demand(task: KeyTask) -> TaskDemand:
    return TaskDemand(task, extract_goals(task.content))


@remembered(4)
def demands_of(system: IndicatorSystem) -> Demands:
    """Give what a plan asks for, worked out once for all who ask."""
    return work_out(system)

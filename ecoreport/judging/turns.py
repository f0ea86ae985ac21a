"""What would turn a verdict: one fact at a time, all else as it is, tried by the same judge."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from ecoreport.demands import Demand, TaskDemand
from ecoreport.judging.tasks import told_status
from ecoreport.model import (
    Assessment,
    Facts,
    Figure,
    ItemStatus,
    KeyTaskReport,
    Note,
    QuantityGoal,
    Source,
    TaskAssessment,
    TaskStatus,
    Turn,
    VerdictStatus,
)
from ecoreport.model.facts import JUDGED_FIELDS
from ecoreport.quantity import plain
from ecoreport.targets.nodes import AgainstAverage, Between, Comparison, show
from ecoreport.targets.subjects import find_leaves
from ecoreport.targets.years import ChangeByNumber, Consecutive, Shift
from ecoreport.vocabulary import Vocabulary

_HAIR = Decimal("1E-9")  # just above or below a bound: finer than any measurement
_HUNDRED = Decimal(100)
_DECIDED = ("met", "not_met")
Numeric = Literal["actual", "average", "average_change", "assigned", "previous"]


def turns_of(demand: Demand, assessment: Assessment, known: Facts) -> tuple[Turn, ...]:
    """List what would make the status met or not met where it is not: a reading, the value, a fact; `known` are the facts without it.

    A value is sought by the bounds at which the judge's answer changes; nothing is claimed between bounds that are not known.
    """
    facts = known if assessment.verdict is None else assessment.facts
    tried = _tried(demand, facts, assessment.status, reported=assessment.verdict is not None)
    return tuple(dict.fromkeys((*_of_readings(assessment), *tried)))


@lru_cache(maxsize=1 << 12)  # what nobody reported turns by the same values in every round, and in every place
def _tried(demand: Demand, facts: Facts, status: ItemStatus, *, reported: bool) -> tuple[Turn, ...]:
    return (*_of_the_value(demand, facts, status, reported=reported), *_of_facts(demand, facts))


def _of_readings(assessment: Assessment) -> Iterator[Turn]:
    for reading in assessment.readings:
        if reading.status in _DECIDED and reading.status != assessment.status:
            value = format(reading.value, "f") if reading.value is not None else f"“{reading.text}”" if reading.text else ""
            yield Turn("reading", f"{reading.why}{value}", reading.status)


def _of_the_value(demand: Demand, facts: Facts, now: ItemStatus, *, reported: bool) -> Iterator[Turn]:
    """Say which values give another status; words beside the value are left out, for they speak of the one that was reported."""
    if "actual" in demand.facts:
        number = replace(facts, statement=None)
        for stretch in _stretches(demand, number, "actual", demand.lowest, demand.highest):
            if stretch.status != now:
                yield Turn("actual", stretch.name, stretch.status)
    if "statement" in demand.facts and (facts.actual is None or not reported):
        asked = demand.subject.target
        for words in (asked, f"未{asked}"):
            status = demand.target.judge(replace(facts, actual=None, statement=words)).status
            if status in _DECIDED and status != now:
                yield Turn("statement", words, status)


def _of_facts(demand: Demand, facts: Facts) -> Iterator[Turn]:
    """Try each fact beside the value against the verdict on the value as written."""
    if facts.actual is None and facts.statement is None:
        return
    now = demand.target.judge(facts).status
    for name in JUDGED_FIELDS:
        if name in demand.facts:
            stretches = _stretches(demand, facts, name)  # type: ignore[arg-type]  # a field of numbers
            yield from (Turn(name, each.name, each.status) for each in stretches if each.status != now)
    if now == "undecided" and "previous" in demand.facts:
        yield from (Turn("previous", each.name, each.status) for each in _stretches(demand, facts, "previous"))
    if "assigned_met" in demand.facts and facts.assigned is None:
        for answer, said in ((True, "是"), (False, "否")):
            status = demand.target.judge(replace(facts, assigned_met=answer)).status
            if status in _DECIDED and status != now:
                yield Turn("assigned_met", said, status)
    if facts.branch is None and now == "undecided":
        for branch in demand.target.branches:
            status = demand.target.judge(replace(facts, branch=branch.label)).status
            if status in _DECIDED:
                yield Turn("branch", branch.label, status)


class _Stretch(NamedTuple):
    """A stretch of the number line on which the judge decides one and the same; no end where it goes on."""

    low: Decimal | None
    with_low: bool
    high: Decimal | None
    with_high: bool
    status: VerdictStatus

    @property
    def name(self) -> str:
        low = f"{'≥' if self.with_low else '＞'}{plain(self.low)}" if self.low is not None else ""
        high = f"{'≤' if self.with_high else '＜'}{plain(self.high)}" if self.high is not None else ""
        return f"={plain(self.low)}" if self.low is not None and self.low == self.high else "且".join(filter(None, (low, high)))


def _stretches(
    demand: Demand, facts: Facts, name: Numeric, lowest: Decimal | None = None, highest: Decimal | None = None
) -> Iterator[_Stretch]:
    """Walk along a number from bound to bound, and give each stretch on which it is decided, but one without any end."""

    def judge(number: Decimal) -> VerdictStatus:
        return demand.target.judge(_with(facts, name, number)).status

    def within(number: Decimal) -> bool:
        return (lowest is None or lowest <= number) and (highest is None or number <= highest)

    pieces = list(_pieces(sorted(set(filter(within, _bounds(demand, facts)))), judge, lowest, highest))
    for status, group in groupby(pieces, key=lambda piece: piece.status):
        several = tuple(group)
        first, last = several[0], several[-1]
        low = None if first.with_low and first.low == lowest else first.low
        high = None if last.with_high and last.high == highest else last.high
        if status in _DECIDED and (low is not None or high is not None):
            yield _Stretch(low, first.with_low, high, last.with_high, status)


def _pieces(
    bounds: Sequence[Decimal], judge: Callable[[Decimal], VerdictStatus], lowest: Decimal | None, highest: Decimal | None
) -> Iterator[_Stretch]:
    """Give bounds and what lies between them in turn; where the two ends of a piece differ it is open."""

    def between(low: Decimal | None, high: Decimal | None) -> _Stretch:
        one = low + _HAIR if low is not None else lowest if lowest is not None else bounds[0] - 1
        other = high - _HAIR if high is not None else highest if highest is not None else bounds[-1] + 1
        status = judge(one)
        return _Stretch(low, False, high, False, status if judge(other) == status else "undecided")

    for before, bound in pairwise((None, *bounds)):
        if bound != lowest:
            yield between(before, bound)
        yield _Stretch(bound, True, bound, True, judge(bound))  # type: ignore[arg-type]  # only the first is None
    if bounds and bounds[-1] != highest:
        yield between(bounds[-1], None)


def _with(facts: Facts, name: Numeric, number: Decimal) -> Facts:
    """Put one number in; a year before goes in front of those that are known."""
    if name == "previous":
        return replace(facts, previous=(number, *facts.previous))
    return replace(facts, **{name: number})  # type: ignore[arg-type]  # a field of numbers


def _bounds(demand: Demand, facts: Facts) -> Iterator[Decimal]:
    """List every number at which an answer may change: the target's own, the facts, and what they make of one another."""
    yield from (each for each in (facts.actual, facts.average, facts.assigned, *facts.previous) if each is not None)
    if facts.previous:
        last = facts.previous[-1]
        yield from (last + facts.average_change,) if facts.average_change is not None else ()
        yield from (facts.actual - last,) if facts.actual is not None else ()
    for leaf in find_leaves(demand.target.tree) if demand.target.tree else ():
        match leaf:
            case Comparison() | Consecutive():
                yield leaf.bound
            case Between():
                yield from (leaf.low, leaf.high)
            case AgainstAverage():
                yield from (facts.average * leaf.share / 100 + leaf.offset,) if facts.average is not None else ()
                yield from ((facts.actual - leaf.offset) * 100 / leaf.share,) if facts.actual is not None and leaf.share else ()
            case Shift() | ChangeByNumber() if facts.previous:
                last, part = facts.previous[-1], facts.previous[-1] * leaf.bound / 100
                yield from (last + leaf.bound, last - leaf.bound, last + part, last - part)


_DONE = "已完成"


def task_turns(demand: TaskDemand, assessment: TaskAssessment, vocabulary: Vocabulary, period: int) -> tuple[Turn, ...]:
    """List what of a task's report would make it completed, alone or together, or else leave it short."""
    report = assessment.chosen or KeyTaskReport(demand.task.id, demand.task.lead_department, "", Source(""))
    return _task_turns(demand, report, assessment.status, assessment.goals, vocabulary, period)


@lru_cache(maxsize=1 << 10)  # most tasks are reported in few ways, or not at all
def _task_turns(
    demand: TaskDemand, report: KeyTaskReport, now: TaskStatus, goals: tuple[QuantityGoal, ...], vocabulary: Vocabulary, period: int
) -> tuple[Turn, ...]:
    place = Source("")

    def told(**changes: object) -> TaskStatus | None:
        return told_status(demand, replace(report, **changes), vocabulary, period)  # type: ignore[arg-type]  # fields of a report

    def figures(*, short: bool) -> tuple[Figure, ...]:
        return tuple(Figure("value", "", place, value=goal.number - (_HAIR if short else 0)) for goal in goals)

    def name(sign: str) -> str:
        return "、".join(f"{goal.object}{sign}{show(goal.number)}{goal.unit}" for goal in goals)

    enough: dict[str, tuple[str, object]] = {
        "status": (_DONE, Note(_DONE, place)),
        "progress": ("进度100%", Figure("value", "100", place, _HUNDRED)),
    }
    less: dict[str, tuple[str, object]] = {"progress": ("进度不足100%", Figure("value", "99", place, _HUNDRED - 1))}
    if goals:
        enough["quantities"] = (name("≥"), figures(short=False))
        less["quantities"] = (name("＜"), figures(short=True))
    tried = less if now == "completed" else enough
    turns = [Turn(fact, when, status) for fact, (when, value) in tried.items() if (status := told(**{fact: value})) not in (None, now)]
    if now != "completed" and not any(turn.status == "completed" for turn in turns):
        status = told(**{fact: value for fact, (_, value) in enough.items()})
        words = "、".join(when for when, _ in enough.values())
        turns += [Turn("together", words, status)] if status == "completed" else []
    return tuple(turns)

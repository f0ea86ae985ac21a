"""Requirements that look back: every year better than the last (逐年提高), not worse than last year, by so much, so many years on end."""

from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from ecoreport.model import Direction, Facts, Operator
from ecoreport.records import dataclass
from ecoreport.targets.figures import with_rank_told, with_years_told
from ecoreport.targets.nodes import (
    ACTUAL,
    BEFORE_LAST,
    CHANGE,
    LAST,
    WAY,
    Answer,
    Node,
    cite,
    compare,
    hold_words,
    lack,
    measure_gap,
    show,
)

_LARGEST_SHIFT = 10  # of an index of 100: what is larger is the index, not its change


@dataclass(frozen=True, slots=True)
class Trend:
    """逐年提高: every step of the years strictly in the better direction, at least two of them."""

    way: Direction | None
    text: str
    subject: str = ""
    years: int = 0  # 近三年: no step before them counts
    words: Node | None = None  # the target's own words, where no number is asked for

    @property
    def needs(self) -> frozenset[str]:
        return _of_years(self.words)

    @property
    def steps_needed(self) -> int:
        return max(2, self.years - 1)

    def hold(self, facts: Facts) -> Answer:
        facts = with_years_told(facts)
        if facts.actual is None:
            return hold_words(self.words, facts)
        absent = BEFORE_LAST if self.steps_needed == 2 else f"前{self.steps_needed}年数值"
        values = (*facts.previous, facts.actual)[-(self.steps_needed + 1 if self.years else len(facts.previous) + 1) :]
        if len(values) == 1:
            return lack(absent, *((LAST,) if self.steps_needed == 2 else ()))
        if self.way is None:
            return lack(WAY)
        told = f"近{len(values)}年为{'→'.join(show(value) for value in values)}"
        for earlier, later in pairwise(values):
            if not compare(later, ">" if self.way == "up" else "<", earlier):
                return Answer(False, f"{told}，未达到{cite(self.text)}要求")
        if len(values) - 1 < self.steps_needed:
            if len(values) == 2:
                told = f"上年{show(values[0])}、本年{show(values[1])}，较上年{'上升' if self.way == 'up' else '下降'}"
            return Answer(None, f"{told}，缺{absent}，无法判定是否{self.text}", missing=(absent,))
        return Answer(True, f"{told}，达到{cite(self.text)}要求")


@dataclass(frozen=True, slots=True)
class Consecutive:
    """连续三年前10名: every one of so many years on the right side of a number."""

    operator: Operator
    bound: Decimal
    years: int
    text: str
    subject: str = ""
    of_ranks: bool = False

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({"actual"} | ({"previous"} if self.years > 1 else set()) | ({"statement"} if self.of_ranks else set()))

    @property
    def steps_needed(self) -> int:
        return self.years - 1

    def hold(self, facts: Facts) -> Answer:
        facts = with_years_told(facts)
        facts = with_rank_told(facts, self.bound) if self.of_ranks else facts
        if facts.actual is None:
            return lack(ACTUAL)
        values = (*facts.previous, facts.actual)[-self.years :]
        told = f"近{len(values)}年为{'、'.join(show(value) for value in values)}" if len(values) > 1 else f"本年{show(facts.actual)}"
        gap = measure_gap(facts.actual, self.operator, self.bound) if self.years == 1 else None
        if not all(compare(value, self.operator, self.bound) for value in values):
            return Answer(False, f"{told}，未达到{cite(self.text)}要求", gap)
        if len(values) < self.years:
            absent = (LAST, BEFORE_LAST)[len(values) - 1] if self.years <= 3 else f"前{self.steps_needed}年数值"
            return Answer(None, f"{told}，缺{absent}，无法判定是否{self.text}", missing=(absent,))
        return Answer(True, f"{told}，达到{cite(self.text)}要求", gap)


@dataclass(frozen=True, slots=True)
class Shift:
    """△EQI>-1: the change of an index since last year, or since the year that is set for it; reported as such, or as the index itself."""

    operator: Operator
    bound: Decimal
    text: str
    subject: str = ""
    needs: ClassVar = frozenset({"actual", "previous"})

    def hold(self, facts: Facts) -> Answer:
        if facts.actual is None:
            return lack(ACTUAL)
        change = facts.actual
        if abs(change) > _LARGEST_SHIFT:  # the index itself
            if not facts.previous:
                return lack(LAST)
            change -= facts.previous[-1]
        met = compare(change, self.operator, self.bound)
        told = "" if change == facts.actual else f"，较上年变化{change:+f}"
        return Answer(
            met,
            f"{show(facts.actual)}{told}，{'达到' if met else '未达到'}{cite(self.text)}要求",
            measure_gap(change, self.operator, self.bound),
        )


@dataclass(frozen=True, slots=True)
class LastYear:
    """不降低, 保持稳定, 高于上年: the value against the latest year before."""

    operator: Operator | None  # None: which way is better is not known
    text: str
    subject: str = ""
    equal_passes: bool = True
    words: Node | None = None  # 功能未降低 may be said without a number

    @property
    def needs(self) -> frozenset[str]:
        return _of_years(self.words)

    def hold(self, facts: Facts) -> Answer:
        if facts.actual is None:
            return hold_words(self.words, facts)
        if not facts.previous:
            return lack(LAST)
        last = facts.previous[-1]
        told = f"本年{show(facts.actual)}，上年{show(last)}"
        if self.operator is None:
            if facts.actual == last:
                return Answer(self.equal_passes, f"{told}，与上年持平，{'达到' if self.equal_passes else '未达到'}{cite(self.text)}要求")
            return Answer(None, f"{told}，缺{WAY}，无法判定是否{self.text}", missing=(WAY,))
        if compare(facts.actual, self.operator, last):
            return Answer(True, f"{told}，达到{cite(self.text)}要求")
        return Answer(False, f"{told}，未达到{cite(self.text)}要求")


@dataclass(frozen=True, slots=True)
class ChangeAgainstAverage:
    """提高幅度大于全省平均值: this year minus last, in the better direction, against the same of the province."""

    way: Direction | None
    operator: Operator
    text: str
    subject: str = ""
    needs: ClassVar = frozenset({"actual", "previous", "average_change"})

    def hold(self, facts: Facts) -> Answer:
        if facts.actual is None or not facts.previous or facts.average_change is None:
            absent = (
                (ACTUAL, facts.actual is None),
                (LAST, not facts.previous),
                (CHANGE, facts.average_change is None),
            )
            return lack(*(name for name, is_absent in absent if is_absent))
        if self.way is None:
            return lack(WAY)
        sign = 1 if self.way == "up" else -1
        change = facts.actual - facts.previous[-1]
        met = compare(sign * change, self.operator, sign * facts.average_change)
        told = f"较上年变化{change:+f}，{CHANGE}{facts.average_change:+f}"
        return Answer(met, f"{told}，{'达到' if met else '未达到'}{cite(self.text)}要求")


@dataclass(frozen=True, slots=True)
class ChangeByNumber:
    """较上年下降5%以上: this year against last, or against the year that is set, in per cent of that year's value or in points."""

    way: Direction
    operator: Operator
    bound: Decimal
    relative: bool
    text: str
    subject: str = ""
    base: int | None = None  # the year from which it is counted, where that is not last year
    needs: ClassVar = frozenset({"actual", "previous"})

    def hold(self, facts: Facts) -> Answer:
        if facts.actual is None:
            return lack(ACTUAL)
        back = 1 if self.base is None else (facts.year or 0) - self.base
        since = "上年" if back == 1 else f"{self.base}年"
        if not 1 <= back <= len(facts.previous):
            return lack(LAST if back == 1 else f"{since}数值")
        last = facts.previous[-back]
        change = (facts.actual - last) if self.way == "up" else (last - facts.actual)
        if self.relative and last <= 0:
            return Answer(None, f"{since}为{show(last)}，变化率无从计算，无法判定是否{self.text}")
        met = compare(change * 100, self.operator, self.bound * last) if self.relative else compare(change, self.operator, self.bound)
        return Answer(met, f"本年{show(facts.actual)}，{since}{show(last)}，{'达到' if met else '未达到'}{cite(self.text)}要求")


def _of_years(words: Node | None) -> frozenset[str]:
    return frozenset({"actual", "previous"}) | (words.needs if words else frozenset())

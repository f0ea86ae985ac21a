"""What is held against a target, and what comes out."""

from decimal import Decimal
from typing import Literal

from ecoreport.records import dataclass

VerdictStatus = Literal["met", "not_met", "undecided", "not_applicable"]
ItemStatus = Literal["met", "not_met", "undecided", "not_applicable", "not_reported"]


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold everything that a target may be judged on; whatever is not known stays None.

    Numbers are `Decimal` in the target's own unit; nothing is converted here. Source: contract §2, 附件1 “指标值”.
    """

    actual: Decimal | None = None  # in the target's unit
    previous: tuple[Decimal, ...] = ()  # the consecutive years just before, oldest first, the actual not included
    average: Decimal | None = None  # 全省平均值 of the same year
    average_change: Decimal | None = None  # 全省平均变化幅度: this year minus last, in the value's unit
    assigned: Decimal | None = None  # 上级下达目标值
    assigned_met: bool | None = None  # 上级认定
    statement: str | None = None  # the words reported
    branch: str | None = None  # 山区, 中小城市, 沿海地区 …
    subject: str | None = None  # the item's name: words about something else are not about it
    year: int | None = None  # the year judged: another year's words are not this one's
    place: str | None = None  # whose value it is, 舟山市: words about another place are not about it


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold one judgement: its status, the reason as an official would write it, and the distance to the bound.

    `status` is "met", "not_met", "undecided" or "not_applicable"; there is no 基本达标. `gap` is in the target's unit and None where
    the target has no bound. Where undecided, `reason` names what is missing and `missing` lists it.
    """

    status: VerdictStatus
    reason: str
    gap: Decimal | None = None  # actual minus bound, positive on the better side
    missing: tuple[str, ...] = ()  # names of the missing facts where undecided: 全省平均值, 上一年数值 …
    by_words: bool = False  # an assignment held to be met on the department's words alone


Operator = Literal[">=", ">", "<=", "<", "="]


@dataclass(frozen=True, slots=True)
class Bound:
    """The one number that a whole target is compared with."""

    operator: Operator
    number: Decimal

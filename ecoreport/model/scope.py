"""Whose number, of which part of a year, of which kind: what a table, a column or a row says of what stands in it."""

from dataclasses import replace
from datetime import date
from typing import Literal

from ecoreport.model.source import Source
from ecoreport.records import dataclass

ScopeKind = Literal[
    "actual",
    "plan",  # 计划, 目标责任书: what is to be reached
    "forecast",  # 预计, 预测: what will probably be
    "estimate",  # 测算, 快报, 初步: what probably is
    "example",  # 示例, 填报样例: nobody's number
    "void",  # 作废, 已撤回
    "points",  # 得分, 扣分
    "standard",  # 限值, 标准
    "average",  # of a wider area
]


@dataclass(frozen=True, slots=True)
class Scope:
    """Hold what is told of a number besides its item and year; where nothing is told it is this place's, whole year, actual.

    `words` are those that decided, `source` is where they stand (contract: Who speaks, of what).
    """

    kind: ScopeKind = "actual"
    region: str | None = None  # a county or zone that it speaks for, by the plan's name where the plan has it
    elsewhere: str | None = None  # a place or body that is not ours, as written: 宁波市, 全省, 某某有限公司
    part: str | None = None  # the part of the year, as written: 上半年, 1—9月
    until: date | None = None  # the last day of that part
    words: str = ""
    source: Source | None = None

    @property
    def stands(self) -> bool:
        """Is it an actual value of a whole year, of this place or of one of its regions."""
        return self.kind == "actual" and self.elsewhere is None and self.part is None

    @property
    def adopted(self) -> bool:
        """May it be this place's value."""
        return self.stands and self.region is None

    @property
    def asked(self) -> bool:
        """Is it this place's own, but of a part of the year, a forecast or an estimate: asked, not left out."""
        return not self.stands and self.region is None and self.elsewhere is None and self.kind in ("actual", "forecast", "estimate")

    @property
    def bare(self) -> "Scope":
        """Leave out by what words it was told: two tables of the same scope say the same kind of thing."""
        return replace(self, words="", source=None) if self.words or self.source else self

    def within(self, wider: "Scope") -> "Scope":
        """Add what the table around says to what a row or a cell says of itself; the nearer word outranks the wider one."""
        if self == Scope():
            return wider
        own_place = self.region is not None or self.elsewhere is not None
        return replace(
            self,
            kind=self.kind if self.kind != "actual" else wider.kind,
            region=self.region if own_place else wider.region,
            elsewhere=self.elsewhere if own_place else wider.elsewhere,
            part=self.part or wider.part,
            until=self.until if self.part else wider.until,
            words=self.words or wider.words,
            source=self.source or wider.source,
        )

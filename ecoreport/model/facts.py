"""The figures that may stand beside a value: each told once, by the field of the records that hold it."""

from ecoreport.records import dataclass


@dataclass(frozen=True, slots=True)
class FactKind:
    """One figure beside a value: its field in `Entry` (and, where it bears on the verdict, in `Reference` and `Facts`)."""

    field: str
    name: str  # as ledgers head it and messages call it
    judged: bool = False  # it is in the value's unit, and a target may be decided by it
    change: bool = False  # it is a change: 下降5 in its column is −5
    words: bool = False  # words may answer for it


FACTS: tuple[FactKind, ...] = (
    FactKind("numerator", "分子"),
    FactKind("denominator", "分母"),
    FactKind("average", "全省平均值", judged=True),
    FactKind("average_change", "全省平均变化幅度", judged=True, change=True),
    FactKind("assigned", "上级下达目标值", judged=True, words=True),
    FactKind("sample_size", "样本量"),
)
FACT_FIELDS: tuple[str, ...] = tuple(fact.field for fact in FACTS)
JUDGED_FIELDS: tuple[str, ...] = tuple(fact.field for fact in FACTS if fact.judged)
FACT_NAMES: dict[str, str] = {fact.field: fact.name for fact in FACTS}

"""规范性: is it written in the form that was asked for."""

from collections.abc import Iterator

from ecoreport.checks.common import label, reported
from ecoreport.judging.doubts.case import decimals
from ecoreport.rules import NOTICE, Breach, Review, Rule, rule

LONGEST_FRACTION = 4  # digits after the point that a statistic of this plan may carry


@rule(
    "F101",
    NOTICE,
    "规范性",
    "小数位数过多",
    "{subject}填报“{raw}”，小数多达{digits}位",
    "请按统计口径保留两位小数，并与佐证材料一致",
)
def too_many_decimals(review: Review) -> Iterator[Breach]:
    """统计数据一般保留一至两位小数；位数过多多为公式算出后未取舍。"""
    for item, _, entry in reported(review):
        written = entry.actual.written
        if written is not None and entry.actual.conversion is None and decimals(written) > LONGEST_FRACTION:
            words = {"subject": label(item), "raw": entry.actual.raw, "digits": decimals(written)}
            yield Breach(entry.actual.source, entry.department, item.id, words=words)


RULES: tuple[Rule, ...] = (too_many_decimals,)

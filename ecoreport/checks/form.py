"""规范性: is it written in the form that was asked for."""

from collections.abc import Iterator
from decimal import Decimal

from ecoreport.assessment import superseded_files
from ecoreport.checks.common import label, reported
from ecoreport.model import Source
from ecoreport.rules import NOTICE, VERIFY, Breach, Review, Rule, rule

LONGEST_FRACTION = 4  # digits after the point that a statistic of this plan may carry


@rule(
    "F101",
    NOTICE,
    "规范性",
    "小数位数过多",
    "{subject}填报“{raw}”,小数多达{digits}位",
    "请按统计口径保留两位小数,并与佐证材料一致",
)
def too_many_decimals(review: Review) -> Iterator[Breach]:
    """统计数据一般保留一至两位小数;位数过多多为公式算出后未取舍。"""
    for item, _, entry in reported(review):
        written = entry.actual.written
        digits = _fraction_digits(written) if written is not None and entry.actual.conversion is None else 0
        if digits > LONGEST_FRACTION:
            words = {"subject": label(item), "raw": entry.actual.raw, "digits": digits}
            yield Breach(entry.actual.source, entry.department, item.id, words=words)


def _fraction_digits(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@rule(
    "F102",
    VERIFY,
    "规范性",
    "台账模板版本不符",
    "{department}填的是“{edition}”版台账,本次使用的是“{current}”版",
    "请核对指标和任务有无变化;有变化的,改用新下发的台账填报",
)
def other_edition(review: Review) -> Iterator[Breach]:
    """台账应使用与现行指标体系同一版本的模板。"""
    dead = superseded_files(review.batch)
    for submission in review.batch.submissions:
        if submission.edition and submission.edition != review.system.edition and submission.file not in dead:
            words = {"department": submission.department or "该单位", "edition": submission.edition, "current": review.system.edition}
            yield Breach(Source(submission.file), submission.department, key=submission.edition, words=words)


@rule(
    "F103",
    VERIFY,
    "规范性",
    "锁定内容被改动",
    "{subject}所在行的锁定内容被改动:{changes}",
    "指标名称、单位、指标值以下发的为准;对指标有不同意见的,请另行书面提出",
)
def plan_cells_changed(review: Review) -> Iterator[Breach]:
    """下发台账中指标名称、单位、指标值等为方案内容,不得改动。"""
    for item, _, entry in reported(review):
        if entry.plan_cells:
            words = {"subject": label(item), "changes": ";".join(f"{note.source.cell} 现为“{note.text}”" for note in entry.plan_cells)}
            others = tuple(note.source for note in entry.plan_cells[1:])
            yield Breach(entry.plan_cells[0].source, entry.department, item.id, others=others, words=words)


RULES: tuple[Rule, ...] = (too_many_decimals, other_edition, plan_cells_changed)

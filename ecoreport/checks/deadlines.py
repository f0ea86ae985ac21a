"""时限: is it in time."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from ecoreport.judging.ages import is_plausible
from ecoreport.language.dates import write_date
from ecoreport.rules import NOTICE, VERIFY, Breach, Review, Rule, rule

_WARNING_DAYS = 30


@rule(
    "D101",
    VERIFY,
    "时限",
    "逾期报送",
    "{department}的台账填报日期为{dated}，晚于截止日{deadline}",
    "请说明逾期原因；多次逾期的列入通报",
)
def submitted_late(review: Review) -> Iterator[Breach]:
    """台账应在规定的截止日前报送（截止日由创建办填在“参数”表）。"""
    deadline = review.system.parameters.ledger_deadline
    for sign in review.batch.signatures if deadline else ():
        believed = sign.role == "filled_on" and sign.dated and is_plausible(sign.dated, None, review.as_of)
        if believed and sign.dated and deadline and sign.dated > deadline:
            words = {"department": sign.department or sign.file, "dated": write_date(sign.dated), "deadline": write_date(deadline)}
            yield Breach(sign.source, sign.department, words=words)


@rule(
    "D102",
    NOTICE,
    "时限",
    "阶段节点临近或已过",
    "{level}示范市{stage}“{deliverable}”的时限是{due}，{state}，仍有{open}项指标未达标、待定或未填报",
    "请创建办倒排时间，督促责任单位销号",
)
def stage_due(review: Review) -> Iterator[Breach]:
    """方案第二部分规定了各阶段的时间节点；节点前30天起提示。"""
    unsettled = sum(review.assessments[item.id].status in ("not_met", "undecided", "not_reported") for item in review.system.items)
    for stage in review.system.stages if unsettled else ():
        due: dict[date, list[str]] = defaultdict(list)
        for deliverable in stage.deliverables:
            due[deliverable.due or stage.ends].append(deliverable.text)
        for day, texts in due.items():
            left = (day - review.as_of).days
            if left <= _WARNING_DAYS and day.year >= review.as_of.year:
                state = f"还剩{left}天" if left > 0 else "当日到期" if left == 0 else f"已过{-left}天"
                words = {"level": stage.level, "stage": stage.name, "deliverable": "”“".join(texts), "due": write_date(day)}
                yield Breach(key=f"{stage.level}{stage.name}{day}", words=words | {"state": state, "open": unsettled})


@rule(
    "D103",
    VERIFY,
    "时限",
    "填报日期早于考核年",
    "{department}的填报日期“{written}”早于{period}年",
    "请核对填报日期",
)
def dated_before_period(review: Review) -> Iterator[Breach]:
    """填报日期不应早于考核年。"""
    periods = {submission.file: submission.period for submission in review.batch.submissions}
    for sign in review.whole.signatures:
        period = periods.get(sign.file) or review.period
        if sign.role == "filled_on" and sign.dated and sign.dated.year < period:
            words = {"department": sign.department or sign.file, "written": sign.text, "period": period}
            yield Breach(sign.source, sign.department, words=words)


@rule(
    "D104",
    VERIFY,
    "时限",
    "填报日期晚得不合情理",
    "{department}的填报日期“{written}”比报告日{as_of}晚200天以上，不作为报送先后的依据",
    "请核对填报日期；确在该日填报的，请用 --as-of 写明报告日",
)
def dated_long_after(review: Review) -> Iterator[Breach]:
    """填报日期比报告日晚200天以上的，多是笔误，不据以判断哪一份报在后。"""
    for sign in review.whole.signatures:
        if sign.role == "filled_on" and sign.dated and sign.dated > review.as_of and not is_plausible(sign.dated, None, review.as_of):
            words = {"department": sign.department or sign.file, "written": sign.text, "as_of": write_date(review.as_of)}
            yield Breach(sign.source, sign.department, words=words)


RULES: tuple[Rule, ...] = (submitted_late, stage_due, dated_before_period, dated_long_after)

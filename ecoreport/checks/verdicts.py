"""达标: what the one judge decided, and what it lacks to decide."""

from collections.abc import Iterator
from dataclasses import replace

from ecoreport.checks.common import label, reported_subjects
from ecoreport.model import Assessment, Entry, Goal, Item
from ecoreport.rules import ERROR, VERIFY, Breach, Review, Rule, rule
from ecoreport.targets.nodes import KIND, STATEMENT


def _missed(review: Review, nature: str | None) -> Iterator[Breach]:
    for subject, assessment, entry in reported_subjects(review):
        if assessment.status == "not_met" and getattr(subject, "nature", None) == nature:
            yield _breach(subject, assessment, entry)


def _breach(subject: Item | Goal, assessment: Assessment, entry: Entry) -> Breach:
    words = {
        "subject": label(subject),
        "raw": assessment.facts.statement or entry.actual.raw or (entry.statement.text if entry.statement else ""),
        "target": subject.target,
        "reason": assessment.reason,
        "missing": "、".join(assessment.missing),
        "lead": subject.lead_department,
    }
    source = entry.actual.source if entry.actual.state != "blank" or not entry.statement else entry.statement.source
    return Breach(source, entry.department, subject.id, words=words)


@rule(
    "V101",
    ERROR,
    "达标",
    "约束性指标未达标",
    "{subject}未达标：{reason}",
    "请核对数据；确未达标的，在完成情况说明中写明原因、整改措施和完成时限",
)
def binding_target_missed(review: Review) -> Iterator[Breach]:
    """约束性指标的现状值应达到指标值（附件1）。"""
    yield from _missed(review, "约束性")


@rule(
    "V102",
    VERIFY,
    "达标",
    "参考性指标未达标",
    "{subject}未达标：{reason}",
    "请核对数据；确未达标的，说明原因和下一步措施",
)
def indicative_target_missed(review: Review) -> Iterator[Breach]:
    """参考性指标未达标不一票否决，但须说明（附件1）。"""
    yield from _missed(review, "参考性")


@rule(
    "V103",
    VERIFY,
    "达标",
    "正文目标未达到",
    "{subject}未达到：{reason}",
    "请核对数据；确未达到的，说明原因和下一步措施",
)
def text_goal_missed(review: Review) -> Iterator[Breach]:
    """方案第三部分提出的目标也应完成。"""
    yield from _missed(review, None)


@rule(
    "V104",
    VERIFY,
    "达标",
    "缺少判定依据",
    "{subject}暂不能判定（待定）：{reason}",
    "请补充{missing}；由省里公布或上级下达的，创建办可填入汇总表的“待补清单”或指标体系工作簿的“参照值”表",
)
def fact_missing(review: Review) -> Iterator[Breach]:
    """指标值以全省平均、上级下达目标或历年变化为准的，须有相应数据才能判定。"""
    for breach, missing in _undecided(review):
        if missing - {STATEMENT} and missing != {KIND}:
            yield breach


def _undecided(review: Review) -> Iterator[tuple[Breach, set[str]]]:
    """Go through what the target could not decide, each with the names of the facts that it lacks."""
    for subject, assessment, entry in reported_subjects(review):
        if assessment.verdict and assessment.verdict.status == assessment.status == "undecided":
            yield _breach(subject, assessment, entry), set(assessment.missing)


@rule(
    "V105",
    VERIFY,
    "达标",
    "表述不足以判定",
    "{subject}的指标值是“{target}”，填报的“{raw}”不足以判定：{reason}",
    "请对照“{target}”写明是否做到，并注明文件名称、文号和时间",
)
def words_do_not_decide(review: Review) -> Iterator[Breach]:
    """定性指标应以明确的文字说明是否达到。"""
    for breach, missing in _undecided(review):
        if missing <= {STATEMENT}:
            yield breach


@rule(
    "V106",
    VERIFY,
    "达标",
    "仅凭文字认定达标",
    "{subject}的指标值是“{target}”，仅凭填报文字“{raw}”认定达标",
    "请补充上级下达目标值或上级考核认定文件",
    doubts=True,
)
def met_by_words_alone(review: Review) -> Iterator[Breach]:
    """完成上级下达目标的，应有下达文件或考核结果为证。"""
    for subject, assessment, entry in reported_subjects(review):
        if assessment.verdict and assessment.verdict.by_words:
            yield _breach(subject, assessment, entry)


@rule(
    "V107",
    VERIFY,
    "达标",
    "数据尚未形成",
    "{subject}{reason}",
    "请在数据形成后及时补报，并在备注中写明预计时间",
)
def pending(review: Review) -> Iterator[Breach]:
    """暂无、正在统计、未到期的，记为待定并跟踪补报。"""
    for subject, assessment, entry in reported_subjects(review):
        if entry.actual.state in ("pending", "not_due"):
            yield _breach(subject, assessment, entry)


@rule(
    "V108",
    VERIFY,
    "达标",
    "本市类型未明确",
    "{subject}暂不能判定（待定）：{reason}",
    "请创建办在汇总表的“待补清单”或指标体系工作簿的“参数”表写明本市所属类型（地形、城市规模）",
)
def kind_of_city_unknown(review: Review) -> Iterator[Breach]:
    """指标值按山区、丘陵区或城市规模分列的，本市属哪一类由创建办确定，不由报送单位补充。"""
    for breach, missing in _undecided(review):
        if missing == {KIND}:
            yield replace(breach, department=None)


RULES: tuple[Rule, ...] = (
    binding_target_missed,
    indicative_target_missed,
    text_goal_missed,
    fact_missing,
    words_do_not_decide,
    met_by_words_alone,
    pending,
    kind_of_city_unknown,
)

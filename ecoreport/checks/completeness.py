"""完整性: who has not sent, and what is missing from what was sent."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from ecoreport.checks.common import demanded, duties, joined, label, reported, sent_anything, submitted, uses_issued_form
from ecoreport.model import Source
from ecoreport.rules import ERROR, NOTICE, VERIFY, Breach, Review, Rule, rule


@rule(
    "C101",
    ERROR,
    "完整性",
    "牵头单位未报送",
    "{department}牵头{duties}，尚未收到其台账",
    "请{department}按下发的台账填报，经负责人审核后报送",
)
def lead_not_submitted(review: Review) -> Iterator[Breach]:
    """每个牵头单位都应报送台账（附件1备注：排列第一位的为牵头单位）。"""
    sent = sent_anything(review)
    of_items = Counter(item.lead_department for item in review.system.items)
    of_tasks = Counter(task.lead_department for task in review.system.key_tasks)
    for department in review.system.departments:
        items, tasks = of_items[department.name], of_tasks[department.name]
        if (items or tasks) and department.name not in sent:
            words = {"department": department.name, "duties": duties(items, tasks)}
            yield Breach(department=department.name, words=words)


@rule(
    "C102",
    NOTICE,
    "完整性",
    "配合单位未报送",
    "{department}配合{duties}，尚未收到其台账",
    "牵头单位已汇总的可以不报；需要其提供数据的，请{department}补报",
)
def supporter_not_submitted(review: Review) -> Iterator[Breach]:
    """配合单位也会收到台账，未报的列出备查。"""
    sent = sent_anything(review)
    leads = {item.lead_department for item in review.system.items} | {task.lead_department for task in review.system.key_tasks}
    of_items = Counter(name for item in review.system.items for name in set(item.supporting_departments))
    of_tasks = Counter(name for task in review.system.key_tasks for name in set(task.departments[1:]))
    for department in review.system.departments:
        name = department.name
        items, tasks = of_items[name], of_tasks[name]
        if name not in leads and (items or tasks) and name not in sent:
            yield Breach(department=name, words={"department": name, "duties": duties(items, tasks)})


@rule(
    "C103",
    ERROR,
    "完整性",
    "指标未填报",
    "{subject}未填报{year}年完成情况",
    "请{department}补填；确无数据的，填“暂无”并在备注中说明原因和报送时间",
)
def item_not_reported(review: Review) -> Iterator[Breach]:
    """牵头单位报了台账，其牵头的每一项都应有考核年的结果。"""
    sent = submitted(review)
    for item in review.system.items:
        assessment = review.assessments[item.id]
        if assessment.status == "not_reported" and item.lead_department in sent:
            words = {"subject": label(item), "year": review.period, "department": item.lead_department}
            blank = next((entry for entry in assessment.others if entry.department == item.lead_department), None)
            yield Breach(blank.actual.source if blank else None, item.lead_department, item.id, words=words)


@rule(
    "C104",
    NOTICE,
    "完整性",
    "缺少前两年数据",
    "{department}填报的{items}缺少{years}年中至少一年的数据，报告中三年对照表会留空",
    "请补填前两年的数据；统计口径有变化的，在备注中说明",
)
def earlier_years_missing(review: Review) -> Iterator[Breach]:
    """申报材料按惯例列三年数据；数值型指标应填前两年。"""
    missing: dict[str | None, list[str]] = defaultdict(list)
    years = (review.period - 2, review.period - 1)
    for item, assessment, entry in reported(review):
        if assessment.value is not None and any((past := assessment.of_year(year)) is None or past.value is None for year in years):
            missing[entry.department].append(f"第{item.id}项")
    for department, items in missing.items():
        words = {"department": department or "未识别的单位", "items": joined(items), "years": f"{years[0]}、{years[1]}"}
        yield Breach(department=department, words=words)


@rule(
    "C105",
    VERIFY,
    "完整性",
    "缺签署信息",
    "{department}的台账没有填写{roles}",
    "请在封面补填{roles}并加盖公章后重报；填报人对真实性负责，审核人对审核负责",
)
def unsigned(review: Review) -> Iterator[Breach]:
    """下发台账的封面应填写填报人、审核人和填报日期（责任到人）。"""
    for submission in review.batch.submissions:
        if not submission.edition or submission.outcome not in ("read", "partly"):
            continue
        signed = {sign.role for sign in review.whole.by.signatures[submission.file]}  # a region's too
        needed = {"filled_by": "填报人", "reviewed_by": "审核人", "filled_on": "填报日期"}
        roles = [name for role, name in needed.items() if role not in signed]
        if roles:
            words = {"department": submission.department or "该单位", "roles": "、".join(roles)}
            yield Breach(Source(submission.file), submission.department, key="+".join(roles), words=words)


@rule(
    "C106",
    VERIFY,
    "完整性",
    "正文目标未答复",
    "方案正文提出的目标“{goal}”（{target}）未见{department}答复",
    "请{department}在台账“方案正文提出的目标”部分补填{year}年结果",
)
def text_goal_not_answered(review: Review) -> Iterator[Breach]:
    """方案第三部分提出而指标表没有的目标，也要有结果。"""
    for goal in review.system.text_goals:
        lead = goal.lead_department
        if review.assessments[goal.id].status == "not_reported" and lead in submitted(review) and uses_issued_form(review, lead):
            words = {"goal": goal.name, "target": demanded(goal), "department": lead, "year": review.period}
            yield Breach(None, lead, goal.id, words=words)


@rule(
    "C107",
    NOTICE,
    "完整性",
    "分子分母不全",
    "{subject}只填了{given}“{raw}”，没有填{lacking}",
    "请补填{lacking}，以便核对比例",
)
def half_a_ratio(review: Review) -> Iterator[Breach]:
    """填了分子就应填分母，否则无法核算；分母为样本量的另核。"""
    for item, _, entry in reported(review):
        top, bottom = entry.numerator, entry.denominator
        if item.unit == "%" and top is not None and top.value is not None and (bottom is None or bottom.state == "blank"):
            words = {"subject": label(item), "given": "分子", "raw": top.raw, "lacking": "分母"}
            yield Breach(top.source, entry.department, item.id, words=words)


RULES: tuple[Rule, ...] = (
    lead_not_submitted,
    supporter_not_submitted,
    item_not_reported,
    earlier_years_missing,
    unsigned,
    text_goal_not_answered,
    half_a_ratio,
)

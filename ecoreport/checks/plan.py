"""计划: does the plan agree with itself (正文, 附件1 and 附件2, held together by 对应关系)."""

from collections import Counter
from collections.abc import Iterator

from ecoreport.checks.common import demanded, label, similar
from ecoreport.demands import demands_of
from ecoreport.language import patterns as re
from ecoreport.language.units import factor_between
from ecoreport.language.widths import inside_quotes
from ecoreport.model import Finding, Goal, IndicatorSystem, Item, Source
from ecoreport.rules import ERROR, NOTICE, VERIFY, Rule
from ecoreport.targets import Target

DUPLICATE = Rule(
    "S101",
    ERROR,
    "计划",
    "编号重复",
    "{what}的编号{no}出现{times}次",
    "请改正编号，每个编号只用一次",
)
MISSING_NUMBER = Rule(
    "S102",
    NOTICE,
    "计划",
    "编号不连续",
    "{what}的编号缺少{numbers}",
    "原文如此的不必补号；漏录的请补上",
)
UNKNOWN_DEPARTMENT = Rule(
    "S103", ERROR, "计划", "单位不在名录中", "{subject}的责任单位“{name}”不在单位名录中", "请在“单位名录”表补列该单位，或改正名称"
)
NOT_UNDERSTOOD = Rule(
    "S104",
    VERIFY,
    "计划",
    "指标值不能自动判定",
    "{subject}的指标值“{target}”不能自动判定，一律记为待定",
    "请改写为可判定的写法，或由创建办人工判定",
)
NO_DIRECTION = Rule(
    "S105",
    VERIFY,
    "计划",
    "缺少好坏方向",
    "{subject}的指标值“{target}”没有写明数值是越高越好还是越低越好",
    "请在“指标”表的“方向”栏填写 越高越好 或 越低越好",
)
NO_UNIT = Rule(
    "S106",
    VERIFY,
    "计划",
    "缺少计量单位",
    "{subject}没有计量单位",
    "请与牵头单位明确计量单位后填入“指标”表",
)
TWO_UNITS = Rule(
    "S107",
    VERIFY,
    "计划",
    "一格两个单位",
    "{subject}的单位“{unit}”含两个计量单位",
    "请明确用哪一个；填报时写明所用单位",
)
BIG_OVER_BIG = Rule(
    "S108", VERIFY, "计划", "单位疑有误", "{subject}的单位“{unit}”分子分母都带“万”，疑应为“{proposed}”", "请核对来源；确有误的改正单位"
)
NAME_AGAINST_UNIT = Rule(
    "S109",
    VERIFY,
    "计划",
    "名称与单位不符",
    "{subject}名称为“量”，单位却是“%”",
    "请明确填报数量还是比例",
)
UNITS_IN_ONE_INDICATOR = Rule(
    "S110",
    VERIFY,
    "计划",
    "分项单位不统一",
    "第{no}项“{name}”的分项单位不统一：{units}，相差{factor}倍",
    "分别按各自单位填报，注意不要混用",
)
BETTER_CLASS = Rule(
    "S111",
    VERIFY,
    "计划",
    "类别疑漏“劣”字",
    "{subject}的“V类”疑应为“劣V类”",
    "请与牵头单位核实口径",
)
VALUE_DIFFERS = Rule(
    "S112",
    VERIFY,
    "计划",
    "正文与指标表数值不一",
    "{subject}：指标表为“{target}”，正文第{main}条为“{goal}”",
    "以指标表为准；报告中说明差异",
)
NAME_DIFFERS = Rule(
    "S113",
    NOTICE,
    "计划",
    "正文与指标表名称不一",
    "{subject}：正文第{main}条称为“{goal}”",
    "以指标表名称为准",
)
LEAD_DIFFERS = Rule(
    "S114", NOTICE, "计划", "牵头单位不一", "{subject}由{lead}牵头（附件1），而正文第{main}条的责任单位{named}", "以附件1为准"
)
TASK_LEAD_DIFFERS = Rule(
    "S115",
    NOTICE,
    "计划",
    "任务与指标牵头单位不一",
    "重点任务{no}“{name}”由{task_lead}牵头，对应的{subject}由{lead}牵头",
    "各按其表填报，两单位应会商口径",
)
TASK_VALUE_DIFFERS = Rule(
    "S116",
    VERIFY,
    "计划",
    "任务与指标数值不一",
    "{subject}：指标表为“{target}”，重点任务{no}“{name}”为{number}%",
    "以指标表为准；任务按其原文考核",
)
UNPLACED = Rule(
    "S117",
    NOTICE,
    "计划",
    "没有对应关系",
    "{subject}没有列入对应关系表",
    "请在“对应关系”表补列，便于交叉核对",
)
KNOWN = Rule(
    "S199",
    NOTICE,
    "计划",
    "口径说明",
    "{subject}（{kind}）：{source_text}",
    "{treatment}",
)

RULES: tuple[Rule, ...] = (
    DUPLICATE,
    MISSING_NUMBER,
    UNKNOWN_DEPARTMENT,
    NOT_UNDERSTOOD,
    NO_DIRECTION,
    NO_UNIT,
    TWO_UNITS,
    BIG_OVER_BIG,
    NAME_AGAINST_UNIT,
    UNITS_IN_ONE_INDICATOR,
    BETTER_CLASS,
    VALUE_DIFFERS,
    NAME_DIFFERS,
    LEAD_DIFFERS,
    TASK_LEAD_DIFFERS,
    TASK_VALUE_DIFFERS,
    UNPLACED,
    KNOWN,
)

# Words that so many names share that they tell nothing.
_COMMON = re.compile(r"生态文明建设|生态文明|生态环境|污水处理|领导干部")
_CLASS_FIVE = re.compile(r"(?<!劣)(?:V|Ⅴ|五)类")


def check_plan(system: IndicatorSystem) -> tuple[Finding, ...]:
    """Find where the plan contradicts itself, leaves something open, or cannot be judged; then what 口径说明 already says."""
    return (
        *_numbers(system),
        *_departments(system),
        *_items(system),
        *_indicators(system),
        *_goals(system),
        *_tasks(system),
        *_placing(system),
        *_known(system),
    )


def _numbers(system: IndicatorSystem) -> Iterator[Finding]:
    lists = {
        "指标": [indicator.no for indicator in system.indicators],
        "重点任务": [task.no for task in system.key_tasks],
        "主要任务": [task.no for task in system.main_tasks],
    }
    for what, numbers in lists.items():
        for no, times in Counter(numbers).items():
            if times > 1:
                yield DUPLICATE.finding(key=f"{what}{no}", what=what, no=no, times=times)
        gaps = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
        if gaps:
            yield MISSING_NUMBER.finding(key=what, what=what, numbers="、".join(map(str, gaps)))


def _departments(system: IndicatorSystem) -> Iterator[Finding]:
    known = {department.name for department in (*system.departments, *system.collectives)}
    named = [(label(item), item.departments) for item in system.items]
    named += [(f"重点任务{task.no}", task.departments) for task in system.key_tasks]
    named += [(f"主要任务{task.no}", task.departments) for task in system.main_tasks]
    for subject, departments in named:
        for name in departments:
            if name not in known:
                yield UNKNOWN_DEPARTMENT.finding(key=f"{subject}{name}", words={"subject": subject, "name": name})


def _items(system: IndicatorSystem) -> Iterator[Finding]:
    for item in system.items:
        words = {"subject": label(item), "target": item.target, "unit": item.unit}
        target = demands_of(system).subjects[item.id].target
        if not target.understood:
            yield NOT_UNDERSTOOD.finding(subject=item.id, words=words)
        elif item.direction is None and item.has_unit:
            yield NO_DIRECTION.finding(subject=item.id, words=words)
        if not item.unit:
            yield NO_UNIT.finding(subject=item.id, words=words)
        if "/%" in item.unit or "%/" in item.unit:
            yield TWO_UNITS.finding(subject=item.id, words=words)
        if item.unit.count("万") == 2:
            yield BIG_OVER_BIG.finding(subject=item.id, proposed=item.unit.replace("万", "", 1), words=words)
        if item.unit == "%" and item.name.endswith("量"):
            yield NAME_AGAINST_UNIT.finding(subject=item.id, words=words)
        if item.direction == "down" and _CLASS_FIVE.search(item.name):
            yield BETTER_CLASS.finding(subject=item.id, words=words)


def _indicators(system: IndicatorSystem) -> Iterator[Finding]:
    for indicator in system.indicators:
        units = list(dict.fromkeys(item.unit for item in indicator.items if item.has_unit))
        for other in units[1:]:
            factor = factor_between(units[0], other)
            if factor and factor != 1:
                words = {"no": indicator.no, "name": inside_quotes(indicator.name), "units": f"{units[0]}、{other}"}
                yield UNITS_IN_ONE_INDICATOR.finding(key=f"{indicator.no}{other}", factor=max(factor, 1 / factor), words=words)


def _goals(system: IndicatorSystem) -> Iterator[Finding]:
    demands = demands_of(system)
    for goal in system.goals:
        for item in _measured_by(goal, system):
            words = {"subject": label(item), "main": goal.main_task, "goal": inside_quotes(f"{goal.name}{demanded(goal)}")}
            if goal.text_only or _differ(demands.subjects[goal.id].target, demands.subjects[item.id].target, goal.target, item.target):
                yield VALUE_DIFFERS.finding(subject=item.id, key=goal.id, target=item.target, words=words)
            if not _says_the_same(goal.name, item):
                yield NAME_DIFFERS.finding(subject=item.id, key=goal.id, words=words | {"goal": inside_quotes(goal.name)})
            if item.lead_department != goal.lead_department:
                listed = item.lead_department in goal.departments
                named = f"由{goal.lead_department}排列第一" if listed else f"是{'、'.join(goal.departments)}"
                yield LEAD_DIFFERS.finding(subject=item.id, key=goal.id, lead=item.lead_department, named=named, words=words)


def _measured_by(goal: Goal, system: IndicatorSystem) -> list[Item]:
    """List the items that measure the same; a goal of the text alone may still name what an item of its links names."""
    if not goal.text_only:
        return [item for item in system.items if item.id in goal.items]
    linked = {no for link in system.links if link.main_task == goal.main_task for no in link.indicators}
    return [item for item in system.items if item.no in linked and _names_alike(goal.name, item.name)]


def _names_alike(one: str, other: str) -> bool:
    """Do two names begin and end alike (公众环境满意度, 公众对生态文明建设的满意度), or does one hold the other."""
    return one in other or other in one or (one[:2] == other[:2] and one[-3:] == other[-3:] != "下降率")


def _differ(goal: Target, item: Target, goal_text: str, item_text: str) -> bool:
    """Do two targets set different bounds, or one a bound and the other none."""
    if goal.single_bound and item.single_bound:
        return goal.single_bound != item.single_bound
    if bool(goal.single_bound) != bool(item.single_bound):
        return goal.single_bound is None or f"{goal.single_bound[1]:f}" not in item_text
    return goal_text not in item_text and item_text not in goal_text and not similar(goal_text, item_text, 3)


def _says_the_same(name: str, item: Item) -> bool:
    """Does the text use the item's own name; where the plan's editor had to mend the text, it does not."""
    return "原文作" not in name and (name in item.name or item.name in name or name == item.indicator)


def _tasks(system: IndicatorSystem) -> Iterator[Finding]:
    by_no = {indicator.no: indicator for indicator in system.indicators}
    demands = demands_of(system)
    for task in system.key_tasks:
        linked = [by_no[no] for link in system.links if task.no in link.key_tasks for no in link.indicators if no in by_no]
        for indicator in linked:
            item = next((item for item in indicator.items if similar(_COMMON.sub("", item.name), f"{task.name}{task.content}", 4)), None)
            if item is None:
                continue
            words = {"no": task.no, "name": inside_quotes(task.name), "subject": label(item), "target": item.target}
            if item.lead_department != task.lead_department:
                yield TASK_LEAD_DIFFERS.finding(
                    subject=item.id, key=task.id, task_lead=task.lead_department, lead=item.lead_department, words=words
                )
            bound = demands.subjects[item.id].bound
            shares = [
                goal for goal in demands.tasks[task.no].quantities if goal.unit == "%" and similar(item.name, goal.object or goal.text, 5)
            ]
            if bound and item.unit == "%" and shares and all(goal.number != bound[1] for goal in shares):
                yield TASK_VALUE_DIFFERS.finding(subject=item.id, key=task.id, number=format(shares[0].number, "f"), words=words)


def _placing(system: IndicatorSystem) -> Iterator[Finding]:
    indicators = {no for link in system.links for no in link.indicators}
    tasks = {no for link in system.links for no in link.key_tasks}
    for indicator in system.indicators:
        if indicator.no not in indicators:
            yield UNPLACED.finding(key=f"I{indicator.no}", words={"subject": f"第{indicator.no}项“{inside_quotes(indicator.name)}”"})
    for task in system.key_tasks:
        if task.no not in tasks:
            yield UNPLACED.finding(subject=task.id, words={"subject": label(task)})


def _known(system: IndicatorSystem) -> Iterator[Finding]:
    for note in system.notes:
        words = {"subject": note.subject, "kind": note.kind, "source_text": note.source_text, "treatment": note.treatment}
        yield KNOWN.finding(Source("指标体系", "口径说明"), key=note.no, words=words)

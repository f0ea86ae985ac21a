"""What a parsed target tells the others of itself: the facts that may decide it, its branches, its bound, its measure."""

from dataclasses import fields, replace
from decimal import Decimal
from itertools import product

import pytest

from ecoreport.model import Facts
from ecoreport.system import load_system
from ecoreport.targets import parse_target

SUBJECTS = {subject.id: subject for subject in load_system().subjects}
PLAN = [pytest.param(subject, id=number) for number, subject in SUBJECTS.items()]


def target_of(subject):
    """Parse what the plan asks of an item or of a goal of its text."""
    return parse_target(subject.target, subject.unit, subject.direction)


def choices(target):
    """List for each fact what a department might give: nothing, good, bad and middling."""
    return {
        "actual": (None, *map(Decimal, (1, 50, 100, 500))),
        "previous": ((), (Decimal(50),), (Decimal(20), Decimal(40)), (Decimal(70), Decimal(60)), (Decimal(700), Decimal(600))),
        "average": (None, Decimal(20), Decimal(70)),
        "average_change": (None, Decimal(-99), Decimal(99)),
        "assigned": (None, Decimal(20), Decimal(50), Decimal(70)),
        "assigned_met": (None, True, False),
        "statement": (None, target.text, "尚未完成，正在推进", "面积减少，功能降低，已明显恶化"),
        "branch": (None, *(branch.label for branch in target.branches if branch.sort != "standing"), "火山"),
    }


def all_facts(target, names):
    """Give every combination of the named facts."""
    return [Facts(**dict(zip(names, values, strict=True))) for values in product(*(choices(target)[name] for name in names))]


@pytest.mark.parametrize("subject", PLAN)
def test_each_fact_that_a_target_needs_can_turn_its_verdict_and_no_other_can(subject):
    target = target_of(subject)
    names = sorted(target.needs)
    verdicts = [(facts, target.judge(facts)) for facts in all_facts(target, names)]
    for name in names:
        reached = {}
        for facts, verdict in verdicts:
            reached.setdefault(replace(facts, **{name: fields_default(name)}), set()).add(verdict.status)
        assert any(len(statuses) > 1 for statuses in reached.values()), name
    others = {name: values[-1] for name, values in choices(target).items() if name not in target.needs}
    assert [facts for facts, verdict in verdicts if target.judge(replace(facts, **others)) != verdict] == []


def fields_default(name):
    """Give what a fact is while nobody has given it."""
    return next(field.default for field in fields(Facts) if field.name == name)


@pytest.mark.parametrize("subject", PLAN)
def test_a_target_that_looks_back_is_never_decided_on_fewer_years_than_it_says(subject):
    target = target_of(subject)
    assert bool(target.earlier_years) == ("previous" in target.needs)
    if target.earlier_years == 2 and target.needs == {"actual", "previous"}:
        way = 1 if subject.direction == "up" else -1
        values = [Decimal(50 + way * step) for step in range(3)]
        assert target.judge(Facts(actual=values[2], previous=(values[1],))).status == "undecided"
        assert target.judge(Facts(actual=values[2], previous=tuple(values[:2]))).status == "met"


NEEDED = {
    "15.1": "actual average_change previous",
    "34.1": "actual average_change previous",
    "39.1": "actual average_change previous",
    "15.2": "actual average previous",
    "53": "actual average previous",
    "14.1": "actual assigned assigned_met statement",
    "M5.1": "actual assigned assigned_met statement",
    "16": "actual assigned assigned_met previous statement",
    "18": "actual branch",
    "20.3": "actual previous statement",
    "28.1": "actual previous statement",
    "1": "statement",
    "3": "actual",
}


@pytest.mark.parametrize(("number", "names"), NEEDED.items())
def test_the_plans_targets_need_these_facts(number, names):
    assert " ".join(sorted(target_of(SUBJECTS[number]).needs)) == names


YEARS = [
    ("≥85", 0),
    ("不降低", 1),
    ("较上年下降5%以上", 1),
    ("提高幅度大于全省平均值", 1),
    ("面积不减少", 1),
    ("逐年提高", 2),
    ("近三年逐年提高", 2),
]
YEARS += [("近五年逐年提高", 4), ("不降低,或近四年逐年提高", 3), ("5≥%", 0)]


@pytest.mark.parametrize(("text", "years"), YEARS)
def test_a_target_tells_how_many_earlier_years_it_takes(text, years):
    assert parse_target(text, "公顷", "up").earlier_years == years


@pytest.mark.parametrize(
    ("name", "unit", "text", "measure"),
    [
        ("森林覆盖率", "%", "≥60", "比例"),
        ("残留率", "‰", "≤3", "比例"),
        ("特有性或指示性水生物种保护率", "-", "不降低", "比例"),
        ("政府绿色采购占比(%)", "", "≥80", "比例"),
        ("万元GDP能耗下降率", "%", "≥4.5", "变化率"),
        ("单位GDP用水量较2015年下降率", "%", "≥19", "变化率"),
        ("乔木林单位面积蓄积量年增量", "立方米/公顷", "逐年提高", "变化率"),
        ("碳排放强度降低", "%", "≥4", "变化率"),
        ("绿色贷款增速", "%", "≥10", "变化率"),
        ("PM2.5浓度", "μg/m³", "≤35", "数量"),
        ("城镇人均公园绿地面积", "平方米/人", "≥13", "数量"),
        ("一次性消费品人均使用量/率", "千克/%", "逐步下降", "数量"),
        ("生态环境状况指数(EI)", "-", "≥60", "数量"),
        ("城区生活垃圾总量", "", "零增长", "数量"),
        ("得分", "分", "≥60", "数量"),
        ("生态环境损害赔偿案例数量", "", "逐步提升", "计数"),
        ("绿色企业", "家", "≥60", "计数"),
        ("旅客人次", "万人次", "≥60", "计数"),
        ("志愿者", "人", "≥60", "计数"),
        ("志愿者人数", None, "≥60", "计数"),
        ("生态环境保护规划", "-", "制定实施", "文字"),
        ("煤炭消费减量", "", "完成上级下达的目标", "文字"),
        ("水面率", "%", "5≥%", "文字"),
    ],
)
def test_a_target_tells_what_an_item_reports(name, unit, text, measure):
    assert parse_target(text, unit, "up").measure_of(name) == measure


@pytest.mark.parametrize(
    ("text", "unit", "numeric"),
    [
        ("≥85", None, True),
        ("0.3-0.4之间", None, True),
        ("逐年提高", "-", True),
        ("不降低", "-", True),
        ("有效开展", "%", False),
        ("完成上级下达的目标", "%", True),
        ("完成上级下达的目标", "-", False),
        ("面积不减少", "公顷", True),
        ("面积不减少", "-", False),
        ("功能不降低", "%", False),
        ("5≥%", "%", False),
    ],
)
def test_a_target_tells_whether_a_number_is_asked_for(text, unit, numeric):
    assert parse_target(text, unit, "up").is_numeric == numeric


@pytest.mark.parametrize(
    ("text", "unit", "direction", "bound"),
    [
        ("≥85%", "%", None, (">=", Decimal(85))),
        ("100", None, None, (">=", Decimal(100))),
        ("≤3‰", "%", None, ("<=", Decimal("0.3"))),
        ("25", None, "down", ("<=", Decimal(25))),
        ("25", None, None, None),
        ("》85", None, None, None),
        ("≥85,或逐年提高且提高幅度大于全省平均值", "%", "up", None),
        ("山区≥70 丘陵区≥40 平原地区≥19", "%", "up", None),
    ],
)
def test_a_target_of_one_plain_number_tells_it(text, unit, direction, bound):
    assert parse_target(text, unit, direction).single_bound == bound


SORTS = [
    ("山区≥70 丘陵区≥40 平原地区≥19", "山区 terrain", "丘陵区 terrain", "平原地区 terrain"),
    ("超、特大城市≥70 大城市≥60 中小城市≥50", "超、特大城市 size", "大城市 size", "中小城市 size"),
    ("沿海地区≥70 内陆地区≥40", "沿海地区 coast", "内陆地区 coast"),
    ("≥50(东)/≥40(中)", "东 region", "中 region"),
    ("南方≥70 北方≥40", "南方 region", "北方 region"),
    ("湿润地区≥70 其他地区≥40", "湿润地区 climate", "其他地区 rest"),
    ("已达标地区保持稳定,未达标地区持续改善", "已达标地区 standing", "未达标地区 standing"),
    ("县级≥70 市级≥40", "县级 level", "市级 level"),
    ("国家重点生态功能区≥70 一般开发区域≥40", "国家重点生态功能区 other", "一般开发区域 other"),
    ("到2020年≥70 到2025年≥80", "到2020年 year", "到2025年 year"),
    ("贫困地区≥70 发达地区≥40", "贫困地区 other", "发达地区 other"),
    ("≥85",),
    ("5≥%",),
]


@pytest.mark.parametrize(("text", "labels"), [(text, labels) for text, *labels in SORTS])
def test_a_target_tells_its_branches_and_what_they_go_by(text, labels):
    assert [f"{branch.label} {branch.sort}" for branch in parse_target(text, "%", "up").branches] == labels


OF_A_SORT = {
    "terrain": "山区 山地 丘陵区 平原区 高原地区 高寒区 草原区 林区 牧区 农区 湖区 库区 水网区 浅山区",
    "size": "大城市 中等城市 小城市 特大城市 超大城市 I型大城市",
    "coast": "沿海地区 滨海地区 内陆地区 海岛",
    "climate": "干旱地区 湿润地区 缺水地区 丰水地区",
    "region": "东部 西部 南部 北部 中部 中西部 东北地区 西北地区 西南地区 华北地区 华东地区 华南地区 南方 北方",
    "level": "县级市 县城 城区 农村 城镇",
    "other": "欠发达地区 贫困地区 一类地区 重点地区",
}


@pytest.mark.parametrize(("sort", "labels"), OF_A_SORT.items())
def test_a_kind_of_place_is_of_one_sort(sort, labels):
    def own(label):
        beside = "乡镇" if sort == "level" else "其他地区"
        return parse_target(f"{label}≥70，{beside}≥40", "%", "up").branches[0]

    assert [label for label in labels.split() if own(label) != (label, sort)] == []


CHOICES = [
    ("山区≥70 丘陵区≥40", ("丘陵区", "中小城市", "沿海地区"), "丘陵区"),
    ("山区≥70 丘陵区≥40", ("平原地区", "中小城市", "沿海地区"), None),
    ("大城市≥70 中小城市≥40", ("丘陵区", "中小城市", ""), "中小城市"),
    ("沿海地区≥70 其他地区≥40", ("丘陵区", "中小城市", "沿海地区"), "沿海地区"),
    ("沿海地区≥70 其他地区≥40", ("丘陵区", "中小城市", "内陆地区"), "内陆地区"),
    ("沿海地区≥70 其他地区≥40", ("丘陵区", "中小城市", ""), None),
    ("其他地区≥70 沿海地区≥40", ("沿海地区",), "沿海地区"),
    ("沿海地区逐年提高 内陆地区不降低", ("沿海地区",), "沿海地区"),
    ("山区≥70 丘陵区≥40", ("", " "), None),
    ("山区≥70 丘陵区≥40", (), None),
    ("≥85", ("丘陵区",), None),
    ("5≥%", ("丘陵区",), None),
    ("≥40,且山区逐年提高 其他地区不降低", ("丘陵区",), "丘陵区"),
]


@pytest.mark.parametrize(("text", "own", "chosen"), CHOICES)
def test_a_named_branch_is_chosen_before_the_rest(text, own, chosen):
    assert parse_target(text, "%", "up").choose_branch(own) == chosen


def test_a_branch_tells_its_bound_where_it_is_one_plain_number():
    forest = parse_target("山区≥70 丘陵区逐年提高", "%", "up")
    assert forest.bound_for("山区") == (">=", Decimal(70))
    assert forest.bound_for("山地") == (">=", Decimal(70))
    assert forest.bound_for("丘陵区") is None
    assert forest.bound_for("高寒区") is None
    assert parse_target("≥85", "%").bound_for("山区") == (">=", Decimal(85))


def test_what_is_not_understood_tells_nothing():
    target = parse_target("5≥%", "%", "up")
    assert (target.needs, target.branches, target.single_bound, target.understood) == (frozenset(), (), None, False)

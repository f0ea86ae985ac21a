"""A name as written -> one of ours: exactly, by variant, by likeness, or asked with the nearest three."""

import pytest

from ecoreport.matching import Matcher, split_name
from ecoreport.system import load_system
from ecoreport.vocabulary import load_vocabulary

MATCHER = Matcher(load_system(), load_vocabulary())


@pytest.mark.parametrize(
    ("written", "item", "how"),
    [
        ("森林覆盖率", "18", "name"),
        ("森林覆盖率（单位:%）", "18", "name"),
        ("18.森林覆盖率", "18", "number_and_name"),
        ("①优良天数比例", "14.1", "name"),
        ("(b)PM2.5浓度", "14.2", "name"),
        ("  其中:节能家电市场占有率", "50.1", "name"),
        ("环境空气质量——优良天数比例", "14.1", "name"),
        ("环境空气质量(PM2.5浓度)", "14.2", "name"),
        ("PM2.5年均浓度", "14.2", "variant"),
        ("PM2.5 年均浓度 μg/m³", "14.2", "variant"),
        ("空气优良率", "14.1", "variant"),
        ("达到或优于Ⅲ类水质比例", "15.1", "variant"),
        ("生态环境状况指数（ＥＩ）", "17", "name"),
        ("舟山市森林覆盖率", "18", "name"),
        ("2020年度森林覆盖率情况", "18", "name"),
        ("公共交通出行分担律", "48", "similarity"),
        ("三线一单", "10", "variant"),
        ("30吨以上农村生活污水治理设施标准化运维比例", "44", "variant"),
    ],
)
def test_a_name_is_known(written, item, how):
    match = MATCHER.items.find(written)
    assert (match.id, match.how) == (item, how)
    assert not match.number_contradicts


@pytest.mark.parametrize(
    "written", ["农村污水处理率", "公众不满意度", "定海区森林覆盖率", "城镇生活垃圾处理率", "森林覆盖率提高幅度", "化肥农药施用强度"]
)
def test_what_could_be_another_thing_is_asked_with_the_nearest(written):
    match = MATCHER.items.find(written)
    assert match.id is None
    assert match.asked
    assert 1 <= len(match.candidates) <= 3


@pytest.mark.parametrize("written", ["", "—", "局长", "食堂用餐人次", "合计"])
def test_what_is_nothing_of_ours_is_not_asked(written):
    assert not MATCHER.items.find(written).asked
    assert MATCHER.items.find(written).id is None


def test_every_name_of_the_plan_is_itself():
    for item in MATCHER.system.items:
        assert MATCHER.items.find(item.name).id == item.id or MATCHER.items.find(item.name).asked
        assert MATCHER.items.find(item.indicator + "——" + item.name).id == item.id
    for task in MATCHER.system.key_tasks:
        assert MATCHER.tasks.find(task.name, task.content).id == task.id
    for department in MATCHER.system.departments:
        for name in (department.name, *department.aliases):
            assert MATCHER.departments.find(name).id == department.name


def test_a_number_that_contradicts_is_told():
    assert MATCHER.items.find("森林覆盖率", "17").number_contradicts
    assert not MATCHER.items.find("森林覆盖率", "18").number_contradicts
    assert MATCHER.items.find("优良天数比例", "14.1").how == "number_and_name"


def test_an_indicator_of_several_parts_lists_them():
    assert MATCHER.items.of_indicator("环境空气质量") == ("14.1", "14.2")
    assert MATCHER.items.find("环境空气质量").id is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("水利局", "市水利局"),
        ("舟山市水利局", "市水利局"),
        ("市水利局(盖章)", "市水利局"),
        ("人行舟山市中支", "舟山人行"),
        ("市自然资源和规划局", "市资源规划局"),
    ],
)
def test_a_department_is_known(written, name):
    assert MATCHER.departments.find(written).id == name


def test_an_unknown_department_is_asked():
    match = MATCHER.departments.find("市水力局")
    assert match.id is None
    assert match.candidates[0].id == "市水利局"


def test_a_department_is_found_in_a_file_name():
    assert MATCHER.departments.mentioned_in("附件2 指标台账(市城管局)0115") == ("市城管局",)
    assert MATCHER.departments.mentioned_in("市资源规划局、市水利局会签稿") == ("市资源规划局", "市水利局")


def test_a_name_is_taken_apart():
    parts = split_name("① 城镇人均公园绿地面积（㎡/人）*")
    assert (parts.name, parts.unit) == ("城镇人均公园绿地面积", "㎡/人")

"""Each kind of name by itself: items and goals, indicators and groups, key tasks, departments, counties."""

from dataclasses import replace

import pytest

from ecoreport.matching import Candidate, Match, Matcher, matcher_for
from ecoreport.model import Department
from ecoreport.system import load_system
from ecoreport.vocabulary import load_vocabulary

SYSTEM, VOCABULARY = load_system(), load_vocabulary()
MATCHER = Matcher(SYSTEM, VOCABULARY)
ITEMS, TASKS, DEPARTMENTS, REGIONS = MATCHER.items, MATCHER.tasks, MATCHER.departments, MATCHER.regions


def sure(found: str, name: str, how: str, unit: str | None = None, *, agrees: bool | None = None) -> Match:
    return Match(found, how, (Candidate(found, name, 100.0),), unit, number_contradicts=agrees is False, number_agrees=agrees is True)


# ---- items -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "number", "match"),
    [
        ("森林覆盖率", None, sure("18", "森林覆盖率", "name")),
        ("森林覆盖率", "18", sure("18", "森林覆盖率", "number_and_name", agrees=True)),
        ("森林覆盖率", "18.0", sure("18", "森林覆盖率", "number_and_name", agrees=True)),
        ("森林覆盖率", "(18)", sure("18", "森林覆盖率", "number_and_name", agrees=True)),
        ("森林覆盖率", "17", sure("18", "森林覆盖率", "name", agrees=False)),
        ("森林覆盖率", "第18", sure("18", "森林覆盖率", "name")),
        ("森林覆盖率", "118", sure("18", "森林覆盖率", "name")),
        ("17.森林覆盖率", None, sure("18", "森林覆盖率", "name", agrees=False)),
        ("18.森林覆盖率", "3", sure("18", "森林覆盖率", "number_and_name", agrees=True)),  # the number in the name is the plan's
        ("17.森林覆盖率", "18", sure("18", "森林覆盖率", "number_and_name", agrees=True)),
        ("优良天数比例", "14-1", sure("14.1", "优良天数比例", "number_and_name", agrees=True)),
        ("优良天数比例", "14", sure("14.1", "优良天数比例", "number_and_name", agrees=True)),
        ("优良天数比例", "14.2", sure("14.1", "优良天数比例", "name", agrees=False)),
        ("空气优良率", "14.1", sure("14.1", "优良天数比例", "variant", agrees=True)),
        ("空气优良率", "15", sure("14.1", "优良天数比例", "variant", agrees=False)),
        ("森林覆盖率(亿元)", None, sure("18", "森林覆盖率", "name", "亿元")),
        ("森林覆盖率(%)", None, sure("18", "森林覆盖率", "variant", "%")),
        ("森林覆盖率(丘陵区)", None, sure("18", "森林覆盖率", "name")),
        ("18.森林覆盖率(丘陵区)", None, sure("18", "森林覆盖率", "number_and_name", agrees=True)),
        ("森林覆盖率(丘陵区)(%)", None, sure("18", "森林覆盖率", "name", "%")),
        ("环境空气质量空气优良率", None, sure("14.1", "优良天数比例", "variant")),
        ("30吨以上农村生活污水治理设施标准化运维比例", None, sure("44", "日处理能力30吨以上农村生活污水治理设施标准化运维比例", "variant")),
        ("全域森林覆盖率", None, sure("18", "森林覆盖率", "name")),
        ("舟山市森林覆盖率指标", None, sure("18", "森林覆盖率", "name")),
        ("市控断面达标率", None, sure("M4.1", "市控断面达标率", "name")),
        ("市控断面达标率", "4", sure("M4.1", "市控断面达标率", "name")),
        ("国家重点保护野生动植物种类保护率", None, sure("20.1", "国家重点保护野生动植物种类保护率", "name")),  # an item before a goal
    ],
)
def test_a_name_that_is_known(written, number, match):
    assert ITEMS.find(written, number) == match
    assert ITEMS.known(written, number) == match
    assert (match.sure, match.asked) == (True, False)


@pytest.mark.parametrize("written", ["森林覆盖率(丘)", "森林覆盖率(沿海)", "别的(丘陵区)", "森林复盖率", "率", ""])
def test_a_name_that_nobody_knows_is_not_known(written):
    assert ITEMS.known(written) is None


@pytest.mark.parametrize(
    ("written", "item", "year"),
    [
        ("森林覆盖率", "18", None),
        ("2019年森林覆盖率", "18", 2019),
        ("2019年度森林覆盖率情况", "18", 2019),
        ("舟山市2019年森林覆盖率", "18", 2019),
        ("森林覆盖率(2019年)", "18", 2019),
        ("森林覆盖率(丘陵区)(2019年)", "18", 2019),
        ("2019年空气优良率", "14.1", 2019),
        ("2019年公共交通出行分担律", "48", 2019),
        ("单位GDP用水量较2015年下降率", "M14.1", None),  # the name's own
        ("单位GDP用水量较2015年下降率指标", "M14.1", None),
        ("森林覆盖率(2019年)(亿元)", "18", 2019),
    ],
)
def test_a_name_may_speak_of_a_year(written, item, year):
    match = ITEMS.find(written)
    assert (match.id, match.year) == (item, year)


def test_a_name_is_looked_for_within_what_is_allowed():
    assert ITEMS.known("森林覆盖率", allowed=("14.1", "14.2")) is None
    assert ITEMS.find("优良天数比", within=("14.1", "14.2")).id == "14.1"
    assert ITEMS.find("森林覆盖率", within=("14.1", "14.2")) == Match(None)
    assert ITEMS.known("国家重点保护野生动植物种类保护率", allowed=("M7.5",)).id == "M7.5"


def test_a_name_like_one_of_ours_is_taken_with_the_next_ones_named():
    match = ITEMS.find("公共交通出行分担律(%)")
    assert (match.id, match.how, match.unit, match.number_contradicts, match.number_agrees) == ("48", "similarity", "%", False, False)
    assert match.candidates[0] == Candidate("48", "公共交通出行分担率", 88.9)
    assert (match.sure, match.asked) == (False, False)
    assert ITEMS.find("公共交通出行分担律", "47").number_contradicts
    assert not ITEMS.find("公共交通出行分担律", "48").number_contradicts


def test_the_plans_number_beside_a_name_makes_less_likeness_enough():
    written = "公交出行分担率情况统计"
    assert ITEMS.find(written).id is None
    assert ITEMS.find(written, "48").id == "48"
    assert ITEMS.find(f"48.{written}").id == "48"
    assert ITEMS.find(written, "47").id is None


def test_the_nearest_three_are_asked_the_nearest_first():
    match = ITEMS.find("农村污水处理率")
    assert [(candidate.id, candidate.score) for candidate in match.candidates] == sorted(
        ((candidate.id, candidate.score) for candidate in match.candidates), key=lambda pair: -pair[1]
    )
    assert (match.id, match.how, len(match.candidates), match.candidates[0].name) == (None, "none", 3, "城镇污水处理率")


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("公众对生态文明建设的参与渡", "54"),
        ("公众对生态文明建设的不参与度", None),  # 不 more
        ("对生态文明建设的参与度", "54"),
        ("万元业增加值用水量", "34.2"),  # half a word less, a slip
        ("乡镇生活垃圾无害化处理率", None),  # 城 for 乡
        ("城镇生活垃圾无害化处理度", None),  # 率 for 度
        ("城镇生活垃圾无害化处理", "45"),  # 率 left off
        ("党政领导干部参加生态文明培训的人数比例率", "52"),
    ],
)
def test_a_difference_that_tells_is_asked(written, taken):
    assert ITEMS.find(written).id == taken


def test_a_name_of_several_items_is_asked():
    one, other = SYSTEM.items[0], SYSTEM.items[1]
    doubled = replace(VOCABULARY, variants={**VOCABULARY.variants, one.name: ("同一说法",), other.name: ("同一说法",)})
    match = Matcher(SYSTEM, doubled).items.find("同一说法")
    assert match == Match(None, "none", (Candidate(one.id, one.name, 100.0), Candidate(other.id, other.name, 100.0)))
    assert match.asked


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("环境空气质量", ("14.1", "14.2")),
        ("14.环境空气质量", ("14.1", "14.2")),
        ("舟山市环境空气质量指标", ("14.1", "14.2")),
        ("森林覆盖率", ("18",)),
        ("优良天数比例", ()),
        ("", ()),
    ],
)
def test_the_items_of_an_indicator(written, items):
    assert ITEMS.of_indicator(written) == items


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("生态安全", True),
        ("(二)生态环境质量改善", True),
        ("生态环境质量改善", True),
        ("(二)", True),
        ("二、生态环境质量改善", True),
        ("生态", False),
        ("水面率", False),
    ],
)
def test_a_group_or_a_domain(written, group):
    assert ITEMS.is_group(written) == group


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("15.1", "15.1"),
        ("15-1", "15.1"),
        ("１５.1", "15.1"),
        ("m4.1", "M4.1"),
        ("'17", "17"),
        ('"17"', "17"),
        ("15", None),
        ("T7", None),
        ("", None),
    ],
)
def test_an_id_as_the_issued_ledger_prints_it(written, found):
    assert ITEMS.by_id(written) == found


@pytest.mark.parametrize(
    ("item", "number", "agrees"),
    [
        ("18", "18", True),
        ("18", "18.0", True),
        ("18", "17", False),
        ("14.1", "14", True),
        ("14.1", "14.1", True),
        ("14.1", "14-1", True),
        ("14.1", "14.2", False),
        ("14.1", "14.10", None),
        ("14.1", "十四", None),
        ("14.1", "114", None),
        ("14.1", "", None),
        ("14.1", None, None),
        ("M4.1", "4", None),
    ],
)
def test_a_number_agrees_with_the_plans(item, number, agrees):
    assert ITEMS.agrees(item, number) is agrees


def test_what_a_subject_is_called():
    assert (ITEMS.name("14.1"), ITEMS.name("M4.1"), ITEMS.number("14.1"), ITEMS.number("M4.1")) == (
        "优良天数比例",
        "市控断面达标率",
        14,
        None,
    )
    assert (MATCHER.title("14.1"), MATCHER.title("M4.1"), MATCHER.title("T8")) == ("优良天数比例", "市控断面达标率", "调整优化产业结构")


# ---- key tasks ---------------------------------------------------------------------------------

EIGHTH = "调整优化产业结构"
CONTENT = "淘汰20家企业落后产能,整治50家“低散乱”企业。"


@pytest.mark.parametrize(
    ("name", "content", "number", "match"),
    [
        (EIGHTH, "", None, Match("T8", "name")),
        (EIGHTH, "", "8", Match("T8", "number_and_name", number_agrees=True)),
        (f"8.{EIGHTH}", "", None, Match("T8", "number_and_name", number_agrees=True)),
        (EIGHTH, "", "7", Match("T8", "name", number_contradicts=True)),
        (f"7.{EIGHTH}", "", "8", Match("T8", "number_and_name", number_agrees=True)),
        ("", CONTENT, None, Match("T8", "name")),
        (CONTENT, "", None, Match("T8", "name")),
        ("别的", "淘汰20家企业落后产能，整治50家低散乱企业", None, Match("T8", "name")),
        (EIGHTH, "完成六横管委会领导干部自然资源资产离任审计。", None, Match("T8", "name")),  # its name before its content
    ],
)
def test_a_task_is_known_by_its_name_or_its_content(name, content, number, match):
    assert TASKS.find(name, content, number) == match
    assert TASKS.known(name, content, number) == match


def test_a_task_like_one_of_ours_is_taken_or_asked():
    taken = TASKS.find("调整优化产业结够布局", "", "8")
    assert (taken.id, taken.how, taken.candidates[0].name) == ("T8", "similarity", EIGHTH)
    assert TASKS.find("调整优化产业结够布局").id is None
    assert TASKS.find("调整优化产业结够").candidates[0] == Candidate("T8", EIGHTH, 87.5)
    assert TASKS.find("开展近岸海域污染防治").id == "T13"
    assert TASKS.find("不近岸海域污染防治").asked  # 不 more, in a short name
    assert TASKS.find("打造完全不同的东西") == Match(None)
    assert TASKS.find("") == Match(None)


def test_a_tasks_content_in_other_words_is_enough():
    written = "淘汰二十家企业落后产能，整治50家“低散乱”的企业"
    assert TASKS.find(written).id == "T8"
    assert TASKS.find("优化结构方面的各项具体工作", written).id == "T8"
    assert TASKS.find("", written).candidates[0].id == "T8"  # asked: a name that differs tells
    assert TASKS.find("", "淘汰企业") == Match(None)


def test_a_short_text_is_no_tasks_content():
    brief = replace(SYSTEM, key_tasks=(replace(SYSTEM.key_tasks[0], name="某事", content="建成污水处理厂"), *SYSTEM.key_tasks[1:]))
    assert Matcher(brief, VOCABULARY).tasks.find("建成污水处厂") == Match(None)
    assert Matcher(brief, VOCABULARY).tasks.find("建成一个污水处理厂").candidates[0].name == "某事"


def test_a_plan_whose_tasks_have_no_content_knows_them_by_their_names_only():
    bare = replace(SYSTEM, key_tasks=tuple(replace(task, content="") for task in SYSTEM.key_tasks))
    tasks = Matcher(bare, VOCABULARY).tasks
    assert tasks.find(EIGHTH).id == "T8"
    assert tasks.known("打造完全不同的东西") is None
    assert tasks.known("") is None


@pytest.mark.parametrize(
    ("written", "task"),
    [("T8", 8), ("t8", 8), ("Ｔ8", 8), ("T8-1", 8), ("T6", None), ("T99", None), ("8", None), ("T8-", None), ("XT8", None)],
)
def test_a_tasks_number_as_the_issued_ledger_prints_it(written, task):
    assert TASKS.by_id(written) == task


# ---- departments -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("市水利局", "市水利局"),
        ("水利局", "市水利局"),
        ("舟山市水利局", "市水利局"),
        ("舟山市市水利局", "市水利局"),
        ("市水利局(盖章)", "市水利局"),
        ("市水利局（公章）", "市水利局"),
        ("市水利局签章", "市水利局"),
        ("市自然资源和规划局", "市资源规划局"),
        ("人行舟山市中支", "舟山人行"),
    ],
)
def test_a_department_by_one_of_its_names(written, name):
    assert DEPARTMENTS.find(written) == Match(name, "name")


def test_a_department_like_one_of_ours_is_taken_or_asked():
    assert DEPARTMENTS.find("市农业和农村局").id == "市农业农村局"
    assert DEPARTMENTS.find("市农业和农村局").how == "similarity"
    asked = DEPARTMENTS.find("市水力局")
    assert (asked.id, asked.asked, asked.candidates[0].id, asked.candidates[0].name, len(asked.candidates)) == (
        None,
        True,
        "市水利局",
        "市水利局",
        3,
    )
    assert DEPARTMENTS.find("局") == Match(None)
    assert DEPARTMENTS.find("水利") == Match(None)
    assert DEPARTMENTS.find("完全不相干的一句话而已") == Match(None)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("附件2 指标台账(市城管局)0115", ("市城管局",)),
        ("市水利局、市资源规划局会签稿", ("市资源规划局", "市水利局")),
        ("市水利局和水利局", ("市水利局",)),
        ("台账", ()),
    ],
)
def test_the_departments_that_a_text_mentions(written, names):
    assert DEPARTMENTS.mentioned_in(written) == names


def _departments(*named: tuple[str, ...]) -> Matcher:
    made = tuple(replace(SYSTEM.departments[0], name=name, aliases=tuple(aliases)) for name, *aliases in named)
    assert all(isinstance(department, Department) for department in made)
    return Matcher(replace(SYSTEM, departments=made), VOCABULARY)


def test_what_an_alias_means_already_is_not_taken_from_it():
    matcher = _departments(("市某某局",), ("甲单位", "某某局"))
    assert (matcher.departments.find("某某局").id, matcher.departments.find("舟山市某某局").id) == ("甲单位", "市某某局")


def test_a_name_within_a_longer_one_is_not_mentioned_twice():
    matcher = _departments(("某某局",), ("某某局分局",))
    assert matcher.departments.mentioned_in("某某局分局台账") == ("某某局分局",)


def test_a_plan_of_one_department_takes_a_name_like_it():
    matcher = _departments(("市农业农村局",))
    assert matcher.departments.find("市农业和农村局").id == "市农业农村局"


def test_two_departments_that_are_as_like_are_asked_in_the_order_of_their_names():
    matcher = _departments(("市农业农村乙局",), ("市农业农村甲局",))
    match = matcher.departments.find("市农业农村局")
    assert (match.id, [candidate.id for candidate in match.candidates]) == (None, ["市农业农村乙局", "市农业农村甲局"])


# ---- counties ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "one"), [("定海区", True), ("普陀 区", True), ("定海区水利局", False), ("全市", False), ("", False)])
def test_a_text_is_a_county(written, one):
    assert REGIONS.is_one(written) == one


# ---- the matcher -------------------------------------------------------------------------------


def test_a_matcher_is_built_once_for_a_plan_and_a_vocabulary():
    others = [replace(SYSTEM) for _ in range(4)]
    first = matcher_for(SYSTEM, VOCABULARY)
    assert matcher_for(SYSTEM, VOCABULARY) is first
    assert matcher_for(SYSTEM, replace(VOCABULARY)) is not first
    for other in others[:2]:
        assert matcher_for(other, VOCABULARY).system is other
    assert matcher_for(SYSTEM, VOCABULARY) is first  # four are remembered
    for other in others:
        matcher_for(other, VOCABULARY)
    assert matcher_for(SYSTEM, VOCABULARY) is not first

"""The built-in system says what the plan says: compared, both ways, with copies of the annexes keyed by hand from the source."""

import re
from datetime import date
from pathlib import Path

import pytest

from ecoreport.language.widths import fold
from ecoreport.model import Goal, IndicatorSystem, Item, KeyTask
from ecoreport.system import load_system
from ecoreport.targets import parse_target

DATA = Path(__file__).parent / "data"
SYSTEM = load_system()


def lines_of(name: str) -> list[str]:
    return [line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def copied_items() -> dict[str, tuple[object, ...]]:
    """Annex 1 as keyed by hand: id -> every fact of the item."""
    copies: dict[str, tuple[object, ...]] = {}
    group = domain = ""
    for line in lines_of("annex1.txt"):
        if line.startswith("="):
            _, group, domain = line.split("=")
            continue
        id_, indicator, name, unit, target, nature, departments = line.split("|")
        copies[id_] = (
            domain,
            group,
            int(id_.split(".")[0]),
            indicator,
            name or indicator,
            unit,
            target,
            nature,
            tuple(departments.split()),
        )
    return copies


def facts_of(item: Item) -> tuple[object, ...]:
    return (item.domain, item.group, item.no, item.indicator, item.name, item.unit, item.target, item.nature, item.departments)


def copied_tasks() -> dict[int, tuple[object, ...]]:
    copies: dict[int, tuple[object, ...]] = {}
    for line in lines_of("annex2.txt"):
        no, domain, name, content, departments = line.split("|")
        copies[int(no)] = (domain.startswith("*"), domain.removeprefix("*"), name, content, tuple(departments.split()))
    return copies


def facts_of_task(task: KeyTask) -> tuple[object, ...]:
    return (task.domain_inferred, task.domain, task.name, task.content, task.departments)


@pytest.mark.parametrize("item", SYSTEM.items, ids=lambda item: item.id)
def test_every_item_is_as_annex_1_prints_it(item: Item) -> None:
    assert facts_of(item) == copied_items()[item.id]


def test_every_row_of_annex_1_is_an_item_in_the_same_order() -> None:
    assert list(copied_items()) == [item.id for item in SYSTEM.items]


@pytest.mark.parametrize("task", SYSTEM.key_tasks, ids=lambda task: task.id)
def test_every_key_task_is_as_annex_2_prints_it(task: KeyTask) -> None:
    assert facts_of_task(task) == copied_tasks()[task.no]


def test_every_row_of_annex_2_is_a_key_task_in_the_same_order() -> None:
    assert list(copied_tasks()) == [task.no for task in SYSTEM.key_tasks]
    assert 6 not in copied_tasks()


def test_every_numbered_paragraph_of_part_three_is_a_main_task_word_for_word() -> None:
    copies, section = [], ""
    for line in lines_of("part3.txt"):
        if match := re.fullmatch(r"(\d+)\.(.*)\(责任单位:(.*)\)", line):
            departments = tuple(match[3].replace("人行舟山市中支", "舟山人行").split("、"))
            copies.append((int(match[1]), section, match[2], departments))
        else:
            section = line.removesuffix("。")
    assert copies == [(task.no, task.section, task.content, task.departments) for task in SYSTEM.main_tasks]


def test_the_plan_counts_as_its_annexes_do() -> None:
    natures = [indicator.nature for indicator in SYSTEM.indicators]
    printed_in = [department.origin for department in SYSTEM.departments]
    assert (len(SYSTEM.indicators), len(SYSTEM.items), len(SYSTEM.key_tasks), len(SYSTEM.main_tasks), len(SYSTEM.stages)) == (
        54,
        68,
        45,
        25,
        6,
    )
    assert (natures.count("约束性"), natures.count("参考性")) == (36, 18)
    assert (len(SYSTEM.departments), printed_in.count("附件1"), printed_in.count("附件2"), printed_in.count("正文")) == (34, 31, 2, 1)
    assert [department.name for department in SYSTEM.collectives] == ["市属相关部门", "市属相关单位"]
    assert len({item.lead_department for item in SYSTEM.items} | {task.lead_department for task in SYSTEM.key_tasks}) == 20


def test_the_31_departments_of_annex_1_are_those_that_its_items_name() -> None:
    named = {name for item in SYSTEM.items for name in item.departments}
    assert named == {department.name for department in SYSTEM.departments if department.origin == "附件1"}


def test_what_the_plan_leaves_unsaid_stays_empty() -> None:
    parameters = SYSTEM.parameters
    assert (parameters.city, parameters.period, parameters.edition) == ("舟山市", 2020, "舟山2020")
    assert (parameters.terrain, parameters.city_size, parameters.ledger_deadline) == ("", "", None)
    assert (SYSTEM.references, SYSTEM.inspections) == ((), ())
    assert not any(condition.statement or condition.conclusion for condition in SYSTEM.conditions)
    assert all(group.domain_inferred for group in SYSTEM.groups)
    assert [task.no for task in SYSTEM.key_tasks if task.domain_inferred] == [8, 9, 10, 11, 12]


def test_ten_groups_stand_in_order_with_their_domains() -> None:
    assert [(group.no, group.domain) for group in SYSTEM.groups] == [
        ("(一)", "生态制度"), ("(二)", "生态安全"), ("(三)", "生态安全"), ("(四)", "生态安全"), ("(五)", "生态空间"),
        ("(六)", "生态经济"), ("(七)", "生态经济"), ("(八)", "生态生活"), ("(九)", "生态生活"), ("(十)", "生态文化"),
    ]  # fmt: skip


WORDS = ["1", "2", "4", "5", "6", "10", "11", "13", "20.2", "24", "27", "28.1", "28.2", "28.3", "29", "33.1", "49.1", "49.2"]
LOWER = ["14.2", "15.2", "34.1", "34.2", "35", "37", "39.1", "39.2", "50.3"]


@pytest.mark.parametrize("item", SYSTEM.items, ids=lambda item: item.id)
def test_every_item_for_which_a_number_makes_sense_says_which_way_is_better(item: Item) -> None:
    assert item.direction == (None if item.id in WORDS else "down" if item.id in LOWER else "up")


@pytest.mark.parametrize("subject", [*SYSTEM.items, *SYSTEM.goals], ids=lambda subject: subject.id)
def test_every_target_is_understood(subject: Item | Goal) -> None:
    assert parse_target(subject.target, subject.unit, subject.direction).understood


# Goals that no item of Annex 1 measures: paragraph, target, base year, deadline.
TEXT_ONLY = {
    "生态环境损害赔偿案例数量": (2, "逐步提升", None, None),
    "岸电设施使用率": (3, "提高", None, None),
    "市控断面达标率": (4, "100", None, None),
    "主要污染物总量减排": (5, "完成省下达的“十三五”减排任务", None, None),
    "生态环境状况指数(EI)": (7, "不降低", None, date(2021, 12, 31)),
    "林草覆盖率": (7, "不降低", None, date(2021, 12, 31)),
    "国家重点保护野生动植物种类保护率": (7, "不降低", None, date(2021, 12, 31)),
    "单位GDP用水量较2015年下降率": (14, "≥19", 2015, None),
    "万元工业增加值用水量较2015年下降率": (14, "≥16", 2015, None),
    "城区生活垃圾分类覆盖率": (22, "基本全覆盖", None, None),
    "城区生活垃圾总量": (22, "基本实现零增长", None, None),
    "城区生活垃圾回收利用率": (22, "≥45", None, None),
    "公众环境满意度": (24, "≥85", None, date(2020, 12, 31)),
}


def test_goals_that_stand_only_in_the_text_are_kept_apart_from_the_68() -> None:
    assert {goal.name: (goal.main_task, goal.target, goal.base_year, goal.deadline) for goal in SYSTEM.text_goals} == TEXT_ONLY


@pytest.mark.parametrize("goal", SYSTEM.goals, ids=lambda goal: goal.id)
def test_every_goal_quotes_its_paragraph_and_names_its_item_or_stands_alone(goal: Goal) -> None:
    task = SYSTEM.main_tasks[goal.main_task - 1]
    assert goal.text in task.content
    assert goal.id.startswith(f"M{task.no}.")
    assert set(goal.departments) <= set(task.departments)
    assert bool(goal.items) != goal.text_only


def test_every_number_with_a_percent_sign_in_part_three_is_a_goal() -> None:
    for task in SYSTEM.main_tasks:
        written = re.findall(r"(\d+)%", task.content)
        goals = [number for goal in task.goals for number in re.findall(r"\d+", goal.target) if goal.unit == "%"]
        assert sorted(set(written)) == sorted(set(goals)), task.no


def test_every_indicator_main_task_and_key_task_has_its_place() -> None:
    links = SYSTEM.links
    assert [link.main_task for link in links] == [task.no for task in SYSTEM.main_tasks]
    assert {no for link in links for no in link.indicators} == {indicator.no for indicator in SYSTEM.indicators}
    assert {no for link in links for no in link.key_tasks} == {task.no for task in SYSTEM.key_tasks}


def test_the_items_of_a_goal_stand_in_its_paragraphs_link() -> None:
    indicator_of = {item.id: item.no for item in SYSTEM.items}
    linked = {link.main_task: set(link.indicators) for link in SYSTEM.links}
    for goal in SYSTEM.goals:
        assert {indicator_of[item] for item in goal.items} <= linked[goal.main_task], goal.id


def test_stages_have_the_plans_dates() -> None:
    assert [(stage.level, stage.name, stage.begins, stage.ends) for stage in SYSTEM.stages] == [
        ("省级", "启动阶段", date(2019, 1, 1), date(2019, 12, 31)),
        ("省级", "创建阶段", date(2020, 1, 1), date(2020, 12, 31)),
        ("省级", "审查阶段", date(2021, 1, 1), date(2021, 12, 31)),
        ("国家级", "提标阶段", date(2021, 1, 1), date(2021, 12, 31)),
        ("国家级", "审查阶段", date(2022, 1, 1), date(2022, 12, 31)),
        ("国家级", "深化阶段", date(2023, 1, 1), date(2025, 12, 31)),
    ]
    due = [deliverable.due for stage in SYSTEM.stages for deliverable in stage.deliverables if deliverable.due]
    assert due == [date(2020, 12, 31), date(2021, 6, 30), date(2021, 12, 31), date(2022, 6, 30), date(2022, 12, 31)]


def test_yearly_goals_say_which_region_reaches_which_title() -> None:
    assert [(goal.year, goal.region) for goal in SYSTEM.yearly_goals] == [
        (2020, "定海区"), (2020, "其他县(区)"), (2021, "全域"), (2021, "舟山市"), (2022, "舟山市"),
    ]  # fmt: skip
    assert [region.name for region in SYSTEM.regions if region.outside] == ["岱山县", "嵊泗县"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("人行舟山市中支", "舟山人行"),
        ("舟山市水利局", "市水利局"),
        ("水利局", "市水利局"),
        ("市自然资源和规划局", "市资源规划局"),
        ("市文化和广电旅游体育局", "市文广旅体局"),
        ("市政府办公室", "市府办"),
        ("市人民政府办公室", "市府办"),
        ("市委办公室", "市委办"),
        ("五水共治办", "市治水治污办"),
        ("共青团舟山市委", "团市委"),
        ("市综合行政执法局", "市城管局"),
        ("海事局", "舟山海事局"),
        ("市市场监督管理局", "市市场监管局"),
        ("市生态环境局", "市生态环境局"),
    ],
)
def test_a_department_is_known_by_its_other_names(written: str, meant: str) -> None:
    assert [one.name for one in SYSTEM.departments if written in (one.name, *one.aliases)] == [meant]


def names_of_items(system: IndicatorSystem) -> list[tuple[str, str]]:
    return [(fold(name), item.id) for item in system.items for name in {item.name, *item.aliases}]


def test_no_name_or_alias_means_two_items() -> None:
    owner: dict[str, str] = {}
    for name, item in names_of_items(SYSTEM):
        assert owner.setdefault(name, item) == item, name


def test_a_goals_name_is_no_items_alias() -> None:
    aliases = {fold(alias) for item in SYSTEM.items for alias in item.aliases}
    assert not [goal.name for goal in SYSTEM.text_goals if fold(goal.name) in aliases]


# Each doubtful place of the source must be explained: subject and kind.
@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("15.1", "粘连"), ("15.2", "粘连"), ("34.1", "粘连"), ("34.2", "粘连"), ("14.1", "共用"), ("14.2", "共用"), ("21.1", "共用"),
        ("21.2", "共用"), ("33.1", "共用"), ("33.2", "共用"), ("28.3", "缺单位"), ("33.2", "缺单位"), ("15.2", "疑误"), ("37", "疑误"),
        ("39.1", "疑误"), ("39.2", "疑误"), ("50.3", "疑误"), ("31", "疑误"), ("M15", "疑误"), ("45", "数值不一"), ("46", "数值不一"),
        ("47", "数值不一"), ("53", "数值不一"), ("32", "名称不一"), ("20.3", "名称不一"), ("M2", "名称不一"), ("20.3", "缺单位"),
        ("T31", "部门不一"), ("T36", "部门不一"), ("T38", "部门不一"), ("T45", "部门不一"), ("M18", "部门不一"), ("M1", "部门不一"),
    ],
)  # fmt: skip
def test_every_doubtful_place_is_explained(subject: str, kind: str) -> None:
    assert [note for note in SYSTEM.notes if (note.subject, note.kind) == (subject, kind) and note.treatment]


def test_the_notes_on_departments_quote_them_as_the_plan_has_them() -> None:
    tasks = {task.id: task for task in SYSTEM.key_tasks}
    for note in SYSTEM.notes:
        if note.kind == "部门不一" and note.subject in tasks:
            assert note.source_text.endswith("、".join(tasks[note.subject].departments)), note.no


def test_what_the_rules_say_of_an_item_names_them_and_whether_anybody_held_it_against_them() -> None:
    explained = {explanation.item: explanation for explanation in SYSTEM.explanations}
    assert [item.id for item in SYSTEM.items if item.id not in explained] == ["19", "23", "33.2", "44"]  # no public rule is known
    assert all(each.meaning.endswith("。") and each.source and each.basis for each in explained.values())
    assert explained["25"].formula.endswith("÷受污染耕地总面积×100%")
    assert not explained["25"].unverified
    assert explained["32"].unverified
    assert {item.id for item in SYSTEM.items if item.unit == "%" and item.id in explained and not explained[item.id].formula} == set()
    assert len(SYSTEM.conditions) == 12
    assert all(condition.basis for condition in SYSTEM.conditions)

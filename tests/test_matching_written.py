"""How offices write names: what is found without a question, what the row must bear out, what is another measure (tests/names_cases)."""

from pathlib import Path

import pytest

from ecoreport.matching import Beside, Matcher
from ecoreport.system import load_system
from ecoreport.vocabulary import load_vocabulary

MATCHER = Matcher(load_system(), load_vocabulary())
ITEMS, TASKS = MATCHER.items, MATCHER.tasks
CASES = Path(__file__).parent / "names_cases"


def lines(name: str) -> list[list[str]]:
    rows = (CASES / f"{name}.txt").read_text("utf-8").splitlines()
    return [[part.replace("\\n", "\n") for part in row.rsplit(" | ", 1 if name == "found" else 2)] for row in rows]


@pytest.mark.parametrize(("written", "item"), lines("found"))
def test_a_name_is_found_however_it_is_written(written, item):
    match = ITEMS.find(written)
    assert (match.id, match.sure) == (item, True)


@pytest.mark.parametrize(("written", "item", "unit"), lines("found_by_unit"))
def test_a_shorter_name_is_found_where_its_unit_bears_it_out(written, item, unit):
    assert not ITEMS.find(written).sure
    assert ITEMS.find(written, beside=Beside(unit)).id == item
    assert ITEMS.find(written, beside=Beside(unit)).sure


@pytest.mark.parametrize(("written", "item", "unit"), lines("found_by_sender"))
def test_a_still_shorter_name_is_found_among_the_sender_s_own_items(written, item, unit):
    sender = ITEMS.subjects[item].departments[0]
    own = frozenset(each.id for each in MATCHER.system.items if sender in each.departments)
    assert not ITEMS.find(written, beside=Beside(unit)).sure
    found = ITEMS.find(written, beside=Beside(unit, own=own))
    assert (found.id, found.sure) == (item, True)


@pytest.mark.parametrize("written", [row[0] for row in lines("asked")])
def test_another_measure_is_never_taken_for_ours(written):
    assert ITEMS.find(written).id is None or not ITEMS.find(written).sure
    assert ITEMS.find(written, beside=Beside("%")).id is None


@pytest.mark.parametrize(
    ("written", "number", "beside", "item", "sure"),
    [
        ("标准化运维比例", None, Beside(), None, False),
        ("标准化运维比例", "44", Beside(), "44", True),
        ("新建绿色建筑", "47", Beside("%"), "47", False),  # what it is is left out: told
        ("受污染耕地利用率", None, Beside("%", "≥92"), "25", True),
        ("公园绿地面积", None, Beside("平方米/人"), "46", True),  # the unit says 人均
        ("公园绿地面积", None, Beside("公顷"), None, False),
        ("公园绿地面积", "46", Beside("公顷"), None, False),
        ("人均绿地面积", None, Beside("平方米/人"), None, False),  # 公园 tells
        ("GDP用水量", None, Beside("立方米/万元"), "34.1", True),
        ("GDP用水量", None, Beside("万立方米"), None, False),
        ("工业用水量", None, Beside("万立方米"), None, False),
        ("化肥农药施用强度—化肥", None, Beside(), "39.1", True),
        ("化肥农药施用强度—农药", None, Beside(), "39.2", True),
        ("化肥、农药施用强度", None, Beside("千克/亩"), None, False),
        ("化肥/农药施用强度", None, Beside("千克/亩"), None, False),
        ("城镇污水处理费", None, Beside("元/吨"), None, False),
        ("贷款余额", None, Beside("亿元"), "12", False),  # told: 绿色 is left out
    ],
)
def test_what_the_row_says_beside_a_name_bears_it_out_or_not(written, number, beside, item, sure):
    match = ITEMS.find(written, number, beside=beside)
    assert (match.id, match.sure) == (item, sure)


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("化肥农药施用强度", ("39.1", "39.2")),
        ("空气质量", ("14.1", "14.2")),
        ("环境质量", ()),  # of the air or of the water
        ("化肥施用强度", ()),
        ("化肥", ()),
    ],
)
def test_an_indicator_of_several_parts_is_known_by_its_own_words(written, items):
    assert ITEMS.of_indicator(written) == items


@pytest.mark.parametrize(("written", "task"), [row.rsplit(" | ", 1) for row in (CASES / "tasks.txt").read_text("utf-8").splitlines()])
def test_a_task_is_found_by_its_own_words_however_they_stand(written, task):
    match = TASKS.find(written.replace("\\n", "\n"))
    assert (match.id, match.sure) == (task, True)


@pytest.mark.parametrize("written", (CASES / "no_task.txt").read_text("utf-8").splitlines())
def test_common_words_make_no_task(written):
    assert TASKS.find(written).id is None


def test_a_part_of_a_tasks_content_is_not_the_task():
    assert TASKS.find("造林8100亩").id is None
    assert not TASKS.find("建设“一村万树”示范村9个").sure
    assert TASKS.find("实施海岸线整治修复工程27.571公里").id == "T17"  # nearly all of it


def test_the_plans_number_makes_a_shorter_task_sure():
    assert TASKS.find("离任审计", "", "2").sure
    assert not TASKS.find("离任审计").sure


@pytest.mark.parametrize(
    ("written", "unit", "asked"),
    [
        ("绿色采购金额(万元)", "", False),  # it ends otherwise, and is counted otherwise: the rate's own row answers
        ("绿色采购金额", "", True),
        ("公园绿地面积", "公顷", True),  # it may be the same thing with a wrong unit
    ],
)
def test_an_item_is_not_asked_about_where_name_and_unit_say_another_measure(written, unit, asked):
    match = ITEMS.find(written, beside=Beside(unit))
    nearest = ITEMS.find(written.partition("(")[0]).candidates[0].id
    assert match.id is None
    assert (nearest in {each.id for each in match.candidates}) == asked

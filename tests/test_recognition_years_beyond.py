"""Years that only a note or a folder tells, and sheets that are each other's counterpart."""

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.recognition import recognise

TABLE = "指标名称 | 单位 | {}\n危险废物利用处置率 | % | 98"


def year_of(file: str, heading: str = "完成值", note: str = "", title: str = "") -> int:
    """Say of which year the one value of a little table is taken."""
    sketch = (f"{title}\n" if title else "") + TABLE.format(heading) + (f"\n{note}" if note else "")
    layout = recognise(draw(sketch, file), SYSTEM, VOCABULARY, 2020)
    (record,) = layout.records
    slot = next(slot for slot in record.slots if slot.field == "actual")
    return slot.year or record.year or layout.period or 2020


@pytest.mark.parametrize(
    ("folder", "year"),
    [
        ("2019年", 2019), ("2018年度报送", 2018), ("2019年度指标", 2019), ("二〇一九年", 2019), ("2019/终稿", 2019), ("2019年/2021年重报", 2019),
        ("2021年", 2020), ("2021年报送", 2020), ("2020年度", 2020), ("2021年/2020年度", 2020), ("2019年12月30日报送", 2020),
        ("20191230", 2020), ("2018年以来", 2020), ("2018-2020年", 2020), ("2019年启动创建", 2020), ("终稿", 2020), ("2019年/2020年", 2020),
    ],
)  # fmt: skip
def test_a_folder_of_an_earlier_year_is_of_that_year_and_one_of_the_next_is_when_it_was_sent(folder, year):
    assert year_of(f"{folder}/市生态环境局.xlsx") == year


@pytest.mark.parametrize(("heading", "title"), [("2020年完成值", ""), ("2020年", ""), ("完成值", "2020年度指标完成情况")])
def test_a_folder_says_nothing_of_a_table_that_names_its_year(heading, title):
    assert year_of("2018年/市生态环境局.xlsx", heading, title=title) == 2020


@pytest.mark.parametrize(
    ("note", "year"),
    [
        ("注:以上为2019年年报数,2020年数据待4月出。", 2019), ("注：本表数据为2018年度数据。", 2018), ("以上数据均为2019年数", 2019),
        ("说明：表中数据采用2019年监测数据。", 2019), ("注：1.以上为上年数据。", 2019), ("注：本表均为2019年统计数据", 2019),
        ("注:目标值为2019年下达。", 2020), ("注：较2019年提高3个百分点。", 2020), ("注：2019年数据已于去年报送。", 2020),
        ("注：以上为2020年年报数。", 2020), ("注：名录自2019年起执行。", 2020), ("说明：2019年为基期。", 2020),
    ],
)  # fmt: skip
@pytest.mark.parametrize("title", ["", "2020年度指标情况"])
def test_a_note_says_of_which_year_the_numbers_of_its_table_are(note, year, title):
    assert year_of("市生态环境局/台账.xlsx", note=note, title=title) == year


@pytest.mark.parametrize(
    ("other", "plan"), [("实绩", True), ("完成情况", True), ("2020年实际", True), ("说明", False), ("重点任务", False)]
)
@pytest.mark.parametrize("name", ["目标", "目标值"])
def test_a_sheet_called_a_target_is_a_plan_beside_its_counterpart(name, other, plan):
    table = TABLE.format("2020年")
    layout = recognise(draw(f"== {name}\n{table}\n== {other}\n{table}", "市生态环境局/台账.xlsx"), SYSTEM, VOCABULARY, 2020)
    assert [record.scope.kind for record in layout.records] == ["plan" if plan else "actual", "actual"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2020年目标责任书执行情况", "actual"), ("目标任务落实情况表", "actual"), ("2020年目标任务书执行情况（重点任务）", "actual"),
        ("计划完成情况", "actual"), ("2020年度任务进展情况", "actual"), ("责任书实施情况", "actual"),
        ("2020年目标责任书", "plan"), ("目标任务表", "plan"), ("完成情况预测", "forecast"), ("年度目标任务分解", "plan"),
        ("执行情况（计划）", "plan"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("table", [TABLE.format("2020年"), "序号 | 任务名称 | 2020年度\n5 | 实施生态环境损害赔偿制度 | 已完成"])
def test_a_title_of_what_was_done_is_nearer_than_a_file_called_a_plan(title, kind, table):
    layout = recognise(draw(f"{title}\n{table}", "市生态环境局/市生态环境局责任书.xlsx"), SYSTEM, VOCABULARY, 2020)
    assert [record.scope.kind for record in layout.records] == [kind] * len(layout.records)


def test_under_a_title_that_says_neither_a_file_called_a_plan_holds_one_unless_a_state_is_told():
    told = {}
    for what, table in {
        "item": TABLE.format("2020年"),
        "task": "序号 | 任务名称 | 2020年度\n5 | 实施生态环境损害赔偿制度 | 已完成",
    }.items():
        layout = recognise(draw(f"2020年指标情况\n{table}", "市生态环境局/市生态环境局责任书.xlsx"), SYSTEM, VOCABULARY, 2020)
        told[what] = {record.scope.kind for record in layout.records}
    assert told == {"item": {"plan"}, "task": {"actual"}}

"""Where no heading says surely which column holds the values, contents, neighbours and the plan tell; where they do not, it is asked."""

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.recognition import recognise

NAMES = ("城镇污水处理率 | %", "城镇生活垃圾无害化处理率 | %", "城镇人均公园绿地面积 | 平方米/人")  # plan: ≥95, ≥96, ≥13


def table(headings: str, *rows: str) -> str:
    return "\n".join([f"指标名称 | 单位 | {headings}", *(f"{name} | {row}" for name, row in zip(NAMES, rows, strict=True))])


def values(sketch: str, year: int = 2020) -> list[str]:
    """Give what is taken for a year's actual values."""
    records = recognise(draw(sketch, "市城管局/台账.xlsx"), SYSTEM, VOCABULARY, 2020).records
    slots = [slot for record in records for slot in record.slots if record.scope.adopted and slot.field == "actual"]
    return [slot.text for slot in slots if (slot.year or 2020) == year]


def codes(sketch: str) -> set[str]:
    return {finding.code for finding in recognise(draw(sketch, "市城管局/台账.xlsx"), SYSTEM, VOCABULARY, 2020).findings}


ACTUAL = ["96.4", "99.2", "15.6"]


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        ("标 | 绩 | 分", ("95 | 96.4 | 5", "96 | 99.2 | 5", "13 | 15.6 | 4.5")),
        ("盘子 | 交账 | 比例", ("95 | 96.4 | 101.5", "96 | 99.2 | 103.3", "13 | 15.6 | 120")),
        ("A栏 | B栏 | C栏", ("95 | 96.4 | 1.4", "96 | 99.2 | 3.2", "13 | 15.6 | 2.6")),
        ("B栏 | A栏 | C栏", ("96.4 | 95 | 1.4", "99.2 | 96 | 3.2", "15.6 | 13 | 2.6")),
        ("该到多少 | 到了多少", ("≥95 | 96.4", "≥96 | 99.2", "≥13 | 15.6")),
        ("标尺 | 落点", ("95 | 96.4", "96 | 99.2", "13 | 15.6")),
        ("要求 | 兑现", ("≥95 | 96.4", "≥96 | 99.2", "≥13 | 15.6")),
        ("指标值 | 上年同期值", ("96.4 | 95.8", "99.2 | 98.7", "15.6 | 15.2")),
        ("报告期 | 指标值 | 上年同期值", ("2020年报 | 96.4 | 95.8", "2020年报 | 99.2 | 98.7", "2020年报 | 15.6 | 15.2")),
        ("标准 | 实测", ("95 | 96.4", "96 | 99.2", "13 | 15.6")),
        ("目标 | 眼下", ("95 | 96.4", "96 | 99.2", "13 | 15.6")),
    ],
)  # fmt: skip
def test_values_are_told_from_targets_by_what_stands_there(headings, rows):
    assert values(table(headings, *rows)) == ACTUAL


@pytest.mark.parametrize("earlier", ["去年底", "上年同期值", "2019年末", "去年到了"])
def test_earlier_years_come_with_the_values(earlier):
    sketch = table(f"{earlier} | 今年底", "95.8 | 96.4", "98.7 | 99.2", "15.2 | 15.6")
    assert values(sketch) == ACTUAL
    assert values(sketch, 2019) == ["95.8", "98.7", "15.2"]


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        ("A | B", ("96.4 | 97.1", "99.2 | 99.5", "15.6 | 15.9")),  # nothing parts them
        ("甲口径 | 乙口径", ("96.4 | 97.1", "99.2 | 99.5", "15.6 | 15.9")),
        ("目标 | 下达数", ("95 | 96.4", "96 | 99.2", "13 | 15.6")),  # a word for what is to be
        ("目标 | 预警值", ("95 | 96.4", "96 | 99.2", "13 | 15.6")),
        ("目标 | 分值", ("95 | 96.4", "96 | 99.2", "13 | 15.6")),
        ("基准 | 底线", ("95 | 96.4", "96 | 99.2", "13 | 15.6")),
        ("档案号", ("96", "99", "15")),
    ],
)  # fmt: skip
def test_what_nothing_parts_is_not_taken(headings, rows):
    assert values(table(headings, *rows)) == []
    assert codes(table(headings, *rows)) & {"H203", "H204"}


def test_targets_under_a_word_for_values_are_no_values():
    assert values(table("数值 | 完成数", "95 | 96.4", "96 | 99.2", "13 | 15.6")) == ACTUAL


def test_a_legend_says_what_numbered_columns_hold():
    sketch = "1栏为计划,2栏为上年,3栏为当年\n甲 | 乙 | 1 | 2 | 3\n" + "\n".join(
        f"{name} | {row}" for name, row in zip(NAMES, ("95 | 95.8 | 96.4", "96 | 98.7 | 99.2", "13 | 15.2 | 15.6"), strict=True)
    )
    assert values(sketch) == ACTUAL
    assert values(sketch, 2019) == ["95.8", "98.7", "15.2"]


def by_year(sketch: str, file: str) -> dict[tuple[str | None, int | None], str]:
    records = recognise(draw(sketch, file), SYSTEM, VOCABULARY, 2020).records
    return {
        (record.subject, slot.year): slot.text
        for record in records
        for slot in record.slots
        if slot.field == "actual" and record.scope.adopted and not record.scope.region
    }


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        (" | 应训 | 实训 | 折合", ("2019 | 1264人 | 1219人 | 96.4%", "2020 | 1286人 | 1286人 | 100%")),
        ("年份 | 名额 | 到场 | 比重", ("2019年 | 1264 | 1219 | 96.4", "2020年 | 1286 | 1286 | 100")),
        ("年度 | 总数(人) | 参加(人) | 占", ("二〇一九年 | 1264 | 1219 | 96.4%", "二〇二〇年 | 1286 | 1286 | 100%")),
    ],
)
def test_under_a_title_that_names_the_item_the_share_is_told_from_what_it_is_made_of(headings, rows):
    told = by_year("\n".join(("党政领导干部参加生态文明培训的人数比例", headings, *rows)), "市委组织部/培训.xlsx")
    assert {key: text.rstrip("%") for key, text in told.items()} == {("52", 2019): "96.4", ("52", 2020): "100"}


def test_years_of_two_digits_stand_under_items_beside_counties():
    sketch = (
        " | 化肥施用强度(千克/公顷) | < | 农药施用强度(千克/亩) | <\n | 19 | 20 | 19 | 20\n"
        "定海 | 331 | 316 | 0.16 | 0.15\n普陀 | 322 | 309 | 0.15 | 0.14\n全市 | 325 | 311 | 0.155 | 0.146"
    )
    told = by_year(sketch, "市农业农村局/各县区.xlsx")
    assert told == {("39.1", 2019): "325", ("39.1", 2020): "311", ("39.2", 2019): "0.155", ("39.2", 2020): "0.146"}

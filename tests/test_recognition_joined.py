"""A heading that names several things stands over cells that hold as many values; what is written otherwise is left to be asked."""

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.recognition import recognise


def slots(sketch: str) -> list[tuple[str, int | None, str]]:
    records = recognise(draw(sketch, "市城管局/台账.xlsx"), SYSTEM, VOCABULARY, 2020).records
    return [(slot.field, slot.year, slot.text) for record in records for slot in record.slots if slot.field not in ("name", "unit")]


@pytest.mark.parametrize(
    ("heading", "cell", "told"),
    [
        ("19→20年", "96.1%→98.4%", [("actual", 2019, "96.1%"), ("actual", 2020, "98.4%")]),
        ("2019年/2020年", "96.1/98.4", [("actual", 2019, "96.1"), ("actual", 2020, "98.4")]),
        ("2019、2020年", "96.1、98.4", [("actual", 2019, "96.1"), ("actual", 2020, "98.4")]),
        ("2018年/2019年/2020年", "95/96.1/98.4", [("actual", 2018, "95"), ("actual", 2019, "96.1"), ("actual", 2020, "98.4")]),
        ("实际/目标", "96.4/95", [("actual", 2020, "96.4"), ("target", 2020, "95")]),
        ("目标值/完成值", "≥95 / 96.4%", [("target", 2020, "≥95"), ("actual", 2020, "96.4%")]),
        ("完成值(目标值)", "96.4(95)", [("actual", 2020, "96.4"), ("target", 2020, "95")]),
        ("2020年（2019年）", "98.4（96.1）", [("actual", 2020, "98.4"), ("actual", 2019, "96.1")]),
    ],
)
def test_a_cell_gives_a_value_for_each_part_of_its_heading(heading, cell, told):
    found = slots(f"指标名称 | 单位 | {heading}\n城镇污水处理率 | % | {cell}\n城镇生活垃圾无害化处理率 | % | {cell}")
    assert [(field, year or 2020, text) for field, year, text in found] == told * 2


def test_a_cell_that_is_written_otherwise_stays_whole():
    found = slots(
        "指标名称 | 单位 | 实际/目标\n城镇污水处理率 | % | 96.4/95\n城镇生活垃圾无害化处理率 | % | 99/96\n城镇人均公园绿地面积 | 平方米/人 | 约15.6"
    )
    assert found[-1] == ("actual", None, "约15.6")


@pytest.mark.parametrize("heading", ["完成值", "2020年", "约束性/参考性", "完成情况（文字）"])
def test_another_heading_leaves_cells_whole(heading):
    assert all("/" in text for _, _, text in slots(f"指标名称 | 单位 | {heading}\n城镇污水处理率 | % | 96.4/95"))

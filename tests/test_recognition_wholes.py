"""Wholes under their parts, differences beside years, years written short, labels of one's own: each read in the words of other offices."""

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.recognition import recognise


def values(sketch: str, file: str) -> dict[str, str]:
    """Give what is taken for values: by item and year."""
    records = recognise(draw(sketch, file), SYSTEM, VOCABULARY, 2020).records
    adopted = [record for record in records if record.kind == "indicator" and record.scope.adopted]
    slots = [(record, slot) for record in adopted for slot in record.slots if slot.field == "actual"]
    return {f"{record.subject} {slot.year or record.year or 2020}": slot.text for record, slot in slots}


TRAINING, BUYING, SORTING = "市委组织部/培训.xlsx", "市财政局/采购.xlsx", "市农业农村局/分类.xlsx"
WHOLES = [
    ("党政领导干部参加生态文明培训情况\n班次 | 应训 | 参训 | 参训率\n春季班 | 120 | 118 | 98.3\n秋季班 | 90 | 90 | 100\n合计 | 210 | 208 | 99", TRAINING, {"52 2020": "99"}),
    ("政府绿色采购比例测算\n品类 | 同类采购额 | 绿色产品 | 占比\n纸张 | 400 | 380 | 95%\n电脑 | 600 | 480 | 80%\n总计 | 1000 | 860 | 86%\n去年总计 | 900 | 747 | 83%", BUYING, {"51 2020": "86%", "51 2019": "83%"}),
    ("农村生活垃圾分类处理建制村情况\n地区 | 建制村 | 分类村 | 覆盖率\n全市 | 280 | 252 | 90%\n定海区 | 100 | 91 | 91%\n普陀区 | 180 | 161 | 89.4%", SORTING, {"49.3 2020": "90%"}),
    ("政府绿色采购比例\n年度 | 品类 | 同类 | 绿色 | 比重\n2019 | 车辆 | 300 | 240 | 80\n^ | 小计 | 300 | 240 | 80\n2020 | 车辆 | 320 | 288 | 90\n^ | 小计 | 320 | 288 | 90", BUYING, {"51 2019": "80", "51 2020": "90"}),
]  # fmt: skip


@pytest.mark.parametrize(("sketch", "file", "taken"), WHOLES)
def test_the_line_of_the_whole_holds_the_title_s_item(sketch, file, taken):
    assert values(sketch, file) == taken


def test_a_whole_whose_columns_make_no_share_is_none():
    sketch = (
        "政府绿色采购情况\n品类 | 同类采购额 | 绿色产品 | 供应商数\n纸张 | 400 | 380 | 12\n电脑 | 600 | 480 | 31\n总计 | 1000 | 860 | 43"
    )
    assert values(sketch, BUYING) == {}


WATER = "市城管局/台账.xlsx"
ROWS = ("城镇污水处理率(%) | {} | {} | {}", "城镇生活垃圾无害化处理率(%) | {} | {} | {}")


@pytest.mark.parametrize(
    ("headings", "one", "other", "taken"),
    [
        ("18实绩 | 19实绩 | 20实绩", ("94.1", "95.2", "96.4"), ("98", "98.7", "99.2"), "2018 2019 2020"),
        ("一八年 | 一九年 | 二〇年", ("94.1", "95.2", "96.4"), ("98", "98.7", "99.2"), "2018 2019 2020"),
        ("年底交账 | 头一年 | 涨跌", ("96.4", "95.2", "1.2"), ("99.2", "98.7", "0.5"), "2020 2019"),
        ("岁末成绩 | 头年 | 起落", ("96.4", "95.2", "+1.2"), ("99.2", "98.7", "+0.5"), "2020 2019"),
    ],
)
def test_years_written_short_or_by_a_difference_are_read(headings, one, other, taken):
    sketch = "\n".join((f"指标 | {headings}", ROWS[0].format(*one), ROWS[1].format(*other)))
    expected = {f"{item} {year}": row[at] for item, row in (("43", one), ("45", other)) for at, year in enumerate(taken.split())}
    assert values(sketch, WATER) == expected


def test_a_label_of_one_s_own_before_several_names_heads_cards():
    card = "叫法 | {} | 管的 | 一科\n2019年 | {} | 2020年 | {}\n\n"
    sketch = card.format("城镇污水处理率", "95.2%", "96.4%") + card.format("城镇生活垃圾无害化处理率", "98.7%", "99.2%")
    assert values(sketch, WATER) == {"43 2019": "95.2%", "43 2020": "96.4%", "45 2019": "98.7%", "45 2020": "99.2%"}


def test_words_that_all_readings_give_alike_are_taken():
    sketch = "啥账 | 上头压的 | 落笔的\n能源“双控” | 完成上级规定的年度能源“双控”目标任务 | 完成上级规定的年度能源“双控”目标任务"
    assert values(sketch, "市发改委/账.xlsx") == {"33.1 2020": "完成上级规定的年度能源“双控”目标任务"}

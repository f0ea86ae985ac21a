"""A column of places of ours is known by what stands in it: the whole city's row stays the city's, each region's is its own."""

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.work import understand

TABLE = """2020年城镇生活垃圾无害化处理率
填报单位：市城管局
序号 | {} | 指标名称 | 2020年(%)
45 | {} | 城镇生活垃圾无害化处理率 | 99.57
 | {} | 城镇生活垃圾无害化处理率 | 98.09"""
COUNTIES = """== {}
填报单位：市水利局
指标 | 地区 | 单位 | 2020年完成值
农村饮用水达标人口覆盖率 | {} | % | 97.35
 | 定海区 | % | 98.4
 | 普陀区 | % | 97.9"""


def read(sketch: str) -> dict[str, str]:
    """Give whose each number is: "" for the city's, then the regions', ! before anybody else."""
    batch = understand(draw(sketch, "台账.xlsx"), SYSTEM, VOCABULARY, 2020)
    told = [(each.scope.region or (f"!{each.scope.elsewhere}" if each.scope.elsewhere else ""), each.actual.raw) for each in batch.entries]
    assert len(told) == len(dict(told)), told
    return dict(told)


@pytest.mark.parametrize("heading", ["范围", "地区", "单位", "统计口径", "县(市、区)", "所在地", "填报对象"])
@pytest.mark.parametrize(("whole", "part", "region"), [
    ("全市", "六横管委会", "六横管委会"), ("全市", "其中:岱山县", "岱山县"), ("舟山市", "其中：定海区", "定海区"), ("全市合计", "其中普陀区", "普陀区"),
    ("市本级", "嵊泗", "嵊泗县"), ("全市", "石化基地管委会", "石化基地管委会"), ("全市", "其中:六横", "六横管委会"), ("全市", "宁波市", "!宁波市"),
    ("全市", "其中:鄞州区", "鄞州区"),
])  # fmt: skip
def test_places_of_ours_fill_a_column_whatever_it_is_called(heading: str, whole: str, part: str, region: str) -> None:
    assert read(TABLE.format(heading, whole, part)) == {"": "99.57", region: "98.09"}
    assert read(TABLE.format(heading, whole, part).replace("\n | ", "\n^45 | ")) == {"": "99.57", region: "98.09"}


@pytest.mark.parametrize("sheet", ["分县", "按县", "分区", "各县区", "按县区分列", "分县(区)", "分市县", "逐县", "s"])
@pytest.mark.parametrize("whole", ["全市", "舟山市", "全市合计", "全市平均"])
def test_a_row_of_the_whole_city_among_counties_is_the_citys(sheet: str, whole: str) -> None:
    assert read(COUNTIES.format(sheet, whole)) == {"": "97.35", "定海区": "98.4", "普陀区": "97.9"}


@pytest.mark.parametrize("sheet", ["岱山县", "慈溪市", "分宜县"])
def test_a_sheet_that_is_a_countys_keeps_its_rows(sheet: str) -> None:
    assert "" not in read(COUNTIES.format(sheet, "全市"))


@pytest.mark.parametrize(("whole", "area"), [
    ("全市", "石化基地管委会"), ("全市", "石化基地管委会(%)"), ("舟山市", "石化基地管委会"), ("市本级", "石化基地管委会"), ("本市", "石化基地管委会"),
])  # fmt: skip
def test_a_zone_that_is_a_department_heads_its_own_column_beside_the_citys(whole: str, area: str) -> None:
    table = f"2020年固废指标\n序号 | 指标名称 | {whole} | {area}\n40 | 一般工业固体废物综合利用率 | 95.38 | 99.14"
    assert read(table) == {"": "95.38", "石化基地管委会": "99.14"}


@pytest.mark.parametrize("beside", ["市水利局", "责任单位", "备注"])
def test_a_department_at_the_head_of_a_column_is_no_region(beside: str) -> None:
    table = f"填报单位：市生态环境局\n序号 | 指标名称 | 2020年完成值 | {beside}\n40 | 一般工业固体废物综合利用率 | 95.38 | 石化基地管委会"
    assert read(table) == {"": "95.38"}

"""How far figures reach, and which words name no owner: a plant's label, a county in a reason, a blank inside a name, a bulletin, other sheets."""

from datetime import date

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.judging.scopes import heard
from ecoreport.work import understand

TABLE = "指标名称 | 单位 | 2020年\n危险废物利用处置率 | % | 98"
OURS = "市生态环境局.xlsx"


def adopted(sketch: str, file: str = OURS) -> list[str]:
    batch = heard(understand(draw(sketch, file), SYSTEM, VOCABULARY, 2020), SYSTEM, 2020, date(2020, 12, 31))
    return [entry.actual.raw for entry in batch.entries if entry.actual.state == "value"]


def told(sketch: str, file: str = OURS) -> list[str]:
    """List every value of the year, with whose it is."""
    entries = understand(draw(sketch, file), SYSTEM, VOCABULARY, 2020).entries
    whose = [(entry.scope.region or entry.scope.elsewhere or "全市", entry.actual) for entry in entries if entry.year == 2020]
    return sorted(f"{name} {figure.raw}" for name, figure in whose if figure.state == "value")


@pytest.mark.parametrize(
    "line",
    ["统计范围：岛北污水处理厂服务片区", "数据范围:临城街道", "统计口径：老塘山港区", "统计范围：某某化工厂", "注：统计范围为白泉河断面", "统计范围：舟山国家石油储备基地项目", "本表仅统计定海工业园区",
     "统计范围：六横镇", "统计对象：虹桥水库"],
)  # fmt: skip
def test_what_reaches_no_farther_than_one_site_is_not_the_whole_place_s(line: str) -> None:
    assert adopted(f"2020年情况\n{line}\n{TABLE}") == []
    assert adopted(f"2020年情况\n{TABLE}\n\n{line}") == []


@pytest.mark.parametrize(
    "line",
    ["统计范围：全市域", "统计范围：城镇污水处理厂", "统计范围：全市12座污水处理厂", "统计口径：规模以上工业企业", "统计范围：各县（区）、功能区", "统计范围：县级以上集中式饮用水水源地", "统计范围：化工园区",
     "统计范围：市控以上断面", "统计范围：城市建成区", "统计口径：年末常住人口", "统计范围：重点项目", "统计范围：渔农村", "统计范围：舟山市", "统计范围：舟山群岛", "统计范围：所有街道、乡镇",
     "统计范围：普通国省道"],
)  # fmt: skip
def test_what_reaches_over_all_of_its_kind_is_the_place_s(line: str) -> None:
    assert adopted(f"2020年情况\n{line}\n{TABLE}") == ["98"]
    assert adopted(f"2020年情况\n{TABLE}\n\n{line}") == ["98"]


@pytest.mark.parametrize("heading", ["未完成原因", "涉及县区", "整改问题", "说明事项", "点位"])
@pytest.mark.parametrize("text", ["定海区干𬒗镇2处设施改造中", "普陀区、岱山县正在整改", "定海区1家企业停产", "岱山县衢山镇新增2处"])
def test_a_county_in_a_sentence_makes_no_row_the_county_s(heading: str, text: str) -> None:
    assert adopted(f"指标名称 | 单位 | 2020年 | {heading}\n危险废物利用处置率 | % | 98 | {text}") == ["98"]


@pytest.mark.parametrize("heading", ["未完成原因", "涉及县区", "存在问题的地区"])
def test_a_county_alone_below_what_names_no_owner_makes_no_row_the_county_s(heading: str) -> None:
    assert adopted(f"指标名称 | 单位 | 2020年 | {heading}\n危险废物利用处置率 | % | 98 | 定海区") == ["98"]


@pytest.mark.parametrize("heading", ["归属", "板块", "", "范围"])
@pytest.mark.parametrize("text", ["定海区", "定海区数据", "普陀区（2020年）", "定 海 区", "普陀区水利局"])
def test_a_county_alone_or_with_a_label_makes_the_row_the_county_s(heading: str, text: str) -> None:
    assert adopted(f"{heading} | 指标名称 | 单位 | 2020年\n{text} | 危险废物利用处置率 | % | 98") == []


@pytest.mark.parametrize("names", [("全 市", "定 海 区"), ("舟 山 市", "普 陀 区"), ("全　市", "岱　山　县"), ("全市", "嵊 泗 县")])
def test_a_blank_inside_a_name_parts_no_name(names: tuple[str, str]) -> None:
    whole, county = names
    rows = f"{whole} | 危险废物利用处置率 | % | 98\n{county} | 危险废物利用处置率 | % | 97"
    region = "".join(county.split())
    assert told(f"地区 | 指标名称 | 单位 | 2020年\n{rows}") == sorted(["全市 98", f"{region} 97"])


@pytest.mark.parametrize(
    "title",
    [
        "2020年浙江省生态环境状况公报（摘录）",
        "浙江省统计年鉴（2021）",
        "2020年浙江省生态环境质量状况",
        "全国生态环境状况公报",
        "浙江省2020年水资源公报",
    ],
)
def test_a_bulletin_of_a_wider_place_tells_of_that_place(title: str) -> None:
    assert adopted(f"{title}\n{TABLE}") == []


@pytest.mark.parametrize(
    "title",
    [
        "依据浙江省生态环境状况公报填报",
        "浙江省生态环境状况公报中舟山市数据",
        "2020年舟山市生态环境状况公报",
        "《浙江省生态环境状况公报》有关指标",
    ],
)
def test_a_bulletin_from_which_figures_are_taken_does_not(title: str) -> None:
    assert adopted(f"{title}\n{TABLE}") == ["98"]


@pytest.mark.parametrize("corner", ["县（区）", "地区", "项目", "区域"])
@pytest.mark.parametrize("counts", ["", " | 应处置(吨) | 已处置(吨)"])
@pytest.mark.parametrize("among", ["", "其中:", "其中："])
def test_counties_down_with_the_item_over_its_column(corner: str, counts: str, among: str) -> None:
    numbers = " | 200 | 196" if counts else ""
    rows = [f"全市{numbers} | 98", f"{among}定海区{numbers} | 97", f"普陀区{numbers} | 99"]
    head = f"危险废物利用处置率（2020年）\n{corner}{counts} | 危险废物利用处置率(%)\n"
    for order in (rows, [*rows[1:], rows[0]]):
        assert told(head + "\n".join(order)) == ["全市 98", "定海区 97", "普陀区 99"]


@pytest.mark.parametrize("places", [("杭州市", "舟山市"), ("舟山市", "杭州市"), ("全省", "全市"), ("普陀区", "全市")])
@pytest.mark.parametrize("unit", [" | 单位", ""])
def test_a_place_spreads_over_the_years_below_it(places: tuple[str, str], unit: str) -> None:
    gap, percent = (" | ", " | %") if unit else ("", "")
    head = f"指标名称{unit} | {places[0]} |  | {places[1]} | \n{gap} | 2019年 | 2020年 | 2019年 | 2020年"
    wanted = sorted([f"{places[0].replace('舟山市', '全市')} 88", f"{places[1].replace('舟山市', '全市')} 83"])
    assert told(f"{head}\n危险废物利用处置率{percent} | 87 | 88 | 82 | 83") == wanted


@pytest.mark.parametrize(
    ("first", "second", "whose"),
    [
        ("全市", "定海", "定海区"), ("市级", "普陀", "普陀区"), ("Sheet1", "Sheet2", "岱山县"), ("市本级汇总", "嵊泗县", "嵊泗县"),
    ],
)  # fmt: skip
def test_a_county_s_sheet_beside_the_office_s_is_the_county_s_alone(first: str, second: str, whose: str) -> None:
    body = TABLE.replace("98", "97")
    for sheets in (
        (first, "市生态环境局", TABLE, second, f"{whose}生态环境分局", body),
        (second, f"{whose}生态环境分局", body, first, "市生态环境局", TABLE),
    ):
        one, sender, table, two, other, more = sheets
        assert told(f"== {one}\n填报单位:{sender}\n{table}\n== {two}\n填报单位:{other}\n{more}") == sorted(["全市 98", f"{whose} 97"])


@pytest.mark.parametrize(("place", "severity"), [("普陀区", "notice"), ("全市", "verify")])
def test_a_row_whose_item_nobody_knows_is_told_of_a_region_and_asked_of_this_place(place: str, severity: str) -> None:
    sketch = f"地区 | 指标名称 | 2020年\n{place} | 森林覆盖率 | 50\n{place} | 海蜇捕捞增长率 | 3\n{place} | 水面率 | 4"
    findings = understand(draw(sketch, OURS), SYSTEM, VOCABULARY, 2020).findings
    assert [each.severity for each in findings if "海蜇捕捞增长率" in each.message] == [severity]

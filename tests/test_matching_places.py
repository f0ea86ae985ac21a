"""Whose a title, a label, a cell or a file's name speaks of."""

from dataclasses import replace

import pytest

from ecoreport.matching.places import Places
from ecoreport.model.plan import Department, Region
from ecoreport.system import load_system

PLACES = Places(load_system())

REGIONS = {
    "普陀区2020年生态文明建设示范市创建指标完成情况表": "普陀区",
    "2020年普陀区指标完成情况": "普陀区",
    "附件3 定海区2020年度指标": "定海区",
    "舟山市普陀区2020年台账": "普陀区",
    "浙江省舟山市定海区指标数据": "定海区",
    "市生态环境局（普陀区）2020年指标": "普陀区",
    "市水利局报普陀区情况": "普陀区",
    "市水利局普陀区指标完成情况": "普陀区",
    "指标完成情况表（岱山县）": "岱山县",
    "指标完成情况表——嵊泗县": "嵊泗县",
    "表1 岱山县数据": "岱山县",
    "填报单位：普陀区农业农村局": "普陀区",
    "报送单位：舟山市普陀区农业农村局": "普陀区",
    "普陀农业农村局2020年数据": "普陀区",
    "舟山市生态环境局普陀分局": "普陀区",
    "市公安局定海区分局2020年指标": "定海区",
    "地区：岱山": "岱山县",
    "定海": "定海区",
    "普陀2020年": "普陀区",
    "六横管委会指标": "六横管委会",
    "舟山市新城管委会": "新城",
    "普陀区人民政府": "普陀区",
    "象山县2020年指标完成情况": "象山县",
    "鄞州区生态环境局": "鄞州区",
    "普陀山管委会2020年指标": "普陀山管委会",
    "我区2020年指标完成情况": "我区",
    "全县指标完成情况": "全县",
    "普陀区/市水利局台账": "普陀区",
    "定海区定海区台账": "定海区",
    "舟山市定海区台账": "定海区",
}  # fmt: skip
ELSEWHERE = {
    "宁波市2020年生态文明建设示范市创建指标完成情况表": "宁波市",
    "2020年宁波市指标完成情况": "宁波市",
    "附件3：宁波市指标": "宁波市",
    "浙江省宁波市2020年指标": "宁波市",
    "浙江省宁波市鄞州区2020年": "宁波市鄞州区",
    "指标完成情况表（湖州市）": "湖州市",
    "指标完成情况表-台州市": "台州市",
    "填报单位：台州市生态环境局": "台州市",
    "台州市生态环境局": "台州市",
    "宁波市生态环境局镇海分局": "宁波市",
    "生态环境质量湖州市完成情况": "湖州市",
    "全省2020年指标完成情况": "全省",
    "全省2020年": "全省",
    "全省平均值": "全省",
    "全省各市空气质量": "全省",
    "浙江省2020年指标数据": "浙江省",
    "填报单位：浙江省生态环境厅": "浙江省",
    "全国2020年平均水平": "全国",
    "江苏省2020年指标": "江苏省",
    "凉山彝族自治州2020年指标": "凉山彝族自治州",
    "内蒙古自治区指标": "内蒙古自治区",
    "浙江某某环保科技有限公司2020年监测数据": "浙江某某环保科技有限公司",
    "填报单位：某某化工集团": "某某化工集团",
    "沈家门街道2020年指标": "沈家门街道",
    "六横镇指标完成情况": "六横镇",
    "甬江流域水质监测数据": "甬江流域",
    "定海区、普陀区2020年指标": "定海区、普陀区",
    "湖州": "湖州",
    "杭州市余杭区": "杭州市余杭区",
}  # fmt: skip
OURS = (
    "浙江省舟山市生态环境局",
    "浙江舟山海事局",
    "舟山市2020年生态文明建设示范市创建指标完成情况表", "浙江省舟山市2020年指标", "2020年全市指标完成情况", "我市生态文明创建指标", "本市指标", "市本级",
    "全市", "舟山", "填报单位：市水利局", "市水务集团2020年指标", "舟山市市场监管局台账", "石化基地管委会", "舟山市与宁波市对比", "舟山市对标宁波市情况表",
    "舟山市（全省排名第3）指标完成情况", "全市2020年指标（较全省平均）", "市生态环境局2020年度全市指标数据", "舟山市国家生态文明建设示范市创建指标",
    "市农业农村局（舟山市）", "舟山市生态环境局报送浙江省生态环境厅材料", "舟山人行-2020年生态文明建设示范市创建台账", "市府办 2020年", "舟山市和定海区台账",
)  # fmt: skip
NOBODYS = (
    "2020年生态文明建设示范市创建指标完成情况表", "生态文明建设示范市创建指标完成情况表", "国家生态文明建设示范市县指标", "浙江省生态文明建设示范市创建指标完成情况表",
    "浙江省生态文明建设示范区考核指标", "学习湖州市经验", "对标宁波市", "宁波市与舟山市对比", "较全省平均", "报送浙江省生态环境厅材料", "指标完成情况表（盖章）",
    "指标完成情况表（含普陀区）", "指标完成情况表（不含市区）", "各县（市、区）指标完成情况", "县市区完成情况", "定海山水质", "新城建设情况", "城市建成区绿化情况表",
    "自然保护区面积统计表", "环境功能区水质达标情况表", "污水零直排区建设情况", "工业园区废气整治情况", "县级以上集中式饮用水水源地水质", "省级森林城镇名单",
    "美丽乡村建设情况", "城乡生活污水治理情况", "重点流域断面水质", "市控断面达标率", "丘陵区森林覆盖率", "近岸海域水质优良比例", "城市空气质量优良天数",
    "城镇生活垃圾处理情况", "附件1", "表1 指标", "2020年", "Sheet1", "目标值", "备注", "完成情况", "对标城市：湖州市", "编制依据：《浙江省生态环境保护条例》",
    "《浙江省生态文明示范创建管理规程》指标", "浙江省下达任务完成情况", "浙江省考核指标", "全省排名", "国家级生态示范区", "上市公司环境信息披露情况", "山区26县帮扶",
    "乡镇（街道）污水零直排区", "高于全省平均值", "或逐年下降且下降幅度高于全省平均", "经济开发区循环化改造", "水功能区达标率", "社区公园口袋公园", "普陀区等四个县区汇总", "普陀区调研材料", "定海工业园台账",
)  # fmt: skip


@pytest.mark.parametrize(("text", "name"), REGIONS.items())
def test_a_county_or_zone_is_known_where_it_owns_what_is_told(text: str, name: str) -> None:
    place = PLACES.of(text)
    assert place
    assert (place.kind, place.name) == ("region", name)


@pytest.mark.parametrize(("text", "name"), ELSEWHERE.items())
def test_any_other_place_or_body_is_elsewhere(text: str, name: str) -> None:
    place = PLACES.of(text)
    assert place
    assert (place.kind, place.name) == ("elsewhere", name)


@pytest.mark.parametrize("text", OURS)
def test_this_place_and_its_departments_are_ours(text: str) -> None:
    place = PLACES.of(text)
    assert place
    assert place.kind == "own"


@pytest.mark.parametrize("text", NOBODYS)
def test_what_names_nobody_or_only_mentions_somebody_says_nothing(text: str) -> None:
    assert PLACES.of(text) is None


def county() -> Places:
    """Know a county of another city, with its towns for regions."""
    system = load_system()
    regions = (Region("递铺街道", "街道", aliases=("递铺",)), Region("梅溪镇", "镇"))
    departments = (Department("县水利局", ("安吉县水利局", "水利局")),)
    parameters = replace(system.parameters, city="安吉县")
    return Places(replace(system, parameters=parameters, regions=regions, departments=departments))


COUNTY = county()


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("安吉县2020年指标完成情况", "own 安吉县"),
        ("湖州市安吉县2020年指标", "own 安吉县"),
        ("安吉2020年指标", "own 安吉县"),
        ("全县2020年指标", "own 全县"),
        ("我县指标", "own 我县"),
        ("县水利局2020年指标", "own 县水利局"),
        ("全市2020年指标", "elsewhere 全市"),
        ("湖州市2020年指标", "elsewhere 湖州市"),
        ("全省2020年指标", "elsewhere 全省"),
        ("德清县2020年指标", "elsewhere 德清县"),
        ("递铺街道2020年指标", "region 递铺街道"),
        ("梅溪镇指标完成情况", "region 梅溪镇"),
        ("孝丰镇指标完成情况", "elsewhere 孝丰镇"),
        ("各乡镇（街道）指标完成情况", "nobody"),
        ("浙江省生态文明建设示范县创建指标", "nobody"),
        ("生态文明建设示范县创建指标完成情况", "nobody"),
    ],
)
def test_a_county_speaks_of_itself_and_of_its_city_as_of_another(text: str, whose: str) -> None:
    place = COUNTY.of(text)
    assert (f"{place.kind} {place.name}" if place else "nobody") == whose


def test_a_region_s_name_within_another_s_is_heard_once() -> None:
    system = load_system()
    made = replace(system, regions=(Region("某新区", "县", aliases=("大某新区",)), Region("某新区东", "县")))
    place = Places(made).of("大某新区东台账")
    assert place
    assert place.name == "某新区"

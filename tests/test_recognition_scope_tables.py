"""Whole tables that say whose they are, in every way that offices say it: what is another's never becomes ours, what is ours is read."""

from datetime import date

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.judging.scopes import heard
from ecoreport.model import Batch
from ecoreport.work import understand

OURS = "市生态环境局/附件3.xlsx"
ROWS = "22 | 危险废物利用处置率 | % | 98\n7 | 生态环境信息公开率 | % | 100"
TABLE = f"序号 | 指标名称 | 单位 | 2020年完成值\n{ROWS}"


def hear(sketch: str, file: str = OURS) -> Batch:
    return heard(understand(draw(sketch, file), SYSTEM, VOCABULARY, 2020), SYSTEM, 2020, date(2020, 12, 31))


def read(sketch: str, file: str = OURS) -> list[str]:
    """List which numbers of a sketch became this place's."""
    return [figure.raw for entry in hear(sketch, file).entries if (figure := entry.actual).state == "value"]


def told(sketch: str, file: str = OURS) -> set[str]:
    """List whose the numbers are said to be that did not."""
    batch = understand(draw(sketch, file), SYSTEM, VOCABULARY, 2020)
    return {entry.scope.region or entry.scope.elsewhere or "ours" for entry in batch.entries}


HONEST_TITLES = (
    "附件3 舟山市2020年度生态文明建设示范市创建指标完成情况汇总表", "舟山市生态环境局2020年指标数据表", "舟山市创建国家生态文明建设示范市指标完成情况",
    "2020年度全市生态环境质量指标完成情况", "全市指标情况统计表（2020年）", "我市2020年度创建指标完成情况", "本市主要指标", "市本级指标完成情况",
    "浙江省舟山市生态文明示范创建指标自评表", "浙江省生态文明建设示范市创建指标完成情况表", "浙江省生态文明建设示范市县指标填报表", "省级生态文明示范市考核指标完成情况",
    "国家生态文明建设示范市县建设指标", "国家级示范市指标完成情况表", "全国生态文明建设示范市创建指标完成情况表", "长江经济带生态环境指标完成情况", "舟山群岛新区2020年指标完成情况",
    "生态文明建设示范区（市）指标完成情况", "创建国家生态文明建设示范区指标表", "饮用水水源保护区及危险废物指标完成情况", "工业园区危险废物处置情况表", "城市建成区环境指标完成情况",
    "各县（市、区）汇总指标完成情况", "各县区、功能区汇总表", "县（区）、市合计指标完成情况", "市区两级信息公开指标", "省市县三级联动指标完成情况", "城区及乡镇指标完成情况",
    "近岸海域及陆域环境指标", "2020年完成情况（对标湖州市）", "2020年指标完成情况（学习湖州经验）", "与全省平均水平对比的指标完成情况", "高于全省平均的指标完成情况",
    "报送浙江省生态环境厅的指标数据", "报省生态环境厅指标完成情况", "关于报送2020年度创建指标的函", "2020年指标完成情况（市生态环境局填报）", "2020年指标完成情况（经市政府同意）",
    "生态环境部考核指标完成情况", "长三角区域危险废物指标", "重点流域与危险废物指标", "海岛地区指标完成情况", "山区、丘陵区指标分类", "表三 2020年度主要指标",
    "二〇二〇年度指标完成情况一览表", "环境质量类指标", "指标完成情况表（一）", "第三批示范市创建指标", "危险废物利用处置率等指标完成情况", "固废处置设施建设情况",
    "舟山市与湖州市、丽水市指标对比表", "舟山市（海岛城市）指标", "全市（含定海区、普陀区）指标完成情况", "全市（不含六横）指标", "舟山市各县区汇总指标",
    "舟山市人民政府2020年指标完成情况", "中共舟山市委、舟山市人民政府考核指标", "市生态环境局（城区分局除外）指标", "市直部门指标完成情况", "社区、小区及单位创建指标情况",
    "上市公司及重点企业指标完成情况", "开发区循环化改造及指标", "禁养区、限养区划定及指标情况", "污水零直排区建设及指标完成情况",
    "浙江省生态环境统计制度指标表", "全省统一格式指标填报表", "浙江省美丽浙江考核指标完成情况", "宁波市与舟山市指标对比", "中山公园及周边指标", "黄山路污水处理指标情况",
)  # fmt: skip
HOSTILE_TITLES = {
    "宁波市2020年度生态文明建设示范市创建指标完成情况表": "宁波市",
    "台州市生态环境局2020年指标数据表": "台州市",
    "附件3 丽水市2020年指标完成情况": "丽水市",
    "2020年度嘉兴市生态环境质量指标完成情况": "嘉兴市",
    "指标情况统计表（衢州市）": "衢州市",
    "2020年指标完成情况——金华市": "金华市",
    "浙江省湖州市生态文明示范创建指标自评表": "湖州市",
    "湖州市安吉县2020年指标完成情况": "湖州市安吉县",
    "江苏省苏州市指标完成情况": "江苏省苏州市",
    "浙江省2020年指标完成情况": "浙江省",
    "全省2020年度指标完成情况汇总表": "全省",
    "全省各设区市指标完成情况": "全省",
    "全省危险废物指标数据": "全省",
    "全国2020年指标完成情况": "全国",
    "福建省2020年生态文明指标": "福建省",
    "甘孜藏族自治州2020年指标": "甘孜藏族自治州",
    "广西壮族自治区指标完成情况": "广西壮族自治区",
    "浙江石油化工有限公司2020年指标完成情况": "浙江石油化工有限公司",
    "某某再生资源公司危险废物处置情况": "某某再生资源公司",
    "中国某某集团2020年环境数据": "中国某某集团",
    "沈家门街道2020年指标完成情况": "沈家门街道",
    "岱东镇2020年指标完成情况": "岱东镇",
    "钱塘江流域2020年指标": "钱塘江流域",
    "定海区、普陀区2020年指标完成情况": "定海区、普陀区",
    "普陀区2020年度生态文明建设示范区创建指标完成情况表": "普陀区",
    "普陀区农业农村局2020年指标数据": "普陀区",
    "舟山市普陀区2020年指标完成情况": "普陀区",
    "浙江省舟山市定海区创建指标自评表": "定海区",
    "2020年度岱山县生态环境质量指标完成情况": "岱山县",
    "指标情况统计表（嵊泗县）": "嵊泗县",
    "2020年指标完成情况——普陀": "普陀区",
    "附件3 定海区指标完成情况": "定海区",
    "市生态环境局定海分局2020年指标完成情况": "定海区",
    "舟山市生态环境局普陀分局指标数据": "普陀区",
    "普陀分局2020年指标": "普陀区",
    "定海2020年指标完成情况": "定海区",
    "六横管委会2020年指标完成情况": "六横管委会",
    "新城管委会指标完成情况": "新城",
    "普陀山管委会2020年指标": "普陀山管委会",
    "金塘管理委员会2020年指标": "金塘管理委员会",
    "象山县2020年指标完成情况": "象山县",
    "北仑区2020年创建指标完成情况": "北仑区",
    "全区2020年指标完成情况": "全区",
    "我县2020年度创建指标": "我县",
    "市生态环境局报普陀区指标情况": "普陀区",
    "2020年指标（普陀区生态环境分局填报）": "普陀区",
    "普陀区人民政府2020年指标完成情况": "普陀区",
    "鄂托克旗2020年指标完成情况": "鄂托克旗",
    "宁波2020年指标完成情况": "宁波",
    "杭州市指标完成情况（2020年）": "杭州市",
    "湖州2020年度指标": "湖州",
    "上海市指标完成情况": "上海市",
    "温州市危险废物利用处置指标": "温州市",
    "绍兴市 2020年 指标": "绍兴市",
    "表1 台州市各县区指标完成情况": "台州市",
    "青岛市2020年海洋指标": "青岛市",
    "丽水2020年指标完成情况": "丽水",
    "江苏2020年指标完成情况": "江苏",
    "生态文明建设示范市创建 嘉兴市": "嘉兴市",
    "指标完成情况表【绍兴市】": "绍兴市",
}  # fmt: skip


@pytest.mark.parametrize("title", HONEST_TITLES)
def test_an_honest_title_leaves_the_table_to_us(title: str) -> None:
    assert read(f"{title}\n{TABLE}") == ["98", "100"]
    assert read(f"== {title[:31]}\n{TABLE}") == ["98", "100"]


@pytest.mark.parametrize(("title", "whose"), HOSTILE_TITLES.items())
def test_a_title_that_names_another_takes_the_table_from_us(title: str, whose: str) -> None:
    assert read(f"{title}\n{TABLE}") == []
    assert told(f"{title}\n{TABLE}") == {whose}


WAYS = {
    "title": ("{}2020年指标完成情况\n" + TABLE, OURS),
    "title behind": ("2020年指标完成情况表（{}）\n" + TABLE, OURS),
    "sheet": ("== {}\n" + TABLE, OURS),
    "sender": ("填报单位 | {}农业农村局\n" + TABLE, "附件3.xlsx"),
    "sender inline": ("指标完成情况表\n填报单位：{}生态环境分局\n" + TABLE, "附件3.xlsx"),
    "file": (TABLE, "{}2020年指标.xlsx"),
    "file of ours": (TABLE, "市生态环境局（{}）2020年指标.xlsx"),
    "folder": (TABLE, "{}/附件3.xlsx"),
    "folder of ours": (TABLE, "{}/市生态环境局-2020年台账.xlsx"),
    "column": (TABLE.replace("2020年完成值", "{}2020年"), OURS),
    "heading above": ("序号 | 指标名称 | 单位 | {}\n^ | ^ | ^ | 2020年\n" + ROWS, OURS),
    "row": ("指标名称 | 地区 | 2020年\n危险废物利用处置率 | {} | 98\n生态环境信息公开率 | {} | 100", OURS),
    "section": ("指标名称 | 2020年\n{}\n危险废物利用处置率 | 98\n生态环境信息公开率 | 100", OURS),
    "note": (TABLE + "\n注：以上数据为{}数据", OURS),
    "card": ("{}指标卡\n指标名称 | 危险废物利用处置率\n2020年完成值 | 98", OURS),
}  # fmt: skip
REGIONS = ("定海区", "普陀区", "岱山县", "嵊泗县", "六横管委会", "新城管委会")


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("way", WAYS)
def test_a_region_may_say_so_in_any_way(region: str, way: str) -> None:
    sketch, file = (text.replace("{}", region) for text in WAYS[way])
    assert read(sketch, file) == []
    assert told(sketch, file) == {region.removesuffix("管委会") if "新城" in region else region}


@pytest.mark.parametrize("place", ["舟山市", "全市", "我市", "市本级"])
@pytest.mark.parametrize("way", [way for way in WAYS if "sender" not in way])
def test_the_same_tables_of_ours_are_read(place: str, way: str) -> None:
    sketch, file = (text.replace("{}", place) for text in WAYS[way])
    assert read(sketch, file)[0] == "98"

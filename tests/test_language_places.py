"""Names of places and bodies in a text, without knowing any plan."""

import pytest

from ecoreport.language.gazetteer import BARE_NAMES, PROVINCES
from ecoreport.language.places import find_places
from ecoreport.system import load_system

NAMED = {
    "宁波市2020年指标": [("宁波市", "city")],
    "填报单位：台州市生态环境局": [("台州市", "city")],
    "浙江省宁波市鄞州区": [("浙江省", "province"), ("宁波市", "city"), ("鄞州区", "county")],
    "全省平均": [("全省", "province")],
    "全国2020年": [("全国", "nation")],
    "较全市提高": [("全市", "city")],
    "我县指标": [("我县", "county")],
    "学习湖州经验": [("湖州", "city")],
    "凉山彝族自治州": [("凉山彝族自治州", "city")],
    "景宁畲族自治县": [("景宁畲族自治县", "county")],
    "内蒙古自治区鄂托克旗": [("内蒙古自治区", "province"), ("鄂托克旗", "county")],
    "泾县2020年": [("泾县", "county")],
    "萧山区、上城区": [("萧山区", "county"), ("上城区", "county")],
    "某某环保科技有限公司排污情况": [("某某环保科技有限公司", "body")],
    "甬江流域水质": [("甬江流域", "basin")],
    "朱家尖管委会": [("朱家尖管委会", "zone")],
    "沈家门街道": [("沈家门街道", "town")],
    "六横镇2020年": [("六横镇", "town")],
    "舟山市市场监管局": [("舟山市", "city")],
}  # fmt: skip
NO_NAMES = (
    "生态文明建设示范市 示范区 国家生态县 卫生城市 文明城市 城市 大中城市 超市 集市 上市公司 城市建成区 建成区 市区 城区 主城区 工业园区 自然保护区 饮用水水源保护区 "
    "污水零直排区 环境功能区 水功能区 生态红线区 经济开发区 高新技术产业开发区 群岛新区 山区 丘陵区 平原地区 沿海地区 禁养区 限养区 缓冲区 核心区 老旧小区 社区 "
    "各县区 各县(市、区) 县(市、区) 县市区 县级 市级 省级 省市县 县域 市域 省属 市场 市民 市容 乡镇 城镇 建制镇 乡镇(街道) 各乡镇 城乡 美丽乡村 小流域 "
    "重点流域 各流域 节省 贫困县 26县 红旗 杭州湾 九州 市控断面 省控断面 县级以上水源地 试验区 先行区 灌区 港区 景区 库区 林区 渔区 住宅小区 滨海城市 海岛城市 中小城市 无废城市 海上花园城市 国际大都市 各部门市级 行政区 市辖区 库区 近海区 饮用水区 "
    "经济区 加工区 物流区 县城区 湖区 海区 各大流域 产业区 绿化区"
)  # fmt: skip


@pytest.mark.parametrize(("text", "names"), NAMED.items())
def test_names_are_found_where_they_stand(text: str, names: list[tuple[str, str]]) -> None:
    found = find_places(text)
    assert [(name.text, name.level) for name in found] == names
    assert all(text[name.start : name.end] == name.text for name in found)


@pytest.mark.parametrize("text", NO_NAMES.split())
def test_what_only_ends_like_a_name_is_none(text: str) -> None:
    assert find_places(text) == ()
    assert find_places(f"2020年{text}情况表") == ()


def test_no_item_or_task_of_the_plan_is_taken_for_a_place() -> None:
    system = load_system()
    texts = [text for item in system.items for text in (item.name, item.indicator)] + [task.name for task in system.key_tasks]
    assert [text for text in texts if find_places(text)] == []


@pytest.mark.parametrize("ending", ["{}市2020年指标", "2020年度{}市指标完成情况", "指标完成情况（{}市）"])
def test_every_city_of_the_closed_class_is_found_whole(ending: str) -> None:
    names = [name for name in BARE_NAMES.pattern.split("|") if name not in PROVINCES]
    assert [name for name in names if [found.text for found in find_places(ending.format(name))] != [f"{name}市"]] == []


@pytest.mark.parametrize(
    "name",
    ["海城市", "韩城市", "辛集市", "宜都市", "玉门市", "监利市", "义乌市", "巴音郭楞蒙古自治州", "新疆维吾尔自治区", "阿坝藏族羌族自治州"],
)
def test_names_that_end_like_common_words_are_found(name: str) -> None:
    assert [found.text for found in find_places(f"{name}2020年")] == [name]

"""Names of plants, parks, companies and institutions, and what only names a kind of them."""

import pytest

from ecoreport.language.sites import is_own_site, is_site, is_trade, site_at


@pytest.mark.parametrize(
    "text",
    ["岛北污水处理厂", "老塘山港区", "虹桥水库", "秀山岛", "金海重工", "浙石化", "中远海运重工", "舟山医院", "浙江海洋大学", "本厂数据"],
)
def test_one_thing_with_a_name_is_a_site(text: str) -> None:
    assert is_site(text) or is_own_site(text)


@pytest.mark.parametrize("text", [
    "城镇污水处理厂", "各街道", "自然保护区", "重要湿地", "滨海湿地", "41水源地", "饮用水水源地", "运输船舶", "燃煤电厂", "绿色石化", "公立医院", "中小学",
    "绿色学校", "大中型水库", "12海岛", "净水厂", "志愿者协会", "石化行业",
])  # fmt: skip
def test_a_kind_of_thing_is_none(text: str) -> None:
    assert not is_site(text)


@pytest.mark.parametrize(("title", "site"), [
    ("小干污水处理厂2020年运行指标", "小干污水处理厂"), ("金海重工2020年清洁生产等任务完成情况", "金海重工"), ("兴业银行舟山分行2020年绿色贷款情况", "兴业银行"),
    ("新建村2020年数据", "新建村"), ("白泉河河道水质评价", "白泉河"), ("东海区近岸海域水质", "东海区"), ("临城站点2020年空气监测统计", "临城站点"),
    ("农业农村2020年指标", ""), ("行政村2020年数据", ""), ("国控站点2020年空气监测统计", ""), ("防汛站2020年", ""),
    ("石化行业2020年清洁生产", ""), ("船舶修造、石化2020年", ""), ("渔业船舶2020年指标", ""),
])  # fmt: skip
def test_a_title_begins_with_whose_figures_it_tells(title: str, site: str) -> None:
    assert site_at(title, 0).startswith(site) if site else site_at(title, 0) == ""


def test_a_trade_behind_a_place_is_a_kind_of_trade_still() -> None:
    assert is_trade("浙江海洋大学")
    assert not is_trade("舟山燃煤电厂")

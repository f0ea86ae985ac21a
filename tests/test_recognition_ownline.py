"""A sheet of figures with one line of an item's own; a name told half by the title, half below; the item in the corner over years."""

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.recognition import recognise

CITY, FARMS = "市生态环境局/台账.xlsx", "市农业农村局/台账.xlsx"


def slots(sketch: str, file: str) -> dict[str, str]:
    """Give what is taken of items: field and year, by item."""
    records = recognise(draw(sketch, file), SYSTEM, VOCABULARY, 2020).records
    told = [(record, slot) for record in records if record.kind == "indicator" and record.scope.adopted for slot in record.slots]
    kept = ("actual", "assigned", "average", "numerator", "denominator")
    return {f"{record.subject} {slot.field} {slot.year or record.year or 2020}": slot.text for record, slot in told if slot.field in kept}


SHEETS = [
    (
        ("2020年废旧放射源处置明细\n单位 | 废旧放射源产生(枚) | 安全送贮(枚)\n舟山医院 | 6 | 6\n金海重工 | 7 | 5\n合计 | 13 | 11\n"
        "放射性废物以及废旧放射源安全处置率 | 100%"),
        CITY,
        {"23 actual 2020": "100%", "23 numerator 2020": "11", "23 denominator 2020": "13"},
    ),
    (
        "公众调查\n有效样本(人) | 1200\n公众对生态文明建设的参与度(%) | 84.8\n上年(%) | 82.6",
        CITY,
        {"54 actual 2020": "84.8", "54 actual 2019": "82.6"},
    ),
    (
        "煤炭消费减量情况表\n企业 | 减煤量(吨)\n定海热电 | 24500\n企业合计 | 72000\n2020年全市煤炭消费减量(万吨) | 7.2\n省下达年度减煤目标(万吨) | 6.5",
        "市发改委/台账.xlsx",
        {"33.2 actual 2020": "7.2", "33.2 assigned 2020": "6.5"},
    ),
    (
        "日处理能力30吨以上农村生活污水治理设施标准化运维\n县区 | 设施数 | 标准化运维数\n定海 | 34 | 34\n全市 | 93 | 93\n标准化运维比例 | 100%(2020年)",
        "市住建局/台账.xlsx",
        {"44 actual 2020": "100%", "44 numerator 2020": "93", "44 denominator 2020": "93"},
    ),
    (
        "化肥施用情况(折纯)\n年度 | 折纯用量(吨) | 播种面积(公顷) | 施用强度(千克/公顷)\n2019 | 6822 | 16520 | 413.0\n2020 | 6456 | 16220 | 398.0",
        FARMS,
        {"39.1 actual 2019": "413", "39.1 actual 2020": "398"},
    ),
    (
        ("公众对生态文明建设的满意度 | 舟山市(%) | 全省平均(%)\n2018年 | 86.1 | 84.9\n2019年 | 87.4 | 85.8\n2020年 | 88.9 | 86.9\n判断 | 达标\n"
        "市里自己定的目标是85,高于全省平均。"),
        CITY,
        {
            "53 actual 2018": "86.1", "53 average 2018": "84.9", "53 actual 2019": "87.4", "53 average 2019": "85.8",
            "53 actual 2020": "88.9", "53 average 2020": "86.9",
        },
    ),
    (
        ("年末 | 绿色贷款余额(亿元) | 其中:清洁能源\n2018年 | 146.8 | 61.2\n2019年 | 172.5 | 74.9\n2020年 | 203.7 | 92.6\n"
        "2020年海上风电银团贷款新放18亿元,提前还款的两笔金额很小。"),
        "舟山人行/台账.xlsx",
        {"12 actual 2018": "146.8", "12 actual 2019": "172.5", "12 actual 2020": "203.7"},
    ),
    (
        ("单位国内生产总值建设用地使用面积下降率测算\n | 2019年 | 2020年\n建设用地面积(平方公里) | 398.6 | 395.2\nGDP(亿元,2015年不变价) | 1401 | 1468\n"
        "下降率(%) |  | 5.4"),
        "市资源规划局/台账.xlsx",
        {"36 actual 2020": "5.4"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sketch", "file", "taken"), SHEETS)
def test_the_line_that_names_the_item_holds_its_value(sketch, file, taken):
    assert slots(sketch, file) == taken


def test_a_task_that_bears_an_item_s_name_is_no_line_of_it():
    assert slots("重点任务进展\n任务名称 | 完成情况\n自然资源资产离任审计 | 因审计力量不足，今年未启动", "市审计局.xlsx") == {}

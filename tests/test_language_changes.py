"""Which names say that a change is what an item reports."""

import pytest

from ecoreport.language.changes import names_change

CHANGES = """
单位国内生产总值建设用地使用面积下降率 乔木林单位面积蓄积量年增量 煤炭消费减量 绿色贷款增速 用电增幅 能耗降幅 单位GDP二氧化碳排放降低 空气质量提高幅度 耕地变化量
单位GDP用水量较2015年下降率 人均能耗增长率(%) 用水量同比 浓度环比 垃圾增减 碳排放下降（较2015年） 水质改善幅度 空气质量改善率 优良天数增加的数量 用水量减少额
"""
LEVELS = """
森林覆盖率 城镇生活垃圾分类减量化行动 应对气候变化规划 增强型保护区数 废旧物资回收利用率 PM2.5浓度 城镇新建绿色建筑比例 提高型农田面积 降低成本企业数
"""


@pytest.mark.parametrize("name", CHANGES.split())
def test_a_name_of_a_change_is_known(name):
    assert names_change(name)


@pytest.mark.parametrize("name", LEVELS.split())
def test_a_name_of_a_level_is_no_change(name):
    assert not names_change(name)

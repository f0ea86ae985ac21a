"""Every rule of the room against its own little ledger: what normalisation tells of, in which words (tests/typed_ledgers.py)."""

from typing import get_args

import pytest
from rule_tables import Row, cases_of
from typed_ledgers import check_ledger_rule

from ecoreport import normalisation
from ecoreport.normalisation.rules import rule_of
from ecoreport.quantity import DoubtKind


@pytest.mark.parametrize(("code", "rows"), cases_of(rule.code for rule in normalisation.RULES))
def test_a_ledger_is_told_of_where_its_rows_expect_it(code: str, rows: list[Row]) -> None:
    check_ledger_rule(code, rows)


# What a number was taken for and must be confirmed (N1), what was only written otherwise (N15), what cannot be taken (N2), what stands in
# the wrong place or twice (N3), what the plan printed and somebody changed (N4).
REGISTER = """
N101 verify 规范性 约数
N102 verify 规范性 初步数
N103 verify 规范性 数取自文字
N104 verify 规范性 数后有注记号
N105 verify 规范性 有划去的旧数
N106 verify 规范性 计量单位没有写全
N151 notice 规范性 计量单位已换算
N152 notice 规范性 全角数字
N153 notice 规范性 中文数字
N154 notice 规范性 科学记数法
N201 verify 规范性 只写了范围
N202 verify 规范性 写了一个区间
N203 verify 规范性 写了一个比
N204 verify 规范性 小数还是百分数
N205 verify 规范性 百分比格式有误
N206 verify 规范性 缩放显示的数
N207 verify 规范性 一格里有几个数
N208 verify 规范性 文字里的数不能确定
N209 verify 时限 写的是别的年份
N210 verify 规范性 写的是变化幅度
N211 verify 规范性 写的是目标或打算
N212 verify 规范性 数写错了字
N213 verify 规范性 分隔符不清
N214 verify 规范性 计量单位不符
N215 verify 规范性 万、亿重复
N216 verify 规范性 数格里是日期
N217 error 规范性 公式出错
N218 error 规范性 公式没有结果
N219 verify 规范性 整格已划去
N220 verify 规范性 “无”是零还是没有数据
N221 verify 规范性 数位过多
N222 verify 规范性 数格里是真假值
N223 error 规范性 文字代替数值
N224 verify 规范性 数格里是图片
N301 verify 规范性 填报不适用
N302 verify 规范性 几项合用一个数
N303 error 一致性 同一本台账里两处不一
N304 verify 一致性 隐藏处另有不同的数
N305 verify 时限 只有阶段数或预计数
N306 verify 规范性 采用的数在隐藏处
N307 verify 规范性 显示的数与存的数判定不同
N308 notice 规范性 显示的数比存的数短
N309 verify 规范性 更正后的数空着
N311 verify 一致性 旁注说不是本年实际数
N312 verify 规范性 旁注说是初步数
N313 verify 一致性 旁边写明要更正，数没有改
N314 verify 规范性 看不出重点任务的状态
N315 verify 一致性 同一项重点任务的状态填了两次
N321 verify 一致性 表中的数与文字不一
N322 verify 一致性 旁边写着另一个数
N323 verify 规范性 单位与数不合
N324 verify 一致性 旁注说没有包括全部
N325 verify 一致性 同一行另有一个本年数
N401 verify 计划 印好的内容被改动
N402 verify 计划 所写指标值与方案不一致
N403 notice 规范性 所写计量单位与方案不同
"""


def test_the_manual_lists_each_rule_with_its_weight_its_aspect_and_its_title() -> None:
    listed = [f"{rule.code} {rule.severity} {rule.aspect} {rule.title}" for rule in normalisation.RULES]
    assert listed == REGISTER.split("\n")[1:-1]


def test_every_doubt_has_a_rule_of_its_own() -> None:
    assert len({rule_of(kind).code for kind in get_args(DoubtKind)}) == len(get_args(DoubtKind))

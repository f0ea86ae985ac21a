"""Amounts spelt out in Chinese numerals, in a plan's targets and tasks as in a ledger's sentences."""

from decimal import Decimal

import pytest

from ecoreport.demands.quantities import extract_goals
from ecoreport.language.amounts import find_spelt, write_digits, write_shares
from ecoreport.model import Facts
from ecoreport.quantity import read_quantity
from ecoreport.targets import parse_target

WRITTEN = [
    ("不少于二百五十家", "不少于250家"),
    ("不少于两家", "不少于2家"),
    ("至少 三个", "至少 3个"),
    ("不超过约五处", "不超过约5处"),
    ("≥三个", "≥3个"),
    ("整治二百五十家企业", "整治250家企业"),
    ("建成十五个乡镇、二十公里河道", "建成15个乡镇、20公里河道"),
    ("百分之九十五点五以上", "95.5%以上"),
    ("百分之98.6", "98.6%"),
    ("百分之百", "100%"),
    ("百分百", "100%"),
    ("千分之三", "3‰"),
    ("不少于三千瓦", "不少于3千瓦"),
    ("二亿元", "2亿元"),
    ("五百万亩", "500万亩"),
    ("达到一万二千亩", "达到12000亩"),
    ("不少于三百天", "不少于300天"),
    ("降至一百二十五公里", "降至125公里"),
    ("十二个百分点", "12个百分点"),
    ("高于二千吨", "高于2000吨"),
    ("不足九人", "不足9人"),
]
# which one it is, for how long, how much of a manner, a name, a rough count, or no number at all
LEFT = """
第三类 二年 三月 一期 三级 五届 不低于三级 达到二类 不少于三年 十分重要 三位一体 一村一品 十三五期间 二十多家 二十余家 百家企业 百万亩 第二十一家 二三十家 五水共治
不低于九十五 二〇二〇年 一批 不少于一批 十四期 三公里 两套 百分之三百五 万元 三人以上 首十个 3千家 1.2万家 每十户 四十门 十里 达到十方
"""


@pytest.mark.parametrize(("text", "written"), WRITTEN)
def test_an_amount_spelt_out_is_written_in_digits(text, written):
    assert write_digits(text) == written


@pytest.mark.parametrize("text", LEFT.split())
def test_what_is_no_amount_stays_as_it_is(text):
    assert (find_spelt(text), write_digits(text)) == ((), text)


def test_an_amount_is_found_where_it_stands():
    (one, other) = find_spelt("新增十五个，达到百分之九十")
    assert (one.start, one.end, one.value, one.unit) == (2, 5, Decimal(15), "个")
    assert (other.start, other.end, other.value, other.unit) == (8, 13, Decimal(90), "%")


def test_a_target_a_task_and_a_ledger_read_the_same_numeral():
    assert parse_target("不少于二百五十家", "家").single_bound == (">=", Decimal(250))
    assert [(goal.number, goal.unit, goal.object) for goal in extract_goals("整治二百五十家“低散乱”企业")] == [
        (Decimal(250), "家", "“低散乱”企业")
    ]
    assert read_quantity("全年整治二百五十家", unit="家").value == Decimal(250)
    assert read_quantity("二百五十家", unit="家").value == Decimal(250)


@pytest.mark.parametrize(
    ("text", "unit", "bound"),
    [
        ("不低于百分之九十五", "%", (">=", 95)),
        ("不超过三十起", "起", ("<=", 30)),
        ("达到三百五十个", "个", (">=", 350)),
        ("降至二十吨以下", "吨", ("<=", 20)),
        ("二十公里以上", "公里", (">=", 20)),
        ("高于三个", "个", (">", 3)),
        ("千分之三以内", "‰", ("<=", 3)),
    ],
)
def test_a_target_spelt_out_is_a_bound(text, unit, bound):
    operator, number = bound
    assert parse_target(text, unit).single_bound == (operator, Decimal(number))


@pytest.mark.parametrize("text", ["达到二级标准", "不低于三类", "优于三年前", "完成一期工程", "实施三级联动"])
def test_a_grade_or_a_span_of_time_is_no_bound(text):
    assert parse_target(text, "个").single_bound is None


def test_what_is_done_is_read_in_either_spelling():
    verdict = parse_target("不少于二百五十家", "家").judge(Facts(actual=Decimal(249)))
    assert verdict.reason == "249，未达到指标值≥250，相差1"


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("新建绿道不少于三公里", [("3", "公里", "绿道")]),
        ("完成率达到百分之九十五以上", [("95", "%", "完成率")]),
        ("建成三个示范区", []),
        ("实施第十五个五年规划", []),
        ("打造一批示范村、整治十二家企业", [("12", "家", "企业")]),
    ],
)
def test_a_task_plans_amounts_in_words_too(text, goals):
    assert [(str(goal.number), goal.unit, goal.object) for goal in extract_goals(text)] == goals


SHARES = [
    ("不低于九成", "不低于90%"),
    ("九成五以上", "95%以上"),
    ("三分之二以上", "66.6667%以上"),
    ("≥1/3", "≥33.3333%"),
    ("半数以上", "50%以上"),
    ("高于全省平均值的一半", "高于全省平均值的50%"),
    ("全面完成", "全面完成"),
    ("取得九成效益", "取得九成效益"),
    ("2020/2021年", "2020/2021年"),
]


@pytest.mark.parametrize(("text", "written"), SHARES)
def test_a_plain_share_of_a_bound_is_written_in_per_cent(text, written):
    assert write_shares(text) == written

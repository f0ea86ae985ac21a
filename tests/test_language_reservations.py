"""Sentences that name the data they speak of: what they hold back is heard, what affirms the data is passed over."""

import pytest

from ecoreport.language.reservations import reserved_in
from ecoreport.language.ticks import chosen_of
from ecoreport.language.widths import fold

HELD_BACK = [
    "上列数字摘自省厅运输年报，系十一个设区市打捆计算",
    "此表为课题组对某地所作测度，借来练手用",
    "本期仅收到部分终端，其余三地未含",
    "下列各数系遥感模型推算，实测值省站尚未下发",
    "凡本页数字均系年中粗估，勿当决算",
    "普查标准时点2017年12月31日，时期资料为2017年度",
    "表内数字截至2020年10月31日",
    "注：上述数据已撤回，重算后另报",
]
AFFIRMED = [
    "本表由各责任单位如实填写，负责人审核签字并加盖公章",
    "以上均为统计年报数，无估算、无预测",
    "本表数据口径与2019年一致",
    "本表替代1月8日报送的表",
    "口径：《指标解释（2021年修订）》",
    "本表数据均为全市口径",
    "表内数字保留两位小数",
    "上半年数据曾于7月报送，本表为全年数",
    "新建污水厂由某公司承建，仅用八个月",
]


@pytest.mark.parametrize("sentence", HELD_BACK)
def test_what_is_held_back_is_heard(sentence: str) -> None:
    assert reserved_in(fold(sentence), 2020, beside=False)


@pytest.mark.parametrize("sentence", AFFIRMED)
def test_what_affirms_the_data_or_speaks_of_something_else_is_passed_over(sentence: str) -> None:
    assert reserved_in(fold(sentence), 2020, beside=False) == ""


@pytest.mark.parametrize(
    ("sentence", "held"),
    [("照抄往年的，还没测", True), ("同上，单家企业数", True), ("仅嵊泗个别离岛未覆盖", False), ("只统计常住人口", False)],
)
def test_beside_a_number_a_sentence_may_begin_with_what_it_says(sentence: str, held: bool) -> None:
    assert bool(reserved_in(fold(sentence), 2020, beside=True)) == held
    assert reserved_in(fold(sentence), 2020, beside=False) == ""


@pytest.mark.parametrize(
    ("line", "chosen"),
    [
        ("报告期别：☑年报　□半年报　□月报", "报告期别：年报"),
        ("○实际　●计划", "计划"),
        ("√年报 √终稿", "√年报 √终稿"),
        ("□年报 □半年报", "□年报 □半年报"),
        ("2020年指标", "2020年指标"),
    ],
)
def test_of_options_the_marked_ones_count(line: str, chosen: str) -> None:
    assert chosen_of(line) == chosen

"""What a note tells of what once was and came out, of a year to come, and of what it sets aside: sentences as clerks write them."""

from decimal import Decimal

import pytest

from ecoreport.language.bygone import present, without_asides

LEFT = [  # a note, and what of it is said of 2020 as it came out
    ("两个规划起初漏列，5月补做环评并审查后才报批，已在6个之内。", "已在6个之内。"),
    ("两个规划起初漏列，至今没有补做。", "两个规划起初漏列，至今没有补做。"),
    ("2018年为试点阶段", ""),
    ("2018年口径不同", "2018年口径不同"),
    ("2016年发现违规占用0.34公顷，2017年已拆除复绿，2020年卫片未见新的占用。", "2020年卫片未见新的占用。"),
    ("规划期为2013—2019年，已经到期。", "规划期为2013—2019年，已经到期。"),
    ("8月合同到期没有续，督导员都撤了。", "8月合同到期没有续，督导员都撤了。"),
    ("2021年目标：覆盖率92%，省级示范村再报8个。", "。"),
    ("数据取2019年度调查，2020年2月公布。", "数据取2019年度调查，2020年2月公布。"),
]


@pytest.mark.parametrize(("note", "left"), LEFT)
def test_what_is_over_comes_out_where_a_later_clause_tells_its_end(note: str, left: str) -> None:
    assert present(note, 2020) == left


ASIDE = [  # a note beside 0.431, and what it does not set aside
    ("都按不变价；另按现价算是0.402，仅供参考。", "都按不变价；。"),
    ("0.431，仅供参考。", "0.431，仅供参考。"),
    ("核定为0.431，试算过新因子，结果为0.402，没有采用。", "核定为0.431。"),
    ("2019年为0.46，比它低。", "2019年为0.46，比它低。"),
]


@pytest.mark.parametrize(("note", "left"), ASIDE)
def test_what_a_note_sets_aside_is_none_of_its_figures_but_the_number_itself(note: str, left: str) -> None:
    assert without_asides(note, 2020, Decimal("0.431")) == left

"""What a note says of the very number beside it, and of others of its kind: sentences as offices write them, lie and honest twin."""

from decimal import Decimal

import pytest

from ecoreport.quantity.asides import called_sure, contrasted, spoilt_by, taken_apart

SPOILT = [  # number, unit, what calls it something else, what calls it sound
    ("97.4", "%", "97.4%是施工图审查阶段的", "97.4%是竣工验收面积口径"),
    ("85", "分", "满意度85分是自己打的", "满意度85分是第三方测的，自己没有打分"),
    ("93.3", "%", "93.3是2019年环统定库数", "93.3是2020年环统定库数"),
    ("25", "%", "25%从2021年度考核开始用", "25%从2020年度考核开始用"),
    ("1.83", "立方米/公顷", "外业没有做，1.83按模型推", "外业都测了，1.83按实测算"),
    ("6", "个", "示范村6个是上报数", "示范村6个省里都认了"),
    ("301.5", "亿元", "301.5是2021年一季度末的余额", "301.5是2020年四季度末的余额"),
    ("87.9", "%", "87.9%是网上点赞的人占的", "87.9%是入户问卷的结果，网上投票的没有采用"),
    ("90.9", "%", "90.9%为四季度数", "90.9%为全年按年均评价，一至四季度依次为81.8%、90.9%"),
    ("41.2", "公顷", "41.2是招标文件里的面积", "41.2是竣工图上的面积"),
]


@pytest.mark.parametrize(("number", "unit", "spoilt", "sound"), SPOILT)
def test_what_a_number_is_called_tells_whether_it_is_what_was_asked(number: str, unit: str, spoilt: str, sound: str) -> None:
    assert spoilt_by(spoilt, Decimal(number), unit, 2020)
    assert spoilt_by(sound, Decimal(number), unit, 2020) is None


AGAINST = [  # number, unit, words, the figure that outweighs it
    ("27.6", "公里", "27.6公里是开工长度，通过验收的12.4公里。", "12.4"),
    ("27.6", "公里", "27.6公里是通过验收的长度，开工的有33.1公里。", None),
    ("30", "条", "按河段数是30段，按河道条数只有23条。", "23"),
    ("97.4", "%", "97.4%是竣工验收口径，其中二星级以上占38.6%。", None),
    ("79.2", "%", "79.2是自测数，省厅核下来77.1。", "77.1"),
    ("79.2", "%", "79.2是省厅核下来的数，自测是77.5。", None),
    ("86.5", "分", "86.5是我局自己打的分，省里反馈78.8。", "78.8"),
]


@pytest.mark.parametrize(("number", "unit", "words", "other"), AGAINST)
def test_a_figure_told_with_more_force_speaks_against_the_number(number: str, unit: str, words: str, other: str | None) -> None:
    told = [each.value for each in contrasted(words, Decimal(number), unit)]
    assert told == ([Decimal(other)] if other else [])


def test_a_clause_speaks_of_the_number_of_another_or_of_none() -> None:
    told = taken_apart("17微克是全年均值，PM2.5日均值最高为61微克，达标天数多。", Decimal(17), "微克/立方米")
    assert [each.of for each in told] == ["it", "another", "nothing"]
    assert told[1].is_aside
    assert called_sure("17微克是全年均值", Decimal(17), "微克/立方米", 2020)
    assert not called_sure("17微克是2019年全年均值", Decimal(17), "微克/立方米", 2020)

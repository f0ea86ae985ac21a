"""The year that a text names, and texts that name several, a part of one, or hold one against another."""

import re

import pytest

from ecoreport.language.periods import (
    DAY,
    LAST_YEAR,
    LONE_YEAR,
    MONTH,
    YEAR,
    begins_with_several_years,
    compares_years,
    drop_whole_year,
    names_months,
    part_of_year,
    read_month,
    spans_years,
    take_out_edge,
    take_out_year,
    year_of_monthly,
)

RELATIVE = (("上年度", -1), ("本年", 0), ("上年", -1), ("前年", -2))


@pytest.mark.parametrize(
    ("text", "year", "rest"),
    [
        ("2020年完成值", 2020, "完成值"),
        ("2020年度完成值", 2020, "完成值"),
        ("2020年末数", 2020, "数"),
        ("2020年底", 2020, ""),
        ("完成值2020", 2020, "完成值"),
        ("1999年", 1999, ""),
        ("2020 年", 2020, ""),
        ("二〇二〇年完成值", 2020, "完成值"),
        ("二零一九年", 2019, ""),
        ("二○一九年", 2019, ""),
        ("一九九八年", 1998, ""),
        ("二百二十年", None, "二百二十年"),
        ("20年完成值", 2020, "完成值"),
        ("'19年", 2019, ""),
        ("近20年", None, "近20年"),
        ("30年", None, "30年"),
        ("2019年和2020年", None, "和"),
        ("2020年(2020)", 2020, "()"),
        ("2018-2020年", None, ""),
        ("2019-01-01至2019-12-31", 2019, ""),
        ("2019年1月1日-2019年12月31日", 2019, ""),
        ("2018年至2020年平均", None, "平均"),
        ("2018~20年", None, ""),
        ("2018到2020", None, ""),
        ("2020.5.6", None, "2020.5.6"),
        ("2020-05", None, ""),  # as like 2018-20 as a month
        ("2020/5", None, "2020/5"),
        ("[2020]3号", None, "[2020]3号"),
        ("2020年5月", None, "2020年5月"),
        ("12020", None, "12020"),
        ("20205", None, "20205"),
        ("2120年", None, "2120年"),
        ("本年完成值", 2020, "完成值"),
        ("上年度完成值", 2019, "完成值"),
        ("上年完成值", 2019, "完成值"),
        ("前年前年", 2018, "前年"),
        ("2017年上年", 2017, "上年"),
        ("完成值", None, "完成值"),
        ("", None, ""),
    ],
)
def test_the_one_year_of_a_text_is_taken_out(text, year, rest):
    assert take_out_year(text, 2020, RELATIVE) == (year, rest)


def test_relative_words_count_from_the_period():
    assert take_out_year("上年", 2023, RELATIVE) == (2022, "")
    assert take_out_year("上年", 2023, ()) == (None, "上年")


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("2018-2020年", True),
        ("2018年到2020年", True),
        ("2018至20年", True),
        ("2018-200", False),
        ("2018年", False),
        ("2018、2020年", False),
    ],
)
def test_a_span_of_years(text, spans):
    assert spans_years(text) == spans


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("近三年平均", True), ("近两年", True), ("三年累计", True), ("四年", True), ("近五年", True), ("近二年", True), ("历年", True),
        ("十三五", True), ("十二五累计", True), ("十四五", True), ("近六年", False), ("连续近三年", False), ("十年", False),
    ],
)  # fmt: skip
def test_years_that_are_not_named(text, several):
    assert begins_with_several_years(text) == several


@pytest.mark.parametrize(
    ("text", "compares"),
    [
        ("较2019年", True), ("比2019", True), ("与上年相差", True), ("同上一年", True), ("较去年", True), ("较前年", True), ("较 上年", True),
        ("2019年同期", True), ("2019年相比", True), ("2019比", True), ("2019年比例", False), ("2019年比率", False), ("2019年比重", False),
        ("2019年比值", False), ("上年", False), ("2019年", False), ("比例2", False),
    ],
)  # fmt: skip
def test_a_year_held_against_another(text, compares):
    assert compares_years(text) == compares


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2020年1-12月", "2020年"),
        ("2020年1至12月份完成值", "2020年完成值"),
        ("截至2020年12月底", "2020年"),
        ("截止到2020年12月31日", "2020年"),
        ("至2020年12月末", "2020年"),
        ("1~12月", ""),
        ("2020年1-11月", "2020年1-11月"),
        ("2020年12月", "2020年12月"),
    ],
)
def test_what_is_as_good_as_the_year_leaves_the_year(text, rest):
    assert drop_whole_year(text) == rest


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("2020年1-9月", True),
        ("1至6月", True),
        ("9月", True),
        ("12 月", True),
        ("1~3 月", True),
        ("2020年", False),
        ("月度", False),
        ("123月", False),
    ],
)
def test_a_text_that_names_months(text, names):
    assert names_months(text) == names


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("12月月报", None), ("城管局12月月报", None), ("2020年12月快报", None), ("1-12月累计", None), ("12月报表", None), ("12月底", None),
        ("2月月报", "2月"), ("城管局11月月报", "11月"), ("2020年10月快报", "10月"), ("1-11月累计", "1—11月"), ("02月报表", "02月"), ("1月底", "1月底"),
    ],
)  # fmt: skip
def test_december_is_not_february(text, part):
    found = part_of_year(text, 2020)
    assert (found.words if found else None) == part


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("2020年汛期河湖状况", "汛期"), ("采暖季空气质量", "采暖季"), ("夏季航次监测结果", "夏季"), ("4月15日-10月15日监测情况", "4月15日—10月15日"),
        ("1月1日-12月31日", None), ("防汛期间值守", None), ("海水四季监测", None), ("秋冬季攻坚行动", None), ("“十三五”期间主要指标年均水平", "十三五期间主要指标年均"),
    ],
)  # fmt: skip
def test_a_season_is_a_part_of_the_year(text, part):
    found = part_of_year(text, 2020)
    assert (found.words if found else None) == part


def test_the_parts_of_a_date():
    assert all(re.fullmatch(YEAR, year) for year in ("1900", "1999", "2020"))
    assert not any(re.fullmatch(YEAR, year) for year in ("1899", "2100", "202"))
    assert [month for month in range(14) if re.fullmatch(MONTH, str(month))] == list(range(1, 13))
    assert [day for day in range(33) if re.fullmatch(DAY, str(day))] == list(range(1, 32))
    assert all(re.fullmatch(part, "05") for part in (MONTH, DAY))
    assert all(re.fullmatch(LAST_YEAR, word) for word in ("上年", "上年度", "上一年", "上一年度", "去年", "前一年", "上年同期", "去年同期"))
    assert not any(re.fullmatch(LAST_YEAR, word) for word in ("上", "前年", "本年", "同期"))
    assert LONE_YEAR.findall("2019、12020、2021年") == ["2019", "2021"]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("1-12月", (None, "")), ("1—12月份累计", (None, "")), ("2019年1-12月", (2019, "")), ("12月末余额", (None, "余额")), ("期末余额", (None, "余额")),
        ("年末", (None, "")), ("2020年底", (2020, "")), ("上年末余额", (2019, "余额")), ("去年期末", (2019, "")), ("年初数", (2019, "")), ("期初余额", (2019, "余额")),
        ("2020年初", (2019, "")), ("上年初", (2018, "")), ("四季度累计", (None, "")), ("前四季度末", (None, "")), ("截至12月底", (None, "")),
        ("1-11月", None), ("比年初", None), ("较上年末", None), ("12月底前", None), ("2020年底线值", None), ("完成值", None), ("三季度累计", None),
    ],
)  # fmt: skip
def test_the_end_and_the_beginning_of_a_year(text, taken):
    assert take_out_edge(text.replace("—", "-"), 2020) == taken


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("202012", (2020, 12)), ("2020-12", (2020, 12)), ("2020.12", (2020, 12)), ("2020年12月", (2020, 12)), ("2020-12-31", (2020, 12)), ("20201231", (2020, 12)),
        ("2020年12月31日", (2020, 12)), ("202006", (2020, 6)), ("2020-6", (2020, 6)), ("2020-06-30", None), ("202013", None), ("12月", None), ("2020", None), ("20201230", None),
    ],
)  # fmt: skip
def test_a_month_alone(text, month):
    assert read_month(text) == month


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2019年12月指标月报", 2019), ("2019年12月份主要指标完成情况表(全市)", 2019), ("2019年12月", None), ("2019年12月31日", None), ("2019年11月月报", None),
        ("2019年12月建成", None), ("2019年12月下达,2020年执行情况", None),
    ],
)  # fmt: skip
def test_the_year_of_what_is_reported_monthly(text, year):
    assert year_of_monthly(text) == year

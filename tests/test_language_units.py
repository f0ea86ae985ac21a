"""Units of measure: every way to write one, and conversions that are exact wherever a decimal can be."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoreport.language.units import (
    alternatives,
    canonical_unit,
    convert,
    factor_between,
    find_unit,
    names_no_unit,
    parse_unit,
    same_unit,
    scale,
)

D = Decimal

SPELLINGS = {
    "%": ["%", "％", "﹪", "百分比", "percent", " % ", "(%)", "（%）", "单位:%", "单位：%"],
    "‰": ["‰", "千分比"],
    "个百分点": ["个百分点", "百分点"],
    "平方米": ["平方米", "㎡", "m2", "m²", "M2", "平米", "m^2", "ｍ２"],
    "公顷": ["公顷", "ha", "hm2", "hm²", "㏊"],
    "平方公里": ["平方公里", "km2", "km²", "㎢", "平方千米"],
    "亩": ["亩", "市亩"],
    "公里": ["公里", "km", "千米", "KM", "㎞"],
    "米": ["米", "m"],
    "吨": ["吨", "t", "公吨"],
    "千克": ["千克", "kg", "KG", "公斤", "㎏"],
    "微克": ["微克", "μg", "µg", "ug", "㎍"],
    "立方米": ["立方米", "m3", "m³", "㎥", "立方", "方"],
    "万元": ["万元", " 万 元 "],
    "亿元": ["亿元"],
    "微克/立方米": ["微克/立方米", "μg/m³", "μg / m³", "ug/m3", "µg/m3", "微克每立方米", "微克／立方米", "μg·m-3", "μg·m⁻³", "㎍/㎥"],
    "千克/亩": ["千克/亩", "kg/亩", "公斤/亩", "公斤每亩", "每亩公斤"],
    "千克/公顷": ["千克/公顷", "kg/ha", "kg/hm²", "公斤/公顷"],
    "立方米/万元": ["立方米/万元", "m³/万元", "方/万元", "立方米每万元", "立方米/万元GDP", "立方米/万元(工业增加值)"],
    "平方米/人": ["平方米/人", "m²/人", "㎡/人", "平米/人", "平方米每人"],
    "立方米/公顷": ["立方米/公顷", "m³/hm²", "m3/ha"],
    "吨标准煤/万元": ["吨标准煤/万元", "吨标煤/万元", "tce/万元"],
    "吨二氧化碳/万元": ["吨二氧化碳/万元", "tCO2/万元", "吨CO₂/万元"],
    "公里/平方公里": ["公里/平方公里", "km/km²"],
    "千瓦时": ["千瓦时", "kWh", "kW·h"],
    "分贝": ["dB(A)", "dB", "分贝"],
    "万立方米": ["万立方米", "万m³", "万方"],
    "亿立方米": ["亿立方米"],
    "万人": ["万人"],
    "例/10万人": ["例/10万人"],
}


@pytest.mark.parametrize(("canonical", "spelling"), [(name, spelling) for name, spellings in SPELLINGS.items() for spelling in spellings])
def test_every_spelling_has_one_canonical_name(canonical, spelling):
    assert canonical_unit(spelling) == canonical
    assert same_unit(canonical, spelling)


@pytest.mark.parametrize(
    "text",
    ["", "-", "/", "无", "千克/%", "万%", "指数", "20", "合格", "m3/", "/人", "达标", "abc", "万", "0万人", "μg/m³/x", "吨标准煤/吨CO2"],
)
def test_what_is_no_unit_is_none(text):
    assert canonical_unit(text) is None
    assert convert(D(1), text, "%") is None


def test_a_place_may_say_that_there_is_no_unit():
    assert all(names_no_unit(text) for text in ("", " ", "-", "—", "——", "/", "–", "－", "无", "\\", " - "))
    assert not any(names_no_unit(text) for text in ("%", "个", "无量纲", "--"))


CONVERSIONS = [
    ("56.7", "亩", "公顷", "3.78"),
    ("3.78", "公顷", "亩", "56.7"),
    ("1", "公顷", "亩", "15"),
    ("1", "平方公里", "公顷", "100"),
    ("1", "平方公里", "亩", "1500"),
    ("0.1", "平方公里", "亩", "150"),
    ("12345.6", "平方米", "公顷", "1.23456"),
    ("2", "万亩", "公顷", "1333.333"),
    ("3", "万亩", "平方公里", "20"),
    ("0.17", "千克/亩", "千克/公顷", "2.55"),
    ("245.0", "千克/公顷", "千克/亩", "16.33333333"),
    ("30", "kg/hm²", "公斤/亩", "2"),
    ("27571", "米", "公里", "27.571"),
    ("27.571", "公里", "米", "27571"),
    ("1", "海里", "公里", "1.852"),
    ("1.2", "万吨", "吨", "12000"),
    ("1.2", "吨", "千克", "1200"),
    ("20", "斤", "千克", "10"),
    ("1.2", "亿元", "万元", "12000"),
    ("12", "万元", "亿元", "0.0012"),
    ("3.5", "万立方米", "立方米", "35000"),
    ("1.2", "亿立方米", "万立方米", "12000"),
    ("0.02", "mg/m³", "μg/m³", "20"),
    ("17", "μg/m³", "mg/m³", "0.017"),
    ("5", "‰", "%", "0.5"),
    ("0.5", "%", "‰", "5"),
    ("31", "立方米/万元", "立方米/亿元", "310000"),
    ("0.85", "吨CO2/万元", "万吨/万元", "0.000085"),
    ("9.3", "万人", "人", "93000"),
    ("24", "小时", "天", "1"),
    ("0", "亩", "公顷", "0"),
    ("-1.5", "公里", "米", "-1500"),
]


@pytest.mark.parametrize(("number", "one", "other", "result"), CONVERSIONS)
def test_conversions(number, one, other, result):
    assert convert(D(number), one, other) == D(result)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("家", "个"), ("户", "人"), ("家", "%"), ("亩", "米"), ("微克", "μg/m³"), ("吨", "立方米"), ("元", "美元"), ("%", "个百分点"),
        ("立方米/公顷", "立方米/万元"), ("吨标准煤", "吨CO2"), ("人", "人次"), ("年", "天"),
    ],
)  # fmt: skip
def test_what_has_nothing_in_common_is_not_converted(one, other):
    assert factor_between(one, other) is None
    assert convert(D(1), one, other) is None
    assert not same_unit(one, other)


def test_a_result_without_an_end_keeps_six_digits_more_than_were_written():
    assert scale(D(100), Fraction(1, 15)) == (D("6.66666667"), False)
    assert scale(D("56.7"), Fraction(1, 15)) == (D("3.78"), True)


def test_a_cell_may_name_two_units():
    assert alternatives("千克/%") == ("千克", "%")
    assert alternatives("千克/公顷") == ("千克/公顷",)
    assert alternatives("家/个") == ("家/个",)
    assert alternatives("什么") == ("什么",)


@pytest.mark.parametrize(
    ("text", "start", "unit"),
    [
        ("20微克/立方米", 2, "微克/立方米"),
        ("20 微克 / 立方米左右", 2, "微克 / 立方米"),
        ("20家企业", 2, "家"),
        ("5个VOC治理项目", 1, "个"),
        ("1.2个百分点", 3, "个百分点"),
        ("20mg/L", 2, "mg/L"),
        ("20万", 2, ""),
        ("9.3 万人", 3, "万人"),
        ("20%以上", 2, "%"),
        ("97.8位居第一", 4, ""),
        ("97.8分别", 4, ""),
        ("20mm雨", 2, "mm"),
        ("20mx", 2, ""),
        ("20", 2, ""),
    ],
)
def test_a_unit_is_found_behind_its_number(text, start, unit):
    assert find_unit(text, start)[0] == unit


units = st.sampled_from([spelling for spellings in SPELLINGS.values() for spelling in spellings])
decimals = st.decimals(allow_nan=True, allow_infinity=True)


@given(decimals, st.one_of(st.text(), units), st.one_of(st.text(), units))
@settings(max_examples=400, deadline=None)
def test_nothing_makes_it_raise(number, one, other):
    convert(number, one, other)
    find_unit(one + other, 1)
    alternatives(one)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4), units, units)
@settings(max_examples=400, deadline=None)
def test_a_conversion_is_exact_or_as_near_as_it_says(number, one, other):
    converted, factor = convert(number, one, other), factor_between(one, other)
    assert (converted is None) == (factor is None)
    if converted is not None and factor is not None:
        exact = Fraction(number) * factor
        assert abs(Fraction(converted) - exact) <= abs(exact) / 10**6
        denominator = exact.denominator
        while denominator % 2 == 0:
            denominator //= 2
        while denominator % 5 == 0:
            denominator //= 5
        if denominator == 1:
            assert Fraction(converted) == exact
            assert convert(converted, other, one) == number


@given(units)
def test_a_canonical_name_is_its_own(spelling):
    unit = parse_unit(spelling)
    assert unit is not None
    assert canonical_unit(unit.text) == unit.text

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


# Every other spelling of every unit, in one line each.
OTHER_SPELLINGS = """
%: 百分数 百分率 pct
‰: 千分率 permille
个百分点: 个百分比 pp PP
微克: ug mcg
毫克: 毫克 mg ㎎ MG
克: 克 g
斤: 斤 市斤
千克: 千克 kg 公斤
平方厘米: 平方厘米 cm2 cm²
平方米: 平方 平方公尺
亩: mu
平方公里: 平方km
毫米: 毫米 mm ㎜
厘米: 厘米 cm ㎝
里: 里 华里
海里: 海里 nmile
毫升: 毫升 ml
升: 升 l 公升 L
立方米: 立米
元: 元 人民币元 元人民币 rmb
美元: 美元 usd
千瓦时: 度电
兆瓦时: 兆瓦时 mwh MW·h
千瓦: 千瓦 kW
兆瓦: 兆瓦 MW
分钟: 分钟 min
小时: 小时 h
天: 天 日 d
年: 年 a
月: 月 个月
人: 人 名 位 cap
分贝: dB dB(A) ｄＢ
吨标准煤: 吨标准煤 吨标煤 tce 吨(标准煤) 吨（标煤）
吨二氧化碳: 吨二氧化碳 tCO2 tCO₂ 吨(CO2)
吨折纯: 吨折纯 吨(折纯)
立方米/万元: 立方米/万元GDP 立方米/万元工业增加值 立方米/万元地区生产总值 立方米/万元国内生产总值 立方米/万元生产总值 m³/万元(GDP)
平方米/人: 平方米/人(常住人口) 平方米/人户籍人口
千克/亩: 千克/亩播种面积 千克/亩(耕地)
立方米/公顷: m³·hm⁻²
千克·米: kg·m kg⋅m kg•m kg∙m kg*m kg×m kg.m
人/平方公里: 人/㎢ 人/km2
1/米: m-1 m⁻¹
十人: 十人
百人: 百人
千人: 千人
亿人: 亿人
百万吨: 百万吨
100万元: 100万元
"""


@pytest.mark.parametrize(
    ("canonical", "spelling"),
    [
        (name, spelling)
        for line in OTHER_SPELLINGS.split("\n")[1:-1]
        for name, spellings in [line.split(":", 1)]
        for spelling in spellings.split()
    ],
)
def test_every_other_spelling_has_its_canonical_name(canonical, spelling):
    assert canonical_unit(spelling) == canonical


COUNTED = "个家户台座条项件例处所辆株次起宗批片套只头种类块艘村镇场篇部支级分倍对盏棵根口期幅张栋幢间本册桩床班组届轮队面门颗℃"
THINGS = "人次 户次 车次 班次 家次 件次 处次 标台 标箱"
AMOUNTS = "级 分 倍 期 届 轮 ℃ 蒸吨 摄氏度 吨 % 公里 天"


def test_each_thing_counted_is_a_unit_of_its_own():
    units = [*COUNTED, *THINGS.split(), "蒸吨", "摄氏度"]
    assert [canonical_unit(unit) for unit in units] == units
    assert len({parse_unit(unit).dimensions for unit in units}) == len(units)


def test_whole_things_are_known_from_amounts():
    assert all(parse_unit(unit).whole for unit in ("人", "万人次", "名", *THINGS.split(), *(set(COUNTED) - set(AMOUNTS))))
    assert not any(parse_unit(unit).whole for unit in (*AMOUNTS.split(), "家/个", "人/家"))


FACTORS = [
    ("克", "毫克", "1000"), ("毫克", "微克", "1000"), ("千克", "克", "1000"), ("吨", "克", "1000000"), ("斤", "克", "500"),
    ("平方米", "平方厘米", "10000"), ("公顷", "平方米", "10000"), ("平方公里", "平方米", "1000000"), ("公顷", "亩", "15"),
    ("米", "毫米", "1000"), ("米", "厘米", "100"), ("里", "米", "500"), ("公里", "米", "1000"), ("海里", "米", "1852"),
    ("升", "毫升", "1000"), ("立方米", "升", "1000"), ("兆瓦时", "千瓦时", "1000"), ("兆瓦", "千瓦", "1000"),
    ("小时", "分钟", "60"), ("天", "小时", "24"), ("%", "‰", "10"), ("人", "人", "1"), ("十人", "人", "10"), ("百人", "人", "100"),
    ("千人", "人", "1000"), ("万人", "人", "10000"), ("亿人", "人", "100000000"), ("百万吨", "吨", "1000000"), ("100万元", "元", "1000000"),
    ("m-1", "km-1", "1000"), ("m-2", "m⁻²", "1"), ("元/吨", "元/千克", "0.001"), ("999999人", "人", "999999"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "factor"), FACTORS)
def test_how_much_of_one_unit_is_in_another(one, other, factor):
    assert factor_between(one, other) == Fraction(factor)
    assert factor_between(other, one) == 1 / Fraction(factor)


@pytest.mark.parametrize(
    "text",
    [
        "百%",
        "千‰",
        "万个百分点",
        "0人",
        "000人",
        "1000000人",
        "千克/%",
        "吨标准煤/吨CO2",
        "吨标准煤·吨二氧化碳",
        "米//人",
        "每",
        "每亩",
    ],
)
def test_what_only_looks_like_a_unit_is_none(text):
    assert parse_unit(text) is None


def test_a_unit_says_what_it_is_of():
    assert (parse_unit("吨标煤").substance, parse_unit("tCO2/万元").substance, parse_unit("吨").substance) == ("标准煤", "二氧化碳", "")
    assert factor_between("吨标准煤", "吨") == factor_between("吨", "吨标准煤") == 1
    assert factor_between("吨标准煤/万元", "千克标煤/元") == Fraction(1, 10)
    assert (parse_unit("万吨").multiplied, parse_unit("10吨").multiplied, parse_unit("吨/万元").multiplied, parse_unit("吨").multiplied) == (
        True, True, False, False,
    )  # fmt: skip
    assert parse_unit("立方米/公顷").dimensions == (("area", -1), ("volume", 1))
    assert parse_unit("米/米").dimensions == ()


def test_a_unit_is_not_looked_for_beyond_its_length():
    assert parse_unit("吨" + " " * 79) is not None
    assert parse_unit(" " * 80 + "吨") is None


def test_the_same_words_are_the_same_unit_even_where_nobody_knows_it():
    assert same_unit("什么", " 什么")
    assert not same_unit("什么", "别的")
    assert not same_unit("", " ")
    assert same_unit("m³/万元", "方/万元")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("千克/%", ("千克", "%")),
        ("千克、吨", ("千克", "吨")),
        ("千克,吨", ("千克", "吨")),
        ("千克，吨", ("千克", "吨")),
        ("千克或吨", ("千克", "吨")),
        ("千克/%/", ("千克", "%")),
        ("千克/什么", ("千克/什么",)),
    ],
)
def test_a_cell_may_name_several_units(text, units):
    assert alternatives(text) == units


@pytest.mark.parametrize("behind", ["位居第一", "位列第一", "分别为", "分布", "分之一", "分析", "个别", "人均", "处理"])
def test_a_word_that_begins_like_a_unit_is_none(behind):
    assert find_unit(f"97.8{behind}", 4) == ("", 4)


@pytest.mark.parametrize(
    ("text", "start", "found"),
    [
        ("20  吨", 2, ("吨", 5)),
        ("20吨标准煤", 2, ("吨标准煤", 6)),
        ("20吨(标煤)以上", 2, ("吨(标煤)", 7)),
        ("20㎡/人", 2, ("㎡/人", 5)),
        ("20μg·m⁻³", 2, ("μg·m⁻³", 8)),
        ("20kw.h", 2, ("kw.h", 6)),
        ("20kg每亩", 2, ("kg每亩", 6)),
        ("20kgs", 2, ("", 2)),
        ("20km2", 2, ("km2", 5)),
        ("20m²和", 2, ("m²", 4)),
        ("20，吨", 2, ("", 2)),
    ],
)
def test_where_a_unit_behind_a_number_ends(text, start, found):
    assert find_unit(text, start) == found


@pytest.mark.parametrize(
    ("value", "factor", "scaled"),
    [
        ("0", Fraction(1, 3), (D(0), True)),
        ("0.00", Fraction(5), (D(0), True)),
        ("1.5", Fraction(2), (D("3"), True)),
        ("-1.5", Fraction(1, 4), (D("-0.375"), True)),
        ("1", Fraction(1, 8), (D("0.125"), True)),
        ("1", Fraction(1, 25), (D("0.04"), True)),
        ("2", Fraction(1, 3), (D("0.6666667"), False)),
        ("NaN", Fraction(1), None),
        ("Infinity", Fraction(1), None),
        ("1E+400", Fraction(1), (D("1E+400"), True)),
        ("1E+401", Fraction(1), None),
        ("1E-401", Fraction(1), None),
        ("1" * 401, Fraction(1), None),
    ],
)
def test_a_number_is_scaled_exactly_or_says_that_it_is_not(value, factor, scaled):
    assert scale(D(value), factor) == scaled


def test_what_cannot_be_scaled_is_not_converted():
    assert convert(D("NaN"), "米", "公里") is None
    assert convert(D("1E+401"), "米", "公里") is None


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

"""What a cell says: every form of a number, every kind of nothing, and what must be asked."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoreport.model.ledger import Cell
from ecoreport.quantity import plain, read_quantity

D = Decimal
AIR = ("优良天数比例", "环境空气质量优良天数比例")


def kinds(quantity):
    return [doubt.kind for doubt in quantity.doubts]


# ---- numbers that stand for themselves ---------------------------------------------------------

PLAIN = [
    # text, plan's unit, value
    ("96.7", "%", "96.7"),
    ("96.70", "%", "96.70"),
    ("96.7%", "%", "96.7"),
    ("96.7 %", "%", "96.7"),
    ("98.6％", "%", "98.6"),
    ("96.7﹪", "%", "96.7"),
    ("0", "%", "0"),
    ("0%", "%", "0"),
    ("0.25%", "%", "0.25"),
    ("0.967", "μg/m³", "0.967"),
    ("100", "%", "100"),
    ("100.0%", "%", "100.0"),
    ("3,456.7", "亿元", "3456.7"),
    ("1,234,567", "", "1234567"),
    ("1.2亿元", "亿元", "1.2"),
    ("20微克/立方米", "μg/m³", "20"),
    ("20 微克/立方米", "μg / m³", "20"),
    ("20μg/m3", "μg/m³", "20"),
    ("20ug/m3", "μg / m³", "20"),
    ("20μg/m³", "μg / m³", "20"),
    ("35m²", "m2", "35"),
    ("20μg/m^3", "μg/m³", "20"),
    ("20㎍/㎥", "μg/m³", "20"),
    ("20微克每立方米", "μg/m³", "20"),
    ("20μg·m-3", "μg/m³", "20"),
    ("13.5平方米/人", "平方米/人", "13.5"),
    ("13.5㎡/人", "平方米/人", "13.5"),
    ("31 m³/万元", "立方米/万元", "31"),
    ("31方/万元", "立方米/万元", "31"),
    ("245.0kg/hm2", "千克/公顷", "245.0"),
    ("0.17公斤/亩", "千克/亩", "0.17"),
    ("27.571km", "公里", "27.571"),
    ("27.571千米", "公里", "27.571"),
    ("-3.2", "%", "-3.2"),
    ("－3.2", "μg/m³", "-3.2"),
    ("−3.2", "μg/m³", "-3.2"),
    ("负3.2", "μg/m³", "-3.2"),
    ("96.7(%)", "%", "96.7"),
    ("96.7(单位:%)", "%", "96.7"),
    ("97.8。", "%", "97.8"),
    ("97.8%;", "%", "97.8"),
    (" 97.8 ", "%", "97.8"),
    ("97.8\n", "%", "97.8"),
    ("\u200b97.8\ufeff", "%", "97.8"),
    ("'97.8", "%", "97.8"),
    ("“97.8%”", "%", "97.8"),
    ("优良天数比例:97.8%", "%", "97.8"),
    ("优良天数比例为97.8", "%", "97.8"),
    ("优良天数 比例 97.8%", "%", "97.8"),
    ("实际值97.8", "%", "97.8"),
    ("共20家", "家", "20"),
    ("75.2", "-", "75.2"),
    ("2020", "亿元", "2020"),
    ("2020.12", "亿元", "2020.12"),
    ("12.3", "千克/%", "12.3"),
    ("12.3千克", "千克/%", "12.3"),
    ("25%", "千克/%", "25"),
    ("0.3", "千克/%", "0.3"),
]


@pytest.mark.parametrize(("text", "unit", "value"), PLAIN)
def test_a_plain_number_is_given_without_a_doubt(text, unit, value):
    quantity = read_quantity(text, unit=unit, names=AIR)
    assert (quantity.state, str(quantity.value), quantity.doubts) == ("value", value, ())
    assert quantity.raw == text


# ---- numbers that are given, with something to say ---------------------------------------------

GIVEN = [
    # text, plan's unit, value, doubts
    ("９６．７％", "%", "96.7", ["full_width"]),
    ("１００", "%", "100", ["full_width"]),
    ("３，４５６．７", "亿元", "3456.7", ["full_width"]),
    ("九十八点六", "%", "98.6", ["chinese_numeral"]),
    ("百分之九十五", "%", "95", ["chinese_numeral"]),
    ("百分之九十五点五", "%", "95.5", ["chinese_numeral"]),
    ("百分之98.6", "%", "98.6", ["chinese_numeral"]),
    ("百分之百", "%", "100", ["chinese_numeral"]),
    ("二十微克/立方米", "μg/m³", "20", ["chinese_numeral"]),
    ("一百零五", "", "105", ["chinese_numeral"]),
    ("十三点五", "平方米/人", "13.5", ["chinese_numeral"]),
    ("零", "%", "0", ["chinese_numeral"]),
    ("约百分之九十", "%", "90", ["approximate", "chinese_numeral"]),
    ("约86%", "%", "86", ["approximate"]),
    ("大约86%", "%", "86", ["approximate"]),
    ("约为86%", "%", "86", ["approximate"]),
    ("近97.8%", "%", "97.8", ["approximate"]),
    ("96.7左右", "%", "96.7", ["approximate"]),
    ("96.7%左右", "%", "96.7", ["approximate"]),
    ("≈96.7", "%", "96.7", ["approximate"]),
    ("~96.7%", "%", "96.7", ["approximate"]),
    ("96.7(约)", "%", "96.7", ["approximate"]),
    ("86%(初步)", "%", "86", ["preliminary"]),
    ("86%（初步）", "%", "86", ["preliminary"]),
    ("初步统计86%", "%", "86", ["preliminary"]),
    ("预计96%", "%", "96", ["preliminary"]),
    ("96.7%\n(初步数)", "%", "96.7", ["preliminary"]),
    ("96.7(快报数)", "%", "96.7", ["preliminary"]),
    ("96.7(暂定)", "%", "96.7", ["preliminary"]),
    ("96.7(待审核)", "%", "96.7", ["preliminary"]),
    ("约96.7%(初步)", "%", "96.7", ["approximate", "preliminary"]),
    ("97.8*", "%", "97.8", ["footnote"]),
    ("97.8①", "%", "97.8", ["footnote"]),
    ("97.8[1]", "%", "97.8", ["footnote"]),
    ("97.8%²", "%", "97.8", ["footnote"]),
    ("17μg/m³①", "μg/m³", "17", ["footnote"]),
    ("97.8(国控点)", "%", "97.8", ["from_sentence"]),
    ("97.8(其中定海98.1)", "%", "97.8", ["from_sentence"]),
    ("97.8%,其中定海98.1%、普陀97.9%", "%", "97.8", ["from_sentence"]),
    ("75.2(优)", "-", "75.2", ["from_sentence"]),
    ("达到97.8%", "%", "97.8", ["from_sentence"]),
    ("2020年优良率为97.8%", "%", "97.8", ["from_sentence"]),
    ("截至2020年底,达到97.8%", "%", "97.8", ["from_sentence"]),
    ("1-11月96.7%", "%", "96.7", ["from_sentence"]),
    ("2020年1-11月96.7%", "%", "96.7", ["from_sentence"]),
    ("由95.6%提高到97.8%", "%", "97.8", ["from_sentence"]),
    ("从95.6%上升为97.8%", "%", "97.8", ["from_sentence"]),
    ("由95.6%,提高至97.8%", "%", "97.8", ["from_sentence"]),
    ("95.6%→97.8%", "%", "97.8", ["from_sentence"]),
    ("由2019年的95.6%提高到2020年的97.8%", "%", "97.8", ["from_sentence"]),
    ("较2019年提高1.2个百分点,达到97.8%", "%", "97.8", ["from_sentence"]),
    ("97.8%,较2019年提高1.2个百分点", "%", "97.8", ["from_sentence"]),
    ("97.8%,同比提高1.2%", "%", "97.8", ["from_sentence"]),
    ("98.5(+1.2)", "%", "98.5", ["from_sentence"]),
    ("由2019年20微克/立方米下降至17微克/立方米", "μg/m³", "17", ["from_sentence"]),
    ("17微克/立方米,同比下降15%", "μg/m³", "17", ["from_sentence"]),
    ("同比下降15%,降至17微克/立方米", "μg/m³", "17", ["from_sentence"]),
    ("PM2.5年均浓度17微克/立方米", "μg/m³", "17", ["from_sentence"]),
    ("PM2.5日均浓度20微克/立方米,同比下降4.8%;空气质量优良率96.7%,同比上升1.1个百分点", "μg/m³", "20", ["from_sentence"]),
    ("PM2.5日均浓度20微克/立方米,同比下降4.8%;空气质量优良率96.7%,同比上升1.1个百分点", "%", "96.7", ["from_sentence"]),
    ("设施93座,标准化运维93座,运维率100%", "%", "100", ["from_sentence"]),
    ("应审核12家,已审核12家,比例100%", "%", "100", ["from_sentence"]),
    ("100%(93/93)", "%", "100", ["from_sentence"]),
    ("21/22=95.5%", "%", "95.5", ["from_sentence"]),
    ("97.8%(见附件3)", "%", "97.8", ["from_sentence"]),
    ("舟环发〔2020〕15号,97.8%", "%", "97.8", ["from_sentence"]),
    ("98%,高于全省平均95%", "%", "98", ["from_sentence"]),
    ("目标值≥85%,完成值92.3%", "%", "92.3", ["from_sentence"]),
    ("达到考核要求(≥85%),实际92.3%", "%", "92.3", ["from_sentence"]),
    ("根据《2020年公报》第3页,优良率97.8%", "%", "97.8", ["from_sentence"]),
    ("日处理30吨以上设施标准化运维率100%", "%", "100", ["from_sentence"]),
    ("96.7%%", "%", "96.7", ["from_sentence"]),
    ("12.3公顷(合184.5亩)", "公顷", "12.3", ["from_sentence"]),
    ("PM2.5 17μg/m³", "μg/m³", "17", ["from_sentence"]),
    ("≥97.8%(实际98.2%)", "%", "98.2", ["from_sentence"]),
    ("98.2%(≥85%)", "%", "98.2", ["from_sentence"]),
    ("(96.7)", "%", "96.7", ["from_sentence"]),
]


@pytest.mark.parametrize(("text", "unit", "value", "doubts"), GIVEN)
def test_a_number_that_needs_an_eye_is_given_and_doubted(text, unit, value, doubts):
    quantity = read_quantity(text, unit=unit, period=2020)
    assert (quantity.state, str(quantity.value), kinds(quantity)) == ("value", value, doubts)
    assert quantity.from_prose == ("from_sentence" in doubts)


# ---- units -------------------------------------------------------------------------------------

CONVERTED = [
    # text, plan's unit, heading's unit, value, conversion
    ("56.7亩", "公顷", None, "3.78", "56.7亩 → 3.78公顷"),
    ("100亩", "公顷", None, "6.66666667", "100亩 → 约6.66666667公顷"),
    ("3.78公顷", "亩", None, "56.7", "3.78公顷 → 56.7亩"),
    ("1.2平方公里", "公顷", None, "120", "1.2平方公里 → 120公顷"),
    ("27571米", "公里", None, "27.571", "27571米 → 27.571公里"),
    ("1.2万亩", "公顷", None, "800", "1.2万亩 → 800公顷"),
    ("1.2万", "亩", None, "12000", "1.2万 → 12000亩"),
    ("1.2亿", "立方米", None, "120000000", "1.2亿 → 120000000立方米"),
    ("3百万", "元", None, "3000000", "3百万 → 3000000元"),
    ("1.2万", "", None, "12000", "1.2万 → 12000"),
    ("12000万元", "亿元", None, "1.2", "12000万元 → 1.2亿元"),
    ("5‰", "%", None, "0.5", "5‰ → 0.5%"),
    ("0.02mg/m3", "μg/m³", None, "20", "0.02mg/m3 → 20μg/m³"),
    ("0.17千克/亩", "千克/公顷", None, "2.55", "0.17千克/亩 → 2.55千克/公顷"),
    ("2.55千克/公顷", "千克/亩", None, "0.17", "2.55千克/公顷 → 0.17千克/亩"),
    ("0.85吨/万元", "万吨/万元", None, "0.000085", "0.85吨/万元 → 0.000085万吨/万元"),
    ("2.3", "公顷", "平方公里", "230", "2.3平方公里 → 230公顷"),
    ("2.3", "亩", "面积(万亩)", "23000", "2.3万亩 → 23000亩"),
    ("5", "%", "‰", "0.5", "5‰ → 0.5%"),
    ("150亩", "公顷", "平方公里", "10", "150亩 → 10公顷"),
]


@pytest.mark.parametrize(("text", "unit", "heading", "value", "conversion"), CONVERTED)
def test_a_conversion_is_exact_and_kept_beside_what_was_written(text, unit, heading, value, conversion):
    quantity = read_quantity(text, unit=unit, header_unit=heading)
    assert (quantity.state, str(quantity.value), quantity.conversion, kinds(quantity)) == ("value", value, conversion, ["converted"])
    assert plain(quantity.written) in text


def test_without_a_unit_in_the_plan_the_unit_written_is_kept():
    assert (read_quantity("1.2万吨", unit="-").value, read_quantity("1.2万吨", unit="-").unit) == (D("1.2"), "万吨")
    assert (read_quantity("35", unit="", header_unit="万吨").value, read_quantity("35", unit="", header_unit="万吨").unit) == (
        D(35),
        "万吨",
    )
    assert read_quantity("12.3千克", unit="千克/%").unit == "千克"


def test_a_unit_cut_short_is_taken_where_the_name_says_the_rest():
    short = read_quantity("125.4亿", unit="亿元")
    assert (short.value, kinds(short)) == (D("125.4"), ["unit_cut_short"])
    told = [("13.5平方米", "平方米/人", "城镇人均公园绿地面积", []), ("9.3方", "立方米/万元", "万元工业增加值用水量", [])]
    for text, unit, name, doubts in [*told, ("20微克", "微克/立方米", "PM2.5浓度", ["unit_cut_short"])]:
        quantity = read_quantity(text, unit=unit, names=(name,))
        assert quantity.value is not None
        assert kinds(quantity) == doubts
    assert kinds(read_quantity("13.5平方米", unit="平方米/人")) == ["impossible_unit"]
    assert kinds(read_quantity("1.2亿立方米", unit="立方米/万元", names=("单位GDP用水量",))) == ["impossible_unit"]


# ---- what must be asked ------------------------------------------------------------------------

ASKED = [
    ("0.25", "%", "fraction_or_percent"),
    ("0.967", "%", "fraction_or_percent"),
    ("1", "%", "fraction_or_percent"),
    ("1.0", "%", "fraction_or_percent"),
    ("-0.5", "%", "fraction_or_percent"),
    ("约0.97", "%", "fraction_or_percent"),
    ("优良率为0.967", "%", "fraction_or_percent"),
    ("≥95%", "%", "bound"),
    ("》95%", "%", "bound"),
    ("＞95%", "%", "bound"),
    (">=95", "%", "bound"),
    ("≧95", "%", "bound"),
    ("95%以上", "%", "bound"),
    ("95以上", "%", "bound"),
    ("达到95%以上", "%", "bound"),
    ("不低于95%", "%", "bound"),
    ("超过95%", "%", "bound"),
    ("高于95%", "%", "bound"),
    ("不足50%", "%", "bound"),
    ("<0.05", "%", "bound"),
    ("5≥%", "%", "bound"),
    ("未达到95%", "%", "bound"),
    ("至少95%", "%", "bound"),
    ("95%+", "%", "bound"),
    ("80余个", "个", "bound"),
    ("3千多公顷", "公顷", "bound"),
    ("为3千多公顷", "公顷", "bound"),
    ("95-97", "%", "range"),
    ("95%~97%", "%", "range"),
    ("95—97%", "%", "range"),
    ("95%至97%", "%", "range"),
    ("95到97", "%", "range"),
    ("2～3", "%", "range"),
    ("95-97之间", "%", "range"),
    ("3/5", "%", "ratio"),
    ("93/93", "%", "ratio"),
    ("3:5", "%", "ratio"),
    ("同比下降15%", "%", "change_not_value"),
    ("较2019年提高1.2个百分点", "%", "change_not_value"),
    ("提高1.2个百分点", "%", "change_not_value"),
    ("1.2个百分点", "%", "change_not_value"),
    ("+1.2%", "%", "change_not_value"),
    ("同比1.2%", "%", "change_not_value"),
    ("增幅1.2%", "%", "change_not_value"),
    ("同比下降3微克/立方米", "μg/m³", "change_not_value"),
    ("同比下降15%", "μg/m³", "change_not_value"),
    ("↑1.2%", "%", "change_not_value"),
    ("明年达到98%", "%", "planned"),
    ("力争达到98%", "%", "planned"),
    ("目标值98%", "%", "planned"),
    ("计划完成98%", "%", "planned"),
    ("全省平均95.2%", "%", "planned"),
    ("98%、97%", "%", "several_numbers"),
    ("定海98%,普陀97%", "%", "several_numbers"),
    ("2018-2020年分别为95.1%、96.2%、97.8%", "%", "several_numbers"),
    ("97.8(98.1)", "%", "several_numbers"),
    ("0.967(即96.7%)", "%", "several_numbers"),
    ("5公里300米", "公里", "several_numbers"),
    ("SO2浓度6微克/立方米,NO2浓度15微克/立方米", "μg/m³", "several_numbers"),
    ("S02", "%", "misprint"),
    ("54.O", "%", "misprint"),
    ("IOO", "%", "misprint"),
    ("l00", "%", "misprint"),
    ("9O.5%", "%", "misprint"),
    ("1O0微克/立方米", "μg/m³", "misprint"),
    ("O", "%", "misprint"),
    ("96。7", "%", "misprint"),
    ("96..7", "%", "misprint"),
    ("96·7", "%", "misprint"),
    ("1.2E+05上下文", "元", "misprint"),
    ("1E+99", "元", "too_many_digits"),
    ('=DISPIMG("ID_1",1)', "%", "picture"),
    ("=_xlfn.image(1)", "%", "picture"),
    ("05", "%", "misprint"),
    (".978", "%", "misprint"),
    ("优良率.978", "%", "misprint"),
    ("97.", "%", "misprint"),
    ("3.456,7", "亿元", "separator"),
    ("3 456,7", "亿元", "separator"),
    ("3 456.7", "亿元", "separator"),
    ("1,23", "%", "separator"),
    ("12,34", "%", "separator"),
    ("96.7.1", "%", "separator"),
    ("96. 7", "%", "separator"),
    ("96.7 96.7", "%", "separator"),
    ("- 96.7", "%", "separator"),
    ("—96.7%", "%", "separator"),
    ("20家", "%", "impossible_unit"),
    ("20微克", "μg/m³", "impossible_unit"),
    ("96.7分", "%", "impossible_unit"),
    ("31立方米", "立方米/万元", "impossible_unit"),
    ("20%", "μg/m³", "impossible_unit"),
    ("20千米", "公顷", "impossible_unit"),
    ("1.2万", "亿元", "scale_unclear"),
    ("1.2万", "%", "scale_unclear"),
    ("2020-12-31", "%", "date_in_number"),
    ("2020年12月31日", "%", "date_in_number"),
    ("2020年12月", "%", "date_in_number"),
    ("2020年", "%", "date_in_number"),
    ("12月底", "%", "date_in_number"),
    ("#DIV/0!", "%", "error_value"),
    ("#N/A", "%", "error_value"),
    ("#REF!", "%", "error_value"),
    ("无", "%", "nothing_or_zero"),
    ("没有", "%", "nothing_or_zero"),
    ("达标", "%", "words_for_number"),
    ("已完成上级下达的目标", "%", "words_for_number"),
    ("第3名", "%", "words_for_number"),
    ("三分之二", "%", "words_for_number"),
    ("九成五", "%", "words_for_number"),
    ("见附件3", "%", "words_for_number"),
    ("《2020年公报》", "%", "words_for_number"),
    ("Ⅲ类", "%", "words_for_number"),
    ("一万二", "亩", "words_for_number"),
    ("共新建污水管网3处、泵站", "%", "words_for_number"),
    ("合格45", "%", "unclear"),
    ("三万5千", "亩", "unclear"),
    ("9" * 60, "%", "too_many_digits"),
]


@pytest.mark.parametrize(("text", "unit", "kind"), ASKED)
def test_what_could_mean_two_things_is_asked_and_has_no_value(text, unit, kind):
    quantity = read_quantity(text, unit=unit, period=2020)
    assert (quantity.state, quantity.value, kinds(quantity)) == ("asked", None, [kind])
    assert dict(quantity.doubts[0].words)["raw"] == text == quantity.raw


@pytest.mark.parametrize(
    ("text", "proposal"), [("S02", "502"), ("54.O", "54.0"), ("IOO", "100"), ("l00", "100"), ("9O.5%", "90.5%"), ("96。7", "96.7")]
)
def test_a_misprint_comes_with_the_reading_that_was_probably_meant(text, proposal):
    assert dict(read_quantity(text, unit="%").doubts[0].words)["proposal"] == proposal


def test_a_multiplier_under_a_heading_that_has_one_is_asked():
    assert kinds(read_quantity("1.2万", unit="亩", header_unit="亿亩")) == ["scale_unclear"]
    assert kinds(read_quantity("1.2", unit="%", header_unit="万亩")) == ["impossible_unit"]
    assert kinds(read_quantity("0.96", unit="%", header_unit="%")) == ["fraction_or_percent"]


# ---- the kinds of nothing ----------------------------------------------------------------------

NOTHING = [
    *((text, "blank") for text in ("", " ", "　", "-", "—", "——", "--", "/", "//", "\\", "－", "–", "…", " / ", "\n")),
    *(
        (text, "pending")
        for text in (
            "暂无", "暂无数据", "暂无。", "正在统计", "正在统计中", "统计中", "待统计", "待公布", "待省厅公布", "数据待定", "待定", "尚未统计",
            "尚未公布", "暂未统计", "数据未出", "数据暂缺", "暂无(省厅未反馈)", "暂无,", "正在核算", "等待省级核定", "数据尚未出来", "无数据",
        )
    ),
    *((text, "not_due") for text in ("未到期", "尚未到期", "未到考核期", "未到完成时限", "未到期(2021年6月考核)")),
    *((text, "not_applicable") for text in ("不适用", "不涉及", "不涉及该指标", "本市不涉及", "我局不涉及此项工作", "不适用于本市", "N/A", "NA", "n/a", "不适用(无此类企业)")),
]  # fmt: skip


@pytest.mark.parametrize("expects", ["number", "words", "either"])
@pytest.mark.parametrize(("text", "state"), NOTHING)
def test_the_kinds_of_nothing_are_told_apart(text, state, expects):
    quantity = read_quantity(text, unit="%", expects=expects)
    assert (quantity.state, quantity.value, quantity.doubts) == (state, None, ())


@pytest.mark.parametrize(
    "text",
    [
        "暂未发现外来物种入侵",
        "暂未出台制度",
        "正在编制",
        "未出台",
        "未发生",
        "无",
        "已建立,不涉及自然保护地",
        "待建",
        "未完成",
        "暂无外来物种入侵",
    ],
)
def test_words_that_only_begin_like_nothing_are_words(text):
    quantity = read_quantity(text, unit="-", expects="words")
    assert (quantity.state, quantity.text, quantity.doubts) == ("value", text, ())


# ---- words, and either -------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["已制定实施", "2020年出台3项制度,覆盖率100%", "≥95%", "约20家", "S02", "９６．７", "面积减少12公顷"])
def test_a_qualitative_item_keeps_its_words_whole(text):
    quantity = read_quantity(text, unit="-", expects="words")
    assert (quantity.state, quantity.text, quantity.value, quantity.doubts) == ("value", text, None, ())


EITHER = [
    ("97.8%", "97.8", None, []),
    ("已完成上级下达的年度目标任务", None, "已完成上级下达的年度目标任务", []),
    ("完成", None, "完成", []),
    ("优良率97.8%,完成年度目标", "97.8", "优良率97.8%,完成年度目标", ["from_sentence"]),
    ("完成目标任务,定海98%,普陀97%", None, "完成目标任务,定海98%,普陀97%", []),
]


@pytest.mark.parametrize(("text", "value", "words", "doubts"), EITHER)
def test_an_assignment_is_answered_by_a_number_or_by_words(text, value, words, doubts):
    quantity = read_quantity(text, unit="%", expects="either", period=2020)
    assert (quantity.state, quantity.value, quantity.text) == ("value", D(value) if value else None, words)
    assert kinds(quantity) == doubts


@pytest.mark.parametrize(("text", "kind"), [("≥95%", "bound"), ("0.967", "fraction_or_percent"), ("S02", "misprint"), ("95%以上", "bound")])
def test_a_doubtful_number_is_asked_where_words_would_do_too(text, kind):
    assert kinds(read_quantity(text, unit="%", expects="either")) == [kind]


# ---- years apart -------------------------------------------------------------------------------

YEARS = [
    ("2019年:20;2020年:17", "μg/m³", {2019: "20", 2020: "17"}),
    ("2019年20微克/立方米,2020年17微克/立方米", "μg/m³", {2019: "20", 2020: "17"}),
    ("2019年96.7%,2020年97.8%", "%", {2019: "96.7", 2020: "97.8"}),
    ("2018:95.1,2019:96.2,2020:97.8", "%", {2018: "95.1", 2019: "96.2", 2020: "97.8"}),
    ("2018年95.1 2019年96.2 2020年97.8", "%", {2018: "95.1", 2019: "96.2", 2020: "97.8"}),
    ("2018年95.1\n2019年96.2\n2020年97.8", "%", {2018: "95.1", 2019: "96.2", 2020: "97.8"}),
    ("20(2019年);17(2020年)", "μg/m³", {2019: "20", 2020: "17"}),
    ("2020年9.7%,2019年9.6%", "%", {2019: "9.6", 2020: "9.7"}),
    ("97.8(2020年)", "%", {2020: "97.8"}),
    ("2020年97.8%", "%", {2020: "97.8"}),
    ("上年96.7%,今年97.8%", "%", {2019: "96.7", 2020: "97.8"}),
]


@pytest.mark.parametrize(("text", "unit", "years"), YEARS)
def test_years_apart_are_kept_apart(text, unit, years):
    quantity = read_quantity(text, unit=unit, period=2020)
    assert quantity.years == tuple((year, D(value)) for year, value in years.items())
    assert (quantity.state, quantity.value, quantity.doubts) == ("value", D(years[2020]), ())


def test_another_years_value_is_never_this_years():
    quantity = read_quantity("2019年96.7%", unit="%", period=2020)
    assert (quantity.value, kinds(quantity), quantity.years) == (None, ["other_year"], ((2019, D("96.7")),))
    both = read_quantity("97.8%(2019年为96.7%)", unit="%", period=2020)
    assert (both.value, both.years, kinds(both)) == (D("97.8"), ((2019, D("96.7")),), ["from_sentence"])
    assert kinds(read_quantity("2019年96.7%,2020年97.8%", unit="%")) == ["several_numbers"]


# ---- changes -----------------------------------------------------------------------------------

CHANGES = [
    ("1.2", "1.2"),
    ("1.2%", "1.2"),
    ("0.5", "0.5"),
    ("1.2个百分点", "1.2"),
    ("提高1.2个百分点", "1.2"),
    ("下降1.2个百分点", "-1.2"),
    ("-1.2个百分点", "-1.2"),
    ("+1.2", "1.2"),
]


@pytest.mark.parametrize(("text", "value"), CHANGES)
def test_where_a_change_is_asked_for_the_change_is_the_value(text, value):
    assert read_quantity(text, unit="%", change=True).value == D(value)


def test_an_item_whose_name_is_a_change_takes_one():
    quantity = read_quantity("下降5.2%", unit="%", names=("单位国内生产总值建设用地使用面积下降率",))
    assert (quantity.value, quantity.state) == (D("5.2"), "value")


# ---- cells -------------------------------------------------------------------------------------


def cell(value=None, **facts):
    return Cell(5, 3, value, **facts)


CELLS = [
    # cell, plan's unit, value, doubts, raw
    (cell(D("96.7")), "%", "96.7", [], "96.7"),
    (cell(D("0.967"), shown_percent=True, number_format="0.0%"), "%", "96.7", [], "96.7%"),
    (cell(D("1"), shown_percent=True, number_format="0%"), "%", "100", [], "100%"),
    (cell(D("0.0025"), shown_percent=True, number_format="0.00%"), "%", "0.25", [], "0.25%"),
    (cell(D(0), shown_percent=True, number_format="0%"), "%", "0", [], "0%"),
    (cell(D("96.7"), number_format='0.0"%"'), "%", "96.7", [], "96.7%"),
    (cell(D("96.7"), number_format="0.0\\%"), "%", "96.7", [], "96.7%"),
    (cell(D("0.9"), number_format='0.0"%"'), "%", "0.9", [], "0.9%"),
    (cell(D("56.7"), number_format='0.0"亩"'), "公顷", "3.78", ["converted"], "56.7亩"),
    (cell(D(3456), number_format="#,##0"), "亿元", "3456", [], "3456"),
    (cell(D(3456), number_format="#,##0_ ;[Red]\\-#,##0\\ "), "亿元", "3456", [], "3456"),
    (cell(D("97.80000000000001")), "%", "97.8000000000000", [], "97.8"),
    (cell(D("0.30000000000000004")), "μg/m³", "0.300000000000000", [], "0.3"),
    (cell(D(20), number_format='General"家"'), "家", "20", [], "20家"),
    (cell(D(20), number_format='G/通用格式"家"'), "家", "20", [], "20家"),
    (cell(D(20), number_format='[Red]_(* #,##0.00_)"微克/立方米"'), "μg/m³", "20", [], "20微克/立方米"),
    (cell(D(95), number_format='"≥"0"%"'), "%", None, ["bound"], "≥95%"),
    (cell(D(95), number_format='0"%以上"'), "%", None, ["bound"], "95%以上"),
    (cell(D(95), number_format='"约"0"%"'), "%", "95", ["approximate"], "约95%"),
    (cell(D("96.7"), formula="A1+B1"), "%", "96.7", [], "96.7"),
    (cell(D("12000"), shown_scale=10000, number_format='0!.0,"万"'), "亩", "12000", ["converted"], "1.2万"),
    (cell(D("12000"), shown_scale=10000, number_format="0!.0,"), "亩", None, ["scaled_format"], "1.2"),
    (cell(D("0.967")), "%", None, ["fraction_or_percent"], "0.967"),
    (cell(D("96.7"), shown_percent=True, number_format="0%"), "%", None, ["percent_format"], "9670%"),
    (cell(D("0.2"), shown_percent=True, number_format="0%"), "μg/m³", None, ["impossible_unit"], "20%"),
    (cell(D("12345678901234500000")), "", None, ["too_many_digits"], "12345678901234500000"),
    (cell(error="#DIV/0!"), "%", None, ["error_value"], "#DIV/0!"),
    (cell(formula="SUM(A1:A3)"), "%", None, ["no_stored_result"], "=SUM(A1:A3)"),
    (cell(True), "%", None, ["boolean"], "TRUE"),
    (cell(datetime(2020, 12, 31)), "%", None, ["date_in_number"], "2020-12-31"),  # noqa: DTZ001 - a cell's date knows no zone
    (cell(date(2020, 12, 31)), "%", None, ["date_in_number"], "2020-12-31"),
    (cell(time(20, 17)), "%", None, ["date_in_number"], "20:17:00"),
    (cell("95.6 97.8", kept_text=" 97.8"), "%", "97.8", ["struck_old"], "95.6 97.8"),
    (cell("95.6", kept_text=""), "%", None, ["struck_all"], "95.6"),
    (cell(D("95.6"), struck=True), "%", None, ["struck_all"], "95.6"),
]  # fmt: skip


@pytest.mark.parametrize(("given_cell", "unit", "value", "doubts", "raw"), CELLS)
def test_a_cell_is_read_as_a_person_sees_it(given_cell, unit, value, doubts, raw):
    quantity = read_quantity(given_cell, unit=unit)
    assert quantity.value == (None if value is None else D(value))
    assert (kinds(quantity), quantity.raw) == (doubts, raw)
    assert quantity.state == ("asked" if value is None else "value")


def test_an_empty_cell_is_blank_and_a_formula_without_a_result_is_quoted():
    assert read_quantity(cell(), unit="%").state == "blank"
    assert dict(read_quantity(cell(formula="=A1/B1"), unit="%").doubts[0].words)["formula"] == "=A1/B1"


def test_a_scaled_format_under_a_heading_of_the_same_scale_is_what_it_shows():
    shown = read_quantity(cell(D(12000), shown_scale=10000, number_format="0!.0,"), unit="元", header_unit="万元")
    assert (shown.value, kinds(shown)) == (D(12000), ["converted"])


# ---- never raises, reads back exactly ----------------------------------------------------------

texts = st.one_of(
    st.text(),
    st.text(
        alphabet="0123456789.,%％-—~约近左右以上年月日月()（）:;同比提高下降到由较个百分点万亿亩公顷微克/立方米OIlS９６．７ \n暂无≥＞ⅡⅢ①²",
        max_size=24,
    ),
)
units = st.sampled_from(["%", "", "-", "μg/m³", "公顷", "千克/%", "立方米/万元", "亿元", "家", "乱写"])


@given(
    texts,
    units,
    st.sampled_from([None, "%", "万亩", "奇怪"]),
    st.sampled_from(["number", "words", "either"]),
    st.sampled_from([None, 2020]),
)
@settings(max_examples=600, deadline=None)
def test_no_text_makes_it_raise_and_a_value_has_a_reason(text, unit, heading, expects, period):
    quantity = read_quantity(text, unit=unit, header_unit=heading, expects=expects, period=period, names=("日处理30吨", ""))
    assert quantity.raw == text
    assert (quantity.state == "asked") <= (quantity.value is None and len(quantity.doubts) > 0)
    assert (quantity.value is not None) <= (quantity.state == "value")


@given(
    st.one_of(st.decimals(allow_nan=True, allow_infinity=True), st.booleans(), st.datetimes(), st.times(), texts),
    units,
    st.booleans(),
    st.sampled_from([1, 1000, 10000]),
    texts,
)
@settings(max_examples=300, deadline=None)
def test_no_cell_makes_it_raise(value, unit, percent, scaled, number_format):
    read_quantity(cell(value, shown_percent=percent, shown_scale=scaled, number_format=number_format), unit=unit)


numbers = st.decimals(min_value=D("1.01"), max_value=D(10) ** 12, places=3)
full_width = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


@given(numbers)
@settings(deadline=None)
def test_a_formatted_number_reads_back_exactly(number):
    for text in (
        f"{number}",
        f"{number}%",
        f"{number} %",
        f"{number:,}",
        f"{number:,}%",
        f"{number}％",
        f"{number}".translate(full_width),
        f"{number:,}%".translate(full_width),
    ):
        assert read_quantity(text, unit="%").value == number
    assert read_quantity(f"{number}微克/立方米", unit="μg/m³").value == number
    assert read_quantity(f"约{number}", unit="亿元").value == number
    assert read_quantity(f"{number}万", unit="亩").value == number * 10**4
    assert read_quantity(f"{number:,}亿", unit="元").value == number * 10**8
    assert read_quantity(f"{number}万元", unit="元").value == number * 10**4
    assert read_quantity(cell(number), unit="%").value == number
    assert (
        read_quantity(cell((number / 10**12).quantize(D("1e-15")), shown_percent=True), unit="%").value
        == (number / 10**12).quantize(D("1e-15")) * 100
    )


DIGITS = "零一二三四五六七八九"


def chinese(number):
    """Write a whole number below a hundred million as it is spoken."""
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        return chinese(high) + "万" + ("" if not low else ("零" if low < 1000 else "") + chinese(low))
    out, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            out += ("零" if zero and out else "") + DIGITS[digit] + name
        zero = digit == 0
    return out or "零"


@given(st.integers(0, 10**8 - 1), st.text(alphabet=DIGITS, max_size=4))
@settings(deadline=None)
def test_a_number_in_chinese_numerals_reads_back_exactly(whole, places):
    text = chinese(whole) + (f"点{places}" if places else "")
    digits = "".join(str(DIGITS.index(place)) for place in places)
    expected = D(f"{whole}.{digits}" if digits else whole)
    assert read_quantity(text, unit="亿元").value == expected
    assert read_quantity(f"百分之{text}", unit="%").value == expected

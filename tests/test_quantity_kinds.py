"""Every question and doubt that a cell can raise, by one example each, and what stands in its words."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import get_args

import pytest

from ecoreport.model.ledger import Cell
from ecoreport.quantity import DoubtKind, find_rounding, read_quantity

D = Decimal


def cell_of(value, **more):
    """Make a cell of a sheet."""
    return Cell(1, 1, value, **more)


def read(cell, unit="%", **more):
    """Read a cell of 2020 whose item reports a share."""
    return read_quantity(cell, unit=unit, period=2020, names=("人均绿地",), **more)


# the doubt, the cell, the plan's unit, the words that a rule's sentence is filled with
RAISED = [
    ("approximate", "约96.7", "%", {"raw": "约96.7", "reading": "96.7"}),
    ("preliminary", "96.7(初步)", "%", {"raw": "96.7(初步)", "reading": "96.7"}),
    ("from_sentence", "全年比例达96.7%", "%", {"raw": "全年比例达96.7%", "reading": "96.7"}),
    ("footnote", "96.7*", "%", {"raw": "96.7*", "other": "*", "reading": "96.7"}),
    ("unit_cut_short", "20微克", "微克/立方米", {"raw": "20微克", "unit": "微克", "other": "微克/立方米", "reading": "20"}),
    ("unit_cut_short", "125.4亿", "亿元", {"raw": "125.4亿", "unit": "亿", "other": "亿元", "reading": "125.4"}),
    ("struck_old", cell_of(D("96.7"), kept_text="97.8"), "%", {"raw": "96.7"}),
    ("converted", "60亩", "公顷", {"raw": "60亩", "reading": "4", "conversion": "60亩 → 4公顷", "unit": "公顷"}),
    ("converted", "1.2万", "亩", {"raw": "1.2万", "reading": "12000", "conversion": "1.2万 → 12000亩", "unit": "亩"}),
    ("full_width", "９６．７", "%", {"raw": "９６．７", "reading": "96.7"}),
    ("chinese_numeral", "九十八点六", "%", {"raw": "九十八点六", "reading": "98.6"}),
    ("bound", "≥95%", "%", {"raw": "≥95%", "reading": "95%"}),
    ("range", "95-97", "%", {"raw": "95-97"}),
    ("ratio", "3/5", "%", {"raw": "3/5"}),
    ("fraction_or_percent", "0.25", "%", {"raw": "0.25", "reading": "0.25%", "other": "25%"}),
    (
        "percent_format",
        cell_of(D("96.7"), number_format="0%", shown_percent=True),
        "%",
        {"raw": "9670%", "reading": "9670", "other": "96.7"},
    ),
    ("scaled_format", cell_of(D(12000), number_format="0.0,", shown_scale=1000), "吨", {"raw": "12", "reading": "12", "other": "12000"}),
    ("several_numbers", "95%和97%", "%", {"raw": "95%和97%", "other": "95%、97%"}),
    ("several_numbers", "其中定海95%", "%", {"raw": "其中定海95%", "reading": "95%"}),
    ("unclear", "开展治理工作于96.7", "%", {"raw": "开展治理工作于96.7", "reading": "96.7"}),
    ("other_year", "2019年96.7", "%", {"raw": "2019年96.7", "other": "2019"}),
    ("other_year", "2018年96.7,2019年97", "%", {"raw": "2018年96.7,2019年97", "other": "2018、2019"}),
    ("change_not_value", "同比下降15%", "%", {"raw": "同比下降15%", "reading": "15%"}),
    ("planned", "力争达到98%", "%", {"raw": "力争达到98%", "reading": "98%"}),
    ("planned", "全省平均98%", "%", {"raw": "全省平均98%", "reading": "98%"}),
    ("misprint", "S02", "%", {"raw": "S02", "proposal": "502"}),
    ("power_of_ten", "1.2E+05", "吨", {"raw": "1.2E+05", "reading": "120000"}),
    ("power_of_ten", "9.86E+01", "%", {"raw": "9.86E+01", "reading": "98.6"}),
    ("picture", "=DISPIMG(1)", "吨", {"raw": "=DISPIMG(1)"}),
    ("picture", Cell(1, 1, formula="_xlfn.IMAGE(1)"), "吨", {"raw": "=_xlfn.IMAGE(1)"}),
    ("picture", Cell(1, 1, error="#VALUE!", picture=True), "吨", {"raw": "#VALUE!"}),
    ("picture", Cell(1, 1, value="=DISPIMG(1)", formula="_xlfn.DISPIMG(1)"), "吨", {"raw": "=_xlfn.DISPIMG(1)"}),
    ("misprint", "05", "%", {"raw": "05", "proposal": "5"}),
    ("separator", "3.456,7", "吨", {"raw": "3.456,7"}),
    ("separator", "3 456", "吨", {"raw": "3 456", "proposal": "3456"}),
    ("impossible_unit", "20家", "%", {"raw": "20家", "unit": "家", "other": "%"}),
    ("scale_unclear", "1.2万", "亿元", {"raw": "1.2万", "reading": "1.2万", "unit": "亿元"}),
    ("scale_unclear", "1.2万", "%", {"raw": "1.2万", "reading": "1.2万", "unit": "%"}),
    ("date_in_number", cell_of(datetime(2020, 3, 5, 8, 30)), "%", {"raw": "2020-03-05 08:30:00"}),  # noqa: DTZ001  a sheet knows no zone
    ("date_in_number", cell_of(date(2020, 3, 5)), "%", {"raw": "2020-03-05"}),
    ("date_in_number", cell_of(time(8, 30)), "%", {"raw": "08:30:00"}),
    ("date_in_number", "2020年12月", "%", {"raw": "2020年12月"}),
    ("error_value", cell_of("x", error="#DIV/0!"), "%", {"raw": "#DIV/0!"}),
    ("error_value", "#N/A", "%", {"raw": "#N/A"}),
    ("error_value", "Err:502", "%", {"raw": "Err:502"}),
    ("error_value", cell_of(D("NaN")), "%", {"raw": "NaN"}),
    ("no_stored_result", cell_of(None, formula="A1/B1"), "%", {"raw": "=A1/B1", "formula": "=A1/B1"}),
    ("no_stored_result", cell_of(None, formula="=A1/B1"), "%", {"raw": "=A1/B1", "formula": "=A1/B1"}),
    ("struck_all", cell_of("96.7", struck=True), "%", {"raw": "96.7"}),
    ("struck_all", cell_of("96.7", kept_text=" "), "%", {"raw": "96.7"}),
    ("nothing_or_zero", "无", "%", {"raw": "无"}),
    ("too_many_digits", cell_of(D("1234567890123456")), "吨", {"raw": "1234567890123456"}),
    ("too_many_digits", cell_of(D("1E+301")), "吨", {"raw": "1E+301"}),
    ("too_many_digits", "9" * 41, "吨", {"raw": "9" * 41}),
    ("boolean", cell_of(True), "%", {"raw": "TRUE"}),
    ("boolean", cell_of(False), "%", {"raw": "FALSE"}),
    ("words_for_number", "已完成", "%", {"raw": "已完成"}),
]


@pytest.mark.parametrize(("kind", "cell", "unit", "words"), RAISED)
def test_a_cell_raises_its_own_doubt_with_the_words_of_its_sentence(kind, cell, unit, words):
    doubts = {doubt.kind: dict(doubt.words) for doubt in read(cell, unit).doubts}
    assert doubts.get(kind) == words


def test_every_kind_of_doubt_is_raised_by_some_cell():
    assert {kind for kind, *_ in RAISED} == set(get_args(DoubtKind))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (cell_of(D("96.70")), "96.7"),
        (cell_of(D("0.967"), number_format="0.0%", shown_percent=True), "96.7%"),
        (cell_of(D(1200), number_format='0.0,"千吨"', shown_scale=1000), "1.2千吨"),
        (cell_of(date(2020, 3, 5)), "2020-03-05"),
        (cell_of(datetime(2020, 3, 5)), "2020-03-05"),  # noqa: DTZ001  a sheet knows no zone
        (cell_of("已完成"), "已完成"),
        ("  已完成 ", "已完成"),
    ],
)
def test_where_words_are_asked_for_the_cell_is_given_as_a_person_sees_it(cell, text):
    quantity = read(cell, unit="", expects="words")
    assert (quantity.state, quantity.text, quantity.doubts) == ("value", text, ())


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        (cell_of(None), "blank"),
        (cell_of(" ", struck=True), "blank"),
        (cell_of("—"), "blank"),
        (cell_of("暂无"), "pending"),
        (cell_of("96.7", struck=True), "asked"),
    ],
)
def test_what_a_cell_holds_or_does_not(cell, state):
    assert read(cell).state == state


FORMATS = [
    ('0.0"%"', "96.7", "%", "value", "96.7", "96.7%"),
    ('"≥"0', "95", "%", "asked", None, "≥95"),
    ('"约"0.0', "95.5", "%", "value", "95.5", "约95.5"),
    ('0.0"公顷"', "56.7", "公顷", "value", "56.7", "56.7公顷"),
    ('0"亩"', "60", "公顷", "value", "4", "60亩"),
    ('0.0"以上"', "95", "%", "asked", None, "95以上"),
    ("0.00_);[Red](0.00)", "95", "%", "value", "95", "95"),
    ('[$-804]0.0"家"', "95", "家", "value", "95", "95家"),
    ("0!.0", "95", "%", "value", "95", "95"),
    ("0.0E+00", "95", "%", "value", "95", "95"),
    ("General", "95", "%", "value", "95", "95"),
    ("G/通用格式", "95", "%", "value", "95", "95"),
    ('G/通用格式"家"', "95", "家", "value", "95", "95家"),
    ("#,##0.00", "1234.5", "吨", "value", "1234.5", "1234.5"),
    ("0!家", "95", "家", "value", "95", "95家"),
    (r"0\家", "95", "家", "value", "95", "95家"),
    ("0*-", "95", "家", "value", "95", "95"),
    ("yyyy", "95", "家", "value", "95", "95"),
]


@pytest.mark.parametrize(("number_format", "stored", "unit", "state", "value", "raw"), FORMATS)
def test_what_a_format_writes_beside_the_number_is_read_too(number_format, stored, unit, state, value, raw):
    quantity = read(cell_of(D(stored), number_format=number_format), unit)
    assert (quantity.state, None if quantity.value is None else str(quantity.value), quantity.raw) == (state, value, raw)


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ("0.30000000000000004", "0.3"),
        ("96.70000000000000284", "96.7"),
        ("123456789012345", "123456789012345"),
        ("1234.50000000000002", "1234.5"),
        ("1E+300", "1" + "0" * 300),
        ("1E-300", "0." + "0" * 299 + "1"),
    ],
)
def test_the_noise_of_binary_arithmetic_is_not_shown(stored, value):
    quantity = read(cell_of(D(stored)), unit="吨")
    assert quantity.value is not None
    assert f"{quantity.value.normalize():f}" == value


SCALED = [
    ('0.0,"千"', 1000, "吨", None, "value", "12000", "12千"),
    ('0.0,"千吨"', 1000, "吨", None, "value", "12000", "12千吨"),
    ("0.0,", 1000, "吨", "千吨", "value", "12000", "12"),
    ("0.0,", 1000, "吨", "万吨", "asked", None, "12"),
    ("0!.0,", 10000, "吨", "万吨", "value", "12000", "1.2"),
    ('0!.0,"万"', 10000, "吨", None, "value", "12000", "1.2万"),
    ("0.0,,", 1000000, "吨", None, "asked", None, "0.012"),
]


@pytest.mark.parametrize(("number_format", "scale", "unit", "header", "state", "value", "raw"), SCALED)
def test_a_format_that_divides_is_asked_unless_it_says_so(number_format, scale, unit, header, state, value, raw):
    quantity = read(cell_of(D(12000), number_format=number_format, shown_scale=scale), unit, header_unit=header)
    assert (quantity.state, None if quantity.value is None else f"{quantity.value:f}", quantity.raw) == (state, value, raw)


@pytest.mark.parametrize(
    ("name", "doubts"),
    [
        ("人均绿地", []),  # says by what the unit counts: nothing is left to doubt
        *((name, ["unit_cut_short"]) for name in ("单位面积产量", "万元产值用水", "每户用水", "能耗强度", "污染物浓度")),
    ],
)
def test_a_unit_cut_short_is_completed_by_the_items_name(name, doubts):
    quantity = read_quantity("13.5平方米", unit="平方米/人", names=(name,))
    assert (str(quantity.value), [doubt.kind for doubt in quantity.doubts]) == ("13.5", doubts)
    assert read_quantity("13.5平方米", unit="平方米/人", names=("公园绿地",)).state == "asked"


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("面积(万亩)", "12000"),
        ("面积（万亩）", "12000"),
        ("万亩(面积)", "12000"),
        ("万亩（填整数）", "12000"),
        ("万亩", "12000"),
        ("合计(数)", None),
    ],
)
def test_a_heading_names_its_unit_in_brackets_or_before_them(header, value):
    quantity = read_quantity("1.2", unit="亩", header_unit=header)
    assert (None if quantity.value is None else f"{quantity.value:f}") == value


@pytest.mark.parametrize(
    ("value", "code", "told"),
    [
        ("99.6", "0", ("99.6", "100")), ("99.96", "0.0", ("99.96", "100.0")), ("99.96", "0.0_ ", ("99.96", "100.0")), ("99.96", '0.0"%"', ("99.96", "100.0")),
        ("99.96", "0.0\\%", ("99.96", "100.0")), ("1234.56", "#,##0.0", ("1234.56", "1234.6")), ("-4.25", "0.0;(0.0)", ("-4.25", "-4.3")), ("0.004", ".00", ("0.004", "0.00")),
        ("99.6", "[Red]0", ("99.6", "100")), ("2.5", "0", ("2.5", "3")), ("99.6", "0.0", None), ("99.6", "0.00", None), ("100", "0", None), ("99.6", "General", None),
        ("99.6", "@", None), ("99.6", "0.0E+0", None), ("0.5", "# ?/?", None), ("99.6", "[>=100]0;0.00", None), ("0.30000000000000004", "0.0", None), ("0", "0", None),
        ("50.499999999999999", "0.0", None), ("1E+20", "0", None),
    ],
)  # fmt: skip
def test_what_a_format_rounds_away_is_found(value: str, code: str, told: tuple[str, str] | None) -> None:
    found = find_rounding(Cell(1, 1, Decimal(value), number_format=code))
    assert (found and (found.stored, found.shown)) == told


def test_a_percent_is_rounded_as_it_is_shown() -> None:
    def shown(value: str) -> object:
        found = find_rounding(Cell(1, 1, Decimal(value), shown_percent=True, number_format="0.0%"))
        return found and (found.stored, found.shown)

    assert [shown(value) for value in ("0.967", "0.9672", "0.99996")] == [None, ("96.72%", "96.7%"), ("99.996%", "100.0%")]

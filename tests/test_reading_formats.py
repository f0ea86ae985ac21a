"""A number format shows a percent, a scale or a date only by what stands outside quotes, escapes and brackets."""

from datetime import date, time
from decimal import Decimal

import pytest

from ecoreport.reading.formulas import move_formula
from ecoreport.reading.numberformat import as_moment, parse_format


@pytest.mark.parametrize(
    ("code", "value", "percent"),
    [
        ("0%", 1, True), ("0.0%", 1, True), ("0.00%;[Red]-0.00%", -1, True), ("#,##0.00%", 1, True), ("General%", 1, True), ('0.0"约"%', 1, True),
        ("[Red]0.0%", 1, True), ("[DBNum1]0%", 1, True), ("0.0_%%", 1, True),
        ('0.0"%"', 1, False), ("0.0\\%", 1, False), ("0.0!%", 1, False), ("0.0_%", 1, False), ("0.0*%", 1, False), ("0.0‰", 1, False),
        ("[%]0", 1, False), ("General", 1, False), ("@", 1, False), ("0;0%", 1, False), ("0;0%", -1, True), ("0%;0", -1, False), ("0;0;0%", 0, True),
        ("0;0;0;0%", 1, False), ("[>=100]0;0.0%", 100, False), ("[>=100]0;0.0%", 99, True), ("[<1]0%;[<10]0.0;0", 5, False), ("[<1]0%;[<10]0.0;0", 0, True),
    ],
)  # fmt: skip
def test_percent_is_an_unquoted_sign_in_the_section_of_the_value(code: str, value: int, percent: bool) -> None:
    assert parse_format(code).section(Decimal(value)).percent is percent


@pytest.mark.parametrize(
    ("code", "scale"),
    [
        ("0", 1), ("#,##0", 1), ("0,", 1_000), ("0.0,", 1_000), ("#,##0.00,,", 1_000_000), ("0,.0", 1_000), ("0!.0,", 10_000), ('0"."0,', 10_000), ("0\\.0,", 10_000),
        ("0\\!.0,", 10_000), ("0!.0000", 10_000), ('0!.0,"万"', 10_000), ("0!.00,,", 100_000_000), ('0"."0', 10), ('0,"千元"', 1_000), ("yyyy,mm", 1), ("@", 1),
    ],
)  # fmt: skip
def test_a_trailing_comma_divides_by_a_thousand_and_a_literal_point_by_its_digits(code: str, scale: int) -> None:
    assert parse_format(code).section(Decimal(1)).scale == scale


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("yyyy-mm-dd", date(2020, 5, 1)), ('yyyy"年"m"月"', date(2020, 5, 1)), ("m/d", date(2020, 5, 1)), ("[$-804]aaaa", date(2020, 5, 1)), ("mmm", date(2020, 5, 1)),
        ('[$-411]ggge"年"', date(2020, 5, 1)), ("yyyy年m月d日", date(2020, 5, 1)), ("General", None), ("0.00", None), ("0.00E+00", None), ('"days"', None), ("[h]:mm", None), ("@", None),
        ("#,##0_);[Red](#,##0)", None), ("[$¥-804]#,##0", None), ('0.0"d"', None), ("G/通用格式", None), ('G/通用格式"天"', None),
    ],
)  # fmt: skip
def test_a_date_is_shown_by_calendar_letters_alone(code: str, shown: date | None) -> None:
    number_format = parse_format(code)
    assert as_moment(Decimal(43952), number_format.section(Decimal(43952)), from_1904=False) == shown


def test_minutes_are_no_months() -> None:
    section = parse_format("mm:ss").section(Decimal("0.5"))
    assert as_moment(Decimal("0.5"), section, from_1904=False) == time(12)


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1+B2", "B2+C3"), ("$A1+A$1+$A$1", "$A2+B$1+$A$1"), ('"A1"&A1', '"A1"&B2'), ("'A1 表'!A1", "'A1 表'!B2"), ("Table1[A1]+A1", "Table1[A1]+B2"), ("LOG10(A1)", "LOG10(B2)"),
        ("SUM(A:A)", "SUM(B:B)"), ("SUM(1:2)", "SUM(2:3)"), ("A1:C3", "B2:D4"), ("表A1", "表A1"), ("A1.5", "A1.5"), ("XFD1", "A2"),
    ],
)  # fmt: skip
def test_a_formula_moves_by_its_relative_references(formula: str, moved: str) -> None:
    assert move_formula(formula, 1, 1) == moved

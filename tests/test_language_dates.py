"""Dates and years as offices write them, and as a script or an option names them."""

from datetime import date, datetime

import pytest

from ecoreport.errors import InputError
from ecoreport.language.dates import as_date, is_day, read_date, take_day, take_out_day, take_year, write_date

DAY = date(2021, 1, 5)
WRITTEN = [
    ("2021-01-05", DAY),
    ("2021年1月5日", DAY),
    ("2021 年 01 月 05 日", DAY),
    ("2021.1.5", DAY),
    ("2021/1/5", DAY),
    ("２０２１－１－５", DAY),
    ("20210105", DAY),
    ("2021年元月5日", DAY),
    ("二〇二一年元月五日", DAY),
    ("二〇二一年一月五日", DAY),
    ("二零二一年一月五日", DAY),
    ("二○二一年十二月三十一日", date(2021, 12, 31)),
    ("二〇二一年十月二十日", date(2021, 10, 20)),
    ("印发于2021年1月5日，2021年2月1日起施行", DAY),
    ("2021年1月", None),
    ("2021-13-05", None),
    ("2021年6月31日", None),
    ("二〇二一年二月三十日", None),
    ("二O二一年一月五日", DAY),
    ("二o二一年一月五日", DAY),
    ("二〇二一年十二月十一日", date(2021, 12, 11)),
    ("二〇二一年一月", None),
    ("20210631", None),
    ("2021_1_5", DAY),
    ("12021-01-05", None),
    ("2021-01-051", None),
    ("202101051", None),
    ("3021-01-05", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "day"), WRITTEN)
def test_the_first_whole_date_of_a_text_is_read(text: str, day: date | None) -> None:
    assert read_date(text) == day


DAYS = [
    ("2021年1月5日", (1, 5), DAY, ""),
    ("（2021.1.5）", (1, 5), DAY, ""),
    ("二〇二一年元月五日", (1, 5), DAY, ""),
    ("元月5日", (1, 5), None, ""),
    ("十二月十一日", (12, 11), None, ""),
    ("2021-01-05 00:00:00", (1, 5), DAY, ""),
    ("2021年1月5日填报", (1, 5), DAY, ""),
    ("市城管局 2021年1月5日", (1, 5), DAY, "市城管局"),
    ("2021年1月5日印发", (1, 5), DAY, "印发"),
]


@pytest.mark.parametrize(("text", "day", "whole", "rest"), DAYS)
def test_a_day_is_taken_out_of_what_stands_beside_it(text: str, day: tuple[int, int], whole: date | None, rest: str) -> None:
    assert take_out_day(text) == (day, whole, rest)


@pytest.mark.parametrize("text", ["", "1.5", "98.4", "2021年1月", "2021年13月5日", "2020年度", "1月至5月"])
def test_what_is_no_day_is_taken_for_none(text: str) -> None:
    assert take_out_day(text) is None


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("2021-01-15", True),
        (" 2021年1月15日 ", True),
        ("20210115", True),
        ("二〇二一年一月十五日", True),
        ("2021-01-15前", False),
        ("月底", False),
    ],
)
def test_a_text_is_a_day_where_it_says_nothing_else(text: str, alone: bool) -> None:
    assert is_day(text) == alone


def test_a_cell_gives_a_date_as_date_as_time_or_as_text() -> None:
    values = [DAY, datetime(2021, 1, 5, 9, 30), "2021-01-05", "去年", 44201, None]  # noqa: DTZ001  a cell knows no zone
    assert [as_date(value) for value in values] == [DAY, DAY, DAY, None, None, None]
    assert type(as_date(values[1])) is date


def test_a_day_is_written_as_a_document_does() -> None:
    assert (write_date(DAY), write_date(date(2020, 12, 31))) == ("2021年1月5日", "2020年12月31日")


@pytest.mark.parametrize("given", [2020, "2020", " 2020 ", "2020年", "２０２０"])
def test_a_year_is_taken_as_a_number_or_as_text(given: int | str) -> None:
    assert take_year(given) == 2020


@pytest.mark.parametrize("given", [20, 0, "", "二十", "2020.0", 2020.0, "2020-12-31", "3020", True, (2020,), -2020])
def test_what_is_no_year_is_refused_with_the_mend(given: object) -> None:
    with pytest.raises(InputError) as refused:
        take_year(given)
    assert str(refused.value) == f"考核年“{given}”不对，请写成四位数字的年份，如 2020。"


@pytest.mark.parametrize(
    "given",
    [DAY, datetime(2021, 1, 5, 9), "２０２１－１－５", "2021-01-05", " 2021-1-5", "2021年1月5日", "20210105", "二〇二一年一月五日"],  # noqa: DTZ001
)
def test_a_day_is_taken_as_a_date_or_as_text(given: date | str) -> None:
    assert take_day(given) == DAY


@pytest.mark.parametrize("given", ["2021年", "2021-02-30", "截至2021-01-05", "昨天", "", 20210105, 2021])
def test_what_is_no_day_is_refused_with_the_mend(given: object) -> None:
    with pytest.raises(InputError) as refused:
        take_day(given)
    assert str(refused.value) == f"日期“{given}”不对，请写成 2020-12-31 这样的形式。"


def test_what_is_not_named_stays_open() -> None:
    assert (take_year(None), take_day(None)) == (None, None)

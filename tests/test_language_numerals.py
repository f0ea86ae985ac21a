"""Written numbers: in digits, in Chinese numerals, and what only looks like one."""

from decimal import Decimal

import pytest

from ecoreport.language.numerals import (
    LONGEST_NUMBER,
    Number,
    find_numbers,
    halve,
    narrow,
    propose_digits,
    read_chinese,
    read_count,
    spell_digits,
    write_chinese,
)


@pytest.mark.parametrize(
    ("written", "narrowed"),
    [
        ("９６．７％", "96.7%"),
        ("１，２３４", "1,234"),
        ("甲，乙", "甲，乙"),
        ("１，乙", "1，乙"),
        ("（甲）", "(甲)"),
        ("甲\u3000\u00a0\u2002\u2003\u2009\u202f\t乙", "甲 乙"),
        ("甲\r乙", "甲\n乙"),
        ("﹪﹣−–‐‑", "%-----"),
        ("≧≦﹥﹤⩾⩽", "≥≤><≥≤"),
        ("︰﹕﹒〜µ", "::.~μ"),
        ("9\u200b6\u200f.\u202e7\u2060\u2066\ufeff\u00ad", "96.7"),
        ("①²μ", "①²μ"),
        ("１～２！", "1~2!"),
    ],
)
def test_a_text_is_written_small(written, narrowed):
    assert narrow(written) == narrowed


def test_a_text_is_halved_character_by_character():
    assert halve("９６．７％ ，甲") == "96.7% ，甲"
    assert halve("甲\u200b\u3000\u3000乙") == "甲\u200b  乙"


def numbers(text: str) -> list[object]:
    """Show each number as its value, or as its fault with what was probably meant."""
    return [number.value if not number.fault else (number.fault, number.proposal) for number in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("无", []),
        ("96.7", [Decimal("96.7")]),
        ("3,456.7", [Decimal("3456.7")]),
        ("1,234,567", [Decimal(1234567)]),
        ("由49.6提高到50.5", [Decimal("49.6"), Decimal("50.5")]),
        ("0", [Decimal(0)]),
        ("0.5", [Decimal("0.5")]),
        ("100", [Decimal(100)]),
        ("97.8。", [Decimal("97.8")]),
        ("12,34", [("separator", "")]),
        ("1,2345", [("separator", "")]),
        ("3.456,7", [("separator", "")]),
        ("1.234.5", [("separator", "")]),
        ("3'456", [("separator", "")]),
        ("3’456", [("separator", "")]),
        ("96·7", [("misprint", "96.7")]),
        ("96。7", [("misprint", "96.7")]),
        ("96..7", [("misprint", "96.7")]),
        ("96.,7", [("misprint", "96.7")]),
        ("96,.7", [("misprint", "96.7")]),
        ("05", [("misprint", "5")]),
        ("0580", [("misprint", "580")]),
        (".967", [("misprint", "0.967")]),
        ("·967", [("misprint", "0.967")]),
        (".96.7", [("misprint", "")]),
        ("97.", [("misprint", "97")]),
        ("97· ", [("misprint", "97")]),
        ("约97.", [Decimal(97)]),
        ("97.个", [Decimal(97)]),
        ("3 456", [("separator", "3456")]),
        ("9 6.7", [("separator", "96.7")]),
        ("96. 7", [("separator", "96.7")]),
        ("96 .7", [("separator", "96.7")]),
        ("1 , 234", [("separator", "1,234")]),
        ("1 2 3", [("separator", "123")]),
        ("96、7", [Decimal(96), Decimal(7)]),
        ("9" * 40, [Decimal("9" * 40)]),
        ("9" * 41, [("too_many_digits", "")]),
    ],
)
def test_the_numbers_of_a_text(text, found):
    assert numbers(text) == found


def test_a_number_says_where_it_stands():
    assert find_numbers("由49.6到 9 6.7止") == (Number(1, 5, Decimal("49.6")), Number(7, 12, None, "separator", "96.7"))
    assert find_numbers(".5")[0] == Number(1, 2, None, "misprint", "0.5")


def test_a_proposal_is_no_longer_than_a_number():
    (number,) = find_numbers("1" * 30 + " " + "2" * 30)
    assert len(number.proposal) < LONGEST_NUMBER


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("S02", "502"),
        ("54.O", "54.0"),
        ("IOO", "100"),
        ("lO0", "100"),
        ("|00", "100"),
        ("Ⅰ00", "100"),
        ("i0", "10"),
        ("s5", "55"),
        ("B8", "88"),
        ("Z2", "22"),
        ("Q1", "01"),
        ("D1", "01"),
        ("О5", "05"),
        ("о5", "05"),
        ("〇1", "01"),
        ("○1", "01"),
        ("O", "0"),
        ("o", "0"),
        ("lOO", "100"),
        ("5 O", "50"),
        ("1,O00", "1,000"),
        ("so", None),
        ("SO", None),
        ("IO.O.", None),
        ("OOOO", None),
        ("502", None),
        ("5.0", None),
        ("5,", None),
        ("甲O", None),
        ("", None),
        ("1.O.5", None),
    ],
)
def test_letters_in_the_place_of_digits(written, meant):
    assert propose_digits(written) == meant


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("零", 0),
        ("〇", 0),
        ("五", 5),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("九十八", 98),
        ("九十八点六", "98.6"),
        ("九八点六", "98.6"),
        ("零点五", "0.5"),
        ("三点一四〇", "3.140"),
        ("二〇二〇", 2020),
        ("二○二○", 2020),
        ("二百零五", 205),
        ("二百〇五", 205),
        ("二百五十", 250),
        ("一百一十五", 115),
        ("三千零五十", 3050),
        ("三千五百", 3500),
        ("三千零五", 3005),
        ("九千九百九十九", 9999),
        ("一万", 10000),
        ("二万五千", 25000),
        ("二万零五百", 20500),
        ("十二万三千四百五十六", 123456),
        ("一亿二千万", 120000000),
        ("一亿零五十万", 100500000),
        ("壹佰贰拾叁", 123),
        ("肆仟伍佰陆拾柒", 4567),
        ("捌萬玖仟", 89000),
        ("壹億", 100000000),
        ("", None),
        ("甲", None),
        ("百", None),
        ("百五", None),
        ("十十", None),
        ("五五十", None),
        ("十百", None),
        ("二百三百", None),
        ("零十", None),
        ("三百五", None),  # 350 in speech
        ("一万二", None),  # 12000 in speech
        ("二万五百", None),
        ("二亿五万", None),
        ("一万万", 100000000),
        ("万", None),
        ("三点", None),
        ("点五", None),
        ("三点十", None),
        ("三点一点二", None),
        ("三千零五百", 3500),
        ("一" * 41, None),
        ("一" * 40, "1" * 40),
    ],
)
def test_chinese_numerals(written, value):
    assert read_chinese(written) == (None if value is None else Decimal(value))


def test_a_number_is_written_as_chapters_and_years_are():
    assert [write_chinese(number) for number in (0, 1, 9, 10, 11, 19, 20, 21, 99, 100)] == [
        "〇", "一", "九", "十", "十一", "十九", "二十", "二十一", "九十九", "100",
    ]  # fmt: skip
    assert all(read_chinese(write_chinese(number)) == number for number in range(100))
    assert spell_digits(2020) == "二〇二〇"


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("０７", 7), ("999999999", 999_999_999), ("9" * 5_000, None), ("-7", None), ("7.0", None), ("", None), ("七", None)],
)
def test_people_count_with_few_digits(text: str, number: int | None) -> None:
    assert read_count(text) == number


def test_a_row_of_thousands_of_digits_is_no_number() -> None:
    assert [read_chinese(digit * 5_000) for digit in ("九", "九万", "十")] == [None] * 3

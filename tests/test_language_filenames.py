"""Names of files are values: whatever bytes a name is made of, one printable text stands for it, the same everywhere."""

import pytest

from ecoreport.language.filenames import LONGEST_NAME, FileName, path_bytes, shown_name

SHOWN = [
    ("市水利局/台账.xlsx".encode(), "市水利局/台账.xlsx"),
    ("市水利局台账（终）.xlsx".encode("gbk"), "市水利局台账（终）.xlsx"),
    (b"\xd6\xd0.xlsx", "中.xlsx"),
    ("朱镕堃.xlsx".encode("gbk"), "朱镕堃.xlsx"),
    ("市水利局".encode() + b"/" + "台账".encode("gbk"), "市水利局/台账"),
    ("Übersicht.xlsx".encode("latin-1"), "\\xdcbersicht.xlsx"),
    ("résumé.xlsx".encode("latin-1"), "r\\xe9sum\\xe9.xlsx"),
    (b"\xff\xfe.xlsx", "\\xff\\xfe.xlsx"),
    ("데이터.xlsx".encode("euc-kr"), None),
    (b"a\nb\x1b[31m\x7f.xlsx", "a\\x0ab\\x1b[31m\\x7f.xlsx"),
    ("账\u202excod.xlsx".encode(), "账‹RLO›xcod.xlsx"),
    ("账\u061c\u200b\ufeff.xlsx".encode(), "账\\u061c‹ZWSP›‹BOM›.xlsx"),
    (b"\xed\xa0\x80.xlsx", "\\ud800.xlsx"),
    ("\ufffe\u2028.xlsx".encode(), "\\ufffe\\u2028.xlsx"),
    ("𠮷.xlsx".encode(), "𠮷.xlsx"),
]


@pytest.mark.parametrize(("raw", "shown"), SHOWN, ids=[repr(raw) for raw, _ in SHOWN])
def test_a_name_is_shown_as_text_that_every_output_can_hold(raw: bytes, shown: str | None) -> None:
    told = shown_name(raw)
    assert told.isprintable()
    told.encode()
    assert shown is None or told == shown


def test_a_name_that_the_system_handed_on_as_half_characters_is_the_same_name() -> None:
    given = "市水利局.xlsx".encode("gbk").decode("utf-8", "surrogateescape")
    assert shown_name(given) == "市水利局.xlsx"
    assert path_bytes(given) == "市水利局.xlsx".encode("gbk")


def test_the_middle_of_an_endless_name_is_left_out() -> None:
    told = shown_name("长" * 9_999 + ".xlsx")
    assert len(told) == LONGEST_NAME
    assert told.endswith("长.xlsx")
    assert "…" in told


def test_names_that_look_alike_are_sorted_by_their_bytes() -> None:
    one, other = FileName("账", "账".encode("gbk")), FileName("账", "账".encode())
    assert sorted([other, one]) == sorted([one, other])
    assert one != other

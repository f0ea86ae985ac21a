"""Traditional and variant glyphs are folded for comparing, one for one; what is Simplified already stays."""

import pytest

from ecoreport.language.glyphs import GLYPHS
from ecoreport.language.numerals import narrow
from ecoreport.language.units import parse_unit
from ecoreport.language.widths import even, fold, word_key


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("生態環境狀況指數（ＥＩ）", "生态环境状况指数(ei)"),
        ("城鎮汙水處理率", "城镇污水处理率"),
        ("城鎮污水処理率", "城镇污水处理率"),  # as Japanese fonts give it
        ("自然岸線保有量", "自然岸线保有量"),
        ("自然岸綫保有量", "自然岸线保有量"),
        ("體系與淨化", "体系与净化"),
        ("达到或優於Ⅲ類水質比例", "达到或优于iii类水质比例"),  # half converted
        ("更正後完成情況", "更正后完成情况"),
        ("徵求意見稿", "征求意见稿"),
        ("⽔面率", "水面率"),  # a radical, as PDF pages give it
    ],
)
def test_a_name_in_other_glyphs_is_the_same_name(written, plain):
    assert fold(written) == fold(plain)
    assert word_key(written) == word_key(plain)


@pytest.mark.parametrize("plain", ["著作", "乾坤", "复核", "覆盖率", "征求意见稿", "减排", "决算", "情况", "余额", "云"])
def test_what_is_simplified_already_stays(plain):
    assert fold(plain) == plain


def test_places_in_a_text_stay_the_same():
    written = "填報單位：舟山市水利局（蓋章）"
    assert len(even(written)) == len(written)
    assert even(written) == "填报单位:舟山市水利局(盖章)"


def test_no_glyph_is_folded_twice():
    assert not set(GLYPHS.values()) & set(GLYPHS)


def test_units_and_numbers_are_read_in_other_glyphs():
    assert narrow("12.5萬噸") == "12.5万吨"
    assert parse_unit("億元") == parse_unit("亿元")

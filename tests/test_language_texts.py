"""Written text: folded for comparing, made safe for an output, measured."""

import pytest

from ecoreport.language.widths import LONGEST_TEXT, bare_key, clean, even, fold, lines_needed, squeeze, width, word_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＰＭ２．５浓度", "pm2.5浓度"),
        ("PM2.5 浓度", "PM2.5浓度"),
        ("甲\n乙\t丙\u3000丁", "甲乙丙丁"),
        ("水质（Ⅲ类）", "水质(III类)"),
        ("甲、乙，丙；丁：戊", "甲,乙,丙;丁:戊"),
        ("【甲】〔2020〕", "[甲][2020]"),
        ("“甲”„乙”「丙」", '"甲""乙""丙"'),
        ("‘甲’", "'甲'"),
        ("1—2–3―4－5−6", "1-2-3-4-5-6"),
        ("1～2", "1~2"),
        ("甲·乙．丙。", "甲.乙.丙."),
        ("µg", "μg"),
        ("㎡/人 ㎥", "m2/人m3"),
        ("95％", "95%"),
        ("①", "1"),
        ("m²", "m2"),
    ],
)
def test_what_only_looks_otherwise_is_folded(one, other):
    assert fold(one) == fold(other)


def test_what_is_folded_is_written_small_and_plain():
    assert fold("甲、乙，丙；（丁）【戊】：“己”‘庚’—～·µ㎡㎥％ＡＢ") == "甲,乙,丙;(丁)[戊]:\"己\"'庚'-~.μm2m3%ab"


def test_text_that_says_otherwise_stays_apart():
    assert fold("不达标") != fold("达标")
    assert fold("1.5") != fold("15")


@pytest.mark.parametrize(
    ("written", "squeezed"),
    [
        ("甲 乙\n丙", "甲乙丙"),
        ("  甲  ", "甲"),
        ("PM 2.5", "PM 2.5"),
        ("PM2.5 浓度", "PM2.5 浓度"),
        ("a\n\nb", "a b"),
        ("95 %以上", "95 %以上"),
    ],
)
def test_lines_are_joined_and_blanks_between_hanzi_dropped(written, squeezed):
    assert squeeze(written) == squeezed


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("甲\t乙\r\n丙", "甲\t乙\r\n丙"),
        ("甲\x00乙\x1f", "甲�乙�"),
        ("甲 乙", "甲 乙"),
        ("\ud800\udfff", "��"),
        ("\ufffe\uffff", "��"),
        ("\ufffd\ue000", "\ufffd\ue000"),
        ("\u200b\u200c\u200d\u200e\u200f", "‹ZWSP›‹ZWNJ›‹ZWJ›‹LRM›‹RLM›"),
        ("\u202a\u202b\u202c\u202d\u202e", "‹LRE›‹RLE›‹PDF›‹LRO›‹RLO›"),
        ("\u2060\u2066\u2067\u2068\u2069\ufeff", "‹WJ›‹LRI›‹RLI›‹FSI›‹PDI›‹BOM›"),
    ],
)
def test_what_an_output_may_not_hold_is_shown(written, cleaned):
    assert clean(written) == cleaned


def test_a_text_is_cut_where_a_cell_ends():
    assert LONGEST_TEXT == 32767
    assert clean("甲" * 32767) == "甲" * 32767
    assert clean("甲" * 32768) == "甲" * 32766 + "…"
    assert (clean("甲乙丙", 3), clean("甲乙丙丁", 3)) == ("甲乙丙", "甲乙…")
    assert clean("\u202e甲", 5) == "‹RLO…"


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("abc", 3), ("甲乙", 4), ("甲a", 3), ("ＡＢ", 4), ("“甲”", 6), ("甲\n乙丙\na", 4)])
def test_a_hanzi_counts_two(text, columns):
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [("", 10, 1), ("甲乙丙丁戊", 10, 1), ("甲乙丙丁戊a", 10, 2), ("甲\n\n乙", 10, 3), ("甲乙", 0.5, 4), ("甲乙", 2.9, 2), ("甲乙丙", 2, 3)],
)
def test_lines_that_a_text_takes(text, columns, lines):
    assert lines_needed(text, columns) == lines


def test_widths_are_evened_character_by_character():
    assert even("１８．森林（％）\u3000\xa0甲、乙") == "18.森林(%)  甲、乙"
    assert len(even("（甲）①")) == 4
    assert even("！～") == "!~"


@pytest.mark.parametrize(
    ("written", "key", "bare"),
    [
        ("完成值(%)", "完成值%", "完成值"),
        ("完成值【单位：万元】", "完成值单位万元", "完成值"),
        ("(盖章)", "盖章", "盖章"),
        ("责任单位:", "责任单位", "责任单位"),
        ("PM2.5 浓度", "pm25浓度", "pm25浓度"),
        ("“三线一单”制度", "三线一单制度", "三线一单制度"),
        ("a,b;c:d.e-f_g~h!i?j*k#l/m\\n|o<p>q{r}s+t=u&v@w^x`y《z》", "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyz"),
        ("≥95%", "≥95%", "≥95%"),
        ("——", "", ""),
    ],
)
def test_a_key_holds_what_tells_a_heading_apart(written, key, bare):
    assert (word_key(written), bare_key(written)) == (key, bare)

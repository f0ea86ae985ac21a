"""Sentences in a number's cell: which of their numbers is the item's, of which year, and why one is asked."""

from decimal import Decimal
from typing import get_args

import pytest

from ecoreport.model.ledger import Cell
from ecoreport.quantity import read_quantity
from ecoreport.quantity.mentions import Role, read_mentions

SHARE = ("日处理30吨以上设施达标率", "30吨以上设施", "PM2.5浓度", "EI")


def read(text, unit="%", **more):
    """Read a cell of 2020: the value and the kinds of doubt."""
    quantity = read_quantity(text, unit=unit, period=2020, names=SHARE, **more)
    return None if quantity.value is None else str(quantity.value), [doubt.kind for doubt in quantity.doubts]


@pytest.mark.parametrize(
    ("text", "unit", "value", "kinds"),
    [
        ("日处理30吨以上设施达标率97.8", "%", "97.8", []),
        ("30吨以上设施97.8", "%", "97.8", []),
        ("pm2.5浓度 35", "μg/m³", "35", []),
        ("EI75.2", "-", "75.2", []),
        ("97.8%(2020年)、96.1%(2019年)", "%", "97.8", []),
        ("96.1%(2019年),97.8%", "%", "97.8", ["from_sentence"]),
        ("96.1%( 2019年 ),97.8%(2020年)", "%", "97.8", []),
        ("2019年96.1%,2020年97.8%", "%", "97.8", []),
        ("由2019年的95.6%提高到97.8%", "%", "97.8", ["from_sentence"]),
        ("全市由90%-95%提高到97%", "%", "97", ["from_sentence"]),
        ("未提高到95%", "%", None, ["bound"]),
        ("未控制在95%", "%", None, ["bound"]),
        ("95%-97%", "%", None, ["range"]),
        ("95%~97%", "%", None, ["range"]),
        ("95%—97%", "%", None, ["range"]),
        ("95%至97%", "%", None, ["range"]),
        ("95%到97%", "%", None, ["range"]),
        ("比例95%/其中定海96%", "%", "95", ["from_sentence"]),
        ("3÷5", "%", None, ["ratio"]),
        ("3:5", "%", None, ["ratio"]),
        ("3×5", "%", None, ["ratio"]),
        ("3比5", "%", None, ["ratio"]),
        ("5分之3", "%", None, ["ratio"]),
        ("95±2", "%", None, ["ratio"]),
        ("- 96.7", "%", None, ["separator"]),
        ("—— 96.7", "%", None, ["separator"]),
        ("—96.7", "%", None, ["separator"]),
        ("A5纸97.8%", "%", "97.8", ["from_sentence"]),
        ("#5炉97.8%", "%", "97.8", ["from_sentence"]),
        ("12.3公顷(合184.5亩)", "公顷", "12.3", ["from_sentence"]),
        ("12.3公顷(合200亩)", "公顷", None, ["several_numbers"]),
        ("约97.8", "%", "97.8", ["approximate"]),
        ("+1.2", "%", None, ["change_not_value"]),
        ("1.2个百分点", "%", None, ["change_not_value"]),
        ("提高1.2个百分点,达97.8%", "%", "97.8", ["from_sentence"]),
        ("20家,97.8%", "%", "97.8", ["from_sentence"]),
        ("①", "%", None, ["words_for_number"]),
        ("“100个项目”达标率97.8%", "%", "97.8", ["from_sentence"]),
        ("PM 2.5达标率97.8%", "%", "97.8", ["from_sentence"]),
        ("按GB 3095-2012达标率97.8%", "%", "97.8", ["from_sentence"]),
        ("按HJ/T 91-2002达标率97.8%", "%", "97.8", ["from_sentence"]),
        ("按DB33/2260达标率97.8%", "%", "97.8", ["from_sentence"]),
        ("通过ISO 14001认证,达标率97.8%", "%", "97.8", ["from_sentence"]),
        ("全市各有关部门认真贯彻落实省委、省政府决策部署,扎实推进各项工作,持续巩固治理成果,年度考核、验收、评估等各项任务均已按照时间节点要求顺利完成,全年达标率97.8%", "%", "97.8", ["from_sentence"]),
    ],
)  # fmt: skip
def test_a_sentence_gives_its_number_or_is_asked(text, unit, value, kinds):
    assert read(text, unit) == (value, kinds)


def test_what_the_cell_says_is_kept_beside_its_number():
    prose = read_quantity("全年达标率97.8%", unit="%")
    assert (prose.text, prose.from_prose, str(prose.written), prose.unit) == ("全年达标率97.8%", True, "97.8", "%")
    plain = read_quantity(" 97.8% ", unit="%")
    assert (plain.text, plain.from_prose, plain.raw) == (None, False, " 97.8% ")
    assert read_quantity("—", unit="%").text is None
    assert read_quantity(" 暂无 ", unit="%").text == "暂无"


ERRORS = "#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #SPILL! #CALC! #GETTING_DATA Err:502 #div/0!"


def test_an_error_is_told_as_one():
    assert [text for text in ERRORS.split() if read(text) != (None, ["error_value"])] == []
    assert [text for text in "无 没有 none NIL null 无。 没有.".split() if read(text) != (None, ["nothing_or_zero"])] == []  # noqa: SIM905  a table of words


IN_WORDS = ["已完成", "完成95%和97%", "开展治理工作于96.7", "同比下降15%", "力争达到98%", "共开展20家", "2020年12月完成", "完成95%以上"]


@pytest.mark.parametrize("text", IN_WORDS)
def test_where_words_will_do_a_sentence_without_a_number_of_its_own_is_an_answer(text):
    quantity = read_quantity(text, unit="%", expects="either", period=2020)
    expected = ("asked", None) if "以上" in text else ("value", text)
    assert (quantity.state, quantity.text) == expected
    assert quantity.value is None


def test_where_words_will_do_a_number_still_is_one():
    assert read("97.8", expects="either") == ("97.8", [])
    assert read("达标率97.8%", expects="either") == ("97.8", ["from_sentence"])
    assert read_quantity("达标率97.8%", unit="%", expects="either").text == "达标率97.8%"
    assert read_quantity("S02", unit="%", expects="either").state == "asked"


CHANGES = [
    ("下降5", "-5"), ("提高1.2个百分点", "1.2"), ("-5", "-5"), ("0.3", "0.3"), ("↓5", "-5"), ("减少5%", "-5"), ("增加5%", "5"), ("下降0", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), CHANGES)
def test_where_a_change_is_asked_for_a_fall_has_its_sign(text, value):
    assert read(text, change=True)[0] == value


def test_an_item_that_is_a_change_by_nature_reports_it_without_a_sign():
    fall = read_quantity("下降5.2%", unit="%", names=("单位GDP能耗下降率",))
    assert str(fall.value) == "5.2"
    assert read_quantity("提高1.2个百分点", unit="%", names=("单位GDP能耗下降率",)).state == "asked"


ROLES = {
    "value": "97.8%", "change": "同比下降15%", "bound": "≥95%", "range": "95-97", "ratio": "3/5", "planned": "力争98%", "other": "全省平均95%", "part": "其中定海98%",
    "base": "由95.6%提高到…",
}  # fmt: skip


def test_every_role_of_a_number_is_told_by_its_words():
    assert {role: read_mentions(text).mentions[0].role for role, text in ROLES.items()} == {role: role for role in ROLES}
    assert set(ROLES) == set(get_args(Role))


@pytest.mark.parametrize(("stored", "state"), [("2", "value"), ("2.01", "asked"), ("-2", "value"), ("-2.5", "asked")])
def test_a_share_stored_as_a_percentage_twice_over_is_asked(stored, state):
    assert read_quantity(Cell(1, 1, Decimal(stored), number_format="0%", shown_percent=True), unit="%").state == state

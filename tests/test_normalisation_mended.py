"""Corrections told in prose beside a value, or in two rows: the number before is never adopted in silence."""

import pytest
from written_ledgers import read

HEAD = "指标名称 | 单位 | 2020年 | 备注"
# what stands in the value's cell, in the note beside it; what is taken, what stood before, whether it is asked
BESIDE = [
    ("mended", "98.4", "由98.6更正为98.4", "98.4", "98.6", False),
    ("with the unit", "98.4", "原报98.6%，现更正为98.4%", "98.4", "98.6", False),
    ("a slip", "98.4", "98.6系笔误", "98.4", None, False),
    ("not mended", "98.6", "由98.6更正为98.4", None, None, True),
    ("should be", "98.6", "98.6应为98.4", None, None, True),
    ("to be changed", "98.6", "将98.6修改为98.4", None, None, True),
    ("it was wrong", "98.6", "原填报98.6有误，应为98.4", None, None, True),
    ("with its name", "98.6", "将城镇污水处理率由98.6调整为98.4", None, None, True),
    ("of this year", "98.6", "2020年由98.6更正为98.4", None, None, True),
    ("nothing typed", "", "由98.6更正为98.4", None, None, True),
    ("a rise", "98.6", "由2019年的97.1提高为98.6", "98.6", None, False),
    ("another year's", "98.6", "2019年由98.6更正为98.4", "98.6", None, False),
    ("the target's", "98.6", "目标由98.6调整为98.4", "98.6", None, False),
    ("a row's number", "98.6", "第98.6项更正为98.4", "98.6", None, False),
    ("neither number is this one", "97", "由98.6更正为98.4", "97", None, False),
    ("several", "98.6", "由98.6更正为98.4，由97更正为96", "98.6", None, False),
    ("no numbers", "98.6", "名称已更正为城镇污水处理率", "98.6", None, False),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "note", "taken", "former", "asked"), [pytest.param(*case, id=name) for name, *case in BESIDE])
def test_a_correction_beside_a_value_is_heard(typed: str, note: str, taken: str | None, former: str | None, asked: bool) -> None:
    batch = read(f"{HEAD}\n城镇污水处理率 | % | {typed and '=n:' + typed} | {note}")
    (entry,) = batch.entries
    assert (entry.actual.value is not None and str(entry.actual.value)) == (taken or False)
    assert (entry.former and str(entry.former.value)) == former
    assert ("N313" in {finding.code for finding in batch.findings}) == asked


BELOW = [
    ("of the one value", "注：城镇污水处理率由98.6更正为98.4", [None, "5.4"]),
    ("of none", "注：由77更正为78", ["98.6", "5.4"]),
    ("of another year", "注：2019年由98.6更正为98.4", ["98.6", "5.4"]),
]


@pytest.mark.parametrize(("note", "values"), [pytest.param(*case, id=name) for name, *case in BELOW])
def test_a_correction_below_the_table_is_of_the_one_value_that_it_quotes(note: str, values: list[str | None]) -> None:
    batch = read(f"{HEAD}\n城镇污水处理率 | % | =n:98.6 |\n水面率 | % | =n:5.4 |\n{note}")
    assert [None if entry.actual.value is None else str(entry.actual.value) for entry in batch.entries] == values


ROWS = [
    ("更正前", "更正后", ["98.4"], "98.6"),
    ("修改前", "修改后", ["98.4"], "98.6"),
    ("更正前", "修改后", ["98.4"], "98.6"),
    ("更正前", "", [], None),
    ("一稿", "二稿", [], None),
    ("", "", [], None),
]


@pytest.mark.parametrize(("first", "second", "values", "former"), ROWS)
def test_two_rows_of_one_item_are_before_and_behind(first: str, second: str, values: list[str], former: str | None) -> None:
    batch = read(f"{HEAD}\n城镇污水处理率 | % | =n:98.6 | {first}\n城镇污水处理率 | % | =n:98.4 | {second}")
    told = [entry for entry in batch.entries if entry.actual.value is not None]
    assert [str(entry.actual.value) for entry in told] == values
    assert [str(entry.former.value) for entry in told if entry.former] == ([former] if former else [])

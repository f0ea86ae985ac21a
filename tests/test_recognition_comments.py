"""Comments on cells say of a column, a row, a table or a value what it is, as texts in cells do."""

from dataclasses import replace
from datetime import date

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.judging.scopes import heard
from ecoreport.matching import matcher_for
from ecoreport.model import Ledger, Scope
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.comments import scope_of
from ecoreport.recognition.headings import HeadingReader
from ecoreport.recognition.kinds import kind_reader
from ecoreport.work import understand

MATCHER = matcher_for(SYSTEM, VOCABULARY)
READER = HeadingReader(VOCABULARY, 2020, MATCHER.places)
SETTING = Setting("甲.xlsx", None, 2020, SYSTEM, VOCABULARY, MATCHER, READER, kind_of=kind_reader(VOCABULARY, 2020))
TABLE = "2020年情况\n指标名称 | 单位 | 2020年 | 备注\n危险废物利用处置率 | % | 98\n生态环境信息公开率 | % | 96"
HEADING, NAME, VALUE, TITLE = "C2", "A3", "C3", "A1"


def commented(address: str, comment: str, sketch: str = TABLE) -> Ledger:
    ledger = draw(sketch, "市生态环境局.xlsx")
    sheet = ledger.sheets[0]
    cells = tuple(replace(cell, comment=comment) if cell.address == address else cell for cell in sheet.cells)
    return replace(ledger, sheets=(replace(sheet, cells=cells),))


def adopted(ledger: Ledger) -> list[str]:
    batch = heard(understand(ledger, SYSTEM, VOCABULARY, 2020), SYSTEM, 2020, date(2020, 12, 31))
    return [entry.actual.raw for entry in batch.entries if entry.actual.state == "value" and entry.year == 2020]


@pytest.mark.parametrize(
    "comment",
    ["此列为丽水市数据，我市调查结果未出", "此列为全省数据", "全省数据", "张三:\n此列为宁波市数据", "本列为普陀区数据", "此列数据为湖州市数", "本列填的是目标值，实际数待核",
     "此列为目标", "目标值", "本列数据均为预计数", "此列为1—9月数据", "李四：\n此列作废"],
)  # fmt: skip
def test_a_comment_on_a_heading_speaks_of_its_column(comment: str) -> None:
    assert adopted(commented(HEADING, comment)) == []


@pytest.mark.parametrize(
    "comment",
    ["此列为全市数据", "本列为实际完成值", "此列数据来源于统计年鉴", "已与省厅核对", "较全省平均高2个百分点", "已达到目标", "请按%填写", "张三:\n保留一位小数", "口径与宁波市一致",
     "2020年1-12月"],
)  # fmt: skip
@pytest.mark.parametrize("place", [HEADING, NAME, VALUE, TITLE])
def test_a_comment_that_says_nothing_else_of_it_leaves_it_adopted(place: str, comment: str) -> None:
    assert adopted(commented(place, comment)) == ["98", "96"]


@pytest.mark.parametrize("comment", ["此行为丽水市数据", "全省数据", "此行为目标值", "本行作废", "预计数", "张三:\n普陀区数据"])
@pytest.mark.parametrize("place", [NAME, VALUE])
def test_a_comment_on_a_name_or_a_value_speaks_of_its_row(place: str, comment: str) -> None:
    assert adopted(commented(place, comment)) == ["96"]


@pytest.mark.parametrize(
    "comment", ["本表为丽水市数据", "本表数据均为预计数", "此表数据为全省平均值", "张三:\n本表为普陀区数据", "本表作废", "本表数据为目标值"]
)
@pytest.mark.parametrize("place", [TITLE, "A2", HEADING])
def test_a_comment_on_a_title_or_a_heading_may_speak_of_the_table(place: str, comment: str) -> None:
    assert adopted(commented(place, comment)) == []


def test_a_column_beside_one_with_a_comment_is_this_place_s() -> None:
    sketch = "指标名称 | 单位 | 2020年 | 2020年完成值\n危险废物利用处置率 | % | 98 | 97"
    assert adopted(commented("C1", "此列为全省数据", sketch)) == ["97"]


def test_the_comment_s_cell_is_where_it_is_said() -> None:
    ledger = commented("C2", "此列为全省数据")
    cell = next(cell for cell in ledger.sheets[0].cells if cell.comment)
    scope = scope_of(cell, "表", SETTING)
    assert (scope.elsewhere, scope.source and scope.source.cell) == ("全省", "C2")
    assert scope_of(ledger.sheets[0].cells[0], "表", SETTING) == Scope()

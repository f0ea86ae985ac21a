"""What names of files and sheets, covers, letters, notes and comments say of a table's numbers, and what they do not say."""

from dataclasses import replace
from datetime import date

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.judging.scopes import heard
from ecoreport.model import Batch, Ledger
from ecoreport.recognition.around import announced
from ecoreport.work import understand

TABLE = "指标名称 | 单位 | {} | 备注\n危险废物利用处置率 | % | 98 |\n生态环境信息公开率 | % | 96 |"


def hear(ledger: Ledger) -> Batch:
    return heard(understand(ledger, SYSTEM, VOCABULARY, 2020), SYSTEM, 2020, date(2021, 3, 31))


def adopted(ledger: Ledger) -> list[str]:
    return [entry.actual.raw for entry in hear(ledger).entries if entry.actual.state == "value" and entry.year == 2020]


def commented(comment: str, address: str = "C1", heading: str = "2020年") -> Ledger:
    ledger = draw(TABLE.format(heading), "市生态环境局.xlsx")
    sheet = ledger.sheets[0]
    cells = tuple(replace(cell, comment=comment) if cell.address == address else cell for cell in sheet.cells)
    return replace(ledger, sheets=(replace(sheet, cells=cells),))


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("市生态环境局无估算", True), ("市生态环境局-非预测", True), ("市生态环境局（不含预计数）", True), ("市生态环境局非计划数", True),
        ("市生态环境局-含明年目标", True), ("市生态环境局附省平均值", True), ("市农业农村局限值", True), ("市生态环境局-高于全国平均", True),
        ("市生态环境局填报模板", True), ("市生态环境局范本", True), ("市生态环境局表样", True),
        ("市生态环境局2020年预测", False), ("市生态环境局-估算", False), ("生态指标全国平均水平2020", False), ("省平均值", False),
        ("市生态环境局填报示例", False), ("2020年指标限值", False), ("污染物排放标准值", False), ("市生态环境局-作废", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["2020年", "数值"])
def test_a_file_s_name_speaks_by_a_word_of_its_own(file, counts, heading):
    assert adopted(draw(TABLE.format(heading), f"市生态环境局/{file}.xlsx")) == (["98", "96"] if counts else [])


@pytest.mark.parametrize("file", ["全国平均水平", "生态指标全省平均2020", "国家平均值"])
def test_a_mean_of_a_wider_area_is_one_whatever_its_column_is_called(file):
    assert adopted(draw(TABLE.format("2020年完成值"), f"{file}.xlsx")) == []


@pytest.mark.parametrize("sheet", ["模板", "填报模板", "样表", "范本", "2020年表样"])
def test_a_form_s_name_says_nothing_but_beside_a_filled_sheet(sheet):
    table = TABLE.format("2020年完成值")
    assert adopted(draw(f"== {sheet}\n{table}")) == ["98", "96"]
    assert adopted(draw(f"== 封面\n填报单位 | 市生态环境局\n== {sheet}\n{table}")) == ["98", "96"]
    assert adopted(draw(f"== {sheet}\n{table}\n== 填报\n指标名称 | 单位 | 2020年完成值\n危险废物利用处置率 | % | 97")) == ["97"]


@pytest.mark.parametrize(
    ("cover", "counts"),
    [
        ("创建指标台账（此件作废，以新报为准）", False), ("本台账作废", False), ("此表已作废。", False), ("全册作废", False),
        ("说明：该报表即日停用；本表现已停用", False), ("创建指标台账\n（本件废止）", False),
        ("本表涂改无效", True), ("未盖章的作废", True), ("以前所报旧表作废", True), ("逾期作废", True), ("原件作废，以此件为准", True), ("创建指标台账", True),
    ],
)  # fmt: skip
def test_a_cover_says_of_the_whole_file_that_it_is_void(cover, counts):
    ledger = draw(f"== 封面\n附件\n标题\n== 台账\n{TABLE.format('2020年完成值')}", "市生态环境局.xlsx")
    first = ledger.sheets[0]
    cells = tuple(replace(cell, value=cover) if cell.value == "标题" else cell for cell in first.cells)
    ledger = replace(ledger, sheets=(replace(first, cells=cells), *ledger.sheets[1:]))
    assert adopted(ledger) == (["98", "96"] if counts else [])


@pytest.mark.parametrize(
    ("prose", "counts"),
    [
        ("现将我局今年上半年指标完成情况函复如下，全年数待年终后补报。", False), ("根据要求，现将2020年1—9月指标数据报送如下：", False),
        ("经研究，2020年目标任务分解如下。", False), ("以下为前三季度数据，请审核。", False), ("下列数据均为预计数，供参考。", False),
        ("现将宁波市2020年指标完成情况整理如下，供参考。", False),
        ("现将2020年指标完成情况报送如下，上半年数据此前已报。", True), ("根据年度目标任务，现将完成情况汇报如下：", True),
        ("以下为2020年数据，请审核。", True), ("按9月通知要求，现将指标完成情况填报如下。", True), ("现将有关情况说明如下，请查收。", True),
        ("收到你办7月来函，2020年度指标数据如下。", True),
    ],
)  # fmt: skip
def test_a_sentence_above_a_table_says_what_it_holds(prose, counts):
    sketch = f"创建办：\n{prose}\n{TABLE.format('完成值')}"
    assert adopted(draw(sketch, "市生态环境局.xlsx")) == (["98", "96"] if counts else [])


def test_what_a_sentence_announces():
    assert list(announced("现将我局上半年指标函复如下，以下为1—9月数据。请审核")) == ["我局上半年指标", "1—9月数据"]


@pytest.mark.parametrize(
    ("note", "counts"),
    [
        ("说明：因2020年数据尚未公布，本表均采用上年（2019年）数。", False), ("注：以上均为2019年度（上年）统计数", False), ("注：暂以2019年数据代替", False),
        ("说明：2020年年报未出，先按上年年报数填报。", False), ("注：沿用2019年普查数据", False), ("备注：表中数据为去年（2019年）数", False),
        ("注：按2019年统计口径填报", True), ("注：以2019年为基期", True), ("说明：增幅以上年数据为基数计算", True), ("注：按2020年年报数填报", True),
        ("注：2019年数据已另报", True), ("注：按2019年下发的格式填报", True),
    ],
)  # fmt: skip
def test_a_note_says_that_another_year_s_numbers_were_filled_in(note, counts):
    sketch = f"创建指标完成情况\n{TABLE.format('完成值')}\n{note}"
    assert adopted(draw(sketch, "市生态环境局.xlsx")) == (["98", "96"] if counts else [])


@pytest.mark.parametrize(
    ("comment", "counts"),
    [
        ("按2019年年报数填，2020年待统计年鉴出版", False), ("暂用上年数", False), ("2019年数据", False), ("省下达的考核目标数", False),
        ("上级核定的目标值", False), ("责任书上的目标数", False), ("张三:\n此列为承诺书上的数", False),
        ("按2019年口径填", True), ("按年报数填", True), ("已与省下达目标核对", True), ("按统计年报填，见年鉴", True), ("省厅考核用数", True), ("2020年年报数", True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["2020年", "完成值"])
def test_a_comment_on_a_heading_tells_the_year_and_the_kind(comment, counts, heading):
    assert adopted(commented(comment, "C1", heading)) == (["98", "96"] if counts else [])


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("此为承诺书上的数，不是实际数", False), ("非我市数", False), ("国际公认安全上限值，非我市数", False), ("不是2020年数", False), ("不是本年实际值", False),
        ("该数非全市数据", False), ("并非真实数据", False),
        ("非我局负责", True), ("不是约束性指标", True), ("非重点行业企业另计", True), ("不含六横", True), ("数据非涉密", True), ("无预测成分", True),
    ],
)  # fmt: skip
def test_what_stands_beside_a_value_may_deny_it(said, counts):
    assert adopted(commented(said, "C2")) == (["98", "96"] if counts else ["96"])

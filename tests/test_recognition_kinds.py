"""What headings say of the kind of number below them, and what columns say of a table's title."""

import pytest
from layout_sketches import SYSTEM, draw, understood

from ecoreport.model import Scope, Source
from ecoreport.recognition import recognise
from ecoreport.recognition.kinds import narrowed
from ecoreport.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
FILE = Source("任务分解表.xlsx")


def fields(*heads: str, row: str) -> list[str]:
    """Tell what the cells of one row are taken for, without their addresses."""
    told = understood("\n".join((*heads, row)))
    return [slot.split(" ", 1)[1] for slot in told[0].partition(": ")[2].split(" · ")]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("2020年完成值", "actual 2020"),
        ("2020年(实际)", "actual 2020"),
        ("目标完成值", "actual"),
        ("计划完成情况", "actual"),
        ("2020年计划", "target 2020"),
        ("2020年（计划）", "target 2020"),
        ("计划", "target"),
        ("年初计划", "target"),
        ("预计全年", "partial"),
        ("2020年（预计）", "partial 2020"),
        ("2020年测算值", "partial 2020"),
        ("完成值（初步）", "partial"),
        ("2020年快报", "partial 2020"),
        ("完成值（1—11月）", "partial"),
        ("2020年限值", "target 2020"),
        ("限值", "target"),
        ("2020年降幅", "notes 2020"),
        ("扣分", "notes"),
        ("2020年得分", "notes 2020"),
        ("2020年全省平均", "average 2020"),
        ("完成值（作废）", "notes"),
    ],
)
def test_a_heading_says_of_what_kind_its_numbers_are(heading, field):
    assert fields(f"指标名称 | 备注 | {heading}", row="优良天数比例 | x | 95.2")[-1] == field


@pytest.mark.parametrize(
    ("heads", "row", "told"),
    [
        (("指标 | 2020年 | <", "^ | 计划 | 实际"), "优良天数比例 | 95 | 96", ["name", "target 2020", "actual 2020"]),
        (
            ("指标 | 计划 | < | 实际 | <", "^ | 2019年 | 2020年 | 2019年 | 2020年"),
            "优良天数比例 | 95 | 95.5 | 96 | 97",
            ["name", "target 2019", "target 2020", "actual 2019", "actual 2020"],
        ),
        (("指标 | 年初计划 | 完成",), "优良天数比例 | 95 | 96", ["name", "target", "actual"]),
    ],
)
def test_a_stack_of_headings_is_read_as_one(heads, row, told):
    assert fields(*heads, row=row) == told


@pytest.mark.parametrize(
    ("rows", "actual"),
    [
        ("优良天数比例 | 10 | 9.5\nPM2.5浓度 | 10 | 10", False),  # none is above what could be reached
        ("优良天数比例 | 10 | 95.2\nPM2.5浓度 | 10 | 17", True),
    ],
)
def test_results_beside_full_marks_are_points(rows, actual):
    told = understood(f"考核指标 | 标准分 | 考核结果\n{rows}")
    assert (" actual" in told[0]) is actual


@pytest.mark.parametrize(
    ("scope", "columns", "kind", "part"),
    [
        (Scope("plan", words="目标责任书"), [("target", "目标值", None), ("actual", "完成值", None)], "actual", None),
        (Scope("plan", words="目标责任书"), [("actual", "数值", None)], "plan", None),
        (Scope("plan", words="计划"), [("target", "目标值", None), ("actual", "2020年", 2020)], "plan", None),
        (Scope("plan", words="计划"), [("target", "目标值", None), ("actual", "2019年", 2019), ("actual", "2020年", 2020)], "actual", None),
        (Scope(part="十三五期间", words="十三五期间"), [("actual", "2020年", 2020)], "actual", None),
        (Scope(part="十三五期间", words="十三五期间"), [("actual", "完成值", None)], "actual", "十三五期间"),
        (Scope(part="上半年", words="上半年"), [("actual", "2020年完成值", 2020)], "actual", "上半年"),
        (Scope(part="近三年平均", words="近三年平均"), [("actual", "2020年", 2020)], "actual", "近三年平均"),
        (Scope(part="近三年平均", words="近三年平均"), [("actual", "2019年", 2019), ("actual", "2020年", 2020)], "actual", None),
        (Scope("plan", words="任务分解", source=FILE), [("done", "完成情况", None)], "actual", None),
        (Scope("plan", words="任务分解", source=FILE), [("actual", "完成值", None)], "actual", None),
        (Scope("plan", words="任务分解", source=FILE), [("actual", "数值", None)], "plan", None),
        (Scope("void", words="作废", source=FILE), [("actual", "完成值", None)], "void", None),
        (Scope("forecast", words="预计"), [("actual", "完成值", None)], "forecast", None),
    ],
)
def test_columns_narrow_what_a_title_says(scope, columns, kind, part):
    found = narrowed(scope, columns, VOCABULARY)
    assert (found.kind, found.part) == (kind, part)


HEADS = "序号 | 指标名称 | 单位 | 2020年完成值 | 备注"
TRUE = "22 | 危险废物利用处置率 | % | 100 |"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (f"示例 | 危险废物利用处置率 | % | 95 |\n{TRUE}", [("22", "example", "A2"), ("22", "actual", None)]),
        (f"例1 | 危险废物利用处置率 | % | 95 |\n{TRUE}", [("22", "example", "A2"), ("22", "actual", None)]),
        (f"1 | 示例：危险废物利用处置率 | % | 95 |\n{TRUE}", [("22", "example", "B2"), ("22", "actual", None)]),
        (f"1 | 危险废物利用处置率（样例） | % | 95 |\n{TRUE}", [("22", "example", "B2"), ("22", "actual", None)]),
        (f"22 | 危险废物利用处置率 | % | 95 | 填写示例，请勿上报\n{TRUE}", [("22", "example", "E2"), ("22", "actual", None)]),
        (f"示例\n7 | 生态环境信息公开率 | % | 95 |\n正式填报\n{TRUE}", [("7", "example", "A2"), ("22", "actual", None)]),
        ("22 | 危险废物利用处置率 | % | 95 | 作废", [("22", "void", "E2")]),
        ("22 | 危险废物利用处置率 | % | 95 | 本行作废，以盖章件为准", [("22", "void", "E2")]),
        ("删除 | 危险废物利用处置率 | % | 95 |", [("22", "void", "A2")]),
        (f"{TRUE}\n以下作废\n7 | 生态环境信息公开率 | % | 95 |", [("22", "actual", None), ("7", "void", "A3")]),
        ("22 | 危险废物利用处置率 | % | 95 | 原2019年数据已作废", [("22", "actual", None)]),
        ("22 | 危险废物利用处置率 | 例 | 95 | 参照示例填写", [("22", "actual", None)]),
        ("22 | 危险废物利用处置率 | % | 95 | 已删除重复数据", [("22", "actual", None)]),
    ],
)
def test_a_row_says_that_it_is_an_example_or_void(rows, told):
    layout = recognise(draw(f"{HEADS}\n{rows}"), SYSTEM, VOCABULARY, 2020)
    found = [(record.subject, record.scope.kind, record.scope.source and record.scope.source.cell) for record in layout.records]
    assert found == told
    assert not [finding for finding in layout.findings if finding.code.startswith("H3")]


@pytest.mark.parametrize(
    ("head", "row", "kind", "part"),
    [
        ("类别", "计划", "plan", None),
        ("类别", "实际", "actual", None),
        ("类型", "目标值", "plan", None),
        ("性质", "预计", "forecast", None),
        ("数据状态", "初步", "estimate", None),
        ("时间", "2020年1—9月", "actual", "1—9月"),
        ("时间", "2020年", "actual", None),
        ("领域", "生态制度", "actual", None),
        ("领域", "目标责任体系与制度建设", "actual", None),
        ("性质", "约束性", "actual", None),
    ],
)
def test_a_row_says_under_its_sort_of_which_kind_it_is(head, row, kind, part):
    layout = recognise(draw(f"指标名称 | {head} | 数值\n危险废物利用处置率 | {row} | 97"), SYSTEM, VOCABULARY, 2020)
    assert [(record.scope.kind, record.scope.part) for record in layout.records] == [(kind, part)]

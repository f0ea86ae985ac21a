"""What a column holds whose own heading says too little is settled by its neighbours and its table's title."""

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.model.layout import LayoutRecord
from ecoreport.recognition import recognise


def records(sketch: str) -> tuple[LayoutRecord, ...]:
    """Recognise a sketch of one table."""
    return recognise(draw(sketch, "市住建局/台账.xlsx"), SYSTEM, VOCABULARY, 2020).records


def values(sketch: str) -> list[str]:
    """Give what is taken for this year's actual values."""
    return [
        slot.text
        for record in records(sketch)
        for slot in record.slots
        if slot.field == "actual" and slot.year in (None, 2020) and record.scope.adopted
    ]


@pytest.mark.parametrize(
    ("heading", "taken"),
    [
        ("执行数", True), ("执行结果", True), ("落实数", True), ("实施值", True), ("达到值", True), ("2020年执行数", True),
        ("调整数", False), ("差值", False), ("下达数", False), ("分解数", False), ("基数", False), ("预警值", False), ("权重值", False), ("上年数", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("plan", ["计划数", "目标值"])
def test_beside_a_plan_a_number_of_doing_is_the_actual_value(plan, heading, taken):
    assert values(f"指标名称 | 单位 | {plan} | {heading}\n城镇污水处理率 | % | 95 | 97.5") == (["97.5"] if taken else [])


@pytest.mark.parametrize("strange", ["预警值", "控制线", "警戒值", "参考值", "修正系数", "上限"])
@pytest.mark.parametrize("exact", ["实际值", "完成值", "实绩", "完成情况"])
def test_beside_an_exact_heading_another_under_the_same_year_holds_no_value(strange, exact):
    sketch = f"指标名称 | 单位 | 2020年 | <\n^ | ^ | {strange} | {exact}\n城镇污水处理率 | % | 78 | "
    assert values(sketch) == []
    assert values(sketch + "97.5") == ["97.5"]


@pytest.mark.parametrize("heading", ["争取值", "力争值", "确保值", "应达值", "拟达到值", "要求值", "力争达到值", "应完成值"])
def test_what_is_to_be_is_a_plan(heading):
    assert values(f"指标名称 | 单位 | {heading}\n城镇污水处理率 | % | 97.5") == []
    assert values(f"指标名称 | 单位 | 2020年 | <\n^ | ^ | {heading} | 完成值\n城镇污水处理率 | % | 99 | 97.5") == ["97.5"]


@pytest.mark.parametrize("title", ["2020年创建指标安排表", "2020年度指标下达表", "目标承诺书", "节能目标分解下达表"])
def test_what_is_arranged_or_handed_down_is_a_plan(title):
    assert values(f"{title}\n指标名称 | 单位 | 2020年\n城镇污水处理率 | % | 97.5") == []
    assert values(f"{title.removesuffix('表')}完成情况\n指标名称 | 单位 | 2020年\n城镇污水处理率 | % | 97.5") == ["97.5"]


@pytest.mark.parametrize(
    ("title", "over", "heading", "number", "taken"),
    [
        ("创建指标完成情况表", "2020年", "指标值", "99.4", True), ("2020年度指标实绩", "2020年", "指标值", "96.7", True),
        ("指标执行情况", "2020年", "指标值", "88", True), ("指标进展情况", "2020年度", "指标值", "97", True),
        ("创建指标完成情况表", "2020年", "指标值", "95", False), ("创建指标完成情况表", "2020年", "指标值", "≥96", False),
        ("创建指标完成情况表", "2020年", "目标值", "99.4", False), ("创建指标完成情况表", "要求", "指标值", "99.4", False),
        ("创建指标表", "2020年", "指标值", "99.4", False), ("创建指标计划", "2020年", "指标值", "99.4", False),
    ],
)  # fmt: skip
def test_the_only_numbers_of_a_table_of_what_was_done_are_its_values(title, over, heading, number, taken):
    sketch = f"{title}\n指标名称 | 单位 | {over} | <\n^ | ^ | {heading} | 完成情况说明\n城镇污水处理率 | % | {number} | 上半年完成扩容"
    assert values(sketch) == ([number] if taken else [])


@pytest.mark.parametrize(
    ("heading", "taken"),
    [
        ("2020年完成情况", True), ("完成情况", True), ("本年完成情况", True), ("2020年进展情况", True), ("年底完成情况", True), ("2020年度完成情况", True),
        ("2019年完成情况", False), ("2018年度完成情况", False), ("上年完成情况", False), ("2019年进展情况", False), ("去年完成情况", False),
        ("2021年完成情况", False),
    ],
)  # fmt: skip
def test_a_task_has_its_state_from_a_column_of_this_year(heading, taken):
    (record,) = records(f"序号 | 任务名称 | {heading} | 备注\n5 | 实施生态环境损害赔偿制度 | 已完成 | 无")
    assert any(slot.field in ("done", "status", "progress") for slot in record.slots) == taken


@pytest.mark.parametrize(
    ("heading", "period", "part"),
    [
        ("期别", "202006", "202006"), ("期别", "'202011", "202011"), ("报告期", "2020-09", "2020-09"), ("统计期", "2020年6月", "2020年6月"),
        ("所属期", "6月", "6月"), ("数据期", "2020年1-9月", "1—9月"), ("账期", "202001", "202001"),
        ("期别", "202012", None), ("报告期", "2020-12", None), ("报告期", "2020年", None), ("统计期", "12月", None), ("期别", "2020", None),
        ("编号", "202006", None), ("行政区划", "202006", None), ("数据期", "2020年1-12月", None),
    ],
)  # fmt: skip
def test_a_column_of_periods_says_of_which_part_of_the_year_a_row_is(heading, period, part):
    (record,) = records(f"指标名称 | 单位 | {heading} | 本期值\n城镇污水处理率 | % | {period} | 97.5")
    assert record.scope.part == part


def test_december_in_a_list_of_months_is_a_month():
    rows = "\n".join(f"城镇污水处理率 | % | 2020{month:02} | 97.{month}" for month in range(10, 13))
    assert [record.scope.part for record in records(f"指标名称 | 单位 | 期别 | 本期值\n{rows}")] == ["202010", "202011", "202012"]


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        ("底线值", "挑战值", False), ("基本线", "力争值", False), ("约束值", "争取值", False), ("保底值", "目标值", False), ("下限", "目标值", False),
        ("警戒线", "计划数", False), ("完成值", "挑战值", True), ("执行值", "目标值", True), ("实际", "目标", True), ("达到值", "计划值", True), ("实绩", "挑战值", True),
        ("市值", "全市完成值", False),
    ],
)  # fmt: skip
def test_two_lines_of_one_year_are_asked(first, second, taken):
    layout = recognise(
        draw(f"指标名称 | 单位 | 2020年 | <\n^ | ^ | {first} | {second}\n城镇污水处理率 | % | 95 | 98.5", "市住建局.xlsx"),
        SYSTEM,
        VOCABULARY,
        2020,
    )
    slots = [slot for record in layout.records for slot in record.slots]
    assert ("95" in [slot.text for slot in slots if slot.field == "actual"]) is taken


@pytest.mark.parametrize(
    ("headings", "taken"),
    [
        ("年初余额 | 年末余额", ["198.72"]), ("期初余额 | 期末余额", ["198.72"]), ("年初数 | 年末数", ["198.72"]), ("年初余额 | 年底余额", ["198.72"]),
        ("年初余额 | 年末户数", []), ("年初余额 | 调整余额", []), ("年初余额 | 新增余额", []), ("年初余额 | 年初余额", []),
    ],
)  # fmt: skip
def test_what_stands_at_the_year_s_end_is_its_value(headings, taken):
    assert values(f"2020年绿色贷款统计\n指标名称 | 单位 | {headings}\n绿色贷款 | 亿元 | 163.4 | 198.72") == taken

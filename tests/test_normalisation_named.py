"""What stands beside a number and gives another: a comment, a remark, a unit that the digits contradict. Both are shown, none is taken."""

import pytest
from written_ledgers import read

HEAD = "指标名称 | 单位 | 2020年 | 备注"
ASKED = [
    "应为96.5",
    "此数有误,应为96.5,以省厅反馈为准",
    "复核后应为96.5",
    "经核实为96.5%",
    "实为96.5",
    "实际应为96.5%",
    "应改为96.5",
    "更正为96.5",
    "正确值为96.5",
    "以省厅反馈的96.5%为准",
    "以96.5为准",
    "2020年应为96.5",
    "2020年，全市城镇污水处理率达到96.5%，较上年提高1.2个百分点",
    "城镇污水处理率96.5%",
]
LEFT = [
    "",
    "应为95.6",
    "经核实为95.6%",
    "城镇污水处理率为96%",
    "目标应为96.5",
    "省下达目标为96.5",
    "上年应为96.5",
    "2019年应为96.5",
    "应为96.5以上",
    "单位应为%",
    "分母应为96.5",
    "全省平均应为96.5",
    "以省厅反馈为准",
    "以2021年3月公布的数为准",
    "按浙环发〔2020〕12号为准",
    "较上年提高1.2个百分点",
    "力争城镇污水处理率达到96.5%",
    "定海区城镇污水处理率达到96.5%",
    "2019年城镇污水处理率为94.4%",
    "城镇生活垃圾无害化处理率为96.5%",
    "统计口径应为建成区12平方公里",
    "城镇污水处理率按年度监测结果计算，监测对象为3座污水厂",
]


def codes(note: str, value: str = "95.6") -> tuple[str, list[str]]:
    batch = read(f"{HEAD}\n城镇污水处理率 | % | =n:{value} | {note}")
    (entry,) = [entry for entry in batch.entries if entry.year == 2020]
    return entry.actual.state, [finding.code for finding in batch.findings if finding.severity == "verify"]


@pytest.mark.parametrize("note", ASKED)
def test_another_number_for_the_same_measure_and_year_is_asked(note: str) -> None:
    state, told = codes(note)
    assert state == "asked"
    assert told in (["N322"], ["N311"])  # 此数有误 alone takes the number back


@pytest.mark.parametrize("note", LEFT)
def test_what_names_no_other_number_of_it_leaves_the_value(note: str) -> None:
    assert codes(note) == ("value", [])


UNITS = [
    ("绿色贷款", "万元", "190.8", "asked"),
    ("绿色贷款", "万元", "1908000", "value"),
    ("绿色贷款", "亿元", "190.8", "value"),
    ("绿色贷款", "万元", "8000", "value"),
    ("农药施用强度", "克/亩", "149", "value"),
    ("农药施用强度", "克/亩", "0.149", "asked"),
    ("化肥施用强度", "吨/公顷", "379.2", "asked"),
    ("化肥施用强度", "吨/公顷", "0.3792", "value"),
    ("城镇人均公园绿地面积", "平方米/人", "15.3", "value"),
    ("碳排放强度", "吨/万元", "0.48", "asked"),
    ("碳排放强度", "吨/万元", "4800", "value"),
    ("农药施用强度", "", "2.21", "asked"),  # nothing says the unit
    ("农药施用强度", "", "0.147", "value"),
    ("化肥施用强度", "", "25.6", "asked"),
    ("化肥施用强度", "", "4.1", "value"),  # near it in no unit
    ("单位GDP用水量", "", "3.9", "value"),
]


@pytest.mark.parametrize(("item", "unit", "value", "state"), UNITS)
def test_digits_that_contradict_the_unit_over_them_are_asked(item: str, unit: str, value: str, state: str) -> None:
    batch = read(f"指标名称 | 2020年{f'({unit})' if unit else ''}\n{item} | =n:{value}")
    assert [entry.actual.state for entry in batch.entries] == [state]
    assert ("N323" in {finding.code for finding in batch.findings}) == (state == "asked")


def test_a_unit_in_the_cell_itself_is_meant() -> None:
    assert [entry.actual.state for entry in read("指标名称 | 2020年\n绿色贷款 | 190.8万元").entries] == ["value"]

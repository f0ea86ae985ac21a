"""What stands in a value's cell, held against what its name, its row and its column say: taken without a word, or asked."""

import pytest
from written_ledgers import read

TAKEN = [
    "指标名称 | 2020年\n万元工业增加值用水量 | 9.3方",  # the name says per what
    "指标名称 | 2020年\n万元GDP用水量(方) | =n:12.4",
    "指标名称 | 2020年\n城镇人均公园绿地面积 | 14.9平方米",
    "指标名称 | 分子 | 分子数 | 分母 | 分母数 | 完成值\n水面率(%) | 水面面积(公顷) | 7240 | 陆域面积(公顷) | 145880 | =n:4.96",
    "指标名称 | 指标值 | 2020年完成值\n优良天数比例(%) | ≥93.5 | =n:98.1",  # what was assigned is a bound
    "指标名称 | 指标值 | 2020年完成值\n优良天数比例(%) | 不低于93.5 | =n:98.1",
]
ASKED = [
    ("指标名称 | 2020年\nPM2.5浓度 | 20微克", "N106"),
    ("指标名称 | 2020年\nPM2.5浓度(μg/m³) | 15.3(剔除沙尘),16.1(实况)", "N207"),
    ("指标名称 | 2020年\n党政领导干部参加生态文明培训的人数比例(%) | 应训325人,实训318人", "N207"),
    ("指标名称 | 2020年\n党政领导干部参加生态文明培训的人数比例(%) | 按要求组织", "N223"),
    ("指标名称 | 分子 | 分母 | 完成值\n水面率(%) | 水面面积 | 145880 | =n:4.96", "N223"),
]
PROGRESS = [
    ("农村饮用水达标提标 | 已完成,9.4万人", "done"),
    ("岸线整治修复 | 按序时推进,“水美乡村”尚有2个待验收", "done"),
    ("岸线整治修复 | 完成", "status"),
    ("岸线整治修复 | 已完成总工程量的80%", "progress"),
]


def found(text: str) -> list[str]:
    return [finding.code for finding in read(text).findings]


@pytest.mark.parametrize("text", TAKEN)
def test_what_the_row_says_besides_makes_a_value_whole(text: str) -> None:
    assert [code for code in found(text) if code[0] == "N" and code not in ("N151", "N402", "N403")] == []


@pytest.mark.parametrize(("text", "code"), ASKED)
def test_what_nothing_makes_whole_is_asked(text: str, code: str) -> None:
    assert code in found(text)
    assert all(entry.actual.text is None or code == "N223" for entry in read(text).entries)


@pytest.mark.parametrize(("row", "field"), PROGRESS)
def test_progress_is_a_share_a_state_or_a_report(row: str, field: str) -> None:
    (report,) = read(f"重点任务 | 进度情况\n{row}").tasks
    assert getattr(report, field) is not None
    assert field == "progress" or report.progress is None

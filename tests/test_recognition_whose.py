"""Whose the rows of a table are."""

import pytest
from layout_sketches import understood


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("普陀区 | 森林覆盖率 | 1\n | 水面率 | 2", ["18, of 普陀区", "30, of 普陀区"]),
        ("普陀区 | 森林覆盖率 | 1\n全市 | 水面率 | 2\n | 自然岸线保有量 | 3", ["18, of 普陀区", "30", "31"]),
        (" | 普陀区森林覆盖率 | 1\n | 水面率 | 2", ["18, of 普陀区", "30"]),
        (" | 森林覆盖率(普陀区) | 1\n | 水面率(宁波市) | 2", ["18, of 普陀区", "30, of 宁波市"]),
        (" | 森林覆盖率 | 1\n | 其中:定海区 | 2\n | 宁波市 | 3", ["18", "18, of 定海区", "18, of 宁波市"]),
        ("普陀区\n | 森林覆盖率 | 1\n二、全市\n | 森林覆盖率 | 2", ["18, of 普陀区", "18"]),
        ("普陀区\n普陀区 | 森林覆盖率 | 1\n宁波市\n | 水面率 | 2", ["18, of 普陀区", "30, of 宁波市"]),
    ],
)
def test_the_nearest_word_says_whose_a_row_is(rows: str, told: list[str]) -> None:
    lines = understood(f"区域 | 指标名称 | 2020年\n{rows}", "市资源规划局-台账.xlsx")
    assert [line.partition(":")[0] for line in lines if line[0].isdigit()] == told

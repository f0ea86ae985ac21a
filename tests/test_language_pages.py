"""What a printed page adds to a table."""

import pytest

from ecoreport.language.pages import is_page_number, says_continued


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("— 14 —", True), ("- 3 -", True), ("－1－", True), ("第1页", True), ("第1页共4页", True), ("第 1 页 共 4 页", True), ("第1页，共4页", True), ("共4页", True), ("·5·", True),
        ("14", False), ("3.5", False), ("-3", False), ("第1名", False), ("第4项", False), ("—", False), ("", False), ("95.5 —", False),
    ],
)  # fmt: skip
def test_the_number_of_a_page(text, is_one):
    assert is_page_number(text) is is_one


@pytest.mark.parametrize(
    ("text", "continued"),
    [
        ("续表", True), ("续表1", True), ("续表 2-1", True), ("（续）", True), ("接上页", True), ("创建指标完成情况表(续)", True), ("表1 指标（续表）", True), ("指标表(续二)", True),
        ("续建项目", False), ("连续三年完成情况", False), ("手续办理", False), ("完成情况表", False),
    ],
)  # fmt: skip
def test_a_table_that_goes_on(text, continued):
    assert says_continued(text) is continued


def test_long_texts_are_read_in_no_time():
    assert not is_page_number("- " * 100_000)
    assert not says_continued("(" * 100_000)

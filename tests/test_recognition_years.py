"""Of which year a ledger is: the most trusted clue counts, the others may contradict it."""

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.work import understand

TABLE = "指标名称 | 完成值\n水面率 | 5.4"


@pytest.mark.parametrize(
    ("above", "file", "year", "codes"),
    [
        ("", "市水利局.xlsx", 2020, set()),
        ("填报单位 | 市水利局 | 年度 | 2020年\n", "市水利局.xlsx", 2020, set()),
        ("2020年指标完成情况\n", "市水利局.xlsx", 2020, set()),
        ("", "市水利局2020年台账.xlsx", 2020, set()),
        ("", "市水利局20210118.xlsx", 2020, set()),  # a day in a file's name is when it was sent
        ("填报日期：2021年1月8日\n", "市水利局.xlsx", 2020, set()),
        ("填报单位 | 市水利局 | 年度 | 2020年\n", "市水利局2019年.xlsx", 2020, set()),  # an old name of a file is no question
        ("填报单位 | 市水利局 | 年度 | 2019年\n", "市水利局.xlsx", 2019, {"H104"}),
        ("2019年指标完成情况\n", "市水利局.xlsx", 2019, {"H104"}),
        ("", "市水利局2019年台账.xlsx", 2019, {"H104"}),
        ("2019年指标完成情况\n填报单位 | 市水利局 | 年度 | 2020年\n", "市水利局.xlsx", 2020, {"H105"}),
        ("2020年指标完成情况\n填报单位 | 市水利局 | 年度 | 2019年\n", "市水利局.xlsx", 2019, {"H104", "H105"}),
    ],
)
def test_the_most_trusted_year_counts(above: str, file: str, year: int, codes: set[str]) -> None:
    batch = understand(draw(above + TABLE, file), SYSTEM, VOCABULARY, 2020)
    assert [entry.year for entry in batch.entries] == [year]
    assert {finding.code for finding in batch.findings} & {"H104", "H105"} == codes


@pytest.mark.parametrize(
    ("heading", "note", "codes"),
    [
        ("2020年完成值", "注：以上为2019年数", {"H203"}), ("2020年", "注：本表均采用上年（2019年）数", {"H203"}), ("2020年完成值", "说明：暂以上年数据代替", {"H203"}),
        ("2020年完成值", "注：以上为2020年数", set()), ("2020年完成值", "注：2019年数据另报", set()), ("2020年完成值", "注：按2019年口径统计", set()),
        ("2019年 | 2020年", "注：以上为2019年数", set()),
    ],
)  # fmt: skip
def test_a_heading_s_year_that_a_note_contradicts_is_asked(heading: str, note: str, codes: set[str]) -> None:
    values = " | ".join("5.4" for _ in heading.split("|"))
    batch = understand(draw(f"指标名称 | {heading}\n水面率 | {values}\n{note}", "市水利局.xlsx"), SYSTEM, VOCABULARY, 2020)
    assert {finding.code for finding in batch.findings} & {"H203", "H204"} == codes
    assert bool([entry for entry in batch.entries if entry.year == 2020 and entry.actual.state == "value"]) is not bool(codes)


@pytest.mark.parametrize(
    ("contents", "year"),
    [
        ("1 | 市级指标表\n2 | 2019年数据（另附）", 2020), ("1 | 2018年指标完成情况\n2 | 附表", 2020), ("序号 | 名称\n3 | 2019年度统计表", 2020),
        ("2019年指标完成情况\n1 | 市级指标表", 2019),
    ],
)  # fmt: skip
def test_a_list_of_contents_is_no_title(contents: str, year: int) -> None:
    batch = understand(draw(f"== 目录\n目录\n{contents}\n== 表\n{TABLE}", "市水利局.xlsx"), SYSTEM, VOCABULARY, 2020)
    assert [entry.year for entry in batch.entries] == [year]


@pytest.mark.parametrize(
    ("date_line", "title", "asked"),
    [
        ("填报日期:2021年1月8日", "", True), ("填表时间：2021.1.12", "", True),
        ("填报日期:2020年12月28日", "", False), ("填报日期:2021年1月8日", "2020年指标完成情况", False), ("", "", False),
    ],
)  # fmt: skip
def test_last_year_and_this_year_are_asked_where_the_ledger_was_filled_in_a_year_later(date_line: str, title: str, asked: bool) -> None:
    above = "\n".join(line for line in (date_line, title) if line)
    sketch = f"{above}\n指标名称 | 去年 | 今年\n水面率 | 6.3 | 6.4" if above else "指标名称 | 去年 | 今年\n水面率 | 6.3 | 6.4"
    batch = understand(draw(sketch, "市水利局.xlsx"), SYSTEM, VOCABULARY, 2020)
    assert bool({finding.code for finding in batch.findings} & {"H203", "H204"}) == asked

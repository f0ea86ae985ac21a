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

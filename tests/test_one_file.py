"""One input becomes one batch, whatever it holds."""

import os
from pathlib import Path

import openpyxl
import pytest
from test_pipeline import write_ledger

import ecoreport as er
from ecoreport import work
from ecoreport.reading import Input

OFFICE = er.open_office()


def test_an_unreadable_file_still_tells_by_its_name_who_sent_it() -> None:
    batch = work.read_one(Input("市水利局-台账.xlsx", data=b"PK\x03\x04"), OFFICE)
    (submission,) = batch.submissions
    assert (submission.department, submission.outcome) == ("市水利局", "failed")
    assert {finding.department for finding in batch.findings} == {"市水利局"}
    (unknown,) = work.read_one(Input("市水利局和市教育局.xlsx", data=b"PK\x03\x04"), OFFICE).submissions
    assert unknown.department is None


@pytest.mark.parametrize(
    ("name", "text", "outcome"), [("填报说明.txt", "请按时报送,谢谢。", "skipped"), ("来函.txt", "我市森林覆盖率为50.5%。", "read")]
)
def test_a_text_without_columns_counts_where_it_tells_of_something(name: str, text: str, outcome: str) -> None:
    (submission,) = work.read_one(Input(name, data=text.encode()), OFFICE).submissions
    assert (submission.file, submission.outcome) == (name, outcome)


@pytest.mark.parametrize("digits", ["9" * 5_000, "九" * 5_000, "1" + "万" * 4_000])
def test_thousands_of_digits_anywhere_in_a_ledger_cost_no_file(digits: str, tmp_path: Path) -> None:
    rows = [(43, "城镇污水处理率", "%", 94.1, 95.2, 96.5, "达标", ""), (digits, digits, digits, digits, digits, digits, digits, digits)]
    write_ledger(tmp_path / "短.xlsx", "市城管局", [*rows, (digits, "森林覆盖率", "%", digits, digits, digits, digits, digits)])
    book = openpyxl.load_workbook(tmp_path / "短.xlsx")
    book.active.insert_rows(1)
    for row in (1, book.active.max_row + 1):
        for column in range(1, 9):
            book.active.cell(row, column, digits)
    book.save(tmp_path / "长.xlsx")
    (submission,) = work.read_one(Input("长.xlsx", os.fsencode(tmp_path / "长.xlsx")), OFFICE).submissions
    assert submission.outcome in ("read", "partly"), submission.message

"""填报内容 may be long: its rows are put aside as they come, and what comes out is what any other sheet would say."""

import io
from dataclasses import replace
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook
from reported import sample_report
from workbook_views import QUIET, open_book, render_workbook

from ecoreport.model import ContentRow, Report, Source
from ecoreport.rendering import workbook

pytestmark = pytest.mark.filterwarnings(QUIET)

SAID = (
    "普通一句话",
    '1 < 2 & 3 > 2，“引号”与"引号"',
    " 前后有空格 ",
    "第一行\n第二行\t制表",
    "_x0041_ 不是 A",
    "<r><t>不是格式</t></r>",
    "𠮷野家🐟",
    "=1+1",
    "http://不是链接",
)  # fmt: skip
HEAD = 4  # rows above the first
TEXT = 6  # the column of what was written


def told(*rows: str) -> Report:
    report = sample_report()
    file, url = "市水利局.xlsx", "../%E6%B0%B4.xlsx"
    lines = [
        ContentRow(Source(file, "表", f"C{n}"), "市水利局", None, (), (2020,), "value", text, "adopted") for n, text in enumerate(rows, 1)
    ]
    return replace(report, contents=tuple(lines), links={file: url})


@pytest.mark.parametrize("aside", [False, True], ids=["in memory", "by way of files"])
def test_every_text_comes_out_as_it_was_whoever_reads_it(aside: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_LONG", 0 if aside else 10**9)
    data = render_workbook(told(*SAID))
    sheet = open_book(data)["填报内容"]
    read = [sheet.cell(row, TEXT) for row in range(HEAD + 1, HEAD + 1 + len(SAID))]
    assert [cell.value.replace("_x005F", "") for cell in read] == [*SAID]  # which openpyxl undoes in the list of texts alone
    assert {cell.data_type for cell in read} == {"s"}  # =1+1 is words
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("填报内容").to_python(skip_empty_area=False)
    assert [row[TEXT - 1] for row in rows[HEAD : HEAD + len(SAID)]] == [*SAID]


def test_rows_lead_to_their_cells_and_a_file_is_named_once() -> None:
    data = render_workbook(told(*map(str, range(50))))
    sheet = open_book(data)["填报内容"]
    links = [cell.hyperlink for row in sheet.iter_rows(min_row=HEAD + 1) for cell in row if cell.hyperlink]
    assert {(link.target, link.location) for link in links} == {("../%E6%B0%B4.xlsx", f"'表'!C{n}") for n in range(1, 51)}
    with ZipFile(io.BytesIO(data)) as parts:
        (sheet,) = (name for name in parts.namelist() if b"inlineStr" in parts.read(name))
        relations = parts.read(sheet.replace("worksheets/", "worksheets/_rels/") + ".rels").decode()
    assert relations.count("%E6%B0%B4") == 1


def test_no_more_links_are_written_than_a_sheet_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook.book, "_MOST_LINKS", 5)
    sheet = open_book(render_workbook(told(*map(str, range(20)))))["填报内容"]
    cells = [row[10] for row in sheet.iter_rows(min_row=HEAD + 1, max_row=HEAD + 20)]
    assert sum(cell.hyperlink is not None for cell in cells) == 4  # and the one that leads back
    assert [cell.value for cell in cells] == [f"C{n}" for n in range(1, 21)]


def test_a_long_workbook_is_the_same_bytes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_LONG", 0)
    assert render_workbook(told(*SAID)) == render_workbook(told(*SAID))


def test_a_table_without_rows_says_so() -> None:
    assert open_book(render_workbook(told()))["填报内容"].cell(HEAD + 1, 1).value

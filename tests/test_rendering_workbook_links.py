"""汇总表.xlsx: from every number to where it comes from, and back; a clerk's questions in at most two clicks."""

import pytest
import reported
from workbook_views import QUIET, book_of, column, find, follow, formulas_of, headings, links, open_book, render_workbook

pytestmark = pytest.mark.filterwarnings(QUIET)

# ---- links: to the source and back ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["sample_report", "empty_report", "one_department_report", "longest_report"])
def test_the_target_of_every_link_exists(name):
    book = book_of(name)
    places = links(book)
    assert len(places) > 100
    for cell in places:
        target = follow(book, cell)
        assert target.row <= target.parent.max_row, (cell.parent.title, cell.coordinate, cell.hyperlink.location)


def test_every_number_of_the_indicators_leads_to_its_lineage_row_and_that_row_leads_back():
    book = book_of("sample_report")
    sheet, lineage = book["指标完成情况"], book["数据溯源"]
    subjects = headings(lineage)["事项"]
    ids = [cell.value for cell in column(sheet, "编号")]
    for heading, year in (("2018年", 2018), ("2019年", 2019), ("2020年完成值", 2020)):
        for item, cell in zip(ids, column(sheet, heading), strict=True):
            if not isinstance(cell.value, int | float):
                continue
            row = lineage[cell.hyperlink.location.rpartition("!")[2]].row
            assert lineage.cell(row, subjects).value == item
            assert lineage.cell(row, headings(lineage)["年份"]).value == year
            assert float(lineage.cell(row, headings(lineage)["采用"]).value) == cell.value
            back = lineage.cell(row, subjects).hyperlink.location
            assert back.startswith("'指标完成情况'!") and back.endswith(str(cell.row))


def test_every_count_on_the_overview_is_live():
    """A count's lineage is its formula: it names the rows that it counts."""
    values, formulas = book_of("sample_report")["总览"], formulas_of("sample_report")["总览"]
    for row in values.iter_rows(max_col=9):
        for cell in row:
            if isinstance(cell.value, int | float) and cell.column != 3:  # column C says out of how many
                assert str(formulas[cell.coordinate].value).startswith("="), cell.coordinate


def test_beyond_the_most_links_of_a_sheet_the_cells_are_plain(monkeypatch):
    """Excel refuses a file with more; XlsxWriter would only warn."""
    monkeypatch.setattr("ecoreport.rendering.workbook.book._MOST_LINKS", 60)
    book = open_book(render_workbook(reported.small_report()))
    for sheet in book.worksheets:
        assert sum(cell.hyperlink is not None for row in sheet.iter_rows() for cell in row) <= 60
    cells = column(book["指标完成情况"], "牵头单位")
    assert cells[0].hyperlink and not cells[-1].hyperlink and cells[-1].value


def test_rows_that_a_sheet_cannot_hold_are_counted_in_its_last_row(monkeypatch):
    monkeypatch.setattr("ecoreport.rendering.workbook.table._MOST_ROWS", 5)
    sheet = open_book(render_workbook(reported.small_report()))["数据溯源"]
    left = len(reported.small_report().lineage) - 4
    assert sheet.max_row == 9 and sheet["A9"].value.startswith(f"另有{left}行")


# ---- a clerk's questions, in at most two clicks from 总览 ---------------------------------------------


def test_who_has_not_sent():
    book = book_of("sample_report")
    target = follow(book, find(book["总览"], "责任单位已报送"))
    assert target.parent.title == "单位报送情况" and target.value in ("● 已报送", "□ 未报送")


def test_why_an_item_is_undecided():
    book = book_of("sample_report")
    row = find(book["总览"], "分项指标（68项）").row
    sheet = follow(book, book["总览"].cell(row, 4)).parent
    line = next(cell.row for cell in column(sheet, "编号") if cell.value == "15.1")
    assert sheet.cell(line, headings(sheet)["缺少的数据或依据"]).value == "全省平均变化幅度"


def test_where_a_number_comes_from():
    book = book_of("sample_report")
    sheet = follow(book, find(book["总览"], "指标完成情况")).parent
    cell = next(cell for cell in column(sheet, "2020年完成值") if isinstance(cell.value, float))
    row = follow(book, cell).row
    assert float(book["数据溯源"].cell(row, headings(book["数据溯源"])["采用"]).value) == cell.value


def test_what_one_department_must_correct():
    book = book_of("sample_report")
    sheet = follow(book, find(book["总览"], "单位报送情况")).parent
    row = find(sheet, "市资源规划局").row
    target = follow(book, sheet.cell(row, headings(sheet)["错误"]))
    assert target.parent.title == "问题清单"
    assert target.parent.cell(target.row, headings(target.parent)["责任单位"]).value == "市资源规划局"


def test_what_got_worse_than_last_year():
    book = book_of("sample_report")
    count = find(book["总览"], "较上年变差的指标")
    target = follow(book, book["总览"].cell(count.row + 1, count.column))
    worse = [cell for cell in column(target.parent, "趋势") if cell.value == "▲ 变差"]
    assert target.parent.title == "三年趋势" and target.row == worse[0].row
    assert book["总览"].cell(count.row + 1, count.column).value == len(worse)

"""汇总表.xlsx on paper: what is printed, how large, and where the pages end; a whole workbook of LibreOffice's is in test_sample_inputs."""

import itertools
import re

import pytest
from openpyxl.utils.cell import range_boundaries
from workbook_views import QUIET, book_of, headings

from ecoreport.language.widths import fold
from ecoreport.rendering.workbook.layout import Column, SheetLayout
from ecoreport.rendering.workbook.printing import Paper, find_breaks

pytestmark = pytest.mark.filterwarnings(QUIET)

SCREEN = {"责任清单", "口径说明", "填报内容", "数据溯源"}  # what nobody signs
EMPTY = {"待补清单", "已销号", "本轮变化", "核定与豁免", "县区情况"}
LAST = {  # the heading of the last column that is printed
    "指标完成情况": "牵头单位", "未达标与待定": "牵头单位", "重点任务": "下一步措施", "主要任务": "牵头单位", "单位报送情况": "提示", "问题清单": "备注",
    "填报冲突": "处理", "三年趋势": None, "佐证材料": "是否找到", "报送文件": "未识别", "未识别内容": "内容",
}  # fmt: skip
ROOM = {(8, "landscape"): 1190 - 72, (9, "landscape"): 842 - 72, (9, "portrait"): 595 - 72}  # points inside the margins
NARROW = SheetLayout("indicators", "表", "表", "", "A3", True, (Column("id", "编号", 20),), None, {})
DIGITS = (8, 9)  # pixels of a digit by which columns are as wide: of 宋体, and of what stands in for it where that is missing


def printed(sheet):
    """Give the first and last column and row that are printed."""
    return range_boundaries(sheet.print_area.rpartition("!")[2].replace("$", ""))


def scale(sheet, digit: int) -> float:
    """Give the scale at which the printed columns fit the width of the paper."""
    first, _, last, _ = printed(sheet)
    widths = []
    for dimension in sheet.column_dimensions.values():  # one may stand for several columns that are as wide
        if dimension.min is None:  # asked for by another test, not set in the file
            continue
        widths += [dimension.width - 0.625] * (min(dimension.max, last) - max(dimension.min, first) + 1)
    needed = sum(digit * width + 5 for width in widths) * 0.75
    return min(1.0, ROOM[sheet.page_setup.paperSize, sheet.page_setup.orientation] / needed)


@pytest.mark.parametrize("title", ["总览", *(title for title in LAST if title != "三年趋势")])
@pytest.mark.parametrize("digit", DIGITS)
def test_what_is_printed_can_be_read(title: str, digit: int) -> None:
    sheet = book_of("sample_report")[title]
    first, top, last, bottom = printed(sheet)
    sizes = {
        cell.font.sz
        for row in sheet.iter_rows(top, bottom, first, last)
        for cell in row
        if cell.value is not None and fold(str(cell.value))
    }
    assert min(sizes) * scale(sheet, digit) >= 8


def test_the_print_area_covers_the_table_from_its_title_to_its_last_row_and_printed_column() -> None:
    book = book_of("sample_report")
    for title, heading in LAST.items():
        sheet = book[title]
        first, top, last, bottom = printed(sheet)
        assert (first, top) == (1, 2), title
        assert sheet.cell(2, 1).value and sheet.cell(4, 1).value
        assert bottom >= max(row for row in range(5, sheet.max_row + 1) if any(cell.value is not None for cell in sheet[row])), title
        if heading:
            assert last == headings(sheet)[heading], title
            assert {str(area) for area in sheet.merged_cells.ranges if area.min_row in (2, 3) and area.max_col != last} == set()


def test_what_is_for_the_screen_and_what_is_empty_prints_nothing() -> None:
    book = book_of("sample_report")
    for title in SCREEN | EMPTY:
        sheet = book[title]
        first, top, last, bottom = printed(sheet)
        assert [cell.value for row in sheet.iter_rows(top, bottom, first, last) for cell in row] == [None], title
        assert sheet.sheet_state == "visible"
        assert (title in SCREEN) == ("不打印" in sheet.cell(3, 1).value)
        assert (title in EMPTY) == (sheet.cell(5, 1).value == "本表无内容。")


def test_no_number_of_persons_and_no_digest_of_files_is_printed() -> None:
    for sheet in book_of("sample_report").worksheets:
        if sheet.print_area:
            first, top, last, bottom = printed(sheet)
            shown = [str(cell.value) for row in sheet.iter_rows(top, bottom, first, last) for cell in row if cell.value is not None]
            assert not [text for text in shown if re.search(r"\b[0-9a-f]{64}\b|\b1\d{10}\b|\b0\d{2,3}-\d{7,8}\b", text)], sheet.title


def test_the_chart_area_of_the_trends_is_printed_whole() -> None:
    sheet = book_of("sample_report")["三年趋势"]
    _, _, last, bottom = printed(sheet)
    assert sheet._charts
    for chart in sheet._charts:
        assert chart.anchor.to.col < last and chart.anchor.to.row < bottom


# ---- where pages end ----------------------------------------------------------------------------------


def test_a_page_ends_with_a_group_unless_it_would_stay_half_empty() -> None:
    for name in ("whole_report", "longest_report"):
        sheet = book_of(name)["指标完成情况"]
        heights = [sheet.row_dimensions[row].height or 0 for row in range(2, sheet.max_row + 1)]
        breaks = [each.id for each in sheet.row_breaks.brk]
        edges = [0, *(row - 1 for row in breaks), len(heights)]
        pages = [sum(heights[first:last]) * scale(sheet, 8) for first, last in itertools.pairwise(edges)]
        assert breaks and max(pages) < 842 - 90
        assert min(pages[:-1]) > 0.65 * (842 - 90), "no page is left half empty without need"


@pytest.mark.parametrize(
    ("heights", "starts", "breaks"),
    [
        ([100] * 9, [0, 6], [6]),  # the second group fits on the next page, and the first fills its own well
        ([100] * 9, [0, 2], [6]),  # for its sake the page would be half empty: it is split
        ([100] * 9, [0], [6]),
        ([90] * 20, [0, 6, 13], [6, 13]),
        ([100] * 3, [0], []),
        ([2_000, 2_000], [0, 1], [1]),  # rows taller than a page have each its own
        ([100] * 9, [], []),  # nothing stands together: the programs break pages themselves
    ],
)
def test_pages_end_where_groups_do_as_far_as_that_goes(heights, starts, breaks) -> None:
    assert [row - 4 for row in find_breaks(NARROW, Paper("A3", landscape=True, columns=1), heights, starts)] == breaks


def test_what_is_merged_over_a_page_break_is_written_anew_on_the_next_page() -> None:
    sheet = book_of("whole_report")["重点任务"]
    breaks = [each.id + 1 for each in sheet.row_breaks.brk]
    assert breaks
    for row in breaks:
        assert sheet.cell(row, headings(sheet)["领域"]).value, "each page names its domain"

"""县区情况 shows what counties say of themselves beside the city's value; none of it stands where the city's results do."""

from dataclasses import replace

import pytest
from documents import all_text, render_document
from scoped import entry, report_of
from workbook_views import QUIET, column, find, follow, headings, open_book, read_memory, render_workbook

from ecoreport.model import Figure, Report, Source
from ecoreport.system import load_system

pytestmark = pytest.mark.filterwarnings(QUIET)

TITLE = "县区情况"


def county(item: str, value: str, region: str, cell: str, year: int = 2020):
    return entry(item, value, cell, year, department=None, file=f"{region}.xlsx", region=region)


@pytest.fixture(scope="module")
def report() -> Report:
    words = replace(
        county("1", "0", "普陀区", "C9"), actual=Figure("value", "已制定实施", Source("普陀区.xlsx", "表", "C9"), text="已制定实施")
    )
    return report_of(
        entry("42", "96", "C3"), county("42", "87.125", "普陀区", "C3"), county("42", "81.375", "普陀区", "D3", 2019),
        county("7", "99.875", "定海区", "C4"), county("14.1", "93.625", "定海区", "C5"), county("42", "99.5", "鄞州区", "C3"), words,
    )  # fmt: skip


@pytest.fixture(scope="module")
def book(report: Report):
    return open_book(render_workbook(report))


def test_three_columns_a_region_in_the_plans_order(book) -> None:
    assert list(headings(book[TITLE])) == [
        "编号", "指标", "单位", "指标值", "全市完成值", "全市判定", "全市依据",
        "定海区", "定海区判定", "定海区依据", "普陀区", "普陀区判定", "普陀区依据", "鄞州区", "鄞州区判定", "鄞州区依据",
    ]  # fmt: skip


def test_only_items_that_some_region_reported_with_value_verdict_and_ground(book) -> None:
    sheet = book[TITLE]
    told = {cell.value: [column(sheet, name)[cell.row - 5].value for name in list(headings(sheet))[4:]] for cell in column(sheet, "编号")}
    none = ["—"] * 3
    assert told == {
        "1": ["—", "□ 未填报", None, *none, "已制定实施", "● 达标", None, *none],
        "7": ["—", "□ 未填报", None, 99.875, "▲ 未达标", None, *none, *none],
        "14.1": ["—", "□ 未填报", None, 93.625, "◆ 待定", None, *none, *none],
        "42": [96, "● 达标", None, *none, 87.125, "▲ 未达标", None, 99.5, "● 达标", None],
    }


def test_a_value_leads_to_its_row_among_the_contents(book) -> None:
    cell = find(book[TITLE], 87.125)
    row = follow(book, cell).row
    contents = book["填报内容"]
    assert [column(contents, name)[row - 5].value for name in ("文件", "单元格", "原样")] == ["普陀区.xlsx", "C3", "87.125"]
    assert follow(book, find(book[TITLE], "已制定实施")).row != row


def test_the_note_names_the_plans_regions_that_said_nothing(book) -> None:
    note = book[TITLE]["A3"].value
    assert note.endswith("没有填报的县（区）、功能区：岱山县、嵊泗县、六横管委会、新城。")


def test_verdicts_and_grounds_have_their_colours(book) -> None:
    coloured = {str(area.sqref) for area in book[TITLE].conditional_formatting}
    letters = [cell.column_letter for cell in book[TITLE][4] if str(cell.value).endswith(("判定", "依据"))]
    assert {f"{letter}5:{letter}8" for letter in letters} == coloured


def test_many_regions_print_on_pages_beside_one_another_each_with_the_items_names() -> None:
    names = [region.name for region in load_system().regions]
    book = open_book(render_workbook(report_of(*(county("42", "90", name, "C3") for name in names))))
    sheet = book[TITLE]
    assert len(names) >= 6
    assert (sheet.page_setup.fitToWidth, sheet.print_title_cols) == (2, "$A:$B")
    title = next(area for area in sheet.merged_cells.ranges if area.min_row == 2)
    assert 6 < title.max_col < sheet.max_column, "the title stands on the first page"


def test_without_regions_it_says_so() -> None:
    sheet = open_book(render_workbook(report_of(entry("42", "96", "C3"))))[TITLE]
    assert list(headings(sheet)) == ["编号", "指标", "单位", "指标值", "全市完成值", "全市判定", "全市依据"]
    assert find(sheet, "本表无内容。").coordinate == "A5"


def test_later_rounds_know_the_columns_of_each_region(book) -> None:
    fields = [row["field"] for row in read_memory(book)["sheet"] if row["key"] == "regions"]
    kinds = ("region_value", "region_status", "region_standing")
    assert fields[7:] == [f"{kind}·{region}" for region in ("定海区", "普陀区", "鄞州区") for kind in kinds]


OF_REGIONS = ("87.125", "81.375", "99.875", "93.625", "99.5")


@pytest.mark.parametrize("title", ["指标完成情况", "未达标与待定", "三年趋势", "数据溯源", "填报冲突", "口径说明", "主要任务", "总览"])
def test_no_number_of_a_region_stands_among_the_citys(title: str, book) -> None:
    shown = {str(value) for row in book[title].iter_rows(values_only=True) for value in row if value is not None}
    assert shown.isdisjoint(OF_REGIONS)


def test_no_number_of_a_region_stands_in_the_report(report: Report) -> None:
    told = all_text(render_document(report))
    assert [number for number in OF_REGIONS if number in told] == []


LEFT_OUT = [
    {"elsewhere": "宁波市"},
    {"kind": "plan"},
    {"kind": "points"},
    {"kind": "average"},
    {"kind": "example"},
    {"region": "普陀区", "part": "上半年"},
]


def test_what_is_left_out_stands_among_the_contents_alone() -> None:
    told = [(year, scope) for scope in LEFT_OUT for year in (2019, 2020)]
    left = [entry("42", f"87.{number}25", f"D{number}", year, **scope) for number, (year, scope) in enumerate(told, 11)]
    report = report_of(entry("42", "96", "C3"), *left)
    numbers = {each.actual.raw for each in left}
    places = {
        (sheet.title, str(value))
        for sheet in open_book(render_workbook(report)).worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if str(value) in numbers
    }
    assert places == {("填报内容", number) for number in numbers}
    document = all_text(render_document(report))
    assert [number for number in numbers if number in document] == []

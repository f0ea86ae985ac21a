"""汇总表.xlsx, seen from outside: what stands in it, and that every program reads the same."""

import dataclasses
import io
import tomllib
import zipfile
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
import reported
from python_calamine import CalamineWorkbook
from workbook_views import (
    MAIN,
    QUIET,
    book_of,
    column,
    draw,
    find,
    formulas_of,
    headings,
    open_book,
    read_memory,
    render_workbook,
)

from ecoreport.model import Drafted
from ecoreport.outputs import write_workbook
from ecoreport.rounds.values import FIELD_NAMES
from ecoreport.templates import SHIPPED

pytestmark = pytest.mark.filterwarnings(QUIET)

PROMISED = ("总览", "指标完成情况", "重点任务", "单位报送情况", "问题清单", "数据溯源", "未识别内容")


def test_the_promised_sheets_are_there_and_the_memory_is_hidden():
    book = book_of("sample_report")
    assert set(PROMISED) <= set(book.sheetnames)
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"] == ["_ecoreport"]


def test_the_same_report_gives_the_same_bytes():
    assert render_workbook(reported.sample_report()) == draw("sample_report")


def test_the_document_is_dated_by_the_report_and_not_by_a_clock():
    assert book_of("sample_report").properties.created.date() == reported.sample_report().as_of
    assert book_of("sample_report").properties.modified.date() == reported.sample_report().as_of


def test_the_file_is_published_whole_and_its_path_returned(tmp_path):
    path = write_workbook(dataclasses.replace(reported.sample_report(), paper=Drafted(b"")), tmp_path / "汇总表.xlsx")
    assert path.read_bytes() == draw("sample_report")
    assert [each.name for each in tmp_path.iterdir()] == ["汇总表.xlsx"]


@pytest.mark.parametrize("name", ["sample_report", "empty_report", "one_department_report", "longest_report"])
def test_openpyxl_and_calamine_read_the_same_values(name):
    ours = book_of(name)
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(draw(name)))
    for sheet in ours.worksheets:
        rows = theirs.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        for row in sheet.iter_rows():
            for cell in row:
                line = rows[cell.row - 1] if cell.row <= len(rows) else []
                other = line[cell.column - 1] if cell.column <= len(line) else ""
                assert same(cell.value, other), (sheet.title, cell.coordinate, cell.value, other)


def same(ours, theirs) -> bool:
    if ours is None:
        return theirs == ""
    if hasattr(ours, "date") and not hasattr(theirs, "hour"):
        return ours.date() == theirs
    return ours == theirs


# ---- 指标完成情况 ------------------------------------------------------------------------------


def test_there_is_one_row_for_each_of_the_68_items_and_every_group_is_merged():
    sheet = book_of("sample_report")["指标完成情况"]
    system = reported.sample_report().system
    assert [cell.value for cell in column(sheet, "编号")] == [item.id for item in system.items]
    merged = [str(area) for area in sheet.merged_cells.ranges if area.min_col == headings(sheet)["任务"] and area.min_row > 4]
    assert len(merged) == len(system.groups)


def test_numbers_are_numbers_with_the_decimals_that_were_reported():
    sheet = book_of("sample_report")["指标完成情况"]
    for result, cell in zip(reported.sample_report().items, column(sheet, "2020年完成值"), strict=True):
        value = result.assessment.value
        if value is not None:
            decimals = max(0, -value.as_tuple().exponent)
            assert cell.value == float(value)
            assert cell.number_format == ("0." + "0" * decimals if decimals else "0")


def test_a_number_too_long_for_a_cell_is_written_as_text_and_never_rounded():
    report = reported.sample_report()
    long = Decimal("1234567.8901234567890")
    first = next(r for r in report.items if r.assessment.value is not None)
    swap = {first.item.id: dataclasses.replace(first, assessment=dataclasses.replace(first.assessment, value=long))}
    indicators = tuple(dataclasses.replace(i, items=tuple(swap.get(r.item.id, r) for r in i.items)) for i in report.indicators)
    sheet = open_book(render_workbook(dataclasses.replace(report, indicators=indicators)))["指标完成情况"]
    assert str(long) in [cell.value for cell in column(sheet, "2020年完成值")]


def test_a_verdict_by_one_bound_is_a_formula_and_every_other_one_a_word():
    live = {cell.row: cell.value for cell in column(formulas_of("sample_report")["指标完成情况"], "判定")}
    stored = {cell.row: cell.value for cell in column(book_of("sample_report")["指标完成情况"], "判定")}
    words = sample_words("status")
    for row, result in enumerate(reported.sample_report().items, 5):
        assert stored[row] == words[result.status]
        formula = str(live[row])
        if formula.startswith("="):
            assert result.status in ("met", "not_met") and result.assessment.value is not None
    assert sum(str(value).startswith("=IF(ISNUMBER(") for value in live.values()) > 10


def sample_words(table: str) -> dict[str, str]:
    return tomllib.loads(SHIPPED.path("workbook.toml").read_text(encoding="utf-8"))["words"][table]


# ---- 总览 ---------------------------------------------------------------------------------------


def test_no_rate_is_given_where_more_than_a_fifth_is_unreported():
    sheet = book_of("one_department_report")["总览"]
    rates = {row[0].value: row[8].value for row in sheet.iter_rows() if row[0].value and row[8].value is not None}
    assert rates["分项指标（68项）"].startswith("— 未填报")
    assert not any(isinstance(rate, float) for name, rate in rates.items() if name.startswith("(一)"))


def test_the_overview_names_who_has_not_sent():
    words = "".join(str(cell.value) for row in book_of("sample_report")["总览"].iter_rows() for cell in row if cell.value)
    missing = [result.name for result in reported.sample_report().departments if not result.submitted]
    assert missing and all(name in words for name in missing)


def test_the_overview_is_a_page_to_be_signed_and_one_of_three_charts():
    with zipfile.ZipFile(io.BytesIO(draw("sample_report"))) as package:
        root = ET.fromstring(package.read("xl/worksheets/sheet1.xml"))
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        titles = "".join(package.read(name).decode() for name in charts)
    setup = root.find(f"{MAIN}pageSetup").attrib
    assert root.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr").attrib["fitToPage"] == "1"
    assert (setup["paperSize"], setup["fitToHeight"], setup["orientation"]) == ("9", "0", "portrait")
    sheet = book_of("sample_report")["总览"]
    signed = next(row[0].row for row in sheet.iter_rows(max_col=1) if str(row[0].value).startswith("制表："))
    links = find(sheet, "各表目录（不打印）").row
    (end,) = (each.id for each in sheet.row_breaks.brk)
    assert signed < end < find(sheet, "六、图示").row
    assert sheet.print_area.endswith(f"$I${links - 1}")
    heights = [sheet.row_dimensions[row].height or 15 for row in range(1, links)]
    widest = sum(sheet.column_dimensions[letter].width * 8 for letter in "ABCDEFGHI") * 0.75  # points
    assert all(sum(heights[first:last]) * (595 - 72) / widest < 842 - 90 for first, last in ((0, end), (end, links - 1)))
    assert all(title in titles for title in ("各任务指标判定情况", "重点任务状态", "待处理问题", "项数（项）"))


# ---- people's columns, protection, memory ----------------------------------------------------------


def test_people_may_write_in_their_columns_and_nowhere_else():
    sheet = book_of("sample_report")["问题清单"]
    assert sheet.protection.sheet and not sheet.protection.password
    for heading, number in headings(sheet).items():
        locked = {sheet.cell(row, number).protection.locked for row in range(5, sheet.max_row + 1)}
        assert locked == {heading not in FIELD_NAMES.values()}, heading


def test_the_findings_of_one_department_stand_together_behind_one_link():
    book = book_of("sample_report")
    names = [cell.value for cell in column(book["问题清单"], "责任单位")]
    assert names == [name for n, name in enumerate(names) for _ in [0] if n == 0 or name == names[n - 1] or name not in names[:n]]
    for cell in column(book["单位报送情况"], "错误"):
        if cell.value:
            row = book["问题清单"][cell.hyperlink.location.rpartition("!")[2]].row
            assert book["问题清单"].cell(row, headings(book["问题清单"])["责任单位"]).value == book["单位报送情况"].cell(cell.row, 1).value


def test_the_hidden_sheet_tells_where_people_wrote():
    memory = read_memory(book_of("sample_report"))
    place = {row["field"]: row for row in memory["sheet"] if row["key"] == "findings"}
    sheet = book_of("sample_report")[place["person"]["title"]]
    assert sheet[f"{place['person']['column']}{place['person']['header_row']}"].value == "责任人"
    assert sheet[f"{place['id']['column']}{place['id']['first_row']}"].value in {
        finding.id for finding in reported.sample_report().findings
    }

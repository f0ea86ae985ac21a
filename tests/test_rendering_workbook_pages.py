"""汇总表.xlsx where a report is unusual: nothing came, everything came, names and texts that fill pages, days outside the plan."""

import dataclasses
import json
import re
import tomllib
from datetime import date
from decimal import Decimal

import pytest
import reported
from workbook_views import QUIET, book_of, column, find, follow, headings, open_book, render_workbook

from ecoreport.language.widths import width
from ecoreport.model import CellCount, DefinitionNote, EvidenceFile, Report, Source, UnusedCell, UnusedCells, column_letters
from ecoreport.model.rounds import Typed, TypedCell
from ecoreport.rendering.result import render_result
from ecoreport.rendering.workbook.content import count_decimals, fits_a_float, quote_words
from ecoreport.templates import SHIPPED

LAYOUT = tomllib.loads(SHIPPED.path("workbook.toml").read_text("utf-8"))
pytestmark = pytest.mark.filterwarnings(QUIET)


def drawn(report: Report):
    return open_book(render_workbook(report))


def words_of(sheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def small(*rows: dict[str, str], **told: object) -> Report:
    """Give the small report, with more rows in its ledgers or with fields of its own."""
    report = reported.small_report()
    if rows:
        report = reported.report_of((*reported.rows_of(reported.SMALL_PLAN), *rows), reported.SMALL_PLAN, rules=reported.FEW_RULES)
    return dataclasses.replace(report, **told)


# ---- 总览 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("2018-12-31", ["2018-12-31不在方案所列各阶段之内。", "下一阶段：省级启动阶段，2019-01-01开始，还有1天。"]),
        (
            "2019-06-30",
            [
                "当前阶段：省级启动阶段（2019-01-01至2019-12-31），距阶段结束还有184天。",
                "下一阶段：省级创建阶段，2020-01-01开始，还有185天。",
            ],
        ),
        ("2030-01-01", ["2030-01-01不在方案所列各阶段之内。"]),
    ],
)
def test_the_overview_says_where_the_plan_stands_on_the_reports_day(as_of: str, told: list[str]) -> None:
    assert drawn(small({"kind": "as_of", "text": as_of}))["总览"]["A3"].value.split("\n") == told


def test_names_that_do_not_fit_beside_the_numbers_end_with_a_word_that_says_so() -> None:
    book = book_of("empty_report")
    told = next(cell.value for row in book["总览"].iter_rows() for cell in row if str(cell.value).startswith("未报送单位"))
    report = reported.empty_report()
    names = re.fullmatch(r"未报送单位（34家）：(.+)等", told)[1]
    assert len(report.departments) == 34
    assert "、".join(result.name for result in report.departments).startswith(names)
    assert 205 < width(names) <= 220


def test_a_department_whose_file_could_not_be_read_is_not_called_missing() -> None:
    name = next(result.name for result in small().departments if not result.submitted)
    book = drawn(small({"kind": "file", "file": f"{name}/台账.docx", "outcome": "failed"}))
    told = next(cell.value for row in book["总览"].iter_rows() for cell in row if "未能读取的单位" in str(cell.value))
    unread, missing = told.split("\n")
    assert unread == f"已报送、文件未能读取的单位（1家）：{name}"
    assert missing.startswith("未报送单位（") and name not in missing
    assert "▲ 已报送，未能读取" in words_of(book["单位报送情况"])


def test_where_everybody_sent_something_the_overview_says_so() -> None:
    report = small()
    sent = tuple(dataclasses.replace(result, submitted=True) for result in report.departments)
    assert "责任单位均已报送。" in words_of(drawn(dataclasses.replace(report, departments=sent))["总览"])


def test_a_plan_without_tasks_items_or_departments_has_its_sheets_and_says_that_they_are_empty() -> None:
    report = small(
        indicators=(),
        tasks=(),
        main_tasks=(),
        departments=(),
        findings=(),
        lineage=(),
        submissions=(),
        conflicts=(),
        evidence=(),
        unused=(),
    )
    book = drawn(report)
    for title in (
        "指标完成情况",
        "重点任务",
        "主要任务",
        "单位报送情况",
        "责任清单",
        "问题清单",
        "三年趋势",
        "佐证材料",
        "数据溯源",
        "报送文件",
    ):
        assert book[title]["A5"].value == "本表无内容。", title
    assert [row[3].value for row in book["总览"].iter_rows(min_row=6, max_row=9)] == ["—"] * 4


def test_a_rate_is_withheld_where_more_than_a_fifth_is_unreported_and_given_at_a_fifth() -> None:
    def rates(unreported: int):
        five = [result for result in reported.sample_report().items if result.status == "met"][:5]
        blank = [
            dataclasses.replace(each, assessment=dataclasses.replace(each.assessment, status="not_reported")) for each in five[:unreported]
        ]
        indicator = dataclasses.replace(reported.sample_report().indicators[0], items=(*blank, *five[unreported:]))
        sheet = drawn(small(indicators=(indicator,), departments=()))["总览"]
        return {row[0].value: row[8].value for row in sheet.iter_rows() if row[0].value}["分项指标（5项）"]

    assert (rates(0), rates(1), rates(2)) == (1, 0.8, "— 未填报2/5")


def test_what_does_not_apply_is_left_out_of_the_rate() -> None:
    sheet = book_of("small_report")["总览"]
    items = len(reported.small_report().items)
    counts = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(max_col=9) if row[0].value}[f"分项指标（{items}项）"]
    assert (counts[4], counts[6]) == (1, items)
    assert counts[8] == counts[1] / (items - 1)


# ---- trends --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "direction", "now", "last", "word", "change"),
    [
        ("17", "up", "78.3", "78.9", "▲ 变差", Decimal("-0.6")),
        ("17", "up", "78.9", "78.3", "● 好转", Decimal("0.6")),
        ("14.2", "down", "17", "20", "● 好转", Decimal(-3)),
        ("14.2", "down", "20", "17.0", "▲ 变差", Decimal("3.0")),
        ("14.2", "down", "20", "20.0", "○ 持平", Decimal("0.0")),
        ("17", None, "78.3", "78.9", "↓ 下降", Decimal("-0.6")),
        ("17", None, "78.9", "78.3", "↑ 上升", Decimal("0.6")),
    ],
)
def test_a_trend_is_told_by_which_way_is_better(subject, direction, now, last, word, change) -> None:
    department = next(item.lead_department for item in reported.PLAN.items if item.id == subject)
    rows = [
        {"subject": subject, "department": department, "actual": now},
        {"subject": subject, "department": department, "actual": last, "year": "2019"},
    ]
    report = reported.report_of(rows, reported.SMALL_PLAN, rules=())
    items = [
        dataclasses.replace(each, item=dataclasses.replace(each.item, direction=direction)) if each.item.id == subject else each
        for each in report.items
    ]
    indicators = tuple(
        dataclasses.replace(indicator, items=tuple(each for each in items if each.item.no == indicator.no))
        for indicator in report.indicators
    )
    sheet = drawn(dataclasses.replace(report, indicators=indicators))["三年趋势"]
    line = next(cell.row for cell in column(sheet, "编号") if cell.value == subject)
    assert sheet.cell(line, headings(sheet)["趋势"]).value == word
    shown = sheet.cell(line, headings(sheet)["较上年变化"])
    assert (shown.value, shown.number_format.split(";")[0]) == (
        float(change),
        f"+0.{'0' * count_decimals(change)}" if count_decimals(change) else "+0",
    )


def test_there_is_no_trend_without_both_years() -> None:
    sheet = book_of("small_report")["三年趋势"]
    told = {cell.value: sheet.cell(cell.row, headings(sheet)["趋势"]).value for cell in column(sheet, "编号")}
    assert (told["45"], told["30"], told["31"]) == ("—", "—", "—")


# ---- tables --------------------------------------------------------------------------------------


def test_a_group_begins_anew_where_its_name_comes_back_after_another() -> None:
    report = small()
    first, second = report.indicators[0], next(each for each in report.indicators if each.group != report.indicators[0].group)
    sheet = drawn(dataclasses.replace(report, indicators=(first, second, first), departments=()))["指标完成情况"]
    assert [sheet.cell(row, headings(sheet)["任务"]).value for row in (5, 5 + len(first.items), 5 + len(first.items) + len(second.items))] == [
        first.group, second.group, first.group,
    ]  # fmt: skip


def test_a_long_text_makes_its_row_taller_and_none_taller_than_a_sheet_allows() -> None:
    sheet = book_of("small_report")["指标完成情况"]
    reasons = headings(sheet)["2020年完成值"]
    tall = next(row for row in range(5, sheet.max_row + 1) if sheet.cell(row, reasons).value == reported.LONG_WORDS)
    others = [sheet.row_dimensions[row].height for row in range(5, sheet.max_row + 1) if row != tall]
    assert sheet.row_dimensions[tall].height > max(others)
    report = small()
    finding = dataclasses.replace(report.findings[0], message="很长" * 2000)
    sheet = drawn(dataclasses.replace(report, findings=(finding,)))["问题清单"]
    assert sheet.row_dimensions[5].height == 408.75  # pixels are whole


def test_the_filter_begins_beside_what_is_merged_downwards() -> None:
    assert book_of("small_report")["指标完成情况"].auto_filter.ref.startswith("E4:")
    assert book_of("small_report")["问题清单"].auto_filter.ref.startswith("A4:")


# ---- findings, conflicts, tasks, evidence ----------------------------------------------------------


def test_findings_stand_by_department_in_the_plans_order_then_by_gravity_then_by_item() -> None:
    report = reported.sample_report()
    sheet = book_of("sample_report")["问题清单"]
    order = {result.name: number for number, result in enumerate(report.departments)}
    grave = {"▲ 错误": 0, "◆ 需核实": 1, "○ 提示": 2}
    items = {result.item.id: number for number, result in enumerate(report.items)}
    ranks = [
        (order.get(department.value, 99), grave[severity.value], items.get(subject.value, 999))
        for department, severity, subject in zip(column(sheet, "责任单位"), column(sheet, "程度"), column(sheet, "事项"), strict=True)
    ]
    together = [row for row in range(5, sheet.max_row + 1) if sheet.row_dimensions[row].hidden]
    own = ranks[: min(together) - 6]  # the line that tells those of others stands before them
    assert own == sorted(own) and len(own) > 50
    assert len(ranks) == len(report.findings)


def test_what_is_only_noticed_of_many_departments_is_one_line_with_all_of_them() -> None:
    """Their own rows are there and hidden: what people type beside each is its own, and every count is live."""
    book = book_of("sample_report")
    sheet = book["问题清单"]
    hidden = [row for row in range(5, sheet.max_row + 1) if sheet.row_dimensions[row].hidden]
    at = headings(sheet)
    shown = [sheet.cell(row, at["问题"]).value for row in range(5, sheet.max_row + 1) if row not in hidden]
    names = [sheet.cell(row, at["责任单位"]).value for row in hidden]
    (line,) = (words for words in shown if "个单位同样" in words)
    assert line.endswith(f"（另有{len(names)}个单位同样：{'、'.join(names)}；各自的行已隐藏）")
    assert {sheet.cell(row, at["程度"]).value for row in hidden} == {"○ 提示"}
    of = book["单位报送情况"]
    cell = of.cell(find(of, names[-1]).row, headings(of)["提示"])
    assert (cell.value, follow(book, cell).row) == (1, hidden[0] - 1)
    remarked = {sheet.cell(hidden[0], at["问题编号"]).value: Typed({"remark": TypedCell("已电话催报", Source("汇总表.xlsx"))})}
    again = drawn(dataclasses.replace(reported.sample_report(), typed=remarked))["问题清单"]
    row = next(cell.row for cell in column(again, "问题编号") if cell.value in remarked)
    assert not again.row_dimensions[row].hidden, "what somebody wrote beside is seen"


def test_a_finding_that_nobody_is_asked_stands_last_and_is_told_as_such() -> None:
    sheet = book_of("sample_report")["问题清单"]
    names = [cell.value for cell in column(sheet, "责任单位")]
    report = reported.sample_report()
    files = {submission.file for submission in report.submissions}
    nobody = [finding for finding in report.questions if not finding.department]
    told = ["（单位不明）" if finding.file in files else "创建办" for finding in nobody]
    assert told and sorted(names[-len(told) :]) == sorted(told)
    assert not {"（单位不明）", "创建办"} & set(names[: -len(told)])


def test_a_finding_on_a_file_leads_to_the_file_where_no_cell_was_adopted() -> None:
    book = book_of("sample_report")
    sheet = book["问题清单"]
    row = next(cell.row for cell in column(sheet, "问题") if "市审计局（初稿）" in cell.value)
    target = follow(book, sheet.cell(row, headings(sheet)["溯源"]))
    assert (target.parent.title, target.value) == ("报送文件", "市审计局（初稿）.xlsx")


def test_whether_a_department_was_late_is_told_only_where_a_deadline_is_set() -> None:
    report = small()
    for deadline in (None, date(2021, 1, 10)):
        parameters = dataclasses.replace(report.system.parameters, ledger_deadline=deadline)
        sheet = drawn(dataclasses.replace(report, system=dataclasses.replace(report.system, parameters=parameters)))["单位报送情况"]
        assert ("及时性" in headings(sheet)) == ("及时与否按填报日期和报送期限另计" in sheet["A3"].value) == bool(deadline)


def test_a_note_of_the_plan_in_the_same_words_of_several_items_is_one_line_apart_from_what_departments_say_differently() -> None:
    notes = [DefinitionNote("1", item, "共用", "属性一格", "各取一份") for item in ("4", "7")]
    notes.append(DefinitionNote("2", "9", "共用", "单位一格", "各取一份"))
    report = small()
    book = drawn(dataclasses.replace(report, system=dataclasses.replace(report.system, notes=tuple(notes))))
    assert [(cell.value, book["口径说明"].cell(cell.row, 4).value) for cell in column(book["口径说明"], "事项")] == [
        ("4、7", "属性一格"), ("9", "单位一格"),
    ]  # fmt: skip
    assert [cell.value for cell in column(book["填报冲突"], "事项")] == [conflict.item for conflict in report.conflicts] != []


def test_the_choices_of_a_state_are_offered_for_every_finding() -> None:
    sheet = book_of("small_report")["问题清单"]
    (rule,) = (each for each in sheet.data_validations.dataValidation if each.type == "list")
    letters = column_letters(headings(sheet)["整改情况"])
    assert str(rule.sqref) == f"{letters}5:{letters}{sheet.max_row}"
    assert rule.formula1 == '"未整改,整改中,已整改,说明已采纳"'


def test_a_task_of_several_quantities_tells_each() -> None:
    sheet = book_of("small_report")["重点任务"]
    told = {cell.value: sheet.cell(cell.row, headings(sheet)["量化目标完成情况"]).value for cell in column(sheet, "序号")}
    assert told[8] == "●淘汰20家企业落后产能：已完成20家\n▲整治50家“低散乱”企业：已完成31家"
    assert told[1] == "□生态文明建设工作占党政实绩考核比例达到25%：未填报完成数"


def test_evidence_says_whether_its_file_was_found() -> None:
    sheet = book_of("sample_report")["佐证材料"]
    found = {cell.value: sheet.cell(cell.row, headings(sheet)["是否找到"]).value for cell in column(sheet, "材料名称")}
    assert found == {"城镇污水处理统计表": "● 已找到", "无害化处理台账": "▲ 未找到", "考核办法": "▲ 未找到"}


def test_files_that_nobody_refers_to_stand_below_the_evidence_with_their_place() -> None:
    stray = EvidenceFile("市城管局/会议照片.jpg", 10, "")
    sheet = drawn(dataclasses.replace(small(), orphans=(stray,)))["佐证材料"]
    last = {heading: sheet.cell(sheet.max_row, place).value for heading, place in headings(sheet).items()}
    assert (last["材料名称"], last["是否找到"], last["找到的位置"]) == ("会议照片.jpg", "□ 没有台账提到", "市城管局/会议照片.jpg")


# ---- numbers and words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("123456789012345", True), ("1234567890123456", False), ("0.123456789012345", True), ("1.234567890123456", False),
        ("1E+299", True), ("1E+300", False), ("1E-299", True), ("1E-300", False), ("0", True), ("0E-400", True), ("NaN", False),
        ("Infinity", False), ("1.00000000000000000000", True),
    ],
)  # fmt: skip
def test_a_cell_keeps_fifteen_digits(number: str, fits: bool) -> None:
    assert fits_a_float(Decimal(number)) is fits


def test_decimals_are_those_that_were_written() -> None:
    assert [count_decimals(value) for value in (None, Decimal(5), Decimal("5.10"), Decimal("1E+3"), Decimal("NaN"))] == [0, 0, 2, 0, 0]
    assert quote_words('说"好"') == '"说""好"""'


def test_a_day_before_1900_is_written_in_words() -> None:
    report = small()
    early = tuple(dataclasses.replace(result, submitted_on=date(1899, 12, 31)) for result in report.departments)
    assert column(drawn(dataclasses.replace(report, departments=early))["单位报送情况"], "填报日期")[0].value == "1899-12-31"
    first = tuple(dataclasses.replace(result, submitted_on=date(1900, 3, 1)) for result in report.departments)
    assert column(drawn(dataclasses.replace(report, departments=first))["单位报送情况"], "填报日期")[0].value.date() == date(1900, 3, 1)


def test_a_sheet_that_is_no_ledger_is_one_line_with_its_number_and_first_cells():
    flood = tuple(UnusedCell(Source("导出.xlsx", "数据", f"A{row}"), f"记录{row}") for row in range(1, 1_002))
    few = tuple(UnusedCell(Source("导出.xlsx", "说明", f"A{row}"), f"说明{row}") for row in range(1, 4))
    report = small(unused=(*flood, *few))
    told = [[cell.value for cell in row[1:5]] for row in drawn(report)["未识别内容"].iter_rows() if row[1].value == "导出.xlsx"]
    first = "、".join(f"记录{row}" for row in range(1, 11))
    assert told == [
        ["导出.xlsx", "数据", "A1", f"此表共有1001格内容未能对应到任何指标或任务，前几格为：{first}……全部内容见 result.json。"],
        *(["导出.xlsx", "说明", f"A{row}", f"说明{row}"] for row in range(1, 4)),
    ]
    result = json.loads(render_result(report, {}))
    assert [cell["cell"] for cell in result["unused_cells"]] == [unused.source.cell for unused in report.unused]


def test_a_file_that_is_no_ledger_is_one_line_whatever_its_sheets():
    cells = tuple(UnusedCell(Source("导出.xlsx", f"表{number // 25}", f"A{number % 25 + 1}"), str(number)) for number in range(1_025))
    entry = dataclasses.replace(small().submissions[0], file="导出.xlsx", cells=CellCount(1_025, 0, 0, 1_025))
    for used, lines in ((0, 1), (1, 1_025)):
        counted = dataclasses.replace(entry, cells=dataclasses.replace(entry.cells, used=used))
        report = small(unused=UnusedCells.of(cells), submissions=(counted,))
        told = [row[4].value for row in drawn(report)["未识别内容"].iter_rows() if row[1].value == "导出.xlsx"]
        assert len(told) == lines
    assert not told[0].startswith("此表")

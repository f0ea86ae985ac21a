"""Blanks that a person is glad to fill in: short ones, what is known filled in, warnings while typing, and nothing asked afterwards."""

import csv
import html
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from literal_ledgers import Answers, document_number, fill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import ecoreport as er
from ecoreport.issuing import draw_ledger, entry
from ecoreport.issuing.duties import list_duties, list_regions
from ecoreport.issuing.form import read_form
from ecoreport.issuing.known import known_values
from ecoreport.issuing.package import pack_workbook
from ecoreport.model import Batch, Finding, Reference
from ecoreport.office import Office
from ecoreport.pipeline import open_office
from ecoreport.reading import Input
from ecoreport.rendering.papers import MANUAL, WORDING, Issue, render_manual
from ecoreport.templates import SHIPPED
from ecoreport.work import read_one

SYSTEM = er.load_system()
FORM = read_form(SHIPPED.words("ledger.toml"))
DUTIES = {duty.department: duty for duty in (*list_duties(SYSTEM), *list_regions(SYSTEM))}
OFFICE = Office.open(SYSTEM)
ANSWERS = Answers(SYSTEM, 2020)
SMALLEST, LARGE = "市综合考评办", "市水利局"  # one indicator and one task; two dozen
SHEETS = ["封面", "指标填报", "重点任务进展", "佐证材料", "亮点与特色", "_ecoreport"]


def blank(department: str, **known: object) -> Workbook:
    return draw_ledger(SYSTEM, DUTIES[department], 2020, FORM, **known)  # type: ignore[arg-type]


def saved(book: Workbook) -> bytes:
    return pack_workbook(book, title="", creator="")


def headings(sheet: Worksheet, *, hidden: bool) -> list[str]:
    return [str(cell.value) for cell in sheet[4] if cell.value and sheet.column_dimensions[cell.column_letter].hidden is hidden]


# ---- little to answer, little to print ----------------------------------------------------------


def test_a_small_ledger_keeps_the_sheets_and_headings_and_hides_what_it_does_not_ask() -> None:
    small, large = blank(SMALLEST), blank(LARGE)
    assert small.sheetnames == large.sheetnames == SHEETS
    for title in ("指标填报", "重点任务进展"):
        assert [cell.value for cell in small[title][4]] == [cell.value for cell in large[title][4]]
    assert headings(small["指标填报"], hidden=True) == [
        "序号", "领域/任务", "分项", "全省平均值", "全省平均变化幅度", "上级下达目标值", "上级认定",
    ]  # fmt: skip
    assert headings(small["重点任务进展"], hidden=True) == ["序号"]
    assert headings(large["指标填报"], hidden=True) == ["全省平均值"]  # of which none of its targets speaks


def test_columns_are_shown_where_one_item_needs_them() -> None:
    assert "分子" in headings(blank("市委办")["指标填报"], hidden=True)  # asked for words alone
    assert "全省平均值" in headings(blank("市委宣传部")["指标填报"], hidden=False)
    assert headings(blank("市妇联")["重点任务进展"], hidden=True)[1:] == ["目标编码", "量化目标", "目标量", "计量单位", "完成量"]


@pytest.mark.parametrize("department", [name for name, duty in DUTIES.items() if duty.count <= FORM.small])
def test_only_the_tables_of_a_small_ledger_print_each_on_one_signed_page(department: str) -> None:
    book = blank(department)
    for sheet in book.worksheets[:-1]:
        area = str(sheet.print_area).rpartition("!")[2].replace("$", "")
        printed = [str(cell.value) for row in sheet[area] for cell in row if cell.value] if ":" in area else []
        if sheet.title in ("指标填报", "重点任务进展"):
            assert printed
            assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 1)
            assert "单位负责人" in str(sheet.oddFooter.center.text)
        else:
            assert printed == []


def test_the_places_for_signatures_have_a_line_of_their_own_below_the_table() -> None:
    """A new line in a footer is one, not its escape, which programs print as it stands."""
    with zipfile.ZipFile(io.BytesIO(saved(blank(SMALLEST)))) as package:
        footers = "".join(
            re.findall("<oddFooter>.*?</oddFooter>", html.unescape(package.read("xl/worksheets/sheet2.xml").decode()), re.DOTALL)
        )
    assert "（单位盖章）\n第 &P 页" in html.unescape(footers)


@pytest.mark.office
def test_the_smallest_prints_on_two_pages_the_manual_on_one_and_every_check_works_out(tmp_path: Path) -> None:
    for department in (SMALLEST, LARGE):
        (tmp_path / f"{department}.xlsx").write_bytes(saved(blank(department)))
    ((manual, data),) = render_manual(Issue(SYSTEM, 2020, date(2020, 12, 31), ()), SHIPPED.words(WORDING), SHIPPED.file(MANUAL))
    (tmp_path / manual).write_bytes(data)
    (tmp_path / "公式.xlsx").write_bytes(formulas())
    office(tmp_path, "pdf", f"{SMALLEST}.xlsx", f"{LARGE}.xlsx", manual)
    assert [pages(tmp_path / f"{name}.pdf") for name in (SMALLEST, LARGE, "填报手册")] == [2, 6, 1]
    office(tmp_path, "csv", "公式.xlsx")
    found = [row[0] for row in csv.reader((tmp_path / "公式.csv").read_text("utf-8").splitlines())]
    assert found == ["TRUE" if right else "FALSE" for *_, right in TYPED]


def office(folder: Path, kind: str, *names: str) -> None:
    soffice = shutil.which("soffice")
    assert soffice
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    line = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *(str(folder / name) for name in names)]
    subprocess.run(line, check=True, capture_output=True, timeout=180)


def pages(path: Path) -> int:
    told = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    return int(re.search(r"Pages:\s+(\d+)", told)[1])  # type: ignore[index]


# ---- said while it is typed -----------------------------------------------------------------------

STATES = FORM.states
HELD = entry.Row("B{0}", "C{0}", "D{0}")
TYPED = [  # the check, value, numerator, denominator, and whether nothing is said
    ("share", 96.7, 967, 1000, True),
    ("share", 96.74, 9674, 10000, True),
    ("share", 97, 967, 1000, True),  # rounded
    ("share", 96.7, 96.9, 100, False),
    ("share", 0.967, 967, 1000, False),
    ("share", 96.7, None, None, True),
    ("share", 102, None, None, False),
    ("share", "暂无", None, None, True),
    ("share", "不清楚", None, None, False),
    ("share", 0, 0, 0, True),
    ("numerator", None, 5, 4, False),
    ("numerator", None, 4, 5, True),
    ("numerator", None, 4, None, True),
    ("numerator", None, -4, None, False),
    ("denominator", 80, 4, 5, True),
    ("denominator", 90, 4, 5, False),
    ("denominator", None, 4, 3, False),
    ("within", 5, None, None, True),
    ("within", -1, None, None, False),
    ("within", "未到期", None, None, True),
    ("within", None, None, None, True),
    ("percent", 100, None, None, True),
    ("percent", 101, None, None, False),
    ("percent", "九成", None, None, False),
    ("day", "2021-01-15", None, None, True),
    ("day", date(2021, 1, 15), None, None, True),
    ("day", "15.1.2021年初", None, None, False),
    ("disagrees", 96.7, 967, 1000, False),
    ("disagrees", 9.67, 967, 1000, True),
    ("disagrees", None, 5, 4, True),
    ("lacks", 5, "", None, True),
    ("lacks", 5, "年报", None, False),
    ("lacks", "暂无", "", None, False),
]


def checked(kind: str, row: int) -> str:
    held = entry.Row(*(cell.format(row) for cell in (HELD.value, HELD.numerator, HELD.denominator)))
    return {
        "share": lambda: entry.share(held, STATES).formula,
        "numerator": lambda: entry.numerator(held, STATES).formula,
        "denominator": lambda: entry.denominator(held, STATES).formula,
        "within": lambda: entry.within(held.value, Decimal(0), None, STATES).formula,
        "percent": lambda: entry.percent(held.value).formula,
        "day": lambda: entry.day(held.value).formula,
        "disagrees": lambda: entry.disagrees(held),
        "lacks": lambda: entry.lacks_source(held.value, held.numerator, STATES),
    }[kind]()


def formulas() -> bytes:
    """Lay each check beside what was typed, for a spreadsheet program to work out."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row, (kind, *typed, _) in enumerate(TYPED, 1):
        sheet.cell(row, 1, f"={checked(kind, row)}")
        for column, value in enumerate(typed, 2):
            sheet.cell(row, column, value or None if value == "" else value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_check_warns_in_chinese_and_is_short_enough() -> None:
    for department in (SMALLEST, LARGE, "定海区"):
        for sheet in blank(department).worksheets:
            for validation in sheet.data_validations.dataValidation:
                if validation.type == "custom":
                    assert validation.errorStyle == "warning"
                    assert len(validation.formula1) <= entry.LONGEST_FORMULA
                    assert not validation.allow_blank  # else Excel passes whatever stands beside an empty cell
                    assert validation.errorTitle.startswith(("请核对", "这里"))
                    assert len(validation.error) <= 225


def test_a_binding_item_without_its_source_and_a_share_that_does_not_come_out_are_coloured() -> None:
    sheet = blank(SMALLEST)["指标填报"]
    columns = {str(cell.value): cell.column_letter for cell in sheet[4]}
    coloured = {str(area.sqref) for area in sheet.conditional_formatting}
    assert coloured == {f"{columns[heading]}6" for heading in ("2020年", "分子", "分母", "数据来源")}


# ---- what is known already ------------------------------------------------------------------------


def test_values_of_earlier_years_are_filled_in_open_to_be_corrected() -> None:
    system = replace(SYSTEM, references=(Reference("3", 2018, actual=Decimal("25.5")),))
    result = {"period": 2019, "items": [
        {"id": "3", "item": "生态文明建设工作占党政实绩考核的比例", "unit": "%", "value": "26", "standing": "confirmed", "previous": {"2018": "1"}},
        {"id": "18", "item": "森林覆盖率", "unit": "%", "value": "50", "standing": "contradicted"},
        {"id": "17", "item": "别的指标", "unit": "-", "value": "60", "standing": "confirmed"},
        {"id": "43", "item": "城镇污水处理率", "unit": "%", "value": None, "standing": None},
    ]}  # fmt: skip
    known = known_values(system, 2020, result)
    assert known == {("3", 2018): Decimal("25.5"), ("3", 2019): Decimal(26)}  # the office's own fact outranks the earlier run
    book = blank(SMALLEST, known=known)
    row = {str(head.value): cell for head, cell in zip(book["指标填报"][4], book["指标填报"][6], strict=True)}
    assert [row[f"{year}年"].value for year in (2018, 2019, 2020)] == [25.5, 26, None]
    assert not row["2019年"].protection.locked
    read = read_one(Input("市综合考评办/台账.xlsx", data=saved(book)), OFFICE)
    assert {(entry.year, entry.actual.value) for entry in read.entries} == {(2018, Decimal("25.5")), (2019, Decimal(26))}


def test_a_run_of_the_same_year_is_no_earlier_one(tmp_path: Path) -> None:
    told = {"schema": "ecoreport.result/1", "system": {"digest": ""}, "period": 2020, "items": []}
    (tmp_path / "result.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(er.InputError, match="上年结果应是更早年度的"):
        er.issue_ledgers(SYSTEM, tmp_path / "下发", previous=tmp_path)


def test_the_deadline_stands_on_the_cover_and_the_tables_or_its_place_is_left() -> None:
    due = replace(SYSTEM, parameters=replace(SYSTEM.parameters, ledger_deadline=date(2021, 1, 20)))
    for system, says in ((due, "报送期限：2021年1月20日前"), (SYSTEM, "报送期限：        年    月    日前")):
        book = draw_ledger(system, DUTIES[SMALLEST], 2020, FORM)
        for title in ("封面", "指标填报", "重点任务进展"):
            assert any(says in str(cell.value) for row in book[title].iter_rows() for cell in row)


def test_a_lead_reads_who_supports_it_and_a_supporter_who_leads() -> None:
    for department, told in ((SMALLEST, "配合：市委组织部、市生态环境局"), ("市委组织部", "牵头：市综合考评办")):
        sheet = blank(department)["指标填报"]
        column = next(cell.column for cell in sheet[4] if cell.value == "牵头及配合单位")
        row = next(cell.row for cell in sheet["A"] if cell.value == "3")
        assert sheet.cell(row, column).value == told


# ---- counties and zones -----------------------------------------------------------------------------


def test_regions_get_blanks_of_all_items_and_no_task(tmp_path: Path) -> None:
    assert [duty.department for duty in list_regions(SYSTEM)] == [region.name for region in SYSTEM.regions]
    book = blank("定海区")
    assert "重点任务进展" not in book.sheetnames
    codes = [str(cell.value) for cell in book["指标填报"]["A"] if cell.number_format == "@" and cell.value]
    assert codes == [item.id for item in SYSTEM.items]
    small = replace(SYSTEM, indicators=SYSTEM.indicators[:1], key_tasks=(), main_tasks=(), departments=())
    names = [path.name.partition("-")[0] for path in er.issue_ledgers(small, tmp_path, regions=True)]
    assert names[-len(SYSTEM.regions) :] == [region.name for region in SYSTEM.regions]


def test_a_zone_that_has_a_departments_ledger_gets_no_second_one() -> None:
    zone = replace(SYSTEM.regions[0], name="石化基地管委会")
    assert "石化基地管委会" not in [duty.department for duty in list_regions(replace(SYSTEM, regions=(zone, *SYSTEM.regions)))]


# ---- followed to the letter --------------------------------------------------------------------------


def understand(*ledgers: tuple[str, Workbook]) -> Batch:
    batches = [read_one(Input(f"{name}.xlsx", data=saved(book)), OFFICE) for name, book in ledgers]
    return sum(batches[1:], batches[0])


def findings_of(batch: Batch) -> list[Finding]:
    return [finding for finding in open_office(SYSTEM).check(batch) if finding.severity != "notice"]


def test_the_instructions_followed_to_the_letter_lead_to_no_finding() -> None:
    """Every blank of the plan, and one of a region; there is no exception."""
    ledgers = []
    for name in (*(duty.department for duty in list_duties(SYSTEM)), "定海区"):
        book = blank(name)
        fill(book, ANSWERS)
        ledgers.append((name, book))
    batch = understand(*ledgers)
    assert [(finding.code, finding.department, finding.message) for finding in findings_of(batch)] == []
    assert batch.unused == ()
    assert [(sub.department, sub.region) for sub in batch.submissions][-2:] == [("石化基地管委会", None), (None, "定海区")]
    assert {str(entry.scope.region) for entry in batch.entries if entry.file == "定海区.xlsx"} == {"定海区"}


# What a department says is not there yet stays open, and what it says does not concern it is for the office to confirm.
OPEN = {"暂无": {"V107"}, "正在统计": {"V107"}, "未到期": {"V107"}, "不涉及": {"N301"}}


@pytest.mark.parametrize("state", OPEN)
def test_a_state_in_a_numbers_place_leads_to_what_it_says_and_to_nothing_else(state: str) -> None:
    book = blank("市统计局")
    fill(book, ANSWERS)
    sheet = book["指标填报"]
    column = {str(cell.value): cell.column for cell in sheet[4]}
    for row in range(6, sheet.max_row + 1):
        if str(sheet.cell(row, 1).value) in ANSWERS.of:
            for heading in ("2018年", "2019年", "2020年", "分子", "分母"):
                sheet.cell(row, column[heading]).value = None
            sheet.cell(row, column["2020年"]).value = state
            sheet.cell(row, column["自评"]).value = "不适用" if state == "不涉及" else "待定"
            sheet.cell(row, column["完成情况说明"]).value = f"见{document_number('17')}"
    told = [finding for finding in findings_of(understand(("市统计局", book))) if finding.department == "市统计局" and finding.file]
    assert {finding.code for finding in told} == OPEN[state]


def test_the_states_of_the_form_are_those_that_are_read() -> None:
    assert set(FORM.states) == set(OPEN)

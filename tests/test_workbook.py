"""汇总表.xlsx, seen from outside: what stands in it, where it leads, and what it never does."""

import dataclasses
import io
import os
import re
import shutil
import subprocess
import tomllib
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import reports
from python_calamine import CalamineWorkbook

from ecoreport.errors import TemplateError
from ecoreport.rendering.workbook import render_workbook, write_workbook
from ecoreport.resources import template_path

# openpyxl says of sparklines and data bars that it does not keep them: nothing is saved here.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning:openpyxl")

GOLDEN = Path(__file__).parent / "golden" / "workbook.txt"
PROMISED = ("总览", "指标完成情况", "重点任务", "单位报送情况", "问题清单", "数据溯源", "未识别内容")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@cache
def draw(name: str) -> bytes:
    return render_workbook(getattr(reports, name)())


@cache
def book_of(name: str):
    return open_book(draw(name))


def sample_bytes() -> bytes:
    return draw("sample_report")


def open_book(data: bytes, *, formulas: bool = False):
    return openpyxl.load_workbook(io.BytesIO(data), data_only=not formulas)


def sample_book():
    return book_of("sample_report")


@cache
def sample_formulas():
    return open_book(sample_bytes(), formulas=True)


def headings(sheet) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[4] if cell.value}


def column(sheet, heading: str):
    number = headings(sheet)[heading]
    return [sheet.cell(row, number) for row in range(5, sheet.max_row + 1)]


def dump(data: bytes) -> str:
    """Write every cell as one line: sheet!cell = value [number format] =formula →link."""
    values, formulas = open_book(data), open_book(data, formulas=True)
    lines = []
    for sheet in values.worksheets:
        lines.append(f"# {sheet.title} ({sheet.sheet_state}) {sheet.print_area or ''}")
        lines.extend(f"merged {area}" for area in sorted(str(each) for each in sheet.merged_cells.ranges))
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                formula = formulas[sheet.title][cell.coordinate].value
                live = f" {formula}" if isinstance(formula, str) and cell.data_type != "s" and formula.startswith("=") else ""
                live = live or (f" {formula}" if formula != cell.value else "")
                link = f" →{cell.hyperlink.location}" if cell.hyperlink else ""
                shown = f" [{cell.number_format}]" if cell.number_format != "General" else ""
                lines.append(f"{sheet.title}!{cell.coordinate} = {cell.value!r}{shown}{live}{link}")
    return "\n".join(lines) + "\n"


def test_the_golden_dump_of_every_sheet_is_unchanged():
    """A change of the layout is a change of this file: look at the difference, then UPDATE_GOLDEN=1 pytest."""
    written = dump(draw("small_report"))
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(written, encoding="utf-8")
    assert written == GOLDEN.read_text(encoding="utf-8")


def test_the_promised_sheets_are_there_and_the_memory_is_hidden():
    book = sample_book()
    assert set(PROMISED) <= set(book.sheetnames)
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"] == ["_ecoreport"]


def test_the_same_report_gives_the_same_bytes():
    assert render_workbook(reports.sample_report()) == sample_bytes()


def test_the_document_is_dated_by_the_report_and_not_by_a_clock():
    assert sample_book().properties.created.date() == reports.AS_OF
    assert sample_book().properties.modified.date() == reports.AS_OF


def test_the_file_is_published_whole_and_its_path_returned(tmp_path):
    path = write_workbook(reports.sample_report(), tmp_path / "汇总表.xlsx")
    assert path.read_bytes() == sample_bytes()
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
    sheet = sample_book()["指标完成情况"]
    system = reports.sample_report().system
    assert [cell.value for cell in column(sheet, "编号")] == [item.id for item in system.items]
    merged = [str(area) for area in sheet.merged_cells.ranges if area.min_col == headings(sheet)["任务"] and area.min_row > 4]
    assert len(merged) == len(system.groups)


def test_numbers_are_numbers_with_the_decimals_that_were_reported():
    sheet = sample_book()["指标完成情况"]
    for result, cell in zip(reports.sample_report().items, column(sheet, "2020年完成值"), strict=True):
        value = result.assessment.value
        if value is not None:
            decimals = max(0, -value.as_tuple().exponent)
            assert cell.value == float(value)
            assert cell.number_format == ("0." + "0" * decimals if decimals else "0")


def test_a_number_too_long_for_a_cell_is_written_as_text_and_never_rounded():
    report = reports.sample_report()
    long = Decimal("1234567.8901234567890")
    first = next(r for r in report.items if r.assessment.value is not None)
    swap = {first.item.id: dataclasses.replace(first, assessment=dataclasses.replace(first.assessment, value=long))}
    indicators = tuple(dataclasses.replace(i, items=tuple(swap.get(r.item.id, r) for r in i.items)) for i in report.indicators)
    sheet = open_book(render_workbook(dataclasses.replace(report, indicators=indicators)))["指标完成情况"]
    assert str(long) in [cell.value for cell in column(sheet, "2020年完成值")]


def test_a_verdict_by_one_bound_is_a_formula_and_every_other_one_a_word():
    live = {cell.row: cell.value for cell in column(sample_formulas()["指标完成情况"], "判定")}
    stored = {cell.row: cell.value for cell in column(sample_book()["指标完成情况"], "判定")}
    words = sample_words("status")
    for row, result in enumerate(reports.sample_report().items, 5):
        assert stored[row] == words[result.status]
        formula = str(live[row])
        if formula.startswith("="):
            assert result.status in ("met", "not_met") and result.assessment.value is not None
    assert sum(str(value).startswith("=IF(ISNUMBER(") for value in live.values()) > 10


def sample_words(table: str) -> dict[str, str]:
    return tomllib.loads(template_path("workbook.toml").read_text(encoding="utf-8"))["words"][table]


# ---- links: to the source and back ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["sample_report", "empty_report", "one_department_report", "longest_report"])
def test_the_target_of_every_link_exists(name):
    book = book_of(name)
    seen = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink:
                    title, _, address = cell.hyperlink.location.rpartition("!")
                    target = book[title.strip("'").replace("''", "'")]
                    assert target[address].row <= target.max_row, (sheet.title, cell.coordinate, cell.hyperlink.location)
                    seen += 1
    assert seen > 100


def test_every_number_of_the_indicators_leads_to_its_lineage_row_and_that_row_leads_back():
    book = sample_book()
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
    values, formulas = sample_book()["总览"], sample_formulas()["总览"]
    for row in values.iter_rows(max_col=13):
        for cell in row:
            if isinstance(cell.value, int | float) and cell.column != 4:  # column D says out of how many
                assert str(formulas[cell.coordinate].value).startswith("="), cell.coordinate


def test_each_lineage_row_opens_its_file_by_a_formula_that_holds_no_text_of_anybody():
    sheet = sample_formulas()["数据溯源"]
    for cell in column(sheet, "原文件"):
        assert re.fullmatch(r'=HYPERLINK\(\$F\$3&"/"&F\d+&"#\'"&SUBSTITUTE\(G\d+,"\'","\'\'"\)&"\'!"&H\d+,"打开"\)', cell.value)
    assert not sheet["F3"].protection.locked


# ---- 总览 ---------------------------------------------------------------------------------------


def test_no_rate_is_given_where_more_than_a_fifth_is_unreported():
    sheet = book_of("one_department_report")["总览"]
    rates = {row[0].value: row[12].value for row in sheet.iter_rows() if row[0].value and row[12].value is not None}
    assert rates["全部"].startswith("— 未填报")
    assert not any(isinstance(rate, float) for name, rate in rates.items() if name.startswith("(一)"))


def test_the_overview_names_who_has_not_sent():
    words = "".join(str(cell.value) for row in sample_book()["总览"].iter_rows() for cell in row if cell.value)
    missing = [result.name for result in reports.sample_report().departments if not result.submitted]
    assert missing and all(name in words for name in missing)


def test_the_overview_is_one_printed_page_with_three_charts():
    with zipfile.ZipFile(io.BytesIO(sample_bytes())) as package:
        root = ET.fromstring(package.read("xl/worksheets/sheet1.xml"))
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        titles = "".join(package.read(name).decode() for name in charts)
    setup = root.find(f"{MAIN}pageSetup").attrib
    assert root.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr").attrib["fitToPage"] == "1"
    assert setup["paperSize"] == "9" and "fitToHeight" not in setup and "orientation" in setup
    assert all(title in titles for title in ("各任务指标判定情况", "重点任务状态", "待处理问题", "项数(项)"))


# ---- people's columns, protection, memory ----------------------------------------------------------


def test_people_may_write_in_their_columns_and_nowhere_else():
    sheet = sample_book()["问题清单"]
    assert sheet.protection.sheet and not sheet.protection.password
    for heading, number in headings(sheet).items():
        locked = {sheet.cell(row, number).protection.locked for row in range(5, sheet.max_row + 1)}
        assert locked == {heading not in ("整改期限", "整改情况", "责任人", "完成时间", "说明")}, heading


def test_the_findings_of_one_department_stand_together_behind_one_link():
    book = sample_book()
    names = [cell.value for cell in column(book["问题清单"], "责任单位")]
    assert names == [name for n, name in enumerate(names) for _ in [0] if n == 0 or name == names[n - 1] or name not in names[:n]]
    for cell in column(book["单位报送情况"], "错误"):
        if cell.value:
            row = book["问题清单"][cell.hyperlink.location.rpartition("!")[2]].row
            assert book["问题清单"].cell(row, headings(book["问题清单"])["责任单位"]).value == book["单位报送情况"].cell(cell.row, 1).value


def read_memory(book) -> dict[str, list[dict[str, str]]]:
    kinds, names = {}, {}
    for row in book["_ecoreport"].iter_rows(values_only=True):
        kind, *rest = row
        if kind == "columns":
            names[rest[0]] = rest[1:]
            kinds[rest[0]] = []
        elif kind in names:
            kinds[kind].append(dict(zip([name for name in names[kind] if name], rest, strict=False)))
        else:
            kinds[kind] = rest[0]
    return kinds


def test_the_hidden_sheet_holds_everything_that_a_later_run_reads_back():
    report, memory = reports.sample_report(), read_memory(sample_book())
    assert (memory["schema"], memory["period"], memory["as_of"], memory["round"]) == ("ecoreport.workbook/1", "2020", "2020-12-31", "1")
    assert {row["id"] for row in memory["finding"]} == {finding.id for finding in report.findings}
    assert {row["state"] for row in memory["finding"]} == {"open"}
    assert [row["id"] for row in memory["item"]] == [item.id for item in report.system.items]
    assert [row["value"] for row in memory["item"]] == [
        None if r.assessment.value is None else str(r.assessment.value) for r in report.items
    ]
    assert [row["file"] for row in memory["submission"]] == [each.file for each in report.submissions]
    assert len(memory["unused"]) == len(report.unused)


def test_the_hidden_sheet_tells_where_people_wrote():
    memory = read_memory(sample_book())
    place = {row["field"]: row for row in memory["sheet"] if row["key"] == "findings"}
    sheet = sample_book()[place["person"]["title"]]
    assert sheet[f"{place['person']['column']}{place['person']['header_row']}"].value == "责任人"
    assert sheet[f"{place['id']['column']}{place['id']['first_row']}"].value == memory["finding"][0]["id"]


# ---- the office's own layout -----------------------------------------------------------------------


def write_layout(folder: Path, change) -> Path:
    text = template_path("workbook.toml").read_text(encoding="utf-8")
    (folder / "workbook.toml").write_text(change(text), encoding="utf-8")
    return folder


def test_an_office_may_rename_a_sheet_and_all_links_follow(tmp_path):
    folder = write_layout(tmp_path, lambda text: text.replace('title = "数据溯源"', 'title = "数据\'来源"'))
    book = open_book(render_workbook(reports.small_report(), templates=folder))
    assert "数据'来源" in book.sheetnames
    locations = {c.hyperlink.location.rpartition("!")[0] for row in book["指标完成情况"].iter_rows() for c in row if c.hyperlink}
    assert "'数据''来源'" in locations


@pytest.mark.parametrize("key", ["overview", "indicators", "findings", "lineage", "departments", "key_tasks", "trends", "files"])
def test_an_office_may_drop_any_sheet(tmp_path, key):
    def drop(text):
        return re.sub(rf"\[sheets\.{key}\].*?(?=\n\[|\n# -)", "", text, flags=re.DOTALL)

    book = open_book(render_workbook(reports.small_report(), templates=write_layout(tmp_path, drop)))
    assert len(book.sheetnames) == len(sample_book().sheetnames) - 1
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink:
                    assert cell.hyperlink.location.rpartition("!")[0].strip("'") in book.sheetnames


def test_an_office_may_drop_and_move_columns(tmp_path):
    def change(text):
        text = re.sub(r'  \{ field = "status", heading = "判定".*\n', "", text, count=1)
        line = '  { field = "reporter", heading = "填报单位", width = 12 },\n'
        assert line in text
        return text.replace(line, "").replace('  { field = "domain", heading = "领域"', line + '  { field = "domain", heading = "领域"', 1)

    sheet = open_book(render_workbook(reports.small_report(), templates=write_layout(tmp_path, change)))["指标完成情况"]
    assert "判定" not in headings(sheet)
    assert headings(sheet)["填报单位"] == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('field = "gap"', 'field = "gapp"', "gapp"),
        ('title = "问题清单"', 'title = "问题/清单"', "问题/清单"),
        ('title = "问题清单"', 'title = "总览"', "重复"),
        ('paper = "A3"', 'paper = "A0"', "A3"),
        ("[sheets.unused]", "[sheets.wrong]", "wrong"),
        ("width = 5 ", "width = 500 ", "width"),
        ("[words.status]", "[words.status", "TOML"),
    ],
)
def test_a_faulty_layout_is_refused_with_what_to_mend(tmp_path, old, new, said):
    folder = write_layout(tmp_path, lambda text: text.replace(old, new, 1))
    with pytest.raises(TemplateError, match=re.escape(said)):
        render_workbook(reports.small_report(), templates=folder)


# ---- hostile text ----------------------------------------------------------------------------------

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "{=1}", "=cmd|'/c calc'!A0", "http://x.example/", "https://x",
    "mailto:a@b", "internal:'总览'!A1", "external:c:\\x.xlsx", "file:///etc/passwd", "ftp://x", "\\\\server\\share", "&lt;script&gt;",
    "<b>x</b>", "]]>", "&amp;", "\x00\x01\x1f", "\ud800", "\u202egnp.exe", "\u200b", "\ufeff", "'quoted", '"double"', "a\tb\r\nc",
    "长" * 400, "{name}{period}", "&P&N&D", "_x0041_", "1E999", "%s%d{0}",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_no_text_of_anybody_becomes_a_formula_a_link_or_markup(text):
    data = render_workbook(reports.hostile_report(text))
    assert collect_formulas(data) <= collect_formulas(sample_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            content = package.read(name)
            if name.endswith((".xml", ".rels")):
                ET.fromstring(content)
            assert b'TargetMode="External"' not in content, name
    CalamineWorkbook.from_filelike(io.BytesIO(data))


def collect_formulas(data: bytes) -> set[str]:
    """Collect the shapes of all formulas: their numbers and quoted words left out."""
    shapes = set()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/"):
                for formula in ET.fromstring(package.read(name)).iter(f"{MAIN}f"):
                    shapes.add(re.sub(r"(?<![A-Z0-9])-?\d+(\.\d+)?|\d+", "0", formula.text))
    return shapes


def test_over_long_text_is_cut_with_a_visible_mark_and_the_overview_says_so():
    report = reports.small_report()
    findings = (dataclasses.replace(report.findings[0], message="长" * 40_000), *report.findings[1:])
    book = open_book(render_workbook(dataclasses.replace(report, findings=findings)))
    (cut,) = [cell.value for cell in column(book["问题清单"], "问题") if len(cell.value) > 1000]
    assert len(cut) == 32_767 and cut.endswith("…")
    assert any("超长" in str(cell.value) for row in book["总览"].iter_rows() for cell in row)


# ---- LibreOffice -----------------------------------------------------------------------------------


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_recalculates_every_formula_to_what_was_stored(tmp_path):
    """It recalculates files of other makers on load; then no value differs and none is an error."""
    source = tmp_path / "book.xlsx"
    source.write_bytes(sample_bytes())
    out = tmp_path / "out"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    set_always_recalculate(tmp_path / "profile")
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(source)], check=True, capture_output=True
    )
    ours, theirs = sample_book(), openpyxl.load_workbook(out / "book.xlsx", data_only=True)
    differing = []
    for sheet in ours.worksheets:
        other = theirs[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                value = other[cell.coordinate].value
                if isinstance(cell.value, float) and isinstance(value, int | float):
                    equal = abs(cell.value - value) <= 1e-12 * max(1, abs(value))
                else:
                    equal = (cell.value or "") == (value or "")
                if not equal or (isinstance(value, str) and value.startswith("#")):
                    differing.append((sheet.title, cell.coordinate, cell.value, value))
    assert differing == []


def set_always_recalculate(profile: Path) -> None:
    folder = profile / "user"
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>'
        "</oor:items>",
        encoding="utf-8",
    )

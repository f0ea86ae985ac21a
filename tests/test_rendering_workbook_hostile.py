"""汇总表.xlsx and hostile text: no formula, no link, no markup, nothing lost without a word; and LibreOffice agrees on every formula."""

import dataclasses
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import reported
from python_calamine import CalamineWorkbook
from workbook_views import (
    MAIN,
    QUIET,
    book_of,
    column,
    draw,
    open_book,
    render_workbook,
)

pytestmark = pytest.mark.filterwarnings(QUIET)

# ---- hostile text ----------------------------------------------------------------------------------

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "{=1}", "=cmd|'/c calc'!A0", "http://x.example/", "https://x",
    "mailto:a@b", "internal:'总览'!A1", "external:c:\\x.xlsx", "file:///etc/passwd", "ftp://x", "\\\\server\\share", "&lt;script&gt;",
    "<b>x</b>", "]]>", "&amp;", "\x00\x01\x1f", "\ud800", "\u202egnp.exe", "\u200b", "\ufeff", "'quoted", '"double"', "a\tb\r\nc",
    "长" * 400, "{name}{period}", "&P&N&D", "_x0041_", "1E999", "%s%d{0}",
)  # fmt: skip


def test_no_text_of_a_department_becomes_a_formula_a_link_or_markup():
    """Each stands alone in a cell of a ledger, as a person or a program may have typed it."""
    rows = [{"kind": "evidence", "department": "市城管局", "number": "1", "title": text, "document_number": text} for text in HOSTILE]
    report = reported.report_of([*reported.rows_of(reported.SMALL_PLAN), *rows], reported.SMALL_PLAN)
    data = render_workbook(report)
    assert_harmless(data)
    titles = [cell.value for cell in column(open_book(data)["佐证材料"], "材料名称")]
    assert [text for text in HOSTILE if text.isprintable() and text not in titles] == []


@pytest.mark.parametrize("text", ["=1+1|", "<b>]]>&amp;\x00\ud800\u202e", "'{name}\"[1]&P!A1"])
def test_no_text_whatever_becomes_a_formula_a_link_or_markup(text):
    """Every text of every record begins with it, the plan's too."""
    assert_harmless(render_workbook(reported.hostile_report(text)))


def assert_harmless(data: bytes) -> None:
    assert collect_formulas(data) <= collect_formulas(draw("sample_report")) | collect_formulas(draw("small_report"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            content = package.read(name)
            if name.endswith((".xml", ".rels")):
                ET.fromstring(content)
            assert b'TargetMode="External"' not in content, name  # tests/test_links.py: a link to a file is made of its path alone
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
    report = reported.small_report()
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
    names = ("sample_report", "empty_report", "one_department_report")
    files = [tmp_path / f"{name}.xlsx" for name in names]
    for name, file in zip(names, files, strict=True):
        file.write_bytes(draw(name))
    set_always_recalculate(tmp_path / "profile")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)
    for name, file in zip(names, files, strict=True):
        assert list(find_differences(book_of(name), openpyxl.load_workbook(tmp_path / "out" / file.name, data_only=True))) == []


def find_differences(ours, theirs):
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
                    yield sheet.title, cell.coordinate, cell.value, value


def set_always_recalculate(profile: Path) -> None:
    folder = profile / "user"
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>'
        "</oor:items>",
        encoding="utf-8",
    )

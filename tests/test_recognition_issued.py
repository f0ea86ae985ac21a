"""The issued ledger: known again after rows were inserted, moved or deleted, columns moved, sheets renamed, codes lost."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from filled_ledgers import Filler, fill_blank, saved, wrong
from openpyxl import load_workbook
from openpyxl.cell import Cell

from ecoreport.issuing import build_ledger
from ecoreport.issuing.duties import list_duties
from ecoreport.issuing.form import FORM, read_form
from ecoreport.normalisation import normalise
from ecoreport.office import Office
from ecoreport.reading import Input, discover, read
from ecoreport.recognition import recognise
from ecoreport.system import load_system
from ecoreport.templates import Templates
from ecoreport.vocabulary import load_vocabulary
from ecoreport.work import read_one

BEFORE = Path(__file__).parent / "data" / "ledger_with_plain_stamp.xlsx"
SYSTEM, VOCABULARY = load_system(), load_vocabulary()
DEPARTMENT = "市资源规划局"


@pytest.fixture(scope="module")
def blank():
    duty = next(duty for duty in list_duties(SYSTEM) if duty.department == DEPARTMENT)
    return build_ledger(SYSTEM, duty, 2020, read_form(Templates().words(FORM)))


def understand(data, tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(data)
    (source,) = discover((path,))
    (ledger,) = read(source, ())
    return normalise(recognise(ledger, SYSTEM, VOCABULARY, 2020), ledger, SYSTEM, VOCABULARY, 2020)


def leave_alone(book):
    """Change nothing."""


def fill(data, change=leave_alone):
    book = load_workbook(io.BytesIO(data))
    sheet = book["指标填报"]
    columns = {cell.value: cell.column for cell in sheet[4]}
    rows = {str(sheet.cell(row, columns["编码"]).value): row for row in range(5, sheet.max_row + 1)}
    for heading, value in (("2018年", 50.1), ("2019年", 50.3), ("2020年", 50.53), ("自评", "达标"), ("完成情况说明", "持续绿化")):
        sheet.cell(rows["18"], columns[heading]).value = value
    sheet.cell(rows["21.1"], columns["2020年"]).value = "11370米"
    sheet.cell(rows["20.2"], columns["2020年"]).value = "不明显"
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def values(batch):
    return {
        (entry.subject, entry.year): str(entry.actual.value if entry.actual.value is not None else entry.actual.text)
        for entry in batch.entries
    }


EXPECTED = {("18", 2018): "50.1", ("18", 2019): "50.3", ("18", 2020): "50.53", ("20.2", 2020): "不明显", ("21.1", 2020): "11.37"}


def test_a_blank_ledger_holds_nothing_and_all_of_it_is_accounted_for(blank, tmp_path):
    batch = understand(blank, tmp_path)
    assert batch.entries == ()
    assert batch.tasks == ()
    assert batch.evidence == ()
    assert batch.unused == ()
    assert batch.submissions[0].department == DEPARTMENT
    assert batch.submissions[0].period == 2020
    assert {finding.severity for finding in batch.findings} <= {"notice"}


def insert_rows(book):
    book["指标填报"].insert_rows(7, 3)


def delete_rows(book):
    book["指标填报"].delete_rows(6, 1)


def rename_sheet(book):
    book["指标填报"].title = "Sheet1"


def move_column(book):
    sheet = book["指标填报"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    for row in range(4, sheet.max_row + 1):
        sheet.cell(row, 26).value, sheet.cell(row, 1).value = sheet.cell(row, 1).value, None


def lose_codes(book):
    sheet = book["指标填报"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.delete_cols(1)


def swap_rows(book):
    sheet = book["指标填报"]
    rows = {str(sheet.cell(row, 1).value): row for row in range(5, sheet.max_row + 1)}
    one, two = rows["18"], rows["19"]
    for column in range(1, 24):
        a, b = sheet.cell(one, column), sheet.cell(two, column)
        a.value, b.value = b.value, a.value


@pytest.mark.parametrize(
    "change", [leave_alone, insert_rows, delete_rows, rename_sheet, move_column, lose_codes, swap_rows], ids=lambda f: f.__name__
)
def test_its_rows_are_known_again(blank, tmp_path, change):
    batch = understand(fill(blank, change), tmp_path)
    assert values(batch) == EXPECTED
    assert {finding.code for finding in batch.findings if finding.severity != "notice"} == set()


def test_a_code_over_another_items_name_is_asked(blank, tmp_path):
    def overwrite(book):
        sheet = book["指标填报"]
        row = next(row for row in range(5, sheet.max_row + 1) if str(sheet.cell(row, 1).value) == "18")
        sheet.cell(row, 4).value = "水面率"

    batch = understand(fill(blank, overwrite), tmp_path)
    assert {entry.actual.state for entry in batch.entries if entry.subject == "18"} == {"asked"}
    assert [finding.code for finding in batch.findings if finding.severity != "notice" and finding.item == "18"] == ["H305"]


def change_target(book):
    sheet = book["指标填报"]
    next(sheet.cell(row, 7) for row in range(5, sheet.max_row + 1) if isinstance(sheet.cell(row, 7), Cell)).value = "≥30"


def test_a_changed_target_is_told(blank, tmp_path):
    def change(book):
        sheet = book["指标填报"]
        row = next(row for row in range(5, sheet.max_row + 1) if str(sheet.cell(row, 1).value) == "18")
        sheet.cell(row, 7).value = "≥30"

    batch = understand(fill(blank, change), tmp_path)
    assert [(finding.code, finding.item) for finding in batch.findings if finding.severity != "notice"] == [("N401", "18")]


def test_a_form_that_was_issued_before_stamps_were_packed_is_read_as_ever():
    duty = next(duty for duty in list_duties(SYSTEM) if duty.department == "市财政局")
    now, answers = fill_blank(SYSTEM, duty, 2020, read_form(Templates().words(FORM)))
    before, filler = load_workbook(BEFORE), Filler(SYSTEM, 2020)
    filler.fill(before)
    assert filler.answers == answers
    office = Office.open(SYSTEM, period=2020)
    for change in (leave_alone, change_target):
        batches = []
        for book in (before, now):
            change(book)
            batches.append(read_one(Input("市财政局/台账.xlsx", data=saved(book)), office))
        old, new = (replace(batch, submissions=()) for batch in batches)
        assert old == new
        assert wrong(answers, old) == {}
    assert [finding.code for finding in old.findings if finding.severity != "notice"] == ["N401"]


@pytest.mark.office
def test_its_stamps_survive_libreoffice(blank, tmp_path):
    if shutil.which("soffice") is None:
        pytest.skip("没有安装 LibreOffice")
    source = tmp_path / "in" / "台账.xlsx"
    source.parent.mkdir()
    source.write_bytes(fill(blank))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "out", source],
        check=True,
        capture_output=True,
        timeout=180,
    )
    batch = understand((tmp_path / "out" / "台账.xlsx").read_bytes(), tmp_path)
    assert values(batch) == EXPECTED
    assert batch.unused == ()

"""A file that was given back comes in again: what is ours of it is known and set aside, what was answered is heard, all else is as it was."""

import hashlib
import io
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from returning import answered, give_back, opened, packed, parts, question, read, returned

sys.path.append(str(Path(__file__).parent / "layouts"))

from containers import CONTAINERS
from containers_books import as_xlsx
from test_matrix import LAYOUTS, told

from ecoreport.model import RETURN_FILLS, RETURN_HEAD, Batch, Ledger, Original, ReturnedFile, Source, Submission
from ecoreport.reading import Input
from ecoreport.reading import read as read_ledgers

SAMPLES = Path(__file__).parent.parent / "sample_inputs"
FILE = "市资源规划局/台账.xlsx"
ROWS = [["指标名称", "单位", "2020年完成值", "备注"], ["森林覆盖率", "%", 50.5, None], ["自然岸线保有量", "%", 78.1, None]]
SAID = "因台风受损林地尚未恢复统计口径，省厅已认可（演示）"


def workbook(rows: list[list[object]], **comments: str) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for address, text in comments.items():
        book.active[address].comment = openpyxl.comments.Comment(text, "张三")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


DATA = workbook(ROWS)


@cache
def plain() -> ReturnedFile:
    asked = (question(Source(FILE, "Sheet", "C2"), 1), question(Source(FILE, "Sheet", "C3"), 2, "error"), question(Source(FILE), 3))
    return returned(FILE, DATA, asked)


def ledger(data: bytes, file: str = FILE) -> Ledger:
    (one,) = read_ledgers(Input(file, data=data))
    return one


def alike(batch: Batch) -> dict[str, list[object]]:
    """Tell what a file says, but for the count of its cells: those of 反馈意见 are among them; a formula that a text stands for is asked too."""
    said = {name: texts for name, texts in told(batch).items() if name != "cells"}
    return said | {"findings": sorted(tuple(word.replace("N223", "N218") for word in finding) for finding in said["findings"])}


# ---- every layout, every container, every sample ------------------------------------------------


@pytest.mark.parametrize("number", range(len(LAYOUTS)), ids=[case.name for case in LAYOUTS])
def test_a_layout_that_was_given_back_is_cell_by_cell_what_it_was(number: int) -> None:
    case = LAYOUTS[number]
    data = as_xlsx(case)
    back = returned(case.file, data)
    assert (back.fresh, back.lost) == (False, ())
    assert ledger(back.data, case.file).sheets == ledger(data, case.file).sheets


_HELD = [
    (container, LAYOUTS[number])
    for at, container in enumerate(CONTAINERS)
    for number in range(at, len(LAYOUTS), 17)
    if not container.cannot(LAYOUTS[number])
]


@pytest.mark.parametrize(("container", "case"), _HELD, ids=[f"{container.name}-{case.name}" for container, case in _HELD])
def test_a_layout_of_another_container_comes_back_as_a_fresh_workbook_that_says_the_same(container, case) -> None:
    file, data = container.file(case), container.make(case)
    back = returned(file, data)
    assert back.fresh
    assert alike(read(str(Path(file).with_suffix(".xlsx")), back.data, case.period)) == alike(read(file, data, case.period))


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir() if path.suffix in (".xlsx", ".xls", ".ods", ".csv")))
def test_a_sample_that_was_given_back_says_what_it_said(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    if ledger(data, name).outcome != "read":
        return  # the one that has a password: tested beside the rendering
    back = returned(name, data)
    again = str(Path(name).with_suffix(".xlsx"))
    if back.fresh:
        assert alike(read(again, back.data)) == alike(read(name, data))
    else:
        assert ledger(back.data, again).sheets == ledger(data, name).sheets
    kept = ledger(back.data, again).returned
    assert kept is not None
    assert kept.original == hashlib.sha256(data).hexdigest() == hashlib.sha256((SAMPLES / name).read_bytes()).hexdigest()


# ---- what is ours is set aside ------------------------------------------------------------------


def test_nothing_of_ours_is_unused_or_asked() -> None:
    batch = read(FILE, plain().data)
    assert not batch.unused
    assert not batch.findings
    assert batch.submissions[0].cells.counted == batch.submissions[0].cells.used + batch.submissions[0].cells.furniture
    assert not batch.answers


def test_marks_are_no_colours_and_no_comments_of_the_department() -> None:
    sheets = ledger(plain().data).sheets
    assert [sheet.name for sheet in sheets] == ["Sheet"]
    assert not [cell for cell in sheets[0].cells if cell.comment]
    assert not sheets[0].fills


def test_a_comment_of_the_department_stands_before_ours_and_is_heard_as_it_was() -> None:
    data = workbook(ROWS, C2="2020年为快报数", B1="计量单位")
    back = returned(FILE, data, (question(Source(FILE, "Sheet", "C2")),))
    shown = opened(back.data)["Sheet"]
    assert shown["C2"].comment.text.startswith(f"2020年为快报数\n{RETURN_HEAD}\nK101-")
    assert shown["B1"].comment.text == "计量单位"
    assert {cell.address: cell.comment for cell in ledger(back.data).sheets[0].cells if cell.comment} == {
        "C2": "2020年为快报数",
        "B1": "计量单位",
    }


def test_what_was_typed_is_an_answer_to_its_question_with_its_cell() -> None:
    batch = read(FILE, answered(plain().data, {"F5": "情况属实", "G5": SAID, "G6": "已按要求修改"}))
    first, second = batch.answers
    assert (first.finding, first.result, first.words) == (question(None, 1).id, "情况属实", SAID)
    assert (first.source.sheet, first.source.cell) == ("反馈意见", "G5")
    assert (second.finding, second.said) == (question(None, 2).id, "已按要求修改")
    assert not batch.unused
    assert batch.submissions[0].cells.used == read(FILE, plain().data).submissions[0].cells.used + 3


def test_words_beside_and_below_the_table_are_answers_too() -> None:
    members = parts(plain().data)
    name = "xl/worksheets/sheetReturn1.xml"
    said = '<c r="H5" t="inlineStr"><is><t>见公报（演示）</t></is></c>'
    below = '<row r="12"><c r="C12" t="inlineStr"><is><t>以上均已报省厅（演示）</t></is></c></row>'
    text = members[name].decode().replace('</row><row r="6"', f'{said}</row><row r="6"').replace("</sheetData>", f"{below}</sheetData>")
    answers = read(FILE, packed(members | {name: text.encode()})).answers
    assert [(answer.finding, answer.said) for answer in answers] == [
        (question(None, 1).id, "见公报（演示）"),
        ("", "以上均已报省厅（演示）"),
    ]


def test_opinions_that_come_back_without_a_word_are_no_ledger() -> None:
    told = give_back(Submission(FILE, "a" * 64, "市资源规划局", "failed"), Original(FILE, fault="unread"), (question(Source(FILE)),))
    assert (ledger(told.data).outcome, ledger(told.data).message) == ("skipped", "退回的修改意见，没有填写内容，未读取")
    assert ledger(answered(told.data, {"G5": SAID})).outcome == "read"


# ---- it is known whatever became of it ----------------------------------------------------------


def without_property(data: bytes) -> bytes:
    members = parts(data)
    return packed(members | {"docProps/custom.xml": members["docProps/custom.xml"].replace(b"ecoreport_return", b"other")})


def without_memory(data: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    del book["_ecoreport_return"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_openpyxl(data: bytes) -> bytes:
    out = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "original"),
    [
        (by_openpyxl, True),
        (without_property, True),
        (without_memory, True),
        (lambda data: without_memory(without_property(data)), False),
    ],
    ids=["saved by openpyxl", "without its property", "without its hidden sheet", "by 反馈意见 alone"],
)
def test_it_is_known_and_its_answers_are_heard(change, original: bool) -> None:
    batch = read(FILE, change(answered(plain().data, {"G5": SAID})))
    assert batch.submissions[0].returned == (hashlib.sha256(DATA).hexdigest() if original else "")
    assert [(answer.finding, answer.words) for answer in batch.answers] == [(question(None, 1).id, SAID)]
    assert not batch.unused
    assert not [finding for finding in batch.findings if finding.severity != "notice"]


@pytest.mark.office
def test_it_is_known_after_libreoffice_saved_it(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(answered(plain().data, {"G5": SAID}))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(shutil.which("soffice")), profile, "--headless", "--convert-to"]
    for suffix in ("ods", "xls"):
        subprocess.run([*command, suffix, "--outdir", tmp_path / "out", tmp_path / "台账.xlsx"], check=True, capture_output=True)
        batch = read(f"市资源规划局/台账.{suffix}", (tmp_path / "out" / f"台账.{suffix}").read_bytes())
        assert batch.submissions[0].returned
        assert [(answer.finding, answer.words) for answer in batch.answers] == [(question(None, 1).id, SAID)]
        assert not batch.unused
        assert not [cell.comment for sheet in ledger_of(tmp_path, suffix).sheets for cell in sheet.cells if cell.comment]


def ledger_of(folder: Path, suffix: str) -> Ledger:
    return ledger((folder / "out" / f"台账.{suffix}").read_bytes(), f"台账.{suffix}")


def test_a_sheet_of_the_department_with_such_headings_is_its_own() -> None:
    rows: list[list[object]] = [["编号", "修改结果", "说明"], ["1", "已修改", "森林覆盖率已复核"]]
    assert ledger(workbook(rows)).returned is None


def test_colours_of_the_department_are_what_they_were() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(ROWS)))
    book.active["C2"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF92D050")
    out = io.BytesIO()
    book.save(out)
    back = returned(FILE, out.getvalue(), (question(Source(FILE, "Sheet", "C2")),))
    shown = opened(back.data)["Sheet"]["C2"]
    assert shown.fill.fgColor.rgb == f"FF{RETURN_FILLS['verify']}"
    assert ledger(back.data).sheets[0].fills == ((2, 3, "92D050"),)


def test_a_second_return_takes_the_first_one_s_marks_away() -> None:
    second = returned(FILE, answered(plain().data, {"G5": SAID}), (question(Source(FILE, "Sheet", "C3"), 2, "error"),))
    book = opened(second.data)
    assert book.sheetnames == ["Sheet", "反馈意见", "_ecoreport_return"]
    assert book["Sheet"]["C2"].comment is None
    assert book["Sheet"]["C2"].fill.fill_type is None
    assert book["Sheet"]["C3"].comment.text.count(RETURN_HEAD) == 1
    assert [row[0].value for row in book["反馈意见"].iter_rows(min_row=5)] == [question(None, 2).id]
    assert read(FILE, second.data).submissions[0].returned == hashlib.sha256(answered(plain().data, {"G5": SAID})).hexdigest()


def test_what_was_answered_before_stands_in_the_next_return() -> None:
    typed = answered(plain().data, {"F5": "情况属实", "G5": SAID})
    again = returned(FILE, typed, (replace(question(Source(FILE, "Sheet", "C2"), 1)),))
    sheet = opened(again.data)["反馈意见"]
    assert (sheet["F5"].value, sheet["G5"].value) == ("情况属实", SAID)

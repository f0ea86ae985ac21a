"""Whatever a department saves a layout as, the same comes out: values, findings, and the account of every cell."""

import functools
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

sys.path.append(str(Path(__file__).parent / "layouts"))

from builder import C, Case, S
from containers import CONTAINERS, Container, facts
from containers_books import as_xlsx
from files_containers import as_ods as as_ods_rows
from files_wrong import make_package
from habits import HABITS, one
from layout_cells import Wide
from offices import TEN_OFFICES
from scoring import score
from strangers import STRANGERS

from ecoreport.model import Batch, Figure, Finding, Ledger, Sheet
from ecoreport.normalisation import normalise
from ecoreport.office import Office
from ecoreport.reading import Input
from ecoreport.reading import read as read_ledger
from ecoreport.recognition import recognise
from ecoreport.system import load_system
from ecoreport.vocabulary import load_vocabulary
from ecoreport.work import read_one

SYSTEM, VOCABULARY = load_system(), load_vocabulary()

_H = ["指标名称", "单位", "2020年完成值"]
# What a cell stores beside its value, one fact a layout.
STORED = (
    one("百分比格式", [_H, ["森林覆盖率", "%", C(0.505, "0.0%")], ["自然岸线保有量", "%", C(0.781, "0.00%")]], {("18", 2020): "50.5", ("31", 2020): "78.1"}),
    one("百分号只是字面", [_H, ["森林覆盖率", "%", C(50.5, '0.0"%"')], ["自然岸线保有量", "%", C(78.1, "0.0\\%")]], {("18", 2020): "50.5", ("31", 2020): "78.1"}),
    one("小数配字面百分号", [_H, ["森林覆盖率", "%", C(0.505, "0.0\\%")]], {("18", 2020): "0.505"}),
    one("单位写在格式里", [_H[::2], ["自然岸线修复长度", C(11.37, '0.00"公里"')]], {("21.1", 2020): "11.37"}),
    one("千位分隔", [_H[::2], ["绿色贷款", C(1234.5, "#,##0.00")]], {("12", 2020): "1234.5"}),
    one("划线的旧值", [_H, ["森林覆盖率", "%", C(49.8, struck=True)], ["自然岸线保有量", "%", C("77.9", struck=True)]], {("18", 2020): None, ("31", 2020): None}),
    one("一格里划掉旧值写新值", [_H, ["森林覆盖率", "%", C("49.850.5", kept="50.5")]], {("18", 2020): "50.5"}),
    one("错误值", [_H, ["森林覆盖率", "%", C(error="#DIV/0!")], ["自然岸线保有量", "%", C(error="#N/A")]], {("18", 2020): None, ("31", 2020): None}),
    one("公式没有结果", [_H, ["森林覆盖率", "%", C(formula="A1+B2")]], {("18", 2020): None}),
    one("日期占了数值的位置", [_H, ["森林覆盖率", "%", date(2020, 5, 1)], ["自然岸线保有量", "%", C(date(2020, 12, 1), 'yyyy"年"mm"月"')]], {("18", 2020): None, ("31", 2020): None}),
    one("是否达标填成逻辑值", [[*_H, "是否达标"], ["森林覆盖率", "%", 50.5, True]], {("18", 2020): "50.5"}),
    one("逻辑值占了数值的位置", [_H, ["自然岸线修复长度", "公里", True]], {("21.1", 2020): None}),
    one("数字存成文本", [["序号", *_H], ["18", "森林覆盖率", "%", "50.5"], ["31", "自然岸线保有量", "%", "78.10"]], {("18", 2020): "50.5", ("31", 2020): "78.1"}),
    one("批注里有话", [_H, ["森林覆盖率", "%", C(50.5, comment="请核实口径")]], {("18", 2020): "50.5"}),
    Case("手工隐藏的行", [S("Sheet1", [_H, ["森林覆盖率", "%", 50.5], ["自然岸线保有量", "%", 78.1]], hidden_rows=(3,))], {("18", 2020): "50.5", ("31", 2020): "78.1"}),
    Case("隐藏的列", [Wide("Sheet1", [[*_H, "2019年完成值"], ["森林覆盖率", "%", 50.5, 50.3]], hidden_columns=(4,))], {("18", 2020): "50.5", ("18", 2019): "50.3"}),
    Case("深度隐藏的表", [S("填报", [_H, ["森林覆盖率", "%", 50.5]]), S("旧", [["指标名称", "2019年"], ["森林覆盖率", 50.3]], state="very_hidden")], {("18", 2020): "50.5", ("18", 2019): "50.3"}),
    one("特殊字符", [[*_H, "备注"], ["森林覆盖率", "%", 50.5, 'A&B<5>,"引号"\n第二行 μg/m³ 😀']], {("18", 2020): "50.5"}),
    one("小数位很长", [_H, ["森林覆盖率", "%", 50.123456789012], ["自然岸线保有量", "%", 10.1 + 20.2]], {("18", 2020): "50.123456789012", ("31", 2020): "30.3"}),
    one("空格与空行", [[], [None, *_H], [], [None, " 森林覆盖率 ", "%", 50.5], [None, None, None, " "]], {("18", 2020): "50.5"}),
)  # fmt: skip
LAYOUTS = (*HABITS, *TEN_OFFICES, *STRANGERS, *STORED)


def read(data: bytes, file: str, case: Case) -> Batch:
    return read_one(Input(file, data=data), Office.open(SYSTEM, period=case.period))


@functools.cache
def read_xlsx(number: int) -> Batch:
    case = LAYOUTS[number]
    return read(as_xlsx(case), case.file, case)


def told(batch: Batch) -> dict[str, list[object]]:
    """Everything that a batch says, but for the names of file and sheet and the notice of the container."""
    (submission,) = batch.submissions
    return {
        "file": [submission.outcome, submission.department, submission.period],
        "cells": [submission.cells],
        "unused": sorted(unused.source.cell or "" for unused in batch.unused),
        "entries": sorted(_entries(batch), key=repr),
        "tasks": sorted(
            ((task.subject, task.status and task.status.text, _figure(task.progress), task.source.cell) for task in batch.tasks), key=repr
        ),
        "evidence": sorted(
            (piece.number, piece.title, piece.document_number, piece.dated, piece.subjects, piece.source.cell) for piece in batch.evidence
        ),
        "signatures": sorted(((label.role, label.dated, label.source.cell) for label in batch.signatures), key=repr),
        "highlights": sorted((highlight.title, highlight.text) for highlight in batch.highlights),
        "findings": sorted(_finding(finding) for finding in batch.findings if finding.code != "R301"),
    }


def _entries(batch: Batch) -> Iterator[object]:
    for entry in batch.entries:
        sides = (entry.numerator, entry.denominator, entry.average, entry.assigned)
        yield entry.subject, entry.year, _figure(entry.actual), *map(_figure, sides), entry.recognised_by


def _figure(figure: Figure | None) -> object:
    return figure and (
        figure.value,
        figure.text if figure.state == "value" else None,
        figure.state,
        figure.written,
        figure.hidden,
        figure.source.cell,
    )


def _finding(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.severity, finding.item or "", str(finding.task or ""), finding.cell or ""


# ---- every layout in every container that can hold it -----------------------------------------


def _held() -> Iterator[object]:
    for container in CONTAINERS:
        for number, case in enumerate(LAYOUTS):
            if not container.cannot(case):
                yield pytest.param(container, number, id=f"{container.name}-{case.name}")


@pytest.mark.parametrize(("container", "number"), list(_held()))
def test_a_layout_says_the_same_in_another_container(container: Container, number: int) -> None:
    case = LAYOUTS[number]
    batch = read(container.make(case), container.file(case), case)
    assert batch.submissions[0].container == container.kind
    assert told(batch) == told(read_xlsx(number))


def test_every_layout_is_held_by_at_least_two_other_containers() -> None:
    held = {case.name: [container.name for container in CONTAINERS if not container.cannot(case)] for case in LAYOUTS}
    assert not {name: containers for name, containers in held.items() if len(containers) < 2}


@pytest.mark.parametrize("case", STORED, ids=lambda case: case.name)
def test_what_a_cell_stores_beside_its_value_decides_what_is_read(case: Case) -> None:
    result = score(case, read_xlsx(LAYOUTS.index(case)))
    assert (result.right + result.asked, result.silent, result.missed) == (result.expected, [], [])


# ---- what WPS and LibreOffice do in their own way ----------------------------------------------

_HEADINGS = ("指标名称", "单位", "2020年完成值", "是否达标", "佐证材料")
_ROW = ("自然岸线修复长度", "公里")
_FILE = "市资源规划局/台账"
_DISPIMG = "DISPIMG(&quot;ID_5F2A&quot;,1)"


def in_xlsx(value: str, met: str, evidence: str = "") -> bytes:
    """One row under the headings; the cells of 2020, 是否达标 and 佐证材料 as XML without their addresses."""
    head, body = ("".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in line) for line in (_HEADINGS, _ROW))
    return make_package(f"<sheetData><row>{head}</row><row>{body}{value}{met}{evidence}</row></sheetData>")


def in_ods(value: str, met: str, evidence: str = "") -> bytes:
    head, body = (
        "".join(f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in line)
        for line in (_HEADINGS, _ROW)
    )
    return as_ods_rows(f"<table:table-row>{head}</table:table-row><table:table-row>{body}{value}{met}{evidence}</table:table-row>")


def in_xml2003(value: str, met: str, evidence: str = "") -> bytes:
    head, body = ("".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in line) for line in (_HEADINGS, _ROW))
    names = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    rows = f"<Row>{head}</Row><Row>{body}{value}{met}{evidence}</Row>"
    return f'<?xml version="1.0"?><Workbook {names}><Worksheet ss:Name="Sheet1"><Table>{rows}</Table></Worksheet></Workbook>'.encode()


_TRUE_FORMS = (
    pytest.param(".xlsx", in_xlsx, '<c t="b"><v>1</v></c>', id="xlsx-plain"),
    pytest.param(".xlsx", in_xlsx, '<c t="b"><f>TRUE()</f><v>1</v></c>', id="xlsx-formula"),
    pytest.param(".ods", in_ods, '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>', id="ods-plain"),
    pytest.param(
        ".ods",
        in_ods,
        '<table:table-cell table:formula="of:=TRUE()" office:value-type="boolean" office:boolean-value="true"/>',
        id="ods-formula",
    ),
    pytest.param(
        ".ods",
        in_ods,
        '<table:table-cell table:formula="of:=TRUE()" office:value-type="float" office:value="1"><text:p>TRUE</text:p></table:table-cell>',
        id="ods-formula-with-a-number",
    ),
    pytest.param(".xls", in_xml2003, '<Cell ss:Formula="=TRUE()"><Data ss:Type="Boolean">1</Data></Cell>', id="xml2003-formula"),
)


@pytest.mark.parametrize(("suffix", "make", "true"), _TRUE_FORMS)
def test_a_boolean_is_no_number_however_it_is_saved(suffix: str, make: Callable[..., bytes], true: str) -> None:
    batch = read(make(true, true), _FILE + suffix, STORED[0])
    (entry,) = batch.entries
    assert (entry.actual.state, entry.actual.value) == ("asked", None)
    assert [(finding.code, finding.cell) for finding in batch.findings if finding.severity != "notice"] == [("N222", "C2")]
    assert entry.self_assessment is not None
    assert entry.self_assessment.text == "TRUE"


_PICTURE_FORMS = (
    pytest.param(".xlsx", in_xlsx, f'<c t="str"><f>_xlfn.{_DISPIMG}</f><v>={_DISPIMG}</v></c>', id="xlsx-by-WPS"),
    pytest.param(".xlsx", in_xlsx, f'<c t="e"><f>_xlfn.{_DISPIMG}</f><v>#NAME?</v></c>', id="xlsx-by-LibreOffice"),
    pytest.param(
        ".ods",
        in_ods,
        '<table:table-cell table:formula="of:=_xlfn.dispimg(&quot;ID_5F2A&quot;;1)" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#NAME?</text:p></table:table-cell>',
        id="ods-by-LibreOffice",
    ),
    pytest.param(
        ".xls", in_xml2003, f'<Cell ss:Formula="={_DISPIMG}"><Data ss:Type="String">={_DISPIMG}</Data></Cell>', id="xml2003-by-WPS"
    ),
)  # fmt: skip


@pytest.mark.parametrize(("suffix", "make", "picture"), _PICTURE_FORMS)
def test_a_picture_in_a_cell_is_told_and_never_read_as_a_value(suffix: str, make: Callable[..., bytes], picture: str) -> None:
    batch = read(make(picture, make_text(suffix), picture), _FILE + suffix, STORED[0])
    (entry,) = batch.entries
    assert (entry.actual.state, entry.actual.value) == ("asked", None)
    assert {"R302"} & {finding.code for finding in batch.findings}


def make_text(suffix: str) -> str:
    """An empty cell between two others."""
    return {".xlsx": '<c t="inlineStr"><is><t>是</t></is></c>', ".ods": "<table:table-cell/>"}.get(suffix, "<Cell/>")


def test_a_deeply_hidden_sheet_is_still_hidden_where_only_one_way_of_hiding_is_known() -> None:
    case = next(case for case in STORED if case.name == "深度隐藏的表")
    ods = next(container for container in CONTAINERS if container.name == "ods")
    (before,), (after,) = (read_ledger(Input(name, data=data)) for name, data in (("a.xlsx", as_xlsx(case)), ("a.ods", ods.make(case))))
    assert [sheet.state for sheet in before.sheets] == ["visible", "very_hidden"]
    assert [sheet.state for sheet in after.sheets] == ["visible", "hidden"]


# ---- converted by LibreOffice -------------------------------------------------------------------

# What LibreOffice changes on its way from .xlsx, by the fact that it touches.
CHANGED = {"no result": "it computes a formula that had no stored result"}
# Every other layout: what another program does to one kind of cell is seen in each, and what a cell stores is all there.
KEPT = tuple(number for number, case in enumerate(LAYOUTS) if not facts(case) & CHANGED.keys() and (case in STORED or number % 2 == 0))


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheets of all layouts in one workbook, converted to .ods and .xls by two runs side by side."""
    room = tmp_path_factory.mktemp("office")
    sheets = [replace(spec, name=f"{number}.{place}") for number in KEPT for place, spec in enumerate(LAYOUTS[number].sheets)]
    (room / "book.xlsx").write_bytes(as_xlsx(Case("全部", sheets)))
    runs = [
        subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation={(room / f'profile-{kind}').as_uri()}",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                room,
                room / "book.xlsx",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for kind in ("ods", "xls")
    ]
    assert [run.wait(timeout=300) for run in runs] == [0, 0]
    return room


def read_book(book: Path) -> tuple[Ledger, dict[int, tuple[Sheet, ...]]]:
    """Read the one workbook; give back to each layout its sheets under their names."""
    (ledger,) = read_ledger(Input(book.name, data=book.read_bytes()))
    sheets = {sheet.name: sheet for sheet in ledger.sheets}
    parts = {
        number: tuple(replace(sheets[f"{number}.{place}"], name=spec.name) for place, spec in enumerate(LAYOUTS[number].sheets))
        for number in KEPT
    }
    return ledger, parts


@pytest.mark.office
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_a_layout_says_the_same_after_libreoffice_converted_it(kind: str, converted: Path) -> None:
    before, _ = read_book(converted / "book.xlsx")
    after, sheets = read_book(converted / f"book.{kind}")
    assert [_finding(finding) for finding in after.findings] == [_finding(finding) for finding in before.findings]
    different = {}
    for number, parts in sheets.items():
        case = LAYOUTS[number]
        ledger = replace(after, file=str(PurePosixPath(case.file).with_suffix(f".{kind}")), sheets=parts, findings=())
        layout = recognise(ledger, SYSTEM, VOCABULARY, case.period)
        said, expected = told(normalise(layout, ledger, SYSTEM, VOCABULARY, case.period)), told(read_xlsx(number))
        different |= {case.name: [key for key in said if said[key] != expected[key]]} if said != expected else {}
    assert different == {}

"""Rules that a stage tells on its way (files R, headings H, numbers N, the plan S): each against its own little table.

H*.csv, N*.csv: a ledger as it is typed. Columns: case, file (default 台账), sheet (default 表), row (nothing, or `hidden`, `filtered`,
`sheet hidden`, `pictures 2`), then the grid's columns A, B, C …, and last `expect`: the rule's code where it must point at this row.
A finding about a whole sheet or file belongs to its first row. A cell is its text; what is no text begins with a mark:

    =n:50.5        a number                     =e:#DIV/0!    an error              =s:49.8        struck through
    =%:0.505       a number shown as 50.5%      =f:B2/C2      a formula, no result  =k:49.8|50.5   partly struck; 50.5 remains
    =,:12345       a number shown in thousands  =d:2020-05-06 a date                =^             merged with the cell above
    =<             merged with the cell before  =b:1          true
R*.csv: a file. Columns: case, name (with its extension), made (see `make`), password, expect.
S*.csv: a little plan, one record a row. Columns: case, kind (item, task, main, goal, link, note), no, name, text, unit, target, direction,
departments, items, tasks, expect: the items, tasks (T7) or 计划 of which the rule speaks.
"""

import csv
import itertools
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import files_containers as containers
import pytest
from files_workbooks import by_openpyxl, make_contents
from files_wrong import add_odd_entries, encrypted, make_package, make_wrong_files

from ecoreport import pipeline, reading, versions
from ecoreport.checks.plan import check_plan
from ecoreport.model import (
    Area,
    Batch,
    Cell,
    DefinitionNote,
    Finding,
    Goal,
    Indicator,
    IndicatorSystem,
    Item,
    KeyTask,
    Ledger,
    Link,
    MainTask,
    Sheet,
    column_letters,
)
from ecoreport.normalisation import normalise
from ecoreport.recognition import recognise
from ecoreport.system import load_system
from ecoreport.vocabulary import load_vocabulary

FOLDER = Path(__file__).parent / "rules"
SYSTEM, VOCABULARY = load_system(), load_vocabulary()
GOOD = by_openpyxl(make_contents(3))
WRONG = make_wrong_files(GOOD, large=False)
CODES = [rule.code for rule in pipeline.RULES]
LEDGER_CODES = [code for code in CODES if code[0] in "HN"]
FILE_CODES = [code for code in CODES if code[0] == "R" and code != pipeline.UNEXPECTED.code]
PLAN_CODES = [code for code in CODES if code[0] == "S"]

Row = dict[str, str]


def read_cases(code: str) -> dict[str, list[Row]]:
    with (FOLDER / f"{code}.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {name: list(group) for name, group in itertools.groupby(rows, key=lambda row: row["case"])}


def cases_of(codes: Iterable[str]) -> list:
    told = [(code, name, rows) for code in codes if (FOLDER / f"{code}.csv").exists() for name, rows in read_cases(code).items()]
    return [pytest.param(code, rows, id=f"{code} {name}") for code, name, rows in told]


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_its_table_with_a_case_that_hits_and_one_that_passes(code: str) -> None:
    expectations = [any(row["expect"] for row in rows) for rows in read_cases(code).values()]
    assert True in expectations
    assert False in expectations


def test_every_table_belongs_to_a_rule() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.csv")) == sorted(CODES)


# ---- H and N: little ledgers ----------------------------------------------------------------------


@pytest.mark.parametrize(("code", "rows"), cases_of(LEDGER_CODES))
def test_a_ledger_is_told_of_where_its_rows_expect_it(code: str, rows: list[Row]) -> None:
    places: dict[tuple[str, str | None, int | None], int] = {}
    batch = Batch()
    for file, sheets in _files(rows).items():
        ledger = Ledger(file, "0" * 64, "xlsx", tuple(_sheet(name, told) for name, told in sheets.items()))
        batch += normalise(recognise(ledger, SYSTEM, VOCABULARY, 2020), ledger, SYSTEM, VOCABULARY, 2020)
        for sheet, told in sheets.items():
            for line, (number, _) in enumerate(told, 1):
                places[file, sheet, line] = number
                places.setdefault((file, sheet, None), number)
                places.setdefault((file, None, None), number)
    told_of = [finding for finding in versions.settle(batch).findings if finding.code == code]
    found = {places[_place(finding)] for finding in told_of}
    assert found == {number for number, row in enumerate(rows) if row["expect"]}, [finding.message for finding in told_of]
    assert {row["expect"] for row in rows} <= {"", code}
    assert not any("{" in finding.message + finding.advice for finding in told_of)


def _place(finding: Finding) -> tuple[str, str | None, int | None]:
    source = finding.source
    assert source is not None
    return source.file, source.sheet, int(source.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) if source.cell else None


def _files(rows: list[Row]) -> dict[str, dict[str, list[tuple[int, Row]]]]:
    files: dict[str, dict[str, list[tuple[int, Row]]]] = {}
    for number, row in enumerate(rows):
        file = row.get("file") or "市资源规划局/台账"
        files.setdefault(f"{file}.xlsx", {}).setdefault(row.get("sheet") or "表", []).append((number, row))
    return files


def _sheet(name: str, told: list[tuple[int, Row]]) -> Sheet:
    cells: list[Cell] = []
    merged: dict[tuple[int, int], Area] = {}
    heads: dict[tuple[int, int], tuple[int, int]] = {}
    marks = [row.get("row", "") for _, row in told]
    hidden = "sheet hidden" in marks
    for line, (_, row) in enumerate(told, 1):
        for column in range(1, 27):
            text = row.get(column_letters(column)) or ""
            if text in ("=^", "=<"):
                before = (line - 1, column) if text == "=^" else (line, column - 1)
                head = heads[line, column] = heads.get(before, before)
                merged[head] = Area(*head, line, column)
            elif text:
                cell = _cell(line, column, text)
                out_of_sight = hidden or marks[line - 1] in ("hidden", "filtered")
                cells.append(replace(cell, hidden=out_of_sight, filtered=marks[line - 1] == "filtered"))
    pictures = sum(int(mark.removeprefix("pictures ")) for mark in marks if mark.startswith("pictures "))
    return Sheet(name, tuple(cells), tuple(merged.values()), "hidden" if hidden else "visible", pictures)


def _cell(row: int, column: int, text: str) -> Cell:
    mark, _, rest = text.partition(":")
    match mark:
        case "=n":
            return Cell(row, column, Decimal(rest))
        case "=%":
            return Cell(row, column, Decimal(rest), shown_percent=True, number_format="0.0%")
        case "=,":
            return Cell(row, column, Decimal(rest), shown_scale=1000, number_format="0,")
        case "=e":
            return Cell(row, column, error=rest)
        case "=f":
            return Cell(row, column, formula=rest)
        case "=d":
            return Cell(row, column, date.fromisoformat(rest), number_format="yyyy-mm-dd")
        case "=b":
            return Cell(row, column, value=rest == "1")
        case "=s":
            return Cell(row, column, rest, struck=True)
        case "=k":
            whole, _, kept = rest.partition("|")
            return Cell(row, column, whole, kept_text=kept)
    return Cell(row, column, text)


# ---- R: files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "rows"), cases_of(FILE_CODES))
def test_a_file_is_told_of_as_its_row_expects(code: str, rows: list[Row], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for row in rows:
        if row["made"] == "没有解密组件":
            monkeypatch.setitem(sys.modules, "msoffcrypto", None)
        ledgers = list(_read(row, tmp_path))
        found = {finding.code for ledger in ledgers for finding in ledger.findings}
        assert found & {code} == set(row["expect"].split()), [ledger.message for ledger in ledgers]
        assert not row["expect"] or found == {code}, "one fault, one finding"


def _read(row: Row, folder: Path) -> Iterator[Ledger]:
    passwords = tuple(row["password"].split())
    if row["made"] == "链接、管道":
        add_odd_entries(folder)
        sources = reading.discover([folder])
    elif row["made"] == "不在了":
        (folder / row["name"]).write_bytes(GOOD)
        sources = reading.discover([folder])
        (folder / row["name"]).unlink()
    else:
        sources = (reading.Input(row["name"], data=make(row["made"])),)
    for source in sources:
        yield from reading.read(source, passwords)


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES = '<fonts><font/></fonts><cellXfs><xf numFmtId="0" fontId="0"/></cellXfs>'
ONE_ROW = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


def make(notation: str) -> bytes:
    """Make a file: a name of `make_wrong_files`, or `what:the rest`."""
    what, _, rest = notation.partition(":")
    if notation in WRONG:
        return WRONG[notation]
    match what:
        case "台账":
            return GOOD
        case "空":
            return b""
        case "文本":
            return rest.replace("|", "\r\n").encode()
        case "国标文本":
            return rest.replace("|", "\r\n").encode("gb18030")
        case "网页":
            return containers.as_html()
        case "ods":
            return containers.as_ods()
        case "空行百万":
            return containers.as_ods(
                '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'
            )
        case "加密" | "没有解密组件":
            return encrypted(GOOD, "zs2020")
        case "压缩包":
            return containers.as_zip({name: make(name) for name in rest.split()})
        case "里层压缩包.zip":
            return containers.as_zip({"台账.xlsx": GOOD})
        case "台账.xlsx":
            return GOOD
        case "格":  # the XML of the cells of row 1
            cells = rest.replace("长文", "长" * 40_000)
            return make_package(
                f'<sheetData><row r="1">{cells}<c r="C1"><v>5</v></c></row></sheetData>', strings="<si><t>甲</t></si>", styles=STYLES
            )
        case "合并":
            areas = "".join(f'<mergeCell ref="{area}"/>' for area in rest.split())
            return make_package(f"{ONE_ROW}<mergeCells>{areas}</mergeCells>")
        case "工作表":  # names, each with the relationship that leads to its part: r1 is there, r9 is not
            named = "".join(
                f'<sheet name="{name}" sheetId="{number}" r:id="{part}"/>'
                for number, (name, part) in enumerate((pair.split("=") for pair in rest.split()), 1)
            )
            workbook = f'<workbook xmlns="{SPACE}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>'
            chart = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r5" Type="{OFFICE}/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>'
            return make_package(
                ONE_ROW, workbook=workbook, more={"xl/_rels/workbook.xml.rels": chart, "xl/chartsheets/sheet1.xml": "<chartsheet/>"}
            )
        case "附件":  # a part beside the sheet: comments or a drawing, and its XML
            kind, _, xml = rest.partition(":")
            related = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{OFFICE}/{kind}" Target="../any.xml"/></Relationships>'
            return make_package(ONE_ROW, more={"xl/worksheets/_rels/sheet1.xml.rels": related, "xl/any.xml": xml})
    raise ValueError(notation)


@pytest.mark.parametrize(("code", "rows"), cases_of([pipeline.UNEXPECTED.code]))
def test_an_unforeseen_fault_stops_one_file_only(code: str, rows: list[Row], monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(ledger: Ledger, *rest: object) -> object:
        if ledger.file in [row["name"] for row in rows if row["made"] == "意外"]:
            raise RuntimeError(ledger.file)
        return recognise(ledger, *rest)

    monkeypatch.setattr(pipeline.recognition, "recognise", stumble)
    for row in rows:
        batch = pipeline.read_one(reading.Input(row["name"], data=GOOD), SYSTEM)
        assert {finding.code for finding in batch.findings} & {code} == set(row["expect"].split())
        assert (batch.submissions[0].outcome == "failed") == bool(row["expect"])


# ---- S: little plans --------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "rows"), cases_of(PLAN_CODES))
def test_a_plan_is_told_of_as_its_rows_expect(code: str, rows: list[Row]) -> None:
    findings = [finding for finding in check_plan(_plan(rows)) if finding.code == code]
    found = sorted(finding.item or (f"T{finding.task}" if finding.task else "计划") for finding in findings)
    assert found == sorted(itertools.chain.from_iterable(row["expect"].split() for row in rows)), [finding.message for finding in findings]


def _plan(rows: list[Row]) -> IndicatorSystem:
    by_kind: dict[str, list[Row]] = {
        kind: [row for row in rows if row["kind"] == kind] for kind in ("item", "task", "main", "goal", "link", "note")
    }
    made = [_item(row) for row in by_kind["item"]]
    indicators = tuple(
        Indicator(no, items[0].indicator, items[0].domain, items[0].group, items[0].nature, tuple(items))
        for no, items in ((no, list(group)) for no, group in itertools.groupby(made, key=lambda item: item.no))
    )
    return replace(
        SYSTEM,
        indicators=indicators,
        key_tasks=tuple(KeyTask(int(row["no"]), "", row["name"], row["text"], _departments(row)) for row in by_kind["task"]),
        main_tasks=tuple(
            MainTask(
                int(row["no"]),
                "",
                row["text"],
                _departments(row),
                tuple(_goal(goal) for goal in by_kind["goal"] if goal["no"].startswith(f"M{row['no']}.")),
            )
            for row in by_kind["main"]
        ),
        links=tuple(Link(int(row["no"]), _numbers(row["items"]), _numbers(row["tasks"])) for row in by_kind["link"]),
        notes=tuple(DefinitionNote(row["no"], row["name"], "疑误", row["text"], row["target"]) for row in by_kind["note"]),
    )


def _item(row: Row) -> Item:
    no = int(row["no"].partition(".")[0])
    direction = {"up": "up", "down": "down"}.get(row["direction"])
    return Item(row["no"], no, row["name"], row["name"], "", "", row["unit"], row["target"], "约束性", direction, _departments(row))


def _goal(row: Row) -> Goal:
    direction = {"up": "up", "down": "down"}.get(row["direction"])
    main = int(row["no"][1:].partition(".")[0])
    items = tuple(row["items"].split())
    return Goal(
        row["no"],
        main,
        row["name"],
        row["target"],
        row["unit"],
        direction,
        _departments(row),
        row["text"],
        items=items,
        text_only=not items,
    )


def _departments(row: Row) -> tuple[str, ...]:
    return tuple(row["departments"].split()) or ("市生态环境局",)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split())

"""Little ledgers, typed cell by cell into tables: the columns A, B, C … of tests/rules/H*.csv and N*.csv.

A row stands for a row of a sheet. Columns: case, file (default 台账), sheet (default 表), row (nothing, or `hidden`, `filtered`, `sheet hidden`,
`pictures 2`), then the grid's columns. A cell is its text; what is no text begins with a mark:

    =n:50.5        a number                     =e:#DIV/0!    an error              =s:49.8        struck through
    =%:0.505       a number shown as 50.5%      =f:B2/C2      a formula, no result  =k:49.8|50.5   partly struck; 50.5 remains
    =,:12345       a number shown in thousands  =d:2020-05-06 a date                =^             merged with the cell above
    =1:50.53       a number shown with one decimal          =y:2020-12-31 a date shown as 2020年
    =<             merged with the cell before  =b:1          true
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from rule_tables import Row, Said, expected

from ecoreport.judging import versions
from ecoreport.judging.scopes import heard
from ecoreport.model import Area, Batch, Cell, Finding, Ledger, Sheet, column_letters
from ecoreport.system import load_system
from ecoreport.vocabulary import load_vocabulary
from ecoreport.work import understand

SYSTEM, VOCABULARY = load_system(), load_vocabulary()


def check_ledger_rule(code: str, rows: list[Row]) -> None:
    """Hold what the stages say of a little ledger against what its rows expect, row by row."""
    told = heard(batch_of(rows), SYSTEM, 2020, date.fromisoformat(rows[0].get("as_of") or "2020-12-31"))
    findings = [finding for finding in told.findings if finding.code == code]
    assert {row["expect"] for row in rows} <= {"", code}
    places = _places(rows)
    found: dict[int, list[Said]] = {}
    for finding in findings:
        found.setdefault(places[_place(finding)], []).append((code, finding.message, finding.advice))
    wanted = {number: row for number, row in enumerate(rows) if row["expect"]}
    assert found.keys() == wanted.keys(), [finding.message for finding in findings]
    for number, row in wanted.items():
        repeated = {**row, "expect": " ".join([code] * len(found[number]))}
        assert sorted(found[number]) == expected([repeated])


def batch_of(rows: list[Row]) -> Batch:
    """Read what the rows type, and settle which file counts."""
    batch = Batch()
    for file, sheets in _files(rows).items():
        ledger = Ledger(file, "0" * 64, "xlsx", tuple(_sheet(name, told) for name, told in sheets.items()))
        batch += understand(ledger, SYSTEM, VOCABULARY, 2020)
    return versions.settle(batch, VOCABULARY)


def _places(rows: list[Row]) -> dict[tuple[str, str | None, int | None], int]:
    """Say which row of the table a place of a ledger is; a whole sheet or file is its first row."""
    places: dict[tuple[str, str | None, int | None], int] = {}
    for file, sheets in _files(rows).items():
        for sheet, told in sheets.items():
            for line, (number, _) in enumerate(told, 1):
                places[file, sheet, line] = number
                places.setdefault((file, sheet, None), number)
                places.setdefault((file, None, None), number)
    return places


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
                cell = cell_of(line, column, text)
                out_of_sight = hidden or marks[line - 1] in ("hidden", "filtered")
                cells.append(replace(cell, hidden=out_of_sight, filtered=marks[line - 1] == "filtered"))
    pictures = sum(int(mark.removeprefix("pictures ")) for mark in marks if mark.startswith("pictures "))
    return Sheet(name, tuple(cells), tuple(merged.values()), "hidden" if hidden else "visible", pictures)


def cell_of(row: int, column: int, text: str) -> Cell:
    """Make the cell that a text with its mark stands for."""
    mark, _, rest = text.partition(":")
    match mark:
        case "=n":
            return Cell(row, column, Decimal(rest))
        case "=%":
            return Cell(row, column, Decimal(rest), shown_percent=True, number_format="0.0%")
        case "=1":
            return Cell(row, column, Decimal(rest), number_format="0.0_ ")
        case "=,":
            return Cell(row, column, Decimal(rest), shown_scale=1000, number_format="0,")
        case "=e":
            return Cell(row, column, error=rest)
        case "=f":
            return Cell(row, column, formula=rest)
        case "=d":
            return Cell(row, column, date.fromisoformat(rest), number_format="yyyy-mm-dd")
        case "=y":
            return Cell(row, column, date.fromisoformat(rest), number_format='yyyy"年"')
        case "=b":
            return Cell(row, column, value=rest == "1")
        case "=s":
            return Cell(row, column, rest, struck=True)
        case "=k":
            whole, _, kept = rest.partition("|")
            return Cell(row, column, whole, kept_text=kept)
    return Cell(row, column, text)

"""A ledger drawn as text, and what recognition makes of it told as text: tests/test_recognition_*.py hold one against the other.

A sketch is a sheet, a line a row, its cells parted by |. A bare number is a number and '2020 a text of digits; ^ is merged with the cell above,
< with the one before (^49: 49 lies under the merge); ␣ is a blank; the marks of tests/typed_ledgers.py (=s: struck through, =d: a date …) hold too. A line `== 名称` begins another sheet,
`== 名称 hidden` a hidden one; a line that ends in ~ is hidden, in ~~ filtered away.

What was made of it, whole, a line each:

    sender: 市水利局, 2019                                              whose ledger, of which year: where the file's name is told
    sender: 市水利局@普陀区, 甲+乙, !某某公司                              for which region, of several departments, of nobody of ours
    18: A2 name · B2 unit · C2 actual 2019 · D2 actual 2020 (%)        one record: whom it is about, its cells with field, year, unit
    18 similarity, year 2019, unit %, by 市水利局, no values, contested: …       what else is known of the record
    label department: B1 市水利局                                       a line of a cover or a signature
    prose: A3                                                        a highlight without a table
    furniture: A1:D1 A4                                              titles, headings, labels
    left: A6 B6                                                      what nobody could use
    H301 A2 48: “公共交通出行分担律”与…                                   a finding: code, place, item or task, sentence
"""

import re
from collections.abc import Iterable, Iterator
from textwrap import dedent

from typed_ledgers import cell_of

from ecoreport.model import Area, Cell, Finding, Ledger, Scope, Sheet, column_letters
from ecoreport.model.layout import Layout, LayoutRecord, Slot
from ecoreport.recognition import recognise
from ecoreport.system import load_system
from ecoreport.vocabulary import load_vocabulary

SYSTEM, VOCABULARY = load_system(), load_vocabulary()
FILE = "市资源规划局/台账.xlsx"


def draw(sketch: str, file: str = FILE) -> Ledger:
    """Make the ledger that a sketch shows."""
    sheets: list[tuple[str, list[str]]] = [("Sheet1", [])]
    for line in dedent(sketch).strip("\n").split("\n"):
        if line.startswith("== "):
            sheets.append((line.removeprefix("== "), []))
        else:
            sheets[-1][1].append(line)
    drawn = [_sheet(title, lines) for title, lines in sheets if lines != [] or title != "Sheet1"]
    return Ledger(file, "0" * 64, "xlsx", tuple(drawn))


def understood(sketch: str, file: str = FILE, period: int = 2020) -> list[str]:
    """Tell whole what recognition makes of a sketch; whose it is and of which year only where the file has a name of its own."""
    ledger = draw(sketch, file)
    layout = recognise(ledger, SYSTEM, VOCABULARY, period)
    one = len(ledger.sheets) == 1
    year = f", {layout.period}" if layout.period else ""
    told = [f"sender: {_sender(layout)}{year}"] if file != FILE else []
    told += [_record(record, one=one) for record in layout.records]
    told += [f"label {label.role}: {_place(label.sheet, label.cell, one=one)} {label.text}" for label in layout.labels]
    told += [f"prose: {_place(slot.sheet, slot.cell, one=one)}" for slot in layout.narratives]
    used = {(slot.sheet, slot.cell.address) for record in layout.records for slot in record.slots}
    used |= {(label.sheet, label.cell.address) for label in layout.labels} | {(slot.sheet, slot.cell.address) for slot in layout.narratives}
    for sheet in ledger.sheets:
        typed = [cell for cell in sheet.cells if cell.counts]
        before = "" if one else f"{sheet.name} "
        furniture = [cell for cell in typed if (sheet.name, cell.address) in layout.furniture]
        left = [cell for cell in typed if (sheet.name, cell.address) not in layout.furniture | used]
        told += [f"{before}furniture: {_ranges(furniture)}"] if furniture else []
        told += [f"{before}left: {_ranges(left)}"] if left else []
    told += [_finding(finding, layout) for finding in layout.findings]
    assert len({finding.id for finding in layout.findings}) == len(layout.findings), told
    return told


def lines(text: str) -> list[str]:
    """Take what is told apart into its lines."""
    return [line for line in text.split("\n") if line]


def _sheet(title: str, drawn: list[str]) -> Sheet:
    name, _, state = title.partition(" ")
    cells: list[Cell] = []
    merged: dict[tuple[int, int], Area] = {}
    heads: dict[tuple[int, int], tuple[int, int]] = {}
    for row, line in enumerate(drawn, 1):
        shown, filtered = line.rstrip().removesuffix("~~"), line.rstrip().endswith("~~")
        hidden = bool(state) or shown.endswith("~") or filtered
        for column, text in enumerate((each.strip() for each in shown.removesuffix("~").split("|")), 1):
            if text.startswith(("^", "<")):
                before = (row - 1, column) if text[0] == "^" else (row, column - 1)
                head = heads[row, column] = heads.get(before, before)
                merged[head] = Area(*head, row, max(column, merged[head].last_column if head in merged else 0))
            typed = text.lstrip("^<")
            if typed:
                cells.append(_cell(row, column, typed, hidden=hidden, filtered=filtered, covered=typed != text))
    return Sheet(name, tuple(cells), tuple(merged.values()), state or "visible")


def _cell(row: int, column: int, text: str, *, hidden: bool, filtered: bool, covered: bool) -> Cell:
    marked = f"=n:{text}" if re.fullmatch(r"-?\d+(\.\d+)?", text) else text.removeprefix("'").replace("\\n", "\n").replace("␣", " ")
    cell = cell_of(row, column, marked)
    return Cell(**{name: getattr(cell, name) for name in Cell.__slots__} | {"hidden": hidden, "filtered": filtered, "covered": covered})


def _sender(layout: Layout) -> str:
    region = f"@{layout.region}" if layout.region else ""
    elsewhere = f"!{layout.elsewhere}" if layout.elsewhere else ""
    return "+".join(layout.departments) or f"{layout.department or ''}{region}{elsewhere}" or "nobody knows"


def _record(record: LayoutRecord, *, one: bool) -> str:
    known = [record.subject or record.kind]
    known[0] += "" if record.recognised_by == "name" else f" {record.recognised_by}"
    known += [f"year {record.year}"] if record.year is not None else []
    known += [f"unit {record.unit}"] if record.unit is not None else []
    known += [f"by {record.reporter}"] if record.reporter is not None else []
    known += ["stamped"] if record.stamped else []
    known += [] if record.valued else ["no values"]
    known += ["contested"] if record.contested else []
    known += [f"of {record.scope.region or record.scope.elsewhere or record.scope.kind}"] if record.scope != Scope() else []
    return f"{', '.join(known)}: {' · '.join(_slot(slot, one=one) for slot in record.slots)}"


def _slot(slot: Slot, *, one: bool) -> str:
    said = f"{_place(slot.sheet, slot.cell, one=one)} {slot.field}"
    said += f" {slot.year}" if slot.year is not None else ""
    said += f" ({slot.unit})" if slot.unit is not None else ""
    return said + (f" “{slot.part}”" if slot.part is not None else "")


def _place(sheet: str, cell: Cell, *, one: bool) -> str:
    return cell.address if one else f"{sheet}!{cell.address}"


def _finding(finding: Finding, layout: Layout) -> str:
    assert finding.department in (layout.departments or (layout.department,)), finding
    source = finding.source
    place = (source.cell or source.sheet or source.file) if source else "nowhere"
    whose = f" {finding.item}" if finding.item else f" T{finding.task}" if finding.task else ""
    return f"{finding.code} {place}{whose}: {finding.message}"


def _ranges(cells: Iterable[Cell]) -> str:
    return " ".join(_runs(sorted((cell.row, cell.column) for cell in cells)))


def _runs(places: list[tuple[int, int]]) -> Iterator[str]:
    runs: list[list[tuple[int, int]]] = []
    for row, column in places:
        if runs and runs[-1][-1] == (row, column - 1):
            runs[-1].append((row, column))
        else:
            runs.append([(row, column)])
    for run in runs:
        ends = dict.fromkeys(f"{column_letters(column)}{row}" for row, column in (run[0], run[-1]))
        yield ":".join(ends)

"""Lies that look met, each with its honest twin, and what the judge makes of both.

Each set was made by another hand that had not seen the judge; every figure in them is made up (演示虚构). A line is a pair: the class of the
lie, the item (or key task) that it is about, and twice what lies on the desk – issued forms filled in, cell by cell as people type, or files
of departments' own; and the office's own facts. A lie is caught where the item is not met, or what it stands on is not confirmed, or a
finding about the value asks; a twin is met (a task completed), confirmed, and nobody is asked.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from readings import Case as Files
from scenes import SYSTEM, VOCABULARY, blank_ledger, fill, list_line, sign

from ecoreport import consolidation, reading
from ecoreport.checks import RULES, check
from ecoreport.judging import versions
from ecoreport.judging.review import review
from ecoreport.model import Batch, Cell, IndicatorSystem, Ledger, Reference, Report, Sheet
from ecoreport.work import understand

FOLDER = Path(__file__).parent
SETS = tuple(
    name
    for name in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")
    if (FOLDER / f"{name}.jsonl").exists()
)
_PERIOD = 2020


@dataclass(frozen=True)
class Pair:
    name: str
    kind: str  # the class of the lie
    subject: str  # "26" or "T7"
    why: str
    sides: Mapping[str, Any]  # "lie" and "truth"

    def report(self, side: str, folder: Path) -> Report:
        """Let the real stages read, judge and consolidate one side."""
        told = self.sides[side]
        plan = _plan(told.get("references") or ())
        ledgers = tuple(_issued(told["ledgers"])) if "ledgers" in told else _own(told["files"], folder)
        batch = versions.settle(sum((understand(each, plan, VOCABULARY, _PERIOD) for each in ledgers), Batch(period=_PERIOD)), VOCABULARY)
        judged = review(batch, plan, _PERIOD, date(_PERIOD, 12, 31), VOCABULARY, None)
        return consolidation.consolidate(judged, check(judged, RULES))


@cache
def pairs(name: str) -> tuple[Pair, ...]:
    return tuple(_pairs(FOLDER / f"{name}.jsonl"))


def _pairs(path: Path) -> Iterator[Pair]:
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        subject = told["item"] if "item" in told else f"T{told['task']}"
        yield Pair(told["pair"], told["class"], subject, told["why"], {side: told[side] for side in ("lie", "truth")})


def _plan(references: Any) -> IndicatorSystem:
    """Add what the office itself knows."""
    own = []
    for told in references:
        figures = {name: Decimal(str(told[name])) for name in ("average", "average_change", "assigned", "actual") if told.get(name)}
        met = {"assigned_met": told["assigned_met"] in ("是", True)} if told.get("assigned_met") is not None else {}
        own.append(Reference(told["item"], int(told.get("year", _PERIOD)), **figures, **met, cell="参照值!A6"))
    return replace(SYSTEM, references=(*SYSTEM.references, *own)) if own else SYSTEM


def _issued(ledgers: Any) -> Iterator[Ledger]:
    """Fill in the forms that the library issues."""
    for number, told in enumerate(ledgers):
        department = told["department"]
        sheets = {sheet.name: sheet for sheet in blank_ledger(department)}
        seen: set[str] = set()
        for row in told.get("items", ()):
            values = {key: str(value) for key, value in row.items() if key not in ("item", "comments", "hidden") and value}
            if row["item"] in seen:  # somebody copied the row and filled in the copy
                sheets["指标填报"] = _with_copy(sheets["指标填报"], department, row, values)
                continue
            seen.add(row["item"])
            fill(sheets, "指标填报", row["item"], values)
            sheets["指标填报"] = _dressed(sheets["指标填报"], row)
        for row in told.get("tasks", ()):
            done = row.get("完成量") or ()
            values = {key: str(value) for key, value in row.items() if key not in ("task", "完成量", "hidden") and value}
            fill(sheets, "重点任务进展", f"T{row['task']}", values)
            sheets["重点任务进展"] = _dressed(sheets["重点任务进展"], {"item": f"T{row['task']}", **row})
            for place, value in enumerate(done, 1):
                if value and _has(sheets["重点任务进展"], f"T{row['task']}-{place}"):
                    fill(sheets, "重点任务进展", f"T{row['task']}-{place}", {"完成量": str(value)})
        for line in told.get("evidence", ()):
            list_line(sheets, "佐证材料", {key: str(value) for key, value in line.items() if value})
        if told.get("filled_on"):
            sign(sheets, "填报日期", told["filled_on"])
        codes = {row["item"] for row in told.get("items", ())} | {f"T{row['task']}" for row in told.get("tasks", ())}
        for name in ("指标填报", "重点任务进展"):
            if name in sheets:
                sheets[name] = _without_others(sheets[name], codes)
        yield Ledger(f"{department}/{department}-台账.xlsx", f"{number:064}", "xlsx", tuple(sheets.values()))


def _with_copy(sheet: Sheet, department: str, row: Mapping[str, Any], values: Mapping[str, str]) -> Sheet:
    """Lay a second row of the same item below all others."""
    blank = {each.name: each for each in blank_ledger(department)}
    fill(blank, sheet.name, row["item"], values)
    filled = _dressed(blank[sheet.name], row)
    line = next(cell.row for cell in filled.cells if cell.value == row["item"])
    below = max(cell.row for cell in sheet.cells) + 1
    copied = tuple(replace(cell, row=below) for cell in filled.cells if cell.row == line)
    return replace(sheet, cells=(*sheet.cells, *copied))


def _without_others(sheet: Sheet, codes: Collection[str]) -> Sheet:
    """Leave out the rows of what the pair is not about: they take most of the time, and say nothing."""
    coded = {cell.row: str(cell.value) for cell in sheet.cells if cell.column == 1 and cell.value is not None}
    heading = next(row for row, code in coded.items() if code in ("编码", "编号", "序号"))
    others = {row for row, code in coded.items() if row > heading and code.partition("-")[0] not in codes}
    return replace(sheet, cells=tuple(cell for cell in sheet.cells if cell.row not in others))


def _has(sheet: Sheet, code: str) -> bool:
    return any(cell.value == code for cell in sheet.cells)


def _dressed(sheet: Sheet, row: Mapping[str, Any]) -> Sheet:
    """Set the comments of a row's cells, and hide it."""
    line = next(cell.row for cell in sheet.cells if cell.value == row["item"])
    heads = {cell.column: str(cell.value) for cell in sheet.cells if cell.row < line}
    comments = row.get("comments") or {}

    def dress(cell: Cell) -> Cell:
        if cell.row != line:
            return cell
        said = next((text for key, text in comments.items() if heads.get(cell.column, "").startswith(key)), None)
        return replace(cell, comment=said or cell.comment, hidden=bool(row.get("hidden")) or cell.hidden)

    return replace(sheet, cells=tuple(map(dress, sheet.cells))) if comments or row.get("hidden") else sheet


def _own(files: Any, folder: Path) -> tuple[Ledger, ...]:
    written = Files("own", "", files, None, {}, {}, frozenset(), {}, frozenset(), "utf-8-sig").write(folder)
    return tuple(ledger for one in reading.discover([written]) for ledger in reading.read(one))

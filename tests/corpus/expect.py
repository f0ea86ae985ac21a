"""What is expected of one file of the corpus, and whether a run and a reading met it.

The expectations follow the contract and the file formats, never what the reader happens to answer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal

Kind = Literal["honest", "damaged", "hostile", "wrong"]
Survivor = tuple[str, str, str]  # sheet ("*": any), address ("*": any), the text or number as stored

READ = ("read", "superseded")  # a later file may have answered the same
TOLD = ("read", "partly", "superseded", "failed", "skipped")
GRADES = ("notice", "verify", "error")
REFUSED = "failed"


@dataclass(frozen=True, slots=True)
class Case:
    """One file (or one member of an archive, which nothing builds) and what must become of it.

    `words` must each occur in the entry's message or findings unless the file was read; "|" divides alternatives. `never` must not
    occur. `finding` is the least severity that one of the entry's findings must have; for a file that failed a finding is always due.
    `match` is part of the entry's name where the name itself cannot be written as text. Cells must survive only where the file was not
    refused, and `outcomes` says whether it may be.
    """

    kind: Kind
    name: str
    build: Callable[[str], bytes] | None = None  # given the stem of the name
    place: Callable[[Path], None] | None = None  # puts something at the path that is no plain file
    outcomes: tuple[str, ...] = READ
    cells: tuple[Survivor, ...] = ()
    values: tuple[tuple[str, str], ...] = ()  # of items, as result.json gives them
    finding: str | None = None
    words: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    match: str = ""
    entry: bool = True  # False: no entry is due (an empty folder)
    slow: bool = False

    @property
    def member(self) -> bool:
        """Is it inside an archive that another case builds?"""
        return self.build is None and self.place is None

    @property
    def shown(self) -> str:
        return self.name.encode("utf-8", "backslashreplace").decode("utf-8").replace("\n", "\\n")


def says(cell: Any, text: str) -> bool:
    """Does a cell as it was read hold this text or number, its error or its formula?"""
    if text in {cell.error, cell.formula, f"={cell.formula}"}:
        return True
    value = cell.value
    if isinstance(value, bool):
        return text == str(value).upper()
    if isinstance(value, Decimal) and _number(text) == value:
        return True
    if value is None:
        return False
    return _folded(str(value)) == _folded(text) or str(value).startswith(f"{text} 00:00")


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _folded(text: str) -> str:
    return " ".join(text.split())


def lost(case: Case, sheets: Iterable[Any]) -> list[str]:
    """Name each cell that should have survived and is not at its address."""
    at: dict[tuple[str, str], Any] = {}
    sheets = tuple(sheets)
    for sheet in sheets:
        for cell in sheet.cells:
            at[sheet.name, cell.address] = cell
            at.setdefault(("*", cell.address), cell)
    faults = []
    for sheet_name, address, text in case.cells:
        if address == "*":
            if not any(says(cell, text) for sheet in sheets for cell in sheet.cells):
                faults.append(f"{text[:40]!r} lost")
            continue
        cell = at.get((sheet_name, address))
        if cell is None:
            faults.append(f"{sheet_name}!{address} lost: {text[:40]!r}")
        elif not says(cell, text):
            held = cell.error or cell.formula if cell.value is None else cell.value
            faults.append(f"{sheet_name}!{address} holds {str(held)[:40]!r}, not {text[:40]!r}")
    return faults


def answered(case: Case, entries: list[Mapping[str, Any]], findings: Iterable[Mapping[str, Any]]) -> list[str]:
    """Name each way in which result.json does not meet the expectation: entries, outcome, findings, words, counts."""
    if not case.entry:
        return [f"{len(entries)} entries, none was due"] if entries else []
    if len(entries) != 1:
        return [f"{len(entries)} entries instead of one"]
    entry = entries[0]
    own = [finding for finding in findings if finding["file"] == entry["file"]]
    said = f"{entry['message']}\n" + "\n".join(f"{finding['message']} {finding['advice']}" for finding in own)
    faults = _outcome(case, entry, own, said)
    cells = entry["cells"]
    if cells["counted"] != cells["used"] + cells["furniture"] + cells["unused"]:
        faults.append(f"counts do not add up: {cells}")
    if entry["outcome"] in {"read", "partly", "superseded"} and cells["counted"] < len(case.cells):
        faults.append(f"{cells['counted']} cells counted, {len(case.cells)} were expected")
    return faults


def _outcome(case: Case, entry: Mapping[str, Any], own: list[Mapping[str, Any]], said: str) -> list[str]:
    outcome = entry["outcome"]
    faults = []
    if outcome not in case.outcomes:
        faults.append(f"{outcome}, not {'/'.join(case.outcomes)}: {_folded(said)[:90]}")
    wanted = case.finding or ("notice" if outcome in {REFUSED, "partly"} else None)
    if wanted and not any(GRADES.index(finding["severity"]) >= GRADES.index(wanted) for finding in own):
        faults.append(f"{outcome} without a finding of {wanted}")
    if outcome not in READ or case.finding:
        faults += [
            f"says nothing of {word}: {_folded(said)[:90]}" for word in case.words if not any(part in said for part in word.split("|"))
        ]
    faults += [f"says {word}: {_folded(said)[:90]}" for word in case.never if word in said]
    return faults


def valued(case: Case, items: Iterable[Mapping[str, Any]]) -> list[str]:
    """Name each item whose value in result.json is not the one that this file gives."""
    held = {item["id"]: item["value"] or item["text"] for item in items}
    return [
        f"item {item} is {held.get(item)}, not {value}"
        for item, value in case.values
        if held.get(item) != value and _number(str(held.get(item))) != (_number(value) or Decimal("NaN"))
    ]

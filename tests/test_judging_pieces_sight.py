"""No named evidence is out of sight: what stands under 佐证 in any layout is a piece's, or is asked."""

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "layouts"))

import fifths
import habits
import lookalikes
import offices
import pytest
import strangers
import thirds
from builder import Case, to_ledger
from random_layouts import make_case
from scenes import SYSTEM, VOCABULARY
from scoring import read

from ecoreport.checks import evidence
from ecoreport.judging.review import review
from ecoreport.model import Sheet
from ecoreport.rules import Review

HEAD = re.compile("佐证|证明材料|支撑材料|印证材料|备查材料")
ANOTHER_TABLE = ("状态", "已完成")  # of tasks, below the one with a column of evidence


def all_cases() -> Iterator[Case]:
    for module in (fifths, habits, lookalikes, offices, strangers, thirds):
        for value in vars(module).values():
            yield from (each for each in (value if isinstance(value, list | tuple) else [value]) if isinstance(each, Case))
    yield from map(make_case, range(60))


def under_a_heading(sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """Name every text below a short cell that heads evidence, whatever the reader makes of the table."""
    texts = [cell for cell in sheet.cells if isinstance(cell.value, str) and cell.value.strip()]
    heads = {cell.column: cell.row for cell in reversed(texts) if HEAD.search(cell.value) and len(cell.value) < 14}
    for cell in texts:
        if cell.row > heads.get(cell.column, cell.row) and not HEAD.search(cell.value) and cell.value not in ANOTHER_TABLE:
            yield sheet.name, cell.address, cell.value


def in_sight(reviewed: Review) -> set[tuple[str | None, str | None]]:
    sources = [each.note.source for piece in reviewed.evidence for each in piece.cited]
    sources += [note.source for row in reviewed.batch.evidence for note in row.cells]
    asked = (*evidence.names_nothing.breaches(reviewed), *evidence.number_not_listed.breaches(reviewed))
    sources += [place for finding in asked for place in (finding.source, *finding.others) if place]
    return {(source.sheet, source.cell) for source in sources}


CASES = {f"{number} {case.name}": case for number, case in enumerate(all_cases())}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if any(map(any, map(under_a_heading, to_ledger(case).sheets)))])
def test_every_cell_of_evidence_is_a_pieces_or_asked(name: str) -> None:
    case = CASES[name]
    cells = {cell[:2] for sheet in to_ledger(case).sheets for cell in under_a_heading(sheet)}
    reviewed = review(read(case), SYSTEM, case.period, date(case.period, 12, 31), VOCABULARY)
    assert cells <= in_sight(reviewed)

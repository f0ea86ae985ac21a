"""A ledger in Traditional glyphs, or half converted, reads as the same ledger in Simplified ones."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent / "layouts"))

from builder import C, Case
from habits import HABITS, one
from offices import TEN_OFFICES
from scoring import read

from ecoreport.language.glyphs import GLYPHS

_OTHER = {simple: glyph for glyph, simple in GLYPHS.items()}


def whole(text: str) -> str:
    return text.translate(_OTHER)


def half(text: str) -> str:
    return "".join(whole(character) if place % 2 else character for place, character in enumerate(text))


def rewritten(case: Case, write: Callable[[str], str]) -> Case:
    def cell(content):
        if isinstance(content, C):
            return replace(content, value=cell(content.value), comment=cell(content.comment), kept=cell(content.kept))
        return write(content) if isinstance(content, str) else content

    sheets = [replace(sheet, name=write(sheet.name), rows=[[cell(each) for each in row] for row in sheet.rows]) for sheet in case.sheets]
    return replace(case, file=write(case.file), sheets=sheets)


def told(case: Case) -> tuple[list[str], list[str], list[str | None]]:
    batch = read(case)
    values = sorted(f"{entry.subject} {entry.year} {entry.actual.value} {entry.actual.state}" for entry in batch.entries)
    return values, sorted(finding.code for finding in batch.findings), [each.department for each in batch.submissions]


@pytest.mark.parametrize("write", [whole, half])
@pytest.mark.parametrize("case", [*HABITS[::8], *TEN_OFFICES], ids=lambda each: each.name if isinstance(each, Case) else each.__name__)
def test_a_ledger_in_other_glyphs_reads_the_same(case, write):
    assert told(rewritten(case, write)) == told(case)


def test_what_was_written_is_kept():
    rows = [["指標名稱", "2020年完成情況"], ["生態環境損害賠償", "全面實施"]]
    (entry,) = read(one("繁體", rows, {})).entries
    assert (entry.subject, entry.actual.raw, entry.actual.text) == ("11", "全面實施", "全面實施")

"""Every rule against its own little ledgers: of what it speaks, to whom, of which cells, in which words, and when it is silent.

tests/rules/<CODE>.csv; the rows are typed by tests/scenes.py and read by the real stages. `expect` holds the items, tasks (T7), departments
or 创建办 of which the rule speaks, `to` the department that has to answer, `at` what stands in the cells that it points to, the first one
first, with + between; where it points to a whole file, the file's name.
People's answers hang on the ids: tests/golden/finding_ids.txt. After an intended change of them: UPDATE_GOLDEN=1 pytest tests/test_checks.py
"""

import os
from functools import cache
from pathlib import Path

import pytest
from rule_tables import Row, cases_of, expected, read_cases
from scenes import SYSTEM, review_of, scene_of

from ecoreport import checks
from ecoreport.checks import plan
from ecoreport.model import Finding, Ledger, Source

OF_BATCHES = [rule for rule in checks.RULES if rule.test is not None]
OFFICE = "创建办"
IDS = Path(__file__).parent / "golden" / "finding_ids.txt"


@pytest.mark.parametrize(("code", "rows"), cases_of(rule.code for rule in OF_BATCHES))
def test_a_rule_finds_what_its_ledger_expects(code: str, rows: list[Row]) -> None:
    ledgers = scene_of(rows).ledgers
    told = sorted(
        (_subject(each), each.department or OFFICE, _cells(each, ledgers), each.message, each.advice)
        for each in _findings(code, rows[0]["case"])
    )
    assert told == expected(rows, ("to", "at", "says", "mend"))


def test_a_finding_keeps_its_id() -> None:
    lines = [
        f"{rule.code} {case}\t{' '.join(sorted(each.id for each in found))}\n"
        for rule in OF_BATCHES
        for case in read_cases(rule.code)
        if (found := _findings(rule.code, case))
    ]
    if os.environ.get("UPDATE_GOLDEN"):
        IDS.write_text("".join(lines), "utf-8")
    assert lines == IDS.read_text("utf-8").splitlines(keepends=True)


@cache
def _findings(code: str, case: str) -> tuple[Finding, ...]:
    return tuple(finding for finding in checks.check(review_of(read_cases(code)[case]), checks.RULES) if finding.code == code)


def _subject(finding: Finding) -> str:
    return finding.item or (f"T{finding.task}" if finding.task else "") or finding.department or OFFICE


def _cells(finding: Finding, ledgers: tuple[Ledger, ...]) -> str:
    places = (*([finding.source] if finding.source else ()), *finding.others)
    return "+".join(_text_at(place, ledgers) for place in places)


def _text_at(place: Source, ledgers: tuple[Ledger, ...]) -> str:
    if place.cell is None:
        return place.file
    sheets = (sheet for ledger in ledgers if ledger.file == place.file for sheet in ledger.sheets if sheet.name == place.sheet)
    return next((str(cell.value) for sheet in sheets for cell in sheet.cells if cell.address == place.cell), "")


def test_every_blank_of_a_message_is_filled() -> None:
    for finding in plan.check_plan(SYSTEM):
        assert "{" not in finding.message + finding.advice

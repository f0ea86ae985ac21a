"""The little tables of tests/rules: one a rule, `<CODE>.csv`, of cases that hit and cases that pass.

A case is the rows that share their `case`. Where a row's `expect` names something, the rule must speak of it, in the words of `says` and with
the advice of `mend`; several findings stand in one cell with ‖ between. What a table's other columns are, the test that reads it says.
"""

import csv
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from ecoreport.model import Finding

FOLDER = Path(__file__).parent / "rules"
BETWEEN = "‖"

Row = dict[str, str]
Said = tuple[str, ...]  # what a finding is about, and what its columns say
SAYS = ("says", "mend")


def read_cases(code: str) -> dict[str, list[Row]]:
    with (FOLDER / f"{code}.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {name: list(group) for name, group in itertools.groupby(rows, key=lambda row: row["case"])}


def cases_of(codes: Iterable[str]) -> list:
    told = [(code, name, rows) for code in codes if (FOLDER / f"{code}.csv").exists() for name, rows in read_cases(code).items()]
    return [pytest.param(code, rows, id=f"{code} {name}") for code, name, rows in told]


def expected(rows: Iterable[Row], columns: tuple[str, ...] = SAYS) -> list[Said]:
    """List what the rows of a case expect, in no order."""
    return sorted(said for row in rows for said in _of_row(row, columns))


def _of_row(row: Row, columns: tuple[str, ...]) -> Iterator[Said]:
    if subjects := row["expect"].split():
        yield from zip(subjects, *((row.get(name) or "").split(BETWEEN) for name in columns), strict=True)


def said(findings: Iterable[Finding], subject) -> list[Said]:
    """List what findings say, in no order; `subject` names what each is about."""
    return sorted((subject(finding), finding.message, finding.advice) for finding in findings)

"""What each axis of a table says, told by the values that come of it: tests/meanings_cases/*.txt, drawn as layout_sketches.py says.

A case is a sentence behind #, with the file's name behind @ where it tells something; the sketch; ---; what a careful clerk takes from it:

    43: 97.3, 2019 96.1        the values of an item, the period's first; words stand as they are
    43: ?                      asked, nothing adopted
    43: 97.3 ?                 adopted, and asked
    T28: 已完成                  a task's words
    @普陀区 43: 95.1             a region's

Nothing else may be adopted, of nothing else be asked; an empty answer says that the sketch gives nothing, and nothing is asked.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from layout_sketches import FILE, SYSTEM, VOCABULARY, draw, lines

from ecoreport.judging.scopes import heard, of_regions
from ecoreport.model import Entry, KeyTaskReport
from ecoreport.work import understand

FOLDER = Path(__file__).parent / "meanings_cases"


def cases() -> list[pytest.param]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for case in re.split(r"^# ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            title, _, body = case.partition("\n")
            sentence, _, file = title.partition(" @")
            sketch, _, told = body.partition("\n---")
            found.append(pytest.param(sketch, file or FILE, lines(told), id=f"{path.stem}: {sentence}"))
    return found


def read(sketch: str, file: str = FILE) -> list[str]:
    """Tell the values that a sketch gives, and of which items something is asked."""
    whole = understand(draw(sketch, file), SYSTEM, VOCABULARY, 2020)
    batch = heard(whole, SYSTEM, 2020, date(2021, 3, 31))
    asked = {finding.item for finding in batch.findings if finding.severity != "notice"}
    values = _values((*batch.entries, *of_regions(whole).entries))
    told = [f"{who}: {', '.join(said)}{' ?' if who in asked else ''}" for who, said in values.items()]
    told += [f"{who}: ?" for who in asked if who and who not in values]
    told += ["?"] if asked == {None} and not told else []
    return sorted([*told, *(f"{report.subject}: {_words(report)}" for report in batch.tasks)])


def _values(entries: Iterable[Entry]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (entry.year != 2020, entry.year)):
        figure = entry.actual
        if figure.state == "value":
            said = format(figure.value.normalize(), "f") if figure.value is not None else figure.text or ""
            who = f"@{entry.scope.region} {entry.subject}" if entry.scope.region else str(entry.subject)
            values[who].append(said if entry.year == 2020 else f"{entry.year} {said}")
    return values


def _words(report: KeyTaskReport) -> str:
    figures = (report.status and report.status.text, report.progress and report.progress.raw, report.done and report.done.text)
    return " ".join(said for said in figures if said)


@pytest.mark.parametrize(("sketch", "file", "told"), cases())
def test_every_axis_says_what_it_means(sketch: str, file: str, told: list[str]) -> None:
    assert read(sketch, file) == sorted(told)

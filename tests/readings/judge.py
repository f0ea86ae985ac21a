"""What came of a case: read right, rightly asked, needlessly asked, silently wrong, missed."""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import ecoreport as er
from ecoreport.checks import RULES, check
from ecoreport.judging.review import review
from ecoreport.language.widths import fold
from ecoreport.rules import Review

from . import Case

HERE = ThreadPoolExecutor(1)  # it is the reading that is judged: no case needs a process of its own
_PERIOD = 2020
DESK = er.open_office(period=_PERIOD)
_OF_READING = (
    "H",
    "N",
    "R",
    "K",
)  # rules that doubt what was read, or that what was read fits together; the others judge what was reported
_RULED = ("N103", "N104")  # what is taken from prose, and a number with a note's mark, is always asked


@dataclass
class Outcome:
    values: int = 0
    right: int = 0  # or rightly asked
    missed: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)  # another value than the ledger's, and nobody asked
    in_order: int = 0
    needless: list[str] = field(default_factory=list)
    tasks: int = 0
    tasks_right: int = 0
    tasks_missed: list[str] = field(default_factory=list)
    tasks_silent: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        told = {"missed": self.missed, "SILENT": self.silent, "needless": self.needless}
        told |= {"task missed": self.tasks_missed, "task SILENT": self.tasks_silent}
        return [f"{what}: {text}" for what, texts in told.items() for text in texts]


def judge(case: Case, folder: Path) -> Outcome:
    """Read a case and hold what came of it against what a careful clerk would read."""
    batch = DESK.read(str(case.write(folder)), executor=HERE)
    judged = review(batch, DESK.system, _PERIOD, DESK.as_of, DESK.vocabulary)
    findings = check(judged, RULES)
    asked: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.severity != "notice" and finding.code.startswith(_OF_READING):
            for subject in (finding.subject, *finding.also):
                asked[subject or ""].append(f"{finding.code} {finding.message}")
    outcome = Outcome()
    _items(outcome, case, judged, asked)
    _tasks(outcome, case, judged, asked)
    return outcome


def _items(outcome: Outcome, case: Case, judged: Review, asked: dict[str, list[str]]) -> None:
    wanted = {(item, int(year)): (said,) for item, told in case.items.items() for year, said in told.items()}
    doubtful = {(item, int(year)): tuple(said) for item, told in case.asked.items() for year, said in told.items()}
    for (item, year), readings in {**wanted, **doubtful}.items():
        got, question = _value(judged, item, year), asked.get(item, [])
        outcome.values += 1
        fits = any(same(each, got) for each in readings) or ((item, year) in doubtful and got is None)
        if fits and (question or (item, year) in wanted):
            outcome.right += 1
        elif got is None:
            outcome.missed.append(f"{item} {year}: {readings} {question[:1]}")
        elif question:
            outcome.missed.append(f"{item} {year}: {got}, not {readings} {question[:1]}")
        else:
            outcome.silent.append(f"{item} {year}: {got}, not {readings}")
    for item in sorted({item for item, _ in wanted} - {item for item, _ in doubtful} - case.may_ask):
        if same(wanted.get((item, _PERIOD), (None,))[0], _value(judged, item, _PERIOD)):
            outcome.in_order += 1
            needless = [text for text in asked.get(item, []) if not text.startswith(_RULED)]
            outcome.needless += [f"{item}: {text}" for text in needless[:1]]
    for item in (each.id for each in DESK.system.items):
        if (item, _PERIOD) not in wanted and (item, _PERIOD) not in doubtful and (got := _value(judged, item, _PERIOD)) is not None:
            (outcome.missed if asked.get(item) else outcome.silent).append(f"{item}: {got}, of which the ledger says nothing")


def _tasks(outcome: Outcome, case: Case, judged: Review, asked: dict[str, list[str]]) -> None:
    for no, got in ((str(number), told.status) for number, told in judged.tasks.items()):
        wanted, question = case.tasks.get(no), asked.get(f"T{no}", [])
        if wanted is None:
            if got != "not_reported" and not question and no not in case.tasks_may_ask:
                outcome.tasks_silent.append(f"T{no}: {got}, of which the ledger says nothing")
            continue
        outcome.tasks += 1
        if got == wanted and (not question or no in case.tasks_may_ask):
            outcome.tasks_right += 1
        elif got == "not_reported" or question:
            outcome.tasks_missed.append(f"T{no}: {got}, not {wanted} {question[:1]}")
        else:
            outcome.tasks_silent.append(f"T{no}: {got}, not {wanted}")


def _value(judged: Review, item: str, year: int) -> str | None:
    assessment = judged.assessments[item]
    told = assessment if year == _PERIOD else assessment.of_year(year)
    if told is None:
        return None
    return str(told.value) if told.value is not None else told.text


def same(wanted: str | None, got: str | None) -> bool:
    """Is it the same number, or the same words but for widths and blanks."""
    if wanted is None or got is None:
        return wanted is got
    try:
        return Decimal(wanted) == Decimal(got)
    except InvalidOperation:
        return fold(wanted) == fold(got)

"""What came of a case: which lies were believed, which truths were missed or asked."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import ecoreport as er
from ecoreport.checks import RULES, check
from ecoreport.consolidation import consolidate
from ecoreport.judging.review import review
from ecoreport.model import Report

from . import Case

DESK = er.open_office(period=2020)
_ABOUT_READING = ("H", "N", "R")  # rules that doubt what was read; the others judge what was reported
_HEARD_BESIDE = ("K112", "K122", "K123")  # rules that quote words which speak against a value


@dataclass
class Outcome:
    lies: int = 0
    believed: list[str] = field(default_factory=list)
    truths: int = 0
    missed: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  # of an honest case: needless questions
    doubted: set[str] = field(default_factory=set)  # items of which something must be confirmed

    @property
    def silent(self) -> list[str]:
        """Give the lies that were believed without a word."""
        return [each for each in self.believed if each.partition(":")[0] not in self.doubted]

    @property
    def faults(self) -> list[str]:
        return [*self.believed, *self.missed, *self.asked]


def judge(case: Case, folder: Path) -> Outcome:
    """Read a case and hold what came of it against what a careful clerk would take."""
    judged = review(DESK.read(str(case.write(folder))), DESK.system, DESK.period, DESK.as_of, DESK.vocabulary)
    findings = check(judged, RULES)
    outcome = Outcome()
    for subject, expected in case.items.items():
        told = judged.assessments[subject]
        _hold(outcome, subject, expected, "value", told.text if told.value is None else told.value)
    for number, expected in case.tasks.items():
        _hold(outcome, f"T{number}", expected, "status", judged.tasks[int(number)].status)
    if case.regions or case.replaced:
        _hold_report(outcome, case, consolidate(judged, findings))
    outcome.doubted = {
        each.subject
        for each in findings
        if each.subject and each.severity != "notice" and each.code.startswith((*_ABOUT_READING, *_HEARD_BESIDE))
    }
    if case.honest:
        doubts = [each for each in findings if each.severity != "notice" and each.code.startswith(_ABOUT_READING)]
        outcome.asked = [f"{each.code} {each.message}" for each in doubts]
    return outcome


def _hold_report(outcome: Outcome, case: Case, report: Report) -> None:
    regions = _regions(report)
    for region, items in case.regions.items():
        for subject, value in items.items():
            _hold(outcome, f"{region} {subject}", {"value": value}, "value", regions[region].get(subject))
    replaced = {(each.id, _shown(each.before), _shown(each.after)) for each in report.replaced}
    for told_as in case.replaced:
        outcome.truths += 1
        if not any(told_as[0] == one and _same(told_as[1], old) and _same(told_as[2], new) for one, old, new in replaced):
            outcome.missed.append(f"replaced {told_as}: {sorted(map(str, replaced))}")


def _hold(outcome: Outcome, what: str, expected: dict[str, str], key: str, told: object) -> None:
    if (wanted := expected.get(key)) is not None:
        outcome.truths += 1
        if not _same(wanted, told):
            outcome.missed.append(f"{what}: {told}, not {wanted}")
    if (lie := expected.get("not")) is not None:
        outcome.lies += 1
        if _same(lie, told):
            outcome.believed.append(f"{what}: {told}")


def _same(wanted: str, told: object) -> bool:
    try:
        return told is not None and Decimal(wanted) == Decimal(str(told))
    except InvalidOperation:
        return wanted == str(told)


def _regions(report: Report) -> dict[str, dict[str, object]]:
    told: dict[str, dict[str, object]] = defaultdict(dict)
    for region in report.regions:
        for each in region.items:
            assessment = each.assessment
            told[region.name][each.item.id] = assessment.text if assessment.value is None else assessment.value
    return told


def _shown(side: object) -> str:
    value, text = getattr(side, "value", None), getattr(side, "text", None)
    return str(text if value is None else value)

"""Read a case and hold it against what was expected: right, rightly asked, silently wrong, unaccounted, false alarms."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from builder import Case, to_ledger

from ecoreport.judging.scopes import heard
from ecoreport.model import Batch, Ledger
from ecoreport.normalisation import normalise
from ecoreport.recognition import recognise
from ecoreport.system import load_system
from ecoreport.vocabulary import load_vocabulary

SYSTEM = load_system()
VOCABULARY = load_vocabulary()


def read(case: Case, ledger: Ledger | None = None) -> Batch:
    ledger = ledger or to_ledger(case)
    layout = recognise(ledger, SYSTEM, VOCABULARY, case.period)
    return heard(normalise(layout, ledger, SYSTEM, VOCABULARY, case.period), SYSTEM, case.period, date(case.period, 12, 31))


@dataclass
class Score:
    expected: int = 0
    right: int = 0
    asked: int = 0  # rightly: the expectation is a question
    over_asked: list[str] = field(default_factory=list)  # a value was there to be read, and a question was put instead
    silent: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)  # nothing was read, and nobody was asked
    unaccounted: int = 0
    unused: list[str] = field(default_factory=list)  # not foreseen by the case
    alarms: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


def score(case: Case, batch: Batch | None = None) -> Score:
    batch = batch or read(case)
    result = Score()
    flagged = {finding.item for finding in batch.findings if finding.severity != "notice"}
    whole = {finding.code for finding in batch.findings} & {
        "H201",
        "H202",
        "H203",
        "H204",
        "H308",
        "H310",
    }  # asked of the whole table at once
    read_values: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for entry in batch.entries:
        figure = entry.actual
        if figure.state == "value" and (not figure.hidden or (entry.subject, entry.year) not in read_values):
            said = _plain(figure.value) if figure.value is not None else figure.text or ""
            read_values.setdefault((entry.subject, entry.year), []).append((said, figure.raw))
    for key, wanted in case.values.items():
        result.expected += 1
        got = {said for said, _ in read_values.get(key, [])}
        if wanted is None:
            if not got and (key[0] in flagged or whole):
                result.asked += 1
            elif got:
                result.silent.append(f"{key}: asked for, read {got}")
            else:
                result.missed.append(f"{key}: asked for, silent")
        elif got == {wanted}:
            result.right += 1
        elif not got:
            (result.over_asked if key[0] in flagged else result.missed).append(f"{key}: wanted {wanted}")
        elif key[0] in flagged:
            result.over_asked.append(f"{key}: wanted {wanted}, got {got} with a question")
        else:
            result.silent.append(f"{key}: wanted {wanted}, got {got}")
    for key, told in read_values.items():
        if key not in case.values:
            (result.other if key[0] in flagged else result.silent).append(f"{key}: unexpected {told}")
    _tasks(case, batch, result)
    counts = batch.submissions[0].cells
    result.unaccounted = _count(case) - counts.used - counts.furniture - counts.unused
    if counts.unused != len(batch.unused):
        result.unaccounted += abs(counts.unused - len(batch.unused))
    places = {f"{cell.source.sheet}!{cell.source.cell}" for cell in batch.unused}
    if case.unused is not None:
        result.unused = sorted(places ^ set(case.unused))
    if batch.submissions[0].department != case.department:
        result.other.append(f"department {batch.submissions[0].department}")
    codes = {finding.code for finding in batch.findings}
    result.other += [f"{code} did not come" for code in case.codes if code not in codes]
    if case.evidence is not None and len(batch.evidence) != case.evidence:
        result.other.append(f"evidence {len(batch.evidence)}")
    if case.in_order:
        result.alarms = [f"{finding.code} {finding.message}" for finding in batch.findings if finding.severity != "notice"]
    return result


def _tasks(case: Case, batch: Batch, result: Score) -> None:
    reports = {report.subject.task: report for report in batch.tasks}
    for number, (status, progress) in case.tasks.items():
        result.expected += 1
        report = reports.get(number)
        got = (
            report.status.text if report and report.status else None,
            _plain(report.progress.value) if report and report.progress and report.progress.value is not None else None,
        )
        if got == (status, progress):
            result.right += 1
        else:
            (result.missed if report is None else result.silent).append(f"T{number}: wanted {(status, progress)}, got {got}")


def _count(case: Case) -> int:
    """Count anew, from the description alone."""
    number = 0
    for spec in case.sheets:
        for row in spec.rows:
            for content in row:
                value = getattr(content, "value", content)
                typed = getattr(content, "error", None) or getattr(content, "formula", None)
                if typed or (value is not None and (not isinstance(value, str) or value.strip())):
                    number += 1
    return number


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

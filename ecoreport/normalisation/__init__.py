"""Layout -> records: Entry, KeyTaskReport, Evidence, Signature, Highlight, and an account of every cell."""

from collections import defaultdict
from dataclasses import replace

from ecoreport.matching import matcher_for
from ecoreport.model import Batch, Entry, Figure, Finding, IndicatorSystem, Ledger, Scope, Submission
from ecoreport.model.layout import Layout
from ecoreport.normalisation import rules
from ecoreport.normalisation.account import Account
from ecoreport.normalisation.appearance import tell_appearance
from ecoreport.normalisation.entries import make_entries
from ecoreport.normalisation.figures import Desk, answer, asked, blank, name_value
from ecoreport.normalisation.lists import make_evidence, make_highlight, make_narratives, make_signature, make_task
from ecoreport.normalisation.rules import RULES
from ecoreport.vocabulary import Vocabulary

__all__ = ["RULES", "normalise"]

Question = tuple[str, int, str | None, Scope]  # subject, year, who answers, of what


def normalise(layout: Layout, ledger: Ledger, system: IndicatorSystem, vocabulary: Vocabulary, period: int) -> Batch:
    """Read the cells of an understood file; every counted cell ends up used, furniture or unused."""
    desk = Desk(ledger.file, layout.department, period, system, matcher_for(system, vocabulary))
    account = Account(furniture=set(layout.furniture))
    shared = _shared_values(layout)
    entries: list[Entry] = []
    tasks, evidence, highlights = [], [], []
    for record in layout.records:
        match record.kind:
            case "indicator":
                entries += make_entries(record, layout, desk, vocabulary, shared, account)
            case "task":
                tasks.append(make_task(record, layout, desk, vocabulary, account))
            case "evidence":
                evidence.append(make_evidence(record, desk, account))
            case "highlight":
                highlights.append(make_highlight(record, desk, account))
    highlights += make_narratives(layout.narratives, desk, account)
    signatures = [make_signature(label, desk, account) for label in layout.labels]
    entries = _without_struck(entries, account)
    entries, differing = _compare_within(entries, desk)
    account.findings += differing
    hidden_sheets = frozenset(sheet.name for sheet in ledger.sheets if sheet.hidden)
    account.findings += tell_appearance(entries, layout, desk, hidden_sheets)
    counts, unused = account.take_stock(ledger)
    submission = Submission(
        ledger.file, ledger.sha256, layout.department, ledger.outcome, ledger.message, counts,
        layout.period, layout.edition, ledger.container,
    )  # fmt: skip
    return Batch(
        (submission,), tuple(entries), tuple(task for task in tasks if task), tuple(evidence),
        tuple(signature for signature in signatures if signature), tuple(highlights),
        tuple(dict.fromkeys((*ledger.findings, *layout.findings, *account.findings))), unused, period,
    )  # fmt: skip


def _shared_values(layout: Layout) -> frozenset[tuple[str, str]]:
    """Find value cells that are merged over the rows of several items."""
    owners: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    for record in layout.records:
        for slot in record.all("actual"):
            owners[slot.sheet, slot.cell.address].add(record.subject)
    return frozenset(place for place, subjects in owners.items() if len(subjects) > 1)


def _question(entry: Entry) -> Question:
    """Say what an entry answers: two that answer the same may contradict each other."""
    return entry.subject, entry.year, entry.department, entry.scope.bare


def _without_struck(entries: list[Entry], account: Account) -> list[Entry]:
    """Leave a crossed-out value blank where the same file tells it anew."""
    anew = {_question(entry) for entry in entries if entry.actual.state in ("value", "asked") and entry.actual.source not in account.struck}
    return [
        replace(entry, actual=blank(entry.actual.source)) if entry.actual.source in account.struck and _question(entry) in anew else entry
        for entry in entries
    ]


def _compare_within(entries: list[Entry], desk: Desk) -> tuple[list[Entry], list[Finding]]:
    """Compare what the rows, sheets and tables of one file say of the same item and year; what differs in the open is asked."""
    told: dict[Question, list[Figure]] = defaultdict(list)
    for entry in entries:
        if entry.actual.state in ("value", "asked"):
            told[_question(entry)].append(entry.actual)
    findings = []
    contested: set[Question] = set()
    for question, figures in told.items():
        item, year, department, _ = question
        what = name_value(desk.matcher.items.subjects[item], year)
        shown = [figure for figure in figures if not figure.hidden]
        if len({answer(figure) for figure in shown}) > 1:
            contested.add(question)
            findings.append(
                rules.DIFFERS_WITHIN_FILE.finding(
                    shown[0].source, department=department, subject=item, key=f"file.{year}",
                    others=tuple(figure.source for figure in shown[1:]), what=what,
                    written="、".join(dict.fromkeys(figure.raw for figure in shown)),
                )
            )  # fmt: skip
        other = next((figure for figure in figures if figure.hidden and shown and answer(figure) != answer(shown[0])), None)
        if other:
            findings.append(
                rules.HIDDEN_DIFFERS.finding(
                    other.source, department=department, subject=item, key=f"hidden.{year}", others=(shown[0].source,),
                    what=what, hidden=other.raw, shown=shown[0].raw,
                )
            )  # fmt: skip
    settled = [
        replace(entry, actual=asked(entry.actual))
        if _question(entry) in contested and entry.actual.state == "value" and not entry.actual.hidden
        else entry
        for entry in entries
    ]
    return settled, findings

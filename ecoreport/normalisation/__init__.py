"""Layout -> records: Entry, KeyTaskReport, Evidence, Signature, Highlight, and an account of every cell."""

from collections import defaultdict
from dataclasses import replace

from ecoreport.matching import matcher_for
from ecoreport.model import Batch, CellCount, Entry, Finding, IndicatorSystem, Ledger, Source, Submission, UnusedCell
from ecoreport.model.layout import Layout, written
from ecoreport.normalisation import rules
from ecoreport.normalisation.entries import Account, make_entries
from ecoreport.normalisation.figures import Desk, asked, blank
from ecoreport.normalisation.lists import make_evidence, make_highlight, make_narratives, make_signature, make_task
from ecoreport.normalisation.rules import RULES
from ecoreport.vocabulary import Vocabulary

__all__ = ["RULES", "normalise"]


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
    counts, unused = _take_stock(ledger, account)
    submission = Submission(
        ledger.file,
        ledger.sha256,
        layout.department,
        ledger.outcome,
        ledger.message,
        counts,
        layout.period,
        layout.edition,
        ledger.container,
    )
    return Batch(
        (submission,),
        tuple(entries),
        tuple(task for task in tasks if task),
        tuple(evidence),
        tuple(signature for signature in signatures if signature),
        tuple(highlight for highlight in highlights if highlight),
        tuple(dict.fromkeys((*ledger.findings, *layout.findings, *account.findings))),
        unused,
        period,
    )


def _shared_values(layout: Layout) -> frozenset[tuple[str, str]]:
    """Find value cells that are merged over the rows of several items."""
    owners: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    for record in layout.records:
        for slot in record.all("actual"):
            owners[slot.sheet, slot.cell.address].add(record.subject)
    return frozenset(place for place, subjects in owners.items() if len(subjects) > 1)


def _without_struck(entries: list[Entry], account: Account) -> list[Entry]:
    """Leave a crossed-out value blank where the same file tells it anew."""
    told: dict[tuple[str, int, str | None], list[bool]] = defaultdict(list)
    for entry in entries:
        if entry.actual.state in ("value", "asked"):
            told[entry.item, entry.year, entry.department].append(_is_struck(entry, account))
    return [
        replace(entry, actual=blank(entry.actual.source))
        if _is_struck(entry, account) and not all(told[entry.item, entry.year, entry.department] or [True])
        else entry
        for entry in entries
    ]


def _is_struck(entry: Entry, account: Account) -> bool:
    return (entry.actual.source.sheet or "", entry.actual.source.cell or "") in account.struck


def _compare_within(entries: list[Entry], desk: Desk) -> tuple[list[Entry], list[Finding]]:
    """Compare what the rows, sheets and tables of one file say of the same item and year; what differs in the open is asked."""
    told: dict[tuple[str, int, str | None], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.actual.state in ("value", "asked"):
            told[entry.item, entry.year, entry.department].append(entry)
    findings = []
    contested: set[tuple[str, int, str | None]] = set()
    for (item, year, department), group in told.items():
        what = f"{desk.matcher.items.name(item)}（{item}）{year}年完成值"
        shown = [entry.actual for entry in group if not entry.actual.hidden]
        hidden = [entry.actual for entry in group if entry.actual.hidden]
        if len({(figure.value, figure.text if figure.value is None else None) for figure in shown}) > 1:
            contested.add((item, year, department))
            findings.append(
                rules.DIFFERS_WITHIN_FILE.finding(
                    shown[0].source, department=department, item=item, key=f"file.{year}",
                    others=tuple(figure.source for figure in shown[1:]), what=what,
                    written="、".join(dict.fromkeys(figure.raw for figure in shown)),
                )
            )  # fmt: skip
        if shown and (other := next((figure for figure in hidden if (figure.value, figure.text) != (shown[0].value, shown[0].text)), None)):
            findings.append(
                rules.HIDDEN_DIFFERS.finding(
                    other.source, department=department, item=item, key=f"hidden.{year}", others=(shown[0].source,),
                    what=what, hidden=other.raw, shown=shown[0].raw,
                )
            )  # fmt: skip
    settled = [
        replace(entry, actual=asked(entry.actual))
        if (entry.item, entry.year, entry.department) in contested and entry.actual.state == "value" and not entry.actual.hidden
        else entry
        for entry in entries
    ]
    return settled, findings


def _take_stock(ledger: Ledger, account: Account) -> tuple[CellCount, tuple[UnusedCell, ...]]:
    """Count every cell once: used where a record holds it, furniture where it was printed, else unused."""
    counted = used = furniture = 0
    unused: list[UnusedCell] = []
    for sheet in ledger.sheets:
        for cell in sheet.cells:
            if not cell.counts:
                continue
            counted += 1
            place = (sheet.name, cell.address)
            if place in account.used:
                used += 1
            elif place in account.furniture:
                furniture += 1
            else:
                unused.append(UnusedCell(Source(ledger.file, sheet.name, cell.address), written(cell)))
    return CellCount(counted, used, furniture, len(unused)), tuple(unused)

"""Layout -> records: Entry, KeyTaskReport, Evidence, Signature, Highlight, and an account of every cell."""

from collections import defaultdict
from dataclasses import replace

from ecoreport.demands import demands_of
from ecoreport.matching import matcher_for
from ecoreport.model import Batch, Entry, Evidence, IndicatorSystem, Ledger, Submission
from ecoreport.model.layout import Layout
from ecoreport.normalisation.account import Account
from ecoreport.normalisation.appearance import tell_appearance, tell_hidden_tasks
from ecoreport.normalisation.entries import make_entries
from ecoreport.normalisation.figures import Desk
from ecoreport.normalisation.lists import make_evidence, make_highlight, make_narratives, make_signature, make_task
from ecoreport.normalisation.mended import apply_mends
from ecoreport.normalisation.named import ask_units
from ecoreport.normalisation.prose import hear_prose
from ecoreport.normalisation.returned import hear_answers, take_returned
from ecoreport.normalisation.rules import RULES
from ecoreport.normalisation.second import ask_second
from ecoreport.normalisation.taskstates import ask_states
from ecoreport.normalisation.within import compare_within, version_titles, without_struck
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
        own = replace(desk, department=record.reporter) if record.reporter else desk
        match record.kind:
            case "indicator" if not record.first("prose"):
                entries += make_entries(record, layout, own, vocabulary, shared, account)
            case "task":
                tasks.append(make_task(record, layout, own, vocabulary, account))
            case "evidence":
                evidence.append(_of_its_lead(make_evidence(record, own, account), layout, desk))
            case "highlight":
                highlights.append(make_highlight(record, own, account))
    highlights += make_narratives(layout, desk, account)
    signatures = [make_signature(label, layout, desk, account) for label in layout.labels]
    titles = version_titles(layout, ledger, vocabulary)
    entries = without_struck(entries, account)
    entries, mends = apply_mends(entries, layout, ledger, desk, vocabulary)
    account.findings += mends
    entries, contradicted = ask_units(entries, desk)
    account.findings += contradicted
    entries = hear_prose(layout, entries, desk, account)
    entries, differing = compare_within(entries, desk, titles, vocabulary)
    account.findings += differing
    account.findings += ask_states([task for task in tasks if task], demands_of(system).tasks, vocabulary, period)
    hidden_sheets = frozenset(sheet.name for sheet in ledger.sheets if sheet.hidden)
    account.findings += tell_appearance(entries, layout, desk, hidden_sheets)
    account.findings += tell_hidden_tasks([task for task in tasks if task], layout, hidden_sheets)
    entries, reports = hear_answers(entries, [task for task in tasks if task], ledger.returned, period)
    take_returned(ledger.returned, account)
    counts, unused = account.take_stock(ledger)
    account.findings += ask_second(entries, unused, ledger, desk)
    submission = Submission(
        ledger.file, ledger.sha256, layout.department, ledger.outcome, ledger.message, counts,
        layout.period, layout.edition, ledger.container, titles=titles,
        region=layout.region, departments=layout.departments, elsewhere=layout.elsewhere,
        returned=ledger.returned.original if ledger.returned else None,
    )  # fmt: skip
    return Batch(
        (submission,), tuple(entries), tuple(reports), tuple(evidence),
        tuple(signature for signature in signatures if signature), tuple(highlights),
        tuple(dict.fromkeys((*ledger.findings, *layout.findings, *account.findings))), unused, period,
        ledger.returned.answers if ledger.returned else (),
    )  # fmt: skip


def _shared_values(layout: Layout) -> dict[tuple[str, str], tuple[str, ...]]:
    """Find value cells that are merged over the rows of several items, with these in their order."""
    owners: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for record in layout.records:
        for slot in record.all("actual"):
            if record.subject:
                owners[slot.sheet, slot.cell.address][record.subject] = None
    return {place: tuple(subjects) for place, subjects in owners.items() if len(subjects) > 1}


def _of_its_lead(piece: Evidence, layout: Layout, desk: Desk) -> Evidence:
    """Take a piece that nobody signs, in a file of several, for the lead's of what it proves."""
    leads = (desk.matcher.leads.get(subject) for subject in piece.subjects)
    lead = next((lead for lead in leads if lead in layout.departments), None)
    return replace(piece, department=lead) if piece.department is None and lead else piece

"""What people must still supply: what an item lacks, and all that a finished paper asks for."""

from collections.abc import Iterable
from dataclasses import replace

from ecoreport.demands import demands_of
from ecoreport.language import patterns as re
from ecoreport.model import Drafted, Item, Pending
from ecoreport.model.pending import OTHER
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.figures import full_name
from ecoreport.rendering.word.marks import plain
from ecoreport.rendering.word.pending import Place
from ecoreport.targets.nodes import ACTUAL, ASSIGNED, AVERAGE, BEFORE_LAST, CHANGE, KIND, LAST, STATEMENT
from ecoreport.targets.target import BranchLabel

_NUMBERED = re.compile(r"[TM]?\d+(?:\.\d+)?")
_YEARS_BACK = {LAST: 1, BEFORE_LAST: 2}
_FACTS = {AVERAGE: "average", CHANGE: "average_change", ASSIGNED: "assigned", STATEMENT: "statement"}


def this_year(draft: Draft, item: Item) -> str:
    """Mark the value of the period, or what was done in it, as still to be supplied."""
    return draft.pending_of(item, "value" if item.direction else "actual", year=draft.report.period)


def missing_fact(draft: Draft, item: Item, name: str) -> str:
    """Mark one fact that a target cannot be judged without."""
    if name == KIND:
        return _kind_of_place(draft, item)
    if name == ACTUAL:
        return this_year(draft, item)
    if name in _YEARS_BACK:
        return draft.pending_of(item, "value", year=draft.report.period - _YEARS_BACK[name])
    key = _FACTS.get(name)
    return draft.pending_of(item, key) if key else draft.pending_of(item, "confirmation", missing=plain(name))


def _kind_of_place(draft: Draft, item: Item) -> str:
    """Mark what kind of place it is that a target tells apart: asked once for all items whose targets tell the same apart."""
    words, sort = draft.words, _dimension(draft, item)
    dimension = words.name("place_kinds", sort)
    alike = [each.item for each in draft.report.items if KIND in each.assessment.missing and _dimension(draft, each.item) == sort]
    labels = [branch.label for each in alike for branch in _branches(draft, each)]
    matter = words.enumerate([f"{each.id} {full_name(each, words)}" for each in alike])
    return draft.pending(
        "branch", words.pending_name("place", dimension=dimension), matter, choices=tuple(dict.fromkeys(labels)), dimension=dimension
    )


def _dimension(draft: Draft, item: Item) -> str:
    """Name by what a target tells places apart: by terrain, by size."""
    branches = _branches(draft, item)
    return branches[0].sort if branches else "other"


def _branches(draft: Draft, item: Item) -> tuple[BranchLabel, ...]:
    return demands_of(draft.report.system).subjects[item.id].target.branches


def gather(paper: bytes, found: Iterable[Place], draft: Draft) -> Drafted:
    """Gather what a finished paper asks for, kind by kind in the plan's order: each thing once, with the headings under which it stands."""
    places: dict[str, list[Place]] = {}
    for place in found:
        places.setdefault(place.id, []).append(place)
    kinds = list(dict.fromkeys(draft.words.tables["pending_kinds"].values()))
    asked = sorted((_asked(draft, there) for there in places.values()), key=lambda each: (kinds.index(each.kind), _rank(each)))
    supplied = {id_ for id_, there in places.items() if all(place.missing is None for place in there)}
    return Drafted(paper, tuple(each for each in asked if each.id not in supplied), tuple(each for each in asked if each.id in supplied))


def _rank(pending: Pending) -> tuple[object, ...]:
    """Order what is of one kind: items, then key tasks, by their numbers; what has none as the paper comes to it."""
    numbers = [int(number) for number in re.findall(r"\d+", pending.number)] if _NUMBERED.fullmatch(pending.number) else []
    return pending.number[:1] if numbers and not pending.number[:1].isdecimal() else "", numbers, pending.year or 0


def _asked(draft: Draft, places: Iterable[Place]) -> Pending:
    first, *_ = places
    under = tuple(dict.fromkeys(place.under for place in places if place.under))
    if first.id in draft.asked:
        return replace(draft.asked[first.id], places=under)
    told = next((one for one in draft.report.supplied if one.id == first.id), None)
    missing = first.missing if first.missing is not None else told.missing if told else ""
    return Pending(first.id, OTHER, draft.words.kind_of_pending(OTHER), "", "、".join(under), missing, places=under)

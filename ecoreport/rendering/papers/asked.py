"""What an item still lacks: its value, and the facts without which its target cannot be judged."""

from ecoreport.demands import demands_of
from ecoreport.model import Item
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.word.marks import plain
from ecoreport.targets.nodes import ACTUAL, ASSIGNED, AVERAGE, BEFORE_LAST, CHANGE, KIND, LAST, STATEMENT

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
    branches = demands_of(draft.report.system).subjects[item.id].target.branches
    sort = branches[0].sort if branches else "other"
    dimension = draft.words.name("place_kinds", sort)
    number = draft.words.pending_name("place", dimension=dimension)
    return draft.pending("branch", number, dimension, choices=tuple(branch.label for branch in branches), dimension=dimension)

"""Several columns that may all hold one year's value: the unit and the last words of a heading tell which does."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ecoreport.language.units import factor_between, parse_unit
from ecoreport.language.widths import bare_key, fold
from ecoreport.model import Goal, Item
from ecoreport.model.layout import Slot
from ecoreport.recognition.columns import Column
from ecoreport.vocabulary import Vocabulary

_SHORTEST_TAIL = 2  # characters of an item's name that are enough to speak of it: 覆盖率, 下降率


def settle_rivals(placed: Sequence[tuple[Column, Slot]], subject: Item | Goal, vocabulary: Vocabulary) -> list[Slot]:
    """Keep as values the cells whose headings fit the item; what cannot be its value is a note, what nobody can tell is unclear."""
    by_year: dict[int | None, list[int]] = defaultdict(list)
    for index, (_, slot) in enumerate(placed):
        if slot.field == "actual":
            by_year[slot.year].append(index)
    slots = [slot for _, slot in placed]
    for index, slot in enumerate(slots):
        if slot.field == "notes" and slot.year is not None and slot.year not in by_year and _names_tail(slot, subject):
            slots[index] = replace(slot, field="actual")
    for rivals in by_year.values():
        doubtful = [index for index in rivals if placed[index][0].loose and _counts(slots[index], subject, vocabulary)]
        if len(rivals) == 1:
            slots[rivals[0]] = replace(slots[rivals[0]], field="unclear") if doubtful else slots[rivals[0]]
            continue
        if len({slots[index].cell.struck for index in rivals}) > 1:
            continue  # a crossed-out value and what was written in its stead
        strange = [index for index in rivals if index in doubtful or not _has_its_unit(slots[index], subject)]
        fitting = [index for index in rivals if index not in strange]
        field = "notes" if fitting else "unclear"
        for index in strange:
            slots[index] = replace(slots[index], field=field)
        named = [index for index in fitting if _names_tail(slots[index], subject)] or fitting
        if len(fitting) > 1 and any(placed[index][0].loose for index in fitting):
            settled = len({slots[index].text for index in named}) == 1
            for index in fitting:
                field = ("actual" if index in named else "notes") if settled else "unclear"
                slots[index] = replace(slots[index], field=field)
    return slots


def _last_words(slot: Slot) -> str:
    """Take the lowest heading over a column, without its year, unit and brackets."""
    return bare_key(slot.heading.split("/")[-1]).lstrip("0123456789").removeprefix("年度").removeprefix("年")


def _names_tail(slot: Slot, subject: Item | Goal) -> bool:
    words = _last_words(slot)
    return len(words) >= _SHORTEST_TAIL and fold(subject.name).endswith(words)


def _counts(slot: Slot, subject: Item | Goal, vocabulary: Vocabulary) -> bool:
    """Does its heading count things where the item is a ratio."""
    return subject.unit == "%" and slot.unit != "%" and any(_last_words(slot).endswith(word) for word in vocabulary.words["counted"])


def _has_its_unit(slot: Slot, subject: Item | Goal) -> bool:
    """Could the heading's unit become the item's."""
    if not slot.unit or parse_unit(slot.unit) is None or parse_unit(subject.unit) is None:
        return True
    return factor_between(slot.unit, subject.unit) is not None

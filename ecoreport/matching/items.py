"""The names of the plan's items, its text-only goals, its indicators and its groups."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from ecoreport.language.widths import even, fold, word_key
from ecoreport.matching.likeness import TAKEN, TAKEN_WITH_NUMBER, alike, changes_meaning, take_nearest
from ecoreport.matching.names import NAMED_YEAR, TRAILING_BRACKET, NameParts, split_name
from ecoreport.matching.records import Candidate, How, Match
from ecoreport.model import Goal, IndicatorSystem, Item
from ecoreport.vocabulary import Vocabulary

_UNIT_LIKE = re.compile(r"[/%‰²³]|^(?:%|元|个|家|吨|亩)")

_LONGEST_NAME = 400  # characters, with number, unit and remarks; what is longer tells a story


class Items:
    """Finds an item or goal by its name, a known variant, its number, or by likeness."""

    def __init__(self, system: IndicatorSystem, vocabulary: Vocabulary) -> None:
        subjects: tuple[Item | Goal, ...] = (*system.text_goals, *system.items)
        self.subjects: Mapping[str, Item | Goal] = {subject.id: subject for subject in subjects}
        self._numbers = {item.id: item.no for item in system.items}
        self._decorations = (*vocabulary.decorations, fold(system.parameters.city))
        self._telling = vocabulary.distinguishing
        self._names, self._variants = _index_items(system, vocabulary)
        self._spellings = (*self._names, *self._variants)
        self._indicators = _index_indicators(system, vocabulary)
        self._groups = {word_key(text) for group in system.groups for text in (group.no, group.name, group.title, group.domain)}

    def find(self, text: str, number: str | None = None, within: Iterable[str] | None = None) -> Match:
        """Find the item (or text-only goal) that a name means; `within` narrows to the items of one indicator."""
        allowed = self.subjects.keys() if within is None else frozenset(within)
        parts = split_name(text)
        return self.known(text, number, allowed) or self._by_likeness(parts, number or parts.number, allowed)

    def known(self, text: str, number: str | None = None, allowed: Collection[str] | None = None) -> Match | None:
        """Find an item by a name that the plan or the vocabulary knows; nothing is compared by likeness."""
        if len(text) > _LONGEST_NAME:
            return None
        allowed = self.subjects.keys() if allowed is None else allowed
        parts = split_name(text)
        bracket = TRAILING_BRACKET.search(parts.name)
        for spelling, how, meant, year in self._lookups(text, parts, bracket):
            ids = [known for known in meant if known in allowed]
            ids = [known for known in ids if known in self._numbers] or ids  # an item before a goal of the same name
            if len(ids) == 1:  # 30吨以上… begins with no number of its own
                own = number if word_key(spelling) == word_key(text) else number or parts.number
                if parts.number and self.agrees(ids[0], parts.number):
                    own = parts.number
                return replace(self._decided(ids[0], how, own), unit=parts.unit, year=year)
            if ids:
                return Match(None, "none", tuple(Candidate(known, self.name(known), 100.0) for known in ids[:3]), parts.unit)
        return self._by_branch(parts, bracket, number or parts.number, allowed) if bracket else None

    def of_indicator(self, text: str) -> tuple[str, ...]:
        """List the items of the indicator that a name means; empty where it is none."""
        parts = split_name(text)
        keys = (word_key(spelling) for spelling in (text, parts.name, self._undecorate(parts.name)))
        return next((self._indicators[key] for key in keys if key in self._indicators), ())

    def is_group(self, text: str) -> bool:
        """Does the plan print this as a domain or a group, with or without its number."""
        return word_key(text) in self._groups or word_key(split_name(text).name) in self._groups

    def by_id(self, text: str) -> str | None:
        """Take an id as the issued ledger prints it: 15.1, M4.1."""
        key = fold(text).replace("-", ".").upper().strip("'\"")
        return key if key in self.subjects else None

    def name(self, subject: str) -> str:
        """Name a subject the way a message can quote it."""
        return self.subjects[subject].name

    def number(self, subject: str) -> int | None:
        return self._numbers.get(subject)

    def agrees(self, subject: str, number: str | None) -> bool | None:
        """Is a number as written the plan's number of this item; None where it is no number of that kind."""
        if not number or subject not in self._numbers:
            return None
        written = fold(number).replace("-", ".").strip(".()")
        if not re.fullmatch(r"\d{1,2}(\.\d)?(\.0)?", written):
            return None
        return written in (subject, str(self._numbers[subject]), f"{self._numbers[subject]}.0")

    def _lookups(
        self, text: str, parts: NameParts, bracket: re.Match[str] | None
    ) -> Iterator[tuple[str, How, tuple[str, ...], int | None]]:
        """Look a name up as it stands, bare, undecorated and without its unit: in the plan's words, then in the vocabulary's."""
        unbracketed = parts.name[: bracket.start()] if bracket and _UNIT_LIKE.search(bracket[1]) else parts.name
        spellings = {even(text): None, parts.name: parts.year}
        for other, year in ((self._undecorate(parts.name), _year_of(parts)), (unbracketed, parts.year)):
            spellings.setdefault(other, year)
        for spelling, year in spellings.items():
            yield spelling, "name", self._names.get(word_key(spelling), ()), year
            yield spelling, "variant", self._variants.get(word_key(spelling), ()), year

    def _by_branch(self, parts: NameParts, bracket: re.Match[str], number: str | None, allowed: Collection[str]) -> Match | None:
        """Take 森林覆盖率(丘陵区) for 森林覆盖率: the bracket holds a branch of its own target."""
        name, branch = parts.name[: bracket.start()], word_key(bracket[1])
        found = self.known(name, number, allowed)
        of_target = found and found.id and len(branch) >= 2 and branch in word_key(self.subjects[found.id].target)
        return replace(found, unit=found.unit or parts.unit, year=found.year or parts.year) if found and of_target else None

    def _undecorate(self, name: str) -> str:
        bare = NAMED_YEAR.sub("", fold(name))
        for word in self._decorations:
            if bare.startswith(word) and len(bare) > len(word) + 1:
                bare = bare[len(word) :]
            if bare.endswith(word) and len(bare) > len(word) + 1:
                bare = bare[: -len(word)]
        return bare

    def _decided(self, found: str, how: How, number: str | None) -> Match:
        agrees = self.agrees(found, number)
        if agrees and how == "name":
            how = "number_and_name"
        candidates = (Candidate(found, self.name(found), 100.0),)
        return Match(found, how, candidates, number_contradicts=agrees is False, number_agrees=agrees is True)

    def _by_likeness(self, parts: NameParts, number: str | None, allowed: Collection[str]) -> Match:
        key = word_key(self._undecorate(parts.name))
        if len(key) < 2:
            return Match(None, unit=parts.unit)
        best: dict[str, tuple[float, str]] = {}
        for spelling, score in alike(key, self._spellings):
            for known in (*self._names.get(spelling, ()), *self._variants.get(spelling, ())):
                if known in allowed and score > best.get(known, (0.0, ""))[0]:
                    best[known] = (score, spelling)
        match = take_nearest(
            {known: best[known][0] for known in sorted(best)},
            self.name,
            needed=lambda known: TAKEN_WITH_NUMBER if self.agrees(known, number) else TAKEN,
            differs=lambda known: changes_meaning(key, best[known][1], self._telling),
        )
        contradicts = match.id is not None and self.agrees(match.id, number) is False
        return replace(match, unit=parts.unit, number_contradicts=contradicts, year=_year_of(parts))


def _year_of(parts: NameParts) -> int | None:
    """Find the year that a name speaks of: 2019年森林覆盖率, 森林覆盖率(2019)."""
    told = NAMED_YEAR.search(parts.name)
    return parts.year or (int(told[1]) if told else None)


def _index_items(system: IndicatorSystem, vocabulary: Vocabulary) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    names: dict[str, tuple[str, ...]] = {}
    variants: dict[str, tuple[str, ...]] = {}
    for indicator in system.indicators:
        alone = len(indicator.items) == 1
        for item in indicator.items:
            for name in {item.name, indicator.name + item.name, *((indicator.name,) if alone else ())}:
                _add(names, word_key(name), item.id)
            others = (*item.aliases, *vocabulary.variants.get(item.name, ()))
            others += vocabulary.variants.get(indicator.name, ()) if alone else ()
            for other in others:
                _add(variants, word_key(other), item.id)
                if not alone:
                    _add(variants, word_key(indicator.name + other), item.id)
    for goal in system.text_goals:
        _add(names, word_key(goal.name), goal.id)
    return names, {key: ids for key, ids in variants.items() if key not in names}


def _index_indicators(system: IndicatorSystem, vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for indicator in system.indicators:
        ids = tuple(item.id for item in indicator.items)
        for name in (indicator.name, *vocabulary.variants.get(indicator.name, ())):
            index.setdefault(word_key(name), ids)
    return index


def _add(index: dict[str, tuple[str, ...]], key: str, found: str) -> None:
    if found not in index.get(key, ()):
        index[key] = (*index.get(key, ()), found)

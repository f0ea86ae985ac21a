"""The names of the plan's items, its text-only goals, its indicators and its groups."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.places import find_places
from ecoreport.language.widths import even, fold, word_key
from ecoreport.matching.guessing import Guesses
from ecoreport.matching.index import index_indicators, index_items, shared_letters, singly, words_for
from ecoreport.matching.names import (
    ABOUT_YEAR,
    LONGEST_NAME,
    NAMED_YEAR,
    TRAILING_BRACKET,
    NameParts,
    split_name,
    unit_for_each,
    without_note,
)
from ecoreport.matching.records import Candidate, How, Match
from ecoreport.matching.support import NOTHING, Beside, Support
from ecoreport.model import Goal, IndicatorSystem, Item
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

_BRACKET = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_UNIT_LIKE = re.compile(r"[/%‰²³]|^(?:%|元|个|家|吨|亩)")

_WHOLE, _SHARE, _LONG = re.compile(r"(?<=....)(?:合计|总计)$"), re.compile(r"(?<=......)(?:比例|比率|占比|率)$"), 12  # characters
_STEPS = 2  # before the name, at least
_TELLING = 4  # characters of a name that tells, wherever it stands
_LONGEST_INDICATOR = 30  # characters
_CUT = re.compile(r"\s*[-—–―|/\\>→:·_]+\s*|\s*\n\s*|(?<=.)\s*其中\s*:?|(?<=.)(?=[(\[【〔])")  # between what a name belongs to and the name
_STEP = re.compile(r"\s*[/\\>→]+\s*")  # of a path: 示范创建/生态安全/优良天数比例
_FRAME = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]+)[)\]】〕]\s*(?=.)")


@dataclass(frozen=True, slots=True)
class _Context:
    """What stands before a name, and the name: 生态经济-单位GDP用水量."""

    within: tuple[str, ...]  # the items of the indicator that is named; none where a domain or a group is
    name: str
    said: str

    def narrow(self, allowed: Collection[str]) -> Collection[str]:
        return [known for known in allowed if known in self.within] if self.within else allowed


class Items:
    """Finds an item or goal by its name, a known variant, its number, or by likeness."""

    def __init__(self, system: IndicatorSystem, vocabulary: Vocabulary) -> None:
        subjects: tuple[Item | Goal, ...] = (*system.text_goals, *system.items)
        self.subjects: Mapping[str, Item | Goal] = {subject.id: subject for subject in subjects}
        self._numbers = {item.id: item.no for item in system.items}
        city = fold(system.parameters.city)
        self._decorations = _longest_first((*vocabulary.decorations, city, city.removesuffix("市")))
        self._behind = _longest_first((*self._decorations, *words_for(vocabulary, "actual", "self_assessment", "statement")))
        self._bare = lru_cache(maxsize=1 << 14)(self._undecorate)  # a name is looked up in every way in which its sheet is read
        self._fields = frozenset(vocabulary.headings["indicator"]) - {*words_for(vocabulary, "domain", "group")}
        self._kinds_of_groups = _longest_first(words_for(vocabulary, "domain", "group"))
        self._names, self._variants = index_items(system, vocabulary)
        self.spellings = self._names.keys() | self._variants.keys()
        self._support = Support(system)
        self._guesses = Guesses(self.subjects, self._names | self._variants, singly(system, vocabulary), self._support, vocabulary)
        self._parted = [
            (frozenset(word_key(each.name)), shared_letters(each), tuple(item.id for item in each.items))
            for each in system.indicators
            if len(each.items) > 1
        ]
        self._indicators = index_indicators(system, vocabulary)
        self._groups = {word_key(text) for group in system.groups for text in (group.no, group.name, group.title, group.domain)}

    def find(self, text: str, number: str | None = None, within: Iterable[str] | None = None, beside: Beside = NOTHING) -> Match:
        """Find the item (or text-only goal) that a name means; `within` narrows to the items of one indicator."""
        allowed = self.subjects.keys() if within is None else frozenset(within)
        parts = split_name(text)
        return self.known(text, number, allowed) or self._by_likeness(parts, number or parts.number, allowed, beside)

    def known(self, text: str, number: str | None = None, allowed: Collection[str] | None = None) -> Match | None:
        """Find an item by a name that the plan or the vocabulary knows; nothing is compared by likeness."""
        if len(text) > LONGEST_NAME:
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
        return self._by_branch(parts, number or parts.number, allowed) or self._by_context(parts, number or parts.number, allowed)

    def of_indicator(self, text: str) -> tuple[str, ...]:
        """List the items of the indicator that a name means; empty where it is none."""
        parts = split_name(text)
        keys = (word_key(spelling) for spelling in (text, parts.name, self._bare(parts.name)))
        known = next((self._indicators[key] for key in keys if key in self._indicators), ())
        return known or (self._likely_indicator(parts.name) if len(text) <= _LONGEST_INDICATOR else ())

    def is_group(self, text: str) -> bool:
        """Does the plan print this as a domain or a group, with or without its number."""
        return word_key(text) in self._groups or word_key(split_name(text).name) in self._groups

    def is_named_in(self, subject: str, text: str) -> bool:
        """Does a text hold a whole name of an item, whatever stands around it: 绿色信贷 in 关于提供绿色信贷数据的函."""
        key = word_key(text)
        known = (name for names in (self._names, self._variants) for name, ids in names.items() if subject in ids)
        return any(len(name) >= _TELLING and name in key for name in known)

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
        return self._support.by_number(subject, number)

    def _lookups(
        self, text: str, parts: NameParts, bracket: re.Match[str] | None
    ) -> Iterator[tuple[str, How, tuple[str, ...], int | None]]:
        """Look a name up as it stands, bare, undecorated and without its unit: in the plan's words, then in the vocabulary's."""
        unbracketed = parts.name[: bracket.start()] if bracket and _UNIT_LIKE.search(bracket[1]) else parts.name
        spellings = {even(text): None, parts.name: parts.year}
        bare = self._bare(parts.name)
        for other, year in ((bare, _year_of(parts)), (unbracketed, parts.year), (without_note(bare), _year_of(parts))):
            spellings.setdefault(other, year)
        spellings.setdefault(parts.name.rstrip("%"), parts.year)  # …(一、二类)比例%
        for spelling, year in spellings.items():
            yield spelling, "name", self._names.get(word_key(spelling), ()), year
            yield spelling, "variant", self._variants.get(word_key(spelling), ()), year
        for other in _otherwise_ended(bare):
            shares = (
                known
                for known in self._names.get(word_key(other), ())
                if getattr(self.subjects[known], "unit", "") == "%" or other == _WHOLE.sub("", bare)
            )
            yield other, "variant", tuple(shares), _year_of(parts)

    def _by_branch(self, parts: NameParts, number: str | None, allowed: Collection[str]) -> Match | None:
        """Take 森林覆盖率(丘陵区) for 森林覆盖率: the bracket, wherever it stands, holds words of the item's own name or target."""
        for bracket in _BRACKET.finditer(parts.name):
            found = self.known(parts.name[: bracket.start()] + parts.name[bracket.end() :], number, allowed)
            branch, subject = word_key(bracket[1]), self.subjects[found.id] if found and found.id else None
            if found and subject and len(branch) >= 2 and (branch in word_key(subject.target) or branch in word_key(subject.name)):
                return replace(found, unit=found.unit or parts.unit, year=found.year or parts.year)
        return None

    def _undecorate(self, name: str) -> str:
        bare = ABOUT_YEAR.sub("", fold(name))
        if bare.startswith(self._decorations) or bare.endswith(self._behind):
            for word in self._behind:
                if bare.startswith(word) and word in self._decorations and len(bare) > len(word) + 1:
                    bare = bare[len(word) :]
                if bare.endswith(word) and len(bare) > len(word) + 1:
                    bare = bare[: -len(word)]
        return bare

    def _by_context(self, parts: NameParts, number: str | None, allowed: Collection[str]) -> Match | None:
        """Take 生态经济-单位GDP用水量 for the name behind what it belongs to: a domain, a group, its indicator."""
        context = self._context(parts.name)
        found = self.known(context.name, number, context.narrow(allowed)) if context else None
        return replace(found, unit=found.unit or parts.unit, year=found.year or parts.year) if found and found.id else None

    def _context(self, name: str) -> _Context | None:
        """Part a name from the domain or group before it, or from its indicator, whose items are given too."""
        if path := self._path(name):
            return path
        cut = _CUT.search(name) or _FRAME.match(name)
        head, rest = (name[: cut.start()] or name[1 : cut.end() - 1], name[cut.end() :]) if cut else ("", "")
        if not head or not rest.strip():
            return None
        if self._is_over_items(word_key(split_name(head).name)):
            return _Context((), rest, "")
        within = self.of_indicator(head)
        return _Context(within, rest, word_key(head)) if len(within) > 1 else None

    def _path(self, name: str) -> _Context | None:
        """Take the last step of a path for the name where a domain, a group or an indicator stands before it, and no place, field, item."""
        *heads, last = _STEP.split(name)
        keys = [word_key(split_name(head).name) for head in heads]
        within = next((ids for head in reversed(heads) if len(ids := self.of_indicator(head)) > 1), ())
        over = within or any(self._is_over_items(key) for key in keys)
        if len(heads) < _STEPS or not over or not last.strip():
            return None
        other = any(key in self._fields or key in self.spellings for key in keys) or any(map(find_places, heads))
        return None if other else _Context(within, last, "")

    def _is_over_items(self, key: str) -> bool:
        """Is it a domain or a group, 生态经济领域, or 全市."""
        kind = next((word for word in self._kinds_of_groups if key.endswith(word)), "")
        return key in self._groups or key in self._decorations or key.removesuffix(kind) in self._groups

    def _likely_indicator(self, name: str) -> tuple[str, ...]:
        """List the items of the one indicator whose own words a name uses, and besides only what all its parts share: 化肥农药施用强度."""
        key = frozenset(word_key(name))
        likely = [ids for own, shared, ids in self._parted if key <= shared and 3 * len(key & own) >= 2 * len(own)]
        return likely[0] if len(likely) == 1 and word_key(name) not in self._names and word_key(name) not in self._variants else ()

    def _decided(self, found: str, how: How, number: str | None) -> Match:
        agrees = self.agrees(found, number)
        if agrees and how == "name":
            how = "number_and_name"
        candidates = (Candidate(found, self.name(found), 100.0),)
        return Match(found, how, candidates, number_contradicts=agrees is False, number_agrees=agrees is True)

    def _by_likeness(self, parts: NameParts, number: str | None, allowed: Collection[str], beside: Beside) -> Match:
        """Take the item of which a name holds enough, or that it is like enough; else ask with the nearest."""
        context = self._context(parts.name) or _Context((), parts.name, "")
        key, allowed = word_key(without_note(self._bare(context.name))), context.narrow(allowed)
        unit = unit_for_each(parts.name, parts.unit)
        beside = replace(beside, unit=unit or unit_for_each(parts.name, beside.unit) or "", said=context.said)
        whole = len(self._indicators.get(key, ())) > 1 or bool(self._likely_indicator(key))
        found = self._guesses.find(key, number, allowed, beside, whole=whole)
        unit = unit if found.id and self._support.by_unit(self.subjects[found.id], unit) else parts.unit
        agrees = self.agrees(found.id, number) if found.id else None
        sure = found.how == "variant" and agrees is True
        return replace(found, unit=unit, number_contradicts=agrees is False, number_agrees=sure, year=_year_of(parts))


def _otherwise_ended(name: str) -> Iterator[str]:
    """Give a name without the word for a whole or a share behind it, or, a long one, with a share's: …面积|合计, …环境影响评价|比例."""
    if _WHOLE.search(name):
        yield _WHOLE.sub("", name)
    if _SHARE.search(name):
        yield _SHARE.sub("", name)
    elif len(name) >= _LONG:
        yield from (name + share for share in ("比例", "率"))


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(words), key=lambda word: (-len(word), word)))


def _year_of(parts: NameParts) -> int | None:
    """Find the year that a name speaks of: 2019年森林覆盖率, 森林覆盖率(2019)."""
    told = NAMED_YEAR.search(parts.name)
    return parts.year or (int(told[1]) if told else None)

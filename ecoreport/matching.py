"""A name as written -> one of ours: exactly, by a known variant, or by likeness, which suggests and never decides alone."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from ecoreport.language.units import parse_unit
from ecoreport.language.widths import even, fold, word_key
from ecoreport.model import Goal, IndicatorSystem, Item
from ecoreport.vocabulary import Vocabulary

How = Literal["stamp", "number_and_name", "name", "variant", "similarity", "none"]

TAKEN = 84.0  # likeness from which a name is taken, with a verify finding
TAKEN_WITH_NUMBER = 72.0  # where the plan's number stands beside it
MARGIN = 6.0  # by which it must lead the next name
ASKED = 50.0  # likeness from which a name is worth asking about
_TAILS = frozenset("率量比例度值数")  # left off or added without another meaning

_NUMBERING = re.compile(
    r"^\s*(?:其中\s*[:,]?\s*)?(?:"
    r"[①-⑳⑴-⒇⒈-⒛㈠-㈩]\s*[、.]?|"
    r"\((?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])\)\s*|"
    r"(?P<id>\d{1,2}[.-]\d)(?!\d)\s*[、.]?\s*|"
    r"(?P<number>\d{1,2})\s*(?:[、.:)](?!\d)|\s)\s*|"
    r"[一二三四五六七八九十]{1,3}\s*[、.]\s*|"
    r"[a-zA-Z]\s*[、.)]\s*|"
    r"[-–—·•*★☆◆●○■□]+\s*|"
    r"(?P<joined>\d{1,2}(?:\.\d)?)(?=[^\d.\s%、)-]))|^\s*其中\s*[:,]\s*"
)
_TRAILING_BRACKET = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]\s*$")
_TRAILING_UNIT = re.compile(r"(?:[,、/;:]|\s)\s*([^,、;:\s]{1,12})\s*$")
_UNIT_LIKE = re.compile(r"[/%‰²³]|^(?:%|元|个|家|吨|亩)")
_FOOTNOTE = re.compile(r"(?:[*★☆#※]+|[①-⑳]|\[注?\d*\]|注\d)\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    id: str
    name: str
    score: float  # 0–100


@dataclass(frozen=True, slots=True)
class Match:
    """What a name was taken for, or the nearest names to ask about."""

    id: str | None
    how: How = "none"
    candidates: tuple[Candidate, ...] = ()  # the nearest three, best first
    unit: str | None = None  # a unit written behind the name
    number_contradicts: bool = False
    number_agrees: bool = False

    @property
    def asked(self) -> bool:
        return self.id is None and bool(self.candidates)

    @property
    def sure(self) -> bool:
        return self.id is not None and self.how != "similarity"


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart: its numbering, the name itself, the unit behind it."""

    name: str
    number: str | None
    unit: str | None


@lru_cache(maxsize=1 << 15)
def split_name(text: str) -> NameParts:
    """Take numbering off the front and a unit, a year or a footnote mark off the end."""
    number = unit = None
    name = even(text).strip()
    for _ in range(2):
        match = _NUMBERING.match(name)
        if not match or not name[match.end() :].strip():
            break
        number = number or match["id"] or match["number"] or match["joined"]
        name = name[match.end() :]
    for _ in range(3):
        name = _FOOTNOTE.sub("", name).strip().rstrip(":,。;")
        match = _TRAILING_BRACKET.search(name) or _TRAILING_UNIT.search(name)
        if not match or not name[: match.start()].strip():
            break
        inside = re.sub(r"^(?:计量)?单位\s*:?\s*", "", match[1].strip())
        if inside and inside != "-" and parse_unit(inside) is not None and unit is None:
            unit = inside
        elif not (_YEAR.fullmatch(inside) or inside in ("约束性", "参考性", "约束性指标", "参考性指标", "")):
            break
        name = name[: match.start()]
    return NameParts(name.strip(), number, unit)


_built: list["Matcher"] = []  # the last few, newest first: plans compare too slowly to be keys
_SHORTEST_REGION = 3  # characters of a county's name that a title must hold: 定海 may be a place in it
_KEPT = 4


def matcher_for(system: IndicatorSystem, vocabulary: Vocabulary) -> "Matcher":
    """Give the matcher of a plan and a vocabulary, built once for all the files of a batch."""
    known = next((each for each in _built if each.system is system and each.vocabulary is vocabulary), None)
    if known is None:
        known = Matcher(system, vocabulary)
        _built[:] = [known, *_built[: _KEPT - 1]]
    return known


class Matcher:
    """Knows the plan's names once; asked for every row of every file."""

    def __init__(self, system: IndicatorSystem, vocabulary: Vocabulary) -> None:
        self.system = system
        self.vocabulary = vocabulary
        subjects: tuple[Item | Goal, ...] = (*system.text_goals, *system.items)
        self.subjects: Mapping[str, Item | Goal] = {subject.id: subject for subject in subjects}
        self._numbers = {item.id: item.no for item in system.items}
        self._decorations = (*vocabulary.decorations, fold(system.parameters.city))
        self._names, self._variants = self._index_items()
        self._spellings = (*self._names, *self._variants)
        self._indicators = self._index_indicators()
        self._groups = {word_key(text) for group in system.groups for text in (group.no, group.name, group.title, group.domain)}
        self._tasks = {word_key(task.name): task.no for task in system.key_tasks}
        self._contents = {word_key(task.content): task.no for task in system.key_tasks}
        self._task_keys = tuple((task.no, word_key(task.name), word_key(task.content)) for task in system.key_tasks)
        self._departments = self._index_departments()
        self._regions = {word_key(name) for region in system.regions for name in (region.name, *region.aliases)}

    # ---- items -----------------------------------------------------------------------------

    def item(self, text: str, number: str | None = None, within: Iterable[str] | None = None) -> Match:
        """Find the item (or text-only goal) that a name means; `within` narrows to the items of one indicator."""
        allowed = frozenset(within) if within is not None else frozenset(self.subjects)
        parts = split_name(text)
        return self.known_item(text, number, allowed) or self._by_likeness(parts, number or parts.number, allowed)

    def known_item(self, text: str, number: str | None = None, allowed: frozenset[str] | None = None) -> Match | None:
        """Find an item by a name that the plan or the vocabulary knows; nothing is compared by likeness."""
        parts = split_name(text)
        given = number
        number = number or parts.number
        bracket = _TRAILING_BRACKET.search(parts.name)
        unbracketed = parts.name[: bracket.start()] if bracket and _UNIT_LIKE.search(bracket[1]) else parts.name
        for spelling in dict.fromkeys((even(text), parts.name, self._undecorate(parts.name), unbracketed)):
            for index, how in ((self._names, "name"), (self._variants, "variant")):
                ids = [known for known in index.get(word_key(spelling), ()) if allowed is None or known in allowed]
                ids = [known for known in ids if known in self._numbers] or ids  # an item before a goal of the same name
                if len(ids) == 1:  # 30吨以上… begins with no number of its own
                    own = given if word_key(spelling) == word_key(text) else number
                    if parts.number and self.agrees(ids[0], parts.number):
                        own = parts.number
                    return self._decided(ids[0], "name" if how == "name" else "variant", own, parts.unit)
                if len(ids) > 1:
                    return Match(None, "none", tuple(Candidate(known, self.name(known), 100.0) for known in ids[:3]), parts.unit)
        return self._by_branch(parts, bracket[1], number, allowed) if bracket else None

    def _by_branch(self, parts: NameParts, inside: str, number: str | None, allowed: frozenset[str] | None) -> Match | None:
        """Take 森林覆盖率(丘陵区) for 森林覆盖率: the bracket holds a branch of its own target."""
        name, branch = parts.name[: parts.name.rindex(inside) - 1], word_key(inside)
        found = self.known_item(name, number, allowed)
        of_target = found and found.id and len(branch) >= 2 and branch in word_key(self.subjects[found.id].target)
        return replace(found, unit=found.unit or parts.unit) if found and of_target else None

    def indicator(self, text: str) -> tuple[str, ...]:
        """List the items of the indicator that a name means; empty where it is none."""
        parts = split_name(text)
        for spelling in (text, parts.name, self._undecorate(parts.name)):
            if ids := self._indicators.get(word_key(spelling)):
                return ids
        return ()

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

    def title(self, subject: str) -> str:
        """Name an item, a goal or (T7) a key task."""
        task = next((task for task in self.system.key_tasks if task.id == subject), None)
        return task.name if task else self.name(subject)

    def number(self, subject: str) -> int | None:
        return self._numbers.get(subject)

    def names_region(self, text: str) -> bool:
        """Is the text one of the counties, not the whole city."""
        return word_key(text) in self._regions

    def region_of(self, title: str) -> str | None:
        """Say which one county a title speaks of, where it does not speak of the city too."""
        key = word_key(title)
        found = set()
        for region in self.system.regions:
            names = sorted((word_key(name) for name in (region.name, *region.aliases)), key=len, reverse=True)
            for name in names:
                if len(name) >= _SHORTEST_REGION and name in key:
                    found.add(region.name)
                    key = key.replace(name, "")
        city = (word_key(self.system.parameters.city), *self.vocabulary.words["whole_city"])
        return found.pop() if len(found) == 1 and not any(word in key for word in city) else None

    def _undecorate(self, name: str) -> str:
        bare = _YEAR.sub("", fold(name))
        for word in self._decorations:
            if bare.startswith(word) and len(bare) > len(word) + 1:
                bare = bare[len(word) :]
            if bare.endswith(word) and len(bare) > len(word) + 1:
                bare = bare[: -len(word)]
        return bare

    def _decided(self, found: str, how: How, number: str | None, unit: str | None) -> Match:
        agrees = self.agrees(found, number)
        if agrees and how == "name":
            how = "number_and_name"
        return Match(
            found, how, (Candidate(found, self.name(found), 100.0),), unit, number_contradicts=agrees is False, number_agrees=agrees is True
        )

    def agrees(self, subject: str, number: str | None) -> bool | None:
        """Is a number as written the plan's number of this item; None where it is no number of that kind."""
        if not number or subject not in self._numbers:
            return None
        written = fold(number).replace("-", ".").strip(".()")
        if not re.fullmatch(r"\d{1,2}(\.\d)?(\.0)?", written):
            return None
        return written in (subject, str(self._numbers[subject]), f"{self._numbers[subject]}.0")

    def _by_likeness(self, parts: NameParts, number: str | None, allowed: frozenset[str]) -> Match:
        key = word_key(self._undecorate(parts.name))
        if len(key) < 2:
            return Match(None, unit=parts.unit)
        best: dict[str, tuple[float, str]] = {}
        for spelling, score, _ in process.extract(key, self._spellings, scorer=fuzz.ratio, processor=None, score_cutoff=ASKED, limit=None):
            for known in (*self._names.get(spelling, ()), *self._variants.get(spelling, ())):
                if known in allowed and score > best.get(known, (0.0, ""))[0]:
                    best[known] = (score, spelling)
        ranked = sorted(best.items(), key=lambda pair: (-pair[1][0], pair[0]))[:3]
        candidates = tuple(Candidate(known, self.name(known), round(score, 1)) for known, (score, _) in ranked)
        if not candidates:
            return Match(None, unit=parts.unit)
        found, (score, spelling) = ranked[0]
        lead = score - (ranked[1][1][0] if len(ranked) > 1 else 0.0)
        needed = TAKEN_WITH_NUMBER if self.agrees(found, number) else TAKEN
        if score < needed or lead < MARGIN or self._changes_meaning(key, spelling):
            return Match(None, candidates=candidates, unit=parts.unit)
        return Match(found, "similarity", candidates, parts.unit, number_contradicts=self.agrees(found, number) is False)

    def _changes_meaning(self, written: str, ours: str) -> bool:
        """Is one of the differences a character that says another thing: 城 for 农, a 不 more, a 人均 less."""
        telling = self.vocabulary.distinguishing
        for edit in Levenshtein.editops(written, ours):
            mine, theirs = written[edit.src_pos : edit.src_pos + 1], ours[edit.dest_pos : edit.dest_pos + 1]
            if edit.tag == "replace" and mine in telling and theirs in telling:
                return True
            if edit.tag == "delete" and mine in telling - _TAILS:
                return True
            if edit.tag == "insert" and theirs in telling - _TAILS:
                return True
        return False

    def _index_items(self) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        names: dict[str, tuple[str, ...]] = {}
        variants: dict[str, tuple[str, ...]] = {}
        for indicator in self.system.indicators:
            for item in indicator.items:
                alone = len(indicator.items) == 1
                for name in {item.name, indicator.name + item.name, *((indicator.name,) if alone else ())}:
                    _add(names, word_key(name), item.id)
                others = (*item.aliases, *self.vocabulary.variants.get(item.name, ()))
                others += self.vocabulary.variants.get(indicator.name, ()) if alone else ()
                for other in others:
                    _add(variants, word_key(other), item.id)
                    if not alone:
                        _add(variants, word_key(indicator.name + other), item.id)
        for goal in self.system.text_goals:
            _add(names, word_key(goal.name), goal.id)
        return names, {key: ids for key, ids in variants.items() if key not in names}

    def _index_indicators(self) -> dict[str, tuple[str, ...]]:
        index: dict[str, tuple[str, ...]] = {}
        for indicator in self.system.indicators:
            ids = tuple(item.id for item in indicator.items)
            for name in (indicator.name, *self.vocabulary.variants.get(indicator.name, ())):
                index.setdefault(word_key(name), ids)
        return index

    # ---- key tasks -------------------------------------------------------------------------

    def key_task(self, name: str, content: str = "", number: str | None = None) -> Match:
        """Find the key task that a name (or its content) means."""
        parts = split_name(name)
        if known := self.known_task(name, content, number):
            return known
        return self._task_by_likeness(word_key(parts.name), word_key(content), number or parts.number)

    def known_task(self, name: str, content: str = "", number: str | None = None) -> Match | None:
        """Find a key task by the plan's own words."""
        parts = split_name(name)
        number = number or parts.number
        for text in (name, parts.name, content):
            key = word_key(text)
            no = self._tasks.get(key) or self._contents.get(key)
            if no is not None:
                contradicts = bool(number) and number != str(no)
                return Match(
                    f"T{no}",
                    "name" if contradicts or not number else "number_and_name",
                    number_contradicts=contradicts,
                    number_agrees=bool(number) and not contradicts,
                )
        return None

    def _task_by_likeness(self, name: str, content: str, number: str | None) -> Match:
        ranked: list[tuple[float, int, str]] = []
        for no, own, asked in self._task_keys:
            score = fuzz.ratio(name, own) if name else 0.0
            for written in (name, content):
                if len(written) >= 8:
                    score = max(score, fuzz.ratio(written, asked))
            ranked.append((score, no, own))
        ranked.sort(key=lambda each: (-each[0], each[1]))
        names = {task.no: task.name for task in self.system.key_tasks}
        candidates = tuple(Candidate(f"T{no}", names[no], round(score, 1)) for score, no, _ in ranked[:3] if score >= ASKED)
        if not candidates:
            return Match(None)
        score, no, own = ranked[0]
        needed = TAKEN_WITH_NUMBER if number == str(no) else TAKEN
        if score < needed or score - ranked[1][0] < MARGIN or (len(name) < 12 and self._changes_meaning(name, own)):
            return Match(None, candidates=candidates)
        return Match(f"T{no}", "similarity", candidates)

    def task_by_id(self, text: str) -> int | None:
        """Take a key task's number as the issued ledger prints it: T7."""
        match = re.fullmatch(r"t(\d{1,2})(?:-\d+)?", fold(text))
        return int(match[1]) if match and any(task.no == int(match[1]) for task in self.system.key_tasks) else None

    # ---- departments -----------------------------------------------------------------------

    def department(self, text: str) -> Match:
        """Find the department that a cell names; a misspelt one by likeness."""
        key = word_key(re.sub(r"\(?(?:盖章|公章|签章)\)?", "", even(text)))
        if name := self._departments.get(key):
            return Match(name, "name")
        if len(key) < 3:
            return Match(None)
        scored: dict[str, float] = {}
        for alias, name in self._departments.items():
            scored[name] = max(scored.get(name, 0.0), fuzz.ratio(key, alias))
        ranked = sorted(scored.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
        candidates = tuple(Candidate(name, name, round(score, 1)) for name, score in ranked if score >= ASKED)
        if candidates and ranked[0][1] >= TAKEN and ranked[0][1] - ranked[1][1] >= MARGIN:
            return Match(ranked[0][0], "similarity", candidates)
        return Match(None, candidates=candidates)

    def departments_in(self, text: str) -> tuple[str, ...]:
        """List the departments that a title or a file name mentions, the longest names first, none inside another."""
        key = word_key(text)
        found: list[str] = []
        for alias in sorted(self._departments, key=lambda known: (-len(known), known)):
            if len(alias) >= 3 and alias in key:
                key = key.replace(alias, "\0")
                if (name := self._departments[alias]) not in found:
                    found.append(name)
        return tuple(found)

    def _index_departments(self) -> dict[str, str]:
        index: dict[str, str] = {}
        city = self.system.parameters.city
        for department in self.system.departments:
            for name in (department.name, *department.aliases):
                index.setdefault(word_key(name), department.name)
        for department in self.system.departments:  # what an alias already means is not taken from it
            for name in (department.name, *department.aliases):
                rest = name.removeprefix(city).removeprefix("市")
                for form in (rest, city + rest, city + "市" + rest):
                    if len(rest) >= 3:
                        index.setdefault(word_key(form), department.name)
        return index


def _add(index: dict[str, tuple[str, ...]], key: str, found: str) -> None:
    if found not in index.get(key, ()):
        index[key] = (*index.get(key, ()), found)

"""The names of the plan's departments."""

from functools import lru_cache

from ecoreport.language.bodies import strip_body
from ecoreport.language.widths import word_key
from ecoreport.matching.likeness import is_slip, likeness, take_nearest
from ecoreport.matching.records import Match
from ecoreport.model import IndicatorSystem

_SHORTEST = 3  # characters of a department's name
_SPACED = 3  # times its length that a name takes with blanks and marks between: 市 水 利 局
_LIKELY = 60.0  # likeness from which another clue may settle whose name it is
_TELLING = frozenset("省国市县区旗州镇乡村街道厅部院校厂站所队处科分支总公司集团会社馆中央原")  # of places, levels and other bodies


class Departments:
    """Finds a department by its name or one of its aliases, with or without the city before it."""

    def __init__(self, system: IndicatorSystem) -> None:
        self._names = _index(system)
        self._by_name = sorted(self._names.items(), key=lambda pair: pair[1])
        self._known = lru_cache(maxsize=1 << 14)(self._find)  # a wording is looked up once
        self.most = _SPACED * max(map(len, self._names), default=0)  # characters that may write one of these names
        self._longest = sorted((name for name in self._names if len(name) >= _SHORTEST), key=lambda name: (-len(name), name))

    def find(self, text: str) -> Match:
        """Find the department that a cell names; a misspelt one by likeness."""
        return self._known(word_key(strip_body(text)))

    def _find(self, key: str) -> Match:
        if name := self._names.get(key):
            return Match(name, "name")
        return (
            take_nearest(self._scores(key), str, differs=lambda name: not self._is_slip(key, name))
            if _SHORTEST <= len(key) <= self.most
            else Match(None)
        )

    def named(self, text: str) -> str | None:
        """Give the department of which this is a known name."""
        return self._names.get(word_key(text))

    def nearest(self, text: str) -> str | None:
        """Name the department whose name is written so but for a slip, where likeness alone would not decide: 市水力局."""
        key = word_key(strip_body(text))
        scores = self._scores(key) if _SHORTEST <= len(key) <= self.most else {}
        best = max(scores.values(), default=0.0)
        names = [name for name, score in scores.items() if score == best and score >= _LIKELY and self._is_slip(key, name)]
        return names[0] if len(names) == 1 else None

    def _scores(self, key: str) -> dict[str, float]:
        scores: dict[str, float] = {}
        for alias, name in self._by_name:
            scores[name] = max(scores.get(name, 0.0), likeness(key, alias))
        return scores

    def _is_slip(self, key: str, name: str) -> bool:
        """Could a name be one of a department's but for a slip of the pen: nothing that it has more is a place, a level or another body."""
        return any(
            is_slip(key, alias, _TELLING) for alias, known in self._names.items() if known == name and likeness(key, alias) >= _LIKELY
        )

    def spans_in(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """Give where a title or a file's name names departments, the longest names first, none inside another."""
        found: list[tuple[int, int, str]] = []
        for alias in self._longest:
            start = text.find(alias)
            while start >= 0:
                end = start + len(alias)
                if all(end <= other[0] or start >= other[1] for other in found):
                    found.append((start, end, self._names[alias]))
                start = text.find(alias, end)
        return tuple(sorted(found))

    def mentioned_in(self, text: str) -> tuple[str, ...]:
        """List the departments that a title or a file name mentions, the longest names first, none inside another."""
        key = word_key(text)
        found: list[str] = []
        for alias in self._longest:
            if alias in key:
                key = key.replace(alias, "\0")
                found.append(self._names[alias])
        return tuple(dict.fromkeys(found))


def _index(system: IndicatorSystem) -> dict[str, str]:
    index: dict[str, str] = {}
    city = system.parameters.city
    named = [(name, department.name) for department in system.departments for name in (department.name, *department.aliases)]
    for name, department in named:
        index.setdefault(word_key(name), department)
    for name, department in named:  # what an alias already means is not taken from it
        rest = name.removeprefix(city).removeprefix("市")
        for form in (rest, city + rest, city + "市" + rest) if len(rest) >= _SHORTEST else ():
            index.setdefault(word_key(form), department)
    return index

"""The names of the plan's departments."""

import re

from ecoreport.language.widths import even, word_key
from ecoreport.matching.likeness import likeness, take_nearest
from ecoreport.matching.records import Match
from ecoreport.model import IndicatorSystem

_SHORTEST = 3  # characters of a department's name


class Departments:
    """Finds a department by its name or one of its aliases, with or without the city before it."""

    def __init__(self, system: IndicatorSystem) -> None:
        self._names = _index(system)

    def find(self, text: str) -> Match:
        """Find the department that a cell names; a misspelt one by likeness."""
        key = word_key(re.sub(r"\(?(?:盖章|公章|签章)\)?", "", even(text)))
        if name := self._names.get(key):
            return Match(name, "name")
        if len(key) < _SHORTEST:
            return Match(None)
        scores: dict[str, float] = {}
        for alias, name in sorted(self._names.items(), key=lambda pair: pair[1]):
            scores[name] = max(scores.get(name, 0.0), likeness(key, alias))
        return take_nearest(scores, str)

    def mentioned_in(self, text: str) -> tuple[str, ...]:
        """List the departments that a title or a file name mentions, the longest names first, none inside another."""
        key = word_key(text)
        found: list[str] = []
        for alias in sorted(self._names, key=lambda known: (-len(known), known)):
            if len(alias) >= _SHORTEST and alias in key:
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

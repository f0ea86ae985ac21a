"""Whom a shortened name can mean: its characters in their order, weighed by how few indicators share what it leaves out."""

import math
from collections.abc import Collection, Iterable, Mapping

from ecoreport.records import dataclass

_SHORTEST = 2  # characters of a name that may be short for another
_WITHIN = 0.4  # what a single character counts that is left out: it is part of a word, as in 危废 and 公交
NEAR = 0.2  # by how much of a name a second one must trail


@dataclass(frozen=True, slots=True)
class Reading:
    """A name that the written one may be short for."""

    id: str
    share: float  # how much of it is written, weighed by rarity: 1 where all is
    left_out: str  # its parts, blanks between them
    headless: bool  # what is left out stands at the end, where a Chinese phrase says what it is


class Shortened:
    """Knows every name of the plan by its characters; equal words are written one way: 占比 and 比例, GDP and 地区生产总值."""

    def __init__(self, names: Mapping[str, tuple[str, ...]], alike: Iterable[tuple[str, ...]]) -> None:
        pairs = [(word, same[0]) for same in alike for word in same[1:]]
        self._alike = sorted(pairs, key=lambda pair: (-len(pair[0]), pair))
        self._names: dict[str, tuple[str, ...]] = {}
        for name, ids in names.items():
            known = self._names.get(key := self.plain(name), ())
            self._names[key] = (*known, *(each for each in ids if each not in known))
        self._characters = {name: frozenset(name) for name in self._names}
        self._spellings: dict[str, tuple[str, ...]] = {}
        for name, ids in self._names.items():
            for each in ids:
                self._spellings[each] = (*self._spellings.get(each, ()), name)
        self._said = {known: frozenset("".join(spellings)) for known, spellings in self._spellings.items()}
        self._weights = _weigh(self._names)

    def plain(self, key: str) -> str:
        """Write equal words one way."""
        for word, same in self._alike:
            if word in key:
                key = key.replace(word, same)
        return f"{key[:-1]}率" if key.endswith("比") else key  # 优良天数比

    def readings(self, key: str, allowed: Collection[str], own: Collection[str] = ()) -> tuple[Reading, ...]:
        """List whom a key may be short for, each by its nearest name, the most complete first; the sender's `own` in any order of words."""
        key = self.plain(key)
        best: dict[str, Reading] = {}
        if len(key) >= _SHORTEST:
            written = frozenset(key)
            for name, characters in self._characters.items():
                if written <= characters and (left_out := _left_out(key, name)) is not None:
                    for known in self._names[name]:
                        reading = Reading(known, self._share(left_out, name), left_out, key[-1] != name[-1])
                        if known in allowed and reading.share > (best[known].share if known in best else 0.0):
                            best[known] = reading
            for known in own:
                if written <= self._said.get(known, frozenset()) and known in allowed and known not in best:
                    best |= {known: turned} if (turned := self._reordered(key, known)) else {}
        return tuple(sorted(best.values(), key=lambda each: (-each.share, each.id)))

    def _reordered(self, key: str, known: str) -> Reading | None:
        """Read a key whose words stand in another order, or in several spellings of one item: 公园绿地(人均), Ⅲ类以上断面."""
        spellings = self._spellings[known]
        pieces = _pieces(key, spellings)
        told = [(self._share(left := _left_over(pieces, name), name), name, left) for name in spellings] if pieces else []
        if not told:
            return None
        share, name, left = max(told)
        return Reading(known, share, left, left.endswith(name[-1]) and name.endswith(left.split()[-1]))

    def without(self, reading: Reading, words: Iterable[str]) -> Reading:
        """Weigh a reading again where something else in the row says some of what the name leaves out."""
        if not reading.left_out:
            return reading
        left_out, whole = reading.left_out, self._weight(reading.left_out) / (1 - reading.share)
        for word in words:
            left_out = left_out.replace(word, "")
        return Reading(reading.id, 1 - self._weight(left_out) / whole, left_out, reading.headless)

    def _share(self, left_out: str, name: str) -> float:
        return 1 - self._weight(left_out) / self._weight(name) if left_out else 1.0

    def _weight(self, text: str) -> float:
        return sum(sum(map(self._weights.__getitem__, part)) * (_WITHIN if len(part) == 1 else 1) for part in text.split())


def _left_out(key: str, name: str) -> str | None:
    """Give what a name has more than a key, part by part, matched from behind; None where the key is no part of it in its order."""
    at, more = len(key), []
    for character in reversed(name):
        if at and key[at - 1] == character:
            at -= 1
            more.append(" ")
        else:
            more.append(character)
    return None if at else " ".join("".join(reversed(more)).split())


def _pieces(key: str, spellings: Collection[str]) -> tuple[str, ...]:
    """Cut a key into the longest pieces, of two characters at least, that stand in a spelling; () where some of it stands in none."""
    at, pieces = 0, []
    while at < len(key):
        end = next((end for end in range(len(key), at + 1, -1) if any(key[at:end] in each for each in spellings)), 0)
        if not end:
            return ()
        pieces.append(key[at:end])
        at = end
    return tuple(pieces)


def _left_over(pieces: Collection[str], name: str) -> str:
    """Give what a name has more than some pieces, part by part."""
    for piece in pieces:
        name = name.replace(piece, " ", 1)
    return " ".join(name.split())


def _weigh(names: Mapping[str, tuple[str, ...]]) -> Mapping[str, float]:
    """Weigh each character by how few indicators have it in a name: 绿 stands in many, 乔 in one."""
    holders: dict[str, set[str]] = {}
    for name, ids in names.items():
        for character in name:
            holders.setdefault(character, set()).update(known.partition(".")[0] for known in ids)
    count = len({known.partition(".")[0] for ids in names.values() for known in ids})
    return {character: math.log((count + 1) / len(held)) for character, held in holders.items()}

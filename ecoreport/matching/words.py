"""Which task a text means: all that it says stands in one task's name and content, and it holds most of the name's rare characters."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from ecoreport.matching.records import How
from ecoreport.vocabulary import Vocabulary

_COMMON = 3  # tasks that share a pair of characters which then tells nothing: 推进, 建设
_SHORTEST, _LONGEST = 4, 40  # characters
_SURE, _LIKELY = 0.65, 0.5  # share of a name's rare characters from which a task is taken, or taken and told
_LEAD = 0.2
_MOST = 0.6  # of a content that is written, for the whole of it to be meant and not a part


class Words:
    """Knows the pairs of characters of every task's name and content."""

    def __init__(self, keys: Mapping[str, tuple[str, str]], vocabulary: Vocabulary) -> None:
        self._keys = keys
        self._pairs = {task: frozenset(_pairs(name)) | frozenset(_pairs(content)) for task, (name, content) in keys.items()}
        held = Counter(pair for pairs in self._pairs.values() for pair in pairs)
        self._about = frozenset(pair for word in vocabulary.decorations for pair in _pairs(word))
        self._common = self._about | frozenset(pair for pair, count in held.items() if count >= _COMMON)
        self._holders: dict[str, list[str]] = {}  # a pair that tells -> the tasks that hold it
        for task, pairs in self._pairs.items():
            for pair in pairs - self._common:
                self._holders.setdefault(pair, []).append(task)
        self._telling = vocabulary.distinguishing
        letters = Counter(letter for name, _ in keys.values() for letter in frozenset(name))
        self._weights = {letter: math.log((len(keys) + 1) / count) for letter, count in letters.items()}

    def find(self, key: str) -> tuple[str | None, How]:
        """Give the task that a key can only mean, and how surely."""
        if not _SHORTEST <= len(key) <= _LONGEST:
            return None, "none"
        parts = [task for task, (_, content) in self._keys.items() if key in content and len(key) >= _MOST * len(content)]
        if len(parts) == 1:
            return parts[0], "variant"
        shares = sorted(((self._share(key, task), task) for task in self._saying_all(key)), reverse=True)
        if not shares or shares[0][0] < _LIKELY or (len(shares) > 1 and shares[0][0] - shares[1][0] < _LEAD):
            return None, "none"
        return shares[0][1], "variant" if shares[0][0] >= _SURE else "similarity"

    def _saying_all(self, key: str) -> list[str]:
        """List the tasks that say all that a key does, but for what tells nothing, and something of it that hardly another says."""
        about, common = self._covered(key, self._about), self._covered(key, self._common)
        told = {at for at, letter in enumerate(key) if at not in about and (at not in common or letter in self._telling)}
        likely = {task for pair in _pairs(key) for task in self._holders.get(pair, ())}
        return [task for task in likely if told <= self._covered(key, self._pairs[task])]

    def _covered(self, key: str, pairs: frozenset[str]) -> frozenset[int]:
        return frozenset(at + more for at, pair in enumerate(_pairs(key)) if pair in pairs for more in (0, 1))

    def _share(self, key: str, task: str) -> float:
        name, written = frozenset(self._keys[task][0]), frozenset(key)
        whole = sum(self._weights[letter] for letter in name)
        return sum(self._weights[letter] for letter in name & written) / whole if whole else 0.0


def _pairs(text: str) -> Iterator[str]:
    return (one + other for one, other in pairwise(text))

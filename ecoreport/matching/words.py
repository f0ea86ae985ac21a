"""Which task a text means: all that it says stands in one task's name and content, and it holds most of the name's rare characters."""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from ecoreport.matching.records import How
from ecoreport.vocabulary import Vocabulary

_COMMON = 3  # tasks that share a pair of characters which then tells nothing: 推进, 建设
_SHORTEST, _LONGEST = 4, 40  # characters
_SHORT = 3  # characters of a name cut short: 农饮水
_SURE, _LIKELY = 0.65, 0.5  # share of a name's rare characters from which a task is taken, or taken and told
_LEAD = 0.2
_MOST = 0.6  # of a content that is written, for the whole of it to be meant and not a part
_ENOUGH = 5.0  # weight of the pairs by which one of few tasks is known: two that hardly another task holds
_BY_NAME = 0.4  # share of a name's pairs from which the task itself is meant, and not a part of what it asks
_OF_CONTENT = 0.25  # share of the pairs of its content from which all of it may be meant


class Words:
    """Knows the pairs of characters of every task's name and content."""

    def __init__(self, keys: Mapping[str, tuple[str, str]], clauses: Mapping[str, Collection[str]], vocabulary: Vocabulary) -> None:
        """`keys`: a task's name and content; `clauses`: the parts of its content."""
        self._keys, self._clauses = keys, clauses
        self._pairs = {task: frozenset(_pairs(name)) | frozenset(_pairs(content)) for task, (name, content) in keys.items()}
        self._held = held = Counter(pair for pairs in self._pairs.values() for pair in pairs)
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

    def of_few(self, key: str, tasks: Collection[str]) -> tuple[str | None, How]:
        """Give the one of a few tasks that a key names in full among other words, speaks of, or cuts short, and how surely."""
        if task := self._lengthened(key, tasks):
            return task, "variant"
        task, how = self._among(key, tasks)
        if task is None and (task := self._shortened(key, tasks)):
            how = "variant"
        return task, how

    def _among(self, key: str, tasks: Collection[str]) -> tuple[str | None, How]:
        """Give the one of a few tasks that a key speaks of in its own words: surely where it is named, or all of its content is touched."""
        told = frozenset(pair for pair in _pairs(key) if not any(map(str.isdecimal, pair))) - self._about  # a year names no task
        (best, task), *others = sorted(((self._weigh(told & self._pairs[task]), task) for task in self._pairs), reverse=True)
        if (
            task not in tasks
            or self._weigh(told & self._pairs[task] - self._common) < _ENOUGH
            or any(2 * each > best for each, other in others if other in tasks)
        ):
            return None, "none"
        name = frozenset(_pairs(self._keys[task][0])) - self._about
        named = self._weigh(told & name) >= _BY_NAME * self._weigh(name) > 0
        asked = frozenset(_pairs(self._keys[task][1])) - self._about
        whole = all((told - self._common) & frozenset(_pairs(clause)) for clause in self._clauses[task])
        whole = whole and self._weigh(told & asked) >= _OF_CONTENT * self._weigh(asked)
        if not named and not whole and not self._holds_much(key, task):
            return None, "none"
        return task, "variant" if named or whole else "similarity"

    def _holds_much(self, key: str, task: str) -> bool:
        """Is more than half of a key, or three characters running, in a task's words: not 海岛|环境健康|调查."""
        held = self._covered(key, self._pairs[task])
        return 2 * len(held) > len(key) or any({at, at + 1, at + 2} <= held for at in held)

    def touches(self, key: str, task: str) -> bool:
        """Does a key hold a pair of characters of the task that tells, or none but characters of its name in their order: 绿建."""
        return bool({*_pairs(key)} & (self._pairs[task] - self._common)) or self._shortens(key, task)

    def _lengthened(self, key: str, tasks: Collection[str]) -> str | None:
        """Give the one of a few tasks of which a key says the whole name, with little between: 煤炭消费减量."""
        said = [task for task in tasks if 0 < len(key) - len(name := self._keys[task][0]) <= _SHORT and _holds_in_order(key, name)]
        return said[0] if len(said) == 1 else None

    def _shortened(self, key: str, tasks: Collection[str]) -> str | None:
        """Give the one of a few tasks of whose name a key is made, in its order, as no other's is, or holds: 农饮水."""
        made = [task for task in self._keys if self._shortens(key, task)]
        held = [task for task in tasks if len(key) >= _SHORTEST and key in self._keys[task][1] and self.touches(key, task)]
        own = list(dict.fromkeys((*held, *(task for task in made if task in tasks))))
        if len(own) != 1 or (len(key) < _SHORT and key not in self._keys[own[0]][0]):
            return None
        return own[0] if held or made == own or {*_pairs(key)} & (self._pairs[own[0]] - self._common) else None

    def _shortens(self, key: str, task: str) -> bool:
        return bool(key) and _holds_in_order(self._keys[task][0], key)

    def _weigh(self, pairs: Collection[str]) -> float:
        return sum(math.log((len(self._pairs) + 1) / self._held[pair]) for pair in pairs if pair in self._held)

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


def _holds_in_order(text: str, part: str) -> bool:
    letters = iter(text)
    return all(letter in letters for letter in part)


def _pairs(text: str) -> Iterator[str]:
    return (one + other for one, other in pairwise(text))

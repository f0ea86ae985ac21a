"""The names of the plan's key tasks."""

import re

from ecoreport.language.widths import fold, word_key
from ecoreport.matching.likeness import TAKEN, TAKEN_WITH_NUMBER, changes_meaning, likeness, take_nearest
from ecoreport.matching.names import split_name
from ecoreport.matching.records import How, Match
from ecoreport.model import IndicatorSystem
from ecoreport.vocabulary import Vocabulary

_WORDY = 8  # characters from which a text may be a task's content
_SHORT = 12  # characters below which one that tells counts: a longer name may be worded otherwise


class Tasks:
    """Finds a key task by its name, its content or its number."""

    def __init__(self, system: IndicatorSystem, vocabulary: Vocabulary) -> None:
        self.names: dict[str, str] = {task.id: task.name for task in system.key_tasks}
        self._telling = vocabulary.distinguishing
        self._keys: dict[str, tuple[str, str]] = {task.id: (word_key(task.name), word_key(task.content)) for task in system.key_tasks}
        contents = {content: task for task, (_, content) in self._keys.items() if content}
        self._by_key = contents | {name: task for task, (name, _) in self._keys.items() if name}

    def find(self, name: str, content: str = "", number: str | None = None) -> Match:
        """Find the key task that a name (or its content) means."""
        parts = split_name(name)
        return self.known(name, content, number) or self._by_likeness(word_key(parts.name), word_key(content), number or parts.number)

    def known(self, name: str, content: str = "", number: str | None = None) -> Match | None:
        """Find a key task by the plan's own words."""
        parts = split_name(name)
        number = number or parts.number
        for text in (name, parts.name, content):
            if task := self._by_key.get(word_key(text)):
                agrees = f"T{number}" == task
                how: How = "number_and_name" if agrees else "name"
                return Match(task, how, number_contradicts=bool(number) and not agrees, number_agrees=agrees)
        return None

    def by_id(self, text: str) -> int | None:
        """Take a key task's number as the issued ledger prints it: T7."""
        match = re.fullmatch(r"t(\d{1,2})(?:-\d+)?", fold(text))
        return int(match[1]) if match and f"T{int(match[1])}" in self.names else None

    def _by_likeness(self, name: str, content: str, number: str | None) -> Match:
        wordy = [text for text in (name, content) if len(text) >= _WORDY]
        scores = {
            task: max(likeness(name, own), *(likeness(text, asked) for text in wordy), 0.0) for task, (own, asked) in self._keys.items()
        }
        return take_nearest(
            scores,
            self.names.__getitem__,
            needed=lambda task: TAKEN_WITH_NUMBER if f"T{number}" == task else TAKEN,
            differs=lambda task: len(name) < _SHORT and changes_meaning(name, self._keys[task][0], self._telling),
        )

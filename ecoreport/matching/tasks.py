"""The names of the plan's key tasks."""

from collections.abc import Collection

from ecoreport.language import patterns as re
from ecoreport.language.widths import fold, word_key
from ecoreport.matching.likeness import TAKEN, TAKEN_WITH_NUMBER, changes_meaning, nearest_of, take_nearest
from ecoreport.matching.names import TRAILING_BRACKET, split_name
from ecoreport.matching.records import Candidate, How, Match
from ecoreport.matching.words import Words
from ecoreport.model import IndicatorSystem
from ecoreport.vocabulary import Vocabulary

_DOMAIN = re.compile(r"[(\[【〔]?([\u4e00-\u9fff]{2,8}?)(?:领域|类)?\s*[)\]】〕:|/>·—–-]+\s*")
_CLAUSE = re.compile(r"[,、;。]+")
_WORDY = 8  # characters from which a text may be a task's content
_SHORT = 12  # characters below which one that tells counts: a longer name may be worded otherwise


class Tasks:
    """Finds a key task by its name, its content or its number."""

    def __init__(self, system: IndicatorSystem, vocabulary: Vocabulary, items: Collection[str]) -> None:
        self.names: dict[str, str] = {task.id: task.name for task in system.key_tasks}
        self._telling = vocabulary.distinguishing
        bodies = {body for task in system.key_tasks for body in task.departments}
        self._of_departments = {body: tuple(task.id for task in system.key_tasks if body in task.departments) for body in bodies}
        self._keys: dict[str, tuple[str, str]] = {task.id: (word_key(task.name), word_key(task.content)) for task in system.key_tasks}
        clauses: dict[str, list[str]] = {
            task.id: [word_key(part) for part in _CLAUSE.split(task.content) if part] for task in system.key_tasks
        }
        self._called = {task: name for task, (name, _) in self._keys.items()}
        self._asked = {task: content for task, (_, content) in self._keys.items()}
        self._words = Words(self._keys, clauses, vocabulary)
        self._items = items  # keys of items' names: 政府绿色采购比例 is no task, though a task's content holds it
        self._domains = {word_key(text) for task in system.key_tasks for text in (task.domain,)}
        contents = {content: task for task, (_, content) in self._keys.items() if content}
        self._by_key = contents | {name: task for task, (name, _) in self._keys.items() if name}

    def find(self, name: str, content: str = "", number: str | None = None, own: Collection[str] = (), *, listed: bool = False) -> Match:
        """Find the key task that a name (or its content) means; one of the sender's `own` is known by fewer words.

        Where tasks are `listed`, one may bear the name of an item.
        """
        parts = split_name(name)
        found = self.known(name, content, number)
        if found is None and (bare := self._bare(parts.name)) != parts.name:
            found = self.known(bare, "", number or parts.number)
        found = found or self._by_words(bare, content, number or parts.number)
        if not found.sure and own and not parts.unit and (listed or word_key(bare) not in self._items):
            if (called := f"T{number or parts.number}") in own and self._words.touches(word_key(bare), called):
                return Match(called, "number_and_name", (Candidate(called, self.names[called], 100.0),), number_agrees=True)
            task, how = self._words.of_few(word_key(bare), own)
            agrees = task is not None and f"T{number or parts.number}" == task
            if task and found.id in (None, task):
                return Match(task, "number_and_name" if agrees else how, (Candidate(task, self.names[task], 100.0),), number_agrees=agrees)
        return found

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

    def of(self, department: str) -> tuple[str, ...]:
        """List a department's own tasks, as lead or not."""
        return self._of_departments.get(department, ())

    def by_id(self, text: str) -> int | None:
        """Take a key task's number as the issued ledger prints it: T7."""
        match = re.fullmatch(r"t(\d{1,2})(?:-\d+)?", fold(text))
        return int(match[1]) if match and f"T{int(match[1])}" in self.names else None

    def _bare(self, name: str) -> str:
        """Leave out the domain before a name and the bracket behind it: 【生态安全】调整优化产业结构(市经信局)."""
        head = _DOMAIN.match(name)
        name = name[head.end() :] if head and word_key(head[1]) in self._domains else name
        bracket = TRAILING_BRACKET.search(name)
        return name[: bracket.start()] if bracket and bracket.start() else name

    def _by_words(self, name: str, content: str, number: str | None) -> Match:
        """Take the one task of whose own words a name consists, as surely as it holds its rare ones; else by likeness."""
        task, how = self._words.find(word_key(name))
        agrees = task is not None and f"T{number}" == task
        of_item = word_key(name) in self._items and not agrees
        if task is None or of_item or how == "similarity":
            likely = self._by_likeness(word_key(name), word_key(content), number)
            if task is None or of_item or likely.id not in (None, task):
                return likely
        candidates = (Candidate(task, self.names[task], 100.0),)
        return Match(task, "variant" if agrees else how, candidates, number_contradicts=bool(number) and not agrees, number_agrees=agrees)

    def _by_likeness(self, name: str, content: str, number: str | None) -> Match:
        scores = dict.fromkeys(self._keys, 0.0)
        for text, spellings in ((name, self._called), *((text, self._asked) for text in (name, content) if len(text) >= _WORDY)):
            for task, score in nearest_of(text, spellings):
                scores[task] = max(scores[task], score)
        return take_nearest(
            scores,
            self.names.__getitem__,
            needed=lambda task: TAKEN_WITH_NUMBER if f"T{number}" == task else TAKEN,
            differs=lambda task: len(name) < _SHORT and changes_meaning(name, self._keys[task][0], self._telling),
        )

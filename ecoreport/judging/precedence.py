"""Which of the answers to one question are later than which: held against each other age by age, so that many alike cost little."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import chain

from ecoreport.judging.ages import Order, in_line
from ecoreport.judging.answers import Answer, answered, said
from ecoreport.model import Entry
from ecoreport.records import dataclass

# What makes an answer early or late: its age, whether it has a value, its place where its file answers twice, what it quotes.
Key = tuple[int, bool, object, object]


class Precedence:
    """What two answers are to each other; of two ages, and of two that say what two others said, it is found out once."""

    def __init__(self) -> None:
        self._orders: dict[tuple[int, int], Order] = {}
        self._among: dict[tuple[Key, ...], Sequence[Sequence[Key]]] = {}
        self._contents: dict[int, tuple[int, int]] = {}
        self._adds: dict[tuple[int, int], bool] = {}
        self._keys: dict[Key, Key] = {}

    def order(self, one: Answer, other: Answer) -> Order:
        """Say which is the later, and why."""
        if quoted := one.quotes(other):
            return quoted
        ages = id(one.age), id(other.age)
        if ages not in self._orders:
            self._orders[ages] = one.age.compared(other.age)
        return self._orders[ages]

    def later(self, one: Answer, other: Answer) -> bool:
        """Is the one later; of one file only sheets may be, one than another, and what is hidden never than what is seen."""
        if one.file == other.file and (one.source.sheet == other.source.sheet or one.hidden != other.hidden):
            return False
        return self.order(one, other).sign > 0

    def among(self, peers: Mapping[Key, "Peers"]) -> Sequence[Sequence[Key]]:
        """Say of peers, by what makes them early or late, which are later than each; the questions of a sender are mostly alike."""
        keys = tuple(peers)
        if keys not in self._among:
            firsts = [(key, each.first) for key, each in peers.items()]
            by_age_alone = all(key[2:] == (None, None) for key in keys)
            if by_age_alone and (ranks := in_line([answer.age for _, answer in firsts])) is not None:
                line = sorted(zip(ranks, keys, strict=True), key=lambda each: each[0], reverse=True)
                before = {rank: place for place, (rank, _) in reversed([*enumerate(line)])}
                self._among[keys] = [[key for _, key in line[: before[rank]]] for rank in ranks]
            else:
                self._among[keys] = [[key for key, other in firsts if self.later(other, one)] for _, one in firsts]
        return self._among[keys]

    def adds(self, one: Answer, other: Answer) -> bool:
        """Does the one say anything that the other does not say."""
        pair = self.content(one)[1], self.content(other)[1]
        if pair not in self._adds:
            self._adds[pair] = pair[0] != pair[1] and one.adds_to(other)
        return self._adds[pair]

    def key(self, answer: Answer, *, alone: bool, quoting: bool) -> Key:
        """Say what makes an answer early or late: its age; where its file answers twice, its sheet; where values are quoted, which."""
        place = None if alone else (answer.file, answer.source.sheet, answer.hidden)
        record = answer.record
        quoted = (record.former and record.former.value, record.actual.value) if quoting and isinstance(record, Entry) else None
        key = id(answer.age), answer.valued, place, quoted
        return self._keys.setdefault(key, key)

    def content(self, answer: Answer) -> tuple[int, int]:
        """Give the digests of the answer itself, and of all that is said with it."""
        key = id(answer.record)
        if key not in self._contents:
            self._contents[key] = hash(answered(answer.record)), hash(frozenset(said(answer.record).items()))
        return self._contents[key]


@dataclass(slots=True)
class Peers:
    """Answers to one question that are of one age: whatever is later than one of them is later than all."""

    answers: dict[int, Answer] = field(default_factory=dict)  # in the order of their places
    alike: dict[int, dict[int, Answer]] = field(default_factory=dict)  # the same, by all that they say

    @property
    def first(self) -> Answer:
        return next(iter(self.answers.values()))

    def beside(self, *files: str) -> Answer | None:
        """Give the first that stands in none of these files."""
        return next((answer for answer in self.answers.values() if answer.file not in files), None)


class Contest:
    """The answers to one question, given in the order of their places."""

    def __init__(self, answers: Sequence[Answer], precedence: Precedence) -> None:
        self._precedence = precedence
        self._of_file: dict[str, list[Answer]] = defaultdict(list)
        for answer in answers:
            self._of_file[answer.file].append(answer)
        quoting = any(isinstance(answer.record, Entry) and answer.record.former for answer in answers)
        self._keys = {id(answer): precedence.key(answer, alone=len(self._of_file[answer.file]) == 1, quoting=quoting) for answer in answers}
        self._peers: dict[Key, Peers] = defaultdict(Peers)
        for answer in answers:
            peers = self._peers[self._keys[id(answer)]]
            peers.answers[id(answer)] = answer
            peers.alike.setdefault(precedence.content(answer)[1], {})[id(answer)] = answer
        self._known: dict[str, list[Peers]] = {}

    @property
    def files(self) -> int:
        """Count the files that answer."""
        return len(self._of_file)

    def of_file(self, file: str) -> Sequence[Answer]:
        return self._of_file.get(file, ())

    def remove(self, file: str) -> None:
        """Leave a file out from now on."""
        for answer in self._of_file.pop(file, ()):
            key, content = self._keys[id(answer)], self._precedence.content(answer)[1]
            peers = self._peers[key]
            del peers.answers[id(answer)], peers.alike[content][id(answer)]
            if not peers.alike[content]:
                del peers.alike[content]
            if not peers.answers:
                del self._peers[key]
            if len(peers.answers) < 2:
                self._known.clear()

    def standing(self, without: str = "") -> list[Peers]:
        """Find what nothing is later than, where a file had not come: of the answers with a value, where any has one."""
        key = without if any(not self._peers[self._keys[id(own)]].beside(without) for own in self.of_file(without)) else ""
        if key not in self._known:
            groups = [peers for peers in self._peers.values() if peers.beside(without)]
            valued = [peers for peers in groups if peers.first.valued]
            self._known[key] = self._last(valued or groups, without)
        return self._known[key]

    def outdated(self, answer: Answer) -> bool:
        """Is an answer of another file later."""
        others = (peers.beside(answer.file) for peers in chain(self.standing(), self._peers.values()))
        return any(self._precedence.later(other, answer) for other in others if other)

    def twin(self, answer: Answer) -> str | None:
        """Name a file that says all that an answer says, where all stands that would stand if its own had not come."""
        standing = self.standing(answer.file)
        alike = (each for peers in standing for each in peers.alike.values())
        others = (next((each for each in same.values() if each.file != answer.file), None) for same in alike)
        if any(self._precedence.adds(answer, other) for other in others if other):
            return None
        first = [other for peers in standing if (other := peers.beside(answer.file))]
        return min(first, key=lambda each: each.source).file if first else None

    def lower(self) -> Iterator[tuple[Peers, Sequence[Key]]]:
        """Go through what does not stand, each with the keys of those of them that are later than it."""
        standing = {id(peers) for peers in self.standing()}
        lower = {key: peers for key, peers in self._peers.items() if id(peers) not in standing}
        yield from zip(lower.values(), self._precedence.among(lower), strict=True)

    def count(self, keys: Sequence[Key]) -> int:
        """Count the answers of peers."""
        if len(self._peers) == len(self._keys):  # each is alone, as where every file bears a day of its own
            return len(keys)
        return sum(len(self._peers[key].answers) for key in keys)

    def first(self, keys: Iterable[Key]) -> Answer | None:
        """Give the first of the answers of peers."""
        return min((self._peers[key].first for key in keys), key=lambda answer: answer.source, default=None)

    def _last(self, groups: Sequence[Peers], without: str) -> list[Peers]:
        """List the peers that no others are later than; whoever was later than the one before is asked first."""
        found: list[Peers] = []
        lead = groups[-1] if groups else None
        for peers in groups:
            over = next((other for other in (lead, *reversed(groups)) if other and self._replaces(other, peers, groups, without)), None)
            lead = over or peers
            if over is None:
                found.append(peers)
        return found or list(groups)

    def _replaces(self, one: Peers, other: Peers, groups: Sequence[Peers], without: str) -> bool:
        later, earlier = one.beside(without), other.beside(without)
        if not later or not earlier or not self._precedence.later(later, earlier):
            return False
        return not self._may_precede(later, earlier, (peers.beside(without, later.file, earlier.file) for peers in groups))

    def _may_precede(self, correction: Answer, dated: Answer, others: Iterable[Answer | None]) -> bool:
        """May a correction without a day have been sent before a ledger that bears one: it may well correct a third."""
        words, later = correction.age.words, self._precedence.later
        if correction.age.days or not dated.age.days or not (words.corrects or words.copied):
            return False
        return any(later(correction, other) and not later(other, dated) for other in others if other)

"""Of several answers to one question: which stands, which gave way to it, and which cannot be told apart."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import PurePosixPath

from ecoreport.judging.answers import Answer, Question, evidence_number, said
from ecoreport.judging.precedence import Contest, Precedence
from ecoreport.language.widths import fold
from ecoreport.model import Batch, Evidence, Highlight
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

Extra = Evidence | Highlight

_CROWD = 12  # answers that stand and differ: of more, not every pair is asked about


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer gave way to another."""

    before: Answer
    after: Answer
    why: str
    turns: int = 1  # how many answers came since, the standing one included
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Two answers of which nobody can tell which is the later, and which differ."""

    one: Answer
    other: Answer
    why: str


@dataclass(slots=True)
class Succession:
    """What came of all answers of a batch."""

    turns: list[Turn] = field(default_factory=list)
    open: list[Open] = field(default_factory=list)
    wordless: list[Turn] = field(default_factory=list)  # a later row leaves the value blank and says something beside it
    unchanged: dict[str, str] = field(default_factory=dict)  # a file that adds nothing, and the one that says the same


def succession_of(answers: Sequence[Answer], batch: Batch, vocabulary: Vocabulary) -> Succession:
    """Settle question by question; files that came again with nothing changed stand aside first."""
    precedence, questions = Precedence(), _by_question(answers)
    found = Succession(unchanged=_unchanged(answers, questions, batch, vocabulary, precedence))
    for group in questions.values():
        tops = _settle([answer for answer in group if answer.file not in found.unchanged], found, precedence)
        for answer in group:
            if answer.file in found.unchanged:
                twin = next((top for top in tops if not precedence.adds(answer, top)), tops[0])
                found.turns.append(Turn(answer, twin, "", repeats=True))
    return found


def _by_question(answers: Iterable[Answer]) -> Mapping[Question, list[Answer]]:
    groups: dict[Question, list[Answer]] = defaultdict(list)
    for answer in sorted(answers, key=lambda answer: answer.source):
        groups[answer.question].append(answer)
    return groups


def _settle(group: Sequence[Answer], found: Succession, precedence: Precedence) -> list[Answer]:
    """Settle one question; give the answers that stand."""
    contest = Contest(group, precedence)
    tops = sorted((answer for peers in contest.standing() for answer in peers.answers.values()), key=lambda answer: answer.source)
    firsts = sorted((peers.first for peers in contest.standing()), key=lambda answer: answer.source)
    turns: list[Turn] = []
    for peers, between in contest.lower():
        lower = peers.first
        later = next((top for top in firsts if precedence.later(top, lower)), None)
        if later is None and lower.valued == tops[0].valued:  # by way of a third
            later = tops[0]
        if later:
            over = later if precedence.order(later, lower).sign > 0 else contest.first(between)
            why = precedence.order(over, lower).why if over else ""
            turns += (Turn(answer, later, why, 1 + contest.count(between)) for answer in peers.answers.values())
        elif earlier := next((top for top in firsts if precedence.later(lower, top)), None):
            why = precedence.order(lower, earlier).why
            found.wordless += (Turn(earlier, answer, why) for answer in peers.answers.values())
    found.turns += sorted(turns, key=lambda turn: turn.before.source)
    found.open += _open(tops, precedence)
    found.turns += _repeating(tops, precedence)
    return tops


def _open(tops: Sequence[Answer], precedence: Precedence) -> Iterator[Open]:
    """Pair the answers that stand and differ; of a crowd each is held against the first alone."""
    if len({precedence.content(top)[0] for top in tops}) < 2:
        return
    for place, one in enumerate(tops if len(tops) <= _CROWD else tops[:1]):
        for other in tops[place + 1 :]:
            if _beside(one, other) and precedence.content(one)[0] != precedence.content(other)[0]:
                yield Open(one, other, precedence.order(one, other).why)


def _repeating(tops: Sequence[Answer], precedence: Precedence) -> Iterator[Turn]:
    """Find the answers that stand and add nothing to one before them: the nearest."""
    before: dict[int, dict[int, list[Answer]]] = defaultdict(dict)  # by the answer itself, and all that was said: the last of two files
    for other in tops:
        itself, content = precedence.content(other)
        alike = before[itself]
        near = [each for told in [*alike][-_CROWD:] for each in alike[told] if _beside(each, other) and not precedence.adds(other, each)]
        if near:
            yield Turn(other, max(near, key=lambda answer: answer.source), "", repeats=True)
        earlier = [each for each in alike.pop(content, []) if each.file != other.file or each.hidden != other.hidden]
        alike[content] = [*earlier[-3:], other]


def _beside(one: Answer, other: Answer) -> bool:
    """May they be held against each other: of two files, and what is seen goes before what is not."""
    return one.file != other.file and one.hidden == other.hidden


# ---- files that came again ----------------------------------------------------------------------


def _unchanged(
    answers: Sequence[Answer], questions: Mapping[Question, Sequence[Answer]], batch: Batch, vocabulary: Vocabulary, precedence: Precedence
) -> dict[str, str]:
    """Find the files that say nothing that did not stand without them, each with one that says it."""
    left = {question: Contest(group, precedence) for question, group in questions.items()}
    by_file: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_file[answer.file].append(answer)
    copies = _by_bytes(batch, by_file)
    extras = _extras(batch)
    beside = Counter(told for file in by_file for told in extras[file])
    found: dict[str, str] = {}
    copies_first = sorted(by_file, reverse=True)
    copies_first.sort(key=lambda file: not _is_called_copy(file, vocabulary))
    before = None
    while before != len(found):  # what seemed new beside a copy may prove to be none
        before = len(found)
        for file in (file for file in copies_first if file not in found):
            own, more = by_file[file], Counter(extras[file])
            if not all(left[answer.question].files > 1 for answer in own) or any(beside[told] <= count for told, count in more.items()):
                continue
            alike = (each for each in copies[file] if each != file and each not in found)
            if twin := _same_bytes(own, alike, left, precedence) or _same_answers(own, left):
                found[file] = twin
                beside.subtract(more)
                for answer in own:
                    left[answer.question].remove(file)
    return found


def _same_answers(own: Sequence[Answer], left: Mapping[Question, Contest]) -> str | None:
    """Name a file that says what this one says, where all that it says stood without it."""
    twin = None
    for answer in own:
        contest = left[answer.question]
        if contest.outdated(answer) or (same := contest.twin(answer)) is None:
            return None
        twin = twin or same
    return twin


def _same_bytes(own: Sequence[Answer], copies: Iterable[str], left: Mapping[Question, Contest], precedence: Precedence) -> str | None:
    """Name the file of which this one is a copy, byte for byte."""
    for twin in copies:
        for answer in own:
            others = left[answer.question].of_file(twin)
            if all(precedence.adds(answer, other) for other in others) or any(precedence.later(other, answer) for other in others):
                break
        else:
            return twin
    return None


def _by_bytes(batch: Batch, answering: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """List for each file those of the same bytes, in the order in which they answer."""
    digests = {submission.file: submission.sha256 for submission in batch.submissions}
    alike: dict[str, list[str]] = defaultdict(list)
    for file in answering:
        alike[digests.get(file) or file].append(file)
    return {file: same for same in alike.values() for file in same}


def _extras(batch: Batch) -> Mapping[str, list[object]]:
    """List what each file says that answers no question: highlights, evidence without a number of its own."""
    extras: dict[str, list[object]] = defaultdict(list)
    for extra in extras_in(batch):
        extras[extra.file].append(content(extra))
    for answer in batch.answers:
        extras[answer.source.file].append(("answer", answer.finding, fold(answer.said)))
    return extras


def extras_in(batch: Batch) -> Iterator[Extra]:
    """Go through what answers no question and stands beside what others say."""
    yield from batch.highlights
    yield from (piece for piece in batch.evidence if not evidence_number(piece.number))


def content(extra: Extra) -> tuple[object, ...]:
    """Give what two extras share that say the same; the count of its row is not part of it."""
    told = {key: text for key, text in said(extra).items() if key[0] != "number"}
    subjects = extra.subjects if isinstance(extra, Evidence) else ()
    return (type(extra).__name__, extra.department, subjects, tuple(sorted(told.items())))


def _is_called_copy(file: str, vocabulary: Vocabulary) -> bool:
    name = fold(PurePosixPath(file).stem)
    return any(word in name for word in vocabulary.words["copy"])

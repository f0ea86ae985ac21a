"""Of several answers to one question: which stands, which gave way to it, and which cannot be told apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import combinations
from pathlib import PurePosixPath

from ecoreport.judging.answers import Answer, Question, evidence_number, said
from ecoreport.language.widths import fold
from ecoreport.model import Batch, Evidence, Highlight
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

Extra = Evidence | Highlight


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
    found = Succession(unchanged=_unchanged(answers, batch, vocabulary))
    for group in _by_question(answers).values():
        fresh = [answer for answer in group if answer.file not in found.unchanged]
        tops = _settle(fresh, found)
        for answer in group:
            if answer.file in found.unchanged:
                twin = next((top for top in tops if not answer.adds_to(top)), tops[0])
                found.turns.append(Turn(answer, twin, "", repeats=True))
    return found


def _by_question(answers: Iterable[Answer]) -> Mapping[Question, list[Answer]]:
    groups: dict[Question, list[Answer]] = defaultdict(list)
    for answer in sorted(answers, key=lambda answer: answer.source):
        groups[answer.question].append(answer)
    return groups


def _settle(group: Sequence[Answer], found: Succession) -> list[Answer]:
    """Settle one question; give the answers that stand."""
    valued = [answer for answer in group if answer.valued] or list(group)
    tops = _last(valued)
    standing = {id(answer) for answer in tops}
    lower = [answer for answer in group if id(answer) not in standing]
    for answer in lower:
        later = [top for top in tops if _is_later(top, answer)]
        if not later and answer.valued == tops[0].valued:  # by way of a third
            later = tops[:1]
        if later:
            between = [other for other in lower if _is_later(other, answer)]
            why = next((order.why for other in (*later, *between) if (order := other.compared(answer)).sign > 0), "")
            found.turns.append(Turn(answer, later[0], why, 1 + len(between)))
        elif earlier := [top for top in tops if _is_later(answer, top)]:
            found.wordless.append(Turn(earlier[0], answer, answer.compared(earlier[0]).why))
    for one, other in combinations(sorted(tops, key=lambda answer: answer.source), 2):
        if one.file == other.file or one.hidden != other.hidden:  # what is seen goes before what is not
            continue
        if not one.agrees(other):
            found.open.append(Open(one, other, one.compared(other).why))
        elif not other.adds_to(one):
            found.turns.append(Turn(other, one, "", repeats=True))
    return tops


def _last(group: Sequence[Answer]) -> list[Answer]:
    """List the answers that no other is later than."""
    last = [answer for answer in group if not any(_is_later(other, answer) and not _may_precede(other, answer, group) for other in group)]
    return last or list(group)


def _may_precede(correction: Answer, dated: Answer, group: Sequence[Answer]) -> bool:
    """May a correction without a day have been sent before a ledger that bears one: it may well correct a third."""
    words = correction.age.words
    if correction.age.days or not dated.age.days or not (words.corrects or words.copied):
        return False
    others = [other for other in group if other.file not in (correction.file, dated.file)]
    return any(_is_later(correction, other) and not _is_later(other, dated) for other in others)


def _is_later(one: Answer, other: Answer) -> bool:
    if one.file == other.file and (one.source.sheet == other.source.sheet or one.hidden != other.hidden):
        return False
    return one.compared(other).sign > 0


# ---- files that came again ----------------------------------------------------------------------


def _unchanged(answers: Sequence[Answer], batch: Batch, vocabulary: Vocabulary) -> dict[str, str]:
    """Find the files that say nothing that did not stand without them, each with one that says it."""
    left = {question: list(group) for question, group in _by_question(answers).items()}
    by_file: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_file[answer.file].append(answer)
    digests = {submission.file: submission.sha256 for submission in batch.submissions}
    extras = _extras(batch)
    found: dict[str, str] = {}
    copies_first = sorted(by_file, reverse=True)
    copies_first.sort(key=lambda file: not _is_called_copy(file, vocabulary))
    before = None
    while before != len(found):  # what seemed new beside a copy may prove to be none
        before = len(found)
        for file in (file for file in copies_first if file not in found and _has_twins(by_file[file], left)):
            twin = _same_bytes(file, by_file, left, digests) or _same_answers(by_file[file], left)
            others = [told for other in by_file if other != file and other not in found for told in extras[other]] if twin else []
            if twin and all(told in others for told in extras[file]):
                found[file] = twin
                for answer in by_file[file]:
                    left[answer.question] = [other for other in left[answer.question] if other.file != file]
    return found


def _has_twins(own: Sequence[Answer], left: Mapping[Question, Sequence[Answer]]) -> bool:
    return all(any(other.file != answer.file for other in left[answer.question]) for answer in own)


def _same_answers(own: Sequence[Answer], left: Mapping[Question, Sequence[Answer]]) -> str | None:
    """Name a file that says what this one says, where all that it says stood without it."""
    twin = None
    for answer in own:
        group = left[answer.question]
        others = [other for other in group if other.file != answer.file]
        if any(_is_later(other, answer) for other in others):
            return None
        tops = _last([other for other in others if other.valued] or others)
        if not tops or any(answer.adds_to(top) for top in tops):
            return None
        twin = twin or tops[0].file
    return twin


def _same_bytes(
    file: str, by_file: Mapping[str, Sequence[Answer]], left: Mapping[Question, Sequence[Answer]], digests: Mapping[str, str]
) -> str | None:
    """Name the file of which this one is a copy, byte for byte."""
    own = by_file[file]
    for twin in by_file:
        if twin == file or not digests.get(file) or digests.get(twin) != digests[file]:
            continue
        pairs = [(answer, [other for other in left[answer.question] if other.file == twin]) for answer in own]
        if all(any(not answer.adds_to(other) for other in others) for answer, others in pairs) and not any(
            _is_later(other, answer) for answer, others in pairs for other in others
        ):
            return twin
    return None


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

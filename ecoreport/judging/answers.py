"""What the records of a batch answer: item and year, task, piece of evidence by its number; each with its age and what it says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date
from functools import cache
from typing import Literal

from ecoreport.judging.ages import Age, Ages, Order
from ecoreport.judging.items import says_anything
from ecoreport.judging.tasks import reports_anything
from ecoreport.language import patterns as re
from ecoreport.language.widths import fold
from ecoreport.model import Batch, Entry, Evidence, Figure, Highlight, KeyTaskReport, Note, Scope, Source
from ecoreport.quantity import read_quantity
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

Record = Entry | KeyTaskReport | Evidence
AnswerKind = Literal["item", "goal", "task", "evidence"]

# What says where and how something was read, not what was said.
_PLACES = frozenset(
    ("subject", "year", "department", "file", "source", "scope", "region", "lapse", "recognised_by", "former", "subjects", "cells")
)
_NUMBER = re.compile(r"(?:佐证|附件|材料|编号|第)?((?:T|M|任务)?\d+(?:\.\d+)*)[-_](\d+)号?", re.IGNORECASE)
_BLANK: tuple[object, ...] = (None, "", ())


@dataclass(frozen=True, slots=True)
class Question:
    """What is answered, by whom, of what place and kind: two answers to the same one may replace each other."""

    kind: AnswerKind
    id: str
    year: int | None
    department: str | None
    scope: Scope

    @property
    def sender(self) -> str:
        """Name who answers: a department, else the county or zone for which somebody speaks; "" where nobody knows."""
        return self.department or self.scope.region or ""

    @property
    def subject(self) -> str | None:
        """Give what a finding about it is about; a county's answer is none of the city's items."""
        return None if self.kind == "evidence" or self.scope.region else self.id


@dataclass(frozen=True, slots=True)
class Answer:
    """One record that answers a question."""

    question: Question
    record: Record
    source: Source
    age: Age
    valued: bool  # False: only words stand beside an empty value

    @property
    def file(self) -> str:
        return self.record.file

    @property
    def hidden(self) -> bool:
        """Does it stand out of sight."""
        return isinstance(self.record, Entry) and self.record.actual.hidden

    def quotes(self, other: "Answer") -> Order | None:
        """Say which of two answers is the later, where one is a correction that quotes the other's value."""
        sign = _quotes(self.record, other.record) - _quotes(other.record, self.record)
        return Order(sign, "表中写明了更正前的数") if sign else None

    def adds_to(self, other: "Answer") -> bool:
        """Does it say anything that the other does not say."""
        return not said(self.record).items() <= said(other.record).items()


def answers_in(batch: Batch, ages: Ages, period: int | None) -> list[Answer]:
    """List the answers of all files that were read and whose sender is known."""
    answers = [answer for answer in _answers(batch, ages, period) if answer.question.sender]
    days: dict[str, dict[str, date]] = defaultdict(dict)  # by sender and file: the first
    for answer in answers:
        for day in answer.age.days[-1:]:
            of_sender = days[answer.question.sender]
            of_sender[answer.file] = min(day, of_sender.get(answer.file, day))
    first = {sender: sorted((day, file) for file, day in of_sender.items())[:2] for sender, of_sender in days.items()}
    return [_following(answer, first.get(answer.question.sender, ()), ages) for answer in answers]


def _following(answer: Answer, first: Iterable[tuple[date, str]], ages: Ages) -> Answer:
    """See of a correction with a day whether there is an earlier file that it may correct."""
    age = answer.age
    follows = age.words.corrects and any(file != answer.file and age.days[:1] > (day,) for day, file in first)
    return replace(answer, age=ages.one(replace(age, follows=True))) if follows else answer


def _answers(batch: Batch, ages: Ages, period: int | None) -> Iterator[Answer]:
    read = {submission.file for submission in batch.submissions if submission.outcome in ("read", "partly")}
    asked = cache(Question)  # one for all answers to it
    for entry in batch.entries:
        if entry.file in read and _may_count(entry.scope) and says_anything(entry):
            kind: AnswerKind = "goal" if entry.subject.kind == "goal" else "item"
            age = ages.of(entry.actual.source)
            question = asked(kind, entry.subject, entry.year, entry.department, entry.scope.bare)
            valued = entry.actual.state != "blank" and not is_beside(entry)
            yield Answer(question, entry, entry.actual.source, ages.one(age.correcting()) if entry.former else age, valued)
    for report in batch.tasks:
        if report.file in read and _may_count(report.scope) and reports_anything(report):
            question = asked("task", report.subject, report.year or period, report.department, report.scope.bare)
            age = ages.of(report.source)
            yield Answer(question, report, report.source, ages.one(age.correcting()) if report.former else age, valued=True)
    for piece in batch.evidence:
        if piece.file in read and (number := evidence_number(piece.number)):
            question = asked("evidence", number, None, piece.department, Scope(region=piece.region))
            yield Answer(question, piece, piece.source, ages.of(piece.source), valued=True)


def _may_count(scope: Scope) -> bool:
    """May it be a value of ours, or of a region of ours: a plan, an example, another place's number answers nothing."""
    return scope.stands or scope.asked


def is_beside(entry: Entry) -> bool:
    """Is what was taken for its value a question about the words beside an empty cell."""
    return entry.actual.state == "asked" and entry.statement is not None and entry.statement.source == entry.actual.source


def evidence_number(written: str) -> str | None:
    """Read the number of a piece of evidence (3-2 is 3-02); None for a bare count of rows, by which nothing can be told."""
    match = _NUMBER.fullmatch(fold(written))
    return f"{match[1].upper()}-{int(match[2]):02d}" if match else None


def answered(record: Record) -> tuple[object, ...]:
    """Give the answer itself: what an item's value is, a task's state, what a piece of evidence is."""
    match record:
        case Entry():
            return _figure(record.actual)
        case KeyTaskReport():
            words = (fold(note.text) if note else None for note in (record.status, record.done))
            figures = (_figure(figure) if figure else None for figure in (record.progress, *record.quantities))
            return (*words, *figures)
        case Evidence():
            return tuple(fold(text) for text in (record.title, record.document_number, record.dated, record.file_name))


def said(record: Record | Highlight) -> dict[tuple[str, object], object]:
    """List everything that a record says, without its places; what is blank says nothing."""
    told: dict[tuple[str, object], object] = {}
    for field in fields(record):
        content = getattr(record, field.name)
        if field.name in _PLACES or content in _BLANK:
            continue
        for place, each in enumerate(content if isinstance(content, tuple) else (content,)):
            match each:
                case Figure() if each.state != "blank":
                    told[field.name, place] = _figure(each)
                case Note():
                    told[field.name, place] = fold(each.text)
                case str():
                    told[field.name, place] = fold(each)
    return told


def is_lost(before: Answer, after: Answer, vocabulary: Vocabulary) -> bool:
    """Was something reported before that the later answer no longer gives: a number, the words asked for, the state of a task."""
    match before.record, after.record:
        case Entry() as old, Entry() as new:
            if old.actual.state != "value":
                return False
            return new.actual.state != "value" or (old.actual.value is not None and new.actual.value is None)
        case KeyTaskReport() as old_task, KeyTaskReport() as new_task:
            counted = any(figure.value is not None for figure in old_task.quantities)
            counted_still = any(figure.value is not None for figure in new_task.quantities)
            return (_tells_state(old_task, vocabulary) and not _tells_state(new_task, vocabulary)) or (counted and not counted_still)
    return False


def _quotes(one: Record, other: Record) -> bool:
    """Does a correction say of the other's value that it stood before."""
    if not isinstance(one, Entry) or not isinstance(other, Entry) or one.former is None:
        return False
    return one.former.value is not None and one.former.value == other.actual.value


def upholds(answer: Answer, vocabulary: Vocabulary) -> bool:
    """Do the words beside an empty value say that what was reported holds: 经核实无误."""
    if not isinstance(answer.record, Entry):
        return False
    beside = (answer.record.statement, answer.record.remark, answer.record.self_assessment)
    return any(vocabulary.mentions("upholds", note.text) for note in beside if note)


def _tells_state(report: KeyTaskReport, vocabulary: Vocabulary) -> bool:
    if report.progress and report.progress.value is not None:
        return True
    words = [note.text for note in (report.status, report.done) if note]
    return any(vocabulary.task_status(text) or not _is_nothing(text) for text in words)


def _is_nothing(text: str) -> bool:
    """Is it 暂无, 正在统计, 无: no report."""
    read = read_quantity(text, unit="", expects="words")
    return read.state != "value" or any(doubt.kind == "nothing_or_zero" for doubt in read.doubts)


def _figure(figure: Figure) -> tuple[object, ...]:
    return figure.state, figure.value, fold(figure.text or figure.raw) if figure.value is None else None


# ---- how sentences name them --------------------------------------------------------------------

_LONGEST = 20  # characters of an answer that a sentence quotes


def label(answer: Answer, period: int | None) -> str:
    """Name what is answered; the year where it is not the period."""
    question = answer.question
    year = f"{question.year}年" if question.year not in (None, period) else ""
    match question.kind:
        case "item":
            return f"第{question.id}项{year}"
        case "goal":
            return f"正文目标{question.id}{year}"
        case "task":
            return f"重点任务{question.id.removeprefix('T')}"
    return f"佐证{question.id}"


def shown(answer: Answer) -> str:
    """Quote an answer as it was written."""
    match answer.record:
        case Entry() as entry:
            beside = (note.text for note in (entry.statement, entry.remark, entry.self_assessment) if note)
            text = entry.actual.raw or next(beside, "空")
        case KeyTaskReport() as report:
            told = [note.text for note in (report.status, report.done) if note]
            figures = [figure.raw for figure in (report.progress,) if figure and figure.raw]
            text = " ".join((*told[:1], *figures)) or "空"
        case Evidence() as piece:
            text = piece.title or piece.file_name or piece.number
    text = text.strip().replace("\n", " ")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

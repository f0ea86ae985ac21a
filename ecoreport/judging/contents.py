"""Every cell that was understood, and what became of it: adopted, or why not. Nothing that was used is out of sight.

A row a cell, of superseded files too. Whom a cover names stands elsewhere (`Signature.of_person`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Any, get_args

from ecoreport.language import patterns as re
from ecoreport.model import (
    Answered,
    ContentKind,
    ContentRow,
    ContentRows,
    Entry,
    Evidence,
    Fate,
    Figure,
    Finding,
    Highlight,
    KeyTaskReport,
    Note,
    Signature,
    Source,
    Subject,
)
from ecoreport.model.facts import FACT_FIELDS
from ecoreport.rules import Review

_NOTES: tuple[ContentKind, ...] = ("self_assessment", "statement", "data_source", "evidence", "remark")
_TASK_NOTES: tuple[ContentKind, ...] = ("status", "done", "problem", "next_step", "evidence", "remark")
_TASK_FIGURES: tuple[ContentKind, ...] = ("progress", "funds")
_KINDS: tuple[ContentKind, ...] = get_args(ContentKind)
_FATES: tuple[Fate, ...] = get_args(Fate)
_CELL = re.compile(r"([A-Z]+)(\d+)")

Record = Entry | KeyTaskReport | Evidence | Highlight | Signature
_Held = Record | Answered
_Told = tuple[Fate, str]
_ADOPTED: _Told = ("adopted", "")
_KEPT: _Told = ("kept", "")
_ASIDE = ("earlier", "year")  # where a row stands whose year is not judged: what is said beside its value is kept


def list_contents(review: Review, questions: Iterable[Finding]) -> ContentRows:
    """List every cell that a record holds, department by department, in the plan's order; `questions` are what people are asked."""
    teller = _Teller(review, questions)
    return ContentRows.of(row for records in teller.by_sender() for row in _of_sender(teller, records))


def _of_sender(teller: "_Teller", records: "Iterable[_Held]") -> list[ContentRow]:
    cells: dict[Source, list[ContentRow]] = {}
    for record in records:
        for row in teller.rows_of(record):
            if row.text.strip():
                cells.setdefault(row.source, []).append(row)
    joined = [_joined(rows) for rows in cells.values()]
    cells.clear()
    joined.sort(key=teller.place)
    return joined


def _joined(rows: list[ContentRow]) -> ContentRow:
    """Make one row of a cell that tells several items or years; it is adopted where any of them adopts it."""
    first = min(rows, key=lambda row: _FATES.index(row.fate))
    if len(rows) == 1:
        return first
    return replace(
        first,
        kind=min((row.kind for row in rows), key=_KINDS.index),
        subjects=tuple(dict.fromkeys(subject for row in rows for subject in row.subjects)),
        years=tuple(sorted({year for row in rows for year in row.years})),
        text="\n".join(dict.fromkeys(row.text for row in rows)),
    )


class _Teller:
    """Knows of every record whether it counts, and where what counts stands."""

    def __init__(self, review: Review, questions: Iterable[Finding]) -> None:
        self._review = review
        self._strangers = {submission.file: submission.elsewhere for submission in review.whole.submissions if submission.elsewhere}
        self._successors = {each.file: each.superseded_by or "" for each in review.whole.submissions if each.outcome == "superseded"}
        heard: tuple[Entry | KeyTaskReport, ...] = (*review.batch.entries, *review.batch.tasks)
        self._taken_over = {said.source for record in heard for said in _beside(record) if said.source.file != record.file}
        self._heard = {_key(record): record for record in heard}
        questions = tuple(questions)
        self._questions = {question.id: question for question in questions}
        self._senders = {submission.file: submission for submission in review.whole.submissions}
        self._asked = {
            source: question.id
            for question in questions
            if question.severity != "notice"
            for source in (question.source, *question.others)
            if source
        }
        self._departments = {department.name: number for number, department in enumerate(review.system.departments)}
        self._regions = {region.name: number for number, region in enumerate(review.system.regions)}
        subjects = (*(subject.id for subject in review.system.subjects), *(task.id for task in review.system.key_tasks))
        self._subjects = {subject: number for number, subject in enumerate(subjects)}

    def by_sender(self) -> Iterator[list[_Held]]:
        """Give the records of each department, in the plan's order, then those of whom nobody knows: all at once would be too many."""
        batch = self._review.whole
        senders: dict[str | None, list[_Held]] = {}
        for record in chain[_Held](batch.entries, batch.tasks, batch.evidence, batch.highlights, batch.signatures, batch.answers):
            sender = self._senders[record.source.file] if isinstance(record, Answered) else record
            senders.setdefault(sender.department, []).append(record)
        for department in sorted(senders, key=self._place_of):
            yield senders.pop(department)

    def _place_of(self, department: str | None) -> tuple[int, str]:
        return self._departments.get(department or "", len(self._departments)), department or "~"

    def rows_of(self, record: _Held) -> Iterator[ContentRow]:
        match record:
            case Entry():
                return self.of_entry(record)
            case KeyTaskReport():
                return self.of_task(record)
            case Evidence() | Highlight():
                return self.of_extra(record)
            case Signature():
                return self.of_cover(record)
        return self.of_answer(record)

    def place(self, row: ContentRow) -> tuple[object, ...]:
        """Order by department, item, year, kind and cell; what is said of no item stands behind."""
        match = _CELL.fullmatch(row.source.cell or "")
        cell = (int(match[2]), len(match[1]), match[1]) if match else (0, 0, "")
        aside = row.kind in _KINDS[_KINDS.index("evidence_list") :]
        subject = self._subjects.get(row.subjects[0], len(self._subjects)) if row.subjects and not aside else len(self._subjects) + 1
        kind = _KINDS.index(row.kind)
        order = (row.source.file, row.source.sheet or "", cell)
        region = self._regions.get(row.region, len(self._regions)) if row.region else -1
        sender = (*self._place_of(row.department), region, row.region or "")
        return (*sender, subject, *order, kind) if aside else (*sender, subject, row.years, kind, *order)

    # ---- items -----------------------------------------------------------------------------------

    def of_entry(self, entry: Entry) -> Iterator[ContentRow]:
        fate = self._of_entry(entry)
        beside = _KEPT if fate[0] in _ASIDE else fate
        yield _row(entry, "value", entry.actual, self._of_figure(entry.actual, fate))
        for name in FACT_FIELDS:
            if (figure := getattr(entry, name)) is not None:
                fact = self._of_fact(entry, name, figure.source, beside)
                yield _row(entry, name, figure, self._of_figure(figure, self._kept_on(fact, figure)))  # type: ignore[arg-type]  # each fact is a kind
        if entry.assigned_met is not None:
            yield _row(entry, "assigned_met", entry.assigned_met, self._of_fact(entry, "assigned_met", entry.assigned_met.source, beside))
        for kind in _NOTES:
            if (note := getattr(entry, kind)) is not None:
                yield _row(entry, kind, note, self._kept_on(beside, note))
        for kind, said in (("unit", entry.unit_written), ("name", entry.name_written)):
            if said is not None:
                yield _row(entry, kind, said, fate)
        if entry.former is not None:
            yield _row(entry, "former", entry.former, ("replaced", str(entry.actual.source)))
        yield from _further(entry, beside)

    def _of_entry(self, entry: Entry) -> _Told:
        if told := self._left_out(entry):
            return told
        assessment = self._review.assessments.get(entry.subject)
        chosen = assessment.chosen if assessment else None
        if assessment is None or (chosen is None and entry.year == self._review.period):
            return _KEPT
        if entry.year != self._review.period:
            past = assessment.of_year(entry.year)
            return (
                ("year", "") if past is None else ("earlier", "") if past.source == entry.actual.source else ("outranked", str(past.source))
            )
        if chosen is None or _key(chosen) == _key(entry):
            contested = assessment.value is None and assessment.text is None and entry.actual.state == "value"
            return ("asked", self._asked.get(entry.actual.source, "")) if contested else _ADOPTED
        same = chosen.department == entry.department
        return ("outranked", str(chosen.actual.source) if same else chosen.department or str(chosen.actual.source))

    def _of_fact(self, entry: Entry, name: str, source: Source, beside: _Told) -> _Told:
        """Say of a fact whether it is the one that was judged by: another department's may be, or the office's own."""
        assessment = self._review.assessments.get(entry.subject)
        judged = dict(assessment.fact_sources).get(name) if assessment and entry.year == self._review.period else None
        if judged is None or beside[0] in ("replaced", "repeated", "region", "told"):
            return beside
        return _ADOPTED if judged == source else ("outranked", str(judged))

    # ---- tasks, evidence, covers -----------------------------------------------------------------

    def of_task(self, report: KeyTaskReport) -> Iterator[ContentRow]:
        fate = self._left_out(report) or self._of_task(report)
        for kind in _TASK_NOTES:
            if (note := getattr(report, kind)) is not None:
                yield _row(report, kind, note, self._kept_on(fate, note))
        for kind in _TASK_FIGURES:
            if (figure := getattr(report, kind)) is not None:
                yield _row(report, kind, figure, self._of_figure(figure, self._kept_on(fate, figure)))
        for figure in report.quantities:
            yield _row(report, "quantity", figure, self._of_figure(figure, fate))
        if report.former is not None:
            yield _row(report, "former", report.former, ("replaced", str(report.source)))
        yield from _further(report, fate)

    def _of_task(self, report: KeyTaskReport) -> _Told:
        task = self._review.tasks.get(report.subject.task or 0)
        chosen = task.chosen if task else None
        if chosen is None:
            return _KEPT
        return _ADOPTED if _key(chosen) == _key(report) else ("outranked", chosen.department or str(chosen.source))

    def of_extra(self, extra: Evidence | Highlight) -> Iterator[ContentRow]:
        kind: ContentKind = "evidence_list" if isinstance(extra, Evidence) else "highlight"
        fate = self._replaced(extra) or self._foreign(extra, extra.elsewhere) or _ADOPTED
        for note in extra.cells:
            yield _row(extra, kind, note, fate, extra.elsewhere)

    def of_cover(self, sign: Signature) -> Iterator[ContentRow]:
        if not sign.of_person:
            stranger = self._strangers.get(sign.file)
            fate = self._replaced(sign) or self._foreign(sign, stranger) or _ADOPTED
            yield _row(sign, sign.role, Note(sign.text, sign.source), fate, stranger)  # type: ignore[arg-type]  # the other roles are kinds

    def of_answer(self, answer: Answered) -> Iterator[ContentRow]:
        """Tell of an answer on 反馈意见 whether it settles its question; both of its cells are seen."""
        question = self._questions.get(answer.finding)
        told = question.explanation if question else None
        fate: _Told = ("unasked" if answer.finding else "kept", "")
        if question:
            fate = ("asked", answer.finding) if told is None else _ADOPTED if answer.said in told else _KEPT
        sender = self._senders[answer.source.file]
        subjects = (answer.subject,) if answer.subject else ()
        for note in answer.notes:
            yield ContentRow(note.source, sender.department, sender.region, subjects, (), "answer", note.text, *fate, sender.elsewhere)

    @staticmethod
    def _foreign(record: Evidence | Highlight | Signature, elsewhere: str | None) -> _Told | None:
        return ("region", record.region) if record.region else ("elsewhere", elsewhere) if elsewhere else None

    # ---- what decides ----------------------------------------------------------------------------

    def _left_out(self, record: Entry | KeyTaskReport) -> _Told | None:
        """Say why a record is not judged: it was replaced, it is another place's, it is told to be no actual value."""
        if replaced := self._replaced(record):
            return replaced
        heard = self._heard.get(_key(record))
        if heard is not None:
            return ("told", heard.scope.words) if heard.scope.asked else None
        if record.scope.stands and record.scope.region:
            return ("region", record.scope.region)
        return ("year", "") if record.scope.adopted else ("told", record.scope.words)

    def _replaced(self, record: Record) -> _Told | None:
        if isinstance(record, Signature):
            return ("replaced", self._successors[record.file]) if record.file in self._successors else None
        if record.lapse is None:
            return None
        by = record.lapse.by
        return ("repeated" if record.lapse.repeats else "replaced", str(by) if by.file == record.file else by.file)

    def _kept_on(self, fate: _Told, said: Figure | Note) -> _Told:
        """Adopt what an earlier answer said beside its value and the one that replaced it does not say again."""
        return _ADOPTED if fate[0] == "replaced" and said.source in self._taken_over else fate

    def _of_figure(self, figure: Figure, fate: _Told) -> _Told:
        if fate[0] not in ("adopted", "earlier", "kept", "year"):
            return fate
        if figure.state == "asked":
            return ("asked", self._asked.get(figure.source, ""))
        return ("blank", "") if figure.state == "blank" else fate


def _beside(record: Entry | KeyTaskReport) -> Iterator[Figure | Note]:
    for name in (*FACT_FIELDS, "assigned_met", *_NOTES) if isinstance(record, Entry) else ("evidence", "funds"):
        if (said := getattr(record, name)) is not None:
            yield said


def _key(record: Record) -> tuple[object, ...]:
    """Tell one record from all others, whatever was settled of it since it was read."""
    match record:
        case Entry():
            return "entry", record.subject, record.year, record.department, record.actual.source
        case KeyTaskReport():
            return "task", record.subject, record.department, record.source
    return type(record).__name__, record.file, record.source


def _row(record: Record, kind: ContentKind, said: Figure | Note, told: _Told, elsewhere: str | None = None) -> ContentRow:
    subjects: tuple[Subject, ...] = ()
    years: tuple[int, ...] = ()
    match record:
        case Entry():
            subjects, years, elsewhere = _alone(record.subject), _alone(record.year), record.scope.elsewhere
        case KeyTaskReport():
            subjects, years, elsewhere = _alone(record.subject), _alone(record.year), record.scope.elsewhere
        case Evidence():
            subjects = record.subjects
    text = said.raw if isinstance(said, Figure) else said.text
    return ContentRow(said.source, record.department, record.region, subjects, years, kind, text, *told, elsewhere)


@cache
def _alone(told: Subject | int | None) -> tuple[Any, ...]:
    """Give the one subject or year of a row as all rows hold it."""
    return () if told is None else (told,)


def _further(record: Entry | KeyTaskReport, told: _Told) -> Iterator[ContentRow]:
    """List what has no field of its own, and what was changed of the plan's own texts: nothing is judged by either."""
    others = record.other_notes
    if isinstance(record, Entry):
        others = (*others, *(note for note in (record.evidence_document, record.evidence_pages) if note))
    stands = told[0] in ("adopted", "kept")
    for kind, notes, fate in (("plan", record.plan_cells, "plan"), ("evidence", record.more_evidence, "kept"), ("other", others, "kept")):
        for note in notes:
            yield _row(record, kind, note, (fate, "") if stands else told)  # type: ignore[arg-type]  # kinds and fates of the two lines above

"""佐证材料, one record a piece: list rows, numbers in cells, names in prose, put together where they mean the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from ecoreport.language import patterns as re
from ecoreport.language.cited_pages import join_pages, read_pages
from ecoreport.language.references import Reference, named_documents, numbers_in_front, numbers_in_words, refer, title_key
from ecoreport.model import (
    Batch,
    Cited,
    Entry,
    Evidence,
    EvidenceForm,
    EvidenceResult,
    Highlight,
    IndicatorSystem,
    KeyTaskReport,
    Note,
    Subject,
)
from ecoreport.records import dataclass

# What a document does of which prose says that it is there, and words by which it is only leaned on, or not there yet.
_EXISTS = re.compile(
    r"(?:印发|出台|制定|编制|发布|公布|修订|颁布|通过|批复|批准|下发|出具|形成|签订|签署|完成|报送|上报|见|附|实施|施行)了?[^，。；]{0,12}$"
)
_LEANS = re.compile(r"(?:根据|按照?|依据|依照|遵照|对照|参照|符合|落实|贯彻|执行|遵循|满足|围绕|结合|以|学习|宣传|响应)[^，。；、]{0,12}$")
_NOT_YET = re.compile(r"(?:拟|将|计划|正在?|尚未|未|没有|待|准备|起草|筹备|抓紧|力争|争取|预计|推动|草拟|征求)[^，。；]{0,12}$")
_TELLING = 4  # characters by which a title is one, whatever signs stand in it
_CONTAINED = 6  # characters from which a title inside another one means the same piece

_Scope = tuple[str, str | None]  # a file, or a department


@dataclass(slots=True)
class _Piece:
    """A piece while it is put together."""

    evidence: Evidence
    form: EvidenceForm
    subjects: dict[Subject, None] = field(default_factory=dict)
    pages: str = ""
    cited: list[Cited] = field(default_factory=list)

    @property
    def number(self) -> str:
        return number_of(self.evidence)


class _Shelf:
    """All pieces, found by number, own number, 文号 and title among those of one file or department."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self._known: dict[tuple[_Scope, str, str], _Piece] = {}
        self._titles: dict[str | None, dict[str, _Piece]] = defaultdict(dict)
        self.numbered: set[str | None] = set()  # departments whose list has numbers

    def add(self, evidence: Evidence, form: EvidenceForm) -> _Piece:
        piece = _Piece(evidence, form, dict.fromkeys(evidence.subjects))
        piece.pages = join_pages(read_pages(evidence.at_pages), *(told.pages for told in refer(evidence.number)))
        self.pieces.append(piece)
        if form == "list" and evidence.number.strip():
            self.numbered.add(evidence.department)
        for scope in (("file", evidence.file), ("of", evidence.department)):
            for kind, key in keys_of(evidence):
                self._known.setdefault((scope, kind, key), piece)
        if evidence.document_number.strip():
            self._known.setdefault((("all", ""), "document", title_key(evidence.document_number)), piece)
        if key := title_key(evidence.title):
            self._titles[evidence.department].setdefault(key, piece)
        return piece

    def find(self, told: Reference, department: str | None, file: str) -> _Piece | None:
        """Find the piece that a reference of a department means: in the same file first."""
        keys = [("number", told.number), ("own", told.own), ("document", title_key(told.document_number))]
        keys += [("title", title_key(told.title)), ("own", title_key(told.title))] if told.title else []
        for kind, key in keys:
            for scope in (("file", file), ("of", department), ("all", "")):
                if key and (piece := self._known.get((scope, kind, key))):
                    return piece
            if kind == "number" and key:
                return None
        return self._containing(title_key(told.title), department)

    def _containing(self, key: str, department: str | None) -> _Piece | None:
        """Find the one piece of a department whose title holds another, or is held by it."""
        if len(key) < _CONTAINED:
            return None
        alike = [piece for other, piece in self._titles[department].items() if len(other) >= _CONTAINED and (key in other or other in key)]
        return alike[0] if len(alike) == 1 else None


def number_of(evidence: Evidence) -> str:
    """Read the number 指标号-序号 of a piece; where the list has no column for it, the one that its title or file begins with."""
    told = [each.number for each in refer(evidence.number) if each.number]
    if evidence.number.strip():
        return told[0] if len(told) == 1 else ""
    return next((numbers[0] for text in (evidence.title, evidence.file_name) if len(numbers := numbers_in_front(text)[0]) == 1), "")


def keys_of(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Give all by which a piece is known: number, own number, 文号, title, each with its kind."""
    if number := number_of(evidence):
        yield "number", number
    elif evidence.number.strip():
        yield "own", title_key(evidence.number)
        yield from (("own", told.own) for told in refer(evidence.number) if told.own)
    if evidence.document_number.strip():
        yield "document", title_key(evidence.document_number)
    for title in (evidence.title, numbers_in_front(evidence.title)[1], evidence.file_name.rpartition(".")[0] or evidence.file_name):
        yield from (("title", key) for key in [title_key(title)] if key)


def gather(batch: Batch, system: IndicatorSystem) -> tuple[EvidenceResult, ...]:
    """Give every piece that is listed, cited or named, once, under its archive number, in the order of the plan."""
    shelf = _Shelf()
    for row in batch.evidence:
        _shelve(shelf, row)
    names = {subject.id: subject.name for subject in system.subjects} | {task.id: task.name for task in system.key_tasks}
    records: tuple[Entry | KeyTaskReport, ...] = (*batch.entries, *batch.tasks)
    for record in records:
        for note in cells_of(record):
            _cite(shelf, note, record, names)
    for highlight in batch.highlights:
        for note in highlight.evidence:
            _cite(shelf, note, highlight, names)
    for record in records:
        _hear(shelf, record)
    return tuple(_numbered(shelf.pieces, system))


def cells_of(record: Entry | KeyTaskReport) -> tuple[Note, ...]:
    """Give the cells of a row that stand under 佐证."""
    return (*((record.evidence,) if record.evidence else ()), *record.more_evidence)


def _shelve(shelf: _Shelf, row: Evidence) -> None:
    """Put a row of a list on the shelf; one that lists the same piece again adds what it says."""
    told = Reference(number_of(row), title=row.title, document_number=row.document_number)
    known = shelf.find(told, row.department, row.file) if told.title else None
    if known and _is_same(known.evidence, row):
        known.subjects.update(dict.fromkeys(row.subjects))
        note = Note(row.title, row.source)
        known.cited += [Cited(subject, note, row.department) for subject in row.subjects] or [Cited(None, note, row.department)]
        known.pages = join_pages(known.pages, read_pages(row.at_pages))
        return
    shelf.add(row, "list")


def _is_same(one: Evidence, other: Evidence) -> bool:
    """Do two rows list one document: the same title and nothing that speaks against it; of two departments by the 文号 only."""
    numbers = {title_key(piece.number) for piece in (one, other) if piece.number.strip()}
    documents = {title_key(piece.document_number) for piece in (one, other) if piece.document_number.strip()}
    files = {piece.file_name.casefold() for piece in (one, other) if piece.file_name.strip()}
    key = title_key(one.title)
    alike = key == title_key(other.title) and len(documents) <= 1 and (len(key) >= _TELLING or one.title.strip() == other.title.strip())
    if one.department != other.department:
        return alike and len(documents) == 1 and bool(one.document_number.strip() and other.document_number.strip())
    return alike and len(numbers) <= 1 and len(files) <= 1 and one.dated == other.dated


def _cite(shelf: _Shelf, note: Note, record: Entry | KeyTaskReport | Highlight, names: Mapping[str, str]) -> None:
    """Lay a cell of 佐证 at the pieces that it refers to; a 文号 and a page in columns of their own belong to the one that it names."""
    subject = None if isinstance(record, Highlight) else record.subject
    for told in _completed(refer(note.text), record):
        pieces = _meant(shelf, told, record)
        if not pieces and not (told.own and not told.title):  # a bare number that no list has is asked, or told as one that is not listed
            pieces = [shelf.add(_named(told, record, note), "cell")]
        for piece in pieces:
            if subject:
                piece.subjects[subject] = None
            piece.pages = join_pages(piece.pages, told.pages)
            piece.cited.append(Cited(subject, note, record.department, told.pages, _claim(record, names)))


def _meant(shelf: _Shelf, told: Reference, record: Entry | KeyTaskReport | Highlight) -> list[_Piece]:
    """Find the listed pieces that a reference means: the one, or those of 附件1-3 where the list counts 1, 2, 3."""
    if piece := shelf.find(told, record.department, record.file):
        return [piece]
    own = [shelf.find(Reference(own=number), record.department, record.file) for number in told.span]
    return [piece for piece in own if piece] if all(own) else []


def _completed(references: tuple[Reference, ...], record: Entry | KeyTaskReport | Highlight) -> tuple[Reference, ...]:
    """Add to the one reference of a row what stands in columns of their own: its 文号, its page."""
    if not isinstance(record, Entry) or len(references) != 1:
        return references
    (one,) = references
    beside = refer(record.evidence_document.text) if record.evidence_document else ()
    document = beside[0].document_number if beside else ""
    pages = read_pages(record.evidence_pages.text) if record.evidence_pages else ""
    return (replace(one, document_number=one.document_number or document, pages=one.pages or pages),)


def _named(told: Reference, record: Entry | KeyTaskReport | Highlight, note: Note) -> Evidence:
    return Evidence(
        told.number, record.department, record.file, note.source, told.title, told.document_number, file_name=told.file_name,
        region=record.region,
    )  # fmt: skip


def _claim(record: Entry | KeyTaskReport | Highlight, names: Mapping[str, str]) -> str:
    """Say what is to be proven, in the words that were written."""
    if isinstance(record, Highlight):
        return record.title
    said = record.actual.raw if isinstance(record, Entry) else next((note.text for note in (record.status, record.done) if note), "")
    return f"{names.get(record.subject, record.subject)}：{said}" if said.strip() else names.get(record.subject, record.subject)


def _hear(shelf: _Shelf, record: Entry | KeyTaskReport) -> None:
    """Hear which documents the words of a row say are there."""
    for note in _words_of(record):
        for told in numbers_in_words(note.text):
            if piece := shelf.find(told, record.department, record.file):  # one that no list has may be any number
                _hear_of(piece, told, note, record)
        for told in named_documents(note.text):
            if _NOT_YET.search(told.before) or _LEANS.search(told.before):
                continue
            piece = shelf.find(told, record.department, record.file)
            if piece is None and (told.document_number or _EXISTS.search(told.before)):
                piece = shelf.add(_named(told, record, note), "prose")
            if piece:
                _hear_of(piece, told, note, record)


def _hear_of(piece: _Piece, told: Reference, note: Note, record: Entry | KeyTaskReport) -> None:
    piece.subjects[record.subject] = None
    piece.pages = join_pages(piece.pages, told.pages)
    piece.cited.append(Cited(record.subject, note, record.department, told.pages, told.written, prose=True))


def _words_of(record: Entry | KeyTaskReport) -> Iterator[Note]:
    if isinstance(record, Entry):
        if record.actual.text:
            yield Note(record.actual.text, record.actual.source)
        yield from (note for note in (record.statement, record.remark) if note)
    else:
        yield from (note for note in (record.status, record.done, record.remark) if note)


# ---- archive numbers ----------------------------------------------------------------------------


class _Places:
    """Where a subject stands in the plan, and which subjects the front of a number may name."""

    def __init__(self, system: IndicatorSystem) -> None:
        self.of: dict[str, tuple[int, ...]] = {}
        self.items: dict[str, tuple[Subject, ...]] = {}
        for place, indicator in enumerate(system.indicators):
            self.of[str(indicator.no)] = (0, place, 0)
            self.items[str(indicator.no)] = tuple(Subject(item.id) for item in indicator.items)
            for position, item in enumerate(indicator.items, 1):
                self.of.setdefault(item.id, (0, place, position))
                self.items[item.id] = (Subject(item.id),)
        others = (*(goal.id for goal in system.goals), *(task.id for task in system.key_tasks))
        self.of |= {id_: (1, place) for place, id_ in enumerate(others)}
        self.items |= {id_: (Subject(id_),) for id_ in others}
        self.leads: dict[str, str] = {subject.id: subject.lead_department for subject in system.subjects}
        self.leads |= {task.id: task.lead_department for task in system.key_tasks}
        self.departments = {department.name: place for place, department in enumerate(system.departments)}


def _numbered(pieces: Iterable[_Piece], system: IndicatorSystem) -> list[EvidenceResult]:
    """Give each piece its archive number: the department's own where it fits, else the next free one of its first subject."""
    places = _Places(system)
    kept: dict[str, _Piece] = {}
    ordered = sorted(pieces, key=lambda piece: places.departments.get(piece.evidence.department or "", len(places.departments)))
    for first in (True, False):  # who leads an item numbers its evidence before those who help
        for piece in ordered:
            front = piece.number.rpartition("-")[0]
            leads = any(places.leads.get(subject) == piece.evidence.department for subject in places.items.get(front, ()))
            if front in places.items and leads == first:
                kept.setdefault(piece.number, piece)
                piece.subjects = piece.subjects or dict.fromkeys(places.items[front])
    own = {id(piece): number for number, piece in kept.items()}
    counts: dict[str, int] = defaultdict(int)
    results = [_result(piece, own.get(id(piece)) or _next(piece, counts, kept)) for piece in pieces]
    return sorted(results, key=lambda result: _order(result.archive_number, places))


def _next(piece: _Piece, counts: dict[str, int], kept: Mapping[str, _Piece]) -> str:
    front = next(iter(piece.subjects), "其他")
    while True:
        counts[front] += 1
        if (number := f"{front}-{counts[front]:02d}") not in kept:
            return number


def _order(number: str, places: _Places) -> tuple[object, ...]:
    front, _, place = number.rpartition("-")
    return (places.of.get(front, (9,)), int(place))


def _result(piece: _Piece, number: str) -> EvidenceResult:
    claim = piece.evidence.subjects_written.strip() or next((each.claim for each in piece.cited if each.claim), "")
    return EvidenceResult(
        number, piece.evidence, form=piece.form, subjects=tuple(piece.subjects), pages=piece.pages, claim=claim, cited=tuple(piece.cited)
    )

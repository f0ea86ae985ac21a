"""Corrections told in prose beside a value: 由98.6更正为98.4. The number before is not adopted; the one after is proposed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.versions import read_mended
from ecoreport.language.widths import fold
from ecoreport.model import Cell, Entry, Figure, Finding, Ledger, Note, Source
from ecoreport.model.layout import Layout, written
from ecoreport.normalisation import rules
from ecoreport.normalisation.figures import Desk, asked, blank, name_value
from ecoreport.vocabulary import Vocabulary

_LONGEST = 120  # characters of a note
_QUOTED = 40
_YEAR = re.compile(r"(20\d\d)\s*年(?!\s*\d{1,2}\s*月)")

Told = tuple[Note, Decimal, Decimal]


def apply_mends(
    entries: list[Entry], layout: Layout, ledger: Ledger, desk: Desk, vocabulary: Vocabulary
) -> tuple[list[Entry], list[Finding]]:
    """Ask of each value that a note beside it, or below the table, says is to be another; where it was mended, keep the former."""
    below = list(_below(layout, ledger))
    findings: list[Finding] = []
    held = []
    entries = _pairs(entries, vocabulary)
    for entry in entries:
        told = next((each for each in (*_beside(entry), *_only_about(entry, entries, below)) if _is_of(entry.year, each[0].text)), None)
        if told is None:
            held.append(entry)
            continue
        note, before, after = told
        figure = entry.actual
        if figure.state == "value" and figure.written == figure.value == after and entry.former is None:
            held.append(replace(entry, former=Figure("value", str(before), note.source, before, written=before)))
        elif (figure.state == "value" and figure.written == before) or figure.state == "blank":
            held.append(replace(entry, actual=asked(figure) if figure.state == "value" else figure))
            findings.append(_finding(entry, note, after, desk))
        else:
            held.append(entry)
    return held, findings


def _is_of(year: int, text: str) -> bool:
    years = _YEAR.findall(text)
    return not years or str(year) in years


def _pairs(entries: list[Entry], vocabulary: Vocabulary) -> list[Entry]:
    """Join two rows of one item, of which one is called 更正前 and the other 更正后."""
    rows = {(entry.subject, entry.year, entry.department, entry.scope.bare, _mark(entry, vocabulary)): entry for entry in entries}
    former = {(*key[:4], "后"): entry for key, entry in rows.items() if key[4] == "前"}
    later = {key: entry for key, entry in rows.items() if key in former and entry.actual.state == "value" and entry.former is None}
    gone = {id(former[key]) for key in later}
    joined = {id(entry): replace(entry, former=former[key].actual) for key, entry in later.items()}
    return [_silenced(entry) if id(entry) in gone else joined.get(id(entry), entry) for entry in entries]


def _mark(entry: Entry, vocabulary: Vocabulary) -> str:
    """Say whether a note beside the value is nothing but 更正前 or 更正后."""
    words = [fold(note.text) for note in _notes(entry)]
    before = vocabulary.words["former"]
    return next((word[-1] for word in words if f"{word[:-1]}前" in before and word[-1:] in ("前", "后")), "")


def _silenced(entry: Entry) -> Entry:
    told = entry.actual
    return replace(entry, actual=blank(told.source), other_notes=(*entry.other_notes, Note(told.raw, told.source)))


def _notes(entry: Entry) -> tuple[Note, ...]:
    return tuple(note for note in (entry.statement, entry.remark, entry.self_assessment, *entry.other_notes) if note)


def _finding(entry: Entry, note: Note, after: Decimal, desk: Desk) -> Finding:
    text = note.text if len(note.text) <= _QUOTED else f"{note.text[:_QUOTED]}…"
    filled = f"填“{entry.actual.raw}”" if entry.actual.raw else "空着"
    return rules.MENDED_BESIDE.finding(
        entry.actual.source, department=entry.department, subject=entry.subject, key=f"mended.{entry.year}", others=(note.source,),
        what=name_value(desk.matcher.items.subjects[entry.subject], entry.year), filled=filled, note=text, mended=str(after),
    )  # fmt: skip


def _beside(entry: Entry) -> Iterator[Told]:
    yield from _told(_notes(entry))


def _told(notes: Iterable[Note]) -> Iterator[Told]:
    for note in notes:
        if len(note.text) <= _LONGEST and (mended := read_mended(fold(note.text))):
            yield note, *mended


def _below(layout: Layout, ledger: Ledger) -> Iterator[Told]:
    """Read the texts that stand in no row of a table."""
    slots = {(slot.sheet, slot.cell.address) for record in layout.records for slot in record.slots}
    for sheet in ledger.sheets:
        for cell in sheet.cells:
            if not _is_text(cell) or len(text := written(cell)) > _LONGEST or not (mended := read_mended(fold(text))):
                continue
            if (sheet.name, cell.address) not in slots:
                yield Note(text, Source(ledger.file, sheet.name, cell.address)), *mended


def _is_text(cell: Cell) -> bool:
    return cell.counts and isinstance(cell.value, str)


def _only_about(entry: Entry, entries: list[Entry], below: list[Told]) -> Iterator[Told]:
    """Give the notes of the same sheet whose number before is this value's, and no other's."""
    for note, before, after in below:
        alike = [other for other in entries if other.actual.source.sheet == note.source.sheet and other.actual.written in (before, after)]
        if alike == [entry]:
            yield note, before, after

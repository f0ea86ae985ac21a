"""Prose outside tables that speaks of items: its numbers are proposed, or held against a table's where one gives them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ecoreport.language.versions import read_mended
from ecoreport.language.widths import fold
from ecoreport.model import Entry, Figure, Finding, Goal, Item, Note, Subject
from ecoreport.model.layout import Layout, LayoutRecord, Slot
from ecoreport.normalisation import rules
from ecoreport.normalisation.account import Account
from ecoreport.normalisation.figures import Desk, Reading, asked, name_value, read_actual
from ecoreport.normalisation.named import alike
from ecoreport.quantity import plain
from ecoreport.records import dataclass

_ASKED = (rules.SEVERAL_NUMBERS.code, rules.RANGE.code)  # what a sentence leaves open, and a person can say
_OWN = (rules.FROM_SENTENCE.code, rules.FOOTNOTE.code, rules.CONVERTED.code, rules.UNIT_CUT_SHORT.code)  # told in one finding of the prose
_QUOTED = 80  # characters of a text
_MOST = 100  # notes beside an answer


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says of an item."""

    record: LayoutRecord
    slot: Slot
    subject: Item | Goal
    year: int
    desk: Desk


def hear_prose(layout: Layout, entries: list[Entry], desk: Desk, account: Account) -> list[Entry]:
    """Add to what tables say what prose proposes; where both speak of the same, the table stands."""
    told = list(entries)
    for record in layout.records:
        for slot in record.all("prose"):
            own = replace(desk, department=record.reporter) if record.reporter else desk
            said = _Said(record, slot, desk.subject(record), slot.year or layout.period or desk.period, own)
            told = list(_hear(said, told, account))
    return told


def _hear(said: _Said, entries: Sequence[Entry], account: Account) -> Iterator[Entry]:
    reading = read_actual(said.slot, said.record, said.subject, said.year, said.desk)
    mended = read_mended(fold(said.slot.text))
    if mended and any(_is_mine(entry, said) for entry in entries):
        yield from entries  # told where corrections of a file's own tables are
        return
    given = dict(_values(said, reading)) if mended is None else {said.year: _mended(reading, mended[1])}
    for entry in entries:
        if _is_mine(entry, said):
            figure = given.pop(entry.year, None)
            if entry.year == said.year:
                reading = Reading(reading.figure)  # it was answered: what the prose leaves open is not asked
            if figure is not None and len(entry.other_notes) < _MOST:
                entry, findings = _compare(said, entry, figure)  # noqa: PLW2901 — the same entry, with what was said of it
                account.findings += findings
                account.use(said.slot)
        yield entry
    for year, figure in given.items():
        account.findings += _propose(said, year, figure, reading)
        account.use(said.slot)
        entry = _entry(said, year, figure)
        yield replace(entry, former=_mended(reading, mended[0])) if mended else entry
    if not given and (asked := [finding for finding in reading.findings if finding.code in _ASKED]):
        account.findings += asked
        account.use(said.slot)
        yield _entry(said, said.year, reading.figure)


def _is_mine(entry: Entry, said: _Said) -> bool:
    """Does an entry answer what a sentence speaks of."""
    same = entry.subject == said.subject.id and entry.scope.bare == said.record.scope.bare and entry.department == said.desk.department
    return same and entry.actual.state != "blank"


def _mended(reading: Reading, value: Decimal) -> Figure:
    """Give what a sentence says that a number was, or is to be: 95.9%有误,请更正为95.2%."""
    return replace(reading.figure, state="value", value=value, text=None, written=value, from_prose=True)


def _values(said: _Said, reading: Reading) -> Iterator[tuple[int, Figure]]:
    """Give the values that a sentence names, by year."""
    figure = reading.figure
    for year, value in reading.years:
        if year != said.year and year <= said.desk.period:
            yield year, replace(figure, state="value", value=value, text=None, written=value, from_prose=True)
    if figure.state == "value":
        yield said.year, replace(figure, from_prose=True)


def _propose(said: _Said, year: int, figure: Figure, reading: Reading) -> list[Finding]:
    shown = "同样的文字" if figure.value is None else plain(figure.value)
    words = {"what": name_value(said.subject, year), "raw": figure.raw[:_QUOTED], "reading": shown}
    proposal = rules.FROM_SENTENCE.finding(
        figure.source, department=said.desk.department, subject=said.subject.id, key=f"actual.{year}", words=words
    )
    return [proposal, *(finding for finding in reading.findings if finding.code not in _OWN and year == said.year)]


def _compare(said: _Said, entry: Entry, figure: Figure) -> tuple[Entry, list[Finding]]:
    """Keep beside an answer what prose says of it; ask where it names another number, of prose alone which of the two it is."""
    told, noted = entry.actual, _beside(entry, said)
    if told.value is None or figure.value is None or alike(told.value, figure.value):
        return noted, []
    what, who, others = name_value(said.subject, entry.year), entry.department, (figure.source,)
    if told.from_prose:
        written = f"{plain(told.value)}、{plain(figure.value)}"
        rule, key, words = rules.DIFFERS_WITHIN_FILE, f"file.{entry.year}", {"what": what, "written": written}
        noted = replace(noted, actual=asked(told))
    else:
        rule, key = rules.PROSE_DIFFERS, f"prose.{entry.year}"
        words = {"what": what, "raw": told.raw, "said": figure.raw[:_QUOTED], "other": plain(figure.value)}
    return noted, [rule.finding(told.source, department=who, subject=entry.subject, key=key, others=others, words=words)]


def _beside(entry: Entry, said: _Said) -> Entry:
    note = Note(said.slot.cell.value if isinstance(said.slot.cell.value, str) else said.slot.text, said.slot.source(said.desk.file))
    return entry if note in entry.other_notes else replace(entry, other_notes=(*entry.other_notes, note))


def _entry(said: _Said, year: int, figure: Figure) -> Entry:
    entry = Entry(
        Subject(said.subject.id), year, said.desk.department, said.desk.file, figure, recognised_by="name", scope=said.record.scope
    )
    return _beside(entry, said)

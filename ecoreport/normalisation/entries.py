"""A row of an indicator table -> Entry records, one for each year that it tells of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ecoreport.model import Entry, Figure, Finding, Goal, Item, Note
from ecoreport.model.layout import Layout, LayoutRecord, Slot
from ecoreport.normalisation import rules
from ecoreport.normalisation.figures import Desk, Reading, asked, blank, expects, read_actual, read_fact
from ecoreport.normalisation.printed import sort_item_cells
from ecoreport.vocabulary import Vocabulary

_FACTS = ("numerator", "denominator", "average", "average_change", "assigned", "sample_size")
_NOTES = ("assigned_met", "self_assessment", "statement", "data_source", "evidence", "remark")
_OTHER = ("notes", "reporter", "region", "author")
_PROSE = 20  # characters from which a value's cell tells a story besides


@dataclass(slots=True)
class Account:
    """What became of the cells of a file, by sheet and address."""

    used: set[tuple[str, str]] = field(default_factory=set)
    furniture: set[tuple[str, str]] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    struck: set[tuple[str, str]] = field(default_factory=set)  # values that were crossed out

    def use(self, *slots: Slot) -> None:
        self.used.update((slot.sheet, slot.cell.address) for slot in slots)

    def print(self, *slots: Slot) -> None:
        self.furniture.update((slot.sheet, slot.cell.address) for slot in slots)


def make_entries(
    record: LayoutRecord, layout: Layout, desk: Desk, vocabulary: Vocabulary, shared: frozenset[tuple[str, str]], account: Account
) -> list[Entry]:
    """Make the entries of one row; `shared` are value cells merged over several items."""
    subject = desk.subject(record)
    record = _with_assigned(record, subject, layout.period or desk.period)
    printed = sort_item_cells(record, subject, layout, desk, vocabulary)
    main = record.year or layout.period or desk.period
    values = _values(record, subject, main, desk, shared, account)
    told = [slot for slot in record.slots if slot.field in (*_FACTS, *_NOTES, *_OTHER) and slot.text]
    row_year = record.first("year")
    if row_year and row_year.year is not None:
        main = row_year.year
    by_year: dict[int, Entry] = {
        year: Entry(subject.id, year, record.reporter or desk.department, desk.file, figure, recognised_by=record.recognised_by)
        for year, figure in sorted(values.items())
    }
    if told or printed.changed:
        by_year = _tell(by_year, told, record, subject, main, desk, account)
    if not by_year:
        account.print(*printed.furniture)
        for slot in record.slots:  # a row that nobody filled in holds only what was printed
            if (
                slot.field in ("number", "code", "name", "part", "unit", "target", "nature", "departments", "duty", "domain", "group")
                and not slot.cell.error
            ):
                account.print(*([slot] if slot in printed.furniture else []))
        return []
    home = main if main in by_year else max(by_year)
    by_year[home] = replace(by_year[home], unit_written=printed.unit, name_written=printed.name, plan_cells=tuple(printed.changed))
    account.print(*printed.furniture)
    account.used.update(
        (note.source.sheet or "", note.source.cell or "") for note in (*printed.changed, printed.unit, printed.name) if note
    )
    account.findings += () if record.contested else printed.findings
    _warn_of_partial(record, subject, by_year, main, desk, account)
    return [by_year[year] for year in sorted(by_year)]


_ASSIGNMENT = re.compile(r"上级|下达|年度任务|年度审核计划")


def _with_assigned(record: LayoutRecord, subject: Item | Goal, year: int) -> LayoutRecord:
    """Take the number under 管控目标 for what was assigned, where the plan's own target is an assignment and names no number."""
    if not _ASSIGNMENT.search(subject.target) or record.stamped or record.first("assigned"):
        return record
    if any(character.isdecimal() for character in subject.target):
        return record
    slots = tuple(
        replace(slot, field="assigned")
        if slot.field == "target" and slot.year in (None, year) and any(character.isdecimal() for character in slot.text)
        else slot
        for slot in record.slots
    )
    return replace(record, slots=slots)


def _values(
    record: LayoutRecord, subject: Item | Goal, main: int, desk: Desk, shared: frozenset[tuple[str, str]], account: Account
) -> dict[int, Figure]:
    """Read every value of the row, by year; two different values of one year make a question."""
    readings: dict[int, list[Reading]] = {}
    for slot in record.all("actual"):
        year = slot.year if slot.year is not None else main
        if slot.cell.struck:
            account.struck.add((slot.sheet, slot.cell.address))
        reading = read_actual(slot, record, subject, year, desk)
        account.use(slot)
        if (slot.sheet, slot.cell.address) in shared and reading.figure.value is not None:
            reading = _ask_shared(reading, subject, desk)
        if record.contested:  # told where the code and the name were read
            reading = Reading(asked(reading.figure))
        readings.setdefault(year, []).append(reading)
    figures: dict[int, Figure] = {}
    for year, told in sorted(readings.items()):
        for reading in told:
            account.findings += reading.findings
        figures[year] = _agree(told, subject, year, desk, account)
    for told in readings.values():
        for reading in told:
            for year, value in reading.years:
                if year not in figures:
                    figures[year] = replace(reading.figure, state="value", value=value, text=None, written=value)
    return figures


def _agree(told: Sequence[Reading], subject: Item | Goal, year: int, desk: Desk, account: Account) -> Figure:
    """Take the one value that the year's cells agree on."""
    figures = [reading.figure for reading in told]
    live = [figure for figure in figures if (figure.source.sheet or "", figure.source.cell or "") not in account.struck] or figures
    said = [figure for figure in live if figure.state != "blank"] or figures
    visible = [figure for figure in said if not figure.hidden] or said
    answers = {(figure.state, figure.value, figure.text if figure.value is None else None) for figure in visible}
    if len(answers) <= 1:
        return visible[0]
    valued = [figure for figure in visible if figure.value is not None]
    if len({figure.value for figure in valued}) == 1 and all(figure.value is not None or figure.state == "value" for figure in visible):
        return valued[0]  # a number, and words beside it
    account.findings.append(
        rules.DIFFERS_WITHIN_FILE.finding(
            visible[0].source, department=desk.department, item=subject.id, key=f"row.{year}",
            others=tuple(figure.source for figure in visible[1:]), what=f"{subject.name}（{subject.id}）{year}年完成值",
            written="、".join(dict.fromkeys(figure.raw for figure in visible)),
        )
    )  # fmt: skip
    return asked(visible[0])


def _ask_shared(reading: Reading, subject: Item | Goal, desk: Desk) -> Reading:
    figure = reading.figure
    items = subject.indicator if isinstance(subject, Item) else subject.name
    found = rules.SHARED_VALUE.finding(
        figure.source, department=desk.department, item=subject.id, key="shared", raw=figure.raw, items=f"{items}的几个分项"
    )
    return Reading(asked(figure), (found,))


def _tell(
    by_year: dict[int, Entry], told: Sequence[Slot], record: LayoutRecord, subject: Item | Goal, main: int, desk: Desk, account: Account
) -> dict[int, Entry]:
    """Add what the row says besides its values: to its own year where the heading names one, else to the main year."""
    default = main if main in by_year or not by_year else max(by_year)
    if any(slot.year is None for slot in told) and main not in by_year:
        default = main
    for slot in told:
        year = slot.year if slot.year is not None and slot.field in _FACTS else default
        if record.first("year") and slot.year is not None:
            year = slot.year
        if year not in by_year:
            by_year[year] = _from_words(record, subject, year, desk, account)
        entry = by_year[year]
        account.use(slot)
        note = Note(slot.text, slot.source(desk.file))
        if slot.field in _FACTS:
            if getattr(entry, slot.field) is None:
                reading = read_fact(slot, record, subject, year, desk)
                account.findings += reading.findings
                figure = asked(reading.figure) if record.contested else reading.figure
                by_year[year] = replace(entry, **{slot.field: figure})  # type: ignore[arg-type]  # the field's name is one of _FACTS
            else:
                by_year[year] = replace(entry, other_notes=(*entry.other_notes, note))
        elif slot.field in _NOTES and getattr(entry, slot.field) is None:
            by_year[year] = replace(entry, **{slot.field: note})  # type: ignore[arg-type]  # the field's name is one of _NOTES
        else:
            by_year[year] = replace(entry, other_notes=(*entry.other_notes, note))
    return by_year


def _from_words(record: LayoutRecord, subject: Item | Goal, year: int, desk: Desk, account: Account) -> Entry:
    """Begin an entry whose value's cell is empty: the number may stand in the words of 完成情况说明."""
    statement = record.first("statement")
    anchor = statement or next(slot for slot in record.slots if slot.text)
    figure = blank(anchor.source(desk.file))
    if statement and expects(subject) == "words" and not record.contested and not record.valued:
        reading = read_actual(statement, record, subject, year, desk)  # the only answer there is
        return _entry(record, subject, year, reading.figure, desk)
    if statement and expects(subject) != "words" and not record.contested:
        reading = read_actual(statement, record, subject, year, desk)
        if reading.figure.state == "asked" and len(statement.text) <= _PROSE:
            figure = reading.figure  # nothing but a number that is not the value: 同比下降5.6%
            account.findings += reading.findings
        if reading.figure.state == "value" and reading.figure.value is not None:
            figure = replace(reading.figure, from_prose=True)
            account.findings += reading.findings
            if not reading.findings and reading.figure.from_prose:
                what = f"{subject.name}（{subject.id}）{year}年完成值"
                account.findings.append(
                    rules.FROM_SENTENCE.finding(
                        figure.source,
                        department=desk.department,
                        item=subject.id,
                        key=f"actual.{year}",
                        what=what,
                        raw=figure.raw[:80],
                        reading=figure.value,
                    )
                )
    return _entry(record, subject, year, figure, desk)


def _entry(record: LayoutRecord, subject: Item | Goal, year: int, figure: Figure, desk: Desk) -> Entry:
    return Entry(subject.id, year, record.reporter or desk.department, desk.file, figure, recognised_by=record.recognised_by)


def _warn_of_partial(
    record: LayoutRecord, subject: Item | Goal, by_year: dict[int, Entry], main: int, desk: Desk, account: Account
) -> None:
    entry = by_year.get(main)
    if entry and entry.actual.state != "blank":
        return
    for slot in record.all("partial"):
        if slot.text:
            account.findings.append(
                rules.PARTIAL_ONLY.finding(
                    slot.source(desk.file), department=desk.department, item=subject.id, key="partial",
                    what=f"{subject.name}（{subject.id}）{main}年", heading=slot.heading, raw=slot.text,
                )
            )  # fmt: skip
            return

"""A row of an indicator table -> Entry records, one for each year that it tells of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ecoreport.language import patterns as re
from ecoreport.language.units import factor_between, find_unit, parse_unit
from ecoreport.model import Entry, Figure, Finding, Goal, Item, Note, Subject
from ecoreport.model.facts import FACT_FIELDS
from ecoreport.model.layout import Layout, LayoutRecord, Slot
from ecoreport.normalisation import rules
from ecoreport.normalisation.account import Account
from ecoreport.normalisation.claims import hear_beside, with_comment
from ecoreport.normalisation.figures import Desk, Reading, answer, asked, blank, name_subject, name_value, read_actual, read_fact
from ecoreport.normalisation.printed import is_standard, sort_item_cells
from ecoreport.records import dataclass
from ecoreport.rules import NOTICE
from ecoreport.vocabulary import Vocabulary

_NOTES = ("assigned_met", "self_assessment", "statement", "data_source", "evidence", "remark")
_OTHER = ("notes", "reporter", "region")
_COUNTS = ("numerator", "denominator")
_COUNTS_PIECES = re.compile("件数|份数|数量|张数|页数")  # 佐证件数: how many there are, and not which
_SEAT = re.compile(r"市?本级")
_NAMED = 4  # items that a message names
_PROSE = 20  # characters from which a value's cell tells a story besides


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with all that is needed to read its cells."""

    record: LayoutRecord
    subject: Item | Goal
    year: int  # of cells whose heading names none
    desk: Desk
    account: Account

    def year_of(self, slot: Slot) -> int:
        return self.year if slot.year is None else slot.year


def make_entries(
    record: LayoutRecord,
    layout: Layout,
    desk: Desk,
    vocabulary: Vocabulary,
    shared: Mapping[tuple[str, str], tuple[str, ...]],
    account: Account,
) -> list[Entry]:
    """Make the entries of one row; `shared`: value cells merged over several items, and these."""
    subject = desk.subject(record)
    period = layout.period or desk.period
    record = _with_assigned(record, subject, period, desk, vocabulary)
    told = record.first("year")
    row = _Row(record, subject, (told.year if told else None) or record.year or period, desk, account)
    printed = sort_item_cells(record, subject, layout, desk, vocabulary)
    account.print(*printed.furniture)
    by_year = {year: _entry(row, year, figure) for year, figure in _values(row, shared).items()}
    _keep_beside(row, by_year)
    _leave_open(row, by_year)
    _tell(row, by_year)
    _keep_former(row, by_year)
    if by_year:
        home = row.year if row.year in by_year else max(by_year)
        by_year[home] = replace(by_year[home], unit_written=printed.unit, name_written=printed.name, plan_cells=tuple(printed.changed))
        account.use(*printed.written)
        account.findings += () if record.contested else printed.findings
    for year, entry in by_year.items() if not record.contested else ():
        heard = hear_beside(with_comment(entry, record, desk), subject, record, desk, vocabulary)
        by_year[year] = heard.entry
        account.findings += heard.findings
    _ask_partial(row, by_year)
    return [by_year[year] for year in sorted(by_year)]


def _with_assigned(record: LayoutRecord, subject: Item | Goal, year: int, desk: Desk, vocabulary: Vocabulary) -> LayoutRecord:
    """Take the number under 管控目标 for what was assigned, where the plan's own target is an assignment and names no number."""
    if not desk.demand(subject).only_assigned or record.stamped or record.first("assigned"):
        return record
    slots = tuple(
        replace(slot, field="assigned")
        if slot.field == "target" and slot.year in (None, year) and _is_of(slot.text, subject.unit) and not is_standard(slot, vocabulary)
        else slot
        for slot in record.slots
    )
    return replace(record, slots=slots)


def _is_of(text: str, unit: str) -> bool:
    """Does a text name a number in a unit, or in none that cannot be made that one: not 15家 beside a share of them."""
    last = max((place for place, character in enumerate(text) if character.isdecimal()), default=-1)
    written = find_unit(text, last + 1)[0]
    return last >= 0 and not (written and parse_unit(unit) and factor_between(written, unit) is None)


def _values(row: _Row, shared: Mapping[tuple[str, str], tuple[str, ...]]) -> dict[int, Figure]:
    """Read every value of the row, by year; two different values of one year make a question."""
    readings: dict[int, list[Reading]] = {}
    for slot in _of_whole_city(row):
        year = row.year_of(slot)
        if slot.cell.struck:
            row.account.struck.add(slot.source(row.desk.file))
        reading = read_actual(slot, row.record, row.subject, year, row.desk)
        row.account.use(slot)
        sharing = shared.get((slot.sheet, slot.cell.address), ())
        if sharing and reading.figure.value is not None:
            reading = _ask_shared(reading, row, sharing)
        if row.record.contested:  # told where the code and the name were read
            reading = Reading(asked(reading.figure))
        readings.setdefault(year, []).append(reading)
    figures = {year: _agree(told, row, year) for year, told in sorted(readings.items())}
    if row.record.scope.elsewhere is None:  # of another place's nothing is asked
        row.account.findings += [
            _told(finding, figures[year]) for year in figures for reading in readings[year] for finding in reading.findings
        ]
    for reading in (reading for told in readings.values() for reading in told):
        for year, value in reading.years:
            figures.setdefault(year, replace(reading.figure, state="value", value=value, text=None, written=value))
    return figures


def _told(finding: Finding, figure: Figure) -> Finding:
    """Ask no more of a value that is struck through where the one that was written in its stead was taken."""
    return replace(finding, severity=NOTICE) if finding.code == rules.STRUCK_ALL.code and figure.state == "value" else finding


def _of_whole_city(row: _Row) -> list[Slot]:
    """Leave out what stands under 市本级 where 全市 heads another column: there it is a part like a county."""
    slots, vocabulary = list(row.record.all("actual")), row.desk.matcher.vocabulary
    whole = {slot.year for slot in slots if vocabulary.has("whole_city", slot.heading) and not _SEAT.search(slot.heading)}
    return [slot for slot in slots if not (slot.year in whole and _SEAT.fullmatch(slot.heading))]


def _agree(told: Iterable[Reading], row: _Row, year: int) -> Figure:
    """Take the one value that the year's cells agree on."""
    figures = [reading.figure for reading in told]
    live = [figure for figure in figures if figure.source not in row.account.struck] or figures
    said = [figure for figure in live if figure.state != "blank"] or live
    visible = [figure for figure in said if not figure.hidden] or said
    answers = {(figure.state, answer(figure)) for figure in visible}
    if len(answers) == 1:
        _ask_hidden(visible[0], said, row, year)
        return visible[0]
    values = {figure.value for figure in visible if figure.value is not None}
    if len(values) == 1 and all(figure.state == "value" for figure in visible):
        return next(figure for figure in visible if figure.value is not None)  # a number, and words beside it
    row.account.findings.append(
        rules.DIFFERS_WITHIN_FILE.finding(
            visible[0].source, department=row.desk.department, subject=row.subject.id, key=f"row.{year}",
            others=tuple(figure.source for figure in visible[1:]), what=name_value(row.subject, year),
            written="、".join(dict.fromkeys(figure.raw for figure in visible)),
        )
    )  # fmt: skip
    return asked(visible[0])


def _ask_hidden(shown: Figure, said: Iterable[Figure], row: _Row, year: int) -> None:
    """Ask where a cell of the row that nobody sees answers otherwise: a hidden column 省站核定值."""
    other = next((each for each in said if each.hidden and each.value is not None and answer(each) != answer(shown)), None)
    if other is not None and shown.state == "value":
        row.account.findings.append(
            rules.HIDDEN_DIFFERS.finding(
                other.source, department=row.desk.department, subject=row.subject.id, key=f"row.{year}", others=(shown.source,),
                what=name_value(row.subject, year), hidden=other.raw, shown=shown.raw,
            )
        )  # fmt: skip


def _ask_shared(reading: Reading, row: _Row, sharing: Sequence[str]) -> Reading:
    figure, subject = reading.figure, row.subject
    found = rules.SHARED_VALUE.finding(
        figure.source, department=row.desk.department, subject=subject.id, key="shared", raw=figure.raw,
        items=_name_shared(sharing, row.desk),
    )  # fmt: skip
    return Reading(asked(figure), (found,))


def _name_shared(sharing: Sequence[str], desk: Desk) -> str:
    """Name what a merged cell stands beside: parts of one indicator, or indicators each by its name."""
    subjects = [desk.matcher.items.subjects[each] for each in sharing]
    indicators = {subject.indicator if isinstance(subject, Item) else subject.name for subject in subjects}
    if len(indicators) == 1:
        return f"{indicators.pop()}的几个分项"
    names = "、".join(f"{subject.name}（{subject.id}）" for subject in subjects[:_NAMED])
    return f"{names}{'等' if len(subjects) > _NAMED else ''}共{len(subjects)}项指标"


def _keep_beside(row: _Row, by_year: dict[int, Entry]) -> None:
    """Keep what stands beside a year's value: words, a crossed-out number, the same number again."""
    chosen = {entry.actual.source for entry in by_year.values()}
    for slot in row.record.all("actual"):
        source, year = slot.source(row.desk.file), row.year_of(slot)
        if slot.text and source not in chosen:
            by_year[year] = replace(by_year[year], other_notes=(*by_year[year].other_notes, Note(slot.text, source)))


def _leave_open(row: _Row, by_year: dict[int, Entry]) -> None:
    """Begin entries that are asked of what a question about their table left open: it was told there."""
    for slot in row.record.all("unclear"):
        if not slot.text:
            continue
        row.account.use(slot)
        year, source = row.year_of(slot), slot.source(row.desk.file)
        entry = by_year.get(year)
        if entry is None:
            by_year[year] = _entry(row, year, Figure("asked", slot.text, source, hidden=slot.cell.hidden))
        else:
            by_year[year] = replace(entry, other_notes=(*entry.other_notes, Note(slot.text, source)))


def _as_written(slot: Slot) -> Slot:
    """Give a former value as it was before it was crossed out."""
    return replace(slot, cell=replace(slot.cell, struck=False)) if slot.cell.struck else slot


def _keep_former(row: _Row, by_year: dict[int, Entry]) -> None:
    """Keep what the row says was reported before (原填报值 | 更正值); where no new value stands, that is still what is reported."""
    for slot in row.record.all("former"):
        if not slot.text:
            continue
        row.account.use(slot)
        year = row.year_of(slot)
        reading = read_actual(_as_written(slot), row.record, row.subject, year, row.desk)
        figure = asked(reading.figure) if row.record.contested else reading.figure
        entry = by_year.get(year)
        if entry and entry.former:
            by_year[year] = replace(entry, other_notes=(*entry.other_notes, Note(slot.text, slot.source(row.desk.file))))
        elif entry and entry.actual.state != "blank":
            by_year[year] = replace(entry, former=figure)
        else:
            by_year[year] = replace(entry, actual=figure) if entry else _entry(row, year, figure)
            if not row.record.scope.adopted:
                continue  # a row 误报 among others
            what = name_value(row.subject, year)
            row.account.findings += reading.findings
            row.account.findings.append(
                rules.NOT_CORRECTED.finding(
                    figure.source, department=row.desk.department, subject=row.subject.id, key=f"former.{year}",
                    what=what, heading=slot.heading, raw=figure.raw,
                )
            )  # fmt: skip


def _tell(row: _Row, by_year: dict[int, Entry]) -> None:
    """Add what the row says besides its values: to its own year where the heading names one, else to the row's."""
    for slot in row.record.slots:
        if slot.field not in (*FACT_FIELDS, *_NOTES, *_OTHER) or not slot.text:
            continue
        if _is_named_only(slot, row) or (slot.field == "evidence" and _COUNTS_PIECES.search(slot.heading)):
            slot = replace(slot, field="notes")  # noqa: PLW2901 — the number has a column of its own
        year = row.year_of(slot)
        entry = by_year[year] if year in by_year else _from_words(row, year)
        by_year[year] = _add(entry, slot, row)
        row.account.use(slot)


def _is_named_only(slot: Slot, row: _Row) -> bool:
    """Is it told in words what a number beside it counts: 分子 | 分子数值 over 达标人口(万人) | 38.61."""
    beside = [other.text for other in row.record.all(slot.field) if row.year_of(other) == row.year_of(slot)]
    return slot.field in _COUNTS and not slot.text[:1].isdecimal() and any(text[:1].isdecimal() for text in beside)


def _add(entry: Entry, slot: Slot, row: _Row) -> Entry:
    """Put a cell into its field, or among the other notes where the field is taken."""
    if told := _of_evidence(entry, slot, row):
        return told
    judged = row.record.contested and slot.field == "assigned_met"  # words that would decide, of nobody knows whom
    if judged or slot.field in _OTHER or getattr(entry, slot.field) is not None:
        return replace(entry, other_notes=(*entry.other_notes, Note(slot.text, slot.source(row.desk.file), slot.heading)))
    if slot.field in _NOTES:
        return replace(entry, **{slot.field: Note(slot.text, slot.source(row.desk.file))})  # type: ignore[arg-type]  # one of _NOTES
    reading = read_fact(slot, row.record, row.subject, entry.year, row.desk, beside=entry.actual)
    row.account.findings += reading.findings
    figure = asked(reading.figure) if row.record.contested else reading.figure
    return replace(entry, **{slot.field: figure})  # type: ignore[arg-type]  # one of FACT_FIELDS


def _of_evidence(entry: Entry, slot: Slot, row: _Row) -> Entry | None:
    """Put what further columns say of 佐证 beside it: another name, its 文号, the page."""
    note = Note(slot.text, slot.source(row.desk.file))
    if slot.field == "evidence":
        return replace(entry, more_evidence=(*entry.more_evidence, note)) if entry.evidence else None
    if slot.field != "notes" or not row.record.first("evidence"):
        return None
    meaning = row.desk.matcher.vocabulary.meaning("evidence", slot.heading, whole=True)
    fields = meaning.fields if meaning else ()
    if "document_number" in fields and not entry.evidence_document:
        return replace(entry, evidence_document=note)
    if "page_numbers" in fields and not entry.evidence_pages:
        return replace(entry, evidence_pages=note)
    return None


def _from_words(row: _Row, year: int) -> Entry:
    """Begin an entry whose value's cell is empty: the number may stand in the words of 完成情况说明."""
    statement = next((slot for slot in row.record.all("statement") if slot.text and row.year_of(slot) == year), None)
    anchor = statement or next(slot for slot in row.record.slots if slot.text)
    nothing = _entry(row, year, blank(anchor.source(row.desk.file)))
    if not statement or row.record.contested:
        return nothing
    reading = read_actual(statement, row.record, row.subject, year, row.desk)
    if row.desk.demand(row.subject).expects == "words":
        taken = not row.record.valued  # the only answer there is
    elif reading.figure.state == "asked":
        taken = len(statement.text) <= _PROSE  # nothing but a number that is not the value: 同比下降5.6%
    else:
        taken = reading.figure.value is not None
    if not taken:
        return nothing
    row.account.findings += reading.findings
    return _entry(row, year, replace(reading.figure, from_prose=reading.figure.value is not None))


def _entry(row: _Row, year: int, figure: Figure) -> Entry:
    reporter = row.record.reporter or row.desk.department
    return Entry(
        Subject(row.subject.id), year, reporter, row.desk.file, figure, recognised_by=row.record.recognised_by, scope=row.record.scope
    )


def _ask_partial(row: _Row, by_year: dict[int, Entry]) -> None:
    """Ask of a number for part of the year where there is none for the whole; where no column has one, that was told of the table."""
    partial: Sequence[Slot] = [slot for slot in row.record.all("partial") if slot.text]
    year = row.year_of(partial[0]) if partial else row.year
    entry = by_year.get(year)
    if not partial or (entry and entry.actual.state != "blank") or (by_year and year != row.year):
        return
    source, raw = partial[0].source(row.desk.file), partial[0].text
    figure = Figure("asked", raw, source, hidden=partial[0].cell.hidden)
    row.account.use(partial[0])
    if by_year or row.record.valued:
        row.account.findings.append(
            rules.PARTIAL_ONLY.finding(
                source, department=row.desk.department, subject=row.subject.id, key="partial",
                what=f"{name_subject(row.subject)}{year}年", heading=partial[0].heading, raw=raw,
            )
        )  # fmt: skip
    by_year[year] = replace(entry, actual=figure) if entry else _entry(row, year, figure)

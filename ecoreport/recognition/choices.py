"""Readings of a table between which nothing decides: read in the way that the office chose for its form, else in all, and asked once.

Who decides columns hands over the alternatives, each a whole assignment of them (`Rows.alternatives`), or marks the rivals with field
"unclear"; a table of known items without any column of values is asked for each column of numbers that nothing claims.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ecoreport.demands import demands_of
from ecoreport.language import patterns as re
from ecoreport.language.widths import word_key
from ecoreport.model import Choice, Facts, Scope, Sheet, Source, Subject, TableReading, column_letters
from ecoreport.model.choices import LETTERS
from ecoreport.model.layout import LayoutRecord, Slot, written
from ecoreport.recognition import rules
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.columns import Column, holds_numbers, is_numeric
from ecoreport.recognition.headings import NAME_LIKE
from ecoreport.recognition.rows import Rows
from ecoreport.rules import NOTICE, Rule

Reader = Callable[[Rows], Block | None]
Alternatives = tuple[tuple[Column, ...], ...]

_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_VALUES = ("code", "number", "year", "domain", "group", "name", "part", "unit", "numerator", "denominator", "sample_size", "evidence")
_ANSWERS = ("actual", "progress", "status", "done")
_KINDS = {"indicator": "指标", "task": "重点任务", "evidence": "佐证材料", "highlight": "亮点"}
_NAMED = 3  # items that a reading names with their values
_HEADED = 2  # headings that are known, for a line of them
_OPEN = 0.8  # of what a table is worth whose values are open: a reading that leaves none open explains more
_KNOWN = 0.9  # of a heading, for it to be sure of what it says
_QUOTED = 80  # characters of headings


def read_either(rows: Rows, read: Reader) -> Block | None:
    """Read a table; where its columns leave open what its values are, as the office chose for this form, else ask."""
    block = read(rows)
    if block is None or rows.kind not in ("indicator", "task"):
        return block
    alternatives = rows.alternatives or _alternatives(rows, block)
    if not alternatives:
        return _ask_without(rows, block)
    if _is_to_come(alternatives, rows):
        return block
    readings = [read(replace(rows, columns=columns, alternatives=())) for columns in alternatives[: len(LETTERS)]]
    if not any(readings):
        return block
    given = {_gives(reading, rows.setting.year) for reading in readings}
    if len(readings) > 1 and len(given) == 1 and not any(text[:1].isdecimal() for told in given for _, text in told) and any(given):
        return readings[-1]  # whichever is right, it says the same: the targets in words, and that they are met
    told = _describe(rows, alternatives)
    choice = choice_between(_form(rows, alternatives, block), told, readings, rows.setting)
    chosen = choice.answered(rows.setting.chosen)
    if chosen is not None:
        return readings[chosen]
    single = len([reading for reading in choice.readings if reading.gives]) < 2
    rule = rules.NO_VALUE_COLUMN if single else rules.UNCLEAR_COLUMNS
    return undecided(block, [reading for reading in readings if reading], choice, rule, rows.setting)


def _is_to_come(alternatives: Alternatives, rows: Rows) -> bool:
    """Does the title name a later year, and no column that may hold values another: what is planned answers nothing, and is not asked."""
    values = [column for columns in alternatives for column in columns if column.field in ("actual", "unclear")]
    return bool(values) and all(column.year is None for column in values) and (rows.title.year or 0) > rows.setting.year


def read_tied(better: Block, others: Sequence[Block], sheet: Sheet, setting: Setting) -> Block:
    """Read what several readings explain equally well as the office chose for this form, else ask."""
    readings = (better, *others)[: len(LETTERS)]
    texts = {cell.address: _relative(written(cell), setting.year) for cell in sheet.cells}
    form = repr([(each.kind, each.turned, sorted(texts[at] for at in each.headings | each.titled if at in texts)) for each in readings])
    told = [_says_where(each) for each in readings]
    choice = choice_between(form, told, readings, setting)
    chosen = choice.answered(setting.chosen)
    return undecided(better, readings, choice, rules.TIE, setting) if chosen is None else readings[chosen]


def _says_where(block: Block) -> str:
    names = next((slot.cell for record in block.records for slot in record.slots if slot.field in NAME_LIKE), None)
    place = "" if names is None else f"，名称在第{names.row}行" if block.turned else f"，名称在{column_letters(names.column)}列"
    return f"按{_KINDS[block.kind]}{'逐列' if block.turned else '逐行'}读{place}"


# ---- which readings there are -------------------------------------------------------------------


def _alternatives(rows: Rows, block: Block) -> Alternatives:
    """Make a reading of each column that may hold the values."""
    if rows.kind != "indicator" or not block.records:
        return ()
    rivals = _rivals(rows, block)
    groups: dict[str, list[Column]] = {}
    for column in rivals:
        groups.setdefault(_without_year(column.heading), []).append(column)
    years = [sorted(column.year or 0 for column in group) for group in groups.values()]
    paired = 1 < len(groups) < len(rivals) and all(each == years[0] for each in years)
    options = list(groups.values()) if paired else [[column] for column in rivals]
    assigned = [_assign(rows.columns, option, rivals) for option in options]
    return (*assigned, *([_assign(rows.columns, [], rivals)] if len(options) == 1 else []))


def _rivals(rows: Rows, block: Block) -> list[Column]:
    """List the columns that may hold the values, those left open, else those of numbers whose headings nobody knows."""
    grid, year = rows.grid, rows.setting.year
    left_open = {slot.cell.address for record in block.records for slot in record.all("unclear")}
    lines = rows.lines()
    open_ = [
        column
        for column in rows.columns
        if column.field == "unclear" or any((cell := grid.at(line, column.place)) and cell.address in left_open for line in lines)
    ]
    if open_ or _holds_answers(rows, block):
        return open_
    claimed = {column.place for column in rows.columns if column.field != "notes"}
    unknown = ((place, heading) for place, heading in rows.band.heads.items() if place not in claimed and heading.share < _KNOWN)
    strange = [(place, heading) for place, heading in unknown if heading.year in (None, year)]
    telling = (pair for pair in strange if holds_numbers(grid, pair[0], lines) or _answers_in_words(rows, block, pair[0]))
    return [Column(place, "unclear", heading.text, heading.year, heading.unit) for place, heading in telling]


def _answers_in_words(rows: Rows, block: Block, place: int) -> bool:
    """Do words stand in a column, under a line of headings, that decide the target of their row's item: 有效开展."""
    if sum(heading.exact for heading in rows.band.headings) < _HEADED:
        return False
    demands = demands_of(rows.setting.system).subjects
    for record in block.records:
        line = max((slot.cell.column if rows.grid.turned else slot.cell.row for slot in record.slots), default=0)
        demand, text = demands.get(record.subject or ""), rows.grid.text(line, place)
        if text and demand and demand.expects != "number" and demand.target.judge(Facts(statement=text)).status in ("met", "not_met"):
            return True
    return False


def _holds_answers(rows: Rows, block: Block) -> bool:
    """Are there values already, in words or of another place: then there is nothing to look for."""
    fields = {column.field for column in rows.columns}
    scoped = any(column.scope != Scope() for column in rows.columns)
    return scoped or bool(fields & {"actual", "statement"}) or any(record.first("actual") for record in block.records)


def _assign(columns: Sequence[Column], option: Sequence[Column], rivals: Sequence[Column]) -> tuple[Column, ...]:
    """Let the values stand in one option's columns; the other rivals' are notes."""
    taken = {column.place for column in option}
    settled = [replace(each, field="actual" if each.place in taken else "notes", loose=False, names=True) for each in rivals]
    others = {column.place for column in rivals}
    return tuple(sorted((*(column for column in columns if column.place not in others), *settled), key=lambda column: column.place))


# ---- the question -------------------------------------------------------------------------------


def choice_between(form: str, told: Sequence[str], readings: Sequence[Block | None], setting: Setting) -> Choice:
    """Word the question between readings: what each says, and what it would give."""
    digest = hashlib.blake2b(form.encode(), digest_size=8).hexdigest()
    given = (_gives(reading, setting.year) for reading in readings)
    return Choice(digest, tuple(TableReading(*each) for each in zip(LETTERS, told, given, strict=False)))


def _gives(block: Block | None, year: int) -> tuple[tuple[Subject, str], ...]:
    if block is None:
        return ()
    found: dict[Subject, str] = {}
    for record in block.records:
        slot = next((slot for slot in record.slots if slot.field in _ANSWERS and slot.text and _is_of(slot, record, year)), None)
        if record.subject and record.scope.stands and record.scope.region is None and slot:
            found.setdefault(Subject(record.subject), slot.text)
    return tuple(found.items())


def _is_of(slot: Slot, record: LayoutRecord, year: int) -> bool:
    return (slot.year or record.year or year) == year


def _form(rows: Rows, alternatives: Alternatives, block: Block) -> str:
    """Tell a table's form from others, by its headings and the readings between which it leaves open: the same in every year."""
    headings = [_relative(heading.text, rows.setting.year) for heading in rows.band.headings]
    if not any(headings):  # nothing is printed: the form is what it speaks of
        headings = sorted({record.subject or "" for record in block.records})
    first = rows.columns[0].place if rows.columns else 0
    fields = [[(column.place - first, column.field) for column in columns] for columns in alternatives]
    return repr((rows.kind, rows.grid.turned, headings, fields))


def _relative(heading: str, year: int) -> str:
    return word_key(_YEAR.sub(lambda match: f"年{int(match[0]) - year}", heading))


def _without_year(heading: str) -> str:
    return word_key(_YEAR.sub("", heading))


def _describe(rows: Rows, alternatives: Alternatives) -> list[str]:
    """Say of each reading which columns it takes for values that not all readings take."""
    values = [{(column.place, column.year): column for column in columns if column.field == "actual"} for columns in alternatives]
    shared = set(values[0]).intersection(*values)
    return [
        "、".join(_says(rows, column) for key, column in each.items() if key not in shared) or f"没有一{_line(rows)}是完成值"
        for each in values
    ]


def _says(rows: Rows, column: Column) -> str:
    year = column.year or rows.title.year or rows.setting.year
    place = f"第{column.place}行" if rows.grid.turned else f"{column_letters(column.place)}列"
    return f"{place}{f'“{column.heading}”' if column.heading else ''}是{year}年完成值"


def _line(rows: Rows) -> str:
    return "行" if rows.grid.turned else "列"


# ---- what is left open --------------------------------------------------------------------------


def undecided(block: Block, readings: Sequence[Block], choice: Choice, rule: Rule, setting: Setting) -> Block:
    """Keep of a table what all its readings say; ask of every other item which of them is right, as one question."""
    score = block.score if rule is rules.TIE else _OPEN * block.score
    merged = replace(readings[0], records=[], claimed=set(block.claimed), findings=list(readings[0].findings), score=score)
    open_: list[LayoutRecord] = []
    for records in _matched(readings, tied=rule is rules.TIE):
        record = _joined(records, len(readings))
        merged.records.append(record)
        merged.claimed.update(slot.cell.address for slot in record.slots)
        open_ += [record] if record.contested or record.first("unclear") else []
    merged.known = block.known
    _tell(merged, open_, rule, choice, setting)
    return merged


def _matched(readings: Sequence[Block], *, tied: bool) -> Iterator[list[LayoutRecord]]:
    """Bring together what the readings make of the same row, or of the same item where they do not have the same rows."""
    rows: dict[object, list[LayoutRecord]] = {}
    for reading in readings:
        for record in reading.records:
            names = frozenset(slot.cell.address for slot in record.slots if slot.field in NAME_LIKE and not tied)
            rows.setdefault((record.subject, record.scope.bare, record.year, names), []).append(record)
    return iter(rows.values())


def _joined(records: Sequence[LayoutRecord], number: int) -> LayoutRecord:
    """Leave open what not all readings say of a row."""
    first = records[0]
    answers = [{(slot.field, slot.year, slot.cell.address) for slot in _answers(record)} for record in records]
    if len(records) == number and all(each == answers[0] for each in answers):
        return first
    if first.kind == "task":
        return replace(first, contested=True)
    rivals = {slot.cell.address: replace(slot, field="unclear") for record in records for slot in _answers(record)}
    kept = tuple(slot for slot in first.slots if slot.cell.address not in rivals)
    return replace(first, slots=(*kept, *rivals.values()))


def _answers(record: LayoutRecord) -> list[Slot]:
    return [slot for slot in record.slots if slot.field in _ANSWERS and slot.text]


def _tell(block: Block, records: Iterable[LayoutRecord], rule: Rule, choice: Choice, setting: Setting, said: str = "") -> None:
    """Ask once for the table: a finding for each item, all of one group."""
    readings = said or "；".join(_shown(reading) for reading in choice.readings)
    told: set[tuple[str, str | None]] = set()
    for record in records:
        if record.subject is None or not record.scope.stands or (record.subject, record.scope.region) in told:
            continue
        told.add((record.subject, record.scope.region))
        finding = rule.finding(
            _place(record, setting), department=record.reporter or setting.department, subject=record.subject,
            key=f"reading.{choice.signature}", group=f"{block.sheet}.{choice.signature}", choice=choice,
            sheet=block.sheet, year=setting.year, readings=readings,
        )  # fmt: skip
        block.findings.append(replace(finding, severity=NOTICE) if record.scope.region else finding)


def _place(record: LayoutRecord, setting: Setting) -> Source:
    slot = record.first("unclear") or record.slots[0]
    return slot.source(setting.file)


def _shown(reading: TableReading) -> str:
    named = "、".join(f"{_name(subject)}为{text}" for subject, text in reading.gives[:_NAMED])
    more = f"等{len(reading.gives)}项" if len(reading.gives) > _NAMED else ""
    return f"读法{reading.letter}：{reading.says}{f'（{named}{more}）' if named else ''}"


def _name(subject: Subject) -> str:
    return f"重点任务{subject.task}" if subject.kind == "task" else str(subject)


def _ask_without(rows: Rows, block: Block) -> Block:
    """Ask for the values of a table whose numbers are all told to be something else: the half year's, the plan's."""
    if rows.kind != "indicator" or not block.records or _holds_answers(rows, block):
        return block
    known = {column.place for column in rows.columns if column.field in _NO_VALUES and (column.field not in NAME_LIKE or column.names)}
    strange = [place for place in rows.band.places if place not in known]
    if not any(is_numeric(cell) for place in strange for cell in rows.grid.down(place, rows.lines())):
        return block
    asked = [record for record in block.records if any(slot.text for slot in record.all("partial"))]
    choice = choice_between(_form(rows, (rows.columns,), block), (), (), rows.setting)
    texts = [heading.text for heading in rows.band.headings] or [column.heading for column in rows.columns]
    headings = "、".join(text for text in texts if text)[:_QUOTED]
    _tell(block, asked or block.records, rules.NO_VALUE_COLUMN, choice, rows.setting, f"表头为{headings}")
    return block

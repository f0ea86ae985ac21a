"""Several columns that may all hold one year's value: the unit and the last words of a heading tell which does."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ecoreport.language import patterns as re
from ecoreport.language.periods import Part, part_of_year
from ecoreport.language.units import factor_between, parse_unit
from ecoreport.language.widths import bare_key, fold
from ecoreport.matching.items import Items
from ecoreport.matching.kinds import other_year_in, says_actual
from ecoreport.model import Goal, Item, Scope
from ecoreport.model.layout import LayoutRecord, Slot
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.columns import Column
from ecoreport.recognition.titles import Title
from ecoreport.vocabulary import Vocabulary

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_STATES = ("done", "status", "progress", "quantity")
_SPOKEN = re.compile(r"去年|今年")  # 上年 and 本年 are words of forms, and speak of the form's year
_LINES = ("值", "线", "限", "档")
_SHORTEST_TAIL = 2  # characters of an item's name that are enough to speak of it: 覆盖率, 下降率


def held_against_exact(columns: tuple[Column, ...], vocabulary: Vocabulary) -> tuple[Column, ...]:
    """Settle what a column holds that only stands under a year: beside 实际值 no values (预警值), beside a target perhaps another line."""
    actual = [column for column in columns if column.field == "actual"]
    exact = {column.year for column in actual if not column.loose and says_actual(column.heading.split("/")[-1], vocabulary)}
    if exact:
        strange = [column for column in actual if column.loose and column.year in exact]
        return tuple(replace(column, field="notes") if column in strange else column for column in columns)
    planned = [column for column in columns if column.field == "target"]
    return tuple(replace(column, field="unclear") if _is_a_line(column, planned, vocabulary) else column for column in columns)


def held_against_notes(columns: tuple[Column, ...], notes: Sequence[str], vocabulary: Vocabulary) -> tuple[Column, ...]:
    """Leave open of which year the values are where the one year of their headings is not what a note says: 以上为2019年数."""
    years = {column.year for column in columns if column.field == "actual"}
    year = years.pop() if len(years) == 1 else None
    if year is None or not any(other_year_in(note, vocabulary, year, "note") for note in notes):
        return columns
    return tuple(replace(column, field="unclear") if column.field == "actual" else column for column in columns)


def held_against_date(columns: tuple[Column, ...], title: Title, setting: Setting) -> tuple[Column, ...]:
    """Leave open which years 去年 and 今年 are in a table written in the year after the ledger's, where no title names its year."""
    if setting.written_in != setting.year + 1 or title.year is not None:
        return columns
    told = [column for column in columns if column.field == "actual" and _SPOKEN.match(bare_key(column.heading))]
    return tuple(replace(column, field="unclear") if column in told else column for column in columns)


def of_the_year(columns: tuple[Column, ...], year: int) -> tuple[Column, ...]:
    """Take what a task's columns say of another year, or of a part of this one beside the whole, for notes: 2019年完成情况."""
    columns = tuple(replace(column, field="done") if column.field == "actual" else column for column in columns)  # 2020年 alone
    columns = tuple(
        replace(column, field="notes") if column.field in _STATES and column.year not in (None, year) else column for column in columns
    )
    parts = {column: part_of_year(fold(column.heading), year) for column in columns if column.field in _STATES}
    if all(parts.values()):
        return tuple(_of_part(column, parts[column]) if column in parts else column for column in columns)
    return tuple(replace(column, field="notes") if parts.get(column) else column for column in columns)


def _of_part(column: Column, part: Part | None) -> Column:
    """Let a state of a part of the year make a record of its own, that says so."""
    if part is None:
        return column
    return replace(column, field="region", inner=column.field, scope=Scope(part=part.words, until=part.until, words=column.heading))


def _is_a_line(column: Column, planned: Sequence[Column], vocabulary: Vocabulary) -> bool:
    """Is it, beside a target of the same year, likely another such line: 底线值 beside 挑战值; not 执行值."""
    lowest = bare_key(column.heading.rsplit("/", maxsplit=1)[-1])
    beside = any(other.year == column.year for other in planned)
    return column.field == "actual" and column.loose and beside and lowest.endswith(_LINES) and not _is_of_doing(lowest, vocabulary)


def _is_of_doing(heading: str, vocabulary: Vocabulary) -> bool:
    """Is it a word for doing with 数 or 值 behind it: what is called 执行情况 has an 执行数."""
    word = re.fullmatch(r"(.+?)(?:数|值|量|结果)", _bare(heading))
    return word is not None and f"{word[1]}情况" in vocabulary.kinds["actual"]


def settle_rivals(placed: Sequence[tuple[Column, Slot]], subject: Item | Goal, vocabulary: Vocabulary) -> list[Slot]:
    """Keep as values the cells whose headings fit the item; what cannot be its value is a note, what nobody can tell is unclear."""
    by_year: dict[int | None, list[int]] = defaultdict(list)
    for index, (_, slot) in enumerate(placed):
        if slot.field == "actual":
            by_year[slot.year].append(index)
    slots = [slot for _, slot in placed]
    for index, slot in enumerate(slots):
        if slot.field == "notes" and slot.year is not None and slot.year not in by_year and _names_tail(slot, subject):
            slots[index] = replace(slot, field="actual")
    for rivals in by_year.values():
        doubtful = [index for index in rivals if placed[index][0].loose and _counts(slots[index], subject, vocabulary)]
        if len(rivals) == 1:
            slots[rivals[0]] = replace(slots[rivals[0]], field="unclear") if doubtful else slots[rivals[0]]
            continue
        if len({slots[index].cell.struck for index in rivals}) > 1:
            continue  # a crossed-out value and what was written in its stead
        strange = [index for index in rivals if index in doubtful or not _has_its_unit(slots[index], subject)]
        fitting = [index for index in rivals if index not in strange]
        field = "notes" if fitting else "unclear"
        for index in strange:
            slots[index] = replace(slots[index], field=field)
        named = [index for index in fitting if _names_tail(slots[index], subject)] or fitting
        if len(fitting) > 1 and any(placed[index][0].loose for index in fitting):
            settled = len({slots[index].text for index in named}) == 1
            for index in fitting:
                field = ("actual" if index in named else "notes") if settled else "unclear"
                slots[index] = replace(slots[index], field=field)
    return slots


def _bare(heading: str) -> str:
    """Take the lowest heading over a column, without its year, unit and brackets."""
    return bare_key(heading.rsplit("/", maxsplit=1)[-1]).lstrip("0123456789").removeprefix("年度").removeprefix("年")


def _names_tail(slot: Slot, subject: Item | Goal) -> bool:
    words = _bare(slot.heading)
    return len(words) >= _SHORTEST_TAIL and fold(subject.name).endswith(words)


def _counts(slot: Slot, subject: Item | Goal, vocabulary: Vocabulary) -> bool:
    """Does its heading count things where the item is a ratio."""
    if _is_of_doing(slot.heading, vocabulary) or _bare(slot.heading).endswith(tuple(vocabulary.words["same_period"])):
        return False
    return subject.unit == "%" and slot.unit != "%" and any(_bare(slot.heading).endswith(word) for word in vocabulary.words["counted"])


def _has_its_unit(slot: Slot, subject: Item | Goal) -> bool:
    """Could the heading's unit become the item's."""
    if not slot.unit or parse_unit(slot.unit) is None or parse_unit(subject.unit) is None:
        return True
    return factor_between(slot.unit, subject.unit) is not None


def without_counts(records: Sequence[LayoutRecord], items: Items) -> list[LayoutRecord]:
    """Leave out the rows of an item that count it in another unit, where a row beside gives it in its own: 优良天数(天), 优良率(%)."""
    fits = [_fits(record, items) for record in records]
    told = {(record.subject, record.scope) for record, fit in zip(records, fits, strict=True) if fit is not False}
    return [record for record, fit in zip(records, fits, strict=True) if fit is not False or (record.subject, record.scope) not in told]


def _fits(record: LayoutRecord, items: Items) -> bool | None:
    """Can the unit that a row says become its item's; None where it says none."""
    subject = items.subjects.get(record.subject or "")
    unit = (slot.text if (slot := record.first("unit")) else None) or record.unit
    if subject is None or record.kind != "indicator" or not unit or parse_unit(unit) is None or parse_unit(subject.unit) is None:
        return None
    return factor_between(unit, subject.unit) is not None

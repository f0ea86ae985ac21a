"""What stands beside a value and says something of it: that it is not there yet, that it is another year's, another place's, a plan."""

from collections.abc import Iterator
from dataclasses import replace

from ecoreport.language import patterns as re
from ecoreport.language.remarks import Narrowing, shows_how
from ecoreport.language.widths import even, fold
from ecoreport.matching.kinds import kind_in, other_year_in, place_in, without_author
from ecoreport.matching.ownership import is_denied
from ecoreport.matching.remarks import is_extent_of, narrowed_by
from ecoreport.model import Entry, Figure, Finding, Goal, Item, Note, Scope, Source
from ecoreport.model.layout import LayoutRecord
from ecoreport.normalisation import rules
from ecoreport.normalisation.figures import Desk, asked, name_value
from ecoreport.normalisation.named import tell_named
from ecoreport.quantity import read_quantity
from ecoreport.records import dataclass
from ecoreport.rules import Rule
from ecoreport.vocabulary import Vocabulary

_NOT_YET = ("pending", "not_due")
_NAMES = ("name", "part")
_BRACKETED = re.compile(r"\((?!(?:19|20)\d\d年?度?\))([^()]{2,20})\)")  # a year alone is the row's year
_LONGEST = 80  # characters of a note that is quoted


@dataclass(frozen=True, slots=True)
class Beside:
    """An entry as what stands beside its value leaves it, and what is to be told."""

    entry: Entry
    findings: tuple[Finding, ...] = ()


def hear_beside(entry: Entry, subject: Item | Goal, record: LayoutRecord, desk: Desk, vocabulary: Vocabulary) -> Beside:
    """Hear what the notes beside a value say of it, the comment of its cell included."""
    if entry.actual.state == "blank":
        return _hear_pending(entry)
    if entry.actual.state != "value" or entry.actual.value is None or not entry.scope.stands:
        return Beside(entry)
    if shows_how(entry.actual.raw):
        words, source = entry.actual.raw[:_LONGEST], entry.actual.source
        return Beside(replace(entry, scope=replace(entry.scope, kind="example", words=words, source=source)))
    notes = list(_notes(entry, record, desk, vocabulary))
    for note, heading in (*notes, *_more(entry, record, desk)):
        if fold(note.text) in fold(subject.name) or is_extent_of(note.text, subject.name):
            continue  # (沿海地区) is of the item's own name
        if heard := _hear(entry, note, heading, subject, desk, vocabulary):
            return heard
    named = tell_named(entry, [note for note, _ in notes], subject, desk)
    return next((Beside(replace(entry, actual=asked(entry.actual)), (told,)) for told in named), Beside(entry))


def _notes(entry: Entry, record: LayoutRecord, desk: Desk, vocabulary: Vocabulary) -> Iterator[tuple[Note, str]]:
    """Give the notes that may speak of the value, each with its heading: not a deadline, nor what is to be done next."""
    slots = {slot.source(desk.file): slot for slot in record.slots}
    telling = vocabulary.kinds["says_kind"]
    headings = {source: slot.heading for source, slot in slots.items()}
    others = (note for note in entry.other_notes if any(word in headings.get(note.source, "") for word in telling))
    yield from ((note, headings.get(note.source, "")) for note in (entry.remark, entry.statement, *others) if note)
    if entry.comment:
        yield entry.comment, "批注"


def with_comment(entry: Entry, record: LayoutRecord, desk: Desk) -> Entry:
    """Keep the comment of the value's cell; one that is the heading's is heard already."""
    slot = next((slot for slot in record.slots if slot.source(desk.file) == entry.actual.source), None)
    if slot is None or not slot.cell.comment or slot.cell.comment == slot.heading:
        return entry
    return replace(entry, comment=Note(without_author(slot.cell.comment), entry.actual.source))


def _more(entry: Entry, record: LayoutRecord, desk: Desk) -> Iterator[tuple[Note, str]]:
    """Give where the value was taken from, and what stands in brackets behind the item's name."""
    if entry.data_source:
        yield entry.data_source, "数据来源"
    for slot in record.slots:
        if slot.field in _NAMES:
            yield from ((Note(said, slot.source(desk.file)), slot.heading) for said in _BRACKETED.findall(even(slot.text)))


def _hear_pending(entry: Entry) -> Beside:
    """Take 正在统计 in 完成情况说明 for the answer where the value's cell is empty."""
    for note in (entry.statement, entry.remark):
        quantity = read_quantity(note.text, unit="") if note else None
        if note and quantity and quantity.state in _NOT_YET:
            return Beside(replace(entry, actual=Figure(quantity.state, note.text, note.source, text=quantity.text)))
    return Beside(entry)


def _hear(entry: Entry, note: Note, heading: str, subject: Item | Goal, desk: Desk, vocabulary: Vocabulary) -> Beside | None:
    scope = kind_in(note.text, vocabulary, entry.year, "remark")
    if scope and scope.kind == "actual":  # a part of the year: asked where the day that is judged lies after it
        return Beside(replace(entry, scope=replace(scope, source=note.source).within(entry.scope)))
    if scope and scope.kind == "estimate":
        return Beside(entry, (_told(rules.NOTED_EARLY, entry, note, subject),))
    meaning = _MEANT.get(scope.kind) if scope else None
    if meaning is None and (year := other_year_in(note.text, vocabulary, entry.year)):
        meaning = f"{year}年的数"
    if meaning is None and (place := place_in(note.text, vocabulary, desk.matcher.places)):
        if place.kind == "region":  # kept as that county's
            return Beside(
                replace(entry, scope=Scope(region=place.name, words=note.text[:_LONGEST], source=note.source).within(entry.scope))
            )
        meaning = f"{place.name}的数"
    if meaning is None and is_denied(note.text, desk.system.parameters.city):
        meaning = "本地本年实际数以外的数"
    narrowed = narrowed_by(note.text, entry.year, desk.matcher.places, heading) if meaning is None else None
    if narrowed and not (narrowed.kind == "part" and entry.scope.region):  # a region's row says by its place that it is one
        if rule := _ADOPTED.get(narrowed.kind):
            return Beside(entry, (_told(rule, entry, note, subject),))
        meaning = _NARROWED[narrowed.kind]
    if meaning is None:
        return None
    finding = _told(rules.NOTED_OTHERWISE, entry, note, subject, meaning)
    return Beside(replace(entry, actual=asked(entry.actual)), (finding,))


_MEANT = {
    "plan": "计划或目标", "forecast": "预计数", "example": "示例", "void": "作废的数", "points": "得分", "standard": "标准或限值",
    "average": "更大范围的平均",
}  # fmt: skip
_ADOPTED: dict[Narrowing, Rule] = {"early": rules.NOTED_EARLY, "lacking": rules.NOTED_LACKING}
_NARROWED: dict[Narrowing, str] = {
    "part": "全市的一部分", "elsewhere": "别处的数", "time": "别的时间的数",
    "plan": "计划、目标或设计的数", "measure": "得分或增减的幅度",
    "example": "试填或占位的数", "forecast": "预计数", "refused": "没有认可的数",
}  # fmt: skip


def _told(rule: Rule, entry: Entry, note: Note, subject: Item | Goal, meaning: str = "") -> Finding:
    source: Source = entry.actual.source
    words: dict[str, object] = {
        "what": name_value(subject, entry.year),
        "raw": entry.actual.raw,
        "note": note.text[:_LONGEST],
        "meaning": meaning,
    }
    words["year"] = entry.year
    return rule.finding(
        source, department=entry.department, subject=subject.id, key=f"noted.{entry.year}",
        others=(note.source,) if note.source != source else (), words=words,
    )  # fmt: skip

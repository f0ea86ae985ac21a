"""Label–value cards: 指标名称 | 森林覆盖率 | 单位 | %, stacked on a sheet or a sheet each, labels left of (or in) their values."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from ecoreport.demands import demands_of
from ecoreport.language import patterns as re
from ecoreport.matching import Beside
from ecoreport.model import Scope
from ecoreport.model.layout import LayoutRecord, RecordKind, Slot, written
from ecoreport.recognition.beside import hear_labelled
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import VALUE_LIKE
from ecoreport.recognition.pairs import BOUND, NAMED, OTHER, Pair, find_pairs
from ecoreport.recognition.scope import narrowed, place_scope
from ecoreport.recognition.subjects import Subject, SubjectFinder
from ecoreport.recognition.telling import ask_subject, tell_subject
from ecoreport.recognition.titles import Title, read_titles
from ecoreport.recognition.witness import worth_of

_ROWS_OF_A_TABLE = 2
_CARD = 2  # rows that a card takes at least
_PLAIN = 0.9  # what an answer must be worth to be taken under a label of one's own
_REPORTED = re.compile(r"报[告送]?的?[值数]$")  # 报告值, 去年上报数
_TOLD = ("statement", "self_assessment")  # may be the answer itself, where it is one in words


def find_cards(grid: Grid, kind: RecordKind, setting: Setting, finder: SubjectFinder) -> Iterator[Block]:
    """Read a sheet as cards; each begins at a label that names its item, or the only one stands under its item's name."""
    pairs = _with_names(find_pairs(grid, kind, setting, finder))
    starts = [pair for pair in pairs if pair.field in ("name", BOUND) and pair.value is not None]
    if not pairs:
        return
    first = (starts or pairs)[0].label.row
    title = read_titles(grid, first, setting, finder)
    if any(pair.field == "name" for pair in starts):
        cards = [(group, _subject(group, kind, finder)) for group in _group(starts, pairs)]
    elif kind == "indicator" and title.subject and title.subject.id:
        cards = [(_settled(pairs, title.subject.id, setting), title.subject)]
        if not _is_card(grid, *cards[0], finder):
            return
    else:
        return
    block = Block(kind, grid.sheet.name, first)
    block.titled.update(title.addresses)
    for group, subject in cards:
        known = [pair for pair in group if pair.field not in ("", BOUND)]
        told = _settled(group, subject.id, setting) if subject.id and kind == "indicator" else known
        if subject.id is None and (finder.knows(OTHER[kind], subject.written) or not _may_be_card(told, subject)):
            continue
        block.known += sum(pair.heading.exact for pair in told)
        labels = {pair.label.address for pair in told if not pair.bare}
        block.headings |= labels
        block.claimed |= labels if subject.id else set()  # no other table is headed by them
        if subject.id is None:
            ask_subject(block, setting, subject, setting.source(block.sheet, next(pair.value.address for pair in told if pair.value)))
        else:
            _add(block, told, subject, replace(title, scope=_scope(block.sheet, group, title, setting)), setting)
    yield block


def _with_names(pairs: list[Pair]) -> list[Pair]:
    """Take a label of one's own before several items' names, with other pairs between, for that of the names: 叫什么, 卡1 | 卡2."""
    if any(pair.field == "name" for pair in pairs):
        return [pair for pair in pairs if pair.field != NAMED]
    labels: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.field == NAMED:
            labels[written(pair.label).rstrip("0123456789一二三四五六七八九十")].append(pair)
    apart = {
        label
        for label, several in labels.items()
        if len({pair.text for pair in several}) == len(several) > 1
        and all(other.label.row == one.label.row or other.label.row - one.label.row >= _CARD for one, other in pairwise(several))
    }
    named = {id(pair) for label in apart for pair in labels[label]}
    told = (replace(pair, field="name") if id(pair) in named else pair for pair in pairs)
    return [pair for pair in told if pair.field != NAMED]


def _may_be_card(group: Sequence[Pair], subject: Subject) -> bool:
    """Is something likely named, or a value labelled: 项目|所在地 at the head of a list is no card."""
    return bool(subject.match and subject.match.candidates) or any(pair.field in VALUE_LIKE and pair.text for pair in group)


def _settled(group: Sequence[Pair], subject: str, setting: Setting) -> list[Pair]:
    """Give labels in words of one's own their fields, and words that answer the place of the value; leave out what stays unknown."""
    demand = demands_of(setting.system).subjects[subject]
    valued = {pair.heading.year for pair in group if pair.field == "actual" and pair.text}
    told: list[Pair] = []
    for pair in group:
        answers = pair.heading.year not in valued and worth_of(pair.text, demand) >= _PLAIN
        if pair.field == BOUND:
            continue
        if pair.field:
            words = pair.field in _TOLD and demand.expects == "words" and answers and not valued
            told.append(replace(pair, field="actual") if words else pair)
        elif answers and _says_value(pair, demand.subject.name):
            told.append(replace(pair, field="actual"))
        elif pair.heading.fields == ("target",):
            told.append(replace(pair, field="notes"))
    return told


def _says_value(pair: Pair, name: str) -> bool:
    """Speaks a label of one's own of a value: by what it leans to, or as the item's name ends: 参训比例 under …人数比例."""
    told = pair.heading.text
    return pair.heading.fields == ("actual",) or (_REPORTED.search(told) is not None) or told[-2:] == name[-2:]


def _text(group: Sequence[Pair], field: str) -> str:
    return next((pair.text for pair in group if pair.field == field and pair.value), "")


def _subject(group: Sequence[Pair], kind: str, finder: SubjectFinder) -> Subject:
    names = [pair.text for pair in group if pair.field in ("name", "part", "content") and pair.value]
    code, number = _text(group, "code"), _text(group, "number") or None
    if kind == "task":
        return finder.find_task(code, number, _text(group, "name"), "")
    return finder.find_item(code, number, names, (), Beside(_text(group, "unit"), _text(group, "target")))


def _is_card(grid: Grid, pairs: list[Pair], subject: Subject, finder: SubjectFinder) -> bool:
    """Is it a card under its item's name: a value is labelled, no labels side by side head a table, no other item is named among them."""
    bare = [pair.label.row for pair in pairs if pair.value is None]
    if any(bare.count(row) >= 2 for row in bare) or not any(pair.field in VALUE_LIKE for pair in pairs):
        return False
    if sum(row in _rows_of_numbers(grid, pairs) for row in {pair.label.row for pair in pairs}) >= _ROWS_OF_A_TABLE:
        return False
    texts = {written(cell) for cell in grid.sheet.cells if cell.counts and cell.row >= pairs[0].label.row and isinstance(cell.value, str)}
    own = [cell for cell in grid.sheet.cells if cell.counts and cell.row > pairs[-1].label.row and isinstance(cell.value, str)]
    ended = any(finder.known(written(cell)) == subject.id and len(grid.owned(cell.row)) > 1 for cell in own)  # a list, and what it comes to
    return not ended and not any((known := finder.known(text)) and known != subject.id for text in texts)


def _rows_of_numbers(grid: Grid, pairs: Sequence[Pair]) -> set[int]:
    """List the rows with numbers that no label of a card explains: 定海区 | 37 | 36 | 97.3."""
    held = {pair.value.address for pair in pairs if pair.value}
    return {cell.row for cell in grid.sheet.cells if cell.counts and isinstance(cell.value, Decimal) and cell.address not in held}


def _group(starts: list[Pair], pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Give each card its pairs: from its name's row to the next name below, between the names beside it."""
    for start in (each for each in starts if each.field != BOUND):
        row, column = start.label.row, start.label.column
        if start.bare:
            right = min((other.label.column for other in starts if other.label.row == row and other.label.column > column), default=10**6)
            yield [pair for pair in pairs if pair.label.row == row and column <= pair.label.column < right]
            continue
        beside = [
            other.label.column for other in starts if other is not start and abs(other.label.row - row) <= 1 and other.label.column > column
        ]
        right = min(beside, default=10**6)
        left = column if any(abs(other.label.row - row) <= 1 and other.label.column < column for other in starts) else 0
        below = [other.label.row for other in starts if other.label.row > row + 1 and left <= other.label.column < right]
        above = [other.label.row for other in starts if other.label.row < row - 1 and left <= other.label.column < right]
        bottom = min(below, default=10**9)
        beneath = [pair for pair in pairs if row - 1 <= pair.label.row < bottom and left <= pair.label.column < right]
        yield [pair for pair in beneath if _belongs(pair, row, bottom, first=not above)]


def _belongs(pair: Pair, row: int, bottom: int, *, first: bool) -> bool:
    """Does a label belong to the card of the name in this row: a number in the line over a name is that name's."""
    numbers = pair.field in ("number", "code")
    return (pair.label.row >= row or numbers or first) and not (numbers and pair.label.row == bottom - 1)


def _scope(sheet: str, pairs: Sequence[Pair], title: Title, setting: Setting) -> Scope:
    """Say whose a card is, and of which kind: by a label 县区 or 时段 on it, else by what stands around it."""
    labelled = [pair for pair in pairs if pair.value is not None and pair.heading.place is None]
    told = next((pair for pair in labelled if pair.field == "region"), None)
    place = setting.matcher.places.of(told.text) if told else None
    heard = (
        hear_labelled(pair.heading.text, pair.text, setting.source(sheet, pair.value.address), setting) for pair in labelled if pair.value
    )
    said = next((scope for scope in heard if scope != Scope()), Scope())
    if told is None or place is None or not place.names_place:
        return said.within(title.scope)
    return said.within(narrowed(title.scope, place, setting.source(sheet, told.value.address if told.value else None)))


def _add(block: Block, pairs: Sequence[Pair], subject: Subject, title: Title, setting: Setting) -> None:
    year = setting.reader.year_in(_text(pairs, "year"))
    slots = [
        Slot(pair.field, block.sheet, pair.value, pair.heading.text, pair.heading.year or year, pair.heading.unit, pair.part)
        for pair in pairs
        if pair.value is not None and pair.heading.place is None
    ]
    scope = title.scope
    values = [slot for slot in slots if slot.field in VALUE_LIKE]
    unit, year = subject.unit or _text(pairs, "unit") or title.unit, subject.year or title.year
    record = LayoutRecord(block.kind, block.sheet, subject.id, tuple(slots), subject.how, year, unit, stamped=setting.stamped, scope=scope)
    block.add(record, (3.0 if values else 0.5) + len(values))
    for pair in pairs:
        if pair.heading.place and pair.value is not None:
            told = pair.heading
            slot = Slot(told.inner, block.sheet, pair.value, told.text, told.year or year, told.unit, pair.part)
            beside = place_scope(pair.heading.place, setting.source(block.sheet, pair.label.address)).within(scope)
            block.add(replace(record, slots=(slot,), scope=beside), 0.5)
    tell_subject(block, setting, subject, slots)

"""Label–value cards: 指标名称 | 森林覆盖率 | 单位 | %, stacked on a sheet or a sheet each, labels left of (or in) their values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ecoreport.language.units import parse_unit
from ecoreport.language.widths import even
from ecoreport.matching import Beside
from ecoreport.model import Cell, Scope
from ecoreport.model.layout import LayoutRecord, RecordKind, Slot, written
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import VALUE_LIKE, Heading
from ecoreport.recognition.labels import SIGNING
from ecoreport.recognition.scope import narrowed, place_scope
from ecoreport.recognition.subjects import Subject, SubjectFinder
from ecoreport.recognition.telling import ask_subject, tell_subject
from ecoreport.recognition.titles import Title, read_titles

_ROWS_OF_A_TABLE = 2
_INLINE = re.compile(r"^\s*([^:]{1,24}):\s*(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Pair:
    label: Cell
    heading: Heading
    field: str
    value: Cell | None
    part: str | None  # where label and value share a cell

    @property
    def text(self) -> str:
        return self.part if self.part is not None else written(self.value) if self.value else ""


def find_cards(grid: Grid, kind: RecordKind, setting: Setting, finder: SubjectFinder) -> Iterator[Block]:
    """Read a sheet as cards; each begins at a label that names its item, or the only one stands under its item's name."""
    pairs = _pairs(grid, kind, setting)
    starts = [pair for pair in pairs if pair.field == "name" and pair.value is not None]
    if not pairs:
        return
    first = (starts or pairs)[0].label.row
    title = read_titles(grid, first, setting, finder)
    if starts:
        cards = [(group, _subject(group, kind, finder)) for group in _group(starts, pairs)]
    elif kind == "indicator" and title.subject and _is_card(grid, pairs, title.subject, finder):
        cards = [(pairs, title.subject)]
    else:
        return
    block = Block(kind, grid.sheet.name, first)
    block.titled.update(title.addresses)
    for group, subject in cards:
        block.known += len(group)
        block.headings.update(pair.label.address for pair in group)
        values = [pair.value for pair in group if pair.value]
        if subject.id is None and not (subject.match and subject.match.candidates) and not any(pair.field in VALUE_LIKE for pair in group):
            continue  # 项目|所在地 at the head of a list: no card
        if subject.id is None:
            ask_subject(block, setting, subject, setting.source(block.sheet, values[0].address))
        else:
            _add(block, group, subject, title, setting)
    yield block


def _text(group: Sequence[_Pair], field: str) -> str:
    return next((pair.text for pair in group if pair.field == field and pair.value), "")


def _subject(group: Sequence[_Pair], kind: str, finder: SubjectFinder) -> Subject:
    names = [pair.text for pair in group if pair.field in ("name", "part", "content") and pair.value]
    code, number = _text(group, "code"), _text(group, "number") or None
    if kind == "task":
        return finder.find_task(code, number, _text(group, "name"), "")
    return finder.find_item(code, number, names, (), Beside(_text(group, "unit"), _text(group, "target")))


def _is_card(grid: Grid, pairs: list[_Pair], subject: Subject, finder: SubjectFinder) -> bool:
    """Is it a card under its item's name: a value is labelled, no labels side by side head a table, no other item is named among them."""
    bare = [pair.label.row for pair in pairs if pair.value is None]
    if any(bare.count(row) >= 2 for row in bare) or not any(pair.field in VALUE_LIKE for pair in pairs):
        return False
    if sum(row in _rows_of_numbers(grid, pairs) for row in {pair.label.row for pair in pairs}) >= _ROWS_OF_A_TABLE:
        return False
    texts = {written(cell) for cell in grid.sheet.cells if cell.counts and cell.row >= pairs[0].label.row and isinstance(cell.value, str)}
    return not any((known := finder.known(text)) and known != subject.id for text in texts)


def _rows_of_numbers(grid: Grid, pairs: Sequence[_Pair]) -> set[int]:
    """List the rows with numbers that no label of a card explains: 定海区 | 37 | 36 | 97.3."""
    held = {pair.value.address for pair in pairs if pair.value}
    return {cell.row for cell in grid.sheet.cells if cell.counts and isinstance(cell.value, Decimal) and cell.address not in held}


def _pairs(grid: Grid, kind: str, setting: Setting) -> list[_Pair]:
    pairs: list[_Pair] = []
    used: set[str] = set()
    for line in grid.lines:
        for place in grid.owned(line):
            cell = grid.own(line, place)
            if cell is None or cell.address in used or not isinstance(cell.value, str):
                continue
            text = even(written(cell))
            if (inline := _INLINE.match(text)) and inline[2].strip():
                heading = setting.reader.read(kind, inline[1], whole=True)
                if heading.exact and setting.vocabulary.label(inline[1]) not in SIGNING:
                    pairs.append(_Pair(cell, heading, _field(heading), cell, inline[2].strip()))
                continue
            heading = setting.reader.read(kind, text.rstrip(":"), whole=True)
            if setting.vocabulary.label(text.rstrip(":")) in SIGNING:
                continue
            if not heading.exact or (heading.by_year_only and not re.search(r"年|:", text)):
                continue
            value = grid.own(line, grid.span(line, place)[1] + 1)
            if value is not None and isinstance(value.value, str) and _is_label(even(written(value)), kind, setting):
                value = None
            if value is not None and "year" not in heading.fields and setting.reader.read(kind, written(value), whole=True).by_year_only:
                value = None  # 近三年数据 | 2018年 | 2019年 heads a table within the card
            if value is None:
                value = _value_below(grid, line, place, kind, setting)
            if value is not None and "unit" in heading.fields and parse_unit(written(value)) is None and len(written(value)) > 1:
                continue  # 单位: 市水利局
            if value is not None:
                used.add(value.address)
            pairs.append(_Pair(cell, heading, _field(heading), value, None))
    return pairs


def _value_below(grid: Grid, line: int, place: int, kind: str, setting: Setting) -> Cell | None:
    """Find what stands under a year, where years stand side by side over their values."""
    beside = (grid.text(line, place - 1), grid.text(line, grid.span(line, place)[1] + 1))
    below = grid.own(line + 1, place)
    if below is None or not any(setting.reader.read(kind, text, whole=True).by_year_only for text in beside):
        return None
    for under in grid.owned(line + 1):
        label = setting.reader.read(kind, even(grid.text(line + 1, under)).rstrip(":"), whole=True).exact
        if label or not setting.reader.read(kind, grid.text(line, under), whole=True).by_year_only:
            return None  # a line of its own, with a label of its own
    return below


def _is_label(text: str, kind: str, setting: Setting) -> bool:
    heading = setting.reader.read(kind, text.rstrip(":"), whole=True)
    return heading.exact and not heading.by_year_only and heading.place is None


def _field(heading: Heading) -> str:
    return "name" if "name" in heading.fields else heading.fields[0]


def _group(starts: list[_Pair], pairs: list[_Pair]) -> Iterator[list[_Pair]]:
    """Give each card its pairs: from its name's row to the next name below, between the names beside it."""
    for start in starts:
        row, column = start.label.row, start.label.column
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


def _belongs(pair: _Pair, row: int, bottom: int, *, first: bool) -> bool:
    """Does a label belong to the card of the name in this row: a number in the line over a name is that name's."""
    numbers = pair.field in ("number", "code")
    return (pair.label.row >= row or numbers or first) and not (numbers and pair.label.row == bottom - 1)


def _scope(sheet: str, pairs: Sequence[_Pair], title: Title, setting: Setting) -> Scope:
    """Say whose a card is: by a label 县区 on it, else by what stands around it."""
    told = next((pair for pair in pairs if pair.field == "region" and pair.heading.place is None and pair.value is not None), None)
    place = setting.matcher.places.of(told.text) if told else None
    if told is None or place is None or not place.names_place:
        return title.scope
    return narrowed(title.scope, place, setting.source(sheet, told.value.address if told.value else None))


def _add(block: Block, pairs: Sequence[_Pair], subject: Subject, title: Title, setting: Setting) -> None:
    year = setting.reader.year_in(_text(pairs, "year"))
    slots = [
        Slot(pair.field, block.sheet, pair.value, pair.heading.text, pair.heading.year or year, pair.heading.unit, pair.part)
        for pair in pairs
        if pair.value is not None and pair.heading.place is None
    ]
    scope = _scope(block.sheet, pairs, title, setting)
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

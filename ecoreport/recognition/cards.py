"""Label–value cards: 指标名称 | 森林覆盖率 | 单位 | %, stacked on a sheet or a sheet each, labels left of (or in) their values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ecoreport.language.widths import even
from ecoreport.model import Cell
from ecoreport.model.layout import LayoutRecord, RecordKind, Slot, written
from ecoreport.recognition import rules
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import NAME_LIKE, VALUE_LIKE, Heading
from ecoreport.recognition.labels import SIGNING
from ecoreport.recognition.subjects import Subject, SubjectFinder
from ecoreport.recognition.titles import read_titles

_INLINE = re.compile(r"^\s*([^:]{1,24}):\s*(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Pair:
    label: Cell
    heading: Heading
    field: str
    value: Cell | None
    part: str | None  # where label and value share a cell


def find_cards(grid: Grid, kind: RecordKind, setting: Setting, finder: SubjectFinder) -> Iterator[Block]:
    """Read a sheet as cards; each begins at a label that names its item."""
    pairs = _pairs(grid, kind, setting)
    starts = [pair for pair in pairs if pair.field == "name" and pair.value is not None]
    if not starts:
        titled = read_titles(grid, pairs[0].label.row, setting, finder) if pairs else None
        if (
            titled
            and titled.subject
            and not _is_table(grid, pairs, titled.subject, finder)
            and len({pair.field for pair in pairs} & set(VALUE_LIKE)) >= 1
            and kind == "indicator"
        ):
            block = Block(kind, grid.sheet.name, pairs[0].label.row)
            _add(block, pairs, titled.subject, titled.year, titled.unit, kind, setting)
            block.titled.update(titled.addresses)
            yield block
        return
    block = Block(kind, grid.sheet.name, starts[0].label.row)
    title = read_titles(grid, starts[0].label.row, setting, finder)
    for start, group in _group(starts, pairs):
        names = [
            pair.part if pair.part is not None else written(pair.value)
            for pair in group
            if pair.field in NAME_LIKE and pair.value and pair.field not in ("domain", "group")
        ]
        number = next((written(pair.value) for pair in group if pair.field == "number" and pair.value), None)
        code = next((written(pair.value) for pair in group if pair.field == "code" and pair.value), "")
        subject = finder.find_item(code, number, names, ()) if kind == "indicator" else finder.find_task(code, number, names[0], "")
        if subject.id is None:
            _ask(block, subject, start, setting, kind)
        else:
            _add(block, group, subject, title.year, title.unit, kind, setting)
    block.titled.update(title.addresses)
    yield block


def _is_table(grid: Grid, pairs: list[_Pair], subject: Subject, finder: SubjectFinder) -> bool:
    """Is it no card: labels side by side head a table, or another item is named among them."""
    bare = [pair.label.row for pair in pairs if pair.value is None]
    if any(bare.count(row) >= 2 for row in bare) or any(pair.field == "region" for pair in pairs):
        return True
    texts = {written(cell) for cell in grid.sheet.cells if cell.counts and cell.row >= pairs[0].label.row and isinstance(cell.value, str)}
    return any((known := finder.known(text)) and known != subject.id for text in texts)


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
            if value is None and heading.by_year_only:
                value = _value_below(grid, line, place, kind, setting)
            if value is not None:
                used.add(value.address)
            pairs.append(_Pair(cell, heading, _field(heading), value, None))
    return pairs


def _value_below(grid: Grid, line: int, place: int, kind: str, setting: Setting) -> Cell | None:
    """Find what stands under a year, where years stand side by side over their values."""
    beside = (grid.text(line, place - 1), grid.text(line, grid.span(line, place)[1] + 1))
    below = grid.own(line + 1, place)
    if below is None or not any(text and setting.reader.read(kind, text, whole=True).by_year_only for text in beside):
        return None
    if any(not setting.reader.read(kind, grid.text(line, under), whole=True).by_year_only for under in grid.owned(line + 1)):
        return None  # a line of its own, with a label of its own
    return None if isinstance(below.value, str) and setting.reader.read(kind, even(written(below)).rstrip(":"), whole=True).exact else below


def _is_label(text: str, kind: str, setting: Setting) -> bool:
    heading = setting.reader.read(kind, text.rstrip(":"), whole=True)
    return heading.exact and not heading.by_year_only and ("name" not in heading.fields or len(heading.fields) > 0)


def _field(heading: Heading) -> str:
    return "name" if "name" in heading.fields else heading.fields[0]


def _group(starts: list[_Pair], pairs: list[_Pair]) -> Iterator[tuple[_Pair, list[_Pair]]]:
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
        top = row - 1 if not above else row
        group = [pair for pair in pairs if top <= pair.label.row < bottom and left <= pair.label.column < right]
        if bottom < 10**9:  # a line over the next name (its number) belongs to the next card
            group = [pair for pair in group if not (pair.label.row == bottom - 1 and pair.field in ("number", "code"))]
        yield start, group


def _add(
    block: Block, pairs: list[_Pair], subject: Subject, year: int | None, unit: str | None, kind: RecordKind, setting: Setting
) -> None:
    slots = []
    block.known += len(pairs)
    for pair in pairs:
        block.headings.add(pair.label.address)
        if pair.value is not None:
            slots.append(Slot(pair.field, block.sheet, pair.value, pair.heading.text, pair.heading.year, pair.heading.unit, pair.part))
    values = [slot for slot in slots if slot.field in VALUE_LIKE]
    written_unit = next((slot.text for slot in slots if slot.field == "unit"), None)
    record = LayoutRecord(
        kind, block.sheet, subject.id, tuple(slots), subject.how, year, subject.unit or written_unit or unit, stamped=setting.stamped
    )
    block.add(record, (3.0 if values else 0.5) + len(values))
    if subject.how == "similarity" and subject.id is not None:
        source = slots[0].source(setting.file) if slots else None
        name = setting.matcher.items.name(subject.id) if kind == "indicator" else subject.id
        block.findings.append(
            rules.NAME_GUESSED.finding(
                source, department=setting.department, item=subject.id if kind == "indicator" else None, written=subject.written, name=name
            )
        )


def _ask(block: Block, subject: Subject, start: _Pair, setting: Setting, kind: str) -> None:
    if not subject.match or not subject.match.candidates:
        return
    nearest = "、".join(f"{candidate.name}（{candidate.id}）" for candidate in subject.match.candidates)
    rule = rules.NAME_ASKED if kind == "indicator" else rules.TASK_ASKED
    value = start.value or start.label
    block.findings.append(
        rule.finding(
            setting.source(block.sheet, value.address),
            department=setting.department,
            key=subject.written,
            written=subject.written,
            nearest=nearest,
        )
    )

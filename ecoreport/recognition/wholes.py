"""The one item of a title, told of its parts row by row and of the whole in a last one: 第1期, 第2期, 全年合计; 办公设备, 车辆, 小计.

Which column is the item's, its numbers say: it is what two others make in percent, in every row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations, takewhile

from ecoreport.language import patterns as re
from ecoreport.matching import Beside
from ecoreport.model.layout import LayoutRecord, Slot, written
from ecoreport.recognition.bands import cut
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.columns import SEATS
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import Heading, is_worded
from ecoreport.recognition.kinds import narrowed
from ecoreport.recognition.subjects import Subject, SubjectFinder, is_total, subject_of
from ecoreport.recognition.titles import Title, bare_title, read_titles
from ecoreport.recognition.witness import half_digit
from ecoreport.records import dataclass

_DEEPEST, _TITLES = 3, 3  # lines of headings, and of titles over them
_ROWS = 2  # in which a rate comes out, for it to be no chance
_MOST, _WIDEST = 20, 16  # wholes of a sheet; columns of numbers of a table
_WORTH = 3.0  # of the line of a whole, as of any that names its item
_ALL = re.compile("^(?:全市|全年|年度|本年|当年|年)+")


@dataclass(frozen=True, slots=True)
class _Whole:
    """A line of a whole, the lines of its parts above it, and what year it says."""

    line: int
    parts: tuple[int, ...]
    year: int | None


def find_wholes(grid: Grid, setting: Setting, finder: SubjectFinder) -> Iterator[Block]:
    """Read the wholes of a sheet whose title, with or without a heading, names one item in percent."""
    tables: dict[tuple[int, ...], list[_Whole]] = {}
    for line in grid.lines:
        told = _whole(grid, line, setting)
        if told is not None and len(tables) < _MOST and (heads := _heads(grid, line)):
            before = max((whole.line for whole in tables.get(heads[0], ())), default=0)
            parts = tuple(part for part in heads[1] if part > before)
            tables.setdefault(heads[0], []).append(_Whole(line, parts, told[0]))
    for lines, wholes in tables.items():
        for places, headings in cut(grid, lines, "indicator", setting.reader, None, grid.owned(wholes[0].line)[0]):
            block = _read(grid, lines, wholes, dict(zip(places, headings, strict=True)), setting, finder)
            if block and block.records:
                yield block


def _whole(grid: Grid, line: int, setting: Setting) -> tuple[int | None] | None:
    """Give the year that the line of a whole says, None within where it says none; None where it is no such line."""
    for place in grid.owned(line):
        cell, text = grid.own(line, place), grid.text(line, place)
        if cell is None or not isinstance(cell.value, str):
            return None
        heading = setting.reader.read("indicator", text)
        bare = text[2:] if heading.year is not None and not text[:1].isdecimal() else text
        city = setting.vocabulary.has("whole_city", bare) and bare not in SEATS
        if city or is_total(_ALL.sub("", bare), setting.vocabulary.words["total"]):
            over = grid.at(line, grid.places[0])
            return (setting.reader.year_in(text) or (setting.reader.year_in(written(over)) if over else None),)
    return None


def _numbers(grid: Grid, line: int) -> dict[int, Decimal]:
    cells = {place: cell for place in grid.owned(line) if (cell := grid.own(line, place)) and not is_worded(cell)}
    return {
        place: cell.value * (100 if cell.shown_percent else 1) if isinstance(cell.value, Decimal) else Decimal(written(cell).rstrip("%"))
        for place, cell in cells.items()
        if isinstance(cell.value, Decimal)
    } | {place: Decimal(text[:-1]) for place in grid.owned(line) if _SHARE.fullmatch(text := grid.text(line, place))}


_SHARE = re.compile(r"\d{1,3}(?:\.\d+)?%")


def _heads(grid: Grid, line: int) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Give the lines of headings over a whole, and the lines of numbers between."""
    parts: list[int] = []
    heads: list[int] = []
    for upper in grid.above(line):
        if not heads and _numbers(grid, upper):
            parts.insert(0, upper)
        elif len(grid.owned(upper)) > 1 and not _numbers(grid, upper) and len(heads) < _DEEPEST and (not heads or _spans(grid, upper)):
            heads.insert(0, upper)
        elif heads or len(grid.owned(upper)) > 1:
            break
    if heads and not parts:  # 全市 first, its counties below
        parts = list(takewhile(lambda below: _numbers(grid, below), grid.below(line)))
    return (tuple(heads), tuple(parts)) if heads and parts else None


def _spans(grid: Grid, line: int) -> bool:
    """Does a heading of a line stand over several below it."""
    return any(grid.span(line, place)[1] > place for place in grid.owned(line))


def _read(
    grid: Grid, lines: Sequence[int], wholes: Sequence[_Whole], heads: dict[int, Heading], setting: Setting, finder: SubjectFinder
) -> Block | None:
    rates = _rates(grid, wholes, list(heads)[:_WIDEST])
    title = read_titles(grid, lines[0], setting, finder, (1, max(heads)))
    subject = _subject(grid, lines[0], title, [heads[place] for place in rates], finder) if rates else None
    item = finder.matcher.items.subjects.get(subject.id or "") if subject else None
    if subject is None or item is None or item.unit != "%":
        return None
    told = [("actual", heads[place].text, heads[place].year) for place in rates]
    title = replace(title, scope=narrowed(title.scope, told, setting.vocabulary, calculated=True))
    block = Block("indicator", grid.sheet.name, lines[0])
    block.headings.update(cell.address for line in lines for place in heads if (cell := grid.own(line, place)))
    block.titled.update(title.addresses)
    seen: set[int | None] = set()
    for whole in wholes:
        slots = [
            Slot("actual", grid.sheet.name, cell, heads[place].text, year, "%")
            for place in rates
            if (cell := grid.own(whole.line, place)) and (year := heads[place].year or whole.year or title.year or setting.year) not in seen
        ]
        seen |= {slot.year for slot in slots}
        others = [cell for place in grid.owned(whole.line) if (cell := grid.own(whole.line, place)) and place not in rates]
        slots += [Slot("notes", grid.sheet.name, cell) for cell in others]
        record = LayoutRecord("indicator", grid.sheet.name, subject.id, tuple(slots), subject.how, title.year, "%", scope=title.scope)
        block.add(record, _WORTH + sum(slot.field == "actual" for slot in slots) * (1 + len(whole.parts)))  # the parts are explained too
    return block


def _rates(grid: Grid, wholes: Sequence[_Whole], places: Sequence[int]) -> list[int]:
    """List the columns that two others before them make in percent, in every row."""
    rows = [_numbers(grid, line) for whole in wholes for line in (*whole.parts, whole.line)]
    rows = list({tuple(row.items()): row for row in rows}.values())
    found = []
    for rate in places:
        before = [place for place in places if place < rate and place not in found]
        if any(_comes_out(rows, rate, part, base) for base, part in permutations(before[-_DEEPEST:], 2)):
            found.append(rate)
    return found


def _comes_out(rows: Sequence[dict[int, Decimal]], rate: int, part: int, base: int) -> bool:
    told = [(row[rate], row[part], row[base]) for row in rows if {rate, part, base} <= row.keys() and row[base]]
    return len(told) >= _ROWS and all(abs(one / whole * 100 - made) <= half_digit(made) for made, one, whole in told)


def _subject(grid: Grid, first: int, title: Title, heads: Sequence[Heading], finder: SubjectFinder) -> Subject | None:
    """Give the title's item, or the one that it names together with the heading of its share: 分类处理建制村情况, 覆盖率."""
    if title.subject:
        return title.subject
    for line in grid.above(first)[:_TITLES]:
        bare = bare_title(grid.text(line, grid.owned(line)[0]))
        for head in dict.fromkeys(heading.text.rsplit("/", maxsplit=1)[-1] for heading in heads):
            match = finder.item(f"{bare}{head}", None, (), Beside("%"))
            if match.sure and match.id in finder.own:
                return subject_of(match, bare)
    return None

"""Items that are labels of their own values: side by side in a line (水面率 | 5.32 | 上年水面率 | 5.31), or one that ends a list."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ecoreport.demands import demands_of
from ecoreport.matching import split_name
from ecoreport.model import Cell, Scope
from ecoreport.model.layout import LayoutRecord, Slot, written
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import NAME_LIKE, VALUE_LIKE
from ecoreport.recognition.subjects import Subject, SubjectFinder
from ecoreport.recognition.titles import Title, read_titles
from ecoreport.recognition.witness import worth_of
from ecoreport.records import dataclass

_ABREAST, _PARTS = 2, 2  # names in a line; lines of a list, at least
_PLAIN = 0.3  # what a value must be worth beside its name
_WORTH, _OF_LIST = 4.0, 2.0  # of a name with its value, as in a table; and where a list above is explained by it
_GAP = 2  # lines from a list to what it comes to
_HEADING = 4  # lines over a line that may head it


@dataclass(frozen=True, slots=True)
class _Pair:
    line: int
    name: Cell
    value: Cell
    subject: str
    year: int | None


def find_abreast(grid: Grid, setting: Setting, finder: SubjectFinder) -> Iterator[Block]:
    """Read the lines that hold nothing but names of items, each before its value, under no headings of a table of items.

    Where different items stand in each line these are two tables side by side.
    """
    told = [pairs for line in grid.lines if len(pairs := _pairs(grid, line, setting, finder)) >= _ABREAST]
    told = [pairs for pairs in told if len({pair.subject for pair in pairs}) < len(pairs)]
    if told and not any(_is_headed(grid, pair, setting) for pairs in told for pair in pairs):
        yield _block(grid, [pair for pairs in told for pair in pairs], setting, finder)
    for line in grid.lines:
        if len(grid.owned(line)) == 2 and (pairs := _pairs(grid, line, setting, finder)) and _ends_list(grid, pairs[0], setting, finder):
            yield _block(grid, pairs, setting, finder, ends=True)


def _pairs(grid: Grid, line: int, setting: Setting, finder: SubjectFinder) -> list[_Pair]:
    """Take a whole line apart into names and values; [] where it holds anything else."""
    owned = grid.owned(line)
    cells = [cell for place in owned if (cell := grid.own(line, place))]
    if len(cells) % 2:
        return []
    found: list[_Pair] = []
    for name, value in zip(cells[::2], cells[1::2], strict=True):
        year, rest = setting.reader.apart(written(name)) if isinstance(name.value, str) else (None, "")
        subject = finder.known(written(name)) or finder.known(rest) if rest else None
        if subject is None or (isinstance(value.value, str) and finder.known(written(value))):
            return []
        shown = written(value)
        unit = split_name(written(name)).unit or ""
        if worth_of(shown, demands_of(setting.system).subjects[subject], unit) < _PLAIN:
            return []
        found.append(_Pair(line, name, value, subject, year))
    return found


def _is_headed(grid: Grid, pair: _Pair, setting: Setting) -> bool:
    """Do headings of a table of items stand over a name, or over its value."""
    over = [line for line in grid.above(pair.line)[:_HEADING] if len(grid.owned(line)) > 1]
    for line in over:
        for cell, fields in ((pair.name, NAME_LIKE), (pair.value, VALUE_LIKE)):
            heading = setting.reader.read("indicator", grid.text(line, cell.column), whole=True)
            if heading.exact and set(heading.fields) & set(fields) and not heading.by_year_only:
                return True
    return False


def _ends_list(grid: Grid, pair: _Pair, setting: Setting, finder: SubjectFinder) -> bool:
    """Does a line give in the item's own unit what a list of other things above it comes to, in whichever of its columns."""
    item = demands_of(setting.system).subjects[pair.subject].subject
    if not item.unit or item.unit not in (written(pair.value)[-len(item.unit) :], split_name(written(pair.name)).unit):
        return False
    parts: list[int] = []
    last = pair.line
    for line in grid.above(pair.line):
        if last - line > (1 if parts else _GAP) or len(grid.owned(line)) < 2 or any(finder.known(text) for text in _texts(grid, line)):
            break
        parts.append(line)
        last = line
    head = setting.reader.read("indicator", grid.text(parts[-1], pair.value.column)) if len(parts) > _PARTS else None
    return head is not None and head.year is None and not set(head.fields) & {*VALUE_LIKE, "target", "partial"}


def _texts(grid: Grid, line: int) -> list[str]:
    return [grid.text(line, place) for place in grid.owned(line)]


def _block(grid: Grid, pairs: Sequence[_Pair], setting: Setting, finder: SubjectFinder, *, ends: bool = False) -> Block:
    first = pairs[0].line
    title = read_titles(grid, first, setting, finder)
    block = Block("indicator", grid.sheet.name, first)
    for pair in pairs:
        block.add(_record(grid, pair, _of_its_unit(title) if ends else title), _WORTH + ends * _OF_LIST)
    return block


def _of_its_unit(title: Title) -> Title:
    """Take what stands in percent for no score, whatever the list above it counts."""
    return replace(title, scope=Scope()) if title.scope.kind == "points" else title


def _record(grid: Grid, pair: _Pair, title: Title) -> LayoutRecord:
    subject = Subject(pair.subject, "name", written(pair.name), unit=split_name(written(pair.name)).unit)
    year = pair.year or title.year
    slots = (Slot("name", grid.sheet.name, pair.name), Slot("actual", grid.sheet.name, pair.value, "", year, subject.unit))
    return LayoutRecord("indicator", grid.sheet.name, subject.id, slots, subject.how, year, subject.unit or title.unit, scope=title.scope)

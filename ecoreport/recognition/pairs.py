"""Labels and what stands right of them, below them, or behind them in the same cell: 单位 | %, 自评:有效开展, 参训比例……100%."""

from collections.abc import Iterator

from ecoreport.language import patterns as re
from ecoreport.language.units import parse_unit
from ecoreport.language.widths import even
from ecoreport.model import Cell
from ecoreport.model.layout import RecordKind, written
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import Heading
from ecoreport.recognition.labels import SIGNING
from ecoreport.recognition.morphemes import leaning
from ecoreport.recognition.subjects import SubjectFinder
from ecoreport.records import dataclass

_LONGEST_WORD = 12  # characters of a label in words of one's own: 本年(2020年)实际值
_INLINE = re.compile(r"^\s*([^:]{1,24}):\s*(.*)$", re.DOTALL)
_FURTHER = re.compile(r"[;,][^;,:]{1,24}:")
_LEADERS = re.compile(r"^\s*([^…]{1,24}?)\s*(?:…+|\.{4,}|·{3,}|_{4,})\s*(.*)$", re.DOTALL)
OTHER: dict[str, RecordKind] = {"indicator": "task", "task": "indicator"}
NAMED = "named"  # the field of a label in words of one's own before an item's name: 叫什么
BOUND = "bound"  # the field of a label that names what is of the other kind: there another card begins


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with its value; one in words of one's own has no field."""

    label: Cell
    heading: Heading
    field: str
    value: Cell | None
    part: str | None = None  # where label and value share a cell

    @property
    def text(self) -> str:
        return self.part if self.part is not None else written(self.value) if self.value else ""

    @property
    def bare(self) -> bool:
        """Is it a name that stands without a label."""
        return self.label is self.value and self.part is None


def told_within(cell: Cell) -> list[tuple[str, str]]:
    """Take a cell apart into labels and values where each of its lines is a pair: 2019:50.74 over 2020:50.88; [] where one is none."""
    if not isinstance(cell.value, str):
        return []
    found = [_LEADERS.match(line) or _INLINE.match(line) for line in even(written(cell)).split("\n") if line.strip()]
    parts = [(match[1].strip(), match[2].strip()) for match in found if match]
    more = any(_FURTHER.search(value) for _, value in parts)  # 2018年:4.1;2019年:4.2 is one text, which is read as such
    return parts if len(parts) == len(found) and not more else []


def find_pairs(grid: Grid, kind: RecordKind, setting: Setting, finder: SubjectFinder) -> list[Pair]:
    """List the labels of a sheet with their values, and the names of items that stand before labelled cells."""
    pairs: list[Pair] = []
    used: set[str] = set()
    for line in grid.lines:
        for place in grid.owned(line):
            cell = grid.own(line, place)
            if cell is None or cell.address in used or not isinstance(cell.value, str):
                continue
            found = list(_within(cell, kind, setting)) or list(_named(grid, line, place, cell, kind, setting, finder))
            if not found and (pair := _beside(grid, line, place, cell, kind, setting, finder)):
                found = [pair]
                used.update([pair.value.address] if pair.value and pair.field != NAMED else ())
            pairs += found
    return pairs


def _within(cell: Cell, kind: RecordKind, setting: Setting) -> Iterator[Pair]:
    """Read the labels that share a cell with their values."""
    for label, value in told_within(cell):
        heading = setting.reader.read(kind, label, whole=True)
        own = not heading.exact and len(label) <= _LONGEST_WORD
        if value and (heading.exact or own) and setting.vocabulary.label(label) not in SIGNING:
            yield Pair(cell, leaning(heading) if own else heading, "" if own else _field(heading), cell, value)


def _named(grid: Grid, line: int, place: int, cell: Cell, kind: RecordKind, setting: Setting, finder: SubjectFinder) -> Iterator[Pair]:
    """Take a name for the head of a card where the next cell of its row says itself what it holds: 森林覆盖率 | 实:50.9%."""
    beside = grid.own(line, grid.span(line, place)[1] + 1)
    if (
        kind == "indicator"
        and beside
        and finder.known(written(cell))
        and any(pair.heading.fields for pair in _within(beside, kind, setting))
    ):
        yield Pair(cell, Heading("", ("name",), 1.0), "name", cell)


def _beside(grid: Grid, line: int, place: int, cell: Cell, kind: RecordKind, setting: Setting, finder: SubjectFinder) -> Pair | None:
    """Read a label with what stands right of it, or below it where it is one of several years."""
    text = even(written(cell)).rstrip(":")
    heading = setting.reader.read(kind, text, whole=True)
    if setting.vocabulary.label(text) in SIGNING or (heading.by_year_only and not re.search(r"年|:", written(cell))):
        return None
    value = grid.own(line, grid.span(line, place)[1] + 1)
    if value is not None and _is_label(value, kind, setting, heading):
        value = None
    if not heading.exact and value is not None and _names_other(text, written(value), kind, setting, finder):
        return Pair(cell, heading, BOUND, value)
    if not heading.exact:
        if value is not None and len(text) <= _LONGEST_WORD and _names(written(value), kind, finder) and not _names(text, kind, finder):
            return Pair(cell, heading, NAMED, value)
        named = finder.knows(kind, text) or (value is not None and finder.known(written(value)))
        own = len(text) <= _LONGEST_WORD and heading.place is None and value is not None and not named and not told_within(value)
        return Pair(cell, leaning(heading), "", value) if own else None
    if value is None:
        value = _value_below(grid, line, place, kind, setting)
    if value is not None and "unit" in heading.fields and parse_unit(written(value)) is None and len(written(value)) > 1:
        return None  # 单位: 市水利局
    return Pair(cell, heading, _field(heading), value)


def _names(text: str, kind: RecordKind, finder: SubjectFinder) -> bool:
    return bool(finder.known(text)) if kind == "indicator" else finder.knows(kind, text)


def _names_other(text: str, value: str, kind: RecordKind, setting: Setting, finder: SubjectFinder) -> bool:
    """Does a label, or what stands beside it, name what is of the other kind: 任务名称, 牵头任务 | 绿色采购."""
    other = OTHER[kind]
    return "name" in setting.reader.read(other, text, whole=True).fields or (finder.knows(other, value) and not finder.knows(kind, value))


def _is_label(cell: Cell, kind: RecordKind, setting: Setting, over: Heading) -> bool:
    """Is what stands beside a label another label, or a year that heads a table within the card: 近三年数据 | 2018年 | 2019年."""
    text = even(written(cell))
    by_year = "year" not in over.fields and setting.reader.read(kind, text, whole=True).by_year_only
    return by_year or (isinstance(cell.value, str) and _labels(text, kind, setting))


def _labels(text: str, kind: RecordKind, setting: Setting) -> bool:
    heading = setting.reader.read(kind, text.rstrip(":"), whole=True)
    return heading.exact and not heading.by_year_only and heading.place is None


def _value_below(grid: Grid, line: int, place: int, kind: RecordKind, setting: Setting) -> Cell | None:
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


def _field(heading: Heading) -> str:
    return "name" if "name" in heading.fields else heading.fields[0]

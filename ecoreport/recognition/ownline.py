"""A sheet of figures in which one line names an item whole and holds one value: 安全处置率 | 100%, below a table of what it is made of.

What stands in the other lines is no value of it: parts, counts, the year before, prose.
"""

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from decimal import Decimal

from ecoreport.demands import demands_of
from ecoreport.language import patterns as re
from ecoreport.language.units import parse_unit
from ecoreport.language.widths import even, fold
from ecoreport.matching import TRAILING_BRACKET, split_name
from ecoreport.model import Cell
from ecoreport.model.layout import LayoutRecord, Slot, written
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import is_amount, is_worded
from ecoreport.recognition.kinds import narrowed
from ecoreport.recognition.overlap import named_together, titles_of
from ecoreport.recognition.subjects import SubjectFinder, is_total
from ecoreport.recognition.titles import read_titles
from ecoreport.recognition.witness import worth_of
from ecoreport.records import dataclass

_LINES, _WIDEST = 60, 20  # of such a sheet; what is larger is a list
_WORTH, _OF_LINE = 4.0, 2.0  # of its one line, and of each other that it explains
_OTHERS = 2  # lines besides, of which one stands over it
_HEADS = 2  # a title, and the headings
_PLAIN = 0.9  # what words must be worth as an answer
_LEADS = re.compile(r"^(?:20\d\d年度?|年度|本年|全市|我市|本市)+")
_VALUE = re.compile(r"(\d+(?:\.\d+)?)\s*([^\d()]{0,8})(?:\(20\d\d年?(?:度|末)?\))?")
_BEFORE = re.compile(r"(?:上一?年|去年)(?:度|同期|值|数)*(?:\([^()]*\))?")
_ASSIGNED = re.compile(r"(?:下达|省定|上级)[^,]*(?:目标|任务|指标)")
_PARTS, _SHARED = 2, 2  # numbers of a share; pairs of characters by which a count is called as the item
_SENTENCE = re.compile(r"(?:为|是|达到?|占)\d|[,;:。].*[一-鿿]{4}|[一-鿿]{8}.*[,;。]")


def find_own_line(grid: Grid, setting: Setting, finder: SubjectFinder) -> Iterator[Block]:
    """Read the one line of a sheet that names an item and holds its value."""
    page = _Sheet(grid, setting, finder)
    if not setting.stamped and _OTHERS < len(grid.lines) <= _LINES and len(grid.places) <= _WIDEST and page.told():
        yield page.block()


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


@dataclass
class _Sheet:
    """One sheet, as the sheet of one item's own line."""

    grid: Grid
    setting: Setting
    finder: SubjectFinder
    item: str = ""
    line: int = 0
    slots: list[Slot] = field(default_factory=list)

    def told(self) -> bool:
        """Does one line alone name an item, with a single value beside it, and no heading of names stand over it."""
        named = {line: item for line in self.grid.lines if (item := self._named(line))}
        whole = {line for line, item in named.items() if self._how(line) == "name"}
        if len(set(named.values())) == 1 and len(whole) == 1:
            named = {line: item for line, item in named.items() if line in whole}  # 优良天数, a part of 优良天数比例
        if len(named) != 1:
            return False
        ((self.line, self.item),) = named.items()
        above = self.grid.above(self.line)
        heading = self.grid.text(above[0], self._place(self.line)) if above else ""
        told = [self.setting.reader.read(kind, heading, whole=True).fields[:1] for kind in ("indicator", "task")] if heading else []
        others = {task for line in self.grid.lines if line != self.line and (task := self._task(line))}
        if not above or ("name",) in told or others or self._names_more():
            return False
        self.slots = list(self._values(self.line, self.setting.year))
        values = [slot.cell for slot in self.slots if slot.field == "actual"]
        return len(values) == 1 and not self._is_dated(values[0].column) and not self._is_headed()

    def _is_dated(self, place: int) -> bool:
        """Does a year alone head the value: a table of items, which is read by its headings."""
        over = (self.grid.text(upper, place) for upper in self.grid.above(self.line))
        return any(text and self.setting.reader.read("indicator", text, whole=True).by_year_only for text in over)

    def _is_headed(self) -> bool:
        """Stand words over each cell of the line: 参数 | 单位 | 取值, by which a table is read."""
        upper = self.grid.above(self.line)[0]
        cells = [self.grid.own(upper, place) for place in self.grid.owned(upper)]
        worded = all(cell is not None and is_worded(cell) and not is_amount(cell) for cell in cells)
        first = upper in self.grid.lines[:_HEADS] and not self._tells_state(upper)
        return worded and first and self.grid.owned(upper) == self.grid.owned(self.line)

    def _tells_state(self, line: int) -> bool:
        texts = (self.grid.text(line, place) for place in self.grid.owned(line)[1:])
        return any(len(text) > 1 and self.setting.vocabulary.bare_status(text, self.setting.year) is not None for text in texts)

    def _names_more(self) -> bool:
        """Is another item, or a task, named in any cell: a list of them."""
        texts = {self.grid.text(line, place) for line in self.grid.lines for place in self.grid.owned(line)}
        items = {item for text in texts if (item := self.finder.known(text, whole=True))}
        tasks = {match.id for text in texts if (match := self.finder.matcher.tasks.known(text))}
        firsts = (self.finder.item(self.grid.text(line, self._place(line))) for line in self.grid.lines if line != self.line)
        return bool(items - {self.item}) or bool(tasks) or any(match.sure and match.id != self.item for match in firsts)

    def _place(self, line: int) -> int:
        return self.grid.owned(line)[0]

    def _named(self, line: int) -> str | None:
        """Give the item whose whole name a line begins with, values beside it."""
        owned = self.grid.owned(line)
        text = even(self.grid.text(line, owned[0])).strip()
        bare = _LEADS.sub("", text)
        bracket = TRAILING_BRACKET.search(bare)
        ways = (text, bare, bare[: bracket.start()] if bracket else bare)
        found = next((item for each in ways if each and (item := self.finder.known(each, whole=True))), None)
        if not found and len(owned) > 1 and (together := named_together(titles_of(self.grid, line), bare, self.finder)):
            found = together[0]
        return found if found and len(owned) > 1 and self._holds(line) else None

    def _how(self, line: int) -> str:
        match = self.finder.matcher.items.known(self.grid.text(line, self._place(line)))
        return match.how if match else ""

    def _holds(self, line: int) -> bool:
        texts = (self.grid.text(line, place) for place in self.grid.owned(line)[1:])
        return any(self._is_number(text) or not self._is_unit(text) for text in texts)

    def _task(self, line: int) -> str | None:
        match = self.finder.matcher.tasks.known(self.grid.text(line, self._place(line)))
        return match.id if match and match.sure else None

    def _is_number(self, text: str) -> bool:
        return _VALUE.fullmatch(fold(text)) is not None

    def _is_unit(self, text: str) -> bool:
        return text in ("%", "％", "/", "-", "—") or parse_unit(text) is not None

    def _values(self, line: int, year: int) -> Iterator[Slot]:
        """Give the cells of a line: its values as the item has them, its unit, what else stands there."""
        demand = demands_of(self.setting.system).subjects[self.item]
        sheet, name = self.grid.sheet.name, self.grid.own(line, self._place(line))
        if name and line == self.line:
            yield Slot("name", sheet, name)
        for place in self.grid.owned(line)[1:]:
            cell, text = self.grid.own(line, place), self.grid.text(line, place)
            if cell is None:
                continue
            if demand.expects == "words":
                yield Slot("actual" if worth_of(text, demand) >= _PLAIN else "notes", sheet, cell, year=year)
            elif told := _VALUE.fullmatch(fold(text)):
                rest = text if isinstance(cell.value, Decimal) else f"{told[1]}{told[2]}"
                yield Slot("actual", sheet, cell, year=year, part=None if rest == text else rest)
            else:
                yield Slot("unit" if self._is_unit(text) else "notes", sheet, cell)

    def _beside(self) -> Iterator[Slot]:
        """Give what other lines say of the item: what the province assigned, and the two numbers that a share is made of."""
        item = demands_of(self.setting.system).subjects[self.item].subject
        sheet, lines = self.grid.sheet.name, [line for line in self.grid.lines if line != self.line]
        for line in lines:
            cells = [cell for place in self.grid.owned(line)[1:] if (cell := self.grid.own(line, place)) and self._is_number(written(cell))]
            if len(cells) == 1 and _ASSIGNED.search(self.grid.text(line, self._place(line))):
                yield Slot("assigned", sheet, cells[0], year=self.setting.year)
        if item.unit == "%" and (pair := self._summed(lines) or self._counted(lines, item.name)):
            yield Slot("numerator", sheet, pair[0], year=self.setting.year)
            yield Slot("denominator", sheet, pair[1], year=self.setting.year)

    def _summed(self, lines: Sequence[int]) -> tuple[Cell, Cell] | None:
        """Give part and whole of a line of sums that holds just these two: 合计 | 5578 | 4903."""
        for line in lines:
            cells = [cell for place in self.grid.owned(line)[1:] if (cell := self.grid.own(line, place))]
            label = self.grid.text(line, self._place(line))
            whole = is_total(label, self.setting.vocabulary.words["total"]) or self.setting.vocabulary.has("whole_city", label)
            if len(cells) == _PARTS and whole:
                first, second = (cell.value for cell in cells)
                if isinstance(first, Decimal) and isinstance(second, Decimal) and 0 < second <= first:
                    return cells[1], cells[0]
        return None

    def _counted(self, lines: Sequence[int], name: str) -> tuple[Cell, Cell] | None:
        """Give the one count that is called as the item is, and the largest, which it is a part of: 参加培训并结业人数, 在职人数."""
        told = {}
        for line in lines:
            cells = [cell for place in self.grid.owned(line)[1:] if (cell := self.grid.own(line, place))]
            if len(cells) == 1 and isinstance(cells[0].value, Decimal) and cells[0].value == cells[0].value.to_integral_value():
                told[self.grid.text(line, self._place(line))] = cells[0]
        shared = {label: len(_pairs(label) & _pairs(name)) for label in told}
        best = [label for label, count in shared.items() if count == max(shared.values()) >= _SHARED]
        if len(best) != 1 or len(told) < _PARTS:
            return None
        whole = max(told.values(), key=lambda cell: (Decimal(str(cell.value)), -cell.row))
        return (told[best[0]], whole) if whole is not told[best[0]] else None

    def block(self) -> Block:
        sheet = self.grid.sheet.name
        block = Block("indicator", sheet, self.grid.lines[0])
        for lower in self.grid.below(self.line)[:1]:
            if _BEFORE.fullmatch(fold(self.grid.text(lower, self._place(lower)))):
                self.slots += [slot for slot in self._values(lower, self.setting.year - 1) if slot.field == "actual"]
        self.slots += self._beside()
        title = read_titles(self.grid, self.grid.lines[0] + 1, self.setting, self.finder, after=0)
        unit = split_name(self.grid.text(self.line, self._place(self.line))).unit or title.unit
        cells = [cell for line in self.grid.lines for place in self.grid.owned(line) if (cell := self.grid.own(line, place))]
        year = title.year or next((year for cell in cells if (year := self.setting.reader.year_in(written(cell)))), None)
        if year is None:  # nothing says of which year it is
            self.slots = [replace(slot, year=None) if slot.year == self.setting.year else slot for slot in self.slots]
        told = [("actual", slot.heading, slot.year) for slot in self.slots if slot.field == "actual"]
        scope = narrowed(title.scope, told, self.setting.vocabulary, calculated=True)
        record = LayoutRecord("indicator", sheet, self.item, tuple(self.slots), "name", year and self.setting.year, unit, scope=scope)
        block.add(record, _WORTH + _OF_LINE * len(self.grid.lines))
        states = {each for each in self.grid.lines if self._tells_state(each)}  # of tasks, which are read as such
        labels = [cell for cell in cells if isinstance(cell.value, str) and not _SENTENCE.search(even(cell.value))]
        furniture = {cell.address for cell in labels if (cell.column if self.grid.turned else cell.row) not in states}
        block.headings |= furniture - block.claimed  # numbers and sentences that nothing here reads are left, and told
        return block

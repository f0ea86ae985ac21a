"""Key tasks however they are laid out: found by their names, their states by whatever tells them, with headings or none."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from ecoreport.model import Scope
from ecoreport.model.layout import LayoutRecord, Slot, written
from ecoreport.recognition import rules
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.colours import read_colours
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import VALUE_LIKE
from ecoreport.recognition.keytasks.around import Around
from ecoreport.recognition.keytasks.heads import WIDEST, HeadFinder, Heads
from ecoreport.recognition.keytasks.names import HEADING, Named, names_for
from ecoreport.recognition.keytasks.rows import Row
from ecoreport.recognition.keytasks.telling import Teller
from ecoreport.recognition.kinds import kind_of_row, table_of_row, table_of_text
from ecoreport.recognition.scope import narrowed
from ecoreport.recognition.sections import table_below
from ecoreport.recognition.subjects import Subject, SubjectFinder
from ecoreport.recognition.telling import ask_subject, tell_subject
from ecoreport.recognition.titles import Title, read_titles
from ecoreport.records import dataclass

_NAMED = 3.0  # worth of a row that names a task, as in a table that is read by its headings
_PLAIN = -0.6  # where a heading says what the words are, it knows better
_TOLD = 1.5  # where a tick, a light, a section tells: a table read by its headings misses that
_HEADED = ("status", "done", "progress", "former", "region", "partial")
_SHORTEST, _LONGEST = 4, 30  # characters of a name that is like one of the plan's
_SEVERAL = 3  # tasks of the sender, of which a column is a list
_SURELY = ("name", "variant", "number_and_name")  # a name that is merely like one is taken where its row tells a state
_LABEL = 6  # characters of a label before a name: 牵头任务
_ACROSS = 2  # tasks that stand across; one alone is a card
_MOST = 2000  # names of tasks in one sheet


def find_states(grid: Grid, setting: Setting, finder: SubjectFinder) -> Iterator[Block]:
    """Read a sheet by the tasks that it names, a block for each run of them under the same headings."""
    reading = _Reading(grid, setting, finder)
    sure = {line for (line, _), several in reading.named.items() if any(named.subject.how in _SURELY for named in several)}
    if not reading.named or len(reading.named) > _MOST or (grid.turned and len(sure) < _ACROSS):
        return
    runs: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    for line, place in sorted(reading.named):
        heads = reading.teller.find.heads(line)
        runs.setdefault((*heads.lines, -_start(grid, line, heads)), []).append((line, place))
    for places in runs.values():
        if (block := reading.block(places)) and block.records:
            yield block


@dataclass
class _Reading:
    """One sheet, upright or turned, with the tasks that are named in it."""

    grid: Grid
    setting: Setting
    finder: SubjectFinder
    named: dict[tuple[int, int], tuple[Named, ...]] = field(init=False)
    teller: Teller = field(init=False)
    _headings: dict[int, list[tuple[int, str]]] = field(default_factory=dict)  # by column, top to bottom
    _tasks_only: dict[int, bool] = field(default_factory=dict)  # columns in which nothing but tasks is named

    def __post_init__(self) -> None:
        names = names_for(self.finder, self.setting.year)
        told = {address for sheet, address in self.setting.legend.told if sheet == self.grid.sheet.name}
        owned = [(line, place, self.grid.own(line, place)) for line in self.grid.lines for place in self.grid.owned(line)]
        texts = {(line, place): cell for line, place, cell in owned if cell and isinstance(cell.value, str) and cell.address not in told}
        found = {place: named for place, cell in texts.items() if (named := names.read(written(cell)))}
        self.named = {place: named for place, named in found.items() if self._is_task(place, named, found)}
        sure = {each.subject.id for several in self.named.values() for each in several if each.sure}
        of_items = (place for place, several in self.named.items() if not any(each.sure for each in several))
        for place in [place for place in of_items if {each.subject.id for each in self.named[place]} <= sure]:
            del self.named[place]  # 自然资源资产离任审计, beside 任务2 六横管委会…离任审计, is the indicator
        self.named |= dict(self._nearly_named([place for place in texts if place not in found]))
        self.named |= dict(self._numbered())
        self.named = dict(_once_a_line(self.named))
        rows = frozenset(place[self.grid.turned] for place in self.named)
        colours, coloured = read_colours(self.grid.sheet, names.asserts, rows)
        heads = HeadFinder(self.grid, self.setting, frozenset(self.named))
        around = Around(self.grid, self.setting, heads.named, frozenset(told | coloured), self.finder, heads)
        self.teller = Teller(self.grid, self.setting, heads.named, self.finder, heads, around, colours)

    def _is_task(self, at: tuple[int, int], named: Sequence[Named], found: dict[tuple[int, int], tuple[Named, ...]]) -> bool:
        """Is a name that an indicator bears too a task's here: by its row, by its column's other names, by the sheet's."""
        row, column = table_of_row([self.grid.text(at[0], place) for place in self.grid.places[:WIDEST]], self.setting.vocabulary), at[1]
        if row or any(each.sure for each in named) or f"T{self._number_before(*at)}" in {each.subject.id for each in named}:
            return row != "indicator"
        label = self.grid.text(at[0], at[1] - 1)
        if "任务" in label and len(label) <= _LABEL and not self.setting.reader.read("task", label, whole=True).exact:
            return True  # where the label is known, a card is read
        over = [line for line in self.grid.above(at[0]) if len(self.grid.owned(line)) == 1]
        section = self.grid.text(over[0], self.grid.owned(over[0])[0]) if over else ""
        if "指标" in section and "任务" not in section:
            return False
        if table_below(section, self.setting.vocabulary) == "task":
            return True
        if _says_tasks(self.grid.sheet.name):
            return True
        if headed := self._headed(at):
            return headed == "task"
        if column not in self._tasks_only:
            others = [line for line in self.grid.columns.get(column, ()) if self.finder.known(self.grid.text(line, column))]
            own = any(each.sure for (_, place), several in found.items() if place == column for each in several)
            self._tasks_only[column] = own and all((line, column) in found for line in others)
        return self._tasks_only[column]

    def _headed(self, at: tuple[int, int]) -> str | None:
        """Say of which kind of table the nearest heading over a name, in its own column, heads the names: 任务, 指标."""
        if at[1] not in self._headings:
            told = (
                (line, table_of_text(self.grid.text(line, at[1]), self.setting.vocabulary)) for line in self.grid.columns.get(at[1], ())
            )
            self._headings[at[1]] = [(line, kind) for line, kind in told if kind]
        return next((kind for line, kind in reversed(self._headings[at[1]]) if line < at[0]), None)

    def _nearly_named(self, others: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[Named, ...]]]:
        """Take a name that is like one of the plan's, where tasks are listed or its row tells a state, or ask what it means."""
        lines: dict[int, list[int]] = {}
        for line, place in self.named:
            lines.setdefault(place, []).append(line)
        taken = {line for line, _ in self.named}
        said = {each.subject.id for several in self.named.values() for each in several}  # a part below its own name is no further one
        lists = self._lists_of_own(others)
        for line, place in others:
            text, rest = _apart(self.grid.text(line, place), self.setting)
            if not _SHORTEST <= len(text) <= _LONGEST:
                continue
            near = not self.grid.turned and place in lines and min(abs(line - other) for other in lines[place]) <= 1
            if not near and line in taken:
                continue  # what its own row says of a task that is named
            listed = near or self._lists_tasks(line) or place in lists
            first = not self.grid.turned and (self._is_first(line, place) or place in lists)
            own = self.setting.department if first else None
            if not listed:
                continue
            told = self.setting.vocabulary.task_status(text, self.setting.year)  # which may stand beside the number alone
            match = self.finder.task(text, number=None if told else self._number_before(line, place), sender=own)
            if match.id in said or not (match.id or match.candidates):
                continue
            if not self.finder.item(text).sure and not self.finder.indicator(text):
                yield (line, place), (Named(Subject(match.id, match.how, text, match), rest, name=text),)
                lines.setdefault(place, []).append(line)
                taken.add(line)

    def _lists_of_own(self, others: Sequence[tuple[int, int]]) -> frozenset[int]:
        """List the columns in which several of the sender's own tasks are surely named and states told beside some, whatever heads them."""
        found: dict[int, dict[str, bool]] = {}
        if self.setting.department is None or self.grid.turned:
            return frozenset()
        texts = {at: text for at in others if _SHORTEST <= len(text := self.grid.text(*at)) <= _LONGEST}
        named = {at: match.id for at, text in texts.items() if (match := self.finder.task(text, sender=self.setting.department)).sure}
        named |= {at: several[0].subject.id for at, several in self.named.items()}
        for (line, place), task in named.items():
            beside = (self.grid.text(line, other) for other in self.grid.owned(line) if other > place)
            if task:
                told = any(self.setting.vocabulary.task_status(text, self.setting.year) for text in beside)
                found.setdefault(place, {})[task] = told
        return frozenset(place for place, told in found.items() if len(told) >= _SEVERAL and sum(told.values()) > 1)

    def _is_first(self, line: int, place: int) -> bool:
        """Is it the first text of its row, but for a number."""
        return all(self.grid.text(line, other).isdecimal() for other in self.grid.owned(line) if other < place)

    def _number_before(self, line: int, place: int) -> str | None:
        before = [text for other in self.grid.owned(line) if other < place and (text := self.grid.text(line, other)).isdecimal()]
        return before[-1] if before else None

    def _lists_tasks(self, line: int) -> bool:
        """Do the sheet's name or a text over a line say that it lists tasks: 2020年重点任务."""
        return self._listed < line

    @cached_property
    def _listed(self) -> float:
        """Give the line from which on the sheet says so, 0 where its name does."""
        if _says_tasks(self.grid.sheet.name):
            return 0
        alone = (line for line in self.grid.lines if len(self.grid.owned(line)) == 1)
        return next((line for line in alone if _says_tasks(self.grid.text(line, self.grid.owned(line)[0]))), math.inf)

    def _numbered(self) -> Iterator[tuple[tuple[int, int], tuple[Named, ...]]]:
        """Take rows of a list of tasks that hold a number of the sender's tasks and a state, and no name: 36 | 已完成."""
        own = {task.no for task in self.setting.system.key_tasks if self.setting.department in task.departments}
        named = {line for line, _ in self.named}
        for line in self.grid.lines if own and not self.grid.turned else ():
            first, *others = self.grid.owned(line)
            text = self.grid.text(line, first)
            told = others and all(self.setting.vocabulary.task_status(self.grid.text(line, place)) for place in others)
            if told and text.isdecimal() and int(text) in own and line not in named and self._lists_tasks(line):
                yield (line, first), (Named(Subject(f"T{text}", "number_and_name", text, number_agrees=True), name=text),)

    def block(self, places: Sequence[tuple[int, int]]) -> Block | None:
        first = places[0][0]
        heads = self.teller.find.heads(first)
        title = self._title(min(heads.lines, default=first), places)
        cells = [cell for line, place in places if (cell := self.grid.own(line, place))]
        block = Block("task", self.grid.sheet.name, min(cell.row for cell in cells), turned=self.grid.turned)
        beside = any(len(self.grid.owned(line)) > 1 for line, _ in places)  # over a note that stands alone in its row nothing is headed
        block.headings.update(
            cell.address
            for line in (heads.lines if beside else ())
            for place in self.grid.owned(line)
            if (cell := self.grid.own(line, place))
        )
        rows = [self.teller.row(line, place, named) for line, place in places for named in self.named[line, place]]
        for row in rows:
            self._add(block, title, row)
        return block

    def _title(self, first: int, places: Sequence[tuple[int, int]]) -> Title:
        if self.grid.turned:
            return read_titles(self.grid, min(place for _, place in places), self.setting, self.finder, after=0)
        return read_titles(self.grid, first, self.setting, self.finder, after=0)

    def _add(self, block: Block, title: Title, row: Row) -> None:
        if not row.slots or (not row.told and (self.grid.turned or row.named.subject.how not in _SURELY)):
            return
        cell, subject = row.cell, row.named.subject
        labels = [("name", written(cell)), *((slot.field, slot.text) for slot in row.slots)]
        kind = kind_of_row(labels, self.setting.vocabulary, self.setting.year)
        if subject.id is None:
            if row.told and kind is None:
                ask_subject(block, self.setting, subject, self.setting.source(block.sheet, cell.address))
            return
        scope = (kind[0] if kind else row.scope).within(self._scope(title, row.line))
        name = Slot("name", block.sheet, cell, part=row.named.name if row.named.rest else None)
        slots = (name, *row.slots)
        year = title.year
        block.add(
            LayoutRecord("task", block.sheet, subject.id, slots, subject.how, year, stamped=self.setting.stamped, scope=scope),
            _NAMED + (_TOLD if row.structured else _PLAIN) + sum(slot.field in VALUE_LIKE for slot in slots),
        )
        block.headings |= row.headings
        tell_subject(block, self.setting, subject, slots)
        _ask(block, self.setting, row)

    def _scope(self, title: Title, line: int) -> Scope:
        """Say whose a row is: a county or zone in a cell of its own."""
        matcher = self.setting.matcher
        cells = (cell for place in self.grid.owned(line) if (cell := self.grid.own(line, place)) and matcher.regions.is_one(written(cell)))
        if cell := next(cells, None):
            place = matcher.places.of(written(cell))
            if place and place.names_place:
                return narrowed(title.scope, place, self.setting.source(self.grid.sheet.name, cell.address))
        return Scope() if title.scope.kind == "points" else title.scope  # a state is no score, whatever numbers stand on its sheet


def _start(grid: Grid, line: int, heads: Heads) -> int:
    """Give the line of the run that a line belongs to: below its headings, else the first of those without a gap."""
    if heads.lines:
        return 0
    first = line
    for upper in grid.above(line):
        if first - upper > 1:
            break
        first = upper
    return first


def _apart(text: str, setting: Setting) -> tuple[str, str]:
    """Take what a paragraph is about off it, and what it says of that work: (三)垃圾焚烧发电三期。项目已点火."""
    told = HEADING.match(text) if len(text) > _SHORTEST else None
    says = told is not None and setting.vocabulary.says_of_work(told["rest"], setting.year)
    return (told["name"], told["rest"]) if told and says else (text, "")


def _once_a_line(named: Mapping[tuple[int, int], tuple[Named, ...]]) -> Iterator[tuple[tuple[int, int], tuple[Named, ...]]]:
    """Leave out what names again, as a task's content does, whom a place of the same line has named."""
    said: dict[int, set[str | None]] = defaultdict(set)
    for (line, place), several in sorted(named.items()):
        ids = {each.subject.id for each in several}
        if not ids <= said[line] or None in ids:
            yield (line, place), several
        said[line] |= ids


def _says_tasks(text: str) -> bool:
    return "任务" in text and len(text) <= _LONGEST


def _ask(block: Block, setting: Setting, row: Row) -> None:
    """Ask once where the sheet says two states of a task, or one in a sign that nobody explains."""
    subject, source, who = row.named.subject.id, row.slots[0].source(setting.file), setting.department
    if row.rivals:
        said = "、".join(f"“{each}”" for each in row.rivals)
        told = {"what": f"重点任务{subject[1:] if subject else ''}", "said": said, "taken": row.slots[0].text}
        block.findings.append(rules.STATES_DIFFER.finding(source, department=who, subject=subject, key="states", words=told))

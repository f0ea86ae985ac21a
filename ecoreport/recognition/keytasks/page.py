"""A sheet about one key task: its name over all or in a line of its own, one line with the state of the whole, all others its parts.

What a part counts is laid beside the plan's quantity that it names; what is said of a part is heard beside the state of the whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import field
from decimal import Decimal

from ecoreport.demands import demands_of
from ecoreport.demands.quantities import match_done
from ecoreport.language import patterns as re
from ecoreport.language.units import convert
from ecoreport.language.widths import even, fold, word_key
from ecoreport.matching import split_name
from ecoreport.model import QuantityGoal, Scope
from ecoreport.model.layout import LayoutRecord, Slot
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.keytasks.about import NUMBER, SHORTEST, TOP, About
from ecoreport.recognition.morphemes import leans_to
from ecoreport.recognition.subjects import SubjectFinder
from ecoreport.recognition.titles import read_titles
from ecoreport.records import dataclass

_LINES, _WIDEST = 40, 12  # of a page; what is longer is a list
_WORTH, _OF_LINE = 5.0, 3.0  # of a page, and of each line that it explains
_OF_STATE = re.compile(r"状态|结论|结果|完成情况|办理情况|总体|综合|整体|[合总]计|完成与否|^进[度展]$")
_LABELLED = re.compile(r"\s*([^:,;。]{2,8}):\s*(.+)", re.DOTALL)
_AIM_ASIDE = re.compile(r"\([^()]*(?:任务|要求|目标|计划)[^()]*\)")  # 96辆(任务90辆)
_FIELDS = ("problem", "next_step", "evidence", "remark", "departments", "reporter")
_TO_COME = re.compile(r"^(?:下一?(?:年|步|阶段)|明年|来年|后续|20\d\d年)?(?:度|的|工作)*(?:打算|安排|计划|措施|考虑|设想)?$")
_PLAN_AND_DONE = 2  # numbers of a line
_ENOUGH = 2  # of what bears out that a line tells a quantity


def find_page(grid: Grid, setting: Setting, finder: SubjectFinder) -> Iterator[Block]:
    """Read a sheet as the page of the one task that it names, where one line tells how far all of it is."""
    page = _Page(grid, setting, finder)
    if not setting.stamped and 1 < len(grid.lines) <= _LINES and len(grid.places) <= _WIDEST and page.told():
        yield page.block()


@dataclass
class _Page(About):
    """One sheet, as the page of one task."""

    state: Slot | None = None
    whole: int = 0  # the line that tells it
    quantities: dict[int, tuple[QuantityGoal, Slot]] = field(default_factory=dict)  # by line
    _done: str = ""  # the address of the text that tells several
    _short: dict[str, str] = field(default_factory=dict)  # what is less than the table's own plan, by address, in words

    def told(self) -> bool:
        return self.is_of_one() and not self._is_card() and self._tells_state() and self._has_parts()

    def _is_card(self) -> bool:
        """Is each line a label of another field and its value: 任务名称, 完成情况, 状态, 进度 are read as a card's."""
        labels = [self.setting.reader.read("task", self.first(line), whole=True).fields[:1] for line in self.grid.lines]
        return all(labels) and len(set(labels)) == len(labels)

    # ---- how far all of it is ------------------------------------------------------------------

    def _tells_state(self) -> bool:
        """Is there one state of the whole: beside the name, or beside a word that stands for all of it."""
        told = [each for line in self.lines for each in self._states(line)]
        states = {self.setting.vocabulary.task_status(slot.text, self.setting.year) for _, slot in told}
        if len(states) != 1:
            return False
        self.whole, self.state = told[0]
        return True

    def _states(self, line: int) -> Iterator[tuple[int, Slot]]:
        owned = self.grid.owned(line)
        before: list[str] = []
        for place in owned:
            text, cell = self.grid.text(line, place), self.grid.own(line, place)
            assert cell is not None
            pair = _LABELLED.fullmatch(even(text))
            if pair and _OF_STATE.search(pair[1]) and self.is_state(pair[2]):
                yield line, Slot("status", self.grid.sheet.name, cell, pair[1], part=pair[2])
            elif self.is_state(text) and (line in self.own or any(self._is_of_whole(each) for each in before)):
                yield line, Slot("status", self.grid.sheet.name, cell, before[-1] if before else "")
            elif len(owned) == 1 and line > self.grid.lines[0] and (said := self._said_last(text)):
                yield line, Slot("status", self.grid.sheet.name, cell, part=said)
            before.append(text)

    def _is_of_whole(self, label: str) -> bool:
        key = word_key(label)
        return self.setting.vocabulary.has("whole", label) or (len(key) <= 2 * SHORTEST + TOP and _OF_STATE.search(key) is not None)

    def _said_last(self, text: str) -> str:
        """Give the clause that tells a state by itself at the end of a sentence about the whole: 办理4例,任务3例以上,已完成."""
        clauses = [clause.strip() for sentence in re.split("[。;]", even(text)) for clause in re.split("[,:]", sentence)[-1:]]
        return next((clause for clause in clauses if self.is_state(clause)), "")

    # ---- its parts -----------------------------------------------------------------------------

    def _has_parts(self) -> bool:
        """Is something told besides name and state, and does the name stand where a page has it."""
        rest = [line for line in self.lines if line not in (self.name[0], self.whole)]
        if not rest:
            return False
        goals = list(demands_of(self.setting.system).tasks[int(self.task[1:])].quantities)
        for line in sorted(self.lines, key=lambda line: (not self._is_total(line), line)):
            if goals and not self._is_of_body(line) and (told := self._quantity(line, goals)):
                goals.remove(told[0])
                self.quantities[line] = told
        self._done = self._tells_several(goals)
        self._short = dict(self._fallen_short())
        at_top = self.grid.lines.index(self.name[0]) < TOP
        return at_top or bool(self.quantities or self._done) or self.name[0] == self.grid.lines[-1]

    def _fallen_short(self) -> Iterator[tuple[str, str]]:
        """Find what is less than the table's own plan beside it: 年度计划(家) 14 | 完成(家) 9."""
        for line in self.lines:
            above = [upper for upper in self.grid.above(line) if not any(map(NUMBER.fullmatch, self._texts(upper)))]
            numbers = [place for place in self.grid.owned(line) if NUMBER.fullmatch(self.grid.text(line, place))]
            if line in self.quantities or not above or len(numbers) != _PLAN_AND_DONE:
                continue
            heads = [leans_to(split_name(self.grid.text(above[0], place)).name) for place in numbers]
            plan, done = (Decimal(self.grid.text(line, place)) for place in numbers)
            cell = self.grid.own(line, numbers[1])
            if heads == ["target", "actual"] and done < plan and cell:
                yield cell.address, f"应完成{plan:f}项，已完成{done:f}项"

    def _texts(self, line: int) -> list[str]:
        return [self.grid.text(line, place) for place in self.grid.owned(line)]

    def _tells_several(self, goals: Sequence[QuantityGoal]) -> str:
        """Give the address of the text that tells several quantities at once: 小计 | 城市公园2个,社区(口袋)公园15个."""
        for line in self.lines if len(goals) > 1 else ():
            for place in self.grid.owned(line):
                told = match_done(tuple(goals), even(self.grid.text(line, place)), period=self.setting.year)
                cell = self.grid.own(line, place)
                if cell and sum(goal.done is not None for goal in told) > 1:
                    return cell.address
        return ""

    def _quantity(self, line: int, goals: Sequence[QuantityGoal]) -> tuple[QuantityGoal, Slot] | None:
        """Find the plan's quantity that a line tells: by its name, the number that is asked, the unit."""
        owned = self.grid.owned(line)
        numbers = [(place, Decimal(text)) for place in owned if NUMBER.fullmatch(text := self.grid.text(line, place)) and place > owned[0]]
        label = self.first(line) if line != self.name[0] else ""
        parts = split_name(even(label))
        if len(numbers) > 0:
            asked, place = {number for _, number in numbers[:-1]}, numbers[-1][0]
            fits = [goal for goal in goals if self._fits(goal, parts.name, parts.unit or "", goal.number in asked, line)]
            cell = self.grid.own(line, place)
            return (fits[0], Slot("quantity", self.grid.sheet.name, cell)) if len(fits) == 1 and cell else None
        for place in owned:
            text = even(self.grid.text(line, place))
            cell = self.grid.own(line, place)
            if cell is None or not (place > owned[0]) or not re.search(r"\d", text):
                continue
            bare = _AIM_ASIDE.sub("", text)
            for words in (f"{parts.name}{bare}", bare):
                told = [
                    (goal, each.done) for goal, each in zip(goals, match_done(tuple(goals), words, period=self.setting.year), strict=True)
                ]
                found = [(goal, done) for goal, done in told if done is not None]
                if len(found) == 1:
                    return found[0][0], Slot("quantity", self.grid.sheet.name, cell, part=f"{found[0][1]:f}")
        return None

    def _fits(self, goal: QuantityGoal, name: str, unit: str, asked: bool, line: int) -> bool:
        """Is it borne out that a line of numbers tells of a goal: so many are asked, it has the unit, the words."""
        if unit and convert(Decimal(1), unit, goal.unit) is None:
            return False
        shares = len({name[at : at + 2] for at in range(len(name) - 1)} & {goal.text[at : at + 2] for at in range(len(goal.text) - 1)})
        total = shares == 0 and (line == self.whole or self._is_total(line)) and self._heads_amount(line, goal)
        return asked + bool(unit) + min(shares, 2) + 2 * total >= _ENOUGH and bool(asked or shares or total)

    def _is_total(self, line: int) -> bool:
        return self.setting.vocabulary.has("whole", self.first(line))

    def _is_of_body(self, line: int) -> bool:
        """Does a line tell what one of several departments or counties did."""
        first = self.first(line)
        matcher = self.finder.matcher
        return matcher.regions.is_one(first) or bool(matcher.departments.find(first).sure)

    def _heads_amount(self, line: int, goal: QuantityGoal) -> bool:
        """Is the last number of a line of the whole headed by the goal's unit: 整治修复长度(公里)."""
        place = [place for place in self.grid.owned(line) if NUMBER.fullmatch(self.grid.text(line, place))][-1]
        over = (self.grid.text(upper, place) for upper in self.grid.above(line))
        units = [split_name(even(text)).unit for text in over if text and not NUMBER.fullmatch(text)]
        return any(unit and convert(Decimal(1), unit, goal.unit) is not None for unit in units)

    # ---- the record ----------------------------------------------------------------------------

    def block(self) -> Block:
        sheet = self.grid.sheet.name
        block = Block("task", sheet, self.grid.lines[0])
        cell = self.grid.own(*self.name)
        assert cell is not None
        assert self.state is not None
        slots = [Slot("name", sheet, cell, part=self.called), self.state]
        for line in self.lines:
            slots += self._of_line(line, {slot.cell.address for slot in slots if slot.part is None or slot.field == "status"})
        title = read_titles(self.grid, self.name[0] + 1, self.setting, self.finder, after=0)
        scope = Scope() if title.scope.kind == "points" else title.scope
        record = LayoutRecord("task", sheet, self.task, tuple(slots), "name", self.setting.year, scope=scope)
        block.add(record, _WORTH + _OF_LINE * len(self.lines))
        block.headings |= {each.address for line in self.lines for place in self.grid.owned(line) if (each := self.grid.own(line, place))}
        block.headings -= block.claimed
        return block

    def _of_line(self, line: int, taken: set[str]) -> Iterator[Slot]:
        """Give what a line says: the quantity that it tells, and every text of it under what its label, or its heading, says it is."""
        sheet, owned = self.grid.sheet.name, self.grid.owned(line)
        told = self.quantities.get(line)
        first = self.grid.own(line, owned[0])
        if told and first:
            yield Slot("goal", sheet, first, part=told[0].object or told[0].text)
            yield told[1]
        label = self.first(line)
        for place in owned:
            cell = self.grid.own(line, place)
            if cell is None or cell.address in taken or (told and told[1].cell is cell and told[1].part is None):
                continue
            if len(owned) > 1 and (place == owned[0] or self.grid.text(line, place) == label):
                continue
            heading = label if place > owned[0] else ""
            if cell.address in self._short:
                yield Slot("notes", sheet, cell, label, part=self._short[cell.address])
                continue
            yield Slot("done" if cell.address == self._done else self._field(heading), sheet, cell, heading)

    def _field(self, label: str) -> str:
        known = self.setting.reader.read("task", label, whole=True) if label else None
        if known and known.exact and known.fields[:1] and known.fields[0] in _FIELDS:
            return known.fields[0]
        return "next_step" if label and _TO_COME.match(fold(label)) and len(label) > 1 else "notes"

"""What stands around a task's row and tells its state: parts below it, a section over it."""

from collections import Counter
from dataclasses import field

from ecoreport.matching import split_name
from ecoreport.model.layout import Slot, written
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.keytasks.heads import HeadFinder
from ecoreport.recognition.keytasks.rows import Claim, Row
from ecoreport.recognition.subjects import SubjectFinder
from ecoreport.records import dataclass


@dataclass(slots=True)
class Around:
    """Looks above and below the rows of a sheet."""

    grid: Grid
    setting: Setting
    named: frozenset[tuple[int, int]]
    explained: frozenset[str]  # addresses of the legend
    finder: SubjectFinder
    find: HeadFinder
    _over: dict[int, Claim | None] = field(default_factory=dict)  # what a section says of the rows below a line
    _tasks: Counter[int] = field(init=False)  # how many tasks a line names

    def __post_init__(self) -> None:
        self._tasks = Counter(line for line, _ in self.named)

    def below(self, line: int) -> list[int]:
        """List the lines of a task's parts: those below its name to the next name, gap, heading or section."""
        found: list[int] = []
        previous = line
        for lower in self.grid.below(line):
            owned = self.grid.owned(lower)
            first = self.grid.text(lower, owned[0])
            section = len(owned) == 1 and (self.find.section_state(first) or split_name(first).name != first.strip())
            begins = lower in self.find.lines or self.find.is_head(lower) or section
            cell = self.grid.own(lower, owned[0])
            if lower - previous > 1 or begins or self.finder.known(first) or (cell and cell.address in self.explained):
                break
            found.append(lower)
            previous = lower
        return found

    def of_parts(self, row: Row, claims: list[Claim], *, beside: bool) -> list[Claim]:
        """Read the parts below a task that stands alone or is written once beside them: the line for the whole tells, else all of them."""
        parts: list[Claim] = []
        whole: list[Claim] = []
        single = self._tasks[row.line] == 1  # below several that stand side by side stand theirs
        alone = beside or not (claims or self.setting.vocabulary.says_of_work(row.named.rest, self.setting.year))
        for line in self.below(row.line) if single else ():
            owned = self.grid.owned(line)
            if beside and self.grid.own(line, row.place) is not None:
                break
            for place in owned:
                cell = self.grid.own(line, place)
                if cell is None:
                    continue
                text, is_name = written(cell), place == owned[0] and len(owned) > 1
                state = None if is_name or not alone else self.find.state(text)
                slot = Slot("status" if state else "notes", self.grid.sheet.name, cell)
                row.slots.append(slot)
                if state:
                    is_whole = self.setting.vocabulary.has("whole", self.grid.text(line, owned[0]))
                    (whole if is_whole else parts).append(Claim(state, slot))
        row.structured = row.structured or bool(whole or (parts and not beside))
        return whole or [*claims, *parts]

    def section(self, line: int) -> Claim | None:
        """Find the line above that says the state of those below it: 一、已完成的."""
        passed: list[int] = []
        told: Claim | None = None
        for upper in self.grid.above(line):
            if upper in self._over:
                told = self._over[upper]
                break
            passed.append(upper)
            ends, told = self._ends(upper)
            if ends:
                break
        self._over |= dict.fromkeys(passed, told)
        return told

    def _ends(self, upper: int) -> tuple[bool, Claim | None]:
        """Does a section end, or begin, at a line, and with which state: at headings with that of the title right over them."""
        owned = self.grid.owned(upper)
        if self.find.is_head(upper):
            over = next(iter(self.grid.above(upper)), 0)
            titled = over == upper - 1 and len(self.grid.owned(over)) == 1 and not self.find.is_head(over)
            return True, self._ends(over)[1] if titled else None  # 一、已完成的任务 over 序号 | 任务 | 单位
        if len(owned) != 1 or (upper, owned[0]) in self.named:
            return False, None
        cell, text = self.grid.own(upper, owned[0]), self.grid.text(upper, owned[0])
        state = self.find.section_state(text)
        if state and cell and cell.address not in self.explained:
            return True, Claim(state, Slot("status", self.grid.sheet.name, cell))
        return split_name(text).name != text.strip(), None

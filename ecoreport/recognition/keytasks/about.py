"""Which one key task a sheet is about: its title, a label or a line names it, and no other task, nor several items."""

from dataclasses import field

from ecoreport.language import patterns as re
from ecoreport.language.widths import even, word_key
from ecoreport.matching import split_name
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.subjects import SubjectFinder
from ecoreport.records import dataclass

TOP = 2  # lines in which a title stands
SHORTEST, _LONGEST = 4, 60  # characters of a name, and of one with what frames it
_FRAME = re.compile(  # what stands around the name of a task that a sheet is about: …年度任务小结, …项目清单(2020年任务:27.571公里以上)
    r"(?:20\d\d年?|年度|年|本|的|任务|工作|项目|建设|实施|创建|完成|进展|进度|办理|推进|情况|汇总|销号|验收|报告|小结|总结|清单|登记|统计|台账|说明|表|单|卡|册|[-—–·:\s]|\([^()]*\))*"
)
_LEADS = re.compile(r"(?:20\d\d年度?|年度|附?[件表]\d*|(?:工作|项目|任务|事项)名称|(?:重点|工作)?任务\d*|[:、.\s])*")
_BRACKETED = re.compile(r"\(([^()]{4,20})\)")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass
class About:
    """One sheet, as far as it is about one task."""

    grid: Grid
    setting: Setting
    finder: SubjectFinder
    task: str = ""
    name: tuple[int, int] = (0, 0)
    called: str = ""  # as written
    lines: list[int] = field(default_factory=list)  # all but those of the plan's items
    own: set[int] = field(default_factory=set)  # the lines that name the task

    def is_of_one(self) -> bool:
        """Is exactly one task named, and no line of its own given to another task, nor several to items."""
        named = {(line, place): told for line in self.grid.lines for place in self.grid.owned(line) if (told := self._named(line, place))}
        if len({task for task, _ in named.values()}) != 1:
            return False
        (self.name, (self.task, self.called)), *_ = sorted(named.items())
        self.own = {line for line, _ in named}
        if self._is_row_of_list() or any(self._is_foreign(line) for line in self.own):
            return False
        of_items = {line for line in self.grid.lines if line != self.name[0] and self._names_item(line)}
        self.lines = [line for line in self.grid.lines if line not in of_items]
        if self.name[0] != self.grid.lines[0] and any(map(self._mentions_item, self.grid.lines)):
            return False  # a list of measures and tasks
        return len(of_items) <= 1 and not any(self._names_other(line) for line in self.lines)

    def _named(self, line: int, place: int) -> tuple[str, str] | None:
        """Give the task that a text calls, with nothing but what frames such a name around it, and the name as written."""
        text = even(self.grid.text(line, place)).strip()
        if not SHORTEST <= len(text) <= _LONGEST:
            return None
        known = self.finder.matcher.tasks.known
        start = lead.end() if (lead := _LEADS.match(text)) else 0
        said = "任务" in text[:start] or "任务" in self.grid.text(line, place - 1) or "任务" in self.grid.sheet.name
        for end in range(len(text), start + SHORTEST - 1, -1):
            rest, name = text[end:], text[start:end].strip(' "“”')
            match = known(name) if _FRAME.fullmatch(rest) else None
            if match and match.id and word_key(name) == word_key(self.finder.matcher.tasks.names[match.id]):  # and no content
                beside = self.is_state(self.grid.text(line, place + 1))  # 生物多样性保护 | 已完成: no item of an indicator is so told
                shared = self.finder.known(name) or (self.finder.indicator(name) and not beside)
                return (match.id, name) if said or "任务" in rest or not shared else None
        for inner in _BRACKETED.findall(text) if line <= self.grid.lines[0] + TOP else ():
            match = known(inner)
            if match and match.id and not self.finder.known(inner):
                return match.id, inner
        return None

    def _is_row_of_list(self) -> bool:
        """Does a heading of names stand right over the name, or explain signs what stands on the sheet: each row is another task then."""
        above = self.grid.above(self.name[0])
        heading = self.grid.text(above[0], self.name[1]) if above else ""
        fields = self.setting.reader.read("task", heading, whole=True).fields if heading else ()
        signed = any(
            self.setting.legend.state(self.grid.text(line, place), "") for line in self.grid.lines for place in self.grid.owned(line)
        )
        return fields[:1] in (("name",), ("content",)) or signed

    def _is_foreign(self, line: int) -> bool:
        """Does a county or a zone stand beside the name."""
        return any(self.finder.matcher.regions.is_one(self.grid.text(line, place)) for place in self.grid.owned(line))

    def _names_item(self, line: int) -> bool:
        first = self.first(line)
        return bool(first) and self.finder.known(first, whole=True) is not None

    def _mentions_item(self, line: int) -> bool:
        texts = [self.grid.text(line, place) for place in self.grid.owned(line)]
        return any(self.finder.known(text, whole=True) and text != self.called for text in texts)

    def _names_other(self, line: int) -> bool:
        """Does a line begin with the name of another task, by whatever words."""
        first = self.first(line)
        if line == self.name[0] or not SHORTEST <= len(first) <= 2 * SHORTEST + TOP:
            return False
        match = self.finder.task(split_name(first).name, sender=self.setting.department)
        told = any(self.is_state(self.grid.text(line, place)) for place in self.grid.owned(line))
        return (match.sure or (told and match.id is not None)) and match.id != self.task

    def first(self, line: int) -> str:
        """Give the first text of a line that is no number."""
        texts = (self.grid.text(line, place) for place in self.grid.owned(line))
        return next((text for text in texts if not NUMBER.fullmatch(text)), "")

    def is_state(self, text: str) -> bool:
        return self.setting.vocabulary.bare_status(text, self.setting.year) is not None

"""The headings over rows that name key tasks: fields, states (办结 | 在办 | 没动), quarters; and the sections between them."""

from dataclasses import field

from ecoreport.language import patterns as re
from ecoreport.language.numerals import read_count
from ecoreport.language.widths import bare_key, fold
from ecoreport.matching import split_name
from ecoreport.model import TaskStatus
from ecoreport.model.layout import written
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import LONGEST_HEADING, combine, is_period_number
from ecoreport.records import dataclass

_PAIRED = 4  # cells: two labels with their values
WIDEST = 60  # places of a row that are looked at
_DEEPEST = 3  # lines of headings
SHORT = 12  # characters of a state; what is longer is a report
_PERIOD = re.compile(
    r"(?:\d{4}年?)?(?:第?[一二三四1-4]季度?|q[1-4]|前[一二三]季度|[一二三四1-4]季度[末底]|[上下]半年|(?:\d{1,2}[-~至])?\d{1,2}月(?:份|底|末)?|全年|年底|年末|"
    r"截[至止]到?(?:目前|\d{1,2}月(?:底|末|\d{1,2}日)?))"
)
_FRAME = re.compile(r"(?:的|类|项目|任务|工作|事项|部分|清单|名单|有|共?\d+[项个件]|如下)+$")
NO_SECTION = re.compile(r"情况|进展|表|报|统计|年|台账|汇总|单位|部门|时间|时限|日期|原因|数量|[率量]$")


@dataclass(frozen=True, slots=True)
class Heads:
    """The lines of headings over a row, and the lowest text over each place."""

    lines: tuple[int, ...] = ()
    texts: dict[int, str] = field(default_factory=dict)
    levels: dict[int, list[str]] = field(default_factory=dict)  # all of them, top to bottom


@dataclass(slots=True)
class HeadFinder:
    """Finds the headings of each row of a sheet, `named` are the places of tasks."""

    grid: Grid
    setting: Setting
    named: frozenset[tuple[int, int]]
    lines: frozenset[int] = field(init=False)  # of tasks
    _found: dict[int, Heads] = field(default_factory=dict)
    _heading: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lines = frozenset(line for line, _ in self.named)

    # ---- words --------------------------------------------------------------------------------

    def state(self, text: str) -> TaskStatus | None:
        return self.setting.vocabulary.task_status(text, self.setting.year) if text else None

    def heading_state(self, text: str) -> TaskStatus | None:
        """Say which state a heading asserts, where it is none that the vocabulary knows: 办结, not 完成情况."""
        return None if self.setting.reader.read("task", text, whole=True).exact else self.section_state(text)

    def section_state(self, text: str) -> TaskStatus | None:
        """Say which state a text is that may stand over others: 一、已完成的, and not 重点任务办理标识."""
        bare = bare_key(split_name(text).name) if len(text) <= LONGEST_HEADING else ""
        return self.setting.vocabulary.bare_status(_FRAME.sub("", bare), self.setting.year)

    # ---- headings -----------------------------------------------------------------------------

    def heads(self, line: int) -> Heads:
        if line not in self._found:
            self._found[line] = self._find_heads(line)
        return self._found[line]

    def _find_heads(self, line: int) -> Heads:
        previous = line
        for upper in self.grid.above(line):
            names = upper in self.lines
            if not names and self.is_head(upper):
                return self._with_upper(upper)
            if previous - upper > 1 and not names:
                break
            if upper in self._found:
                return self._found[upper]
            previous = upper
        return Heads()

    def _with_upper(self, lowest: int) -> Heads:
        lines = [lowest]
        for upper in self.grid.above(lowest)[: _DEEPEST - 1]:
            if lines[0] - upper != 1 or len(self.grid.owned(upper)) < 2 or upper in self.lines or not self.is_head(upper):
                break
            lines.insert(0, upper)
        told = {place: [text for line in lines if (text := self.grid.text(line, place))] for place in self.grid.places[:WIDEST]}
        levels = {place: texts for place, texts in told.items() if texts}
        return Heads(tuple(lines), {place: texts[-1] for place, texts in levels.items()}, levels)

    def is_head(self, line: int) -> bool:
        if line not in self._heading:
            self._heading[line] = self._is_head(line)
        return self._heading[line]

    def _is_head(self, line: int) -> bool:
        cells = [cell for place in self.grid.owned(line) if (cell := self.grid.own(line, place))]
        texts = [written(cell) for cell in cells]
        if len(texts) < 2 or any(len(text) > LONGEST_HEADING or self.setting.legend.state(text, "") for text in texts):
            return False
        if any(not isinstance(cell.value, str) and not is_period_number(cell) for cell in cells):
            return False
        readings = [self.setting.reader.read("task", text, whole=True) for text in texts]
        known = [text for text, read in zip(texts, readings, strict=True) if read.exact or self.is_period(text)]
        if len(texts) >= _PAIRED and texts[::2] == [text for text in texts if self._labels(text)]:
            return False  # 填报单位 | 市统计局 | 填报年度 | 2020: labels, each with its value
        states = {text for text in texts if self.heading_state(text)}
        listed = any(read_count(text.strip("()、.（）")) is not None for text in texts)  # (1) | 垃圾焚烧三期 | 建成 | 滞后
        if self._over_names(line) or len(known) >= 2 or (len(states) >= 2 and not listed):
            return True
        return len(texts) > 2 and bool(known) and bool(states)  # 状态 | 推进中 is a label and its value

    def _over_names(self, line: int) -> bool:
        """Stands a heading of names right over a task's name: 任务 | 计划工作量 | 按12月时序判定."""
        places = [place for place in self.grid.owned(line + 1) if (line + 1, place) in self.named] if line + 1 in self.lines else ()
        return any("name" in self.setting.reader.read("task", self.grid.text(line, place), whole=True).fields for place in places)

    def _labels(self, text: str) -> bool:
        """May a text be the label of a value, on whatever card."""
        readings = (self.setting.reader.read(kind, text, whole=True) for kind in ("task", "indicator"))
        return any(read.exact and not read.by_year_only for read in readings)

    def is_period(self, text: str) -> bool:
        return bool(text) and _PERIOD.fullmatch(fold(text)) is not None

    def says(self, heads: Heads, *fields: str) -> bool:
        """Do headings name a column of one of these fields: the table is read by them, where nothing but they tells."""
        return any(set(combine("task", texts, self.setting.reader).fields) & set(fields) for texts in heads.levels.values())

    def is_this_years(self, heads: Heads, place: int) -> bool:
        year = self.setting.reader.year_in("，".join(heads.levels.get(place, [])))
        return year is None or year == self.setting.year

"""The walk down a table's rows: what a row above has said holds for those below, and each row becomes a record or a question."""

from collections.abc import Sequence
from dataclasses import field, replace

from ecoreport.demands import demands_of
from ecoreport.language.units import names_no_unit, parse_unit
from ecoreport.language.widths import even, word_key
from ecoreport.matching import Beside, split_name
from ecoreport.model import Cell, Scope, Source
from ecoreport.model.layout import LayoutRecord, Slot, written
from ecoreport.recognition.beside import of_cells
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.comments import of_row
from ecoreport.recognition.cornered import completed, is_sum
from ecoreport.recognition.headings import NAME_LIKE, VALUE_LIKE
from ecoreport.recognition.kinds import kind_of_row, period_of_row, table_of_row
from ecoreport.recognition.labels import is_signature_line
from ecoreport.recognition.measures import goes_on
from ecoreport.recognition.rivals import without_counts
from ecoreport.recognition.rows import Rows, owner_of, said_in
from ecoreport.recognition.scope import narrowed
from ecoreport.recognition.sections import bare_section, ruled_below, table_below
from ecoreport.recognition.subjects import Subject, SubjectFinder, TaskFinder, is_total, subject_of
from ecoreport.recognition.telling import Numbered, tell_numbers, tell_subject
from ecoreport.recognition.unresolved import Unresolved, ask_subjects
from ecoreport.recognition.whose import Whose
from ecoreport.records import dataclass

_CONTEXT = ("domain", "group")
_MISPLACED = 2.0  # what it costs a reading to take for a unit what is none: 指标属性
_UNLIKELY = 0.5  # what it costs to take words for a number: 运维单位数(家)
_DECEMBER = 12
_SHORTEST_END = 2  # characters of a name's end that stands for it: 上年比例
_STATES = ("status", "done", "progress")
_LINE = 3.0  # worth of a line that names its subject; a further line of a task is as good as one that another reading makes a record of
_FIRST_BESIDE = 2.0  # worth of a row that holds other places' values alone: where they stand in rows of their own, that reading is better
_NO_ANSWERS = ("evidence", "self_assessment")  # a row that is nobody's is asked for its values only


@dataclass(slots=True)
class Walk:
    """Walks down one table and makes a record of each row."""

    rows: Rows
    finder: SubjectFinder
    block: Block
    context: tuple[str, ...] = ()  # the items of the indicator that the rows below belong to
    row_year: int | None = None
    counted: int = 0  # rows of data so far
    titled: bool = False  # some rows name no item and were taken for the title's
    kept: dict[int, str] = field(default_factory=dict)  # the last name in each naming column
    numbered: list[Numbered] = field(default_factory=list)
    unresolved: list[Unresolved] = field(default_factory=list)
    regional: set[int] = field(default_factory=set)  # lines among these that are a region's
    part: str | None = None  # of which kind of table the rows below are, by a line above them: 重点任务
    below: Scope = Scope()  # what a line above says of all rows below it: 以下作废
    whose: Whose = field(init=False)
    tasks: TaskFinder = field(init=False)

    def __post_init__(self) -> None:
        self.whose = Whose(self.rows, self.finder)
        self.tasks = TaskFinder(self.finder, *owner_of(self.rows))

    def read(self) -> Block | None:
        """Read every row; None where the rows prove to be another item's than the title's."""
        for line in self.rows.lines():
            if owned := self.rows.owned(line):
                self.read_line(line, owned)
        if self.titled and _passes_over_a_title(self.rows, self.finder, self.block):
            return None
        report(self)
        if self.block.records:
            self.block.titled.update(self.rows.title.addresses)
        return self.block

    # ---- one line ---------------------------------------------------------------------------

    def read_line(self, line: int, owned: Sequence[int]) -> None:
        self.below, ruled = ruled_below(self.rows, self.finder, line, owned, self.below)
        part = table_below(self.rows.grid.text(line, owned[0]), self.rows.setting.vocabulary) if len(owned) == 1 else None
        self.part = part or self.part
        if ruled or part or self.rows.repeat_heading(line):
            self.block.headings.update(cell.address for cell in self.rows.cells(line))
        elif self._is_group_row(line, owned):
            self.context, self.whose.subject = (), None
            self.kept.clear()
            self.block.headings.update(cell.address for cell in self.rows.cells(line))
        elif self.rows.kind in ("evidence", "highlight"):
            self._read_listed(line)
        else:
            self._read_reported(line)

    def _is_group_row(self, line: int, owned: Sequence[int]) -> bool:
        """Is it a line between the rows: a group of the plan, a year, 牵头指标(5 项)."""
        if len(owned) != 1 or (cell := self.rows.grid.own(line, owned[0])) is None or not isinstance(cell.value, str):
            return False
        text = self.rows.grid.text(line, owned[0])
        if self.finder.knows(self.rows.kind, text):
            return False
        if self.whose.begin(text, cell):
            return True
        year = self.rows.setting.reader.read("indicator", bare_section(text))
        if year.year is not None and (year.by_year_only or year.fields == ("actual",)):
            self.row_year = year.year
            return True
        return self.rows.opens_section(text)

    # ---- indicators and key tasks -----------------------------------------------------------

    def _read_reported(self, line: int) -> None:
        if self.part not in (None, self.rows.kind) or _is_of_others(self.rows, said_in(self.rows, line), self.finder):
            return
        names = self._names(line)
        self.counted += 1
        if self.rows.kind == "indicator" and _is_of_a_task(self.rows, self.finder, line, names):
            return
        first = next((name for name in names if name), "")
        if is_sum(self.rows, self.finder, first, first or self.rows.texts(line)[0]):
            self.block.headings.add(self.rows.cells(line)[0].address)
            return
        number = self.rows.text(line, "number") or None
        bare, alone = self.whose.without_places(names)
        subject = self.whose.subject if alone and self.whose.subject else self._subject(line, bare, number)
        scope = self._scope(line, names)
        self.whose.subject = subject if subject.id else self.whose.subject
        slots = _of_named_year(self.rows.slots(line, self.row_year), subject, self.rows.setting.year)
        if subject.id is None:
            if scope.elsewhere is None:
                self.regional |= {line} if scope.region else set()
                self._leave(line, subject, slots, names)
            return
        if self.rows.kind == "indicator":
            slots = self.rows.settle(line, subject.id, slots)
        slots = self.rows.with_region(line, slots)
        self.context = _context_of(self.rows, self.finder, names) or self.context
        if number and scope == self.rows.title.scope and (slot := next((slot for slot in slots if slot.field == "number"), None)):
            self.numbered.append(Numbered(subject, number, slot, self.counted))
        beside = list(self.rows.beside(line, self.row_year))
        ours = not beside or any(slot.field in VALUE_LIKE for slot in slots)
        if ours:
            self._add(subject, slots, scope)
        for index, (other, told) in enumerate(beside):
            alone = not ours and index == 0
            more = [slot for slot in slots if slot not in told] if alone else []  # 备注 and what else is said of the whole row
            worth = len(told) * 0.5 + (_FIRST_BESIDE if alone else 0.0)
            self.block.add(self.rows.record(subject, told + more, other.within(scope)), worth)

    def _scope(self, line: int, names: Sequence[str]) -> Scope:
        """Say whose a row is and of which kind: by its own cells, a line above it, the table."""
        told = self.whose.of(line, names)
        placed = narrowed(self.rows.title.scope, self.rows.place(told[0]), told[1]) if told else self.rows.title.scope
        said = of_row(self.rows, line)
        return (said if said != Scope() else _kind_of(self.rows, line) or self.below).within(placed)

    def _subject(self, line: int, names: list[str], number: str | None) -> Subject:
        code = self.rows.text(line, "code")
        if self.rows.kind == "task":
            return _task_of(self.rows, self.tasks, line, names, number)
        beside = Beside(self.rows.text(line, "unit"), self.rows.text(line, "target"), over=self.rows.title.unit or "")
        subject, over = self.finder.find_item(code, number, names, self.context, beside), self.rows.title.subject
        subject = completed(self.rows, self.finder, subject, names)
        if subject.id is None and (before := _of_another_year(self.rows, self.finder, self.whose.subject, names)):
            return before
        if subject.id is None and over and not any(names) and not code and not _lists_names(self.rows, self.finder, line):
            self.titled = True
            return over
        return subject

    def _names(self, line: int) -> list[str]:
        """List the row's names, left to right; what a row above has said holds while only parts (or years) follow."""
        naming = [column for column in self.rows.columns if column.field in NAME_LIKE and column.field != "content"]
        measures = self.rows.measures
        told = measures.place if measures and measures.of(line) else None
        texts = ["" if column.place == told else self.rows.grid.text(line, column.place) for column in naming]
        told_of = told is not None or bool(self.rows.text(line, "year") or self.rows.text(line, "period") or self.rows.region(line)[0])
        more = told_of or (self.rows.kind == "task" and bool(self.rows.text(line, "goal") or self.rows.text(line, "goal_code")))
        names: list[str] = []
        last = max((index for index, text in enumerate(texts) if text), default=-1)
        anew = False  # a name says another thing than above: what stood right of that is over
        for index, column in enumerate(naming):
            if anew:
                self.kept.pop(column.place, None)
            if text := texts[index]:
                anew = anew or text != self.kept.get(column.place)
                self.kept[column.place] = text
            elif last > index or more:
                text = self.kept.get(column.place, "")
            if column.field not in _CONTEXT or (text and self.finder.item(text).sure and self.rows.kind == "indicator"):
                names.append(text)
        return names

    def _leave(self, line: int, subject: Subject, slots: list[Slot], names: Sequence[str]) -> None:
        """Leave a row whose subject is not known: the head of a group of parts, or a question."""
        valued = [slot for slot in slots if slot.field in VALUE_LIKE and slot.field not in _NO_ANSWERS]
        own = [slot for slot in valued if line in (slot.cell.row, slot.cell.column)]
        if subject.parts:
            self.context = subject.parts
            for slot in slots:
                if slot.field in ("number", "code", *NAME_LIKE):
                    self.block.claimed.add(slot.cell.address)
                    self.block.headings.add(slot.cell.address)
            if not own:
                return
        if self.rows.kind == "task" and self.finder.known(subject.written, whole=True):
            return  # an item's row among those of tasks
        if self.rows.grid.turned and any(_is_aside(self.rows, name) for name in names if name):
            return
        if own and any(names) and (_kind_of(self.rows, line) or self.below) == Scope():
            self.unresolved.append((line, subject, own))

    def _add(self, subject: Subject, slots: list[Slot], scope: Scope) -> None:
        block, setting = self.block, self.rows.setting
        last = block.records[-1] if block.records else None
        if last and _continues(self.rows.kind, slots, last, subject, scope):
            if _sums_up(self.rows, slots):
                last = replace(last, slots=tuple(replace(slot, field="notes") if slot.field in _STATES else slot for slot in last.slots))
            seen = {(slot.field, slot.cell.address) for slot in last.slots}
            more = tuple(slot for slot in slots if (slot.field, slot.cell.address) not in seen)
            block.records[-1] = replace(last, slots=(*last.slots, *more))
            block.claimed.update(slot.cell.address for slot in more)
            block.score += _LINE + sum(slot.field in VALUE_LIKE for slot in more)
            block.last_row = max(block.last_row, *(slot.cell.row for slot in slots))
            return
        block.add(self.rows.record(subject, slots, scope), _worth(self.rows, self.finder, subject, slots))
        if scope != Scope():
            return  # of what does not count nothing is asked
        tell_subject(block, setting, subject, slots)

    # ---- evidence and highlights --------------------------------------------------------------

    def _read_listed(self, line: int) -> None:
        slots = self.rows.slots(line, self.row_year)
        told = [slot for slot in slots if slot.field not in ("number", "remark")]
        proves = self.rows.kind != "evidence" or any(slot.field in ("title", "document_number", "file_name") for slot in told)
        if proves and told and not (len(told) == 1 and self.rows.setting.vocabulary.label(even(told[0].text).split(":")[0])):
            self.block.add(self.rows.record(Subject(None, "name"), slots), 1.0 + 0.5 * len(told))


def _of_another_year(rows: Rows, finder: SubjectFinder, last: Subject | None, names: Sequence[str]) -> Subject | None:
    """Take 上年水面率, or 上年覆盖率 below 分类处理建制村覆盖率, whose name ends so, for a value of the year before."""
    name = next(reversed(names), "")
    year, rest = rows.setting.reader.apart(name) if name and rows.kind == "indicator" else (None, "")
    if year is None:
        return None
    if (match := finder.item(rest)).sure:
        return replace(subject_of(match, name), year=year)
    end = word_key(split_name(rest).name)
    ends = last is not None and len(end) >= _SHORTEST_END and word_key(split_name(last.written).name).endswith(end)
    return replace(last, year=year, written=name) if last and ends else None


def _of_named_year(slots: list[Slot], subject: Subject, year: int) -> list[Slot]:
    """Give the values under this year's heading the year before that the row's name says: 上年水面率 | 5.31 under 2020年."""
    told = {slot.year for slot in slots if slot.field == "actual"}
    if subject.year is None or subject.year >= year or told != {year} or str(subject.year) in subject.written:
        return slots  # 森林覆盖率(2019年) under 2020年: the heading is nearer
    return [replace(slot, year=subject.year) if slot.field == "actual" else slot for slot in slots]


def _task_of(rows: Rows, tasks: TaskFinder, line: int, names: Sequence[str], number: str | None) -> Subject:
    """Find the task of a row: its own, or the one of the table's title, of which rows tell the parts."""
    code, content, over = rows.text(line, "code"), rows.text(line, "content"), rows.title.subject
    name = next((name for name in names if name), "")
    found = tasks.find(code, number, name, content)
    other = found.id is not None and found.match is not None and found.match.sure and found.id != (over and over.id)
    return over if over and not code and (name or content) and not other else found


def report(walk: Walk) -> None:
    """Tell what is to be told of a whole table."""
    walk.block.records[:] = without_counts(walk.block.records, walk.finder.matcher.items)
    tell_numbers(walk.block, walk.rows.setting, walk.numbered)
    ask_subjects(walk.block, walk.rows, walk.finder, walk.unresolved, walk.regional)


def _is_of_a_task(rows: Rows, finder: SubjectFinder, line: int, names: Sequence[str]) -> bool:
    """Does a row name a key task, that is no item too unless the heading over it says 任务: it is no row of items."""
    over = [column for column in rows.columns if column.field in NAME_LIKE]
    headed = any(table_of_row([column.heading] * 3, rows.setting.vocabulary) == "task" for column in over if column.heading)
    texts = (*names, *(rows.grid.text(line, column.place) for column in over if column.field in _CONTEXT), *rows.texts(line))
    own = finder.sender is not None and not any(finder.knows("indicator", name) for name in names if name)
    worded = [text.split("(")[0] for text in rows.texts(line)[1:] if own and not any(map(str.isdecimal, text.split("(")[0]))]
    state = any(rows.setting.vocabulary.task_status(text, rows.setting.year) is not None for text in worded)
    if state and any(finder.task(name, "", None, finder.sender).id for name in names if name):
        return True  # one of the sender's, by fewer words
    return any(finder.knows("task", text) and (headed or not finder.knows("indicator", text)) for text in texts)


def _sums_up(rows: Rows, slots: Sequence[Slot]) -> bool:
    """Is a further line of a task the one that tells of all of it: 总体 | 已完成."""
    total = rows.setting.vocabulary.words["total"]
    return rows.kind == "task" and not rows.grid.turned and any(is_total(text, total) for text in rows.texts(slots[-1].cell.row))


def _is_of_others(rows: Rows, texts: list[str], finder: SubjectFinder) -> bool:
    """Is a row a line of signatures, or one of another kind of table: 类型 | 任务, 任务40 城乡生活垃圾分类 among indicators."""
    if not rows.grid.turned and is_signature_line(texts, rows.setting.vocabulary):
        return True
    called = "task" if any(map(finder.calls_task, texts)) else table_of_row(texts, rows.setting.vocabulary)
    return called not in (None, rows.kind)


def _names_another(slot: Slot, finder: SubjectFinder) -> bool:
    """Does the plan's name of an item or a task stand where a value would."""
    return isinstance(slot.cell.value, str) and any(finder.knows(kind, slot.text) for kind in ("indicator", "task"))


def _worth(rows: Rows, finder: SubjectFinder, subject: Subject, slots: Sequence[Slot]) -> float:
    """Say what a line explains: whom it names and its values; less where what stands there cannot be what it is taken for."""
    worth = 2.0 if subject.how == "similarity" else _LINE
    shared = subject.how == "variant" and finder.known(subject.written, whole=True) is not None  # an item's own name
    if rows.kind == "task" and (shared or any(column.guessed for column in rows.columns)):
        worth -= 2.5  # no heading speaks of tasks: names that indicators share prove little
    worth += sum(slot.field in VALUE_LIKE for slot in slots)
    worth -= _MISPLACED * sum(slot.field == "unit" and not _may_be_unit(slot.text) for slot in slots)
    worth -= _MISPLACED * sum(slot.field == "actual" and _names_another(slot, finder) for slot in slots)
    worth -= _UNLIKELY * sum(_says_no_number(slot, subject, rows.setting) for slot in slots)
    return worth


def _says_no_number(slot: Slot, subject: Subject, setting: Setting) -> bool:
    """Stand words without a number where a number is due, or a label with its unit where words are."""
    demand = demands_of(setting.system).subjects.get(subject.id or "") if slot.field == "actual" else None
    worded = demand is not None and not any(map(str.isdecimal, slot.text))
    return worded and demand is not None and (demand.expects == "number" or split_name(slot.text).unit is not None)


def _may_be_unit(text: str) -> bool:
    return len(text) <= 1 or parse_unit(text) is not None or names_no_unit(text)


def _context_of(rows: Rows, finder: SubjectFinder, names: Sequence[str]) -> tuple[str, ...]:
    if rows.kind != "indicator":
        return ()
    return next((ids for name in names if name and len(ids := finder.indicator(name)) > 1), ())


def _lists_names(rows: Rows, finder: SubjectFinder, line: int) -> bool:
    """Do names of items stand where values would: a list turned on its side, 指标名称 | 水面率, and no row of the title's."""
    return any(finder.knows(rows.kind, text) for text in rows.texts(line))


def _is_aside(rows: Rows, name: str) -> bool:
    """Is it no item that stands across but a column of the table's own: 备注, 佐证材料."""
    heading = rows.setting.reader.read("indicator", name, whole=True)
    return heading.exact and "name" not in heading.fields


def _passes_over_a_title(rows: Rows, finder: SubjectFinder, block: Block) -> bool:
    """Were rows taken for the item of the title though another item's name stands among them: they are that one's."""
    over = rows.title.subject
    cells = [slot.cell for record in block.records for slot in record.slots]
    if over is None or not cells:
        return False
    lines, columns = [cell.row for cell in cells], [cell.column for cell in cells]
    for cell in rows.grid.sheet.cells:
        if not (block.first_row - 2 <= cell.row <= max(lines) and min(columns) <= cell.column <= max(columns)):
            continue
        if isinstance(cell.value, str) and cell.counts and (match := finder.known(written(cell))) and match != over.id:
            return True
    return False


def _continues(kind: str, slots: list[Slot], last: LayoutRecord, subject: Subject, scope: Scope) -> bool:
    """Does a row go on with what the row above speaks of: another line of a task, another field of an item."""
    if last.subject != subject.id or last.scope != scope:
        return False
    if kind == "indicator":
        values = [{slot.cell.address for slot in each if slot.field == "actual"} for each in (slots, last.slots)]
        return goes_on(slots, last) or (bool(values[0]) and values[0] == values[1])  # merged over the branches of a target
    if subject.how == "title":
        return True  # another part of the title's task
    anchors = {slot.cell.address for slot in slots if slot.field in ("name", "code", "content")}
    return not anchors or bool(anchors & {slot.cell.address for slot in last.slots})


def _kind_of(rows: Rows, line: int) -> Scope | None:
    """Say what a row says of itself by its labels: an example, void, a plan."""
    labels, dated = rows.labels(line), rows.dated(line)
    cells = [cell for _, cell in labels]
    found = kind_of_row([(name, written(cell)) for name, cell in labels], rows.setting.vocabulary, rows.setting.year)
    if found is None:
        cells = [cell for cell, _ in dated]
        found = period_of_row([(written(cell), near) for cell, near in dated], rows.setting.year)
        if found and rows.title.balance and found[0].until and found[0].until.month == _DECEMBER:
            return None
    if found is None:
        return of_cells(rows, line)
    return replace(found[0], words=written(cell := cells[found[1]]), source=_place(rows, cell))


def _place(rows: Rows, cell: Cell) -> Source:
    return rows.setting.source(rows.grid.sheet.name, cell.address)

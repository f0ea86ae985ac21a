"""The rows of one table of the issued ledger: the form's by code and name, the department's own by their names."""

from collections.abc import Sequence
from dataclasses import field, replace

from ecoreport.model import Cell, Finding, Item, Scope
from ecoreport.model.layout import LayoutRecord, Slot, written
from ecoreport.recognition import rules
from ecoreport.recognition.agreement import NO_CODE, Agreement, GoalLine
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.columns import OF_TABLE
from ecoreport.recognition.headings import NAME_LIKE
from ecoreport.recognition.kinds import kind_of_row
from ecoreport.recognition.labels import is_signature_line
from ecoreport.recognition.rows import Rows
from ecoreport.recognition.scope import narrowed
from ecoreport.recognition.subjects import Subject, SubjectFinder
from ecoreport.recognition.telling import ask_subject
from ecoreport.recognition.walk import Walk, report
from ecoreport.records import dataclass

_OF_GOALS = ("goal", "goal_code", "goal_number", "goal_unit")
_TELLING = ("remark", "notes", "statement")
_SHOWN = 5  # addresses that a message names
_OF_PLAN = frozenset((*NAME_LIKE, *_OF_GOALS, "code", "number", "unit", "target", "nature", "duty", "departments"))


@dataclass(slots=True)
class _Found:
    """A row of the form (or several lines of one task) and what it was taken for."""

    subject: Subject
    slots: list[Slot]
    scope: Scope = Scope()  # whose numbers these are
    beside: tuple[tuple[Scope, list[Slot]], ...] = ()  # what it says in columns of other places, which the department added
    meant: str = ""  # what its code is, in words, where that is no item of the plan

    @property
    def answers(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.field not in _OF_PLAN]


@dataclass(slots=True)
class IssuedRows:
    """Reads the lines below one heading row of the form, and says what became of each cell."""

    rows: Rows
    finder: SubjectFinder
    codes: frozenset[str]  # that the ledger was printed with
    printed: frozenset[str]  # addresses of titles, headings, sections
    records: list[LayoutRecord] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    furniture: set[str] = field(default_factory=set)
    claimed: set[str] = field(default_factory=set)  # addresses that a record holds
    asked: set[str] = field(default_factory=set)  # addresses of rows that are a question
    _found: list[_Found] = field(default_factory=list)
    _goals: list[tuple[str, list[Slot]]] = field(default_factory=list)  # lines that only 目标编码 gives to a task
    _nameless: list[Cell] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)
    _walk: Walk = field(init=False)
    _agreement: Agreement = field(init=False)

    def __post_init__(self) -> None:
        setting = self.rows.setting
        self._places = {column.field: column.place for column in reversed(self.rows.columns)}
        self._walk = Walk(self.rows, self.finder, Block(self.rows.kind, self.rows.grid.sheet.name, self.rows.band.last_line))
        self._agreement = Agreement(setting.matcher, setting.system)

    @property
    def taken(self) -> set[str]:
        """Collect the addresses that nobody else need look at."""
        return self.claimed | self.asked

    @property
    def _adds_values(self) -> bool:
        """Did the department add a column for values of a year that has one."""
        years = [column.year for column in self.rows.columns if column.field == "actual"]
        return len(set(years)) < len(years)

    @property
    def _splits(self) -> bool:
        """Did the department add a column for another place."""
        return any(column.scope != OF_TABLE for column in self.rows.columns)

    def read(self) -> None:
        """Read every line, then what is told of the whole table."""
        listed = self.rows.kind in ("evidence", "highlight")
        for line in self.rows.lines():
            owned = [place for place in self.rows.owned(line) if self._cell(line, place).address not in self.printed]
            if not owned:
                self._walk.context = ()
                continue
            if listed:
                self._read_listed(line, owned)
            else:
                self._read_reported(line, owned)
        for subject, slots in self._goals:
            self._extend(Subject(subject, "stamp"), slots)
        self._finish()

    def _cell(self, line: int, place: int) -> Cell:
        cell = self.rows.grid.own(line, place)
        assert cell is not None  # of an owned place
        return cell

    # ---- one line -------------------------------------------------------------------------

    def _read_listed(self, line: int, owned: Sequence[int]) -> None:
        if self.rows.kind == "highlight" and owned == [self._places.get("number")]:
            self.furniture.add(self._cell(line, owned[0]).address)  # its rows are numbered
        else:
            self._walk.read_line(line, owned)

    def _read_reported(self, line: int, owned: Sequence[int]) -> None:
        def text(field: str) -> str:
            return self.rows.grid.text(line, self._places[field]) if field in self._places else ""

        task = self.rows.kind == "task"
        goal = self._agreement.goal(text) if task else None
        subject = self._agreement.task(text) if task else self._agreement.item(text)
        if subject is None and goal is None:
            self._read_own(line, owned, text("code"), [name for name in (text("name"), text("part"), text("content")) if name])
            return
        slots = _slots(self.rows, line)
        if not task and subject and self._adds_values:
            slots = self.rows.settle(line, subject.id or "", slots)
        if task:
            slots = self._of_goal(slots, subject, goal)
        if subject is None:
            assert goal is not None
            self._goals.append((goal.task, slots))
        elif task and self._places["code"] not in self.rows.grid.owned(line) and any(each.subject.id == subject.id for each in self._found):
            self._extend(subject, slots)  # merged down from the line above
        else:
            beside = tuple(self.rows.beside(line, None)) if self._splits else ()
            self._found.append(_Found(subject, slots, _scope(self.rows, line), beside))
            self._walk.context = self._siblings(subject)

    def _read_own(self, line: int, owned: Sequence[int], code: str, names: list[str]) -> None:
        """Read a row without a code of ours by its names; where it has neither, nobody can tell what it is."""
        rows, vocabulary = self.rows, self.rows.setting.vocabulary
        if not rows.grid.turned and is_signature_line(rows.texts(line), vocabulary):
            return
        if names and code in self.codes:  # what was printed under it is not in today's plan
            self._ask_unknown(line, names)
        elif names:
            self._walk.read_line(line, owned)
        else:
            answers = {column.place for column in rows.columns if column.field not in _OF_PLAN}
            self._nameless += [cell for place in owned if place in answers and (cell := rows.grid.own(line, place))]

    def _siblings(self, subject: Subject) -> tuple[str, ...]:
        """List the items of its indicator: an own row below may name another part of it."""
        item = self.rows.setting.matcher.items.subjects.get(subject.id or "")
        siblings = self.finder.indicator(item.indicator) if isinstance(item, Item) else ()
        return siblings if len(siblings) > 1 else ()

    # ---- tasks of several lines -------------------------------------------------------------

    def _of_goal(self, slots: list[Slot], subject: Subject | None, goal: GoalLine | None) -> list[Slot]:
        """Take 完成量 for a note where its 目标编码 is missing, or disagrees with its 量化目标 or with the row's task."""
        if goal is None and subject and self._agreement.has_goals(subject) and "goal_code" in self._places:
            self._nameless += [slot.cell for slot in slots if slot.field == "quantity"]
            return [replace(slot, field="notes") if slot.field == "quantity" else slot for slot in slots]
        if goal is None or (goal.agrees and (subject is None or subject.id == goal.task)):
            return slots
        if any(slot.field == "quantity" for slot in slots) and (subject is None or subject.contradicts is None):
            about = Subject(subject.id if subject else goal.task, "stamp", goal.written)
            self.findings.append(_contradiction(self.rows.setting, about, slots, "goal_code", goal.meant))
        return [replace(slot, field="notes") if slot.field == "quantity" else slot for slot in slots]

    def _extend(self, subject: Subject, slots: list[Slot]) -> None:
        """Add a line to its task's record, wherever that stands."""
        found = next((each for each in reversed(self._found) if each.subject.id == subject.id), None)
        if found is None:
            self._found.append(_Found(subject, slots))
            return
        seen = {slot.cell.address for slot in found.slots}
        found.slots += [slot for slot in slots if slot.cell.address not in seen]

    # ---- the whole table ----------------------------------------------------------------------

    def _finish(self) -> None:
        walk = self._walk
        agreed = {each.subject.id for each in self._found if each.subject.contradicts is None}
        for found in self._found:
            self._record(found, agreed)
        own, walk.block.records = walk.block.records, [*self.records, *walk.block.records]
        unresolved, walk.unresolved = walk.unresolved, []
        report(walk)
        for _, subject, slots in unresolved:
            source = slots[0].source(self.rows.setting.file)
            if self.rows.kind == "task" and not (subject.match and subject.match.candidates):  # 自行增加的任务
                self.findings.append(
                    rules.NAME_UNKNOWN.finding(
                        source, department=self.rows.setting.department, key=subject.written, written=subject.written, where="重点任务"
                    )
                )
            ask_subject(walk.block, self.rows.setting, subject, source)
            self.asked |= {slot.cell.address for slot in slots}
        if self._nameless:
            self.findings.append(_unnamed(self.rows, self._nameless))
            self.asked |= {cell.address for cell in self._nameless}
        self.records += own
        self.claimed |= {slot.cell.address for record in self.records for slot in record.slots}
        self.furniture |= walk.block.headings | walk.block.titled
        self.findings += walk.block.findings

    def _record(self, found: _Found, agreed: set[str | None]) -> None:
        """Make the row's record; a contested one is of whom it may be about, code's and name's, unless these have rows that agree."""
        if found.subject.contradicts is None or not found.answers:
            self.records.append(self.rows.record(found.subject, found.slots, found.scope))
            self.records += [self.rows.record(found.subject, slots, scope.within(found.scope)) for scope, slots in found.beside]
            return
        meant = found.meant or self._agreement.meant(found.subject)
        for id_ in dict.fromkeys((found.subject.id, found.subject.contradicts)):
            if not id_:
                continue
            subject = replace(found.subject, id=id_)
            self.findings.append(_contradiction(self.rows.setting, subject, found.slots, "code", meant))
            if id_ not in agreed:
                self.records.append(self.rows.record(subject, found.slots, found.scope))
            else:
                self.asked |= {slot.cell.address for slot in found.slots}  # what stands at its own row is not to be doubted by this one

    def _ask_unknown(self, line: int, names: list[str]) -> None:
        """Ask about a row that was printed under a code which today's plan has no more."""
        slots, matcher = _slots(self.rows, line), self.rows.setting.matcher
        known = matcher.tasks.known(names[0], names[-1]) if self.rows.kind == "task" else matcher.items.known(names[-1])
        if known and known.id:
            self._found.append(
                _Found(Subject(known.id, "stamp", "/".join(names), contradicts=""), slots, _scope(self.rows, line), meant=NO_CODE)
            )
        elif answers := [slot for slot in slots if slot.field not in _OF_PLAN]:
            self._walk.unresolved.append((line, Subject(None, written=names[-1]), answers))


def _slots(rows: Rows, line: int) -> list[Slot]:
    """Give a row's cells the fields of their columns; a heading that is merged down over them is none."""
    if any(column.scope != OF_TABLE for column in rows.columns):
        return rows.slots(line, None)
    cells = ((column, rows.grid.at(line, column.place)) for column in rows.columns)
    return [
        Slot(column.field, rows.grid.sheet.name, cell, column.heading, column.year, column.unit)
        for column, cell in cells
        if cell is not None and cell.row > rows.band.last_line
    ]


def _scope(rows: Rows, line: int) -> Scope:
    """Say whose a row is by what was typed beside its value: a county's name alone, 作废."""
    table, setting = rows.title.scope, rows.setting
    for field_, cell in rows.labels(line):
        text, source = written(cell), setting.source(rows.grid.sheet.name, cell.address)
        if field_ in _TELLING and setting.matcher.regions.is_one(text):
            return narrowed(table, rows.place(text), source)
        if field_ in _TELLING and (found := kind_of_row([(field_, text)], setting.vocabulary, setting.year)):
            return replace(found[0], words=text, source=source).within(table)
    return table


def _contradiction(setting: Setting, subject: Subject, slots: Sequence[Slot], field: str, meant: str) -> Finding:
    """Ask whom a row is about whose code and name disagree."""
    code = next(slot for slot in slots if slot.field == field)
    return rules.CODE_CONTRADICTS.finding(
        code.source(setting.file), department=setting.department, subject=subject.id, key="" if field == "code" else code.text,
        code=code.text, meant=meant, written=subject.written,
    )  # fmt: skip


def _unnamed(rows: Rows, cells: Sequence[Cell]) -> Finding:
    """Ask about rows with answers that neither a code nor a name gives to anything."""
    setting, sheet = rows.setting, rows.grid.sheet.name
    shown = "、".join(cell.address for cell in cells[:_SHOWN])
    source = setting.source(sheet, cells[0].address)
    return rules.ROW_UNNAMED.finding(source, department=setting.department, key=sheet, sheet=sheet, cells=shown)

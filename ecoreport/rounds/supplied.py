"""What people filled into 待补清单, taken for what it says: values, facts for the judge, words for the paper; else it is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from typing import Any, TypeAlias

from ecoreport.demands import demands_of
from ecoreport.language import patterns as re
from ecoreport.language.periods import read_month
from ecoreport.language.widths import fold
from ecoreport.model import (
    Adjudication,
    IndicatorSystem,
    Memory,
    Pending,
    PersonField,
    Question,
    Reference,
    Source,
    Subject,
    SuppliedFact,
    TypedCell,
)
from ecoreport.model.facts import FACTS
from ecoreport.model.rounds import PENDING_FIELDS
from ecoreport.records import dataclass
from ecoreport.rounds.values import Line, is_unsure, name_of, question, read, settle, twice
from ecoreport.vocabulary import Vocabulary

_VALUES = ("value", "actual", "verified", "statement")  # what was reached, of an item in a year
_DAYS = ("deadline", "rectified_by")
_JUDGED = {fact.field: fact for fact in FACTS if fact.judged}
_BY = re.compile(r"(?:[底末]?之?前|[底末])$")  # 2021年6月底前: a month is day enough
_SHEET = "待补清单"
_ID = re.compile(r"T?\d+(?:\.\d+)?|M\d+\.\d+")  # of an item, a key task, a goal
Taken: TypeAlias = Question | Adjudication | SuppliedFact | TypedCell


@dataclass(slots=True)
class Supplied:
    """What has come of it."""

    adjudications: list[Adjudication] = field(default_factory=list)
    facts: tuple[SuppliedFact, ...] = ()
    filled: dict[str, TypedCell] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Supplies:
    """Takes one line of 待补清单 after the other."""

    memory: Memory
    system: IndicatorSystem
    vocabulary: Vocabulary
    period: int

    def take(self) -> Supplied:
        """Take everything that was typed there."""
        supplied = Supplied(questions=list(self._told_twice()))
        contested = {each.finding for each in self.memory.twice if each.field == "answer"}
        for pending in self.memory.pending:
            cells = self.memory.typed[pending.id].cells if pending.id in self.memory.typed else {}
            if (cell := cells.get("answer")) is None or not cell.text or pending.id in contested:
                continue
            for taken in self._take(pending, cell, cells.get("basis")):
                if isinstance(taken, Question):
                    supplied.questions.append(taken)
                elif isinstance(taken, Adjudication):
                    supplied.adjudications.append(taken)
                elif isinstance(taken, SuppliedFact):
                    supplied.facts += (taken,)
                else:
                    supplied.filled[pending.id] = taken
        return supplied

    def _told_twice(self) -> Iterator[Question]:
        known = {pending.id: pending for pending in self.memory.pending}
        for each in self.memory.twice:
            if each.finding in known and each.field in PENDING_FIELDS:
                taken = "暂不采用" if each.field == "answer" else "两处的都留在该格"
                yield twice(_line(known[each.finding]), each.field, each.one, each.other, taken)

    def _take(self, pending: Pending, cell: TypedCell, basis: TypedCell | None) -> Iterator[Taken]:
        subject = self._subject(pending)
        if cell.text.startswith("="):
            yield question("not_a_value", _line(pending), cell, named=pending.missing, why="是没有计算结果的公式", unit="—")
        elif pending.key in _DAYS:
            known = cell.day or read_month(_BY.sub("", fold(cell.text)))
            yield cell if known else question("not_a_day", _line(pending), cell, what=pending.missing)
        elif pending.key == "branch":
            yield self._kind_of_place(pending, cell)
        elif subject is None:
            yield cell
        elif pending.key in _JUDGED:
            yield from self._fact(pending, subject, cell, basis)
        elif self._is_value(pending, subject, cell):
            yield settle(_line(pending), subject, pending.year or self.period, (cell, basis), self.system, self.vocabulary)
        else:
            yield cell

    def _subject(self, pending: Pending) -> Subject | None:
        """Give the item or task that a line is about, where the plan has it."""
        if any(task.id == pending.number for task in self.system.key_tasks) or pending.number in demands_of(self.system).subjects:
            return Subject(pending.number)
        return None

    def _is_value(self, pending: Pending, subject: Subject, cell: TypedCell) -> bool:
        """Does a line say how much was reached, so that it is judged: a task's state or percentage, an item's value of a year."""
        if subject.task is not None:
            text = fold(cell.text).removesuffix("%")
            return pending.key == "progress" and (bool(self.vocabulary.task_status(cell.text)) or text.replace(".", "", 1).isdecimal())
        in_words = demands_of(self.system).subjects[subject].expects != "number"
        return pending.key in _VALUES and (pending.key != "statement" or in_words)

    def _fact(self, pending: Pending, subject: Subject, cell: TypedCell, basis: TypedCell | None) -> Iterator[Taken]:
        """Take what superiors have set or found; without a ground it is judged by, and doubted."""
        line = _line(pending)
        met = True if self.vocabulary.has("assigned_met", cell.text) else None
        met = False if self.vocabulary.has("assigned_not_met", cell.text) else met
        quantity = read(subject, cell, self.system, self.period, change=_JUDGED[pending.key].change)
        if quantity.value is not None and quantity.state == "value" and not is_unsure(quantity):
            yield SuppliedFact(pending.key, quantity.value, cell.source, subject, self.period)
        elif met is not None and pending.key == "assigned":
            yield SuppliedFact("assigned_met", met, cell.source, subject, self.period)
        else:
            unit = demands_of(self.system).subjects[subject].subject.unit or "—"
            yield question("not_a_value", line, cell, named=pending.missing, why="不是可以直接采用的数", unit=unit)
            return
        if basis is None:
            yield question("no_ground", line, cell, what=pending.missing)

    def _kind_of_place(self, pending: Pending, cell: TypedCell) -> Taken:
        """Take a kind of place (归类) where the plan's targets tell it apart."""
        told = [demand.target for demand in demands_of(self.system).subjects.values()]
        apart = [target for target in told if {*pending.choices} & {branch.label for branch in target.branches}]
        if any(target.choose_branch((cell.text.strip(),)) for target in apart):
            return SuppliedFact("branch", cell.text.strip(), cell.source)
        return question("not_listed", _line(pending), cell, what=pending.missing, choices="、".join(pending.choices))


def _line(pending: Pending) -> Line:
    subject = Subject(pending.number) if _ID.fullmatch(pending.number) else None
    names: dict[PersonField, str] = {"value": pending.missing, "answer": pending.missing, "basis": "依据"}
    return Line(pending.id, subject, name_of(subject, pending.number or pending.matter), names, _SHEET)


def informed(system: IndicatorSystem, facts: Sequence[SuppliedFact]) -> IndicatorSystem:
    """Give the plan with the facts that the office has supplied: what the plan's own workbook says outranks them."""
    if not facts:
        return system
    references = {(each.item, each.year): each for each in system.references}
    kinds: list[tuple[str, Source]] = []
    for fact in facts:
        if fact.name == "branch":
            kinds.append((str(fact.value), fact.source))
            continue
        known = references.get((fact.item, fact.year), Reference(fact.item, fact.year))
        if getattr(known, fact.name) is None:
            changed: dict[str, Any] = {fact.name: fact.value, "sources": (*known.sources, (fact.name, fact.source))}
            references[fact.item, fact.year] = replace(known, **changed)
    parameters = replace(system.parameters, kinds=(*system.parameters.kinds, *kinds))
    return replace(system, references=tuple(references.values()), parameters=parameters)

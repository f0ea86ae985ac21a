"""What the office has decided by what it typed: values, readings, waivers, deadlines; what cannot be taken as it stands is asked."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ecoreport.demands import demands_of
from ecoreport.language import patterns as re
from ecoreport.model import (
    Adjudication,
    Batch,
    ClosedFinding,
    Decisions,
    Finding,
    IndicatorSystem,
    Memory,
    PersonField,
    Question,
    Subject,
    Typed,
    TypedCell,
)
from ecoreport.records import dataclass
from ecoreport.rounds.supplied import Supplies
from ecoreport.rounds.values import FIELD_NAMES, Line, name_of, question, settle, twice
from ecoreport.vocabulary import Vocabulary

_DECIDING: tuple[PersonField, ...] = ("value", "reading", "waived_until", "deadline")  # of which two answers are no answer


def decide(memory: Memory | None, system: IndicatorSystem, vocabulary: Vocabulary, period: int) -> Decisions:
    """Take what was typed beside each finding for what it says."""
    if memory is None:
        return Decisions()
    return _Desk(memory, system, vocabulary, period).decide()


@dataclass(frozen=True, slots=True)
class _Desk:
    memory: Memory
    system: IndicatorSystem
    vocabulary: Vocabulary
    period: int

    def decide(self) -> Decisions:
        known = {finding.id: finding for finding in self.memory.findings}
        known |= {closed.finding.id: closed.finding for closed in self.memory.closed if closed.finding.id not in known}
        known = {id_: finding for id_, finding in known.items() if self._is_asked(finding)}
        contested = {(each.finding, each.field) for each in self.memory.twice if each.field in _DECIDING}
        questions = list(self._toldtwice(known))
        adjudications: list[Adjudication] = []
        readings: dict[str, tuple[str, Finding, TypedCell]] = {}
        waived: dict[str, date] = {}
        due: dict[str, date] = {}
        for id_, typed in sorted(self.memory.typed.items()):
            if (finding := known.get(id_)) is None:
                continue
            group = _group_of(finding, known)
            cells: dict[PersonField, TypedCell] = {
                name: cell for name, cell in typed.cells.items() if cell.text and (id_, name) not in contested
            }
            for found in self._days(finding, typed, cells):
                if isinstance(found, Question):
                    questions.append(found)
                else:
                    (waived if found[0] == "waived_until" else due).update((each.id, found[1]) for each in group)
            if "reading" in cells and (chosen := _value_read(finding, cells["reading"])):
                cells |= {"value": replace(cells["reading"], text=chosen), "basis": cells.get("remark", cells["reading"])}
            elif "reading" in cells:
                questions += self._take_reading(finding, cells["reading"], readings)
            if "value" in cells:
                taken = self._take_value(finding, cells, several=len({each.subject for each in group}) > 1)
                (questions if isinstance(taken, Question) else adjudications).append(taken)  # type: ignore[arg-type]  # each to its own
        supplied = Supplies(self.memory, self.system, self.vocabulary, self.period).take()
        questions += supplied.questions
        return Decisions(
            tuple(self._once([*adjudications, *supplied.adjudications], questions)),
            tuple((signature, letter) for signature, (letter, _, _) in sorted(readings.items()) if letter),
            waived,
            due,
            tuple(questions),
            supplied.facts,
            supplied.filled,
        )

    def _is_asked(self, finding: Finding) -> bool:
        """Does the plan still ask for what a finding is about: it may have been edited since."""
        if finding.task is not None:
            return any(task.no == finding.task for task in self.system.key_tasks)
        return finding.subject is None or finding.subject in demands_of(self.system).subjects

    # ---- one cell --------------------------------------------------------------------------------

    def _days(
        self, finding: Finding, typed: Typed, cells: Mapping[PersonField, TypedCell]
    ) -> Iterator[Question | tuple[PersonField, date]]:
        for name in ("deadline", "waived_until"):
            if (cell := cells.get(name)) is None:
                continue
            if cell.day is None:
                yield question("not_a_day", Line.of(finding), cell, what=FIELD_NAMES[name])
            elif name == "waived_until" and not typed.text("remark"):
                yield question("no_reason", Line.of(finding), cell)
            else:
                yield name, cell.day

    def _take_reading(self, finding: Finding, cell: TypedCell, taken: dict[str, tuple[str, Finding, TypedCell]]) -> Iterator[Question]:
        """Keep a chosen reading by the form's signature; a form for which two letters are chosen is asked."""
        if finding.choice is None:
            yield question("not_a_reading", Line.of(finding), cell, letters="本问题没有列出读法", first="A")
            return
        letters = [reading.letter for reading in finding.choice.readings]
        letter = cell.text.strip().upper()
        if letter not in letters:
            yield question("not_a_reading", Line.of(finding), cell, letters="、".join(letters), first=letters[0])
            return
        before = taken.setdefault(finding.choice.signature, (letter, finding, cell))
        if before[0] and before[0] != letter:
            yield twice(Line.of(before[1]), "reading", before[2], cell, "暂不采用")
            taken[finding.choice.signature] = ("", finding, cell)

    def _take_value(self, finding: Finding, cells: Mapping[PersonField, TypedCell], *, several: bool) -> Question | Adjudication:
        cell = cells["value"]
        line = Line.of(finding)
        if several or finding.subject is None:
            return question("several", line, cell, subject="多项" if several else "整份台账")
        return settle(line, finding.subject, finding.year or self.period, (cell, cells.get("basis")), self.system, self.vocabulary)

    # ---- what belongs together ------------------------------------------------------------------

    def _once(self, made: Sequence[Adjudication], questions: list[Question]) -> Iterator[Adjudication]:
        """Take one value for an item and year; two that differ are asked, and neither is taken."""
        together: dict[tuple[Subject, int], list[Adjudication]] = defaultdict(list)
        for each in made:
            together[each.subject, each.year].append(each)
        for several in together.values():
            first = several[0]
            other = next((each for each in several[1:] if _said(each) != _said(first)), None)
            if other is None:
                yield first
            else:
                cells = (TypedCell(first.text, first.source), TypedCell(other.text, other.source))
                questions.append(twice(_line_of(first), "value", *cells, "暂不采用"))

    def _toldtwice(self, known: Mapping[str, Finding]) -> Iterator[Question]:
        for each in self.memory.twice:
            if each.finding in known:
                taken = "暂不采用" if each.field in _DECIDING else "两处的都留在该格"
                yield twice(Line.of(known[each.finding]), each.field, each.one, each.other, taken)


_AND = "、"  # between the values that several have reported
_SHOWN = re.compile(r"读法([A-H])：(?:[^；]*为|[^；]*是)?([^；]+)")


def hold_against(decisions: Decisions, batch: Batch, memory: Memory | None) -> Decisions:
    """Note what the ledgers said when a value was settled, and ask where they have said something else since."""
    if memory is None or not decisions.adjudications:
        return decisions
    earlier = {(each.finding, each.text, each.basis): each.reported for each in memory.adjudications}
    made, questions = [], list(decisions.questions)
    for each in decisions.adjudications:
        now = _reported(each, batch)
        before = earlier.get((each.finding, each.text, each.basis), now)
        made.append(replace(each, reported=before))
        if anew := [said for said in now.split(_AND) if said not in ("", *before.split(_AND), str(_said(each)))]:
            words = {"before": before or "没有填报", "after": _AND.join(anew)}
            questions.append(question("reported_anew", _line_of(each), TypedCell(each.text, each.source), **words))
    return replace(decisions, adjudications=tuple(made), questions=tuple(questions))


def _reported(made: Adjudication, batch: Batch) -> str:
    """Say what the ledgers answer: each value once, as it is written."""
    items = (entry.actual.raw for entry in batch.by.entries[made.subject] if (entry.year, entry.region) == (made.year, None))
    tasks = (
        (report.progress.raw if report.progress else "") or (report.status.text if report.status else "")
        for report in batch.by.tasks[made.subject]
        if report.region is None
    )
    return _AND.join(dict.fromkeys(said for said in (*items, *tasks) if said))


def _said(made: Adjudication) -> Decimal | str:
    return made.text if made.value is None else made.value


def _value_read(finding: Finding, cell: TypedCell) -> str:
    """Give the value of the reading that was chosen, where a question about one value shows them: 读法A：97.8；读法B：96.1."""
    shown: dict[str, str] = dict(_SHOWN.findall(finding.message)) if finding.choice is None else {}
    return shown.get(cell.text.strip().upper(), "")


def _group_of(finding: Finding, known: Mapping[str, Finding]) -> list[Finding]:
    """Give all findings of the question that stands once, in whose row something was typed."""
    if finding.group is None:
        return [finding]
    key = (finding.group, finding.code, finding.department)
    return [each for each in known.values() if (each.group, each.code, each.department) == key]


def _line_of(made: Adjudication) -> Line:
    return Line(made.finding, made.subject, name_of(made.subject, ""))


def adjudicated_ids(findings: Sequence[Finding], closed: Sequence[ClosedFinding], decisions: Decisions, period: int) -> frozenset[str]:
    """Name what the office's answers settle: the finding beside which a value stands, every doubt of that value, a table's question."""
    made = {(each.subject, each.year) for each in decisions.adjudications}
    told = (*findings, *(each.finding for each in closed))
    forms = {signature for signature, _ in decisions.readings}
    beside = {each.finding for each in decisions.adjudications}
    beside |= {each.id for each in told if each.choice and each.choice.signature in forms}
    return frozenset(
        beside
        | {
            each.id
            for each in told
            if each.subject and each.severity != "notice" and each.doubts and (each.subject, each.year or period) in made
        }
    )

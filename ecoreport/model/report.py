"""The whole report, complete before anything is rendered, and the questions that a script asks it."""

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Any, Literal

from ecoreport.errors import InputError
from ecoreport.model.account import why_of
from ecoreport.model.contents import ContentRows
from ecoreport.model.evidence import EvidenceFile, EvidenceResult
from ecoreport.model.finding import Finding
from ecoreport.model.ledger import Answered, Highlight, Signature, Submission
from ecoreport.model.lookup import find
from ecoreport.model.pending import Drafted, Pending
from ecoreport.model.plain import Row
from ecoreport.model.plan import IndicatorSystem
from ecoreport.model.questions import ask_once
from ecoreport.model.results import (
    Conflict,
    DepartmentResult,
    IndicatorResult,
    ItemResult,
    LineageRow,
    MainTaskResult,
    Owing,
    RegionResult,
    Replaced,
    StageState,
    TaskResult,
)
from ecoreport.model.returned import ReturnedFile
from ecoreport.model.rounds import Adjudication, Change, ClosedFinding, PreviousRound, Twice, Typed, TypedCell
from ecoreport.model.rows import (
    adjudication_row,
    change_row,
    closed_row,
    department_row,
    evidence_row,
    finding_row,
    goal_row,
    indicator_row,
    item_row,
    orphan_row,
    pending_row,
    region_row,
    replaced_row,
    task_row,
)
from ecoreport.model.source import Note
from ecoreport.model.unused import UnusedCells
from ecoreport.records import dataclass

RowKind = Literal["items", "findings", "tasks", "departments", "evidence", "regions"]
_ROWS: Mapping[str, Callable[[Any], Row]] = {
    "items": item_row,
    "findings": finding_row,
    "tasks": task_row,
    "departments": department_row,
    "evidence": evidence_row,
    "regions": region_row,
}


@dataclass(frozen=True, slots=True)
class Report:
    """Hold the whole result of one run: frozen, picklable, complete before anything is rendered.

    `indicators`, `tasks`, `main_tasks` and `stages` stand in the plan's order, `departments` (those with a duty) in that of
    单位名录, `findings` the gravest first, `questions` like them, but one about several items once. Values are `Decimal` in the
    plan's unit. `item`, `task` and `department` find one result by the plan's name for it and raise InputError, with the nearest
    names, where there is none.
    """

    system: IndicatorSystem
    period: int
    as_of: date
    round: int
    submissions: tuple[Submission, ...]
    indicators: tuple[IndicatorResult, ...]
    tasks: tuple[TaskResult, ...]
    main_tasks: tuple[MainTaskResult, ...]
    departments: tuple[DepartmentResult, ...]
    evidence: tuple[EvidenceResult, ...]
    highlights: tuple[Highlight, ...]
    findings: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]
    lineage: tuple[LineageRow, ...]
    unused: UnusedCells
    stages: tuple[StageState, ...]
    explanations: tuple[tuple[Finding, Note], ...] = ()  # 需核实事项的说明
    regions: tuple[RegionResult, ...] = ()  # what counties and zones say of themselves
    contents: ContentRows = ContentRows()  # every cell that was understood, adopted or not, department by department
    other_covers: tuple[Signature, ...] = ()  # of senders that have no duty: counties, and whom nobody knows
    replaced: tuple[Replaced, ...] = ()  # answers that later ones replaced
    previous: PreviousRound | None = None  # the round that this one continues
    typed: Mapping[str, Typed] = field(default_factory=dict)  # what people wrote beside findings, by their ids, closed ones too
    twice: tuple[Twice, ...] = ()  # … and what of it was written in two places, differently
    closed: tuple[ClosedFinding, ...] = ()  # what was settled, in any round
    changes: tuple[Change, ...] = ()  # against the round before
    adjudications: tuple[Adjudication, ...] = ()  # values that the office settled
    answers: tuple[Answered, ...] = ()  # what departments answered on 反馈意见
    orphans: tuple[EvidenceFile, ...] = ()  # files of the evidence folder that no ledger refers to
    returns: tuple[ReturnedFile, ...] = ()  # their files as they go back, where that is asked for
    links: Mapping[str, str] = field(default_factory=dict)  # file -> the URL that opens it from where the outputs lie; none: no links
    evidence_links: Mapping[str, str] = field(default_factory=dict)  # the same of files below the evidence folder, by their paths there
    filled: Mapping[str, TypedCell] = field(default_factory=dict)  # what 技术报告 says in place of a mark, by line of 待补清单
    supplied: tuple[Pending, ...] = ()  # the lines in which people have written
    paper: Drafted | None = field(default=None, compare=False)  # 技术报告, where it is rendered: it says what 待补清单 asks for

    @property
    def items(self) -> tuple[ItemResult, ...]:
        """Give the results of all items (68 in 舟山's plan) in the plan's order."""
        return tuple(item for indicator in self.indicators for item in indicator.items)

    def linked(self, url: Callable[[str], str]) -> "Report":
        """Give the report with the URL of each file that was opened, and of each below the evidence folder."""
        proofs = (*(file for piece in self.evidence for file in piece.files), *self.orphans)
        ledgers = {each.file: url(each.path) for each in self.submissions if each.path and each.sha256}
        return replace(self, links=ledgers, evidence_links={file.path: url(file.place) for file in proofs if file.place})

    @property
    def questions(self) -> tuple[Finding, ...]:
        """Give the findings as people are asked: one about a table that touches several items stands once, under its first id."""
        return ask_once(self.findings)

    @property
    def pending(self) -> tuple[Pending, ...]:
        """Give the lines of 待补清单: what 技术报告 still asks for, then what people have supplied."""
        if self.paper is None:
            return self.supplied
        marked = (*self.paper.open, *self.paper.filled)
        known = {pending.id for pending in marked}
        return (*marked, *(pending for pending in self.supplied if pending.id not in known))

    @property
    def pending_rows(self) -> list[Row]:
        """Give the lines of 待补清单 as result.json has them: each says whether 技术报告 still asks for it."""
        asked = {pending.id for pending in self.paper.open} if self.paper else set()
        return [pending_row(pending, is_open=pending.id in asked) for pending in self.pending]

    @property
    def years(self) -> tuple[int, int, int]:
        """Give the period and the two years before it, the earliest first."""
        return (self.period - 2, self.period - 1, self.period)

    def item(self, id: str) -> ItemResult:  # noqa: A002 — the name that result.json uses
        """Find one item's result by its id, "17" or "15.1". Raise InputError, with the ids nearest to it, where there is none."""
        return find(str(id), {result.item.id: result for result in self.items}, "分项", "编号")

    def task(self, no: int) -> TaskResult:
        """Find one key task's result by its number in 附件2. Raise InputError, with the nearest numbers, where there is none."""
        return find(str(no), {str(result.task.no): result for result in self.tasks}, "重点任务", "序号")

    def department(self, name: str) -> DepartmentResult:
        """Find one department that has a duty, by its name or an alias of 单位名录. Raise InputError, with names near it, else."""
        names = {alias: one.name for one in self.system.departments for alias in one.aliases}
        return find(names.get(name, name), {result.name: result for result in self.departments}, "有任务的单位", "名称")

    def why(self, id: str) -> Row:  # noqa: A002 — the name that result.json uses
        """Say why a result is what it is, by its id: "15.1" an item, "15" an indicator, "M4.1" a goal of the text, "T7" a key task.

        The record is what result.json says of it: target and how it was understood, value and cell, readings, facts, who said otherwise,
        evidence, findings, standing, what would turn it. Raise InputError, with the nearest ids, for an id that there is not.
        """
        return why_of(self.tables(), id)

    def tables(self) -> dict[str, list[Row]]:
        """Give every table of result.json that tells of results, as rows."""
        goals = [goal for task in self.main_tasks for goal in task.goals if goal.goal.text_only]
        return {
            "indicators": list(map(indicator_row, self.indicators)),
            "items": self.rows("items"),
            "goals": list(map(goal_row, goals)),
            "tasks": self.rows("tasks"),
            "findings": self.rows("findings"),
            "evidence": self.rows("evidence"),
            "orphans": list(map(orphan_row, self.orphans)),
            "regions": self.rows("regions"),
            "replaced": list(map(replaced_row, self.replaced)),
            "closed": [closed_row(closed) for closed in self.closed if closed.finding.severity != "notice"],
            "changes": list(map(change_row, self.changes)),
            "adjudications": list(map(adjudication_row, self.adjudications)),
            "pending": self.pending_rows,
        }

    def owing(self) -> tuple[Owing, ...]:
        """List every department that owes a ledger or an answer, in the order of 单位名录."""
        return tuple(
            Owing(
                result.name,
                result.owes,
                tuple(item for item in result.lead_items if item not in result.reported_items),
                tuple(task for task in result.lead_tasks if task not in result.reported_tasks),
            )
            for result in self.departments
            if result.owes
        )

    def rows(self, kind: RowKind) -> list[Row]:
        """Give one plain dict a result, ready for a DataFrame: "items", "findings", "tasks", "departments", "evidence" or "regions".

        Keys and values are those of result.json: numbers are decimal strings in the plan's unit, a source is a dict of file,
        sheet and cell, what is not known is None. Raise InputError for another kind.
        """
        if kind not in _ROWS:
            raise InputError(f"没有“{kind}”这一种明细，可用的有：{'、'.join(_ROWS)}。")
        return [_ROWS[kind](result) for result in getattr(self, kind)]

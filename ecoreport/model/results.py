"""What comes out of each item, task, department and file: one value, judged once, with everything that bears on it."""

from datetime import date
from decimal import Decimal
from typing import Literal

from ecoreport.model.evidence import EvidenceResult
from ecoreport.model.finding import Finding
from ecoreport.model.judgement import Bound, Facts, ItemStatus, Verdict
from ecoreport.model.ledger import Entry, Figure, KeyTaskReport, Signature, Submission
from ecoreport.model.plan import Goal, Item, KeyTask, MainTask, Stage
from ecoreport.model.source import Source
from ecoreport.model.standing import Doubt, Reading, Standing, standing_of, worst
from ecoreport.model.why import Requirement, Turn
from ecoreport.records import dataclass

TaskStatus = Literal["completed", "in_progress", "behind", "not_started", "not_reported"]
OwingState = Literal["not_submitted", "unread", "partial"]


@dataclass(frozen=True, slots=True)
class YearValue:
    """An item's value of an earlier year, with the place that it comes from."""

    year: int
    value: Decimal | None
    text: str | None
    source: Source
    figure: Figure | None = None  # None: from 参照值


@dataclass(frozen=True, slots=True)
class Assessment:
    """One item (or text-only goal) in one year: the chosen entry, the others, the facts, the verdict."""

    item: str
    year: int
    status: ItemStatus
    reason: str
    value: Decimal | None = None  # in the plan's unit
    text: str | None = None
    unit: str = ""  # the plan's; where the plan prints none, the unit written
    chosen: Entry | None = None
    others: tuple[Entry, ...] = ()  # what other departments (or another file) gave for the same item and year
    facts: Facts = Facts()
    fact_sources: tuple[tuple[str, Source], ...] = ()  # ("average", where it was read) …
    verdict: Verdict | None = None  # None: nothing was judged (not reported, 未到期, 不适用)
    history: tuple[YearValue, ...] = ()  # earlier years, oldest first
    bound: Bound | None = None  # where the whole target is one plain comparison
    doubts: tuple[Doubt, ...] = ()  # what the batch says against it
    readings: tuple[Reading, ...] = ()  # how it may be understood, as written first; the status is what holds under all of them

    @property
    def gap(self) -> Decimal | None:
        return self.verdict.gap if self.verdict else None

    @property
    def missing(self) -> tuple[str, ...]:
        return self.verdict.missing if self.verdict else ()

    @property
    def source(self) -> Source | None:
        return self.chosen.actual.source if self.chosen else None

    def of_year(self, year: int) -> YearValue | None:
        return next((value for value in self.history if value.year == year), None)


@dataclass(frozen=True, slots=True)
class TaskAssessment:
    """One key task: the report that counts, the others, its state."""

    task: int
    status: TaskStatus
    progress: Decimal | None = None
    chosen: KeyTaskReport | None = None
    others: tuple[KeyTaskReport, ...] = ()
    goals: tuple["QuantityGoal", ...] = ()
    doubts: tuple[Doubt, ...] = ()  # what the batch says against its state
    reason: str = ""  # why it is this state, where it is not the department's own word


@dataclass(frozen=True, slots=True)
class QuantityGoal:
    """One quantified goal inside a key task's text: 整治50家"低散乱"企业."""

    text: str  # the clause of the plan
    number: Decimal
    unit: str  # 家, 亩, %, 公里
    object: str  # "低散乱"企业
    done: Decimal | None = None
    source: Source | None = None  # where `done` was read

    @property
    def reached(self) -> bool | None:
        return None if self.done is None else self.done >= self.number


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One of the 68 rows of 指标完成情况."""

    item: Item
    assessment: Assessment
    evidence: tuple[EvidenceResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    understood: Requirement | None = None  # its target, and how the facts hold against each part of it
    turns: tuple[Turn, ...] = ()  # what would give another verdict

    @property
    def status(self) -> ItemStatus:
        return self.assessment.status

    @property
    def reporter(self) -> str | None:
        return self.assessment.chosen.department if self.assessment.chosen else None

    @property
    def standing(self) -> Standing | None:
        """Say what the value stands on (contract: Standing); None where nothing was reported."""
        return standing_of(self.status, (*self.findings, *self.assessment.doubts))

    @property
    def refuted(self) -> bool:
        """Does the batch itself refute what was reported for this year: no paper tells it as a fact."""
        earlier = {past.source for past in self.assessment.history}
        return any(finding.refuting and finding.source not in earlier for finding in self.findings)

    @property
    def rivals(self) -> tuple[Reading, ...]:
        """List the plausible readings that are not what was reported."""
        own = (self.assessment.value, self.assessment.text)
        return tuple(each for each in self.assessment.readings if (each.value, each.text if each.value is None else own[1]) != own)

    def comparable(self, year: int) -> Decimal | None:
        """Give the value of a year where nothing says that it may be another one: only such values are compared."""
        assessment = self.assessment
        if year == assessment.year:
            return None if self.refuted or self.rivals else assessment.value
        past = assessment.of_year(year)
        if past is None or any(finding.refuting and finding.source == past.source for finding in self.findings):
            return None
        written = past.figure.unit if past.figure else None
        return None if not self.item.has_unit and written and written != assessment.unit else past.value


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    no: int
    name: str
    domain: str
    group: str
    nature: str
    status: ItemStatus
    items: tuple[ItemResult, ...]

    @property
    def standing(self) -> Standing | None:
        """Give the worst standing of its items."""
        return worst(result.standing for result in self.items)


@dataclass(frozen=True, slots=True)
class TaskResult:
    """One of the 45 rows of 重点任务."""

    task: KeyTask
    assessment: TaskAssessment
    main_tasks: tuple[int, ...] = ()
    indicators: tuple[int, ...] = ()
    evidence: tuple[EvidenceResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    turns: tuple[Turn, ...] = ()  # what would give another state

    @property
    def standing(self) -> Standing | None:
        """Say what its state stands on; None where nothing was reported."""
        return standing_of(self.assessment.status, (*self.findings, *self.assessment.doubts))


@dataclass(frozen=True, slots=True)
class GoalResult:
    goal: Goal
    assessment: Assessment | None  # of a text-only goal
    items: tuple[str, ...] = ()  # the items that measure the others
    findings: tuple[Finding, ...] = ()
    understood: Requirement | None = None  # of a text-only goal
    turns: tuple[Turn, ...] = ()

    @property
    def standing(self) -> Standing | None:
        """Say what the value of a text-only goal stands on; None where nothing was reported."""
        return standing_of(self.assessment.status, (*self.findings, *self.assessment.doubts)) if self.assessment else None


@dataclass(frozen=True, slots=True)
class MainTaskResult:
    task: MainTask
    goals: tuple[GoalResult, ...]
    indicators: tuple[int, ...] = ()
    key_tasks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DepartmentResult:
    """One department: what it owes, what it sent, what is still wrong."""

    name: str
    files: tuple[Submission, ...]
    submitted: bool
    submitted_on: date | None  # 填报日期 of its newest ledger
    late: bool | None  # None: no deadline set, or no date written
    lead_items: tuple[str, ...]
    reported_items: tuple[str, ...]  # of its lead items: those with anything written
    supporting_items: tuple[str, ...]
    lead_tasks: tuple[int, ...]
    reported_tasks: tuple[int, ...]
    supporting_tasks: tuple[int, ...]
    findings: tuple[Finding, ...]  # as it is asked: a question about several items once
    signatures: tuple[Signature, ...] = ()  # of all its covers: who filled in, who answers for it, office telephones

    @property
    def duties(self) -> int:
        return len(self.lead_items) + len(self.lead_tasks)

    @property
    def reported(self) -> int:
        return len(self.reported_items) + len(self.reported_tasks)

    @property
    def unread(self) -> bool:
        """Did it send, and nothing that could be read: 已报送，未能读取."""
        return not self.submitted and any(submission.outcome == "failed" for submission in self.files)

    @property
    def owes(self) -> OwingState | None:
        """Say what it owes: a ledger, one that can be read, or the rest of its answers; None: nothing."""
        if not self.submitted:
            return "unread" if self.unread else "not_submitted"
        return "partial" if self.reported < self.duties else None


@dataclass(frozen=True, slots=True)
class Owing:
    """One department that owes something: the items and key tasks that it leads and has not answered for.

    A department that only supports others is listed, without items, while no ledger of its own has come.
    """

    department: str
    state: OwingState
    items: tuple[str, ...]  # ids in the plan's order
    tasks: tuple[int, ...]  # numbers in the plan's order


@dataclass(frozen=True, slots=True)
class LineageRow:
    """One value on its way from a department's cell to the report."""

    subject: str  # item id, goal id, or "T7"
    year: int
    what: str  # "value", "numerator", "average", "progress" …: a key of the vocabulary's lineage words
    source: Source
    raw: str
    normalised: str
    conversion: str
    sha256: str
    department: str | None
    dated: date | None


@dataclass(frozen=True, slots=True)
class RegionItem:
    """An item as a county or zone reported it, judged by the plan's target."""

    item: Item
    assessment: Assessment

    @property
    def status(self) -> ItemStatus:
        return self.assessment.status

    @property
    def standing(self) -> Standing | None:
        """Say what the value stands on by what was reported with it: no rule is held against a region's ledger."""
        return standing_of(self.status, self.assessment.doubts)


@dataclass(frozen=True, slots=True)
class RegionResult:
    """What one county or zone says of itself; nothing of it is the city's."""

    name: str
    items: tuple[RegionItem, ...]  # that it reported, in the plan's order
    tasks: tuple[TaskAssessment, ...]

    def item(self, id_: str) -> RegionItem | None:
        return next((result for result in self.items if result.item.id == id_), None)


@dataclass(frozen=True, slots=True)
class StageState:
    """A stage seen from the report's day."""

    stage: Stage
    state: Literal["past", "current", "ahead"]
    days_left: int  # to its end; negative once past


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two departments (or two files) that differ on one item and year."""

    item: str
    year: int
    chosen: Entry
    other: Entry
    note: str = ""


ReplacedKind = Literal["item", "task", "goal", "evidence"]


@dataclass(frozen=True, slots=True)
class Told:
    """What was answered, and where: a value in the plan's unit (a task's progress), or words."""

    source: Source
    value: Decimal | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Replaced:
    """One answer that a later one replaced; both keep their places (contract: Corrections)."""

    kind: ReplacedKind
    id: str  # "15.1", "T7", "M4.1", "3-02"
    year: int | None  # None: a piece of evidence
    department: str | None
    before: Told
    after: Told
    region: str | None = None  # whose answer it is, where it is a county's or a zone's
    why: str = ""

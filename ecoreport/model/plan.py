"""What the plan says: the records of the indicator system workbook, complete and immutable."""

import hashlib
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Literal

from ecoreport.model.source import Source
from ecoreport.model.subject import Subject
from ecoreport.records import dataclass

Measure = Literal["比例", "变化率", "数量", "计数", "文字"]  # 度量: a share, a change, an amount, a count of whole things, words
Direction = Literal["up", "down"]
Nature = Literal["约束性", "参考性"]


@dataclass(frozen=True, slots=True)
class Department:
    """One institution of the plan (单位名录)."""

    name: str  # canonical: as Annex 1 prints it, else Annex 2, else the text
    aliases: tuple[str, ...] = ()
    origin: str = ""  # where the plan names it: 附件1, 附件2, 正文
    stands_for: tuple[str, ...] = ()  # a collective name (市属相关部门): its members, where they are known
    collective: bool = False  # True: a group such as 市属相关部门, not an institution


@dataclass(frozen=True, slots=True)
class Group:
    """One of the ten tasks (一)…(十) of Annex 1."""

    no: str  # "(一)"
    name: str  # "目标责任体系与制度建设"
    domain: str  # "生态制度"
    domain_inferred: bool  # Annex 1 prints the heading 领域 and no value

    @property
    def title(self) -> str:
        return f"{self.no}{self.name}"


@dataclass(frozen=True, slots=True)
class Item:
    """One of the values that a department reports: an indicator, or a part (分项) of one."""

    id: str  # "17", or "15.2" where the indicator has several
    no: int  # the indicator's number
    name: str
    indicator: str  # the indicator's name
    domain: str
    group: str  # Group.title: "(一)目标责任体系与制度建设"
    unit: str  # as printed; "-" or "" where the plan prints none
    target: str  # 指标值 as printed, unfused
    nature: Nature
    direction: Direction | None  # which way is better; None where the item is in words
    departments: tuple[str, ...]  # source order, the lead first
    aliases: tuple[str, ...] = ()  # other names under which departments report it
    measure: Measure | None = None  # 度量; None: told by name, unit and target
    lag: int = 0  # 发布滞后: years by which its figure is published late

    @property
    def lead_department(self) -> str:
        return self.departments[0]

    @property
    def supporting_departments(self) -> tuple[str, ...]:
        return self.departments[1:]

    @property
    def has_unit(self) -> bool:
        return self.unit not in ("", "-")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the 54 indicators, with its items in the plan's order."""

    no: int
    name: str
    domain: str
    group: str
    nature: Nature
    items: tuple[Item, ...]

    @property
    def departments(self) -> tuple[str, ...]:
        """All departments of its items, in source order, each once."""
        return tuple(dict.fromkeys(name for item in self.items for name in item.departments))

    @property
    def lead_department(self) -> str:
        return self.items[0].lead_department


@dataclass(frozen=True, slots=True)
class KeyTask:
    """One row of Annex 2 (重点任务)."""

    no: int
    domain: str
    name: str
    content: str
    departments: tuple[str, ...]
    domain_inferred: bool = False

    @property
    def id(self) -> Subject:
        return Subject.of_task(self.no)

    @property
    def lead_department(self) -> str:
        return self.departments[0]


@dataclass(frozen=True, slots=True)
class Goal:
    """A quantified goal of the plan's text (主要任务), which may stand only there."""

    id: str  # "M4.1": goal 1 of main task 4
    main_task: int
    name: str  # what is measured: 市控断面达标率
    target: str  # ≥100, 不降低 …: read by parse_target
    unit: str
    direction: Direction | None
    departments: tuple[str, ...]
    text: str  # the words of the plan
    deadline: date | None = None
    base_year: int | None = None
    items: tuple[str, ...] = ()  # the items of Annex 1 that measure the same
    text_only: bool = False  # True: no item of the 68 measures it, so departments are asked for it

    @property
    def has_unit(self) -> bool:
        return self.unit not in ("", "-")

    @property
    def lead_department(self) -> str:
        return self.departments[0]


@dataclass(frozen=True, slots=True)
class MainTask:
    """One of the 25 numbered paragraphs of part three (主要任务)."""

    no: int
    section: str  # "(一)健全生态文明制度,完善创建保障机制"
    content: str
    departments: tuple[str, ...]
    goals: tuple[Goal, ...] = ()

    @property
    def lead_department(self) -> str:
        return self.departments[0]


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the six stages (阶段) with what it has to deliver."""

    level: str  # 省级 / 国家级
    name: str  # 启动阶段
    begins: date
    ends: date
    deliverables: tuple["Deliverable", ...]


@dataclass(frozen=True, slots=True)
class Deliverable:
    text: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class YearlyGoal:
    """Which region reaches which title in which year (part two)."""

    year: int
    region: str
    goal: str


@dataclass(frozen=True, slots=True)
class Region:
    name: str
    kind: str  # 县(区) / 功能区
    outside: bool = False  # True: not named in the plan, added from outside it
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Which main task, indicators and key tasks belong together (对应关系)."""

    main_task: int
    indicators: tuple[int, ...]
    key_tasks: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """The office's own facts for one item and year (参照值); they outrank a ledger's."""

    item: str
    year: int
    average: Decimal | None = None
    average_change: Decimal | None = None
    assigned: Decimal | None = None
    assigned_met: bool | None = None
    actual: Decimal | None = None  # an earlier year's value
    cell: str = ""  # row's address in the system workbook, for lineage: "参照值!A5"
    sources: tuple[tuple[str, Source], ...] = ()  # of facts that the office typed into 待补清单: where


@dataclass(frozen=True, slots=True)
class DefinitionNote:
    """A place where the source is fused, silent, probably wrong, or contradicts itself (口径说明)."""

    no: str
    subject: str  # item id, "T28", "M15" …
    kind: str  # 粘连, 共用, 缺单位, 疑误, 数值不一, 名称不一, 部门不一
    source_text: str
    treatment: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One row of 申报条件: what whoever applies must fulfil; how it is fulfilled is the office's to say."""

    no: str
    condition: str
    statement: str
    conclusion: str
    evidence: str
    basis: str = ""  # the rules that ask for it
    unverified: bool = False  # nobody has held it against the rules' own text


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the rules say of an item (指标解释): what it means, how it is computed, who has the figures; what is not known is ""."""

    item: str  # its id; where a plan counts its items anew, the name tells which it is
    name: str
    meaning: str
    formula: str = ""
    source: str = ""
    basis: str = ""  # the rules or the standard, with their edition
    unverified: bool = False  # nobody has held it against their own text


@dataclass(frozen=True, slots=True)
class InspectionIssue:
    """One row of 督察整改: 问题, 要求, 时限, 状态."""

    no: str
    issue: str
    requirement: str
    deadline: str
    status: str
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameters:
    name: str  # of the system: 舟山市生态文明建设示范市创建指标体系
    edition: str  # 舟山2020
    city: str  # 舟山市
    period: int  # 2020
    terrain: str  # a branch such as 丘陵区; "" while the office has not said
    city_size: str  # a branch such as 中小城市; ""
    coastal: bool | None = None
    government: str = ""  # 舟山市人民政府
    office: str = ""  # 舟山市…创建办
    province: str = ""
    ledger_deadline: date | None = None  # when departments must have submitted; None: not set
    kinds: tuple[tuple[str, Source], ...] = ()  # further kinds of place (归类) that the office typed into 待补清单, and where


@dataclass(frozen=True, slots=True)
class Material:
    """Prose that only people can write (报告素材), by the key the report's template asks for."""

    key: str
    title: str
    text: str
    source: str = ""  # where words that are already there come from: 方案第四部分(一)


@dataclass(frozen=True, slots=True)
class Light:
    """One row of 亮灯: what a light is called, and what has it."""

    name: str  # 绿
    verdicts: tuple[str, ...]  # of items: their statuses, and "doubted" for what is met and not confirmed
    states: tuple[str, ...]  # of key tasks
    least: Decimal | None  # points from which a department has it


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of 计分: what departments are scored for."""

    kind: Literal["complete", "timely", "accurate", "proven"]
    points: Decimal
    each: Decimal = Decimal(0)  # taken away for each day, each error
    each_question: Decimal = Decimal(0)  # for each 需核实


@dataclass(frozen=True, slots=True)
class IndicatorSystem:
    """Hold the whole plan, as data that another city can replace; `load_system` reads it from a workbook.

    Everything stands in the plan's order and as it is printed, unfused: `indicators` of 附件1 with their `items`, `key_tasks` of
    附件2, `main_tasks` of part three with their quantified `goals`, `stages`. Departments are strings, the canonical names of
    单位名录, the lead first. `notes` say where the source is silent or contradicts itself and how it was read.
    """

    parameters: Parameters
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    key_tasks: tuple[KeyTask, ...]
    main_tasks: tuple[MainTask, ...]
    stages: tuple[Stage, ...]
    yearly_goals: tuple[YearlyGoal, ...]
    departments: tuple[Department, ...]  # institutions only; collective names stand in `collectives`
    collectives: tuple[Department, ...]
    regions: tuple[Region, ...]
    links: tuple[Link, ...]
    references: tuple[Reference, ...] = ()
    notes: tuple[DefinitionNote, ...] = ()
    conditions: tuple[Condition, ...] = ()
    inspections: tuple[InspectionIssue, ...] = ()
    materials: tuple[Material, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    lights: tuple[Light, ...] = ()
    marks: tuple[Mark, ...] = ()
    _items: tuple[Item, ...] = field(init=False, repr=False, compare=False)  # every stage asks for them, some for each row

    def __post_init__(self) -> None:
        object.__setattr__(self, "_items", tuple(item for indicator in self.indicators for item in indicator.items))

    @property
    def items(self) -> tuple[Item, ...]:
        """Give all items (68 in 舟山's plan): an indicator without parts is one item, one with parts as many as it has."""
        return self._items

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Give every quantified goal of the main tasks, measured by an item or not."""
        return tuple(goal for task in self.main_tasks for goal in task.goals)

    @property
    def text_goals(self) -> tuple[Goal, ...]:
        """The goals that no item of Annex 1 measures."""
        return tuple(goal for goal in self.goals if goal.text_only)

    @property
    def subjects(self) -> tuple[Item | Goal, ...]:
        """Everything that a department is asked for a value of: the items, then the text-only goals."""
        return (*self.items, *self.text_goals)

    @property
    def duties_of_text(self) -> dict[str, tuple[Item, ...]]:
        """Give the bodies that only the main tasks name, with the items that measure the goals which name them: they support these.

        Where an annex names a department at all, the annexes alone say which items it answers for (口径说明: 以附件1为准).
        """
        named = {name for subject in self.subjects for name in subject.departments}
        named |= {name for task in self.key_tasks for name in task.departments}
        measured: dict[str, list[str]] = {}
        for goal in self.goals:
            for name in goal.departments:
                measured.setdefault(name, []).extend(goal.items)
        return {name: tuple(item for item in self.items if item.id in ids) for name, ids in measured.items() if name not in named and ids}

    @property
    def name(self) -> str:
        """Give the system's name as it is printed on outputs."""
        return self.parameters.name

    @property
    def edition(self) -> str:
        """Give the edition, which issued ledgers carry: 舟山2020."""
        return self.parameters.edition

    @property
    def digest(self) -> str:
        """Give what two plans share that say the same, cell by cell, whatever their workbooks look like."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

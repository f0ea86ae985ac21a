"""What the papers' templates may ask for, field by field: texts ready to print, and rows of them.

These records are the templates' vocabulary: `check_template` reads their fields, so a field that is not here is unknown.
"""

from ecoreport.records import dataclass

Text = str  # ready to print, and may carry marks


@dataclass(frozen=True, slots=True)
class YearView:
    """An item's value of one year."""

    year: Text  # 2020
    value: Text  # as in a table: 97.8, 已印发, —
    quantity: Text  # with its unit: 97.8%


@dataclass(frozen=True, slots=True)
class EvidenceView:
    number: Text  # the archive number: 15.1-02
    title: Text
    document_number: Text
    dated: Text
    pages: Text
    department: Text
    items: Text  # what it proves
    file_name: Text
    line: Text  # all of it in one line
    reference: Text  # the same without its date, for a text that refers to the catalogue


@dataclass(frozen=True, slots=True)
class ItemView:
    """One of the 68 rows of 指标完成情况."""

    id: Text
    no: Text
    position: Text  # among the parts of its indicator, from 1
    name: Text
    indicator: Text
    full_name: Text  # 水环境质量(V类水体比例)
    group: Text
    domain: Text
    unit: Text
    unit_note: Text  # in brackets, for the head of a row: (%); nothing where there is no unit
    target: Text
    nature: Text
    status: Text  # 达标, and where it is not confirmed what it stands on: 达标（存疑）
    standing: Text  # 存疑, 矛盾; nothing where it is confirmed
    reason: Text
    lead: Text
    departments: Text
    supporting: Text
    reporter: Text
    years: tuple[YearView, ...]  # three, the oldest first
    value: Text  # of the report's year, as in a table
    gap: Text
    explanation: Text  # 指标解释: what it means, how it is computed, by which rules
    requirement: Text
    done: Text  # the years' values and how they moved, each number once
    calculation: Text
    practice: tuple[Text, ...]  # 主要做法: the department's own words, then what its key tasks did
    statement: tuple[Text, ...]  # the department's own words, a paragraph each
    data_source: Text
    evidence: tuple[EvidenceView, ...]
    evidence_numbers: Text
    proofs: Text  # the evidence in one line
    conclusion: Text
    part: Text  # the name of a part (分项); a cell that holds it gives way where the indicator has no parts
    group_cell: Text  # the same texts for a table: cells below one another become one
    no_cell: Text
    indicator_cell: Text
    nature_cell: Text


@dataclass(frozen=True, slots=True)
class IndicatorView:
    no: Text
    name: Text
    domain: Text
    group: Text
    nature: Text
    status: Text
    departments: Text
    items: tuple[ItemView, ...]
    parted: bool  # has it several items
    tabled: bool  # have several of them numbers that one table can show
    overview: Text


@dataclass(frozen=True, slots=True)
class CountView:
    """One row of a table of verdicts."""

    name: Text
    total: Text
    binding: Text
    indicative: Text
    met: Text
    not_met: Text
    undecided: Text
    not_applicable: Text
    not_reported: Text
    doubted: Text  # among the met, which tells them too


@dataclass(frozen=True, slots=True)
class SummaryView:
    """Sentences that count."""

    indicators: Text
    items: Text
    doubted: Text  # how many items stand on no firm ground; nothing where all do
    tasks: Text
    funds: Text  # what was spent on the key tasks; nothing where nobody says
    main_tasks: Text
    departments: Text
    findings: Text
    unmet: Text
    undecided: Text
    not_reported: Text
    delayed: Text


@dataclass(frozen=True, slots=True)
class GapView:
    """One thing that is not as it should be."""

    id: Text
    name: Text
    target: Text
    value: Text
    gap: Text
    sentence: Text
    reason: Text
    measure: Text
    department: Text
    deadline: Text


@dataclass(frozen=True, slots=True)
class TaskView:
    """One row of 重点任务."""

    no: Text
    domain: Text
    domain_cell: Text
    name: Text
    content: Text
    lead: Text
    departments: Text
    status: Text
    standing: Text
    progress: Text
    done: Text
    problem: Text
    next_step: Text
    evidence_numbers: Text


@dataclass(frozen=True, slots=True)
class DomainView:
    """The key tasks of one domain, counted."""

    name: Text
    total: Text
    completed: Text
    in_progress: Text
    behind: Text
    not_started: Text
    not_reported: Text
    funds: Text  # 万元; — where nobody says


@dataclass(frozen=True, slots=True)
class MainTaskView:
    """One numbered paragraph of part three (主要任务)."""

    no: Text
    section: Text
    section_cell: Text
    content: Text
    departments: Text
    goals: tuple[Text, ...]
    indicators: Text
    key_tasks: Text
    status: Text  # by its key tasks and goals


@dataclass(frozen=True, slots=True)
class DutyView:
    """What one department owes."""

    no: Text
    name: Text
    lead_items: Text
    supporting_items: Text
    lead_tasks: Text
    supporting_tasks: Text


@dataclass(frozen=True, slots=True)
class StageView:
    level: Text
    level_cell: Text
    name: Text
    time: Text
    deliverables: tuple[Text, ...]
    state: Text


@dataclass(frozen=True, slots=True)
class YearlyGoalView:
    year: Text
    region: Text
    goal: Text
    state: Text


@dataclass(frozen=True, slots=True)
class BasicView:
    """One row of the place's basic figures."""

    name: Text
    value: Text
    source: Text


@dataclass(frozen=True, slots=True)
class ConditionView:
    no: Text
    condition: Text
    basis: Text  # the rules that ask for it; 待核 where nobody held it against them
    statement: Text
    conclusion: Text
    evidence: Text


@dataclass(frozen=True, slots=True)
class HighlightView:
    title: Text
    department: Text
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class InspectionView:
    no: Text
    issue: Text
    requirement: Text
    deadline: Text
    status: Text
    departments: Text


@dataclass(frozen=True, slots=True)
class ChartView:
    title: Text
    drawing: Text


@dataclass(frozen=True, slots=True)
class ChartsView:
    groups: Text  # nothing where the chart would say nothing
    tasks: Text
    trends: tuple[ChartView, ...]


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """One department, for its own report."""

    name: Text
    lead_items: Text  # how many
    supporting_items: Text
    lead_tasks: Text
    reported_items: Text
    reported_tasks: Text
    submitted_on: Text
    overview: Text


@dataclass(frozen=True, slots=True)
class OwnYearView:
    """One year's value, as the department wrote it."""

    year: Text
    value: Text


@dataclass(frozen=True, slots=True)
class OwnItemView:
    """What one department itself reported of one item."""

    id: Text
    position: Text  # among the parts of its indicator, from 1
    name: Text
    full_name: Text
    unit_note: Text
    target: Text
    nature: Text
    lead: Text
    years: tuple[OwnYearView, ...]  # three, the oldest first
    done: Text  # the years' values in one sentence
    statement: tuple[Text, ...]
    calculation: Text
    data_source: Text
    evidence: tuple[EvidenceView, ...]
    self_assessment: Text  # 自评
    remark: Text


@dataclass(frozen=True, slots=True)
class OwnIndicatorView:
    no: Text
    name: Text
    parted: bool  # has it several items
    items: tuple[OwnItemView, ...]


@dataclass(frozen=True, slots=True)
class OwnTaskView:
    """What one department itself reported of one key task."""

    no: Text
    name: Text
    content: Text
    status: Text
    progress: Text
    done: Text
    problem: Text
    next_step: Text


class Materials(dict[str, tuple[Text, ...]]):
    """Prose that only people can write, by its key, a paragraph each; what nobody wrote is 〔待补〕."""


@dataclass(frozen=True, slots=True)
class ReportView:
    """What every template may ask for."""

    title: Text
    city: Text
    province: Text
    government: Text
    office: Text
    system: Text
    edition: Text
    period: Text
    first_year: Text
    last_year: Text
    as_of: Text
    cover_date: Text

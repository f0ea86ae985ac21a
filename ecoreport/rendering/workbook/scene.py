"""Where everything stands before anything is written: every row's place, so that cells can lead to each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from ecoreport.language import patterns as re
from ecoreport.model import (
    DepartmentResult,
    EvidenceFile,
    EvidenceResult,
    Finding,
    GoalResult,
    ItemStatus,
    LineageRow,
    MainTaskResult,
    Report,
    Source,
    Submission,
    TaskStatus,
    column_letters,
)
from ecoreport.model.questions import told_together
from ecoreport.records import dataclass
from ecoreport.rendering.workbook.layout import Layout, SheetLayout

TOOL_ROW = 0  # from 0, as XlsxWriter counts: tools, which are not printed; title, note, header, and then the rows
TITLE_ROW, NOTE_ROW, HEADER_ROW = 1, 2, 3
FIRST_ROW = 4
_BLANK = re.compile(r"\{(\w+)\}")
_SEVERITIES = ("error", "verify", "notice")


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of 责任清单."""

    department: str
    role: Literal["lead", "supporting"]
    subject: str  # item id or "T7"
    kind: Literal["indicator", "key_task"]
    name: str
    target: str
    status: ItemStatus | TaskStatus


@dataclass(frozen=True, slots=True)
class MainTaskRow:
    """One line of 主要任务: a task with one of its text-only goals, or alone."""

    result: MainTaskResult
    goal: GoalResult | None
    first: bool
    rows: int  # of the whole task


@dataclass(frozen=True, slots=True)
class Scene:
    """The report, its layout, and the order of the rows of every sheet."""

    report: Report
    layout: Layout
    findings: tuple[Finding, ...]  # the questions, department by department, the grave first
    duties: tuple[Duty, ...]
    main_task_rows: tuple[MainTaskRow, ...]
    names: Mapping[str, str]  # what an item, a goal or a task is called, by its id
    leaders: Mapping[str, tuple[Finding, ...]]  # by the id of a question whose line tells those of others too: these
    containers: Mapping[str, str]  # of each file that can be opened by itself, what it is
    _rows: Mapping[tuple[str, object], int]  # (sheet key, what stands there) -> the first row's number, from 0
    _lineage: Mapping[object, int]

    def sheet(self, key: str) -> SheetLayout | None:
        return self.layout.sheets.get(key)

    def locate(self, key: str, what: object, field: str = "") -> str:
        """Give the address of a row by what stands in it, as the target of a link; "" where there is none."""
        index = self.row_of(key, what)
        return "" if index is None else self.address(key, index, field)

    def row_of(self, key: str, what: object) -> int | None:
        """Give the number, from 0, of the first row in which this stands."""
        return self._rows.get((key, what))

    def address(self, key: str, index: int, field: str = "") -> str:
        """Give the address of the row with this number, from 0; "" where the office dropped the sheet."""
        sheet = self.sheet(key)
        return f"{quote(sheet.title)}!{column_letters((sheet.position(field) or 0) + 1)}{FIRST_ROW + index + 1}" if sheet else ""

    def cell(self, key: str, index: int, field: str) -> str:
        """Give a cell of the same sheet for a formula: "K7"; "" where the office dropped the column."""
        sheet = self.sheet(key)
        position = sheet.position(field) if sheet else None
        return "" if position is None else f"{column_letters(position + 1)}{FIRST_ROW + index + 1}"

    def span(self, key: str, field: str, first: int, last: int) -> str:
        """Give a column's rows, both ends included, for a formula of any sheet; "" where there is no such column."""
        sheet = self.sheet(key)
        position = sheet.position(field) if sheet else None
        if sheet is None or position is None or last < first:
            return ""
        letters = column_letters(position + 1)
        return f"{quote(sheet.title)}!${letters}${FIRST_ROW + first + 1}:${letters}${FIRST_ROW + last + 1}"

    def span_of_row(self, key: str, index: int, first: str, last: str) -> str:
        """Give the cells of one row between two fields."""
        sheet = self.sheet(key)
        return f"{quote(sheet.title)}!{self.cell(key, index, first)}:{self.cell(key, index, last)}" if sheet else ""

    def locate_lineage(self, subject: str, year: int, what: str, source: Source | None) -> str:
        """Give the address of the row of 数据溯源 that tells where this value comes from."""
        index = self._lineage.get((subject, year, what, source))
        return "" if index is None or source is None else self.address("lineage", index)

    def locate_source(self, source: Source | None) -> str:
        """Give the address of any row of 数据溯源 that was read from this cell."""
        index = self._lineage.get(source) if source else None
        return "" if index is None else self.address("lineage", index)

    def locate_subject(self, subject: str | None) -> str:
        """Give the address of an item, a goal or a task on its own sheet."""
        if subject is None:
            return ""
        return next((place for key in ("indicators", "key_tasks", "main_tasks") if (place := self.locate(key, subject))), "")

    def fill(self, words: str, **blanks: object) -> str:
        """Fill a template's blanks: what every sheet knows, and what is given; nothing that is filled in is filled again."""
        if "{" not in words:  # as most are, and long tables say thousands of them
            return words
        before, last, period = self.report.years
        system, as_of = self.report.system, self.report.as_of.isoformat()
        known: dict[str, object] = {"period": period, "last_year": last, "year_before": before, "as_of": as_of}
        known |= {"name": system.name, "edition": system.edition, "round": self.report.round, **blanks}
        return _BLANK.sub(lambda match: str(known.get(match[1], match[0])), words)

    def say(self, key: str, table: str = "common", **blanks: object) -> str:
        """Word something by the template, filling its blanks."""
        return self.fill(self.layout.word(table, key), **blanks)

    def join(self, names: Sequence[object]) -> str:
        return self.say("list").join(str(name) for name in names)


def quote(title: str) -> str:
    """Write a sheet's name as formulas and links want it."""
    return "'" + title.replace("'", "''") + "'"


def set_scene(report: Report, layout: Layout) -> Scene:
    """Put every row into its place."""
    together = _find_together(report)
    findings = order_findings(report, report.questions, together)
    duties = tuple(duty for department in report.departments for duty in _list_duties(report, department))
    main_task_rows = tuple(row for result in report.main_tasks for row in _list_goals(result))
    rows: dict[tuple[str, object], int] = {}

    def place(key: str, what: Sequence[object]) -> None:
        for index, thing in enumerate(what):
            rows.setdefault((key, thing), index)

    place("indicators", [result.item.id for result in report.items])
    place("key_tasks", [result.task.id for result in report.tasks])
    place("main_tasks", [row.goal.goal.id if row.goal else None for row in main_task_rows])
    place("main_tasks", [row.result.task.no for row in main_task_rows])
    place("departments", [result.name for result in report.departments])
    place("duties", [duty.department for duty in duties])
    place("findings", [finding.id for finding in findings])
    place("findings", [("department", finding.department) for finding in findings])
    for leader, *others in together:
        rows |= {("findings", ("department", each.department)): rows["findings", leader.id] for each in others}
    for index, finding in enumerate(findings):
        for subject in (finding.subject, *finding.also):
            rows.setdefault(("findings", ("subject", subject)), index)
    place("lineage", [row.subject for row in report.lineage])
    told = {item.assessment.source for region in report.regions for item in region.items}  # what 县区情况 leads to
    for index, row in enumerate(report.contents if told else ()):
        if row.source in told:
            rows.setdefault(("contents", row.source), index)
    place("evidence", [result.archive_number for result in report.evidence for _ in lines_of(result)])
    place("files", [submission.file for submission in report.submissions])
    names, containers = _name_subjects(report), _containers(report.submissions)
    leaders = {leader.id: tuple(others) for leader, *others in together}
    return Scene(report, layout, findings, duties, main_task_rows, names, leaders, containers, rows, _index_lineage(report.lineage))


def lines_of(result: EvidenceResult) -> tuple[EvidenceFile | None, ...]:
    """Give the files of a piece, each of which has a line of 佐证材料; one line where there is none."""
    return result.held or ((None, *result.candidates) if result.candidates else result.files) or (None,)


def _containers(submissions: Iterable[Submission]) -> Mapping[str, str]:
    """Say what each file is; those within an archive are left out."""
    archives = tuple(f"{each.file}/" for each in submissions if each.container == "zip")
    return {each.file: each.container for each in submissions if not each.file.startswith(archives)}


def _find_together(report: Report) -> tuple[tuple[Finding, ...], ...]:
    """Find the questions of many departments that one line tells; where somebody typed something it has a line of its own."""
    order = [result.name for result in report.departments]
    together = told_together([finding for finding in report.questions if finding.id not in report.typed and finding.department in order])
    return tuple(tuple(sorted(group, key=lambda finding: order.index(finding.department or ""))) for group in together)


def order_findings(report: Report, findings: Iterable[Finding], together: Iterable[tuple[Finding, ...]] = ()) -> tuple[Finding, ...]:
    """Put the findings of one department together, so that one link leads to all that it must correct.

    Behind them stand those that one line tells of many departments, last what concerns none.
    """
    many = {finding.id: place for place, finding in enumerate(finding for group in together for finding in group)}
    departments = {result.name: number for number, result in enumerate(report.departments)}
    subjects = {result.item.id: number for number, result in enumerate(report.items)}

    def rank(finding: Finding) -> tuple[object, ...]:
        if finding.id in many:
            return (len(departments), "", many[finding.id])
        known = departments.get(finding.department or "", len(departments) + 1)
        place = subjects.get(finding.item or "", len(subjects))
        return (known, finding.department or "", _SEVERITIES.index(finding.severity), place, finding.task or 0, finding.id)

    return tuple(sorted(findings, key=rank))


def _list_duties(report: Report, department: DepartmentResult) -> Iterator[Duty]:
    items = {result.item.id: result for result in report.items}
    tasks = {result.task.no: result for result in report.tasks}
    for role, ids, numbers in (
        ("lead", department.lead_items, department.lead_tasks),
        ("supporting", department.supporting_items, department.supporting_tasks),
    ):
        for result in (items[item] for item in ids):
            item = result.item
            yield Duty(department.name, role, item.id, "indicator", full_name(item.indicator, item.name), item.target, result.status)  # type: ignore[arg-type]  # role is one of the two above
        for task in (tasks[no] for no in numbers):
            yield Duty(department.name, role, task.task.id, "key_task", task.task.name, "", task.assessment.status)  # type: ignore[arg-type]  # the same


def _list_goals(result: MainTaskResult) -> Iterator[MainTaskRow]:
    goals: tuple[GoalResult | None, ...] = tuple(goal for goal in result.goals if goal.goal.text_only) or (None,)
    for number, goal in enumerate(goals):
        yield MainTaskRow(result, goal, number == 0, len(goals))


def full_name(indicator: str, item: str) -> str:
    """Name an item so that it is understood alone."""
    return item if item == indicator else f"{indicator}—{item}"


def _name_subjects(report: Report) -> Mapping[str, str]:
    names = {result.item.id: full_name(result.item.indicator, result.item.name) for result in report.items}
    names |= {goal.goal.id: goal.goal.name for result in report.main_tasks for goal in result.goals}
    return names | {result.task.id: result.task.name for result in report.tasks}


def _index_lineage(lineage: tuple[LineageRow, ...]) -> Mapping[object, int]:
    found: dict[object, int] = {}
    for index, row in enumerate(lineage):
        year = 0 if row.subject.startswith("T") else row.year  # a task is of the period alone
        found.setdefault((row.subject, year, row.what, row.source), index)
        found.setdefault(row.source, index)
    return found

"""指标填报: a department's items, lead ones first, then supporting ones, then the goals of the plan's text."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from openpyxl.utils import get_column_letter

from ecoreport.demands import Demand, Demands
from ecoreport.issuing import entry
from ecoreport.issuing.duties import Duty
from ecoreport.issuing.form import Column, expand_years
from ecoreport.issuing.known import Known
from ecoreport.issuing.page import Page
from ecoreport.issuing.style import Role
from ecoreport.model import Goal, Item
from ecoreport.model.facts import JUDGED_FIELDS
from ecoreport.records import dataclass

_FACTS = (*JUDGED_FIELDS, "assigned_met")  # asked for where the target may be decided by them
_FROZEN_TO = "name"  # the columns up to this one stay in sight
_SMALL_ROWS = 300  # points that the rows of a small ledger share, so that there is room to write
_LARGEST_ROW = 150


def draw_indicators(page: Page, duty: Duty, years: tuple[int, ...], demands: Demands, known: Known) -> None:
    """Draw one row for each item and goal; a row carries its own code, so that it may be moved."""
    form = page.form
    columns = expand_years(form.indicators.columns, years)
    sheet = _Sheet(page, duty, columns, demands, known, years[-1])
    row = heading_row = page.print_head(form.indicators, columns, sheet.hidden())
    sections = form.indicators.sections or {}
    parts: tuple[tuple[str, Sequence[Item | Goal]], ...] = (
        ("lead", duty.lead_items),
        ("region" if duty.is_region else "supporting", duty.supporting_items),
        ("goals", duty.goals),
    )
    due = ((part, subjects) for part, subjects in parts if subjects)
    for (part, subjects), counted in zip(due, form.parts, strict=False):
        row += 1
        page.print_section(row, len(columns), page.say(sections[part], count=len(subjects), part=counted))
        for subject in subjects:
            row += 1
            sheet.draw_row(row, subject)
    frozen = next((number for number, column in enumerate(columns, 1) if column.key == _FROZEN_TO), 0)
    paper = "A4" if page.small else form.indicators.paper
    page.finish(paper=paper, last_row=row, last_column=len(columns), heading_row=heading_row, frozen_columns=frozen)
    if page.small:
        page.sign()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Draws the rows of one department."""

    page: Page
    duty: Duty
    columns: Sequence[Column]
    demands: Demands
    known: Known
    period: int

    def hidden(self) -> frozenset[str]:
        """Name the columns that none of these items needs."""
        demands = [self.demands.subjects[subject.id] for subject in self.duty.subjects]
        needed = {fact for demand in demands for fact in demand.facts}
        needed |= {"numerator", "denominator"} if any(_has_parts(demand) for demand in demands) else set()
        needed |= {"name"} if any(_part_of(subject) for subject in self.duty.subjects) else set()
        asked_at_need = {*_FACTS, "numerator", "denominator", "name"}
        spare = {column.key for column in self.columns if self.page.small and not column.in_small}
        return frozenset(asked_at_need - needed | spare)

    def draw_row(self, row: int, subject: Item | Goal) -> None:
        """Draw one item or goal."""
        page, demand = self.page, self.demands.subjects[subject.id]
        printed = self._printed(subject)
        for number, column in enumerate(self.columns, 1):
            if column.input:
                self._open(row, number, column, demand)
            elif column.key == "no" and printed["no"]:
                page.print_number(row, number, int(printed["no"]), code=subject.id, name=column.key)
            else:
                page.print_text(row, number, printed[column.key], "plan", code=subject.id, name=column.key, left=column.left)
        self._alarm(row, demand)
        texts = [(printed[column.key], page.width(column)) for column in self.columns if not column.input]
        least = page.form.indicators.least_height
        if page.small:
            least = min(_LARGEST_ROW, max(least, _SMALL_ROWS // len(self.duty.subjects)))
        page.fit_height(row, texts, least)

    def _printed(self, subject: Item | Goal) -> dict[str, str]:
        """Say what the plan prints in each column."""
        form, words = self.page.form, self.page.form.goal
        leads = subject.lead_department == self.duty.department
        shared = {"code": subject.id, "unit": subject.unit, "target": subject.target}
        shared["duty"] = form.duty["region" if self.duty.is_region else "lead" if leads else "supporting"]
        others = "、".join(subject.departments[1:] if leads else subject.departments[:1])
        shared["departments"] = self.page.say(form.duty["supported_by" if leads else "led_by"], names=others) if others else ""
        if isinstance(subject, Goal):
            group = self.page.say(words["group"], main_task=subject.main_task)
            return shared | {"no": "", "group": group, "indicator": subject.name, "name": "", "nature": words["nature"]}
        group = f"{subject.domain}\n{subject.group}"
        return shared | {
            "no": str(subject.no),
            "group": group,
            "indicator": subject.indicator,
            "name": _part_of(subject),
            "nature": subject.nature,
        }

    def _open(self, row: int, number: int, column: Column, demand: Demand) -> None:
        """Open one cell; one whose value the office knows holds it already."""
        page, subject = self.page, demand.subject
        in_words = subject.direction is None
        prompt = column.words_prompt if in_words and column.words_prompt else column.prompt
        asked = self.duty.is_region or subject.lead_department == self.duty.department
        asked = asked and not (in_words and column.field == "actual" and column.key != self._of_period)
        value = self._known(column, subject)
        if value is not None:
            page.open_cell(row, number, column, "known", page.form.messages["known"], self._check(row, column, demand))
            page.sheet.cell(row, number).value = value
            return
        spec = replace(column, input="words") if demand.expects != "number" and column.input == "number" else column
        check = self._check(row, column, demand) if spec.input == "number" else None
        page.open_cell(row, number, spec, _emphasise(column, demand, asked=asked), prompt, check)

    def _known(self, column: Column, subject: Item | Goal) -> float | int | None:
        """Give an earlier year's value as a number that shows its digits; a region's own values nobody has told."""
        if column.field != "actual" or column.key == self._of_period or self.duty.is_region:
            return None
        value = self.known.get((subject.id, int(column.key.rpartition(".")[2])))
        return None if value is None else int(value) if value == value.to_integral_value() else float(value)

    @property
    def _of_period(self) -> str:
        return f"actual.{self.period}"

    def _check(self, row: int, column: Column, demand: Demand) -> entry.Check | None:
        """Say what a number is held against: its bounds, and for the year itself numerator and denominator."""
        states, cell, held = self.page.form.states, self._cells(row)[column.key], self._held(row, demand)
        if held and column.key == "numerator":
            return entry.numerator(held, states)
        if held and column.key == "denominator":
            return entry.denominator(held, states)
        if held and column.key == self._of_period:
            return entry.share(held, states)
        if column.key in ("numerator", "denominator", "average_change"):
            return entry.number(cell, states)
        return entry.within(cell, demand.lowest, demand.highest, states)

    def _held(self, row: int, demand: Demand) -> entry.Row | None:
        """Give the cells of a percentage that are held against one another, where the form has them all."""
        cells = self._cells(row)
        keys = (self._of_period, "numerator", "denominator")
        return entry.Row(*(cells[key] for key in keys)) if _has_parts(demand) and cells.keys() >= set(keys) else None

    def _alarm(self, row: int, demand: Demand) -> None:
        """Colour what contradicts itself, and a binding item's missing 数据来源."""
        cells, states = self._cells(row), self.page.form.states
        if held := self._held(row, demand):
            fixed = entry.Row(f"${held.value}", f"${held.numerator}", f"${held.denominator}")
            for cell in (held.value, held.numerator, held.denominator):
                self.page.alarm(cell, entry.disagrees(fixed))
        if isinstance(demand.subject, Item) and demand.subject.nature == "约束性" and {self._of_period, "data_source"} <= cells.keys():
            self.page.alarm(cells["data_source"], entry.lacks_source(cells[self._of_period], cells["data_source"], states))

    def _cells(self, row: int) -> Mapping[str, str]:
        return {column.key: f"{get_column_letter(number)}{row}" for number, column in enumerate(self.columns, 1)}


def _part_of(subject: Item | Goal) -> str:
    """Name the part of its indicator that an item is; an indicator of one item has none."""
    return subject.name if isinstance(subject, Item) and subject.name != subject.indicator else ""


def _has_parts(demand: Demand) -> bool:
    """Is it a percentage that a numerator and a denominator make."""
    return demand.measure == "比例" and demand.is_share


def _emphasise(column: Column, demand: Demand, *, asked: bool) -> Role:
    """Colour what this item's judgement needs; leave white what it hardly ever needs.

    Only a lead must answer, and for an item in words only for the year itself.
    """
    if column.required:
        return "required" if asked else "optional"
    if column.key in _FACTS:
        return "optional" if column.key in demand.facts else "spare"
    if column.key in ("numerator", "denominator"):
        return "optional" if _has_parts(demand) else "spare"
    return "optional"

"""指标填报: a department's items, lead ones first, then supporting ones, then the goals of the plan's text."""

from collections.abc import Mapping, Sequence

from ecoreport.demands import Demand, Demands
from ecoreport.issuing.duties import Duty
from ecoreport.issuing.form import Column, expand_years
from ecoreport.issuing.page import Page
from ecoreport.issuing.style import Role
from ecoreport.model import Goal, Item
from ecoreport.model.facts import JUDGED_FIELDS

_FACTS = (*JUDGED_FIELDS, "assigned_met")  # asked for where the target may be decided by them
_FROZEN_TO = "name"  # the columns up to this one stay in sight


def draw_indicators(page: Page, duty: Duty, years: tuple[int, ...], demands: Demands) -> None:
    """Draw one row for each item and goal; a row carries its own code, so that it may be moved."""
    form = page.form
    table = form.indicators
    columns = expand_years(table.columns, years)
    sections = table.sections or {}
    row = heading_row = page.print_head(table, columns)
    parts: tuple[tuple[str, Sequence[Item | Goal]], ...] = (
        ("lead", duty.lead_items),
        ("supporting", duty.supporting_items),
        ("goals", duty.goals),
    )
    for part, subjects in parts:
        if not subjects:
            continue
        row += 1
        page.print_section(row, len(columns), page.say(sections[part], count=len(subjects)))
        for subject in subjects:
            row += 1
            leads = subject.departments[0] == duty.department
            printed = _describe_goal(page, subject) if isinstance(subject, Goal) else _describe_item(subject)
            printed["duty"] = form.duty["lead" if leads else "supporting"]
            _draw_row(page, row, columns, demands.subjects[subject.id], printed, leads=leads)
    frozen = next((number for number, column in enumerate(columns, 1) if column.key == _FROZEN_TO), 0)
    page.finish(paper=table.paper, last_row=row, last_column=len(columns), heading_row=heading_row, frozen_columns=frozen)


def _describe_item(item: Item) -> dict[str, str]:
    return {
        "code": item.id,
        "no": str(item.no),
        "group": f"{item.domain}\n{item.group}",
        "indicator": item.indicator,
        "name": item.name if item.name != item.indicator else "",
        "unit": item.unit,
        "target": item.target,
        "nature": item.nature,
    }


def _describe_goal(page: Page, goal: Goal) -> dict[str, str]:
    words = page.form.goal
    return {
        "code": goal.id,
        "no": "",
        "group": page.say(words["group"], main_task=goal.main_task),
        "indicator": goal.name,
        "name": "",
        "unit": goal.unit,
        "target": goal.target,
        "nature": words["nature"],
    }


def _draw_row(page: Page, row: int, columns: Sequence[Column], demand: Demand, printed: Mapping[str, str], *, leads: bool) -> None:
    subject = demand.subject
    in_words = subject.direction is None
    last_year = max((column.key for column in columns if column.field == "actual"), default="")
    for number, column in enumerate(columns, 1):
        if not column.input:
            text = printed[column.key]
            if column.key == "no" and text:
                page.print_number(row, number, int(text), code=subject.id, name=column.key)
            else:
                page.print_text(row, number, text, "plan", code=subject.id, name=column.key, left=column.left)
            continue
        prompt = column.words_prompt if in_words and column.words_prompt else column.prompt
        asked = leads and not (in_words and column.field == "actual" and column.key != last_year)
        page.open_cell(row, number, column, _emphasise(column, demand, asked=asked), prompt)
    texts = [(printed[column.key], column.width) for column in columns if not column.input]
    page.fit_height(row, texts, page.form.indicators.least_height)


def _emphasise(column: Column, demand: Demand, *, asked: bool) -> Role:
    """Colour what this item's judgement needs; leave white what it hardly ever needs.

    Only a lead must answer, and for an item in words only for the year itself.
    """
    if column.required:
        return "required" if asked else "optional"
    if column.key in _FACTS:
        return "optional" if column.key in demand.facts else "spare"
    if column.key in ("numerator", "denominator"):
        return "optional" if demand.measure == "比例" and demand.is_share else "spare"
    return "optional"

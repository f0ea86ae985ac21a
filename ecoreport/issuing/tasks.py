"""重点任务进展: a department's key tasks, with a line for each quantified goal."""

from collections.abc import Sequence

from ecoreport.demands import Demands, TaskDemand
from ecoreport.issuing.duties import Duty
from ecoreport.issuing.form import Column
from ecoreport.issuing.page import Page, measure_height
from ecoreport.issuing.style import Role
from ecoreport.model import KeyTask, QuantityGoal

_FROZEN_TO = "name"
_OF_GOAL = ("goal_code", "goal", "goal_number", "goal_unit", "quantity")  # one line each; all other columns span the lines
_LEAST_FOR_A_TASK = 54  # points: three lines to write in


def draw_tasks(page: Page, duty: Duty, demands: Demands) -> None:
    """Draw the tasks it leads, then those it supports."""
    table = page.form.tasks
    columns = table.columns
    sections = table.sections or {}
    hidden = _hidden(page, columns, [demands.tasks[task.no] for task in duty.tasks])
    heading_row = page.print_head(table, columns, hidden)
    row = heading_row + 1
    parts = (("lead", duty.lead_tasks), ("supporting", duty.supporting_tasks))
    for (part, tasks), counted in zip(((part, tasks) for part, tasks in parts if tasks), page.form.parts, strict=False):
        page.print_section(row, len(columns), page.say(sections[part], count=len(tasks), part=counted))
        row += 1
        for task in tasks:
            row = _draw_task(page, row, columns, demands.tasks[task.no], "required" if part == "lead" else "optional")
    frozen = next((number for number, column in enumerate(columns, 1) if column.key == _FROZEN_TO), 0)
    paper = "A4" if page.small else table.paper
    page.finish(paper=paper, last_row=row - 1, last_column=len(columns), heading_row=heading_row, frozen_columns=frozen)
    if page.small:
        page.sign()


def _hidden(page: Page, columns: Sequence[Column], tasks: Sequence[TaskDemand]) -> frozenset[str]:
    """Name the columns that none of these tasks needs."""
    spare = {column.key for column in columns if page.small and not column.in_small}
    return frozenset(spare if any(task.quantities for task in tasks) else {*spare, *_OF_GOAL})


def _draw_task(page: Page, first: int, columns: Sequence[Column], demand: TaskDemand, asked: Role) -> int:
    """Draw one task; return the row after it."""
    task, goals = demand.task, demand.quantities
    last = first + max(len(goals), 1) - 1
    printed = {
        "code": task.id,
        "no": str(task.no),
        "name": task.name,
        "content": task.content,
        "departments": "、".join(task.departments),
    }
    for number, column in enumerate(columns, 1):
        if column.key in _OF_GOAL:
            _draw_goal_column(page, first, number, column, task, goals, asked)
            continue
        for row in range(first, last + 1):
            page.dress(row, (number,), "plan" if not column.input else "optional")
        if column.input:
            page.open_cell(first, number, column, asked if column.required else "optional", column.prompt)
        elif column.key == "no":
            page.print_number(first, number, task.no, code=task.id, name=column.key)
        else:
            page.print_text(first, number, printed[column.key], "plan", code=task.id, name=column.key, left=column.left)
        if last > first:
            page.merge(first, number, last, number)
    _fit_heights(page, first, last, columns, printed, goals)
    return last + 1


def _draw_goal_column(
    page: Page, first: int, number: int, column: Column, task: KeyTask, goals: tuple[QuantityGoal, ...], asked: Role
) -> None:
    if not goals:
        page.dress(first, (number,), "void")
        return
    for position, goal in enumerate(goals):
        row = first + position
        code = f"{task.id}-{position + 1}"
        if column.input:
            page.open_cell(row, number, column, asked, column.prompt)
            continue
        text = {"goal_code": code, "goal": goal.text, "goal_number": f"{goal.number:f}", "goal_unit": goal.unit}[column.key]
        page.print_text(row, number, text, "plan", code=code, name=column.key, left=column.left)


def _fit_heights(
    page: Page, first: int, last: int, columns: Sequence[Column], printed: dict[str, str], goals: tuple[QuantityGoal, ...]
) -> None:
    """Share the height that the longest merged text needs among the task's lines."""
    widths = {column.key: page.width(column) for column in columns}
    least = page.form.tasks.least_height
    whole = max(_LEAST_FOR_A_TASK, measure_height([(text, widths[key]) for key, text in printed.items()]))
    for row in range(first, last + 1):
        text = goals[row - first].text if goals else ""
        page.fit_height(row, [(text, widths["goal"])], max(least, whole / (last - first + 1)))

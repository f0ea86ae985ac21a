"""The three charts of 总览, drawn from a block of live numbers beside the printed page."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from ecoreport.model import ItemResult
from ecoreport.rendering.workbook.charts import draw_columns, draw_stack
from ecoreport.rendering.workbook.page import DATA, Page
from ecoreport.rendering.workbook.styles import MOODS

STATUSES = ("met", "not_met", "undecided", "not_applicable", "not_reported")
TASK_STATUSES = ("completed", "in_progress", "behind", "not_started", "not_reported")
SEVERITIES = ("error", "verify", "notice")
_HEIGHT = 400  # pixels, of all charts together
_LONGEST_LABEL = 16  # characters beside a bar
_GREY = "#8C97A3"


def find_runs(results: Sequence[ItemResult], key: Callable[[ItemResult], str]) -> list[tuple[str, int, int]]:
    """Find the stretches of rows under one heading: its name, its first row, the row after its last."""
    starts = [n for n, result in enumerate(results) if not n or key(result) != key(results[n - 1])]
    return [(key(results[start]), start, end) for start, end in pairwise([*starts, len(results)])]


def draw_charts(page: Page, matrix: int, tasks: int, findings: int) -> None:
    """Draw the charts; the rows given are those where the matrix begins and where the tasks' and findings' counts stand."""
    report = page.scene.report
    page.begin_section("charts")
    after = _draw_groups(page, matrix)
    states: list[str] = [result.assessment.status for result in report.tasks]
    after = _draw_states(page, "tasks", "task_status", TASK_STATUSES, [states.count(key) for key in TASK_STATUSES], tasks, after, 0)
    severities: list[str] = [finding.severity for finding in report.questions]
    _draw_states(page, "findings", "severity", SEVERITIES, [severities.count(key) for key in SEVERITIES], findings, after, _HEIGHT // 2)
    for _ in range(5):
        page.end_row(_HEIGHT * 0.75 / 5)
    page.write_line(page.say("chart_source"), step=-1)


def _draw_groups(page: Page, matrix: int) -> int:
    """Draw how the items of each task stand; give the first free row of the block of numbers."""
    grey = page.book.styles.make(step=-2, font_color=_GREY)
    title, write = page.sheet.title, page.book.write
    write(page.worksheet, matrix - 2, DATA, page.say("chart_data"), grey)
    for number, key in enumerate(STATUSES, 1):
        write(page.worksheet, matrix - 1, DATA + number, page.scene.layout.word("status", key), grey)
    items = page.scene.report.items
    runs = find_runs(items, lambda result: result.item.group)
    for row, (name, start, end) in enumerate(runs, matrix):
        write(page.worksheet, row, DATA, name if len(name) <= _LONGEST_LABEL else f"{name[:_LONGEST_LABEL]}…", grey)
        statuses: list[str] = [result.status for result in items[start:end]]
        for number, key in enumerate(STATUSES, 1):
            formula = f"={page.at(number, row)}+{page.at(number + 5, row)}"
            page.worksheet.write_formula(row, DATA + number, formula, grey, statuses.count(key))
    last = matrix + len(runs) - 1
    if runs:
        chart = draw_stack(
            page.book,
            title=page.say("chart_groups"),
            unit=page.say("axis_items"),
            names=[[title, matrix - 1, DATA + n] for n in range(1, 6)],
            moods=[MOODS["status"][key] for key in STATUSES],
            categories=[title, matrix, DATA, last, DATA],
            values=[[title, matrix, DATA + n, last, DATA + n] for n in range(1, 6)],
        )
        chart.set_size({"width": 486, "height": _HEIGHT - 6})
        page.worksheet.insert_chart(page.row, 0, chart, {"x_offset": 2, "y_offset": 3, "object_position": 2})
    return last + 2


def _draw_states(
    page: Page, kind: str, table: str, keys: Sequence[str], numbers: Sequence[int], source: int, start: int, offset: int
) -> int:
    """Draw one column a state; give the first free row of the block of numbers."""
    grey = page.book.styles.make(step=-2, font_color=_GREY)
    for position, (key, number) in enumerate(zip(keys, numbers, strict=True)):
        page.book.write(page.worksheet, start + position, DATA, page.scene.layout.word(table, key), grey)
        page.worksheet.write_formula(start + position, DATA + 1, f"={page.at(1 + 2 * position, source)}", grey, number)
    title, last = page.sheet.title, start + len(keys) - 1
    chart = draw_columns(
        page.book,
        title=page.say(f"chart_{kind}"),
        unit=page.say(f"axis_{kind}"),
        moods=[MOODS[table][key] for key in keys],
        categories=[title, start, DATA, last, DATA],
        values=[title, start, DATA + 1, last, DATA + 1],
    )
    chart.set_size({"width": 446, "height": _HEIGHT // 2 - 6})
    page.worksheet.insert_chart(page.row, 6, chart, {"y_offset": 3 + offset, "object_position": 2})
    return last + 2

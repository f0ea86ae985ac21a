"""The three charts of 总览, drawn from a block of live numbers beside the printed page."""

from collections.abc import Sequence
from itertools import pairwise

from ecoreport.model import tally, tally_tasks
from ecoreport.rendering.workbook.charts import draw_columns, draw_stack
from ecoreport.rendering.workbook.page import DATA, DOUBTED, PIXELS, Page
from ecoreport.rendering.workbook.styles import MOODS

STATUSES = ("met", "not_met", "undecided", "not_applicable", "not_reported")
TASK_STATUSES = ("completed", "in_progress", "behind", "not_started", "not_reported")
SEVERITIES = ("error", "verify", "notice")
_TALL, _LOW, _GAP = 400, 240, 8  # pixels: the chart of the items, the two below it, and what lies between
_WIDE = PIXELS * 3 // 5  # of the chart of the tasks, which has twice as many columns as that of the findings
_LONGEST_LABEL = 16  # characters beside a bar
_GREY = "#8C97A3"


def find_runs(headings: Sequence[str]) -> list[tuple[str, int, int]]:
    """Find the stretches of rows under one heading: its name, its first row, the row after its last."""
    starts = [n for n, heading in enumerate(headings) if not n or heading != headings[n - 1]]
    return [(headings[start], start, end) for start, end in pairwise([*starts, len(headings)])]


def draw_charts(page: Page, matrix: int, tasks: int, findings: int) -> None:
    """Draw the charts; the rows given are those where the matrix begins and where the tasks' and findings' counts stand."""
    report = page.scene.report
    page.begin_section("charts")
    after = _draw_groups(page, matrix)
    severities: list[str] = [finding.severity for finding in report.questions]
    found = _columns(page, "severity", SEVERITIES, [severities.count(key) for key in SEVERITIES])
    after = _draw_states(page, "tasks", _task_columns(page), tasks, after, (0, _WIDE))
    _draw_states(page, "findings", found, findings, after, (_WIDE, PIXELS))
    height = _TALL + _GAP + _LOW
    for _ in range(8):
        page.end_row(height * 0.75 / 8)
    page.write_line(page.say("chart_source"))


def _draw_groups(page: Page, matrix: int) -> int:
    """Draw how the items of each task stand, the met in two stretches where some are doubted; give the first free row of the numbers."""
    grey = page.book.styles.make(step=-2, font_color=_GREY)
    title, write = page.sheet.title, page.book.write
    write(page.worksheet, matrix - 2, DATA, page.say("chart_data"), grey)
    items = page.scene.report.items
    runs = find_runs([result.item.group for result in items])
    moods = {key: MOODS["status"][key] for key in STATUSES}
    if tally(items).doubted:
        moods = {"confirmed": "good", "doubted": "doubted"} | {key: mood for key, mood in moods.items() if key != "met"}
    met = page.scene.layout.word("status", "met")
    for number, key in enumerate(moods, 1):
        name = page.say(f"series_{key}", word=met) if key in ("confirmed", "doubted") else page.scene.layout.word("status", key)
        write(page.worksheet, matrix - 1, DATA + number, name, grey)
    for row, (name, start, end) in enumerate(runs, matrix):
        write(page.worksheet, row, DATA, name if len(name) <= _LONGEST_LABEL else f"{name[:_LONGEST_LABEL]}…", grey)
        counted = tally(items[start:end])
        for number, key in enumerate(moods, 1):
            column = STATUSES.index("met" if key in ("confirmed", "doubted") else key) + 1
            formula, count = page.at(column, row), getattr(counted, STATUSES[column - 1])
            if key == "confirmed":
                formula, count = f"{formula}-{page.at(DOUBTED, row)}", count - counted.doubted
            elif key == "doubted":
                formula, count = page.at(DOUBTED, row), counted.doubted
            page.worksheet.write_formula(row, DATA + number, f"={formula}", grey, count)
    last = matrix + len(runs) - 1
    if runs:
        chart = draw_stack(
            page.book,
            title=page.say("chart_groups"),
            unit=page.say("axis_items"),
            names=[[title, matrix - 1, DATA + n] for n in range(1, len(moods) + 1)],
            moods=list(moods.values()),
            categories=[title, matrix, DATA, last, DATA],
            values=[[title, matrix, DATA + n, last, DATA + n] for n in range(1, len(moods) + 1)],
        )
        chart.set_size({"width": PIXELS - _GAP, "height": _TALL})
        page.worksheet.insert_chart(page.row, 0, chart, {"x_offset": 2, "y_offset": 3, "object_position": 2})
    return last + 2


_Column = tuple[str, str, int, int]  # its name, its mood, its number, the column of 总览 where that stands


def _columns(page: Page, table: str, keys: Sequence[str], numbers: Sequence[int]) -> list[_Column]:
    """Give each state its column."""
    word = page.scene.layout.word
    return [(word(table, key), MOODS[table][key], numbers[place], 1 + place) for place, key in enumerate(keys)]


def _task_columns(page: Page) -> list[_Column]:
    """Give each state of a task its column, and the doubted among the completed theirs beside them."""
    counted = tally_tasks(page.scene.report.tasks)
    columns = _columns(page, "task_status", TASK_STATUSES, [getattr(counted, key) for key in TASK_STATUSES])
    return [columns[0], (page.say("doubted"), "doubted", counted.doubted, DOUBTED), *columns[1:]] if counted.doubted else columns


def _draw_states(page: Page, kind: str, columns: Sequence[_Column], source: int, start: int, span: tuple[int, int]) -> int:
    """Draw one column a state, between two pixels of the page; give the first free row of the block of numbers."""
    grey = page.book.styles.make(step=-2, font_color=_GREY)
    for position, (name, _, number, column) in enumerate(columns):
        page.book.write(page.worksheet, start + position, DATA, name, grey)
        page.worksheet.write_formula(start + position, DATA + 1, f"={page.at(column, source)}", grey, number)
    title, last = page.sheet.title, start + len(columns) - 1
    chart = draw_columns(
        page.book,
        title=page.say(f"chart_{kind}"),
        unit=page.say(f"axis_{kind}"),
        moods=[mood for _, mood, _, _ in columns],
        categories=[title, start, DATA, last, DATA],
        values=[title, start, DATA + 1, last, DATA + 1],
    )
    chart.set_size({"width": span[1] - span[0] - _GAP, "height": _LOW})
    page.worksheet.insert_chart(page.row, 0, chart, {"x_offset": 2 + span[0], "y_offset": 3 + _TALL + _GAP, "object_position": 2})
    return last + 2

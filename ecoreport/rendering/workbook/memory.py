"""The hidden sheet `_ecoreport`: the whole report as plain rows, so that a later run can read back what this one said.

Column A names the kind of a row. A row `columns` names the columns of the kind that follows it: later runs look a column up
by name, so columns may be added. `sheet` rows tell where each sheet's table begins and which field stands in which column,
whatever an office renamed or moved.
"""

from collections.abc import Iterator
from decimal import Decimal

from ecoreport.model import MEMORY_SCHEMA, MEMORY_SHEET, Source, column_letters
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.scene import FIRST_ROW, HEADER_ROW, Scene, order_findings

_Value = str | int | Decimal | None


def write_memory(book: Book) -> None:
    worksheet = book.workbook.add_worksheet(MEMORY_SHEET)
    plain = book.styles.make()
    for number, row in enumerate(_list_rows(book.scene)):
        for column, value in enumerate(row):
            if value is not None and value != "":
                book.write(worksheet, number, column, f"{value:f}" if isinstance(value, Decimal) else str(value), plain)
    worksheet.protect()
    worksheet.hide()


def _list_rows(scene: Scene) -> Iterator[tuple[_Value, ...]]:
    report = scene.report
    yield "schema", MEMORY_SCHEMA
    yield "system", report.system.name, report.system.edition
    yield "period", report.period
    yield "as_of", report.as_of.isoformat()
    yield "round", report.round
    yield "columns", "sheet", "key", "title", "header_row", "first_row", "field", "column"
    for sheet in scene.layout.sheets.values():
        for number, column in enumerate(sheet.columns, 1):
            yield "sheet", sheet.key, sheet.title, HEADER_ROW + 1, FIRST_ROW + 1, column.field, column_letters(number)
    yield from _list_findings(scene)
    yield from _list_items(scene)
    yield "columns", "task", "no", "name", "status", "progress", "department", *_SOURCE
    for task in report.tasks:
        chosen = task.assessment.chosen
        reporter, source = (chosen.department, chosen.source) if chosen else (None, None)
        progress = task.assessment.progress
        yield "task", task.task.no, task.task.name, task.assessment.status, progress, reporter, *_place(source)
    yield "columns", "submission", "file", "sha256", "department", "outcome", "message", "counted", "used", "furniture", "unused"
    for each in report.submissions:
        cells = each.cells
        counts = (cells.counted, cells.used, cells.furniture, cells.unused)
        yield "submission", each.file, each.sha256, each.department, each.outcome, each.message, *counts
    yield "columns", "department", "name", "submitted", "submitted_on", "duties", "reported"
    for department in report.departments:
        day = department.submitted_on.isoformat() if department.submitted_on else None
        yield "department", department.name, int(department.submitted), day, department.duties, department.reported


_SOURCE = ("file", "sheet", "cell")


def _place(source: Source | None) -> tuple[_Value, ...]:
    return (source.file, source.sheet, source.cell) if source else (None, None, None)


def _list_findings(scene: Scene) -> Iterator[tuple[_Value, ...]]:
    names = ("id", "code", "severity", "state", "department", "item", "task", *_SOURCE, "message", "advice", "explanation", "group")
    yield "columns", "finding", *names
    for each in order_findings(scene.report, scene.report.findings):
        state = "explained" if each.explanation else "open"
        subject = (each.department, each.item, each.task)
        words = (each.message, each.advice, each.explanation, each.group)
        yield "finding", each.id, each.code, each.severity, state, *subject, *_place(each.source), *words


def _list_items(scene: Scene) -> Iterator[tuple[_Value, ...]]:
    yield "columns", "indicator", "no", "name", "domain", "group", "nature", "status"
    for each in scene.report.indicators:
        yield "indicator", each.no, each.name, each.domain, each.group, each.nature, each.status
    names = ("id", "name", "unit", "target", "nature", "lead", "reporter", "value", "text", "status", "reason", "gap")
    yield "columns", "item", *names, *_SOURCE
    for result in scene.report.items:
        item, judged = result.item, result.assessment
        yield (
            "item", item.id, scene.names[item.id], judged.unit or item.unit, item.target, item.nature, item.lead_department,
            result.reporter, judged.value, judged.text, judged.status, judged.reason, judged.gap, *_place(judged.source),
        )  # fmt: skip
    yield "columns", "history", "id", "year", "value", "text", *_SOURCE
    for result in scene.report.items:
        for past in result.assessment.history:
            yield "history", result.item.id, past.year, past.value, past.text, *_place(past.source)
    yield "columns", "goal", "id", "value", "text", "status", "reason", *_SOURCE
    yield from _list_goals(scene)


def _list_goals(scene: Scene) -> Iterator[tuple[_Value, ...]]:
    for task in scene.report.main_tasks:
        for goal in task.goals:
            if goal.assessment and goal.goal.text_only:
                judged = goal.assessment
                yield "goal", goal.goal.id, judged.value, judged.text, judged.status, judged.reason, *_place(judged.source)

"""三年趋势: a sparkline and the change of each item, and line charts of those asked for first."""

from decimal import Decimal
from typing import Any

from ecoreport.model import ItemResult
from ecoreport.model.trend import trend_of
from ecoreport.rendering.workbook import values
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.charts import draw_line
from ecoreport.rendering.workbook.content import Content, Row, centred, quote_words, status, text
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.scene import FIRST_ROW, HEADER_ROW, NOTE_ROW, TITLE_ROW, Scene
from ecoreport.rendering.workbook.styles import BLUE
from ecoreport.rendering.workbook.table import write_table

FIELDS = ("id", "name", "unit", "year_before", "last_year", "actual", "sparkline", "change", "trend", "status")
_YEARS = ("year_before", "last_year", "actual")
_CHART_WIDTH, _CHART_HEIGHT = 330, 192  # pixels: five rows of charts end on the first printed page


def write_trends(book: Book, sheet: SheetLayout) -> None:
    scene = book.scene
    items = scene.report.items
    rows = [_trend_row(scene, index, result) for index, result in enumerate(items)]
    worksheet = write_table(book, sheet, rows, states={"trend": "trend", "status": "status"}, frozen_field="name")
    first, spark = sheet.position("year_before"), sheet.position("sparkline")
    if first is None or tuple(column.field for column in sheet.columns[first : first + 3]) != _YEARS:
        return  # an office put something between the years: a line over them would lie
    for index, result in enumerate(items):
        if spark is not None and len(_list_numbers(result)) > 1:
            span = scene.span_of_row("trends", index, "year_before", "actual")
            floor = {"min": _find_floor(result), "range": span}
            worksheet.add_sparkline(FIRST_ROW + index, spark, {**floor, "type": "column", "series_color": BLUE})
    _draw_charts(book, worksheet, sheet, first)


def _trend_row(scene: Scene, index: int, result: ItemResult) -> Row:
    item, assessment = result.item, result.assessment
    before, last, _ = scene.report.years
    actual, last_cell, change = (scene.cell("trends", index, field) for field in ("actual", "last_year", "change"))
    nothing = scene.say("nothing")
    shown = values.show_change(result, actual, last_cell, nothing)
    years = {
        "year_before": values.show_past(scene, item.id, assessment.of_year(before)),
        "last_year": values.show_past(scene, item.id, assessment.of_year(last)),
        "actual": values.show_actual(scene, assessment),
    }
    if any(
        isinstance(content.value, Decimal) for content in years.values()
    ):  # a line draws every text as 0, so that a year without a number must stay empty
        years = {field: content if isinstance(content.value, Decimal) else centred(None) for field, content in years.items()}
    return years | {
        "id": centred(item.id, scene.locate("indicators", item.id)),
        "name": text(scene.names[item.id]),
        "unit": centred(values.shown_unit(item, assessment)),
        "sparkline": centred(None),
        "change": shown,
        "trend": _show_trend(scene, result, shown, change),
        "status": status(scene.layout.word("status", result.status)),
    }


def _show_trend(scene: Scene, result: ItemResult, change: Content, cell: str) -> Content:
    key = trend_of(result)
    if not key:
        return centred(scene.say("nothing"))
    up, down = {"up": ("better", "worse"), "down": ("worse", "better")}.get(result.item.direction or "", ("rising", "falling"))
    rise, fall, same = (quote_words(scene.layout.word("trend", each)) for each in (up, down, "same"))
    formula = f"IF({cell}>0,{rise},IF({cell}<0,{fall},{same}))" if cell and change.formula else ""
    return status(scene.layout.word("trend", key), formula)


def _list_numbers(result: ItemResult) -> list[Decimal]:
    """List the numbers of the three years; none where one of them is in question, for a line would draw it all the same."""
    year, assessment = result.assessment.year, result.assessment
    past = [known.value for before in (2, 1) if (known := assessment.of_year(year - before)) and known.value is not None]
    told = [*past, *([assessment.value] if assessment.value is not None else [])]
    firm = [value for before in (2, 1, 0) if (value := result.comparable(year - before)) is not None]
    return firm if len(firm) == len(told) else []


def _find_floor(result: ItemResult) -> float:
    """Let the lowest of the little columns still be seen."""
    low, high = min(_list_numbers(result)), max(_list_numbers(result))
    return float(low - (high - low) / 2 if high > low else low - 1)


def _draw_charts(book: Book, worksheet: Any, sheet: SheetLayout, first: int) -> None:
    """Draw one small chart an item (their units differ) to the right of the table, two in a row."""
    scene = book.scene
    places = {result.item.id: (index, result) for index, result in enumerate(scene.report.items)}
    asked = [places[item] for item in sheet.extra.get("charts", ()) if item in places and len(_list_numbers(places[item][1])) > 1]
    column = len(sheet.columns) + 1
    for number, (index, result) in enumerate(asked):
        row = FIRST_ROW + index
        chart = draw_line(
            book,
            title=scene.say("chart", "trends", id=result.item.id, name=scene.names[result.item.id]),
            unit=values.shown_unit(result.item, result.assessment).strip("-"),  # the plan prints "-" where there is none
            categories=[sheet.title, HEADER_ROW, first, HEADER_ROW, first + 2],
            values=[sheet.title, row, first, row, first + 2],
        )
        chart.set_size({"width": _CHART_WIDTH, "height": _CHART_HEIGHT})
        down, across = divmod(number, 2)
        place = {"x_offset": across * (_CHART_WIDTH + 8), "y_offset": down * (_CHART_HEIGHT + 8), "object_position": 3}
        # Below the header row: what hangs on a row that is repeated on every page is printed on every page.
        worksheet.insert_chart(FIRST_ROW, column, chart, place)
    if asked:
        style = book.styles.make(step=-1, align="left")
        book.write(worksheet, NOTE_ROW, column, scene.say("source", "trends"), style)
        # The printed page must reach below the charts and to their right: default rows are 20 pixels, columns 72.
        lines = -(-((len(asked) + 1) // 2 * (_CHART_HEIGHT + 8)) // 20)
        last = max(FIRST_ROW + len(scene.report.items) - 1, FIRST_ROW + lines if len(scene.report.items) < lines else 0)
        worksheet.print_area(TITLE_ROW, 0, last, column + 2 * (_CHART_WIDTH + 8) // 72)

"""待补清单: what 技术报告 still asks people for, each thing in one line with a place to fill it in; below, what they have filled in."""

from collections.abc import Mapping
from typing import Any

from ecoreport.model import Pending, Typed
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, Row, centred, count, text
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.rounds import open_fields, typed_cells
from ecoreport.rendering.workbook.scene import FIRST_ROW, Scene
from ecoreport.rendering.workbook.table import write_table

FIELDS = ("no", "kind", "number", "matter", "missing", "where", "answer", "basis", "department", "id")
_PLACES = 3  # headings that one line names


def write_pending(book: Book, sheet: SheetLayout) -> None:
    scene = book.scene
    lines = scene.report.pending
    leads = {result.item.id: result.item.lead_department for result in scene.report.items}
    leads |= {result.task.id: result.task.lead_department for result in scene.report.tasks}
    rows = [_line_row(scene, sheet, number, pending, leads) for number, pending in enumerate(lines, 1)]
    worksheet = write_table(book, sheet, rows, frozen_field="missing", open_fields=open_fields(sheet))
    _offer(book, worksheet, sheet, lines)
    if (position := sheet.position("id")) is not None:
        worksheet.set_column(position, position, sheet.columns[position].width, None, {"hidden": True})


def _line_row(scene: Scene, sheet: SheetLayout, number: int, pending: Pending, leads: Mapping[str, str]) -> Row:
    where = "\n".join(pending.places[:_PLACES])
    if len(pending.places) > _PLACES:
        where += scene.say("more_places", "pending", count=len(pending.places))
    return {
        "no": count(number),
        "kind": centred(pending.kind),
        "number": centred(pending.number or None, scene.locate_subject(pending.number)),
        "matter": text(pending.matter),
        "missing": text(pending.missing),
        "where": text(where or scene.say("nothing")),
        **typed_cells(sheet, scene.report.typed.get(pending.id, Typed())),
        "department": text(leads.get(pending.number) or scene.say("office")),  # whom to ask
        "id": Content(pending.id, "path"),
    }


def _offer(book: Book, worksheet: Any, sheet: SheetLayout, lines: tuple[Pending, ...]) -> None:
    """Offer what may be filled in where that is a list; nothing that is typed is refused. What is filled in shows by its colour."""
    position = sheet.position("answer")
    if position is None or not lines:
        return
    for row, pending in enumerate(lines, FIRST_ROW):
        words = book.scene.layout.words["pending"].get(f"ask_{pending.key}", "")
        asks: dict[str, Any] = {"validate": "list", "source": list(pending.choices), "error_type": "warning"} if pending.choices else {}
        if words:
            asks = {"validate": "any", **asks, "input_title": sheet.columns[position].heading, "input_message": words}
        if asks:
            worksheet.data_validation(row, position, row, position, asks)
    filled = {"type": "no_blanks", "format": book.styles.of_state("good")}
    worksheet.conditional_format(FIRST_ROW, position, FIRST_ROW + len(lines) - 1, position, filled)

"""县区情况: what counties and zones say of themselves beside the city's own value; a pair of columns a region."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from ecoreport.model import Assessment, ItemResult, RegionResult, Report
from ecoreport.rendering.workbook import values
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, Row, centred, number, status, text
from ecoreport.rendering.workbook.layout import Column, Layout, SheetLayout
from ecoreport.rendering.workbook.scene import Scene
from ecoreport.rendering.workbook.table import write_table

_OF_A_REGION = ("region_value", "region_status", "region_standing")  # columns that stand once for each region
FIELDS = ("id", "name", "unit", "target", "actual", "status", "standing", *_OF_A_REGION)


def with_regions(layout: Layout, report: Report) -> Layout:
    """Give the layout with the columns of every region that reported; its note names those of the plan that did not."""
    sheet = layout.sheets.get("regions")
    if sheet is None:
        return layout
    told = [region.name for region in report.regions]
    silent = layout.word("common", "list").join(region.name for region in report.system.regions if region.name not in told)
    note = sheet.note + (layout.word("regions", "silent").replace("{names}", silent) if told and silent else "")
    own = replace(sheet, note=note, columns=tuple(_expand(sheet.columns, told)))
    return replace(layout, sheets={**layout.sheets, "regions": own})


def _expand(columns: tuple[Column, ...], regions: list[str]) -> Iterator[Column]:
    for repeated, together in groupby(columns, lambda column: column.field in _OF_A_REGION):
        some = tuple(together)
        if not repeated:
            yield from some
            continue
        for region in regions:
            yield from (Column(_field(each.field, region), each.heading.replace("{region}", region), each.width) for each in some)


def _field(field: str, region: str) -> str:
    return f"{field}·{region}"


def write_regions(book: Book, sheet: SheetLayout) -> None:
    """Write the items that some region reported."""
    scene = book.scene
    reported = {result.item.id for region in scene.report.regions for result in region.items}
    rows = [_row(scene, result) for result in scene.report.items if result.item.id in reported]
    tables = {"status": "status", "standing": "standing", "region_status": "status", "region_standing": "standing"}
    states = {column.field: tables[kind] for column in sheet.columns if (kind := column.field.split("·")[0]) in tables}
    write_table(book, sheet, rows, states=states, frozen_field="name")


def _row(scene: Scene, result: ItemResult) -> Row:
    item = result.item
    row = {
        "id": centred(item.id, scene.locate_subject(item.id)),
        "name": text(scene.names[item.id]),
        "unit": centred(item.unit),
        "target": text(item.target),
        "actual": values.show_actual(scene, result.assessment),
        "status": status(scene.layout.word("status", result.status)),
        "standing": values.show_standing(scene, result.standing),
    }
    for region in scene.report.regions:
        row |= dict(zip((_field(field, region.name) for field in _OF_A_REGION), _show(scene, region, item.id), strict=True))
    return row


def _show(scene: Scene, region: RegionResult, item: str) -> tuple[Content, Content, Content]:
    """Show a region's value, which leads to its cell in 填报内容, its verdict, and what that stands on."""
    told = region.item(item)
    if told is None:
        return (centred(scene.say("nothing")),) * 3
    return _value(scene, told.assessment), status(scene.layout.word("status", told.status)), values.show_standing(scene, told.standing)


def _value(scene: Scene, assessment: Assessment) -> Content:
    link = scene.locate("contents", assessment.source)
    shown = values.show_actual(scene, assessment)
    return number(assessment.value, link) if assessment.value is not None else replace(shown, link=link)

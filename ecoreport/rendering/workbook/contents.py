"""填报内容: every cell that was understood, adopted or not and why; it may be long, so it is written as it comes."""

from ecoreport.model import ContentRow, Fate
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, Row, centred, status, text
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.opening import open_cell
from ecoreport.rendering.workbook.scene import Scene
from ecoreport.rendering.workbook.table import write_long_table

FIELDS = ("department", "subject", "name", "year", "kind", "text", "state", "why", "file", "sheet", "cell")
_STATES: dict[Fate, str] = {  # others: "left"
    "adopted": "adopted", "earlier": "adopted", "asked": "asked", "kept": "kept", "plan": "kept", "unasked": "kept",
}  # fmt: skip


def write_contents(book: Book, sheet: SheetLayout) -> None:
    scene = book.scene
    rows = (_row(scene, row) for row in scene.report.contents)
    write_long_table(book, sheet, rows, states={"state": "content_state"}, frozen_field="subject")


def _row(scene: Scene, row: ContentRow) -> Row:
    source, subjects = row.source, row.subjects
    return {
        "department": text(_sender(scene, row)),
        "subject": centred(scene.join(subjects) or scene.say("nothing"), scene.locate_subject(subjects[0]) if len(subjects) == 1 else ""),
        "name": text("\n".join(scene.names[subject] for subject in subjects if subject in scene.names)),
        "year": centred(scene.join(row.years)),
        "kind": centred(scene.layout.word("content", row.kind)),
        "text": text(row.text),
        "state": status(scene.layout.word("content_state", _STATES.get(row.fate, "left"))),
        "why": text(_why(scene, row)),
        "file": Content(source.file, "path"),
        "sheet": Content(source.sheet, "path"),
        "cell": open_cell(scene, source, source.cell or scene.say("open")),
    }


def _sender(scene: Scene, row: ContentRow) -> str:
    if row.department and row.region:
        return scene.say("of_region", department=row.department, region=row.region)
    return row.department or row.region or row.elsewhere or scene.say("no_department")


def _why(scene: Scene, row: ContentRow) -> str:
    known = "asked_unnamed" if row.fate == "asked" and not row.by else row.fate
    return "" if row.fate == "adopted" else scene.say(known, "fate", by=row.by, years=scene.join(row.years))

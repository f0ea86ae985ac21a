"""问题清单 with the columns that people fill in, and 口径与冲突."""

from ecoreport.model import Conflict, DefinitionNote, Entry, Finding
from ecoreport.model.rounds import PERSON_FIELDS
from ecoreport.rendering.workbook import values
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, Row, centred, count, status, text
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.rounds import offer, open_fields, typed_cells, typed_of, who_mends
from ecoreport.rendering.workbook.scene import FIRST_ROW, Scene
from ecoreport.rendering.workbook.table import write_table

FIELDS = (
    "id", "severity", "department", "subject", "name", "message", "advice", "place", "trace", "others", "explanation", "life",
    "first_round", *PERSON_FIELDS,
)  # fmt: skip
_CONFLICT_FIELDS = ("chosen", "chosen_place", "other", "other_place", "trace")
DEFINITION_FIELDS = ("kind", "subject", "name", "year", *_CONFLICT_FIELDS, "treatment")


def write_findings(book: Book, sheet: SheetLayout) -> None:
    scene = book.scene
    rows = [_finding_row(scene, sheet, finding) for finding in scene.findings]
    states = {"severity": "severity", "life": "life"}
    worksheet = write_table(book, sheet, rows, states=states, frozen_field="department", open_fields=open_fields(sheet))
    offer(book, worksheet, sheet, FIRST_ROW, FIRST_ROW + len(rows) - 1)
    if span := scene.span("findings", "severity", 0, len(rows) - 1):
        book.workbook.define_name(scene.say("severity", "names"), f"={span}")


def _finding_row(scene: Scene, sheet: SheetLayout, finding: Finding) -> Row:
    subject = finding.subject
    subjects = (subject, *finding.also) if subject else ()
    return {
        "id": Content(finding.id, "path"),
        "severity": status(scene.layout.word("severity", finding.severity)),
        "department": text(who_mends(scene, finding), scene.locate("departments", finding.department)),
        "subject": centred(scene.join(subjects) or scene.say("nothing"), scene.locate_subject(subject)),
        "name": text("\n".join(scene.names[each] for each in subjects if each in scene.names)),
        "message": text(finding.message + (scene.say("touches", items=scene.join(subjects)) if finding.also else "")),
        "advice": text(finding.advice),
        "place": values.show_place(finding.source),
        "trace": values.show_trace(scene, scene.locate_source(finding.source) or _locate_file(scene, finding)),
        "others": Content("\n".join(str(source) for source in finding.others) or None, "path"),
        "explanation": text(finding.explanation),
        "life": status(scene.layout.word("life", finding.state)),
        "first_round": centred(scene.say("round", number=finding.first_round)),
        **_typed(scene, sheet, finding),
    }


def _typed(scene: Scene, sheet: SheetLayout, finding: Finding) -> Row:
    row = typed_cells(sheet, typed_of(scene.report, finding))
    return row if row["deadline"].value else row | {"deadline": Content(finding.due, "open_date")}


def _locate_file(scene: Scene, finding: Finding) -> str:
    return scene.locate("files", finding.file) if finding.file else ""


def write_definitions(book: Book, sheet: SheetLayout) -> None:
    scene = book.scene
    rows = [_conflict_row(scene, conflict) for conflict in scene.report.conflicts]
    across = _count_adjacent(sheet)
    rows += [_note_row(scene, note, across) for note in scene.report.system.notes]
    write_table(book, sheet, rows, frozen_field="name")


def _conflict_row(scene: Scene, conflict: Conflict) -> Row:
    return {
        "kind": Content(scene.say("conflict"), "status"),
        "subject": centred(conflict.item, scene.locate_subject(conflict.item)),
        "name": text(scene.names.get(conflict.item)),
        "year": count(conflict.year),
        "chosen": text(_word_entry(scene, conflict.chosen)),
        "chosen_place": values.show_place(conflict.chosen.actual.source),
        "other": text(_word_entry(scene, conflict.other)),
        "other_place": values.show_place(conflict.other.actual.source),
        "trace": values.show_trace(scene, scene.locate_source(conflict.chosen.actual.source)),
        "treatment": text(conflict.note or scene.say("lead_prevails")),
    }


def _word_entry(scene: Scene, entry: Entry) -> str:
    return scene.say("chosen_value", department=entry.department or scene.say("no_department"), value=entry.actual.raw)


def _count_adjacent(sheet: SheetLayout) -> int:
    """Count the columns from the value on that a note of the plan leaves empty, so that its text may spread over them."""
    fields = [column.field for column in sheet.columns[sheet.position("chosen") or 0 :]]
    return next((number for number, field in enumerate(fields) if field not in _CONFLICT_FIELDS), len(fields)) or 1


def _note_row(scene: Scene, note: DefinitionNote, across: int) -> Row:
    nothing = scene.say("nothing")
    row = {field: centred(nothing) for field in ("year", *_CONFLICT_FIELDS[across:])}
    return row | {
        "kind": centred(note.kind),
        "subject": centred(note.subject, scene.locate_subject(note.subject)),
        "name": text(scene.names.get(note.subject) or note.subject),
        "chosen": Content(note.source_text, "text", columns=across),
        "treatment": text(note.treatment),
    }

"""填报冲突: who says otherwise of what, to be settled; and 口径说明: where the plan's own text is in doubt, the same in every round."""

from collections.abc import Sequence

from ecoreport.model import Conflict, DefinitionNote, Entry
from ecoreport.rendering.workbook import values
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, Row, centred, count, text
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.scene import Scene
from ecoreport.rendering.workbook.table import write_table

FIELDS = ("subject", "name", "year", "chosen", "chosen_place", "other", "other_place", "trace", "treatment")
DEFINITION_FIELDS = ("kind", "subject", "name", "text", "treatment")


def write_conflicts(book: Book, sheet: SheetLayout) -> None:
    write_table(book, sheet, [_conflict_row(book.scene, conflict) for conflict in book.scene.report.conflicts], frozen_field="name")


def _conflict_row(scene: Scene, conflict: Conflict) -> Row:
    return {
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


def write_definitions(book: Book, sheet: SheetLayout) -> None:
    """Write the notes of the plan; what is said in the same words of several subjects is one line with all of them."""
    together: dict[tuple[str, str, str], list[DefinitionNote]] = {}
    for note in book.scene.report.system.notes:
        together.setdefault((note.kind, note.source_text, note.treatment), []).append(note)
    write_table(book, sheet, [_note_row(book.scene, notes) for notes in together.values()], frozen_field="name")


def _note_row(scene: Scene, notes: Sequence[DefinitionNote]) -> Row:
    first = notes[0]
    return {
        "kind": centred(first.kind),
        "subject": centred(scene.join([note.subject for note in notes]), scene.locate_subject(first.subject)),
        "name": text("\n".join(scene.names[note.subject] for note in notes if note.subject in scene.names)),
        "text": Content(first.source_text),
        "treatment": text(first.treatment),
    }

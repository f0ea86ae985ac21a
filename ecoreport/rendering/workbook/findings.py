"""问题清单 with the columns that people fill in."""

from collections.abc import Sequence

from ecoreport.model import Finding
from ecoreport.model.rounds import PERSON_FIELDS
from ecoreport.rendering.workbook import values
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, Row, centred, status, text
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.rounds import offer, open_fields, typed_cells, typed_of, who_mends
from ecoreport.rendering.workbook.scene import FIRST_ROW, Scene
from ecoreport.rendering.workbook.table import write_table

FIELDS = (
    "id", "severity", "department", "subject", "name", "message", "advice", "place", "trace", "others", "explanation", "life",
    "first_round", *PERSON_FIELDS,
)  # fmt: skip


def write_findings(book: Book, sheet: SheetLayout) -> None:
    scene = book.scene
    rows = [_finding_row(scene, sheet, finding) for finding in scene.findings]
    states = {"severity": "severity", "life": "life"}
    told = {each.id for others in scene.leaders.values() for each in others}
    hidden = [number for number, finding in enumerate(scene.findings) if finding.id in told]
    worksheet = write_table(book, sheet, rows, states=states, frozen_field="department", open_fields=open_fields(sheet), hidden_rows=hidden)
    offer(book, worksheet, sheet, FIRST_ROW, FIRST_ROW + len(rows) - 1)
    if span := scene.span("findings", "severity", 0, len(rows) - 1):
        book.workbook.define_name(scene.say("severity", "names"), f"={span}")


def _finding_row(scene: Scene, sheet: SheetLayout, finding: Finding) -> Row:
    subject = finding.subject
    subjects = (subject, *finding.also) if subject else ()
    return {
        "id": text(finding.id),
        "severity": status(scene.layout.word("severity", finding.severity)),
        "department": text(who_mends(scene, finding), scene.locate("departments", finding.department)),
        "subject": centred(scene.join(subjects) or scene.say("nothing"), scene.locate_subject(subject)),
        "name": text("\n".join(scene.names[each] for each in subjects if each in scene.names)),
        "message": text(finding.message + _more(scene, finding, subjects)),
        "advice": text(finding.advice),
        "place": values.show_place(finding.source),
        "trace": values.show_trace(scene, scene.locate_source(finding.source) or _locate_file(scene, finding)),
        "others": Content("\n".join(str(source) for source in finding.others) or None, "path"),
        "explanation": text(finding.explanation),
        "life": status(scene.layout.word("life", finding.state)),
        "first_round": centred(scene.say("round", number=finding.first_round)),
        **_typed(scene, sheet, finding),
    }


def _more(scene: Scene, finding: Finding, subjects: Sequence[str]) -> str:
    """Name what else a question touches, or of whom else the same is said: their rows follow, hidden."""
    if others := scene.leaders.get(finding.id):
        return scene.say("alike", count=len(others), names=scene.join([each.department for each in others]))
    return scene.say("touches", items=scene.join(subjects)) if finding.also else ""


def _typed(scene: Scene, sheet: SheetLayout, finding: Finding) -> Row:
    row = typed_cells(sheet, typed_of(scene.report, finding))
    return row if row["deadline"].value else row | {"deadline": Content(finding.due, "open_date")}


def _locate_file(scene: Scene, finding: Finding) -> str:
    return scene.locate("files", finding.file) if finding.file else ""

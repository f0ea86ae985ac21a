"""数据溯源, 佐证材料 and 未识别内容: where everything comes from, and what could not be placed."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, islice

from ecoreport.model import EvidenceFile, EvidenceResult, LineageRow, UnusedCell
from ecoreport.rendering.workbook import values
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, Row, centred, count, day, status, text
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.opening import open_cell, open_file
from ecoreport.rendering.workbook.scene import Scene, lines_of
from ecoreport.rendering.workbook.table import write_table

FIELDS = (
    "subject", "name", "year", "what", "department", "file", "sheet", "cell", "open", "raw", "normalised", "conversion", "dated",
    "sha256",
)  # fmt: skip
EVIDENCE_FIELDS = (
    "archive_number", "number", "title", "document_number", "dated", "pages", "at_pages", "items", "department", "file_name", "found",
    "path", "remark", "source",
)  # fmt: skip
UNUSED_FIELDS = ("no", "file", "sheet", "cell", "text")
_MOST_CELLS = 1_000  # unused cells that are listed one by one: more are a table that is no ledger's
_FIRST_CELLS, _LONGEST_FIRST = 10, 200  # of such a table: cells that its line quotes, and characters


def write_lineage(book: Book, sheet: SheetLayout) -> None:
    """Write every value's way, from the cell of the ledger on."""
    write_table(book, sheet, [_lineage_row(book.scene, row) for row in book.scene.report.lineage], frozen_field="name")


def _lineage_row(scene: Scene, row: LineageRow) -> Row:
    source = row.source
    return {
        "subject": centred(row.subject, scene.locate_subject(row.subject)),
        "name": text(scene.names.get(row.subject)),
        "year": count(row.year or scene.report.period),
        "what": centred(scene.layout.word("lineage", row.what)),
        "department": text(row.department),
        "file": Content(source.file, "path", scene.locate("files", source.file)),
        "sheet": Content(source.sheet, "path"),
        "cell": centred(source.cell),
        "open": open_cell(scene, source, scene.say("open")),
        "raw": text(row.raw),
        "normalised": text(row.normalised),
        "conversion": text(row.conversion),
        "dated": day(row.dated),
        "sha256": Content(row.sha256, "code"),
    }


def write_evidence(book: Book, sheet: SheetLayout) -> None:
    """List every piece, a line for each file that it is or may be, then the files that nobody refers to."""
    scene = book.scene
    rows = [row for result in scene.report.evidence for row in _evidence_rows(scene, result)]
    rows += [_file_row(scene, file, "orphan") for file in scene.report.orphans]
    write_table(book, sheet, rows, states={"found": "found"}, frozen_field="title")


def _evidence_rows(scene: Scene, result: EvidenceResult) -> Iterator[Row]:
    piece = result.evidence
    first, *rest = lines_of(result)
    yield {
        "archive_number": centred(result.archive_number),
        "number": centred(piece.number),
        "title": text(result.title),
        "document_number": text(piece.document_number),
        "dated": centred(piece.dated),
        "pages": centred(piece.pages),
        "at_pages": centred(result.pages),
        "items": values.show_list(scene, result.subjects, scene.locate_subject(result.subjects[0]) if result.subjects else ""),
        "department": text(piece.department or scene.say("no_department"), scene.locate("departments", piece.department)),
        "file_name": Content(piece.file_name, "path"),
        "found": status(scene.layout.word("found", _found(result))),
        "path": open_file(scene, first.path if first else ""),
        "remark": text(piece.remark),
        "source": values.show_place(piece.source),
    }
    for file in rest:
        if file:
            yield _file_row(scene, file, "part" if result.found else "maybe")


def _found(result: EvidenceResult) -> str:
    if result.found is not False:
        return "yes" if result.found else "unknown"
    if result.candidates:
        return "several"
    return "no" if not result.files else "packed" if any(file.archive for file in result.files) else "empty"


def _file_row(scene: Scene, file: EvidenceFile, found: str) -> Row:
    """Write the line of a file that has none of a list: by its name, which is all that is printed of it."""
    blank = {field: text("") for field in EVIDENCE_FIELDS}
    return {
        **blank,
        "title": text(file.path.rpartition("/")[2]),
        "found": status(scene.layout.word("found", found)),
        "path": open_file(scene, file.path),
    }


def write_unused(book: Book, sheet: SheetLayout) -> None:
    """List every unused cell; of a sheet, or a file that nothing was used of, that is full of them one line, their number and the first."""
    report = book.scene.report
    strays = {told.file for told in report.submissions if told.cells.unused > _MOST_CELLS and not told.cells.used}
    lines: list[UnusedCell] = []
    for _, together in groupby(report.unused, lambda unused: (unused.source.file, unused.source.file in strays or unused.source.sheet)):
        lines += _listed(book.scene, together)
    write_table(book, sheet, [_unused_row(book.scene, number, line) for number, line in enumerate(lines, 1)], frozen_field="no")


def _listed(scene: Scene, together: Iterator[UnusedCell]) -> list[UnusedCell]:
    cells = list(islice(together, _MOST_CELLS + 1))
    if len(cells) <= _MOST_CELLS:
        return cells
    first = "、".join(unused.text for unused in cells[:_FIRST_CELLS])
    number = len(cells) + sum(1 for _ in together)
    return [replace(cells[0], text=scene.say("flood", count=number, first=first[:_LONGEST_FIRST]))]


def _unused_row(scene: Scene, number: int, unused: UnusedCell) -> Row:
    source = unused.source
    return {
        "no": count(number),
        "file": text(source.file, scene.locate("files", source.file)),
        "sheet": text(source.sheet),
        "cell": centred(source.cell),
        "text": text(unused.text),
    }

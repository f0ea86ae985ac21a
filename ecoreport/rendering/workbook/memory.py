"""The hidden sheet `_ecoreport`: what the next round must know, as it was handed in (its format is that of `rounds.memory`).

Below it stands where each sheet's table begins and which field stands in which column, for programs that read the workbook.
"""

from collections.abc import Iterable, Iterator

from ecoreport.model import MEMORY_SCHEMA, MEMORY_SHEET, column_letters
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.scene import FIRST_ROW, HEADER_ROW, Scene


def write_memory(book: Book, rows: Iterable[tuple[str, ...]]) -> None:
    """Write the rows, every cell as text; the sheet is hidden and locked."""
    worksheet = book.workbook.add_worksheet(MEMORY_SHEET)
    plain = book.styles.make()
    told = list(rows) or [("schema", MEMORY_SCHEMA)]
    for number, row in enumerate((*told, *_places(book.scene))):
        for column, words in enumerate(row):
            book.write(worksheet, number, column, words, plain)
    worksheet.protect()
    worksheet.hide()


def _places(scene: Scene) -> Iterator[tuple[str, ...]]:
    yield "columns", "sheet", "key", "title", "header_row", "first_row", "field", "column"
    for sheet in scene.layout.sheets.values():
        for number, column in enumerate(sheet.columns, 1):
            yield "sheet", sheet.key, sheet.title, str(HEADER_ROW + 1), str(FIRST_ROW + 1), column.field, column_letters(number)

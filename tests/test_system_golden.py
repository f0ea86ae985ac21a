"""A text dump of the shipped workbook lies beside the tests, so that a change of the binary shows in a diff.

tests/goldens.py says what to do after an intended change.
"""

from collections.abc import Iterator

import openpyxl
from goldens import unlike
from openpyxl.worksheet.worksheet import Worksheet

from ecoreport.templates import SHIPPED


def dump_sheet(sheet: Worksheet) -> Iterator[str]:
    yield f"## {sheet.title}"
    yield "widths: " + " ".join(f"{letter}={column.width:g}" for letter, column in sheet.column_dimensions.items())
    yield f"frozen: {sheet.freeze_panes}  filter: {sheet.auto_filter.ref}  merged: {sorted(map(str, sheet.merged_cells.ranges))}"
    for rule in sheet.data_validations.dataValidation:
        yield f"dropdown {rule.sqref}: {rule.formula1}"
    for area in sheet.conditional_formatting:
        yield f"grey {area.sqref}: {[rule.formula for rule in area.rules]}"
    for row in sheet.iter_rows():
        values = ["" if cell.value is None else str(cell.value).replace("\n", "⏎") for cell in row]
        if any(values):
            yield f"{row[0].row}: " + " | ".join(values)


def test_the_shipped_workbook_is_the_one_that_was_reviewed() -> None:
    book = openpyxl.load_workbook(SHIPPED.path("indicator_system.xlsx"))
    dump = "\n".join(line for sheet in book.worksheets for line in dump_sheet(sheet)) + "\n"
    assert unlike("indicator_system.txt", dump) == []

"""What stands in the rows of the answers and nobody could use: the judge hears it beside the value."""

import re
from collections import defaultdict
from collections.abc import Mapping

from ecoreport.model import Batch, Note, Source

_MOST_OF_A_SHEET, _MOST_OF_A_ROW = 2_000, 6  # cells; where there are more, another table stands beside
Row = tuple[str, str | None, int]


def row_of(source: Source) -> Row:
    """Name the row in which a cell stands."""
    digits = re.sub(r"\D", "", source.cell or "")
    return source.file, source.sheet, int(digits or 0)


def unread_beside(batch: Batch) -> Mapping[Row, tuple[Note, ...]]:
    """Gather the unused cells of the rows in which values stand, row by row."""
    rows = {row_of(entry.actual.source) for entry in batch.entries}
    sheets = {(file, sheet) for file, sheet, _ in rows}
    told: dict[Row, list[Note]] = defaultdict(list)
    for pack in batch.unused.packs:
        if (pack.file, pack.sheet) in sheets and pack.count <= _MOST_OF_A_SHEET:
            for cell in pack:
                if (row := row_of(cell.source)) in rows:
                    told[row].append(Note(cell.text, cell.source))
    return {row: tuple(notes) for row, notes in told.items() if len(notes) <= _MOST_OF_A_ROW}

"""What stands in the rows of the answers and nobody could use: the judge hears it beside the value."""

from collections import defaultdict
from collections.abc import Mapping

from ecoreport.language import patterns as re
from ecoreport.model import Batch, Note, Source

_MOST_OF_A_SHEET, _MOST_OF_A_ROW = 2_000, 6  # cells; where there are more, another table stands beside
_SENTENCE = re.compile(r"[，,。；;：:].*[一-鿿]{4}")  # below a table: 注：…, 有4枚…，没列进来
Row = tuple[str, str | None, int]


def row_of(source: Source) -> Row:
    """Name the row in which a cell stands."""
    digits = re.sub(r"\D", "", source.cell or "")
    return source.file, source.sheet, int(digits or 0)


def unread_beside(batch: Batch) -> Mapping[Row, tuple[Note, ...]]:
    """Gather the unused cells of the rows in which answers stand, row by row."""
    rows = {row_of(entry.actual.source) for entry in batch.entries} | {row_of(report.source) for report in batch.tasks}
    sheets = {(file, sheet) for file, sheet, _ in rows}
    told: dict[Row, list[Note]] = defaultdict(list)
    sole = _sole_rows(batch)
    for pack in batch.unused.packs:
        if (pack.file, pack.sheet) in sheets and pack.count <= _MOST_OF_A_SHEET:
            for cell in pack:
                row = row_of(cell.source)
                below = sole.get((pack.file, pack.sheet))
                if row in rows:
                    told[row].append(Note(cell.text, cell.source))
                elif below and row[2] > below[2] and _SENTENCE.search(cell.text):
                    told[below].append(Note(cell.text, cell.source))
    return {row: tuple(notes) for row, notes in told.items() if len(notes) <= _MOST_OF_A_ROW}


def _sole_rows(batch: Batch) -> dict[tuple[str, str | None], Row]:
    """Give the sheets in which one subject alone holds values, each with its latest row: what stands below the table is said of it."""
    latest: dict[tuple[str, str | None], tuple[int, Row]] = {}
    subjects: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for year, source, subject in (
        *((entry.year, entry.actual.source, entry.subject) for entry in batch.entries),
        *((report.year or 0, report.source, report.subject) for report in batch.tasks),
    ):
        row = row_of(source)
        subjects[row[:2]].add(subject)
        latest[row[:2]] = max(latest.get(row[:2], (0, row)), (year, row))
    return {sheet: row for sheet, (_, row) in latest.items() if len(subjects[sheet]) == 1}

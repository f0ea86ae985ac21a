"""The very hidden sheet of an issued ledger: for whom, for which year, and every text that was printed."""

from collections import defaultdict
from dataclasses import dataclass

from ecoreport.language.numerals import read_count
from ecoreport.model import Ledger, Sheet
from ecoreport.model.layout import written

STAMP_SHEET = "_ecoreport"
_SCHEMA = "ecoreport.ledger/"


@dataclass(frozen=True, slots=True)
class Stamp:
    sheet: str
    department: str | None
    period: int | None
    edition: str
    printed: frozenset[tuple[str, str, str, str]]  # sheet, code, field, text


def read_stamp(ledger: Ledger) -> Stamp | None:
    """Find the stamp by what it says, wherever its sheet was moved."""
    for sheet in ledger.sheets:
        rows = _rows(sheet)
        properties = {row[0]: row[1] for row in rows if len(row) == 2}
        if not properties.get("schema", "").startswith(_SCHEMA):
            continue
        period = properties.get("period", "")
        table = frozenset((row[0], row[1], row[2], row[3]) for row in rows if len(row) >= 4)
        return Stamp(
            sheet.name,
            properties.get("department") or None,
            read_count(period),
            properties.get("edition", ""),
            table,
        )
    return None


def _rows(sheet: Sheet) -> list[tuple[str, ...]]:
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    for cell in sheet.cells:
        if cell.column <= 4:
            rows[cell.row][cell.column] = written(cell)
    return [tuple(row.get(column, "") for column in range(1, max(row) + 1)) for _, row in sorted(rows.items())]

"""How numbers, days and places are written in result.json and in every row: decimal strings, ISO 8601, file with sheet and cell."""

from datetime import date
from decimal import Decimal

from ecoreport.model.source import Source

Row = dict[str, object]


def number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def place(source: Source | None) -> dict[str, str | None] | None:
    return None if source is None else {"file": source.file, "sheet": source.sheet, "cell": source.cell}

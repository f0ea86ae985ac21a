"""Little ledgers, written as text: a line is a row, cells stand between bars, marks as in tests/typed_ledgers.py.

# 表 sheet hidden       begins a sheet, with the mark of its rows; where no line begins one, the sheet is called 表
指标名称 | 2020年
~ 森林覆盖率 | =n:49.8   a hidden row
"""

import dataclasses
from collections.abc import Iterator
from decimal import Decimal

from rule_tables import Row
from typed_ledgers import batch_of

from ecoreport.model import Batch, Figure, Note, Scope, Source, column_letters

FILE = "市资源规划局/台账.xlsx"
STAMP = """
# _ecoreport
schema | ecoreport.ledger/1
department | 市资源规划局
period | 2020
edition | 舟山2020
"""


def read(text: str, file: str = "") -> Batch:
    """Read a ledger through recognition and normalisation."""
    return batch_of(list(_rows(text, file)))


def at(cell: str, sheet: str = "表") -> Source:
    return Source(FILE, sheet, cell)


def _rows(text: str, file: str) -> Iterator[Row]:
    sheet, mark = "表", ""
    for line in text.strip("\n").split("\n"):
        if line.startswith("#"):
            sheet, _, mark = line.removeprefix("#").strip().partition(" ")
            continue
        cells = [cell.strip() for cell in line.removeprefix("~").split("|")]
        typed = {column_letters(number): cell.replace("\\n", "\n") for number, cell in enumerate(cells, 1)}
        yield {"file": file, "sheet": sheet, "row": "hidden" if line.startswith("~") else mark, **typed}


def told(record: object) -> dict[str, object]:
    """Show every field of a record that says something: a cell's text with its address, a figure with all that is known of it."""
    fields = {field.name: _told(getattr(record, field.name)) for field in dataclasses.fields(record) if field.name not in ("file", "cells")}
    return {name: value for name, value in fields.items() if value not in (None, "", [], False)}


def held(record: object) -> set[Source]:
    """Collect every address that a record names."""
    match record:
        case Source():
            return {record}
        case tuple():
            return set().union(*map(held, record))
    if not dataclasses.is_dataclass(record):
        return set()
    return set().union(*(held(getattr(record, field.name)) for field in dataclasses.fields(record)))


def codes(batch: Batch) -> list[str]:
    """List what was found, with its places: N303 B2 C2."""
    return [
        " ".join((finding.code, *(place.cell or "" for place in (finding.source, *finding.others) if place))) for finding in batch.findings
    ]


def _told(value: object) -> object:
    match value:
        case Scope():
            said = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
            return " ".join(
                f"{name}={said[name]}"
                for name in ("kind", "region", "elsewhere", "part", "words")
                if said[name] not in (None, "", "actual")
            )
        case Figure():
            state = "" if value.state == "value" else value.state
            known = (state, _plain(value.value) or value.text, value.raw and f"“{value.raw}”", value.unit, value.conversion)
            flags = (
                f"written {_plain(value.written)}" if value.written != value.value else "",
                "hidden" * value.hidden,
                "prose" * value.from_prose,
            )
            return " ".join(part for part in (*known, *flags, f"@{value.source.cell}") if part)
        case Note():
            return f"{value.text} @{value.source.cell}"
        case Source():
            return f"{value.sheet} @{value.cell}"
        case tuple():
            return [_told(each) for each in value]
    return value


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")

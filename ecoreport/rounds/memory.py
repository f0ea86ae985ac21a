"""What a run leaves to the next one: the hidden sheet `_ecoreport` of 汇总表.xlsx, and the same in result.json.

One format, its writer and its reader: a row of the sheet is the name of a table and one of its records as JSON, as result.json lists it;
a record longer than a cell goes on in the next cells. What the sheet says counts where there is no result.json beside it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from ecoreport.model import (
    MEMORY_SCHEMA,
    MEMORY_SHEET,
    Adjudication,
    Change,
    Choice,
    ClosedFinding,
    Finding,
    Memory,
    Pending,
    PreviousRound,
    Report,
    Sheet,
    Source,
    Subject,
    Submission,
    TableReading,
    Twice,
    Typed,
    TypedCell,
)
from ecoreport.model.plain import Row, day, place
from ecoreport.model.rows import adjudication_row, change_row, finding_row, previous_row
from ecoreport.rounds.compare import standing_results

_LONGEST = 32_000  # characters of JSON in one cell; the format allows 32,767
_TABLES = ("findings", "closed_findings", "results", "changes", "typed", "twice", "adjudications", "pending")
_LATER = ("pending",)  # not in what earlier versions left


# ---- writing ------------------------------------------------------------------------------------


def remember(report: Report) -> dict[str, Any]:
    """Give all that the next round must know, as records of JSON: a head, and the tables."""
    return {
        "head": {
            "system": report.system.name,
            "period": report.period,
            "as_of": day(report.as_of),
            "round": report.round,
            "previous_round": previous_row(report.previous),
            "ledgers": ledgers_of(report.submissions),
        },
        "findings": [finding_row(finding) for finding in report.findings],
        "closed_findings": [
            {**finding_row(each.finding), "closed": each.closed_round, "how": each.how} for each in report.closed
        ],
        "results": [{"kind": kind, "id": id_, **row} for (kind, id_), row in standing_results(report).items()],
        "changes": list(map(change_row, report.changes)),
        "typed": list(_typed_rows(report.typed)),
        "twice": [
            {"finding": each.finding, "field": each.field, "one": _cell_row(each.one), "other": _cell_row(each.other)}
            for each in report.twice
        ],
        "adjudications": list(map(adjudication_row, report.adjudications)),
        "pending": report.pending_rows,
    }  # fmt: skip


def beside_tables(report: Report) -> Row:
    """Give what result.json must tell for the next round besides its own tables."""
    told = remember(report)
    return {name: told[name] for name in ("head", "closed_findings", "results", "typed", "twice")}


def sheet_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """Give the rows of the hidden sheet."""
    told = remember(report)
    yield "schema", MEMORY_SCHEMA
    yield "head", *_cells(told["head"])
    for table in _TABLES:
        for record in told[table]:
            yield table, *_cells(record)


def ledgers_of(submissions: Sequence[Submission]) -> list[str]:
    """List the digests of what was read, whatever the files are called."""
    return sorted(submission.sha256 for submission in submissions if submission.sha256 and submission.outcome != "skipped")


def _cells(record: object) -> Iterator[str]:
    text = json.dumps(record, ensure_ascii=True, separators=(",", ":"))  # ASCII: no program takes anything of it for its own
    yield from (text[start : start + _LONGEST] for start in range(0, len(text), _LONGEST))


def _typed_rows(typed: Mapping[str, Typed]) -> Iterator[Row]:
    for id_, each in sorted(typed.items()):
        for own, cells in ((True, each.cells), (False, each.extra)):
            for name, cell in sorted(cells.items()):
                yield {"finding": id_, "field": name, "own": own, **_cell_row(cell)}


def _cell_row(cell: TypedCell) -> Row:
    return {"text": cell.text, "day": day(cell.day), "source": place(cell.source)}


# ---- reading ------------------------------------------------------------------------------------


def read_json(result: Mapping[str, Any]) -> dict[str, Any] | None:
    """Read what result.json tells; None where another version wrote it."""
    named = ("findings", "changes", "adjudications", "pending")
    told = {**(result.get("memory") or {}), **{name: result[name] for name in named if name in result}}
    return told if {"head", *_TABLES} - {*_LATER} <= told.keys() else None


def read_sheet(sheets: Sequence[Sheet]) -> dict[str, Any] | None:
    """Read what the hidden sheet tells; None where there is none, none of this version, or one that somebody has edited."""
    hidden = next((sheet for sheet in sheets if sheet.name == MEMORY_SHEET), None)
    rows: dict[int, list[str]] = {}
    for cell in sorted(hidden.cells, key=lambda cell: (cell.row, cell.column)) if hidden else ():
        rows.setdefault(cell.row, []).append(str(cell.value or ""))
    if ["schema", MEMORY_SCHEMA] not in rows.values():
        return None
    told: dict[str, Any] = {table: [] for table in _TABLES}
    with suppress(ValueError):
        for table, *parts in rows.values():
            if table == "head":
                told["head"] = json.loads("".join(parts))
            elif table in _TABLES:
                told[table].append(json.loads("".join(parts)))
        return told if "head" in told else None
    return None


def make_memory(told: Mapping[str, Any], digest: str) -> Memory:
    """Make the memory of what was told by sheet or result.json; `digest` is that of the result.json."""
    head = told["head"]
    return Memory(
        round=PreviousRound(head["round"], date.fromisoformat(head["as_of"]), digest),
        period=head["period"],
        system=head["system"],
        ledgers=tuple(head["ledgers"]),
        findings=tuple(map(_finding, told["findings"])),
        closed=tuple(ClosedFinding(_finding(row), row["closed"], row["how"]) for row in told["closed_findings"]),
        results={(row["kind"], row["id"]): {name: row[name] for name in row if name not in ("kind", "id")} for row in told["results"]},
        changes=tuple(Change(row["kind"], row["id"], row["before"], row["after"]) for row in told["changes"]),
        before=_previous(head["previous_round"]),
        typed=typed_of(told),
        twice=tuple(Twice(row["finding"], row["field"], _cell(row["one"]), _cell(row["other"])) for row in told.get("twice", ())),
        adjudications=tuple(map(_adjudication, told["adjudications"])),
        pending=tuple(map(_pending, told.get("pending", ()))),
    )


def _finding(row: Mapping[str, Any]) -> Finding:
    subject = row["item"] or (None if row["task"] is None else Subject.of_task(row["task"]))
    return Finding(
        row["id"],
        row["code"],
        row["severity"],
        row["message"],
        row["advice"],
        row["department"],
        Subject(subject) if subject else None,
        _source(row) if row["file"] else None,
        explanation=row["explanation"],
        group=row["group"],
        choice=_choice(row["choice"]),
        doubts=row["doubting"],
        state=row["state"],
        first_round=row["first_round"],
        due=_day(row["due"]),
        year=row["year"],
        overdue_rounds=row["overdue_rounds"],
        closed_round=row["closed_round"],
        reopened_round=row["reopened_round"],
    )


def _choice(row: Mapping[str, Any] | None) -> Choice | None:
    return Choice(row["signature"], tuple(TableReading(each["letter"], each["says"]) for each in row["readings"])) if row else None


def typed_of(told: Mapping[str, Any]) -> dict[str, Typed]:
    """Give what stood beside each finding when the run ended that told this."""
    cells: dict[str, dict[bool, dict[str, TypedCell]]] = {}
    for row in told["typed"]:
        cells.setdefault(row["finding"], {True: {}, False: {}})[row["own"]][row["field"]] = _cell(row)
    return {id_: Typed(each[True], each[False]) for id_, each in cells.items()}  # type: ignore[arg-type]  # the fields written above


def _cell(row: Mapping[str, Any]) -> TypedCell:
    return TypedCell(row["text"], _source(row["source"]), _day(row["day"]))


def _adjudication(row: Mapping[str, Any]) -> Adjudication:
    subject = Subject(row["item"] or Subject.of_task(row["task"]))
    value = None if row["value"] is None else Decimal(row["value"])
    return Adjudication(row["finding"], subject, row["year"], row["text"], row["basis"], _source(row["source"]), value, row["reported"])


def _pending(row: Mapping[str, Any]) -> Pending:
    named = {name: row[name] for name in ("id", "key", "kind", "number", "matter", "missing", "year")}
    return Pending(**named, choices=tuple(row["choices"]), places=tuple(row["places"]))


def _previous(row: Mapping[str, Any] | None) -> PreviousRound | None:
    return PreviousRound(row["round"], date.fromisoformat(row["as_of"]), row["result"]) if row else None


def _source(row: Mapping[str, Any]) -> Source:
    return Source(row["file"], row["sheet"], row["cell"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

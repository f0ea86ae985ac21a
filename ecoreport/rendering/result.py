"""Render result.json (schema "ecoreport.result/1"): the commit mark of a run, and what other programs read."""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from ecoreport.model import RESULT_SCHEMA, Report, Submission, UnusedCell, UnusedCells, tally, tally_tasks
from ecoreport.model.calendar import calendar_of
from ecoreport.model.letters import LETTERS, letters_of
from ecoreport.model.plain import Row
from ecoreport.model.returned import RETURNS
from ecoreport.model.rows import previous_row


def render_result(report: Report, outputs: Mapping[str, str], memory: Row | None = None) -> bytes:
    """Give the whole result as UTF-8 JSON, every number a decimal string in the plan's unit.

    `outputs` are the sha256 of the files written with it, by their names below the folder: what has another is of another run, or edited.
    `memory` is what the next round must know besides.
    """
    tables = report.tables()
    result = {
        "schema": RESULT_SCHEMA,
        "system": {"name": report.system.name, "edition": report.system.edition, "digest": report.system.digest},
        "period": report.period,
        "as_of": report.as_of.isoformat(),
        "place": {"name": report.system.parameters.city, "level": report.system.parameters.city[-1:]},
        "round": report.round,
        "previous_round": previous_row(report.previous),
        "counts": {
            "indicators": asdict(tally(report.indicators)),
            "items": asdict(tally(report.items)),
            "tasks": asdict(tally_tasks(report.tasks)),
        },
        "submissions": [_submission(submission) for submission in report.submissions],
        "departments": report.rows("departments"),
        "calendar": calendar_of(report.system),
        **tables,
        "returns": [
            {
                "file": f"{RETURNS}{each.file}",
                "original": each.original,
                "department": each.department,
                "fresh": each.fresh,
                "lost": list(each.lost),
            }
            for each in report.returns
        ],
        "unused_cells": _UnusedCells(report.unused),
        "letters": _letters(report, outputs),
        "outputs": dict(outputs),
        "memory": memory or {},
    }
    out = io.BytesIO()
    with io.TextIOWrapper(out, "utf-8", "backslashreplace", newline="") as text:
        text.writelines(json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(result))
        text.write("\n")
        text.flush()
        return out.getvalue()


def _letters(report: Report, outputs: Mapping[str, str]) -> list[dict[str, str]]:
    """List the letters that were asked for, and so were written."""
    if not any(name.startswith(LETTERS) for name in outputs):
        return []
    return [{"file": f"{LETTERS}{letter.file}", "kind": letter.kind, "department": letter.department} for letter in letters_of(report)]


class _UnusedCells(list[dict[str, str | None]]):
    """Lists the cells one by one as they are written: they may be hundreds of thousands."""

    def __init__(self, cells: UnusedCells) -> None:
        super().__init__()
        self._cells = cells

    def __len__(self) -> int:
        return len(self._cells)

    def __iter__(self) -> Iterator[dict[str, str | None]]:
        return map(_unused, self._cells)


def _submission(submission: Submission) -> dict[str, object]:
    cells = submission.cells
    return {
        "file": submission.file,
        "sha256": submission.sha256,
        "department": submission.department,
        "departments": list(submission.senders),
        "region": submission.region,
        "outcome": submission.outcome,
        "message": submission.message,
        "cells": {"counted": cells.counted, "used": cells.used, "furniture": cells.furniture, "unused": cells.unused},
        "period": submission.period,
        "superseded_by": submission.superseded_by,
    }


def _unused(cell: UnusedCell) -> dict[str, str | None]:
    return {"file": cell.source.file, "sheet": cell.source.sheet, "cell": cell.source.cell, "text": cell.text}

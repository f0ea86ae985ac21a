"""Render result.json (schema "ecoreport.result/1"): the commit mark of a run, and what other programs read."""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from ecoreport.model import RESULT_SCHEMA, IndicatorResult, Replaced, Report, Submission, Told, UnusedCell, UnusedCells, tally, tally_tasks
from ecoreport.model.rows import finding_row, item_row, number, place, region_row, task_row


def render_result(report: Report, outputs: Mapping[str, str]) -> bytes:
    """Give the whole result as UTF-8 JSON, every number a decimal string in the plan's unit.

    `outputs` are the sha256 of the files written with it, by their names below the folder: what has another is of another run, or edited.
    """
    result = {
        "schema": RESULT_SCHEMA,
        "system": {"name": report.system.name, "edition": report.system.edition},
        "period": report.period,
        "as_of": report.as_of.isoformat(),
        "round": report.round,
        "counts": {
            "indicators": asdict(tally(report.indicators)),
            "items": asdict(tally(report.items)),
            "tasks": asdict(tally_tasks(report.tasks)),
        },
        "submissions": [_submission(submission) for submission in report.submissions],
        "indicators": [_indicator(indicator) for indicator in report.indicators],
        "items": [item_row(item) for item in report.items],
        "goals": [_goal(report, goal.id) for goal in report.system.text_goals],
        "tasks": [task_row(task) for task in report.tasks],
        "findings": [finding_row(finding) for finding in report.findings],
        "regions": [region_row(region) for region in report.regions],
        "unused_cells": _UnusedCells(report.unused),
        "replaced": [_replaced(each) for each in report.replaced],
        "outputs": dict(outputs),
    }
    out = io.BytesIO()
    with io.TextIOWrapper(out, "utf-8", "backslashreplace", newline="") as text:
        text.writelines(json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(result))
        text.write("\n")
        text.flush()
        return out.getvalue()


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


def _indicator(indicator: IndicatorResult) -> dict[str, object]:
    return {
        "no": indicator.no,
        "name": indicator.name,
        "domain": indicator.domain,
        "group": indicator.group,
        "nature": indicator.nature,
        "status": indicator.status,
        "standing": indicator.standing,
        "items": [result.item.id for result in indicator.items],
    }


def _goal(report: Report, goal_id: str) -> dict[str, object]:
    result = next(goal for task in report.main_tasks for goal in task.goals if goal.goal.id == goal_id)
    goal, assessment = result.goal, result.assessment
    return {
        "id": goal.id,
        "main_task": goal.main_task,
        "goal": goal.name,
        "unit": goal.unit,
        "target": goal.target,
        "lead": goal.lead_department,
        "value": number(assessment.value) if assessment else None,
        "text": assessment.text if assessment else None,
        "status": assessment.status if assessment else "not_reported",
        "reason": assessment.reason if assessment else "",
        "standing": result.standing,
        "source": place(assessment.source) if assessment else None,
    }


def _unused(cell: UnusedCell) -> dict[str, str | None]:
    return {"file": cell.source.file, "sheet": cell.source.sheet, "cell": cell.source.cell, "text": cell.text}


def _replaced(replaced: Replaced) -> dict[str, object]:
    return {
        "kind": replaced.kind,
        "id": replaced.id,
        "year": replaced.year,
        "department": replaced.department,
        "region": replaced.region,
        "before": _told(replaced.before),
        "after": _told(replaced.after),
    }


def _told(told: Told) -> dict[str, str | None]:
    source = told.source
    return {"file": source.file, "sheet": source.sheet, "cell": source.cell, "value": number(told.value), "text": told.text}

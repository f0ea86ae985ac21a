"""Render result.json (schema "ecoreport.result/1"): the commit mark of a run, and what other programs read."""

import json
from decimal import Decimal

from ecoreport.model import Finding, IndicatorResult, ItemResult, Report, Source, Submission, TaskResult, UnusedCell

SCHEMA = "ecoreport.result/1"


def render_result(report: Report) -> bytes:
    """Give the whole result as UTF-8 JSON, every number a decimal string in the plan's unit."""
    result = {
        "schema": SCHEMA,
        "system": {"name": report.system.name, "edition": report.system.edition},
        "period": report.period,
        "as_of": report.as_of.isoformat(),
        "round": report.round,
        "submissions": [_submission(submission) for submission in report.submissions],
        "indicators": [_indicator(indicator) for indicator in report.indicators],
        "items": [_item(item) for item in report.items],
        "goals": [_goal(report, goal.id) for goal in report.system.text_goals],
        "tasks": [_task(task) for task in report.tasks],
        "findings": [_finding(finding) for finding in report.findings],
        "unused_cells": [_unused(cell) for cell in report.unused],
    }
    return (json.dumps(result, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _source(source: Source | None) -> dict[str, str | None] | None:
    return None if source is None else {"file": source.file, "sheet": source.sheet, "cell": source.cell}


def _submission(submission: Submission) -> dict[str, object]:
    cells = submission.cells
    return {
        "file": submission.file,
        "sha256": submission.sha256,
        "department": submission.department,
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
        "items": [result.item.id for result in indicator.items],
    }


def _item(result: ItemResult) -> dict[str, object]:
    item, assessment = result.item, result.assessment
    return {
        "id": item.id,
        "no": item.no,
        "indicator": item.indicator,
        "item": item.name,
        "unit": item.unit,
        "target": item.target,
        "nature": item.nature,
        "lead": item.lead_department,
        "reporter": result.reporter,
        "value": _number(assessment.value),
        "text": assessment.text,
        "status": assessment.status,
        "reason": assessment.reason,
        "gap": _number(assessment.gap),
        "previous": {str(past.year): _number(past.value) for past in assessment.history if past.value is not None},
        "source": _source(assessment.source),
        "unit_of_value": assessment.unit,
        "missing": list(assessment.missing),
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
        "value": _number(assessment.value) if assessment else None,
        "text": assessment.text if assessment else None,
        "status": assessment.status if assessment else "not_reported",
        "reason": assessment.reason if assessment else "",
        "source": _source(assessment.source) if assessment else None,
    }


def _task(result: TaskResult) -> dict[str, object]:
    assessment = result.assessment
    return {
        "no": result.task.no,
        "name": result.task.name,
        "lead": result.task.lead_department,
        "status": assessment.status,
        "progress": _number(assessment.progress),
        "source": _source(assessment.chosen.source) if assessment.chosen else None,
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "id": finding.id,
        "code": finding.code,
        "severity": finding.severity,
        "department": finding.department,
        "item": finding.item,
        "task": finding.task,
        "file": finding.file,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "message": finding.message,
        "advice": finding.advice,
        "others": [_source(source) for source in finding.others],
        "explanation": finding.explanation,
    }


def _unused(cell: UnusedCell) -> dict[str, str | None]:
    return {"file": cell.source.file, "sheet": cell.source.sheet, "cell": cell.source.cell, "text": cell.text}

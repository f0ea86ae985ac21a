"""One row a result, as plain dicts: what result.json lists, and what `Report.rows` gives to a table of data.

Keys, numbers (decimal strings in the plan's unit) and dates (ISO 8601) are those of result.json; what is not known is None.
"""

from datetime import date
from decimal import Decimal

from ecoreport.model.finding import Finding
from ecoreport.model.results import DepartmentResult, EvidenceResult, ItemResult, RegionItem, RegionResult, TaskAssessment, TaskResult
from ecoreport.model.source import Source
from ecoreport.model.standing import Reading, standing_of

Row = dict[str, object]


def item_row(result: ItemResult) -> Row:
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
        "value": number(assessment.value),
        "text": assessment.text,
        "status": assessment.status,
        "reason": assessment.reason,
        "gap": number(assessment.gap),
        "previous": {str(past.year): number(past.value) for past in assessment.history if past.value is not None},
        "source": place(assessment.source),
        "standing": result.standing,
        "readings": [_reading(reading) for reading in assessment.readings],
        "unit_of_value": assessment.unit,
        "missing": list(assessment.missing),
    }


def task_row(result: TaskResult) -> Row:
    assessment = result.assessment
    return {
        "no": result.task.no,
        "name": result.task.name,
        "lead": result.task.lead_department,
        "status": assessment.status,
        "progress": number(assessment.progress),
        "standing": result.standing,
        "source": place(assessment.chosen.source) if assessment.chosen else None,
        "reason": assessment.reason,
    }


def _reading(reading: Reading) -> Row:
    return {
        "value": number(reading.value),
        "text": reading.text,
        "why": reading.why,
        "status": reading.status,
        "source": place(reading.source),
    }


def finding_row(finding: Finding) -> Row:
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
        "others": [place(source) for source in finding.others],
        "explanation": finding.explanation,
        "group": finding.group,
    }


def department_row(result: DepartmentResult) -> Row:
    severities = [finding.severity for finding in result.findings]
    return {
        "department": result.name,
        "submitted": result.submitted,
        "owes": result.owes,
        "submitted_on": day(result.submitted_on),
        "late": result.late,
        "files": [submission.file for submission in result.files],
        "lead_items": list(result.lead_items),
        "reported_items": list(result.reported_items),
        "supporting_items": list(result.supporting_items),
        "lead_tasks": list(result.lead_tasks),
        "reported_tasks": list(result.reported_tasks),
        "supporting_tasks": list(result.supporting_tasks),
        "errors": severities.count("error"),
        "verify": severities.count("verify"),
        "notices": severities.count("notice"),
    }


def evidence_row(result: EvidenceResult) -> Row:
    piece = result.evidence
    return {
        "no": result.archive_number,
        "title": piece.title,
        "document_number": piece.document_number,
        "date": piece.dated,
        "items": [str(subject) for subject in piece.subjects],
        "file": result.path or None,
        "found": result.found,
        "source": place(piece.source),
        "department": piece.department,
        "number": piece.number,
    }


def region_row(result: RegionResult) -> Row:
    return {
        "name": result.name,
        "items": [_region_item(each) for each in result.items],
        "tasks": [_region_task(each) for each in result.tasks],
    }


def _region_item(result: RegionItem) -> Row:
    assessment = result.assessment
    return {
        "id": result.item.id,
        "value": number(assessment.value),
        "text": assessment.text,
        "status": assessment.status,
        "standing": result.standing,
        "source": place(assessment.source),
        "reason": assessment.reason,
        "gap": number(assessment.gap),
    }


def _region_task(assessment: TaskAssessment) -> Row:
    return {
        "no": assessment.task,
        "status": assessment.status,
        "progress": number(assessment.progress),
        "standing": standing_of(assessment.status, assessment.doubts),
        "source": place(assessment.chosen.source) if assessment.chosen else None,
    }


def number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def place(source: Source | None) -> dict[str, str | None] | None:
    return None if source is None else {"file": source.file, "sheet": source.sheet, "cell": source.cell}

"""One row a result, as plain dicts: what result.json lists, and what `Report.rows` gives to a table of data.

Keys, numbers (decimal strings in the plan's unit) and dates (ISO 8601) are those of result.json; what is not known is None.
"""

from ecoreport.model.choices import Choice
from ecoreport.model.evidence import EvidenceFile, EvidenceResult
from ecoreport.model.finding import Finding
from ecoreport.model.grounds import grounds, task_grounds
from ecoreport.model.pending import Pending
from ecoreport.model.plain import Row, day, number, place
from ecoreport.model.results import (
    DepartmentResult,
    GoalResult,
    IndicatorResult,
    ItemResult,
    RegionItem,
    RegionResult,
    Replaced,
    TaskAssessment,
    TaskResult,
    Told,
)
from ecoreport.model.rounds import Adjudication, Change, ClosedFinding, PreviousRound
from ecoreport.model.standing import standing_of


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
        "unit_of_value": assessment.unit,
        "missing": list(assessment.missing),
        **grounds(assessment, result.understood, result.turns),
    }


def indicator_row(indicator: IndicatorResult) -> Row:
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


def goal_row(result: GoalResult) -> Row:
    goal, assessment = result.goal, result.assessment
    row: Row = {
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
    return {**row, **grounds(assessment, result.understood, result.turns)} if assessment else row


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
        "content": result.task.content,
        "indicators": list(result.indicators),
        "main_tasks": list(result.main_tasks),
        **task_grounds(assessment, result.turns),
    }


def pending_row(pending: Pending, *, is_open: bool) -> Row:
    return {
        "id": pending.id,
        "key": pending.key,
        "kind": pending.kind,
        "number": pending.number,
        "matter": pending.matter,
        "missing": pending.missing,
        "year": pending.year,
        "choices": list(pending.choices),
        "places": list(pending.places),
        "open": is_open,  # 技术报告 still marks it
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
        "doubting": finding.doubting,
        "state": finding.state,
        "first_round": finding.first_round,
        "due": day(finding.due),
        "year": finding.year,
        "overdue_rounds": finding.overdue_rounds,
        "closed_round": finding.closed_round,
        "reopened_round": finding.reopened_round,
        "choice": _choice(finding.choice),
    }


def _choice(choice: Choice | None) -> Row | None:
    if choice is None:
        return None
    readings = [{"letter": reading.letter, "says": reading.says} for reading in choice.readings]
    return {"signature": choice.signature, "readings": readings}


def closed_row(closed: ClosedFinding) -> Row:
    finding = closed.finding
    return {
        "id": finding.id,
        "code": finding.code,
        "severity": finding.severity,
        "department": finding.department,
        "item": finding.item,
        "task": finding.task,
        "message": finding.message,
        "first_round": finding.first_round,
        "closed_round": closed.closed_round,
        "how": closed.how,
    }


def change_row(change: Change) -> Row:
    row: Row = {"kind": change.kind, "id": change.id, "before": change.before, "after": change.after}
    return {**row, "how": change.how} if change.kind == "finding" else row


def adjudication_row(made: Adjudication) -> Row:
    return {
        "finding": made.finding,
        "item": made.subject.item,
        "task": made.subject.task,
        "year": made.year,
        "value": number(made.value),
        "text": made.text,
        "basis": made.basis,
        "reported": made.reported,
        "source": place(made.source),
    }


def previous_row(previous: PreviousRound | None) -> Row | None:
    return {"round": previous.round, "as_of": day(previous.as_of), "result": previous.result} if previous else None


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
        "title": result.title,
        "document_number": piece.document_number,
        "date": piece.dated,
        "pages": result.pages or None,
        "items": [str(subject) for subject in result.subjects],
        "claim": result.claim,
        "file": result.path or None,
        "sha256": result.sha256 or None,
        "found": result.found,
        "parts": [file.path for file in result.parts],
        "candidates": [file.path for file in result.candidates],
        "source": place(piece.source),
        "department": piece.department,
        "number": piece.number,
        "form": result.form,
        "cited": [place(each.note.source) for each in result.cited],
    }


def orphan_row(file: EvidenceFile) -> Row:
    return {"file": file.path, "size": file.size, "sha256": file.sha256 or None, "archive": file.archive or None}


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


def replaced_row(replaced: Replaced) -> Row:
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

"""How things stand on a day: stages and days left, who owes what, which findings are open, what falls due."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ecoreport.errors import InputError
from ecoreport.explain.readback import is_edited, read_round
from ecoreport.model.calendar import calendar_of
from ecoreport.model.plain import Row
from ecoreport.system import load_system

Result = Mapping[str, Any]
Question = Sequence[Mapping[str, Any]]  # the findings of one group, which people are asked once

_STANDING = ("new", "open", "overdue", "reopened", "waived", "explained")
_OPEN = ("new", "open", "overdue", "reopened")
_GRAVE = ("error", "verify")


def status(out: str | Path | None, system: str | Path | None, day: date, *, today: bool = False) -> Row:
    """Tell how things stand on a day: by the finished run in a folder, or by the plan alone; a plan that is given outranks the run's.

    Raise InputError where there is no run, or one of another plan than the one given.
    """
    result = None if out is None else read_round(out)
    if result is None or system is not None:
        plan = load_system(system)
        name, calendar = plan.name, dict[str, Any](calendar_of(plan))
        _require_same_plan(result, name)
    else:
        name, calendar = result["system"]["name"], result["calendar"]
    questions = list(_questions(result, day)) if result else []
    due = sorted(
        (_in_days(each, day) for each in (*_plan_days(calendar), *_question_days(questions))),
        key=lambda each: (each["day"], _order(each["kind"]), (each["department"] or "") if each["kind"] in ("finding", "waiver") else ""),
    )
    return {
        "kind": "status",
        "day": day.isoformat(),
        "today": today,
        "system": name,
        "run": _run(out, result) if out is not None and result else None,
        "stages": [_stage(each, day) for each in calendar["stages"]],
        "ledger_deadline": next((each for each in due if each["kind"] == "ledgers"), None),
        "owing": list(_owing(result)) if result else [],
        "findings": _by_department(questions),
        "overdue": [each for each in due if each["days"] < 0 and each["kind"] == "finding"],
        "due": [each for each in due if each["days"] >= 0],
    }


def _require_same_plan(result: Result | None, name: str) -> None:
    if result is not None and result["system"]["name"] != name:
        raise InputError(f"这次运行用的指标体系是“{result['system']['name']}”，给出的是“{name}”。请去掉 --system，或给出当时的工作簿。")


def _run(out: str | Path, result: Result) -> Row:
    return {**{key: result[key] for key in ("round", "as_of", "period", "counts")}, "edited": is_edited(out, result, "汇总表.xlsx")}


def _stage(stage: Mapping[str, Any], day: date) -> Row:
    begins, ends = date.fromisoformat(stage["begins"]), date.fromisoformat(stage["ends"])
    state = "past" if ends < day else "ahead" if day < begins else "current"
    return {**{name: stage[name] for name in ("level", "name", "begins", "ends")}, "state": state, "days_left": (ends - day).days}


# ---- who owes what --------------------------------------------------------------------------------


def _owing(result: Result) -> Iterator[Row]:
    for row in result["departments"]:
        if row["owes"]:
            yield {
                "department": row["department"],
                "state": row["owes"],
                "items": [item for item in row["lead_items"] if item not in row["reported_items"]],
                "tasks": [task for task in row["lead_tasks"] if task not in row["reported_tasks"]],
            }


# ---- findings -------------------------------------------------------------------------------------


def _questions(result: Result, day: date) -> Iterator[Question]:
    """Give the errors and verify findings as people are asked, each with its state on that day."""
    until = {row["finding"]: row["day"] for row in result["memory"]["typed"] if row["own"] and row["field"] == "waived_until"}
    together: dict[object, list[Row]] = defaultdict(list)
    for number, finding in enumerate(result["findings"]):
        key = number if finding["group"] is None else (finding["group"], finding["code"], finding["department"])
        together[key].append(finding)
    for group in together.values():
        if any(finding["severity"] in _GRAVE for finding in group):
            waived = next((until[finding["id"]] for finding in group if until.get(finding["id"])), None)
            told = [
                {**finding, "state": _state(finding, result["round"], waived, day.isoformat()), "waived_until": waived} for finding in group
            ]
            yield told


def _state(finding: Mapping[str, Any], number: int, waived: str | None, day: str) -> str:
    """Say where a finding stands on another day than the run's: its own day may be past by then, its waiver over."""
    state = str(finding["state"])
    if state == "explained" or (state == "waived" and (waived is None or day <= waived)):
        return state
    if finding["reopened_round"]:
        return "reopened"
    if finding["due"] and finding["due"] < day:
        return "overdue"
    return "new" if finding["first_round"] == number else "open"


def _by_department(questions: Sequence[Question]) -> list[Row]:
    """Count the questions of each department by their state; the office's own stand last."""
    counted: dict[str | None, dict[str, int]] = defaultdict(lambda: dict.fromkeys((*_STANDING, *_GRAVE), 0))
    for question in questions:
        first = question[0]
        counts = counted[first["department"]]
        counts[first["state"]] += 1
        if first["state"] in _OPEN:
            counts["error" if any(each["severity"] == "error" for each in question) else "verify"] += 1
    ordered = sorted(counted.items(), key=lambda pair: (pair[0] is None, -pair[1]["overdue"], -pair[1]["error"], pair[0] or ""))
    return [{"department": department, **counts} for department, counts in ordered]


# ---- what falls due -------------------------------------------------------------------------------


def _plan_days(calendar: Mapping[str, Any]) -> Iterator[Row]:
    if calendar["ledger_deadline"]:
        yield _due("ledgers", calendar["ledger_deadline"], "", "")
    for stage in calendar["stages"]:
        for each in stage["deliverables"]:
            if each["due"]:
                yield _due("deliverable", each["due"], each["text"], each["text"])
        name = f"{stage['level']}{stage['name']}"
        yield _due("stage", stage["ends"], name, name)
    for goal in calendar["goals"]:
        yield _due("goal", goal["due"], goal["id"], goal["name"], goal["department"])
    for goal in calendar["yearly_goals"]:
        what = f"{goal['region']}{goal['goal']}"
        yield _due("yearly_goal", goal["due"], what, what)


def _question_days(questions: Sequence[Question]) -> Iterator[Row]:
    for question in questions:
        first = question[0]
        about = {"subjects": [each["item"] or f"T{each['task']}" for each in question if each["item"] or each["task"]]}
        if first["state"] in _OPEN and first["due"]:
            yield _due("finding", first["due"], first["id"], first["message"], first["department"]) | about
        if first["state"] == "waived" and first["waived_until"]:
            yield _due("waiver", first["waived_until"], first["id"], first["message"], first["department"]) | about


def _due(kind: str, day: str, id_: str, what: str, department: str | None = None) -> Row:
    return {"kind": kind, "day": day, "days": 0, "id": id_, "what": what, "department": department, "subjects": []}


def _in_days(due: Row, day: date) -> dict[str, Any]:
    return {**due, "days": (date.fromisoformat(str(due["day"])) - day).days}


def _order(kind: object) -> int:
    return ("ledgers", "finding", "waiver", "deliverable", "goal", "yearly_goal", "stage").index(str(kind))

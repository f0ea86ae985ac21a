"""What changed between two finished runs: results, submissions and findings, out of their result.json alone."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ecoreport.errors import InputError
from ecoreport.explain.readback import read_round
from ecoreport.model import Change
from ecoreport.model.changes import Results, changes_between, finding_changes
from ecoreport.model.plain import Row
from ecoreport.model.rows import change_row

Result = Mapping[str, Any]


def diff(before: str | Path, after: str | Path) -> tuple[Change, ...]:
    """Tell what is otherwise in the second of two finished runs than in the first.

    Each is the output folder of a run (one below 历史 too) or its result.json. Gives records as `Report.changes` holds them, for items
    ("15.1"), key tasks ("T7"), departments' submissions and findings, each with `before` and `after`, None where there was none; a
    finding is told where it came, went (`how` says how it was closed) or stands otherwise: that a new one is still open is no change.
    Raise InputError where there is no run, or where the two are not of one plan and year.
    """
    return _changes(*_read_both(before, after))


def difference(before: str | Path, after: str | Path) -> Row:
    """Give what `diff` tells with the names, the departments and the counts that go with it."""
    earlier, later = _read_both(before, after)
    known = _names(earlier) | _names(later)
    places = {each["department"]: place for place, each in enumerate(later["departments"])}
    changes = [{**change_row(change), **_about(change, known)} for change in _changes(earlier, later)]
    return {
        "kind": "diff",
        "system": later["system"]["name"],
        "period": later["period"],
        "same_plan": earlier["system"]["digest"] == later["system"]["digest"],
        "before": _head(earlier),
        "after": _head(later),
        "changes": sorted(changes, key=lambda row: _place(row["department"], places)),
    }


def _place(department: object, places: Mapping[str, int]) -> tuple[bool, int, str]:
    """Put departments in the plan's order, whom it does not name behind them, the office's own last."""
    return department is None, places.get(str(department), len(places)), str(department)


def _read_both(before: str | Path, after: str | Path) -> tuple[Result, Result]:
    earlier, later = read_round(before), read_round(after)
    plans = [f"{result['system']['name']} {result['period']}年" for result in (earlier, later)]
    if plans[0] != plans[1]:
        raise InputError(f"两次运行的不是同一件事：前一个是{plans[0]}，后一个是{plans[1]}。同一指标体系、同一考核年的才能比较。")
    return earlier, later


def _changes(earlier: Result, later: Result) -> tuple[Change, ...]:
    return (*changes_between(_results(earlier), _results(later)), *finding_changes(earlier, later))


def _results(result: Result) -> Results:
    rows = result["memory"]["results"]
    return {(row["kind"], row["id"]): {name: row[name] for name in row if name not in ("kind", "id")} for row in rows}


def _names(result: Result) -> dict[str, Row]:
    """Say of each item and task what it is called, who leads it, and in which unit it is given."""
    items = {row["id"]: {"name": row["item"], "department": row["lead"], "unit": row["unit"]} for row in result["items"]}
    return items | {f"T{row['no']}": {"name": row["name"], "department": row["lead"], "unit": "%"} for row in result["tasks"]}


def _about(change: Change, known: Mapping[str, Row]) -> Row:
    if change.kind == "finding":
        row = change.after or change.before or {}
        return {"name": row["message"], "department": row["department"]}
    return known.get(change.id, {"name": change.id, "department": change.id})


def _head(result: Result) -> Row:
    return {name: result[name] for name in ("round", "as_of", "counts")}

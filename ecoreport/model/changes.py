"""What is otherwise in the second of two runs: rows of results and findings, side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ecoreport.model.plain import Row
from ecoreport.model.rounds import Change, ChangeKind

Results = Mapping[tuple[ChangeKind, str], Row]

_OF_FINDING = ("code", "state", "severity", "department", "item", "task", "message", "due", "explanation", "group")


def changes_between(before: Results, after: Results) -> tuple[Change, ...]:
    """List what is otherwise, new or gone, in the order of what is now, then what was."""
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(Change(*key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key))


def finding_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """List the findings of two results that came, went, or stand otherwise; one that went says how, where the second knows."""
    ended = {each["id"]: each["how"] for each in after["closed"]}
    changes = changes_between(_findings(before["findings"]), _findings(after["findings"]))
    return tuple(
        replace(change, how=ended.get(change.id)) if change.after is None else change
        for change in changes
        if _standing(change.before) != _standing(change.after)
    )


def _findings(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[ChangeKind, str], Row]:
    return {("finding", row["id"]): {name: row[name] for name in _OF_FINDING} for row in rows}


def _standing(row: Row | None) -> Row | None:
    """Tell of a finding what counts as a change: one that was new and still stands is no other."""
    return row and {**row, "state": "open" if row["state"] == "new" else row["state"]}

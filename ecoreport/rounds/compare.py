"""What is otherwise than before: items, tasks and submissions of two runs, side by side."""

from collections.abc import Iterable, Mapping, Sequence

from ecoreport.model import Change, Submission
from ecoreport.model.changes import Results
from ecoreport.model.plain import Row
from ecoreport.model.rounds import ChangeKind

_COMPARED: Mapping[ChangeKind, tuple[str, ...]] = {
    "item": ("value", "text", "status", "standing", "source"),
    "task": ("progress", "status", "standing", "source"),
}
_BEST = ("read", "partly", "superseded", "failed")


def standing_results(tables: Mapping[str, Sequence[Row]], submissions: Iterable[Submission]) -> dict[tuple[ChangeKind, str], Row]:
    """Tell how each item, key task and department's submission stands, in the plan's order, as `changes` compares them."""
    found: dict[tuple[ChangeKind, str], Row] = {}
    for row in tables["items"]:
        found["item", str(row["id"])] = {name: row[name] for name in _COMPARED["item"]}
    for row in tables["tasks"]:
        found["task", f"T{row['no']}"] = {"value": None, "text": None} | {name: row[name] for name in _COMPARED["task"]}
    sent: dict[str, list[Submission]] = {}
    for submission in submissions:
        for name in submission.senders if submission.outcome != "skipped" and not submission.region else ():
            sent.setdefault(name, []).append(submission)
    return found | {("submission", name): _sent(files) for name, files in sorted(sent.items())}


def _sent(files: Sequence[Submission]) -> Row:
    """Tell of what a department sent: the best outcome of its files, their names, and what they hold."""
    first = min(files, key=lambda file: (_BEST.index(file.outcome), file.file))
    return {
        "value": None,
        "text": "、".join(sorted(file.file for file in files)),
        "status": first.outcome,
        "standing": None,
        "source": {"file": first.file, "sheet": None, "cell": None},
        "sha256": sorted(file.sha256 for file in files),
    }


def undone(results: Results, changes: Iterable[Change]) -> dict[tuple[ChangeKind, str], Row]:
    """Give the results as they stood before these changes."""
    earlier = dict(results)
    for change in changes:
        if change.before is None:
            earlier.pop((change.kind, change.id), None)
        else:
            earlier[change.kind, change.id] = change.before
    return earlier

"""What is otherwise than before: items, tasks and submissions of two runs, side by side."""

from collections.abc import Iterable, Sequence

from ecoreport.model import Change, Report, Submission
from ecoreport.model.changes import Results
from ecoreport.model.plain import Row, number, place
from ecoreport.model.rounds import ChangeKind

_BEST = {"read": 0, "partly": 1, "superseded": 2}  # of a department's files; all else is worse


def standing_results(report: Report) -> dict[tuple[ChangeKind, str], Row]:
    """Tell how each item, key task and department's submission stands, in the plan's order, as `changes` compares them."""
    found: dict[tuple[ChangeKind, str], Row] = {}
    for item in report.items:
        judged = item.assessment
        found["item", item.item.id] = {
            "value": number(judged.value), "text": judged.text, "status": item.status, "standing": item.standing,
            "source": place(judged.source),
        }  # fmt: skip
    for task in report.tasks:
        state = task.assessment
        found["task", task.task.id] = {
            "value": None, "text": None, "progress": number(state.progress), "status": state.status, "standing": task.standing,
            "source": place(state.chosen.source) if state.chosen else None,
        }  # fmt: skip
    sent: dict[str, list[Submission]] = {}
    for submission in report.submissions:
        for name in submission.senders if submission.outcome != "skipped" and not submission.region else ():
            sent.setdefault(name, []).append(submission)
    return found | {("submission", name): _sent(files) for name, files in sorted(sent.items())}


def _sent(files: Sequence[Submission]) -> Row:
    """Tell of what a department sent: the best outcome of its files, their names, and what they hold."""
    first = min(files, key=lambda file: (_BEST.get(file.outcome, len(_BEST)), file.file))
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

"""Wordings of key tasks, each with what a careful clerk would make of the row (tests/test_task_wordings/*.jsonl).

A line is a case: `task` its number, `status`, `progress`, `done`, `quantities` (one a goal, in the plan's order) and `remark` as a department
writes them; `expect` the state, `accept` whatever else would do, `why` in a few words. Every figure is made up (演示虚构). `first` was made by a hand that
had not seen the judge (未完成 may be under way or late there: the vocabulary calls it late); `ours` was made beside it; `open.txt` names
the cases that still come out otherwise.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from scenes import SYSTEM, report_of

from ecoreport.model import TaskResult

FOLDER = Path(__file__).parent / "test_task_wordings"
SETS = tuple(sorted(path.stem for path in FOLDER.glob("*.jsonl")))


@dataclass(frozen=True)
class Wording:
    name: str
    task: int
    row: dict[str, str]
    expect: str
    accept: frozenset[str]
    why: str

    @property
    def words(self) -> str:
        return " ".join(f"{field}={text}" for field, text in self.row.items())


def wordings(name: str, folder: Path = FOLDER) -> tuple[Wording, ...]:
    """Read the cases of a set."""
    return tuple(wording_of(json.loads(line)) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())


def wording_of(told: dict) -> Wording:
    """Make a case of what a line tells."""
    row = {field: str(told[field]) for field in ("status", "progress", "done", "remark") if told.get(field) is not None}
    if told.get("quantities"):
        row["quantities"] = "|".join("" if each is None else str(each) for each in told["quantities"])
    expect = told.get("expect", "")
    return Wording(told.get("case", ""), told["task"], row, expect, frozenset((expect, *told.get("accept", ()))), told.get("why", ""))


def judged(wording: Wording) -> TaskResult:
    """Give what the whole library makes of a row that the lead department sends."""
    task = next(task for task in SYSTEM.key_tasks if task.no == wording.task)
    report = report_of([{"kind": "task", "department": task.lead_department, "subject": task.id, **wording.row}])
    return next(result for result in report.tasks if result.task.no == wording.task)


def fault(wording: Wording, status: str) -> str | None:
    """Name what is wrong with a state: falsely completed, falsely not completed, another state; None where nothing is."""
    if status in wording.accept:
        return None
    return "falsely completed" if status == "completed" else "falsely not completed" if wording.expect == "completed" else "another state"

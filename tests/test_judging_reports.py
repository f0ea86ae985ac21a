"""Reports of key tasks as departments write them: the state that a careful clerk gives, or a question (keytasks_cases/reports.tsv)."""

from pathlib import Path

import pytest
from layout_sketches import SYSTEM
from test_recognition_keytasks import clerk

TASKS = {str(task.no): task for task in SYSTEM.key_tasks}
REPORTS = [
    tuple(part.strip() for part in line.split(" | ", 2))
    for line in (Path(__file__).parent / "keytasks_cases" / "reports.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("state", "no", "report"), REPORTS, ids=[report for *_, report in REPORTS])
def test_a_report_tells_the_state_that_a_clerk_would_give(state: str, no: str, report: str) -> None:
    sketch = f"2020年重点任务进展情况\n任务名称 | 完成情况\n{TASKS[no].name} | {report}"
    assert clerk(sketch, f"{TASKS[no].departments[0]}.xlsx") == f"{no} {state}"

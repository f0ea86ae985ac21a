"""Put what the office settled by asking (核定值) in the place of what was reported: nothing speaks against it any more."""

from collections.abc import Sequence
from dataclasses import replace

from ecoreport.model import (
    Adjudication,
    Assessment,
    Entry,
    Figure,
    Goal,
    Item,
    KeyTask,
    KeyTaskReport,
    Note,
    QuantityGoal,
    Reading,
    TaskAssessment,
)
from ecoreport.vocabulary import Vocabulary

_WHOLE = 100


def settled_entries(made: Adjudication, subject: Item | Goal, told: Sequence[Entry]) -> list[Entry]:
    """Let the settled value stand for the answer that came first; what proves it and the facts beside it stay, its words go."""
    figure = Figure("value", made.text, made.source, made.value, made.text if made.value is None else None, made.value)
    first = told[0] if told else Entry(made.subject, made.year, subject.lead_department, made.source.file, figure)
    answer = replace(
        first, actual=figure, numerator=None, denominator=None, statement=None, remark=None, self_assessment=None, comment=None,
        former=None, other_notes=(), adjudicated=True,
    )  # fmt: skip
    return [answer, *told[1:]]


def adjudicated_reading(judged: Assessment) -> Reading:
    """Give the one way to read a settled value."""
    return Reading("核定", judged.status, judged.value, judged.text, judged.source, judged.reason)


def settled_reports(made: Adjudication, task: KeyTask, told: Sequence[KeyTaskReport]) -> list[KeyTaskReport]:
    """Let the settled state or percentage stand for the first report of a task; what was done, evidence and measures stay."""
    first = told[0] if told else KeyTaskReport(made.subject, task.lead_department, made.source.file, made.source)
    progress = None if made.value is None else Figure("value", made.text, made.source, made.value, written=made.value)
    status = Note(made.text, made.source) if made.value is None else None
    answer = replace(first, source=made.source, status=status, progress=progress, contested=False, adjudicated=True)
    return [answer, *told[1:]]


def settled_state(
    task: KeyTask, report: KeyTaskReport, others: Sequence[KeyTaskReport], goals: tuple[QuantityGoal, ...], vocabulary: Vocabulary
) -> TaskAssessment:
    """Give the state that the office settled: its own word, or what the percentage says."""
    progress = report.progress.value if report.progress else None
    word = vocabulary.task_status(report.status.text) if report.status else None
    status = word or ("completed" if progress == _WHOLE else "not_started" if progress == 0 else "in_progress")
    return TaskAssessment(task.no, status, progress, report, tuple(others), goals)

"""Judge a key task: the report that counts, and the state that it tells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ecoreport.demands import TaskDemand
from ecoreport.judging.adjudicated import settled_state
from ecoreport.judging.taskstates import read_state
from ecoreport.judging.unread import Row, row_of
from ecoreport.language.widths import inside_quotes
from ecoreport.model import Doubt, KeyTask, KeyTaskReport, Note, Source, TaskAssessment, TaskStatus
from ecoreport.vocabulary import Vocabulary

Unread = Mapping[Row, tuple[Note, ...]]  # what stands in the rows of the answers and nobody could use
_NOTHING: Unread = {}
_QUOTED = 40  # characters of a text
_FURTHER: tuple[TaskStatus, ...] = ("not_reported", "not_started", "behind", "in_progress", "completed")


def assess_task(
    demand: TaskDemand, reports: Sequence[KeyTaskReport], vocabulary: Vocabulary, period: int, unread: Unread = _NOTHING
) -> TaskAssessment:
    """Take the lead's report, else a supporting department's; a task done in part is not completed."""
    task = demand.task
    ranked = sorted((report for report in reports if reports_anything(report)), key=lambda report: _preference(report, task))
    if not ranked:
        return TaskAssessment(task.no, "not_reported", goals=demand.quantities)
    first, *others = ranked
    if first.adjudicated:
        return settled_state(task, first, others, read_state(demand, first, vocabulary, period).goals, vocabulary)
    rivals = [report for report in others if _contradicts(report, first) or _is_another_part(report, first)]
    if not rivals:
        return _assessed(demand, first, others, vocabulary, period, unread)
    tried = [_assessed(demand, report, [], vocabulary, period, unread) for report in (first, *rivals)]
    least = min(tried, key=lambda assessment: _FURTHER.index(assessment.status))  # nobody knows which of them counts
    progress = least.progress if len({assessment.progress for assessment in tried}) == 1 else None
    return replace(least, progress=progress, others=tuple(report for report in ranked if report is not least.chosen))


def told_status(demand: TaskDemand, report: KeyTaskReport, vocabulary: Vocabulary, period: int) -> TaskStatus | None:
    """Say which state a report tells, by its words, its progress and its quantities; None where nothing of it decides."""
    return read_state(demand, report, vocabulary, period).status


def _assessed(
    demand: TaskDemand, report: KeyTaskReport, others: Sequence[KeyTaskReport], vocabulary: Vocabulary, period: int, unread: Unread
) -> TaskAssessment:
    if report.contested:
        so_far = told_status(demand, report, vocabulary, period) if report.scope.part else None  # 截至6月底: as it was by then, asked
        status: TaskStatus = so_far if so_far in ("not_started", "behind") else "in_progress"
        return TaskAssessment(demand.task.no, status, None, report, tuple(others), demand.quantities)
    state = read_state(demand, report, vocabulary, period, unread.get(row_of(report.source), ()))
    status, reason = (state.status, state.reason) if state.status else ("in_progress", "看不出状态，暂按推进中认定")
    doubts = (*state.doubts, *_said_otherwise(demand, report, others, vocabulary, period)) if status == "completed" else state.doubts
    return TaskAssessment(demand.task.no, status, state.progress, report, tuple(others), state.goals, doubts, reason)


def _said_otherwise(
    demand: TaskDemand, report: KeyTaskReport, others: Sequence[KeyTaskReport], vocabulary: Vocabulary, period: int
) -> Iterator[Doubt]:
    """Find other departments of the task that say of it that it is not completed."""
    for other in others:
        if other.department in {*demand.task.departments} - {report.department} and not other.contested:
            told = told_status(demand, other, vocabulary, period)
            if told not in (None, "completed"):
                note = other.status or other.done
                words = {"other": other.department, "said": inside_quotes(note.text[:_QUOTED]) if note else ""}
                first = report.status or report.done
                at = first.source if first else report.source
                beside = (note.source if note else other.source,)
                yield Doubt("elsewhere", at, report.department, others=beside, words=words, key=other.department or "")


def _contradicts(one: KeyTaskReport, other: KeyTaskReport) -> bool:
    """Do two files of one department, of which nothing tells the later, or two rows of a file say different things of the task."""
    if one.department != other.department or _answer(one) == _answer(other):
        return False
    return _tells(one) == _tells(other) == (True, True) if one.file == other.file else one.department is not None


def _is_another_part(one: KeyTaskReport, other: KeyTaskReport) -> bool:
    """Does another row of the same file tell the state of another part: the task is no further than its least part."""
    same = (one.department, one.file) == (other.department, other.file)
    return same and _answer(one) != _answer(other) and None not in (one.status, other.status)


def _tells(report: KeyTaskReport) -> tuple[bool, bool]:
    """Is a report a row of its own, which says something of the state: a second row of one file is often but another part."""
    return report.status is not None, report.done is None


def _answer(report: KeyTaskReport) -> tuple[object, ...]:
    words = (note and note.text for note in (report.status, report.done))
    return (*words, *((figure.state, figure.value) if figure else None for figure in (report.progress, *report.quantities)))


def _preference(report: KeyTaskReport, task: KeyTask) -> tuple[bool, bool, int, Source]:
    return not report.adjudicated, report.contested, _rank(report, task), report.source


def _rank(report: KeyTaskReport, task: KeyTask) -> int:
    departments = task.departments
    return departments.index(report.department) if report.department in departments else len(departments) + (report.department is None)


def reports_anything(report: KeyTaskReport) -> bool:
    """Did the department write anything of the task itself."""
    figures = (report.progress, *report.quantities)
    return (
        report.contested
        or bool(report.status or report.done or report.problem or report.next_step or report.remark)
        or any(figure and figure.state != "blank" for figure in figures)
    )

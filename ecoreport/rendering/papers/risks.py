"""What may fail: items that are not met or get worse, key tasks behind; and how items and tasks moved since the round before."""

from collections.abc import Iterator, Mapping
from typing import Literal

from ecoreport.model import Change, ItemResult, Report, TaskResult
from ecoreport.model.trend import trend_of
from ecoreport.records import dataclass
from ecoreport.rendering.papers import figures, sentences
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.measures import distance
from ecoreport.rendering.papers.views import Text
from ecoreport.rendering.word.marks import one_line

RiskKind = Literal["not_met", "worse", "behind"]
# How far each verdict or state is on its way; what is as far as another is neither better nor worse.
_ITEMS: Mapping[str, int] = {"not_reported": 0, "not_met": 0, "undecided": 1, "met": 2}
_TASKS: Mapping[str, int] = {"not_reported": 0, "not_started": 1, "behind": 2, "in_progress": 3, "completed": 4}


@dataclass(frozen=True, slots=True)
class RiskView:
    """One row of what is at risk."""

    kind: RiskKind
    no: Text
    name: Text
    told: Text
    department: Text


def risks_of(draft: Draft) -> tuple[RiskView, ...]:
    """List what may fail: what is not met first, then what gets worse, then key tasks that are behind or not begun."""
    report = draft.report
    unmet = [_unmet(draft, each) for each in report.items if each.status == "not_met"]
    worse = [_worse(draft, each) for each in report.items if each.status != "not_met" and trend_of(each) == "worse"]
    behind = [_behind(draft, each) for each in report.tasks if each.assessment.status in ("behind", "not_started")]
    return (*unmet, *worse, *behind)


def _unmet(draft: Draft, result: ItemResult) -> RiskView:
    value, far = result.comparable(result.assessment.year), distance(result, draft.words)
    if value is None or not far:
        return _of_item(draft, result, "not_met", sentences.gap_sentence(result, draft.words))
    shown = figures.quantity(value, figures.unit_of(result.item, result.assessment))
    return _of_item(draft, result, "not_met", draft.words.bulletin("risk_unmet", value=shown, distance=far))


def _worse(draft: Draft, result: ItemResult) -> RiskView:
    year, unit = result.assessment.year, figures.unit_of(result.item, result.assessment)
    known = [value for back in (1, 0) if (value := result.comparable(year - back)) is not None]  # both are: it has a trend
    past, now = (figures.quantity(each, unit) for each in figures.alike(known))
    return _of_item(draft, result, "worse", draft.words.bulletin("risk_worse", before=year - 1, past=past, year=year, value=now))


def _of_item(draft: Draft, result: ItemResult, kind: RiskKind, told: str) -> RiskView:
    name = figures.full_name(result.item, draft.words)
    return RiskView(kind, result.item.id, name, told, one_line(result.item.lead_department))


def _behind(draft: Draft, result: TaskResult) -> RiskView:
    words, assessment = draft.words, result.assessment
    status = words.name("task_status", assessment.status)
    told = words.bulletin("risk_task_bare", status=status)
    if assessment.progress is not None:
        told = words.bulletin("risk_task", status=status, progress=f"{figures.number(assessment.progress)}%")
    task = result.task
    return RiskView("behind", words.say("key_task", no=task.no), one_line(task.name), told, one_line(task.lead_department))


def moves_of(draft: Draft) -> tuple[list[str], list[str]]:
    """Tell what became better and what became worse since the round before: items by their verdict, key tasks by their state."""
    better: list[str] = []
    worse: list[str] = []
    for change, step in _steps(draft.report):
        (better if step > 0 else worse).append(_move(draft, change))
    return better, worse


def _steps(report: Report) -> Iterator[tuple[Change, int]]:
    for change in report.changes:
        order = {"item": _ITEMS, "task": _TASKS}.get(change.kind)
        if order is None:
            continue
        before, after = _statuses(change)
        if before in order and after in order and (step := order[after] - order[before]):
            yield change, step


def _statuses(change: Change) -> tuple[str, str]:
    before, after = (str((row or {}).get("status") or "not_reported") for row in (change.before, change.after))
    return before, after


def _move(draft: Draft, change: Change) -> str:
    words, table = draft.words, "task_status" if change.kind == "task" else "status"
    before, after = (words.name(table, status) for status in _statuses(change))
    return words.bulletin("change", name=one_line(draft.subject(change.id)), before=before, after=after)

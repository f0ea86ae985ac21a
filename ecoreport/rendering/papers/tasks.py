"""What a paper tells of the key tasks (Annex 2) and the main tasks (part three of the plan)."""

from collections.abc import Iterable
from decimal import Decimal

from ecoreport.model import MainTaskResult, TaskResult
from ecoreport.rendering.papers import figures, views
from ecoreport.rendering.papers.counts import standing_text, status_text
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.rectification import next_step_of
from ecoreport.rendering.word.marks import merged, one_line


def task_view(draft: Draft, result: TaskResult) -> views.TaskView:
    task, assessment, words = result.task, result.assessment, draft.words
    chosen = assessment.chosen
    done = [one_line(chosen.done.text).rstrip("。；;")] if chosen and chosen.done else []
    done += [
        words.say(
            "quantity_reached" if goal.unit == "%" else "quantity_done",
            text=one_line(goal.text),
            done=figures.quantity(goal.done, goal.unit),
        )
        for goal in assessment.goals
        if goal.done is not None
    ]
    domain = next((place for place, other in enumerate(draft.report.tasks) if other.task.domain == task.domain), 0)
    return views.TaskView(
        no=str(task.no),
        domain=one_line(task.domain),
        domain_cell=merged(one_line(task.domain), f"d{domain}"),
        name=one_line(task.name),
        content=one_line(task.content),
        lead=one_line(task.lead_department),
        departments=words.enumerate([one_line(name) for name in task.departments]),
        status=status_text("task_status", assessment.status, result.standing, words),
        standing=standing_text(result.standing, words),
        progress=_percent(assessment.progress) or words.say("unknown"),
        done=words.say("then").join(done) or draft.pending("progress", task.id, one_line(task.name)),
        problem=one_line(chosen.problem.text) if chosen and chosen.problem else words.say("unknown"),
        next_step=_next_step(draft, result),
        evidence_numbers=words.numbers(piece.archive_number for piece in result.evidence),
    )


def _next_step(draft: Draft, result: TaskResult) -> str:
    """Tell what is to be done next; a task that is not completed is asked for it."""
    if told := next_step_of(result):
        return told
    if result.assessment.status == "completed":
        return draft.words.say("unknown")
    return draft.pending("next_step", result.task.id, one_line(result.task.name))


def main_task_view(draft: Draft, result: MainTaskResult) -> views.MainTaskView:
    words, task = draft.words, result.task
    section = next((place for place, other in enumerate(draft.report.main_tasks) if other.task.section == task.section), 0)
    return views.MainTaskView(
        no=str(task.no),
        section=one_line(task.section),
        section_cell=merged(one_line(task.section), f"s{section}"),
        content=one_line(task.content),
        departments=words.enumerate([one_line(name) for name in task.departments]),
        goals=tuple(_goals(draft, result)) or (words.say("unknown"),),
        indicators=words.numbers(result.indicators),
        key_tasks=words.numbers(result.key_tasks),
    )


def _goals(draft: Draft, result: MainTaskResult) -> Iterable[str]:
    words = draft.words
    statuses = {result.item.id: status_text("status", result.status, result.standing, words) for result in draft.report.items}
    for goal in result.goals:
        text = one_line(goal.goal.text)
        if goal.assessment is not None:
            status = status_text("status", goal.assessment.status, goal.standing, words)
            reason = figures.typeset(goal.assessment.reason).rstrip("。")
            judged = reason != words.name("status", goal.assessment.status)
            yield words.say("goal_judged" if judged else "goal_counted", text=text, status=status, reason=reason)
        elif known := [item for item in goal.items if item in statuses]:
            told = [words.say("goal_item", id=item, status=statuses[item]) for item in known]
            yield words.say("goal_by_items", text=text, items=words.enumerate(told))
        else:
            yield text


def _percent(progress: Decimal | None) -> str:
    return "" if progress is None else f"{figures.number(progress)}%"

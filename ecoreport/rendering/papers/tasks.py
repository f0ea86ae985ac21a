"""What a paper tells of the key tasks (Annex 2) and the main tasks (part three of the plan)."""

from collections.abc import Iterable
from decimal import Decimal

from ecoreport.model import GoalResult, MainTaskResult, Report, TaskResult, tally_tasks
from ecoreport.model.main_state import main_state
from ecoreport.rendering.papers import figures, views
from ecoreport.rendering.papers.counts import TASK_ORDER, standing_text, status_text
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.rectification import next_step_of
from ecoreport.rendering.word.marks import merged, one_line
from ecoreport.rendering.word.wording import Wording


def task_view(draft: Draft, result: TaskResult) -> views.TaskView:
    task, assessment, words = result.task, result.assessment, draft.words
    chosen = assessment.chosen
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
        done=_done(draft, result),
        problem=one_line(chosen.problem.text) if chosen and chosen.problem else words.say("unknown"),
        next_step=_next_step(draft, result),
        evidence_numbers=words.numbers(piece.archive_number for piece in result.evidence),
    )


def _done(draft: Draft, result: TaskResult) -> str:
    """Tell what was done in the department's own words, and the quantities that these do not name."""
    words, chosen = draft.words, result.assessment.chosen
    own = one_line(chosen.done.text).rstrip("。；;") if chosen and chosen.done else ""
    named = [
        words.say(
            "quantity_reached" if goal.unit == "%" else "quantity_done",
            text=one_line(goal.text),
            done=figures.quantity(goal.done, goal.unit),
        )
        for goal in result.assessment.goals
        if goal.done is not None and figures.number(goal.done) not in own
    ]
    told = words.say("then").join([own, *named] if own else named)
    return told or draft.pending("progress", result.task.id, one_line(result.task.name))


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
        status=status_text("task_status", *main_state(draft.report, result), words),
    )


def domain_views(report: Report, words: Wording) -> Iterable[views.DomainView]:
    """Count the key tasks of each domain, with what was spent on them; then all of them."""
    domains = dict.fromkeys(result.task.domain for result in report.tasks)
    for domain in domains:
        yield _domain(one_line(domain), [result for result in report.tasks if result.task.domain == domain], words)
    if len(domains) > 1:
        yield _domain(words.say("altogether"), list(report.tasks), words)


def _domain(name: str, tasks: list[TaskResult], words: Wording) -> views.DomainView:
    counted = tally_tasks(tasks)
    funds = funds_of(tasks)
    states = {state: str(getattr(counted, state)) for state in TASK_ORDER}
    spent = figures.number(sum(funds, Decimal(0))) if funds else words.say("unknown")
    return views.DomainView(name=name, total=str(counted.total), funds=spent, **states)


def funds_of(tasks: Iterable[TaskResult]) -> list[Decimal]:
    """List what was spent on key tasks (万元), where it was said."""
    told = (result.assessment.chosen.funds for result in tasks if result.assessment.chosen)
    return [figure.value for figure in told if figure is not None and figure.value is not None]


def _goals(draft: Draft, result: MainTaskResult) -> Iterable[str]:
    words = draft.words
    statuses = {result.item.id: status_text("status", result.status, result.standing, words) for result in draft.report.items}
    same: dict[str, list[GoalResult]] = {}  # one clause of the plan may hold several goals
    for goal in result.goals:
        same.setdefault(one_line(goal.goal.text), []).append(goal)
    for text, goals in same.items():
        told = [words.say("goal_item", id=item, status=statuses[item]) for goal in goals for item in goal.items if item in statuses]
        for goal in goals:
            if goal.assessment is not None:
                name = one_line(goal.goal.name) if len(goals) > 1 else ""
                told.append(name + status_text("status", goal.assessment.status, goal.standing, words))
        yield words.say("goal_judged", text=text, told=words.enumerate(told)) if told else text


def _percent(progress: Decimal | None) -> str:
    return "" if progress is None else f"{figures.number(progress)}%"

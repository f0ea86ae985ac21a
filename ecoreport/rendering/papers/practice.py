"""主要做法: what was done for each item, in the departments' own words: of its row, and of the key tasks that serve it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ecoreport.language.widths import fold
from ecoreport.model import ItemResult, Report, TaskResult
from ecoreport.rendering.papers.counts import status_text
from ecoreport.rendering.papers.draft import Draft, paragraphs
from ecoreport.rendering.papers.figures import quoted
from ecoreport.rendering.word.marks import one_line

Practices = Mapping[str, tuple[str, ...]]  # by the item's id


def practices_of(draft: Draft) -> Practices:
    """Tell of each item what was done for it. What is told once is not told again of another item."""
    served = _served(draft.report)
    told: set[str] = set()
    return {result.item.id: tuple(_of_item(draft, result, served[result.item.id], told)) for result in draft.report.items}


def statement_of(result: ItemResult) -> tuple[str, ...]:
    """Give the department's own words beside its value."""
    chosen = result.assessment.chosen
    return paragraphs(chosen.statement.text) if chosen and chosen.statement else ()


def _of_item(draft: Draft, result: ItemResult, tasks: list[TaskResult], told: set[str]) -> Iterator[str]:
    own = [text for text in statement_of(result) if text not in told and text != result.assessment.text]
    told.update(own)
    yield from own
    if tasks:
        yield "".join(_of_task(draft, task) for task in tasks)
    elif not own:
        yield _elsewhere(draft, result)


def _elsewhere(draft: Draft, result: ItemResult) -> str:
    """Name the key tasks that serve an item among others; where there are none, ask for words. What does not apply needs none."""
    words = draft.words
    if result.status == "not_applicable":
        return words.say("unknown")
    linked = [words.say("key_task", no=task.task.no) for task in draft.report.tasks if result.item.no in task.indicators and _is_told(task)]
    if not linked:
        return draft.pending_of(result.item, "practice")
    return words.join([words.say("practice_see", name=one_line(result.item.name), tasks=words.enumerate(linked))])


def _is_told(task: TaskResult) -> bool:
    return task.assessment.chosen is not None and task.assessment.chosen.done is not None


def _of_task(draft: Draft, result: TaskResult) -> str:
    """Tell what was done of a key task, and of one that is not completed what comes next."""
    words, chosen = draft.words, result.assessment.chosen
    assert chosen is not None
    assert chosen.done is not None
    status = status_text("task_status", result.assessment.status, result.standing, words)
    clauses = [one_line(chosen.done.text).rstrip("。；;")]
    if chosen.next_step and result.assessment.status != "completed":
        clauses.append(words.say("practice_next", text=one_line(chosen.next_step.text).rstrip("。；;")))
    told = words.say("then").join(clauses)
    return words.say("practice_task", no=result.task.no, name=quoted(result.task.name), status=status, done=told) + words.say("ended")


def _served(report: Report) -> Mapping[str, list[TaskResult]]:
    """Give each key task of which something was done to the one item that it serves most: among those linked, the likest by name."""
    served: defaultdict[str, list[TaskResult]] = defaultdict(list)
    for task in report.tasks:
        linked = [result.item for result in report.items if result.item.no in task.indicators]
        if linked and _is_told(task):
            words = _pairs(task.task.name), _pairs(task.task.content)
            best = max(linked, key=lambda item: [max(_shared(each, item.name), _shared(each, item.indicator)) for each in words])
            served[best.id].append(task)
    return served


def _shared(words: frozenset[str], name: str) -> float:
    """Give the share of a name that stands in a text, by pairs of letters."""
    pairs = _pairs(name)
    return len(pairs & words) / (len(pairs) or 1)


def _pairs(text: str) -> frozenset[str]:
    folded = fold(text)
    return frozenset(folded[place : place + 2] for place in range(len(folded) - 1))

"""What several families of rules ask of a review."""

from collections.abc import Iterator

from ecoreport.demands import demands_of
from ecoreport.language.widths import inside_quotes
from ecoreport.model import Assessment, Entry, Goal, Item, KeyTask, TaskAssessment
from ecoreport.rules import Breach, Review


def reported(review: Review) -> Iterator[tuple[Item, Assessment, Entry]]:
    """Go through the items for which somebody reported something."""
    for item in review.system.items:
        assessment = review.assessments[item.id]
        if assessment.chosen is not None:
            yield item, assessment, assessment.chosen


def reported_subjects(review: Review) -> Iterator[tuple[Item | Goal, Assessment, Entry]]:
    """Go through items and text-only goals for which somebody reported something."""
    for subject in review.system.subjects:
        assessment = review.assessments[subject.id]
        if assessment.chosen is not None:
            yield subject, assessment, assessment.chosen


def reported_tasks(review: Review) -> Iterator[tuple[KeyTask, TaskAssessment]]:
    for task in review.system.key_tasks:
        assessment = review.tasks[task.no]
        if assessment.chosen is not None:
            yield task, assessment


def told(review: Review, kind: str) -> Iterator[Breach]:
    """Tell what the judge found of a kind against the values of items and text-only goals."""
    for subject, assessment, _ in reported_subjects(review):
        for doubt in assessment.doubts:
            if doubt.kind == kind:
                words = {"subject": label(subject), "target": demanded(subject), **doubt.words}
                yield Breach(
                    doubt.source, doubt.department, subject.id, key=doubt.key, others=doubt.others, refutes=doubt.refuting, words=words
                )


def submitted(review: Review) -> frozenset[str]:
    """Name the departments of which a file could be read."""
    return review.batch.by.submitted


def sent_anything(review: Review) -> frozenset[str]:
    """Name the departments that sent a file, readable or not: an unreadable one is a fault of its own."""
    return frozenset(review.batch.by.sent)


def uses_issued_form(review: Review, department: str) -> bool:
    """Did the department fill in the issued template (its stamp says so)."""
    return any(submission.edition and submission.outcome != "superseded" for submission in review.batch.by.sent[department])


def excused_years(review: Review) -> set[str]:
    """Name what may be proven with earlier years: tasks that the plan speaks of years before of, items that are published late."""
    tasks = {each.task.id for each in demands_of(review.system).tasks.values() if each.speaks_of_years_before(review.period)}
    return tasks | {item.id for item in review.system.items if item.lag}


def label(subject: Item | Goal | KeyTask) -> str:
    """Name a subject as a sentence does: 第15.1项“水环境质量达到或优于III类水质比例”."""
    name = inside_quotes(subject.name)
    match subject:
        case Goal():
            return f"正文目标“{name}”"
        case KeyTask():
            return f"重点任务{subject.no}“{name}”"
    return f"第{subject.id}项“{name}”"


def demanded(subject: Item | Goal) -> str:
    """Print what is asked of a subject, with the unit behind a number and none behind words (基本全覆盖)."""
    counted = subject.target[-1:].isdigit() and subject.unit != "-"
    return f"{subject.target}{subject.unit}" if counted else subject.target


def joined(names: list[str] | tuple[str, ...], limit: int = 12) -> str:
    """List names in a sentence, the many cut short with their count."""
    shown = "、".join(names[:limit])
    return shown if len(names) <= limit else f"{shown}等{len(names)}项"


def duties(items: int, tasks: int) -> str:
    """Count what a department has to answer for, leaving out what it has none of."""
    counts = ((items, "项指标"), (tasks, "项重点任务"))
    return "、".join(f"{count}{what}" for count, what in counts if count)


def similar(one: str, other: str, length: int) -> bool:
    """Do two names share so many characters in a row: enough to speak of the same thing."""
    return any(one[start : start + length] in other for start in range(len(one) - length + 1))

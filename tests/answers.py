"""Short hands for tests of the judge: who answers what of one item or task, on one line.

    市住建局 95.9 | 市城管局 正在统计 year=2019 sheet=附表 | ? 94 file=来信.xlsx

is three answers; "_" stands for a value's cell left empty, "?" for a reporter that nobody knows. What follows the value names the
row's other cells (tests/scenes.py).
"""

from collections.abc import Mapping

from scenes import SYSTEM, Row, review_of

from ecoreport.model import Assessment, Entry, IndicatorSystem, KeyTaskReport, TaskAssessment


def answers(text: str, subject: str) -> list[Row]:
    """Make the rows of a line."""
    return [_row(told.split(), subject) for told in text.split(" | ") if told.strip()]


def _row(words: list[str], subject: str) -> Row:
    department, actual, *more = words
    fields = dict(word.split("=", 1) for word in more)
    return {"department": department.replace("?", ""), "subject": subject, "actual": actual.replace("_", ""), **fields}


def judge(text: str, subject: str, *rows: Mapping[str, str], system: IndicatorSystem = SYSTEM) -> Assessment:
    """Judge one item on the answers of a line, and on whatever else lies on the desk."""
    return review_of([*rows, *answers(text, subject)], system).assessments[subject]


def judge_task(text: str, number: int, system: IndicatorSystem = SYSTEM) -> TaskAssessment:
    """Judge one key task on the reports of a line; a task's row has no value's cell, so "_" stands in its place."""
    return review_of(answers(text, f"T{number}"), system).tasks[number]


def order_of(assessment: Assessment | TaskAssessment) -> str:
    """Say who was chosen, and who stands behind in which order: "市城管局 96.5 > 市住建局 95.9"."""
    return " > ".join(_name(each) for each in (assessment.chosen, *assessment.others))


def _name(answer: Entry | KeyTaskReport | None) -> str:
    if answer is None:
        return "nobody"
    said = answer.actual.raw if isinstance(answer, Entry) else answer.status.text if answer.status else ""
    return f"{answer.department or '?'} {said or '_'}"

"""The ground that a result stands on, as rows: what was written, readings, facts, others, the target as understood, what turns it."""

from collections.abc import Iterator

from ecoreport.language.personal import cover
from ecoreport.model.facts import FACT_FIELDS, FACT_NAMES
from ecoreport.model.ledger import Entry, Figure, KeyTaskReport
from ecoreport.model.plain import Row, number, place
from ecoreport.model.results import Assessment, QuantityGoal, TaskAssessment
from ecoreport.model.source import Note
from ecoreport.model.standing import Doubt, Reading
from ecoreport.model.why import Requirement, Turn

_NOTES = ("statement", "remark", "comment", "self_assessment", "data_source")
_TASK_NOTES = ("status", "done", "problem", "next_step", "remark")
_ASSIGNED_MET = "上级认定"


def grounds(assessment: Assessment, understood: Requirement | None, turns: tuple[Turn, ...]) -> Row:
    """Give everything that bears on an item's or a goal's verdict, each with its place."""
    chosen = assessment.chosen
    return {
        "written": _written(chosen.actual, chosen.recognised_by) if chosen else None,
        "notes": _notes(chosen, _NOTES, assessment.doubts) if chosen else [],
        "readings": [_reading(reading) for reading in assessment.readings],
        "history": [
            {"year": past.year, "value": number(past.value), "text": past.text, "source": place(past.source)} for past in assessment.history
        ],
        "facts": list(_facts(assessment)),
        "others": [_other(entry) for entry in assessment.others],
        "understood": requirement_row(understood),
        "turns": [turn_row(turn) for turn in turns],
    }


def task_grounds(assessment: TaskAssessment, turns: tuple[Turn, ...]) -> Row:
    """Give everything that bears on a task's state, each with its place."""
    chosen = assessment.chosen
    return {
        "reporter": chosen.department if chosen else None,
        "written": _written(chosen.progress) if chosen and chosen.progress else None,
        "notes": _notes(chosen, _TASK_NOTES, assessment.doubts) if chosen else [],
        "quantities": [_quantity(goal) for goal in assessment.goals],
        "others": [_other_report(report) for report in assessment.others],
        "turns": [turn_row(turn) for turn in turns],
    }


def requirement_row(requirement: Requirement | None) -> Row | None:
    if requirement is None:
        return None
    return {
        "words": requirement.words,
        "holds": requirement.holds,
        "reason": requirement.reason,
        "join": requirement.join,
        "branch": requirement.branch,
        "parts": [requirement_row(part) for part in requirement.parts],
    }


def turn_row(turn: Turn) -> Row:
    return {"fact": turn.fact, "when": turn.when, "status": turn.status}


def _written(figure: Figure, recognised_by: str | None = None) -> Row:
    return {
        "raw": figure.raw,
        "unit": figure.unit,
        "conversion": figure.conversion,
        "hidden": figure.hidden,
        "from_prose": figure.from_prose,
        "recognised_by": recognised_by,
        "source": place(figure.source),
    }


def _notes(record: Entry | KeyTaskReport, fields: tuple[str, ...], doubts: tuple[Doubt, ...]) -> list[Row]:
    """Give the words beside a value, persons covered; of those in no field of their own (责任人, 完成时限) what a doubt points to."""
    pointed = {source for doubt in doubts for source in (doubt.source, *doubt.others)}
    notes: list[tuple[str, Note]] = [(field, note) for field in fields if (note := getattr(record, field, None))]
    notes += [("other", note) for note in record.other_notes if note.source in pointed]
    notes += [("answer", note) for note in record.answers]
    return [{"what": what, "text": cover(note.text), "source": place(note.source)} for what, note in notes]


def _reading(reading: Reading) -> Row:
    return {
        "value": number(reading.value),
        "text": reading.text,
        "why": reading.why,
        "status": reading.status,
        "source": place(reading.source),
    }


def _facts(assessment: Assessment) -> Iterator[Row]:
    """Give what was judged by, then what only stands beside the value (分子, 分母); a fact without a department is the office's own."""
    facts = assessment.facts
    entries = (assessment.chosen, *assessment.others) if assessment.chosen else ()
    for field, source in assessment.fact_sources:
        if field == "branch":
            continue
        figures = ((entry.department, getattr(entry, field)) for entry in entries if entry)
        department, given = next(((who, figure) for who, figure in figures if figure and figure.source == source), (None, None))
        raw = None if given is None else given.raw if isinstance(given, Figure) else given.text
        value = getattr(facts, field)
        told = number(value) if not isinstance(value, bool) else "是" if value else "否"
        name = FACT_NAMES.get(field, _ASSIGNED_MET)
        yield {"fact": field, "name": name, "value": told, "raw": raw, "department": department, "source": place(source)}
    if facts.branch:
        typed = dict(assessment.fact_sources).get("branch")
        yield {"fact": "branch", "name": "所属类型", "value": facts.branch, "raw": None, "department": None, "source": place(typed)}
    known = {field for field, _ in assessment.fact_sources}
    for field in FACT_FIELDS:
        figure: Figure | None = getattr(assessment.chosen, field) if assessment.chosen and field not in known else None
        if figure and figure.state != "blank":
            who = assessment.chosen.department if assessment.chosen else None
            yield {
                "fact": field, "name": FACT_NAMES[field], "value": number(figure.value), "raw": figure.raw, "department": who,
                "source": place(figure.source),
            }  # fmt: skip


def _other(entry: Entry) -> Row:
    figure = entry.actual
    return {
        "department": entry.department,
        "value": number(figure.value),
        "text": figure.text,
        "raw": figure.raw,
        "source": place(figure.source),
    }


def _quantity(goal: QuantityGoal) -> Row:
    return {
        "text": goal.text,
        "object": goal.object,
        "number": number(goal.number),
        "unit": goal.unit,
        "done": number(goal.done),
        "source": place(goal.source),
    }


def _other_report(report: KeyTaskReport) -> Row:
    told = (report.status or report.done) and (report.status or report.done).text  # type: ignore[union-attr]  # one of them is there
    return {
        "department": report.department,
        "progress": number(report.progress.value) if report.progress else None,
        "text": told,
        "source": place(report.source),
    }

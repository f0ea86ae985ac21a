"""Trace every value of the report to the cell that it came from."""

from collections.abc import Iterator
from datetime import date

from ecoreport.model import Assessment, Batch, Figure, LineageRow, Note, Source, TaskAssessment
from ecoreport.model.facts import FACT_FIELDS
from ecoreport.rules import Review

_NOTES = ("assigned_met", "self_assessment", "statement", "data_source")


def trace(review: Review) -> tuple[LineageRow, ...]:
    """List the way of every value that the report prints, in the plan's order, then goals, then key tasks."""
    tracer = _Tracer(review.batch)
    rows = [row for subject in review.system.subjects for row in tracer.item_rows(review.assessments[subject.id])]
    rows += [row for task in review.system.key_tasks for row in tracer.task_rows(review.tasks[task.no], review.period)]
    return tuple(rows)


class _Tracer:
    """Knows each file's hash, department and date."""

    def __init__(self, batch: Batch) -> None:
        self._files = {submission.file: submission for submission in batch.submissions}
        self._reporters = {entry.actual.source: entry.department for entry in batch.entries}
        self._reporters |= {report.source: report.department for report in batch.tasks}
        self._dates = {sign.file: sign.dated for sign in batch.signatures if sign.dated}

    def item_rows(self, assessment: Assessment) -> Iterator[LineageRow]:
        for past in assessment.history:
            if past.figure is not None:
                yield self._figure(assessment.item, past.year, "value", past.figure)
            else:
                yield self._row(assessment.item, past.year, "value", past.source, str(past.value), str(past.value), "")
        chosen = assessment.chosen
        if chosen is None:
            return
        yield self._figure(assessment.item, assessment.year, "value", chosen.actual)
        for name in FACT_FIELDS:
            figure: Figure | None = getattr(chosen, name)
            if figure is not None and figure.state != "blank":
                yield self._figure(assessment.item, assessment.year, name, figure)
        for name in _NOTES:
            note: Note | None = getattr(chosen, name)
            if note is not None:
                yield self._row(assessment.item, assessment.year, name, note.source, note.text, note.text, "")
        for name, source in assessment.fact_sources:  # from the office's 参照值, or from another department's row
            if (own := getattr(chosen, name, None)) is None or own.source != source:
                yield self._fact(assessment, name, source)

    def task_rows(self, assessment: TaskAssessment, year: int) -> Iterator[LineageRow]:
        report = assessment.chosen
        if report is None:
            return
        subject = f"T{assessment.task}"
        for name in ("status", "done", "problem", "next_step"):
            note: Note | None = getattr(report, name)
            if note is not None:
                yield self._row(subject, year, name, note.source, note.text, note.text, "")
        for name in ("progress", "funds"):
            figure: Figure | None = getattr(report, name)
            if figure is not None and figure.state != "blank":
                yield self._figure(subject, year, name, figure)
        for goal in assessment.goals:
            if goal.source is not None:
                yield self._row(subject, year, "quantity", goal.source, str(goal.done), f"{goal.done}{goal.unit}", goal.text)

    def _fact(self, assessment: Assessment, name: str, source: Source) -> LineageRow:
        """Show a fact as it was written where it stands, be it a number or words."""
        told = (getattr(entry, name, None) for entry in assessment.others)
        written: Figure | Note | None = next((each for each in told if each is not None and each.source == source), None)
        if isinstance(written, Figure):
            return self._figure(assessment.item, assessment.year, name, written)
        fact = getattr(assessment.facts, name)
        words = written.text if written else ("是" if fact else "否") if isinstance(fact, bool) else str(fact)
        return self._row(assessment.item, assessment.year, name, source, words, words, "")

    def _figure(self, subject: str, year: int, what: str, figure: Figure) -> LineageRow:
        normalised = str(figure.value) if figure.value is not None else (figure.text or "")
        return self._row(subject, year, what, figure.source, figure.raw, normalised, figure.conversion or "")

    def _row(self, subject: str, year: int, what: str, source: Source, raw: str, normalised: str, conversion: str) -> LineageRow:
        submission = self._files.get(source.file)
        dated: date | None = self._dates.get(source.file)
        return LineageRow(
            subject,
            year,
            what,
            source,
            raw,
            normalised,
            conversion,
            submission.sha256 if submission else "",
            self._reporters.get(source, submission.department) if submission else None,
            dated,
        )

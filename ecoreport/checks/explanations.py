"""Settle a verify finding by what the department itself has written beside the value."""

from dataclasses import replace

from ecoreport.judging.explanations import explanation
from ecoreport.model import Entry, Finding, KeyTaskReport, Source
from ecoreport.rules import Review


def explain(finding: Finding, review: Review) -> Finding:
    """Add the 说明 of the finding's own row; only verify findings can be settled so, and none that the batch itself refutes."""
    if finding.severity != "verify" or finding.explanation or finding.subject is None or finding.refutes:
        return finding
    records: tuple[Entry | KeyTaskReport, ...] = (*review.batch.entries, *review.batch.tasks)
    mine = [each for each in records if each.subject == finding.subject and each.department == finding.department]
    told = next((text for each in mine if (text := explanation(each, _quoted(finding, each), review.vocabulary))), None)
    return replace(finding, explanation=told) if told else finding


def _quoted(finding: Finding, record: Entry | KeyTaskReport) -> tuple[Source, ...]:
    """Give the cells that a finding quotes; one about a task's prose stands where the prose does."""
    return (*finding.others, *((finding.source,) if finding.source and isinstance(record, KeyTaskReport) else ()))

"""Settle a verify finding by what the department itself has written beside the value."""

from dataclasses import replace

from ecoreport.model import Entry, Finding, KeyTaskReport
from ecoreport.rules import Review


def explain(finding: Finding, review: Review) -> Finding:
    """Add the 说明 of the finding's own row; only verify findings can be settled so, and only by a remark that says that it explains."""
    if finding.severity != "verify" or finding.explanation or finding.subject is None:
        return finding
    records: tuple[Entry | KeyTaskReport, ...] = (*review.batch.entries, *review.batch.tasks)
    quoted = set(finding.others)  # what the finding itself asks about does not settle it
    mine = [each for each in records if each.subject == finding.subject and each.department == finding.department]
    rows = [each.remark for each in mine if each.remark and each.remark.source not in quoted]
    remark = next((note.text for note in rows if note and review.vocabulary.mentions("explains", note.text)), None)
    return replace(finding, explanation=remark) if remark else finding

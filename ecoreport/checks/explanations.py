"""Settle a verify finding by what the department itself has written beside the value."""

import re
from dataclasses import replace

from ecoreport.model import Batch, Entry, Finding, KeyTaskReport

# A remark settles nothing unless it says that it explains or confirms.
_EXPLAINS = re.compile(r"说明|核实|属实|确认|原因|口径|无误")


def explain(finding: Finding, batch: Batch) -> Finding:
    """Add the 说明 of the finding's own row, where there is one; only verify findings can be settled so."""
    if finding.severity != "verify" or finding.explanation or finding.subject is None:
        return finding
    records: tuple[Entry | KeyTaskReport, ...] = (*batch.entries, *batch.tasks)
    rows = [each.remark for each in records if each.subject == finding.subject and each.department == finding.department]
    remark = next((note.text for note in rows if note and _EXPLAINS.search(note.text)), None)
    return replace(finding, explanation=remark) if remark else finding

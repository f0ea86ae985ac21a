"""Settle a verify finding by what the department itself has written beside the value."""

import re
from dataclasses import replace

from ecoreport.model import Batch, Finding

# A remark settles nothing unless it says that it explains or confirms.
_EXPLAINS = re.compile(r"说明|核实|属实|确认|原因|口径|无误")


def explain(finding: Finding, batch: Batch) -> Finding:
    """Add the 说明 of the finding's own row, where there is one; only verify findings can be settled so."""
    if finding.severity != "verify" or finding.explanation or (finding.item is None and finding.task is None):
        return finding
    rows = (
        [entry.remark for entry in batch.entries if entry.item == finding.item and entry.department == finding.department]
        if finding.item is not None
        else [report.remark for report in batch.tasks if report.task == finding.task and report.department == finding.department]
    )
    remark = next((note.text for note in rows if note and _EXPLAINS.search(note.text)), None)
    return replace(finding, explanation=remark) if remark else finding

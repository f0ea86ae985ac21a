"""Turn departments' Excel ledgers into the application for a 生态文明建设示范市.

import ecoreport as er

report = er.run("各部门台账/", "输出/")
"""

from ecoreport.errors import EcoReportError, IndicatorSystemError, InputError, OutputError, TemplateError
from ecoreport.model import (
    Batch,
    Facts,
    Finding,
    IndicatorSystem,
    Report,
    Source,
    Submission,
    Verdict,
)
from ecoreport.office import Office
from ecoreport.outputs import write_document, write_workbook
from ecoreport.pipeline import (
    RULES,
    check,
    check_plan,
    consolidate,
    issue_ledgers,
    open_office,
    read_ledgers,
    read_one,
    run,
)
from ecoreport.rules import Breach, Review, Rule, rule
from ecoreport.system import load_system, write_system
from ecoreport.targets import Target, parse_target

__version__ = "0.1.0"

__all__ = [
    "RULES",
    "Batch",
    "Breach",
    "EcoReportError",
    "Facts",
    "Finding",
    "IndicatorSystem",
    "IndicatorSystemError",
    "InputError",
    "Office",
    "OutputError",
    "Report",
    "Review",
    "Rule",
    "Source",
    "Submission",
    "Target",
    "TemplateError",
    "Verdict",
    "check",
    "check_plan",
    "consolidate",
    "issue_ledgers",
    "load_system",
    "open_office",
    "parse_target",
    "read_ledgers",
    "read_one",
    "rule",
    "run",
    "write_document",
    "write_system",
    "write_workbook",
]

"""Turn departments' Excel ledgers into the application for a 生态文明建设示范市.

import ecoreport as er

report = er.run("各部门台账/", "输出/")
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ecoreport.errors import EcoReportError, IndicatorSystemError, InputError, OutputError, TemplateError
    from ecoreport.explain.diff import diff
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
    from ecoreport.packing import pack
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
    from ecoreport.refreshing import refresh
    from ecoreport.rules import Breach, Review, Rule, rule
    from ecoreport.system import load_system
    from ecoreport.system.writing import write_system
    from ecoreport.targets import Target, parse_target

# Where each public name lives; a room is opened when one of its names is asked for first: a worker needs few of them.
_HOMES = {
    "explain.diff": "diff",
    "errors": "EcoReportError IndicatorSystemError InputError OutputError TemplateError",
    "model": "Batch Facts Finding IndicatorSystem Report Source Submission Verdict",
    "office": "Office",
    "outputs": "write_document write_workbook",
    "packing": "pack",
    "pipeline": "RULES check check_plan consolidate issue_ledgers open_office read_ledgers read_one run",
    "refreshing": "refresh",
    "rules": "Breach Review Rule rule",
    "system": "load_system",
    "system.writing": "write_system",
    "targets": "Target parse_target",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

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
    "diff",
    "issue_ledgers",
    "load_system",
    "open_office",
    "pack",
    "parse_target",
    "read_ledgers",
    "read_one",
    "refresh",
    "rule",
    "run",
    "write_document",
    "write_system",
    "write_workbook",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

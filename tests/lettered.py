"""The small report of tests/reported.py as it stands in a later round: what is open, since when, until when, is typed by the tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from reported import small_report

from ecoreport.model import Finding, Report, Submission


def report_with(*findings: Finding, deadline: date | None = None, failed: str = "", absent: bool = True, **about_absence: Any) -> Report:
    """Put findings in the place of the small report's own; those of departments that sent nothing stay, as `about_absence` says.

    `failed` names a department whose file came and could not be read; without `absent` nobody is missed.
    """
    report = small_report()
    missed = [replace(each, **about_absence) for each in report.findings if each.code == "C101" and absent and each.department != failed]
    told = (*findings, *missed)
    broken = (Submission("来件/台账.xlsx", "", failed, "failed", "文件已损坏，打不开。"),) if failed else ()
    departments = tuple(
        replace(
            result,
            files=broken if result.name == failed else result.files,
            submitted=result.submitted or not absent,
            findings=tuple(each for each in told if each.department == result.name),
        )
        for result in report.departments
    )
    parameters = replace(report.system.parameters, ledger_deadline=deadline)
    return replace(report, findings=told, departments=departments, system=replace(report.system, parameters=parameters))


def finding(department: str | None = "市城管局", severity: str = "error", **fields: Any) -> Finding:
    """Type a finding; its words are made up."""
    told = {"id": "V101-1", "code": "V101", "message": "填报“93.5”，低于指标值", "advice": "请市城管局核对数据"}
    return Finding(**{**told, "severity": severity, "department": department, **fields})

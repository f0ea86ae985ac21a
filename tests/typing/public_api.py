"""The public API as offices' scripts call it: mypy reads this strictly, and tests/test_typing.py runs it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import assert_type

import ecoreport as er


def run_in_one_call(folder: Path, out: Path, rules: Path, plan: Path) -> None:
    report = er.run(folder, out, plan)
    assert_type(report, er.Report)
    assert_type(report.period, int)
    assert_type(report.as_of, date)
    heard: list[str] = []
    er.run(
        [str(folder), folder],
        str(out),
        system=str(plan),
        period="2020",
        as_of=date(2020, 12, 31),
        previous=None,
        executor=None,
        passwords=("123456",),
        evidence=folder,
        rules=[rules],
        templates=None,
        self_reports=True,
        letters=True,
        bulletin=True,
        redact=True,
        progress=lambda done, total, name: heard.append(f"{done}/{total} {name}"),
    )
    assert heard


def step_by_step(folder: Path, out: Path, plan: Path) -> None:
    system = er.load_system(plan)
    assert_type(system, er.IndicatorSystem)
    with ThreadPoolExecutor(2) as pool:
        batch = er.read_ledgers(folder, system, period=2020, executor=pool)
    assert_type(batch, er.Batch)
    assert_type(batch + er.Batch(), er.Batch)
    findings = er.check(batch, system, as_of="2020-12-31", rules=(*er.RULES, too_green))
    assert_type(findings, tuple[er.Finding, ...])
    report = er.consolidate(batch, findings, system, as_of="2020-12-31")
    assert_type(er.write_workbook(report, out / "汇总表.xlsx"), Path)
    er.write_document(report, out / "技术报告.docx", template=None)
    er.write_system(system, out / "指标体系.xlsx")
    assert_type(er.issue_ledgers(system, out / "下发台账", period="2020"), tuple[Path, ...])
    assert_type(er.check_plan(), tuple[er.Finding, ...])


def with_an_office(folder: Path, out: Path, plan: er.IndicatorSystem | None = None) -> None:
    office = er.open_office(
        system=plan, templates=None, rules=(too_green,), passwords=(), evidence=None, period=2020, as_of=None, previous=None
    )
    batch = office.read(folder)
    report = office.consolidate(batch, office.check(batch))
    assert_type(report, er.Report)
    assert_type(office.write(report, out).files, tuple[Path, ...])


def ask_a_report(report: er.Report) -> None:
    assert_type(report.item("43").assessment.value, Decimal | None)
    assert_type(report.item("43").reporter, str | None)
    assert_type(report.task(7).task.name, str)
    assert_type(report.department("市城管局").lead_items, tuple[str, ...])
    for owing in report.owing():
        assert_type(owing.department, str)
        assert_type(owing.items, tuple[str, ...])
        assert_type(owing.tasks, tuple[int, ...])
    assert_type(report.rows("items"), list[dict[str, object]])
    for finding in report.findings:
        assert_type(finding.source, er.Source | None)
        assert_type(finding.cell, str | None)
    for submission in report.submissions:
        assert_type(submission, er.Submission)


def judge_a_target() -> None:
    target = er.parse_target("≥85，或逐年提高且提高幅度大于全省平均值", unit="%", direction="up")
    assert_type(target, er.Target)
    verdict = target.judge(er.Facts(actual=Decimal(80), previous=(Decimal(70), Decimal(75)), average_change=Decimal(3)))
    assert_type(verdict, er.Verdict)
    assert_type(verdict.gap, Decimal | None)
    assert verdict.status == "met", verdict.reason


@er.rule("X001", "verify", "合理性", "绿地面积偏大", "{value}平方米/人偏大", "请核对")
def too_green(review: er.Review) -> list[er.Breach]:
    """本市历年不超过15。"""
    found = review.assessments["46"]
    assert_type(found.value, Decimal | None)
    if found.chosen is None or found.value is None or found.value <= 15:
        return []
    return [er.Breach(found.source, found.chosen.department, "46", words={"value": found.value})]


assert_type(too_green, er.Rule)


def refuse(folder: Path) -> str:
    try:
        er.run(folder / "没有", folder)
    except er.InputError as error:
        return str(error)
    except (er.TemplateError, er.IndicatorSystemError, er.OutputError) as error:
        assert_type(error, er.TemplateError | er.IndicatorSystemError | er.OutputError)
        raise
    raise AssertionError

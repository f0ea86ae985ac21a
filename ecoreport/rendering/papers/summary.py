"""Sentences that count, and what every paper says of the report at large: nothing is judged here."""

from decimal import Decimal

from ecoreport.language.numerals import spell_digits, write_chinese
from ecoreport.model import Finding, ItemResult, ItemStatus, Report, TaskResult, TaskTally, tally, tally_tasks
from ecoreport.model.main_state import main_state
from ecoreport.model.tally import count
from ecoreport.rendering.papers import sentences, views
from ecoreport.rendering.papers.counts import count_sentence, task_sentence
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.figures import number
from ecoreport.rendering.papers.items import gap_view
from ecoreport.rendering.papers.tasks import funds_of, task_view
from ecoreport.rendering.word.marks import one_line
from ecoreport.rendering.word.wording import Wording

_COUNTED_OUT = 10  # misses that one sentence can hold


def report_view(report: Report, words: Wording, title: str) -> views.ReportView:
    parameters = report.system.parameters
    signed = max((result.submitted_on for result in report.departments if result.submitted_on), default=report.as_of)  # the latest ledger
    year, month = spell_digits(signed.year), write_chinese(signed.month)
    return views.ReportView(
        title=one_line(title),
        city=one_line(parameters.city),
        province=one_line(parameters.province),
        government=one_line(parameters.government or parameters.city),
        office=one_line(parameters.office),
        system=one_line(report.system.name),
        edition=one_line(report.system.edition),
        period=str(report.period),
        first_year=str(report.years[0]),
        last_year=str(report.years[1]),
        as_of=words.day(report.as_of),
        cover_date=words.say("month", year=year, month=month),
    )


def summary_view(
    report: Report,
    words: Wording,
    items: tuple[ItemResult, ...],
    tasks: tuple[TaskResult, ...],
) -> views.SummaryView:
    statuses = tuple(item.status for item in items)
    missing = [one_line(result.name) for result in report.departments if result.owes == "not_submitted"]
    unread = [one_line(result.name) for result in report.departments if result.unread]
    present = words.say("departments_opening", total=len(report.departments), number=len(report.departments) - len(missing))
    absent = [
        words.say(key, names=words.enumerate(names))
        for key, names in (("departments_unread", unread), ("departments_missing", missing))
        if names
    ]
    delayed = sum(task.assessment.status != "completed" for task in tasks)
    unmet = [item for item in items if item.status == "not_met"]
    return views.SummaryView(
        indicators=_indicator_summary(report, words),
        items=words.join([count_sentence("item_count", tally(items), words)]),
        doubted=_grounds(items, words),
        tasks=_task_summary(tasks, words),
        funds=_funds(tasks, words),
        main_tasks=_main_task_summary(report, words),
        departments=words.join([present, *absent]),
        findings=_finding_summary(report.questions, words),
        unmet=_unmet(unmet, len(items), report, words),
        undecided=_opening("undecided", statuses.count("undecided"), words),
        not_reported=_opening("not_reported", statuses.count("not_reported"), words),
        delayed=_opening("delayed", delayed, words),
    )


def _unmet(unmet: list[ItemResult], total: int, report: Report, words: Wording) -> str:
    """Count the misses out, one by one while they are few: 一是…；二是…。"""
    opening = _opening("unmet", len(unmet), words, as_of=words.day(report.as_of), total=total)
    if not 0 < len(unmet) <= _COUNTED_OUT:
        return opening
    return opening + sentences.listed_gaps([sentences.gap_sentence(result, words) for result in unmet], words)


def _opening(key: str, number: int, words: Wording, **blanks: object) -> str:
    return words.join([words.say(f"{key}_opening" if number else f"{key}_none", number=number, **blanks)])


def _indicator_summary(report: Report, words: Wording) -> str:
    """54项指标中，达标…项、未达标…项；其中约束性指标36项，达标…项。"""

    def counted(nature: str) -> str:
        chosen = [indicator for indicator in report.indicators if indicator.nature == nature]
        return count_sentence(f"{'binding' if nature == '约束性' else 'indicative'}_count", tally(chosen), words)

    overall = count_sentence("indicator_count", tally(report.indicators), words)
    natures = [nature for nature in ("约束性", "参考性") if any(indicator.nature == nature for indicator in report.indicators)]
    return words.say("then").join([overall, *(counted(nature) for nature in natures)]) + words.say("ended")


def _grounds(items: tuple[ItemResult, ...], words: Wording) -> str:
    """Count the items that stand on no firm ground; nothing where all do."""
    standings = [item.standing for item in items]
    told = [
        words.say(key, number=number)
        for key, standing in (("grounds_doubted", "doubted"), ("grounds_contradicted", "contradicted"))
        if (number := sum(each == standing for each in standings))
    ]
    return words.join([words.say("grounds", counts=words.enumerate(told))]) if told else ""


def _task_summary(tasks: tuple[TaskResult, ...], words: Wording) -> str:
    return words.join([task_sentence(tally_tasks(tasks), words)])


def _main_task_summary(report: Report, words: Wording) -> str:
    counted = count((main_state(report, result) for result in report.main_tasks), "completed")
    return words.join([task_sentence(TaskTally(**counted), words, "main_task_count")]) if report.main_tasks else ""


def _funds(tasks: tuple[TaskResult, ...], words: Wording) -> str:
    """Add up what was spent, of those key tasks that say it; nothing where none does."""
    funds = funds_of(tasks)
    return words.join([words.say("funds", number=len(funds), total=number(sum(funds, Decimal(0))))]) if funds else ""


def _finding_summary(findings: tuple[Finding, ...], words: Wording) -> str:
    severities = [finding.severity for finding in findings]
    if not severities:
        return words.join([words.say("findings_none")])
    numbers = {"errors": severities.count("error"), "verify": severities.count("verify"), "notices": severities.count("notice")}
    return words.join([words.say("findings_opening", **numbers)])


def gap_views(draft: Draft, items: tuple[ItemResult, ...], status: ItemStatus) -> tuple[views.GapView, ...]:
    return tuple(gap_view(draft, item) for item in items if item.status == status)


def unfinished_views(draft: Draft, tasks: tuple[TaskResult, ...]) -> tuple[views.TaskView, ...]:
    return tuple(task_view(draft, task) for task in tasks if task.assessment.status != "completed")

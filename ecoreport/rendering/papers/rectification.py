"""What the ledgers themselves say of a miss: why, what will be done, and by when; so that nobody is asked for what they hold."""

from collections.abc import Iterable, Iterator

from ecoreport.language import patterns as re
from ecoreport.language.undertakings import day_in, gives_cause, says_nothing, undertaking_in
from ecoreport.model import ItemResult, Report, TaskResult, Typed
from ecoreport.records import dataclass
from ecoreport.rendering.papers.beside import headed
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.word.marks import one_line

_REASONS = re.compile("原因|问题|困难|差距")
_MEASURES = re.compile("措施|举措|打算|下一?步|计划|安排|整改(?!时限|期限|时间)")
_DEADLINES = re.compile("时限|期限|完成时间|时间节点|何时")


@dataclass(frozen=True, slots=True)
class Rectification:
    """Why an item is not met, what will be done, and by when; each "" where no ledger says it."""

    reason: str = ""
    measure: str = ""
    deadline: str = ""


def rectification_of(draft: Draft, result: ItemResult) -> Rectification:
    """Gather what its rows say: in columns of their own, else in 说明 and 备注, else what key tasks that serve it will do next."""
    records = [entry for entry in (result.assessment.chosen, *result.assessment.others) if entry]
    words = [undertaking_in(one_line(note.text)) for entry in records for note in (entry.statement, entry.remark) if note]
    statements = [undertaking_in(one_line(entry.statement.text)).rest for entry in records if entry.statement]
    remarks = [one_line(entry.remark.text) for entry in records if entry.remark and gives_cause(entry.remark.text)]
    steps = list(_next_steps(draft.report, result))
    measure = _first((*headed(records, _MEASURES), *(each.words for each in words), *steps))
    days = (*headed(records, _DEADLINES), *(each.day for each in words), *(day_in(step) for step in (measure, *steps)))
    return Rectification(_first((*headed(records, _REASONS), *statements, *remarks)), measure, _typed_day(draft, result) or _first(days))


def next_step_of(result: TaskResult) -> str:
    """Say what a task's reports say will be done next: in its own column, else among what was done and the remarks."""
    records = [report for report in (result.assessment.chosen, *result.assessment.others) if report]
    own = [one_line(report.next_step.text) for report in records if report.next_step]
    notes = [note for report in records for note in (report.done, report.remark, report.problem) if note]
    return _first((*own, *headed(records, _MEASURES), *(undertaking_in(one_line(note.text)).words for note in notes)))


def _next_steps(report: Report, result: ItemResult) -> Iterator[str]:
    """Give what the same department will do next of key tasks that serve the indicator and are not completed."""
    for task in report.tasks:
        chosen = task.assessment.chosen
        serves = result.item.no in task.indicators and task.task.lead_department == result.item.lead_department
        if serves and task.assessment.status != "completed" and chosen and chosen.next_step:
            yield one_line(chosen.next_step.text)


def _typed_day(draft: Draft, result: ItemResult) -> str:
    """Give the 整改期限 that the office set for the miss itself, not for mending the ledger."""
    for finding in result.findings:
        typed = draft.report.typed.get(finding.id, Typed())
        if finding.due and typed.day("deadline") and finding.code.startswith("V") and not finding.doubts:
            return draft.words.day(finding.due)
    return ""


def _first(texts: Iterable[str]) -> str:
    return next((text.rstrip("。；;，,") for text in texts if text and not says_nothing(text)), "")

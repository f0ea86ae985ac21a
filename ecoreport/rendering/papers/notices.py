"""下发通知: what goes out with one department's blank ledger, from letter.docx: what is to be filled in, by when, how it comes back."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from ecoreport.language.filenames import fit_name
from ecoreport.model import Goal, IndicatorSystem, Item, KeyTask, TemplateFile
from ecoreport.records import dataclass
from ecoreport.rendering.papers import figures
from ecoreport.rendering.papers.letter_views import AskedView, LetterFields
from ecoreport.rendering.papers.letters import PAPER, LetterView, asked_item, asked_task, office_of
from ecoreport.rendering.papers.paper import properties
from ecoreport.rendering.word.marks import one_line
from ecoreport.rendering.word.wording import Wording, read_wording


class Duty(Protocol):
    """What the plan asks of one department."""

    @property
    def department(self) -> str: ...
    @property
    def lead_items(self) -> tuple[Item, ...]: ...
    @property
    def supporting_items(self) -> tuple[Item, ...]: ...
    @property
    def goals(self) -> tuple[Goal, ...]: ...
    @property
    def lead_tasks(self) -> tuple[KeyTask, ...]: ...
    @property
    def supporting_tasks(self) -> tuple[KeyTask, ...]: ...


@dataclass(frozen=True, slots=True)
class Issue:
    """One issuing of blank ledgers: of which plan and year, and to whom."""

    system: IndicatorSystem
    period: int
    day: date  # that the files bear: never the clock's
    duties: tuple[Duty, ...]


def render_notices(issue: Issue, words: Mapping[str, Any], template: TemplateFile) -> Iterator[tuple[str, bytes]]:
    """Render the notice to each department, under its file's name."""
    wording = read_wording(words)
    for duty in issue.duties:
        title = wording.property("letter_title", department=duty.department, kind=wording.letter("issue"))
        told = properties(title, issue.system, issue.period, issue.day, wording)
        name = fit_name(wording.letter("notice_file", department=duty.department))
        yield name, PAPER.fill(_notice(issue, duty, wording), template, wording, told)


def _notice(issue: Issue, duty: Duty, words: Wording) -> LetterView:
    return LetterView(
        letter=LetterFields(
            office=office_of(issue.system),
            draft="",
            title=words.letter("issue"),
            about=words.letter("about_issue", period=issue.period),
            department=one_line(duty.department),
            opening=tuple(_opening(issue, duty, words)),
            missing=True,
            unread=False,
            warning="",
            closing=words.letter("closing_issue"),
            feedback=False,
        ),
        errors=(),
        verify=(),
        duties=tuple(_asked(duty, words)),
    )


def _opening(issue: Issue, duty: Duty, words: Wording) -> Iterable[str]:
    numbers = (
        ("count_lead_items", len(duty.lead_items)),
        ("count_supporting_items", len(duty.supporting_items)),
        ("count_goals", len(duty.goals)),
        ("count_lead_tasks", len(duty.lead_tasks)),
        ("count_supporting_tasks", len(duty.supporting_tasks)),
    )
    yield words.letter(
        "opening_issue",
        system=one_line(issue.system.name),
        edition=one_line(issue.system.edition),
        period=issue.period,
        counts=words.enumerate([words.letter(key, number=number) for key, number in numbers if number]),
    )
    deadline = issue.system.parameters.ledger_deadline
    yield words.letter("issue_day" if deadline else "issue_open", day=words.day(deadline) if deadline else words.letter("blank_day"))


def _asked(duty: Duty, words: Wording) -> Iterator[AskedView]:
    lead, supporting = words.letter("role_lead"), words.letter("role_supporting")
    yield from (asked_item(item, lead, words) for item in duty.lead_items)
    yield from (asked_item(item, supporting, words) for item in duty.supporting_items)
    yield from (
        AskedView(goal.id, one_line(goal.name), figures.typeset(goal.text), lead if goal.lead_department == duty.department else supporting)
        for goal in duty.goals
    )
    yield from (asked_task(task, lead, words) for task in duty.lead_tasks)
    yield from (asked_task(task, supporting, words) for task in duty.supporting_tasks)

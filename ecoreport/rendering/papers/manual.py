"""填报手册: one page for those who fill in blank ledgers, from manual.docx: what to write where, and how it goes back."""

from collections.abc import Iterator, Mapping
from typing import Any

from ecoreport.model import TemplateFile
from ecoreport.records import dataclass
from ecoreport.rendering.papers.letter_views import ManualFields
from ecoreport.rendering.papers.letters import office_of
from ecoreport.rendering.papers.notices import Issue
from ecoreport.rendering.papers.paper import Paper, properties
from ecoreport.rendering.word.marks import one_line
from ecoreport.rendering.word.wording import read_wording


@dataclass(frozen=True, slots=True)
class ManualView:
    """The fields of manual.docx."""

    manual: ManualFields


PAPER = Paper("manual.docx", ManualView, "填报手册")


def render_manual(issue: Issue, words: Mapping[str, Any], template: TemplateFile) -> Iterator[tuple[str, bytes]]:
    """Render the one manual that goes out with all ledgers, under its file's name."""
    wording, parameters = read_wording(words), issue.system.parameters
    title = wording.letter("manual_title", city=one_line(parameters.city), period=issue.period)
    due = parameters.ledger_deadline
    example = next((item.id for item in issue.system.items), "1")
    view = ManualView(
        ManualFields(
            title=title,
            period=str(issue.period),
            office=office_of(issue.system),
            due=wording.day(due) if due else wording.letter("blank_day"),
            example=example,
        )
    )
    told = properties(title, issue.system, issue.period, issue.day, wording)
    yield wording.letter("manual_file"), PAPER.fill(view, template, wording, told)

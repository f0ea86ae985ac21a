"""年度工作回顾: the year in paragraphs, one a domain, from data alone: each figure with its move from the year before, each task done.

It is a draft for a person to work on. Only values against which nothing speaks are told, and only tasks that are done and in no doubt.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ecoreport.language.numerals import write_chinese
from ecoreport.model import ItemResult, Report, TaskResult, TemplateFile
from ecoreport.records import dataclass
from ecoreport.rendering.papers import figures
from ecoreport.rendering.papers.measures import year_on_year
from ecoreport.rendering.papers.paper import Paper, properties
from ecoreport.rendering.papers.views import Text
from ecoreport.rendering.word.marks import one_line
from ecoreport.rendering.word.wording import Wording, read_wording


@dataclass(frozen=True, slots=True)
class ReviewFields:
    draft: Text
    title: Text
    office: Text
    as_of: Text


@dataclass(frozen=True, slots=True)
class SectionView:
    """One domain of the plan."""

    title: Text
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The fields of review.docx."""

    review: ReviewFields
    sections: tuple[SectionView, ...]


PAPER = Paper("review.docx", ReviewView, "年度工作回顾")


def render_review(report: Report, words: Mapping[str, Any], template: TemplateFile) -> bytes:
    """Render the review of the year; `words` are the tables of report.toml."""
    wording = read_wording(words)
    view = review_view(report, wording)
    return PAPER.fill(view, template, wording, properties(view.review.title, report.system, report.period, report.as_of, wording))


def review_view(report: Report, words: Wording) -> ReviewView:
    """Fill the fields of review.docx."""
    parameters = report.system.parameters
    title = words.review("title", city=one_line(parameters.city), period=report.period)
    office = one_line(parameters.office or parameters.government or parameters.city)
    return ReviewView(
        ReviewFields(words.review("draft"), title, office, words.day(report.as_of)),
        tuple(
            SectionView(words.review("section", number=write_chinese(number), title=one_line(domain)), tuple(told))
            for number, (domain, told) in enumerate(_sections(report, words), 1)
        ),
    )


def _sections(report: Report, words: Wording) -> Iterator[tuple[str, list[str]]]:
    """Give each domain of which there is anything to tell, in the plan's order."""
    for domain in domains_of(report):
        if told := [text for text in (figures_of(report, domain, words), done_of(report, domain)) if text]:
            yield domain, told


def domains_of(report: Report) -> tuple[str, ...]:
    """List the domains of items and key tasks in the plan's order."""
    return tuple(dict.fromkeys((*(each.item.domain for each in report.items), *(each.task.domain for each in report.tasks))))


def figures_of(report: Report, domain: str, words: Wording) -> str:
    """Tell the year's figures of a domain in one sentence; nothing where none is beyond doubt."""
    told = [sentence for each in report.items if each.item.domain == domain and (sentence := _figure(each, words))]
    year = words.say("year", year=report.period)
    return words.say("joined").join([year, words.say("then").join(told)]) + words.say("ended") if told else ""


def done_of(report: Report, domain: str) -> str:
    """Tell what was done of the domain's key tasks, each in its department's own words."""
    return "".join(sentence for each in report.tasks if each.task.domain == domain and (sentence := _done(each)))


def _figure(result: ItemResult, words: Wording) -> str:
    """Tell the year's value and how it moved; nothing of one that is in question."""
    value = result.comparable(result.assessment.year)
    if value is None or result.standing != "confirmed":
        return ""
    shown = figures.quantity(value, figures.unit_of(result.item, result.assessment))
    told = words.review("figure", name=figures.typeset(figures.full_name(result.item, words)), value=shown)
    moved = year_on_year(result, words)
    return words.say("joined").join([told, moved]) if moved else told


def _done(result: TaskResult) -> str:
    """Tell in the department's own words what was done of a task that is completed beyond doubt."""
    chosen = result.assessment.chosen
    if result.assessment.status != "completed" or result.standing != "confirmed" or chosen is None or chosen.done is None:
        return ""
    return one_line(chosen.done.text).rstrip("。；;，,") + "。"

"""申报申请, 工作报告 and 目录: the papers of the application beside 技术报告, from application.docx, work_report.docx, catalogue.docx.

They are drafts for people to work on; what only people can write is marked 〔待补：…〕 as in 技术报告, and asked for by the same line.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ecoreport.model import Report, TemplateFile, tally_tasks
from ecoreport.model.packing import EVIDENCE_FOLDER, PackedFile
from ecoreport.records import dataclass
from ecoreport.rendering.papers import review, views
from ecoreport.rendering.papers.counts import task_sentence
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.paper import Paper
from ecoreport.rendering.papers.records import evidence_view
from ecoreport.rendering.papers.report import count_view, group_counts, highlight_views, materials_of
from ecoreport.rendering.papers.summary import report_view, summary_view, unfinished_views
from ecoreport.rendering.papers.typesetting import set_in_full
from ecoreport.rendering.papers.views import Text
from ecoreport.rendering.refresh.kept import keep_text
from ecoreport.rendering.word.marks import one_line
from ecoreport.rendering.word.wording import Wording, read_wording

Documents = Sequence[tuple[str, str, str]]  # number, title and file of each part of the application


@dataclass(frozen=True, slots=True)
class ApplicationFields:
    opening: Text
    duties: Text
    tasks: Text  # how the key tasks and the main tasks stand, what was spent; nothing where the plan has none
    conditions: Text
    proofs: Text


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """The fields of application.docx."""

    report: views.ReportView
    application: ApplicationFields
    materials: views.Materials
    summary: views.SummaryView
    documents: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class WorkView:
    """The fields of work_report.docx."""

    report: views.ReportView
    application: ApplicationFields
    materials: views.Materials
    summary: views.SummaryView
    practice: tuple[review.SectionView, ...]  # what was done, domain by domain
    results: tuple[review.SectionView, ...]  # what came of it
    groups: tuple[views.CountView, ...]
    total: views.CountView
    highlights: tuple[views.HighlightView, ...]
    delayed: tuple[views.TaskView, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One file of the application."""

    number: Text
    title: Text
    file: Text


@dataclass(frozen=True, slots=True)
class PieceView:
    """One piece of evidence in the catalogue."""

    number: Text
    title: Text
    document_number: Text
    dated: Text
    pages: Text
    items: Text
    file: Text  # how many files lie in the application


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """The fields of catalogue.docx."""

    report: views.ReportView
    documents: tuple[DocumentView, ...]
    folder: Text
    evidence: tuple[PieceView, ...]


APPLICATION = Paper("application.docx", ApplicationView, "申报申请")
WORK_REPORT = Paper("work_report.docx", WorkView, "工作报告")
CATALOGUE = Paper("catalogue.docx", CatalogueView, "申报材料目录")


def render_application(
    report: Report, words: Mapping[str, Any], template: TemplateFile, *, documents: Documents, files: Sequence[PackedFile]
) -> Iterator[bytes]:
    """Render 申报申请; `words` are the tables of report.toml."""
    draft = Draft.of(report, read_wording(words))
    view = ApplicationView(
        _titled(draft, "title"),
        _fields(draft, files),
        materials_of(draft),
        summary_view(report, draft.words, report.items, report.tasks),
        tuple(one_line(title) for _, title, _ in documents),
    )
    yield APPLICATION.render(report, set_in_full(view), template, draft.words, keep_text)


def render_work_report(report: Report, words: Mapping[str, Any], template: TemplateFile, *, files: Sequence[PackedFile]) -> Iterator[bytes]:
    """Render 工作报告."""
    draft = Draft.of(report, read_wording(words))
    view = WorkView(
        _titled(draft, "work_title"),
        _fields(draft, files),
        materials_of(draft),
        summary_view(report, draft.words, report.items, report.tasks),
        _sections((domain, review.done_of(report, domain)) for domain in review.domains_of(report)),
        _sections((domain, review.figures_of(report, domain, draft.words)) for domain in review.domains_of(report)),
        tuple(group_counts(report, draft.words)),
        count_view("", report.indicators, draft.words),
        tuple(highlight_views(report, draft.words)),
        unfinished_views(draft, report.tasks),
    )
    yield WORK_REPORT.render(report, set_in_full(view), template, draft.words, keep_text)


def render_catalogue(
    report: Report, words: Mapping[str, Any], template: TemplateFile, *, documents: Documents, files: Sequence[PackedFile]
) -> Iterator[bytes]:
    """Render 目录 in Word."""
    draft = Draft.of(report, read_wording(words))
    view = CatalogueView(
        _titled(draft, "catalogue_title"),
        tuple(DocumentView(*map(one_line, document)) for document in documents),
        EVIDENCE_FOLDER,
        tuple(_pieces(draft, files)),
    )
    yield CATALOGUE.render(report, set_in_full(view), template, draft.words, keep_text)


def _titled(draft: Draft, key: str) -> views.ReportView:
    parameters = draft.report.system.parameters
    return report_view(draft.report, draft.words, draft.words.application(key, city=parameters.city, period=draft.report.period))


def _fields(draft: Draft, files: Sequence[PackedFile]) -> ApplicationFields:
    report, words = draft.report, draft.words
    system = report.system
    return ApplicationFields(
        opening=words.application(
            "opening",
            system=one_line(system.name),
            edition=one_line(system.edition),
            first=report.years[0],
            period=report.period,
            as_of=words.day(report.as_of),
        ),
        duties=words.application("duties", items=len(report.items), tasks=len(report.tasks), departments=len(report.departments)),
        tasks=_tasks(draft),
        conditions=_conditions(report, words),
        proofs=words.application("proofs", total=len(report.evidence), found=len({each.number for each in files if not each.fault})),
    )


def _tasks(draft: Draft) -> str:
    report, words = draft.report, draft.words
    if not report.tasks and not report.main_tasks:
        return ""
    summary = summary_view(report, words, report.items, report.tasks)
    key_tasks = words.join([task_sentence(tally_tasks(report.tasks), words)]) if report.tasks else ""
    return key_tasks + summary.funds + summary.main_tasks


def _conditions(report: Report, words: Wording) -> str:
    """Count what the plan's conditions are said to come to; one of which nobody has said anything is told as such."""
    conditions = report.system.conditions
    if not conditions:
        return words.application("conditions_none")
    counts = Counter(one_line(each.conclusion) for each in conditions if one_line(each.conclusion))
    told = [words.say("count", name=name, number=number) for name, number in counts.items()]
    open_ = len(conditions) - counts.total()
    if open_:
        told.append(words.application("conditions_open", number=open_))
    return words.application("conditions", total=len(conditions), counts=words.enumerate(told))


def _sections(told: Iterator[tuple[str, str]]) -> tuple[review.SectionView, ...]:
    return tuple(review.SectionView(one_line(domain), (text,)) for domain, text in told if text)


def _pieces(draft: Draft, files: Sequence[PackedFile]) -> Iterator[PieceView]:
    lying = Counter(each.number for each in files if not each.fault)
    for result in draft.report.evidence:
        piece = evidence_view(draft, result)
        number = lying[result.archive_number]
        shown = draft.words.application("files", number=number) if number else draft.words.say("unknown")
        yield PieceView(piece.number, piece.title, piece.document_number, piece.dated, piece.pages, piece.items, shown)

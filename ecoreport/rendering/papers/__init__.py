"""One module a paper: the fields that its template may ask for, filled from one Report; what they share stands beside them."""

from collections.abc import Mapping
from typing import Any

from ecoreport.model import TemplateFile
from ecoreport.rendering.papers import application, audit, bulletin, letters, manual, report, review, self_report
from ecoreport.rendering.papers.application import render_application, render_catalogue, render_work_report
from ecoreport.rendering.papers.audit import render_audit
from ecoreport.rendering.papers.bulletin import render_bulletin
from ecoreport.rendering.papers.letters import render_letters
from ecoreport.rendering.papers.manual import render_manual
from ecoreport.rendering.papers.notices import Issue, render_notices
from ecoreport.rendering.papers.report import draft_document
from ecoreport.rendering.papers.review import render_review
from ecoreport.rendering.papers.self_report import render_self_report, render_self_reports
from ecoreport.rendering.word import template_check
from ecoreport.rendering.word.template_check import open_template
from ecoreport.rendering.word.wording import WORDING, read_wording

# their files among the templates
APPLICATION, CATALOGUE = application.APPLICATION.template, application.CATALOGUE.template
WORK_REPORT = application.WORK_REPORT.template
AUDIT, BULLETIN, LETTER, MANUAL = audit.PAPER.template, bulletin.PAPER.template, letters.PAPER.template, manual.PAPER.template
REPORT, REVIEW, SELF_REPORT = report.PAPER.template, review.PAPER.template, self_report.PAPER.template

__all__ = [
    "APPLICATION",
    "AUDIT",
    "BULLETIN",
    "CATALOGUE",
    "LETTER",
    "MANUAL",
    "REPORT",
    "REVIEW",
    "SELF_REPORT",
    "WORDING",
    "WORK_REPORT",
    "Issue",
    "check_template",
    "draft_document",
    "render_application",
    "render_audit",
    "render_bulletin",
    "render_catalogue",
    "render_letters",
    "render_manual",
    "render_notices",
    "render_review",
    "render_self_report",
    "render_self_reports",
    "render_work_report",
]

# the last one takes what no category claims
_PAPERS = (
    application.APPLICATION, application.WORK_REPORT, application.CATALOGUE, audit.PAPER, bulletin.PAPER, letters.PAPER, manual.PAPER,
    review.PAPER, self_report.PAPER, report.PAPER,
)  # fmt: skip


def check_template(file: TemplateFile, words: Mapping[str, Any]) -> tuple[str, ...]:
    """List in Chinese what is wrong with a template, with the text around each fault; nothing is rendered."""
    template = open_template(file)
    category = template.get_docx().core_properties.category
    paper = next((paper for paper in _PAPERS if paper.category == category), _PAPERS[-1])
    return template_check.check_template(template, paper.fields(read_wording(words)))

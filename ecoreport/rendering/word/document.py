"""Write 技术报告.docx and the departments' 自查报告 from templates that the office edits in Word or WPS.

The template is filled in once, by docxtpl in a sandbox where an unknown field is an error; then what Word itself would do
is done: captions numbered, contents listed, groups merged, charts put in. Nothing is judged here.
"""

import re
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from jinja2 import TemplateError as JinjaError

from ecoreport.errors import TemplateError
from ecoreport.language.widths import clean
from ecoreport.model import Report
from ecoreport.publish import write_atomic
from ecoreport.rendering.papers.context import self_view, technical_view
from ecoreport.rendering.papers.trends import chart_data
from ecoreport.rendering.papers.views import SelfView, TechnicalView
from ecoreport.rendering.word.charts import chart_maker
from ecoreport.rendering.word.fields import update_fields
from ecoreport.rendering.word.headings import find_headings, style_ids, text_of
from ecoreport.rendering.word.marks import expand, unmarked
from ecoreport.rendering.word.package import pack, set_properties, update_on_opening
from ecoreport.rendering.word.tables import finish_tables
from ecoreport.rendering.word.template_check import check_template, find_faults, open_template, sandbox
from ecoreport.rendering.word.wording import Wording, load_wording
from ecoreport.resources import template_path

__all__ = ["check_template", "pending_places", "render_document", "render_self_report", "write_document", "write_self_reports"]

TECHNICAL, SELF = "technical_report.docx", "self_report.docx"

_PENDING = re.compile(r"〔待补[^〔〕]*〕")
_UNFIT = re.compile(r'[\\/:*?"<>|\s]')  # what no file name may hold


def write_document(report: Report, path: str | Path, template: str | Path | None = None) -> None:
    """Write the technical report; the template may be an office's own."""
    write_atomic(path, render_document(report, template))


def render_document(report: Report, template: str | Path | None = None, *, templates: Path | None = None) -> bytes:
    """Render the technical report: the same report and template give the same bytes.

    `templates` is the folder of an office's own templates and wording; raise TemplateError where the template cannot serve.
    """
    words = load_wording(templates)
    source = Path(template) if template else template_path(TECHNICAL, templates)
    return _render(report, technical_view(report, words), source, words)


def render_self_report(report: Report, department: str, *, templates: Path | None = None) -> bytes:
    """Render one department's own report."""
    words = load_wording(templates)
    result = next(result for result in report.departments if result.name == department)
    return _render(report, self_view(report, result, words), template_path(SELF, templates), words)


def write_self_reports(report: Report, folder: str | Path, *, templates: Path | None = None) -> tuple[Path, ...]:
    """Write one report for each department that has a duty; return the files written."""
    words = load_wording(templates)
    return tuple(
        write_atomic(
            Path(folder) / _UNFIT.sub("_", clean(words.property("self_file", department=result.name))),
            render_self_report(report, result.name, templates=templates),
        )
        for result in report.departments
    )


def pending_places(document: bytes) -> tuple[str, ...]:
    """List every 〔待补〕 of a rendered document, each under its heading, in its order."""
    opened = Document(BytesIO(document))
    headings = {heading.paragraph: heading for heading in find_headings(opened)}
    places, under = [], ""
    for paragraph in opened.element.body.iter(qn("w:p")):
        if heading := headings.get(paragraph):
            under = f"{heading.label}{heading.text}"
        places += [f"{under}:{mark}" for mark in _PENDING.findall(text_of(paragraph))]
    return tuple(dict.fromkeys(places))


def _render(report: Report, view: TechnicalView | SelfView, source: Path, words: Wording) -> bytes:
    document = _fill_in(source, view, words)
    makers = {data.name: chart_maker(document, data, number) for number, data in enumerate(chart_data(report, words), 1)}
    styles = style_ids(document)
    for root in _roots(document):
        expand(root, makers, styles)
    for number, drawing in enumerate(document.element.body.iter(qn("wp:docPr")), 1):
        drawing.set("id", str(number))
    finish_tables(document.element.body)
    update_fields(document)
    update_on_opening(document)
    parameters = report.system.parameters
    set_properties(
        document,
        title=unmarked(view.report.title),
        subject=clean(words.property("subject", system=report.system.name, edition=report.system.edition)),
        author=clean(parameters.government or parameters.city),
        keywords=clean(words.property("keywords", city=parameters.city, period=report.period)),
        day=report.as_of,
    )
    return pack(document)


def _fill_in(source: Path, view: TechnicalView | SelfView, words: Wording) -> Any:
    """Fill the template once: what looks like a field in the data stays text."""
    template = open_template(source)
    context = {field.name: getattr(view, field.name) for field in fields(view)}
    try:
        template.render(context, sandbox(), autoescape=True)
    except (JinjaError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
        faults = find_faults(open_template(source), words) or (str(error),)
        listed = "\n".join(f"  {number}. {fault}" for number, fault in enumerate(faults, 1))
        raise TemplateError(f"模板“{source}”不能使用，请逐条修改后重试:\n{listed}") from error
    return template.docx


def _roots(document: Any) -> list[Any]:
    """Give the body and every header and footer."""
    parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith(("/header", "/footer"))]
    return [document.element.body, *(part.element for part in parts)]

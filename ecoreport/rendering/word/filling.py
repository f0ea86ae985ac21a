"""Fill in a template that an office edited in Word or WPS, and finish what Word itself would do.

The template is filled in once, by docxtpl in a sandbox where an unknown field is an error; then captions are numbered,
contents listed, groups merged, charts put in. Which paper it is, is nothing to this room.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any

from jinja2 import TemplateError as JinjaError

from ecoreport.errors import TemplateError
from ecoreport.model import TemplateFile
from ecoreport.rendering.word.charts import ChartData, chart_maker
from ecoreport.rendering.word.fields import update_fields
from ecoreport.rendering.word.headings import heading_styles, style_ids
from ecoreport.rendering.word.marks import expand
from ecoreport.rendering.word.names import qn
from ecoreport.rendering.word.package import Properties, pack, roots, set_properties, update_on_opening
from ecoreport.rendering.word.pending import number_gaps
from ecoreport.rendering.word.rows import Rows
from ecoreport.rendering.word.syntax import sandbox
from ecoreport.rendering.word.tables import finish_tables
from ecoreport.rendering.word.template_check import Fields, find_faults, open_template


def fill_in(
    file: TemplateFile,
    view: Any,
    asked: Fields,
    charts: Iterable[ChartData],
    properties: Properties,
    supplied: Mapping[str, str] | None = None,
    last: Callable[[Any], None] | None = None,
) -> bytes:
    """Fill a template with the fields of a view; raise TemplateError, listing every fault, where it cannot serve.

    `last` is done to the finished document before it is packed. `supplied`, of a paper whose 〔待补：…〕 people are asked for, is what they
    have supplied in place of the template's own, by id.
    """
    document, rows = _render(file, view, asked, whole=last is not None)
    makers = {data.name: chart_maker(document, data, number) for number, data in enumerate(charts, 1)}
    styles = style_ids(document)
    for root in roots(document):
        expand(root, makers, styles, supplied)
    number_gaps(roots(document))
    for number, drawing in enumerate(document.element.body.iter(qn("wp:docPr")), 1):
        drawing.set("id", str(number))
    finish_tables(document.element.body)
    update_fields(document)
    update_on_opening(document)
    set_properties(document, properties)
    if last:
        last(document)
    packed = pack(document, lambda data: rows.put_back(data, styles))
    document.part._element = None  # noqa: SLF001 — its parts lead to one another: the tree would wait to be found unused
    return packed


def _render(file: TemplateFile, view: Any, asked: Fields, *, whole: bool) -> tuple[Any, Rows]:
    """Fill the template once: what looks like a field in the data stays text. Long tables stand aside where it is not wanted `whole`."""
    template = open_template(file)
    rows = Rows(heading_styles(template.docx))
    template.rows = None if whole else rows
    context = {field.name: getattr(view, field.name) for field in fields(view)}
    try:
        template.render(context, sandbox(), autoescape=True)
    except (JinjaError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        faults = find_faults(open_template(file), asked) or (str(error),)
        listed = "\n".join(f"  {number}. {fault}" for number, fault in enumerate(faults, 1))
        raise TemplateError(f"模板“{file.path}”不能使用，请逐条修改后重试：\n{listed}") from error
    return template.docx, rows

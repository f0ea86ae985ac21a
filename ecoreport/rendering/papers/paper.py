"""What every paper is: a template that an office edits in Word, and the record of fields that it may ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ecoreport.language.widths import clean
from ecoreport.model import Report, TemplateFile
from ecoreport.rendering.papers.trends import chart_data
from ecoreport.rendering.papers.views import Materials
from ecoreport.rendering.word.filling import fill_in
from ecoreport.rendering.word.marks import unmarked
from ecoreport.rendering.word.package import Properties
from ecoreport.rendering.word.template_check import Fields
from ecoreport.rendering.word.wording import Wording


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper."""

    template: str  # its file among the templates
    view: type
    category: str = ""  # in a template's properties: marks an office's own template of this paper

    def fields(self, words: Wording) -> Fields:
        """Say what the template may ask for."""
        materials: Mapping[str, object] = dict.fromkeys(words.tables.get("materials", {}), tuple[str, ...])
        return Fields(self.view, {Materials: materials}, words.tables.get("fields", {}))

    def render(self, report: Report, view: Any, template: TemplateFile, words: Wording) -> bytes:
        """Fill the template with a view of the report: the same report and template give the same bytes."""
        parameters = report.system.parameters
        properties = Properties(
            title=unmarked(view.report.title),
            subject=clean(words.property("subject", system=report.system.name, edition=report.system.edition)),
            author=clean(parameters.government or parameters.city),
            keywords=clean(words.property("keywords", city=parameters.city, period=report.period)),
            day=report.as_of,
        )
        return fill_in(template, view, self.fields(words), chart_data(report, words), properties)

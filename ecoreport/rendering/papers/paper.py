"""What every paper is: a template that an office edits in Word, and the record of fields that it may ask for."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from ecoreport.language.widths import clean
from ecoreport.model import IndicatorSystem, Report, TemplateFile
from ecoreport.records import dataclass
from ecoreport.rendering.papers.draft import paragraphs
from ecoreport.rendering.papers.trends import chart_data
from ecoreport.rendering.papers.views import Materials
from ecoreport.rendering.word.charts import ChartData
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

    def render(self, report: Report, view: Any, template: TemplateFile, words: Wording, last: Callable[[Any], None]) -> bytes:
        """Fill the template with a view of the report: the same report and template give the same bytes.

        `last` is done to the finished document before it is packed.
        """
        told = properties(view.report.title, report.system, report.period, report.as_of, words)
        supplied = {id_: "\n".join(paragraphs(cell.text)) for id_, cell in report.filled.items()}
        return fill_in(template, view, self.fields(words), chart_data(report, words), told, supplied, last)

    def fill(self, view: Any, template: TemplateFile, words: Wording, told: Properties, charts: Iterable[ChartData] = ()) -> bytes:
        """Fill the template of a paper that shows charts of its own, or none."""
        return fill_in(template, view, self.fields(words), charts, told)


def properties(title: str, system: IndicatorSystem, period: int, day: date, words: Wording) -> Properties:
    """Say what a paper's file says of itself."""
    parameters = system.parameters
    return Properties(
        title=unmarked(title),
        subject=clean(words.property("subject", system=system.name, edition=system.edition)),
        author=clean(parameters.government or parameters.city),
        keywords=clean(words.property("keywords", city=parameters.city, period=period)),
        day=day,
    )

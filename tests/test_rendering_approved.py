"""The outputs are as they were approved: tests/goldens.py says how a change is looked at and approved anew."""

from io import BytesIO

import openpyxl
import pytest
from documents import dump as dump_document
from documents import dump_fields, parts_of, render_self_report, rendered
from goldens import unlike
from reported import small_report
from workbook_dumps import dump
from workbook_forms import charts, form
from workbook_views import QUIET, draw

from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.report import technical_view
from ecoreport.rendering.papers.self_report import self_view
from ecoreport.rendering.result import render_result
from ecoreport.rendering.word.wording import WORDING, read_wording
from ecoreport.templates import SHIPPED

pytestmark = pytest.mark.filterwarnings(QUIET)


def test_every_sheet_is_as_it_was_approved():
    assert unlike("workbook.txt", dump(draw("small_report"))) == []


def test_every_sheet_looks_as_it_was_approved():
    assert unlike("workbook_form.txt", form(draw("whole_report"))) == []


def test_the_whole_document_is_as_it_was_approved() -> None:
    assert unlike("document.txt", dump_document(rendered(small_report))) == []


def test_the_result_file_is_as_it_was_approved() -> None:
    report = small_report()
    told = render_result(report, {}).decode().replace(report.system.digest, "digest of the plan")
    assert unlike("result.json", told) == []


def test_a_departments_own_report_is_as_it_was_approved() -> None:
    assert unlike("self_report.txt", dump_document(render_self_report(small_report(), "市城管局"))) == []


def test_what_a_template_may_ask_for_is_as_it_was_approved() -> None:
    """The shipped templates print a part of it."""
    wording = read_wording(SHIPPED.words(WORDING))
    lines = [
        line for line in dump_fields(technical_view(Draft.of(small_report(), wording))) if "].items[" not in line
    ]  # they stand for themselves
    lines += dump_fields(self_view(small_report(), small_report().department("市城管局"), wording), "self")
    assert unlike("fields.txt", "\n".join(lines) + "\n") == []


def test_the_charts_and_their_figures_are_as_they_were_approved() -> None:
    parts = parts_of(rendered(small_report))
    lines = [*charts(parts, "word/charts/")]
    for name in sorted(name for name in parts if name.startswith("word/embeddings/")):
        sheet = openpyxl.load_workbook(BytesIO(parts[name])).worksheets[0]
        lines += [f"# {name} {sheet.title}", *(" | ".join(map(str, row)) for row in sheet.iter_rows(values_only=True))]
    assert unlike("document_charts.txt", "\n".join(lines) + "\n") == []

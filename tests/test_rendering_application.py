"""The papers and lists of the application: as they were approved, and what they say where the plan or the ledgers say nothing."""

import tomllib
from dataclasses import replace
from functools import partial

import openpyxl
import pytest
from documents import all_text, dump
from goldens import unlike
from reported import empty_report, sample_report, small_report
from workbook_views import open_book

from ecoreport.errors import TemplateError
from ecoreport.judging.packing import bare_items, list_lacks
from ecoreport.judging.visits import draw_sample, list_visits
from ecoreport.model import Report
from ecoreport.model.packing import DOCUMENTS, Opinion, PackedFile
from ecoreport.rendering.papers import (
    APPLICATION,
    CATALOGUE,
    WORDING,
    WORK_REPORT,
    render_application,
    render_catalogue,
    render_work_report,
)
from ecoreport.rendering.workbook import PACK, TEMPLATE, Application, render_tables
from ecoreport.templates import SHIPPED

PARTS = tuple((name.partition(" ")[0], title, name) for name, title in DOCUMENTS.items())
FILES = (PackedFile("43-01", "04 佐证材料/指标43-城镇污水处理率/43-01 报表.pdf", "报表.pdf", sha256="ab" * 32, size=7),)
PAPERS = {
    "application": (APPLICATION, partial(render_application, documents=PARTS[1:], files=FILES)),
    "work_report": (WORK_REPORT, partial(render_work_report, files=FILES)),
    "catalogue": (CATALOGUE, partial(render_catalogue, documents=PARTS, files=FILES)),
}
TABLES = ("documents", "pieces", "lacks", "bare", "opinions", "visits", "sample")


def paper(name: str, report: Report) -> bytes:
    template, render = PAPERS[name]
    (data,) = render(report, SHIPPED.words(WORDING), SHIPPED.file(template))
    return data


def tables(report: Report, keys: tuple[str, ...] = TABLES) -> bytes:
    told = Application(
        PARTS,
        FILES,
        list_lacks(report, FILES),
        bare_items(report, FILES),
        (Opinion({"no": "1", "subject": "43", "opinion": "口径不明"}, {"专家": "甲"}),),
        list_visits(report),
        draw_sample(report, FILES),
    )
    return render_tables(report, told, keys, SHIPPED.words(TEMPLATE), SHIPPED.words(PACK))


def shown(book: openpyxl.Workbook) -> str:
    """Write down each sheet, a row a line, its cells between bars."""
    rows = ((sheet.title, row) for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join(f"{title}: {' | '.join('' if cell is None else str(cell) for cell in row)}" for title, row in rows if any(row)) + "\n"


@pytest.mark.parametrize("name", PAPERS)
def test_each_paper_is_as_it_was_approved(name: str) -> None:
    assert unlike(f"{name}.txt", dump(paper(name, small_report()))) == []


def test_the_tables_are_as_they_were_approved() -> None:
    assert unlike("application_tables.txt", shown(open_book(tables(small_report())))) == []


@pytest.mark.parametrize("name", PAPERS)
def test_a_plan_of_nothing_has_its_papers_too(name: str) -> None:
    assert "None" not in all_text(paper(name, empty_report()))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert tables(sample_report()) == tables(sample_report())
    assert paper("work_report", sample_report()) == paper("work_report", sample_report())


def test_the_sample_changes_with_the_inputs_and_only_with_them() -> None:
    report = sample_report()
    others = replace(report, submissions=tuple(replace(each, sha256="00") for each in report.submissions))
    first, again, other = (draw_sample(each, FILES) for each in (report, report, others))
    assert first == again
    assert first != other
    assert len(first) == len({each.subject for each in first}) == 20


def test_a_column_that_there_is_not_is_told_with_its_file() -> None:
    layout = tomllib.loads(SHIPPED.path(PACK).read_text("utf-8"))
    layout["sheets"]["visits"]["columns"][0]["field"] = "numbre"
    with pytest.raises(TemplateError, match=r"(?s)pack\.toml.*numbre"):
        render_tables(small_report(), Application(), ("visits",), SHIPPED.words(TEMPLATE), layout)

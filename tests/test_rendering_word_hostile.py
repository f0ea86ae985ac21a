"""Whatever stands in a ledger, the document stays whole and the words stay words."""

import dataclasses
import zipfile
from io import BytesIO

import docx
from documents import render_document
from docx.oxml.ns import qn
from lxml import etree
from reported import empty_report, hostile_report, sample_report

from ecoreport.model import Note, Report


def whole(document: bytes) -> str:
    """Check that every part is well-formed and every relation leads somewhere; return the words."""
    package = zipfile.ZipFile(BytesIO(document))
    assert package.testzip() is None
    names = set(package.namelist())
    for name in names:
        if name.endswith((".xml", ".rels")):
            etree.fromstring(package.read(name))
    opened = docx.Document(BytesIO(document))
    for row in opened.element.body.iter(qn("w:tr")):
        for cell in row.iter(qn("w:tc")):
            assert cell[-1].tag == qn("w:p"), "a cell must end with a paragraph"
    for table in opened.element.body.iter(qn("w:tbl")):
        columns = len(table.find(qn("w:tblGrid")))
        for row in table.iterchildren(qn("w:tr")):
            spans = [cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for cell in row.iterchildren(qn("w:tc"))]
            assert sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans) == columns
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in opened.element.body.iter(qn("w:p")))


def with_statements(*texts: str) -> Report:
    """Put texts into the departments' words, one on each item that anybody reported."""
    report, waiting = sample_report(), list(texts)

    def spoil(result):
        if result.assessment.chosen is None or not waiting:
            return result
        chosen = dataclasses.replace(result.assessment.chosen, statement=Note(waiting.pop(0), result.assessment.source))
        return dataclasses.replace(result, assessment=dataclasses.replace(result.assessment, chosen=chosen))

    indicators = tuple(dataclasses.replace(i, items=tuple(spoil(item) for item in i.items)) for i in report.indicators)
    return dataclasses.replace(report, indicators=indicators)


LABEL = "【主要做法】"  # stands before a department's words
WORDS = (
    "A&B<5",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{%p if true %}",
    "{_{ 7*7 }_} {_% %_}",
    "</w:t></w:r></w:p>",
    "]]><!--",
    "&amp;&lt;",
    "\\d+ \\g<0>",
    "'\"`$()",
    '=HYPERLINK("http://x")',
)
UNFIT = {
    "a\x00b\x07c\x0cd": "a�b�c�d",
    "\ud800x": "�x",
    "x\ufdd0lanchor\ufdd1y\ufdd2": "x�lanchor�y�",
    "\u202e倒\u202c": "‹RLO›倒‹PDF›",
}


def test_words_stay_words() -> None:
    told = whole(render_document(with_statements(*WORDS))).replace(LABEL, "").split("\n")
    assert [text for text in WORDS if text not in told] == []


def test_what_may_not_stand_in_a_document_is_shown_as_such() -> None:
    told = whole(render_document(with_statements(*UNFIT))).replace(LABEL, "").split("\n")
    assert [text for text in UNFIT.values() if text not in told] == []


def test_a_long_statement_is_printed_to_its_end_and_its_lines_are_paragraphs() -> None:
    text = whole(render_document(with_statements("进展顺利。" * 1000, "第一行\r\n第二行\n\n  第三行  ")))
    assert "进展顺利。" * 1000 in text
    assert "第一行\n第二行\n第三行" in text


def test_every_text_hostile_at_once() -> None:
    text = whole(render_document(hostile_report("<&{{ 7*7 }}\n\t")))
    assert "<&{{ 7*7 }}" in text


def test_forty_departments_in_a_cell() -> None:
    report = sample_report()
    names = tuple(f"市第{number}责任单位" for number in range(40))
    first = report.tasks[0]
    task = dataclasses.replace(first.task, departments=names)
    text = whole(render_document(dataclasses.replace(report, tasks=(dataclasses.replace(first, task=task), *report.tasks[1:]))))
    assert "、".join(names) in text


def test_a_row_taller_than_a_page_may_break() -> None:
    report = sample_report()
    first = next(result for result in report.tasks if result.assessment.chosen)
    chosen = dataclasses.replace(first.assessment.chosen, done=Note("已完成一批。" * 800, first.assessment.chosen.source))
    longer = dataclasses.replace(first, assessment=dataclasses.replace(first.assessment, chosen=chosen))
    document = render_document(dataclasses.replace(report, tasks=tuple(longer if t is first else t for t in report.tasks)))
    rows = [
        row
        for row in docx.Document(BytesIO(document)).element.body.iter(qn("w:tr"))
        if "已完成一批。" * 799 in "".join(t.text or "" for t in row.iter(qn("w:t")))
    ]
    assert rows
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for row in rows)


def test_all_68_unreported() -> None:
    text = whole(render_document(empty_report()))
    assert "54项指标中，达标0项、未达标0项、待定0项、未填报54项" in text
    assert "有68个分项责任单位尚未填报" in text
    assert text.count("未填报，〔待补：2020年完成") == 68


def test_a_report_without_anything_that_a_plan_may_lack() -> None:
    report = sample_report()
    bare = dataclasses.replace(report.system, yearly_goals=(), regions=(), notes=(), materials=(), conditions=(), main_tasks=())
    text = whole(
        render_document(dataclasses.replace(report, system=bare, stages=(), main_tasks=(), tasks=(), evidence=(), lineage=(), findings=()))
    )
    assert "None" not in text

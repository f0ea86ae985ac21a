"""Reads a rendered report again, by its XML: what a person would see, and the marks of its form."""

import re
import zipfile
from decimal import Decimal
from functools import cache
from io import BytesIO

from docx.oxml.ns import qn
from lxml import etree
from reported import sample_report

from ecoreport.rendering.papers import render_document


@cache
def rendered(report) -> bytes:
    return render_document(report())


def sample() -> bytes:
    return rendered(sample_report)


@cache
def body_xml(document: bytes = b"") -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(BytesIO(document or sample())).read("word/document.xml"))


def all_text(document: bytes) -> str:
    return "\n".join(paragraph_text(p) for p in body_xml(document).iter(qn("w:p")))


def paragraph_text(paragraph) -> str:
    return "".join(t.text or "" for t in paragraph.iter(qn("w:t")))


def rows_of(table) -> list[list[str]]:
    """Read a table's cells by their XML: merged ones once."""
    return [[paragraph_text(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]


def table_under(caption: str) -> list[list[str]]:
    body = body_xml().find(qn("w:body"))
    for place, child in enumerate(body):
        if child.tag == qn("w:p") and re.fullmatch(rf"表\d+-\d+ .*{caption}.*", paragraph_text(child)):
            return rows_of(next(later for later in body[place:] if later.tag == qn("w:tbl")))
    raise AssertionError(caption)


@cache
def sections() -> dict[str, list[str]]:
    """The 54 sections of 分项说明 by their headings, each with its paragraphs."""
    found: dict[str, list[str]] = {}
    heading = None
    for child in body_xml().find(qn("w:body")):
        style = child.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = style.get(qn("w:val")) if style is not None else ""
        if name == "IndicatorHeading":
            heading = paragraph_text(child)
            found[heading] = []
        elif name in ("Heading1", "Heading2"):
            heading = None
        elif heading:
            found[heading].append(paragraph_text(child))
    return found


def shown(value: Decimal | None, text: str | None) -> str | None:
    return format(value, "f") if value is not None else text


def style_of(element) -> str:
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style.get(qn("w:val")) if style is not None else ""


def dump(document: bytes) -> str:
    """Write a document down: a line a paragraph, its style and its words; a block a table's row, a line a cell, by its heading."""
    lines: list[str] = []
    for child in body_xml(document).find(qn("w:body")):
        if child.tag == qn("w:p"):
            chart = " [图]" if child.find(f".//{qn('w:drawing')}") is not None else ""
            lines.append(f"{style_of(child)}: {paragraph_text(child)}{chart}")
        elif child.tag == qn("w:tbl"):
            lines += _dump_table(child)
    return "\n".join(lines) + "\n"


def _dump_table(table) -> list[str]:
    head, *rows = (_cells(row) for row in table.iter(qn("w:tr")))
    lines = []
    for cells in rows:
        own = [column for column, (text, merged) in cells.items() if text and not merged]
        lines.append(f"  ## {' '.join(cells[column][0][:20] for column in own[:2])}")
        lines += [f"  {head.get(column, ('', False))[0]}: {text}" for column, (text, _) in cells.items() if text]
    return lines


def _cells(row) -> dict[int, tuple[str, bool]]:
    """Give a row's cells by the column in which each begins: its words, and whether it is merged downwards."""
    cells, column = {}, 0
    for cell in row.iter(qn("w:tc")):
        properties = cell.find(qn("w:tcPr"))
        span = properties.find(qn("w:gridSpan"))
        cells[column] = (paragraph_text(cell), properties.find(qn("w:vMerge")) is not None)
        column += 1 if span is None else int(span.get(qn("w:val")))
    return cells

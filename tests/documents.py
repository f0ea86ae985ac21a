"""Reads a rendered report again, by its XML: what a person would see, and the marks of its form."""

import re
import zipfile
from decimal import Decimal
from functools import cache
from io import BytesIO

from docx.oxml.ns import qn
from lxml import etree
from reports import sample_report

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

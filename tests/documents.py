"""Reads a rendered report again, by its XML: what a person would see, and the marks of its form."""

import dataclasses
import re
import shutil
import subprocess
import tempfile
import zipfile
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

from docx.oxml.ns import qn
from lxml import etree
from reported import sample_report

from ecoreport.model import Report
from ecoreport.pipeline import open_office
from ecoreport.reading import discover
from ecoreport.rendering import papers
from ecoreport.rendering.word.marks import unmarked
from ecoreport.templates import Templates, read_file
from ecoreport.work import read_one


def render_document(report: Report, template: Path | None = None, *, templates: Path | None = None) -> bytes:
    """Render the technical report with the shipped templates, those of a folder, or a template that lies anywhere."""
    found = Templates(templates)
    file = read_file(template) if template else found.file(papers.REPORT)
    return papers.draft_document(report, found.words(papers.WORDING), file).data


def render_self_report(report: Report, department: str) -> bytes:
    found = Templates()
    return papers.render_self_report(report, department, found.words(papers.WORDING), found.file(papers.SELF_REPORT))


@cache
def rendered(report) -> bytes:
    return render_document(report())


def sample() -> bytes:
    return rendered(sample_report)


@cache
def samples_report() -> Report:
    """Bring together the shipped sample ledgers."""
    desk = open_office()
    batch = sum((read_one(source, desk) for source in discover(Path(__file__).parent.parent / "sample_inputs")), desk.read(()))
    return desk.consolidate(batch, desk.check(batch))


def samples_paper() -> bytes:
    """The technical report of the shipped sample ledgers."""
    return rendered(samples_report)


@cache
def printed_pages() -> tuple[str, ...]:
    """Print the technical report of the sample ledgers by LibreOffice, and give the text of each page as it is laid out."""
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "技术报告.docx"
        paper.write_bytes(samples_paper())
        soffice, profile = shutil.which("soffice"), f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [str(soffice), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(paper)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        told = subprocess.run(["pdftotext", "-layout", str(paper.with_suffix(".pdf")), "-"], check=True, capture_output=True, text=True)
    return tuple(told.stdout.rstrip("\f").split("\f"))


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
    """Write a document down: a line a paragraph, its style and its words; a block a table's row, a line a cell, by its heading.

    Words in a style of their own stand in {Style:…}, a field's instruction in ⟦…⟧, a link leads to [words→row] or, in the contents,
    to [words→] its heading; ⚓ is a place, ⟨2⟩ a cell over two columns, ↓ one merged with the cells below, ↨ a row that may break.
    """
    lines: list[str] = []
    root = body_xml(document)
    places = _places(root)
    for child in root.find(qn("w:body")):
        if child.tag == qn("w:p"):
            lines.append(f"{style_of(child)}: {_marked(child, places)}")
        elif child.tag == qn("w:tbl"):
            lines += _dump_table(child, places)
    return "\n".join(lines) + "\n"


def _places(root) -> dict[str, str]:
    """Say what each place is called: a row of a table by its first words, a heading by all of them."""
    places = {}
    for start in root.iter(qn("w:bookmarkStart")):
        row = next(start.iterancestors(qn("w:tr")), None)
        told = (
            " ".join(paragraph_text(cell) for cell in row.findall(qn("w:tc"))[1:3])
            if row is not None
            else paragraph_text(start.getparent())
        )
        places[start.get(qn("w:name"))] = told
    return places


def _marked(paragraph, places: dict[str, str]) -> str:
    """Give a paragraph's words with its marks."""
    out = ""
    for node in paragraph.iter():
        if node.tag == qn("w:t"):
            style = node.getparent().find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
            words = node.text or ""
            words = words if style is None else f"{{{style.get(qn('w:val'))}:{words}}}"
            link = next(node.iterancestors(qn("w:hyperlink")), None)
            if link is not None:
                name = places[link.get(qn("w:anchor"))]
                words = f"[{words}→{'' if words.endswith(name) else name}]"
            out += words
        elif node.tag == qn("w:instrText"):
            out += f"⟦{(node.text or '').strip()}⟧"
        elif node.tag == qn("w:bookmarkStart") and not node.get(qn("w:name")).startswith("_Toc"):
            out += "⚓"
        elif node.tag == qn("w:drawing"):
            told = node.find(".//{*}docPr")
            size = node.find(".//{*}extent")
            out += f"[图 {told.get('id')} {told.get('descr')} {int(size.get('cx')) // 36000}×{int(size.get('cy')) // 36000}]"
    return out


def _dump_table(table, places: dict[str, str]) -> list[str]:
    head, *rows = ((row, _cells(row, places)) for row in table.iter(qn("w:tr")))
    lines = []
    for row, cells in rows:
        own = [paragraph_text(cell)[:20] for cell in row.iter(qn("w:tc")) if cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is None]
        loose = "" if row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None else " ↨"
        lines.append(f"  ## {' '.join([text for text in own if text][:2])}{loose}")
        lines += [f"  {head[1].get(column, '')}: {text}" for column, text in cells.items() if text]
    return lines


def _cells(row, places: dict[str, str]) -> dict[int, str]:
    """Give a row's cells by the column in which each begins."""
    cells, column = {}, 0
    for cell in row.iter(qn("w:tc")):
        properties = cell.find(qn("w:tcPr"))
        span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
        wide = 1 if span is None else int(span.get(qn("w:val")))
        words = " ¶ ".join(_marked(paragraph, places) for paragraph in cell.iter(qn("w:p")))
        if merge is not None:
            words += "↓" if merge.get(qn("w:val")) == "restart" else "(merged)"
        cells[column] = words + (f" ⟨{wide}⟩" if wide > 1 else "")
        column += wide
    return cells


def parts_of(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist()}


def dump_fields(view, path: str = "") -> list[str]:
    """Write down what a template may ask for, a line a field; what is empty is left out."""
    if isinstance(view, dict):
        return [line for key, value in view.items() for line in dump_fields(value, f"{path}.{key}")]
    if isinstance(view, tuple):
        named = [(getattr(value, "id", getattr(value, "no", number)), value) for number, value in enumerate(view)]
        return [line for name, value in named for line in dump_fields(value, f"{path}[{unmarked(str(name))}]")]
    if dataclasses.is_dataclass(view):
        named = ((field.name, getattr(view, field.name)) for field in dataclasses.fields(view))
        return [line for name, value in named for line in dump_fields(value, f"{path}.{name}".lstrip("."))]
    return [f"{path}: {unmarked(str(view))}"] if view or view is False else []

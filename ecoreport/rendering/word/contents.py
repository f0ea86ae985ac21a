"""List headings, tables or figures in the contents of a document, each with the page on which it comes to stand.

A contents field is Word's own (TOC \\o "1-3", or TOC \\c "表" for captions); what it shows is set anew, and Word counts again on opening.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from docx.oxml.parser import OxmlElement

from ecoreport.language import patterns as re
from ecoreport.records import dataclass
from ecoreport.rendering.word.complex_fields import field_mark, fields_of, mark_of, paragraphs_with_fields
from ecoreport.rendering.word.headings import Heading, text_of
from ecoreport.rendering.word.marks import Element, Styles
from ecoreport.rendering.word.names import qn
from ecoreport.rendering.word.pages import pages_of

_LEVELS_ASKED = re.compile(r'\\o\s*"(\d)-(\d)"')
_CAPTIONS_ASKED = re.compile(r'\\c\s*"([^"]+)"')
_UNKNOWN = "?"  # a page that cannot be told: a heading within a table


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the contents: what it names, and where its page is printed."""

    paragraph: Element
    page: Element


def fill_contents(document: Any, headings: tuple[Heading, ...], styles: Styles) -> None:
    """Set the lines of every contents field, then the page of each: long contents move what follows them."""
    body = document.element.body
    lines: list[_Line] = []
    names = (f"_Toc{number:08d}" for number in count(1))
    begins: dict[Element, Element] = {}  # of a paragraph: the first that it asks with
    for run in (told.getparent() for told in body.iter(qn("w:instrText"))):
        if run.getparent().tag == qn("w:p") and _asks_for_contents(run):
            begins.setdefault(run.getparent(), run)
    for paragraph, begin in begins.items():
        if _is_closed(paragraph, begin):
            lines += _write_lines(paragraph, begin, headings, styles, names)
    pages = pages_of(document, frozenset(line.paragraph for line in lines)) if lines else {}
    for line in lines:
        line.page.text = str(pages.get(line.paragraph, _UNKNOWN))


def _is_closed(paragraph: Element, begin: Element) -> bool:
    """Does the field end somewhere below: people may have deleted half of it."""
    depth = 1
    later = [*begin.itersiblings(qn("w:r")), *(run for following in paragraph.itersiblings() for run in following.iter(qn("w:r")))]
    for run in later:
        depth += {"begin": 1, "end": -1}.get(mark_of(run) or "", 0)
        if not depth:
            return any(mark_of(each) == "separate" for each in paragraph)
    return False


def _asks_for_contents(run: Element) -> bool:
    return (run.findtext(qn("w:instrText")) or "").strip().upper().startswith("TOC ")


def _write_lines(
    first: Element, instruction_run: Element, headings: tuple[Heading, ...], styles: Styles, names: Iterator[str]
) -> Iterator[_Line]:
    asked = instruction_run.findtext(qn("w:instrText")) or ""
    foreign = _drop_result(first, frozenset(id_ for name, id_ in styles.items() if name.startswith(("toc ", "table of figures"))))
    end_run = field_mark("end")
    paragraph = first
    for number, (named, text, level) in enumerate(_named(first, asked, headings), 1):
        name = _bookmark(named, names)
        if number > 1:
            paragraph.addnext(following := OxmlElement("w:p"))
            paragraph = following
        if style := styles.get(f"toc {level}") if level else styles.get("table of figures"):
            _set_paragraph_style(paragraph, style)
        page = OxmlElement("w:t")
        paragraph.append(_entry(name, text, page))
        yield _Line(named, page)
    paragraph.append(end_run)
    for block in reversed(foreign):
        paragraph.addnext(block)


def _named(first: Element, asked: str, headings: tuple[Heading, ...]) -> Iterator[tuple[Element, str, int]]:
    """Give what a contents field asks for, with its words and its level, 0 for captions."""
    captions = _CAPTIONS_ASKED.search(asked)
    if captions:
        for paragraph in paragraphs_with_fields(first.getparent()):
            if any(field.words[0].upper() == "SEQ" and field.words[1:2] == (captions[1],) for field in fields_of(paragraph)):
                yield paragraph, text_of(paragraph), 0
        return
    levels = _LEVELS_ASKED.search(asked)
    lowest = int(levels[2]) if levels else 3
    for heading in headings:
        if heading.level <= lowest:
            gap = " " if heading.label and heading.label[-1] in "章0123456789" else ""
            yield heading.paragraph, f"{heading.label}{gap}{heading.text}", heading.level


def _drop_result(first: Element, listed: frozenset[str]) -> list[Element]:
    """Remove a contents field's last result and its end, over as many paragraphs as it takes; give what people put between its lines."""
    separate = next(run for run in first if mark_of(run) == "separate")
    paragraph, nodes = first, list(separate.itersiblings())
    depth, foreign = 0, list[Element]()
    while True:
        for node in nodes:
            mark = mark_of(node)
            depth += mark == "begin"
            if node.tag != qn("w:pPr"):
                paragraph.remove(node)
            if mark == "end":
                if not depth:
                    if paragraph is not first:
                        paragraph.getparent().remove(paragraph)
                    return foreign
                depth -= 1
        following = paragraph.getnext()
        if paragraph is not first:
            paragraph.getparent().remove(paragraph)
        while _is_foreign(following, listed):
            foreign.append(following)
            following = following.getnext()
            foreign[-1].getparent().remove(foreign[-1])
        paragraph, nodes = following, list(following)


def _is_foreign(block: Element, listed: frozenset[str]) -> bool:
    """Is a block no line of contents: it stands there because people put it there."""
    if block.tag != qn("w:p"):
        return True
    style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    own = style is not None and style.get(qn("w:val")) in listed
    return not own and bool(text_of(block).strip()) and block.find(f".//{qn('w:fldChar')}") is None


def _entry(name: str, words: str, page: Element) -> Element:
    """Write a line as Word does: the words, a tab, the page."""
    hyperlink = OxmlElement("w:hyperlink", {qn("w:anchor"): name, qn("w:history"): "1"})
    text = OxmlElement("w:t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = words
    instruction = OxmlElement("w:instrText", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    instruction.text = f" PAGEREF {name} \\h "
    parts = _run(text), _run(OxmlElement("w:tab")), field_mark("begin"), _run(instruction), field_mark("separate"), _run(page)
    hyperlink.extend((*parts, field_mark("end")))
    return hyperlink


def _run(content: Element) -> Element:
    run = OxmlElement("w:r")
    run.append(content)
    return run


def _bookmark(paragraph: Element, names: Iterator[str]) -> str:
    """Let a paragraph be the place that a line of contents leads to; give its name."""
    name = next(names)
    start = OxmlElement("w:bookmarkStart", {qn("w:id"): name, qn("w:name"): name})
    properties = paragraph.find(qn("w:pPr"))
    paragraph.insert(0 if properties is None else 1, start)
    paragraph.append(OxmlElement("w:bookmarkEnd", {qn("w:id"): name}))
    return name


def _set_paragraph_style(paragraph: Element, style: str) -> None:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = OxmlElement("w:pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(qn("w:pStyle")):
        properties.remove(old)
    properties.insert(0, OxmlElement("w:pStyle", {qn("w:val"): style}))

"""Bring the fields of a filled-in document up to date: caption numbers, cross-references, contents, bookmarks.

Captions and cross-references in the template are Word's own (SEQ, REF, TOC), put there with Word's own commands; what
they show is only their last result. Loops multiply them and chapters may have been moved, so every result is set anew.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from ecoreport.rendering.word.headings import Heading, find_headings, style_ids, text_of
from ecoreport.rendering.word.marks import LINK_STYLE, Element, Styles

_CHAPTER = re.compile(r"\d+(?=[-–—.．]\s*$)")
_LEVELS_ASKED = re.compile(r'\\o\s*"(\d)-(\d)"')


@dataclass(frozen=True, slots=True)
class _Field:
    """A complex field: its begin, what it says, and the runs of its last result."""

    begin: Element
    words: tuple[str, ...]  # its instruction, cut at blanks
    instruction: tuple[Element, ...]
    separate: Element | None
    result: tuple[Element, ...]
    end: Element


def update_fields(document: Any) -> None:
    """Set every field's result, make bookmarks unique, and unlink what leads nowhere."""
    body = document.element.body
    _number_bookmarks(body)
    headings = find_headings(document)
    _number_captions(body, headings)
    _fill_references(body)
    styles = style_ids(document)
    _fill_contents(body, headings, styles)
    _number_bookmarks(body)
    _unlink(body, styles.get(LINK_STYLE))


def _number_bookmarks(body: Element) -> None:
    """Give every bookmark its own id; where a loop repeated a name, the first one keeps it."""
    names: set[str] = set()
    opened: defaultdict[str, list[str | None]] = defaultdict(list)
    number = 0
    for node in list(body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        old = node.get(qn("w:id"))
        if node.tag == qn("w:bookmarkEnd"):
            new = opened[old].pop() if opened[old] else None
            if new is None:
                node.getparent().remove(node)
            else:
                node.set(qn("w:id"), new)
            continue
        name = node.get(qn("w:name"))
        if name in names:
            opened[old].append(None)
            node.getparent().remove(node)
        else:
            names.add(name)
            number += 1
            opened[old].append(str(number))
            node.set(qn("w:id"), str(number))


def _number_captions(body: Element, headings: tuple[Heading, ...]) -> None:
    at = {heading.paragraph: heading for heading in headings}
    counts: defaultdict[str, int] = defaultdict(int)
    last: dict[str, tuple[int, ...]] = {}
    path: tuple[int, ...] = ()  # how many headings of each level so far: a caption counts anew where it changes
    chapter = 0
    with_fields = _paragraphs_with_fields(body)
    for paragraph in body.iter(qn("w:p")):
        if heading := at.get(paragraph):
            padded = (*path, *(0,) * heading.level)[: heading.level]
            path = (*padded[:-1], padded[-1] + 1)
            chapter = heading.chapter
        for field in _fields(paragraph) if paragraph in with_fields else ():
            if field.words[0].upper() != "SEQ" or len(field.words) < 2:
                continue
            name = field.words[1]
            if "\\s" in field.words:
                level = int(field.words[field.words.index("\\s") + 1])
                if last.get(name) != path[:level]:
                    counts[name] = 0
                last[name] = path[:level]
                _write_chapter(field, chapter)
                _restart(field, first=not counts[name])
            counts[name] += 1
            _write(field, str(counts[name]))


def _write_chapter(field: _Field, chapter: int) -> None:
    """Correct the chapter's number that is typed before a caption's own: "表4-"."""
    before = [text for run in field.begin.itersiblings(qn("w:r"), preceding=True) for text in run.findall(qn("w:t"))]
    for text in before[:2]:
        if chapter and _CHAPTER.search(text.text or ""):
            text.text = _CHAPTER.sub(str(chapter), text.text)
            return


def _restart(field: _Field, *, first: bool) -> None:
    """Begin a chapter's captions at 1 by \\r too: LibreOffice does not know \\s and would count on."""
    kept, words = [], list(field.words)
    while words:
        word = words.pop(0)
        if word == "\\r":
            words[:1] = []
        else:
            kept.append(word)
    instructions = [node for run in field.instruction for node in run.iter(qn("w:instrText"))]
    for extra in instructions[1:]:
        extra.getparent().remove(extra)
    restart = ("\\r", "1") if first else ()
    instructions[0].text = f" {' '.join((*kept, *restart))} "


def _fill_references(body: Element) -> None:
    texts = dict(_bookmarked(body))
    for paragraph in _paragraphs_with_fields(body):
        for field in _fields(paragraph):
            if field.words[0].upper() == "REF" and len(field.words) > 1 and field.words[1] in texts:
                _write(field, texts[field.words[1]])


def _bookmarked(body: Element) -> Iterator[tuple[str, str]]:
    for start in body.iter(qn("w:bookmarkStart")):
        words = ""
        for node in start.itersiblings():
            if node.tag == qn("w:bookmarkEnd") and node.get(qn("w:id")) == start.get(qn("w:id")):
                break
            words += text_of(node)
        yield start.get(qn("w:name")), words


def _fill_contents(body: Element, headings: tuple[Heading, ...], styles: Styles) -> None:
    """List the headings in the contents. Pages are Word's to count when it opens the document, so none is printed here."""
    for paragraph in list(body.iter(qn("w:p"))):
        begin = next((run for run in paragraph if _is_contents(run)), None)
        if begin is not None:
            _write_contents(paragraph, begin, headings, styles)
            return


def _write_contents(first: Element, instruction_run: Element, headings: tuple[Heading, ...], styles: Styles) -> None:
    asked = _LEVELS_ASKED.search(instruction_run.findtext(qn("w:instrText")) or "")
    lowest = int(asked[2]) if asked else 3
    _drop_result(first)
    end_run = _field_character("end")
    paragraph = first
    for number, heading in enumerate((heading for heading in headings if heading.level <= lowest), 1):
        name = f"_Toc{number:08d}"
        _bookmark(heading.paragraph, name)
        if number > 1:
            paragraph.addnext(following := OxmlElement("w:p"))
            paragraph = following
        if style := styles.get(f"toc {heading.level}"):
            _set_paragraph_style(paragraph, style)
        paragraph.append(_entry(name, heading))
    paragraph.append(end_run)


def _drop_result(first: Element) -> None:
    """Remove a contents field's last result and its end, over as many paragraphs as it takes."""
    separate = next(run for run in first if _character(run) == "separate")
    paragraph, nodes = first, list(separate.itersiblings())
    depth = 0
    while True:
        for node in nodes:
            mark = _character(node)
            depth += mark == "begin"
            if node.tag != qn("w:pPr"):
                paragraph.remove(node)
            if mark == "end":
                if not depth:
                    if paragraph is not first:
                        paragraph.getparent().remove(paragraph)
                    return
                depth -= 1
        following = paragraph.getnext()
        if paragraph is not first:
            paragraph.getparent().remove(paragraph)
        paragraph, nodes = following, list(following)


def _entry(name: str, heading: Heading) -> Element:
    hyperlink = OxmlElement("w:hyperlink", {qn("w:anchor"): name, qn("w:history"): "1"})
    run = OxmlElement("w:r")
    text = OxmlElement("w:t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    gap = " " if heading.label and heading.label[-1] in "章0123456789" else ""
    text.text = f"{heading.label}{gap}{heading.text}"
    run.append(text)
    hyperlink.append(run)
    return hyperlink


def _bookmark(paragraph: Element, name: str) -> None:
    start = OxmlElement("w:bookmarkStart", {qn("w:id"): name, qn("w:name"): name})
    properties = paragraph.find(qn("w:pPr"))
    paragraph.insert(0 if properties is None else 1, start)
    paragraph.append(OxmlElement("w:bookmarkEnd", {qn("w:id"): name}))


def _unlink(body: Element, link_style: str | None) -> None:
    """Turn a link whose place was left out of the template into plain words."""
    places = {start.get(qn("w:name")) for start in body.iter(qn("w:bookmarkStart"))}
    for hyperlink in list(body.iter(qn("w:hyperlink"))):
        anchor = hyperlink.get(qn("w:anchor"))
        if anchor is None or anchor in places:
            continue
        for child in list(hyperlink):
            for style in list(child.iter(qn("w:rStyle"))):
                if style.get(qn("w:val")) == link_style:
                    style.getparent().remove(style)
            hyperlink.addprevious(child)
        hyperlink.getparent().remove(hyperlink)


# ---- the shape of a field ---------------------------------------------------------------------


def _paragraphs_with_fields(body: Element) -> dict[Element, None]:
    """Find the paragraphs in which a field begins, in their order."""
    return dict.fromkeys(next(mark.iterancestors(qn("w:p"))) for mark in body.iter(qn("w:fldChar")))


def _fields(paragraph: Element) -> Iterator[_Field]:
    """Find the complex fields that begin and end in a paragraph, the outer before the inner."""
    opened: list[dict[str, Any]] = []
    found: list[_Field] = []
    for run in paragraph.iter(qn("w:r")):
        mark = _character(run)
        if mark == "begin":
            opened.append({"begin": run, "instruction": [], "separate": None, "result": []})
        elif opened and mark == "separate":
            opened[-1]["separate"] = run
        elif opened and mark == "end":
            parts = opened.pop()
            told = "".join(node.text or "" for part in parts["instruction"] for node in part.iter(qn("w:instrText")))
            if words := tuple(told.split()):
                found.append(_Field(parts["begin"], words, tuple(parts["instruction"]), parts["separate"], tuple(parts["result"]), run))
        elif opened and opened[-1]["separate"] is not None:
            opened[-1]["result"].append(run)
        elif opened:
            opened[-1]["instruction"].append(run)
    yield from found


def _character(run: Element) -> str | None:
    node = run.find(qn("w:fldChar"))
    return None if node is None else str(node.get(qn("w:fldCharType")))


def _is_contents(run: Element) -> bool:
    return (run.findtext(qn("w:instrText")) or "").strip().upper().startswith("TOC ")


def _write(field: _Field, words: str) -> None:
    """Set a field's result, in the look of its first run."""
    if not field.result:
        run = OxmlElement("w:r")
        if field.separate is None:
            field.end.addprevious(_field_character("separate"))
        field.end.addprevious(run)
    else:
        run = field.result[0]
    for extra in field.result[1:]:
        extra.getparent().remove(extra)
    for child in list(run):
        if child.tag != qn("w:rPr"):
            run.remove(child)
    text = OxmlElement("w:t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = words
    run.append(text)


def _field_character(kind: str) -> Element:
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}))
    return run


def _set_paragraph_style(paragraph: Element, style: str) -> None:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = OxmlElement("w:pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(qn("w:pStyle")):
        properties.remove(old)
    properties.insert(0, OxmlElement("w:pStyle", {qn("w:val"): style}))

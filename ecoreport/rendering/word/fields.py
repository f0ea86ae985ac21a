"""Bring the fields of a filled-in document up to date: caption numbers, cross-references, contents, bookmarks.

Captions and cross-references in the template are Word's own (SEQ, REF, TOC), put there with Word's own commands; what
they show is only their last result. Loops multiply them and chapters may have been moved, so every result is set anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ecoreport.language import patterns as re
from ecoreport.rendering.word.complex_fields import Field, fields_of, paragraphs_with_fields, write_result
from ecoreport.rendering.word.contents import fill_contents
from ecoreport.rendering.word.headings import Heading, find_headings, style_ids, text_of
from ecoreport.rendering.word.marks import LINK_STYLE, Element
from ecoreport.rendering.word.names import qn
from ecoreport.rendering.word.package import roots

_CHAPTER = re.compile(r"\d+(?=[-–—.．]\s*$)")


def update_fields(document: Any) -> None:
    """Set every field's result, make bookmarks unique, and unlink what leads nowhere."""
    body = document.element.body
    _number_bookmarks(body)
    headings = find_headings(document)
    _number_captions(body, headings)
    _fill_references(body, roots(document))
    styles = style_ids(document)
    fill_contents(document, headings, styles)
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
    with_fields = paragraphs_with_fields(body)
    for paragraph in body.iter(qn("w:p")):
        if heading := at.get(paragraph):
            padded = (*path, *(0,) * heading.level)[: heading.level]
            path = (*padded[:-1], padded[-1] + 1)
            chapter = heading.chapter
        for field in fields_of(paragraph) if paragraph in with_fields else ():
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
            write_result(field, str(counts[name]))


def _write_chapter(field: Field, chapter: int) -> None:
    """Correct the chapter's number that is typed before a caption's own: "表4-"."""
    before = [text for run in field.begin.itersiblings(qn("w:r"), preceding=True) for text in run.findall(qn("w:t"))]
    for text in before[:2]:
        if chapter and _CHAPTER.search(text.text or ""):
            text.text = _CHAPTER.sub(str(chapter), text.text)
            return


def _restart(field: Field, *, first: bool) -> None:
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


def _fill_references(body: Element, parts: Iterable[Element]) -> None:
    """Let every reference say what its place says; in headers too, where 续表 names its table."""
    texts = dict(_bookmarked(body))
    for paragraph in (each for part in parts for each in paragraphs_with_fields(part)):
        for field in fields_of(paragraph):
            if field.words[0].upper() == "REF" and len(field.words) > 1 and field.words[1] in texts:
                write_result(field, texts[field.words[1]])


def _bookmarked(body: Element) -> Iterator[tuple[str, str]]:
    for start in body.iter(qn("w:bookmarkStart")):
        words = ""
        for node in start.itersiblings():
            if node.tag == qn("w:bookmarkEnd") and node.get(qn("w:id")) == start.get(qn("w:id")):
                break
            words += text_of(node)
        yield start.get(qn("w:name")), words


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

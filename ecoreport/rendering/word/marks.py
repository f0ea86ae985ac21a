"""What a value carries through the template besides its words: a link, an anchor, a merge, a chart, what is still to be supplied.

A mark is written with characters that Unicode keeps for a program's own use and that no text may hold, so nothing
typed in a ledger or in a template can be taken for one. Once the template is filled in, `expand` turns every mark
into the XML that it stands for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from docx.oxml.parser import OxmlElement

from ecoreport.language import patterns as re
from ecoreport.language.widths import clean, squeeze
from ecoreport.model.pending import OTHER, pending_id
from ecoreport.rendering.word.names import qn

Element = Any  # an lxml element; lxml ships no types

_OPEN, _BAR, _CLOSE, _VOID = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_RESERVED = re.compile("[\ufdd0-\ufdef]")
_PIECES = re.compile(f"{_OPEN}(.)([^{_BAR}]*){_BAR}([^{_CLOSE}]*){_CLOSE}|(〔待补[^〔〕]*〕)")
_SIGNS = re.compile(f"[{_OPEN}{_VOID}]|〔待补")

PARAGRAPH = "\a"  # between two paragraphs of one value, as docxtpl has it
MERGE_KEY = "merge"  # attributes of w:tc while the document is being finished
JOIN_KEY = "join"
PENDING_STYLE = "待补"  # names of character styles in the template; programs rename the ids behind them as they like
LINK_STYLE = "数值链接"

Charts = Mapping[str, Callable[[], Element]]
Styles = Mapping[str, str]  # a style's id by its name


def plain(text: str) -> str:
    """Make a text safe to stand in the document; where docxtpl would rewrite it ("{_{"), a void keeps it apart."""
    return _RESERVED.sub("�", clean(text)).replace("_", f"_{_VOID}")


def one_line(text: str) -> str:
    """Bring a text onto one line, safe to stand in the document."""
    return plain(squeeze(clean(text)))


def link(text: str, anchor: str) -> str:
    """Let a text lead to the place that bears the anchor."""
    return f"{_OPEN}l{anchor}{_BAR}{text}{_CLOSE}"


def anchored(text: str, anchor: str) -> str:
    """Let a text be the place that links lead to."""
    return f"{_OPEN}b{anchor}{_BAR}{text}{_CLOSE}"


def gap(text: str, id: str) -> str:  # noqa: A002 — the name that its record uses
    """Let a text say that something is still to be supplied, or be what was supplied; its place is found again by the id."""
    return f"{_OPEN}p{id}{_BAR}{text}{_CLOSE}"


def merged(text: str, key: str) -> str:
    """Merge a cell with the cells below it that bear the same key."""
    return f"{_OPEN}m{key}{_BAR}{_CLOSE}{text}"


def joined_left() -> str:
    """Give a cell's place to the cell on its left."""
    return f"{_OPEN}h{_BAR}{_CLOSE}"


def chart(name: str) -> str:
    """Stand for a chart."""
    return f"{_OPEN}c{name}{_BAR}{_CLOSE}"


def unmarked(text: str) -> str:
    """Take the bare words out of a marked text."""
    return _PIECES.sub(lambda match: match[4] or match[3] or "", text).replace(_VOID, "")


def is_marked(xml: str) -> bool:
    """Does a text hold a mark, or a 〔待补〕."""
    return _OPEN in xml or "〔待补" in xml


def expand(root: Element, charts: Charts, styles: Styles, supplied: Mapping[str, str] | None = None) -> None:
    """Turn every mark below an element into XML, and show every 〔待补〕 in its own style.

    Of a paper whose marks people are asked for, one that stands in the template itself is known by its words, and what was `supplied`
    for it stands in its place.
    """
    texts = [text for text in root.iter(qn("w:t")) if text.text and _SIGNS.search(text.text)]
    for run in dict.fromkeys(text.getparent() for text in texts):
        pieces = list(_split(run, charts, styles, supplied))
        for piece in pieces:
            run.addprevious(piece)
        run.getparent().remove(run)


def _split(run: Element, charts: Charts, styles: Styles, supplied: Mapping[str, str] | None) -> Iterator[Element]:
    properties = run.find(qn("w:rPr"))
    for child in run:
        if child.tag == qn("w:rPr"):
            continue
        if child.tag != qn("w:t") or not _SIGNS.search(child.text or ""):
            yield _run(properties, deepcopy(child))
            continue
        end = 0
        for match in _PIECES.finditer(child.text):
            yield from _words(properties, child.text[end : match.start()])
            yield from _piece(run, properties, _named(match, supplied), charts, styles)
            end = match.end()
        yield from _words(properties, child.text[end:])


def _named(match: re.Match[str], supplied: Mapping[str, str] | None) -> tuple[str, str, str]:
    """Give a mark's kind, payload and words; a 〔待补：…〕 of the template gets the id that its words give it."""
    if match[4] is None:
        return match[1], match[2], match[3]
    if supplied is None:
        return "", "", match[4]
    id_ = pending_id(OTHER, "", match[4])
    return "p", id_, supplied.get(id_, match[4])


def _piece(run: Element, properties: Element, mark: tuple[str, str, str], charts: Charts, styles: Styles) -> Iterator[Element]:
    kind, payload, words = mark
    if not kind:
        yield from _words(properties, words, styles.get(PENDING_STYLE))
    elif kind == "l":
        hyperlink = OxmlElement("w:hyperlink", {qn("w:anchor"): payload, qn("w:history"): "1"})
        hyperlink.extend(_words(properties, words, styles.get(PENDING_STYLE if "〔待补" in words else LINK_STYLE)))
        yield hyperlink
    elif kind in ("b", "p"):
        yield OxmlElement("w:bookmarkStart", {qn("w:id"): "0", qn("w:name"): payload})
        first, *rest = words.split("\n")
        yield from _words(properties, first, styles.get(PENDING_STYLE) if "〔待补" in words else None)
        _go_on(run, properties, rest)
        yield OxmlElement("w:bookmarkEnd", {qn("w:id"): "0"})
    elif kind == "c":
        yield _run(properties, charts[payload]())
    else:
        cell = next(run.iterancestors(qn("w:tc")), None)
        if cell is not None:
            cell.set(*((MERGE_KEY, payload) if kind == "m" else (JOIN_KEY, "")))


def _words(properties: Element, words: str, style: str | None = None) -> Iterator[Element]:
    words = words.replace(_VOID, "")
    if not words:
        return
    text = OxmlElement("w:t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = words
    run = _run(properties, text)
    if style:
        _set_style(run, style)
    yield run


def _go_on(run: Element, properties: Element, paragraphs: Sequence[str]) -> None:
    """Let further paragraphs follow the one that a run stands in, each of the same form."""
    before: Element = next(run.iterancestors(qn("w:p")))
    for words in paragraphs:
        paragraph = OxmlElement("w:p")
        paragraph.extend(map(deepcopy, before.findall(qn("w:pPr"))))
        for section in paragraph.findall(f"{qn('w:pPr')}/{qn('w:sectPr')}"):
            section.getparent().remove(section)  # a section ends once
        paragraph.extend(_words(properties, words))
        before.addnext(paragraph)
        before = paragraph


def _run(properties: Element, content: Element) -> Element:
    run = OxmlElement("w:r")
    if properties is not None:
        run.append(deepcopy(properties))
    run.append(content)
    return run


def _set_style(run: Element, style: str) -> None:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        properties = OxmlElement("w:rPr")
        run.insert(0, properties)
    for old in properties.findall(qn("w:rStyle")):
        properties.remove(old)
    properties.insert(0, OxmlElement("w:rStyle", {qn("w:val"): style}))

"""Number the headings as Word would, so that contents and captions can say today what Word says after an update."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from ecoreport.language.numerals import write_chinese
from ecoreport.records import dataclass
from ecoreport.rendering.word.marks import Element
from ecoreport.rendering.word.names import qn

_LEVELS = 9
_PARAGRAPH, _PROPERTIES, _STYLE, _VAL = qn("w:p"), qn("w:pPr"), qn("w:pStyle"), qn("w:val")
_CONTROL = qn("w:sdt")
_WRAPPERS = (_CONTROL, qn("w:customXml"), qn("w:ins"))
_OUTLINE, _NUMBERING, _TEXT = qn("w:outlineLvl"), qn("w:numPr"), qn("w:t")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the document, in its order."""

    paragraph: Element
    level: int  # from 1
    label: str  # "第四章", "(一)", "" where the style numbers nothing
    text: str
    chapter: int  # the number of the chapter that it opens or stands in; 0 before the first and in annexes


@dataclass(frozen=True, slots=True)
class _Style:
    outline: int | None
    number: str | None  # w:numId
    depth: int  # w:ilvl


_NO_STYLE = _Style(None, None, 0)


@dataclass(slots=True)
class _Numbering:
    """Counts of every list of the document, as they stand at some paragraph."""

    levels: Mapping[str, tuple[tuple[str, str], ...]]  # numId -> (format, text) a level
    abstract: Mapping[str, str]  # numId -> the list that it is one use of
    counts: dict[str, list[int]] = field(default_factory=dict)

    def next_label(self, number: str, depth: int) -> str:
        levels = self.levels.get(number)
        if levels is None or depth >= len(levels):
            return ""
        counts = self.counts.setdefault(self.abstract[number], [0] * _LEVELS)
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        label = levels[depth][1]
        for place, (kind, _) in enumerate(levels):
            label = label.replace(f"%{place + 1}", _numeral(counts[place], kind))
        return label


def find_headings(document: Any) -> tuple[Heading, ...]:
    """Find every paragraph with an outline level, and number it by its style's list."""
    styles = _read_styles(document.styles.element)
    numbering = _read_numbering(document)
    return tuple(_walk(document.element.body, styles, numbering))


def heading_styles(document: Any) -> frozenset[str]:
    """Give the ids of the styles that make a paragraph a heading."""
    return _levelled(_read_styles(document.styles.element))


def style_ids(document: Any) -> dict[str, str]:
    """Give each style's id by its name: the names stay when Word or WPS saves a file, the ids need not."""
    return {_value(style, "w:name", ""): style.get(qn("w:styleId")) for style in document.styles.element.iter(qn("w:style"))}


def blocks_of(body: Element) -> Iterator[Element]:
    """Give the paragraphs and tables of a body in their order, those within content controls (w:sdt) too, and its last section."""
    for node in body:
        if node.tag in _WRAPPERS:
            held = node.find(qn("w:sdtContent")) if node.tag == _CONTROL else node
            yield from () if held is None else blocks_of(held)
        else:
            yield node


def text_of(element: Element) -> str:
    """Join the words of an element, without the instructions of its fields."""
    return "".join(text.text or "" for text in element.iter(_TEXT))


def _levelled(styles: Mapping[str, _Style]) -> frozenset[str]:
    return frozenset(name for name, style in styles.items() if style.outline is not None)


def _walk(body: Element, styles: Mapping[str, _Style], numbering: _Numbering) -> Iterator[Heading]:
    chapter, chapters = 0, 0
    chapter_list: str | None = None  # the list that numbers the chapters: the first on the first level
    levelled = _levelled(styles)
    marks = (mark for mark in body.iter(_STYLE, _OUTLINE) if mark.tag == _OUTLINE or mark.get(_VAL) in levelled)
    for paragraph in dict.fromkeys(mark.getparent().getparent() for mark in marks):
        style = _style_of(paragraph, styles) if paragraph.tag == _PARAGRAPH else _NO_STYLE  # w:pPrChange: what a paragraph was before
        if style.outline is None:
            continue
        text = text_of(paragraph).strip()
        label = numbering.next_label(style.number, style.depth) if style.number else ""
        if style.outline == 0:
            chapter_list = chapter_list or (style.number if label else None)
            counted = bool(label) and style.number == chapter_list
            chapters += counted
            chapter = chapters if counted else 0
        if text:
            yield Heading(paragraph, style.outline + 1, label, text, chapter)


def _style_of(paragraph: Element, styles: Mapping[str, _Style]) -> _Style:
    properties = paragraph.find(_PROPERTIES)
    if properties is None:
        return _NO_STYLE
    name = properties.find(_STYLE)
    inherited = styles.get(name.get(_VAL), _NO_STYLE) if name is not None else _NO_STYLE
    return _read_style(properties, inherited) if len(properties) > (name is not None) else inherited  # most name a style and no more


def _read_style(properties: Element, inherited: _Style) -> _Style:
    outline, numbering = properties.find(_OUTLINE), properties.find(_NUMBERING)
    if outline is None and numbering is None:
        return inherited
    number = numbering.find(qn("w:numId")) if numbering is not None else None
    depth = numbering.find(qn("w:ilvl")) if numbering is not None else None
    level = int(outline.get(_VAL)) if outline is not None else inherited.outline
    return _Style(
        None if level is not None and level >= _LEVELS else level,
        number.get(qn("w:val")) if number is not None else inherited.number,
        int(depth.get(qn("w:val"))) if depth is not None else inherited.depth,
    )


def _read_styles(root: Element) -> dict[str, _Style]:
    nodes = {style.get(qn("w:styleId")): style for style in root.iter(qn("w:style")) if style.get(qn("w:type")) == "paragraph"}
    styles: dict[str, _Style] = {}

    def resolve(name: str, seen: frozenset[str]) -> _Style:
        if name not in nodes or name in seen:
            return _NO_STYLE
        if name not in styles:
            parent = nodes[name].find(qn("w:basedOn"))
            inherited = resolve(parent.get(qn("w:val")), seen | {name}) if parent is not None else _NO_STYLE
            properties = nodes[name].find(qn("w:pPr"))
            styles[name] = _read_style(properties, inherited) if properties is not None else inherited
        return styles[name]

    for name in nodes:
        resolve(name, frozenset())
    return styles


def _read_numbering(document: Any) -> _Numbering:
    part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None)
    if part is None:
        return _Numbering({}, {})
    lists = {
        node.get(qn("w:abstractNumId")): tuple(
            (_value(level, "w:numFmt", "decimal"), _value(level, "w:lvlText", "")) for level in node.iter(qn("w:lvl"))
        )
        for node in part.element.iter(qn("w:abstractNum"))
    }
    abstract = {node.get(qn("w:numId")): _value(node, "w:abstractNumId", "") for node in part.element.findall(qn("w:num"))}
    return _Numbering({number: lists.get(name, ()) for number, name in abstract.items()}, abstract)


def _value(node: Element, name: str, missing: str) -> str:
    child = node.find(qn(name))
    return missing if child is None else str(child.get(qn("w:val")))


def _numeral(number: int, kind: str) -> str:
    return write_chinese(number) if "hinese" in kind else str(number)

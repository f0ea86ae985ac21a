"""Write into a paper that people have edited: replace words where they stand, bring new blocks in, set comments."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

from docx.opc.packuri import PackURI
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run

from ecoreport.rendering.refresh.texts import HOLE, Paragraph, Stretch
from ecoreport.rendering.word.headings import style_ids
from ecoreport.rendering.word.marks import Element
from ecoreport.rendering.word.names import qn

Edit = tuple[int, int, str]  # from, to, the words to stand there
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_REFERENCES = tuple(qn(name) for name in ("r:id", "r:embed", "r:link"))
_STYLED = tuple(qn(f"w:{name}") for name in ("pStyle", "rStyle", "tblStyle"))


def fits(paragraph: Paragraph, start: int, end: int, words: str) -> bool:
    """Can words take this place: their holes must be those that stand there."""
    return paragraph.text[start:end].count(HOLE) == words.count(HOLE)


def rewrite(paragraph: Paragraph, edits: Iterable[Edit]) -> None:
    """Make several replacements in a paragraph: the words keep the look of those that they replace; pictures and fields stay."""
    for start, end, words in sorted(edits, reverse=True):
        old, at = paragraph.text[start:end].split(HOLE), start
        parts: list[Edit] = []
        for part, new in zip(old, words.split(HOLE), strict=True):
            parts.append((at, at + len(part), new))
            at += len(part) + 1
        for first, last, new in reversed(parts):
            if (old_part := paragraph.text[first:last]) != new:
                same, over = _ends_alike(old_part, new)  # only what is other is written: the rest keeps its look
                _replace(paragraph, first + same, last - over, new[same : len(new) - over])


def _ends_alike(old: str, new: str) -> tuple[int, int]:
    """Count the characters that two texts have in common at their beginning and at their end."""
    same = _alike(old, new)
    return same, _alike(old[same:][::-1], new[same:][::-1])


def _alike(one: str, other: str) -> int:
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _replace(paragraph: Paragraph, start: int, end: int, words: str) -> None:
    held = [each for each in paragraph.stretches if each.start < end and each.end > start]
    if not held:
        place = _place_for(paragraph, start)
        _set(place.node, _cut(place, 0, start) + words + (place.node.text or "")[start - place.start :])
        return
    for each in held[1:]:
        _set(each.node, (each.node.text or "")[min(end, each.end) - each.start :])
    first = held[0]
    _set(first.node, _cut(first, 0, max(start, first.start)) + words + (first.node.text or "")[min(end, first.end) - first.start :])


def _cut(stretch: Stretch, begin: int, place: int) -> str:
    return (stretch.node.text or "")[begin : place - stretch.start]


def _place_for(paragraph: Paragraph, place: int) -> Stretch:
    """Find the text node that ends or begins at a place, or make one."""
    for each in paragraph.stretches:
        if each.end == place:
            return each
    for each in paragraph.stretches:
        if each.start == place:
            return each
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    run.append(text)
    paragraph.node.append(run)
    return Stretch(text, place, place)


def _set(node: Element, words: str) -> None:
    node.text = words or None
    node.set(_SPACE, "preserve")


def remove(node: Element) -> None:
    """Take a block out, but not the last paragraph of a cell nor the end of a section."""
    parent = node.getparent()
    alone = parent.tag == qn("w:tc") and len(parent.findall(qn("w:p"))) == 1
    if node.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None or alone:
        for child in list(node):
            if child.tag != qn("w:pPr"):
                node.remove(child)
    else:
        parent.remove(node)


class Imports:
    """Brings blocks of a new paper into an edited one: styles go by name, pictures and charts come along."""

    def __init__(self, document: Any, fresh: Any) -> None:
        self.document, self.fresh = document, fresh
        own, theirs = style_ids(document), style_ids(fresh)
        self.styles = {theirs[name]: own.get(name) for name in theirs}
        self.names = {str(part.partname) for part in document.part.package.iter_parts()}

    def copy(self, node: Element) -> Element:
        """Copy a block so that it can stand in the edited paper."""
        made = deepcopy(node)
        for each in list(made.iter(*_STYLED)):
            if (style := self.styles.get(each.get(qn("w:val")))) is not None:
                each.set(qn("w:val"), style)
            else:
                each.getparent().remove(each)
        for each in made.iter():
            for key in _REFERENCES:
                if (reference := each.get(key)) is not None:
                    each.set(key, self._carry(reference))
        return made

    def _carry(self, reference: str) -> str:
        relation = self.fresh.part.rels[reference]
        if relation.is_external:
            return str(self.document.part.relate_to(relation.target_ref, relation.reltype, is_external=True))
        self._rename(relation.target_part)
        return str(self.document.part.relate_to(relation.target_part, relation.reltype))

    def _rename(self, part: Any) -> None:
        """Give a part, and those that it leads to, names that the edited paper has not."""
        name = part.partname
        stem, number = str(name)[: -len(name.ext) - 1].rstrip("0123456789"), 1
        while f"{stem}{number}.{name.ext}" in self.names:
            number += 1
        part.partname = PackURI(f"{stem}{number}.{name.ext}")
        self.names.add(str(part.partname))
        for relation in part.rels.values():
            if not relation.is_external:
                self._rename(relation.target_part)


def set_comment(document: Any, paragraph: Paragraph, start: int, end: int, words: str, author: str, day: date) -> None:
    """Comment on the words of a paragraph between two places; dated by the report, not by the clock."""
    runs = list(_runs(paragraph, start, end)) or [_new_run(paragraph)]
    within = DocxParagraph(paragraph.node, document)
    comment = document.add_comment([Run(runs[0], within), Run(runs[-1], within)], text=words, author=author, initials=author[:1])
    comment._comment_elm.set(qn("w:date"), datetime(day.year, day.month, day.day, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))  # noqa: SLF001


def _runs(paragraph: Paragraph, start: int, end: int) -> Iterator[Element]:
    for each in paragraph.stretches:
        if each.start < end and each.end > start:
            yield next(each.node.iterancestors(qn("w:r")))


def _new_run(paragraph: Paragraph) -> Element:
    run = OxmlElement("w:r")
    paragraph.node.append(run)
    return run

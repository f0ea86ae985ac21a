"""Charts of an edited paper show the new values, where they still show what the program drew."""

from collections.abc import Iterator, Mapping
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml

from ecoreport.model.texts import TextChange
from ecoreport.rendering.refresh.texts import bare, read_paragraph
from ecoreport.rendering.word.names import qn

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def charts(document: Any) -> dict[str, Any]:
    """Give each chart of a document by the caption below it."""
    return {bare(read_paragraph(below).text): part for below, part in _drawn(document)}


def _drawn(document: Any) -> Iterator[tuple[Any, Any]]:
    """Give each chart behind the paragraph below it."""
    for reference in document.element.body.iter(f"{_CHART}chart"):
        paragraph = next(reference.iterancestors(qn("w:p")))
        below = paragraph.getnext()
        part = document.part.related_parts.get(reference.get(qn("r:id")))
        if part is not None and below is not None and below.tag == qn("w:p"):
            yield below, part


def _as_printed(paragraph: Any) -> str:
    """Read a caption with its number, which a field gives: 图4-2."""
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t"))).strip()


def values(part: Any) -> list[str]:
    """List what a chart shows: names and numbers."""
    return [node.text or "" for node in parse_xml(part.blob).iter(f"{_CHART}v")]


def merge_charts(document: Any, was: Mapping[str, list[str]], fresh: Any) -> Iterator[TextChange]:
    """Draw anew every chart that still shows what the program drew then; one of which people made another stays."""
    new = charts(fresh)
    for below, part in _drawn(document):
        caption = bare(read_paragraph(below).text)
        shown = values(part)
        if caption in new and caption in was and shown == was[caption] != (now := values(new[caption])):
            _draw(part, new[caption])
            gone, come = ([each for each in told if each not in others] for told, others in ((shown, now), (now, shown)))
            yield TextChange("updated", _as_printed(below), "、".join(gone), "、".join(come))


def _draw(part: Any, new: Any) -> None:
    """Give a chart the drawing and the data of another; it goes on leading to its own workbook."""
    drawn = parse_xml(new.blob)
    (own,), (other,) = ([rel for rel in each.rels.values() if rel.reltype.endswith("/package")] for each in (part, new))
    for node in drawn.iter(f"{_CHART}externalData"):
        node.set(qn("r:id"), own.rId)
    part._blob = serialize_part_xml(drawn)  # noqa: SLF001 — known as bytes only
    own.target_part._blob = other.target_part.blob  # noqa: SLF001 — the same

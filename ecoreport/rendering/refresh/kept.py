"""The text that a paper keeps of itself: what the program wrote, to be told from what people make of it."""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from ecoreport.records import dataclass
from ecoreport.rendering.refresh.charts import charts, values
from ecoreport.rendering.refresh.texts import Block, read_blocks, recall, record

_NAMESPACE = "urn:ecoreport:text:1"
_OPENING, _ENDING = f'<text xmlns="{_NAMESPACE}">'.encode(), b"</text>"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_ITEM_ID = "{6B1F0B5E-9F0C-4C1B-8B1D-2F5C0E7A3D11}"  # of our part, by which Word knows it again
_PROPERTIES = (
    f'<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{_ITEM_ID}">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
).encode()


@dataclass(frozen=True, slots=True)
class Kept:
    """What the program wrote: the blocks of the text, and the values of each chart by its caption."""

    blocks: tuple[Block, ...]
    charts: Mapping[str, list[str]]


def text_of(document: Any) -> Kept:
    """Read what a document says."""
    return Kept(read_blocks(document), {caption: values(part) for caption, part in charts(document).items()})


def keep_text(document: Any, kept: Kept | None = None) -> None:
    """Let a document hold its own text, or another, in a part that Word carries along."""
    kept = text_of(document) if kept is None else kept
    told = json.dumps({"blocks": record(kept.blocks), "charts": kept.charts}, ensure_ascii=False, separators=(",", ":"))
    data = _DECLARATION + _OPENING + b64encode(zlib.compress(told.encode(), 9)) + _ENDING
    held = _find(document)
    if held is not None:
        held._blob = data  # noqa: SLF001 — python-docx knows such parts as bytes only
        return
    package = document.part.package
    names = {str(part.partname) for part in package.iter_parts()}
    number = next(number for number in range(1, 1000) if f"/customXml/item{number}.xml" not in names)
    part = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", data, package)
    properties = PackURI(f"/customXml/itemProps{number}.xml")
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    part.relate_to(Part(properties, kind, _DECLARATION + _PROPERTIES, package), RT.CUSTOM_XML_PROPS)
    document.part.relate_to(part, RT.CUSTOM_XML)


def kept_text(document: Any) -> Kept | None:
    """Read the text that a document holds of itself; None where it holds none (another program may have dropped it)."""
    part = _find(document)
    if part is None:
        return None
    told = part.blob[part.blob.index(b">", part.blob.index(_NAMESPACE.encode())) + 1 : part.blob.rindex(_ENDING[:2])]
    held = json.loads(zlib.decompress(b64decode(told)))
    return Kept(recall(held["blocks"]), held["charts"])


def _find(document: Any) -> Any:
    parts = (part for part in document.part.package.iter_parts() if str(part.partname).startswith("/customXml/item"))
    return next((part for part in parts if _NAMESPACE.encode() in part.blob and b"datastoreItem" not in part.blob), None)

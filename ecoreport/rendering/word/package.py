"""Pack a document so that the same report gives the same bytes: fixed times, fixed order, nothing of the machine."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import OxmlElement, parse_xml

from ecoreport.model import MARK
from ecoreport.records import dataclass
from ecoreport.rendering.word.marks import Element
from ecoreport.rendering.word.names import qn

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can tell


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself."""

    title: str
    subject: str
    author: str
    keywords: str
    day: date  # of the report, not of the clock


def roots(document: Any) -> list[Element]:
    """Give the body and every header and footer."""
    parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith(("/header", "/footer"))]
    return [document.element.body, *(part.element for part in parts)]


def set_properties(document: Any, told: Properties) -> None:
    """Set the document's properties; its times are those of the report, not of the clock."""
    moment = datetime(told.day.year, told.day.month, told.day.day, tzinfo=UTC)
    properties = document.core_properties
    longest = 255
    properties.title, properties.subject = told.title[:longest], told.subject[:longest]
    properties.author = properties.last_modified_by = told.author[:longest]
    properties.keywords = told.keywords[:longest]
    properties.comments = ""
    properties.created = properties.modified = moment
    properties.revision = 1


def _set_mark(document: Any) -> None:
    """Mark the document as ours in a custom property, beside those that the template brought along (WPS leaves its own in every file)."""
    name, value = MARK
    package = document.part.package
    held = next((rel.target_part for rel in package.rels.values() if rel.reltype == RT.CUSTOM_PROPERTIES), None)
    properties = parse_xml(held.blob if held else _NO_PROPERTIES)
    for given in [given for given in properties if given.get("name") == name]:
        properties.remove(given)
    number = max((int(given.get("pid", "1")) for given in properties), default=1) + 1  # they are counted from 2
    mark = parse_xml(_PROPERTY)
    mark.set("pid", str(number))
    mark.set("name", name)
    mark[0].text = value
    properties.append(mark)
    if held is None:
        held = Part(PackURI("/docProps/custom.xml"), CT.OFC_CUSTOM_PROPERTIES, b"", package)
        package.relate_to(held, RT.CUSTOM_PROPERTIES)
    held._blob = serialize_part_xml(properties)  # noqa: SLF001 — python-docx knows this part as bytes only


_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_NO_PROPERTIES = f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}"/>'
_PROPERTY = (
    f"""<property xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}" fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}"><vt:lpwstr/></property>"""
)


def update_on_opening(document: Any) -> None:
    """Ask Word to bring contents and cross-references up to date when it opens the document."""
    settings = document.settings.element
    if settings.find(qn("w:updateFields")) is None:
        after = next((child for child in settings if child.tag in _AFTER_UPDATE), None)
        update = OxmlElement("w:updateFields", {qn("w:val"): "true"})
        if after is None:
            settings.append(update)
        else:
            after.addprevious(update)


# what stands after w:updateFields in w:settings
_AFTER_UPDATE = tuple(
    qn(f"w:{name}")
    for name in (
        "hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids", "attachedSchema", "themeFontLang",
        "clrSchemeMapping", "doNotIncludeSubdocsInStats", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
    )
)  # fmt: skip


def pack(document: Any, complete: Callable[[bytes], Iterable[bytes]] = lambda data: (data,)) -> bytes:
    """Save a document with our mark, fixed times and no trace of the run; what is missing of its body is added by `complete`."""
    _set_mark(document)
    loose = BytesIO()
    document.save(loose)
    packed, body = BytesIO(), document.part.partname.lstrip("/")
    with ZipFile(loose) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            data = source.read(name)
            target.writestr(entry, b"".join(complete(data)) if name == body else data)
    return packed.getvalue()

"""Where the parts of an OOXML package lie: content types and relationships, never fixed names."""

import posixpath
from urllib.parse import unquote

from ecoreport.language import patterns as re
from ecoreport.reading.faults import Lost, salvaging
from ecoreport.reading.package import Package
from ecoreport.reading.xmlstream import read_own
from ecoreport.records import dataclass

CONTENT_TYPES = "[Content_Types].xml"
_DRIVE_OR_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")
_LEADS_TO_MAIN = ("officeDocument", "document", "fixedrepresentation")  # of Office, Visio, XPS
_USUAL = ("xl/workbook.xml", "xl/workbook.bin", "word/document.xml", "ppt/presentation.xml")
_BY_FOLDER = {"xl": "spreadsheetml", "word": "wordprocessingml", "ppt": "presentationml"}
_MAIN = ("main+xml", ".main")  # how the type of a main part ends, that of a binary one too
_WORKBOOK = re.compile(rb"<(?:[\w.-]+:)?workbook\b")


@dataclass(frozen=True, slots=True)
class Relationship:
    id: str
    kind: str  # the last word of its type: worksheet, sharedStrings, comments …; Strict and Transitional agree in it
    target: str  # the part's name


@dataclass(frozen=True, slots=True)
class MainPart:
    """The part that makes a package what it is; whatever else lies in it, a chart or an embedded sheet, only serves it."""

    name: str
    kind: str  # its content type, or the word that its place stands for

    @property
    def is_workbook(self) -> bool:
        return ("spreadsheetml" in self.kind or "ms-excel" in self.kind) and "binary" not in self.kind


def find_main(package: Package, lost: Lost) -> MainPart | None:
    """Find the main part: by the package's relationship, else by its content type, else under its usual name."""
    led = [each.target for each in relationships(package, "", lost) if each.kind in _LEADS_TO_MAIN and each.target in package]
    if led and led[0].endswith(".xml") and (place := _BY_FOLDER.get(led[0].partition("/")[0].lower())):
        return MainPart(led[0], place)  # as every program writes it: its type says nothing more
    types = content_types(package, lost)
    typed = [part for part, kind in types.items() if kind.endswith(_MAIN)]
    name = next((name for name in (*led, *typed, *_USUAL) if name in package), None)
    if name is None:  # nothing but a type may be left of it
        return MainPart(typed[0], types[typed[0]]) if typed else None
    told = types.get(name, "")
    place = "sheet.binary" if name.endswith(".bin") else _BY_FOLDER.get(name.partition("/")[0].lower(), "")
    if not told.endswith(_MAIN) and not place and _WORKBOOK.search(next(package.xml(name), b"")[:4_096]):
        place = "spreadsheetml"
    return MainPart(name, told if told.endswith(_MAIN) else place or told)


def content_types(package: Package, lost: Lost) -> dict[str, str]:
    """Read the content type of every part that has one of its own."""
    types: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Override":
            types[attributes.get("PartName", "").lstrip("/")] = attributes.get("ContentType", "")

    if CONTENT_TYPES in package:
        with salvaging(CONTENT_TYPES, lost, types):
            read_own(package.xml(CONTENT_TYPES), package.kind, CONTENT_TYPES, start)
    return types


def relationships(package: Package, part: str, lost: Lost) -> tuple[Relationship, ...]:
    """Read where a part ("" for the package) points to; outside links are left out, they are never followed."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package:
        return ()
    found: list[Relationship] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = unquote(attributes.get("Target", ""))
            if not _DRIVE_OR_SCHEME.match(target):
                kind = attributes.get("Type", "").rpartition("/")[2]
                found.append(Relationship(attributes.get("Id", ""), kind, _resolve(folder, target)))

    with salvaging(rels, lost, found):
        read_own(package.xml(rels), package.kind, rels, start)
    return tuple(found)


def _resolve(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))

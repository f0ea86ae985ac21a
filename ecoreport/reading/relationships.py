"""Where the parts of an OOXML package lie: content types and relationships, never fixed names."""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

from ecoreport.reading.package import Package
from ecoreport.reading.xmlstream import feed, local, make_parser

CONTENT_TYPES = "[Content_Types].xml"
_DRIVE_OR_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Relationship:
    id: str
    kind: str  # the last word of its type: worksheet, sharedStrings, comments …; Strict and Transitional agree in it
    target: str  # the part's name


def content_types(package: Package) -> dict[str, str]:
    """Read the content type of every part that has one of its own."""
    types: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Override":
            types[attributes.get("PartName", "").lstrip("/")] = attributes.get("ContentType", "")

    feed(make_parser(start), package.chunks(CONTENT_TYPES), package.kind, CONTENT_TYPES)
    return types


def relationships(package: Package, part: str) -> tuple[Relationship, ...]:
    """Read where a part ("" for the package) points to; outside links are left out, they are never followed."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package:
        return ()
    found: list[Relationship] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            target = unquote(attributes.get("Target", ""))
            if not _DRIVE_OR_SCHEME.match(target):
                found.append(
                    Relationship(attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], _resolve(folder, target))
                )

    feed(make_parser(start), package.chunks(rels), package.kind, rels)
    return tuple(found)


def _resolve(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))

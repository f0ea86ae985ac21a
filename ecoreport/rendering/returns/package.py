"""The parts of a workbook's package: read whole, edited one by one, put together again; what is not touched keeps its bytes."""

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote

from ecoreport.rendering.returns.xmltext import DECLARATION, NotEditableError, attribute, edited, elements, inside, with_attributes

_TIME = (2020, 1, 1, 0, 0, 0)  # no clock enters an output
_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Relation = tuple[str, str, str]  # id, type, target


class Parts:
    """The parts of a package by name. Names know no case, and a list of changes is all that differs from what came in."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(BytesIO(data)) as package:
                self._parts = {entry.filename: package.read(entry) for entry in package.infolist() if not entry.is_dir()}
        except (zipfile.BadZipFile, RuntimeError, ValueError, EOFError) as fault:
            raise NotEditableError from fault
        self._names = {name.casefold(): name for name in self._parts}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._parts))

    def read(self, name: str) -> bytes:
        if name not in self:
            raise NotEditableError
        return self._parts[self._names[name.casefold()]]

    def write(self, name: str, data: bytes) -> None:
        self._parts[self._names.setdefault(name.casefold(), name)] = data

    def remove(self, name: str) -> None:
        """Take a part away, with what the package says of its type."""
        if name in self:
            del self._parts[self._names.pop(name.casefold())]
            data = self.read(_TYPES)
            gone = [each for each in elements(data, ("Override",)) if each.attributes.get("PartName", "").lstrip("/") == name]
            self.write(_TYPES, edited(data, [(each.start, each.end, b"") for each in gone]))

    def free(self, pattern: str) -> str:
        """Name a part that there is not yet: xl/comments{}.xml."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def pack(self) -> bytes:
        """Put the package together; the same parts give the same bytes."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in sorted(self._parts.items(), key=lambda part: part[0] != _TYPES):
                member = zipfile.ZipInfo(name, _TIME)
                member.compress_type = zipfile.ZIP_DEFLATED
                package.writestr(member, data)
        return out.getvalue()

    # ---- what the parts are, and where they lead ----------------------------------------------

    def type_of(self, name: str) -> str:
        """Give a part's content type, by its name or by its extension."""
        found = elements(self.read(_TYPES), ("Override", "Default"))
        for each in found:
            if each.tag == "Override" and each.attributes.get("PartName", "").lstrip("/").casefold() == name.casefold():
                return each.attributes.get("ContentType", "")
        extension = name.rpartition(".")[2].casefold()
        usual = (each for each in found if each.tag == "Default" and each.attributes.get("Extension", "").casefold() == extension)
        return next((each.attributes.get("ContentType", "") for each in usual), "")

    def set_type(self, name: str, kind: str) -> None:
        """Say what a part is."""
        data = self.read(_TYPES)
        found = elements(data, ("Override",))
        own = [each for each in found if each.attributes.get("PartName", "").lstrip("/").casefold() == name.casefold()]
        if own:
            self.write(_TYPES, edited(data, [with_attributes(data, own[0], {"ContentType": kind})]))
        elif self.type_of(name) != kind:
            new = f"<{found[0].prefix}Override PartName={attribute(f'/{name}')} ContentType={attribute(kind)}/>"
            self.write(_TYPES, edited(data, [inside(found[0], data, new.encode())]))

    def relations(self, part: str) -> list[Relation]:
        """List where a part leads within the package."""
        rels = _rels(part)
        if rels not in self:
            return []
        folder = posixpath.dirname(part)
        told = [each.attributes for each in elements(self.read(rels), ("Relationship",)) if each.attributes.get("TargetMode") != "External"]
        return [
            (each.get("Id", ""), each.get("Type", "").rpartition("/")[2], _resolve(folder, each.get("Target", "")))
            for each in told
            if "Target" in each
        ]

    def lead(self, part: str, kind: str, target: str) -> str:
        """Lead from a part to another one by a new relationship; `kind` is its whole type. Give its id."""
        rels = _rels(part)
        data = self.read(rels) if rels in self else DECLARATION + f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()
        found = elements(data, ("Relationship",))
        taken = {each.attributes.get("Id", "") for each in found}
        number = len(taken) + 1
        while (name := f"rIdReturn{number}") in taken:
            number += 1
        to = f"/{target}" if part else target
        new = f'<{found[0].prefix}Relationship Id="{name}" Type={attribute(kind)} Target={attribute(to)}/>'
        self.write(rels, edited(data, [inside(found[0], data, new.encode())]))
        return name

    def unlead(self, part: str, ids: set[str]) -> None:
        """Take relationships away."""
        data = self.read(_rels(part))
        gone = [each for each in elements(data, ("Relationship",)) if each.depth and each.attributes.get("Id") in ids]
        self.write(_rels(part), edited(data, [(each.start, each.end, b"") for each in gone]))


def _rels(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolve(folder: str, target: str) -> str:
    target = unquote(target).replace("\\", "/")
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))

"""Files read again to be given back: their bytes as they came, opened with the passwords given, and what they hold besides cells."""

import struct
from collections.abc import Iterable, Iterator, Mapping

from ecoreport.language import patterns as re
from ecoreport.model import Ledger, Original
from ecoreport.reading import source as sources
from ecoreport.reading.archive import list_members
from ecoreport.reading.crypto import decrypt
from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.ole import CompoundFile
from ecoreport.reading.opening import read
from ecoreport.reading.package import Package
from ecoreport.reading.sniff import XLSX
from ecoreport.reading.source import Input

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_DAMAGE = re.compile(r"R2(?!0[5678])\d\d")  # codes of what is told of parts; a number that is none, or a long one, stands as it is
_BIFF = {
    0x01B0: "conditional_formats", 0x01BE: "validations", 0x01B8: "links", 0x00B0: "pivots", 0x0012: "protection", 0x0018: "names",
    0x0879: "conditional_formats", 0x00D3: "macros", 0x007D: "widths", 0x00A1: "page_setup", 0x0031: "styles",
}  # fmt: skip
_PROTECT = 0x0012
_TAGS = {  # of containers that are XML, by how their elements begin
    rb"<(?:\w+:)?dataValidation\b|<x:DataValidation\b|<table:content-validation\b": "validations",
    rb"<(?:\w+:)?conditionalFormatting\b|<x:ConditionalFormatting\b|<calcext:conditional-format\b|<style:map\b": "conditional_formats",
    rb"<(?:\w+:)?hyperlink\b|ss:HRef=|<text:a\b|<a\s": "links",
    rb"<(?:\w+:)?definedName\b|<NamedRange\b|<table:named-range\b": "names",
    rb"<\w+:sparklineGroup\b|<calcext:sparkline-group\b": "sparklines",
    rb"<(?:\w+:)?sheetProtection\b|<ProtectContents>|table:protected=\"true\"": "protection",
    rb"<(?:\w+:)?pivotTableDefinition\b|<x:PivotTable\b|<table:data-pilot-table\b": "pivots",
    rb"<img\b|<draw:frame\b": "pictures",
    rb"<(?:\w+:)?cellXfs\b|<style:style\b|<Style\b|<style\b|\sstyle=": "styles",
    rb"<(?:\w+:)?cols?\b|<style:table-column-properties\b|ss:Width=|\swidth=": "widths",
    rb"<(?:\w+:)?pageSetup\b|<style:page-layout\b|<PageSetup\b": "page_setup",
}


def reopen(given: Iterable[Input], passwords: tuple[str, ...], wanted: Mapping[str, str]) -> Iterator[Original]:
    """Read files and members of archives again, by name; `wanted` gives the sha256 that each had when it was read."""
    for one in given:
        if one.name in wanted or any(name.startswith(f"{one.name}/") for name in wanted):
            yield from _reopen(one, passwords, wanted)


def _reopen(one: Input, passwords: tuple[str, ...], wanted: Mapping[str, str]) -> Iterator[Original]:
    try:
        data = sources.read_bytes(one)
        members = [] if one.name in wanted else _members(data, one, passwords, wanted)
    except UnreadableError:
        data, members = b"", [(name, b"") for name in wanted if name.startswith(f"{one.name}/")]
    if one.name in wanted:
        yield _original(one.name, data, passwords, wanted[one.name])
    for name, inner in members:
        yield _original(name, inner, passwords, wanted[name])


def _members(data: bytes, one: Input, passwords: tuple[str, ...], wanted: Mapping[str, str]) -> list[tuple[str, bytes]]:
    package = Package(data, XLSX)
    found = []
    for name, member in list_members(package, one.name):
        if member.name in wanted:
            try:
                found.append((member.name, package.read_member(name, passwords)))
            except UnreadableError:
                found.append((member.name, b""))
    return found


def _original(name: str, data: bytes, passwords: tuple[str, ...], digest: str) -> Original:
    if digest and sources.sha256(data) != digest:
        return Original(name, fault="changed")
    ledger = read(Input(name, data=data), passwords)[0] if data else Ledger(name, "", "", outcome="failed")
    if ledger.outcome not in ("read", "partly"):
        return Original(name, fault="unread")
    inner = _unlocked(data, passwords)
    sound = ledger.container == "xlsx" and not any(_DAMAGE.match(finding.code) for finding in ledger.findings)
    held = _holds(inner, ledger)
    return Original(name, inner if sound else b"", ledger.sheets, held, ledger.returned)


def _unlocked(data: bytes, passwords: tuple[str, ...]) -> bytes:
    """Give the workbook within one that is encrypted as a whole."""
    if not data.startswith(_OLE):
        return data
    compound = CompoundFile(data)
    return decrypt(data, compound, XLSX, passwords)[0] if "EncryptedPackage" in compound else data


# ---- what would be lost in a fresh workbook -----------------------------------------------------


def _holds(data: bytes, ledger: Ledger) -> frozenset[str]:
    """Say what a file holds that the records of its cells do not; looked for by the container's own signs."""
    cells = [cell for sheet in ledger.sheets for cell in sheet.cells]
    told = {
        "formulas": any(cell.formula for cell in cells),
        "pictures": any(sheet.pictures for sheet in ledger.sheets) or any(cell.picture for cell in cells),
        "text_boxes": any(sheet.text_boxes for sheet in ledger.sheets),
        "colours": any(len(colour) != 6 for sheet in ledger.sheets for _, _, colour in sheet.fills),
        "damaged": ledger.outcome == "partly",
    }
    held = {name for name, true in told.items() if true}
    if ledger.container == "csv":
        return frozenset(held)
    if ledger.container == "xls":
        held |= _in_records(data)
    else:
        held |= {name for sign, name in _TAGS.items() if any(re.search(sign, part) for part in _xml(data, held))}
    return frozenset(held)


def _xml(data: bytes, held: set[str]) -> Iterator[bytes]:
    """Give the parts of XML that a container is made of."""
    if not data.startswith(_ZIP):
        yield data
        return
    try:
        package = Package(data, XLSX)
        for name in package.names:
            if name.lower().endswith(("vbaproject.bin", "basic/script-lc.xml")):
                held.add("macros")
            if name.endswith(".xml") and not name.startswith(("docProps/", "customXml/", "META-INF/")):
                yield package.read(name)
    except UnreadableError:
        return


def _in_records(data: bytes) -> set[str]:
    """Name what the records of an .xls tell of."""
    try:
        compound = CompoundFile(data) if data.startswith(_OLE) else None
        stream = next((name for name in ("Workbook", "Book", "WORKBOOK", "BOOK") if compound and name in compound), "")
        records = compound.read(stream) if compound else data
    except UnreadableError:
        return set()
    held, at = set(), 0
    while at + 4 <= len(records):
        kind, size = struct.unpack_from("<HH", records, at)
        if kind in _BIFF and (kind != _PROTECT or any(records[at + 4 : at + 4 + size])):
            held.add(_BIFF[kind])
        at += 4 + size
    return held

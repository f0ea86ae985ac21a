"""Know what this program wrote itself, by what it carries inside: under any name, in any folder, also saved again by another program."""

from ecoreport.language import patterns as re
from ecoreport.model import MARK, MEMORY_SCHEMA, MEMORY_SHEET, RESULT_SCHEMA, RETURN_MARK, Sheet
from ecoreport.reading import limits
from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.package import Package

_WORKBOOK, _PAPER, _SAVED, _RESULT = "汇总表", "报告（Word）", "结果文件", "结果数据（result.json）"
_PLACES = ("docProps/custom.xml", "meta.xml")  # of a custom property: Excel, Word and WPS, and LibreOffice's own kinds
_STYLES = "word/styles.xml"
# By these, together no other document's, a paper is known that was written before there was a mark, or that lost it.
PAPER_STYLES = ("指标标题", "待补", "数值链接", "报告表格")
_WORKBOOKS = MEMORY_SCHEMA.rpartition("/")[0]  # of every version
_PROPERTY = re.compile(rf"""name=["']{MARK[0]}["'][^>]*>\s*(?:<[^>]*>\s*)?{re.escape(MARK[1].partition("/")[0])}/""".encode())
_IN_COMPOUND = tuple(MARK[1].encode(encoding) for encoding in ("ascii", "utf-16-le"))
_SCHEMA = RETURN_MARK[1].partition("/")[0]
_RETURN = re.compile(rf"""name=["']{RETURN_MARK[0]}["'][^>]*>\s*(?:<[^>]*>\s*)?{re.escape(_SCHEMA)}/\d+\s*([0-9a-f]*)""".encode())
_RETURN_IN_COMPOUND = re.compile(rf"{re.escape(_SCHEMA)}/\d+\s*([0-9a-f]*)".encode())
_JSON = re.compile(rf"""\A(?:\xef\xbb\xbf)?\s*\{{\s*"schema"\s*:\s*"{re.escape(RESULT_SCHEMA.partition("/")[0])}/""".encode())


def name_output(data: bytes) -> str:
    """Name which of our outputs a file is, as the reason why it is not read; "" where it is none."""
    if _JSON.match(data):
        return _say(_RESULT)
    if data[:4] == b"PK\x03\x04" and any(place.encode() in data for place in (*_PLACES, _STYLES)):  # names are in a zip as they are
        return _name_package(data)
    if data[:4] == b"\xd0\xcf\x11\xe0" and any(mark in data for mark in _IN_COMPOUND):
        return _say(_SAVED)
    return ""


def find_return(data: bytes) -> str | None:
    """Give the sha256 of the file that was given back as this one, as its property tells; None where it has no such property."""
    found = None
    if data[:4] == b"PK\x03\x04" and any(place.encode() in data for place in _PLACES):
        try:
            package = Package(data, "Office 文件")
            parts = [package.read(place, limits.MIB) for place in _PLACES if place in package]
        except UnreadableError:
            return None
        found = next((match for part in parts if (match := _RETURN.search(part))), None)
    elif data[:4] == b"\xd0\xcf\x11\xe0":
        found = _RETURN_IN_COMPOUND.search(data) or _RETURN_IN_COMPOUND.search(data.replace(b"\0", b""))
    return found[1].decode() if found else None


def name_workbook(sheets: tuple[Sheet, ...]) -> str:
    """The same by the hidden sheet of 汇总表.xlsx, for one that was written before there was a mark, or that lost it."""
    for sheet in sheets:
        if sheet.name == MEMORY_SHEET and any(str(cell.value).startswith(_WORKBOOKS) for cell in sheet.cells[:2]):
            return _say(_WORKBOOK)
    return ""


def _name_package(data: bytes) -> str:
    try:
        package = Package(data, "Office 文件")
        marked = any(_PROPERTY.search(package.read(place, limits.MIB)) for place in _PLACES if place in package) or _has_styles(package)
    except UnreadableError:
        return ""  # whoever reads it says why it cannot be read
    if not marked:
        return ""
    rooms = {name.partition("/")[0] for name in package.names}
    return _say(_PAPER if "word" in rooms else _WORKBOOK if "xl" in rooms else _SAVED)


def _has_styles(package: Package) -> bool:
    styles = package.read(_STYLES, limits.MIB) if _STYLES in package else b""
    return all(f'"{name}"'.encode() in styles for name in PAPER_STYLES)


def _say(what: str) -> str:
    return f"本程序写出的{what}，不是台账，未读取"

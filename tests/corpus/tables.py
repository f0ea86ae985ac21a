"""The small table that most files of the corpus hold: a register of no item of the plan, so that no file supersedes another."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath

import openpyxl
import xlsxwriter

from corpus.expect import Survivor

SHEET = "工程登记"
FIXED = datetime(2021, 1, 15)  # noqa: DTZ001  # office files know no time zone
STAMP = (2021, 1, 15, 8, 0, 0)
Value = str | float | int
SHEET1 = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
TYPES = "[Content_Types].xml"
RELS = "xl/_rels/workbook.xml.rels"
S_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def rows(tag: str) -> tuple[tuple[Value, ...], ...]:
    """Give the table: a title that names the file, a heading row, three rows of texts, decimals and whole numbers."""
    return (
        (f"小型工程登记 {tag}",),
        ("河道名称", "所在村", "长度", "开工年份", "投入", "说明"),
        ("盐仓河", "北桥村", 12.5, 2019, 830.25, "已整治"),
        ("白泉河", "潮面村", 7.75, 2018, 415, "整治中，下一步清淤"),
        ("芦花河", "芦东村", 3.125, 2020, 96.4, "已整治"),
    )


def stem(name: str) -> str:
    return PurePosixPath(name).name.split(".")[0]


def standard(tag: str, sheet: str = SHEET, table: Sequence[Sequence[Value]] | None = None, first: int = 1) -> tuple[Survivor, ...]:
    """Say which cells of the table must survive, `first` being the row of the title."""
    found = []
    for row, line in enumerate(rows(tag) if table is None else table, first):
        found += [(sheet, f"{chr(65 + column)}{row}", str(value)) for column, value in enumerate(line) if str(value).strip()]
    return tuple(found)


def by_xlsxwriter(
    tag: str, shape: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None] | None = None, **options: object
) -> bytes:
    """Write the table with XlsxWriter; `shape` adds to it what the case is about."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, **options})
    book.set_properties({"created": FIXED})
    sheet = book.add_worksheet(SHEET)
    for row, line in enumerate(rows(tag)):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    if shape is not None:
        shape(book, sheet)
    book.close()
    return out.getvalue()


def by_openpyxl(tag: str, shape: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    """Write the table with openpyxl; clocks are taken out of the package."""
    book = openpyxl.Workbook()
    book.active.title = SHEET
    for line in rows(tag):
        book.active.append(line)
    if shape is not None:
        shape(book)
    out = io.BytesIO()
    book.properties.created = FIXED
    book.save(out)
    parts = unpacked(out.getvalue())
    core = parts["docProps/core.xml"].decode()
    head, _, rest = core.partition("<dcterms:modified")
    parts["docProps/core.xml"] = (head + rest.partition("</dcterms:modified>")[2]).encode()
    return packed(parts)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Zip the parts with a fixed date."""
    return zipped(parts.items(), method)


def zipped(members: Iterable[tuple[str, bytes | str]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Zip the members in their order, names that occur twice included, with a fixed date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in members:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = method
            package.writestr(info, content)
    return out.getvalue()


def edited(data: bytes, *edits: tuple[str, str, str]) -> bytes:
    """Change (part, old, new) in the text of parts; an edit that changes nothing is a mistake of the corpus."""
    parts = unpacked(data)
    for part, old, new in edits:
        text = parts[part].decode()
        if old not in text:
            raise ValueError(f"{part} does not hold {old!r}")
        parts[part] = text.replace(old, new, 1).encode()
    return packed(parts)


def with_parts(data: bytes, added: Mapping[str, bytes | str] | None = None, dropped: Iterable[str] = ()) -> bytes:
    """Add parts, replace them or leave them out."""
    parts: dict[str, bytes | str] = {name: part for name, part in unpacked(data).items() if name not in set(dropped)}
    parts.update(added or {})
    return packed(parts)


def plain(tag: str) -> bytes:
    """Write the table as most libraries do: with shared strings."""
    return by_xlsxwriter(tag)


def text_of(data: bytes, part: str) -> str:
    return unpacked(data)[part].decode()

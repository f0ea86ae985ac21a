"""Honest packages: the many shapes in which Excel, WPS and other programs lawfully, or harmlessly, store the same workbook."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator

from corpus.expect import Case, Survivor
from corpus.tables import (
    BOOK,
    RELS,
    S_MAIN,
    SHEET,
    SHEET1,
    STAMP,
    STRINGS,
    STYLES,
    TYPES,
    by_xlsxwriter,
    edited,
    packed,
    plain,
    standard,
    stem,
    text_of,
    unpacked,
    with_parts,
)

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
R_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLD_NEW = (
    (S_MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (R_MAIN, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    ),
)
EXT = (
    '<extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}" xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main">'
    '<x15:workbookPr chartTrackingRefBase="1" date1904="1"/></ext></extLst></workbook>'
)
X14 = (
    '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:sparklines><x14:sparkline>'
    "<xm:f>Sheet1!A1</xm:f><xm:sqref>A3</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups>"
    '<x14:c r="A3"><x14:v>99</x14:v></x14:c></ext></extLst></worksheet>'
)
ALTERNATE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15">'
    '<x15ac:absPath url="C:\\台账\\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>'
)
THREADED = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="C3" '
    'dT="2021-01-15T08:00:00.00" personId="{1}" id="{2}"><text>请复核长度</text></threadedComment></ThreadedComments>'
)
CELL_IMAGES = (
    '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/'
    'spreadsheetDrawing"><etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="ID_ABC"/></xdr:nvPicPr></xdr:pic></etc:cellImage></etc:cellImages>'
)


def retyped(content_type: str) -> Callable[[str], bytes]:
    return lambda tag: edited(plain(tag), (TYPES, MAIN, content_type))


def strict(tag: str) -> bytes:
    """Give the workbook as Excel saves it under “Strict Open XML”."""
    parts = {}
    for name, part in unpacked(plain(tag)).items():
        text = part.decode()
        for old, new in OLD_NEW:
            text = text.replace(old, new)
        parts[name] = text.replace("<workbook ", '<workbook conformance="strict" ', 1)
    date = '<c r="G3" t="d"><v>2020-12-31T00:00:00</v></c></row><row r="4"'
    parts[SHEET1] = parts[SHEET1].replace('</row><row r="4"', date, 1)
    return packed(parts)


def prefixed(tag: str) -> bytes:
    """Give the sheet with a namespace prefix on every element, as .NET libraries write it."""
    text = text_of(plain(tag), SHEET1).replace(f'xmlns="{S_MAIN}"', f'xmlns:x="{S_MAIN}"')
    for name in ("worksheet", "dimension", "sheetViews", "sheetView", "sheetFormatPr", "sheetData", "row", "c", "v", "pageMargins"):
        text = text.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>").replace(f"</{name}>", f"</x:{name}>")
    return with_parts(plain(tag), {SHEET1: text})


def sheet_ext(tag: str) -> bytes:
    return edited(plain(tag), (SHEET1, "</worksheet>", X14))


def book_ext(tag: str) -> bytes:
    """Give dates of 1900 beside an extension whose own workbookPr speaks of 1904."""

    def shape(book: object, sheet: object) -> None:
        sheet.write_number("G3", 44196, book.add_format({"num_format": "yyyy-mm-dd"}))  # type: ignore[attr-defined]

    return edited(by_xlsxwriter(tag, shape), (BOOK, "</workbook>", EXT))


def other_encoding(encoding: str, name: str) -> Callable[[str], bytes]:
    """Store the sheet and the strings in another encoding that their XML declaration names."""

    def build(tag: str) -> bytes:
        parts = unpacked(plain(tag))
        for part in (SHEET1, STRINGS, BOOK):
            parts[part] = parts[part].decode().replace("UTF-8", name).encode(encoding)
        return packed(parts)

    return build


def disp_image(tag: str) -> bytes:
    cell = '<c r="G3" t="str"><f>_xlfn.DISPIMG("ID_ABC",1)</f><v>=DISPIMG("ID_ABC",1)</v></c></row><row r="4"'
    return with_parts(edited(plain(tag), (SHEET1, '</row><row r="4"', cell)), {"xl/cellimages.xml": CELL_IMAGES})


def phonetic(tag: str) -> bytes:
    """Give a string with its reading beside it (rPh): the reading is no part of the text."""
    return edited(
        plain(tag),
        (STRINGS, "<t>盐仓河</t>", '<r><t>盐仓</t></r><r><t>河</t></r><rPh sb="0" eb="2"><t>YANCANG</t></rPh><phoneticPr fontId="0"/>'),
    )


def escaped(tag: str) -> bytes:
    return edited(plain(tag), (STRINGS, "<t>北桥村</t>", "<t>北桥村_x000D_\n二组_x005F_x000D_</t>"))


def no_addresses(tag: str) -> bytes:
    """Leave out r= on cells and rows: they then follow one another."""
    text = text_of(plain(tag), SHEET1)
    for row in range(1, 6):
        text = text.replace(f'<row r="{row}"', "<row")
        for column in "ABCDEF":
            text = text.replace(f'<c r="{column}{row}"', "<c")
    return with_parts(plain(tag), {SHEET1: text})


def lowercase_parts(tag: str) -> bytes:
    """Name parts in another case than the relationships do: names of parts are compared without case."""
    return packed(
        {
            name.replace("sheet1.xml", "Sheet1.XML").replace("sharedStrings", "SharedStrings"): part
            for name, part in unpacked(plain(tag)).items()
        }
    )


def absolute_targets(tag: str) -> bytes:
    return edited(
        plain(tag), (RELS, 'Target="worksheets/', 'Target="/xl/worksheets/'), (RELS, 'Target="sharedStrings', 'Target="/xl/sharedStrings')
    )


def dotted_targets(tag: str) -> bytes:
    return edited(plain(tag), (RELS, 'Target="worksheets/', 'Target="../xl/./worksheets/'))


def backslashes(tag: str) -> bytes:
    """Write "\\" between folder and name, as some old .NET zippers do."""
    data = packed(unpacked(plain(tag)))
    for name in unpacked(plain(tag)):
        data = data.replace(name.encode(), name.replace("/", "\\").encode())
    return data


def elsewhere(tag: str) -> bytes:
    """Keep the workbook in another folder under other names, which the relationships alone tell."""
    moved = {"xl/": "数据/", "workbook.xml": "book.xml", "sheet1.xml": "a.xml"}
    parts = {}
    for name, part in unpacked(plain(tag)).items():
        text = part.decode()
        fresh = name
        for old, new in moved.items():
            text, fresh = text.replace(old, new), fresh.replace(old, new)
        parts[fresh] = text
    return packed(parts)


def streamed(tag: str) -> bytes:
    """Zip without knowing sizes beforehand: data descriptors follow each member."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.held = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.held += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as package:  # type: ignore[arg-type]
        for name, part in unpacked(plain(tag)).items():
            package.writestr(zipfile.ZipInfo(name, STAMP), part, zipfile.ZIP_DEFLATED)
    return bytes(pipe.held)


def forced_zip64(tag: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in unpacked(plain(tag)).items():
            with package.open(zipfile.ZipInfo(name, STAMP), "w", force_zip64=True) as member:
                member.write(part)
    return out.getvalue()


def commented(tag: str) -> bytes:
    """Give a zip with a comment and with folder entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for folder in ("xl/", "xl/worksheets/"):
            package.writestr(zipfile.ZipInfo(folder, STAMP), b"")
        for name, part in unpacked(plain(tag)).items():
            package.writestr(zipfile.ZipInfo(name, STAMP), part, zipfile.ZIP_DEFLATED)
        package.comment = "由系统导出".encode()
    return out.getvalue()


def before(junk: bytes) -> Callable[[str], bytes]:
    return lambda tag: junk + plain(tag)


def trailed(tag: str) -> bytes:
    return plain(tag) + bytes(512)


def extra_fields(tag: str) -> bytes:
    """Give members with an extra field (a time stamp) as Info-ZIP writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in unpacked(plain(tag)).items():
            info = zipfile.ZipInfo(name, STAMP)
            info.extra = struct.pack("<HHBI", 0x5455, 5, 1, 1_610_697_600)
            package.writestr(info, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def changed(*edits: tuple[str, str, str]) -> Callable[[str], bytes]:
    return lambda tag: edited(plain(tag), *edits)


def without(*names: str) -> Callable[[str], bytes]:
    return lambda tag: with_parts(plain(tag), dropped=names)


def _case(name: str, build: Callable[[str], bytes], *more: Survivor, outcomes: tuple[str, ...] = ("read", "superseded")) -> Case:
    return Case("honest", name, build, cells=standard(stem(name)) + more, outcomes=outcomes)


def cases() -> Iterator[Case]:
    macro = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    yield _case("macro workbook.xlsm", lambda tag: with_parts(retyped(macro)(tag), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(500)}))
    yield _case("template.xltx", retyped(MAIN.replace("sheet.main", "template.main")))
    yield _case("macro template.xltm", retyped("application/vnd.ms-excel.template.macroEnabled.main+xml"))
    yield _case("wps inside.et", plain)
    yield _case("wps template.ett", plain)
    yield _case("no extension", plain)
    yield _case("extension in capitals.XLSX", plain)
    yield _case("renamed.xls", plain)
    yield _case("strict.xlsx", strict, (SHEET, "G3", "2020-12-31"))
    yield _case("prefixed elements.xlsx", prefixed)
    yield _case("sheet extension with cells.xlsx", sheet_ext)
    yield _case("workbook extension 1904.xlsx", book_ext, (SHEET, "G3", "2020-12-31"))
    yield _case("alternate content.xlsx", changed((BOOK, "<bookViews>", f"{ALTERNATE}<bookViews>")))
    yield _case("sheet utf-16.xlsx", other_encoding("utf-16", "UTF-16"))
    yield _case("picture in a cell.xlsx", disp_image, (SHEET, "G3", '=DISPIMG("ID_ABC",1)'))
    yield _case("phonetic.xlsx", phonetic)
    yield Case("honest", "escaped characters.xlsx", escaped, cells=((SHEET, "B3", "北桥村\r\n二组_x000D_"), (SHEET, "A3", "盐仓河")))
    yield _case("no addresses.xlsx", no_addresses)
    yield _case("other case of part names.xlsx", lowercase_parts)
    yield _case("absolute targets.xlsx", absolute_targets)
    yield _case("dotted targets.xlsx", dotted_targets)
    yield _case("backslash names.xlsx", backslashes)
    yield _case("parts elsewhere.xlsx", elsewhere)
    yield _case("data descriptors.xlsx", streamed)
    yield _case("zip64.xlsx", forced_zip64)
    yield _case("stored entries.xlsx", lambda tag: packed(unpacked(plain(tag)), zipfile.ZIP_STORED))
    yield _case("zip comment and folders.xlsx", commented)
    yield _case("extra fields.xlsx", extra_fields)
    yield _case("zeros behind.xlsx", trailed)
    yield _case("threaded comments.xlsx", lambda tag: with_parts(plain(tag), {"xl/threadedComments/threadedComment1.xml": THREADED}))
    yield Case("honest", "..two dots.xlsx", lambda _: plain("two dots"), cells=standard("two dots"))
    mended = ("read", "partly", "superseded")
    yield _case("no content types.xlsx", without(TYPES), outcomes=mended)
    yield _case("no docProps.xlsx", without("docProps/core.xml", "docProps/app.xml"))
    yield _case("no theme.xlsx", without("xl/theme/theme1.xml"), outcomes=mended)
    yield _case("no styles.xlsx", without(STYLES), outcomes=mended)
    yield _case("junk before the zip.xlsx", before(b"\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"), outcomes=mended)
    yield _case("byte order mark before the zip.xlsx", before(b"\xef\xbb\xbf"), outcomes=mended)
    yield _case("wrong string count.xlsx", changed((STRINGS, 'uniqueCount="', 'uniqueCount="9')))
    yield _case("no string count.xlsx", changed((STRINGS, ' count="', ' conut="'), (STRINGS, 'uniqueCount="', 'uniqeCount="')))
    yield _case("wrong dimension.xlsx", changed((SHEET1, '<dimension ref="A1:F5"/>', '<dimension ref="A1"/>')))
    yield _case("dimension beyond the sheet.xlsx", changed((SHEET1, '<dimension ref="A1:F5"/>', '<dimension ref="A1:ZZZZ99999999"/>')))
    yield _case("wrong spans.xlsx", changed((SHEET1, 'spans="1:6"', 'spans="1:2"')))
    yield _case("standalone comments in xml.xlsx", changed((SHEET1, "<sheetData>", "<!-- 由报表系统生成 --><?pi x?><sheetData>")))
    yield _case("cdata.xlsx", changed((STRINGS, "<t>盐仓河</t>", "<t><![CDATA[盐仓]]>河</t>")))
    yield _case("character references.xlsx", changed((STRINGS, "<t>盐仓河</t>", "<t>&#x76D0;&#20179;河</t>")))

"""OLE files that are no workbooks, database tables, binary workbooks, and workbooks of Excel 95."""

import io
import struct
from collections.abc import Callable, Iterator

from corpus.damaged_xls import wrapped
from corpus.expect import Case
from corpus.tables import SHEET, rows, standard, stem, zipped

REFUSED = ("failed", "skipped")
DAMAGED = ("损坏", "没传完", "截断")


def compound(stream: str, data: bytes = bytes(5000)) -> bytes:
    """Give an OLE file whose one stream has another program's name."""
    return _renamed(wrapped(data), stream)


def _renamed(data: bytes, stream: str) -> bytes:
    name = stream.encode("utf-16-le")
    at = data.index("Workbook".encode("utf-16-le"))
    return data[:at] + name.ljust(64, b"\x00") + struct.pack("<H", len(name) + 2) + data[at + 66 :]


def excel_95(tag: str) -> bytes:
    """Write the table as Excel 95 of a Chinese Windows did: BIFF5, texts in GBK, the stream named Book."""

    def record(kind: int, payload: bytes) -> bytes:
        return struct.pack("<HH", kind, len(payload)) + payload

    def bof(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHH", 0x500, kind, 2412, 1996))

    page = record(0x42, struct.pack("<H", 936))
    font = record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 134, 0) + b"\x05Arial") * 5
    xf = record(0xE0, struct.pack("<HHHHHHHH", 0, 0, 0, 0x20, 0x20C0, 0, 0, 0)) * 16
    name = SHEET.encode("gbk")
    bound_size = 4 + 4 + 2 + 1 + len(name)
    start = len(bof(5) + page + font + xf) + bound_size + 4
    book = bof(5) + page + font + xf + record(0x85, struct.pack("<IH", start, 0) + bytes([len(name)]) + name) + record(0x0A, b"")
    cells = b""
    for row, line in enumerate(rows(tag)):
        for column, value in enumerate(line):
            if isinstance(value, str):
                text = value.encode("gbk")
                cells += record(0x204, struct.pack("<HHHH", row, column, 15, len(text)) + text)
            else:
                cells += record(0x203, struct.pack("<HHHd", row, column, 15, value))
    return _renamed(wrapped(book + bof(0x10) + record(0x200, struct.pack("<HHHHH", 0, 5, 0, 6, 0)) + cells + record(0x0A, b"")), "Book")


def dbase(_: str) -> bytes:
    fields = (("NAME", "C", 10), ("VALUE", "N", 8))
    body = b"".join(
        b" " + name.encode("gbk").ljust(10) + number.rjust(8).encode() for name, number in (("盐仓河", "12.5"), ("白泉河", "7.75"))
    )
    heads = b"".join(struct.pack("<11sc4xBB14x", name.encode(), kind.encode(), size, 0) for name, kind, size in fields)
    return struct.pack("<BBBBIHH20x", 3, 121, 1, 15, 2, 32 + len(heads) + 1, 19) + heads + b"\r" + body + b"\x1a"


def binary_workbook(tag: str) -> bytes:
    """Write the table as .xlsb: the same package with records instead of XML."""
    out = io.BytesIO()
    _bin(out, 131)
    _bin(out, 143)
    _bin(out, 156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(SHEET))
    _bin(out, 144)
    _bin(out, 132)
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    types = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" '
        f'ContentType="{kind}"/><Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/></Types>'
    )
    return zipped(
        [
            ("[Content_Types].xml", types),
            ("_rels/.rels", relations.format(f'<Relationship Id="rId1" Type="{base}/officeDocument" Target="xl/workbook.bin"/>')),
            ("xl/workbook.bin", out.getvalue()),
            (
                "xl/_rels/workbook.bin.rels",
                relations.format(f'<Relationship Id="rId1" Type="{base}/worksheet" Target="worksheets/sheet1.bin"/>'),
            ),
            ("xl/worksheets/sheet1.bin", _binary_sheet(tag)),
        ]
    )


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _bin(out: io.BytesIO, kind: int, payload: bytes = b"") -> None:
    """Write one BIFF12 record: its number and size in sevens of bits."""
    out.write(bytes([kind & 0x7F | 0x80, kind >> 7]) if kind > 127 else bytes([kind]))
    size = len(payload)
    while size > 127:
        out.write(bytes([size & 0x7F | 0x80]))
        size >>= 7
    out.write(bytes([size]) + payload)


def _binary_sheet(tag: str) -> bytes:
    out = io.BytesIO()
    _bin(out, 129)
    _bin(out, 148, struct.pack("<IIII", 0, 4, 0, 5))
    _bin(out, 145)
    for row, line in enumerate(rows(tag)):
        _bin(out, 0, struct.pack("<IIHHBII", row, 0, 300, 0, 0, 0, 0))
        for column, value in enumerate(line):
            place = struct.pack("<II", column, 0)
            _bin(out, 6, place + _wide(value)) if isinstance(value, str) else _bin(out, 5, place + struct.pack("<d", value))
    _bin(out, 146)
    _bin(out, 130)
    return out.getvalue()


COMPOUNDS = (
    ("letter ole.doc", "WordDocument", "Word|文档"),
    ("letter ole named.xls", "WordDocument", "Word|文档"),
    ("slides ole.ppt", "PowerPoint Document", "PowerPoint|演示|PPT|幻灯"),
    ("slides ole named.xls", "PowerPoint Document", "PowerPoint|演示|PPT|幻灯"),
    ("slides of wps.dps", "PowerPoint Document", "PowerPoint|演示|PPT|幻灯"),
    ("message.msg", "__properties_version1.0", "邮件|Outlook|msg"),
    ("plan of Visio.vsd", "VisioDocument", ""),
    ("installer.msi", "!_StringData", ""),
)


def cases() -> Iterator[Case]:
    for name, stream, word in COMPOUNDS:
        yield Case(
            "wrong", name, lambda _, stream=stream: compound(stream), outcomes=REFUSED, words=(word,) if word else (), never=DAMAGED[1:]
        )
    yield Case("wrong", "table of dBase.dbf", dbase, outcomes=("failed", "read", "skipped"), words=("dBase|DBF|dbf|数据库",), never=DAMAGED)
    yield Case(
        "wrong", "table of dBase named.xls", dbase, outcomes=("failed", "read", "skipped"), words=("dBase|DBF|dbf|数据库",), never=DAMAGED
    )
    for name in ("binary workbook.xlsb", "binary workbook named.xlsx"):
        yield Case("wrong", name, binary_workbook, outcomes=("failed", "read", "partly"), words=("xlsb|二进制",), never=DAMAGED)
    survivors = standard(stem("excel 95.xls"))
    maker: Callable[[str], bytes] = excel_95
    yield Case("honest", "excel 95.xls", maker, cells=survivors)
    for name, kind, word in (
        ("show of LibreOffice.odp", "presentation", "演示|PowerPoint|PPT|幻灯"),
        ("show named.ods", "presentation", "演示|PowerPoint|PPT|幻灯"),
        ("drawing of LibreOffice.odg", "graphics", ""),
    ):
        mime = f"application/vnd.oasis.opendocument.{kind}"
        part = '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:body/></office:document-content>'
        made = zipped([("mimetype", mime), ("content.xml", part)])
        yield Case("wrong", name, lambda _, made=made: made, outcomes=REFUSED, words=(word,) if word else (), never=DAMAGED)

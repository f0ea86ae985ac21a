"""Files that are no ledgers: each must be named for what it is, and never be called a damaged workbook."""

import binascii
import gzip
import io
import json
import sqlite3
import struct
import tarfile
import zlib
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import docx.opc.part
from docx.opc.packuri import PackURI

from corpus.expect import Case
from corpus.tables import FIXED, by_xlsxwriter, packed, unpacked, with_parts, zipped

REFUSED = ("failed", "skipped")
DAMAGED = ("损坏", "没传完", "截断")
WORD, SLIDES = ("Word|docx",), ("PowerPoint|演示|PPT|pptx",)


def _chart(book: object, sheet: object) -> None:
    chart = book.add_chart({"type": "column"})  # type: ignore[attr-defined]
    chart.add_series({"values": "=工程登记!$C$3:$C$5"})
    sheet.insert_chart("H2", chart)  # type: ignore[attr-defined]


def letter(tag: str, table: bool = True) -> bytes:
    """Write a Word letter with a table, as departments send instead of a workbook."""
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = FIXED
    document.add_heading(f"关于报送台账的函 {tag}")
    document.add_paragraph("现将有关情况函告如下。")
    if table:
        grid = document.add_table(2, 3)
        for cell, text in zip((cell for row in grid.rows for cell in row.cells), "甲乙丙一二三", strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return packed(unpacked(out.getvalue()))


def letter_with_chart(tag: str) -> bytes:
    """Write a Word letter with a native chart: its workbook lies in the package as /word/embeddings/….xlsx."""
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = FIXED
    document.add_paragraph(f"附图 {tag}")
    book = by_xlsxwriter(tag, _chart)
    sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    chart_type = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    office = document.part.package
    embedded = docx.opc.part.Part(PackURI("/word/embeddings/Microsoft_Excel_Sheet1.xlsx"), sheet_type, book, office)
    drawing = unpacked(book)["xl/charts/chart1.xml"].replace(b"</c:chartSpace>", b'<c:externalData r:id="rId1"/></c:chartSpace>')
    chart = docx.opc.part.Part(PackURI("/word/charts/chart1.xml"), chart_type, drawing, office)
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    chart.relate_to(embedded, f"{base}/package")
    document.part.relate_to(chart, f"{base}/chart")
    out = io.BytesIO()
    document.save(out)
    return packed(unpacked(out.getvalue()))


def letter_with_sheets(tag: str) -> bytes:
    """Put two embedded workbooks and parts that are named like a workbook's own into a Word letter."""
    book = by_xlsxwriter(tag)
    return with_parts(
        letter(tag),
        {
            "word/embeddings/a.xlsx": book,
            "word/embeddings/b.xls": book,
            "xl/worksheets/sheet1.xml": unpacked(book)["xl/worksheets/sheet1.xml"],
        },
    )


def pdf(_: str) -> bytes:
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def png(_: str) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", binascii.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\x00\x00"))
        + chunk(b"IEND", b"")
    )


def mail(tag: str) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"], message["Date"] = (
        f"报送 {tag}",
        "a@example.org",
        "b@example.org",
        "Fri, 15 Jan 2021 08:00:00 +0800",
    )
    message["Message-ID"] = "<1@example.org>"
    message.set_content("台账见附件。")
    message.add_attachment(by_xlsxwriter(tag), maintype="application", subtype="vnd.ms-excel", filename="台账.xlsx")
    message.set_boundary("====1====")
    return message.as_bytes()


def database(_: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        with sqlite3.connect(path) as connection:
            connection.execute("create table 台账 (指标 text, 值 real)")
        connection.close()
        return path.read_bytes()


def tarred(tag: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        data = by_xlsxwriter(tag)
        info = tarfile.TarInfo("台账.xlsx")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _head(data: bytes, size: int = 3000) -> Callable[[str], bytes]:
    return lambda _: data.ljust(size, b"\x00")


def _letters() -> Iterator[Case]:
    def word(name: str, build: Callable[[str], bytes]) -> Case:
        return Case("wrong", name, build, outcomes=("failed", "read", "partly"), words=WORD, never=DAMAGED)

    yield word("letter.docx", letter)
    yield word("letter without table.docx", partial(letter, table=False))
    yield word("letter with chart.docx", letter_with_chart)
    yield word("letter with sheets.docx", letter_with_sheets)
    yield word("letter with chart named.xlsx", letter_with_chart)
    yield word("letter named.xls", letter)
    yield word("letter with macros.docm", lambda tag: with_parts(letter(tag), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))


HEADS: tuple[tuple[str, bytes, str], ...] = (
    ("photo named.xls", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "图片|JPG|JPEG|照片"),
    ("gif.gif", b"GIF89a", "图片|GIF"),
    ("tiff.tif", b"II*\x00", "图片|TIF"),
    ("bitmap.bmp", b"BM" + struct.pack("<IHHIIiiHHIIiiII", 3000, 0, 0, 54, 40, 10, 90, 1, 24, 0, 2946, 2835, 2835, 0, 0), "图片|BMP|位图"),
    ("webp named.xlsx", b"RIFF\x00\x10\x00\x00WEBPVP8 ", "图片|WEBP|WebP"),
    ("program.exe", b"MZ\x90\x00\x03", "程序|EXE|exe"),
    ("program named.xlsx", b"MZ\x90\x00\x03", "程序|EXE|exe"),
    ("program elf.xlsx", b"\x7fELF\x02\x01\x01", "程序|ELF"),
    ("drawing.dwg", b"AC1027\x00\x00", "图纸|CAD|DWG|dwg"),
    ("archive.rar", b"Rar!\x1a\x07\x01\x00", "压缩|RAR|rar"),
    ("archive.7z", b"7z\xbc\xaf\x27\x1c\x00\x04", "压缩|7z"),
    ("archive named rar.xlsx", b"Rar!\x1a\x07\x00", "压缩|RAR|rar"),
    ("esafenet.xlsx", b"\x62\x14\x23\x65\x0d\x00\x01\x00E-SafeNet\x00\x00LOCK", "加密"),
    ("tsd.xlsx", b"%TSD-Header-###%", "加密"),
    ("columns.parquet", b"PAR1\x15\x04\x15", ""),
    ("class.xlsx", b"\xca\xfe\xba\xbe\x00\x00\x00\x34", ""),
    ("sound.xlsx", b"ID3\x03\x00", ""),
    ("film.mp4", b"\x00\x00\x00\x20ftypisom", ""),
    ("shortcut.lnk", b"L\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00F", "快捷方式|链接"),
    ("disk.iso", b"\x00" * 32769 + b"CD001", ""),
    ("rich text named.xls", rb"{\rtf1\ansi\ansicpg936 \u21488?\u36134?}", "RTF|Word|写字板|文档"),
    ("postscript.xlsx", b"%!PS-Adobe-3.0\n", ""),
    ("access.mdb", b"\x00\x01\x00\x00Standard Jet DB\x00", "数据库|Access|mdb"),
)


def _heads() -> Iterator[Case]:
    for name, data, word in HEADS:
        yield Case("wrong", name, _head(data), outcomes=REFUSED, words=(word,) if word else (), never=DAMAGED[1:])
    yield Case("wrong", "scan named.xlsx", pdf, outcomes=REFUSED, words=("PDF|pdf",), never=DAMAGED)
    yield Case("wrong", "scan.pdf", pdf, outcomes=REFUSED, words=("PDF|pdf",), never=DAMAGED)
    yield Case("wrong", "scan behind blanks.pdf", lambda tag: b"\r\n\r\n" + pdf(tag), outcomes=REFUSED, words=("PDF|pdf",))
    yield Case("wrong", "picture named.xlsx", png, outcomes=REFUSED, words=("图片|PNG|png",), never=DAMAGED)
    yield Case("wrong", "picture.png", png, outcomes=REFUSED, words=("图片|PNG|png",), never=DAMAGED)
    yield Case("wrong", "database named.xlsx", database, outcomes=REFUSED, words=("数据库|SQLite|sqlite",), never=DAMAGED)
    yield Case("wrong", "archive.tar", tarred, outcomes=REFUSED, words=("压缩|归档|打包|tar|TAR",))
    yield Case("wrong", "ledger.xlsx.gz", lambda tag: gzip.compress(by_xlsxwriter(tag), mtime=0), outcomes=REFUSED, words=("压缩|gz",))
    yield Case("wrong", "mail.eml", mail, outcomes=(*REFUSED, "read", "partly"), words=("邮件|eml|网页|附件",))


def _zips() -> Iterator[Case]:
    ofd = [("OFD.xml", '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>'), ("Doc_0/Document.xml", "<x/>")]
    yield Case("wrong", "paper.ofd", lambda _: zipped(ofd), outcomes=REFUSED, words=("OFD|ofd|版式",), never=DAMAGED)
    jar = [("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n"), ("A.class", b"\xca\xfe\xba\xbe")]
    yield Case("wrong", "program.jar", lambda _: zipped(jar), outcomes=("failed", "read", "skipped", "partly"))
    epub = [("mimetype", "application/epub+zip"), ("META-INF/container.xml", "<container/>")]
    yield Case("wrong", "book named.xlsx", lambda _: zipped(epub), outcomes=("failed", "read", "skipped", "partly"))
    empty = b"PK\x05\x06" + bytes(18)
    yield Case("wrong", "empty archive.zip", lambda _: empty, outcomes=("failed", "read", "partly", "skipped"))
    word = "application/vnd.oasis.opendocument.text"
    odt = [
        ("mimetype", word),
        ("content.xml", f'<office:document-content xmlns:office="{"urn:oasis:names:tc:opendocument:xmlns"}:office:1.0"/>'),
    ]
    yield Case("wrong", "letter small named.ods", lambda _: zipped(odt), outcomes=REFUSED, words=("文档|Word|odt|文字",), never=DAMAGED)


def _texts() -> Iterator[Case]:
    skipped = ("skipped", "failed", "read", "partly")
    yield Case("wrong", "words.txt", lambda _: "请各单位于15日前报送。\n联系人见通知。\n".encode(), outcomes=skipped)
    yield Case("wrong", "settings.json", lambda _: json.dumps({"schema": "other/1", "items": [1, 2]}).encode(), outcomes=skipped)
    yield Case("wrong", "program.py", lambda _: b"import os\nos.system('true')\n", outcomes=skipped)
    yield Case(
        "wrong",
        "page without table.html",
        lambda _: b"<html><body><p>404 Not Found</p></body></html>",
        outcomes=("failed", "read", "skipped", "partly"),
    )
    yield Case(
        "wrong",
        "login page named.xlsx",
        lambda _: b"<!DOCTYPE html><html><head><title>login</title></head><body><form></form></body></html>",
        outcomes=("failed", "read", "partly"),
    )
    yield Case("wrong", "settings.xml", lambda _: b"<?xml version='1.0'?><config><a>1</a></config>", outcomes=REFUSED)
    yield Case("wrong", "drawing.svg", lambda _: b"<svg xmlns='http://www.w3.org/2000/svg'><text>1</text></svg>", outcomes=REFUSED)
    for name, data in (
        ("~$openpyxl plain.xlsx", b"\x05admin".ljust(165, b" ")),
        (".~lock.plain.xlsx#", b",user,host,15.01.2021 08:00,file:///home;"),
        ("Thumbs.db", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)),
        ("desktop.ini", b"[.ShellClassInfo]\r\n"),
        (".DS_Store", b"\x00\x00\x00\x01Bud1" + bytes(60)),
        (".hidden.xlsx", b"PK\x03\x04"),
        ("._plain.xlsx", b"\x00\x05\x16\x07" + bytes(80)),
    ):
        yield Case("wrong", name, lambda _, data=data: data, outcomes=("skipped",))


def cases() -> Iterator[Case]:
    for family in (_letters, _heads, _zips, _texts):
        yield from family()

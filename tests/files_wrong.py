"""Makes a folder of wrong files: every kind that an office has ever sent in place of a ledger, and every kind of damage."""

import gzip
import io
import os
import struct
import tarfile
import zipfile
from pathlib import Path

import files_workbooks as workbooks
from msoffcrypto.format.ooxml import OOXMLFile

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, data in members.items():
            package.writestr(zipfile.ZipInfo(name, (2021, 1, 1, 0, 0, 0)), data, method)
    return out.getvalue()


def make_package(
    sheet: str, *, strings: str = "", styles: str = "", space: str = TRANSITIONAL, workbook: str = "", more: dict[str, str] | None = None
) -> bytes:
    """Put the XML of one sheet into a package of its own."""
    office = (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        if space == TRANSITIONAL
        else "http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{main}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": workbook
        or f'<workbook xmlns="{space}" xmlns:r="{office}"><sheets><sheet name="表1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet
        if sheet.startswith("<?xml") or "worksheet" in sheet[:40]
        else f'<worksheet xmlns="{space}">{sheet}</worksheet>',
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{space}">{strings}</sst>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{space}">{styles}</styleSheet>'
    return zipped({name: text.encode() for name, text in (parts | (more or {})).items()})


def compound(streams: dict[str, bytes]) -> bytes:
    """A small OLE2 file with these streams, each at least 4,096 bytes so that no mini stream is needed."""
    blocks, starts, at = [], {}, 2  # sector 0: FAT, sector 1: directory
    for name, data in streams.items():
        padded = data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0")
        starts[name] = at, len(padded)
        at += len(padded) // 512
        blocks.append(padded)
    fat = [0xFFFFFFFD, 0xFFFFFFFE]
    for start, size in starts.values():
        fat += [*range(start + 1, start + size // 512), 0xFFFFFFFE]
    assert len(fat) <= 128 and len(streams) <= 3
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0) + b"".join(_entry(name, 2, start, size) for name, (start, size) in starts.items())
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<8I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xff" * 432
    return header + struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat))) + directory.ljust(512, b"\0") + b"".join(blocks)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return raw.ljust(64, b"\0") + struct.pack("<HBB12x36xIQ", len(raw), kind, 1, start, size)[:64]


def encrypted(data: bytes, password: str) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def make_wrong_files(good: bytes) -> dict[str, bytes]:
    """Name and bytes of every wrong file; `good` is a sound .xlsx to spoil."""
    ods = zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})
    xls = workbooks.by_xlwt(workbooks.make_contents(5))
    return {
        # ---- other things than ledgers
        "扫描件.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"x" * 300,
        "盖章台账.xlsx": b"%PDF-1.4\n" + b"x" * 300,
        "照片.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(200),
        "截图.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "截图.xls": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "动图.gif": b"GIF89a" + bytes(100),
        "位图.bmp": b"BM" + struct.pack("<I", 154) + bytes(148),
        "传真.tif": b"II*\0" + bytes(100),
        "手机照片.heic": b"\0\0\0\x18ftypheic" + bytes(100),
        "网图.webp": b"RIFF\0\0\0\0WEBPVP8 " + bytes(100),
        "录像.mp4": b"\0\0\0\x18ftypmp42" + bytes(100),
        "总结.docx": zipped({"[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>', "word/document.xml": b"<w/>"}),
        "汇报.pptx": zipped({"[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>', "ppt/presentation.xml": b"<p/>"}),
        "总结.doc": compound({"WordDocument": b"x", "1Table": b"y"}),
        "总结.wps": compound({"WordDocument": b"x"}),
        "汇报.ppt": compound({"PowerPoint Document": b"x"}),
        "邮件.msg": compound({"__properties_version1.0": b"x"}),
        "二进制.xlsb": zipped({"[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>', "xl/workbook.bin": b"x"}),
        "文档.odt": ods,
        "公文.ofd": zipped({"OFD.xml": b"<ofd/>"}),
        "台账.numbers": zipped({"Index/Document.iwa": b"x"}),
        "公文.rtf": b"{\\rtf1\\ansi}",
        "通知.eml": b"From: a@b.c\r\nTo: d@e.f\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhello",
        "图纸.dwg": b"AC1027" + bytes(100),
        "数据.mdb": b"\0\x01\0\0Standard Jet DB\0" + bytes(100),
        "数据.db": b"SQLite format 3\0" + bytes(100),
        "软件.exe": b"MZ\x90\0" + bytes(200),
        "台账 - 快捷方式.lnk": b"L\0\0\0\x01\x14\x02\0" + bytes(100),
        "网址.url": b"[InternetShortcut]\r\nURL=http://x/",
        "接口.json": b'{"a": 1}',
        "图标.svg": b'<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        "数据.xml": b'<?xml version="1.0"?><rows><row a="1"/></rows>',
        "空网页.xls": "<html><body><p>请登录</p></body></html>".encode(),
        # ---- archives
        "打包.rar": b"Rar!\x1a\x07\x01\0" + bytes(100),
        "打包.7z": b"7z\xbc\xaf\x27\x1c" + bytes(100),
        "打包.gz": gzip.compress(b"x"),
        "打包.tar": _tar(),
        "改名的包.xlsx": zipped({"台账.pdf": b"%PDF-1.4"}),
        "空包.zip": zipped({}),
        "只有系统文件.zip": zipped({"__MACOSX/._a.xlsx": b"x", ".DS_Store": b"x"}),
        # ---- locked away
        "有密码.xlsx": encrypted(good, "zs2020"),
        "亿赛通.xlsx": b"\x62\x14\x23\x65\x01\x02\x0a\x00E-SafeNet\0\0LOCK" + os.urandom(0) + bytes(range(256)) * 4,
        "TSD.xls": b"%TSD-Header-###%" + bytes(range(256)) * 4,
        "权限保护.xlsx": compound({"EncryptedPackage": b"x", "\x06DataSpaces": b"y"}),
        # ---- damaged
        "空文件.xlsx": b"",
        "全零.xlsx": bytes(5000),
        "传一半.xlsx": good[: len(good) // 2],
        "传一半.xls": xls[: len(xls) // 2],
        "只有头.xlsx": good[:3],
        "只有头.xls": xls[:30],
        "内容错位.xlsx": _flip(good),
        "缺工作簿.xlsx": _without(good, "xl/workbook.xml"),
        "缺工作表.xlsx": _without(good, "xl/worksheets/sheet1.xml"),
        "乱码.csv": b"\xe4\xb8\xad,\xff\xfe\xfa,1\n" * 3,
        "随机.xlsx": bytes((i * 7919 + 13) % 251 for i in range(3000)),
        "随机.et": bytes((i * 104729 + 7) % 256 for i in range(3000)),
        "XML断开.xlsx": make_package("<sheetData><row r='1'><c r='A1'><v>1</v></row>"),
        "没有表.xlsx": make_package("<sheetData/>", workbook=f'<workbook xmlns="{TRANSITIONAL}"><sheets/></workbook>'),
        "重名部件.xlsx": _doubled(good),
        # ---- hostile
        "外部实体.xlsx": make_package('<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet xmlns="' + TRANSITIONAL + '"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>'),
        "亿笑.xlsx": make_package('<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet xmlns="' + TRANSITIONAL + '"><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'),
        "部件太多.xlsx": zipped({f"p{number}": b"" for number in range(1_200)}, zipfile.ZIP_STORED),
        "假长度.xls": xls[:532] + b"\x05\0\xff\xff" + xls[536:],
        "自链.xls": _looped(xls),
    }  # fmt: skip


def add_odd_entries(folder: Path) -> dict[str, str]:
    """Put in what is no regular file, and what systems leave behind; gives name and expected outcome."""
    (folder / "链接.xlsx").symlink_to("/etc/hostname")
    os.mkfifo(folder / "管道.xlsx")
    left = {
        "~$台账.xlsx": b"lock",
        "Thumbs.db": b"x",
        "desktop.ini": b"x",
        ".DS_Store": b"x",
        "._台账.xlsx": b"x",
        ".~台账.et": b"x",
        "说明.md": "# 说明".encode(),
        "填报说明.txt": "请按时报送".encode(),
    }
    for name, data in left.items():
        (folder / name).write_bytes(data)
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "._a.xlsx").write_bytes(b"x")
    told = {"填报说明.txt": "read"}  # whether a text tells of anything is seen where it is understood
    return {"链接.xlsx": "failed", "管道.xlsx": "failed", "__MACOSX": "skipped"} | dict.fromkeys(left, "skipped") | told


def _deflated(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (2021, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as package:
        package.addfile(tarfile.TarInfo("a.xlsx"))
    return out.getvalue()


def _flip(good: bytes) -> bytes:
    """Change a byte inside the compressed first sheet."""
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        entry = package.getinfo("xl/worksheets/sheet1.xml")
    at = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
    return good[:at] + bytes([good[at] ^ 0x55]) + good[at + 1 :]


def _without(good: bytes, part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        return zipped({name: package.read(name) for name in package.namelist() if name != part})


def _doubled(good: bytes) -> bytes:
    """Two parts whose names differ only in case: which one counts would be a guess."""
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    return zipped(members | {"xl/Worksheets/sheet1.xml": members["xl/worksheets/sheet1.xml"]})


def _looped(xls: bytes) -> bytes:
    """Let the file allocation table lead back to its first sector."""
    fat = 512 + struct.unpack_from("<I", xls, 76)[0] * 512
    return xls[:fat] + struct.pack("<128I", *([1, 0] * 64)) + xls[fat + 512 :]

"""What a file truly is, by its bytes: each kind that is no ledger is named, with what its sender should do."""

import pytest
from files_containers import as_csv, as_html, as_xls
from files_wrong import compound, zipped

from ecoreport.model import Finding
from ecoreport.reading import Input, read
from ecoreport.reading.ole import CompoundFile

TO_EXCEL = "请把数据填入下发的 Excel 台账后报送。"
AS_EVIDENCE = "请报送可编辑的 Excel 台账；这份文件如是佐证材料，请放到佐证材料文件夹。"
REPACK = "请改用 .zip 打包，或把台账直接放进文件夹后重新报送。"
PICTURE = "图片里的数据无法读取，请把数据填入 Excel 台账后报送；图片如是佐证材料，请放到佐证材料文件夹。"
PROGRAM = "程序文件不应作为台账报送，请查毒并核实来源，改报 Excel 台账。"
ORIGINAL = "请把它指向的台账文件本身复制过来。"
MAIL = "请把邮件里的台账附件另存出来报送。"
EXPORT = "请导出 Excel 台账后报送。"


def finding_of(data: bytes, name: str = "台账.xlsx") -> Finding:
    """The one finding of a file that cannot be read."""
    (ledger,) = read(Input(name, data=data))
    (finding,) = ledger.findings
    assert (ledger.outcome, ledger.message, ledger.sheets) == ("failed", finding.message, ())
    return finding


def sentence(kind: str) -> str:
    return f"这是{' ' if kind[0].isascii() else ''}{kind}，不是电子表格台账，其中的数据没有读取。"


def at(offset: int, magic: bytes) -> bytes:
    """A file of no known beginning that holds `magic` at a place of its own."""
    return b"\x01\x02\x03\x05".ljust(offset, b"\x07")[:offset] + magic + b"\0" * 40


FOREIGN = [
    (at(0, b"%PDF"), "PDF 文件", AS_EVIDENCE),
    (at(0, b"\x89PNG\r\n\x1a\n"), "PNG 图片", PICTURE),
    (at(0, b"\xff\xd8\xff"), "JPG 图片（照片）", PICTURE),
    (at(0, b"GIF89a"), "GIF 图片", PICTURE),
    (at(0, b"GIF87a"), "GIF 图片", PICTURE),
    (at(0, b"II*\0"), "TIFF 图片（扫描件）", PICTURE),
    (at(0, b"MM\0*"), "TIFF 图片（扫描件）", PICTURE),
    (at(8, b"WEBP"), "WebP 图片", PICTURE),
    (at(4, b"ftypheic"), "HEIC 图片（手机照片）", PICTURE),
    (at(4, b"ftypheix"), "HEIC 图片（手机照片）", PICTURE),
    (at(4, b"ftypmif1"), "HEIC 图片（手机照片）", PICTURE),
    (at(4, b"ftypavif"), "AVIF 图片", PICTURE),
    (at(0, b"8BPS"), "Photoshop 图片", PICTURE),
    (at(4, b"ftypmp42"), "视频文件", AS_EVIDENCE),
    (at(0, b"Rar!\x1a\x07\0"), "RAR 压缩包", REPACK),
    (at(0, b"Rar!\x1a\x07\1\0"), "RAR 压缩包", REPACK),
    (at(0, b"7z\xbc\xaf\x27\x1c"), "7z 压缩包", REPACK),
    (at(0, b"\x1f\x8b"), "gzip 压缩包", REPACK),
    (at(0, b"BZh9"), "bzip2 压缩包", REPACK),
    (at(0, b"\xfd7zXZ\0"), "xz 压缩包", REPACK),
    (at(0, b"\x28\xb5\x2f\xfd"), "zstd 压缩包", REPACK),
    (at(257, b"ustar"), "tar 压缩包", REPACK),
    (at(0, b"MSCF"), "CAB 压缩包", REPACK),
    (at(0x8001, b"CD001"), "光盘映像", REPACK),
    (at(0, b"L\0\0\0\x01\x14\x02\0"), "快捷方式（.lnk），里面没有台账内容", ORIGINAL),
    (at(0, b"[InternetShortcut]"), "网址快捷方式（.url），里面没有台账内容", ORIGINAL),
    (at(0, b"{\\rtf1"), "RTF 文字文档", TO_EXCEL),
    (at(0, b"\x7fELF"), "程序文件", PROGRAM),
    (at(0, b"MZ\x90"), "程序文件", PROGRAM),
    (at(0, b"AC1027"), "CAD 图纸（.dwg）", AS_EVIDENCE),
    (at(0, b"SQLite format 3\0"), "SQLite 数据库", "请从业务系统导出 Excel 台账后报送。"),
    (at(4, b"Standard Jet DB"), "Access 数据库", "请从数据库导出 Excel 台账后报送。"),
    (at(4, b"Standard ACE DB"), "Access 数据库", "请从数据库导出 Excel 台账后报送。"),
    (b"\0\0\0\0\x14\0\0\0\x01", "数据库文件", EXPORT),
    (at(0, b"wOFF"), "字体文件", AS_EVIDENCE),
    (at(0, b"\0\1\0\0\0"), "字体文件", AS_EVIDENCE),
    (at(0, b"ID3"), "音频文件", AS_EVIDENCE),
    (at(8, b"WAVE"), "音频文件", AS_EVIDENCE),
    (at(8, b"AVI "), "视频文件", AS_EVIDENCE),
    (at(0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"), "音视频文件", AS_EVIDENCE),
    (at(0, b"!BDN"), "Outlook 邮件数据", MAIL),
    (at(0, b"PAR1"), "Parquet 数据文件", EXPORT),
    (b"BM\x1e\0\0\0" + bytes(24), "BMP 图片", PICTURE),
]


@pytest.mark.parametrize(("data", "kind", "mend"), FOREIGN, ids=[f"{case[1]} {number}" for number, case in enumerate(FOREIGN)])
def test_a_file_is_named_by_its_first_bytes(data: bytes, kind: str, mend: str) -> None:
    finding = finding_of(data)
    assert (finding.code, finding.severity, finding.message, finding.advice) == ("R106", "error", sentence(kind), mend)


@pytest.mark.parametrize(
    "data",
    [
        at(1, b"%PDF"),
        at(3, b"ftypheic"),
        at(256, b"ustar"),
        at(0x8000, b"CD001"),
        b"BM\x1f\0\0\0" + bytes(24),  # it says that it is longer than it is
        b"\x09\x01\x08\x00" + bytes(20),  # no record begins so
        b"\x09\x08\x21\x00" + bytes(60),
        b"\x07\x00",
    ],
)
def test_what_only_looks_like_one_is_unknown(data: bytes) -> None:
    finding = finding_of(data)
    told = f"认不出这是什么文件（开头字节为 {data[:8].hex(' ')}），没有读取。"
    assert (finding.code, finding.message) == ("R115", told)


def test_a_file_of_nothing_but_zeros_is_told() -> None:
    for size in (1, 10_000):
        finding = finding_of(bytes(size))
        assert finding.message == "文件已损坏或没有传完，不能按台账打开：内容全部为 0，多半是拷贝中断。"


@pytest.mark.parametrize(
    ("data", "maker"),
    [
        (b"\x62\x14\x23\x65" + b"E-SafeNet\0\0LOCK" + bytes(99), "亿赛通"),
        (b"\x62\x14\x23\x65" + b"ESafeNet" + bytes(99), "亿赛通"),
        (b"%TSD-Header-###%" + bytes(99), "文档加密软件（TSD）"),
        (b"\x01IP-guard\0" + bytes(99), "IP-guard"),
        (b"\x01ipguard\0" + bytes(99), "IP-guard"),
        (b"\x01SMARTSEC" + bytes(99), "文档加密软件"),
        (b"\x01LANDUN" + bytes(99), "文档加密软件"),
        (b"\x01tiptop" + bytes(99), "文档加密软件"),
        (b"\x01" * 503 + b"E-SafeNet" + bytes(99), "亿赛通"),
        (b"\xff\xd8\xff" + b"E-SafeNet" + bytes(99), "亿赛通"),  # the picture that it once was
    ],
)
def test_a_file_locked_away_by_a_program_is_told_by_its_name(data: bytes, maker: str) -> None:
    finding = finding_of(data)
    space = " " if maker[0].isascii() else ""
    assert (finding.code, finding.message) == ("R107", f"这是被{space}{maker}加密的文件，离开本单位的电脑无法读取。")
    assert finding.advice == "请报送单位在装有该加密软件的电脑上申请解密（外发），解密后重新报送。"


def test_the_name_of_such_a_program_inside_a_file_says_nothing() -> None:
    assert finding_of(b"\x01" * 504 + b"E-SafeNet" + bytes(99)).code == "R115"
    assert finding_of(b"%PDF-1.4 E-SafeNet").code == "R106"
    (page,) = read(Input("a.htm", data=b"<table><tr><td>E-SafeNet</table>"))
    assert page.outcome == "read"


# ---- compound files, packages ------------------------------------------------------------------------

COMPOUND = [
    ({"WordDocument": b"x"}, "Word 文档（.doc/.wps）", TO_EXCEL),
    ({"PowerPoint Document": b"x"}, "PowerPoint 演示文稿（.ppt/.dps）", TO_EXCEL),
    ({"__properties_version1.0": b"x"}, "Outlook 邮件（.msg）", MAIL),
    ({"VisioDocument": b"x"}, "Visio 绘图", AS_EVIDENCE),
    ({"Catalog": b"x"}, "Windows 缩略图缓存", "不用报送，可以删除。"),
    ({"CONTENTS": b"x"}, "旧版 WPS 或 Works 文档", TO_EXCEL),
    ({"别的": b"x"}, "旧版 Office 格式的其他文件", TO_EXCEL),
]


@pytest.mark.parametrize(("streams", "kind", "mend"), COMPOUND, ids=[case[1] for case in COMPOUND])
def test_a_compound_file_is_named_by_its_streams(streams: dict[str, bytes], kind: str, mend: str) -> None:
    finding = finding_of(compound(streams))
    assert (finding.code, finding.message, finding.advice) == ("R106", sentence(kind), mend)


def test_a_workbook_locked_by_rights_is_told() -> None:
    assert finding_of(compound({"EncryptedPackage": b"x"})).message == "这是被信息权限管理（IRM）加密的文件，离开本单位的电脑无法读取。"


@pytest.mark.parametrize("stream", ["Workbook", "Book", "WORKBOOK", "BOOK"])
def test_a_workbook_is_found_under_each_name_of_its_stream(stream: str) -> None:
    records = CompoundFile(as_xls()).read("Workbook").rstrip(b"\0") + bytes(4_000)
    (ledger,) = read(Input("台账.xls", data=compound({stream: records})))
    assert (ledger.outcome, ledger.container, ledger.sheets[0].name) == ("read", "xls", "指标")


def test_records_of_a_workbook_without_a_compound_file_around_them_are_read() -> None:
    records = CompoundFile(as_xls()).read("Workbook")
    (ledger,) = read(Input("台账.xls", data=records))
    assert (ledger.outcome, ledger.container) == ("read", "xls")
    assert ledger.sheets == read(Input("台账.xls", data=as_xls()))[0].sheets


def types(kind: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<Types xmlns="{space}"><Override PartName="/x.xml" ContentType="application/{kind}"/></Types>'.encode()


ODF = "application/vnd.oasis.opendocument."
PACKAGES = [
    (
        {"[Content_Types].xml": types("vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")},
        "Word 文档（.docx）",
        TO_EXCEL,
    ),
    (
        {"[Content_Types].xml": types("vnd.openxmlformats-officedocument.presentationml.presentation.main+xml")},
        "PowerPoint 演示文稿（.pptx）",
        TO_EXCEL,
    ),
    (
        {"[Content_Types].xml": types("vnd.ms-excel.sheet.binary.macroEnabled.main")},
        "二进制工作簿（.xlsb）",
        "请在 Excel/WPS 中打开后另存为 .xlsx 重新报送。",
    ),
    ({"[Content_Types].xml": types("vnd.ms-visio.drawing.main+xml")}, "Visio 绘图", AS_EVIDENCE),
    ({"OFD.xml": b""}, "OFD 版式文件", AS_EVIDENCE),
    ({"Document.xml": b""}, "OFD 版式文件", AS_EVIDENCE),
    ({"AndroidManifest.xml": b""}, "手机程序安装包", PROGRAM),
    ({"Index/Document.iwa": b""}, "苹果 Numbers/Pages 文件", "请在 Numbers 中导出为 .xlsx 后重新报送。"),
    ({"Index.zip": b""}, "苹果 Numbers/Pages 文件", "请在 Numbers 中导出为 .xlsx 后重新报送。"),
    ({"META-INF/MANIFEST.MF": b""}, "程序文件", PROGRAM),
    ({"mimetype": b"application/epub+zip"}, "电子书", AS_EVIDENCE),
    ({"mimetype": f"{ODF}text".encode(), "content.xml": b""}, "OpenDocument 文字文档（.odt）", TO_EXCEL),
    ({"mimetype": f"{ODF}text-template\n".encode(), "content.xml": b""}, "OpenDocument 文字文档（.odt）", TO_EXCEL),
    ({"mimetype": f"{ODF}presentation".encode()}, "OpenDocument 演示文稿（.odp）", TO_EXCEL),
    ({"mimetype": f"{ODF}graphics".encode()}, "OpenDocument 绘图", AS_EVIDENCE),
    ({"mimetype": f"{ODF}formula".encode()}, "OpenDocument 文件", TO_EXCEL),
]


@pytest.mark.parametrize(("members", "kind", "mend"), PACKAGES, ids=[f"{case[1]} {number}" for number, case in enumerate(PACKAGES)])
def test_a_package_is_named_by_what_it_holds(members: dict[str, bytes], kind: str, mend: str) -> None:
    finding = finding_of(zipped(members))
    assert (finding.code, finding.message, finding.advice) == ("R106", sentence(kind), mend)


@pytest.mark.parametrize(
    ("name", "members", "shown"),
    [
        ("台账.xlsx", ["乙.pdf", "甲.pdf", "丙.pdf", "丁.pdf"], "丁.pdf、丙.pdf、乙.pdf"),
        ("台账.xls", ["甲.pdf"], "甲.pdf"),
        ("台账.csv", ["甲.pdf"], "甲.pdf"),
        ("台账.txt", ["甲.pdf"], "甲.pdf"),
        ("台账.ods", [], "空"),
    ],
)
def test_an_archive_under_the_name_of_a_table_is_told_with_what_it_holds(name: str, members: list[str], shown: str) -> None:
    finding = finding_of(zipped(dict.fromkeys(members, as_csv())), name)
    assert (finding.code, finding.message) == ("R108", f"这是改了扩展名的压缩包（里面另有 {shown}），不是电子表格。")


def test_an_archive_of_ledgers_under_the_name_of_a_table_is_opened_and_told() -> None:
    archive, member = read(Input("台账.xlsx", data=zipped({"甲.csv": as_csv()})))
    assert (archive.outcome, [finding.code for finding in archive.findings]) == ("read", ["R301"])
    assert (member.file, member.outcome) == ("台账.xlsx/甲.csv", "read")


@pytest.mark.parametrize("name", ["包.zip", "包.ZIP", "包", "包.dat"])
def test_under_any_other_name_an_archive_is_opened(name: str) -> None:
    archive, member = read(Input(name, data=zipped({"甲.csv": as_csv()})))
    assert (archive.outcome, archive.container, archive.message) == ("read", "zip", "压缩包，内有 1 个文件，已逐个读取")
    assert (member.file, member.outcome) == (f"{name}/甲.csv", "read")


# ---- texts ---------------------------------------------------------------------------------------------

TEXTS = [
    ("接口.json", b'{"a": 1}', "文本文件", TO_EXCEL),
    ("程序.py", b"print(1)\n", "文本文件", TO_EXCEL),
    ("台账.xlsx", "请按时报送。\n".encode(), "文本文件", TO_EXCEL),
    ("图.svg", b'<?xml version="1.0"?><svg xmlns="x"></svg>', "SVG 图片", "图片里的数据无法读取，请把数据填入 Excel 台账后报送。"),
    ("数据.xml", b"<rows><row/></rows>", "XML 数据文件", "请在业务系统中导出 Excel 台账后报送。"),
    ("信.eml", b"From: a@b.c\r\nMIME-Version: 1.0\r\n\r\nhello", "邮件（.eml）", MAIL),
    ("信.xls", b"Received: x\nmime-version: 1.0\n\nhello", "邮件（.eml）", MAIL),
]


@pytest.mark.parametrize(("name", "data", "kind", "mend"), TEXTS, ids=[case[0] for case in TEXTS])
def test_a_text_that_is_no_table_is_named(name: str, data: bytes, kind: str, mend: str) -> None:
    finding = finding_of(data, name)
    assert (finding.code, finding.message, finding.advice) == ("R106", sentence(kind), mend)


TABLE = b"<table><tr><td>1</table>"
MARKUP = [
    b"<html>" + TABLE, b"<!DOCTYPE html>" + TABLE, b"<head></head>" + TABLE, b"<body>" + TABLE, b"<meta a=b>" + TABLE, b"<div>" + TABLE + b"</div>",
    b"<tr><td>1</tr>" + TABLE, b"<style></style>" + TABLE, TABLE, b"<TABLE><TR><TD>1</TABLE>", b"\xef\xbb\xbf \n" + TABLE,
    b'<?xml version="1.0" encoding="utf-8"?>\n' + TABLE,
]  # fmt: skip


@pytest.mark.parametrize("data", MARKUP)
def test_a_page_is_known_by_any_of_its_tags(data: bytes) -> None:
    (ledger,) = read(Input("台账.xls", data=data))
    assert (ledger.outcome, ledger.container, ledger.sheets[0].cells[-1].value) == ("read", "html", 1)


def test_a_page_without_a_table_holds_no_sheet() -> None:
    assert finding_of("<html><body>请登录</body></html>".encode()).message == "这个网页里没有可以读取的工作表。"
    page = b"MIME-Version: 1.0\nContent-Type: text/html\n\n<html><p>1</html>"
    assert finding_of(page, "a.mht").message == "这个单个文件网页（.mht）里没有可以读取的工作表。"


def test_a_letter_that_holds_a_table_is_a_page() -> None:
    letter = b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: text/html\n\n" + TABLE
    (ledger,) = read(Input("信.eml", data=letter))
    assert (ledger.outcome, ledger.container) == ("read", "html")
    assert [finding.message for finding in ledger.findings] == ["这是网页另存的表格，扩展名却是“.eml”，已按实际类型读取。"]


@pytest.mark.parametrize("name", ["说明.md", "日志.log", "a.ini", "a.rst"])
@pytest.mark.parametrize("text", ["请于月底前报送，谢谢。\n", "|指标|单位|完成值|\n|---|:--|---|\n|水质|%|90|\n|空气|%|97|\n"])
def test_a_note_is_skipped_and_named(name: str, text: str) -> None:
    (ledger,) = read(Input(name, data=text.encode()))
    assert (ledger.outcome, ledger.message, ledger.findings) == ("skipped", "说明文件，未读取", ())
    assert ledger.sha256


ROWS = "工程登记\n河道,所在村,长度\n盐仓河,北桥村,12.5\n白泉河,潮面村,7.75\n"
TEXTS_BY_CONTENT = [
    ("指标\t值\n森林\t50\n", True),
    ("指标,值\n森林,50\n", True),
    ("说明：请填写\n森林\t50\n水质\t90\n", False),  # neither throughout, nor three columns
    ("森林\t50\n", False),
    (ROWS, True),
    (ROWS.replace(",", "|"), True),
    (ROWS + "填表说明\n" * 3, False),  # not half of it
    (ROWS.replace("登记\n", "登记\n======\n").replace("长度\n", "长度\n------\n") + "======\n共2条\n", True),  # ruled by a program
    ("说明\n---\n一,二\n---\n三,四\n", False),
    ("一,二,三\n四,五,六\n说明\n", False),  # two lines
    ("[\n[1, 2, 3],\n[4, 5, 6],\n[7, 8, 9]\n]\n", False),
    ('{"a": 1, "b": 2, "c": 3}\n' * 4, False),
    ("INSERT INTO t VALUES (1, 2, 3);\n" * 4, False),
    ("draw(a, b, c)\n" * 4, False),
    ("Please fill in the form, sign it, and return it\nbefore the end of the month.\nMany thanks, the office\n", False),
]


@pytest.mark.parametrize(("text", "is_table"), TEXTS_BY_CONTENT)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(("name", "else_"), [("说明.md", "skipped"), ("登记.dat", "failed"), ("登记.py", "failed")])
def test_whether_a_text_is_a_table_is_told_by_its_lines(text: str, is_table: bool, encoding: str, name: str, else_: str) -> None:
    assert read(Input(name, data=text.encode(encoding)))[0].outcome == ("read" if is_table else else_)


def test_a_text_without_columns_is_read_line_by_line() -> None:
    (ledger,) = read(Input("复函.txt", data="创建办:\n\n一、水面率5.4%。\n".encode()))
    assert [(cell.address, cell.value) for cell in ledger.sheets[0].cells] == [("A1", "创建办:"), ("A3", "一、水面率5.4%。")]


@pytest.mark.parametrize("name", ["导出", "导出.xls", "导出.htm", "导出.xml", "导出.mhtml"])
def test_under_a_tables_name_a_title_may_stand_above_the_columns(name: str) -> None:
    (ledger,) = read(Input(name, data="说明：请填写\n森林\t50\n水质\t90\n".encode()))
    assert (ledger.outcome, ledger.container) == ("read", "csv")


def test_bytes_that_only_happen_to_decode_are_no_text() -> None:
    assert finding_of(b"a,\x01b\n", "a.csv").message == "认不出这是什么文件（开头字节为 61 2c 01 62 0a），没有读取。"


# ---- the name and the content ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said"),
    [("台账.xls", "“.xls”"), ("台账", "“（无）”"), ("台账.XLSX", "“.XLSX”"), ("台账.HTM", ""), ("台账.mhtml", "")],
)
def test_a_name_that_says_another_kind_is_told(name: str, said: str) -> None:
    (ledger,) = read(Input(name, data=as_html()))
    expected = [f"这是网页另存的表格，扩展名却是{said}，已按实际类型读取。"] if said else []
    assert [finding.message for finding in ledger.findings] == expected
    assert ledger.outcome == "read"

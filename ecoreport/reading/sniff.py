"""What a file truly is, by its first bytes; its extension is only ever compared with the answer."""

from typing import Literal

from ecoreport.language import patterns as re
from ecoreport.reading import ole
from ecoreport.reading.decoding import wide_encoding
from ecoreport.records import dataclass

# What the containers that are read are called in words.
XLSX, XLS = "Excel 工作簿（.xlsx）", "Excel 97-2003 工作簿（.xls）"
ODS, XML2003 = "OpenDocument 表格（.ods）", "XML 表格（Excel 2003）"
PAGE, TEXT = "网页另存的表格", "文本表格（.csv）"

Container = Literal["zip", "ole", "biff", "text", "foreign", "dlp", "zeros", "unknown"]

_TO_EXCEL = "请把数据填入下发的 Excel 台账后报送。"
_AS_EVIDENCE = "请报送可编辑的 Excel 台账；这份文件如是佐证材料，请放到佐证材料文件夹。"
_REPACK = "请改用 .zip 打包，或把台账直接放进文件夹后重新报送。"
_PICTURE = "图片里的数据无法读取，请把数据填入 Excel 台账后报送；图片如是佐证材料，请放到佐证材料文件夹。"
_PROGRAM = "程序文件不应作为台账报送，请查毒并核实来源，改报 Excel 台账。"
_ORIGINAL = "请把它指向的台账文件本身复制过来。"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is; `label` and `mend` say it in the words of the finding."""

    container: Container
    label: str = ""
    mend: str = ""


_MAGICS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF", "PDF 文件", _AS_EVIDENCE),
    (0, b"\x89PNG\r\n\x1a\n", "PNG 图片", _PICTURE),
    (0, b"\xff\xd8\xff", "JPG 图片（照片）", _PICTURE),
    (0, b"GIF8", "GIF 图片", _PICTURE),
    (0, b"II*\0", "TIFF 图片（扫描件）", _PICTURE),
    (0, b"MM\0*", "TIFF 图片（扫描件）", _PICTURE),
    (8, b"WEBP", "WebP 图片", _PICTURE),
    (4, b"ftyphei", "HEIC 图片（手机照片）", _PICTURE),
    (4, b"ftypmif1", "HEIC 图片（手机照片）", _PICTURE),
    (4, b"ftypavif", "AVIF 图片", _PICTURE),
    (0, b"8BPS", "Photoshop 图片", _PICTURE),
    (4, b"ftyp", "视频文件", _AS_EVIDENCE),
    (0, b"Rar!\x1a\x07", "RAR 压缩包", _REPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "7z 压缩包", _REPACK),
    (0, b"\x1f\x8b", "gzip 压缩包", _REPACK),
    (0, b"BZh", "bzip2 压缩包", _REPACK),
    (0, b"\xfd7zXZ\0", "xz 压缩包", _REPACK),
    (0, b"\x28\xb5\x2f\xfd", "zstd 压缩包", _REPACK),
    (257, b"ustar", "tar 压缩包", _REPACK),
    (0, b"MSCF", "CAB 压缩包", _REPACK),
    (0x8001, b"CD001", "光盘映像", _REPACK),
    (0, b"L\0\0\0\x01\x14\x02\0", "快捷方式（.lnk），里面没有台账内容", _ORIGINAL),
    (0, b"[InternetShortcut]", "网址快捷方式（.url），里面没有台账内容", _ORIGINAL),
    (0, b"{\\rtf", "RTF 文字文档", _TO_EXCEL),
    (0, b"\x7fELF", "程序文件", _PROGRAM),
    (0, b"AC10", "CAD 图纸（.dwg）", _AS_EVIDENCE),
    (0, b"SQLite format 3\0", "SQLite 数据库", "请从业务系统导出 Excel 台账后报送。"),
    (4, b"Standard Jet DB", "Access 数据库", "请从数据库导出 Excel 台账后报送。"),
    (4, b"Standard ACE DB", "Access 数据库", "请从数据库导出 Excel 台账后报送。"),
    (0, b"\x00\x00\x00\x00\x14\x00\x00\x00", "数据库文件", "请导出 Excel 台账后报送。"),
    (0, b"wOFF", "字体文件", _AS_EVIDENCE),
    (0, b"\x00\x01\x00\x00\x00", "字体文件", _AS_EVIDENCE),
    (0, b"ID3", "音频文件", _AS_EVIDENCE),
    (8, b"WAVE", "音频文件", _AS_EVIDENCE),
    (8, b"AVI ", "视频文件", _AS_EVIDENCE),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "音视频文件", _AS_EVIDENCE),
    (0, b"!BDN", "Outlook 邮件数据", "请把邮件里的台账附件另存出来报送。"),
    (0, b"PAR1", "Parquet 数据文件", "请导出 Excel 台账后报送。"),
)  # fmt: skip
_DLP = (
    (re.compile(rb"E-?SafeNet", re.IGNORECASE), "亿赛通"),
    (re.compile(rb"%TSD-Header", re.IGNORECASE), "文档加密软件（TSD）"),
    (re.compile(rb"IP-?guard", re.IGNORECASE), "IP-guard"),
    (re.compile(rb"SMARTSEC|LANDUN|TIPTOP", re.IGNORECASE), "文档加密软件"),
)
_DLP_WITHIN = 512
_JUNK_BEFORE_PDF = 1024  # bytes, by the format's own rule
_DBASE = (0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8C, 0xCB, 0xF5)
_MOST_BEFORE = 64 * 1024  # bytes before a zip, and from its end to the file's
_RAW_BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x20]\x00")


def sniff(data: bytes) -> Kind:
    """Name a file by its bytes (not empty ones)."""
    head = data[:_DLP_WITHIN]
    if data.startswith(ole.MAGIC):
        return Kind("ole")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK")):
        return Kind("zip")
    for pattern, maker in _DLP:
        if pattern.search(head) and not data.startswith((b"%PDF", b"<")):
            return Kind("dlp", maker)
    for offset, magic, label, mend in _MAGICS:
        if data.startswith(magic, offset):
            return Kind("foreign", label, mend)
    if b"%PDF-" in data[:_JUNK_BEFORE_PDF]:
        return Kind("foreign", "PDF 文件", _AS_EVIDENCE)
    if data.startswith(b"BM") and int.from_bytes(data[2:6], "little") in (len(data), 0):
        return Kind("foreign", "BMP 图片", _PICTURE)
    if data.startswith(b"MZ") and b"\0" in head:
        return Kind("foreign", "程序文件", _PROGRAM)
    if not data.strip(b"\0"):
        return Kind("zeros")
    if _RAW_BIFF.match(data):
        return Kind("biff")
    if len(data) > 32 and data[0] in _DBASE and 1 <= data[2] <= 12 and 1 <= data[3] <= 31 and data[12:15] == bytes(3):
        return Kind("foreign", "dBase 数据库文件（.dbf）", "请在 Excel/WPS 中打开后另存为 .xlsx 重新报送。")
    if _has_zip_within(data):
        return Kind("zip")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in data or wide_encoding(data):
        return Kind("text")
    return Kind("unknown")


def _has_zip_within(data: bytes) -> bool:
    """Is this a zip behind what a mail gateway or the like put before it: it begins soon, and its list of entries ends the file."""
    return data.find(b"PK\3\4", 0, _MOST_BEFORE) > 0 and data.rfind(b"PK\5\6", -_MOST_BEFORE) > 0


_OLE_KINDS = (
    ("WordDocument", "Word 文档（.doc/.wps）", _TO_EXCEL),
    ("PowerPoint Document", "PowerPoint 演示文稿（.ppt/.dps）", _TO_EXCEL),
    ("__properties_version1.0", "Outlook 邮件（.msg）", "请把邮件里的台账附件另存出来报送。"),
    ("VisioDocument", "Visio 绘图", _AS_EVIDENCE),
    ("Catalog", "Windows 缩略图缓存", "不用报送，可以删除。"),
    ("CONTENTS", "旧版 WPS 或 Works 文档", _TO_EXCEL),
)


def name_compound(names: frozenset[str]) -> Kind:
    """Name a compound file that holds no workbook by its streams."""
    for stream, label, mend in _OLE_KINDS:
        if stream in names:
            return Kind("foreign", label, mend)
    return Kind("foreign", "旧版 Office 格式的其他文件", _TO_EXCEL)


_OPC_KINDS = (
    (("wordprocessingml", "ms-word"), "Word 文档（.docx）", _TO_EXCEL),
    (("presentationml", "ms-powerpoint"), "PowerPoint 演示文稿（.pptx）", _TO_EXCEL),
    (("sheet.binary",), "二进制工作簿（.xlsb）", "请在 Excel/WPS 中打开后另存为 .xlsx 重新报送。"),
    (("visio",), "Visio 绘图", _AS_EVIDENCE),
    (("package.xps", "openxps"), "XPS 版式文件", _AS_EVIDENCE),
)
_MEMBER_KINDS = (
    ("ofd.xml", "OFD 版式文件", _AS_EVIDENCE),
    ("document.xml", "OFD 版式文件", _AS_EVIDENCE),
    ("androidmanifest.xml", "手机程序安装包", _PROGRAM),
    ("index/document.iwa", "苹果 Numbers/Pages 文件", "请在 Numbers 中导出为 .xlsx 后重新报送。"),
    ("index.zip", "苹果 Numbers/Pages 文件", "请在 Numbers 中导出为 .xlsx 后重新报送。"),
    ("meta-inf/manifest.mf", "程序文件", _PROGRAM),
)
_ODF = "application/vnd.oasis.opendocument."
_ODF_KINDS = {
    "text": ("OpenDocument 文字文档（.odt）", _TO_EXCEL),
    "presentation": ("OpenDocument 演示文稿（.odp）", _TO_EXCEL),
    "graphics": ("OpenDocument 绘图", _AS_EVIDENCE),
}


def name_opc(main: str) -> Kind | None:
    """Name an Office package that is no .xlsx by the type of its main part."""
    for words, label, mend in _OPC_KINDS:
        if any(word in main for word in words):
            return Kind("foreign", label, mend)
    return None


def is_known_odf(mimetype: str) -> bool:
    """Is it OpenDocument's name for something else than a spreadsheet."""
    return mimetype.startswith(_ODF) and mimetype.removeprefix(_ODF).split("-")[0] in _ODF_KINDS


def name_odf(mimetype: str) -> Kind:
    """Name an OpenDocument file that is no spreadsheet by its type."""
    label, mend = _ODF_KINDS.get(mimetype.removeprefix(_ODF).split("-")[0], ("OpenDocument 文件", _TO_EXCEL))
    return Kind("foreign", label, mend)


def name_zip(members: frozenset[str], mimetype: str) -> Kind | None:
    """Name a zip that is a file format of its own; None where it is an archive of files."""
    if mimetype.startswith(_ODF):
        return name_odf(mimetype)
    if mimetype == "application/epub+zip":
        return Kind("foreign", "电子书", _AS_EVIDENCE)
    for member, label, mend in _MEMBER_KINDS:
        if member in members:
            return Kind("foreign", label, mend)
    return None

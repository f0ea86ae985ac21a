"""Open one file: look at its bytes, hand them to the reader of what they truly are, say what became of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ecoreport import machine
from ecoreport.language import patterns as re
from ecoreport.model import Ledger, Sheet
from ecoreport.reading import limits
from ecoreport.reading import source as sources
from ecoreport.reading.archive import list_members
from ecoreport.reading.decoding import Decoded, decode, has_control_characters, note_doubts
from ecoreport.reading.delimited import is_markdown, looks_delimited, read_delimited, read_lines
from ecoreport.reading.faults import Faults, UnreadableError
from ecoreport.reading.ole import CompoundFile
from ecoreport.reading.ours import find_return, name_output, name_workbook
from ecoreport.reading.package import CUT, Package
from ecoreport.reading.relationships import find_main
from ecoreport.reading.returned import set_aside
from ecoreport.reading.rules import (
    DAMAGED,
    DECRYPTED,
    DLP,
    EMPTY_ARCHIVE,
    FORBIDDEN_XML,
    MISMATCH,
    MISNAMED_ARCHIVE,
    NESTED_ARCHIVE,
    NOT_A_LEDGER,
    PACKAGE_CUT,
    PICTURES,
    TOO_LARGE,
    UNKNOWN,
)
from ecoreport.reading.sniff import (
    ODS,
    PAGE,
    TEXT,
    XLS,
    XLSX,
    XML2003,
    Kind,
    is_known_odf,
    name_compound,
    name_odf,
    name_opc,
    name_zip,
    sniff,
)
from ecoreport.reading.source import Input
from ecoreport.records import dataclass

if TYPE_CHECKING:
    from ecoreport.reading import biff, biffrecords, crypto, ods, ooxml, webpage, xml2003
else:  # each is opened when a file of its kind comes
    biff, biffrecords, crypto, ods, ooxml, webpage, xml2003 = machine.later(
        "ecoreport.reading", "biff", "biffrecords", "crypto", "ods", "ooxml", "webpage", "xml2003"
    )

# For each container: its name in words, and the extensions under which it is expected.
CONTAINERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "xlsx": (XLSX, (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam", ".et", ".ett")),
    "xls": (XLS, (".xls", ".xlt", ".et", ".ett")),
    "ods": (ODS, (".ods", ".ots", ".fods")),
    "csv": (TEXT, (".csv", ".tsv", ".txt")),
    "html": (PAGE, (".htm", ".html", ".mht", ".mhtml")),
    "xml2003": (XML2003, (".xml",)),
    "zip": ("压缩包（.zip）", (".zip",)),
}
_TABLES = ("", *(extension for _, extensions in CONTAINERS.values() for extension in extensions))
_LEDGERS = (*CONTAINERS["xlsx"][1], *CONTAINERS["xls"][1], *CONTAINERS["ods"][1], ".csv")
_PARTS = ("[Content_Types].xml", "_rels/", "docProps/", "xl/", "word/", "ppt/", "mimetype", "META-INF/")  # of a package, not of an archive
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # as Excel saves a text with tabs, a title above it and all
_DELIMITED = (".csv", ".tsv")  # read whatever their lines look like
_NOTES = (".md", ".txt", ".log", ".ini", ".rst")
NOTE = "说明文件，未读取"
NO_ANSWER = "退回的修改意见，没有填写内容，未读取"
_XML_DECLARATION = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?")
_MIME = re.compile(rb"(?:^|\n)MIME-Version:", re.IGNORECASE)
_LETTER = re.compile(rb"\A(?:Received|From|Return-Path|Delivered-To|Date|Subject|Message-ID|To|X-[\w-]+):", re.IGNORECASE)


class _SkippedError(Exception):
    """The file is no ledger and is not meant to be one."""


@dataclass(frozen=True, slots=True)
class _Opened:
    container: str
    sheets: tuple[Sheet, ...] = ()
    members: Package | None = None
    mark: str | None = None  # it was given back marked up: what its mark says


_Open = Callable[[bytes, str, tuple[str, ...], Faults], _Opened]


def read(source: Input, passwords: tuple[str, ...] = ()) -> tuple[Ledger, ...]:
    """Read one file; an archive gives its own entry and one for each member. Never raises for what a file holds."""
    return tuple(read_it() for _, read_it in unfold(source, passwords))


def unfold(source: Input, passwords: tuple[str, ...] = ()) -> Iterator[tuple[str, Callable[[], Ledger]]]:
    """Name each entry of a file before it is read: the file itself, whose reading tells whether it is an archive, then its members."""
    members: list[tuple[str, Callable[[], Ledger]]] = []
    yield source.name, partial(_read, source, passwords, members)
    yield from members


def _read(source: Input, passwords: tuple[str, ...], members: list[tuple[str, Callable[[], Ledger]]] | None) -> Ledger:
    """Read one entry; the members of an archive are added to `members`, which is None where the entry is a member itself."""
    if source.skipped:
        return Ledger(source.name, "", "", outcome="skipped", message=source.skipped)
    faults = Faults(source.name)
    digest = ""
    try:
        data = sources.read_bytes(source)
        digest = sources.sha256(data)
        opened = _open(data, source.name, passwords, faults)
        if said := name_workbook(opened.sheets):
            raise _SkippedError(said)  # noqa: TRY301  one place words every reason
        if opened.members is not None:
            if members is None:
                raise UnreadableError(NESTED_ARCHIVE)  # noqa: TRY301  one place words every refusal
            found = tuple(list_members(opened.members, source.name))
            if not any(not member.skipped for _, member in found):
                raise UnreadableError(EMPTY_ARCHIVE)  # noqa: TRY301  the same
            members += [(member.name, partial(_read_member, opened.members, name, member, passwords)) for name, member in found]
            return replace(_finish(source.name, digest, opened, faults), message=f"压缩包，内有 {len(found)} 个文件，已逐个读取")
    except _SkippedError as reason:
        return Ledger(source.name, digest, "", outcome="skipped", message=str(reason))
    except UnreadableError as fault:
        return _refuse(source.name, digest, fault)
    _note_kind(opened.container, source.name, faults)
    _note_pictures(opened.sheets, faults)
    return _finish(source.name, digest, opened, faults)


def read_own(data: bytes, name: str, passwords: tuple[str, ...] = ()) -> tuple[Sheet, ...] | None:
    """Read a workbook of ours, whatever program saved it last; None for what is no workbook, or cannot be read."""
    try:
        return _open_as_it_is(data, name, passwords, Faults(name), _open_as_it_is).sheets or None
    except (UnreadableError, _SkippedError):
        return None


def _read_member(package: Package, name: str, member: Input, passwords: tuple[str, ...]) -> Ledger:
    try:
        member = member if member.skipped else replace(member, data=package.read_member(name, passwords))
    except UnreadableError as fault:
        return _refuse(member.name, "", fault)
    return _read(member, passwords, None)


def _refuse(file: str, digest: str, fault: UnreadableError) -> Ledger:
    faults = Faults(file)
    faults.refuse(fault)
    findings = faults.findings()
    return Ledger(file, digest, "", outcome="failed", message=findings[0].message, findings=findings)


def _finish(file: str, digest: str, opened: _Opened, faults: Faults) -> Ledger:
    findings = faults.findings()
    message = "".join(finding.message for finding in findings if finding.severity == "error")
    sheets, returned = set_aside(file, opened.sheets, opened.mark)
    if returned and not returned.answers and not any(cell.counts for sheet in sheets for cell in sheet.cells):
        return Ledger(file, digest, "", outcome="skipped", message=NO_ANSWER)
    return Ledger(file, digest, opened.container, sheets, "partly" if message else "read", message, findings, returned)


def _note_kind(container: str, file: str, faults: Faults) -> None:
    label, extensions = CONTAINERS[container]
    extension = PurePosixPath(file).suffix
    if extension.lower() not in extensions:
        faults.add(MISMATCH, kind=label, extension=extension or "（无）")


def _note_pictures(sheets: tuple[Sheet, ...], faults: Faults) -> None:
    pictures, boxes = sum(sheet.pictures for sheet in sheets), sum(sheet.text_boxes for sheet in sheets)
    words = [f"{pictures} 张图片（含图表、对象）"] * bool(pictures) + [f"{boxes} 个文本框"] * bool(boxes)
    if words:
        faults.add(PICTURES, what="、".join(words))


# ---- what it is ------------------------------------------------------------------------------


def _open(data: bytes, name: str, passwords: tuple[str, ...], faults: Faults) -> _Opened:
    if said := name_output(data):
        raise _SkippedError(said)
    opened = _open_as_it_is(data, name, passwords, faults)
    return opened if opened.mark is not None else replace(opened, mark=find_return(data))


def _open_as_it_is(data: bytes, name: str, passwords: tuple[str, ...], faults: Faults, unlocked: _Open = _open) -> _Opened:
    """Open a file whatever it is; what lay under a password is `unlocked`."""
    kind = sniff(data)
    if kind.container == "zip":
        return _open_zip(data, name, faults)
    if kind.container == "ole":
        return _open_compound(data, name, passwords, faults, unlocked)
    if kind.container == "biff":
        return _Opened("xls", biff.read_biff(data, faults))
    if kind.container == "text":
        return _open_text(data, name, faults)
    if kind.container == "zeros":
        raise UnreadableError(DAMAGED, kind="台账", detail="内容全部为 0，多半是拷贝中断")
    raise _refusal(kind, data)


def _refusal(kind: Kind, data: bytes) -> UnreadableError:
    if kind.container == "dlp":
        return UnreadableError(DLP, kind=kind.label)
    if kind.container == "foreign":
        return UnreadableError(NOT_A_LEDGER, kind=kind.label, mend=kind.mend)
    return UnreadableError(UNKNOWN, head=data[:8].hex(" "))


def _open_zip(data: bytes, name: str, faults: Faults) -> _Opened:
    extension = PurePosixPath(name).suffix.lower()
    package = Package(data, "压缩包（.zip）" if extension == ".zip" else XLSX)
    main = find_main(package, partial(ooxml.note_lost, faults))
    if main is not None and main.is_workbook:
        package.refuse_doubles()
        return _Opened("xlsx", _as_far_as_it_goes(package, faults, lambda: ooxml.read_ooxml(package, main, faults)))
    if main is not None and (kind := name_opc(main.kind)) is not None:
        raise _refusal(kind, data)
    mimetype = _read_mimetype(package)
    if "content.xml" in package and ("spreadsheet" in mimetype or not is_known_odf(mimetype)):
        return _Opened("ods", _as_far_as_it_goes(package, faults, lambda: ods.read_ods(package, faults)))
    if (kind := name_zip(frozenset(member.lower() for member in package.names), mimetype)) is not None:
        raise _refusal(kind, data)
    if package.cut and any(member.startswith(_PARTS) for member in package.names):
        raise UnreadableError(DAMAGED, kind=package.kind, detail=CUT)
    is_named_table = extension in _TABLES and extension not in ("", ".zip")
    if is_named_table:
        if not any(PurePosixPath(member).suffix.lower() in _LEDGERS for member in package.names):
            raise UnreadableError(MISNAMED_ARCHIVE, members="、".join(sorted(package.names)[:3]) or "空")
        _note_kind("zip", name, faults)
    if package.cut:
        faults.add(PACKAGE_CUT, kind=package.kind)
    return _Opened("zip", members=package)


def _as_far_as_it_goes(package: Package, faults: Faults, read: Callable[[], tuple[Sheet, ...]]) -> tuple[Sheet, ...]:
    """Read a package; of one that was not sent whole what is left is told to be a part, and nothing left is the old fault."""
    if not package.cut:
        return read()
    try:
        sheets = read()
    except UnreadableError as fault:
        if fault.rule in (TOO_LARGE, FORBIDDEN_XML):
            raise
        raise UnreadableError(DAMAGED, kind=package.kind, detail=CUT) from fault
    faults.add(PACKAGE_CUT, kind=package.kind)
    return sheets


def _read_mimetype(package: Package) -> str:
    """Read what an OpenDocument package says that it is: its first member, else its manifest's line for the whole."""
    if "mimetype" in package:
        return package.read("mimetype", limits.MIB).decode("ascii", "replace").strip()
    if ods.MANIFEST not in package:
        return ""
    lines = re.findall(rb"<[^<>]*full-path=[\"']/[\"'][^<>]*>", package.read(ods.MANIFEST, limits.MIB))
    told = re.search(rb"media-type=[\"']([\w.+/-]+)", lines[0]) if lines else None
    return told[1].decode("ascii") if told else ""


def _open_compound(data: bytes, name: str, passwords: tuple[str, ...], faults: Faults, unlocked: _Open) -> _Opened:
    compound = CompoundFile(data)
    if "EncryptedPackage" in compound:
        if "EncryptionInfo" not in compound:
            raise UnreadableError(DLP, kind="信息权限管理（IRM）")
        return _open_decrypted(*crypto.decrypt(data, compound, XLSX, passwords), name, XLSX, faults, unlocked)
    stream = next((stream for stream in ("Workbook", "Book", "WORKBOOK", "BOOK") if stream in compound), None)
    if stream is None:
        raise _refusal(name_compound(compound.names), data)
    records = _read_records(compound, stream)
    if biffrecords.walk_records(records).encrypted:
        return _open_decrypted(*crypto.decrypt(data, compound, XLS, passwords), name, XLS, faults, unlocked)
    return _Opened("xls", biff.read_biff(records, faults))


def _read_records(compound: CompoundFile, stream: str) -> bytes:
    """Read a workbook's stream; of one that breaks off, what came, where that can be walked."""
    try:
        return compound.read(stream)
    except UnreadableError:
        try:
            biffrecords.walk_records(records := compound.read(stream, cut=True))
        except UnreadableError:
            records = b""
        if not records:
            raise
    return records


def _open_decrypted(inner: bytes, asked: bool, name: str, kind: str, faults: Faults, unlocked: _Open) -> _Opened:
    opened = unlocked(inner, name, (), faults)
    if opened.members is not None:
        raise UnreadableError(NESTED_ARCHIVE)
    if asked:
        faults.add(DECRYPTED, kind=kind)
    return opened


def _open_text(data: bytes, name: str, faults: Faults) -> _Opened:
    extension = PurePosixPath(name).suffix.lower()
    if len(data) > limits.TEXT_BYTES:
        raise UnreadableError(TOO_LARGE, what=f"文本格式的文件大于 {limits.TEXT_BYTES // limits.MIB} MB")
    if _MIME.search(data[:4_096]):
        if _LETTER.match(data) and extension not in CONTAINERS["html"][1] and b"<table" not in data:
            raise UnreadableError(NOT_A_LEDGER, kind="邮件（.eml）", mend="请把邮件里的台账附件另存出来报送。")
        return _Opened("html", webpage.read_single_file_page(data, name, faults))
    declared = re.match(rb"""[^>]{0,100}encoding=["']([\w.-]+)""", data[:200])
    decoded = decode(data, declared[1].decode("ascii") if declared else "")
    text = decoded.text
    if has_control_characters(text):
        raise UnreadableError(UNKNOWN, head=data[:8].hex(" "))
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return _open_markup(decoded, data, name, faults)
    is_named_table = extension in _TABLES and (extension != ".txt" or data.startswith(_UTF_16))
    if extension not in _DELIMITED and not looks_delimited(text, loosely=is_named_table):
        if extension == ".txt" and not is_markdown(text):
            return _Opened("csv", read_lines(text, name, faults))  # a letter, a report: what it tells of is seen where it is understood
        if extension in _NOTES:
            raise _SkippedError(NOTE)
        raise UnreadableError(NOT_A_LEDGER, kind="文本文件", mend="请把数据填入下发的 Excel 台账后报送。")
    note_doubts("文本表格", decoded, faults)
    return _Opened("csv", read_delimited(text, name, faults))


def _open_markup(decoded: Decoded, data: bytes, name: str, faults: Faults) -> _Opened:
    text = decoded.text
    head = text[:4_096]
    body = text[_XML_DECLARATION.match(text).end() :]  # type: ignore[union-attr]  # it matches nothing, too
    if "urn:schemas-microsoft-com:office:spreadsheet" in head and "<html" not in head.lower():
        note_doubts("XML 表格", decoded, faults)
        return _Opened("xml2003", xml2003.read_xml2003(body, faults))
    if (told := re.search(r"office:mimetype=[\"']([\w.+/-]+)", head)) and is_known_odf(told[1]):
        raise _refusal(name_odf(told[1]), data)
    if "urn:oasis:names:tc:opendocument" in head and "office:spreadsheet" in text:
        note_doubts("XML 表格", decoded, faults)
        return _Opened("ods", ods.read_flat_ods(body.encode(), faults))
    if re.search(r"<(?:html|table|head|body|!doctype html|meta|div|tr|style)\b", head, re.IGNORECASE):
        return _Opened("html", webpage.read_webpage(data, name, faults))
    if "<svg" in head:
        raise UnreadableError(NOT_A_LEDGER, kind="SVG 图片", mend="图片里的数据无法读取，请把数据填入 Excel 台账后报送。")
    raise UnreadableError(NOT_A_LEDGER, kind="XML 数据文件", mend="请在业务系统中导出 Excel 台账后报送。")

"""The gate before every zip: nothing is inflated that was not counted, checked and asked for."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from ecoreport.language import patterns as re
from ecoreport.language.filenames import decode_name
from ecoreport.reading import limits
from ecoreport.reading.faults import CorruptError, UnreadableError
from ecoreport.reading.rules import CANNOT_DECRYPT, DAMAGED, PASSWORD, TOO_LARGE
from ecoreport.reading.salvage import rebuild
from ecoreport.reading.xmlbytes import in_utf8, without_illegal

CUT = "压缩结构不完整，多半没有传完"
# What zipfile raises on a damaged list of entries, and on a damaged entry: a version that it does not know and a password that is
# missing are RuntimeErrors, a name that is no UTF-8 is a ValueError.
LIST_FAULTS = (zipfile.BadZipFile, RuntimeError, ValueError)
_ENTRY_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
_LOCAL_HEADER = 30
_ENCRYPTED = 1
_UTF8_NAME = 0x800
_PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Package:
    """A zip of checked entries; parts are asked for by name, inflated in bounded chunks, their CRC checked."""

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        self.cut = False  # its list of entries is lost: it was put together from what is left
        self.guessed: dict[str, str] = {}  # of a part that is not in the encoding that it declares: the one that it is in
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except LIST_FAULTS as fault:
            data = rebuild(data) or b""
            if not data:
                raise UnreadableError(DAMAGED, kind=kind, detail=CUT) from fault
            self._zip, self.cut = zipfile.ZipFile(BytesIO(data)), True
        entries = [entry for entry in self._zip.infolist() if not read_name(entry).endswith("/")]
        _check_entries(entries, len(data), kind)
        self._entries = {read_name(entry): entry for entry in entries}
        if len(self._entries) != len(entries):
            raise UnreadableError(DAMAGED, kind=kind, detail="内部有重名的部件")
        self._folded = {_fold(name): entry for name, entry in self._entries.items()}
        self._inflated = 0

    def __contains__(self, name: str) -> bool:
        return name in self._entries or _fold(name) in self._folded

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def refuse_doubles(self) -> None:
        """In a package names know no case; of two parts that differ in nothing else, which one counts would be a guess."""
        if len(self._folded) != len(self._entries):
            raise UnreadableError(DAMAGED, kind=self.kind, detail="内部有重名的部件")

    def xml(self, name: str, *, again: bool = False, mended: bool = False) -> Iterator[bytes]:
        """Inflate one part of XML, in UTF-8; `again`: what was read before is not counted anew; `mended`: without illegal characters."""

        def note(encoding: str) -> None:
            self.guessed[name] = encoding

        chunks = in_utf8(self.chunks(name, counted=not again), note)
        return without_illegal(chunks) if mended else chunks

    def chunks(self, name: str, most: int | None = None, password: str | None = None, *, counted: bool = True) -> Iterator[bytes]:
        """Inflate one part piece by piece; sizes are counted here, for the headers may lie."""
        entry = self._entries.get(name) or self._folded.get(_fold(name))
        if entry is None:
            raise UnreadableError(DAMAGED, kind=self.kind, detail=f"缺少部件“{name}”")
        if entry.compress_type not in _PLAIN_METHODS:
            raise UnreadableError(DAMAGED, kind=self.kind, detail=f"“{name}”用了不支持的压缩或加密方法")
        if entry.flag_bits & _ENCRYPTED and not password:
            raise UnreadableError(DAMAGED, kind=self.kind, detail=f"“{name}”设了密码")
        most = most or limits.PART_BYTES
        size = 0
        for chunk in self._inflate(entry, name, password):
            size += len(chunk)
            self._inflated += len(chunk) * counted
            if size > most:
                raise UnreadableError(TOO_LARGE, what=f"“{name}”解压后大于 {most // limits.MIB} MB")
            if self._inflated > limits.PACKAGE_BYTES:
                raise UnreadableError(TOO_LARGE, what=f"解压后合计大于 {limits.PACKAGE_BYTES // limits.MIB} MB")
            yield chunk

    def _inflate(self, entry: zipfile.ZipInfo, name: str, password: str | None) -> Iterator[bytes]:
        try:
            with self._zip.open(entry, pwd=password.encode() if password else None) as part:
                read = 0
                while chunk := part.read(limits.CHUNK):
                    read += len(chunk)
                    yield chunk
            if read != entry.file_size:
                raise CorruptError(DAMAGED, kind=self.kind, detail=f"“{name}”的长度与所写的不符")
        except _ENTRY_FAULTS as fault:
            raise CorruptError(DAMAGED, kind=self.kind, detail=f"“{name}”解压出错") from fault

    def read(self, name: str, most: int | None = None) -> bytes:
        return b"".join(self.chunks(name, most))

    def read_member(self, name: str, passwords: tuple[str, ...]) -> bytes:
        """Read a member that may have a password of the old zip kind; the newer kinds cannot be opened here."""
        entry = self._entries[name]
        if not entry.flag_bits & _ENCRYPTED:
            return self.read(name, limits.FILE_BYTES)
        if entry.compress_type not in _PLAIN_METHODS:
            raise UnreadableError(CANNOT_DECRYPT, kind="压缩包成员")
        for password in passwords:
            try:
                return b"".join(self.chunks(name, limits.FILE_BYTES, password))
            except UnreadableError as fault:
                if fault.rule is TOO_LARGE:
                    raise
        tried = f"给出的 {len(passwords)} 个密码都打不开" if passwords else "没有给出密码，未能打开"
        raise UnreadableError(PASSWORD, kind="压缩包成员", tried=tried)


def read_name(entry: zipfile.ZipInfo) -> str:
    """Read an entry's name: UTF-8 where its flag or its bytes say so, else GBK, as Windows in Chinese writes, where that is evident."""
    flagged = entry.flag_bits & _UTF8_NAME
    name = entry.orig_filename if flagged else decode_name(entry.orig_filename.encode("cp437"))
    return re.sub(r"/+", "/", name.replace("\\", "/").partition("\0")[0])


def _fold(name: str) -> str:
    return name.lstrip("/").casefold()


def _check_entries(entries: list[zipfile.ZipInfo], size: int, kind: str) -> None:
    if len(entries) > limits.PACKAGE_ENTRIES:
        raise UnreadableError(TOO_LARGE, what=f"压缩结构里有 {len(entries)} 个部件，最多 {limits.PACKAGE_ENTRIES} 个")
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            raise UnreadableError(DAMAGED, kind=kind, detail="内部部件互相重叠")
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
    if end > size:
        raise UnreadableError(DAMAGED, kind=kind, detail="内部部件越过了文件末尾")

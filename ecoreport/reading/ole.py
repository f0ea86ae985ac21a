"""The OLE2 compound file behind .xls, .doc and encrypted workbooks: its streams, every chain bounded."""

from struct import Struct

from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.rules import DAMAGED
from ecoreport.records import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = Struct("<30xHH10x8I")  # sector shift, mini-sector shift; from byte 44 on: FAT sectors, directory, …
_ENTRY = Struct("<64sHBB48xIQ")
_FIRST_SPECIAL = 0xFFFFFFFA  # sector numbers from here on end a chain or mark a use
_STREAM, _ROOT = 2, 5
_HEADER_SECTORS = 109
_MOST_ENTRIES = 4_096


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """Named streams of a compound file; damaged chains are told, not followed."""

    def __init__(self, data: bytes, kind: str = "旧版 Office 文件") -> None:
        self._data = data
        self._kind = kind
        if len(data) < 512:
            raise self._damaged("文件头不完整")
        sector_shift, mini_shift, _, directory, _, self._cutoff, mini_fat, _, more, _ = self._unpack_header()
        if sector_shift not in (9, 12) or mini_shift != 6:
            raise self._damaged("文件头不合规范")
        self._sector = 1 << sector_shift
        self._mini = 1 << mini_shift
        self._fat = self._read_fat(more)
        self._entries = self._read_directory(directory)
        root = next((entry for entry in self._entries if entry.kind == _ROOT), None)
        self._mini_fat = _integers(self._chain(mini_fat, None)) if mini_fat < _FIRST_SPECIAL else ()
        self._mini_stream = self._chain(root.start, None) if root is not None and root.start < _FIRST_SPECIAL else b""

    @property
    def size(self) -> int:
        return len(self._data)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(entry.name for entry in self._entries)

    def __contains__(self, name: str) -> bool:
        return any(entry.name == name and entry.kind == _STREAM for entry in self._entries)

    def read(self, name: str, *, cut: bool = False) -> bytes:
        """Read a stream; `cut`: one that breaks off is given as far as it goes, for a file that was not sent whole."""
        entry = next(entry for entry in self._entries if entry.name == name and entry.kind == _STREAM)
        if entry.size > len(self._data) and not cut:
            raise self._damaged("数据流比文件还长")
        if entry.size >= self._cutoff:
            return self._chain(entry.start, entry.size, cut=cut)
        return self._mini_chain(entry.start, entry.size)

    def _unpack_header(self) -> tuple[int, ...]:
        return _HEADER.unpack_from(self._data)

    def _damaged(self, detail: str) -> UnreadableError:
        return UnreadableError(DAMAGED, kind=self._kind, detail=detail)

    def _sector_at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        if start >= len(self._data):
            raise self._damaged("内部数据链断裂，多半没有传完")
        return self._data[start : start + self._sector].ljust(self._sector, b"\0")

    def _read_fat(self, more: int) -> tuple[int, ...]:
        sectors = list(_integers(self._data[76 : 76 + 4 * _HEADER_SECTORS]))
        most = len(self._data) // self._sector + 1
        for _ in range(most):
            if more >= _FIRST_SPECIAL:
                break
            *numbers, more = _integers(self._sector_at(more))
            sectors += numbers
        return _integers(b"".join(self._sector_at(number) for number in sectors[:most] if number < _FIRST_SPECIAL))

    def _read_directory(self, start: int) -> list[_Entry]:
        entries: list[_Entry] = []
        raw = self._chain(start, None)
        for at in range(0, min(len(raw), _MOST_ENTRIES * _ENTRY.size), _ENTRY.size):
            name, length, kind, _, first, size = _ENTRY.unpack_from(raw, at)
            if kind:
                text = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                entries.append(_Entry(text, kind, first, size & 0xFFFFFFFF if self._sector == 512 else size))
        return entries

    def _chain(self, start: int, size: int | None, *, cut: bool = False) -> bytes:
        pieces: list[bytes] = []
        number, most = start, len(self._data) // self._sector + 1
        wanted = most if size is None else min(-(-size // self._sector), most)
        while number < _FIRST_SPECIAL and len(pieces) < wanted:
            if cut and (number + 1) * self._sector >= len(self._data):
                break
            pieces.append(self._sector_at(number))
            if number >= len(self._fat):
                if cut:
                    break
                raise self._damaged("内部数据链断裂")
            number = self._fat[number]
        if cut:
            return b"".join(pieces)[:size]
        if size is not None and len(pieces) < wanted:
            raise self._damaged("数据流不完整")
        if size is None and number < _FIRST_SPECIAL:
            raise self._damaged("内部数据链首尾相连")
        return b"".join(pieces)[:size]

    def _mini_chain(self, start: int, size: int) -> bytes:
        pieces: list[bytes] = []
        number, wanted = start, -(-size // self._mini)
        while number < len(self._mini_fat) and len(pieces) < wanted:
            pieces.append(self._mini_stream[number * self._mini : (number + 1) * self._mini])
            number = self._mini_fat[number]
        data = b"".join(pieces)[:size]
        if len(data) < size:
            raise self._damaged("数据流不完整")
        return data


def _integers(data: bytes) -> tuple[int, ...]:
    return Struct(f"<{len(data) // 4}I").unpack_from(data)

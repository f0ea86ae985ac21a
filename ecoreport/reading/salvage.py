"""A zip whose list of entries is lost: what stands whole before the break is packed anew, the entry at the break as far as it goes."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from ecoreport.reading import limits

_LOCAL = b"PK\x03\x04"
_HEADER = struct.Struct("<4sHHHHHIIIHH")  # signature, version, flags, method, time, date, CRC, packed, unpacked, name, extra
_DESCRIPTOR = b"PK\x07\x08"
_SIZES_FOLLOW, _ENCRYPTED = 8, 1
_MOST = 96 * limits.MIB  # inflated, of all entries


def rebuild(data: bytes) -> bytes | None:
    """Give a sound zip of what can be had from its entries; None where not one is there."""
    out = BytesIO()
    found = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, flags, content in _entries(data):
            entry = zipfile.ZipInfo("entry")
            entry.filename = entry.orig_filename = name.decode("utf-8" if flags & 0x800 else "cp437", "replace")
            package.writestr(entry, content)
            found += 1
            if found >= limits.PACKAGE_ENTRIES or out.tell() > _MOST:
                break
    return out.getvalue() if found else None


def _entries(data: bytes) -> Iterator[tuple[bytes, int, bytes]]:
    """Walk from entry to entry; one whose check sum does not hold is left out, unless the data end within it."""
    at = data.find(_LOCAL)
    while 0 <= at <= len(data) - _HEADER.size:
        _, _, flags, method, _, _, crc, packed, _, name_length, extra = _HEADER.unpack_from(data, at)
        body = at + _HEADER.size + name_length + extra
        name = data[at + _HEADER.size : at + _HEADER.size + name_length]
        content, end = _inflate(data, body, method, None if flags & _SIZES_FOLLOW else packed)
        if flags & _SIZES_FOLLOW and content is not None and end < len(data):
            marked = 4 * data.startswith(_DESCRIPTOR, end)
            crc = int.from_bytes(data[end + marked : end + marked + 4], "little")
            end += marked + 12
        if (
            content is not None
            and name
            and not name.endswith(b"/")
            and not flags & _ENCRYPTED
            and (end > len(data) or zlib.crc32(content) == crc)
        ):
            yield name, flags, content
        at = data.find(_LOCAL, max(end, body) if content is not None else at + 4)


def _inflate(data: bytes, body: int, method: int, packed: int | None) -> tuple[bytes | None, int]:
    """Give an entry's content and where its bytes end, beyond the data where they are cut; None where they are no such bytes."""
    end = len(data) + 1 if packed is None else body + packed
    if method == zipfile.ZIP_STORED:
        return (None, body) if packed is None else (data[body:end], end)
    if method != zipfile.ZIP_DEFLATED:
        return None, body
    inflater = zlib.decompressobj(-15)
    try:
        content = inflater.decompress(data[body:end], limits.PART_BYTES)
    except zlib.error:
        return None, body
    if inflater.unconsumed_tail:
        return None, body
    if inflater.eof:
        return content, min(end, len(data)) - len(inflater.unused_data)
    return content, len(data) + 1

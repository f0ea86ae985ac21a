"""Hostile packages and archives: bombs, lies, overlaps, secrets, and members that point outside."""

import binascii
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.expect import TOLD, Case
from corpus.honest_packages import changed
from corpus.tables import RELS, SHEET1, STAMP, STRINGS, packed, plain, standard, text_of, unpacked, zipped

REFUSED = ("failed", "partly")
DOS_DATE = ((STAMP[0] - 1980) << 9 | STAMP[1] << 5 | STAMP[2]) << 16 | STAMP[3] << 11


@dataclass(frozen=True, slots=True)
class Member:
    """One member as raw bytes, with headers that may lie."""

    name: bytes
    data: bytes
    crc: int
    size: int
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0
    local_name: bytes | None = None
    repeat: int = 1  # so many entries of the directory for the same bytes
    attributes: int = 0


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def member(name: str, data: bytes, **lies: int | bytes) -> Member:
    return Member(name.encode(), deflated(data), **{"crc": binascii.crc32(data), "size": len(data), **lies})  # type: ignore[arg-type]


def blanks(name: str, head: bytes, mib: int, tail: bytes, filler: bytes = b" ") -> Member:
    """Give a member that inflates to so many MiB of one byte between head and tail, made of one compressed block that repeats."""
    block = filler * 1_048_576
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(tail) + packer.flush()
    crc = binascii.crc32(head)
    for _ in range(mib):
        crc = binascii.crc32(block, crc)
    return Member(name.encode(), start + once * mib + end, binascii.crc32(tail, crc), len(head) + mib * len(block) + len(tail))


def raw_zip(members: list[Member]) -> bytes:
    """Write the members as they are told to be."""
    body, directory, count = bytearray(), bytearray(), 0
    for one in members:
        at = len(body)
        shared = struct.pack("<HHHIIII", 20, one.flags, one.method, DOS_DATE, one.crc, len(one.data), one.size)
        local = one.name if one.local_name is None else one.local_name
        body += b"PK\x03\x04" + shared + struct.pack("<HH", len(local), 0) + local + one.data
        for number in range(one.repeat):
            name = one.name if not number else str(number).encode() + one.name
            directory += (
                b"PK\x01\x02"
                + struct.pack("<H", 0x031E)
                + shared
                + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, one.attributes, at)
                + name
            )
            count += 1
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), len(directory), len(body), 0)
    return bytes(body + directory) + end


def book_with(swapped: dict[str, Member]) -> Callable[[str], bytes]:
    return lambda tag: raw_zip([swapped.get(name) or member(name, part) for name, part in unpacked(plain(tag)).items()])


def lying(part: str, **lies: int | bytes) -> Callable[[str], bytes]:
    return lambda tag: raw_zip([member(name, data, **(lies if name == part else {})) for name, data in unpacked(plain(tag)).items()])


def blank_sheet(mib: int) -> Member:
    head, _, tail = text_of(plain("x"), SHEET1).partition("<sheetData>")
    return blanks(SHEET1, f"{head}<sheetData>".encode(), mib, tail.encode())


def long_string(mib: int) -> Member:
    head, _, tail = text_of(plain("x"), STRINGS).partition("盐仓河")
    return blanks(STRINGS, head.encode(), mib, f"盐仓河{tail}".encode(), b"x")


def nested(_: str) -> bytes:
    inner = raw_zip([blanks("零.csv", b"a,b\n", 200, b"\n", b"0")])
    for level in range(4):
        inner = zipped([(f"{level}{number}.zip", inner) for number in range(3)])
    return inner


def overlapping(_: str) -> bytes:
    zeros = blanks("x.csv", b"", 20, b"", b"0")
    return raw_zip([Member(zeros.name, zeros.data, zeros.crc, zeros.size, repeat=300)])


def twice_named(tag: str) -> bytes:
    parts = list(unpacked(plain(tag)).items())
    other = text_of(plain(tag), SHEET1).replace("12.5", "92.5").encode()
    return _silently([*parts, (SHEET1, other)])


def _silently(members: list[tuple[str, bytes]]) -> bytes:
    return raw_zip([member(name, data) for name, data in members])


class Cipher:
    """The old cipher of zip files, which every archiver still offers first."""

    def __init__(self, password: bytes) -> None:
        self.keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self.update(byte)

    def update(self, byte: int) -> None:
        first, second, third = self.keys
        first = _crc(byte, first)
        second = (second + (first & 0xFF)) * 134775813 + 1 & 0xFFFFFFFF
        self.keys = [first, second, _crc(second >> 24, third)]

    def encrypt(self, data: bytes) -> bytes:
        out = bytearray()
        for byte in data:
            mask = self.keys[2] | 2
            out.append(byte ^ (mask * (mask ^ 1) >> 8 & 0xFF))
            self.update(byte)
        return bytes(out)


def _crc(byte: int, crc: int) -> int:
    return binascii.crc32(bytes([byte]), crc ^ 0xFFFFFFFF) ^ 0xFFFFFFFF


def secret(name: str, data: bytes, password: bytes) -> Member:
    crc = binascii.crc32(data)
    head = bytes(range(11)) + bytes([crc >> 24])
    return Member(name.encode(), Cipher(password).encrypt(head + deflated(data)), crc, len(data), flags=0x801)


def linked(_: str) -> bytes:
    link = Member(
        "链接.xlsx".encode(),
        b"/etc/passwd",
        binascii.crc32(b"/etc/passwd"),
        11,
        zipfile.ZIP_STORED,
        0x800,
        attributes=(stat.S_IFLNK | 0o777) << 16,
    )
    return raw_zip([link, Member("账.csv".encode(), deflated(b"a,b\n1,2\n"), binascii.crc32(b"a,b\n1,2\n"), 8, flags=0x800)])


def escaping(_: str) -> bytes:
    names = ("../../逃出一.xlsx", "/tmp/逃出二.xlsx", "C:\\逃出三.xlsx", "..\\逃出四.xlsx", "好的/../../逃出五.xlsx")
    return zipped([(name, plain(f"逃{number}")) for number, name in enumerate(names)])


def many(_: str) -> bytes:
    return zipped([(f"{number}.csv", b"a,b\n1,2\n") for number in range(10_001)], zipfile.ZIP_STORED)


def many_parts(tag: str) -> bytes:
    return packed({**unpacked(plain(tag)), **{f"xl/media/image{number}.png": b"" for number in range(10_001)}})


def recompressed(method: int) -> Callable[[str], bytes]:
    return lambda tag: packed(unpacked(plain(tag)), method)


def end_patched(offset: int, form: str, value: int) -> Callable[[str], bytes]:
    """Change a field of the end record."""

    def build(tag: str) -> bytes:
        data = bytearray(plain(tag))
        struct.pack_into(form, data, data.rindex(b"PK\x05\x06") + offset, value)
        return bytes(data)

    return build


def no_directory(tag: str) -> bytes:
    return plain(tag).partition(b"PK\x01\x02")[0]


def target(path: str, mode: str = "") -> Callable[[str], bytes]:
    return changed((RELS, 'Target="worksheets/sheet1.xml"', f'Target="{path}"{mode}'))


def _case(name: str, build: Callable[[str], bytes], outcomes: tuple[str, ...] = REFUSED, **more: object) -> Case:
    return Case("hostile", name, build, outcomes=outcomes, **more)  # type: ignore[arg-type]


def cases() -> Iterator[Case]:
    yield _case("bomb in the sheet.xlsx", book_with({SHEET1: blank_sheet(400)}), slow=True)
    yield _case("bomb in the strings.xlsx", book_with({STRINGS: long_string(400)}), slow=True)
    yield _case("bomb in a part nobody reads.xlsx", book_with({"docProps/app.xml": blanks("docProps/app.xml", b"<x>", 400, b"</x>")}), TOLD)
    yield _case("ten megabytes of blanks.xlsx", book_with({SHEET1: blank_sheet(10)}), TOLD)
    yield _case("bombs nested.zip", nested, TOLD)
    yield _case("bombs overlapping.zip", overlapping, ("failed", "partly"))
    yield _case("bomb of a text.zip", lambda _: raw_zip([blanks("零.csv", b"a,b\n", 400, b"\n", b"0")]), TOLD)
    yield _case("size told too large.xlsx", lying(SHEET1, size=0xFFFFFFFE), TOLD)
    yield _case("size told too small.xlsx", lying(SHEET1, size=10))
    yield _case("crc told wrongly.xlsx", lying(SHEET1, crc=1))
    yield _case(
        "local name differs.xlsx", lying(SHEET1, local_name=b"xl/worksheets/sheet2.xml"), ("failed", "partly", "read"), finding="notice"
    )
    yield _case("part twice.xlsx", twice_named, finding="verify")
    yield _case("member twice.zip", lambda _: _silently([("账.csv", b"a,b\n1,2\n"), ("账.csv", b"a,b\n3,4\n")]), TOLD, finding="notice")
    yield _case("members with paths that escape.zip", escaping, TOLD)
    yield _case("member is a link.zip", linked, TOLD)
    yield _case("ten thousand members.zip", many, ("failed", "partly"))
    yield _case("ten thousand parts.xlsx", many_parts, TOLD)
    locked = raw_zip([secret("账.csv", b"a,b\n1,2\n", b"unknown"), secret("台账.xlsx", plain("secret"), b"unknown")])
    yield _case("archive with a password.zip", lambda _: locked, TOLD)
    for inside in ("账.csv", "台账.xlsx"):
        yield Case("hostile", f"archive with a password.zip/{inside}", outcomes=("failed",), words=("密码",))
    yield _case(
        "part with a password.xlsx",
        lambda tag: raw_zip([secret(name, part, b"pw2") for name, part in unpacked(plain(tag)).items()]),
        ("failed",),
        words=("密码|加密",),
    )
    yield _case("bzip2.xlsx", recompressed(zipfile.ZIP_BZIP2), TOLD)
    yield _case("lzma.xlsx", recompressed(zipfile.ZIP_LZMA), TOLD)
    yield _case("unknown method.xlsx", lying(SHEET1, method=99))
    yield _case("entries told too many.xlsx", end_patched(10, "<H", 9999), TOLD)
    yield _case("directory told elsewhere.xlsx", end_patched(16, "<I", 0xFFFFFF), TOLD)
    yield _case("directory missing.xlsx", no_directory, ("failed", "partly"))
    ending = struct.pack("<4s4HIIH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0)
    yield _case("false end behind.xlsx", lambda tag: plain(tag) + ending, TOLD)
    yield _case("sheet target escapes.xlsx", target("../../../../etc/passwd"), never=("root:x",))
    yield _case("sheet target absolute.xlsx", target("file:///etc/passwd"), never=("root:x",))
    yield _case("sheet target outside.xlsx", target("http://127.0.0.1:9/sheet.xml", ' TargetMode="External"'))
    yield _case("sheet target itself.xlsx", target("workbook.xml"))
    yield Case(
        "hostile", "rubbish part.xlsx", lambda tag: packed({**unpacked(plain(tag)), "xl/x.bin": bytes(9)}), cells=standard("rubbish part")
    )

"""How the mutants of `fuzz` are made: a seed of every container, and for each the changes that know its structure."""

import functools
import io
import random
import re
import struct
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import files_containers as containers
import files_workbooks as workbooks
import xlwt

Chance = random.Random
_LIMITS = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)
_VALUES = (
    b"", b"0", b"-1", b"1e999", b"nan", b"99999999999999999999", b"1048577", b"XFD1048576", b"A0", b"\xef\xbf\xbe", b"&#0;", b"&lt;",
    "指标".encode(), b"x" * 40_000, b" ", b"true", b"2020-13-45", b"_xD800_", b"[", b"'", b"\n",
)  # fmt: skip


_MARKS = (b'"', b",", b"\t", b"\r", b"\n" * 50, b"\x1a", b"\xef\xbb\xbf", b"\xff\xfe", b"=1+1", b'="1"', b"sep=;\n")
_OPENINGS = (b"<!--", b"<![CDATA[", b"<?x?>", b"<!DOCTYPE a>", b"&a;")
_HEADER_FIELDS = (24, 26, 28, 30, 32, 44, 48, 56, 60, 64, 68, 72, 76, 80)  # of a compound file


@functools.cache
def seeds() -> dict[str, tuple[str, bytes]]:
    """Make one good file of each kind: its name and its bytes."""
    rich = workbooks.by_openpyxl(workbooks.make_contents(3))
    book = xlwt.Workbook()
    sheet = book.add_sheet("指标", cell_overwrite_ok=True)
    for row, line in enumerate((containers.HEADER, *containers.ROWS)):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    sheet.write_merge(8, 9, 0, 2, "合并")
    sheet.write(10, 0, xlwt.Formula("SUM(D2:D4)"))
    out = io.BytesIO()
    book.save(out)
    return {
        "xlsx": ("台账.xlsx", rich),
        "xls": ("台账.xls", out.getvalue()),
        "ods": ("台账.ods", _package_of_ods()),
        "csv": ("台账.csv", containers.as_csv()),
        "gbk": ("台账.csv", containers.as_csv(encoding="gb18030")),
        "html": ("台账.xls", containers.as_html()),
        "mht": ("台账.mht", containers.as_mht()),
        "xml2003": ("台账.xml", containers.as_xml2003()),
        "zip": ("台账.zip", containers.as_zip({"一.xlsx": rich, "二.csv": containers.as_csv()})),
    }


def _package_of_ods() -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>' for value in line)
        + "</table:table-row>"
        for line in (containers.HEADER, *containers.ROWS)
    )
    return containers.as_ods(cells)


# ---- bytes -------------------------------------------------------------------------------------


def spoil_bytes(data: bytes, chance: Chance) -> bytes:
    """Flip, cut, double, drop or put in some bytes."""
    if not data:
        return b"\0"
    at, length = chance.randrange(len(data)), chance.choice((1, 1, 2, 4, 16, 512))
    piece = data[at : at + length]
    put = chance.choice((b"", piece * 2, piece[::-1], chance.randbytes(length), b"\0" * length, b"\xff" * length))
    return data[:at] + put + data[at + length :] if chance.random() < 0.9 else data[:at]


def spoil_text(data: bytes, chance: Chance) -> bytes:
    """Put a separator, a quote, a mark of encoding or a strange text somewhere into a text."""
    if chance.random() < 0.3:
        return spoil_bytes(data, chance)
    at = chance.randrange(len(data) + 1)
    put = chance.choice((*_MARKS, *_VALUES))
    return data[:at] + put * chance.choice((1, 1, 2, 300)) + data[at:]


# ---- XML and pages -----------------------------------------------------------------------------

_TAG = re.compile(rb"<[^<>!?]*>")
_ATTRIBUTE = re.compile(rb'([\w:.-]+)="([^"]*)"')


def spoil_xml(data: bytes, chance: Chance) -> bytes:
    """Change one tag: dropped, doubled, moved, nested, renamed, its attributes changed; or the text behind it."""
    tags = list(_TAG.finditer(data))
    if not tags or chance.random() < 0.05:
        return spoil_bytes(data, chance)
    one, other = chance.choice(tags), chance.choice(tags)
    tag = one[0]
    match chance.randrange(9):
        case 0:
            put = b""
        case 1:
            put = tag * chance.choice((2, 3, 200))
        case 2:
            put = other[0]
        case 3:
            put = re.sub(rb"^</?[\w:]+", lambda name: name[0] + b"x", tag)
        case 4:
            put = re.sub(rb"^(</?)\w+:", rb"\1", tag) if b":" in tag else re.sub(rb'xmlns(:\w+)?="[^"]*"', b"", tag)
        case 5 | 6:
            found = list(_ATTRIBUTE.finditer(tag))
            if found:
                chosen = chance.choice(found)
                value = chance.choice((*_VALUES[:13], chance.choice(found)[2]))
                put = tag[: chosen.start(2)] + value + tag[chosen.end(2) :]
            else:
                put = re.sub(rb"(/?>)$", rb' r="A1" s="9" t="s"\1', tag)
        case 7:
            return data[: one.end()] + chance.choice((*_VALUES, *_OPENINGS)) + data[one.end() :]
        case _:
            begin, end = sorted((one.start(), other.start()))
            piece = data[begin : min(end, begin + 4_000)]
            return data[:begin] + data[begin + len(piece) :] if chance.random() < 0.5 else data[:end] + piece + data[end:]
    return data[: one.start()] + put + data[one.end() :]


# ---- zip ---------------------------------------------------------------------------------------


def spoil_package(data: bytes, chance: Chance) -> bytes:
    """Change a part and pack anew, or change the entries, or the bytes of the list of entries."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(entry.filename, package.read(entry)) for entry in package.infolist()]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError, OSError, zlib.error, struct.error):
        return spoil_bytes(data, chance)
    if not parts or chance.random() < 0.1:
        return _spoil_entries(data, chance)
    at = chance.randrange(len(parts))
    name, content = parts[at]
    match chance.randrange(12):
        case 0:
            del parts[at]
        case 1:
            parts.append((name, content))
        case 2:
            parts[at] = (chance.choice((name.upper(), f"../{name}", f"/{name}", name.replace("/", "\\"), "\ufffe", f"{name}/")), content)
        case 3:
            parts[at] = (name, chance.choice(parts)[1])
        case 4:
            parts[at] = (name, b"")
        case _:
            rows = [index for index, (known, _) in enumerate(parts) if "sheet" in known or "content" in known or "Strings" in known]
            at = chance.choice(rows) if rows and chance.random() < 0.6 else at
            parts[at] = (parts[at][0], spoil_xml(parts[at][1], chance))
    out = io.BytesIO()
    method = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w", method) as package:  # of two entries by one name
        for known, part in parts:
            info = zipfile.ZipInfo("x")
            info.filename = known
            info.compress_type = package.compression
            package.writestr(info, part)
    return out.getvalue()


def _spoil_entries(data: bytes, chance: Chance) -> bytes:
    """Put another number into a field of a local header, of the list of entries or of its end."""
    places = [match.start() for match in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06|\x07\x08)", data)]
    if not places:
        return spoil_bytes(data, chance)
    at = chance.choice(places) + chance.choice((4, 6, 8, 10, 14, 18, 22, 24, 26, 28, 30, 34, 38, 42))
    return _put_number(data, at, chance)


def _put_number(data: bytes, at: int, chance: Chance) -> bytes:
    size = chance.choice((1, 2, 2, 4))
    return data[:at] + (chance.choice(_LIMITS) & (256**size - 1)).to_bytes(size, "little") + data[at + size :]


# ---- OLE and BIFF ------------------------------------------------------------------------------


def spoil_xls(data: bytes, chance: Chance) -> bytes:
    """Change the header, the tables of sectors or the directory of the file, or a record within its stream."""
    if len(data) < 1_600 or chance.random() < 0.2:
        return _put_number(data, chance.choice((*_HEADER_FIELDS, chance.randrange(max(1, len(data))))), chance)
    records = list(_records(data))
    if not records:
        return spoil_bytes(data, chance)
    at, length = chance.choice(records)
    match chance.randrange(6):
        case 0:
            return _put_number(data, at, chance)
        case 1:
            return data[: at + 2] + struct.pack("<H", chance.choice((0, 1, length + 1, max(0, length - 1), 0xFFFF))) + data[at + 4 :]
        case 2 | 3:
            return _put_number(data, at + 4 + chance.randrange(max(1, length)), chance)
        case 4:
            other, room = chance.choice(records)
            piece = data[other : other + 4 + room]
            return data[:at] + piece + data[at + len(piece) :]
        case _:
            return data[: at + 4] + chance.randbytes(length) + data[at + 4 + length :]


def _records(data: bytes) -> list[tuple[int, int]]:
    """Find the records of the workbook's stream, which xlwt lays down in one piece behind the header."""
    found, at = [], 512
    while at + 4 <= len(data) and len(found) < 2_000:
        code, length = struct.unpack_from("<HH", data, at)
        if (code == 0 and length == 0) or length > 8_228:
            break
        found.append((at, length))
        at += 4 + length
    return found


MUTATE: dict[str, Callable[[bytes, Chance], bytes]] = {
    "xlsx": spoil_package,
    "ods": spoil_package,
    "zip": spoil_package,
    "xls": spoil_xls,
    "csv": spoil_text,
    "gbk": spoil_text,
    "html": spoil_xml,
    "mht": spoil_xml,
    "xml2003": spoil_xml,
}

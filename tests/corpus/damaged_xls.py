"""Damaged .xls workbooks: records of xlwt's stream changed, cut or added, then wrapped in a sound OLE file again."""

import io
import struct
from collections.abc import Callable, Iterator, Sequence

import xlwt
from xlwt import CompoundDoc

from corpus.expect import Case
from corpus.honest_xls import by_xlwt
from corpus.tables import SHEET, rows, standard, stem

MENDED = ("read", "partly", "superseded")
BROKEN = ("partly", "failed")
Record = tuple[int, bytes]
BOF, EOF, BOUNDSHEET, SST, DIMENSIONS, LABELSST, NUMBER, XF, FONT, FORMAT, NAME, FILEPASS, CODEPAGE, ROW = (
    0x809, 0x0A, 0x85, 0xFC, 0x200, 0xFD, 0x203, 0xE0, 0x31, 0x41E, 0x18, 0x2F, 0x42, 0x208,
)  # fmt: skip


def stream(tag: str) -> bytes:
    """Give the Workbook stream of the table with a second sheet behind it."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(SHEET)
    for row, line in enumerate(rows(tag)):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    book.add_sheet("附表").write(1, 1, "附表一格")
    return bytes(book.get_biff_data())


def records(data: bytes) -> list[Record]:
    found, at = [], 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        found.append((kind, data[at + 4 : at + 4 + size]))
        at += 4 + size
    return found


def joined(parts: Sequence[Record]) -> bytes:
    """Join records; the offsets that BOUNDSHEET gives follow the sheets."""
    starts, at = [], 0
    for kind, payload in parts:
        if kind == BOF:
            starts.append(at)
        at += 4 + len(payload)
    sheets = iter(starts[1:])
    out = []
    for kind, payload in parts:
        fixed = struct.pack("<I", next(sheets)) + payload[4:] if kind == BOUNDSHEET else payload
        out.append(struct.pack("<HH", kind, len(fixed)) + fixed)
    return b"".join(out)


def wrapped(data: bytes) -> bytes:
    out = io.BytesIO()
    CompoundDoc.XlsDoc().save(out, data)
    return out.getvalue()


def recorded(change: Callable[[list[Record]], Sequence[Record]]) -> Callable[[str], bytes]:
    return lambda tag: wrapped(joined(change(records(stream(tag)))))


def each(kind: int, change: Callable[[bytes], bytes], which: int | None = None) -> Callable[[str], bytes]:
    """Change the payload of all records of a kind, or of one of them."""

    def changed(parts: list[Record]) -> list[Record]:
        seen, out = -1, []
        for found, payload in parts:
            seen += found == kind
            out.append((found, change(payload) if found == kind and which in {None, seen} else payload))
        return out

    return recorded(changed)


def added(kind: int, payload: bytes, *, before: int) -> Callable[[str], bytes]:
    """Put a record before the first one of another kind."""

    def changed(parts: list[Record]) -> list[Record]:
        at = next(index for index, (found, _) in enumerate(parts) if found == before)
        return [*parts[:at], (kind, payload), *parts[at:]]

    return recorded(changed)


def dropped(kind: int) -> Callable[[str], bytes]:
    return recorded(lambda parts: [part for part in parts if part[0] != kind])


def raw(change: Callable[[bytes], bytes]) -> Callable[[str], bytes]:
    return lambda tag: wrapped(change(stream(tag)))


def packed_at(offset: int, form: str, *values: int) -> Callable[[bytes], bytes]:
    def change(payload: bytes) -> bytes:
        fresh = struct.pack(form, *values)
        return payload[:offset] + fresh + payload[offset + len(fresh) :]

    return change


def cut_file(share: float) -> Callable[[str], bytes]:
    return lambda tag: by_xlwt(tag)[: int(len(by_xlwt(tag)) * share)]


def book_stream(tag: str) -> bytes:
    """Name the stream Book, as Excel 5 did, though it is of Excel 97."""
    old, new = "Workbook".encode("utf-16-le"), "Book".encode("utf-16-le")
    data = by_xlwt(tag)
    at = data.index(old)
    entry = bytearray(data[at : at + 128])
    entry[: len(old)] = new.ljust(len(old), b"\x00")
    entry[64:66] = struct.pack("<H", len(new) + 2)
    return data[:at] + bytes(entry) + data[at + 128 :]


def _case(
    name: str, build: Callable[[str], bytes], outcomes: tuple[str, ...] = MENDED, finding: str | None = None, **other: tuple[str, ...]
) -> Case:
    gone = other.get("lost", ())
    cells = tuple(survivor for survivor in standard(stem(name)) if survivor[1] not in gone)
    return Case(
        "damaged",
        name,
        build,
        outcomes=outcomes,
        cells=() if "failed" in outcomes else cells,
        finding=finding,
        words=other.get("words", ()),
    )


def _files() -> Iterator[Case]:
    for share in (0.05, 0.3, 0.6, 0.95):
        yield _case(f"xls file cut at {int(share * 100)} percent.xls", cut_file(share), BROKEN, "verify")
    for share in (0.3, 0.7, 0.9):
        yield _case(
            f"xls stream cut at {int(share * 100)} percent.xls",
            raw(lambda data, share=share: data[: int(len(data) * share)]),
            BROKEN,
            "verify",
        )
    yield _case("xls stream without ole.xls", stream, ("read", "partly", "failed"))
    yield _case("xls stream named Book.xls", book_stream, MENDED)
    yield _case("xls last end missing.xls", raw(lambda data: data[:-4]))
    yield _case("xls rubbish behind.xls", raw(lambda data: data + bytes(range(1, 256))))
    yield _case("xls ole bytes behind.xls", lambda tag: by_xlwt(tag) + bytes(700))
    yield _case("xls stream empty.xls", raw(lambda _: b""), BROKEN, "verify")
    yield _case("xls all zeros.xls", lambda tag: by_xlwt(tag)[:512] + bytes(len(by_xlwt(tag)) - 512), BROKEN, "verify")


def _globals() -> Iterator[Case]:
    yield _case("xls strings told too many.xls", each(SST, packed_at(0, "<II", 900, 40)))
    yield _case("xls strings told too few.xls", each(SST, packed_at(0, "<II", 1, 3)))
    yield _case("xls strings told four billion.xls", each(SST, packed_at(0, "<II", 0xFFFFFFFF, 0xFFFFFFFF)))
    yield _case("xls strings cut.xls", each(SST, lambda payload: payload[:60]), BROKEN, "verify")
    yield _case("xls strings missing.xls", dropped(SST), BROKEN, "verify")
    broken_name = struct.pack("<HBBHHHBBBB", 0x20, 0, 200, 900, 0, 9, 0, 0, 0, 0) + b"\x00\x06"
    yield _case("xls broken name.xls", added(NAME, broken_name, before=EOF))
    yield _case("xls name cut.xls", added(NAME, b"\x00\x00\x00", before=EOF))
    yield _case("xls name empty.xls", added(NAME, b"", before=EOF))
    yield _case("xls unknown record.xls", added(0x7777, b"abc", before=EOF))
    yield _case("xls font empty.xls", each(FONT, lambda _: b"", 1))
    yield _case("xls format cut.xls", each(FORMAT, lambda payload: payload[:3], 0))
    yield _case("xls formats missing.xls", dropped(FORMAT))
    yield _case("xls cell formats cut.xls", each(XF, lambda payload: payload[:5]))
    yield _case("xls cell formats missing.xls", dropped(XF))
    yield _case("xls code page odd.xls", each(CODEPAGE, packed_at(0, "<H", 65_000)))
    yield _case("xls code page missing.xls", dropped(CODEPAGE))
    secret = struct.pack("<HHH", 1, 1, 1) + bytes(48)
    locked = added(FILEPASS, secret, before=CODEPAGE)
    yield Case("damaged", "xls said to be encrypted.xls", locked, outcomes=("failed",), finding="error", words=("密码",))
    yield _case("xls second sheet elsewhere.xls", _lost_sheet, ("partly",), "verify")


def _lost_sheet(tag: str) -> bytes:
    """Let BOUNDSHEET of the second sheet point behind the end of the stream."""
    data = stream(tag)
    at = data.index("附表".encode("utf-16-le")) - 8
    return wrapped(data[:at] + struct.pack("<I", len(data) + 5000) + data[at + 4 :])


def _sheets() -> Iterator[Case]:
    yield _case("xls dimensions reversed.xls", each(DIMENSIONS, packed_at(0, "<IIHHH", 9, 1, 5, 0, 0)))
    yield _case("xls dimensions huge.xls", each(DIMENSIONS, packed_at(0, "<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)))
    yield _case("xls dimensions small.xls", each(DIMENSIONS, packed_at(0, "<IIHHH", 0, 1, 0, 1, 0)))
    yield _case("xls dimensions cut.xls", each(DIMENSIONS, lambda payload: payload[:4]))
    yield _case("xls dimensions missing.xls", dropped(DIMENSIONS))
    yield _case("xls rows missing.xls", dropped(ROW))
    yield _case("xls row records cut.xls", each(ROW, lambda payload: payload[:6]))
    yield _case("xls string index beyond.xls", each(LABELSST, packed_at(6, "<I", 90_000), 7), MENDED, "verify", lost=("A3",))
    yield _case("xls style index beyond.xls", each(LABELSST, packed_at(4, "<H", 4000), 7))
    yield _case("xls number cut.xls", each(NUMBER, lambda payload: payload[:9], 0), MENDED, "notice", lost=("C5",))
    yield _case("xls number not a number.xls", each(NUMBER, packed_at(6, "<Q", 0x7FF8000000000000), 0), MENDED, "notice", lost=("C5",))
    yield _case("xls number infinite.xls", each(NUMBER, packed_at(6, "<Q", 0x7FF0000000000000), 0), MENDED, "notice", lost=("C5",))
    again = struct.pack("<HHHd", 3, 2, 15, 99.5)
    yield _case("xls same cell twice.xls", added(NUMBER, again, before=0x23E), MENDED, "notice", lost=("C4",))
    yield _case("xls row beyond the sheet.xls", added(NUMBER, struct.pack("<HHHd", 7, 300, 15, 99.5), before=0x23E), MENDED)
    yield _case("xls merged cells cut.xls", added(0xE5, struct.pack("<H", 900), before=0x23E))
    yield _case("xls comment cut.xls", added(0x1C, b"\x00", before=0x23E))


def cases() -> Iterator[Case]:
    for family in (_files, _globals, _sheets):
        yield from family()

"""Archives of good and bad together, OpenDocument of every type, packages whose wiring is odd: honest, damaged and wrong side by side."""

import binascii
import io
import struct
import zipfile
from collections.abc import Callable, Iterator

from corpus.damaged_packages import wrong_crc
from corpus.damaged_texts import ods
from corpus.damaged_xls import wrapped
from corpus.expect import TOLD, Case, Survivor
from corpus.fixed_cases import stored
from corpus.honest_packages import MAIN, changed
from corpus.honest_texts import ODF, coded
from corpus.honest_xls import RawInfo, by_xlwt
from corpus.hostile_zips import Member, deflated, member, raw_zip
from corpus.tables import BOOK, RELS, SHEET, SHEET1, STRINGS, TYPES, edited, packed, plain, standard, stem, unpacked, with_parts, zipped
from corpus.wrong import letter

READ = ("read", "superseded")
MENDED = ("read", "partly", "superseded")


def unflagged(_: str) -> bytes:
    """Write the names in UTF-8 without the flag that says so, as a Mac's own zipper does."""
    return raw_zip([Member("台账甲.csv".encode(), deflated(coded("utf-8")("台账甲")), *_facts(coded("utf-8")("台账甲")))])


def _facts(data: bytes) -> tuple[int, int]:
    return binascii.crc32(data), len(data)


def spoken_twice(_: str) -> bytes:
    """Write the name in GBK and beside it, in an extra field, in UTF-8, as WinRAR and 7-Zip do."""
    raw, name = "台账乙.csv".encode("gbk"), "台账乙.csv".encode()
    info = RawInfo(raw)
    info.extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, binascii.crc32(raw)) + name
    return zipped_infos([(info, coded("gbk")("台账乙"))])


def zipped_infos(members: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for info, data in members:
            package.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def crowd(_: str) -> bytes:
    """Give good, damaged, locked and foreign files in one archive."""
    return zipped(
        [
            ("甲/好.xlsx", plain("好")),
            ("甲/断.xlsx", plain("断")[:2000]),
            ("乙/坏.xlsx", wrong_crc(SHEET1)("坏")),
            ("乙/信.docx", letter("信")),
            ("乙/锁.xlsx", stored("locked pw.xlsx")),
            ("丙/好二.xls", by_xlwt("好二")),
            ("丙/空.xlsx", b""),
            ("丙/~$好.xlsx", b"\x05admin".ljust(165)),
            ("丙/内.zip", zipped([("里.csv", coded("utf-8")("里"))])),
        ]
    )


def one_bad_member(_: str) -> bytes:
    bad = member("坏.csv", coded("utf-8")("坏"), crc=7)
    good = [member(f"{name}.csv", coded("utf-8")(name)) for name in ("good1", "good2")]
    return raw_zip([good[0], bad, good[1]])


def cut_archive(_: str) -> bytes:
    data = zipped([(f"good{number}.csv", coded("utf-8")(f"good{number}")) for number in range(9)])
    return data[: len(data) * 2 // 3]


def typed_ods(_: str) -> bytes:
    """Give cells of each type that OpenDocument knows, a covered one, a note, and a row that is folded away."""
    cells = (
        'office:value-type="percentage" office:value="0.967"><text:p>96.7%</text:p>',
        'office:value-type="currency" office:currency="CNY" office:value="830.25"><text:p>¥830.25</text:p>',
        'office:value-type="date" office:date-value="2020-12-31"><text:p>2020年12月31日</text:p>',
        'office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p>',
        'office:value-type="string"><office:annotation><text:p>批注的话</text:p></office:annotation><text:p>第一段</text:p><text:p>第二段</text:p>',
        'office:value-type="string"><text:p>空<text:s text:c="2"/>格<text:tab/>制<text:line-break/>行<text:span>段</text:span></text:p>',
        'table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p>',
        'office:value-type="string" office:string-value="存的字"><text:p>存的字</text:p>',
    )
    row = "".join(f"<table:table-cell {cell}</table:table-cell>" for cell in cells)
    folded = '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="string"><text:p>折起的</text:p></table:table-cell><table:covered-table-cell office:value-type="string"><text:p>盖住的</text:p></table:covered-table-cell></table:table-row>'
    grouped = '<table:table-row-group><table:table-row><table:table-cell office:value-type="string"><text:p>组里的</text:p></table:table-cell></table:table-row></table:table-row-group>'
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="{ODF}:office:1.0" xmlns:table="{ODF}:table:1.0" xmlns:text="{ODF}:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="{SHEET}"><table:table-header-rows><table:table-row>{row}</table:table-row></table:table-header-rows>'
        f"{folded}{grouped}</table:table></office:spreadsheet></office:body></office:document>"
    )
    return ods("x", text)


TYPED: tuple[Survivor, ...] = tuple(
    (SHEET, address, text)
    for address, text in (
        ("A1", "0.967"), ("B1", "830.25"), ("C1", "2020-12-31"), ("D1", "TRUE"), ("E1", "第一段\n第二段"), ("F1", "空  格\t制\n行段"), ("G1", "2"),
        ("H1", "存的字"), ("A2", "折起的"), ("B2", "盖住的"), ("A3", "组里的"),
    )
)  # fmt: skip


def marked(tag: str) -> bytes:
    """Begin each XML part with a byte order mark."""
    return packed({name: part if name.endswith(".bin") else b"\xef\xbb\xbf" + part for name, part in unpacked(plain(tag)).items()})


def spaced(part: str) -> Callable[[str], bytes]:
    """Put a line end before the XML declaration, where none may be."""
    return lambda tag: with_parts(plain(tag), {part: b"\r\n" + unpacked(plain(tag))[part]})


def swapped_ids(tag: str) -> bytes:
    """Name relationships in another order and with other ids than most writers do."""
    data = edited(plain(tag), (BOOK, 'r:id="rId1"', 'r:id="工"'), (RELS, 'Id="rId1"', 'Id="工"'))
    return edited(data, (BOOK, 'sheetId="1"', 'sheetId="4000"'))


def embedded(tag: str) -> bytes:
    """Give a workbook inside the stream of an OLE file, as an object cut out of a document."""
    data = wrapped(plain(tag).ljust(5000, b"\x00"))
    at = data.index("Workbook".encode("utf-16-le"))
    name = "Package".encode("utf-16-le")
    return data[:at] + name.ljust(64, b"\x00") + struct.pack("<H", len(name) + 2) + data[at + 66 :]


def _case(name: str, build: Callable[[str], bytes], kind: str = "honest", outcomes: tuple[str, ...] = READ, **more: object) -> Case:
    return Case(kind, name, build, outcomes=outcomes, **{"cells": standard(stem(name)), **more})  # type: ignore[arg-type]


def _archives() -> Iterator[Case]:
    for name, build, inside in (
        ("archive utf-8 unflagged.zip", unflagged, "台账甲.csv"),
        ("archive names twice.zip", spoken_twice, "台账乙.csv"),
    ):
        yield Case("honest", name, build)
        yield Case("honest", f"{name}/{inside}", cells=standard(stem(inside), "*"))
    together = "archive of all sorts.zip"
    yield Case("damaged", together, crowd, outcomes=MENDED)
    for inside, outcomes, cells in (
        ("甲/好.xlsx", READ, standard("好")), ("甲/断.xlsx", ("failed", "partly"), ()), ("乙/坏.xlsx", ("failed", "partly"), ()), ("乙/信.docx", ("failed",), ()),
        ("乙/锁.xlsx", READ, standard("locked pw")), ("丙/好二.xls", READ, standard("好二")), ("丙/空.xlsx", ("failed",), ()), ("丙/~$好.xlsx", ("skipped",), ()),
        ("丙/内.zip", TOLD, ()),
    ):  # fmt: skip
        yield Case("damaged", f"{together}/{inside}", outcomes=outcomes, cells=cells)
    yield Case("damaged", "archive with one bad member.zip", one_bad_member, outcomes=MENDED)
    for inside in ("good1", "good2"):
        yield Case("damaged", f"archive with one bad member.zip/{inside}.csv", cells=standard(inside, "*"))
    yield Case("damaged", "archive with one bad member.zip/坏.csv", outcomes=("failed",), finding="verify")
    yield Case("damaged", "archive cut.zip", cut_archive, outcomes=("failed", "partly"), finding="verify")
    program = b"MZ\x90\x00" + bytes(3000) + zipped([("台账.csv", coded("utf-8")("台账"))])
    yield Case("wrong", "self-extracting.exe", lambda _: program, outcomes=("failed", "skipped"), words=("程序|EXE|exe",))


def _wiring() -> Iterator[Case]:
    yield Case("honest", "ods all types.ods", typed_ods, cells=TYPED)
    yield _case("marks before each part.xlsx", marked)
    yield _case("ids of relationships.xlsx", swapped_ids)
    yield _case("content type of the strings missing.xlsx", changed((TYPES, "/xl/sharedStrings.xml", "/xl/other.xml")), outcomes=MENDED)
    yield _case("state of the sheet unknown.xlsx", changed((BOOK, "<sheet ", '<sheet state="folded" ')), outcomes=MENDED)
    yield _case("content types in another order.xlsx", lambda tag: packed(dict(reversed(unpacked(plain(tag)).items()))))
    yield _case("standalone no.xlsx", changed((SHEET1, 'standalone="yes"', 'standalone="no"'), (STRINGS, ' encoding="UTF-8"', "")))
    yield _case("line end before the strings.xlsx", spaced(STRINGS), "damaged", MENDED)
    yield _case("line end before the sheet.xlsx", spaced(SHEET1), "damaged", MENDED)
    yield _case("line end before the workbook.xlsx", spaced(BOOK), "damaged", MENDED)
    yield _case("line end before the types.xlsx", spaced(TYPES), "damaged", MENDED)
    yield _case(
        "strings not related.xlsx",
        changed((RELS, 'Target="sharedStrings.xml"', 'Target="gone.xml"')),
        "damaged",
        ("partly",),
        cells=(),
        finding="verify",
    )
    yield _case("relationship twice.xlsx", changed((RELS, 'Id="rId3"', 'Id="rId1"')), "damaged", ("read", "partly", "failed"), cells=())
    yield _case(
        "type of a chart sheet.xlsx", changed((TYPES, "spreadsheetml.worksheet+xml", "spreadsheetml.chartsheet+xml")), "damaged", MENDED
    )
    yield _case("main part of no kind.xlsx", changed((TYPES, MAIN, "application/xml")), "damaged", MENDED)
    yield _case("workbook in a stream.xlsx", embedded, "wrong", TOLD, cells=())
    yield _case(
        "workbook without sheets.xlsx",
        changed((BOOK, f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/>', "")),
        "damaged",
        ("failed", "partly"),
        cells=(),
        finding="verify",
    )
    yield _case(
        "sheet of an id that is none.xlsx",
        changed((BOOK, 'r:id="rId1"', 'r:id="rId77"')),
        "damaged",
        ("failed", "partly"),
        cells=(),
        finding="verify",
    )


def cases() -> Iterator[Case]:
    yield from _archives()
    yield from _wiring()

"""Damaged packages: what is sound must be read and what is lost be told; nothing is changed or dropped in silence."""

import io
import zipfile
from collections.abc import Callable, Iterator

from corpus.expect import Case
from corpus.honest_packages import changed, without
from corpus.tables import (
    BOOK,
    RELS,
    SHEET,
    SHEET1,
    STRINGS,
    STYLES,
    by_openpyxl,
    by_xlsxwriter,
    edited,
    packed,
    plain,
    standard,
    stem,
    text_of,
    unpacked,
    with_parts,
)

MENDED = ("read", "partly", "superseded")
BROKEN = ("partly", "failed")
NUMBERS = ("C3", "D3", "E3", "C4", "D4", "E4", "C5", "D5", "E5")
BROKEN_WORDS = ("损坏|不完整|截断|没传完|缺|坏",)


def cut(share: float) -> Callable[[str], bytes]:
    return lambda tag: plain(tag)[: int(len(plain(tag)) * share)]


def flipped(part: str, old: bytes, new: bytes) -> Callable[[str], bytes]:
    """Change bytes of a stored member so that its CRC no longer fits."""

    def build(tag: str) -> bytes:
        data = packed(unpacked(plain(tag)), zipfile.ZIP_STORED)
        at = data.index(old, data.index(part.encode()))
        return data[:at] + new + data[at + len(old) :]

    return build


def wrong_crc(part: str) -> Callable[[str], bytes]:
    """Write another CRC into both headers of a member whose bytes are sound."""

    def build(tag: str) -> bytes:
        data = plain(tag)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            info = package.getinfo(part)
        return data.replace(info.CRC.to_bytes(4, "little"), (info.CRC ^ 0xFFFF).to_bytes(4, "little"))

    return build


def cut_part(part: str, mark: str) -> Callable[[str], bytes]:
    """End a part in the middle, just before a mark."""
    return lambda tag: with_parts(plain(tag), {part: text_of(plain(tag), part).partition(mark)[0]})


def replaced(part: str, content: bytes | str) -> Callable[[str], bytes]:
    return lambda tag: with_parts(plain(tag), {part: content})


def recoded(part: str, declared: str, encoding: str) -> Callable[[str], bytes]:
    def build(tag: str) -> bytes:
        text = text_of(plain(tag), part).replace("UTF-8", declared)
        return with_parts(plain(tag), {part: text.encode(encoding)})

    return build


def second_missing(tag: str) -> bytes:
    """Give two sheets of which the second has no part."""

    def shape(book: object, _: object) -> None:
        book.add_worksheet("附表").write("B2", "不见了")  # type: ignore[attr-defined]

    return with_parts(by_xlsxwriter(tag, shape), dropped=("xl/worksheets/sheet2.xml",))


def second_cut(tag: str) -> bytes:
    def shape(book: object, _: object) -> None:
        book.add_worksheet("附表").write("B2", "不见了")  # type: ignore[attr-defined]

    data = by_xlsxwriter(tag, shape)
    return with_parts(data, {"xl/worksheets/sheet2.xml": text_of(data, "xl/worksheets/sheet2.xml")[:300]})


def comments_broken(tag: str) -> bytes:
    def shape(_: object, sheet: object) -> None:
        sheet.write_comment("C3", "口径")  # type: ignore[attr-defined]

    data = by_xlsxwriter(tag, shape)
    return with_parts(data, {"xl/comments1.xml": text_of(data, "xl/comments1.xml")[:200]})


def drawing_broken(tag: str) -> bytes:
    def shape(_: object, sheet: object) -> None:
        sheet.insert_textbox("H3", "文本框")  # type: ignore[attr-defined]

    data = by_xlsxwriter(tag, shape)
    return with_parts(data, {"xl/drawings/drawing1.xml": "<xdr:wsDr><broken"})


def name_broken(text: str) -> Callable[[str], bytes]:
    return changed((BOOK, "<calcPr", f"<definedNames>{text}</definedNames><calcPr"))


def cell(old: str, new: str) -> Callable[[str], bytes]:
    """Put another element in the place of a cell of the sheet."""
    return changed((SHEET1, old, new))


C3, D4 = '<c r="C3"><v>12.5</v></c>', '<c r="D4"><v>2018</v></c>'


def _case(
    name: str,
    build: Callable[[str], bytes],
    outcomes: tuple[str, ...] = MENDED,
    finding: str | None = None,
    words: tuple[str, ...] = (),
    lost: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
) -> Case:
    cells = tuple(survivor for survivor in standard(stem(name)) if survivor[1] not in lost and (not only or survivor[1] in only))
    return Case("damaged", name, build, outcomes=outcomes, cells=() if outcomes == ("failed",) else cells, finding=finding, words=words)


def _zips() -> Iterator[Case]:
    for share in (0.02, 0.25, 0.5, 0.75, 0.9, 0.99):
        yield Case("damaged", f"cut at {int(share * 100)} percent.xlsx", cut(share), outcomes=BROKEN, finding="verify", words=BROKEN_WORDS)
    yield Case("damaged", "flipped digit.xlsx", flipped(SHEET1, b"<v>12.5</v>", b"<v>92.5</v>"), outcomes=BROKEN, finding="verify")
    yield Case("damaged", "flipped text.xlsx", flipped(STRINGS, "盐仓河".encode(), "盐仓湖".encode()), outcomes=BROKEN, finding="verify")
    yield Case("damaged", "wrong crc of the sheet.xlsx", wrong_crc(SHEET1), outcomes=BROKEN, finding="verify")
    yield _case("wrong crc of the properties.xlsx", wrong_crc("docProps/core.xml"))
    yield _case("wrong crc of the theme.xlsx", wrong_crc("xl/theme/theme1.xml"))
    yield _case("second sheet missing.xlsx", second_missing, ("partly",), "verify", ("附表",))
    yield _case("second sheet cut.xlsx", second_cut, ("partly",), "verify", ("附表",))
    yield Case("damaged", "only sheet missing.xlsx", without(SHEET1), outcomes=BROKEN, finding="verify")
    yield Case("damaged", "workbook part missing.xlsx", without(BOOK), outcomes=BROKEN, finding="verify")
    yield Case("damaged", "workbook relationships missing.xlsx", without(RELS), outcomes=("read", "partly", "failed"), finding="notice")
    yield _case("package relationships missing.xlsx", without("_rels/.rels"))


def _helpers() -> Iterator[Case]:
    told = "notice"
    yield _case("styles cut.xlsx", cut_part(STYLES, "<cellXfs"), finding=told)
    yield _case("styles are no xml.xlsx", replaced(STYLES, b"\x00\x01\x02garbage"), finding=told)
    yield _case("styles empty.xlsx", replaced(STYLES, b""), finding=told)
    yield _case("styles with entities.xlsx", changed((STYLES, "Calibri", "&nbsp;Calibri")), finding=told)
    yield _case("styles odd family.xlsx", changed((STYLES, '<family val="2"/>', '<family val="34"/>')))
    yield _case(
        "styles wrong counts.xlsx",
        changed((STYLES, '<cellXfs count="1">', '<cellXfs count="-7">'), (STYLES, '<fonts count="1"', '<fonts count="x"')),
    )
    yield _case("style index beyond.xlsx", cell(C3, '<c r="C3" s="4711"><v>12.5</v></c>'))
    yield _case("style index is no number.xlsx", cell(C3, '<c r="C3" s="rot"><v>12.5</v></c>'))
    yield _case("theme broken.xlsx", replaced("xl/theme/theme1.xml", "<a:theme"))
    yield _case("comments broken.xlsx", comments_broken, finding=told)
    yield _case("drawing broken.xlsx", drawing_broken)
    yield _case("defined name without text.xlsx", name_broken('<definedName name="_xlnm.Print_Area" localSheetId="99"></definedName>'))
    yield _case("defined name of nothing.xlsx", name_broken('<definedName localSheetId="x">#REF!#REF!</definedName><definedName/>'))
    yield _case("calculation chain is no xml.xlsx", replaced("xl/calcChain.xml", b"\xff\xfe\x00"))
    yield _case("properties are no xml.xlsx", replaced("docProps/core.xml", b"<<<"))
    yield _case("content types are no xml.xlsx", replaced("[Content_Types].xml", b"<<<"))
    yield _case("sheet relationships broken.xlsx", replaced("xl/worksheets/_rels/sheet1.xml.rels", b"<Relationships><Relationship"))


def _strings() -> Iterator[Case]:
    yield _case("strings cut.xlsx", cut_part(STRINGS, "<si><t>芦花河"), ("partly",), "verify", only=(*NUMBERS, "A3", "B3"))
    yield _case("strings missing.xlsx", without(STRINGS), ("partly",), "verify", only=NUMBERS)
    yield _case("strings empty.xlsx", replaced(STRINGS, b""), ("partly",), "verify", only=NUMBERS)
    yield _case("string index beyond.xlsx", cell(C3, '<c r="C3" t="s"><v>4294967295</v></c>'), MENDED, "verify", lost=("C3",))
    yield _case("string index negative.xlsx", cell(C3, '<c r="C3" t="s"><v>-1</v></c>'), MENDED, "verify", lost=("C3",))
    yield _case("string index is text.xlsx", cell(C3, '<c r="C3" t="s"><v>十二</v></c>'), MENDED, "verify", lost=("C3",))
    yield _case("string count of four billion.xlsx", changed((STRINGS, 'uniqueCount="', 'uniqueCount="4294967295" was="')))
    yield _case("strings in gbk.xlsx", recoded(STRINGS, "GBK", "gbk"))
    yield _case("strings in gb2312.xlsx", recoded(STRINGS, "gb2312", "gb18030"))
    yield _case("sheet in gbk.xlsx", recoded(SHEET1, "GBK", "gbk"))
    yield _case("workbook in gbk.xlsx", recoded(BOOK, "GB18030", "gb18030"))
    yield Case(
        "damaged",
        "strings in gbk said utf-8.xlsx",
        recoded(STRINGS, "UTF-8", "gbk"),
        outcomes=("read", "partly", "failed"),
        finding="notice",
    )
    yield _case(
        "control character in a string.xlsx", changed((STRINGS, "<t>北桥村</t>", "<t>北桥\x01村</t>")), MENDED, "notice", lost=("B3",)
    )
    yield _case(
        "control reference in a string.xlsx", changed((STRINGS, "<t>北桥村</t>", "<t>北桥&#x1;村</t>")), MENDED, "notice", lost=("B3",)
    )
    yield _case(
        "surrogate reference in a string.xlsx", changed((STRINGS, "<t>北桥村</t>", "<t>北桥&#xD83D;村</t>")), MENDED, "notice", lost=("B3",)
    )
    yield _case(
        "bare ampersand in a string.xlsx",
        changed((STRINGS, "<t>芦东村</t>", "<t>芦东&村</t>")),
        MENDED,
        "notice",
        lost=("B5",),
        only=NUMBERS,
    )


def _cells() -> Iterator[Case]:
    told = "notice"
    yield _case("sheet cut.xlsx", cut_part(SHEET1, '<row r="5"'), ("partly",), "verify", only=("A1", "A3", "C3", "E4", "F4"))
    yield _case(
        "sheet wrongly nested.xlsx",
        changed((SHEET1, '</row><row r="5"', '</rw><row r="5"')),
        ("partly",),
        "verify",
        only=("A1", "A3", "C3"),
    )
    yield _case("sheet empty.xlsx", replaced(SHEET1, b""), BROKEN, "verify", only=("none",))
    yield _case("sheet is a web page.xlsx", replaced(SHEET1, "<html><body>404 Not Found</body></html>"), BROKEN, "verify", only=("none",))
    yield _case("unknown type.xlsx", cell(C3, '<c r="C3" t="zz"><v>12.5</v></c>'), MENDED, told)
    yield _case("unknown element in a cell.xlsx", cell(C3, '<c r="C3"><value>12.5</value></c>'), MENDED, told, lost=("C3",))
    yield _case("text beside the value.xlsx", cell(C3, '<c r="C3">12.5</c>'), MENDED, told, lost=("C3",))
    yield _case("element inside the value.xlsx", cell(C3, '<c r="C3"><v>12<b/>.5</v></c>'), MENDED, told, lost=("C3",))
    yield _case("cell outside a row.xlsx", changed((SHEET1, "</sheetData>", '<c r="A9"><v>77</v></c></sheetData>')), MENDED, told)
    yield _case(
        "row outside the data.xlsx", changed((SHEET1, "</sheetData>", '</sheetData><row r="9"><c r="A9"><v>77</v></c></row>')), MENDED, told
    )
    yield _case("inline string in v.xlsx", cell(C3, '<c r="C3" t="inlineStr"><v>约12.5</v></c>'), MENDED, lost=("C3",))
    yield _case("two values in a cell.xlsx", cell(C3, '<c r="C3"><v>12.5</v><v>99</v></c>'), MENDED, told, lost=("C3",))
    yield _case("same address twice.xlsx", cell(D4, D4 + '<c r="D4"><v>2099</v></c>'), MENDED, told, lost=("D4",))
    yield _case("rows out of order.xlsx", _disordered)
    yield _case("same row twice.xlsx", changed((SHEET1, "</sheetData>", '<row r="3"><c r="H3"><v>77</v></c></row></sheetData>')))
    yield _case("column beyond the sheet.xlsx", cell(C3, C3 + '<c r="XFE3"><v>77</v></c>'), MENDED, told)
    yield _case(
        "row beyond the sheet.xlsx",
        changed((SHEET1, "</sheetData>", '<row r="1048577"><c r="A1048577"><v>77</v></c></row></sheetData>')),
        MENDED,
        told,
    )
    yield _case("address is none.xlsx", cell(C3, C3 + '<c r="3C"><v>77</v></c><c r=""><v>78</v></c><c r="A0"><v>79</v></c>'), MENDED, told)
    yield _case("address of another row.xlsx", cell(C3, C3 + '<c r="H77"><v>77</v></c>'), MENDED)
    yield _case(
        "row number is text.xlsx", changed((SHEET1, "</sheetData>", '<row r="九"><c r="A9"><v>77</v></c></row></sheetData>')), MENDED
    )
    for text in ("1,234.5", "NaN", "INF", "1e999999", "0x10", "１２．５", "--5", "1.2.3", "12.5万"):
        yield _case(f"number written {text}.xlsx", cell(C3, f'<c r="C3"><v>{text}</v></c>'), MENDED, told, lost=("C3",))
    yield _case("number with blanks.xlsx", cell(C3, '<c r="C3"><v> 12.5\n</v></c>'))
    yield _case("boolean written 2.xlsx", cell(C3, '<c r="C3" t="b"><v>2</v></c>'), MENDED, lost=("C3",))
    yield _case("date that is none.xlsx", cell(C3, '<c r="C3" t="d"><v>2020-13-45</v></c>'), MENDED, told, lost=("C3",))
    yield _case("unknown error.xlsx", cell(C3, '<c r="C3" t="e"><v>#错误!</v></c>'), MENDED, lost=("C3",))
    yield _case(
        "merges that are none.xlsx",
        changed(
            (SHEET1, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:"/><mergeCell ref="F9:A8"/><mergeCell/></mergeCells>')
        ),
    )
    yield _case(
        "lines that are none.xlsx",
        changed(
            (SHEET1, "<sheetData>", '<cols><col min="9" max="2"/><col min="a"/></cols><sheetData>'),
            (SHEET1, '<row r="3"', '<row ht="x" r="3"'),
        ),
    )
    yield _case("minus one as a date.xlsx", lambda tag: by_openpyxl(tag, _dated(-1)), MENDED)
    yield _case("ten million as a date.xlsx", lambda tag: by_openpyxl(tag, _dated(10_000_000)), MENDED)
    yield _case("sheet names twice.xlsx", _twice_named, MENDED)
    yield _case("sheet name empty.xlsx", changed((BOOK, f'name="{SHEET}"', 'name=""')), only=("none",))
    yield _case("sheet name of 300.xlsx", changed((BOOK, f'name="{SHEET}"', f'name="{"名" * 300}"')), only=("none",))


def _disordered(tag: str) -> bytes:
    head, *lines, tail = text_of(plain(tag), SHEET1).replace("</sheetData>", "<row </sheetData>").split("<row ")
    return with_parts(plain(tag), {SHEET1: head + "".join(f"<row {line}" for line in reversed(lines)) + tail})


def _dated(number: int) -> Callable[[object], None]:
    def shape(book: object) -> None:
        sheet = book.active  # type: ignore[attr-defined]
        sheet["G3"] = number
        sheet["G3"].number_format = "yyyy-mm-dd"

    return shape


def _twice_named(tag: str) -> bytes:
    def shape(book: object, _: object) -> None:
        book.add_worksheet("附表").write("B12", "第二张的格")  # type: ignore[attr-defined]

    return edited(by_xlsxwriter(tag, shape), (BOOK, 'name="附表"', f'name="{SHEET}"'))


def cases() -> Iterator[Case]:
    for family in (_zips, _helpers, _strings, _cells):
        yield from family()

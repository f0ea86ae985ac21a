"""Damaged text files and OpenDocument packages, and files of hardly any bytes."""

import zipfile
from collections.abc import Callable, Iterator

from corpus.expect import Case
from corpus.honest_texts import ODF, as_csv, fods, html, xml2003
from corpus.tables import SHEET, rows, standard, stem, zipped

MENDED = ("read", "partly", "superseded")
BROKEN = ("partly", "failed")
ANY = ("read", "partly", "failed")
ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"


def ods(tag: str, content: str | None = None, method: int = zipfile.ZIP_DEFLATED, mime: str = ODS_MIME) -> bytes:
    """Wrap the flat table into a package as LibreOffice does: mimetype first, then manifest and content."""
    flat = fods(tag) if content is None else content
    body = flat.replace("office:document ", "office:document-content ").replace("office:document>", "office:document-content>")
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{mime}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return zipped([("mimetype", mime), ("META-INF/manifest.xml", manifest), ("content.xml", body)], method)


def changed_ods(old: str, new: str) -> Callable[[str], bytes]:
    def build(tag: str) -> bytes:
        if old not in fods(tag):
            raise ValueError(f"no {old!r}")
        return ods(tag, fods(tag).replace(old, new, 1))

    return build


def cut_text(text: Callable[[str], str], mark: str, encoding: str = "utf-8") -> Callable[[str], bytes]:
    return lambda tag: text(tag).partition(mark)[0].encode(encoding)


def _csv(tag: str) -> str:
    return as_csv(rows(tag))


def _case(
    name: str,
    build: Callable[[str], bytes],
    outcomes: tuple[str, ...],
    finding: str | None = None,
    sheet: str = "*",
    lost: tuple[str, ...] = (),
    rows_kept: str = "12345",
    words: tuple[str, ...] = (),
) -> Case:
    cells = tuple(survivor for survivor in standard(stem(name), sheet) if survivor[1] not in lost and survivor[1][1] in rows_kept)
    return Case("damaged", name, build, outcomes=outcomes, cells=() if outcomes == ("failed",) else cells, finding=finding, words=words)


def _lines() -> Iterator[Case]:
    told = "notice"
    yield _case("csv utf-8 cut in a character.csv", lambda tag: _csv(tag).encode()[:-5], ANY, told, lost=("F5",))
    yield _case("csv gbk cut in a character.csv", lambda tag: _csv(tag).encode("gbk")[:-3], ANY, told, lost=("F5",))
    yield _case(
        "csv one wrong byte.csv",
        lambda tag: _csv(tag).encode().replace("潮面".encode(), b"\xe6\xbd\xff\xe9\x9d\xa2"),
        ANY,
        told,
        lost=("B4",),
    )
    yield _case("csv two encodings.csv", lambda tag: _csv(tag).encode() + "后来追加,补录的一行\r\n".encode("gbk") * 3, ANY, told)
    yield _case("csv quote never closed.csv", lambda tag: _csv(tag).replace("潮面村", '"潮面村').encode(), ANY, told, rows_kept="123")
    yield _case("csv with nul bytes.csv", lambda tag: _csv(tag).replace("潮面村", "潮\x00面村").encode(), ANY, told, lost=("B4",))
    yield _case("csv utf-16 of odd length.csv", lambda tag: b"\xff\xfe" + _csv(tag).encode("utf-16-le") + b"\x41", ANY, told, lost=("F5",))
    replaced = "�".encode()
    yield _case(
        "csv already replaced.csv", lambda tag: _csv(tag).encode().replace("潮面".encode(), replaced * 2), MENDED, told, lost=("B4",)
    )
    yield _case("csv gbk shown as latin.csv", lambda tag: _csv(tag).encode("gbk").decode("latin-1").encode(), ANY, told, rows_kept="")


def _pages() -> Iterator[Case]:
    told = "notice"
    yield _case("page cut.xls", cut_text(html, "<td>芦东村"), MENDED, told, rows_kept="1234")
    yield _case("page cut in a tag.xls", cut_text(html, "d>芦东村"), MENDED, told, rows_kept="1234")
    yield _case(
        "page of two encodings.html",
        lambda tag: html(tag).encode().replace("潮面村".encode(), "潮面村".encode("gbk")),
        ANY,
        told,
        lost=("B4",),
    )
    yield _case("page that lies of its charset.xls", lambda tag: html(tag, charset="utf-8").encode("gbk"), ANY, told)
    yield _case("xml 2003 cut.xml", cut_text(xml2003, "芦东村"), BROKEN, "verify", SHEET, rows_kept="1234")
    yield _case(
        "xml 2003 with nbsp.xml",
        lambda tag: xml2003(tag).replace("潮面村", "潮面&nbsp;村").encode(),
        ANY,
        told,
        SHEET,
        lost=("B4",),
        rows_kept="123",
    )
    yield _case(
        "xml 2003 bare ampersand.xml", lambda tag: xml2003(tag).replace("芦东村", "芦东&村").encode(), ANY, told, SHEET, rows_kept="1234"
    )
    yield _case(
        "xml 2003 number is text.xml", lambda tag: xml2003(tag).replace("12.5", "约十二").encode(), MENDED, told, SHEET, lost=("C3",)
    )
    yield _case(
        "xml 2003 index is text.xml",
        lambda tag: xml2003(tag).replace("<Row>", '<Row ss:Index="末">', 1).encode(),
        MENDED,
        told,
        SHEET,
        rows_kept="",
    )
    yield _case("flat cut.fods", cut_text(fods, "芦东村"), BROKEN, "verify", SHEET, rows_kept="1234")


def _packages() -> Iterator[Case]:
    told = "notice"
    first = "<table:table-cell office:value-type"
    yield _case("ods cut content.ods", lambda tag: ods(tag, fods(tag).partition("芦东村")[0]), BROKEN, "verify", SHEET, rows_kept="1234")
    yield _case("ods file cut.ods", lambda tag: ods(tag)[:-60], BROKEN, "verify", rows_kept="")
    yield _case("ods no mimetype.ods", lambda tag: zipped([("content.xml", _content(tag))]), MENDED, None, SHEET)
    yield _case("ods odd mimetype.ods", lambda tag: ods(tag, mime="application/octet-stream"), MENDED, None, SHEET)
    yield _case(
        "ods content missing.ods", lambda _: zipped([("mimetype", ODS_MIME), ("styles.xml", "<x/>")]), BROKEN, "verify", rows_kept=""
    )
    big = first.replace(" office", ' table:number-columns-repeated="2147483647" office')
    yield _case("ods repeats of two billion.ods", changed_ods(first, big), ("partly", "failed", "read"), told, SHEET, rows_kept="2345")
    wide = first.replace(" office", ' table:number-columns-repeated="20000" office')
    yield _case("ods repeats beyond the sheet.ods", changed_ods(first, wide), MENDED, told, SHEET, rows_kept="2345")
    odd = first.replace(" office", ' table:number-columns-repeated="三" office')
    yield _case("ods repeats of no number.ods", changed_ods(first, odd), MENDED, told, SHEET)
    less = first.replace(" office", ' table:number-columns-repeated="-4" office')
    yield _case("ods repeats negative.ods", changed_ods(first, less), MENDED, told, SHEET)
    tall = '<table:table-row table:number-rows-repeated="1000000000">'
    yield _case("ods rows of a billion.ods", _tall(tall), ("partly", "failed", "read"), told, SHEET, rows_kept="1234")
    yield _case("ods number is text.ods", changed_ods('office:value="12.5"', 'office:value="约12"'), MENDED, told, SHEET, lost=("C3",))
    yield _case(
        "ods unknown type.ods",
        changed_ods('value-type="float" office:value="12.5"', 'value-type="weight" office:value="12.5"'),
        MENDED,
        told,
        SHEET,
        lost=("C3",),
    )
    yield _case("ods text outside a paragraph.ods", changed_ods("<text:p>北桥村</text:p>", "北桥村"), MENDED, told, SHEET, lost=("B3",))


def _content(tag: str) -> str:
    return fods(tag).replace("office:document ", "office:document-content ").replace("office:document>", "office:document-content>")


def _tall(row: str) -> Callable[[str], bytes]:
    def build(tag: str) -> bytes:
        head, _, tail = fods(tag).rpartition("<table:table-row>")
        return ods(tag, head + row + tail)

    return build


def _tiny() -> Iterator[Case]:
    for name, data in (
        ("empty.xlsx", b""),
        ("empty.xls", b""),
        ("empty.csv", b""),
        ("one byte.xlsx", b"P"),
        ("zero-filled.xlsx", bytes(8192)),
        ("zero-filled.xls", bytes(8192)),
        ("zero-filled.csv", bytes(8192)),
        ("only PK.xlsx", b"PK\x03\x04"),
        ("only an end record.xlsx", b"PK\x05\x06" + bytes(18)),
        ("only the OLE mark.xls", bytes.fromhex("d0cf11e0a1b11ae1")),
        ("random bytes.xlsx", bytes((index * 7919 + index // 13) % 256 for index in range(4096))),
        ("ones.xls", b"\xff" * 4096),
    ):
        yield Case("damaged", name, lambda _, data=data: data, outcomes=("failed",), finding="verify")
    for name, data in (
        ("only a mark.csv", b"\xef\xbb\xbf"),
        ("only blanks.csv", b"  \r\n \r\n"),
        ("only commas.csv", b",,,\r\n,,,\r\n"),
        ("one byte.csv", b"1"),
    ):
        yield Case("damaged", name, lambda _, data=data: data, outcomes=("read", "partly", "failed"), finding=None)


def honest() -> Iterator[Case]:
    """Give the packages that this module's writer makes whole."""
    yield Case("honest", "ods small.ods", ods, cells=standard("ods small"))
    yield Case("honest", "ods stored.ods", lambda tag: ods(tag, method=zipfile.ZIP_STORED), cells=standard("ods stored"))
    yield Case("honest", "ods template.ots", lambda tag: ods(tag, mime=f"{ODS_MIME}-template"), cells=standard("ods template"))
    yield Case("honest", "ods named.xlsx", ods, cells=standard("ods named"))


def cases() -> Iterator[Case]:
    for family in (honest, _lines, _pages, _packages, _tiny):
        yield from family()

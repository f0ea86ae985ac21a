"""Honest .xls workbooks by xlwt, and archives of honest ledgers."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date

import xlwt

from corpus.expect import Case, Survivor
from corpus.honest_texts import coded, html
from corpus.tables import SHEET, STAMP, plain, rows, standard, stem, zipped


def by_xlwt(tag: str, shape: Callable[[xlwt.Workbook, xlwt.Worksheet], None] | None = None) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(SHEET)
    for row, line in enumerate(rows(tag)):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    if shape is not None:
        shape(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _dates(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
    sheet.write(2, 6, date(2020, 12, 31), xlwt.easyxf(num_format_str="YYYY-MM-DD"))


def _dates_1904(book: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
    book.dates_1904 = True
    sheet.write(2, 6, 42734, xlwt.easyxf(num_format_str="YYYY-MM-DD"))


def _formats(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
    for row, text in enumerate(("0.0%", "#,##0.00", "0!.0,", "[DBNum1]General"), 2):
        sheet.write(row, 6, 0.967, xlwt.easyxf(num_format_str=text))


def _merged(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
    sheet.write_merge(7, 8, 0, 2, "合并的备注")
    sheet.row(3).hidden = True
    sheet.col(4).hidden = True


def _sheets(book: xlwt.Workbook, _: xlwt.Worksheet) -> None:
    for number, visibility in enumerate((0, 1, 2), 1):
        sheet = book.add_sheet(f"附表{number}")
        sheet.write(2, 1, f"第{number}张")
        sheet.visibility = visibility


def _rich(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
    bold = xlwt.easyfont("bold true")
    sheet.write_rich_text(2, 6, ["已完成", ("三处", bold), "，余一处"])


def _many_texts(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
    """Give so many long texts that the string table runs over many CONTINUE records, narrow and wide characters in turn."""
    for row in range(10, 210):
        sheet.write(row, 0, f"第{row}段" + "河道整治" * 60 + "abc" * 40)
        sheet.write(row, 1, f"plain {row} " + "x" * 500)


def _long_text(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
    sheet.write(7, 0, "长" * 32_000)


def _values(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
    for row, value in enumerate(("007", "  两头有空  ", "line1\nline2", "𠮷😀", -3.5, 1.5e-7, True, 1e15), 6):
        sheet.write(row, 0, value)


def _last_cell(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
    sheet.write(65_535, 255, "最后一格")


def _blank_rows(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
    style = xlwt.easyxf("pattern: pattern solid, fore_colour yellow")
    for row in range(6, 20_000):
        sheet.row(row).set_style(style)
        sheet.write(row, 0, None, style)


def _numbers_as_rk(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
    for row, value in enumerate((0, 1, -1, 0.01, 123.45, 536_870_911, 536_870_912, 0.1 + 0.2), 6):
        sheet.write(row, 0, value)


def _case(
    name: str, shape: Callable[[xlwt.Workbook, xlwt.Worksheet], None] | None, *more: tuple[str, str], extra: tuple[Survivor, ...] = ()
) -> Case:
    survivors = tuple((SHEET, address, text) for address, text in more)
    return Case("honest", name, lambda tag: by_xlwt(tag, shape), cells=standard(stem(name)) + survivors + extra)


def _books() -> Iterator[Case]:
    yield _case("xlwt plain.xls", None)
    yield _case("xlwt named.et", None)
    yield _case("xlwt named.xlsx", None)
    yield _case("xlwt named.xlt", None)
    yield _case("xlwt dates.xls", _dates, ("G3", "2020-12-31"))
    yield _case("xlwt dates 1904.xls", _dates_1904, ("G3", "2020-12-31"))
    yield _case("xlwt formats.xls", _formats, *((f"G{row}", "0.967") for row in range(3, 7)))
    yield _case("xlwt merged and hidden.xls", _merged, ("A8", "合并的备注"))
    yield _case("xlwt sheets.xls", _sheets, extra=tuple((f"附表{number}", "B3", f"第{number}张") for number in (1, 2, 3)))
    yield _case("xlwt rich text.xls", _rich, ("G3", "已完成三处，余一处"))
    texts = [(f"A{row + 1}", f"第{row}段" + "河道整治" * 60 + "abc" * 40) for row in range(10, 210)]
    yield _case("xlwt many texts.xls", _many_texts, *texts, *((f"B{row + 1}", f"plain {row} " + "x" * 500) for row in range(10, 210)))
    yield _case("xlwt long text.xls", _long_text, ("A8", "长" * 32_000))
    typed = ("007", "  两头有空  ", "line1\nline2", "𠮷😀", "-3.5", "0.00000015", "TRUE", "1000000000000000")
    yield _case("xlwt values.xls", _values, *((f"A{row}", text) for row, text in enumerate(typed, 7)))
    yield _case("xlwt last cell.xls", _last_cell, ("IV65536", "最后一格"))
    yield _case("xlwt blank rows.xls", _blank_rows)
    numbers = ("0", "1", "-1", "0.01", "123.45", "536870911", "536870912", "0.30000000000000004")
    yield _case("xlwt numbers.xls", _numbers_as_rk, *((f"A{row}", text) for row, text in enumerate(numbers, 7)))


MEMBERS: tuple[tuple[str, Callable[[str], bytes]], ...] = (
    ("台账一.xlsx", plain),
    ("附件/台账二.xls", by_xlwt),
    ("附件/深/台账三.csv", coded("gbk")),
    ("附件/台账四.html", lambda tag: html(tag).encode()),
)


def utf8_archive(_: str) -> bytes:
    return zipped([(name, build(stem(name))) for name, build in MEMBERS])


def gbk_archive(_: str) -> bytes:
    """Write the names of members in GBK without the flag for UTF-8, as Windows' own zipper does."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, build in MEMBERS:
            package.writestr(RawInfo(name.encode("gbk")), build(stem(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


class RawInfo(zipfile.ZipInfo):
    """A member whose name is written as the bytes that it is given."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw.decode("cp437"), STAMP)
        self.raw = raw

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  # the name that zipfile calls
        return self.raw, self.flag_bits & ~0x800


def mac_archive(_: str) -> bytes:
    return zipped(
        [
            ("台账一.xlsx", plain("台账一")),
            ("__MACOSX/._台账一.xlsx", b"\x00\x05\x16\x07" + bytes(80)),
            (".DS_Store", b"\x00\x00\x00\x01Bud1"),
        ]
    )


def _archive(name: str, build: Callable[[str], bytes], members: tuple[str, ...]) -> Iterator[Case]:
    yield Case("honest", name, build)
    for member in members:
        cells = standard(stem(member), SHEET if member.endswith(("xls", "xlsx")) else "*")
        yield Case("honest", f"{name}/{member}", cells=cells)


def cases() -> Iterator[Case]:
    yield from _books()
    names = tuple(name for name, _ in MEMBERS)
    yield from _archive("archive utf-8.zip", utf8_archive, names)
    yield from _archive("archive gbk.zip", gbk_archive, names)
    yield from _archive("archive of a Mac.zip", mac_archive, names[:1])
    yield from _archive("archive named.xlsx", utf8_archive, names)
    yield from _archive(
        "archive stored.zip", lambda _: zipped([(name, build(stem(name))) for name, build in MEMBERS], zipfile.ZIP_STORED), names
    )

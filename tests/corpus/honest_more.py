"""More honest files: names that people give, CSV and web dialects, and lawful spellings inside a sheet's XML."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import openpyxl

from corpus.damaged_texts import ods
from corpus.expect import Case, Survivor
from corpus.honest_texts import as_csv, coded, html, xml2003
from corpus.honest_xls import by_xlwt
from corpus.tables import SHEET, SHEET1, STRINGS, by_openpyxl, edited, packed, plain, rows, standard, unpacked, with_parts

C3 = '<c r="C3"><v>12.5</v></c>'
NAMES: tuple[tuple[str, Callable[[str], bytes]], ...] = (
    ("附件2 工程登记（最新）(2).xlsx", plain),
    ("副本工程登记.xls", by_xlwt),
    ("工程登记 - 副本.ods", ods),
    ("~工程登记.xlsx", plain),
    ("$工程登记.xlsx", plain),
    ("工程登记.xlsx.xlsx", plain),
    ("工程登记%20终稿.xlsx", plain),
    ("工程登记&附件#1.xlsx", plain),
    ("[工程登记]{1}.xlsx", plain),
    ("工程登记'定稿'.xlsx", plain),
    ("工程登记，报市里！.csv", coded("gbk")),
    ("１５日工程登记．xlsx.xlsx", plain),
    ("工程登记.2021.01.15.xls", by_xlwt),
    ("一级/二级/工程登记.xlsx", plain),
    ("打包.zip的内容/工程登记.xlsx", plain),
    ("文件夹.zip/工程登记.xlsx", plain),
    ("工程登记.tmp", plain),
    ("工程登记.bak", by_xlwt),
    ("工程登记.dat", coded("utf-8")),
    ("工程登记.pdf", plain),
    ("工程登记.docx", plain),
    ("工程登记.zip", plain),
)


def titled(lines: str) -> Callable[[str], bytes]:
    """Put lines before the table; the table then begins so many lines lower."""
    return lambda tag: lines.encode() + coded("utf-8")(tag)


def rare(encoding: str) -> Callable[[str], bytes]:
    """Give characters beyond the first plane."""
    return lambda tag: as_csv([*rows(tag), ("𠮷𡃁村", "😀", 1, 2, 3, "末")]).encode(encoding)


def literal(tag: str) -> bytes:
    return as_csv(rows(tag)).replace("盐仓河", '="007"').encode("gbk")


def spreadsheet_html(tag: str) -> bytes:
    """Give the page that Excel itself saves: conditional comments, classes, the stored number beside the shown one."""
    page = (
        html(tag)
        .replace("<td>12.5<", '<td class=xl65 align=right x:num="12.5">12.50<')
        .replace(
            "<table",
            "<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>表</x:Name></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--><table x:str",
        )
    )
    return page.encode()


def page_with(old: str, new: str, encoding: str = "utf-8") -> Callable[[str], bytes]:
    def build(tag: str) -> bytes:
        if old not in html(tag):
            raise ValueError(f"no {old!r}")
        return html(tag).replace(old, new).encode(encoding)

    return build


def two_tables(tag: str) -> bytes:
    other = "<p>第二张表</p><table><tr><td>另一张的格</td></tr></table></body>"
    return html(tag).replace("</body>", other).encode()


def sheet_with(new: str, old: str = C3) -> Callable[[str], bytes]:
    return lambda tag: edited(plain(tag), (SHEET1, old, new))


def written_only(tag: str) -> bytes:
    """Write through openpyxl's streaming mode."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    for line in rows(tag):
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return packed(unpacked(out.getvalue()))


def shared_formulas(tag: str) -> bytes:
    """Give one formula that its neighbours share, results stored."""
    first = '<c r="G3"><f t="shared" ref="G3:G5" si="0">C3*2</f><v>25</v></c></row><row r="4"'
    data = edited(plain(tag), (SHEET1, '</row><row r="4"', first))
    return edited(data, (SHEET1, '</row><row r="5"', '<c r="G4"><f t="shared" si="0"/><v>15.5</v></c></row><row r="5"'))


def one_string_each(tag: str) -> bytes:
    """Give strings as runs, with blanks kept, line ends and an empty one between."""
    return edited(
        plain(tag),
        (STRINGS, "<t>盐仓河</t>", '<r><rPr><b/></rPr><t xml:space="preserve">盐仓</t></r><r><t>河</t></r>'),
        (STRINGS, "<t>北桥村</t>", '<t xml:space="preserve">北桥村</t><extLst/>'),
    )


def _case(
    name: str, build: Callable[[str], bytes], *more: Survivor, sheet: str = SHEET, first: int = 1, lost: tuple[str, ...] = ()
) -> Case:
    tag = name.rpartition("/")[2].partition(".")[0]
    cells = tuple(survivor for survivor in standard(tag, sheet, first=first) if survivor[1] not in lost)
    return Case("honest", name, build, cells=cells + more)


def _names() -> Iterator[Case]:
    for name, build in NAMES:
        case = _case(name, build, sheet="*")
        aside = name.endswith((".tmp", ".bak"))  # what programs put aside may be named and left closed
        yield replace(case, outcomes=("read", "skipped")) if aside else case


def _lines() -> Iterator[Case]:
    def line(name: str, build: Callable[[str], bytes], *more: Survivor, **other: object) -> Case:
        return _case(name, build, *more, sheet="*", **other)  # type: ignore[arg-type]

    yield line("comma gbk.txt", coded("gbk"))
    yield line("comma named.xls", coded("utf-8"))
    yield line("comma named.xlsx", coded("gbk"))
    yield line("lines above.csv", titled("导出时间,2021-01-15\r\n\r\n\r\n"), first=4)
    yield line("blank lines below.csv", lambda tag: coded("utf-8")(tag) + b"\r\n,,,,,\r\n\r\n")
    yield line("delimiter at each end.csv", lambda tag: coded("utf-8")(tag).replace(b"\r\n", b",\r\n"))
    yield line("no line end at the end.csv", lambda tag: coded("utf-8")(tag).rstrip())
    rare_cells = (("*", "A6", "𠮷𡃁村"), ("*", "B6", "😀"))
    yield line("rare characters utf-8.csv", rare("utf-8"), *rare_cells)
    yield line("rare characters gb18030.csv", rare("gb18030"), *rare_cells)
    yield line("rare characters utf-16.csv", rare("utf-16"), *rare_cells)
    yield line("literal of Excel.csv", literal, ("*", "B3", "北桥村"), lost=("A3",))
    yield line("nothing quoted.csv", coded("utf-8", quoting=csv.QUOTE_NONE, escapechar="\\"))
    yield line("mixed line ends.csv", lambda tag: coded("utf-8")(tag).replace(b"\r\n", b"\n", 2))
    yield line("thousands quoted.csv", lambda tag: coded("gbk")(tag).replace(b"415", b'"1,415.00"'), ("*", "E4", "1,415.00"), lost=("E4",))
    yield line("utf-16 big without mark.csv", coded("utf-16-be"))
    yield line("utf-8 mark and gbk name 台账.csv", coded("utf-8-sig"))


def _pages() -> Iterator[Case]:
    def page(name: str, build: Callable[[str], bytes], *more: Survivor, **other: object) -> Case:
        return _case(name, build, *more, sheet="*", **other)  # type: ignore[arg-type]

    yield page("page saved by Excel.htm", spreadsheet_html)
    yield page("page breaks in a cell.html", page_with("北桥村", "北桥村<br/>二组"), lost=("B3",))
    yield page(
        "page with head and body.html", page_with("<table border=1>", "<table><caption>表</caption><colgroup><col></colgroup><tbody>")
    )
    yield page("page in capitals.html", page_with("<td>", "<TD ALIGN='left'>"))
    yield page("page two tables.html", two_tables, ("*", "*", "另一张的格"))
    yield page("page entities.html", page_with("北桥村", "&#21271;&#x6865;&#26449;"))
    yield page("page links and spans.html", page_with("盐仓河", '<a href="#"><span style="color:red">盐仓</span></a><b>河</b>'))
    yield page("page utf-16.html", lambda tag: html(tag, charset="utf-16").encode("utf-16"))
    yield page("page with mark in gbk name.xls", lambda tag: b"\xef\xbb\xbf" + html(tag, charset="gbk").encode())
    yield page("page without charset gbk.xls", lambda tag: html(tag).replace("; charset=utf-8", "").encode("gbk"))
    yield page("page without charset utf-8.xls", lambda tag: html(tag).replace("; charset=utf-8", "").encode())
    yield page("page with textarea.html", page_with("</body>", "<textarea><table><tr><td>x</textarea></body>"))
    yield _case("xml 2003 with heights.xml", lambda tag: xml2003(tag, prefix="ss:").replace("<Row>", "<Row ss:Height='15'>").encode())
    yield _case("xml 2003 with mark.xml", lambda tag: xml2003(tag).encode("utf-8-sig"))


def _sheets() -> Iterator[Case]:
    yield _case("openpyxl streamed.xlsx", written_only)
    yield _case("openpyxl two saves.xlsx", by_openpyxl)
    yield _case("shared formulas.xlsx", shared_formulas, (SHEET, "G3", "25"), (SHEET, "G4", "15.5"))
    yield _case("runs in strings.xlsx", one_string_each)
    yield _case("number typed n.xlsx", sheet_with('<c r="C3" t="n"><v>12.50</v></c>'))
    yield _case("number with exponent.xlsx", sheet_with('<c r="C3"><v>1.25E1</v></c>'))
    yield _case("string typed str.xlsx", sheet_with('<c r="C3" t="str"><v>约12.5</v></c>'), (SHEET, "C3", "约12.5"), lost=("C3",))
    yield _case(
        "inline runs.xlsx",
        sheet_with('<c r="C3" t="inlineStr"><is><r><t>约</t></r><r><t>12.5</t></r></is></c>'),
        (SHEET, "C3", "约12.5"),
        lost=("C3",),
    )
    yield _case("metadata of cells.xlsx", sheet_with('<c r="C3" cm="1" vm="1" ph="1"><v>12.5</v><extLst><ext uri="x"/></extLst></c>'))
    yield _case(
        "new errors.xlsx", sheet_with('<c r="C3" t="e"><f>_xlfn.UNIQUE(A1)</f><v>#SPILL!</v></c>'), (SHEET, "C3", "#SPILL!"), lost=("C3",)
    )
    yield _case("empty cells between.xlsx", sheet_with(C3 + '<c r="Q3" s="0"/>'))
    yield _case("formula text empty.xlsx", sheet_with('<c r="C3"><f></f><v>12.5</v></c>'))
    yield _case(
        "custom parts.xlsx",
        lambda tag: with_parts(
            plain(tag), {"customXml/item1.xml": "<x/>", "xl/richData/rdrichvalue.xml": "<x/>", "xl/persons/person.xml": "<x/>"}
        ),
    )
    yield _case(
        "signed.xlsx", lambda tag: with_parts(plain(tag), {"_xmlsignatures/sig1.xml": "<Signature/>", "_xmlsignatures/origin.sigs": b""})
    )


def cases() -> Iterator[Case]:
    for family in (_names, _lines, _pages, _sheets):
        yield from family()

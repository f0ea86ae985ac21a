"""Honest text files: CSV in the encodings and dialects that offices use, web tables saved as .xls, XML 2003, mht, flat ODF."""

import csv
import email.policy
import io
from collections.abc import Callable, Iterator, Sequence
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from xml.sax.saxutils import escape

from corpus.expect import Case, Survivor
from corpus.tables import SHEET, Value, rows, standard, stem

TRADITIONAL = (
    ("河道名稱", "所在村", "長度", "開工年份", "說明"),
    ("鹽倉河", "北橋村", "12.5", "2019", "已經完成整治，驗收合格"),
    ("蘆花河", "蘆東村", "3.125", "2020", "還在施工，預計下個月驗收"),
)
SS = "urn:schemas-microsoft-com:office:spreadsheet"
EXCEL_HTML = 'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40"'
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def as_csv(table: Sequence[Sequence[Value]], **dialect: object) -> str:
    out = io.StringIO()
    csv.writer(out, **{"lineterminator": "\r\n", **dialect}).writerows(table)  # type: ignore[call-overload]
    return out.getvalue()


def coded(encoding: str, bom: bytes = b"", **dialect: object) -> Callable[[str], bytes]:
    return lambda tag: bom + as_csv(rows(tag), **dialect).encode(encoding)


def lined(encoding: str) -> Callable[[str], bytes]:
    """Write a table in Traditional characters, as an office across the strait, or its software, would."""
    return lambda _: as_csv(TRADITIONAL).encode(encoding)


def quoted(tag: str) -> bytes:
    table = [*rows(tag), ('有"引号"的', "第一行\n第二行", 1, 2, 3, "有,逗号;分号\t制表")]
    return as_csv(table).encode("utf-8-sig")


def sep_line(tag: str) -> bytes:
    """Give the line sep=; by which Excel is told the delimiter."""
    return ("sep=;\r\n" + as_csv(rows(tag), delimiter=";")).encode("utf-8-sig")


def html(tag: str, cell: str = "td", head: str = "", charset: str = "utf-8") -> str:
    body = "".join("<tr>" + "".join(f"<{cell}>{escape(str(value))}</{cell}>" for value in line) + "</tr>\n" for line in rows(tag))
    return f'<html {EXCEL_HTML}><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">{head}</head><body><table border=1>{body}</table></body></html>'


def spanned(tag: str) -> bytes:
    """Give a title over six columns and a village that holds for two rows: what stands right of and below keeps its place."""
    title, head, first, second, third = rows(tag)
    lines = [
        f"<tr><td colspan=6>{title[0]}</td></tr>",
        _line(head),
        _line(first).replace("<td>北桥村", "<td rowspan=2>北桥村"),
        _line((second[0], *second[2:])),
        _line(third),
    ]
    return f"<html><meta charset=utf-8><table>{''.join(lines)}</table></html>".encode()


def _line(values: Sequence[Value]) -> str:
    return "<tr>" + "".join(f"<td>{value}</td>" for value in values) + "</tr>"


def sloppy(tag: str) -> bytes:
    """Give a table without closing tags, with entities, breaks and comments, as report systems write it."""
    body = "".join("<TR>" + "".join(f"<TD nowrap>&nbsp;{value}" for value in line) for line in rows(tag))
    return f"<!-- 导出 --><META CHARSET=GBK><TABLE>{body}</TABLE>".encode("gbk")


def xml2003(tag: str, declared: str = "utf-8", prefix: str = "ss:") -> str:
    lines = []
    for line in rows(tag):
        cells = "".join(
            f'<Cell><Data {prefix}Type="{"String" if isinstance(value, str) else "Number"}">{escape(str(value))}</Data></Cell>'
            for value in line
        )
        lines.append(f"<Row>{cells}</Row>")
    return (
        f'<?xml version="1.0" encoding="{declared}"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="{SS}" xmlns:ss="{SS}">'
        f'<Worksheet ss:Name="{SHEET}"><Table>{"".join(lines)}</Table></Worksheet></Workbook>'
    )


def indexed(_: str) -> bytes:
    """Give cells and rows placed by ss:Index and a merge."""
    table = (
        '<Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="String">在乙三</Data></Cell><Cell ss:MergeAcross="1"><Data ss:Type="Number">7.5</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2020-12-31T00:00:00.000</Data></Cell></Row><Row><Cell ss:Formula="=1+1"><Data ss:Type="Number">2</Data></Cell></Row>'
    )
    text = f'<?xml version="1.0"?><Workbook xmlns="{SS}" xmlns:ss="{SS}"><Worksheet ss:Name="{SHEET}"><Table>{table}</Table></Worksheet></Workbook>'
    return text.encode()


def mht(tag: str, charset: str) -> bytes:
    """Give the web page in one file, as Excel saves it."""
    message = MIMEMultipart("related", boundary="----=_NextPart_01D6EB")
    page = MIMEText(html(tag, charset=charset), "html", charset)
    page["Content-Location"] = "file:///C:/report.htm"
    message.attach(page)
    return message.as_bytes(policy=email.policy.SMTP)


def fods(tag: str) -> str:
    lines = []
    for line in rows(tag):
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
            if isinstance(value, str)
            else f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
            for value in line
        )
        lines.append(f"<table:table-row>{cells}</table:table-row>")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="{ODF}:office:1.0" xmlns:table="{ODF}:table:1.0" xmlns:text="{ODF}:text:1.0" '
        'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>'
        f'<table:table table:name="{SHEET}">{"".join(lines)}</table:table></office:spreadsheet></office:body></office:document>'
    )


def repeated(_: str) -> bytes:
    """Give cells and rows that repeat, as every ODF writer stores equal neighbours and blank stretches."""
    text = fods("x")
    start, end = text.index("<table:table-row>"), text.index("</table:table>")
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    inside = (
        f'<table:table-row table:number-rows-repeated="2">{cell.format(_repeat(3), "同文")}</table:table-row>'
        '<table:table-row table:number-rows-repeated="5"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="4"/>{cell.format("", "在戊八")}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048568"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    return (text[:start] + inside + text[end:]).encode()


def _repeat(times: int) -> str:
    return f' table:number-columns-repeated="{times}"'


def _case(name: str, build: Callable[[str], bytes], sheet: str = "*", first: int = 1, *more: Survivor, finding: str | None = None) -> Case:
    return Case("honest", name, build, cells=standard(stem(name), sheet, first=first) + more, finding=finding)


def _texts() -> Iterator[Case]:
    yield _case("utf-8.csv", coded("utf-8"))
    yield _case("utf-8 with mark.csv", coded("utf-8-sig"))
    yield _case("gbk.csv", coded("gbk"))
    yield _case("gb18030.csv", coded("gb18030"))
    yield _case("utf-16 little.csv", coded("utf-16-le", b"\xff\xfe"))
    yield _case("utf-16 big.csv", coded("utf-16-be", b"\xfe\xff"))
    yield _case("utf-16 tabs as Excel saves it.txt", coded("utf-16-le", b"\xff\xfe", delimiter="\t"))
    yield _case("tabs.tsv", coded("utf-8", delimiter="\t"))
    yield _case("tabs named.xls", coded("gbk", delimiter="\t"))
    yield _case("semicolons.csv", coded("gbk", delimiter=";"))
    yield _case("bars.csv", coded("utf-8", delimiter="|"))
    yield _case("line feeds only.csv", coded("utf-8", lineterminator="\n"))
    yield _case("carriage returns only.csv", coded("utf-8", lineterminator="\r"))
    yield _case("all quoted.csv", coded("utf-8", quoting=csv.QUOTE_ALL))
    more = (("*", "A6", '有"引号"的'), ("*", "B6", "第一行\n第二行"), ("*", "F6", "有,逗号;分号\t制表"))
    yield Case("honest", "quotes and line breaks.csv", quoted, cells=standard("quotes and line breaks", "*") + more)
    yield Case(
        "honest", "sep line.csv", sep_line, cells=tuple(("*", "*", text) for text in ("盐仓河", "12.5", "整治中，下一步清淤", "96.4"))
    )
    big5 = tuple(("*", f"{chr(65 + column)}{row}", value) for row, line in enumerate(TRADITIONAL, 1) for column, value in enumerate(line))
    yield Case("honest", "big5.csv", lined("big5"), cells=big5)
    yield Case("honest", "traditional in gbk.csv", lined("gbk"), cells=big5)
    yield Case("honest", "traditional in utf-8.csv", lined("utf-8"), cells=big5)
    yield _case("utf-16 without mark.csv", coded("utf-16-le"))
    yield Case(
        "honest", "one column.csv", lambda _: "河道\r\n盐仓河\r\n白泉河\r\n".encode(), cells=(("*", "A1", "河道"), ("*", "A3", "白泉河"))
    )
    ragged = "甲,乙\r\n1\r\n\r\n1,2,3,4\r\n,,,末\r\n"
    yield Case("honest", "ragged.csv", lambda _: ragged.encode(), cells=(("*", "B1", "乙"), ("*", "D4", "4"), ("*", "D5", "末")))


def _pages() -> Iterator[Case]:
    yield _case("web table.html", lambda tag: html(tag).encode())
    yield _case("web table utf-8.xls", lambda tag: html(tag).encode("utf-8"))
    yield _case("web table with mark.xls", lambda tag: html(tag).encode("utf-8-sig"))
    yield _case("web table gbk.xls", lambda tag: html(tag, charset="gb2312").encode("gbk"))
    yield _case("web table heads.xls", lambda tag: html(tag, cell="th").encode())
    yield _case(
        "web table with script.xls",
        lambda tag: html(tag, head="<script>var a='<table><tr><td>假</td></tr></table>';</script><style>td{color:red}</style>").encode(),
    )
    yield _case("web table sloppy.xls", sloppy)
    spans = tuple(survivor for survivor in standard("web table spans", "*") if survivor[1] != "B4")
    yield Case("honest", "web table spans.xls", spanned, cells=spans)
    yield _case("web table.mht", lambda tag: mht(tag, "utf-8"))
    yield _case("web table gbk.mht", lambda tag: mht(tag, "gb2312"))
    yield _case("web archive named.xls", lambda tag: mht(tag, "utf-8"))
    yield _case("xml 2003.xml", lambda tag: xml2003(tag).encode(), SHEET)
    yield _case("xml 2003 named.xls", lambda tag: xml2003(tag).encode(), SHEET)
    yield _case("xml 2003 named.xlsx", lambda tag: xml2003(tag).encode(), SHEET)
    yield _case("xml 2003 gbk.xml", lambda tag: xml2003(tag, "gb2312").encode("gbk"), SHEET)
    yield _case("xml 2003 utf-16.xml", lambda tag: xml2003(tag, "UTF-16").encode("utf-16"), SHEET)
    placed = ((SHEET, "B3", "在乙三"), (SHEET, "C3", "7.5"), (SHEET, "E3", "2020-12-31"), (SHEET, "A4", "2"))
    yield Case("honest", "xml 2003 indexed.xml", indexed, cells=placed)
    yield _case("flat.fods", lambda tag: fods(tag).encode(), SHEET)
    yield _case("flat named.xml", lambda tag: fods(tag).encode(), SHEET)
    same = tuple((SHEET, f"{column}{row}", "同文") for column in "ABC" for row in (1, 2))
    yield Case("honest", "repeats.fods", repeated, cells=(*same, (SHEET, "E8", "在戊八")))


def cases() -> Iterator[Case]:
    yield from _texts()
    yield from _pages()

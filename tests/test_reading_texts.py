"""Texts and pages: encodings, delimiters, quotes, numerals, and a page's cells, spans and white space."""

from decimal import Decimal

import pytest

from ecoreport.model import Area, Cell, Ledger
from ecoreport.reading import Input, read


def open_text(data: bytes | str, name: str = "a.csv") -> Ledger:
    (ledger,) = read(Input(name, data=data.encode() if isinstance(data, str) else data))
    return ledger


def values(ledger: Ledger) -> dict[str, object]:
    return {cell.address: cell.value for cell in ledger.sheets[0].cells}


# ---- encodings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_the_encodings_of_offices_are_told_apart(encoding: str, name: str) -> None:
    assert values(open_text("指标,值\n水质𠮷,1\n".encode("gb18030" if encoding == "gbk" else encoding), name))["A2"] == "水质𠮷"


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe\0\0", "utf-32-le")])
def test_a_byte_order_mark_decides(mark: bytes, encoding: str) -> None:
    assert values(open_text(mark + "指标,值\n水质,1\n".encode(encoding))) == {"A1": "指标", "B1": "值", "A2": "水质", "B2": 1}


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("指标,值\n水质,1\n".encode() + b"\xff\xff,2\n", 3), (b"\xff\xff\n", 1), ("甲\n".encode("gb18030") + b"\xff\xff", 2),
        (b"\xef\xbb\xbf" + "甲\n".encode() + b"\xff", 2), (b"\xef\xbb\xbf" + "甲,乙\n".encode("gb18030"), 1),
    ],
)  # fmt: skip
def test_bytes_of_no_encoding_are_told_with_their_line(data: bytes, line: int) -> None:
    ledger = open_text(data)
    told = f"文本表格既不是 UTF-8 也不是 GB18030 编码（第 {line} 行有不能识别的字节），没有读取。"
    assert (ledger.outcome, ledger.message) == ("failed", told)


@pytest.mark.parametrize(
    ("declared", "encoding"), [("gb2312", "gb18030"), ("big5", "big5"), ("no-such", "gb18030"), ("zlib", "gb18030"), ("utf-16", "gb18030")]
)
def test_a_page_is_decoded_as_it_declares_where_that_is_an_encoding(declared: str, encoding: str) -> None:
    page = f"<html><meta charset='{declared}'><table><tr><td>水質</table>".encode(encoding)
    assert values(open_text(page, "a.htm")) == {"A1": "水質"}


# ---- delimiters and quotes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_the_one_that_makes_columns(delimiter: str) -> None:
    rows = [["指标", "值", "备注"], ["水质，见附件", "1", "甲、乙"], ["", "2", ""]]
    ledger = open_text("\n".join(delimiter.join(row) for row in rows))
    assert values(ledger) == {"A1": "指标", "B1": "值", "C1": "备注", "A2": "水质，见附件", "B2": 1, "C2": "甲、乙", "B3": 2}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("a;b,c\nd;e,f\n1;2\n", {"A2": "d", "B2": "e,f"}),  # every line has a semicolon
        ("标题\na,b,c\nd,e;f,g\n", {"A3": "d", "B3": "e;f", "C3": "g"}),
        ("sep=;\na,b;c\n", {"A1": "a,b", "B1": "c"}),
        ("SEP=x\r\naxb\n", {"A1": "a", "B1": "b"}),
        ("a,b\nc,d\ne|f|g\n", {"A3": "e|f|g"}),
    ],
)
def test_a_delimiter_may_be_told_or_must_fit_most_lines(text: str, row: dict[str, object]) -> None:
    found = values(open_text(text))
    assert {address: found[address] for address in row} == row


def test_quotes_hold_delimiters_lines_and_quotes() -> None:
    ledger = open_text('"甲,乙","第一行\n第二行","他说""好"""\r\n1,2,3\r\n')
    assert values(ledger) == {"A1": "甲,乙", "B1": "第一行\n第二行", "C1": '他说"好"', "A2": 1, "B2": 2, "C2": 3}
    assert ledger.findings == ()


@pytest.mark.parametrize("text", ['甲,"乙"丙\n1,2\n', '甲,"乙\n1,2\n', '"甲",1\n"乙"x,2\n'])
def test_quotes_that_do_not_pair_are_told_and_kept(text: str) -> None:
    ledger = open_text(text)
    assert [finding.message for finding in ledger.findings] == ["文本表格的引号不配对，已逐行按分隔符读取，引号原样保留。"]
    assert [finding.severity for finding in ledger.findings] == ["verify"]
    assert [cell.value for cell in ledger.sheets[0].cells if str(cell.value).startswith('"')]


def test_a_sheet_of_text_is_named_as_its_file_and_ends_where_dos_said() -> None:
    ledger = open_text("a,b\n1,2\n\x1a", "各单位/2020 台账.csv")
    assert [sheet.name for sheet in ledger.sheets] == ["2020 台账"]
    assert values(ledger) == {"A1": "a", "B1": "b", "A2": 1, "B2": 2}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0), ("-0", 0), ("12", 12), ("-12.50", Decimal("-12.50")), (" 7 ", 7), ("0.10", Decimal("0.10")), ("123456789012345", 123456789012345), ("1234567890123.45", Decimal("1234567890123.45")),
        ("1234567890123456", "1234567890123456"), ("12345678901234.56", "12345678901234.56"), ("007", "007"), ("00.5", "00.5"), (".5", ".5"), ("5.", "5."), ("+5", "+5"), ("1e5", "1e5"), ("1.2.3", "1.2.3"),
        ("--1", "--1"), ("١٢", "١٢"), ("50%", "50%"), ('"=""007"""', "007"), ("=007", "=007"), ('"=""a""b"', '="a"b'),
    ],
)  # fmt: skip
def test_a_numeral_is_a_number_only_if_nothing_is_lost_by_it(written: str, value: object) -> None:
    assert values(open_text(f"x,{written}\ny,z\n"))["B1"] == value


# ---- pages: text, types, spans --------------------------------------------------------------------------------------


def cells_of(body: str, head: str = "") -> dict[str, Cell]:
    ledger = open_text(f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>", "a.htm")
    assert ledger.outcome == "read", ledger.message
    return {cell.address: cell for cell in ledger.sheets[0].cells}


def first(cell: str) -> Cell:
    return cells_of(f"<table><tr>{cell}</table>")["A1"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<td>  水质 \n 达标&nbsp; </td>", "水质 达标"), ("<td>甲<br>乙</td>", "甲\n乙"), ("<td>甲<br><br>乙</td>", "甲\n\n乙"), ("<td><p>甲</p><p>乙</p></td>", "甲\n乙"), ("<td>甲<div>乙</div></td>", "甲\n乙"),
        ("<td>甲 <b> 乙</b></td>", "甲 乙"), ("<td>&lt;5&amp;</td>", "<5&"), ("<td>水<ruby>质<rt>zhi</rt></ruby></td>", "水质"), ("<td><script>x</script>甲<noscript>y</noscript></td>", "甲"),
        ("<td><input value='填的'></td>", "填的"), ("<td><input type=hidden value='x'>甲</td>", "甲"), ("<td><select><option>一<option>二</select>甲</td>", "甲"), ("<td>007</td>", "007"),
        ("<td>12.50</td>", Decimal("12.50")), ("<td>50%</td>", "50%"), ("<td x:num>12.50</td>", Decimal("12.5")), ("<td x:num='0.5'>50%</td>", Decimal("0.5")), ("<td x:num=''>7</td>", Decimal(7)),
        ("<td x:num>约7</td>", "约7"), ("<td x:str>12</td>", "12"), ("<td x:bool='TRUE'>是</td>", True), ("<td x:bool='false'>否</td>", False), ("<td sdval='0.5' sdnum='1033;0;0%'>50%</td>", Decimal("0.5")),
        ("<td style='mso-number-format:\"\\@\"'>12</td>", "12"), ("<td style='mso-number-format:\"0\\.0\"'>12</td>", Decimal(12)), ('<td>="007"</td>', "007"), ("<td>甲<img src=x></td>", "甲"),
    ],
)  # fmt: skip
def test_a_cell_of_a_page_holds_what_a_reader_sees(cell: str, value: object) -> None:
    made = first(cell)
    assert (made.value, type(made.value)) == (value, type(value))


def test_errors_formulas_and_formats_of_a_page() -> None:
    assert first("<td x:err='#N/A'>x</td>").error == "#N/A"
    assert first("<td x:err>#DIV/0!</td>").error == "#DIV/0!"
    made = first("<td x:fmla='=A1*2' x:num='4'>4</td>")
    assert (made.formula, made.value) == ("=A1*2", 4)
    assert first("<td x:fmla='=A1*2'></td><td>x").formula == "=A1*2"
    assert first("<td sdval='0.5' sdnum='1033;2052;0.0%'>50.0%</td>").number_format == "0.0%"
    assert first("<td x:num='0.5' style='mso-number-format:Percent'>50%</td>").shown_percent
    assert first("<td x:num='5' style='mso-number-format:\"0\\.0\\0022%\\0022\"'>5</td>").number_format == '0.0"%"'
    assert first("<td x:num='43952' style='mso-number-format:\"Short Date\"'>x</td>").number_format == "yyyy/m/d"


@pytest.mark.parametrize(
    ("spans", "places", "merged"),
    [
        ("<tr><td colspan=2>1<td>2<tr><td>3<td>4<td>5", "A1 C1 A2 B2 C2", [Area(1, 1, 1, 2)]), ("<tr><td rowspan=2>1<td>2<tr><td>3", "A1 B1 B2", [Area(1, 1, 2, 1)]),
        ("<tr><td>1<td rowspan=2 colspan=2>2<td>3<tr><td>4<td>5", "A1 B1 D1 A2 D2", [Area(1, 2, 2, 3)]), ("<tr><td rowspan=9>1<td>2", "A1 B1", []),
        ("<tr><td colspan=0>1<td>2", "A1 B1", []), ("<tr><td colspan=x>1<td>2", "A1 B1", []), ("<tr><td colspan=''>1<td>2", "A1 B1", []), ("<tr><td colspan=' 2 '>1<td>2", "A1 C1", [Area(1, 1, 1, 2)]),
        ("<tr><td colspan=1001>1<td>2", "A1 ALM1", [Area(1, 1, 1, 1000)]), ("<td>1<td>2", "A1 B1", []), ("<tr><td colspan=1000000>1<td>2", "A1 B1", []),
    ],
)  # fmt: skip
def test_spans_push_what_follows_aside(spans: str, places: str, merged: list[Area]) -> None:
    ledger = open_text(f"<table>{spans}</table>", "a.htm")
    assert [cell.address for cell in ledger.sheets[0].cells] == places.split()
    assert list(ledger.sheets[0].merged) == merged


def test_tables_and_lines_stand_one_under_another() -> None:
    cells = cells_of(
        "<h1>标题</h1>填报单位:<b>市水利局</b><br>第二行<table><caption>说明</caption><tr><td>1<td>2<tr></table>尾<table></table><table><tr><td>3</table>"
        "<div style='display:none'>不见</div><table><tr><td></table><table><tr><td>4</table>"
    )
    assert {address: str(cell.value) for address, cell in cells.items()} == {
        "A1": "标题", "A2": "填报单位:市水利局", "A3": "第二行", "A4": "1", "B4": "2", "A6": "尾", "A7": "3", "A8": "4",
    }  # fmt: skip


def test_pictures_of_a_page_are_counted() -> None:
    ledger = open_text("<img><table><tr><td><img>1</table>", "a.htm")
    assert (ledger.sheets[0].pictures, ledger.sheets[0].name) == (2, "a")
    assert [finding.message for finding in ledger.findings] == ["文件里有2 张图片（含图表、对象），其中的文字和数字没有读取。"]


def test_a_page_whose_last_mark_is_not_written_out_is_damaged() -> None:
    broken = open_text("<table><tr><td>1</table><td a='", "a.htm")
    assert (broken.outcome, broken.message) == ("failed", "文件已损坏或没有传完，不能按网页打开：有没有写完的标记。")


# ---- a workbook in one file ------------------------------------------------------------------------------------------


def mht(*parts: tuple[str, str, str]) -> bytes:
    told = "".join(f"--b\nContent-Location: {place}\nContent-Type: {kind}\n\n{text}\n" for place, kind, text in parts)
    return f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n{told}--b--\n'.encode()


PAGE = "<table><tr><td>{}</table>"


def test_each_page_with_a_table_is_a_sheet_under_the_name_that_it_is_given() -> None:
    listed = "".join(
        f'<x:ExcelWorksheet><x:Name>{name}</x:Name><x:WorksheetSource HRef="{page}"/></x:ExcelWorksheet>'
        for name, page in (("一&amp;二", "f/1.htm"), ("三", "f/3.htm"))
    )
    data = mht(
        ("file:///C:/b.htm", "text/html", f"<!--{listed}-->"),
        ("file:///C:/f\\1.htm", "text/html", PAGE.format(1)),
        ("file:///C:/f/2.htm", "text/html", PAGE.format(2)),
        ("file:///C:/f/x.png", "image/png", "x"),
        ("file:///C:/f/3.htm", "text/html", PAGE.format(3)),
        ("file:///C:/f/4.htm", "text/html", "<p>没有表</p>"),
    )
    (ledger,) = read(Input("各单位/台账.mht", data=data))
    assert [(sheet.name, sheet.cells[0].value) for sheet in ledger.sheets] == [("一&二", 1), ("台账2", 2), ("三", 3)]


def test_a_page_that_names_one_sheet_gives_its_name_and_state() -> None:
    told = "<!--<x:ExcelWorksheet><x:Name>指标</x:Name><x:Visible>SheetHidden</x:Visible></x:ExcelWorksheet>-->"
    (sheet,) = open_text(f"{told}{PAGE.format(1)}", "a.htm").sheets
    assert (sheet.name, sheet.state) == ("指标", "hidden")
    (sheet,) = open_text(f"{told}{told.replace('Hidden', 'VeryHidden')}{PAGE.format(1)}", "a.htm").sheets
    assert sheet.name == "指标"

"""An XML spreadsheet of 2003, element by element."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from ecoreport.model import Area, Cell, Ledger
from ecoreport.reading import Input, read

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def open_xml(table: str, styles: str = "", options: str = "", name: str = "表") -> Ledger:
    text = (
        f'<?xml version="1.0"?><Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="{name}"><Table>{table}</Table>{options}</Worksheet></Workbook>'
    )
    (ledger,) = read(Input("a.xml", data=text.encode()))
    return ledger


def cells_of(table: str, styles: str = "", options: str = "") -> dict[str, Cell]:
    ledger = open_xml(table, styles, options)
    assert (ledger.outcome, ledger.findings) == ("read", ()), ledger.message
    return {cell.address: cell for cell in ledger.sheets[0].cells}


def data(value: object, kind: str = "Number") -> str:
    return f'<Data ss:Type="{kind}">{value}</Data>'


def cell(value: object = 7, kind: str = "Number", more: str = "") -> str:
    return f"<Cell{more}>{data(value, kind)}</Cell>"


def one(content: str, styles: str = "", more: str = "") -> Cell:
    (made,) = cells_of(f"<Row><Cell{more}>{content}</Cell></Row>", styles).values()
    return made


def dated(form: str) -> str:
    return f'<Style ss:ID="d"><NumberFormat ss:Format="{form}"/></Style>'


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (data("1.5"), Decimal("1.5")), (data(" 7 "), Decimal(7)), (data("1E-3"), Decimal("0.001")), (data("是", "String"), "是"), (data(" a ", "String"), " a "),
        (data("007", "String"), "007"), (data("", "String"), ""), (data("1", "Boolean"), True), (data("0", "Boolean"), False), ("<Data>无类型</Data>", "无类型"),
        ('<ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">甲<B>乙</B><Font>丙</Font></ss:Data>', "甲乙丙"),
    ],
)  # fmt: skip
def test_a_value_is_what_its_type_stores(content: str, value: object) -> None:
    made = one(content)
    assert (made.value, type(made.value), made.error) == (value, type(value), None)


@pytest.mark.parametrize(
    ("form", "written", "value"),
    [
        ("yyyy/m/d", "2020-05-01T00:00:00.000", date(2020, 5, 1)),
        ("Short Date", "2020-05-01T00:00:00.000", date(2020, 5, 1)),
        ("yyyy/m/d h:mm", "2020-05-01T08:30:00.000", datetime.fromisoformat("2020-05-01T08:30")),
        ("yyyy/m/d h:mm", "2020-05-01T00:00:00.000", date(2020, 5, 1)),
        ("yyyy/m/d", "2020-05-01T08:30:00.000", datetime.fromisoformat("2020-05-01T08:30")),
        ("h:mm", "1899-12-31T08:30:00.000", time(8, 30)),
        ("h:mm", "1899-12-31T00:00:00.000", time(0, 0)),
        ("h:mm", "1900-01-01T08:30:00.000", datetime.fromisoformat("1900-01-01T08:30")),
        ("h:mm", "2020-05-01T00:00:00.000", datetime.fromisoformat("2020-05-01T00:00")),
        ("yyyy/m/d", "1899-12-31T00:00:00.000", date(1899, 12, 31)),
    ],
)
def test_a_moment_is_read_as_its_format_shows_it(form: str, written: str, value: object) -> None:
    made = one(data(written, "DateTime"), dated(form), ' ss:StyleID="d"')
    assert (made.value, type(made.value)) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "written"), [("Number", "约90"), ("Number", "NaN"), ("DateTime", "2020-13-01"), ("DateTime", "去年"), ("Number", "一" * 30)]
)
def test_what_its_type_does_not_fit_is_kept_as_text_and_told(kind: str, written: str) -> None:
    ledger = open_xml(f"<Row>{cell()}{cell(written, kind)}</Row>")
    assert [finding.message for finding in ledger.findings] == [
        f"工作表“表”有 1 个单元格标为数值，但存的“{written[:20]}”不是数（如 B1），按文字保留。"
    ]
    assert ledger.sheets[0].cells[1].value == written


@pytest.mark.parametrize(
    ("content", "more", "error", "formula", "value"),
    [
        (data("#N/A", "Error"), "", "#N/A", None, None),
        (data("", "Error"), "", "#VALUE!", None, None),
        (data(3), ' ss:Formula="=RC[-1]*2"', None, "=RC[-1]*2", 3),
        (data(3), ' ss:Formula="A1"', None, "=A1", 3),
        ("", ' ss:Formula="=A1"', None, "=A1", None),
    ],
)
def test_errors_and_formulas(content: str, more: str, error: str | None, formula: str | None, value: object) -> None:
    made = one(content, more=more)
    assert (made.error, made.formula, made.value) == (error, formula, value)


@pytest.mark.parametrize(
    "content",
    ["<Cell/>", f"<Cell>{data('', 'Number')}</Cell>", f"<Cell>{data(' ', 'Boolean')}</Cell>", f"<Cell>{data('', 'DateTime')}</Cell>"],
)
def test_a_cell_that_stores_nothing_is_none(content: str) -> None:
    assert list(cells_of(f"<Row>{content}{cell()}</Row>")) == ["B1"]


def test_places_follow_one_another_or_are_named() -> None:
    cells = cells_of(
        f'<Row>{cell()}{cell(more=" ss:Index={q}4{q}".format(q=chr(34)))}{cell()}</Row><Row ss:Index="5">{cell()}</Row><Row ss:Span="2">{cell()}</Row><Row>{cell()}</Row>'
    )
    assert list(cells) == ["A1", "D1", "E1", "A5", "A6", "A9"]


def test_merged_cells_take_their_room() -> None:
    ledger = open_xml(
        f"<Row>{cell(more=' ss:MergeAcross={q}2{q} ss:MergeDown={q}1{q}'.format(q=chr(34)))}{cell()}</Row><Row>{cell(more=' ss:Index={q}5{q}'.format(q=chr(34)))}</Row>"
    )
    (sheet,) = ledger.sheets
    assert [made.address for made in sheet.cells] == ["A1", "D1", "E2"]
    assert sheet.merged == (Area(1, 1, 2, 3),)


STYLES = (
    '<Style ss:ID="Default"><NumberFormat ss:Format="0.0"/></Style><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style>'
    '<Style ss:ID="u" ss:Parent="s"><Protection ss:Protected="0"/></Style><Style ss:ID="k" ss:Parent="s"><Font ss:StrikeThrough="0"/><NumberFormat/></Style><Style ss:ID="f"><Font ss:Bold="1"/></Style>'
    '<Style ss:ID="n"><NumberFormat ss:Format=""/></Style><Style ss:ID="l"><Protection/></Style>'
)


@pytest.mark.parametrize(
    ("name", "code", "struck", "locked"),
    [
        ("", "0.0", False, True), ("p", "0.00%", False, True), ("s", "0.0", True, True), ("u", "0.0", True, False), ("k", "General", False, True),
        ("f", "0.0", False, True), ("n", "General", False, True), ("l", "0.0", False, True), ("无", "General", False, True),
    ],
)  # fmt: skip
def test_a_style_is_its_own_its_parents_or_the_default(name: str, code: str, struck: bool, locked: bool) -> None:
    made = one(data(7), STYLES, f' ss:StyleID="{name}"' if name else "")
    assert (made.number_format, made.struck, made.locked) == (code, struck, locked)


def test_a_cells_style_is_its_own_or_its_rows_or_its_columns() -> None:
    columns = '<Column ss:StyleID="s"/><Column ss:Index="3" ss:Span="1" ss:StyleID="s"/><Column/>'
    cells = cells_of(
        f'{columns}<Row>{cell() * 5}{cell(more=" ss:StyleID={q}s{q}".format(q=chr(34)))}</Row><Row ss:StyleID="p">{cell()}{cell(more=" ss:StyleID={q}s{q}".format(q=chr(34)))}</Row>',
        STYLES,
    )
    assert [address for address, made in cells.items() if made.struck] == ["A1", "C1", "D1", "F1", "B2"]
    assert cells["A2"].shown_percent


def test_hidden_rows_columns_and_filters() -> None:
    columns = (
        '<Column/><Column ss:Hidden="1"/><Column ss:Width="0"/><Column ss:Index="6" ss:Span="1" ss:Hidden="1"/><Column ss:Width="10"/>'
    )
    rows = f'<Row>{cell() * 8}</Row><Row ss:Hidden="1">{cell()}</Row><Row ss:Height="0">{cell()}</Row><Row ss:Height="10">{cell()}</Row>'
    cells = cells_of(columns + rows)
    assert [address for address, made in cells.items() if made.hidden] == ["B1", "C1", "F1", "G1", "A2", "A3"]
    assert not any(made.filtered for made in cells.values())
    filtered = cells_of(columns + rows, options='<x:AutoFilter><x:AutoFilterColumn x:Type="All"/></x:AutoFilter>')
    assert [address for address, made in filtered.items() if made.filtered] == ["A2", "A3"]


@pytest.mark.parametrize(
    ("told", "state"), [("SheetHidden", "hidden"), (" SheetVeryHidden ", "very_hidden"), ("SheetVisible", "visible"), ("", "visible")]
)
def test_a_sheet_says_whether_it_is_hidden(told: str, state: str) -> None:
    options = f"<x:WorksheetOptions><x:Visible>{told}</x:Visible><x:Selected>SheetHidden</x:Selected></x:WorksheetOptions>"
    (sheet,) = open_xml(f"<Row>{cell()}</Row>", options=options).sheets
    assert (sheet.state, sheet.cells[0].hidden) == (state, state != "visible")


def test_comments_are_read_apart_from_values() -> None:
    note = '<Comment ss:Author="张三"><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>张三:</B> 请核实 </ss:Data></Comment>'
    cells = cells_of(f"<Row><Cell>{data(7)}{note}</Cell><Cell>{note}</Cell><Cell>{data(8)}</Cell></Row>")
    assert [(made.address, made.value, made.comment) for made in cells.values()] == [
        ("A1", 7, "张三: 请核实"), ("B1", None, "张三: 请核实"), ("C1", 8, None),
    ]  # fmt: skip


def rich(inside: str) -> str:
    return f'<ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">{inside}</ss:Data>'


@pytest.mark.parametrize(
    ("inside", "kept", "struck"),
    [
        ("留<S>删</S>", "留", False), ("<S>全<B>删</B></S>", None, True), ("<S><S>删</S>删</S>留", "留", False), ("<B>都在</B>", None, False),
        ("<S> </S>留", "留", False),
    ],
)  # fmt: skip
def test_text_struck_in_part_leaves_the_rest(inside: str, kept: str | None, struck: bool) -> None:
    cells = cells_of(f"<Row><Cell>{rich(inside)}</Cell><Cell>{rich('后面')}</Cell></Row>")
    assert (cells["A1"].kept_text, cells["A1"].struck) == (kept, struck)
    assert (cells["B1"].kept_text, cells["B1"].struck) == (None, False)


def test_a_picture_by_formula_is_counted() -> None:
    (sheet,) = open_xml("<Row><Cell ss:Formula='=DISPIMG(&quot;ID&quot;,1)'/></Row>").sheets
    assert sheet.pictures == 1


def test_a_workbook_without_a_sheet_is_told() -> None:
    text = f'<Workbook xmlns="{SPACE}"><Styles/></Workbook>'
    assert read(Input("a.xml", data=text.encode()))[0].message == "这个 XML 表格（Excel 2003）里没有可以读取的工作表。"
    broken = f'<Workbook xmlns="{SPACE}">\n<Styles>'
    told = "文件已损坏或没有传完，不能按 XML 表格（Excel 2003）打开：“Workbook”第 2 行写法不合规范。"
    assert read(Input("a.xml", data=broken.encode()))[0].message == told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb2312", "gb18030"])
def test_any_encoding_is_read(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n<Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}"><Worksheet ss:Name="指标"><Table><Row>{cell("水质", "String")}</Row></Table></Worksheet></Workbook>'
    (ledger,) = read(Input("a.xml", data=text.encode(encoding)))
    assert (ledger.sheets[0].name, ledger.sheets[0].cells[0].value) == ("指标", "水质")

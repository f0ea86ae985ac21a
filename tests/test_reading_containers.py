"""One ledger sent in every container gives the same cells; what it truly is decides, never its extension."""

import io
from datetime import date, datetime, time
from decimal import Decimal

import files_containers as files
import pytest
import xlwt
from files_workbooks import by_openpyxl, make_contents
from files_wrong import compound, encrypted, make_package

from ecoreport.model import Area, Cell, Ledger
from ecoreport.reading import Input, read


def open_as(name: str, data: bytes, *passwords: str) -> Ledger:
    (ledger,) = read(Input(name, data=data), passwords)
    return ledger


def texts(ledger: Ledger) -> dict[str, object]:
    return {cell.address: cell.value for cell in ledger.sheets[0].cells}


def expected(*, percent_as_text: bool) -> dict[str, object]:
    values: dict[str, object] = {"A1": files.TITLE} | {f"{'ABCDEF'[column]}2": name for column, name in enumerate(files.HEADER)}
    for number, row in enumerate(files.ROWS, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                values[f"{'ABCDEF'[column]}{number + 2}"] = value
            elif percent_as_text and number in files.PERCENT_ROWS:
                values[f"{'ABCDEF'[column]}{number + 2}"] = f"{value * 100:.1f}%"
            else:
                values[f"{'ABCDEF'[column]}{number + 2}"] = Decimal(repr(value))
    return values


NUMBERS_AS_TEXT = {"A3": "1", "A4": "2", "A5": "3"}


@pytest.mark.parametrize(
    ("name", "data", "container", "mismatch"),
    [
        ("台账.xls", files.as_xls(), "xls", False),
        ("台账.et", files.as_xls(), "xls", False),
        ("台账.xlsx", files.as_xls(), "xls", True),
        ("台账.ods", files.as_ods(), "ods", False),
        ("台账.fods", files.as_ods(flat=True), "ods", False),
        ("台账.xls", files.as_ods(), "ods", True),
        ("台账.xml", files.as_xml2003(), "xml2003", False),
        ("台账.xls", files.as_xml2003("gb2312"), "xml2003", True),
        ("台账.xls", files.as_html(), "html", True),
        ("台账.html", files.as_html(charset="utf-8"), "html", False),
        ("台账.mht", files.as_mht(), "html", False),
    ],
)
def test_what_keeps_formats_gives_the_stored_numbers(name: str, data: bytes, container: str, mismatch: bool) -> None:
    ledger = open_as(name, data)
    assert (ledger.outcome, ledger.container) == ("read", container)
    assert texts(ledger) == expected(percent_as_text=False) | NUMBERS_AS_TEXT
    assert [cell.address for cell in ledger.sheets[0].cells if cell.shown_percent] == ["D4", "E4", "D5", "E5"]
    assert ledger.sheets[0].merged == (Area(1, 1, 1, 6),)
    assert [finding.code for finding in ledger.findings] == (["R301"] if mismatch else [])


@pytest.mark.parametrize(
    ("name", "data", "container", "mismatch"),
    [
        ("台账.csv", files.as_csv(), "csv", False),
        ("台账.csv", files.as_csv(encoding="gb18030"), "csv", False),
        ("台账.csv", files.as_csv(encoding="utf-8"), "csv", False),
        ("台账.csv", files.as_csv(";", "utf-16"), "csv", False),
        ("台账.csv", b"sep=|\r\n" + files.as_csv("|", "utf-8"), "csv", False),
        ("台账.tsv", files.as_csv("\t", "gb18030"), "csv", False),
        ("台账.xls", files.as_csv("\t", "gb18030"), "csv", True),
        ("台账.xlsx", files.as_csv(), "csv", True),
        ("台账.xls", files.as_html(office=False), "html", True),
    ],
)
def test_what_keeps_no_formats_gives_plain_numerals_and_else_the_text(name: str, data: bytes, container: str, mismatch: bool) -> None:
    ledger = open_as(name, data)
    assert (ledger.outcome, ledger.container) == ("read", container)
    assert {address: str(value) for address, value in texts(ledger).items()} == {
        address: str(value) for address, value in expected(percent_as_text=True).items()
    }
    assert texts(ledger)["E3"] == Decimal("18.5")
    assert [finding.code for finding in ledger.findings] == (["R301"] if mismatch else [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("007", "007"),
        ('"1,234"', "1,234"),
        ("90.0", Decimal("90.0")),
        ("330901199001011234", "330901199001011234"),
        ("=SUM(A1)", "=SUM(A1)"),
        ('"=""00123"""', "00123"),
        ("1e5", "1e5"),
        ("-3", Decimal(-3)),
        ("２０", "２０"),
    ],
)
def test_a_csv_value_is_a_number_only_if_nothing_is_lost_by_it(text: str, value: object) -> None:
    assert texts(open_as("a.csv", f"x,{text}\r\n".encode()))["B1"] == value


def test_a_picture_is_counted_where_only_its_formula_is_left() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for column, text in enumerate(['=DISPIMG("ID_1",1)', "=_xlfn.dispimg(1)", "DISPIMG(1)", "=IMAGES(1)"]):
        sheet.write(0, column, text)
    out = io.BytesIO()
    book.save(out)
    for name, data in (("a.xls", out.getvalue()), ("a.csv", b'"=DISPIMG(""ID_1"",1)",=_xlfn.dispimg(1),DISPIMG(1),=IMAGES(1)\n')):
        ledger = open_as(name, data)
        assert (ledger.sheets[0].pictures, [finding.code for finding in ledger.findings]) == (2, ["R302"])


def test_unpaired_quotes_are_told_and_every_line_is_read() -> None:
    ledger = open_as("a.csv", '指标,值\n"水质"达标,1\n"空气,2\n林草,3\n'.encode())
    assert [finding.code for finding in ledger.findings] == ["R212"]
    assert texts(ledger)["A3"] == '"空气'
    assert texts(ledger)["B4"] == Decimal(3)


# ---- .ods ---------------------------------------------------------------------------------------


def ods_cells(rows: str, styles: str = "") -> dict[str, Cell]:
    ledger = open_as("a.ods", files.as_ods(rows, styles=styles))
    assert ledger.outcome == "read", ledger.message
    return {cell.address: cell for cell in ledger.sheets[0].cells}


def test_ods_values_of_every_type() -> None:
    kinds = (
        '"date" office:date-value="2020-05-01"',
        '"date" office:date-value="2020-05-01T08:30:00"',
        '"time" office:time-value="PT08H30M00S"',
        '"time" office:time-value="PT36H00M00S"',
        '"boolean" office:boolean-value="true"',
        '"currency" office:value="12.5"',
        '"float" office:value="0.1"',
    )
    row = "".join(f"<table:table-cell office:value-type={kind}><text:p>x</text:p></table:table-cell>" for kind in kinds)
    assert [cell.value for cell in ods_cells(f"<table:table-row>{row}</table:table-row>").values()] == [
        date(2020, 5, 1),
        datetime.fromisoformat("2020-05-01T08:30"),
        time(8, 30),
        Decimal("1.5"),
        True,
        Decimal("12.5"),
        Decimal("0.1"),
    ]


def test_ods_formulas_errors_comments_spaces_and_strikes() -> None:
    styles = '<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    cells = ods_cells(
        '<table:table-row><table:table-cell table:formula="of:=[.B1]+SUM([$表2.A1:.A9];2)" office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><office:annotation><dc:creator>张三</dc:creator><text:p>请</text:p><text:p>核实</text:p></office:annotation><text:p>甲<text:s text:c="2"/>乙</text:p><text:p>留<text:span text:style-name="T1">删</text:span></text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=[.A1]"/></table:table-row>',
        styles,
    )
    assert (cells["A1"].formula, cells["A1"].value) == ("=B1+SUM($表2!A1:A9,2)", Decimal(3))
    assert (cells["B1"].error, cells["B1"].value) == ("#DIV/0!", None)
    assert (cells["C1"].value, cells["C1"].comment, cells["C1"].kept_text) == ("甲  乙\n留删", "请\n核实", "甲  乙\n留")
    assert (cells["D1"].formula, cells["D1"].value) == ("=A1", None)


@pytest.mark.parametrize(
    ("formula", "kind", "shown", "value"),
    [
        ("=TRUE()", "float", "TRUE", True),
        ("=FALSE()", "float", "FALSE", False),
        ("=TRUE()", "percentage", "100.00%", True),
        ("=[.A2]&gt;5", "float", "TRUE", True),
        ("=[.A2]/5", "float", "1", Decimal(1)),
    ],
)
def test_ods_booleans_are_told_from_the_number_that_they_are_saved_as(formula: str, kind: str, shown: str, value: object) -> None:
    stored = 0 if value is False else 1
    cell = f'<table:table-cell table:formula="of:{formula}" office:value-type="{kind}" office:value="{stored}"><text:p>{shown}</text:p></table:table-cell>'
    read_value = ods_cells(f"<table:table-row>{cell}</table:table-row>")["A1"].value
    assert (read_value, type(read_value)) == (value, type(value))


def test_ods_repeats_hidden_rows_and_tracked_changes() -> None:
    cells = ods_cells(
        '<table:tracked-changes><table:table-cell office:value-type="float" office:value="9"/></table:tracked-changes>'
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        '<table:table-row table:number-rows-repeated="2" table:visibility="filter"><table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'
        '<table:table-row-group table:display="false"><table:table-row table:visibility="collapse"><table:table-cell office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell></table:table-row></table:table-row-group>'
    )
    assert list(cells) == ["A1", "B1", "C1", "A2", "B2", "C2", "A3"]
    assert all(cell.hidden for cell in cells.values())
    assert [cell.filtered for cell in cells.values()] == [True] * 6 + [False]


def test_ods_percent_under_a_condition() -> None:
    styles = '<number:number-style style:name="N9P0"><number:number number:decimal-places="0" number:min-integer-digits="1"/></number:number-style><number:percentage-style style:name="N9"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text><style:map style:condition="value()&gt;=100" style:apply-style-name="N9P0"/></number:percentage-style><style:style style:name="c" style:family="table-cell" style:data-style-name="N9"/>'
    row = "".join(
        f'<table:table-cell table:style-name="c" office:value-type="percentage" office:value="{value}"><text:p>x</text:p></table:table-cell>'
        for value in ("120", "0.5")
    )
    assert [cell.shown_percent for cell in ods_cells(f"<table:table-row>{row}</table:table-row>", styles).values()] == [False, True]


def test_of_endless_repeats_in_an_ods_the_first_stays() -> None:
    ledger = open_as(
        "a.ods",
        files.as_ods(
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'
        ),
    )
    assert (ledger.outcome, [finding.code for finding in ledger.findings]) == ("partly", ["R203"])
    assert [cell.address for cell in ledger.sheets[0].cells] == ["A1"]


# ---- web pages and XML of 2003 --------------------------------------------------------------------


def test_a_page_keeps_spans_nested_tables_and_the_lines_between() -> None:
    page = "<html><body><h2>填报单位:市水利局</h2><table><tr><td><table><tr><td rowspan=2>甲<td>1<tr><td>2</table></td></tr></table><p>审核人:<b>李四</b></p><table><tr style='display:none'><td>3<del>旧</del><td>&nbsp;</table>"
    ledger = open_as("a.htm", page.encode())
    sheet = ledger.sheets[0]
    assert texts(ledger) == {"A1": "填报单位:市水利局", "A2": "甲", "B2": Decimal(1), "B3": Decimal(2), "A4": "审核人:李四", "A5": "3旧"}
    assert sheet.merged == (Area(2, 1, 3, 1),)
    assert [cell.kept_text for cell in sheet.cells if cell.hidden] == ["3"]


def test_a_page_by_excel_keeps_dates_formulas_errors_and_quoted_percent() -> None:
    page = '<html><style><!-- .d {mso-number-format:"Short Date";} .q {mso-number-format:"0\\.0\\0022%\\0022";} --></style><table><tr><td class=d x:num="43952">2020/5/1</td><td class=q x:num>96.7</td><td x:num="3" x:fmla="=A1+1">3</td><td x:err="#DIV/0!">#DIV/0!</td><td x:bool="TRUE">TRUE</td><td x:str="">0012</td></table>'
    cells = open_as("a.htm", page.encode()).sheets[0].cells
    assert [(cell.value, cell.error, cell.formula, cell.shown_percent) for cell in cells] == [
        (date(2020, 5, 1), None, None, False),
        (Decimal("96.7"), None, None, False),
        (Decimal(3), None, "=A1+1", False),
        (None, "#DIV/0!", None, False),
        (True, None, None, False),
        ("0012", None, None, False),
    ]


@pytest.mark.parametrize("page", ["<table>" + "<!--" * 200_000, "<table>" + "<a " * 200_000, "<table><td a='" * 50_000])
def test_a_page_made_to_be_slow_is_not(page: str) -> None:
    assert open_as("a.htm", page.encode()).outcome in ("failed", "read")


def test_xml2003_keeps_addresses_spans_hidden_rows_comments_and_types() -> None:
    body = (
        '<Row ss:Index="3" ss:Hidden="1"><Cell ss:Index="2" ss:MergeDown="1"><Data ss:Type="Number">1.5</Data><Comment><ss:Data xmlns="http://www.w3.org/TR/REC-html40"><B>张三:</B>待核</ss:Data></Comment></Cell><Cell ss:Formula="=RC[-1]*2"><Data ss:Type="Number">3</Data></Cell><Cell ss:Formula="=1"/></Row>'
        '<Row><Cell ss:StyleID="d"><Data ss:Type="DateTime">2020-05-01T00:00:00.000</Data></Cell><Cell ss:Index="4"><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">留<S>删</S></ss:Data></Cell></Row>'
    )
    text = f'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles><Worksheet ss:Name="表"><Table><Column ss:Index="6" ss:Hidden="1"/>{body}</Table><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>'
    ledger = open_as("a.xml", text.encode())
    cells = {cell.address: cell for cell in ledger.sheets[0].cells}
    assert {address: cell.value for address, cell in cells.items()} == {
        "B3": Decimal("1.5"),
        "C3": Decimal(3),
        "D3": None,
        "A4": date(2020, 5, 1),
        "D4": True,
        "E4": None,
        "F4": "留删",
    }
    assert (cells["B3"].comment, cells["C3"].formula, cells["D3"].formula, cells["E4"].error, cells["F4"].kept_text) == (
        "张三:待核",
        "=RC[-1]*2",
        "=1",
        "#N/A",
        "留",
    )
    assert (ledger.sheets[0].state, ledger.sheets[0].merged) == ("hidden", (Area(3, 2, 4, 2),))


# ---- passwords -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "container"),
    [
        (lambda password: encrypted(by_openpyxl(make_contents(3)), password), "xlsx"),
        (lambda password: files.encrypt_xls(files.as_xls(), password), "xls"),
    ],
)
def test_a_password_is_tried_and_the_default_one_without_asking(make, container: str) -> None:
    data = make("zs2020")
    name = f"台账.{container}"
    assert [finding.code for finding in open_as(name, data).findings] == ["R104"]
    assert [finding.code for finding in open_as(name, data, "1", "2").findings] == ["R104"]
    opened = open_as(name, data, "1", "zs2020")
    assert (opened.outcome, opened.container, [finding.code for finding in opened.findings]) == ("read", container, ["R304"])
    silent = open_as(name, make("VelvetSweatshop"))
    assert (silent.outcome, silent.findings) == ("read", ())
    assert silent.sheets == opened.sheets


def test_what_was_locked_never_lies_open_on_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "TemporaryFile", None)
    assert open_as("台账.xls", files.encrypt_xls(files.as_xls(), "p"), "p").outcome == "read"


def test_an_absurd_effort_to_decrypt_is_refused() -> None:
    data = encrypted(by_openpyxl(make_contents(3)), "x").replace(b'spinCount="100000"', b'spinCount="999999999"'[:20] + b'"')
    assert open_as("a.xlsx", data).outcome == "failed"


def test_a_compound_file_keeps_its_streams() -> None:
    from ecoreport.reading.ole import CompoundFile

    made = CompoundFile(compound({"甲": b"a" * 5000, "乙": b"b"}))
    assert made.names == {"Root Entry", "甲", "乙"}
    assert made.read("甲").rstrip(b"\0") == b"a" * 5000


def test_ooxml_under_a_wps_name_is_no_mismatch() -> None:
    ledger = open_as("台账.et", make_package('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'))
    assert (ledger.outcome, ledger.findings) == ("read", ())

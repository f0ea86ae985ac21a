"""What another namespace calls alike is another thing, text in a place of no meaning is told, and no second value is joined to the first."""

from datetime import date

import pytest
from files_containers import as_ods
from files_wrong import make_package, zipped

from ecoreport.model import Ledger
from ecoreport.reading import Input, read

SHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def open_ods(cells: str, more: str = "") -> Ledger:
    (ledger,) = read(Input("台账.ods", data=as_ods(f"<table:table-row{more}>{cells}</table:table-row>")))
    return ledger


def open_xml(cells: str) -> Ledger:
    text = f'<?xml version="1.0"?><Workbook xmlns="{SHEET}" xmlns:ss="{SHEET}"><Worksheet ss:Name="表"><Table><Row>{cells}</Row></Table></Worksheet></Workbook>'
    (ledger,) = read(Input("台账.xml", data=text.encode()))
    return ledger


def said(ledger: Ledger) -> tuple[list[object], list[str]]:
    return [cell.value for cell in ledger.sheets[0].cells], [finding.code for finding in ledger.findings]


NUMBER = '<table:table-cell office:value-type="float" office:value="{}"{}>{}</table:table-cell>'
FOREIGN = ' xmlns:x="urn:x"'


@pytest.mark.parametrize(
    ("cells", "values", "codes"),
    [
        (NUMBER.format(7, "", "<text:p>7</text:p>"), [7], []),
        (NUMBER.format(7, f'{FOREIGN} x:value="9" x:value-type="string"', "<text:p>7</text:p>"), [7], []),
        (NUMBER.format(7, FOREIGN, "<x:table-cell><x:p>9</x:p></x:table-cell><text:p>7</text:p>"), [7], []),
        (f'<table:table-cell office:value-type="string"{FOREIGN}><text:p>甲<x:s/>乙</text:p></table:table-cell>', ["甲乙"], []),
        ('<table:table-cell office:value-type="string">甲</table:table-cell>', [""], ["R217"]),
        (NUMBER.format(7, "", "九<text:p>7</text:p>"), [7], ["R217"]),
        (
            NUMBER.format(7, "", "<office:annotation><dc:creator>张</dc:creator><text:p>注</text:p></office:annotation><text:p>7</text:p>"),
            [7],
            [],
        ),
        (NUMBER.format(7, "", "<draw:frame>图<draw:image/></draw:frame><text:p>7</text:p>"), [7], ["R302"]),
        (NUMBER.format(7, ' table:number-columns-repeated="3"', "<text:p>7</text:p>"), [7, 7, 7], []),
    ],
)
def test_an_ods_is_read_by_names_in_their_namespaces(cells: str, values: list, codes: list[str]) -> None:
    ledger = open_ods(cells)
    assert said(ledger) == ([value for value in values if value is not None], codes)


@pytest.mark.parametrize("times", ["16385", "99999999", "123456789", "1234567890123456789"])
def test_of_repeats_that_nobody_typed_the_first_stays_and_they_are_told(times: str) -> None:
    ledger = open_ods(NUMBER.format(7, f' table:number-columns-repeated="{times}"', "<text:p>7</text:p>"))
    assert (len(ledger.sheets[0].cells), [finding.code for finding in ledger.findings]) == (1, ["R203"])


def data(value: object, kind: str = "Number") -> str:
    return f'<Data ss:Type="{kind}">{value}</Data>'


@pytest.mark.parametrize(
    ("cells", "values", "codes"),
    [
        (f"<Cell>{data(7)}</Cell>", [7], []),
        (f'<Cell{FOREIGN} x:Index="5">{data(7)}<x:Data ss:Type="Number">9</x:Data></Cell>', [7], ["R217"]),
        (f"<x:Cell{FOREIGN}>{data(9)}</x:Cell><Cell>{data(7)}</Cell>", [7], ["R217"]),
        (f"<Cell>{data(5)}{data(6)}</Cell>", [5], ["R204"]),
        (f"<Cell>9{data(7)}</Cell>", [7], ["R217"]),
        (f'<Cell>{data(7)}<Comment ss:Author="张">{data("注", "String")}</Comment></Cell>', [7], []),
        (f"<Cell>{data(7, 'Num')}</Cell>", ["7"], ["R218"]),
        ("<Cell><Data>7</Data></Cell>", ["7"], []),
    ],
)
def test_an_xml_of_2003_is_read_by_names_in_their_namespaces(cells: str, values: list, codes: list[str]) -> None:
    assert said(open_xml(cells)) == (values, codes)


@pytest.mark.parametrize("index", ["-1", "99", "x"])
def test_a_format_that_is_none_is_told(index: str) -> None:
    styles = "<fonts><font/></fonts><cellXfs><xf numFmtId='14' fontId='0'/></cellXfs>"
    (ledger,) = read(
        Input(
            "台账.xlsx", data=make_package(f'<sheetData><row r="1"><c r="A1" s="{index}"><v>43831</v></c></row></sheetData>', styles=styles)
        )
    )
    assert said(ledger) == ([43831], ["R210"])


# ---- what breaks off, and days that are counted from 1904 -----------------------------------------------------------


def test_what_stands_before_the_break_stays_in_ods_and_xml_too() -> None:
    rows = "".join(
        f"<table:table-row>{NUMBER.format(number, '', f'<text:p>{number}</text:p>')}</table:table-row>" for number in range(1, 9)
    )
    flat = as_ods(rows, flat=True)
    (ledger,) = read(Input("台账.fods", data=flat[: flat.index(b'office:value="6"')]))
    assert said(ledger) == ([1, 2, 3, 4, 5], ["R214"])
    written = "".join(f"<Row><Cell>{data(number)}</Cell></Row>" for number in range(1, 9))
    text = f'<?xml version="1.0"?><Workbook xmlns="{SHEET}" xmlns:ss="{SHEET}"><Worksheet ss:Name="表"><Table>{written}'
    (ledger,) = read(Input("台账.xml", data=text[: text.index(">6<") + 2].encode()))
    assert said(ledger) == ([1, 2, 3, 4, 5], ["R214"])
    assert read(Input("台账.xml", data=text[: text.index("<Row>")].encode()))[0].findings[0].code == "R103"


def test_broken_styles_of_an_ods_cost_only_themselves() -> None:
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": as_ods(f"<table:table-row>{NUMBER.format(7, '', '')}</table:table-row>", flat=True),
    }
    (ledger,) = read(Input("台账.ods", data=zipped(parts | {"styles.xml": b"<office:styles"})))
    assert (ledger.outcome, said(ledger)) == ("partly", ([7], ["R213"]))


def test_a_page_of_excel_counts_its_days_from_1904_where_it_says_so() -> None:
    head = "<!--[if gte mso 9]><xml><x:ExcelWorkbook>{}</x:ExcelWorkbook></xml><![endif]-->"
    row = "<table><tr><td style='mso-number-format:\"yyyy\\-mm\\-dd\"' x:num=42745>x</td></tr></table>"
    for says, day in (("", date(2017, 1, 10)), ("<x:Date1904/>", date(2021, 1, 11))):
        (ledger,) = read(Input("台账.htm", data=f"<html><head>{head.format(says)}</head><body>{row}</body></html>".encode()))
        assert [cell.value for cell in ledger.sheets[0].cells] == [day]

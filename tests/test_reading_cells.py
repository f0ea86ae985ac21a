"""Every fact of a cell that an .xlsx stores is kept, however oddly the file is written."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from files_wrong import STRICT, make_package, zipped

from ecoreport.model import Area, Cell, Ledger
from ecoreport.reading import Input, read

STYLES = (
    '<numFmts count="4"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="0!.0,"/><numFmt numFmtId="166" formatCode="0.0&quot;%&quot;"/><numFmt numFmtId="167" formatCode="[h]:mm"/></numFmts>'
    '<fonts><font><family val="34"/></font><font><strike/></font></fonts>'
    '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="0" fontId="1"><protection locked="0"/></xf><xf numFmtId="165" fontId="0"/><xf numFmtId="166" fontId="0"/><xf numFmtId="21" fontId="0"/><xf numFmtId="22" fontId="0"/><xf numFmtId="167" fontId="0"/><xf numFmtId="31" fontId="0"/></cellXfs>'
)


def open_package(data: bytes, name: str = "台账.xlsx") -> Ledger:
    (ledger,) = read(Input(name, data=data))
    return ledger


def cells_of(sheet: str, **parts: str) -> dict[str, Cell]:
    ledger = open_package(make_package(sheet, styles=parts.pop("styles", STYLES), **parts))
    assert ledger.outcome in ("read", "partly"), ledger.message
    return {cell.address: cell for cell in ledger.sheets[0].cells}


def one_cell(xml: str, **parts: str) -> Cell:
    (cell,) = cells_of(f'<sheetData><row r="1">{xml}</row></sheetData>', **parts).values()
    return cell


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<c r="A1"><v>0.1</v></c>', Decimal("0.1")),
        ('<c r="A1"><v>0.96699999999999997</v></c>', Decimal("0.967")),
        ('<c r="A1"><v>20</v></c>', Decimal(20)),
        ('<c r="A1"><v>20.0</v></c>', Decimal(20)),
        ('<c r="A1"><v>-0</v></c>', Decimal(0)),
        ('<c r="A1"><v>1.5E-3</v></c>', Decimal("0.0015")),
        ('<c r="A1"><v>123456789012345</v></c>', Decimal(123456789012345)),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="str"><v>文字</v></c>', "文字"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> 前后 </t></is></c>', " 前后 "),
        ('<c r="A1" t="inlineStr"><is><r><t>水</t></r><rPh sb="0" eb="1"><t>shui</t></rPh><r><t>质</t></r></is></c>', "水质"),
        ('<c r="A1" t="inlineStr"><is><t>一_x000D_二_x005F_x000D_</t></is></c>', "一\r二_x000D_"),
        ('<c r="A1" t="d"><v>2020-05-01</v></c>', date(2020, 5, 1)),
        ('<c r="A1" s="2"><v>43952</v></c>', date(2020, 5, 1)),
        ('<c r="A1" s="9"><v>43952</v></c>', date(2020, 5, 1)),
        ('<c r="A1" s="2"><v>2958465</v></c>', date(9999, 12, 31)),
        ('<c r="A1" s="2"><v>59</v></c>', date(1900, 2, 28)),
        ('<c r="A1" s="2"><v>61</v></c>', date(1900, 3, 1)),
        ('<c r="A1" s="2"><v>0</v></c>', Decimal(0)),
        ('<c r="A1" s="2"><v>-5</v></c>', Decimal(-5)),
        ('<c r="A1" s="7"><v>43952.354166666664</v></c>', datetime.fromisoformat("2020-05-01T08:30")),
        ('<c r="A1" s="6"><v>0.35416666666666669</v></c>', time(8, 30)),
        ('<c r="A1" s="6"><v>0.99999999999</v></c>', datetime.fromisoformat("1900-01-01T00:00")),
        ('<c r="A1" s="8"><v>1.5</v></c>', Decimal("1.5")),
    ],
)  # fmt: skip
def test_a_value_is_what_the_file_stores(xml: str, value: object) -> None:
    cell = one_cell(xml)
    assert cell.value == value
    assert type(cell.value) is type(value)


def test_the_strings_table_is_read_with_its_runs_and_without_phonetics() -> None:
    strings = "<si><t>甲</t></si><si><r><t>保留</t></r><r><rPr><strike/></rPr><t>删去</t></r></si><si><r><rPr><strike/></rPr><t>全删</t></r></si><si/>"
    cells = cells_of(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row></sheetData>',
        strings=strings,
    )
    assert [(cell.value, cell.struck, cell.kept_text) for cell in cells.values()] == [
        ("甲", False, None),
        ("保留删去", False, "保留"),
        ("全删", True, None),
        ("", False, None),
    ]


def test_a_format_shows_percent_or_a_scale_only_by_what_is_not_quoted() -> None:
    cells = cells_of(
        '<sheetData><row r="1"><c r="A1" s="1"><v>0.967</v></c><c r="B1" s="4"><v>12000</v></c><c r="C1" s="5"><v>96.7</v></c></row></sheetData>'
    )
    assert [(cell.shown_percent, cell.shown_scale) for cell in cells.values()] == [(True, 1), (False, 10_000), (False, 1)]
    assert cells["A1"].value == Decimal("0.967"), "the value stays as stored"


def test_style_facts_are_kept() -> None:
    cell = one_cell('<c r="A1" s="3"><v>1</v></c>')
    assert cell.struck
    assert not cell.locked


@pytest.mark.parametrize(
    ("xml", "value", "formula", "error"),
    [
        ('<c r="A1"><f>SUM(B1:B9)</f><v>12</v></c>', Decimal(12), "=SUM(B1:B9)", None),
        ('<c r="A1"><f>SUM(B1:B9)</f></c>', None, "=SUM(B1:B9)", None),
        ('<c r="A1"><f>SUM(B1:B9)</f><v></v></c>', None, "=SUM(B1:B9)", None),
        ('<c r="A1" t="str"><f>A2&amp;""</f><v></v></c>', "", '=A2&""', None),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', None, "=1/0", "#DIV/0!"),
        ('<c r="A1" t="e"><v>#N/A</v></c>', None, None, "#N/A"),
        ('<c r="A1" t="b"><f>TRUE()</f><v>1</v></c>', True, "=TRUE()", None),
        ('<c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>4</v></c>', Decimal(4), "=B1:B2*2", None),
    ],
)  # fmt: skip
def test_a_formula_is_kept_beside_its_result(xml: str, value: object, formula: str, error: str | None) -> None:
    cell = one_cell(xml)
    assert (cell.value, cell.formula, cell.error) == (value, formula, error)


def test_a_shared_formula_moves_with_its_cells() -> None:
    master = '<c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$C$1+SUM(D:D)+IF("A1"="",Sheet2!A1,0)+LOG10(A1)</f><v>1</v></c>'
    cells = cells_of(f'<sheetData><row r="1">{master}</row><row r="3"><c r="C3"><f t="shared" si="0"/><v>2</v></c></row></sheetData>')
    assert cells["C3"].formula == '=B3*$C$1+SUM(E:E)+IF("A1"="",Sheet2!B3,0)+LOG10(B3)'


def test_hidden_rows_columns_and_filters_are_told_apart() -> None:
    sheet = '<cols><col min="3" max="4" hidden="1"/><col min="5" max="5" width="0"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>1</v></c><c r="E1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>1</v></c></row></sheetData>'
    plain = cells_of(sheet)
    assert {address: (cell.hidden, cell.filtered) for address, cell in plain.items()} == {
        "A1": (False, False),
        "D1": (True, False),
        "E1": (True, False),
        "A2": (True, False),
    }
    filtered = cells_of(
        sheet + '<autoFilter ref="A1:D2"><filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn></autoFilter>'
    )
    assert filtered["A2"].filtered
    assert not filtered["D1"].filtered


def test_merged_areas_cover_all_but_their_first_cell() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="B{row}"><v>2</v></c></row>' for row in (1, 2, 3))
    ledger = open_package(
        make_package(
            f'<sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/><mergeCell ref="D9:D9"/></mergeCells>'
        )
    )
    sheet = ledger.sheets[0]
    assert sheet.merged == (Area(1, 1, 2, 2),)
    assert [cell.address for cell in sheet.cells if cell.covered] == ["B1", "A2", "B2"]
    assert [finding.code for finding in ledger.findings] == ["R209"], "an overlap is told, not guessed at"


def test_comments_pictures_and_text_boxes_are_found_by_relationship() -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{office}/comments" Target="../notes/any.xml"/><Relationship Id="b" Type="{office}/drawing" Target="/xl/drawings/d.xml"/><Relationship Id="c" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threads.xml"/><Relationship Id="d" Type="{office}/hyperlink" Target="http://x/" TargetMode="External"/></Relationships>',
        "xl/notes/any.xml": f'<comments xmlns="{space}"><commentList><comment ref="B2"><text><r><t>张三:</t></r><r><t>待核</t></r></text></comment><comment ref="A1"><text><t>[线程批注]旧文</t></text></comment></commentList></comments>',
        "xl/threads.xml": '<ThreadedComments xmlns="t"><threadedComment ref="A1"><text>请核实</text></threadedComment><threadedComment ref="A1"><text>已核实</text></threadedComment></ThreadedComments>',
        "xl/drawings/d.xml": '<wsDr xmlns="d"><pic/><graphicFrame/><sp><txBody><p>说明文字</p></txBody></sp><sp><txBody/></sp></wsDr>',
    }
    picture = '<c r="C1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    ledger = open_package(make_package(f'<sheetData><row r="1"><c r="A1"><v>1</v></c>{picture}</row></sheetData>', more=more))
    sheet = ledger.sheets[0]
    assert {cell.address: cell.comment for cell in sheet.cells} == {"A1": "请核实\n已核实", "C1": None, "B2": "张三:待核"}
    assert (sheet.pictures, sheet.text_boxes) == (3, 1)
    (finding,) = ledger.findings
    assert finding.code == "R302"
    assert "3 张图片" in finding.message


@pytest.mark.parametrize(
    "sheet",
    [
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        f'<worksheet xmlns="{STRICT}"><sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData></worksheet>',
        "<sheetData><row><c><v>7</v></c></row></sheetData>",
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>',
        '<dimension ref="B2"/><sheetData><row r="1"><c r="$A$1"><v> 7 </v></c></row></sheetData>',
        '<sheetData><!-- <c r="A1"><v>8</v></c> --><row r="1"><c r="A1"><v><![CDATA[7]]></v></c></row></sheetData>',
    ],
)  # fmt: skip
def test_however_the_sheet_is_written_it_holds_seven(sheet: str) -> None:
    cells = cells_of(sheet)
    assert {address: cell.value for address, cell in cells.items()} == {"A1": Decimal(7)}


def test_cells_without_addresses_follow_one_another() -> None:
    cells = cells_of(
        '<sheetData><row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row r="5"><c><v>4</v></c></row><row><c/><c><v>5</v></c></row></sheetData>'
    )
    assert {address: int(str(cell.value)) for address, cell in cells.items()} == {"A1": 1, "D1": 2, "E1": 3, "A5": 4, "B6": 5}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('<c r="XFE1"><v>1</v></c>', "R203"),
        ('<c r="A1048577"><v>1</v></c>', "R203"),
        ('<c r="A0"><v>1</v></c>', "R203"),
        ('<c r="一1"><v>1</v></c>', "R203"),
        ('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', "R204"),
        ('<c r="A1" t="s"><v>9</v></c>', "R202"),
        ('<c r="A1" t="s"><v>x</v></c>', "R202"),
        ('<c r="A1"><v>NaN</v></c>', "R205"),
        ('<c r="A1"><v>1E999</v></c>', "R205"),
        ('<c r="A1"><v>1,234</v></c>', "R205"),
        ('<c r="A1"><v>123456789012345678</v></c>', "R208"),
        ('<c r="A1" s="99"><v>1</v></c>', "R210"),
        (f'<c r="A1" t="inlineStr"><is><t>{"长" * 40_000}</t></is></c>', "R207"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_and_the_rest_is_read(row: str, code: str) -> None:
    ledger = open_package(
        make_package(f'<sheetData><row r="1">{row}<c r="C1"><v>5</v></c></row></sheetData>', strings="<si><t>a</t></si>", styles=STYLES)
    )
    assert [finding.code for finding in ledger.findings] == [code]
    assert {cell.address: cell.value for cell in ledger.sheets[0].cells}["C1"] == 5
    assert ledger.outcome == ("partly" if ledger.findings[0].severity == "error" else "read")


def test_a_workbook_without_styles_is_read() -> None:
    assert one_cell('<c r="A1"><v>0.5</v></c>', styles="").number_format == "General"


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    workbook = f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{office}"><workbookPr date1904="1"/><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'
    assert one_cell('<c r="A1" s="2"><v>42490</v></c>', workbook=workbook).value == date(2020, 5, 1)


def test_sheets_of_one_name_are_read_apart_and_very_hidden_ones_are_hidden() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheets = f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{office}"><sheets><sheet name="表" sheetId="1" r:id="r1"/><sheet name="表" sheetId="2" state="veryHidden" r:id="r1"/><sheet name="丢了" sheetId="3" r:id="r9"/></sheets></workbook>'
    ledger = open_package(make_package('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>', workbook=sheets))
    assert [(sheet.name, sheet.state, sheet.cells[0].hidden) for sheet in ledger.sheets] == [
        ("表", "visible", False),
        ("表(2)", "very_hidden", True),
    ]
    assert {finding.code for finding in ledger.findings} == {"R206", "R201"}
    assert ledger.outcome == "partly"


def test_a_million_formatted_rows_are_nothing() -> None:
    rows = "".join(
        f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/><c r="B{row}" s="1"></c></row>' for row in range(2, 200_001)
    )
    cells = cells_of(
        f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{rows}<row r="200001"><c r="A200001" s="1"/><c r="B200001"><v>2</v></c></row></sheetData>'
    )
    assert list(cells) == ["A1", "B200001"]


def test_blanks_are_dropped_only_where_they_are_blanks() -> None:
    filler = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(3, 60_000))
    sheet = f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&lt;c r="A9"/&gt;</t></is></c></row>{filler}<row r="60000"><c r="A60000" t="inlineStr"><is><t><![CDATA[<c r="A1" s="1"/><c r="]]></t></is></c></row></sheetData>'
    assert [cell.value for cell in cells_of(sheet).values()] == ['<c r="A9"/>', '<c r="A1" s="1"/><c r="']


def test_a_part_that_fails_its_checksum_is_not_believed() -> None:
    data = make_package('<sheetData><row r="1"><c r="A1"><v>3456.7</v></c></row></sheetData>')
    stored = zipped(_parts(data), method=0)
    ledger = open_package(stored.replace(b"3456.7", b"8456.7"))
    assert ledger.outcome == "failed"
    assert ledger.sheets == ()


def _parts(data: bytes) -> dict[str, bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}

"""An .ods element by element: values, formulas, styles, repeats, groups, comments, and what cannot be."""

from datetime import date, datetime, time
from decimal import Decimal

import files_containers as files
import pytest
from files_wrong import zipped

from ecoreport.model import Area, Cell, Ledger
from ecoreport.reading import Input, read


def open_ods(rows: str, styles: str = "", *, flat: bool = True) -> Ledger:
    (ledger,) = read(Input("a.fods" if flat else "a.ods", data=files.as_ods(rows, styles=styles, flat=flat)))
    return ledger


def cells_of(rows: str, styles: str = "") -> dict[str, Cell]:
    ledger = open_ods(rows, styles)
    assert (ledger.outcome, ledger.findings) == ("read", ()), ledger.message
    return {cell.address: cell for cell in ledger.sheets[0].cells}


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def cell(attributes: str = "", content: str = "") -> str:
    return f"<table:table-cell {attributes}>{content}</table:table-cell>"


def one(attributes: str, content: str = "", styles: str = "") -> Cell:
    (made,) = cells_of(row(cell(attributes, content)), styles).values()
    return made


TEXT, SEVEN = 'office:value-type="string"', 'office:value-type="float" office:value="7"'


@pytest.mark.parametrize(
    ("attributes", "content", "value"),
    [
        (SEVEN, "<text:p>7.00</text:p>", Decimal(7)),
        ('office:value-type="float" office:value="1.5e-3"', "", Decimal("0.0015")),
        ('office:value-type="currency" office:value="12.5" office:currency="CNY"', "<text:p>¥12.50</text:p>", Decimal("12.5")),
        ('office:value-type="percentage" office:value="0.5"', "<text:p>50%</text:p>", Decimal("0.5")),
        ('office:value-type="boolean" office:boolean-value="true"', "<text:p>TRUE</text:p>", True),
        ('office:value-type="boolean" office:boolean-value="false"', "", False),
        ('office:value-type="date" office:date-value="2020-05-01"', "", date(2020, 5, 1)),
        ('office:value-type="date" office:date-value="2020-05-01T08:30:00"', "", datetime.fromisoformat("2020-05-01T08:30")),
        ('office:value-type="date" office:date-value="2020-05-01T08:30:00Z"', "", datetime.fromisoformat("2020-05-01T08:30")),
        ('office:value-type="time" office:time-value="PT08H30M15S"', "", time(8, 30, 15)),
        ('office:value-type="time" office:time-value="PT08H30M15.25S"', "", time(8, 30, 15, 250_000)),
        ('office:value-type="time" office:time-value="PT23H59M59S"', "", time(23, 59, 59)),
        ('office:value-type="time" office:time-value="PT24H"', "", Decimal(1)),
        ('office:value-type="time" office:time-value="P1DT12H"', "", Decimal("1.5")),
        ('office:value-type="time" office:time-value="-PT12H"', "", Decimal("-0.5")),
        (TEXT, "<text:p>甲</text:p><text:p>乙</text:p>", "甲\n乙"),
        (TEXT, "<text:p>甲<text:line-break/>乙<text:tab/>丙<text:s/>丁<text:s text:c='3'/>戊</text:p>", "甲\n乙\t丙 丁   戊"),
        (
            TEXT,
            "<text:p>水<text:ruby><text:ruby-base>质</text:ruby-base><text:ruby-text>zhi</text:ruby-text></text:ruby>好</text:p>",
            "水质好",
        ),
        (f'{TEXT} office:string-value="存的"', "<text:p>显示</text:p>", "显示"),
        (f'{TEXT} office:string-value="存的"', "", "存的"),
        ("", "<text:p>没有类型</text:p>", "没有类型"),
    ],
)
def test_a_value_is_what_its_type_stores(attributes: str, content: str, value: object) -> None:
    made = one(attributes, content)
    assert (made.value, type(made.value), made.error, made.formula) == (value, type(value), None, None)


def test_a_percent_without_a_format_of_its_own_is_shown_as_one() -> None:
    made = one('office:value-type="percentage" office:value="0.5"')
    assert (made.shown_percent, made.number_format) == (True, "0.00%")
    assert one('table:style-name="p" office:value-type="percentage" office:value="0.5"').number_format == "0.0%"


@pytest.mark.parametrize("attributes", ["", 'table:style-name="p"', TEXT.replace("string", "float")])
def test_a_cell_that_stores_nothing_is_none(attributes: str) -> None:
    assert list(cells_of(row(cell(attributes), cell(SEVEN)))) == ["B1"]


@pytest.mark.parametrize(
    ("attributes", "shown", "stored"),
    [
        ('office:value-type="float" office:value="约90"', "约90以上", "约90"),
        ('office:value-type="float" office:value="NaN"', "", "NaN"),
        ('office:value-type="date" office:date-value="2020-13-01"', "2020年13月", "2020-13-01"),
        ('office:value-type="time" office:time-value="8点"', "", "8点"),
        ('office:value-type="time" office:time-value=""', "8点", "8点"),
        ('office:value-type="boolean" office:boolean-value="是"', "是", "是"),
        ('office:value-type="void" office:value="1"', "一", "一"),
        (
            'office:value-type="float" office:value="一二三四五六七八九十一二三四五六七八九十一"',
            "",
            "一二三四五六七八九十一二三四五六七八九十",
        ),
    ],
)
def test_what_its_type_does_not_fit_is_kept_as_text_and_told(attributes: str, shown: str, stored: str) -> None:
    ledger = open_ods(row(cell(SEVEN), cell(attributes, f"<text:p>{shown}</text:p>" if shown else "")))
    assert [finding.message for finding in ledger.findings] == [
        f"工作表“指标”有 1 个单元格标为数值，但存的“{stored}”不是数（如 B1），按文字保留。"
    ]
    assert ledger.sheets[0].cells[1].value == (shown or attributes.split('"')[3])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("of:=[.A1]+SUM([.B1:.C9];2)", "=A1+SUM(B1:C9,2)"),
        ("of:=[$表2.A1]", "=$表2!A1"),
        ("of:=[$'表 2'.A1:.B2]", "=$'表 2'!A1:B2"),
        ("oooc:=[.A1]", "=A1"),
        ("msoxl:=A1*2", "=A1*2"),
        ("=[.A1]", "=A1"),
        ("A1=1", "=A1=1"),
    ],
)
def test_a_formula_is_written_as_a_spreadsheet_shows_it(written: str, shown: str) -> None:
    assert one(f'table:formula="{written}" {SEVEN}').formula == shown


@pytest.mark.parametrize(
    ("attributes", "shown", "error", "value"),
    [
        ('table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"', "#DIV/0!", "#DIV/0!", None),
        ('office:value-type="string" calcext:value-type="error"', "#N/A", "#N/A", None),
        ('table:formula="of:=1/0" office:value-type="float" office:value="0"', "#DIV/0!", "#DIV/0!", None),
        ('table:formula="of:=A1" office:value-type="float" office:value="0"', "Err:522", "#VALUE!", None),
        ('table:formula="of:=A1"', "#NAME?", "#NAME?", None),
        ('table:formula="of:=A1" office:value-type="string"', "#1", None, "#1"),
        ('office:value-type="string"', "#DIV/0!", None, "#DIV/0!"),
        ('table:formula="of:=A1"', "", None, None),
    ],
)
def test_an_error_is_told_from_a_text(attributes: str, shown: str, error: str | None, value: object) -> None:
    made = one(attributes, f"<text:p>{shown}</text:p>" if shown else "")
    assert (made.error, made.value) == (error, value)


def test_types_of_libreoffices_own_do_not_stand_for_the_stored_ones() -> None:
    made = one('calcext:value-type="float" office:value-type="string"', "<text:p>007</text:p>")
    assert made.value == "007"


# ---- styles ------------------------------------------------------------------------------------------------


def style(name: str, inside: str = "", more: str = "", family: str = "table-cell") -> str:
    return f'<style:style style:name="{name}" style:family="{family}"{more}>{inside}</style:style>'


STRUCK = '<style:text-properties style:text-line-through-style="solid"/>'
KEPT = '<style:text-properties style:text-line-through-style="none"/>'


def lock(state: str) -> str:
    return f'<style:table-cell-properties style:cell-protect="{state}"/>'


@pytest.mark.parametrize(
    ("styles", "struck", "locked"),
    [
        (style("c"), False, True),
        (style("c", STRUCK), True, True),
        (style("c", STRUCK.replace("style:text-line-through-style", "style:text-line-through-type")), True, True),
        (style("c", KEPT), False, True),
        (style("c", lock("none")), False, False),
        (style("c", lock("formula-hidden")), False, False),
        (style("c", lock("protected")), False, True),
        (style("c", lock("hidden-and-protected")), False, True),
        (style("d", STRUCK + lock("none")) + style("c", "", ' style:parent-style-name="d"'), True, False),
        (style("d", STRUCK + lock("none")) + style("c", KEPT + lock("protected"), ' style:parent-style-name="d"'), False, True),
        (style("c", "", ' style:parent-style-name="c"'), False, True),
        ("", False, True),
    ],
)
def test_a_style_strikes_and_locks_by_itself_or_its_parents(styles: str, struck: bool, locked: bool) -> None:
    made = one(f'table:style-name="c" {SEVEN}', styles=styles)
    assert (made.struck, made.locked) == (struck, locked)


def test_text_struck_in_part_leaves_the_rest() -> None:
    styles = style("t", STRUCK, family="text") + style("n", KEPT, family="text") + style("c", STRUCK)
    struck, plain = "<text:span text:style-name='t'>删</text:span>", "<text:span text:style-name='n'>留</text:span>"
    assert [
        (made.value, made.kept_text, made.struck)
        for made in cells_of(
            row(
                cell(TEXT, f"<text:p>留{struck}</text:p>"),
                cell(TEXT, f"<text:p>{struck}{struck}</text:p>"),
                cell(TEXT, f"<text:p><text:span text:style-name='t'>删<text:span>也删</text:span></text:span>{plain}</text:p>"),
                cell(f'table:style-name="c" {TEXT}', "<text:p>全删</text:p>"),
            ),
            styles,
        ).values()
    ] == [("留删", "留", False), ("删删", None, True), ("删也删留", "留", False), ("全删", None, True)]


def number_style(name: str, inside: str, kind: str = "number") -> str:
    return f'<number:{kind}-style style:name="{name}">{inside}</number:{kind}-style>' + style("c", "", f' style:data-style-name="{name}"')


PLACES = '<number:number number:decimal-places="2" number:min-integer-digits="1"/>'


@pytest.mark.parametrize(
    ("styles", "code"),
    [
        (number_style("N", PLACES), "0.00"),
        (number_style("N", '<number:number number:min-integer-digits="3"/>'), "000"),
        (number_style("N", "<number:number/>"), "0"),
        (number_style("N", '<number:number number:grouping="true" number:min-integer-digits="1"/>'), "#,##0"),
        (number_style("N", '<number:number number:display-factor="1000" number:decimal-places="1"/>'), "0.0,"),
        (number_style("N", '<number:number number:display-factor="1000000"/>'), "0,,"),
        (number_style("N", '<number:scientific-number number:decimal-places="2" number:min-integer-digits="1"/>'), "0.00E+00"),
        (number_style("N", f"{PLACES}<number:text>%</number:text>", "percentage"), "0.00%"),
        (number_style("N", f"{PLACES}<number:text>%</number:text>"), '0.00"%"'),
        (number_style("N", f'<number:text>约"</number:text>{PLACES}<number:text></number:text>'), '"约"0.00'),
        (number_style("N", f"<number:currency-symbol>¥</number:currency-symbol>{PLACES}", "currency"), '"¥"0.00'),
        (
            number_style(
                "N",
                '<number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day/>',
                "date",
            ),
            'yyyy"-"mm"-"d',
        ),
        (number_style("N", "<number:year/><number:day-of-week/><number:era/><number:quarter/>", "date"), "yyddde"),
        (number_style("N", '<number:hours/><number:minutes number:style="long"/><number:seconds/><number:am-pm/>', "time"), "hmmsAM/PM"),
        (number_style("N", "<number:text-content/>", "text"), "@"),
        (number_style("N", "", "boolean"), "General"),
    ],
)  # fmt: skip
def test_a_data_style_is_written_out_as_a_format(styles: str, code: str) -> None:
    assert one(f'table:style-name="c" {SEVEN}', styles=styles).number_format == code


def test_a_data_style_under_a_condition_is_a_section() -> None:
    plain = f'<number:number-style style:name="P0">{PLACES}</number:number-style>'
    maps = "".join(
        f'<style:map style:condition="{told}" style:apply-style-name="{name}"/>'
        for told, name in (("value()&gt;=100", "P0"), ("value()!=5", "无"), ("is-true", "P0"))
    )
    styles = plain + number_style("N", f'<number:number number:decimal-places="1"/><number:text>%</number:text>{maps}', "percentage")
    assert one(f'table:style-name="c" {SEVEN}', styles=styles).number_format == "[>=100]0.00;[<>5]0.0%;0.0%"


def test_a_cells_style_is_its_own_or_its_rows_or_its_columns() -> None:
    styles = "".join(style(name, STRUCK) for name in ("a", "b", "c")) + style("plain")
    columns = '<table:table-column table:number-columns-repeated="2" table:default-cell-style-name="a"/><table:table-column/>'
    cells = cells_of(
        columns
        + row(cell(SEVEN), cell(f'table:style-name="plain" {SEVEN}'), cell(SEVEN), cell(f'table:style-name="c" {SEVEN}'))
        + row(cell(SEVEN), cell(SEVEN), cell(SEVEN), more=' table:default-cell-style-name="b"')
        + row(cell(SEVEN), more=' table:default-cell-style-name="plain"'),
        styles,
    )
    assert [address for address, made in cells.items() if made.struck] == ["A1", "D1", "A2", "B2", "C2"]


# ---- columns, rows, groups, merges, comments -----------------------------------------------------------------


def test_repeats_put_a_cell_and_a_row_again() -> None:
    cells = cells_of(row(cell(f'table:number-columns-repeated="2" {SEVEN}'), more=' table:number-rows-repeated="2"') + row(cell(SEVEN)))
    assert list(cells) == ["A1", "B1", "A2", "B2", "A3"]
    blank = cells_of(
        row(cell('table:number-columns-repeated="3"'), cell(SEVEN), more=' table:number-rows-repeated="2"')
        + row(more=' table:number-rows-repeated="5"')
        + row(cell(f'table:number-columns-repeated="0" {SEVEN}'))
    )
    assert list(blank) == ["D1", "D2", "A8"]


def test_rows_are_hidden_by_themselves_by_a_filter_and_by_their_group() -> None:
    cells = cells_of(
        row(cell(SEVEN))
        + row(cell(SEVEN), more=' table:visibility="collapse"')
        + row(cell(SEVEN), more=' table:visibility="filter"')
        + f'<table:table-row-group table:display="false"><table:table-row-group>{row(cell(SEVEN))}</table:table-row-group></table:table-row-group>'
        + f"<table:table-row-group>{row(cell(SEVEN))}</table:table-row-group>"
        + row(cell(SEVEN), more=' table:visibility="visible"')
    )
    assert [(made.hidden, made.filtered) for made in cells.values()] == [
        (False, False), (True, False), (True, True), (True, False), (False, False), (False, False),
    ]  # fmt: skip


def test_columns_are_hidden_as_often_as_they_are_repeated() -> None:
    columns = '<table:table-column/><table:table-column table:number-columns-repeated="2" table:visibility="collapse"/><table:table-column table:visibility="visible"/>'
    cells = cells_of(columns + row(cell(f'table:number-columns-repeated="5" {SEVEN}')))
    assert [address for address, made in cells.items() if made.hidden] == ["B1", "C1"]


def test_a_table_is_hidden_by_its_style() -> None:
    hidden = style("ta", '<style:table-properties table:display="false"/>', family="table")
    shown = style("tb", '<style:table-properties table:display="true"/>', family="table")
    flat = files.as_ods(row(cell(SEVEN)), styles=hidden + shown, flat=True).decode()
    for name, state in (("ta", "hidden"), ("tb", "visible")):
        data = flat.replace('table:name="指标"', f'table:name="指标" table:style-name="{name}"').encode()
        (sheet,) = read(Input("a.fods", data=data))[0].sheets
        assert (sheet.name, sheet.state, sheet.cells[0].hidden) == ("指标", state, state == "hidden")


def test_merged_cells_cover_what_lies_under_them() -> None:
    spanned = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'
    under = '<table:covered-table-cell office:value-type="float" office:value="{}"/>'
    ledger = open_ods(
        row(cell(SEVEN), cell(f"{spanned} {SEVEN}"), under.format(8)) + row(cell(SEVEN), under.format(9), under.format(10))
        + row(cell('table:number-columns-spanned="1" table:number-rows-spanned="3"'))
    )  # fmt: skip
    (sheet,) = ledger.sheets
    assert sheet.merged == (Area(1, 2, 2, 3), Area(3, 1, 5, 1))
    assert {made.address: (made.value, made.covered) for made in sheet.cells} == {
        "A1": (7, False), "B1": (7, False), "C1": (8, True), "A2": (7, False), "B2": (9, True), "C2": (10, True),
    }  # fmt: skip


def test_comments_are_read_without_who_wrote_them() -> None:
    note = "<office:annotation><dc:creator>张三</dc:creator><dc:date>2020</dc:date><text:p>请</text:p><text:p> 核实 </text:p></office:annotation>"
    ledger = open_ods(
        row(cell(SEVEN, note + "<text:p>7</text:p>"), cell("", note), cell("", "<office:annotation><text:p> </text:p></office:annotation>"))
    )
    assert [(made.address, made.value, made.comment) for made in ledger.sheets[0].cells] == [
        ("A1", 7, "请\n 核实"),
        ("B1", None, "请\n 核实"),
    ]


def test_pictures_and_text_boxes_are_counted_and_not_read() -> None:
    frame = "<draw:frame><draw:image/></draw:frame><draw:frame><draw:object/><draw:image/></draw:frame><draw:frame><draw:text-box><text:p>x</text:p></draw:text-box></draw:frame>"
    shapes = f"<table:shapes>{frame}<text:ruby-text>y</text:ruby-text></table:shapes>"
    ledger = open_ods(shapes + row(cell(TEXT, "<text:p>甲</text:p>")))
    (sheet,) = ledger.sheets
    assert (sheet.pictures, sheet.text_boxes) == (3, 1)
    assert [made.value for made in sheet.cells] == ["甲"], "what stands in a shape takes nothing from a cell"
    in_note = "<office:annotation><draw:image/><text:p>注</text:p></office:annotation>"
    assert open_ods(row(cell(SEVEN, in_note))).sheets[0].pictures == 0


def test_a_picture_by_formula_is_counted() -> None:
    assert open_ods(row(cell('table:formula="of:=DISPIMG(&quot;ID&quot;;1)"'))).sheets[0].pictures == 1


def test_a_table_within_a_cell_and_what_is_no_content_are_passed_over() -> None:
    inner = f"<table:table table:name='内'>{row(cell(SEVEN))}</table:table>"
    skipped = "".join(
        f"<{tag}>{row(cell(SEVEN))}</{tag}>"
        for tag in (
            "table:tracked-changes", "table:dde-links", "office:forms", "office:scripts", "table:named-expressions",
            "table:database-ranges", "table:content-validations",
        )
    )  # fmt: skip
    ledger = open_ods(skipped + row(cell(TEXT, f"<text:p>甲</text:p>{inner}")) + row(cell(SEVEN)))
    assert [sheet.name for sheet in ledger.sheets] == ["指标"]
    assert [(made.address, made.value) for made in ledger.sheets[0].cells] == [("A1", "甲"), ("A2", 7)]


# ---- the package ------------------------------------------------------------------------------------------------


def test_named_styles_are_read_from_their_own_part() -> None:
    content = files.as_ods(row(cell(f'table:style-name="c" {SEVEN}')), flat=True)
    named = files.as_ods(styles=style("c", STRUCK), flat=True)
    data = zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "styles.xml": named, "content.xml": content})
    (ledger,) = read(Input("a.ods", data=data))
    assert [(sheet.name, sheet.cells[0].struck) for sheet in ledger.sheets] == [("指标", True)]


def test_a_package_with_a_password_is_told() -> None:
    data = zipped({"content.xml": b"x", "META-INF/manifest.xml": b"<manifest:encryption-data/>"})
    (ledger,) = read(Input("a.ods", data=data))
    assert ledger.message == "这是加密的 OpenDocument 表格（.ods），这种加密方式有密码也不能在这里解开。"


def test_content_without_a_table_is_told() -> None:
    data = zipped({"content.xml": b"<x/>"})
    assert read(Input("a.ods", data=data))[0].message == "这个 OpenDocument 表格（.ods）里没有可以读取的工作表。"
    broken = zipped({"content.xml": b"<x>\n"})
    told = "文件已损坏或没有传完，不能按 OpenDocument 表格（.ods）打开：“content.xml”第 2 行写法不合规范。"
    assert read(Input("a.ods", data=broken))[0].message == told

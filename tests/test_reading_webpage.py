"""What a web page says by its looks alone — struck through, hidden, a format — is read as the same fact in a workbook."""

from decimal import Decimal

import pytest

from ecoreport.model import Cell, Sheet
from ecoreport.reading import Input, read


def sheets_of(page: str, file: str = "a.htm") -> tuple[Sheet, ...]:
    (ledger,) = read(Input(file, data=page.encode()))
    assert ledger.outcome == "read", ledger.message
    return ledger.sheets


def cells_of(body: str, css: str = "") -> dict[str, Cell]:
    page = f"<html><head><meta charset=utf-8><style>{css}</style></head><body>{body}</body></html>"
    return {cell.address: cell for cell in sheets_of(page)[0].cells}


def first_cell(cell: str, css: str = "") -> Cell:
    return cells_of(f"<table><tr>{cell}</tr></table>", css)["A1"]


# ---- struck through -----------------------------------------------------------------------------

_LINE = "text-decoration:line-through"


@pytest.mark.parametrize(
    ("cell", "css"),
    [
        ("<td><s>49.8</s></td>", ""),
        (f"<td style='{_LINE}'>49.8", ""),
        (f"<td><span style='{_LINE}'>49.8</span>", ""),
        ("<td><span style='TEXT-DECORATION: underline line-through'>49.8</span>", ""),
        ("<td><span style='text-decoration-line : line-through'>49.8</span>", ""),
        (f"<td><p style='{_LINE}'><b>49.8</b></p>", ""),
        ("<td><font class=font7>49.8</font>", f".font7 {{{_LINE};}}"),
        ("<td><font class='a old'>49.8</font>", f"/* .x{{ */ td.no, .old, .b {{color:red;{_LINE}}}"),
        ("<td class=x><i>49.8</i>", f".x i{{{_LINE}}}"),
        ("<td><i id=old>49.8</i>", f"#old{{{_LINE}}}"),
        ("<td class=x>49.8", f".named{{{_LINE}}} .x{{mso-style-parent:named;color:red}}"),
        ("<td class=x>49.8", f".print {{ .x {{{_LINE}}}"),
        ("<td class=x>49.8", f"@media screen {{ td {{{_LINE}}} }}"),
    ],
)
def test_text_is_struck_however_its_style_is_given(cell: str, css: str) -> None:
    read_cell = first_cell(cell, css)
    assert (read_cell.value, read_cell.struck, read_cell.kept_text) == (Decimal("49.8"), True, None)


@pytest.mark.parametrize(
    ("cell", "css"),
    [
        ("<td>49.8", f".old {{{_LINE}}}"),
        ("<td><span style='text-decoration:underline'>49.8</span>", ""),
        (f"<td><span style='{_LINE};text-decoration:none'>49.8</span>", ""),
        ("<td class=x>49.8", f".x:hover {{{_LINE}}}"),
        ("<td class=x>49.8", f"@media print {{ .y {{color:red}} .x {{{_LINE}}} }}"),
        ("<td class=x>49.8", f".gone .x {{{_LINE}}}"),
        ("<td class=x>49.8", f"th.x {{{_LINE}}}"),
    ],
)
def test_text_is_not_struck_by_what_does_not_hold_for_it(cell: str, css: str) -> None:
    assert not first_cell(cell, css).struck


@pytest.mark.parametrize(
    "cell",
    [
        f"<td><span style='{_LINE}'>49.8</span>50.5</td>",
        f"<td><span style='{_LINE}'>49<b>.8</b></span><span>50.5</span></td>",
        f"<td style='{_LINE}'>49.8<font style='text-decoration:none'>50.5</font></td>",
    ],
)
def test_a_part_struck_by_its_style_leaves_the_rest(cell: str) -> None:
    assert (first_cell(cell).kept_text, first_cell(cell).struck) == ("50.5", False)


def test_a_row_or_table_that_is_struck_strikes_its_cells_and_none_after_it() -> None:
    cells = cells_of(
        f"<table><tr style='{_LINE}'><td>1<td>2</tr><tr><td>3<td><s>4</tr><tr><td>5</table><table style='{_LINE}'><tr><td>6</table><p>7</p>"
    )
    assert {cell.value: cell.struck for cell in cells.values()} == {1: True, 2: True, 3: False, 4: True, 5: False, 6: True, 7: False}


# ---- hidden -------------------------------------------------------------------------------------

_NONE = "style='display:none'"


@pytest.mark.parametrize(
    "table",
    [
        f"<table><col><col width=0 {_NONE}><tr><td>1<td>2<td>3</table>",
        f"<table><colgroup><col><col hidden></colgroup><colgroup span=1 {_NONE}></colgroup><tr><td>1<td>2<td hidden>3</table>",
        f"<table><tr><td>1<td {_NONE}>2<td>3</table>",
        "<table><tr><td>1<td hidden>2<td>3</table>",
        "<table><tr><td>1<td style='visibility:hidden'>2<td>3</table>",
        f"<table><tr><td>1<td><span {_NONE}>2</span><td>3</table>",
        "<table><tr><td>1<td class=id>2<td>3</table>",
    ],
)
def test_a_hidden_column_is_marked_and_stays_where_it_is(table: str) -> None:
    cells = cells_of(table, ".id{display:none}")
    assert {address: cell.value for address, cell in cells.items()} == {"A1": 1, "B1": 2, "C1": 3}
    assert cells["B1"].hidden
    assert not cells["A1"].hidden


def test_rows_and_tables_that_are_hidden_are_marked_and_hide_nothing_else() -> None:
    cells = cells_of(
        f"<p>0</p><table><tr {_NONE}><td>1</tr><tr><td>2</tr><tbody hidden><tr><td>3</tbody></table><div {_NONE}>略<table><tr><td>4</table></div>"
        f"<table><col {_NONE}><tr><td>5</table><table><tr><td>6</table>"
    )
    assert {str(cell.value): cell.hidden for cell in cells.values()} == {
        "0": False, "1": True, "2": False, "3": True, "4": True, "5": True, "6": False,
    }  # fmt: skip


def test_cells_without_room_stand_beside_a_table_that_fits_only_without_them() -> None:
    by_merging = (
        f"<table><tr><td>项目<td>分项<td>值</tr><tr><td rowspan=2>甲<td>一<td>1</tr><tr><td {_NONE}>甲</td><td>二<td>2</tr></table>"
    )
    assert {address: cell.value for address, cell in cells_of(by_merging).items() if address[1] == "3"} == {"B3": "二", "C3": 2, "D3": "甲"}
    by_number = f"<table><tr><td>填报单位</tr><tr><th>项目<th>值</tr><tr><td {_NONE}>18</td><td>甲<td>1</tr></table>"
    cells = cells_of(by_number)
    assert {address: (cell.value, cell.hidden) for address, cell in cells.items() if address[1] == "3"} == {
        "A3": ("甲", False),
        "B3": (1, False),
        "C3": (18, True),
    }


def test_a_span_to_the_end_ends_with_its_part_of_the_table() -> None:
    cells = cells_of(
        "<table><tbody><tr><td rowspan=0>甲<td>1</tr><tr><td>2</tr><tbody><tr><td>3</tr></table><table><tr><td rowspan=0>乙<td>4<tr><td>5</table>"
    )
    assert {address: cell.value for address, cell in cells.items()} == {
        "A1": "甲", "B1": 1, "B2": 2, "A3": 3, "A4": "乙", "B4": 4, "B5": 5,
    }  # fmt: skip


# ---- a workbook in one file ---------------------------------------------------------------------


def workbook(options_in_frame: str, options_in_page: str, *, css: str = "", cell: str = "<td>1") -> tuple[Sheet, ...]:
    listed = f'<x:ExcelWorksheet><x:Name>A&amp;B</x:Name><x:WorksheetSource HRef="b/1.htm"/>{options_in_frame}</x:ExcelWorksheet>'
    parts = {
        "b.htm": f"<html><!--[if gte mso 9]><xml><x:ExcelWorksheets>{listed}</x:ExcelWorksheets></xml><![endif]--></html>",
        "b/1.htm": f"<html><!--[if gte mso 9]><xml>{options_in_page}</xml><![endif]--><table><tr>{cell}</table></html>",
        "b/stylesheet.css": css,
    }
    told = "".join(
        f"--b\nContent-Location: file:///C:/{place}\nContent-Type: text/{'css' if place.endswith('css') else 'html'}\n\n{text}\n"
        for place, text in parts.items()
    )
    return sheets_of(f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n{told}--b--\n', "a.mht")


@pytest.mark.parametrize(
    ("told", "state"), [("SheetHidden", "hidden"), ("SheetVeryHidden", "very_hidden"), ("SheetVisible", "visible"), ("?", "visible")]
)
def test_a_sheet_is_hidden_as_its_page_or_the_frame_says(told: str, state: str) -> None:
    options = f"<x:WorksheetOptions>\n <x:Selected/>\n <x:Visible>{told}</x:Visible>\n</x:WorksheetOptions>"
    for sheets in (workbook(options, ""), workbook("", options)):
        assert [(sheet.name, sheet.state, sheet.cells[0].hidden) for sheet in sheets] == [("A&B", state, state != "visible")]


def test_the_style_sheet_of_a_workbook_holds_for_its_pages() -> None:
    css = '.xl65 {mso-number-format:"0\\.0%";} .xl66 {text-decoration:line-through;}'
    (sheet,) = workbook("", "", css=css, cell='<td class=xl65 x:num="0.505">50.5%<td class=xl66>49.8')
    assert [(cell.value, cell.shown_percent, cell.struck) for cell in sheet.cells] == [
        (Decimal("0.505"), True, False),
        (Decimal("49.8"), False, True),
    ]


# ---- formats and pictures -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "css"),
    [
        ("<td style='vnd.ms-excel.numberformat:0.0%'>0.505", ""),
        ("<td style='vnd.ms-excel.numberformat: #0.00%'>0.505", ""),
        ("<td style=\"mso-number-format:'0\\.0%'\">0.505", ""),
        ("<td class=x>0.505", "td.x, .y {mso-number-format:Percent}"),
        ("<td class=x>0.505", "td {mso-number-format:General} .x, .y {mso-number-format:'0\\.0%'}"),
    ],
)
def test_a_format_is_known_by_any_of_its_names(cell: str, css: str) -> None:
    assert (first_cell(cell, css).value, first_cell(cell, css).shown_percent) == (Decimal("0.505"), True)


def test_a_picture_by_formula_is_counted() -> None:
    (sheet,) = sheets_of('<table><tr><td>=DISPIMG("ID_1",1)<td x:fmla="=_xlfn.IMAGE(1)">1<td>DISPIMG</table>')
    assert sheet.pictures == 2


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>" + "<span style='color:red'>" * 30_000 + "</b>" * 30_000,
        "<style>" + "/*" * 200_000 + "</style><table><tr><td>1",
        "<style>" + "{" * 200_000 + "</style><table><tr><td>1",
        "<style>" + ".a{display:none}" * 50_000 + "</style><table>" + "<tr><td class=a>1" * 5_000,
        "<table>" + "<tr><td rowspan=1000 hidden>1" * 5_000,
    ],
)
def test_styles_made_to_be_slow_are_not(page: str) -> None:
    (ledger,) = read(Input("a.htm", data=page.encode()))
    assert ledger.outcome in ("failed", "read")

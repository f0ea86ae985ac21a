"""A note's number that stands raised is no digit of the value before it: 15.3² is 15.3, in every container that can say so."""

import io
from decimal import Decimal

import pytest
import xlwt
from files_containers import as_ods
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from ecoreport.quantity import read_quantity
from ecoreport.reading import Input, read
from ecoreport.reading.richtext import raised


def as_xlsx() -> bytes:
    book, out = Workbook(), io.BytesIO()
    up = InlineFont(vertAlign="superscript")
    book.active.append(["15.3", "x", "x"])
    book.active["A1"] = CellRichText("15.3", TextBlock(up, "2"))
    book.active["B1"] = CellRichText("38μg/m", TextBlock(up, "3"))
    book.active["C1"] = CellRichText("15.3", TextBlock(InlineFont(b=True), "2"))
    book.save(out)
    return out.getvalue()


def as_xls() -> bytes:
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Sheet1")
    up, bold = xlwt.Font(), xlwt.Font()
    up.escapement, bold.bold = xlwt.Font.ESCAPEMENT_SUPERSCRIPT, True
    for column, (text, more, font) in enumerate((("15.3", "2", up), ("38μg/m", "3", up), ("15.3", "2", bold))):
        sheet.write_rich_text(0, column, [text, (more, font)])
    book.save(out)
    return out.getvalue()


def as_html() -> bytes:
    cells = "<td>15.3<sup>2</sup></td><td>38μg/m<sup>3</sup></td><td>15.3<b>2</b></td>"
    return f"<html><meta charset=utf-8><table><tr>{cells}</tr></table></html>".encode()


def as_xml2003() -> bytes:
    space = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    parts = ("15.3<Sup>2</Sup>", "38μg/m<Sup>3</Sup>", "15.3<B>2</B>")
    cells = "".join(f'<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">{part}</ss:Data></Cell>' for part in parts)
    return (
        f'<?xml version="1.0"?><Workbook {space}><Worksheet ss:Name="a"><Table><Row>{cells}</Row></Table></Worksheet></Workbook>'.encode()
    )


def as_open() -> bytes:
    style = '<style:style style:name="{}" style:family="text"><style:text-properties {}/></style:style>'
    styles = style.format("up", 'style:text-position="super 58%"') + style.format("bold", 'fo:font-weight="bold"')
    cell = (
        '<table:table-cell office:value-type="string"><text:p>{}<text:span text:style-name="{}">{}</text:span></text:p></table:table-cell>'
    )
    cells = cell.format("15.3", "up", "2") + cell.format("38μg/m", "up", "3") + cell.format("15.3", "bold", "2")
    return as_ods(f"<table:table-row>{cells}</table:table-row>", styles=styles)


@pytest.mark.parametrize(
    ("name", "data"), [("a.xlsx", as_xlsx()), ("a.xls", as_xls()), ("b.xls", as_html()), ("c.xls", as_xml2003()), ("a.ods", as_open())]
)
def test_a_raised_number_is_a_notes_or_a_units(name: str, data: bytes) -> None:
    (ledger,) = read(Input(name, data=data))
    noted, unit, bold = ledger.sheets[0].cells
    assert (noted.value, unit.value) == ("15.3²", "38μg/m³")
    assert str(bold.value) == "15.32"
    quantity = read_quantity(noted, unit="平方米/人")
    assert (quantity.value, [each.kind for each in quantity.doubts]) == (Decimal("15.3"), ["footnote"])


@pytest.mark.parametrize(
    ("text", "written"), [("2", "²"), ("1,3", "¹,³"), (" 12 ", " ¹² "), ("[1]", "[1]"), ("注1", "注1"), ("2020", "2020"), ("", "")]
)
def test_only_a_notes_number_is_written_raised(text: str, written: str) -> None:
    assert raised(text) == written

"""What a file stores is counted without its parser: a cell that is not delivered is told, and nothing is told of a file read whole."""

from decimal import Decimal

import files_containers as containers
import pytest

from ecoreport.reading import Input, delimited, odstable, read, webpage, websheet, xml2003
from ecoreport.reading.scanning import count_page

ODS_CELL = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
TEXT = ' office:value-type="string"'
FILES = {
    "台账.csv": (containers.as_csv(), delimited),
    "台账.ods": (containers.as_ods(), odstable),
    "台账.fods": (containers.as_ods(flat=True), odstable),
    "台账.xml": (containers.as_xml2003(), xml2003),
    "台账.html": (containers.as_html(), websheet),
    "台账.mht": (containers.as_mht(), websheet),
}


def lost(name: str, data: bytes) -> list[str]:
    (ledger,) = read(Input(name, data=data))
    assert ledger.sheets, ledger.message
    return [finding.message for finding in ledger.findings if finding.code == "R216"]


@pytest.mark.parametrize("name", FILES)
def test_a_cell_that_a_reader_loses_is_told_with_both_counts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data, module = FILES[name]
    whole = sum(len(sheet.cells) for sheet in read(Input(name, data=data))[0].sheets)
    assert lost(name, data) == []
    finish = module.finish_cells

    def lose_one(sheet, faults):
        cells, merged = finish(sheet, faults)
        return cells[1:], merged

    monkeypatch.setattr(module, "finish_cells", lose_one)
    (message,) = lost(name, data)
    assert f"{whole} 个有内容的单元格，读到的是 {whole - 1} 个" in message


@pytest.mark.parametrize("name", FILES)
def test_most_files_are_never_searched_with_care(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, count in (("ods", "count_ods"), ("xml2003", "count_xml2003"), ("webpage", "count_page")):
        monkeypatch.setattr(f"ecoreport.reading.{module}.{count}", None)
    assert lost(name, FILES[name][0]) == []


@pytest.mark.parametrize(
    "text",
    [
        'a,"",b\n1,"x ""y"", z",3\n',
        'a,b\r\n"两\r\n行",2\r\n',
        "a,b\r1,2\r,\r",
        'a,b"c,""\nd,"e"\n',
        'a,b\n"没有配对,2\n3,4\n',
        'sep=;\na;b\n"1;2";3\n',
        "a,b\n1, \n",
        'a,b\n"",""\n1,""',
        "a,b\n1,2\x1a\x1a",
    ],
)
def test_the_fields_of_a_text_are_as_many_by_either_count(text: str) -> None:
    assert lost("台账.csv", text.encode()) == []


@pytest.mark.parametrize(
    ("cells", "held"),
    [
        (ODS_CELL.format(' table:number-columns-repeated="3"' + TEXT, "甲"), 3),
        (ODS_CELL.format(TEXT + ' table:number-columns-repeated="3"', "甲"), 3),
        (ODS_CELL.format("", "没有类型"), 1),
        (ODS_CELL.format(TEXT, " "), 0),
        (ODS_CELL.format(TEXT, "&#32;<text:s/>"), 0),
        (ODS_CELL.format(TEXT, "<![CDATA[</table:table-cell>]]>"), 1),
        (ODS_CELL.format(TEXT, "<!-- 甲 -->"), 0),
        (f"<table:table-cell{TEXT}/>", 0),
        (f'<table:table-cell{TEXT} office:string-value="甲"/>', 1),
        ('<table:table-cell office:value-type="float" office:value="7"/>', 1),
        ('<table:table-cell table:formula="of:=1+1"/>', 1),
        (f"<table:table-cell><office:annotation><text:p>注</text:p></office:annotation></table:table-cell>{ODS_CELL.format(TEXT, 1)}", 1),
        (ODS_CELL.format(TEXT, "甲").replace("table-cell", "covered-table-cell"), 1),
        ('<table:table-cell table:content-validation-name="a>b"/>', 0),
        (ODS_CELL.format(' title="a>b"' + TEXT, "甲"), 1),
    ],
)
@pytest.mark.parametrize("rows", [1, 4])
def test_the_cells_of_an_ods_are_as_many_however_they_are_written(cells: str, held: int, rows: int) -> None:
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cells}{ODS_CELL.format(TEXT, "末")}</table:table-row>'
    data = containers.as_ods(f'<table:table-row table:number-rows-repeated="5"><table:table-cell/></table:table-row>{row}')
    (ledger,) = read(Input("台账.ods", data=data))
    held_there = [cell for cell in ledger.sheets[0].cells if cell.formula or (cell.value is not None and str(cell.value).strip())]
    assert (len(held_there), lost("台账.ods", data)) == (rows * (held + 1), [])


@pytest.mark.parametrize(
    "cells",
    [
        "<Cell/><Cell></Cell>",
        '<Cell><Data ss:Type="String"></Data></Cell>',
        '<Cell><Data ss:Type="String"/></Cell>',
        '<Cell><Data ss:Type="String"> &#10;</Data></Cell>',
        '<Cell><Data ss:Type="String"><![CDATA[ <b> ]]></Data></Cell>',
        '<Cell><ss:Data ss:Type="String"><B>甲</B></ss:Data></Cell>',
        '<Cell ss:Formula="=R1C1"/>',
        '<Cell ss:Formula="=R1C1"><Data ss:Type="Error"/></Cell>',
        '<Cell><Data ss:Type="Number">7</Data><Comment><ss:Data><B>注</B></ss:Data></Comment></Cell>',
        "<Cell><Comment><Data>注</Data></Comment></Cell>",
        '<!-- <Cell><Data ss:Type="Number">7</Data></Cell> -->',
        '<ss:Cell><ss:Data ss:Type="Number">7</ss:Data ></ss:Cell>',
        '<Cell ss:Index="9999999"><Data ss:Type="Number">7</Data></Cell>',
        '<Cell ss:Index="3"><Data ss:Type="Number">7</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">8</Data></Cell>',
    ],
)
def test_the_values_of_an_xml_of_2003_are_as_many_however_they_are_written(cells: str) -> None:
    text = containers.as_xml2003().decode()
    assert lost("台账.xml", text.replace("</Row></Table>", f"</Row><Row>{cells}</Row></Table>").encode()) == []
    assert f"<Row>{cells}" in text.replace("</Row></Table>", f"</Row><Row>{cells}</Row></Table>")


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>甲<td>乙<tr><td><td>&nbsp;<td><p><b>丙</b></p></table>",
        '<table><tr><td title="a>b"></td><td title="没有配对></td><td id="z">1</td></tr></table>',
        "<table><tr><td><!-- 甲 --></td><td><script>乙</script></td><td><select><option>丙</select></td><td>丁</td></tr></table>",
        "<table><tr><td><table><tr><td>内</td></tr></table>外</td></tr></table>",
        "<table><tr><td>甲</td></tr></table><td>表外</td><td>表外</td>",
        "<!-- <table><tr><td>甲</td><td>乙</td></tr></table> --><table><tr><td>丙</td></tr></table>",
        "<table><tr><td>1 < 2</td><td>a<b</td></tr></table><table><tr><th>丙</th></tr></table>",
        "<table><tr><td hidden>甲</td><td style='display:none'>乙</td></tr></table>",
    ],
)
def test_of_a_page_no_cell_is_missed_that_was_not_lost(body: str) -> None:
    assert lost("台账.html", f"<html><body>{body}</body></html>".encode()) == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("<td>甲<td>乙</td>", 2),
        ("<td><![if true]><?x?><!doctype><!-- 甲 --><td>&#160;<td>　", 0),
        ("<td><p><b>甲</b></p>乙<td title='a>b'>", 1),
        ("<td><script>甲</script><td><title>乙</title>", 0),
        ("<td>甲<td><script>乙<td>丙", 1),
        ("</table><td>表外</td>", 0),
        ("<td><t <td>", 0),
        ("<td>甲<t <td>", 1),
    ],
)
def test_what_surely_stands_in_the_cells_of_a_page(cells: str, said: int) -> None:
    assert count_page(f"<table><tr>{cells}") == said


def test_of_a_page_what_surely_stood_in_a_cell_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webpage, "_SILENT", frozenset(("b",)))
    page = b"<html><table><tr><td>1</td><td><b>2</b></td><td></td></tr></table></html>"
    (ledger,) = read(Input("台账.html", data=page))
    assert [cell.value for cell in ledger.sheets[0].cells] == [Decimal(1)]
    assert lost("台账.html", page) == ["工作表“台账”在文件里存有 至少 2 个有内容的单元格，读到的是 1 个。"]

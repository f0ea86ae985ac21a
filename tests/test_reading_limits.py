"""What reading bears at most: up to a limit a file is read, beyond it one sentence says which limit it was."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import files_containers as files
import pytest
import xlwt
from files_wrong import make_package, zipped

from ecoreport.model import Finding, Ledger
from ecoreport.reading import READABLE, Input, limits, read

PAGE = b"<table><tr><td>1</table>"
OFFICE = "urn:schemas-microsoft-com:office:spreadsheet"


def open_as(name: str, data: bytes) -> Ledger:
    return read(Input(name, data=data))[0]


def told(ledger: Ledger) -> list[str]:
    return [finding.message for finding in ledger.findings]


# ---- the same cells in each container ------------------------------------------------------------


def as_xlsx(rows: list[list[str]]) -> bytes:
    cells = "".join(
        f'<row r="{row}">' + "".join(f'<c t="str"><v>{text}</v></c>' for text in texts) + "</row>" for row, texts in enumerate(rows, 1)
    )
    return make_package(f"<sheetData>{cells}</sheetData>")


def as_xls(rows: list[list[str]]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表1")
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            sheet.write(row, column, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(rows: list[list[str]]) -> bytes:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    return files.as_ods("".join(f"<table:table-row>{''.join(map(cell, texts))}</table:table-row>" for texts in rows))


def as_csv(rows: list[list[str]]) -> bytes:
    return "\n".join(",".join(texts) for texts in rows).encode()


def as_html(rows: list[list[str]]) -> bytes:
    return ("<table>" + "".join("<tr>" + "".join(f"<td>{text}" for text in texts) for texts in rows) + "</table>").encode()


def as_xml2003(rows: list[list[str]], more: str = "", sheets: int = 1) -> bytes:
    def cell(text: str) -> str:
        return f'<Cell><Data ss:Type="String">{text}</Data></Cell>'

    table = "".join(f"<Row>{''.join(map(cell, texts))}</Row>" for texts in rows)
    sheet = f'<Worksheet ss:Name="表1"><Table>{table}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{OFFICE}" xmlns:ss="{OFFICE}">{more}{sheet * sheets}</Workbook>'.encode()


MAKERS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "a.xlsx": as_xlsx, "a.xls": as_xls, "a.ods": as_ods, "a.csv": as_csv, "a.htm": as_html, "a.xml": as_xml2003,
}  # fmt: skip


@pytest.mark.parametrize("name", MAKERS)
def test_cells_are_counted_to_the_last(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CELLS", 6)
    rows = [["甲", "乙"], ["丙", "丁"], ["戊", "己"]]
    assert open_as(name, MAKERS[name](rows)).outcome == "read"
    refused = open_as(name, MAKERS[name]([*rows, ["庚"]]))
    assert (refused.outcome, told(refused)) == ("failed", ["文件超出读取上限：有内容的单元格超过 6 个。"])


@pytest.mark.parametrize("name", MAKERS)
def test_their_text_is_counted_too(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EXPANDED_TEXT", 20_000)
    rows = [["文" * 9_999, "乙"], ["文" * 9_998, "丁丁"]]
    assert open_as(name, MAKERS[name](rows)).outcome == "read"
    refused = open_as(name, MAKERS[name]([*rows, ["庚"]]))
    assert (refused.outcome, told(refused)) == ("failed", ["文件超出读取上限：单元格文字合计超过 2 万字。"])


@pytest.mark.parametrize("name", [name for name in MAKERS if name != "a.xls"])
def test_a_text_too_long_for_a_cell_is_cut_and_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CELL_TEXT", 5)
    ledger = open_as(name, MAKERS[name]([["标题", "一二三四五"], ["值", "一二三四五六"]]))
    assert [cell.value for cell in ledger.sheets[0].cells] == ["标题", "一二三四五", "值", "一二三四五"]
    sheet = ledger.sheets[0].name
    assert told(ledger) == [f"工作表“{sheet}”有 1 个单元格的文字超过 32767 个字（如 B2），超出部分没有读取。"]
    assert ledger.outcome == "read"


# ---- files, parts, archives ----------------------------------------------------------------------


def test_a_file_may_be_as_large_as_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", limits.MIB)
    for size, expected in ((limits.MIB, []), (limits.MIB + 1, ["文件超出读取上限：文件大于 1 MB。"])):
        data = PAGE.ljust(size, b"\n")
        path = tmp_path / "a.htm"
        path.write_bytes(data)
        assert told(open_as("a.htm", data)) == expected
        assert told(read(Input("a.htm", os.fsencode(path)))[0]) == expected


@pytest.mark.parametrize(
    ("limit", "name", "data", "sentence"),
    [
        ("PAGE_BYTES", "a.htm", PAGE, "网页大于 1 MB"),
        ("TEXT_BYTES", "a.csv", b"a,b\n1,2\n", "文本格式的文件大于 1 MB"),
        ("TEXT_BYTES", "a.xml", as_xml2003([["甲"]]), "文本格式的文件大于 1 MB"),
    ],
)
def test_a_text_may_be_as_large_as_its_limit(limit: str, name: str, data: bytes, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, limit, limits.MIB)
    assert told(open_as(name, data.ljust(limits.MIB, b"\n"))) == []
    assert told(open_as(name, data.ljust(limits.MIB + 1, b"\n"))) == [f"文件超出读取上限：{sentence}。"]


def test_a_part_may_swell_to_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PART_BYTES", 2 * limits.MIB)
    part = len('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></worksheet>')
    cell = "<sheetData><row><c><v>1</v></c></row></sheetData>"
    fits = 2 * limits.MIB - part - len(cell)
    assert open_as("a.xlsx", make_package(cell + " " * fits)).outcome == "read"
    refused = open_as("a.xlsx", make_package(cell + " " * (fits + 1)))
    assert (refused.outcome, told(refused)) == ("failed", ["文件超出读取上限：“xl/worksheets/sheet1.xml”解压后大于 2 MB。"])


def test_all_parts_together_may_swell_to_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = "<sheetData><row><c><v>1</v></c></row></sheetData>"
    monkeypatch.setattr(limits, "PACKAGE_BYTES", 2 * limits.MIB)
    assert open_as("a.xlsx", make_package(cell + " " * limits.MIB)).outcome == "read"
    refused = open_as("a.xlsx", make_package(cell + " " * limits.MIB, strings=" " * limits.MIB))
    assert (refused.outcome, told(refused)) == ("failed", ["文件超出读取上限：解压后合计大于 2 MB。"])


def test_a_member_of_an_archive_may_be_as_large_as_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", limits.MIB)
    whole, large = PAGE.ljust(limits.MIB, b"\n"), PAGE.ljust(limits.MIB + 1, b"\n")
    _, first, second = read(Input("包.zip", data=zipped({"一.htm": whole, "二.htm": large})))
    assert (first.outcome, second.outcome) == ("read", "failed")
    assert told(second) == ["文件超出读取上限：“二.htm”解压后大于 1 MB。"]


def test_entries_and_members_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = zipped({f"{number}.csv": b"a,b\n1,2\n" for number in range(4)})
    monkeypatch.setattr(limits, "ARCHIVE_MEMBERS", 4)
    assert len(read(Input("包.zip", data=archive))) == 5
    monkeypatch.setattr(limits, "ARCHIVE_MEMBERS", 3)
    (refused,) = read(Input("包.zip", data=archive))
    assert told(refused) == ["文件超出读取上限：压缩包里有 4 个文件，最多 3 个。"]
    monkeypatch.setattr(limits, "PACKAGE_ENTRIES", 4)
    assert "最多 3 个" in told(read(Input("包.zip", data=archive))[0])[0]
    monkeypatch.setattr(limits, "PACKAGE_ENTRIES", 3)
    assert told(read(Input("包.zip", data=archive))[0]) == ["文件超出读取上限：压缩结构里有 4 个部件，最多 3 个。"]


# ---- sheets, formats, merges, strings --------------------------------------------------------------


def xlsx_styles(count: int) -> bytes:
    return make_package("<sheetData><row><c><v>1</v></c></row></sheetData>", styles=f"<cellXfs>{'<xf/>' * count}</cellXfs>")


def ods_styles(count: int) -> bytes:
    styles = "".join(f'<style:style style:name="s{number}" style:family="table-cell"/>' for number in range(count - 1))  # one is there
    return files.as_ods(styles=styles)


def xml2003_styles(count: int) -> bytes:
    return as_xml2003([["甲"]], f"<Styles>{''.join(f'<Style ss:ID={chr(34)}{number}{chr(34)}/>' for number in range(count))}</Styles>")


def xlsx_merges(count: int) -> bytes:
    areas = "".join(f'<mergeCell ref="A{2 * row + 1}:B{2 * row + 1}"/>' for row in range(count))
    return make_package(f"<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>{areas}</mergeCells>")


def ods_merges(count: int) -> bytes:
    return files.as_ods('<table:table-row><table:table-cell table:number-columns-spanned="2"/></table:table-row>' * count)


def html_merges(count: int) -> bytes:
    return ("<table>" + "<tr><td colspan=2>甲" * count + "</table>").encode()


def xml2003_merges(count: int) -> bytes:
    row = '<Row><Cell ss:MergeAcross="1"/></Row>'
    return as_xml2003([]).replace(b"<Table></Table>", f"<Table>{row * count}</Table>".encode())


def ods_sheets(count: int) -> bytes:
    flat = files.as_ods(flat=True).decode()
    return flat.replace("</office:spreadsheet>", '<table:table table:name="x"/>' * (count - 1) + "</office:spreadsheet>").encode()


MANY: list[tuple[str, str, Callable[[int], bytes], str]] = [
    ("STYLES", "a.ods", ods_styles, "单元格格式超过 4 种"),
    ("STYLES", "a.xml", xml2003_styles, "单元格格式超过 4 种"),
    ("MERGES", "a.xlsx", xlsx_merges, "合并单元格超过 4 处"),
    ("MERGES", "a.ods", ods_merges, "合并单元格超过 4 处"),
    ("MERGES", "a.htm", html_merges, "合并单元格超过 4 处"),
    ("MERGES", "a.xml", xml2003_merges, "合并单元格超过 4 处"),
    ("SHEETS", "a.fods", ods_sheets, "工作表超过 4 个"),
    ("SHEETS", "a.xml", lambda count: as_xml2003([["甲"]], sheets=count), "工作表超过 4 个"),
]


@pytest.mark.parametrize(("limit", "name", "make", "sentence"), MANY, ids=[f"{case[0]} {case[1]}" for case in MANY])
def test_many_are_read_and_one_more_is_refused(
    limit: str, name: str, make: Callable[[int], bytes], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, limit, 4)
    read_one = open_as(name, make(4))
    assert (read_one.outcome, told(read_one)) == ("read", [])
    refused = open_as(name, make(5))
    assert (refused.outcome, told(refused)) == ("failed", [f"文件超出读取上限：{sentence}。"])


def test_a_cell_whose_format_lies_beyond_those_that_are_kept_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STYLES", 4)
    assert told(open_as("a.xlsx", xlsx_styles(5))) == []
    styles = f"<cellXfs>{'<xf/>' * 5}</cellXfs>"
    sheet = '<sheetData><row r="1"><c r="A1" s="3"><v>1</v></c><c r="B1" s="4"><v>1</v></c></row></sheetData>'
    (finding,) = open_as("a.xlsx", make_package(sheet, styles=styles)).findings
    assert (finding.code, finding.cell) == ("R210", "B1")


def test_parts_within_parts_of_a_page_are_counted() -> None:
    def nested(depth: int) -> bytes:
        return "".join(
            ["MIME-Version: 1.0\n", *(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(depth))]
        ).encode()

    assert told(open_as("a.mht", nested(100))) == ["这个单个文件网页（.mht）里没有可以读取的工作表。"]
    assert told(open_as("a.mht", nested(3_000))) == ["文件超出读取上限：网页里套着的部分超过 100 层。"]


def test_an_old_workbook_keeps_its_first_merges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MERGES", 2)
    book = xlwt.Workbook()
    sheet = book.add_sheet("表1")
    for row in range(3):
        sheet.write_merge(row, row, 0, 1, "甲")
    out = io.BytesIO()
    book.save(out)
    assert len(open_as("a.xls", out.getvalue()).sheets[0].merged) == 2


def test_elements_of_a_sheet_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "<sheetData><row><c><v>1</v></c></row>{}</sheetData>"  # with the worksheet itself five elements
    monkeypatch.setattr(limits, "ELEMENTS", 10_000)
    assert open_as("a.xlsx", make_package(rows.format("<row/>" * 9_995))).outcome == "read"
    assert told(open_as("a.xlsx", make_package(rows.format("<row/>" * 9_996)))) == ["文件超出读取上限：工作表“表1”超过 1 万个格子。"]


def test_the_table_of_strings_is_counted_with_what_an_empty_one_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TABLE_TEXT", 10_000)
    cells = "<sheetData><row><c><v>1</v></c></row></sheetData>"
    assert open_as("a.xlsx", make_package(cells, strings="<si/>" * 1_240 + f"<si><t>{'文' * 16}</t></si>")).outcome == "read"
    refused = open_as("a.xlsx", make_package(cells, strings="<si/>" * 1_240 + f"<si><t>{'文' * 17}</t></si>"))
    assert told(refused) == ["文件超出读取上限：文字表超过 1 万字。"]


def test_rows_without_a_number_end_where_the_sheet_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 3)
    row = "<row><c><v>1</v></c></row>"
    assert len(open_as("a.xlsx", make_package(f"<sheetData>{row * 3}</sheetData>")).sheets[0].cells) == 3
    assert told(open_as("a.xlsx", make_package(f"<sheetData>{row * 4}</sheetData>"))) == ["文件超出读取上限：工作表“表1”超过 3 行。"]


@pytest.mark.parametrize(("limit", "data"), [("ROWS", b"1,2\n" * 4), ("COLUMNS", b"1,2,3,4\n1,2,3,4\n")])
def test_a_delimited_text_ends_where_a_sheet_does(limit: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, limit, 4)
    assert open_as("a.csv", data).outcome == "read"
    monkeypatch.setattr(limits, limit, 3)
    rows, columns = limits.ROWS, limits.COLUMNS
    assert told(open_as("a.csv", data)) == [f"文件超出读取上限：超出 {rows} 行或 {columns} 列。"]


def test_a_page_ends_where_a_sheet_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "COLUMNS", 4)
    assert open_as("a.htm", b"<table><tr><td>1<td colspan=3>2</table>").outcome == "read"
    assert told(open_as("a.htm", b"<table><tr><td>1<td colspan=4>2</table>")) == ["文件超出读取上限：表格超过 4 列。"]


def findings_of(name: str, data: bytes) -> list[tuple[str, str]]:
    def pair(finding: Finding) -> tuple[str, str]:
        return finding.code, finding.message

    return [pair(finding) for finding in open_as(name, data).findings]


def test_what_lies_beyond_a_sheet_is_told_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 3)
    monkeypatch.setattr(limits, "COLUMNS", 3)
    rows = (
        '<table:table-row table:number-rows-repeated="4"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    )
    columns = '<table:table-row><table:table-cell table:number-columns-repeated="4" office:value-type="float" office:value="1"/></table:table-row>'
    lost = "工作表“{}”有 1 个单元格的地址超出表格范围或写法不对（如“{}”），没有读取。"
    assert findings_of("a.ods", files.as_ods(rows)) == [("R203", lost.format("指标", "第 4 行"))]
    assert [cell.address for cell in open_as("a.ods", files.as_ods(rows)).sheets[0].cells] == ["A1", "A2", "A3"]
    assert findings_of("a.ods", files.as_ods(columns)) == [("R203", lost.format("指标", "第 4 列"))]
    assert [cell.address for cell in open_as("a.ods", files.as_ods(columns)).sheets[0].cells] == ["A1", "B1", "C1"]
    table = "<Table>{}</Table>"
    for place in ('<Row ss:Index="4"><Cell>', '<Row><Cell ss:Index="4">'):
        written = as_xml2003([]).replace(b"<Table></Table>", table.format(f'{place}<Data ss:Type="Number">1</Data></Cell></Row>').encode())
        row, column = (4, 1) if "Row ss" in place else (1, 4)
        assert findings_of("a.xml", written) == [("R203", lost.format("表1", f"第 {row} 行第 {column} 列"))]


def test_the_limits_are_those_that_are_said() -> None:
    (said,) = (line.result for line in READABLE if line.kind == "超出上限的文件")
    sizes = f"单个文件 {limits.FILE_BYTES // limits.MIB} MB、解压后 {limits.PACKAGE_BYTES // limits.MIB} MB"
    assert said == f"读取失败：{sizes}、有内容的单元格 {limits.CELLS // 10_000} 万个"
    assert (limits.ROWS, limits.COLUMNS, limits.CELL_TEXT) == (1_048_576, 16_384, 32_767), "of the formats themselves"

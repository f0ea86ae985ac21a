"""The parts of an .xlsx beside its cells: relationships, styles, strings, comments, drawings, tables, sheets of other kinds."""

import pytest
from files_wrong import STRICT, make_package, zipped

from ecoreport.model import Cell, Ledger, Sheet
from ecoreport.reading import Input, read

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
ONE = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


def relations(*told: tuple[str, str], mode: str = "") -> str:
    lines = (
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>' for number, (kind, target) in enumerate(told, 1)
    )
    return f'<Relationships xmlns="{RELATED}">{"".join(lines)}</Relationships>'


def open_parts(sheet: str = ONE, **more: str) -> Ledger:
    """Open a workbook with further parts, their names written with _ for / and : for ."""
    parts = {name: text for name, text in more.items() if name not in ("styles", "strings", "workbook")}
    known = {name: text for name, text in more.items() if name in ("styles", "strings", "workbook")}
    (ledger,) = read(Input("a.xlsx", data=make_package(sheet, more=parts, **known)))
    return ledger


def beside(kind: str, xml: str, sheet: str = ONE, target: str = "../any.xml") -> Sheet:
    """The sheet with one part that hangs on it."""
    ledger = open_parts(sheet, **{"xl/worksheets/_rels/sheet1.xml.rels": relations((kind, target)), "xl/any.xml": xml})
    assert ledger.outcome == "read", ledger.message
    return ledger.sheets[0]


# ---- where parts lie -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["../any.xml", "/xl/any.xml", "..\\any.xml", "%2e%2e/any.xml", "./../any.xml", "../ANY.xml"])
def test_a_part_is_found_however_its_place_is_written(target: str) -> None:
    xml = f'<comments xmlns="{MAIN}"><commentList><comment ref="A1"><text><t>请核实</t></text></comment></commentList></comments>'
    assert beside("comments", xml, target=target).cells[0].comment == "请核实"


@pytest.mark.parametrize(
    ("target", "mode"), [("../any.xml", ' TargetMode="External"'), ("file:///xl/any.xml", ""), ("C:\\any.xml", ""), ("../none.xml", "")]
)
def test_what_lies_outside_is_never_followed(target: str, mode: str) -> None:
    rels = relations(("comments", target), mode=mode)
    ledger = open_parts(**{"xl/worksheets/_rels/sheet1.xml.rels": rels, "xl/any.xml": "<broken"})
    assert (ledger.outcome, ledger.findings, ledger.sheets[0].cells[0].comment) == ("read", (), None)


def test_a_workbook_is_found_by_its_type_where_no_relationship_leads_to_it() -> None:
    ledger = open_parts(**{"_rels/.rels": relations(("officeDocument", "xl/none.xml"))})
    assert (ledger.outcome, ledger.sheets[0].name) == ("read", "表1")
    ledger = open_parts(**{"_rels/.rels": relations(("other", "xl/workbook.xml"))})
    assert (ledger.outcome, ledger.sheets[0].name) == ("read", "表1")


def test_a_workbook_by_the_strict_standard_is_read() -> None:
    data = make_package(f'<worksheet xmlns="{STRICT}">{ONE}</worksheet>', space=STRICT, strings="<si><t>甲</t></si>")
    (ledger,) = read(Input("a.xlsx", data=data))
    assert (ledger.outcome, ledger.sheets[0].cells[0].value) == ("read", 1)


def workbook(*sheets: str, properties: str = "") -> str:
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{"".join(sheets)}</sheets></workbook>'


def entry(name: str, part: str = "r1", state: str = "") -> str:
    return f'<sheet name="{name}" sheetId="1" r:id="{part}"{f" state={chr(34)}{state}{chr(34)}" if state else ""}/>'


@pytest.mark.parametrize(
    ("state", "expected"), [("", "visible"), ("visible", "visible"), ("hidden", "hidden"), ("veryHidden", "very_hidden"), ("?", "visible")]
)
def test_a_sheets_state_is_kept(state: str, expected: str) -> None:
    (sheet,) = open_parts(workbook=workbook(entry("表", state=state))).sheets
    assert (sheet.state, sheet.cells[0].hidden) == (expected, expected != "visible")


OTHER = [("chartsheet", "图表页"), ("dialogsheet", "对话框页"), ("xlMacrosheet", "宏表"), ("xlIntlMacrosheet", "宏表")]


@pytest.mark.parametrize(("kind", "word"), OTHER)
def test_a_sheet_of_another_kind_is_named_and_the_others_are_read(kind: str, word: str) -> None:
    rels = relations(("worksheet", "worksheets/sheet1.xml"), (kind, "other.xml"))
    book = workbook(entry("图", "r2"), entry("表"), entry("表"))
    ledger = open_parts(workbook=book, **{"xl/_rels/workbook.xml.rels": rels, "xl/other.xml": "<other/>"})
    assert [sheet.name for sheet in ledger.sheets] == ["表", "表(2)"]
    assert [finding.message for finding in ledger.findings] == [
        f"“图”是{word}，不是工作表，没有读取。",
        "文件里有不止一个名为“表”的工作表，后一个按“表(2)”读取。",
    ]


def test_a_workbook_of_charts_alone_holds_no_sheet() -> None:
    rels = relations(("chartsheet", "other.xml"))
    ledger = open_parts(workbook=workbook(entry("图")), **{"xl/_rels/workbook.xml.rels": rels, "xl/other.xml": "<other/>"})
    assert (ledger.outcome, ledger.message) == ("failed", "这个 Excel 工作簿（.xlsx）里没有可以读取的工作表。")


def test_names_differ_by_more_than_their_case() -> None:
    ledger = open_parts(workbook=workbook(entry("A"), entry("a"), entry("a(2)"), entry("A")))
    assert [sheet.name for sheet in ledger.sheets] == ["A", "a(2)", "a(2)(2)", "A(3)"]


@pytest.mark.parametrize(
    ("detail", "sheet"), [("“xl/worksheets/sheet2.xml”第 1 行写法不合规范", "<worksheet"), ("文件里没有这个工作表的内容", "")]
)
def test_one_damaged_sheet_leaves_the_others(detail: str, sheet: str) -> None:
    rels = relations(("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"))
    parts = {"xl/_rels/workbook.xml.rels": rels} | ({"xl/worksheets/sheet2.xml": sheet} if sheet else {})
    ledger = open_parts(workbook=workbook(entry("坏", "r2"), entry("好")), **parts)
    assert (ledger.outcome, [each.name for each in ledger.sheets]) == ("partly", ["好"])
    assert ledger.message == f"工作表“坏”的内容损坏，未能读取：{detail}。其他工作表已读取。"
    alone = open_parts(workbook=workbook(entry("坏", "r2")), **parts)
    assert (alone.outcome, alone.message) == ("failed", f"文件已损坏或没有传完，不能按 Excel 工作簿（.xlsx）打开：{detail}。")


def test_a_doctype_anywhere_refuses_the_whole_file() -> None:
    rels = relations(("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"))
    hostile = '<?xml version="1.0"?><!DOCTYPE x><worksheet/>'
    told = "文件内部含有外部实体声明（DOCTYPE），为防恶意文件没有读取。"
    parts = {"xl/_rels/workbook.xml.rels": rels, "xl/worksheets/sheet2.xml": hostile}
    assert open_parts(workbook=workbook(entry("好"), entry("坏", "r2")), **parts).message == told
    more = {"xl/worksheets/_rels/sheet1.xml.rels": relations(("comments", "../any.xml")), "xl/any.xml": hostile}
    assert open_parts(**more).message == told


# ---- styles and strings ----------------------------------------------------------------------------------------


def styled(styles: str, index: int = 0) -> Cell:
    (ledger,) = read(Input("a.xlsx", data=make_package(f'<sheetData><row><c s="{index}"><v>7</v></c></row></sheetData>', styles=styles)))
    return ledger.sheets[0].cells[0]


FORMATS = '<numFmts><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165"/></numFmts>'
FONTS = '<fonts><font/><font><strike/></font><font><strike val="0"/></font><font><b/><strike val="true"/></font></fonts>'


@pytest.mark.parametrize(
    ("xf", "code", "struck", "locked"),
    [
        ("<xf/>", "General", False, True), ('<xf numFmtId="164" fontId="1"/>', "0.0%", True, True), ('<xf numFmtId="165"/>', "General", False, True),
        ('<xf numFmtId="999"/>', "General", False, True), ('<xf numFmtId="x" fontId="x"/>', "General", False, True), ('<xf fontId="2"/>', "General", False, True),
        ('<xf fontId="3"/>', "General", True, True), ('<xf fontId="4"/>', "General", False, True), ('<xf><protection locked="0"/></xf>', "General", False, False),
        ("<xf><protection/></xf>", "General", False, True), ('<xf><protection hidden="1"/></xf>', "General", False, True), ('<xf numFmtId="9"><alignment/></xf>', "0%", False, True),
    ],
)  # fmt: skip
def test_a_cells_format_is_looked_up_in_its_lists(xf: str, code: str, struck: bool, locked: bool) -> None:
    decoy = '<cellStyleXfs><xf numFmtId="10" fontId="1"><protection locked="0"/></xf></cellStyleXfs>'
    other = '<dxfs><dxf><font><strike/></font><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs>'
    cell = styled(f"{FORMATS}{FONTS}{decoy}<cellXfs>{xf}<xf/></cellXfs>{other}")
    assert (cell.number_format, cell.struck, cell.locked) == (code, struck, locked)
    plain = styled(f"{FORMATS}{FONTS}{decoy}<cellXfs>{xf}<xf/></cellXfs>{other}", 1)
    assert (plain.number_format, plain.struck, plain.locked) == ("General", False, True)


@pytest.mark.parametrize(
    ("item", "value", "kept", "struck"),
    [
        ("<t>甲</t>", "甲", None, False), ("<r><t>甲</t></r><r><t>乙</t></r>", "甲乙", None, False), ("", "", None, False), ("<t>a_x0041_b_x00</t>", "aAb_x00", None, False),
        ("<t>_xD83D__xDE00_</t>", "😀", None, False), ("<t>甲</t><rPh><t>jia</t></rPh><phoneticPr/>", "甲", None, False),
        ("<r><rPr><strike/></rPr><t>删</t></r><r><t>留</t></r>", "删留", "留", False), ("<r><rPr><strike val='0'/></rPr><t>留</t></r>", "留", None, False),
        ("<r><rPr><b/></rPr><t>留</t></r><r><rPr><strike val='1'/></rPr><t>删</t></r><r><t>也留</t></r>", "留删也留", "留也留", False),
        ("<r><rPr><strike/></rPr><t>删</t></r><r><t> </t></r>", "删 ", None, True),
    ],
)  # fmt: skip
def test_a_string_is_read_with_its_runs(item: str, value: str, kept: str | None, struck: bool) -> None:
    in_table = make_package('<sheetData><row><c t="s"><v>1</v></c></row></sheetData>', strings=f"<si><t>别的</t></si><si>{item}</si>")
    in_cell = make_package(f'<sheetData><row><c t="inlineStr"><is>{item}</is></c></row></sheetData>')
    for data in (in_table, in_cell):
        (cell,) = read(Input("a.xlsx", data=data))[0].sheets[0].cells
        assert (cell.value, cell.kept_text, cell.struck) == (value, kept, struck)


def test_a_struck_cell_keeps_the_runs_that_are_not() -> None:
    styles = "<fonts><font><strike/></font></fonts><cellXfs><xf/></cellXfs>"
    runs = "<r><t>删</t></r><r><rPr><b/></rPr><t>留</t></r>"
    data = make_package('<sheetData><row><c t="s"><v>0</v></c></row></sheetData>', strings=f"<si>{runs}</si>", styles=styles)
    (cell,) = read(Input("a.xlsx", data=data))[0].sheets[0].cells
    assert (cell.value, cell.kept_text, cell.struck) == ("删留", "留", False)


# ---- cells, rows, columns as written --------------------------------------------------------------------------------


def cells_of(sheet: str, **more: str) -> dict[str, Cell]:
    return {cell.address: cell for cell in open_parts(sheet, **more).sheets[0].cells}


@pytest.mark.parametrize(
    ("row", "hidden"),
    [
        ('<row r="1" hidden="1">', True), ('<row r="1" hidden="true">', True), ('<row r="1" hidden="0">', False), ('<row r="1" ht="0">', True), ('<row r="1" ht="0.0">', True),
        ('<row r="1" ht="10">', False), ('<row r="1" ht="">', False), ('<row r="1" ht=".">', False),
    ],
)  # fmt: skip
def test_a_row_is_hidden_by_a_flag_or_by_no_height(row: str, hidden: bool) -> None:
    cells = cells_of(f'<sheetData>{row}<c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row></sheetData>')
    assert (cells["A1"].hidden, cells["A2"].hidden) == (hidden, False)


@pytest.mark.parametrize(
    ("columns", "hidden"),
    [
        ('<col min="2" max="3" hidden="1"/>', "BC"), ('<col min="2" max="2" width="0"/>', "B"), ('<col min="2" max="9999999" hidden="1"/>', "BCD"), ('<col min="0" max="1" hidden="1"/>', "A"),
        ('<col min="3" max="2" hidden="1"/>', ""), ('<col min="2" max="2" hidden="0" width="8"/>', ""), ('<col hidden="1"/>', ""),
    ],
)  # fmt: skip
def test_columns_are_hidden_by_a_flag_or_by_no_width(columns: str, hidden: str) -> None:
    cells = "".join(f'<c r="{letter}1"><v>1</v></c>' for letter in "ABCD")
    found = cells_of(f'<cols>{columns}</cols><sheetData><row r="1">{cells}</row></sheetData>')
    assert "".join(address[0] for address, cell in found.items() if cell.hidden) == hidden


@pytest.mark.parametrize(
    ("xml", "count"), [("<oleObjects><oleObject/><oleObject/></oleObjects>", 2), ('<sheetPr filterMode="1"/>', 0), ("<drawing/>", 0)]
)
def test_embedded_objects_are_counted(xml: str, count: int) -> None:
    (sheet,) = open_parts(ONE + xml).sheets
    assert sheet.pictures == count


@pytest.mark.parametrize(
    ("xml", "filtered"),
    [
        ('<sheetPr filterMode="1"/>', True),
        ('<sheetPr filterMode="0"/>', False),
        ("<sheetPr/>", False),
        ("<autoFilter/>", False),
        ("<autoFilter><filterColumn/></autoFilter>", True),
    ],
)
def test_a_filter_is_left_on(xml: str, filtered: bool) -> None:
    rows = '<sheetData><row r="1" hidden="1"><c r="A1"><v>1</v></c></row></sheetData>'
    assert cells_of(rows + xml)["A1"].filtered is filtered


def test_a_picture_in_a_cell_is_an_error_to_others() -> None:
    (sheet,) = open_parts(
        '<sheetData><row><c t="e" vm="1"><v>#VALUE!</v></c><c t="e"><v/></c><c><f>_xlfn.IMAGE(1)</f></c></row></sheetData>'
    ).sheets
    assert [(cell.error, cell.value) for cell in sheet.cells] == [("#VALUE!", None), ("#VALUE!", None), (None, None)]
    assert [cell.picture for cell in sheet.cells] == [True, False, False]
    assert sheet.pictures == 2


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ('<c r="XFE1"><v>1</v></c>', "XFE1"),
        ('<c r="B3x"><v>1</v></c>', "B3x"),
        ('<c r="一二三四五六七八九十一二三四五六七八九十一"><v>1</v></c>', "一二三四五六七八九十一二三四五六七八九十"),
    ],
)
def test_an_address_that_is_none_is_told(cell: str, address: str) -> None:
    ledger = open_parts(f'<sheetData><row r="1">{cell}<c r="A1"><v>1</v></c></row></sheetData>')
    assert ledger.message == f"工作表“表1”有 1 个单元格的地址超出表格范围或写法不对（如“{address}”），没有读取。"
    assert [each.address for each in ledger.sheets[0].cells] == ["A1"]


def test_an_area_that_is_none_is_told() -> None:
    ledger = open_parts(f'{ONE}<mergeCells><mergeCell ref="B2:A1"/><mergeCell ref="C3"/><mergeCell/></mergeCells>')
    assert [finding.message for finding in ledger.findings] == ["工作表“表1”有 2 处合并区域互相重叠或范围无效（如 B2:A1），没有采用。"]
    assert ledger.sheets[0].merged == ()


# ---- comments, drawings, tables -------------------------------------------------------------------------------------


def comments(*told: tuple[str, str]) -> str:
    lines = "".join(f'<comment ref="{place}"><text>{text}</text></comment>' for place, text in told)
    return f'<comments xmlns="{MAIN}"><authors><author>张三</author></authors><commentList>{lines}</commentList></comments>'


def test_comments_are_read_with_their_cells_and_without_them() -> None:
    xml = comments(
        ("A1", "<r><rPr><b/></rPr><t>张三:</t></r><r><t> 请核实 </t></r>"),
        ("C3", "<t>另一</t>"),
        ("XFE1", "<t>外面</t>"),
        ("B2", "<t> </t>"),
    )
    sheet = beside("comments", xml)
    assert [(cell.address, cell.value, cell.comment) for cell in sheet.cells] == [("A1", 1, "张三: 请核实"), ("C3", None, "另一")]


def test_threads_stand_for_the_comments_that_they_replace() -> None:
    rels = relations(("comments", "../a.xml"), ("threadedComment", "../b.xml"))
    threads = '<x><threadedComment ref="A1"><text>问</text></threadedComment><threadedComment ref="A1"><text> 答 </text></threadedComment><threadedComment ref="?"><text>无</text></threadedComment></x>'
    ledger = open_parts(
        **{"xl/worksheets/_rels/sheet1.xml.rels": rels, "xl/a.xml": comments(("A1", "<t>旧</t>"), ("B1", "<t>留</t>")), "xl/b.xml": threads}
    )
    assert {cell.address: cell.comment for cell in ledger.sheets[0].cells} == {"A1": "问\n答", "B1": "留"}


@pytest.mark.parametrize(
    ("xml", "pictures", "boxes"),
    [
        ("<d><pic/><graphicFrame/><cxnSp/></d>", 2, 0), ("<d><sp><t>字</t></sp><sp><t> </t></sp><sp/><t>外</t></d>", 0, 1), ("<d><sp><t>字</t><t>又</t></sp><sp><t>二</t></sp></d>", 0, 2),
        ("<d/>", 0, 0),
    ],
)  # fmt: skip
def test_pictures_and_boxes_with_text_are_counted(xml: str, pictures: int, boxes: int) -> None:
    sheet = beside("drawing", xml)
    assert (sheet.pictures, sheet.text_boxes) == (pictures, boxes)


def test_drawings_of_a_sheet_add_up() -> None:
    rels = relations(("drawing", "../a.xml"), ("drawing", "../b.xml"))
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": rels,
        "xl/a.xml": "<d><pic/><sp><t>x</t></sp></d>",
        "xl/b.xml": "<d><pic/><sp><t>x</t></sp></d>",
    }
    ledger = open_parts(**parts)
    assert (ledger.sheets[0].pictures, ledger.sheets[0].text_boxes) == (2, 2)
    assert [finding.message for finding in ledger.findings] == ["文件里有2 张图片（含图表、对象）、2 个文本框，其中的文字和数字没有读取。"]


@pytest.mark.parametrize(
    ("first", "second", "filtered"),
    [("<t/>", "<t/>", False), ("<t><filterColumn/></t>", "<t/>", True), ("<t/>", "<t><filterColumn/></t>", True)],
)
def test_a_tables_own_filter_counts(first: str, second: str, filtered: bool) -> None:
    rels = relations(("table", "../a.xml"), ("table", "../b.xml"))
    hidden = '<sheetData><row r="1" hidden="1"><c r="A1"><v>1</v></c></row></sheetData>'
    ledger = open_parts(hidden, **{"xl/worksheets/_rels/sheet1.xml.rels": rels, "xl/a.xml": first, "xl/b.xml": second})
    assert ledger.sheets[0].cells[0].filtered is filtered


@pytest.mark.parametrize("kind", ["comments", "threadedComment", "drawing", "table"])
def test_a_damaged_part_beside_a_sheet_costs_only_itself(kind: str) -> None:
    ledger = open_parts(**{"xl/worksheets/_rels/sheet1.xml.rels": relations((kind, "../any.xml")), "xl/any.xml": "<a>"})
    assert (ledger.outcome, len(ledger.sheets), ledger.sheets[0].cells[0].value) == ("partly", 1, 1)
    told = "工作表“表1”的批注、图形或表格附件损坏，没有读全（“xl/any.xml”第 1 行写法不合规范）。"
    assert [finding.message for finding in ledger.findings] == [told]


def test_a_package_without_its_list_of_types_is_known_by_where_its_parts_lie() -> None:
    (ledger,) = read(Input("a.xlsx", data=zipped({"xl/workbook.xml": b"<workbook/>"})))
    assert ledger.message == "这个 Excel 工作簿（.xlsx）里没有可以读取的工作表。"

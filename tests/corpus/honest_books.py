"""Honest workbooks by XlsxWriter and openpyxl: what people do to cells, rows and sheets, all of which is to be read in full."""

from collections.abc import Iterator
from datetime import date, datetime

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from corpus.expect import Case, Survivor
from corpus.tables import SHEET, SHEET1, by_openpyxl, by_xlsxwriter, edited, standard, stem

CJK_B = "𠮷𡃁村"  # characters beyond the first plane
LONG = "河" * 32_767


def _case(name: str, build: object, *more: Survivor, slow: bool = False) -> Case:
    return Case("honest", f"{name}", build, cells=standard(stem(name)) + more, slow=slow)  # type: ignore[arg-type]


def _x(shape: object, **options: object) -> object:
    return lambda tag: by_xlsxwriter(tag, shape, **options)  # type: ignore[arg-type]


def _o(shape: object) -> object:
    return lambda tag: by_openpyxl(tag, shape)  # type: ignore[arg-type]


def _rich(book: Workbook, sheet: Worksheet) -> None:
    bold = book.add_format({"bold": True})
    sheet.write_rich_string("G3", "已完成", bold, "三处", "，余一处")


def _merged(book: Workbook, sheet: Worksheet) -> None:
    sheet.merge_range("A8:C9", "合并的备注", book.add_format({"align": "center"}))


def _hidden_lines(_: Workbook, sheet: Worksheet) -> None:
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_column("E:E", 10, None, {"hidden": True})


def _filtered(_: Workbook, sheet: Worksheet) -> None:
    sheet.autofilter("A2:F5")
    sheet.filter_column("A", "x == 盐仓河")
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_row(4, None, None, {"hidden": True})


def _second(state: str) -> object:
    def shape(book: openpyxl.Workbook) -> None:
        other = book.create_sheet("附表")
        other["B2"] = "附表一格"
        other.sheet_state = state

    return shape


def _comments(_: Workbook, sheet: Worksheet) -> None:
    sheet.write_comment("C3", "测量口径：中心线")
    sheet.write_comment("E4", "含配套资金")


def _comments_openpyxl(book: openpyxl.Workbook) -> None:
    book.active["C3"].comment = Comment("测量口径：中心线", "甲")


def _dates(book: Workbook, sheet: Worksheet) -> None:
    sheet.write_datetime("G3", datetime(2020, 12, 31), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
    sheet.write_datetime("G4", datetime(2019, 3, 1), book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))  # noqa: DTZ001


def _formats(*formats: str) -> object:
    def shape(book: Workbook, sheet: Worksheet) -> None:
        for row, text in enumerate(formats, 2):
            sheet.write_number(row, 6, 0.967, book.add_format({"num_format": text}))

    return shape


def _formulas(_: Workbook, sheet: Worksheet) -> None:
    sheet.write_formula("C6", "=SUM(C3:C5)", value=23.375)
    sheet.write_formula("F6", '=A3&"等"', value="盐仓河等")
    sheet.write_formula("G6", "=C3>1", value=True)
    sheet.write_array_formula("E6:E6", "{=SUM(E3:E5*1)}", value=1341.65)


def _errors(book: openpyxl.Workbook) -> None:
    sheet = book.active
    for row, text in ((3, "#DIV/0!"), (4, "#N/A"), (5, "#REF!")):
        sheet.cell(row, 7).value = text
        sheet.cell(row, 7).data_type = "e"


def _never_computed(book: openpyxl.Workbook) -> None:
    book.active["C6"] = "=SUM(C3:C5)"


def _many_sheets(book: Workbook, _: Worksheet) -> None:
    for number in range(1, 20):
        book.add_worksheet(f"附表{number}").write("B3", f"第{number}张")


def _many_survivors() -> tuple[Survivor, ...]:
    return tuple((f"附表{number}", "B3", f"第{number}张") for number in range(1, 20))


def _odd_names(book: Workbook, sheet: Worksheet) -> None:
    sheet.write("G3", CJK_B)
    sheet.write("G4", "进度😀👨‍👩‍👧完成")
    for name in ("𠮷表😀", "It''s & <表>", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"):
        book.add_worksheet(name).write("A1", f"在{name[:2]}")


def _objects(book: Workbook, sheet: Worksheet) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"={SHEET}!$C$3:$C$5"})
    sheet.insert_chart("H2", chart)
    sheet.insert_textbox("H20", "文本框里的话")
    sheet.add_sparkline("G3", {"range": f"{SHEET}!C3:E3"})
    book.add_chartsheet("图").set_chart(_pie(book))


def _pie(book: Workbook) -> object:
    chart = book.add_chart({"type": "pie"})
    chart.add_series({"values": f"={SHEET}!$E$3:$E$5"})
    return chart


def _furnished(book: Workbook, sheet: Worksheet) -> None:
    sheet.add_table("A2:F5", {"columns": [{"header": text} for text in ("河道名称", "所在村", "长度", "开工年份", "投入", "说明")]})
    sheet.conditional_format("C3:C5", {"type": "3_color_scale"})
    sheet.data_validation("F3:F9", {"validate": "list", "source": ["已整治", "整治中"]})
    sheet.protect("abc")
    book.define_name("长度列", f"={SHEET}!$C$3:$C$5")
    sheet.print_area("A1:F5")
    sheet.repeat_rows(0, 1)
    sheet.set_header("&C内部资料")
    sheet.write_url("A9", "https://example.org/", string="链接的字")


def _values(_: Workbook, sheet: Worksheet) -> None:
    for row, value in enumerate(("007", "  两头有空  ", "line1\nline2", "<&>\"'", "＝１＋１", "1e5"), 6):
        sheet.write_string(row, 0, value)
    for row, number in enumerate((-3.5, 1.5e-7, 123456789012345, 1e20, 0.1), 6):
        sheet.write_number(row, 1, number)
    sheet.write_boolean("C7", boolean=True)
    sheet.write_string("D7", LONG)


def _outlined(_: Workbook, sheet: Worksheet) -> None:
    for row in (2, 3, 4):
        sheet.set_row(row, None, None, {"level": 1, "hidden": True, "collapsed": row == 4})


def _dated(book: openpyxl.Workbook) -> None:
    book.active["G3"] = date(2020, 6, 30)
    book.active["G4"] = datetime(2020, 6, 30, 8, 15)  # noqa: DTZ001


def _far_away(book: openpyxl.Workbook) -> None:
    book.active["XFD1048576"] = "最后一格"
    book.active["XFD1"] = 42


def _coloured_rows(book: openpyxl.Workbook) -> None:
    for row in range(6, 3000):
        book.active.cell(row, 1).fill = PatternFill("solid", fgColor="FFFF00")


def blank_rows(tag: str) -> bytes:
    """Give the table followed by formatted rows without content down to the last row of the sheet."""
    empty = "".join(f'<row r="{row}" s="0" customFormat="1"/>' for row in range(6, 1_048_577))
    return edited(by_xlsxwriter(tag), (SHEET1, "</sheetData>", f"{empty}</sheetData>"))


def blank_cells(tag: str) -> bytes:
    """Give the table followed by 400,000 styled cells without content."""
    line = "".join(f'<c r="{column}{{0}}" s="0"/>' for column in "ABCDEFGH")
    empty = "".join(f'<row r="{row}">{line.format(row)}</row>' for row in range(6, 50_006))
    return edited(by_xlsxwriter(tag), (SHEET1, "</sheetData>", f"{empty}</sheetData>"))


def cases() -> Iterator[Case]:
    yield _case("openpyxl plain.xlsx", _o(None))
    yield _case("xlsxwriter plain.xlsx", _x(None))
    yield _case("inline strings.xlsx", _x(None, in_memory=False, constant_memory=True))
    yield _case("zip64 by xlsxwriter.xlsx", _x(None, use_zip64=True))
    yield _case("rich text.xlsx", _x(_rich), (SHEET, "G3", "已完成三处，余一处"))
    yield _case("merged.xlsx", _x(_merged), (SHEET, "A8", "合并的备注"))
    yield _case("hidden lines.xlsx", _x(_hidden_lines))
    yield _case("filter left on.xlsx", _x(_filtered))
    yield _case("hidden sheet.xlsx", _o(_second("hidden")), ("附表", "B2", "附表一格"))
    yield _case("very hidden sheet.xlsx", _o(_second("veryHidden")), ("附表", "B2", "附表一格"))
    yield _case("two sheets.xlsx", _o(_second("visible")), ("附表", "B2", "附表一格"))
    yield _case("comments xlsxwriter.xlsx", _x(_comments))
    yield _case("comments openpyxl.xlsx", _o(_comments_openpyxl))
    yield _case("dates 1900.xlsx", _x(_dates), (SHEET, "G3", "2020-12-31"), (SHEET, "G4", "2019-03-01"))
    yield _case("dates 1904.xlsx", _x(_dates, date_1904=True), (SHEET, "G3", "2020-12-31"), (SHEET, "G4", "2019-03-01"))
    kept = tuple((SHEET, f"G{row}", "0.967") for row in (3, 4, 5))
    yield _case("percent formats.xlsx", _x(_formats("0.0%", '0.0"%"', "0%;-0%")), *kept)
    yield _case("thousand formats.xlsx", _x(_formats("#,##0.00", "0,", "0.0,,")), *kept)
    yield _case("wan formats.xlsx", _x(_formats("0!.0,", '0!.0,"万"', "[DBNum1]General")), *kept)
    yield _case(
        "odd formats.xlsx", _x(_formats("@", '[红色][<0]-0;[Blue]0.0_ ;"零"', '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ')), *kept
    )
    results = (("C6", "23.375"), ("F6", "盐仓河等"), ("G6", "TRUE"), ("E6", "1341.65"))
    yield _case("formulas with results.xlsx", _x(_formulas), *((SHEET, address, text) for address, text in results))
    yield _case("error cells.xlsx", _o(_errors), (SHEET, "G3", "#DIV/0!"), (SHEET, "G4", "#N/A"), (SHEET, "G5", "#REF!"))
    yield _case("formula without result.xlsx", _o(_never_computed), (SHEET, "C6", "=SUM(C3:C5)"))
    yield _case("twenty sheets.xlsx", _x(_many_sheets), *_many_survivors())
    odd = ((SHEET, "G3", CJK_B), (SHEET, "G4", "进度😀👨‍👩‍👧完成"), ("𠮷表😀", "A1", "在𠮷表"), ("It''s & <表>", "A1", "在It"))
    yield _case("emoji and rare characters.xlsx", _x(_odd_names), *odd)
    yield _case("charts, text box, sparkline.xlsx", _x(_objects))
    yield _case("table, rules, protection.xlsx", _x(_furnished), (SHEET, "A9", "链接的字"))
    typed = (
        ("A7", "007"),
        ("A8", "  两头有空  "),
        ("A9", "line1\nline2"),
        ("A10", "<&>\"'"),
        ("A11", "＝１＋１"),
        ("A12", "1e5"),
        ("B7", "-3.5"),
    )
    numbers = (
        ("B8", "0.00000015"),
        ("B9", "123456789012345"),
        ("B10", "100000000000000000000"),
        ("B11", "0.1"),
        ("C7", "TRUE"),
        ("D7", LONG),
    )
    yield _case("values of all kinds.xlsx", _x(_values), *((SHEET, address, text) for address, text in typed + numbers))
    yield _case("outline collapsed.xlsx", _x(_outlined))
    yield _case("dates openpyxl.xlsx", _o(_dated), (SHEET, "G3", "2020-06-30"), (SHEET, "G4", "2020-06-30 08:15:00"))
    yield _case("last cell of the sheet.xlsx", _o(_far_away), (SHEET, "XFD1048576", "最后一格"), (SHEET, "XFD1", "42"))
    yield _case("coloured rows.xlsx", _o(_coloured_rows))
    yield _case("a million blank rows.xlsx", blank_rows, slow=True)
    yield _case("blank styled cells.xlsx", blank_cells, slow=True)


RICH = (("G3", "2020-12-31"), ("G4", "0.967"), ("G5", "已完成三处，余一处"), ("C6", "23.375"), ("A8", "合并的备注"), ("H3", "𠮷😀"))


def rich_book(book: Workbook, sheet: Worksheet) -> None:
    """Add dates, a percent format, rich text, a formula, a merge, comments and hidden lines: what a converter must carry over."""
    sheet.write_datetime("G3", datetime(2020, 12, 31), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
    sheet.write_number("G4", 0.967, book.add_format({"num_format": "0.0%"}))
    sheet.write_rich_string("G5", "已完成", book.add_format({"bold": True}), "三处", "，余一处")
    sheet.write_formula("C6", "=SUM(C3:C5)", value=23.375)
    sheet.merge_range("A8:C9", "合并的备注", book.add_format({"align": "center"}))
    sheet.write_string("H3", "𠮷😀")
    sheet.write_comment("C3", "测量口径")
    sheet.set_row(4, None, None, {"hidden": True})
    other = book.add_worksheet("附表")
    other.write("B2", "附表一格")
    other.hide()

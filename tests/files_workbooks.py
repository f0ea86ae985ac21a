"""Makes workbooks of every kind of cell, the same content by several producers; the same seed gives the same workbook."""

import datetime as dt
import io
import random
from dataclasses import dataclass, field

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import Font, Protection

WORDS = (
    "空气质量优良天数比例",
    "水环境质量",
    "已完成,详见附件1",
    "≥85,且不降低",
    "μg/m³",
    "舟山市生态环境局",
    " 前后有空格 ",
    "第一行\n第二行",
    "A&B<5>",
    "=不是公式吗",
    "😀𠮷",
    "0012",
    "'引号",
)
FORMATS = (
    "General",
    "0.00",
    "0%",
    "0.0%",
    '0.0"%"',
    "0.0\\%",
    "#,##0",
    "#,##0.00_);[Red](#,##0.00)",
    "0,",
    "0!.0,",
    "@",
    "0.00E+00",
    "[$¥-804]#,##0.00",
    '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    "[>=100]0;0.0%",
)
DATE_FORMATS = ("yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "yyyy/m/d h:mm", "[$-804]yyyy/m/d")


@dataclass
class Content:
    """What one sheet is to hold, by (row, column)."""

    name: str
    cells: dict[tuple[int, int], tuple[object, str]] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)
    unlocked: set[tuple[int, int]] = field(default_factory=set)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    state: str = "visible"


def make_contents(seed: int) -> list[Content]:
    chance = random.Random(seed)
    return [_make_content(chance, f"表{number}", visible=number == 1) for number in range(1, chance.randint(1, 3) + 1)]


def _make_content(chance: random.Random, name: str, *, visible: bool) -> Content:
    content = Content(name, state="visible" if visible else chance.choice(("visible", "hidden", "veryHidden")))
    for _ in range(chance.randint(0, 36)):
        place = chance.randint(1, 18), chance.randint(1, 12)
        content.cells[place] = _make_value(chance)
        if chance.random() < 0.1:
            content.struck.add(place)
        if chance.random() < 0.2:
            content.unlocked.add(place)
        if chance.random() < 0.1:
            content.comments[place] = chance.choice(WORDS).strip()
    for _ in range(chance.randint(0, 5)):
        place = chance.randint(1, 18), chance.randint(1, 12)
        content.cells.pop(place, None)
        content.struck.discard(place)
        content.formulas[place] = chance.choice(("=A1+B2", "=SUM(A1:B9)", '=IF(A1>1,"是","否")'))
    top = 1
    while top < 18 and chance.random() < 0.6:
        left = chance.randint(1, 9)
        content.merged.append((top, left, top + chance.randint(0, 2), left + chance.randint(1, 4)))
        top += 4
    content.hidden_rows = {chance.randint(1, 18) for _ in range(chance.randint(0, 3))}
    content.hidden_columns = {chance.randint(1, 12) for _ in range(chance.randint(0, 2))}
    return content


def _make_value(chance: random.Random) -> tuple[object, str]:
    kind = chance.randint(0, 7)
    if kind <= 1:
        return chance.choice(WORDS), "General"
    if kind == 2:
        return chance.randint(-(10**9), 10**9), chance.choice(FORMATS)
    if kind <= 5:
        return round(chance.uniform(-1000, 1000), chance.randint(0, 8)) * 10.0 ** chance.randint(-3, 3), chance.choice(FORMATS)
    if kind == 6:
        return chance.random() < 0.5, "General"
    moment = dt.datetime.fromisoformat("1995-01-01") + dt.timedelta(days=chance.randint(0, 15000), minutes=chance.choice((0, 0, 30, 615)))
    return moment, chance.choice(DATE_FORMATS)


def by_openpyxl(contents: list[Content]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for content in contents:
        sheet = book.create_sheet(content.name)
        sheet.sheet_state = content.state
        for (row, column), (value, code) in content.cells.items():
            cell = sheet.cell(row, column)
            if isinstance(value, str):
                cell.value, cell.data_type = value, "s"  # a text that begins with = is a text
            else:
                cell.value, cell.number_format = value, code
        for (row, column), formula in content.formulas.items():
            sheet.cell(row, column, formula)
        for row, column in content.struck:
            sheet.cell(row, column).font = Font(strike=True)
        for row, column in content.unlocked:
            sheet.cell(row, column).protection = Protection(locked=False)
        for (row, column), text in content.comments.items():
            sheet.cell(row, column).comment = Comment(text, "审核")
        for top, left, bottom, right in content.merged:
            sheet.merged_cells.add(f"{sheet.cell(top, left).coordinate}:{sheet.cell(bottom, right).coordinate}")
        for row in content.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in content.hidden_columns:
            sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].hidden = True
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_xlsxwriter(contents: list[Content]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    for content in contents:
        sheet = book.add_worksheet(content.name)
        {"hidden": sheet.hide, "veryHidden": sheet.very_hidden}.get(content.state, lambda: None)()
        for place, (value, code) in content.cells.items():
            facts = {"num_format": code if not isinstance(value, str) else "General", "locked": place not in content.unlocked}
            form = book.add_format(facts | ({"font_strikeout": True} if place in content.struck else {}))
            _write(sheet, place[0] - 1, place[1] - 1, value, form)
        for (row, column), formula in content.formulas.items():
            sheet.write_formula(row - 1, column - 1, formula, value=12.5)
        for (row, column), text in content.comments.items():
            sheet.write_comment(row - 1, column - 1, text)
        for top, left, bottom, right in content.merged:
            sheet._check_dimensions(bottom - 1, right - 1)
            sheet.merge.append([top - 1, left - 1, bottom - 1, right - 1])
        for row in content.hidden_rows:
            sheet.set_row(row - 1, None, None, {"hidden": True})
        for column in content.hidden_columns:
            sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})
    book.close()
    return out.getvalue()


def _write(sheet, row: int, column: int, value: object, form) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, form)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, form)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, value, form)
    else:
        sheet.write_number(row, column, value, form)


def by_xlwt(contents: list[Content]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    for content in contents:
        sheet = book.add_sheet(content.name)
        sheet.visibility = {"visible": 0, "hidden": 1, "veryHidden": 2}[content.state]
        for place, (value, code) in content.cells.items():
            style = xlwt.XFStyle()
            style.num_format_str = code if not isinstance(value, str) else "General"
            style.font.struck_out = place in content.struck
            style.protection.cell_locked = place not in content.unlocked
            sheet.write(place[0] - 1, place[1] - 1, value, style)
        for (row, column), formula in content.formulas.items():
            if "是" not in formula:
                sheet.write(row - 1, column - 1, xlwt.Formula(formula.lstrip("=")))
        for top, left, bottom, right in content.merged:
            sheet.merged_ranges.append((top - 1, bottom - 1, left - 1, right - 1))
        for row in content.hidden_rows:
            sheet.row(row - 1).hidden = True
        for column in content.hidden_columns:
            sheet.col(column - 1).hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

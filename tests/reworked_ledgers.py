"""What departments do to an issued ledger before they send it: each a function of the filled workbook and of what is to come back."""

from collections.abc import Callable
from dataclasses import dataclass, field

from filled_ledgers import Answers
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from ecoreport.issuing.duties import Duty
from ecoreport.model import IndicatorSystem

TABLES = ("指标填报", "重点任务进展", "佐证材料", "亮点与特色")


@dataclass
class Sent:
    """A workbook on its way back, what is to come back of it, and the codes of what is to be told."""

    book: Workbook
    answers: Answers
    foreign: tuple[str, str]  # an item that the department does not answer for: its id and name
    due: set[str] = field(default_factory=set)

    def tables(self) -> list[Worksheet]:
        return [self.book[name] for name in TABLES if name in self.book.sheetnames]

    @property
    def items(self) -> Worksheet | None:
        return self.book["指标填报"] if "指标填报" in self.book.sheetnames else None


def head_of(sheet: Worksheet) -> int:
    return next(row for row in range(1, 13) if {"编码", "编号", "标题"} & {cell.value for cell in sheet[row]})


def column_of(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[head_of(sheet)] if cell.value == heading)


def insert_rows(sheet: Worksheet, at: int, count: int = 1) -> None:
    """Insert rows as Excel does: merges below move, a merge around grows."""
    areas = [CellRange(area.coord) for area in sheet.merged_cells.ranges]
    for area in areas:
        sheet.unmerge_cells(area.coord)
    sheet.insert_rows(at, count)
    for area in areas:
        first = area.min_row + (count if area.min_row >= at else 0)
        last = area.max_row + (count if area.max_row >= at else 0)
        sheet.merge_cells(start_row=first, end_row=last, start_column=area.min_col, end_column=area.max_col)


def insert_column(sheet: Worksheet, at: int) -> None:
    """Insert a column as Excel does: what is hidden and what is merged moves along."""
    hidden = [column for column in range(1, sheet.max_column + 1) if sheet.column_dimensions[get_column_letter(column)].hidden]
    for column in hidden:
        sheet.column_dimensions[get_column_letter(column)].hidden = False
    for column in hidden:
        sheet.column_dimensions[get_column_letter(column + (column >= at))].hidden = True
    areas = [CellRange(area.coord) for area in sheet.merged_cells.ranges]
    for area in areas:
        sheet.unmerge_cells(area.coord)
    sheet.insert_cols(at)
    for area in areas:
        left = area.min_col + (1 if area.min_col >= at else 0)
        right = area.max_col + (1 if area.max_col >= at else 0)
        sheet.merge_cells(start_row=area.min_row, end_row=area.max_row, start_column=left, end_column=right)


# ---- what they do -------------------------------------------------------------------------------


def leave(sent: Sent) -> None:
    """Change nothing."""


def insert_blank_rows(sent: Sent) -> None:
    for sheet in sent.tables():
        for row in range(sheet.max_row, head_of(sheet), -3):
            insert_rows(sheet, row)
        insert_rows(sheet, 1, 2)


def insert_rows_leaving_merges(sent: Sent) -> None:
    """As programs do that move the cells and leave the merges where they were."""
    for sheet in sent.tables():
        sheet.insert_rows(head_of(sheet) + 2, 2)


def insert_own_rows(sent: Sent) -> None:
    """One row by the name of another item, one by a name that the plan does not have."""
    if (sheet := sent.items) is None:
        return
    subject, name = sent.foreign
    at = head_of(sheet) + 3
    insert_rows(sheet, at, 2)
    for row, (title, value) in enumerate(((name, 41.5), ("机关食堂光盘行动", 77)), at):
        sheet.cell(row, column_of(sheet, "指标名称")).value = title
        sheet.cell(row, column_of(sheet, "2020年")).value = value
    sent.answers[subject, "actual", 2020] = "41.5"
    sent.due.add("H303")


def add_table_below(sent: Sent) -> None:
    if (sheet := sent.items) is None:
        return
    subject, name = sent.foreign
    last = sheet.max_row
    letters = [get_column_letter(column) for column in range(1, sheet.max_column + 1)]
    shown = [letter for letter in letters if not sheet.column_dimensions[letter].hidden]
    for row, texts in enumerate((("附：其他指标",), ("指标名称", "单位", "2020年完成值"), (name, "", 41.5)), last + 2):
        for letter, text in zip(shown, texts, strict=False):
            sheet[f"{letter}{row}"].value = text or None
    sent.answers[subject, "actual", 2020] = "41.5"


def add_sheet(sent: Sent) -> None:
    subject, name = sent.foreign
    sheet = sent.book.create_sheet("补充")
    for row in (("指标名称", "单位", "2020年完成值"), (name, None, 41.5)):
        sheet.append(row)
    sent.answers[subject, "actual", 2020] = "41.5"


def move_rows(sent: Sent) -> None:
    """Put the first item's row last, and the first task's lines likewise."""
    for sheet in sent.tables()[:2]:
        if sheet.title not in TABLES[:2]:
            continue
        first, codes = head_of(sheet) + 2, column_of(sheet, "编码")
        starts = [row for row in range(first, sheet.max_row + 1) if sheet.cell(row, codes).value and sheet.cell(row, 2).value]
        height = (starts[1] if len(starts) > 1 else sheet.max_row + 1) - first
        height = min(height, next((row - first for row in range(first + 1, sheet.max_row + 1) if _is_section(sheet, row)), height))
        areas = [CellRange(area.coord) for area in sheet.merged_cells.ranges if first <= area.min_row < first + height]
        target = sheet.max_row + 2 - first
        for area in areas:
            sheet.unmerge_cells(area.coord)
        for row in range(first, first + height):
            for column in range(1, sheet.max_column + 1):
                cell = sheet.cell(row, column)
                sheet.cell(row + target, column).value, cell.value = cell.value, None
        for area in areas:
            area.shift(row_shift=target)
            sheet.merge_cells(area.coord)


def _is_section(sheet: Worksheet, row: int) -> bool:
    return bool(sheet.cell(row, 1).value) and sheet.cell(row, 2).value is None and str(sheet.cell(row, 1).value)[1:2] == "、"


def delete_a_row(sent: Sent) -> None:
    if (sheet := sent.items) is None:
        return
    row = head_of(sheet) + 2
    code = str(sheet.cell(row, column_of(sheet, "编码")).value)
    areas = [CellRange(area.coord) for area in sheet.merged_cells.ranges if area.min_row > row]
    for area in areas:
        sheet.unmerge_cells(area.coord)
    sheet.delete_rows(row)
    for area in areas:
        area.shift(row_shift=-1)
        sheet.merge_cells(area.coord)
    for key in [key for key in sent.answers if key[0] == code]:
        del sent.answers[key]


def insert_columns(sent: Sent) -> None:
    for sheet in sent.tables():
        insert_column(sheet, 3)
        insert_column(sheet, 1)


def hide_and_move_columns(sent: Sent) -> None:
    """Hide the facts, and take the codes to the far right."""
    if (sheet := sent.items) is None:
        return
    for heading in ("全省平均值", "全省平均变化幅度", "上级下达目标值"):
        sheet.column_dimensions[get_column_letter(column_of(sheet, heading))].hidden = True
    codes, last = column_of(sheet, "编码"), sheet.max_column + 1
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(area.coord)
    for row in range(head_of(sheet), sheet.max_row + 1):
        sheet.cell(row, last).value, sheet.cell(row, codes).value = sheet.cell(row, codes).value, None


def rename_and_reorder_sheets(sent: Sent) -> None:
    sent.book.move_sheet("_ecoreport", -len(sent.book.sheetnames))
    names = sent.book.sheetnames
    for number, name in enumerate(names):
        sent.book[name].title = f"Sheet{number + 1}"
    for name in sent.book.sheetnames[1:]:
        sent.book.move_sheet(name, -(sent.book.sheetnames.index(name) - 1))


def foreign_to(system: IndicatorSystem, duty: Duty) -> tuple[str, str]:
    """Find an item that is none of the department's."""
    mine = {item.id for item in duty.items}
    return next((item.id, item.name) for item in system.items if item.id not in mine and item.unit == "%" and item.name == item.indicator)


REWORKINGS: tuple[Callable[[Sent], None], ...] = (
    leave, insert_blank_rows, insert_rows_leaving_merges, insert_own_rows, add_table_below, add_sheet, move_rows, delete_a_row,
    insert_columns, hide_and_move_columns, rename_and_reorder_sheets,
)  # fmt: skip
TOGETHER = (move_rows, insert_own_rows, insert_blank_rows, insert_columns, add_sheet, rename_and_reorder_sheets)


def together(sent: Sent) -> None:
    """All at once."""
    for rework in TOGETHER:
        rework(sent)

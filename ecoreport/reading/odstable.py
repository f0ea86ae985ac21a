"""One table of an .ods while it is read: columns, rows and cells, each as often as it is repeated, within bounds."""

from bisect import bisect_left

from ecoreport.model import Area, Sheet
from ecoreport.reading import limits
from ecoreport.reading.cells import Budget, RawCell, RawSheet, finish_cells
from ecoreport.reading.faults import Faults, UnreadableError
from ecoreport.reading.formulas import count_pictures
from ecoreport.reading.odscells import OpenCell, make_cell
from ecoreport.reading.odsstyles import OdsStyles
from ecoreport.reading.rules import ADDRESS_LOST, STRAY_TEXT, TOO_LARGE

_MOST_CELLS, _MOST_COPIES = 1_000, 100_000  # as often as a cell, and the cells of a row, are put again; more is told, and the first stays
_MOST_REPEATS = 2 * limits.ROWS  # beyond the last row in any case


class OdsTable:
    """Takes a table's columns, rows and cells in order."""

    def __init__(self, attributes: dict[str, str], styles: OdsStyles, faults: Faults, budget: Budget) -> None:
        self._sheet = RawSheet(attributes.get("name", ""), hidden=styles.is_hidden_table(attributes.get("style-name", "")))
        self._styles = styles
        self._faults = faults
        self._budget = budget
        self.pictures = 0
        self.boxes = 0
        self._column_styles: list[tuple[int, str]] = []  # last column, its default cell style
        self._groups: list[bool] = []  # the open groups of rows: within a hidden one or not
        self._row = 0  # the last one that is closed
        self._row_attributes: dict[str, str] = {}
        self._column = 0
        self._cells: list[RawCell] = []  # of the open row, like the next two
        self._merges: list[Area] = []
        self._comments: dict[int, str] = {}

    def finish(self) -> Sheet:
        sheet = self._sheet
        cells, merged = finish_cells(sheet, self._faults)
        state = "hidden" if sheet.hidden else "visible"
        return Sheet(sheet.name, cells, merged, state, self.pictures + count_pictures(cells), self.boxes)  # type: ignore[arg-type]

    def add_columns(self, attributes: dict[str, str]) -> None:
        first = self._column_styles[-1][0] + 1 if self._column_styles else 1
        last = first + repeat(attributes, "number-columns-repeated") - 1
        self._column_styles.append((last, attributes.get("default-cell-style-name", "")))
        if attributes.get("visibility", "visible") != "visible":
            self._sheet.hidden_columns.append((first, last))

    def open_group(self, attributes: dict[str, str]) -> None:
        self._groups.append(self._groups[-1:] == [True] or attributes.get("display") == "false")

    def close_group(self) -> None:
        self._groups.pop()

    def open_row(self, attributes: dict[str, str]) -> None:
        self._row_attributes, self._column = attributes, 0

    def close_row(self) -> None:
        sheet, rows = self._sheet, repeat(self._row_attributes, "number-rows-repeated")
        visibility = self._row_attributes.get("visibility", "visible")
        hidden = visibility != "visible" or self._groups[-1:] == [True]
        if self._cells or self._merges or self._comments:
            put = rows
            if rows * max(1, len(self._cells)) > _MOST_COPIES:
                self._faults.add(ADDRESS_LOST, sheet.name, address=f"第 {self._row + 1} 行起重复 {rows} 次")
                put = 1
            for row in range(self._row + 1, self._row + put + 1):
                if row > limits.ROWS:
                    self._faults.add(ADDRESS_LOST, sheet.name, address=f"第 {row} 行")
                    break
                self._put_row(row)
                if hidden:
                    sheet.hidden_rows.add(row)
                if visibility == "filter":
                    sheet.filtered_rows.add(row)
        self._row += rows
        self._cells, self._merges, self._comments = [], [], {}

    def _put_row(self, row: int) -> None:
        sheet = self._sheet
        for cell in self._cells:
            self._budget.spend(len(cell.value) if isinstance(cell.value, str) else 0)
            sheet.cells.append(_moved(cell, row, cell.column))
        for area in self._merges:
            if len(sheet.merged) >= limits.MERGES:
                raise UnreadableError(TOO_LARGE, what=f"合并单元格超过 {limits.MERGES} 处")
            sheet.merged.append(Area(row, area.first_column, min(row + area.last_row, limits.ROWS), area.last_column))
        for column, comment in self._comments.items():
            self._budget.spend(len(comment))
            sheet.comments[row, column] = comment

    def add_cell(self, open_cell: OpenCell) -> None:
        attributes = open_cell.attributes
        first, times = self._column + 1, repeat(attributes, "number-columns-repeated")
        self._column += times
        if comment := "".join(open_cell.comment).strip():
            self._comments[first] = comment
        columns, rows = repeat(attributes, "number-columns-spanned"), repeat(attributes, "number-rows-spanned")
        if columns > 1 or rows > 1:
            self._merges.append(Area(1, first, rows - 1, min(first + columns - 1, limits.COLUMNS)))
        cell = make_cell(
            open_cell, self._row + 1, first, self._styles.cell(self._style_name(attributes, first)), self._sheet.name, self._faults
        )
        if cell.value is None and cell.error is None and cell.formula is None:
            return
        if times > _MOST_CELLS:
            self._faults.add(ADDRESS_LOST, self._sheet.name, address=f"第 {first} 列起重复 {times} 次")
            times = 1
        for column in range(first, first + times):
            if column > limits.COLUMNS:
                self._faults.add(ADDRESS_LOST, self._sheet.name, address=f"第 {column} 列")
                break
            self._cells.append(_moved(cell, 0, column))

    def note_stray(self, text: str) -> None:
        """Tell of text that stands in a cell and in none of its paragraphs."""
        self._faults.add(STRAY_TEXT, self._sheet.name, self._row + 1, min(self._column + 1, limits.COLUMNS), text=text[:20])

    def _style_name(self, attributes: dict[str, str], column: int) -> str:
        """Name the style of a cell: its own, else its row's, else its column's."""
        if name := attributes.get("style-name") or self._row_attributes.get("default-cell-style-name"):
            return name
        at = bisect_left(self._column_styles, (column,))
        return self._column_styles[at][1] if at < len(self._column_styles) else ""


def repeat(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return min(max(1, int(text)), _MOST_REPEATS) if text.isdecimal() and len(text) < 20 else 1


def _moved(cell: RawCell, row: int, column: int) -> RawCell:
    return RawCell(row, column, cell.value, cell.error, cell.formula, cell.style, cell.kept_text, cell.struck)

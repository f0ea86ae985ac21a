"""The pen for 总览: pages of nine columns written from top to bottom, whose cells may each span several columns."""

from dataclasses import replace
from typing import Any

from ecoreport.language.widths import lines_needed
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.printing import Paper
from ecoreport.rendering.workbook.styles import HEADER, LINE

TOTAL, DOUBTED, LAST = 6, 7, 8  # columns G to I
DATA = 10  # the charts' numbers stand in columns K to Q, beside the printed page
_WIDTHS = (25.0, *(7.4,) * 5, 7.0, 8.5, 12.0)
PIXELS = sum(int(8 * width + 5) for width in _WIDTHS)  # across


class Page:
    """A sheet of pages under the pen; `row` is the next free one, from 0."""

    def __init__(self, book: Book, sheet: SheetLayout) -> None:
        self.book, self.sheet, self.scene = book, sheet, book.scene
        self.worksheet: Any = book.add_sheet(sheet, Paper(sheet.paper, sheet.landscape, LAST + 1))
        self.row = 0
        for number, each in enumerate(_WIDTHS):
            self.worksheet.set_column(number, number, each)
        self.worksheet.set_column(DATA, DATA, 24)

    def say(self, key: str, **blanks: object) -> str:
        return self.scene.say(key, "overview", **blanks)

    def begin_section(self, key: str) -> None:
        self.write_line(self.say(key), height=22, heading=True, step=1, bold=True, align="left")

    def write_line(self, words: str, *, height: float = 0, heading: bool = False, step: float = 0, **looks: Any) -> None:
        """Write a line over the page's whole width."""
        style = self.book.styles.make(heading=heading, step=step, valign="vcenter", text_wrap=True, **looks)
        self.worksheet.merge_range(self.row, 0, self.row, LAST, "", style)
        self.book.write(self.worksheet, self.row, 0, words, style)
        size = 1 + step / 10  # beside the body's
        self.end_row(height or 5 + max(0.0, step) + 14 * size * lines_needed(words, sum(_WIDTHS) / size))

    def count_lines(self, words: str) -> int:
        """Count the lines that a name takes in the first column."""
        return lines_needed(words, _WIDTHS[0] * 1.12)

    def write_head(self, first: int, last: int, words: str, *, rows: int = 1) -> None:
        """Write a heading over these columns."""
        style = self.book.styles.make(
            heading=True, align="center", valign="vcenter", text_wrap=True, border=1, border_color=LINE, bg_color=HEADER
        )
        if last > first or rows > 1:
            self.worksheet.merge_range(self.row, first, self.row + rows - 1, last, "", style)
        self.book.write(self.worksheet, self.row, first, words, style)

    def write_cell(self, first: int, last: int, content: Content) -> None:
        """Write a value over these columns."""
        self.book.put(self.worksheet, self.row, first, replace(content, columns=last - first + 1))

    def end_row(self, height: float) -> None:
        self.worksheet.set_row(self.row, height)
        self.row += 1

    def end_page(self) -> None:
        """Begin a new printed page."""
        self.worksheet.set_h_pagebreaks([self.row])

    def at(self, column: int, row: int | None = None) -> str:
        """Name a cell of this row, or of another, for a formula."""
        return f"{chr(65 + column)}{(self.row if row is None else row) + 1}"

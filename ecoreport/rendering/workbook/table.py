"""One table on one sheet: title, note, header, rows; widths, heights, pages and filters follow from the layout."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from ecoreport.language.widths import clean, lines_needed
from ecoreport.model import column_letters
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, Row, quote_words, text
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.scene import FIRST_ROW, HEADER_ROW, TOOL_ROW, quote
from ecoreport.rendering.workbook.styles import HEADER, LINE, LINK, MOODS, OPEN

_LINE_HEIGHT = 13.5  # points, at 10 points of type
_LETTERS_IN_A_DIGIT = 1.12  # a width of 1 is a digit at 11 points; the body is smaller, and lines break where they may
_TALLEST = 409.0  # points; the format allows no more
_LONGEST_SEEN = 4_000  # characters: what comes after cannot be seen in a cell of the tallest row
_MOST_ROWS = 1_048_576 - FIRST_ROW  # below the header
_LOWEST = 20.0
# Points inside the margins of a page: width and height in landscape.
_PRINTABLE = {"A3": (1190.0 - 72, 842.0 - 90), "A4": (842.0 - 72, 595.0 - 90)}


def write_table(
    book: Book,
    sheet: SheetLayout,
    rows: Iterable[Row],
    *,
    states: dict[str, str] | None = None,
    group_starts: Sequence[int] = (),
    frozen_field: str = "",
    open_fields: Sequence[str] = (),
) -> Any:
    """Write a sheet of one table and give it back for what it alone has.

    `states` says which field shows which table of words; `group_starts` are rows, from 0, where a page may begin (none:
    anywhere); `frozen_field` is the last column that stays while the others scroll; `open_fields` are for people to fill in.
    """
    worksheet = book.add_sheet(sheet)
    _write_head(book, worksheet, sheet, open_fields)
    written = _bound(book, sheet, list(rows))
    heights = _measure(book, sheet, written)
    breaks = _find_breaks(sheet, heights, group_starts)
    for index, row in enumerate(written):
        _write_row(book, worksheet, sheet, index, row, heights[index], breaks)
    _finish(book, worksheet, sheet, len(written), states or {}, frozen_field, first_filter=_first_unmerged(sheet, written))
    if breaks:
        worksheet.set_h_pagebreaks(breaks)
    return worksheet


def write_long_table(book: Book, sheet: SheetLayout, rows: Iterable[Row], *, states: dict[str, str], frozen_field: str = "") -> Any:
    """Write a sheet of one table in which nothing is merged, row by row as it comes: none of it is held."""
    worksheet = book.add_sheet(sheet)
    _write_head(book, worksheet, sheet, ())
    number = 0
    for index, row in enumerate(rows):
        if index < _MOST_ROWS - 1:
            _write_row(book, worksheet, sheet, index, row, _measure(book, sheet, [row])[0], ())
        number = index + 1
    if number >= _MOST_ROWS:
        _write_row(book, worksheet, sheet, _MOST_ROWS - 1, _too_many(book, sheet, number - _MOST_ROWS + 1), _LOWEST, ())
    _finish(book, worksheet, sheet, min(number, _MOST_ROWS), states, frozen_field)
    return worksheet


def _write_row(book: Book, worksheet: Any, sheet: SheetLayout, index: int, row: Row, height: float, breaks: Sequence[int]) -> None:
    worksheet.set_row(FIRST_ROW + index, height)
    for number, column in enumerate(sheet.columns):
        if (content := row.get(column.field)) is not None:
            shown = content
            if content.link and isinstance(content.value, str) and _count_lines(book, sheet, number, content) > 1:
                shown = replace(content, link="")  # LibreOffice does not wrap a link; the row has others
            _put_split(book, worksheet, FIRST_ROW + index, number, shown, breaks)


def _finish(
    book: Book, worksheet: Any, sheet: SheetLayout, rows: int, states: dict[str, str], frozen_field: str, first_filter: int = 0
) -> None:
    """Add what follows from the number of rows: colours, filter, print area, what stays while the rest scrolls."""
    last_row, last_column = FIRST_ROW + max(rows, 1) - 1, len(sheet.columns) - 1
    if rows:
        _colour_states(book, worksheet, sheet, states, last_row)
    else:
        book.write(worksheet, FIRST_ROW, 0, book.scene.say("empty"), book.styles.make(align="left", border=0))
    table = f"A{FIRST_ROW + 1}:{column_letters(last_column + 1)}{last_row + 1}"
    worksheet.ignore_errors({"number_stored_as_text": table, "formula_differs": table})  # an id such as 15.1 is no number
    worksheet.autofilter(HEADER_ROW, first_filter, last_row, last_column)
    worksheet.freeze_panes(FIRST_ROW, (sheet.position(frozen_field) or 0) + 1 if frozen_field else 0)
    worksheet.print_area(0, 0, last_row, last_column)
    worksheet.repeat_rows(HEADER_ROW)
    worksheet.fit_to_pages(1, 0)  # one page wide, as many down as it takes: only so does Excel heed page breaks as well


def _write_head(book: Book, worksheet: Any, sheet: SheetLayout, open_fields: Sequence[str]) -> None:
    scene, styles = book.scene, book.styles
    last = len(sheet.columns) - 1
    for number, column in enumerate(sheet.columns):
        worksheet.set_column(number, number, column.width)
    heading = styles.make(heading=True, step=6, bold=True, align="center", valign="vcenter", text_wrap=True)
    note = styles.make(step=-1, align="left", valign="vcenter", text_wrap=True)
    words = clean(scene.fill(sheet.note))
    for row, style in ((0, heading), (1, note)):
        if last:
            worksheet.merge_range(row, 0, row, last, "", style)
    book.write(worksheet, 0, 0, scene.fill(sheet.heading), heading)
    book.write(worksheet, 1, 0, words, note)
    total = sum(column.width for column in sheet.columns)
    worksheet.set_row(0, 6 + 24 * lines_needed(scene.fill(sheet.heading), total * 0.6))
    worksheet.set_row(1, 6 + 13 * lines_needed(words, total))
    if overview := scene.sheet("overview"):
        back = styles.make(font_color=LINK, underline=1)
        book.link(worksheet, TOOL_ROW, 0, f"{quote(overview.title)}!A1", scene.say("back"), back)
    head, open_head = (
        styles.make(
            heading=True,
            bold=True,
            align="center",
            valign="vcenter",
            text_wrap=True,
            border=1,
            border_color=LINE,
            bg_color=colour,
        )
        for colour in (HEADER, OPEN)
    )
    for number, column in enumerate(sheet.columns):
        style = open_head if column.field in open_fields else head
        book.write(worksheet, HEADER_ROW, number, scene.fill(column.heading), style)
    lines = max(lines_needed(scene.fill(column.heading), column.width - 1) for column in sheet.columns)
    worksheet.set_row(HEADER_ROW, max(24.0, 6 + lines * 14))


def _bound(book: Book, sheet: SheetLayout, rows: list[Row]) -> list[Row]:
    """Keep to the rows that a sheet can have; what does not fit is said, not dropped in silence."""
    if len(rows) <= _MOST_ROWS:
        return rows
    return [*rows[: _MOST_ROWS - 1], _too_many(book, sheet, len(rows) - _MOST_ROWS + 1)]


def _too_many(book: Book, sheet: SheetLayout, left: int) -> Row:
    return {sheet.columns[0].field: text(book.scene.say("too_many", count=left))}


def _measure(book: Book, sheet: SheetLayout, rows: Sequence[Row]) -> list[float]:
    """Give every row the height that its fullest cell needs; what is merged shares the rows it covers."""
    line = _LINE_HEIGHT * book.scene.layout.style.body_size / 10
    heights = [_LOWEST] * len(rows)
    merged: list[tuple[int, int, float]] = []
    for index, row in enumerate(rows):
        for number, column in enumerate(sheet.columns):
            content = row.get(column.field)
            if content is None or not isinstance(content.value, str):
                continue
            needed = min(_TALLEST, 5 + line * _count_lines(book, sheet, number, content))
            if content.rows > 1:
                merged.append((index, content.rows, needed))
            else:
                heights[index] = max(heights[index], needed)
    for index, count, needed in merged:
        short = needed - sum(heights[index : index + count])
        for each in range(index, index + count) if short > 0 else ():
            heights[each] = min(_TALLEST, heights[each] + short / count)
    return heights


def _count_lines(book: Book, sheet: SheetLayout, position: int, content: Content) -> int:
    """Count the lines that a cell's text takes in its columns, at its size of type."""
    if content.look == "code":
        return 1
    size = book.scene.layout.style.body_size
    width = sum(column.width for column in sheet.columns[position : position + content.columns]) * _LETTERS_IN_A_DIGIT * 10 / size
    if content.look == "path":
        width *= size / (size - 1)
    words = str(content.value)[:_LONGEST_SEEN]
    return 1 if 2 * len(words) <= width and "\n" not in words else lines_needed(words, max(2, int(width)))


def _scale(sheet: SheetLayout) -> int:
    """Give the percentage at which all columns fit one page's width; a column of w takes 8w+5 pixels."""
    width, height = _PRINTABLE[sheet.paper]
    needed = sum(8 * column.width + 5 for column in sheet.columns) * 0.75
    return max(10, min(100, int(100 * (width if sheet.landscape else height + 18) / needed) - 1))


def _find_breaks(sheet: SheetLayout, heights: Sequence[float], group_starts: Sequence[int]) -> list[int]:
    """Break pages only where a group begins; give sheet rows, from 0."""
    width, height = _PRINTABLE[sheet.paper]
    room = (height if sheet.landscape else width) * 100 / _scale(sheet) * 0.96 - 40  # a little less than a page; the repeated header row
    breaks: list[int] = []
    used = 60.0  # title, note and tools stand on the first page
    for start, end in zip(group_starts, [*group_starts[1:], len(heights)], strict=False):
        fits = sum(heights[start:end]) <= room
        for row in (start,) if fits else range(start, end):  # a group taller than a page is split where it must be
            height = sum(heights[start:end]) if fits else heights[row]
            if used + height > room and row:
                breaks.append(FIRST_ROW + row)
                used = 0.0
            used += height
    return breaks


def _put_split(book: Book, worksheet: Any, row: int, column: int, content: Content, breaks: Sequence[int]) -> None:
    """Write a cell; one that is merged over a page break is begun anew on the next page."""
    if content.rows == 1:
        book.put(worksheet, row, column, content)
        return
    cuts = [row, *(cut for cut in breaks if row < cut < row + content.rows), row + content.rows]
    for first, after in pairwise(cuts):
        book.put(worksheet, first, column, replace(content, rows=after - first))


def _colour_states(book: Book, worksheet: Any, sheet: SheetLayout, states: dict[str, str], last_row: int) -> None:
    for field, table in states.items():
        position = sheet.position(field)
        if position is None:
            continue
        for key, mood in MOODS[table].items():
            condition = {
                "type": "cell",
                "criteria": "==",
                "value": quote_words(book.scene.layout.word(table, key)),
                "format": book.styles.of_state(mood),
            }
            worksheet.conditional_format(FIRST_ROW, position, last_row, position, condition)


def _first_unmerged(sheet: SheetLayout, rows: Sequence[Row]) -> int:
    """Find where the filter begins: to the right of what is merged downwards, for a filter sees only a merge's first row."""
    merged = {field for row in rows for field, content in row.items() if content.rows > 1}
    positions = [number for number, column in enumerate(sheet.columns) if column.field in merged]
    return min(max(positions, default=-1) + 1, len(sheet.columns) - 1)

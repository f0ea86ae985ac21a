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
from ecoreport.rendering.workbook.printing import Paper, below_title, find_breaks, paper_of
from ecoreport.rendering.workbook.scene import FIRST_ROW, HEADER_ROW, NOTE_ROW, TITLE_ROW, TOOL_ROW, quote
from ecoreport.rendering.workbook.styles import ASIDE, HEADER, LIGHTS, LINE, LINK, MOODS, OPEN

_LINE_HEIGHT = 13.5  # points, at 10 points of type
_LETTERS_IN_A_DIGIT = 1.12  # a width of 1 is a digit at 11 points; the body is smaller, and lines break where they may
_TALLEST = 409.0  # points; the format allows no more
_LONGEST_SEEN = 4_000  # characters: what comes after cannot be seen in a cell of the tallest row
_MOST_ROWS = 1_048_576 - FIRST_ROW  # below the header
_LOWEST = 20.0


def write_table(
    book: Book,
    sheet: SheetLayout,
    rows: Iterable[Row],
    *,
    states: dict[str, str] | None = None,
    group_starts: Sequence[int] = (),
    frozen_field: str = "",
    open_fields: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
) -> Any:
    """Write a sheet of one table and give it back for what it alone has.

    `states` says which field shows which table of words; `group_starts` are rows, from 0, where a page may begin (none:
    anywhere); `frozen_field` is the last column that stays while the others scroll; `open_fields` are for people to fill in;
    `hidden_rows`, from 0, are there and not shown.
    """
    written = _bound(book, sheet, list(rows))
    paper = paper_of(sheet, len(written))
    worksheet = book.add_sheet(sheet, paper)
    _write_head(book, worksheet, sheet, paper, open_fields)
    heights = _measure(book, sheet, written)
    breaks = find_breaks(sheet, paper, heights, group_starts) if paper.printed else []
    for index, row in enumerate(written):
        _write_row(book, worksheet, sheet, index, row, heights[index], breaks)
    _finish(book, worksheet, sheet, len(written), states or {}, frozen_field, first_filter=_first_unmerged(sheet, written))
    for number in hidden_rows:
        worksheet.set_row(FIRST_ROW + number, heights[number], None, {"hidden": True})
    _set_print(worksheet, sheet, paper, len(written), frozen_field)
    if breaks:
        worksheet.set_h_pagebreaks(breaks)
    return worksheet


def write_long_table(book: Book, sheet: SheetLayout, rows: Iterable[Row], *, states: dict[str, str], frozen_field: str = "") -> Any:
    """Write a sheet of one table in which nothing is merged, row by row as it comes: none of it is held."""
    worksheet = book.add_sheet(sheet, paper_of(sheet, 1), streamed=True)
    _write_head(book, worksheet, sheet, paper_of(sheet, 1), ())
    number = 0
    for index, row in enumerate(rows):
        if index < _MOST_ROWS - 1:
            _stream_row(book, worksheet, sheet, index, row)
        number = index + 1
    if number >= _MOST_ROWS:
        _stream_row(book, worksheet, sheet, _MOST_ROWS - 1, _too_many(book, sheet, number - _MOST_ROWS + 1))
    _finish(book, worksheet, sheet, min(number, _MOST_ROWS), states, frozen_field)
    _set_print(worksheet, sheet, paper_of(sheet, number), min(number, _MOST_ROWS), frozen_field)
    return worksheet


def _write_row(book: Book, worksheet: Any, sheet: SheetLayout, index: int, row: Row, height: float, breaks: Sequence[int]) -> None:
    worksheet.set_row(FIRST_ROW + index, height)
    for number, column in enumerate(sheet.columns):
        if (content := row.get(column.field)) is not None:
            wrapped = content.link and isinstance(content.value, str) and _count_lines(book, sheet, number, content) > 1
            shown = _unlinked(content) if wrapped else content
            _put_split(book, worksheet, FIRST_ROW + index, number, shown, breaks)


def _stream_row(book: Book, worksheet: Any, sheet: SheetLayout, index: int, row: Row) -> None:
    """Write one row of a long table, of the height that its fullest cell needs."""
    most, contents = 1, {}
    for number, column in enumerate(sheet.columns):
        if (content := row.get(column.field)) is None:
            continue
        lines = _count_lines(book, sheet, number, content) if isinstance(content.value, str) else 1
        most = max(most, lines)
        contents[number] = _unlinked(content) if lines > 1 else content
    book.put_row(worksheet, FIRST_ROW + index, _height(book, most), contents)


def _unlinked(content: Content) -> Content:
    """Leave out the link of a text of several lines: LibreOffice does not wrap a link; the row has others."""
    return replace(content, link="") if content.link else content


def _height(book: Book, lines: int) -> float:
    return max(_LOWEST, min(_TALLEST, 5 + _LINE_HEIGHT * book.scene.layout.style.body_size / 10 * lines))


def _finish(
    book: Book, worksheet: Any, sheet: SheetLayout, rows: int, states: dict[str, str], frozen_field: str, first_filter: int = 0
) -> None:
    """Add what follows from the number of rows: colours, filter, what stays while the rest scrolls."""
    last_row, last_column = FIRST_ROW + max(rows, 1) - 1, len(sheet.columns) - 1
    if rows:
        _colour_states(book, worksheet, sheet, states, last_row)
    else:
        book.write(worksheet, FIRST_ROW, 0, book.scene.say("empty"), book.styles.make(align="left", border=0))
    table = f"A{FIRST_ROW + 1}:{column_letters(last_column + 1)}{last_row + 1}"
    worksheet.ignore_errors({"number_stored_as_text": table, "formula_differs": table})  # an id such as 15.1 is no number
    worksheet.autofilter(HEADER_ROW, first_filter, last_row, last_column)
    worksheet.freeze_panes(FIRST_ROW, (sheet.position(frozen_field) or 0) + 1 if frozen_field else 0)


def _set_print(worksheet: Any, sheet: SheetLayout, paper: Paper, rows: int, frozen_field: str) -> None:
    if not paper.printed:
        nowhere = len(sheet.columns) + 1
        worksheet.print_area(TOOL_ROW, nowhere, TOOL_ROW, nowhere)
        return
    worksheet.print_area(TITLE_ROW, 0, FIRST_ROW + rows - 1, paper.columns - 1)
    worksheet.repeat_rows(HEADER_ROW)
    if paper.wide > 1 and frozen_field:
        worksheet.repeat_columns(0, sheet.position(frozen_field) or 0)
    worksheet.fit_to_pages(paper.wide, 0)  # as many down as it takes: only so does Excel heed page breaks as well


def _write_head(book: Book, worksheet: Any, sheet: SheetLayout, paper: Paper, open_fields: Sequence[str]) -> None:
    """Write title and note over what is printed, above them what is for the screen, and the headings."""
    scene, styles = book.scene, book.styles
    last = below_title(sheet, paper) - 1
    for number, column in enumerate(sheet.columns):
        worksheet.set_column(number, number, column.width)
    heading = styles.make(heading=True, step=6, bold=True, align="center", valign="vcenter", text_wrap=True)
    note = styles.make(align="left", valign="vcenter", text_wrap=True)
    words = clean(scene.fill(sheet.note) + (scene.say("screen_only") if sheet.print_to == "" else ""))
    if paper.printed and paper.columns < len(sheet.columns):
        book.write(worksheet, TOOL_ROW, paper.columns, scene.say("not_printed"), styles.make(step=-1, font_color=ASIDE))
    if overview := scene.sheet("overview"):
        back = styles.make(font_color=LINK, underline=1)
        book.link(worksheet, TOOL_ROW, 0, f"{quote(overview.title)}!A1", scene.say("back"), back)
    total = sum(column.width for column in sheet.columns[: last + 1])
    worksheet.set_row(TITLE_ROW, 6 + 24 * lines_needed(scene.fill(sheet.heading), total * 0.6))
    worksheet.set_row(NOTE_ROW, 6 + 14 * lines_needed(words, total))
    for row, style, said in ((TITLE_ROW, heading, scene.fill(sheet.heading)), (NOTE_ROW, note, words)):
        if last:
            worksheet.merge_range(row, 0, row, last, "", style)
        book.write(worksheet, row, 0, said, style)
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
    lines = max(lines_needed(scene.fill(column.heading), column.width - 1) for column in sheet.columns)
    worksheet.set_row(HEADER_ROW, max(24.0, 6 + lines * 14))
    for number, column in enumerate(sheet.columns):
        style = open_head if column.field in open_fields else head
        book.write(worksheet, HEADER_ROW, number, scene.fill(column.heading), style)


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
    own = sheet.columns[position].width
    own = own if content.columns == 1 else sum(column.width for column in sheet.columns[position : position + content.columns])
    width = own * _LETTERS_IN_A_DIGIT * 10 / size
    if content.look == "path":
        width *= size / (size - 1)
    words = str(content.value)[:_LONGEST_SEEN]
    return 1 if 2 * len(words) <= width and "\n" not in words else lines_needed(words, max(2, int(width)))


def _put_split(book: Book, worksheet: Any, row: int, column: int, content: Content, breaks: Sequence[int]) -> None:
    """Write a cell; one that is merged over a page break is begun anew on the next page."""
    if content.rows == 1:
        book.put(worksheet, row, column, content)
        return
    cuts = [row, *(cut for cut in breaks if row < cut < row + content.rows), row + content.rows]
    for first, after in pairwise(cuts):
        book.put(worksheet, first, column, replace(content, rows=after - first))


def _colour_states(book: Book, worksheet: Any, sheet: SheetLayout, states: dict[str, str], last_row: int) -> None:
    if (position := sheet.position("light")) is not None:
        for colour, mood in LIGHTS.items():
            begins = {"type": "text", "criteria": "begins with", "value": colour, "format": book.styles.of_state(mood)}
            worksheet.conditional_format(FIRST_ROW, position, last_row, position, begins)
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

"""A fresh workbook of a file's cells, for one whose own parts cannot be marked; the one door to openpyxl here."""

from collections import defaultdict
from datetime import datetime
from difflib import SequenceMatcher
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell as Written
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from ecoreport.language import patterns as re
from ecoreport.language.widths import clean, lines_needed, width
from ecoreport.model import Area, Cell, Sheet, column_letters

_EPOCH = datetime(2020, 1, 1)  # noqa: DTZ001 — openpyxl takes naive times; no clock may enter an output
_UNFIT = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_RGB = re.compile(r"[0-9A-F]{6}")
_NARROW, _WIDE = 8, 26  # characters of a column
_LINE, _TALLEST = 14, 409  # points of a line, and of a row
_SHOWN = {(True, 1): "0.00%", (False, 1_000): "0.00,", (False, 10_000): "0!.0000"}  # how a number is shown where its format does not tell
_SCALED = "0!.0,"
_STATES = {"visible": "visible", "hidden": "hidden", "very_hidden": "veryHidden"}


def rebuild(sheets: tuple[Sheet, ...]) -> tuple[bytes, dict[str, str]]:
    """Write the cells of a file anew; give the workbook, and what each sheet is called in it where that is another name."""
    book = Workbook()
    del book[book.sheetnames[0]]
    names: dict[str, str] = {}
    for sheet in sheets:
        names[sheet.name] = name = _name(sheet.name, set(names.values()))
        _write(book.create_sheet(name), sheet)
    if all(sheet.hidden for sheet in sheets):
        book.create_sheet(_name("说明", set(names.values())))
    book.properties.created = book.properties.modified = _EPOCH
    book.properties.creator = None
    out = BytesIO()
    ExcelWriter(book, ZipFile(out, "w", ZIP_DEFLATED)).save()  # Workbook.save would put the clock into the properties
    return out.getvalue(), names


def _name(wanted: str, taken: set[str]) -> str:
    """Call a sheet as it was called, as far as a workbook allows."""
    base = _UNFIT.sub("_", clean(wanted)).strip("'")[:_LONGEST_NAME] or "Sheet"
    name, number, folded = base, 2, {each.casefold() for each in taken}
    while name.casefold() in folded:
        ending = f"({number})"
        name, number = f"{base[: _LONGEST_NAME - len(ending)]}{ending}", number + 1
    return name


def _write(page: Worksheet, sheet: Sheet) -> None:
    for cell in sheet.cells:
        _put(page.cell(cell.row, cell.column), cell)  # type: ignore[arg-type]  # nothing is merged yet
    for row, column, colour in sheet.fills:
        if _RGB.fullmatch(colour):
            page.cell(row, column).fill = PatternFill("solid", fgColor=colour)
    for area in sheet.merged:
        # not by merge_cells, which empties what lies under it
        page.merged_cells.add(f"{column_letters(area.first_column)}{area.first_row}:{column_letters(area.last_column)}{area.last_row}")
    _hide(page, sheet)
    _size(page, sheet)
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", "9", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.gridLines = True  # for the lines that nobody knows any more
    page.sheet_state = _STATES[sheet.state]  # type: ignore[assignment]  # one of the three


def _put(place: Written, cell: Cell) -> None:
    value = cell.value
    if cell.error is not None and cell.value is None:
        place.value = cell.error if cell.error in ERROR_CODES else clean(cell.error)
        place.data_type = "e" if cell.error in ERROR_CODES else "s"
    elif isinstance(value, str):
        place.value = _struck_in_part(cell, value) if cell.kept_text is not None else clean(value)
        place.data_type = "s"
    elif value is not None:
        place.value = value
    elif cell.formula:
        place.value, place.data_type = clean(f"={cell.formula.lstrip('=')}"), "s"
    place.number_format = _format(cell)
    place.alignment = Alignment(vertical="center")
    if cell.struck:
        place.font = Font(strike=True)
    if not cell.locked:
        place.protection = Protection(locked=False)
    if cell.comment:
        place.comment = Comment(clean(cell.comment), "")


def _struck_in_part(cell: Cell, value: str) -> CellRichText:
    """Strike through again what was struck of a text: all that is not in what remains."""
    kept = cell.kept_text or ""
    text = CellRichText()
    for kind, start, end, *_ in SequenceMatcher(None, value, kept, autojunk=False).get_opcodes():
        part = clean(value[start:end])
        if part:
            text.append(part if kind == "equal" else TextBlock(InlineFont(strike=True), part))
    return text


def _format(cell: Cell) -> str:
    """Give the number format; where the file knew none, one that shows the number as the file did."""
    told = cell.number_format
    if told != "General":
        return told
    return _SCALED if cell.shown_scale == 10_000 else _SHOWN.get((cell.shown_percent, cell.shown_scale), told)


def _hide(page: Worksheet, sheet: Sheet) -> None:
    """Hide rows that are hidden whole, then the columns of what is hidden besides."""
    if sheet.hidden:
        return
    rows, columns = defaultdict(list), defaultdict(list)
    for cell in sheet.cells:
        rows[cell.row].append(cell.hidden)
        columns[cell.column].append(cell.hidden)
    across = {column for column, hidden in columns.items() if all(hidden)}
    down = {cell.row for cell in sheet.cells if cell.hidden and cell.column not in across} & {
        row for row, hidden in rows.items() if all(hidden)
    }
    for column in across if any(not all(hidden) for hidden in columns.values()) else ():
        page.column_dimensions[column_letters(column)].hidden = True
    for row in down:
        page.row_dimensions[row].hidden = True
    filtered = {cell.row for cell in sheet.cells if cell.filtered}
    if filtered:
        page.auto_filter.ref = page.dimensions
        page.auto_filter.add_filter_column(0, [])
        for row in filtered:
            page.row_dimensions[row].hidden = True


def _size(page: Worksheet, sheet: Sheet) -> None:
    """Make columns as wide and rows as high as what stands in them, within bounds; a line that stands alone runs on over its neighbours."""
    lines: dict[int, list[Cell]] = defaultdict(list)
    for cell in sheet.cells:
        if cell.counts and not cell.covered:
            lines[cell.row].append(cell)
    areas = {(area.first_row, area.first_column): area for area in sheet.merged}
    told = [cell for line in lines.values() if len(line) > 1 for cell in line]
    within = [(cell, areas.get((cell.row, cell.column), Area(cell.row, cell.column, cell.row, cell.column))) for cell in told]
    sizes: dict[int, float] = defaultdict(lambda: _NARROW)
    for cell, area in within:
        if area.first_column == area.last_column:
            sizes[cell.column] = max(sizes[cell.column], min(_WIDE, width(str(cell.value)) + 2))
    for column, size in sizes.items():
        page.column_dimensions[column_letters(column)].width = size
    high: dict[int, float] = {}
    for cell, area in within:
        room = sum(sizes[column] for column in range(area.first_column, area.last_column + 1))
        rows = range(area.first_row, area.last_row + 1)
        tall = (_LINE * lines_needed(str(cell.value), room - 2) + 4) / len(rows)
        high |= {row: max(high.get(row, _LINE), tall) for row in rows}
        if isinstance(cell.value, str):
            page.cell(cell.row, cell.column).alignment = Alignment(wrap_text=True, vertical="center")
    for row, tall in high.items():
        page.row_dimensions[row].height = min(_TALLEST, tall)

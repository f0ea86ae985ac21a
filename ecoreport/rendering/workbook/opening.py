"""Links to the ledgers themselves: the folder in which they lie stands in one open cell, from which each row's link is made."""

import re
from typing import Any

from ecoreport.model import Source, column_letters
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, centred, quote_words
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.scene import TOOL_ROW, Scene, quote
from ecoreport.rendering.workbook.styles import LINE, OPEN

_FOLDER_COLUMN = 5
_HOME = "lineage"  # the sheet whose cell is asked; another sheet has its own only where the office dropped this one
_ARCHIVES = frozenset({"zip", "rar", "7z"})  # nothing opens a file inside one
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")  # what alone may stand in a formula itself
_LONGEST_TARGET = 200  # Excel's HYPERLINK takes 255 characters, the folder included


def folder_cell(scene: Scene, sheet: SheetLayout) -> str:
    """Give the address, for a formula of this sheet, of the cell that names the folder of the ledgers."""
    home = scene.sheet(_HOME) or sheet
    place = f"${column_letters(_column(home) + 1)}${TOOL_ROW + 1}"
    return place if home is sheet else f"{quote(home.title)}!{place}"


def write_folder(book: Book, worksheet: Any, sheet: SheetLayout) -> None:
    """Write the cell that people may change, where this sheet is the one that has it."""
    if (book.scene.sheet(_HOME) or sheet) is not sheet:
        return
    column = _column(sheet)
    label = book.styles.make(align="right")
    style = book.styles.make(align="left", border=1, border_color=LINE, bg_color=OPEN, locked=False)
    if column:
        book.write(worksheet, TOOL_ROW, column - 1, book.scene.say("folder"), label)
    book.write(worksheet, TOOL_ROW, column, book.scene.layout.style.ledger_folder, style)


def open_cell(scene: Scene, key: str, index: int, source: Source, folder: str, words: str) -> Content:
    """Lead to the file and cell; the formula joins cells and an address, so no name of a file or sheet becomes part of it."""
    file, sheet, cell = (scene.cell(key, index, field) for field in ("file", "sheet", "cell"))
    parents = source.file.split("/")[:-1]
    packed = any("." in part and part.rpartition(".")[2].casefold() in _ARCHIVES for part in parents)
    known = scene.row_of("files", source.file) is not None
    itself = words == source.cell  # the link stands in the very cell that names the place
    if not file or packed or not known or len(str(source)) > _LONGEST_TARGET or (itself and not _ADDRESS.fullmatch(words)):
        return centred(words if itself else scene.say("nothing"))
    if itself:
        cell = quote_words(words)
    place = f'&"#\'"&SUBSTITUTE({sheet},"\'","\'\'")&"\'!"&{cell}' if sheet and cell and source.sheet and source.cell else ""
    return Content(words, "link", formula=f'HYPERLINK({folder}&"/"&{file}{place},{quote_words(words)})')


def _column(sheet: SheetLayout) -> int:
    return min(_FOLDER_COLUMN, len(sheet.columns) - 1)

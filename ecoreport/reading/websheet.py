"""From the tables and lines of a web page to the cells of one sheet."""

from collections.abc import Iterable
from dataclasses import replace

from ecoreport.language import patterns as re
from ecoreport.model import Area, Sheet
from ecoreport.reading import limits
from ecoreport.reading.cells import Budget, RawCell, RawSheet, finish_cells, parse_number
from ecoreport.reading.delimited import typed
from ecoreport.reading.faults import Faults, UnreadableError
from ecoreport.reading.formulas import count_pictures
from ecoreport.reading.numberformat import GENERAL, NAMED, NumberFormat, parse_format
from ecoreport.reading.rules import TEXT_LOST, TOO_LARGE
from ecoreport.reading.styles import Style
from ecoreport.reading.webtable import WebCell, WebTable
from ecoreport.reading.xml2003 import State

_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{4}) ?|(.))")


def make_sheet(blocks: Iterable[WebCell | WebTable], raw: RawSheet, state: State, pictures: int, faults: Faults, budget: Budget) -> Sheet:
    """Put tables and lines of text one under another into a sheet."""
    hidden: set[tuple[int, int]] = set()
    top = 1
    for block in blocks:
        if isinstance(block, WebCell):
            _put(raw, block, top, 1, faults, budget)
            top += 1
        elif block.has_text:
            hidden |= _place_table(raw, block, top, faults, budget)
            top += block.height
    cells, merged = finish_cells(raw, faults)
    if hidden:
        cells = tuple(replace(cell, hidden=True) if (cell.row, cell.column) in hidden else cell for cell in cells)
    return Sheet(raw.name, cells, merged, state, pictures + count_pictures(cells))


def _place_table(raw: RawSheet, table: WebTable, top: int, faults: Faults, budget: Budget) -> set[tuple[int, int]]:
    """Put a table's cells into the sheet; give the places that are hidden."""
    hidden = set()
    for placed in table.lay_out():
        row, column = top + placed.row, placed.column + 1
        _put(raw, placed.cell, row, column, faults, budget)
        if placed.rows > 1 or placed.cell.columns > 1:
            if len(raw.merged) >= limits.MERGES:
                raise UnreadableError(TOO_LARGE, what=f"合并单元格超过 {limits.MERGES} 处")
            raw.merged.append(Area(row, column, row + placed.rows - 1, column + placed.cell.columns - 1))
        if placed.hidden:
            hidden.add((row, column))
    return hidden


def _put(raw: RawSheet, cell: WebCell, row: int, column: int, faults: Faults, budget: Budget) -> None:
    text = cell.text()
    attributes = cell.attributes
    number_format = _read_format(cell.style.get("mso-number-format", ""), attributes.get("sdnum", ""))
    made = RawCell(row, column, style=Style(number_format, cell.struck))
    if formula := attributes.get("x:fmla"):
        made.formula = formula
    number = parse_number(attributes["x:num"] or text.text) if "x:num" in attributes else parse_number(attributes.get("sdval", ""))
    if number is not None:
        made.value = number
    elif "x:err" in attributes:
        made.error = attributes["x:err"] or text.text
    elif "x:bool" in attributes:
        made.value = attributes["x:bool"].upper() == "TRUE"
    elif text.text:
        is_text = "x:str" in attributes or "@" in number_format.code
        made.value = text.text if is_text else typed(text.text)
        if len(text.text) > limits.CELL_TEXT:
            made.value = text.text[: limits.CELL_TEXT]
            faults.add(TEXT_LOST, raw.name, row, column)
        if any(struck is not None for _, struck in text.runs):
            struck, made.kept_text = text.strike(cell.struck)
            made.struck = struck or (cell.struck and made.kept_text is None)
    if made.value is not None or made.error is not None or made.formula is not None:
        budget.spend(len(text.text))
        raw.cells.append(made)


def _read_format(written: str, by_libreoffice: str) -> NumberFormat:
    code = _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], _unquote(written.strip()))
    if not code:
        _, _, code = by_libreoffice.partition(";")[2].partition(";")  # 1033;2052;0.0% — two languages, then the format
    return parse_format(NAMED.get(code.casefold(), code)) if code else GENERAL


def _unquote(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text

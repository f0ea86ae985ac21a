"""One cell of an .xlsx sheet: from its attributes, value, formula and inline text to what it stores."""

from datetime import date, datetime, time

from ecoreport.language.pictures import is_picture
from ecoreport.reading import limits
from ecoreport.reading.cells import Budget, RawCell, RawSheet, parse_number
from ecoreport.reading.faults import Faults
from ecoreport.reading.formulas import move_formula
from ecoreport.reading.richtext import RichText, unescape
from ecoreport.reading.rules import KIND_UNKNOWN, NUMBER_LOST, STRING_LOST, STYLE_LOST, TEXT_LOST
from ecoreport.reading.styles import PLAIN, Style, is_true

Facts = dict[str, str]  # the attributes of an element


class CellMaker:
    """Makes the cells of one sheet; what they point to — strings, styles, the formula that they share — is looked up here."""

    def __init__(self, sheet: RawSheet, strings: tuple[RichText, ...], styles: tuple[Style, ...], faults: Faults, budget: Budget) -> None:
        self.pictures = 0  # in-cell pictures
        self.lost = 0  # cells with content that are told of, and not delivered
        self._sheet = sheet
        self._strings = strings
        self._styles = styles
        self._styles_met: dict[str | None, Style] = {}  # by the index as written
        self._faults = faults
        self._budget = budget
        self._shared: dict[str, tuple[int, int, str]] = {}  # by its number: where a formula stands, and its text

    def add(
        self, place: tuple[int, int], facts: Facts, value: str | None, formula: tuple[str, Facts] | None, inline: RichText | None
    ) -> bool:
        """Add one cell to the sheet; tell whether it stores anything."""
        row, column = place
        index = facts.get("s")
        cell = RawCell(row, column, None, None, None, self._styles_met.get(index) or self._find_style(index, place))
        self.note_colour(place, index)
        if formula is not None:
            self._fill_formula(cell, *formula)
        kind = facts.get("t", "n")
        if value is not None and (inline is None or kind == "s"):
            self._fill_value(cell, kind, value, facts)
        elif inline is not None:
            self._fill_text(cell, inline)
        stored, size = cell.value, len(cell.formula) if cell.formula else 0
        if type(stored) is str:
            if len(stored) > limits.CELL_TEXT:
                cell.value = stored = stored[: limits.CELL_TEXT]
                self._faults.add(TEXT_LOST, self._sheet.name, row, column)
            size += len(stored)
        elif stored is None and cell.error is None and cell.formula is None:
            return False
        self._budget.spend(size)
        self._sheet.cells.append(cell)
        return True

    def note_colour(self, place: tuple[int, int], index: str | None) -> None:
        """Keep the colour of a cell, which may be blank."""
        at = read_index(index) if index and index.isdecimal() else 0
        style = self._styles[at] if 0 <= at < len(self._styles) else PLAIN
        if style.fill is not None and len(self._sheet.fills) < limits.FILLS:
            self._sheet.fills[place] = style.fill

    def _find_style(self, written: str | None, place: tuple[int, int]) -> Style:
        index = read_index(written) if written is None or written.isdecimal() else -1
        if 0 <= index < len(self._styles):
            return self._styles_met.setdefault(written, self._styles[index])
        if index:
            self._faults.add(STYLE_LOST, self._sheet.name, *place)
        return PLAIN

    def _fill_value(self, cell: RawCell, kind: str, text: str, facts: Facts) -> None:
        if kind == "n":
            cell.value = parse_number(text)
        elif kind == "s":
            text = text.strip()
            index = int(text) if text.isdecimal() and len(text) < 10 else len(self._strings)
            if index < len(self._strings):
                self._fill_text(cell, self._strings[index])
            elif text:
                self._faults.add(STRING_LOST, self._sheet.name, cell.row, cell.column)
                self.lost += cell.formula is None
            return
        elif kind in ("str", "inlineStr"):
            cell.value = unescape(text) if cell.formula or text.strip() else None
        elif kind == "e":
            cell.error = text.strip() or "#VALUE!"
            cell.picture = "vm" in facts
            self.pictures += cell.picture  # a picture in a cell is an error to programs that do not know them
            return
        elif kind == "b":
            cell.value = is_true(text) if text.strip() else None
        elif kind == "d":
            cell.value = _read_iso(text.strip())
        elif text.strip():
            cell.value = text  # the number of a text, or a number? Neither is made of it
            self._faults.add(KIND_UNKNOWN, self._sheet.name, cell.row, cell.column, type=kind[:20])
        if cell.value is None and (text := text.strip()):
            self._faults.add(NUMBER_LOST, self._sheet.name, cell.row, cell.column, text=text[:20])
            cell.value = text

    def _fill_text(self, cell: RawCell, text: RichText) -> None:
        cell.value = text.text
        if text.runs:
            cell.struck, cell.kept_text = text.strike(cell.style.struck)

    def _fill_formula(self, cell: RawCell, text: str, facts: Facts) -> None:
        kind = facts.get("t", "normal")
        text = text[: limits.FORMULA_TEXT]
        if kind == "shared":
            number = facts.get("si", "")
            if text:
                self._shared[number] = (cell.row, cell.column, text)
            elif number in self._shared:
                row, column, master = self._shared[number]
                spare = self._budget.may_move(len(master))
                text = move_formula(master, cell.row - row, cell.column - column) if spare else "…"
        elif kind == "dataTable":
            text = "TABLE()"
        cell.formula = f"={text}"
        if is_picture(cell.formula):
            self.pictures += 1


def read_index(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _read_iso(text: str) -> datetime | date | time | None:
    for read in (date.fromisoformat, datetime.fromisoformat, time.fromisoformat):
        try:
            moment = read(text)
        except ValueError:
            continue
        return moment.replace(tzinfo=None) if isinstance(moment, datetime) else moment
    return None

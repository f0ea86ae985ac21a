"""One cell of an .xlsx sheet: from its attributes, value, formula and inline text to what it stores."""

from datetime import date, datetime, time

from ecoreport.language.pictures import is_picture
from ecoreport.reading import limits
from ecoreport.reading.cells import Budget, RawCell, RawSheet, parse_number
from ecoreport.reading.faults import Faults
from ecoreport.reading.formulas import move_formula
from ecoreport.reading.plainxml import Facts
from ecoreport.reading.richtext import RichText, unescape
from ecoreport.reading.rules import KIND_UNKNOWN, NUMBER_LOST, STRING_LOST, STYLE_LOST, TEXT_LOST
from ecoreport.reading.styles import PLAIN, Style, is_true

Made = tuple[object, ...]  # the fields of an OpenCell behind its value, for every cell that looks the same


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

    def count(self, text: int, cells: int) -> None:
        """Count cells that were made elsewhere."""
        self._budget.spend(text, cells)

    def note_colour(self, place: tuple[int, int], index: str | None) -> None:
        """Keep the colour of a cell, which may be blank."""
        fill = self.fill_of(index)
        if fill is not None and len(self._sheet.fills) < limits.FILLS:
            self._sheet.fills[place] = fill

    def fill_of(self, index: str | None) -> str | None:
        """Tell the colour of cells whose style has this index."""
        at = read_index(index) if index and index.isdecimal() else 0
        return self._styles[at].fill if 0 <= at < len(self._styles) else PLAIN.fill

    def made(self, index: str | None) -> tuple[Made | None, Made | None]:
        """Give what cells with this style have in common, those of text and those of numbers; None where each must be looked at."""
        at = read_index(index) if index is None or index.isdecimal() else len(self._styles)
        if at >= len(self._styles) and index is not None:
            return None, None
        style = self._styles[at] if at < len(self._styles) else PLAIN
        code, sections = style.number_format.code, style.number_format.sections
        rest = (None, None, False, False, style.struck, None, False, None, style.locked, False)
        section = sections[0]
        plain = len(sections) == 1 and not section.calendar and not section.clock
        return None if style.struck else (False, 1, code, *rest), (section.percent, section.scale, code, *rest) if plain else None

    def plain_string(self, index: str) -> str | None:
        """Give a shared string by its index as written; None where there is none, or it needs care."""
        if not index.isdecimal() or len(index) >= 10 or (at := int(index)) >= len(self._strings):
            return None
        text, runs = self._strings[at].text, self._strings[at].runs
        return None if len(text) > limits.CELL_TEXT or (runs and any(struck for _, struck in runs)) else text

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


def is_hidden_row(attributes: Facts) -> bool:
    return is_true(attributes.get("hidden")) or is_zero(attributes.get("ht"))


def is_zero(text: str | None) -> bool:
    return text is not None and text.strip("0.") == "" and "0" in text


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

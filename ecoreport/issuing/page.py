"""One sheet of a blank ledger while it is being drawn."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field

from openpyxl.cell import Cell, MergedCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from ecoreport.issuing import entry
from ecoreport.issuing.entry import Check
from ecoreport.issuing.form import Column, Form, Table, fill
from ecoreport.issuing.style import ALARM, Role, Wardrobe
from ecoreport.issuing.validation import Validations
from ecoreport.language.widths import clean, lines_needed
from ecoreport.records import dataclass

_LINE_POINTS = 15  # one line of 11-point Hanzi
_AIR = 9
_TITLE_ROW, _HINT_ROW, _BAND_ROW = 1, 2, 3
_PAPERS = {"A3": 8, "A4": 9}  # codes of the file format


@dataclass(frozen=True, slots=True)
class Stamp:
    """One locked text as it was printed, so that a later reader sees whether it was changed."""

    sheet: str
    code: str
    field: str
    text: str


@dataclass(slots=True)
class Page:
    sheet: Worksheet
    form: Form
    words: Mapping[str, object]  # what the braces of the template stand for
    wardrobe: Wardrobe
    stamps: list[Stamp] = field(default_factory=list)
    small: bool = False  # for a department that is asked for little: two pages of A4
    validations: Validations = field(init=False)

    def __post_init__(self) -> None:
        self.validations = Validations(self.form.messages, self.say)

    def say(self, template: str, **more: object) -> str:
        """Fill a text of the template."""
        return fill(template, {**self.words, **more})

    def print_text(
        self, row: int, column: int, text: str, role: Role, *, code: str = "", name: str = "", left: bool = False, size: float | None = None
    ) -> None:
        """Print a locked text and remember it."""
        cell = self.sheet.cell(row, column)
        self.wardrobe.dress(cell, role, left=left, literal=bool(code), size=size)
        if text:
            put_text(cell, text)
            self.stamps.append(Stamp(self.sheet.title, code, name, text))

    def print_number(self, row: int, column: int, number: int, *, code: str, name: str) -> None:
        """Print a locked number; its stamp holds the digits."""
        cell = self.sheet.cell(row, column)
        self.wardrobe.dress(cell, "plan")
        cell.value = number
        self.stamps.append(Stamp(self.sheet.title, code, name, str(number)))

    def open_cell(self, row: int, column: int, spec: Column, role: Role, prompt: str, check: Check | None = None) -> None:
        """Open one cell for input, with its prompt, its list and its check; nothing typed is ever refused."""
        cell = self.sheet.cell(row, column)
        self.wardrobe.dress(cell, role, left=spec.left, literal=spec.literal)
        self.validations.add(cell, spec, prompt, check or entry.of_column(spec, cell.coordinate, self.form.states))

    def alarm(self, place: str, formula: str) -> None:
        """Colour a cell while a formula holds."""
        self.sheet.conditional_formatting.add(place, Rule("expression", formula=[formula], dxf=DifferentialStyle(fill=ALARM)))

    def prompt_cell(self, row: int, column: int, title: str, prompt: str, *, size: float, is_day: bool) -> None:
        """Open one cell of the cover."""
        cell = self.sheet.cell(row, column)
        self.wardrobe.dress(cell, "required", literal=True, size=size)
        self.validations.add(cell, Column("", title, 0, input="words"), prompt, entry.day(cell.coordinate) if is_day else None)

    def dress(self, row: int, columns: Sequence[int], role: Role) -> None:
        """Dress empty cells, such as those under a merge."""
        for column in columns:
            self.wardrobe.dress(self.sheet.cell(row, column), role)

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        # `merge_cells` would compare the dress of each cell below, and `merged_cells.add` each merge with all others; none lies in another.
        area = CellRange(min_col=first_column, min_row=first_row, max_col=last_column, max_row=last_row)
        self.sheet.merged_cells.ranges.add(area)

    def width(self, column: Column) -> int:
        """Give a column's width on this page."""
        return (column.narrow if self.small else 0) or column.width

    def print_head(self, table: Table, columns: Sequence[Column], hidden: Collection[str] = ()) -> int:
        """Print title, hint, bands and headings, and hide the columns of these keys; return the row of the headings."""
        last = len(columns)
        self.print_text(_TITLE_ROW, 1, self.say(table.title), "title", name="title")
        self.print_text(_HINT_ROW, 1, self.say(table.hint), "hint", name="hint")
        for row, height in ((_TITLE_ROW, 40), (_HINT_ROW, 24)):
            self.merge(row, 1, row, last)
            self.sheet.row_dimensions[row].height = height
        shown = sum(self.width(column) for column in columns if column.key not in hidden)
        self.fit_height(_HINT_ROW, [(self.say(table.hint), shown)], 24)
        heading_row = _BAND_ROW
        if any(column.band for column in columns):
            self._print_bands(columns)
            heading_row += 1
        for number, column in enumerate(columns, 1):
            heading = self.say(column.heading)
            self.print_text(heading_row, number, heading, "heading", name=column.key)
            dimension = self.sheet.column_dimensions[get_column_letter(number)]
            dimension.width, dimension.hidden = self.width(column), column.key in hidden
        headings = [(self.say(column.heading), self.width(column)) for column in columns if column.key not in hidden]
        self.fit_height(heading_row, headings, 30)
        return heading_row

    def _print_bands(self, columns: Sequence[Column]) -> None:
        start = 0
        for end in range(1, len(columns) + 1):
            if end < len(columns) and columns[end].band == columns[start].band:
                continue
            self.dress(_BAND_ROW, range(start + 1, end + 1), "band")
            self.print_text(_BAND_ROW, start + 1, columns[start].band, "band", name="band")
            if end - start > 1:
                self.merge(_BAND_ROW, start + 1, _BAND_ROW, end)
            start = end
        self.sheet.row_dimensions[_BAND_ROW].height = 22

    def print_section(self, row: int, last_column: int, text: str) -> None:
        """Print a line across the table that opens a part of it."""
        self.dress(row, range(1, last_column + 1), "section")
        self.print_text(row, 1, text, "section", name="section")
        self.merge(row, 1, row, last_column)
        self.sheet.row_dimensions[row].height = 25

    def fit_height(self, row: int, texts: Sequence[tuple[str, int]], least: float) -> None:
        """Make a row as high as its longest printed text needs, with some air."""
        self.sheet.row_dimensions[row].height = max(least, measure_height(texts))

    def finish(self, *, paper: str, last_row: int, last_column: int, heading_row: int = 0, frozen_columns: int = 0) -> None:
        """Protect the sheet, freeze its head and set it up for print."""
        sheet = self.sheet
        self.validations.write(sheet)
        protection = sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = protection.insertRows = False  # False: allowed
        if heading_row:
            sheet.freeze_panes = sheet.cell(heading_row + 1, frozen_columns + 1).coordinate
            sheet.print_title_rows = f"1:{heading_row}"
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 90 if heading_row else 100
        self._set_up_print(paper, f"A1:{get_column_letter(last_column)}{last_row}", landscape=bool(heading_row))

    def leave_unprinted(self, last_column: int) -> None:
        """Print nothing of a sheet that goes back as a file only: its print area is a hidden, empty column."""
        letter = get_column_letter(last_column + 2)
        self.sheet.column_dimensions[letter].hidden = True
        self.sheet.print_area = f"{letter}1"

    def sign(self) -> None:
        """Print the places for signatures and seal before the number of the page, and all rows on this one page."""
        self.sheet.page_setup.fitToHeight = 1
        footer = self.sheet.oddFooter
        assert footer is not None
        assert footer.center is not None
        footer.center.text, footer.center.size = self.say(self.form.footer["signed"]) + str(footer.center.text), 11

    def _set_up_print(self, paper: str, area: str, *, landscape: bool) -> None:
        sheet, setup = self.sheet, self.sheet.page_setup
        setup.paperSize = _PAPERS[paper]
        setup.orientation = "landscape" if landscape else "portrait"
        setup.fitToWidth, setup.fitToHeight = 1, 0 if landscape else 1
        assert sheet.sheet_properties.pageSetUpPr is not None
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_area = area
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.47  # inches: 12 mm
        margins.top, margins.bottom = 0.59, 0.67
        margins.header = margins.footer = 0.3
        footer = sheet.oddFooter
        assert footer is not None
        for part, words in (("left", footer.left), ("centre", footer.center), ("right", footer.right)):
            assert words is not None
            words.text, words.size = self.say(self.form.footer[part]), 9


def measure_height(texts: Sequence[tuple[str, int]]) -> float:
    """Measure the points that the tallest of these texts takes in a column of its width, at 11 points and with an indent."""
    lines = max((lines_needed(text, (width - 3.2) / 1.1) for text, width in texts), default=1)
    return lines * _LINE_POINTS + _AIR


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write text as text: what begins with = is no formula."""
    cell.value = clean(text)
    cell.data_type = "s"

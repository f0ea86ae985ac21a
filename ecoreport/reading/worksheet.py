"""One sheet part of an .xlsx, in one streaming pass: sparse, whatever its <dimension> claims."""

from collections.abc import Callable, Iterable, Iterator

from ecoreport.reading import limits
from ecoreport.reading.blanks import drop_blanks
from ecoreport.reading.cells import Budget, RawSheet, parse_address, parse_area
from ecoreport.reading.faults import Faults, UnreadableError
from ecoreport.reading.plainrows import Met, PlainRows, without_rows
from ecoreport.reading.plainxml import Facts
from ecoreport.reading.richtext import RichText, RichTextReader
from ecoreport.reading.rules import ADDRESS_LOST, DAMAGED, OVERLAP, STRAY_TEXT, TOO_LARGE, TWICE
from ecoreport.reading.sheetcells import CellMaker, is_hidden_row, is_zero, read_index
from ecoreport.reading.styles import Style, is_true
from ecoreport.reading.xmlstream import EXTENSIONS, FALLBACK, feed, make_parser, skip_element, skip_flat

_TAGS = (
    "c", "v", "f", "row", "is", "t", "r", "rPr", "rPh", "strike", "vertAlign",
    "col", "mergeCell", "filterColumn", "sheetPr", "oleObject", "sheetData",
)  # fmt: skip
_LONG = ("dataValidations", "conditionalFormatting")  # of which nothing is read, and that never hold one of their own
_RICH = frozenset(("t", "r", "rPr", "rPh", "strike", "vertAlign"))
_MOST_TEXT = 16 * limits.CELL_TEXT  # characters of one value or formula that are held, escapes included; a text is cut, and told, later


class WorksheetReader:
    """Fills a RawSheet from the events of its part."""

    def __init__(
        self,
        sheet: RawSheet,
        strings: tuple[RichText, ...],
        styles: tuple[Style, ...],
        faults: Faults,
        budget: Budget,
        met: dict[frozenset[str], Met],
    ) -> None:
        self.sheet = sheet
        self.root = ""
        self.cells = CellMaker(sheet, strings, styles, faults, budget)
        self.objects = 0  # embedded ones, shown as pictures
        self.proven = 0  # cells with content that came without the parser
        self._faults = faults
        self._met = met
        self._plain: PlainRows | None = None
        self._names: dict[str, str] = {}
        self._passed = frozenset((FALLBACK,))  # elements of which nothing is read
        self._long: set[str] = set()
        self._parser = make_parser(self._start, self._end, self._take)
        self._parser.StartNamespaceDeclHandler = self._declare
        self._prefixes: set[str] = set()  # of the namespaces that the root declares
        self._in_cells = self._strayed = False  # within sheetData; in a text that stands between its elements
        self._elements = 0
        self._row = 0
        self._row_text = "0"
        self._row_hidden = False
        self._column = 0
        self._columns: dict[str, int] = {}  # "AB" → 28, as met
        self._place: tuple[int, int] | None = None
        self._facts: Facts = {}  # the attributes of the cell
        self._value: str | None = None
        self._formula: tuple[str, Facts] | None = None
        self._formula_facts: Facts = {}
        self._inline: RichText | None = None
        self._rich: RichTextReader | None = None
        self._text: str | None = None  # of the value or formula that is open

    def read(self, chunks: Iterable[bytes], kind: str, part: str, watch: Callable[[Iterator[bytes]], Iterator[bytes]]) -> None:
        """Read a part; `watch` sees what goes to the parser."""
        feed(self._parser, watch(without_rows(drop_blanks(chunks), lambda: self._in_cells, self._take_rows)), kind, part)
        if self.root != "worksheet":
            raise UnreadableError(DAMAGED, kind=kind, detail=f"“{part}”里不是工作表")

    def _take_rows(self, piece: bytes) -> bool:
        """Take whole rows without the parser, and stand where it would stand behind them."""
        rows = self._plain = self._plain or PlainRows(self.sheet, self.cells, self._met, frozenset(self._prefixes))
        if not rows.take(piece):
            return False
        self._row, self._row_text, self._row_hidden = rows.row, str(rows.row), rows.hidden
        self._column, self._place, self._value = rows.column, rows.place, rows.value
        self.proven = len(self.sheet.cells) + self.cells.lost
        self._count(rows.elements)
        return True

    # ---- events ---------------------------------------------------------------------------

    def _declare(self, prefix: str | None, _: str) -> None:
        if prefix and not self.root:
            self._prefixes.add(prefix)

    def _count(self, elements: int) -> None:
        self._elements += elements
        if self._elements > limits.ELEMENTS:
            raise UnreadableError(TOO_LARGE, what=f"工作表“{self.sheet.name}”超过 {limits.ELEMENTS // 10_000} 万个格子")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count(1)
        self._strayed = False
        tag = self._names.get(name)
        if tag == "c":
            self._facts = attributes
            self._value = self._formula = self._inline = None
            address = attributes.get("r", "")
            column = self._columns.get(address.removesuffix(self._row_text))
            self._place = place = (self._row, column) if column else self._locate(address)
            if place is not None:
                self._column = place[1]
        elif tag == "v":
            self._text = ""
        elif tag is None:
            if not self.root:  # the root's namespace is the sheet's: Strict, Transitional or none
                space, separator, self.root = name.rpartition("}")
                self._names = {f"{space}{separator}{tag}": tag for tag in _TAGS}
                self._passed |= {f"{space}{separator}{EXTENSIONS}"}
                self._long = {f"{space}{separator}{tag}" for tag in _LONG}
            elif name in self._passed:
                skip_element(self._parser)
            elif name in self._long:
                skip_flat(self._parser, name, self._count)
        elif tag == "f":
            self._text = ""
            self._formula_facts = attributes
        elif tag == "row":
            self._open_row(attributes)
        elif tag == "is":
            self._rich = RichTextReader()
        elif tag in _RICH:
            if self._rich is not None:
                self._rich.start(tag, attributes)
        else:
            self._note(tag, attributes)

    def _take(self, text: str) -> None:
        if self._text is not None:
            if len(self._text) < _MOST_TEXT:
                self._text += text
        elif self._rich is not None:
            self._rich.take(text)
        elif self._in_cells and not self._strayed and not text.isspace():  # a long text comes in several pieces
            self._strayed = True
            self._faults.add(STRAY_TEXT, self.sheet.name, *(self._place or ()), text=text.strip()[:20])

    def _end(self, name: str) -> None:
        self._strayed = False
        tag = self._names.get(name)
        if tag == "v":
            if self._value is not None and self._place is not None:
                self._faults.add(TWICE, self.sheet.name, *self._place)
            else:
                self._value = self._text or ""
            self._text = None
        elif tag == "c":
            if self._value is not None or self._formula is not None or self._inline is not None:
                self._close_cell()
            elif self._place is not None:
                self.cells.note_colour(self._place, self._facts.get("s"))
        elif tag == "f":
            self._formula = (self._text or "").strip(), self._formula_facts
            self._text = None
        elif tag == "is" and self._rich is not None:
            self._inline = self._rich.finish()
            self._rich = None
        elif tag in _RICH and self._rich is not None:
            self._rich.end(tag)
        elif tag == "sheetData":
            self._in_cells = False

    def _note(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the facts that stand before and after the cells."""
        sheet = self.sheet
        if tag == "col":
            if is_true(attributes.get("hidden")) or is_zero(attributes.get("width")):
                sheet.hidden_columns.append((read_index(attributes.get("min")), read_index(attributes.get("max"))))
        elif tag == "mergeCell":
            if len(sheet.merged) >= limits.MERGES:
                raise UnreadableError(TOO_LARGE, what=f"合并单元格超过 {limits.MERGES} 处")
            if (area := parse_area(attributes.get("ref", ""))) is None:
                self._faults.add(OVERLAP, sheet.name, area=attributes.get("ref", "")[:20])
            else:
                sheet.merged.append(area)
        elif tag == "filterColumn" or (tag == "sheetPr" and is_true(attributes.get("filterMode"))):
            sheet.filter_active = True
        elif tag == "oleObject":
            self.objects += 1
        elif tag == "sheetData":
            self._in_cells = True

    # ---- rows and cells -------------------------------------------------------------------

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._row = read_index(attributes.get("r")) or self._row + 1
        if self._row > limits.ROWS and "r" not in attributes:
            raise UnreadableError(TOO_LARGE, what=f"工作表“{self.sheet.name}”超过 {limits.ROWS} 行")
        self._row_text = str(self._row)
        self._row_hidden = is_hidden_row(attributes)
        self._column = 0

    def _locate(self, address: str) -> tuple[int, int] | None:
        """Find the place of an address that is not of this row, or of a column not met yet; without one a cell follows the last."""
        if not address:
            if "r" in self._facts:
                return None
            here = self._row, self._column + 1
            return here if 1 <= here[0] <= limits.ROWS and here[1] <= limits.COLUMNS else None
        place = parse_address(address)
        if place is not None and place[0] == self._row:
            self._columns[address.removesuffix(self._row_text)] = place[1]
        return place

    def _close_cell(self) -> None:
        if self._place is None:
            self.cells.lost += 1
            self._faults.add(ADDRESS_LOST, self.sheet.name, address=self._facts.get("r", "")[:20] or f"第 {self._row} 行")
        elif self.cells.add(self._place, self._facts, self._value, self._formula, self._inline) and self._row_hidden:
            self.sheet.hidden_rows.add(self._place[0])

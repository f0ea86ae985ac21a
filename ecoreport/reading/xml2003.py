"""Read the XML spreadsheet of Excel 2003, which many business systems still export as .xls."""

from bisect import bisect_left
from datetime import date, datetime, time
from typing import Literal

from ecoreport.model import Area, CellValue, Sheet
from ecoreport.reading import limits
from ecoreport.reading.cells import Budget, RawCell, RawSheet, finish_cells, parse_number
from ecoreport.reading.faults import Faults, UnreadableError, note_break
from ecoreport.reading.formulas import count_pictures
from ecoreport.reading.numberformat import GENERAL, NAMED, Section, parse_format
from ecoreport.reading.richtext import RichText, raised
from ecoreport.reading.rules import ADDRESS_LOST, DAMAGED, KIND_UNKNOWN, NO_SHEET, NUMBER_LOST, STRAY_TEXT, TEXT_LOST, TOO_LARGE, TWICE
from ecoreport.reading.scanning import compare, count_data_ends, count_xml2003
from ecoreport.reading.sniff import XML2003 as KIND
from ecoreport.reading.styles import PLAIN, Style, is_true
from ecoreport.reading.xmlstream import feed, make_parser

State = Literal["visible", "hidden", "very_hidden"]
STATES: dict[str, State] = {"SheetHidden": "hidden", "SheetVeryHidden": "very_hidden"}
# The namespaces of its own elements and attributes; an attribute may go without.
_OWN = frozenset(("urn:schemas-microsoft-com:office:spreadsheet", "urn:schemas-microsoft-com:office:excel", ""))
_EPOCH = date(1899, 12, 31)  # the day of a value that is a time only


def read_xml2003(text: str, faults: Faults) -> tuple[Sheet, ...]:
    """Read a whole XML text (its declaration taken off, so that its encoding no longer matters)."""
    reader = _Reader(faults)
    data = text.encode("utf-8", "surrogatepass")
    try:
        feed(make_parser(reader.start, reader.end, reader.take), (data,), KIND, "Workbook")
    except UnreadableError as fault:
        reader.break_off()
        if fault.rule is not DAMAGED or not any(sheet.cells for sheet in reader.sheets):
            raise
        note_break(reader.sheets[-1], str(fault.words.get("detail", "")), faults)
    else:
        compare(reader.sheets, faults, count_data_ends(data), lambda: count_xml2003(data), copies=False)
    if not reader.sheets:
        raise UnreadableError(NO_SHEET, kind=KIND)
    return tuple(reader.sheets)


class _Styles(dict[str, Style]):
    """The styles of a Workbook by their names; each begins as its parent."""

    def __init__(self) -> None:
        super().__init__()
        self._open = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Style":
            self._open = attributes.get("ID", "")
            if len(self) >= limits.STYLES:
                raise UnreadableError(TOO_LARGE, what=f"单元格格式超过 {limits.STYLES} 种")
            self[self._open] = self.get(attributes.get("Parent", "Default"), PLAIN)
            return
        style = self.get(self._open, PLAIN)
        if tag == "NumberFormat":
            code = attributes.get("Format", "General")
            parsed = parse_format(NAMED.get(code.casefold(), code)) if code else GENERAL
            self[self._open] = Style(parsed, style.struck, style.locked)
        elif tag == "Font" and "StrikeThrough" in attributes:
            self[self._open] = Style(style.number_format, is_true(attributes["StrikeThrough"]), style.locked)
        elif tag == "Protection" and "Protected" in attributes:
            self[self._open] = Style(style.number_format, style.struck, is_true(attributes["Protected"]))


class _Reader:
    """Turns the events of a Workbook into sheets."""

    def __init__(self, faults: Faults) -> None:
        self.sheets: list[Sheet] = []
        self._faults = faults
        self._budget = Budget()
        self._styles = _Styles()
        self._raw: RawSheet | None = None
        self._state: State = "visible"
        self._row = 0
        self._row_style = ""
        self._row_hidden = False
        self._row_span = 0
        self._columns: list[tuple[int, int, str]] = []  # in order: last, first, style
        self._column = 0
        self._cell: RawCell | None = None
        self._kind = ""
        self._across = 0
        self._runs: list[tuple[str, bool | None]] = []
        self._comment: list[str] = []
        self._in_data = self._in_comment = self._in_visible = self._in_table = False
        self._struck = self._raised = 0
        self._kept_runs: int | None = None  # how many runs of text the cell had before a second value

    # ---- events ---------------------------------------------------------------------------

    def start(self, name: str, raw_attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition("}")
        if self._in_data:
            self._struck += tag == "S"
            self._raised += tag == "Sup"
            return
        if space not in _OWN:
            return
        attributes = {key.rpartition("}")[2]: value for key, value in raw_attributes.items() if key.rpartition("}")[0] in _OWN}
        if tag == "Worksheet":
            self._open_sheet(attributes)
        elif self._raw is None:
            self._styles.start(tag, attributes)
        elif tag == "Column":
            self._add_column(self._raw, attributes)
        elif tag == "Row":
            self._open_row(attributes)
        elif tag == "Cell":
            self._open_cell(self._raw, attributes)
        elif tag == "Table":
            self._in_table = True
        elif tag == "Data" and self._cell is not None:
            self._in_data = True
            if not self._in_comment and self._kind:  # a second value is not joined to the first
                self._faults.add(TWICE, self._raw.name, self._cell.row, self._cell.column)
                self._kept_runs = len(self._runs)
            elif not self._in_comment:
                self._kind = attributes.get("Type", "String")
        elif tag == "Comment":
            self._in_comment = True
        elif tag == "AutoFilterColumn":
            self._raw.filter_active = True
        elif tag == "Visible":
            self._in_visible = True

    def take(self, text: str) -> None:
        if self._in_data:
            if self._in_comment:
                self._comment.append(text)
            else:
                self._runs.append((raised(text) if self._raised and self._runs else text, True if self._struck else None))
        elif self._in_visible:
            self._state = STATES.get(text.strip(), self._state)
        elif self._in_table and self._raw is not None and not self._in_comment and text.strip():
            self._faults.add(STRAY_TEXT, self._raw.name, self._row, min(max(1, self._column), limits.COLUMNS), text=text.strip()[:20])

    def end(self, name: str) -> None:
        space, _, tag = name.rpartition("}")
        if space not in _OWN and not self._in_data:
            return
        if tag == "Data":
            self._in_data, self._struck, self._raised = False, 0, 0
            if self._kept_runs is not None:
                del self._runs[self._kept_runs :]
                self._kept_runs = None
        elif self._in_data:
            self._struck -= tag == "S"
            self._raised -= tag == "Sup"
        elif tag == "Comment":
            self._in_comment = False
        elif tag == "Visible":
            self._in_visible = False
        elif tag == "Table":
            self._in_table = False
        elif self._raw is None:
            return
        elif tag == "Cell" and self._cell is not None:
            self._close_cell(self._raw, self._cell)
        elif tag == "Row":
            self._row += self._row_span
        elif tag == "Worksheet":
            self._close_sheet(self._raw)

    def break_off(self) -> None:
        """Close the sheet that is open where the text breaks off; a cell that is not complete is none."""
        if self._raw is not None:
            self._close_sheet(self._raw)

    # ---- sheets, columns, rows -------------------------------------------------------------

    def _open_sheet(self, attributes: dict[str, str]) -> None:
        if len(self.sheets) >= limits.SHEETS:
            raise UnreadableError(TOO_LARGE, what=f"工作表超过 {limits.SHEETS} 个")
        self._raw = RawSheet(attributes.get("Name", ""))
        self._state = "visible"
        self._row = self._column = 0
        self._columns = []

    def _close_sheet(self, raw: RawSheet) -> None:
        raw.hidden = self._state != "visible"
        cells, merged = finish_cells(raw, self._faults)
        self.sheets.append(Sheet(raw.name, cells, merged, self._state, count_pictures(cells)))
        self._raw = None

    def _add_column(self, raw: RawSheet, attributes: dict[str, str]) -> None:
        next_one = self._columns[-1][0] + 1 if self._columns else 1
        first = _number(attributes, "Index") or next_one
        last = first + _number(attributes, "Span")
        if first >= next_one:
            self._columns.append((last, first, attributes.get("StyleID", "")))
        if is_true(attributes.get("Hidden")) or attributes.get("Width") == "0":
            raw.hidden_columns.append((first, last))

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._row = _number(attributes, "Index") or self._row + 1
        self._row_style = attributes.get("StyleID", "")
        self._row_hidden = is_true(attributes.get("Hidden")) or attributes.get("Height") == "0"
        self._row_span = _number(attributes, "Span")
        self._column = 0

    # ---- cells -----------------------------------------------------------------------------

    def _open_cell(self, raw: RawSheet, attributes: dict[str, str]) -> None:
        self._column = _number(attributes, "Index") or self._column + 1
        across, down = _number(attributes, "MergeAcross"), _number(attributes, "MergeDown")
        if (across or down) and self._row + down <= limits.ROWS and self._column + across <= limits.COLUMNS:
            if len(raw.merged) >= limits.MERGES:
                raise UnreadableError(TOO_LARGE, what=f"合并单元格超过 {limits.MERGES} 处")
            raw.merged.append(Area(self._row, self._column, self._row + down, self._column + across))
        name = attributes.get("StyleID") or self._row_style or self._column_style()
        self._cell = RawCell(self._row, self._column, style=self._styles.get(name or "Default", PLAIN))
        if formula := attributes.get("Formula"):
            self._cell.formula = formula if formula.startswith("=") else f"={formula}"
        self._across, self._kind = across, ""

    def _column_style(self) -> str:
        at = bisect_left(self._columns, (self._column,))
        _, first, style = self._columns[at] if at < len(self._columns) else (0, limits.COLUMNS, "")
        return style if first <= self._column else ""

    def _close_cell(self, raw: RawSheet, cell: RawCell) -> None:
        text = RichText("".join(part for part, _ in self._runs), tuple(self._runs))
        comment = "".join(self._comment).strip()
        self._cell, self._runs, self._comment = None, [], []
        self._column += self._across
        if cell.row > limits.ROWS or cell.column > limits.COLUMNS:
            self._faults.add(ADDRESS_LOST, raw.name, address=f"第 {cell.row} 行第 {cell.column} 列")
            return
        if comment:
            raw.comments[cell.row, cell.column] = comment
        self._fill(raw, cell, text)
        if cell.value is None and cell.error is None and cell.formula is None:
            return
        self._budget.spend(len(cell.value) if isinstance(cell.value, str) else 0)
        raw.cells.append(cell)
        if self._row_hidden:
            raw.hidden_rows.add(cell.row)

    def _fill(self, raw: RawSheet, cell: RawCell, text: RichText) -> None:
        stored = text.text.strip()
        if self._kind == "String":
            cell.value = text.text[: limits.CELL_TEXT]
            if len(text.text) > limits.CELL_TEXT:
                self._faults.add(TEXT_LOST, raw.name, cell.row, cell.column)
            if any(struck for _, struck in text.runs):
                cell.struck, cell.kept_text = text.strike(cell.style.struck)
        elif self._kind == "Error":
            cell.error = stored or "#VALUE!"
        elif self._kind == "Boolean" and stored:
            cell.value = is_true(stored)
        elif self._kind not in ("Number", "DateTime", "Boolean", "") and stored:
            cell.value = stored
            self._faults.add(KIND_UNKNOWN, raw.name, cell.row, cell.column, type=self._kind[:20])
        elif stored:
            section = cell.style.number_format.sections[0]
            value = _read_moment(stored, section) if self._kind == "DateTime" else parse_number(stored)
            if value is None:
                self._faults.add(NUMBER_LOST, raw.name, cell.row, cell.column, text=stored[:20])
            cell.value = stored if value is None else value


def _number(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _read_moment(text: str, section: Section) -> CellValue | None:
    """Read an ISO moment as its format shows it: a date, a time of day, or both."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    if moment.date() <= _EPOCH and not section.calendar:
        return moment.time()
    return moment if moment.time() != time() or (section.clock and not section.calendar) else moment.date()

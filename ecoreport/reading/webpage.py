"""Read a web page saved as .xls (the commonest export of business systems), or a single-file page (.mht)."""

from collections.abc import Sequence
from email import message_from_bytes
from email.message import Message
from html import unescape
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import NamedTuple

from ecoreport.language import patterns as re
from ecoreport.model import Sheet
from ecoreport.reading import limits
from ecoreport.reading.cascade import Cascade, Style, is_gone, is_hidden, is_note_list
from ecoreport.reading.cells import Budget, RawSheet
from ecoreport.reading.decoding import decode, note_doubts
from ecoreport.reading.faults import Faults, UnreadableError
from ecoreport.reading.richtext import raised
from ecoreport.reading.rules import CELLS_LOST, DAMAGED, NO_SHEET, TOO_LARGE
from ecoreport.reading.scanning import count_held, count_page, count_said
from ecoreport.reading.websheet import make_sheet
from ecoreport.reading.webtable import WebCell, WebTable
from ecoreport.reading.xml2003 import STATES, State

_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_MOST_BOUNDARIES = 100
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w.-]+)""", re.IGNORECASE)
_NAME = re.compile(r"<x:Name>([^<]{1,80})</x:Name>")
_HREF = re.compile(r"<x:WorksheetSource\s+HRef=\"([^\"]*)\"")
_VISIBLE = re.compile(r"<x:Visible>\s*(\w+)")
_BLOCKS = frozenset(("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "center", "ul", "ol", "form", "body", "hr"))
_TABLE_PARTS = frozenset(("table", "colgroup", "col", "thead", "tbody", "tfoot", "tr"))
_SILENT = frozenset(("script", "title", "rt", "rp", "select", "noscript", "template"))


class _Told(NamedTuple):
    """What a page says of one sheet of the workbook."""

    name: str
    page: str  # the file that holds it
    state: State


def read_webpage(data: bytes, file: str, faults: Faults) -> tuple[Sheet, ...]:
    """Read every table of a page, one under another in one sheet, with the lines of text between them."""
    page = _read_page(data, faults)
    if not page.has_table:
        raise UnreadableError(NO_SHEET, kind="网页")
    name = page.sheets[0].name if page.sheets else ""
    raw = RawSheet(name or PurePosixPath(file).stem, hidden=page.state != "visible", from_1904=page.from_1904)
    return (_make_sheet(page, raw, page.state, faults, Budget()),)


def read_single_file_page(data: bytes, file: str, faults: Faults) -> tuple[Sheet, ...]:
    """Read an .mht: each of its pages that holds a table is a sheet, under the name that the first page gives it."""
    if len(_BOUNDARY.findall(data)) > _MOST_BOUNDARIES:  # each is gone into by a call within a call
        raise UnreadableError(TOO_LARGE, what=f"网页里套着的部分超过 {_MOST_BOUNDARIES} 层")
    parts = list(message_from_bytes(data).walk())
    styles = [_payload(part).decode("utf-8", "replace") for part in parts if part.get_content_type() == "text/css"]
    pages = [
        (part, _read_page(_payload(part), faults, styles, str(part.get_content_charset(""))))
        for part in parts
        if part.get_content_type() == "text/html"
    ]
    told = {PurePosixPath(sheet.page).name: sheet for _, page in pages for sheet in page.sheets if sheet.page}
    budget = Budget()
    sheets: list[Sheet] = []
    for part, page in pages:
        if page.has_table:
            location = PurePosixPath(str(part.get("Content-Location", "")).replace("\\", "/")).name
            unnamed = f"{PurePosixPath(file).stem}{len(sheets) + 1 if sheets else ''}"
            name, _, state = told.get(location, _Told("", "", "visible"))
            state = page.state if state == "visible" else state
            raw = RawSheet(name or unnamed, hidden=state != "visible", from_1904=any(each.from_1904 for _, each in pages))
            sheets.append(_make_sheet(page, raw, state, faults, budget))
    if not sheets:
        raise UnreadableError(NO_SHEET, kind="单个文件网页（.mht）")
    return tuple(sheets)


def _make_sheet(page: "_Page", raw: RawSheet, state: State, faults: Faults, budget: Budget) -> Sheet:
    """Make the sheet of a page; cells that surely stand in its text and did not come through are told."""
    sheet = make_sheet(page.blocks, raw, state, page.pictures, faults, budget)
    held = count_held(sheet)
    if held < count_said(page.text) and held < (stored := count_page(page.text)):
        faults.add(CELLS_LOST, sheet.name, stored=f"至少 {stored}", read=held)
    return sheet


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _read_page(data: bytes, faults: Faults, styles: Sequence[str] = (), charset: str = "") -> "_Page":
    if len(data) > limits.PAGE_BYTES:
        raise UnreadableError(TOO_LARGE, what=f"网页大于 {limits.PAGE_BYTES // limits.MIB} MB")
    declared = _CHARSET.search(data[:4096])
    page = _Page()
    decoded = decode(data, declared[1].decode("ascii") if declared else charset)
    note_doubts("网页", decoded, faults)
    page.read(decoded.text, styles)
    return page


class _Page(HTMLParser):
    """Gathers a page's tables and the text around them, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.blocks: list[WebCell | WebTable] = []  # a line of text stands as a cell of its own
        self.pictures = 0
        self.sheets: list[_Told] = []
        self.state: State = "visible"
        self.from_1904 = False
        self._tables: list[tuple[WebTable, WebCell | None]] = []
        self._cell: WebCell | None = None
        self._line: WebCell | None = None
        self._cascade = Cascade()
        self._style_text: list[str] | None = None
        self._silent: list[str] = []

    @property
    def has_table(self) -> bool:
        return any(isinstance(block, WebTable) and block.has_cells for block in self.blocks)

    # ---- events ---------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in attrs}
        style = self._cascade.style_of(tag, attributes)
        if tag == "style":
            self._style_text = []
        elif tag in _SILENT or (tag == "div" and is_note_list(style)):
            self._silent.append(tag)
        elif not self._silent:
            struck = self._cascade.open(tag, attributes, style)
            if tag in ("td", "th"):
                self._open_cell(WebCell(attributes, style, struck, self._cascade.hidden, is_gone(style, attributes)))
            elif tag in _TABLE_PARTS:
                self._start_in_table(tag, attributes, style)
            else:
                self._start_in_text(tag, attributes)

    def _open_cell(self, cell: WebCell) -> None:
        if self._tables:
            self._cell = cell
            self._tables[-1][0].add(cell)

    def _start_in_table(self, tag: str, attributes: dict[str, str], style: Style) -> None:
        if tag == "table":
            self._tables.append((table := WebTable(), self._cell))
            self.blocks.append(table)
            self._cell = self._line = None
        elif not self._tables:
            return
        elif tag == "tr":
            self._cell = None
            self._tables[-1][0].open_row()
        elif tag == "col":
            hidden = self._cascade.hidden or is_hidden(style, attributes)
            self._tables[-1][0].add_columns(attributes.get("span"), hidden=hidden)
        elif tag == "colgroup":
            if "span" in attributes:
                self._tables[-1][0].add_columns(attributes["span"], hidden=self._cascade.hidden)
        else:
            self._tables[-1][0].open_part()

    def _start_in_text(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "br":
            self._add("\n")
        elif tag == "img":
            self.pictures += 1
        elif tag == "input" and attributes.get("type", "text") == "text":
            self._add(attributes.get("value", ""))
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag == "style" and self._style_text is not None:
            self._cascade.add_rules("".join(self._style_text))
            self._style_text = None
        elif self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        else:
            self._cascade.close(tag)
            if tag == "table" and self._tables:
                _, self._cell = self._tables.pop()
                self._line = None
            elif tag in ("td", "th", "tr"):
                self._cell = None
            elif tag in _BLOCKS:
                self._break()

    def handle_data(self, data: str) -> None:
        if self._style_text is not None:
            self._style_text.append(data)
        elif not self._silent:
            self._add(data)

    def handle_comment(self, data: str) -> None:
        if self._style_text is not None:
            self._style_text.append(data)
        else:
            for part in data.split("<style")[1:]:
                self._cascade.add_rules(part.partition(">")[2].partition("</style")[0])
        self.from_1904 |= "<x:Date1904" in data
        head, *sheets = data.split("<x:ExcelWorksheet>")
        self.sheets += [_read_told(sheet.partition("</x:ExcelWorksheet>")[0]) for sheet in sheets]
        self.state = _read_state(head) or (self.sheets[0].state if len(self.sheets) == 1 else self.state)

    def read(self, text: str, styles: Sequence[str]) -> None:
        """Read a whole page; not by close(), which goes over the rest once more for every tag that is left open."""
        self.text = text
        for style in styles:
            self._cascade.add_rules(style)
        try:
            self.feed(f"{text}<p>")  # a tag behind the last text brings it out
        except AssertionError:  # a declaration that the library's parser does not know how to go on with
            self.rawdata = "<"
        if self.rawdata:
            raise UnreadableError(DAMAGED, kind="网页", detail="有没有写完的标记")

    def _add(self, text: str) -> None:
        run = (text, self._cascade.struck)
        if self._cell is not None:
            self._cell.runs.append((raised(text), run[1]) if self._cascade.raised and self._cell.runs else run)
            self._cell.hidden |= self._cascade.hidden and not text.isspace()
        elif not self._tables and not self._cascade.hidden:
            if text == "\n":
                self._line = None
            elif text.strip():
                if self._line is None:
                    self.blocks.append(line := WebCell())
                    self._line = line
                self._line.runs.append(run)

    def _break(self) -> None:
        if self._cell is not None:
            if self._cell.runs and self._cell.runs[-1][0] != "\n":
                self._cell.runs.append(("\n", None))
        else:
            self._line = None


def _read_told(entry: str) -> _Told:
    name, href = _NAME.search(entry), _HREF.search(entry)
    return _Told(unescape(name[1]) if name else "", href[1] if href else "", _read_state(entry) or "visible")


def _read_state(options: str) -> State | None:
    visible = _VISIBLE.search(options)
    return STATES.get(visible[1]) if visible else None

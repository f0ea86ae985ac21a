"""Read a web page saved as .xls (the commonest export of business systems), or a single-file page (.mht)."""

import re
from email import message_from_bytes
from email.message import Message
from html.parser import HTMLParser
from pathlib import PurePosixPath

from ecoreport.model import Area, Sheet
from ecoreport.reading import limits
from ecoreport.reading.cells import Budget, RawCell, RawSheet, finish_cells, parse_number
from ecoreport.reading.decoding import decode
from ecoreport.reading.delimited import typed
from ecoreport.reading.faults import Faults, UnreadableError
from ecoreport.reading.numberformat import GENERAL, NAMED, NumberFormat, parse_format
from ecoreport.reading.richtext import RichText
from ecoreport.reading.rules import DAMAGED, NO_SHEET, TEXT_LOST, TOO_LARGE
from ecoreport.reading.styles import Style

KIND = "网页另存的表格"
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w.-]+)""", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_FORMAT = re.compile(r"""mso-number-format:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;"']+)""", re.IGNORECASE)
_HIDDEN = re.compile(r"display:\s*none|mso-element:\s*comment-list", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration:[^;]*line-through", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{4}) ?|(.))")
_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,80})</x:Name>\s*(?:<x:WorksheetSource\s+HRef=\"([^\"]*)\")?")
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_BLOCKS = frozenset(("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "center", "ul", "ol", "form", "body", "hr"))
_SILENT = frozenset(("script", "title", "rt", "rp", "select", "noscript", "template"))
_STRIKES = frozenset(("s", "strike", "del"))


def read_webpage(data: bytes, file: str, faults: Faults) -> tuple[Sheet, ...]:
    """Read every table of a page, one under another in one sheet, with the lines of text between them."""
    page = _read_page(data)
    raw = page.place(page.sheet_names[0][0] if page.sheet_names else PurePosixPath(file).stem, faults, Budget())
    if not page.has_table:
        raise UnreadableError(NO_SHEET, kind="网页")
    cells, merged = finish_cells(raw, faults)
    return (Sheet(raw.name, cells, merged, pictures=page.pictures),)


def read_single_file_page(data: bytes, file: str, faults: Faults) -> tuple[Sheet, ...]:
    """Read an .mht: each of its pages that holds a table is a sheet, under the name that the first page gives it."""
    pages = [(part, _read_page(_payload(part))) for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
    names = {PurePosixPath(href).name: name for _, page in pages for name, href in page.sheet_names if href}
    budget = Budget()
    sheets: list[Sheet] = []
    for part, page in pages:
        if page.has_table:
            location = PurePosixPath(str(part.get("Content-Location", "")).replace("\\", "/")).name
            raw = page.place(names.get(location) or f"{PurePosixPath(file).stem}{len(sheets) + 1 if sheets else ''}", faults, budget)
            cells, merged = finish_cells(raw, faults)
            sheets.append(Sheet(raw.name, cells, merged, pictures=page.pictures))
    if not sheets:
        raise UnreadableError(NO_SHEET, kind="单个文件网页(.mht)")
    return tuple(sheets)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _read_page(data: bytes) -> "_Page":
    if len(data) > limits.PAGE_BYTES:
        raise UnreadableError(TOO_LARGE, what=f"网页大于 {limits.PAGE_BYTES // limits.MIB} MB")
    declared = _CHARSET.search(data[:4096])
    page = _Page()
    page.read(decode(data, declared[1].decode("ascii") if declared else ""))
    return page


class _Cell:
    """One table cell while its text comes in."""

    def __init__(self, attributes: dict[str, str], style: str) -> None:
        self.attributes = attributes
        self.style = style
        self.rows = _span(attributes.get("rowspan"))
        self.columns = _span(attributes.get("colspan"))
        self.column = 0
        self.runs: list[tuple[str, bool | None]] = []

    def text(self) -> RichText:
        """Collapse white space as a browser does; a line break stays."""
        runs: list[tuple[str, bool | None]] = []
        at_start = True
        for part, struck in self.runs:
            text = part if part == "\n" else _SPACES.sub(" ", part)
            if at_start:
                text = text.lstrip(" ")
            if text:
                runs.append((text, struck))
                at_start = text.endswith((" ", "\n"))
        joined = "".join(text for text, _ in runs)
        stripped = joined.strip(" \n")
        return RichText(stripped, tuple(runs) if stripped == joined else _trim(runs, stripped))


class _Table:
    """A table as its tags come: cells fall into the next free column, below the spans from above."""

    def __init__(self) -> None:
        self.rows: list[list[_Cell]] = []
        self.hidden: set[int] = set()
        self._spans: dict[int, int] = {}  # column, the row from which it is free

    def open_row(self, *, hidden: bool) -> None:
        if hidden:
            self.hidden.add(len(self.rows))
        self.rows.append([])

    def add(self, cell: _Cell) -> None:
        if not self.rows:
            self.open_row(hidden=False)
        row = len(self.rows) - 1
        cell.column = self.rows[-1][-1].column + self.rows[-1][-1].columns if self.rows[-1] else 0
        while self._spans.get(cell.column, 0) > row:
            cell.column += 1
        if cell.column + cell.columns > limits.COLUMNS:
            raise UnreadableError(TOO_LARGE, what=f"表格超过 {limits.COLUMNS} 列")
        if cell.rows > 1:
            for column in range(cell.column, cell.column + cell.columns):
                self._spans[column] = row + cell.rows
        self.rows[-1].append(cell)


class _Page(HTMLParser):
    """Gathers a page's tables and the text around them, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Cell | _Table] = []  # a line of text stands as a cell of its own
        self.pictures = 0
        self.sheet_names: list[tuple[str, str]] = []
        self._tables: list[tuple[_Table, _Cell | None]] = []
        self._cell: _Cell | None = None
        self._line: _Cell | None = None
        self._classes: dict[str, str] = {}
        self._style_text: list[str] | None = None
        self._silent: list[str] = []
        self._struck = 0

    @property
    def has_table(self) -> bool:
        return any(isinstance(block, _Table) and any(block.rows) for block in self.blocks)

    # ---- events ---------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in attrs}
        style = ";".join(self._classes.get(name, "") for name in attributes.get("class", "").split()) + ";" + attributes.get("style", "")
        if tag == "style":
            self._style_text = []
        elif tag in _SILENT or (tag == "div" and _HIDDEN.search(style)):
            self._silent.append(tag)
        elif self._silent:
            return
        elif tag == "table":
            self._tables.append((table := _Table(), self._cell))
            self.blocks.append(table)
            self._cell = self._line = None
        elif tag == "tr" and self._tables:
            self._cell = None
            self._tables[-1][0].open_row(hidden=bool(_HIDDEN.search(style)))
        elif tag in ("td", "th") and self._tables:
            self._cell = _Cell(attributes, style)
            self._tables[-1][0].add(self._cell)
        elif tag == "br":
            self._add("\n")
        elif tag == "img":
            self.pictures += 1
        elif tag == "input" and attributes.get("type", "text") == "text":
            self._add(attributes.get("value", ""))
        elif tag in _STRIKES:
            self._struck += 1
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag == "style" and self._style_text is not None:
            self._classes |= dict(_CLASS.findall("".join(self._style_text)))
            self._style_text = None
        elif self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag == "table" and self._tables:
            _, self._cell = self._tables.pop()
            self._line = None
        elif tag in ("td", "th", "tr"):
            self._cell = None
        elif tag in _STRIKES:
            self._struck = max(0, self._struck - 1)
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
        self.sheet_names += _SHEET_NAME.findall(data)
        self._classes |= dict(_CLASS.findall(data)) if "mso-number-format" in data else {}

    def read(self, text: str) -> None:
        """Read a whole page; not by close(), which goes over the rest once more for every tag that is left open."""
        self.feed(f"{text}<p>")  # a tag behind the last text brings it out
        if self.rawdata:
            raise UnreadableError(DAMAGED, kind="网页", detail="有没有写完的标记")

    def _add(self, text: str) -> None:
        run = (text, True if self._struck else None)
        if self._cell is not None:
            self._cell.runs.append(run)
        elif not self._tables:
            if text == "\n":
                self._line = None
            elif text.strip():
                if self._line is None:
                    self.blocks.append(line := _Cell({}, ""))
                    self._line = line
                self._line.runs.append(run)

    def _break(self) -> None:
        if self._cell is not None:
            if self._cell.runs and self._cell.runs[-1][0] != "\n":
                self._cell.runs.append(("\n", None))
        else:
            self._line = None

    # ---- placing ----------------------------------------------------------------------------

    def place(self, name: str, faults: Faults, budget: Budget) -> RawSheet:
        """Put the blocks one under another into a sheet."""
        raw = RawSheet(name)
        top = 1
        for block in self.blocks:
            if isinstance(block, _Cell):
                _put(raw, block, top, faults, budget)
                top += 1
            elif any(cell.runs for row in block.rows for cell in row):
                top = _place_table(raw, block, top, faults, budget)
        return raw


def _place_table(raw: RawSheet, table: _Table, top: int, faults: Faults, budget: Budget) -> int:
    height = len(table.rows)
    for offset, row in enumerate(table.rows):
        for cell in row:
            _put(raw, cell, top + offset, faults, budget)
            rows = min(cell.rows, height - offset)
            if rows > 1 or cell.columns > 1:
                if len(raw.merged) >= limits.MERGES:
                    raise UnreadableError(TOO_LARGE, what=f"合并单元格超过 {limits.MERGES} 处")
                raw.merged.append(Area(top + offset, cell.column + 1, top + offset + rows - 1, cell.column + cell.columns))
        if offset in table.hidden:
            raw.hidden_rows.add(top + offset)
    return top + height


def _put(raw: RawSheet, cell: _Cell, row: int, faults: Faults, budget: Budget) -> None:
    text = cell.text()
    attributes = cell.attributes
    number_format = _read_format(cell.style, attributes.get("sdnum", ""))
    made = RawCell(row, cell.column + 1, style=Style(number_format, bool(_STRUCK.search(cell.style))))
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
            faults.add(TEXT_LOST, raw.name, row, made.column)
        if any(struck for _, struck in text.runs):
            made.struck, made.kept_text = text.strike(made.style.struck)
    if made.value is not None or made.error is not None or made.formula is not None:
        budget.spend(len(text.text))
        raw.cells.append(made)


def _read_format(style: str, by_libreoffice: str) -> NumberFormat:
    found = _FORMAT.findall(style)
    if not found:
        _, _, own = by_libreoffice.partition(";")[2].partition(";")  # 1033;2052;0.0% — two languages, then the format
        return parse_format(own) if own else GENERAL
    code = _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], found[-1].strip().strip("\"'"))
    return parse_format(NAMED.get(code.casefold(), code))


def _trim(runs: list[tuple[str, bool | None]], stripped: str) -> tuple[tuple[str, bool | None], ...]:
    """Cut the runs to the stripped text."""
    kept: list[tuple[str, bool | None]] = []
    left = len(stripped)
    for text, struck in runs:
        part = text.lstrip(" \n") if not kept else text
        if part and left:
            kept.append((part[:left], struck))
            left -= len(part[:left])
    return tuple(kept)


def _span(text: str | None) -> int:
    return min(max(1, int(text)), limits.HTML_SPAN) if text and text.strip().isdecimal() and len(text) < 7 else 1

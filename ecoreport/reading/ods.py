"""Read an .ods (or a flat .fods): content.xml in one streaming pass, repeats bounded, tracked changes left out."""

from collections.abc import Callable, Iterable
from functools import partial

from ecoreport.model import Sheet
from ecoreport.reading import limits
from ecoreport.reading.cells import Budget
from ecoreport.reading.faults import CorruptError, Faults, UnreadableError, note_break, salvaging
from ecoreport.reading.odscells import OpenCell
from ecoreport.reading.odsstyles import OdsStyles
from ecoreport.reading.odstable import OdsTable, repeat
from ecoreport.reading.package import Package
from ecoreport.reading.richtext import raised
from ecoreport.reading.rules import CANNOT_DECRYPT, DAMAGED, ENCODING_GUESSED, NO_SHEET, PART_LOST, TOO_LARGE
from ecoreport.reading.scanning import OdsCounter, compare, count_ods
from ecoreport.reading.sniff import ODS as KIND
from ecoreport.reading.xmlstream import feed, make_parser

MANIFEST = "META-INF/manifest.xml"
_SKIPPED = frozenset(("tracked-changes", "dde-links", "forms", "scripts", "named-expressions", "database-ranges", "content-validations"))
_CELLS = ("table-cell", "covered-table-cell")
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"  # how the standard's own namespaces begin; what others call alike is another thing
_LIBREOFFICE_TYPE = "calcext:1.0}value-type"


def read_ods(package: Package, faults: Faults) -> tuple[Sheet, ...]:
    """Read the package: named styles first, then the content."""
    if MANIFEST in package and b"encryption-data" in package.read(MANIFEST):
        raise UnreadableError(CANNOT_DECRYPT, kind=KIND)
    styles = OdsStyles()
    if "styles.xml" in package:
        reader = _Reader(styles, faults)
        with salvaging("styles.xml", partial(_note_styles, faults)):
            feed(make_parser(reader.start, reader.end, reader.take), package.xml("styles.xml"), KIND, "styles.xml")
    sheets = _read_content(package.xml("content.xml"), lambda: package.xml("content.xml", again=True), styles, faults)
    for part, encoding in package.guessed.items():
        faults.add(ENCODING_GUESSED, key=part, what=f"“{part}”", encoding=encoding.upper())
    return sheets


def _note_styles(faults: Faults, part: str, fault: UnreadableError) -> None:
    faults.add(PART_LOST, key=part, part=part, what="显示格式（百分数、日期）", detail=str(fault.words.get("detail", "")))


def read_flat_ods(data: bytes, faults: Faults) -> tuple[Sheet, ...]:
    """Read a .fods: the same elements in one XML file."""
    return _read_content((data,), lambda: (data,), OdsStyles(), faults)


def _read_content(chunks: Iterable[bytes], again: Callable[[], Iterable[bytes]], styles: OdsStyles, faults: Faults) -> tuple[Sheet, ...]:
    reader = _Reader(styles, faults)
    seen = OdsCounter()
    try:
        feed(make_parser(reader.start, reader.end, reader.take), seen.watch(chunks), KIND, "content.xml")
    except UnreadableError as fault:
        if fault.rule is not DAMAGED or isinstance(fault, CorruptError):
            raise
        reader.break_off()
        if not any(sheet.cells for sheet in reader.sheets):
            raise
        note_break(reader.sheets[-1], str(fault.words.get("detail", "")), faults)
    else:
        compare(reader.sheets, faults, seen.quick, lambda: count_ods(again()), copies=True)
    if not reader.sheets:
        raise UnreadableError(NO_SHEET, kind=KIND)
    return tuple(reader.sheets)


class _Reader:
    """Turns the events of content.xml into sheets."""

    def __init__(self, styles: OdsStyles, faults: Faults) -> None:
        self.sheets: list[Sheet] = []
        self._styles = styles
        self._faults = faults
        self._budget = Budget()
        self._skipping = 0
        self._in_styles = False
        self._table: OdsTable | None = None
        self._tables = 0  # how many are open: one within a cell is a chart's own, or the like
        self._cell: OpenCell | None = None
        self._depth = 0  # elements that are open within the cell
        self._struck_spans: list[bool] = []  # the open spans: within a struck one or not
        self._raised_spans: list[bool] = []
        self._annotation = 0
        self._paragraph = 0
        self._ruby = 0

    # ---- events ---------------------------------------------------------------------------

    def start(self, name: str, raw_attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition("}")
        if self._cell is not None:
            self._depth += 1
        if self._skipping or (tag in _SKIPPED and space.startswith(_ODF)):
            self._skipping += 1
            return
        if not space.startswith(_ODF):
            return
        attributes = {key.rpartition("}")[2]: value for key, value in raw_attributes.items() if key.startswith(_ODF)}
        attributes["is-error"] = next((value for key, value in raw_attributes.items() if key.endswith(_LIBREOFFICE_TYPE)), "")
        if tag in ("automatic-styles", "styles"):
            self._in_styles = True
        elif self._in_styles:
            self._styles.start(tag, attributes)
        elif tag == "table" and space.endswith(":table:1.0"):
            self._open_table(attributes)
        elif self._table is not None and self._tables == 1:
            self._start_within(self._table, tag, attributes)

    def take(self, text: str) -> None:
        if self._skipping:
            return
        if self._in_styles:
            self._styles.take(text)
        elif self._cell is not None and self._paragraph and not self._ruby:
            if self._cell.length > limits.CELL_TEXT:  # what is longer is cut, and told, when the cell is made
                return
            self._cell.length += len(text)
            if self._annotation:
                self._cell.comment.append(text)
            else:
                text = raised(text) if self._raised_spans[-1:] == [True] and self._cell.runs else text
                self._cell.runs.append((text, True if self._struck_spans[-1:] == [True] else None))
        elif self._cell is not None and not self._depth and self._table is not None and text.strip():
            self._table.note_stray(text.strip())

    def end(self, name: str) -> None:
        self._depth = max(0, self._depth - 1)
        if self._skipping:
            self._skipping -= 1
            return
        space, _, tag = name.rpartition("}")
        if not space.startswith(_ODF):
            return
        if tag in ("automatic-styles", "styles"):
            self._in_styles = False
        elif self._in_styles:
            self._styles.end(tag)
        elif tag == "table" and self._table is not None:
            self._tables -= 1
            if not self._tables:
                self.sheets.append(self._table.finish())
                self._table = None
        elif self._table is not None and self._tables == 1:
            self._end_within(self._table, tag)

    def break_off(self) -> None:
        """Close what was open where the content breaks off."""
        if self._table is not None:
            self._table.close_row()
            self.sheets.append(self._table.finish())
            self._table = None

    # ---- tables -----------------------------------------------------------------------------

    def _open_table(self, attributes: dict[str, str]) -> None:
        self._tables += 1
        if self._tables == 1:
            if len(self.sheets) >= limits.SHEETS:
                raise UnreadableError(TOO_LARGE, what=f"工作表超过 {limits.SHEETS} 个")
            self._table = OdsTable(attributes, self._styles, self._faults, self._budget)

    def _start_within(self, table: OdsTable, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table-row":
            table.open_row(attributes)
        elif tag in _CELLS:
            self._cell, self._depth = OpenCell(attributes), 0
        elif tag == "table-column":
            table.add_columns(attributes)
        elif tag == "table-row-group":
            table.open_group(attributes)
        elif tag == "annotation":
            self._annotation += 1
        elif tag in ("image", "object", "object-ole"):
            table.pictures += tag == "object" or not self._annotation
        elif tag == "text-box":
            table.boxes += 1
        elif self._cell is not None:
            self._start_text(self._cell, tag, attributes)

    def _start_text(self, cell: OpenCell, tag: str, attributes: dict[str, str]) -> None:
        if tag == "p":
            self._paragraph += 1
            if self._annotation:
                cell.comment_paragraphs += 1
                self.take("\n" if cell.comment_paragraphs > 1 else "")
            else:
                cell.paragraphs += 1
                self.take("\n" if cell.paragraphs > 1 else "")
        elif tag == "span":
            name = attributes.get("style-name", "")
            self._struck_spans.append(self._struck_spans[-1:] == [True] or self._styles.is_struck_text(name))
            self._raised_spans.append(self._raised_spans[-1:] == [True] or self._styles.is_raised_text(name))
        elif tag == "s":
            self.take(" " * min(repeat(attributes, "c"), limits.CELL_TEXT))
        elif tag == "tab":
            self.take("\t")
        elif tag == "line-break":
            self.take("\n")
        elif tag == "ruby-text":
            self._ruby += 1

    def _end_within(self, table: OdsTable, tag: str) -> None:
        if tag in _CELLS:
            if self._cell is not None:
                table.add_cell(self._cell)
            self._cell = None
        elif tag == "table-row":
            table.close_row()
        elif tag == "table-row-group":
            table.close_group()
        elif tag == "annotation":
            self._annotation -= 1
        elif self._cell is not None:
            self._end_text(tag)

    def _end_text(self, tag: str) -> None:
        if tag == "p":
            self._paragraph -= 1
        elif tag == "span":
            self._struck_spans.pop()
            self._raised_spans.pop()
        elif tag == "ruby-text":
            self._ruby -= 1

"""Read an .ods (or a flat .fods): content.xml in one streaming pass, repeats bounded, tracked changes left out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from ecoreport.model import Area, CellValue, Sheet
from ecoreport.reading import limits
from ecoreport.reading.cells import Budget, RawCell, RawSheet, finish_cells, parse_number
from ecoreport.reading.faults import Faults, UnreadableError
from ecoreport.reading.formulas import count_pictures
from ecoreport.reading.numberformat import parse_format
from ecoreport.reading.odsstyles import OdsStyles
from ecoreport.reading.package import Package
from ecoreport.reading.richtext import RichText
from ecoreport.reading.rules import ADDRESS_LOST, NO_SHEET, NUMBER_LOST, PASSWORD, TEXT_LOST, TOO_LARGE
from ecoreport.reading.xmlstream import feed, make_parser

KIND = "OpenDocument 表格（.ods）"
_MANIFEST = "META-INF/manifest.xml"
_REFERENCE = re.compile(r"\[([^\]]*)\]")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_SKIPPED = frozenset(("tracked-changes", "dde-links", "forms", "scripts", "named-expressions", "database-ranges", "content-validations"))
_ERROR = re.compile(r"#[A-Z0-9/!?]+|Err:\d+")
# LibreOffice saves a boolean as a formula that gives the number 1 or 0, and shows the word.
_TRUTHS = {"=TRUE()": True, "=FALSE()": False, "TRUE": True, "FALSE": False}
_PLAIN_PERCENT = parse_format("0.00%")


def read_ods(package: Package, faults: Faults) -> tuple[Sheet, ...]:
    """Read the package: named styles first, then the content."""
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise UnreadableError(PASSWORD, kind=KIND, tried="这种格式的加密不能在这里解开")
    styles = OdsStyles()
    if "styles.xml" in package:
        reader = _Reader(styles, faults)
        feed(make_parser(reader.start, reader.end, reader.take), package.chunks("styles.xml"), KIND, "styles.xml")
    return _read_content(package.chunks("content.xml"), styles, faults)


def read_flat_ods(data: bytes, faults: Faults) -> tuple[Sheet, ...]:
    """Read a .fods: the same elements in one XML file."""
    return _read_content((data,), OdsStyles(), faults)


def _read_content(chunks: Iterable[bytes], styles: OdsStyles, faults: Faults) -> tuple[Sheet, ...]:
    reader = _Reader(styles, faults)
    feed(make_parser(reader.start, reader.end, reader.take), chunks, KIND, "content.xml")
    if not reader.sheets:
        raise UnreadableError(NO_SHEET, kind=KIND)
    return tuple(reader.sheets)


@dataclass(slots=True)
class _OpenCell:
    """A cell while its element is open."""

    attributes: dict[str, str]
    covered: bool
    paragraphs: int = 0
    length: int = 0
    runs: list[tuple[str, bool | None]] = field(default_factory=list)
    comment: list[str] = field(default_factory=list)
    comment_paragraphs: int = 0


class _Reader:
    """Turns the events of content.xml into sheets."""

    def __init__(self, styles: OdsStyles, faults: Faults) -> None:
        self.sheets: list[Sheet] = []
        self._styles = styles
        self._faults = faults
        self._budget = Budget()
        self._skipping = 0
        self._in_styles = False
        self._raw: RawSheet | None = None
        self._tables = 0
        self._pictures = 0
        self._boxes = 0
        self._row = 0
        self._row_cells: list[RawCell] = []
        self._row_merges: list[Area] = []
        self._row_comments: dict[int, str] = {}
        self._row_attributes: dict[str, str] = {}
        self._hidden_groups: list[bool] = []
        self._column = 0
        self._column_styles: list[tuple[int, str]] = []  # last column, its default cell style
        self._cell: _OpenCell | None = None
        self._struck_spans: list[bool] = []
        self._annotation = 0
        self._paragraph = 0
        self._ruby = 0

    # ---- events ---------------------------------------------------------------------------

    def start(self, name: str, raw_attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition("}")
        if self._skipping or tag in _SKIPPED:
            self._skipping += 1
            return
        attributes = {key.rpartition("}")[2]: value for key, value in raw_attributes.items()}
        if "calcext" in name:
            return
        if any("calcext" in key for key in raw_attributes):
            attributes["is-error"] = next((value for key, value in raw_attributes.items() if key.endswith("calcext:1.0}value-type")), "")
            attributes |= {key.rpartition("}")[2]: value for key, value in raw_attributes.items() if "calcext" not in key}
        if tag in ("automatic-styles", "styles"):
            self._in_styles = True
        elif self._in_styles:
            self._styles.start(tag, attributes)
        elif tag == "table" and space.endswith(":table:1.0"):
            self._open_table(attributes)
        elif self._raw is not None and self._tables == 1:
            self._start_within(tag, attributes)

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
                self._cell.runs.append((text, True if any(self._struck_spans) else None))

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        tag = name.rpartition("}")[2]
        if tag in ("automatic-styles", "styles"):
            self._in_styles = False
        elif self._in_styles:
            self._styles.end(tag)
        elif tag == "table" and self._tables:
            self._tables -= 1
            if not self._tables:
                self._close_table()
        elif self._raw is not None and self._tables == 1:
            self._end_within(tag)

    def _start_within(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table-row":
            self._row_attributes, self._column = attributes, 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell = _OpenCell(attributes, tag == "covered-table-cell")
        elif tag == "table-column":
            self._add_columns(attributes)
        elif tag == "table-row-group":
            self._hidden_groups.append(attributes.get("display") == "false")
        elif tag == "annotation":
            self._annotation += 1
        elif tag in ("image", "object", "object-ole"):
            self._pictures += tag == "object" or not self._annotation
        elif tag == "text-box":
            self._boxes += 1
        elif self._cell is not None:
            self._start_text(self._cell, tag, attributes)

    def _start_text(self, cell: _OpenCell, tag: str, attributes: dict[str, str]) -> None:
        if tag == "p":
            self._paragraph += 1
            if self._annotation:
                cell.comment_paragraphs += 1
                self.take("\n" if cell.comment_paragraphs > 1 else "")
            else:
                cell.paragraphs += 1
                self.take("\n" if cell.paragraphs > 1 else "")
        elif tag == "span":
            self._struck_spans.append(self._styles.is_struck_text(attributes.get("style-name", "")))
        elif tag == "s":
            self.take(" " * min(_repeat(attributes, "c"), limits.CELL_TEXT))
        elif tag == "tab":
            self.take("\t")
        elif tag == "line-break":
            self.take("\n")
        elif tag == "ruby-text":
            self._ruby += 1

    def _end_within(self, tag: str) -> None:
        if tag in ("table-cell", "covered-table-cell"):
            if self._cell is not None:
                self._close_cell(self._cell)
            self._cell = None
        elif tag == "table-row":
            self._close_row()
        elif tag == "table-row-group" and self._hidden_groups:
            self._hidden_groups.pop()
        elif tag == "annotation":
            self._annotation -= 1
        elif tag == "p" and self._cell is not None:
            self._paragraph -= 1
        elif tag == "span" and self._struck_spans:
            self._struck_spans.pop()
        elif tag == "ruby-text":
            self._ruby -= 1

    # ---- tables, columns, rows -------------------------------------------------------------

    def _open_table(self, attributes: dict[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:  # a table within a cell, or a chart's own
            return
        if len(self.sheets) >= limits.SHEETS:
            raise UnreadableError(TOO_LARGE, what=f"工作表超过 {limits.SHEETS} 个")
        hidden = self._styles.is_hidden_table(attributes.get("style-name", ""))
        self._raw = RawSheet(attributes.get("name", ""), hidden=hidden)
        self._pictures = self._boxes = self._row = 0
        self._column = 0
        self._column_styles = []
        self._hidden_groups = []

    def _close_table(self) -> None:
        raw = self._raw
        if raw is not None:
            cells, merged = finish_cells(raw, self._faults)
            pictures = self._pictures + count_pictures(cells)
            self.sheets.append(Sheet(raw.name, cells, merged, "hidden" if raw.hidden else "visible", pictures, self._boxes))
        self._raw = None

    def _add_columns(self, attributes: dict[str, str]) -> None:
        first = self._column_styles[-1][0] + 1 if self._column_styles else 1
        last = first + _repeat(attributes, "number-columns-repeated") - 1
        self._column_styles.append((last, attributes.get("default-cell-style-name", "")))
        if self._raw is not None and attributes.get("visibility", "visible") != "visible":
            self._raw.hidden_columns.append((first, last))

    def _close_row(self) -> None:
        raw, repeat = self._raw, _repeat(self._row_attributes, "number-rows-repeated")
        if raw is None:
            return
        visibility = self._row_attributes.get("visibility", "visible")
        hidden = visibility != "visible" or any(self._hidden_groups)
        if self._row_cells or self._row_merges or self._row_comments:
            for row in range(self._row + 1, self._row + repeat + 1):
                if row > limits.ROWS:
                    self._faults.add(ADDRESS_LOST, raw.name, address=f"第 {row} 行")
                    break
                self._put_row(raw, row)
                if hidden:
                    raw.hidden_rows.add(row)
                if visibility == "filter":
                    raw.filtered_rows.add(row)
        self._row += repeat
        self._row_cells, self._row_merges, self._row_comments = [], [], {}

    def _put_row(self, raw: RawSheet, row: int) -> None:
        for cell in self._row_cells:
            self._budget.spend(len(cell.value) if isinstance(cell.value, str) else 0)
            raw.cells.append(RawCell(row, cell.column, cell.value, cell.error, cell.formula, cell.style, cell.kept_text, cell.struck))
        for area in self._row_merges:
            if len(raw.merged) >= limits.MERGES:
                raise UnreadableError(TOO_LARGE, what=f"合并单元格超过 {limits.MERGES} 处")
            raw.merged.append(Area(row, area.first_column, min(row + area.last_row, limits.ROWS), area.last_column))
        for column, comment in self._row_comments.items():
            raw.comments[row, column] = comment

    # ---- cells -----------------------------------------------------------------------------

    def _close_cell(self, open_cell: _OpenCell) -> None:
        attributes = open_cell.attributes
        first, repeat = self._column + 1, _repeat(attributes, "number-columns-repeated")
        self._column += repeat
        if comment := "".join(open_cell.comment).strip():
            self._row_comments[first] = comment
        columns, rows = _repeat(attributes, "number-columns-spanned"), _repeat(attributes, "number-rows-spanned")
        if columns > 1 or rows > 1:
            self._row_merges.append(Area(1, first, rows - 1, min(first + columns - 1, limits.COLUMNS)))
        cell = self._make_cell(open_cell, first)
        if cell.value is None and cell.error is None and cell.formula is None:
            return
        for column in range(first, first + repeat):
            if column > limits.COLUMNS:
                self._faults.add(ADDRESS_LOST, self._raw.name if self._raw else None, address=f"第 {column} 列")
                break
            self._row_cells.append(RawCell(0, column, cell.value, cell.error, cell.formula, cell.style, cell.kept_text, cell.struck))
            if len(self._row_cells) > limits.COLUMNS:
                break

    def _make_cell(self, open_cell: _OpenCell, column: int) -> RawCell:
        attributes = open_cell.attributes
        name = attributes.get("style-name") or self._row_attributes.get("default-cell-style-name") or self._column_style(column)
        cell = RawCell(self._row + 1, column, style=self._styles.cell(name))
        if formula := attributes.get("formula"):
            cell.formula = _plain_formula(formula)
        kind = attributes.get("value-type", "")
        text = RichText("".join(part for part, _ in open_cell.runs), tuple(open_cell.runs))
        if attributes.get("is-error") == "error" or (cell.formula and kind != "string" and _ERROR.fullmatch(text.text)):
            cell.error = text.text if text.text.startswith("#") else "#VALUE!"
        elif kind == "string" or (not kind and text.text):
            self._fill_text(cell, text, attributes.get("string-value"))
        elif kind in ("float", "percentage") and (truth := _TRUTHS.get(cell.formula or "", _TRUTHS.get(text.text))) is not None:
            cell.value = truth
        elif kind:
            cell.value = self._read_value(cell, kind, attributes, text.text)
            if kind == "percentage" and not any(section.percent for section in cell.style.number_format.sections):
                cell.style = type(cell.style)(_PLAIN_PERCENT, cell.style.struck, cell.style.locked)
        return cell

    def _fill_text(self, cell: RawCell, text: RichText, stored: str | None) -> None:
        value = text.text if text.text or stored is None else stored
        if len(value) > limits.CELL_TEXT:
            value = value[: limits.CELL_TEXT]
            self._faults.add(TEXT_LOST, self._raw.name if self._raw else None, cell.row, cell.column)
        cell.value = value
        if any(struck for _, struck in text.runs):
            cell.struck, cell.kept_text = text.strike(cell.style.struck)

    def _read_value(self, cell: RawCell, kind: str, attributes: dict[str, str], text: str) -> CellValue | None:
        value: CellValue | None = None
        stored = ""
        if kind in ("float", "percentage", "currency"):
            stored = attributes.get("value", "")
            value = parse_number(stored)
        elif kind == "boolean":
            stored = attributes.get("boolean-value", "")
            value = {"true": True, "false": False}.get(stored)
        elif kind == "date":
            stored = attributes.get("date-value", "")
            value = _read_moment(stored)
        elif kind == "time":
            stored = attributes.get("time-value", "")
            value = _read_duration(stored)
        if value is None and (stored or text):
            self._faults.add(NUMBER_LOST, self._raw.name if self._raw else None, cell.row, cell.column, text=(stored or text)[:20])
            return text or stored
        return value

    def _column_style(self, column: int) -> str:
        return next((style for last, style in self._column_styles if column <= last), "")


def _repeat(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


def _plain_formula(formula: str) -> str:
    """Write of:=[.A1]+SUM([.B1:.B9]) as a spreadsheet shows it: =A1+SUM(B1:B9)."""
    prefix, separator, rest = formula.partition("=")
    body = rest if separator and not prefix.strip("ofmsxlc:") else formula
    return "=" + _REFERENCE.sub(lambda match: _reference(match[1]), body).replace(";", ",")


def _reference(reference: str) -> str:
    parts = [part.removeprefix(".") for part in reference.split(":")]
    return ":".join(part.replace(".", "!") if "'" not in part else re.sub(r"'\.", "'!", part) for part in parts)


def _read_moment(text: str) -> date | datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None


def _read_duration(text: str) -> time | Decimal | None:
    """Read PT08H30M00S: a time of day, or from 24 hours on the days that a spreadsheet stores."""
    if not text or not (match := _DURATION.fullmatch(text)):
        return None
    sign, days, hours, minutes, seconds = match.groups()
    total = (int(days or 0) * 86_400 + int(hours or 0) * 3_600 + int(minutes or 0) * 60) + Decimal(seconds or 0)
    if sign or total >= 86_400:
        return (-1 if sign else 1) * total / 86_400
    return time(int(total // 3_600), int(total // 60 % 60), int(total % 60), int(total % 1 * 1_000_000))

"""The workbook under the pen: the only module that calls XlsxWriter's cells; all text passes its cleaner."""

import io
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.url import Url

from ecoreport.language.widths import LONGEST_TEXT, clean
from ecoreport.model import MARK
from ecoreport.rendering.workbook.content import Content, fits_a_float
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.printing import Paper
from ecoreport.rendering.workbook.scene import Scene
from ecoreport.rendering.workbook.streaming import StreamedSheet
from ecoreport.rendering.workbook.styles import Styles

_MOST_LINKS = 65_530  # that one sheet may hold; what comes after is plain
_FORMATS = {"A3": 8, "A4": 9}
_PROTECTION = {
    "autofilter": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


class Book:
    """One workbook being written; with a folder to put aside what is written, its size does not count in memory."""

    def __init__(self, scene: Scene, aside: str | None = None) -> None:
        self.scene = scene
        self.cleaned = 0  # how many texts could not be written as they were
        self._stream = io.BytesIO()
        options = {
            "in_memory": aside is None,
            "tmpdir": aside,
            # A column's width counts digits of the default font: with this one as in a Chinese Excel, 8 pixels each.
            "default_format_properties": {"font_name": "宋体", "font_size": 11},
            "default_column_width": 72,
        }
        self.workbook: Any = xlsxwriter.Workbook(self._stream, options)
        self.styles = Styles(self.workbook, scene.layout.style)
        self._notice: tuple[Any, int, Any] | None = None
        self._links: Counter[str] = Counter()
        self._describe()

    def add_sheet(self, sheet: SheetLayout, paper: Paper, *, streamed: bool = False) -> Any:
        """Open a sheet with everything that all of them share: paper, margins, page numbers, protection."""
        worksheet = self.workbook.add_worksheet(sheet.title, StreamedSheet if streamed else None)
        worksheet.set_paper(_FORMATS[paper.format])
        if paper.landscape:
            worksheet.set_landscape()
        worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.65)
        worksheet.center_horizontally()
        worksheet.set_footer(f"&C{self.scene.say('page')}")
        worksheet.hide_gridlines(2)
        if not sheet.extra.get("open"):
            worksheet.protect("", _PROTECTION)
        return worksheet

    def put(self, worksheet: Any, row: int, column: int, content: Content) -> None:
        """Write one cell (row and column from 0); whatever is merged is merged first."""
        linked = bool(content.link or content.opens) and content.value is not None and self._links[worksheet.name] < _MOST_LINKS
        style = self.styles.of_cell(content.look, content.decimals, linked=linked)
        if content.rows > 1 or content.columns > 1:
            worksheet.merge_range(row, column, row + content.rows - 1, column + content.columns - 1, "", style)
        if linked and content.opens:
            self._open(worksheet, row, column, content, style)
        elif linked:
            self.link(worksheet, row, column, content.link, str(content.value), style)
        self._put_value(worksheet, row, column, content, style)

    def put_row(self, worksheet: StreamedSheet, row: int, height: float, contents: Mapping[int, Content]) -> None:
        """Write one row of a sheet that is streamed: words and numbers, by their columns."""
        cells = []
        for column, content in contents.items():
            value, leads = content.value, content.opens or content.link
            linked = bool(leads) and value is not None and self._links[worksheet.name] < _MOST_LINKS
            words = self.clean(value) if isinstance(value, str) else value
            cells.append((column, words, self.styles.of_cell(content.look, content.decimals, linked=linked)))
            if not linked:
                continue
            self._links[worksheet.name] += 1
            if content.opens:
                worksheet.link_file(row, column, content.opens, content.place)
            else:
                worksheet.link_place(row, column, content.link, str(words))
        worksheet.add_row(row, height, cells)

    def link(self, worksheet: Any, row: int, column: int, target: str, words: str, style: Any) -> None:
        """Write a link to a place of this workbook."""
        self._links[worksheet.name] += 1
        worksheet.write_url(row, column, f"internal:{target}", style, self.clean(words))

    def _open(self, worksheet: Any, row: int, column: int, content: Content, style: Any) -> None:
        """Write a link to a file; XlsxWriter would turn its "/" round, which only Windows understands."""
        self._links[worksheet.name] += 1
        url = Url(f"external:{content.opens}")
        url.text = self.clean(str(content.value))
        url._relationship_link, url._anchor = content.opens, content.place  # noqa: SLF001 — it offers no other way
        worksheet.write_url(row, column, url, style)

    def write(self, worksheet: Any, row: int, column: int, words: str, style: Any) -> None:
        """Write words as words, whatever they look like."""
        worksheet.write_string(row, column, self.clean(words), style)

    def clean(self, words: str) -> str:
        """Make words safe, and count those that could not stay as they were."""
        if words.isprintable() and len(words) <= LONGEST_TEXT:
            return words  # the common case: nothing that is hidden, forbidden or too long is printable
        cleaned = clean(words)
        self.cleaned += cleaned != words
        return cleaned

    def reserve_notice(self, worksheet: Any, row: int, style: Any) -> None:
        """Keep a line for saying how many texts were cleaned: only the end of the work can tell."""
        self._notice = (worksheet, row, style)

    def close(self) -> bytes:
        """Finish the workbook and give its bytes."""
        if self.cleaned and self._notice:
            worksheet, row, style = self._notice
            worksheet.write_string(row, 0, self.scene.say("cleaned", "overview", count=self.cleaned), style)
        self.workbook.close()
        vars(self.workbook).clear()  # it leads to its sheets and they to it: all its cells would wait to be found unused
        return self._stream.getvalue()

    def _put_value(self, worksheet: Any, row: int, column: int, content: Content, style: Any) -> None:
        value = content.value
        if content.formula:
            worksheet.write_formula(row, column, f"={content.formula}", style, _result(value))
        elif value is None:
            worksheet.write_blank(row, column, None, style)
        elif isinstance(value, date):
            if value.year >= 1900:
                worksheet.write_datetime(row, column, datetime.combine(value, time()), style)
            else:
                self.write(worksheet, row, column, value.isoformat(), style)
        elif isinstance(value, str):
            self.write(worksheet, row, column, value, style)
        elif isinstance(value, float) or fits_a_float(value):
            worksheet.write_number(row, column, float(value), style)
        else:
            self.write(worksheet, row, column, f"{value:f}", style)

    def _describe(self) -> None:
        scene = self.scene
        parameters = scene.report.system.parameters
        created = datetime.combine(scene.report.as_of, time(), UTC)  # the report's own day: no clock
        self.workbook.set_properties({
            "title": clean(f"{scene.fill('{name}')} {scene.report.period}"),
            "subject": scene.say("subject"),
            "author": clean(parameters.office),
            "company": clean(parameters.government),
            "category": scene.say("category"),
            "created": created,
        })  # fmt: skip
        self.workbook.set_custom_property(*MARK)
        self.workbook.set_size(24_000, 14_000)
        self.workbook.set_calc_mode("auto")


def _result(value: object) -> object:
    """Give a formula's stored result as XlsxWriter writes it."""
    return float(value) if isinstance(value, Decimal) else "" if value is None else value

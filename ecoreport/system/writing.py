"""Write the plan's workbook: a form that a clerk can read and edit, the same bytes for the same plan."""

import os
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ecoreport.language import patterns as re
from ecoreport.language.widths import clean, lines_needed
from ecoreport.model import IndicatorSystem
from ecoreport.publish import write_atomic
from ecoreport.system.forms import Column, Form, Forms, load_forms
from ecoreport.system.rows import Line, Value, lay_out
from ecoreport.templates import Templates

_STAMP = datetime(2020, 7, 15, tzinfo=UTC)  # one date for all: a clock would make two equal workbooks differ
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")

_TITLE = Font(name="黑体", size=16, color="FF1F4E79")
_NOTE = Font(name="宋体", size=11, color="FF595959")
_HEAD = Font(name="黑体", size=11, color="FFFFFFFF")
_BODY = Font(name="宋体", size=11)
_LINKED = Font(name="宋体", size=11, color="FF1F4E9F", underline="single")
_REPEATED = Font(color="FFA6A6A6")
_HEAD_FILL = PatternFill("solid", fgColor="FF2F75B5")
_NOTE_FILL = PatternFill("solid", fgColor="FFEAF2F9")
_OPEN_FILL = PatternFill("solid", fgColor="FFFFF9E5")  # what the office has still to fill in
_LINE = Side(style="thin", color="FFBFBFBF")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)

_HEADER_ROW = 3
_SPARE_ROWS = 200  # rows below the last one that have the dropdowns too
_BLANK_ROWS = 12  # framed rows of a sheet that is still empty
_NARROW = 16  # columns up to this width hold short words, centred
_A4_WIDTH = 190  # wider tables are printed on A3


def write_system(system: IndicatorSystem, path: str | os.PathLike[str], templates: Path | None = None) -> None:
    """Write a plan as the workbook that `load_system` reads back equal.

    `templates` is the office's own folder, whose system.toml words sheets and headings. The same plan gives the same bytes. Raise
    OutputError where `path` cannot be written, TemplateError where system.toml cannot serve.
    """
    book = Workbook()
    book.properties.creator = "ecoreport"
    book.properties.title = clean(system.name)
    book.properties.created = _STAMP.replace(tzinfo=None)
    forms = load_forms(Templates(templates))
    lines = lay_out(system, forms)
    cover = book.active
    assert isinstance(cover, Worksheet)
    _write_cover(cover, system, forms, {key: len(lines[key]) for key in forms.sheets})
    for key, form in forms.sheets.items():
        _write_sheet(book.create_sheet(form.title), form, lines[key])
    _add_parameter_choices(book[forms.sheets["parameters"].title], forms)
    write_atomic(os.fspath(path), _fix_bytes(book))


def _write_cover(sheet: Worksheet, system: IndicatorSystem, forms: Forms, counts: dict[str, int]) -> None:
    sheet.title = forms.cover.title
    sheet.append([clean(system.name)])
    sheet.append([forms.cover.edition.format(edition=clean(system.edition))])
    for line in forms.cover.lines:
        sheet.append([line])
    head = len(forms.cover.lines) + 4
    for position, (heading, width) in enumerate(zip(forms.cover.headings, (16, 8, 112), strict=True), 1):
        sheet.column_dimensions[get_column_letter(position)].width = width
        _style_head(sheet.cell(head, position, heading))
    for number, (key, form) in enumerate(forms.sheets.items(), head + 1):
        values: tuple[str | int, ...] = (form.title, counts[key], form.note)
        for position, value in enumerate(values, 1):
            cell = sheet.cell(number, position, value)
            cell.font, cell.border = _BODY, _FRAME
            cell.alignment = Alignment(vertical="center", wrap_text=True, horizontal="center" if position == 2 else "left")
        sheet.cell(number, 1).hyperlink = f"#'{form.title}'!A1"
        sheet.cell(number, 1).font = _LINKED
        sheet.row_dimensions[number].height = 15.0 * lines_needed(form.note, 108) + 8
    for number in range(2, head - 1):
        sheet.cell(number, 1).font = _NOTE
        sheet.row_dimensions[number].height = 20
    sheet["A1"].font = _TITLE
    sheet.row_dimensions[1].height = 32
    sheet.row_dimensions[head].height = 24
    _set_page(sheet, wide=False)


def _write_sheet(sheet: Worksheet, form: Form, lines: list[Line]) -> None:
    last = get_column_letter(len(form.columns))
    whole = sum(column.width for column in form.columns)
    sheet["A1"] = form.title
    sheet["A1"].font = _TITLE
    sheet["A2"] = form.note
    sheet["A2"].font, sheet["A2"].fill = _NOTE, _NOTE_FILL
    sheet["A2"].alignment = Alignment(vertical="center", wrap_text=True)
    sheet.merge_cells(f"A2:{last}2")
    sheet.row_dimensions[1].height = 28
    sheet.row_dimensions[2].height = 15.0 * lines_needed(form.note, whole - 4) + 8
    sheet.row_dimensions[_HEADER_ROW].height = 26
    for position, column in enumerate(form.columns, 1):
        sheet.column_dimensions[get_column_letter(position)].width = column.width
        _style_head(sheet.cell(_HEADER_ROW, position, column.heading))
    for number, line in enumerate(lines or [{}] * _BLANK_ROWS, _HEADER_ROW + 1):
        _write_line(sheet, number, form, line)
    _help_filling_in(sheet, form, _HEADER_ROW + max(len(lines), 1))
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:{last}{_HEADER_ROW + max(len(lines), 1)}"
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    _set_page(sheet, wide=whole > _A4_WIDTH)


def _write_line(sheet: Worksheet, number: int, form: Form, line: Line) -> None:
    most = 1
    for position, column in enumerate(form.columns, 1):
        value = line.get(column.field)
        cell = sheet.cell(number, position, _prepare(value))
        assert isinstance(cell, Cell)
        cell.font, cell.border = _BODY, _FRAME
        cell.alignment = Alignment(vertical="center", wrap_text=True, horizontal="left" if column.width > _NARROW else "center")
        if form.office and cell.value is None and column.field != "explanation":
            cell.fill = _OPEN_FILL
        if isinstance(value, str):
            cell.number_format = "@"  # "15.2" and "100" stay text when a clerk edits them
        most = max(most, lines_needed(str(value or ""), column.width - 2))
    sheet.row_dimensions[number].height = most * 15.0 + 7


def _prepare(value: Value) -> Value:
    return (clean(value) or None) if isinstance(value, str) else value


def _style_head(cell: object) -> None:
    assert isinstance(cell, Cell)
    cell.font, cell.fill, cell.border = _HEAD, _HEAD_FILL, _FRAME
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _help_filling_in(sheet: Worksheet, form: Form, end: int) -> None:
    """Add the dropdowns, and print in grey what only repeats the row above."""
    first = _HEADER_ROW + 1
    for position, column in enumerate(form.columns, 1):
        letter = get_column_letter(position)
        if column.choices:
            _add_dropdown(sheet, column.choices, f"{letter}{first}:{letter}{end + _SPARE_ROWS}")
        if column.repeated and end > first:
            rule = Rule("expression", dxf=DifferentialStyle(font=_REPEATED), formula=[_tell_repeated(form.columns, position, first)])
            sheet.conditional_formatting.add(f"{letter}{first + 1}:{letter}{end}", rule)


def _tell_repeated(columns: tuple[Column, ...], position: int, row: int) -> str:
    """Say by a formula that a cell only repeats: it and all repeated columns to its left are as in the row above."""
    letters = [get_column_letter(number) for number, column in enumerate(columns[:position], 1) if column.repeated]
    return "AND({})".format(",".join(f"${letter}{row + 1}=${letter}{row}" for letter in letters))


def _add_parameter_choices(sheet: Worksheet, forms: Forms) -> None:
    for number, parameter in enumerate(forms.parameters, _HEADER_ROW + 1):
        if parameter.choices:
            _add_dropdown(sheet, parameter.choices, f"B{number}")


def _add_dropdown(sheet: Worksheet, choices: tuple[str, ...], area: str) -> None:
    rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "请从列表中选择", "可选:" + "、".join(choices)
    sheet.add_data_validation(rule)
    rule.add(area)


def _set_page(sheet: Worksheet, *, wide: bool) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = int(sheet.PAPERSIZE_A3 if wide else sheet.PAPERSIZE_A4)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7, header=0.3, footer=0.3)
    sheet.print_options.horizontalCentered = True
    assert sheet.oddFooter is not None
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _fix_bytes(book: Workbook) -> bytes:
    """Save with fixed times: openpyxl stamps its clock on the properties and on every member."""
    saved, fixed = BytesIO(), BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + _STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            member = zipfile.ZipInfo(name, (_STAMP.year, _STAMP.month, _STAMP.day, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # ZipInfo writes the system it runs on
            target.writestr(member, content)
    return fixed.getvalue()

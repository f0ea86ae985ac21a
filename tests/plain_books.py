"""Writes workbooks of plain sheets — texts, numbers, merges, and nothing about any cell — in a twentieth of the time of a whole library.

`test_readings.py` holds what is read of them against what is read of the same sheets as openpyxl writes them.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl.utils import range_boundaries

from ecoreport.model import column_letters

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def is_plain(sheets: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether sheets hold nothing but names, rows of plain values and merges."""
    values = [value for sheet in sheets for row in sheet["rows"] for value in row]
    told = all(isinstance(value, str | int | float) or value is None for value in values)
    formulas = any(isinstance(value, str) and value.startswith("=") for value in values)
    return told and not formulas and all(not value or key in ("name", "rows", "merged") for sheet in sheets for key, value in sheet.items())


def plain_book(sheets: Sequence[Mapping[str, Any]]) -> bytes:
    """Write plain sheets as one .xlsx."""
    out = BytesIO()
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="{escape(sheet["name"])}" sheetId="{no}" r:id="r{no}"/>' for no, sheet in zip(numbers, sheets, strict=True)
    )
    related = "".join(f'<Relationship Id="r{no}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{no}.xml"/>' for no in numbers)
    typed = "".join(f'<Override PartName="/xl/worksheets/sheet{no}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for no in numbers)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{typed}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
    }
    parts |= {f"xl/worksheets/sheet{no}.xml": _sheet(sheet) for no, sheet in zip(numbers, sheets, strict=True)}
    with ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def _sheet(sheet: Mapping[str, Any]) -> str:
    merged = sheet.get("merged") or ()
    areas = [range_boundaries(area) for area in merged]
    covered = {
        (row, column)
        for left, top, right, bottom in areas
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    rows = "".join(f'<row r="{row}">{"".join(_cells(row, values, covered))}</row>' for row, values in enumerate(sheet["rows"], 1))
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    merges = f"<mergeCells>{merges}</mergeCells>" if merges else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{merges}</worksheet>'


def _cells(row: int, values: Sequence[Any], covered: set[tuple[int, int]]) -> Iterator[str]:
    for column, value in enumerate(values, 1):
        address = f"{column_letters(column)}{row}"
        if value is None or value == "" or (row, column) in covered:
            continue
        if isinstance(value, bool):
            yield f'<c r="{address}" t="b"><v>{value:d}</v></c>'
        elif isinstance(value, str):
            yield f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(value, quote=False)}</t></is></c>'
        else:
            yield f'<c r="{address}"><v>{value!r}</v></c>'

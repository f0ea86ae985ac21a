"""Makes a layout as a text: a web page of Excel or of a business system, a .csv."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime
from html import escape

from builder import C, Case, S
from layout_cells import hidden_columns, is_number, places_of, rows, show, spans, struck_part

_EXCEL = "urn:schemas-microsoft-com:office:excel"

# ---- web pages --------------------------------------------------------------------------------


def as_html(case: Case) -> bytes:
    """One sheet as Excel saves it as a web page, which is then renamed .xls."""
    (spec,) = case.sheets
    return _page(spec).encode("gb18030")


def as_mht(case: Case) -> bytes:
    """A whole workbook as Excel saves it as a single-file page: a frame that names the sheets, then a page that tells the rest of each."""
    listed = "".join(
        f'<x:ExcelWorksheet><x:Name>{spec.name}</x:Name><x:WorksheetSource HRef="book.files/sheet{number:03}.htm"/></x:ExcelWorksheet>'
        for number, spec in enumerate(case.sheets, 1)
    )
    frame = f"<html><head><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>{listed}</x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head></html>"
    pages = {"book.htm": frame} | {
        f"book.files/sheet{number:03}.htm": _page(spec, "utf-8", framed=True) for number, spec in enumerate(case.sheets, 1)
    }
    parts = "".join(
        f'--b\nContent-Location: file:///C:/{place}\nContent-Transfer-Encoding: 8bit\nContent-Type: text/html; charset="utf-8"\n\n{page}\n'
        for place, page in pages.items()
    )
    return f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n{parts}--b--\n'.encode()


def as_web(case: Case) -> bytes:
    """One sheet as a business system exports it: bare tags, every value as it is printed, looks by style alone."""
    (spec,) = case.sheets

    def dress(cell: C) -> tuple[str, str]:
        line_through = "text-decoration:line-through"
        if cell.kept is not None:
            return "", f'<span style="{line_through}">{escape(struck_part(cell))}</span>{escape(cell.kept)}'
        return "", f'<span style="{line_through}">{_html_text(cell)}</span>' if cell.struck else _html_text(cell)

    return f"<html><head><meta charset='utf-8'></head><body>{_table(spec, dress)}</body></html>".encode()


def _page(spec: S, charset: str = "gb2312", *, framed: bool = False) -> str:
    known: dict[tuple[str, bool], str] = {}

    def dress(cell: C) -> tuple[str, str]:
        return _excel_cell(cell, known)

    table = _table(spec, dress, by_column=True)
    classes = "\n".join(
        f".{name} {{mso-number-format:{_css_format(code)};{'text-decoration:line-through;' if struck else ''}}}"
        for (code, struck), name in known.items()
    )
    state = {"hidden": "SheetHidden", "very_hidden": "SheetVeryHidden"}.get(spec.state, "SheetVisible")
    told = f"<x:WorksheetOptions><x:Visible>{state}</x:Visible></x:WorksheetOptions>"
    if not framed:
        sheet = f"<x:ExcelWorksheet><x:Name>{spec.name}</x:Name>{told}</x:ExcelWorksheet>"
        told = f"<x:ExcelWorkbook><x:ExcelWorksheets>{sheet}</x:ExcelWorksheets></x:ExcelWorkbook>"
    return (
        f'<html xmlns:x="{_EXCEL}"><head><meta http-equiv=Content-Type content="text/html; charset={charset}">'
        f"<style><!--\n{classes}\n--></style><!--[if gte mso 9]><xml>{told}</xml><![endif]--></head><body>{table}</body></html>"
    )


def _table(spec: S, dress: Callable[[C], tuple[str, str]], *, by_column: bool = False) -> str:
    """Write a table; columns are hidden by a <col>, as Excel does, or cell by cell."""
    merged = spans(spec)
    covered = {place for anchor, size in merged.items() for place in places_of(anchor, size) if place != anchor}
    width = max([1, *(len(row) for row in spec.rows), *(column for _, column in covered)])
    lines = []
    for row, cells in rows(spec):
        at = dict(cells)
        line = ""
        for column in range(1, width + 1):
            if (row, column) not in covered:
                down, across = merged.get((row, column), (1, 1))
                facts, text = dress(at.get(column, C()))
                facts += f" rowspan={down}" * (down > 1) + f" colspan={across}" * (across > 1)
                facts += " style='display:none'" if column in hidden_columns(spec) and not by_column else ""
                line += f"<td{facts}>{text}</td>"
        hidden = " style='display:none'" if row in spec.hidden_rows else ""
        lines.append(f"<tr{hidden}>{line}</tr>")
    shown = ("<col width=72>", "<col width=0 style='display:none;mso-width-source:userset'>")
    columns = "".join(shown[column in hidden_columns(spec)] for column in range(1, width + 1)) if by_column else ""
    return f"<table>{columns}" + "\n".join(lines) + "</table>"


def _excel_cell(cell: C, known: dict[tuple[str, bool], str]) -> tuple[str, str]:
    value = cell.value
    code = "@" if isinstance(value, str) else cell.fmt
    facts = f" class={known.setdefault((code, cell.struck), f'xl{len(known)}')}"
    if cell.error is not None:
        facts += f' x:err="{cell.error}"'
    elif cell.formula is not None:
        facts += f' x:fmla="={escape(cell.formula.lstrip("="))}"'
    elif isinstance(value, bool):
        return f'{facts} x:bool="{str(value).upper()}"', str(value).upper()
    elif is_number(value):
        facts += f' x:num="{value}"'
    elif isinstance(value, date):
        serial = (datetime.combine(value, datetime.min.time()) - datetime(1899, 12, 30)).days  # noqa: DTZ001  a calendar has no zone
        facts += f' x:num="{serial}"'
    elif isinstance(value, str):
        facts += " x:str"
    return facts, _html_text(cell)


def _html_text(cell: C) -> str:
    if cell.kept is not None:
        return f"<s>{escape(struck_part(cell))}</s>{escape(cell.kept)}"
    return escape(show(cell)).replace("\n", "<br>").replace("  ", "&nbsp;&nbsp;")


def _css_format(code: str) -> str:
    if code == "General":
        return "General"
    told = re.sub(r"[^A-Za-z0-9]", lambda sign: f"\\{ord(sign[0]):04X}" if ord(sign[0]) > 126 or sign[0] == '"' else f"\\{sign[0]}", code)
    return f'"{told}"'


# ---- .csv -------------------------------------------------------------------------------------


def as_csv(case: Case) -> bytes:
    """One sheet as Excel in Chinese saves it: in the code page of Windows, every value as it is shown."""
    (spec,) = case.sheets
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for _, cells in rows(spec):
        at = dict(cells)
        writer.writerow([show(at.get(column, C())) for column in range(1, max(at, default=0) + 1)])
    return out.getvalue().encode("gb18030")

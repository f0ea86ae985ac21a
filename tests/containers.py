"""Makes a layout again in another container, every fact of a cell put down as that container's own programs put it down."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from html import escape
from pathlib import PurePosixPath

import openpyxl
import xlwt
from builder import C, Case, S, to_xlsx_bytes
from files_wrong import zipped
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from ecoreport.model import column_letters

_DATE = "yyyy-mm-dd"
_ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}
_OUR_ROWS = Iterator[tuple[int, list[tuple[int, C]]]]


@dataclass(frozen=True)
class Wide(S):
    """A sheet of which columns are hidden too."""

    hidden_columns: tuple[int, ...] = ()


def rows(spec: S) -> _OUR_ROWS:
    """Yield each row's cells that hold something; what stands under a merge is gone, as in every program."""
    covered = {place for anchor, size in spans(spec).items() for place in _places(anchor, size) if place != anchor}
    for row, contents in enumerate(spec.rows, 1):
        cells = [(column, content if isinstance(content, C) else C(content)) for column, content in enumerate(contents, 1)]
        yield row, [(column, _dated(cell)) for column, cell in cells if cell != C() and (row, column) not in covered]


def spans(spec: S) -> dict[tuple[int, int], tuple[int, int]]:
    """Give the merged areas by their top left: how many rows and columns."""
    found = {}
    for area in spec.merged:
        left, top, right, bottom = openpyxl.utils.range_boundaries(area)
        found[top, left] = bottom - top + 1, right - left + 1
    return found


def hidden_columns(spec: S) -> tuple[int, ...]:
    return spec.hidden_columns if isinstance(spec, Wide) else ()


def _places(anchor: tuple[int, int], size: tuple[int, int]) -> list[tuple[int, int]]:
    return [(anchor[0] + down, anchor[1] + across) for down in range(size[0]) for across in range(size[1])]


def _dated(cell: C) -> C:
    plain = isinstance(cell.value, date) and cell.fmt == "General"
    return C(cell.value, _DATE, cell.error, cell.formula, cell.struck, cell.kept, cell.comment) if plain else cell


def _struck_part(cell: C) -> str:
    """Give what is struck through in a text of which a part remains; the layouts have it in front."""
    assert cell.kept is not None
    assert cell.value.endswith(cell.kept)
    return cell.value.removesuffix(cell.kept)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _show(cell: C) -> str:
    """Show a value as a program without formats would print it."""
    if cell.error is not None:
        return cell.error
    if _is_number(cell.value):
        number = Decimal(format(cell.value, ".15g"))  # more digits than Excel shows
        if re.search(r"%", re.sub(r'"[^"]*"|\\.', "", cell.fmt)):
            return f"{_plain(number.scaleb(2))}%"
        return _plain(number) + ("%" if "%" in cell.fmt else "")
    return "" if cell.value is None else str(cell.value)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# ---- .xlsx ------------------------------------------------------------------------------------


def as_xlsx(case: Case) -> bytes:
    """The layout as its builder writes it, and what the builder leaves out: text struck in part, hidden columns, a filter at work."""
    plain = to_xlsx_bytes(case)
    if not facts(case) & {"struck in part", "hidden column", "filter"}:
        return plain
    book = openpyxl.load_workbook(io.BytesIO(plain), rich_text=True)
    for spec in case.sheets:
        sheet = book[spec.name]
        for row, cells in rows(spec):
            for column, cell in cells:
                if cell.kept is not None:
                    sheet.cell(row, column).value = CellRichText(TextBlock(InlineFont(strike=True), _struck_part(cell)), cell.kept)
        for column in hidden_columns(spec):
            sheet.column_dimensions[column_letters(column)].hidden = True
        if spec.filtered:
            sheet.auto_filter.add_filter_column(0, ["x"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# ---- .xls -------------------------------------------------------------------------------------


def as_xls(case: Case) -> bytes:
    book = xlwt.Workbook(encoding="utf-8", style_compression=2)
    for spec in case.sheets:
        sheet = book.add_sheet(spec.name)
        sheet.visibility = ("visible", "hidden", "very_hidden").index(spec.state)
        for row, cells in rows(spec):
            for column, cell in cells:
                _put_xls(sheet, row - 1, column - 1, cell)
        for (top, left), (down, across) in spans(spec).items():
            sheet.merged_ranges.append((top - 1, top + down - 2, left - 1, left + across - 2))
        for row in spec.hidden_rows:
            sheet.row(row - 1).hidden = True
        for column in hidden_columns(spec):
            sheet.col(column - 1).hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put_xls(sheet: xlwt.Worksheet, row: int, column: int, cell: C) -> None:
    style = xlwt.XFStyle()
    style.num_format_str = cell.fmt
    style.font.struck_out = cell.struck
    if cell.error is not None:
        sheet.row(row).set_cell_error(column, _ERRORS[cell.error], style)
    elif cell.kept is not None:
        struck = xlwt.Font()
        struck.struck_out = True
        sheet.write_rich_text(row, column, [(_struck_part(cell), struck), (cell.kept, xlwt.Font())], style)
    else:
        sheet.write(row, column, cell.value, style)


# ---- .ods -------------------------------------------------------------------------------------

_SPACES = {
    "office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle", "fo": "xsl-fo-compatible",
}  # fmt: skip
_ODS_NAMES = "".join(f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in _SPACES.items())
_ODS_NAMES += (
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_MOMENTS = {
    "yyyy": '<number:year number:style="long"/>',
    "mm": '<number:month number:style="long"/>',
    "dd": '<number:day number:style="long"/>',
}


@dataclass
class _OdsStyles:
    """Names a cell style for each pair of number format and strike that comes up."""

    known: dict[tuple[str, bool], str] = field(default_factory=dict)
    xml: list[str] = field(default_factory=list)

    def name(self, cell: C) -> str:
        key = cell.fmt, cell.struck
        if key == ("General", False):
            return ""
        if key not in self.known:
            self.known[key] = name = f"c{len(self.known)}"
            data = "" if cell.fmt == "General" else f' style:data-style-name="N{name}"'
            struck = '<style:text-properties style:text-line-through-style="solid"/>' if cell.struck else ""
            self.xml += [self._data_style(f"N{name}", cell.fmt)] if data else []
            self.xml.append(f'<style:style style:name="{name}" style:family="table-cell"{data}>{struck}</style:style>')
        return f' table:style-name="{self.known[key]}"'

    def _data_style(self, name: str, code: str) -> str:
        kind, parts = "number", ""
        for text, escaped, moment, digits, other in re.findall(r'"([^"]*)"|\\(.)|(yyyy|mm|dd)|([#0,.]+)|(.)', code):
            if moment:
                kind, parts = "date", parts + _MOMENTS[moment]
            elif digits:
                places = len(digits.partition(".")[2])
                grouping = ' number:grouping="true"' if "," in digits else ""
                parts += f'<number:number number:decimal-places="{places}" number:min-integer-digits="1"{grouping}/>'
            else:
                kind = "percentage" if other == "%" else kind
                parts += f"<number:text>{escape(text or escaped or other)}</number:text>"
        return f'<number:{kind}-style style:name="{name}">{parts}</number:{kind}-style>'


def as_ods(case: Case) -> bytes:
    styles = _OdsStyles()
    tables = "".join(_ods_table(spec, styles) for spec in case.sheets)
    told = '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>'
    told += (
        '<style:style style:name="struck" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    body = f"<office:automatic-styles>{told}{''.join(styles.xml)}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_ODS_NAMES}>{body}</office:document-content>'
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})


def _ods_table(spec: S, styles: _OdsStyles) -> str:
    merged = spans(spec)
    covered = {place for anchor, size in merged.items() for place in _places(anchor, size) if place != anchor}
    width = max([1, *(len(row) for row in spec.rows), *(column for _, column in covered)])
    lines = []
    for row, cells in rows(spec):
        at = dict(cells)
        visibility = (' table:visibility="filter"' if spec.filtered else ' table:visibility="collapse"') if row in spec.hidden_rows else ""
        line = ""
        for column in range(1, width + 1):
            size = merged.get((row, column))
            spanned = f' table:number-rows-spanned="{size[0]}" table:number-columns-spanned="{size[1]}"' if size else ""
            line += "<table:covered-table-cell/>" if (row, column) in covered else _ods_cell(at.get(column, C()), spanned, styles)
        lines.append(f"<table:table-row{visibility}>{line}</table:table-row>")
    shown = ("<table:table-column/>", '<table:table-column table:visibility="collapse"/>')
    columns = "".join(shown[column in hidden_columns(spec)] for column in range(1, width + 1))
    hidden = "" if spec.state == "visible" else ' table:style-name="hidden"'
    return f'<table:table table:name="{spec.name}"{hidden}>{columns}{"".join(lines)}</table:table>'


def _ods_cell(cell: C, spanned: str, styles: _OdsStyles) -> str:
    facts = styles.name(cell) + spanned
    value, shown = cell.value, _ods_text(_show(cell))
    if cell.error is not None:
        facts += f' table:formula="of:={cell.error}" office:value-type="string" office:string-value="" calcext:value-type="error"'
    elif cell.formula is not None:
        formula = re.sub(r"([A-Z]+[0-9]+)", r"[.\1]", cell.formula.lstrip("="))
        facts += f' table:formula="of:={formula}"'
    elif cell.kept is not None:
        facts += ' office:value-type="string"'
        shown = f'<text:p><text:span text:style-name="struck">{_struck_part(cell)}</text:span>{cell.kept}</text:p>'
    elif isinstance(value, bool):
        facts += f' office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif _is_number(value):
        kind = "percentage" if shown.endswith("%</text:p>") and '"' not in cell.fmt and "\\" not in cell.fmt else "float"
        facts += f' office:value-type="{kind}" office:value="{value}"'
    elif isinstance(value, date):
        facts += f' office:value-type="date" office:date-value="{value.isoformat()}"'
    elif value is not None:
        facts += ' office:value-type="string"'
    else:
        shown = ""
    note = (
        f"<office:annotation><dc:creator>审核</dc:creator><text:p>{escape(cell.comment)}</text:p></office:annotation>"
        if cell.comment
        else ""
    )
    return f"<table:table-cell{facts}>{note}{shown}</table:table-cell>"


def _ods_text(text: str) -> str:
    paragraphs = (re.sub(" {2,}|^ ", lambda run: f'<text:s text:c="{len(run[0])}"/>', escape(line)) for line in text.split("\n"))
    return "".join(f"<text:p>{line}</text:p>" for line in paragraphs)


# ---- XML of Excel 2003 ------------------------------------------------------------------------

_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL = "urn:schemas-microsoft-com:office:excel"


def as_xml2003(case: Case) -> bytes:
    known: dict[tuple[str, bool], str] = {}
    sheets = "".join(_xml_sheet(spec, known) for spec in case.sheets)
    struck_font = '<Font ss:StrikeThrough="1"/>'
    styles = "".join(
        f'<Style ss:ID="{name}"><NumberFormat ss:Format="{escape(code)}"/>{struck_font * struck}</Style>'
        for (code, struck), name in known.items()
    )
    head = '<?xml version="1.0" encoding="utf-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    names = f'xmlns="{_SHEET}" xmlns:ss="{_SHEET}" xmlns:x="{_EXCEL}" xmlns:html="http://www.w3.org/TR/REC-html40"'
    return f"{head}<Workbook {names}><Styles>{styles}</Styles>{sheets}</Workbook>".encode()


def _xml_sheet(spec: S, known: dict[tuple[str, bool], str]) -> str:
    merged = spans(spec)
    columns = "".join(f'<Column ss:Index="{column}" ss:Hidden="1"/>' for column in hidden_columns(spec))
    lines = ""
    for row, cells in rows(spec):
        line = ""
        at = dict(cells) | {column: C() for top, column in merged if top == row and column not in dict(cells)}
        for column, cell in sorted(at.items(), key=lambda pair: pair[0]):
            style = known.setdefault((cell.fmt, cell.struck), f"s{len(known)}")
            down, across = merged.get((row, column), (1, 1))
            facts = f' ss:Index="{column}" ss:StyleID="{style}"'
            facts += f' ss:MergeAcross="{across - 1}"' * (across > 1) + f' ss:MergeDown="{down - 1}"' * (down > 1)
            facts += f' ss:Formula="={escape(cell.formula.lstrip("="))}"' if cell.formula else ""
            note = (
                f'<Comment ss:Author="审核"><ss:Data xmlns="http://www.w3.org/TR/REC-html40">{cell.comment}</ss:Data></Comment>'
                if cell.comment
                else ""
            )
            line += f"<Cell{facts}>{_xml_data(cell)}{note}</Cell>"
        hidden = ' ss:Hidden="1"' if row in spec.hidden_rows else ""
        lines += f'<Row ss:Index="{row}"{hidden}>{line}</Row>'
    state = {"hidden": "SheetHidden", "very_hidden": "SheetVeryHidden"}.get(spec.state)
    options = f'<WorksheetOptions xmlns="{_EXCEL}"><Visible>{state}</Visible></WorksheetOptions>' if state else ""
    options += (
        f'<AutoFilter x:Range="R1C1:R99C9" xmlns="{_EXCEL}"><AutoFilterColumn x:Type="Custom"/></AutoFilter>' if spec.filtered else ""
    )
    return f'<Worksheet ss:Name="{spec.name}"><Table>{columns}{lines}</Table>{options}</Worksheet>'


def _xml_data(cell: C) -> str:
    value = cell.value
    if cell.error is not None:
        return f'<Data ss:Type="Error">{cell.error}</Data>'
    if cell.kept is not None:
        return f'<ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><S>{_struck_part(cell)}</S>{cell.kept}</ss:Data>'
    if isinstance(value, bool):
        return f'<Data ss:Type="Boolean">{int(value)}</Data>'
    if _is_number(value):
        return f'<Data ss:Type="Number">{value}</Data>'
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, datetime.min.time())
        return f'<Data ss:Type="DateTime">{moment.isoformat(timespec="milliseconds")}</Data>'
    return "" if value is None else f'<Data ss:Type="String">{escape(value).replace(chr(10), "&#10;")}</Data>'


# ---- web pages --------------------------------------------------------------------------------


def as_html(case: Case) -> bytes:
    """One sheet as Excel saves it as a web page, which is then renamed .xls."""
    (spec,) = case.sheets
    return _page(spec).encode("gb18030")


def as_mht(case: Case) -> bytes:
    """A whole workbook as Excel saves it as a single-file page: a frame that names the sheets, then a page for each."""
    listed = "".join(
        f'<x:ExcelWorksheet><x:Name>{spec.name}</x:Name><x:WorksheetSource HRef="book.files/sheet{number:03}.htm"/></x:ExcelWorksheet>'
        for number, spec in enumerate(case.sheets, 1)
    )
    frame = f"<html><head><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>{listed}</x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head></html>"
    pages = {"book.htm": frame} | {f"book.files/sheet{number:03}.htm": _page(spec, "utf-8") for number, spec in enumerate(case.sheets, 1)}
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
            return "", f'<span style="{line_through}">{escape(_struck_part(cell))}</span>{escape(cell.kept)}'
        return "", f'<span style="{line_through}">{_html_text(cell)}</span>' if cell.struck else _html_text(cell)

    return f"<html><head><meta charset='utf-8'></head><body>{_table(spec, dress)}</body></html>".encode()


def _page(spec: S, charset: str = "gb2312") -> str:
    known: dict[tuple[str, bool], str] = {}

    def dress(cell: C) -> tuple[str, str]:
        return _excel_cell(cell, known)

    table = _table(spec, dress, by_column=True)
    classes = "\n".join(
        f".{name} {{mso-number-format:{_css_format(code)};{'text-decoration:line-through;' if struck else ''}}}"
        for (code, struck), name in known.items()
    )
    named = f"<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>{spec.name}</x:Name></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]-->"
    return (
        f'<html xmlns:x="{_EXCEL}"><head><meta http-equiv=Content-Type content="text/html; charset={charset}">'
        f"<style><!--\n{classes}\n--></style>{named}</head><body>{table}</body></html>"
    )


def _table(spec: S, dress: Callable[[C], tuple[str, str]], *, by_column: bool = False) -> str:
    """Write a table; columns are hidden by a <col>, as Excel does, or cell by cell."""
    merged = spans(spec)
    covered = {place for anchor, size in merged.items() for place in _places(anchor, size) if place != anchor}
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
    elif _is_number(value):
        facts += f' x:num="{value}"'
    elif isinstance(value, date):
        serial = (datetime.combine(value, datetime.min.time()) - datetime(1899, 12, 30)).days  # noqa: DTZ001  a calendar has no zone
        facts += f' x:num="{serial}"'
    elif isinstance(value, str):
        facts += " x:str"
    return facts, _html_text(cell)


def _html_text(cell: C) -> str:
    if cell.kept is not None:
        return f"<s>{escape(_struck_part(cell))}</s>{escape(cell.kept)}"
    return escape(_show(cell)).replace("\n", "<br>").replace("  ", "&nbsp;&nbsp;")


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
        writer.writerow([_show(at.get(column, C())) for column in range(1, max(at, default=0) + 1)])
    return out.getvalue().encode("gb18030")


# ---- all of them ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Container:
    """One way to save a layout, and the facts that it cannot carry, each with the reason why."""

    name: str
    suffix: str
    make: Callable[[Case], bytes]
    kind: str  # as reading names it
    lacks: dict[str, str] = field(default_factory=dict)

    def file(self, case: Case) -> str:
        return str(PurePosixPath(case.file).with_suffix(self.suffix))

    def cannot(self, case: Case) -> str:
        """Say why a layout is left out; "" if it is not."""
        return "; ".join(reason for fact, reason in self.lacks.items() if fact in facts(case))


def facts(case: Case) -> frozenset[str]:
    """Name what a container must be able to carry to hold this layout."""
    cells = [cell for spec in case.sheets for _, row in rows(spec) for _, cell in row]
    told = {
        "one sheet": len(case.sheets) == 1,
        "several sheets": len(case.sheets) > 1,
        "hidden sheet": any(spec.state != "visible" for spec in case.sheets),
        "hidden row": any(spec.hidden_rows for spec in case.sheets),
        "hidden column": any(hidden_columns(spec) for spec in case.sheets),
        "filter": any(spec.filtered for spec in case.sheets),
        "merge": any(spec.merged for spec in case.sheets),
        "telling sheet name": any("佐证" in spec.name for spec in case.sheets),
        "no result": any(cell.formula is not None and cell.value is None for cell in cells),
        "struck": any(cell.struck for cell in cells),
        "struck in part": any(cell.kept is not None for cell in cells),
        "error": any(cell.error is not None for cell in cells),
        "boolean": any(isinstance(cell.value, bool) for cell in cells),
        "date": any(isinstance(cell.value, date) for cell in cells),
        "note": any(cell.comment for cell in cells),
    }
    return frozenset(name for name, true in told.items() if true)


_ONE_SHEET = {"several sheets": "holds one sheet", "hidden sheet": "holds one sheet"}
_PRINTED = {
    "error": "an error is printed as a text", "boolean": "TRUE is printed as a text", "date": "a date is printed as a text",
    "no result": "holds results only", "note": "has no notes",
}  # fmt: skip
_NO_FILTER = {"filter": "a page does not say that a filter hid a row"}

CONTAINERS = (
    Container("xls", ".xls", as_xls, "xls", {
        "filter": "xlwt writes no FILTERMODE record", "no result": "xlwt stores an empty text as a formula's result", "note": "xlwt writes no notes",
    }),
    Container("ods", ".ods", as_ods, "ods"),
    Container("xml2003", ".xls", as_xml2003, "xml2003"),
    Container("html", ".xls", as_html, "html", _ONE_SHEET | _NO_FILTER | {"note": "notes stand in a file beside it"}),
    Container("mht", ".mht", as_mht, "html", _NO_FILTER | {
        "one sheet": "its page is the same as html's", "hidden sheet": "its state stands in a file beside it", "note": "notes stand in a file beside it",
    }),
    Container("web", ".xls", as_web, "html", _ONE_SHEET | _NO_FILTER | _PRINTED),
    Container("csv", ".csv", as_csv, "csv", _ONE_SHEET | _PRINTED | {
        "merge": "has no merged cells", "hidden row": "saves hidden rows like others", "hidden column": "saves hidden columns like others",
        "filter": "saves filtered rows like others", "struck": "has no fonts", "struck in part": "has no fonts",
        "telling sheet name": "its sheet has the file's name",
    }),
)  # fmt: skip

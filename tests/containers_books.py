"""Makes a layout as a workbook, every fact of a cell put down as the container's own programs put it down."""

import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape

import openpyxl
import xlwt
from builder import C, Case, S, to_xlsx_bytes
from files_wrong import zipped
from layout_cells import hidden_columns, is_number, places_of, rows, show, spans, struck_part
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from ecoreport.model import column_letters

_ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}

# ---- .xlsx ------------------------------------------------------------------------------------


def as_xlsx(case: Case) -> bytes:
    """The layout as its builder writes it, and what the builder leaves out: text struck in part, hidden columns, a filter at work."""
    plain = to_xlsx_bytes(case)
    if not any(_goes_further(spec) for spec in case.sheets):
        return plain
    book = openpyxl.load_workbook(io.BytesIO(plain), rich_text=True)
    for spec in case.sheets:
        sheet = book[spec.name]
        for row, cells in rows(spec):
            for column, cell in cells:
                if cell.kept is not None:
                    sheet.cell(row, column).value = CellRichText(TextBlock(InlineFont(strike=True), struck_part(cell)), cell.kept)
        for column in hidden_columns(spec):
            sheet.column_dimensions[column_letters(column)].hidden = True
        if spec.filtered:
            sheet.auto_filter.add_filter_column(0, ["x"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _goes_further(spec: S) -> bool:
    return bool(spec.filtered or hidden_columns(spec)) or any(cell.kept is not None for _, cells in rows(spec) for _, cell in cells)


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
        sheet.write_rich_text(row, column, [(struck_part(cell), struck), (cell.kept, xlwt.Font())], style)
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
    covered = {place for anchor, size in merged.items() for place in places_of(anchor, size) if place != anchor}
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
    value, shown = cell.value, _ods_text(show(cell))
    if cell.error is not None:
        facts += f' table:formula="of:={cell.error}" office:value-type="string" office:string-value="" calcext:value-type="error"'
    elif cell.formula is not None:
        formula = re.sub(r"([A-Z]+[0-9]+)", r"[.\1]", cell.formula.lstrip("="))
        facts += f' table:formula="of:={formula}"'
    elif cell.kept is not None:
        facts += ' office:value-type="string"'
        shown = f'<text:p><text:span text:style-name="struck">{struck_part(cell)}</text:span>{cell.kept}</text:p>'
    elif isinstance(value, bool):
        facts += f' office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif is_number(value):
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
        return f'<ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><S>{struck_part(cell)}</S>{cell.kept}</ss:Data>'
    if isinstance(value, bool):
        return f'<Data ss:Type="Boolean">{int(value)}</Data>'
    if is_number(value):
        return f'<Data ss:Type="Number">{value}</Data>'
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, datetime.min.time())
        return f'<Data ss:Type="DateTime">{moment.isoformat(timespec="milliseconds")}</Data>'
    return "" if value is None else f'<Data ss:Type="String">{escape(value).replace(chr(10), "&#10;")}</Data>'

"""Writes one and the same little ledger into every container, by hand where no library writes it."""

import csv
import io
import struct
import zipfile
from hashlib import md5

import xlwt
from files_wrong import zipped

HEADER = ("序号", "指标名称", "单位", "2019年", "2020年", "备注")
ROWS = (
    ("1", "PM2.5年均浓度", "微克/立方米", 20, 18.5, "见附件1"),
    ("2", "优良天数比例", "%", 0.967, 0.98, '含"引号",逗号'),
    ("3", "水质达标率", "%", 0.9, 1, "第一行\n第二行"),
)  # fmt: skip
PERCENT_ROWS = (2, 3)  # whose two years are shown as 0.0%
TITLE = "舟山市生态文明建设台账"


def as_csv(delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow([TITLE, *[""] * 5])
    writer.writerow(HEADER)
    writer.writerows(
        [*row[:3], *(_percent(value) if number in PERCENT_ROWS else value for value in row[3:5]), row[5]]
        for number, row in enumerate(ROWS, 1)
    )
    return out.getvalue().encode(encoding)


def _percent(value: float) -> str:
    return f"{value * 100:.1f}%"


def as_html(*, charset: str = "gb2312", office: bool = True) -> bytes:
    """As Excel saves a page (x:num, mso-number-format), or as a web system writes a table."""
    style = '<style>.p {mso-number-format:"0\\.0%";} .t {mso-number-format:"\\@";}</style>' if office else ""
    lines = [
        f"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><meta http-equiv=Content-Type content='text/html; charset={charset}'>{style}</head><body><table>"
    ]
    lines.append(f"<tr><td colspan=6>{TITLE}</td></tr><tr>" + "".join(f"<th>{name}" for name in HEADER))
    for number, row in enumerate(ROWS, 1):
        cells = [f"<td class=t>{row[0]}</td>"] + [f"<td>{text}</td>" for text in row[1:3]]
        for value in row[3:5]:
            shown = _percent(value) if number in PERCENT_ROWS else value
            cells.append(
                f'<td{" class=p" if number in PERCENT_ROWS else ""} x:num="{value}">{shown}</td>' if office else f"<td>{shown}</td>"
            )
        lines.append("<tr>" + "".join(cells) + f"<td>{row[5].replace(chr(10), '<br>')}")
    return "\n".join([*lines, "</table></body></html>"]).encode(charset)


def as_mht() -> bytes:
    page = as_html(charset="utf-8").decode()
    frame = '<html><head><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>指标</x:Name><x:WorksheetSource HRef="台账.files/sheet001.htm"/></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head></html>'
    part = (
        '--b\nContent-Location: file:///C:/{place}\nContent-Transfer-Encoding: 8bit\nContent-Type: text/html; charset="utf-8"\n\n{page}\n'
    )
    return (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
        + part.format(place="book.htm", page=frame)
        + part.format(place="台账.files/sheet001.htm", page=page)
        + "--b--\n"
    ).encode()


def as_xml2003(encoding: str = "utf-8") -> bytes:
    rows = [f'<Row><Cell ss:MergeAcross="5"><Data ss:Type="String">{TITLE}</Data></Cell></Row>']
    rows.append("<Row>" + "".join(f'<Cell><Data ss:Type="String">{name}</Data></Cell>' for name in HEADER) + "</Row>")
    for number, row in enumerate(ROWS, 1):
        style = ' ss:StyleID="p"' if number in PERCENT_ROWS else ""
        cells = [f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in row[:3]]
        cells += [f'<Cell{style}><Data ss:Type="Number">{value}</Data></Cell>' for value in row[3:5]]
        cells.append('<Cell><Data ss:Type="String">' + row[5].replace("\n", "&#10;") + "</Data></Cell>")
        rows.append("<Row>" + "".join(cells) + "</Row>")
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    text += '<Styles><Style ss:ID="p"><NumberFormat ss:Format="0.0%"/></Style></Styles>'
    return (text + f'<Worksheet ss:Name="指标"><Table>{"".join(rows)}</Table></Worksheet></Workbook>').encode(encoding)


def as_ods(rows: str = "", *, styles: str = "", flat: bool = False) -> bytes:
    """The ledger as an .ods, or any rows given as XML."""
    cells = rows or _ods_rows()
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("number", "datastyle"),
            ("draw", "drawing"),
        )
    )
    names += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    percent = '<number:percentage-style style:name="N1"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style><style:style style:name="p" style:family="table-cell" style:data-style-name="N1"/>'
    root = "document" if flat else "document-content"
    kind = ' office:mimetype="application/vnd.oasis.opendocument.spreadsheet"' if flat else ""
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:{root}{names}{kind}><office:automatic-styles>{percent}{styles}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="指标">{cells}</table:table></office:spreadsheet></office:body></office:{root}>'.encode()
    return content if flat else zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _ods_rows() -> str:
    def text(value: str, more: str = "") -> str:
        paragraphs = "".join(f"<text:p>{line}</text:p>" for line in value.split("\n"))
        return f'<table:table-cell office:value-type="string"{more}>{paragraphs}</table:table-cell>'

    rows = [
        text(TITLE, ' table:number-columns-spanned="6" table:number-rows-spanned="1"')
        + '<table:covered-table-cell table:number-columns-repeated="5"/>'
    ]
    rows.append("".join(map(text, HEADER)))
    for number, row in enumerate(ROWS, 1):
        kind = ' table:style-name="p" office:value-type="percentage"' if number in PERCENT_ROWS else ' office:value-type="float"'
        numbers = "".join(f'<table:table-cell{kind} office:value="{value}"><text:p>x</text:p></table:table-cell>' for value in row[3:5])
        rows.append("".join(map(text, row[:3])) + numbers + text(row[5]))
    blank = (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    return "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + blank


def as_xls() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("指标")
    sheet.write_merge(0, 0, 0, 5, TITLE)
    for column, name in enumerate(HEADER):
        sheet.write(1, column, name)
    percent = xlwt.easyxf(num_format_str="0.0%")
    for number, row in enumerate(ROWS, 1):
        for column, value in enumerate(row):
            shown = percent if number in PERCENT_ROWS and 3 <= column <= 4 else xlwt.XFStyle()
            sheet.write(number + 1, column, value, shown)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_zip(members: dict[str, bytes], *, gbk: bool = False) -> bytes:
    """An archive as Windows in Chinese writes it: names in GBK without the flag that says UTF-8."""
    if not gbk:
        return zipped(members)
    plain = {name.encode("gbk").hex() + "_": (name.encode("gbk"), data) for name, data in members.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for stand_in, (raw, data) in plain.items():
            package.writestr(zipfile.ZipInfo(stand_in[: len(raw)].ljust(len(raw), "_"), (2021, 1, 1, 0, 0, 0)), data)
    packed = out.getvalue()
    for stand_in, (raw, _) in plain.items():
        packed = packed.replace(stand_in[: len(raw)].ljust(len(raw), "_").encode(), raw)
    return packed


def encrypt_xls(xls: bytes, password: str) -> bytes:
    """Encrypt an .xls as Excel 97 does (40-bit RC4): every record's body but those that must stay legible."""
    from ecoreport.reading.ole import CompoundFile  # the stream is taken by the same door that is tested elsewhere

    stream = CompoundFile(xls).read("Workbook").rstrip(b"\0") + bytes(3)  # to the last record, an EOF without a body
    salt = bytes(range(16))
    inner = md5(password.encode("utf-16-le")).digest()[:5]
    key = md5((inner + salt) * 16).digest()[:5]
    first = _Rc4(md5(key + struct.pack("<I", 0)).digest()[:16])
    verifier = bytes(range(16, 32))
    locked, digest = first.apply(verifier), first.apply(md5(verifier).digest())
    filepass = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + salt + locked + digest
    filler = -(len(stream) + len(filepass) + 4) % 4  # the padding behind must fall into whole headers
    filepass += struct.pack("<HH", 0xE4, filler) + bytes(filler)
    bof = 4 + struct.unpack_from("<H", stream, 2)[0]
    plain = stream[:bof] + filepass + stream[bof:]
    out = bytearray(plain)
    at = 0
    while at + 4 <= len(plain):
        code, length = struct.unpack_from("<HH", plain, at)
        body = slice(at + 4, at + 4 + length)
        if code == 0x85:  # positions of the sheets move by the new record, and stay legible
            struct.pack_into("<I", out, at + 4, struct.unpack_from("<I", plain, at + 4)[0] + len(filepass))
            out[at + 8 : at + 4 + length] = _crypt(key, plain[at + 8 : at + 4 + length], at + 8)
        elif code not in (0x809, 0x2F, 0xE1, 0xE2):
            out[body] = _crypt(key, plain[body], at + 4)
        at += 4 + length
        if code == 0 and length == 0:
            break
    saved = io.BytesIO()
    from xlwt.CompoundDoc import XlsDoc

    XlsDoc().save(saved, bytes(out))
    return saved.getvalue()


def _crypt(key: bytes, data: bytes, position: int) -> bytes:
    out = b""
    while data:
        block, offset = divmod(position, 1024)
        stream = _Rc4(md5(key + struct.pack("<I", block)).digest()[:16])
        stream.apply(bytes(offset))
        piece = data[: 1024 - offset]
        out += stream.apply(piece)
        data, position = data[len(piece) :], position + len(piece)
    return out


class _Rc4:
    def __init__(self, key: bytes) -> None:
        self.state = list(range(256))
        self.i = self.j = 0
        j = 0
        for i in range(256):
            j = (j + self.state[i] + key[i % len(key)]) & 255
            self.state[i], self.state[j] = self.state[j], self.state[i]

    def apply(self, data: bytes) -> bytes:
        out = bytearray()
        for byte in data:
            self.i = (self.i + 1) & 255
            self.j = (self.j + self.state[self.i]) & 255
            self.state[self.i], self.state[self.j] = self.state[self.j], self.state[self.i]
            out.append(byte ^ self.state[(self.state[self.i] + self.state[self.j]) & 255])
        return bytes(out)

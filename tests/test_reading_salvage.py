"""The main part names a package, whatever lies in it; a damaged helper costs itself alone; what breaks off keeps what stood before."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
import xlsxwriter
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from files_wrong import TRANSITIONAL, make_package, zipped
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from ecoreport.model import Ledger
from ecoreport.reading import Input, read

TO_EXCEL = "请把数据填入下发的 Excel 台账后报送。"
TO_XLSX = "请在 Excel/WPS 中打开后另存为 .xlsx 重新报送。"


def open_as(name: str, data: bytes) -> Ledger:
    return read(Input(name, data=data))[0]


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "指标"
    for row in (("指标名称", "2020年"), ("森林覆盖率", 50.5), ("水面率", 13)):
        book.active.append(row)
    return saved(book)


def a_report() -> bytes:
    """A Word document with a chart and the workbook behind it, as Word embeds them."""
    document = docx.Document()
    document.add_table(2, 2).cell(0, 0).text = "指标名称"
    chart = next(part for part in a_talk().part.package.iter_parts() if "chart+xml" in part.content_type)
    package = document.part.package
    chart_part = Part(PackURI("/word/charts/chart1.xml"), CONTENT_TYPE.DML_CHART, chart.blob, package)
    sheet = Part(PackURI("/word/embeddings/Microsoft_Excel_Sheet1.xlsx"), CONTENT_TYPE.SML_SHEET, a_workbook(), package)
    document.part.relate_to(chart_part, RELATIONSHIP_TYPE.CHART)
    chart_part.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE)
    return saved(document)


def a_talk():
    talk = pptx.Presentation()
    slide = talk.slides.add_slide(talk.slide_layouts[6])
    data = CategoryChartData()
    data.categories = ["2019", "2020"]
    data.add_series("森林覆盖率", (50, 50.5))
    slide.shapes.add_chart(XL_CHART_TYPE.LINE, Cm(1), Cm(1), Cm(10), Cm(8), data)
    return talk


# ---- the main part names the package --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["技术报告.docx", "台账.xlsx", "台账"])
@pytest.mark.parametrize(("make", "kind"), [(a_report, "Word 文档（.docx）"), (lambda: saved(a_talk()), "PowerPoint 演示文稿（.pptx）")])
def test_a_document_with_a_chart_and_its_sheet_is_a_document(make, kind: str, name: str) -> None:
    (finding,) = open_as(name, make()).findings
    assert (finding.code, finding.message, finding.advice) == ("R106", f"这是 {kind}，不是电子表格台账，其中的数据没有读取。", TO_EXCEL)


def test_a_binary_workbook_is_told_by_its_main_part() -> None:
    main = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    strings = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.bin" ContentType="{main}"/><Override PartName="/xl/sharedStrings.xml" ContentType="{strings}"/></Types>'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>'
    record = b"\x83\x01\x00\x84\x01\x00"  # BrtBeginBook, BrtEndBook
    parts = {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": rels.encode(),
        "xl/workbook.bin": record,
        "xl/sharedStrings.xml": b"<sst/>",
    }
    for data in (zipped(parts), zipped({name: part for name, part in parts.items() if name != "[Content_Types].xml"})):
        (finding,) = open_as("台账.xlsb", data).findings
        assert (finding.code, finding.advice) == ("R106", TO_XLSX)
        assert "二进制工作簿（.xlsb）" in finding.message


@pytest.mark.office
def test_a_document_of_libreoffice_is_told_with_and_without_its_first_member(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    (tmp_path / "总结.docx").write_bytes(a_report())
    command = [str(soffice), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "odt", "总结.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    data = (tmp_path / "总结.odt").read_bytes()
    for each in (data, zipped({name: part for name, part in members(data).items() if name != "mimetype"})):
        (finding,) = open_as("台账.ods", each).findings
        assert (finding.code, "OpenDocument 文字文档（.odt）" in finding.message) == ("R106", True)


# ---- however the package is written -----------------------------------------------------------------------------


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


GOOD = a_workbook()
PARTS = members(GOOD)
WAYS = {
    "with empty lines before its parts": zipped({name: b"\r\n \n" + part for name, part in PARTS.items()}),
    "behind a gateway's lines": b"X-Checked: yes\r\n\r\n" + GOOD,
    "behind bytes": bytes(range(256)) + GOOD,
    "with more behind it": GOOD + b"\r\n--end of mail--\r\n" * 100,
    "without its list of types": zipped({name: part for name, part in PARTS.items() if name != "[Content_Types].xml"}),
    "without the package's relationships": zipped({name: part for name, part in PARTS.items() if name != "_rels/.rels"}),
    "with both lost": zipped({name: part for name, part in PARTS.items() if name not in ("_rels/.rels", "[Content_Types].xml")}),
    "with slashes of Windows": zipped({name.replace("/", "\\"): part for name, part in PARTS.items()}),
    "with names in capitals": zipped({name.upper(): part for name, part in PARTS.items()}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_workbook_is_read_however_its_package_is_written(way: str) -> None:
    ledger = open_as("台账.xlsx", WAYS[way])
    assert (ledger.outcome, ledger.container, ledger.findings) == ("read", "xlsx", ())
    assert ledger.sheets == open_as("台账.xlsx", GOOD).sheets


# ---- names in namespaces ----------------------------------------------------------------------------------------


def spoiled(change: dict[str, bytes], data: bytes = GOOD) -> bytes:
    return zipped(members(data) | change)


def test_what_an_extension_calls_alike_is_not_the_thing_itself() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"date_1904": True, "in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_datetime(0, 0, date(2021, 1, 11), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    extension = b'<extLst><ext xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>'
    book_part = members(out.getvalue())["xl/workbook.xml"].replace(b"</workbook>", extension)
    (cell,) = open_as("台账.xlsx", spoiled({"xl/workbook.xml": book_part}, out.getvalue())).sheets[0].cells
    assert cell.value == date(2021, 1, 11)


def test_of_an_alternative_what_stands_in_for_it_is_not_read_as_well() -> None:
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    objects = "<oleObjects><oleObject/></oleObjects>"
    either = f'<mc:AlternateContent xmlns:mc="{space}"><mc:Choice Requires="x14">{objects}</mc:Choice><mc:Fallback>{objects}</mc:Fallback></mc:AlternateContent>'
    data = make_package(f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>{either}')
    assert open_as("台账.xlsx", data).sheets[0].pictures == 1


@pytest.mark.parametrize(
    ("cells", "codes", "values"),
    [
        ('<c r="A1"><v>1</v></c><c><v>2</v></c>', [], [1, 2]),
        ('<c r="A1"><v>1</v><v>2</v></c>', ["R204"], [1]),
        ('<c r="A1" t="boolean"><v>1</v></c>', ["R218"], ["1"]),
        ('<c r="A1"><v><n>7</n></v></c>', [], [7]),
        ('<c r="A1">7</c>', ["R217"], []),
        ('<c r="A1"><v>1</v></c>8<c r="B1"><v>2</v></c>', ["R217"], [1, 2]),
        ('<x:c xmlns:x="urn:x" r="A1"><x:v>9</x:v></x:c>', ["R217"], []),
        ('<c r="A1" t="str"><v> </v></c><c r="B1"><v></v></c><c r="C1" t="s"><v> </v></c>', [], []),
        ('<c r="A1" t="e"><v/></c>', [], [None]),
        ('<!-- <c r="A1"><v>1</v></c> --><c r="B1"><v><![CDATA[2]]></v></c>', [], [2]),
    ],
)
def test_nothing_in_a_row_is_lost_in_silence(cells: str, codes: list[str], values: list) -> None:
    ledger = open_as("台账.xlsx", make_package(f'<sheetData><row r="1">{cells}</row></sheetData>'))
    assert [finding.code for finding in ledger.findings] == codes
    assert [cell.value for cell in ledger.sheets[0].cells] == values
    prefixed = re.sub(r"<(/?)(row|c|v|sheetData|worksheet)\b", r"<\1p:\2", f'<sheetData><row r="1">{cells}</row></sheetData>')
    again = open_as("台账.xlsx", make_package(f'<p:worksheet xmlns:p="{TRANSITIONAL}">{prefixed}</p:worksheet>'))
    assert [finding.code for finding in again.findings] == codes


# ---- a damaged helper costs itself alone --------------------------------------------------------------------------


def by_excel(rows: list[tuple]) -> bytes:
    """A workbook with its parts in Excel's order: the list of sheets first, the texts last."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("指标")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    parts = members(out.getvalue())
    order = [
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
    ]
    return zipped({name: parts[name] for name in (*order, *(name for name in parts if name not in order))})


ROWS = [("指标名称", "2020年"), ("森林覆盖率", 50.5), ("水面率", 13)]
BROKEN = [b"", b"<a", b"\0\1\2", b'<?xml version="1.0"?><styleSheet><fonts>']
WITH_TEXTS = by_excel(ROWS)
TEXTS = members(WITH_TEXTS)["xl/sharedStrings.xml"]
NEVER_READ = ["xl/theme/theme1.xml", "docProps/app.xml", "docProps/core.xml", "xl/calcChain.xml", "xl/externalLinks/externalLink1.xml"]


@pytest.mark.parametrize("broken", BROKEN, ids=["empty", "begun", "rubbish", "cut"])
@pytest.mark.parametrize("part", ["xl/styles.xml", *NEVER_READ])
def test_a_broken_helper_leaves_every_cell(part: str, broken: bytes) -> None:
    ledger = open_as("台账.xlsx", spoiled({part: broken}))
    assert [cell.value for cell in ledger.sheets[0].cells] == [value for row in ROWS for value in row]
    assert (ledger.outcome, [finding.code for finding in ledger.findings]) == (("read", []) if part in NEVER_READ else ("partly", ["R213"]))


def bad_sum(data: bytes, part: str) -> bytes:
    """Change one letter of a stored part, so that its check sum no longer holds."""
    stored = zipped(members(data), zipfile.ZIP_STORED)
    with zipfile.ZipFile(io.BytesIO(stored)) as package:
        entry = package.getinfo(part)
    at = entry.header_offset + 30 + len(part) + entry.file_size - 3
    return stored[:at] + b"~" + stored[at + 1 :]


def test_a_helper_whose_bytes_were_changed_is_not_believed() -> None:
    ledger = open_as("台账.xlsx", bad_sum(GOOD, "xl/styles.xml"))
    assert (ledger.outcome, [finding.code for finding in ledger.findings], len(ledger.sheets[0].cells)) == ("partly", ["R213"], 6)
    lost = open_as("台账.xlsx", bad_sum(WITH_TEXTS, "xl/sharedStrings.xml"))
    assert ([finding.code for finding in lost.findings], [cell.value for cell in lost.sheets[0].cells]) == (["R213", "R202"], [50.5, 13])
    assert open_as("台账.xlsx", bad_sum(GOOD, "xl/worksheets/sheet1.xml")).outcome == "failed"


def test_texts_before_the_break_stay_and_the_others_are_told() -> None:
    ledger = open_as("台账.xlsx", spoiled({"xl/sharedStrings.xml": TEXTS[: TEXTS.index("水面率".encode())]}, WITH_TEXTS))
    assert [cell.value for cell in ledger.sheets[0].cells] == ["指标名称", "2020年", "森林覆盖率", 50.5, 13]
    assert [finding.code for finding in ledger.findings] == ["R213", "R202"]


def test_what_the_list_of_texts_says_of_its_length_is_not_asked() -> None:
    strings = re.sub(rb'(uniqueCount|count)="\d+"', rb'\1="4294967295"', TEXTS)
    ledger = open_as("台账.xlsx", spoiled({"xl/sharedStrings.xml": strings}, WITH_TEXTS))
    assert (ledger.outcome, ledger.sheets) == ("read", open_as("台账.xlsx", WITH_TEXTS).sheets)


def test_without_the_books_relationships_sheets_and_texts_are_found_under_their_usual_names() -> None:
    ledger = open_as("台账.xlsx", spoiled({"xl/_rels/workbook.xml.rels": b"<"}, WITH_TEXTS))
    assert (ledger.outcome, ledger.sheets) == ("partly", open_as("台账.xlsx", WITH_TEXTS).sheets)


# ---- what breaks off ------------------------------------------------------------------------------------------------


def test_rows_before_the_break_of_a_sheet_stay_and_the_break_is_told() -> None:
    sheet = PARTS["xl/worksheets/sheet1.xml"]
    ledger = open_as("台账.xlsx", spoiled({"xl/worksheets/sheet1.xml": sheet[: sheet.index(b"<v>13")]}))
    assert [cell.address for cell in ledger.sheets[0].cells] == ["A1", "B1", "A2", "B2", "A3"]
    assert (ledger.outcome, [finding.code for finding in ledger.findings]) == ("partly", ["R214"])
    assert "第 3 行以后断开" in ledger.message


def test_a_file_that_was_not_sent_whole_is_read_as_far_as_it_came() -> None:
    whole = by_excel([(f"第{number}项", number * 1.5) for number in range(400)])
    for share in (0.97, 0.8, 0.6):
        ledger = open_as("台账.xlsx", whole[: int(len(whole) * share)])
        assert ledger.outcome == "partly"
        assert {finding.code for finding in ledger.findings} <= {"R214", "R215"}
        assert ledger.sheets[0].cells == open_as("台账.xlsx", whole).sheets[0].cells[: len(ledger.sheets[0].cells)]
    assert 0 < len(ledger.sheets[0].cells) < 800
    for length in (10, 200, 900):
        assert open_as("台账.xlsx", whole[:length]).findings[0].code == "R103"


def test_an_archive_that_was_not_sent_whole_gives_its_whole_members() -> None:
    data = zipped({"甲.xlsx": GOOD, "乙.xlsx": GOOD})
    archive, first, second = read(Input("包.zip", data=data[:-60]))
    assert (archive.outcome, [finding.code for finding in archive.findings]) == ("partly", ["R215"])
    assert [each.outcome for each in (first, second)] == ["read", "read"]


def test_a_sheet_in_the_encoding_of_windows_is_read() -> None:
    text = f'<?xml version="1.0" encoding="GBK"?><sst xmlns="{TRANSITIONAL}"><si><t>森林覆盖率</t></si></sst>'
    cell = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
    for encoding, told in (("gbk", []), ("utf-16", []), ("utf-16-le", []), ("utf-8", ["R219"])):
        written = text.encode(encoding)
        data = make_package(cell, strings="<si/>")
        ledger = open_as("台账.xlsx", zipped(members(data) | {"xl/sharedStrings.xml": written}))
        assert ([each.value for each in ledger.sheets[0].cells], [finding.code for finding in ledger.findings]) == (["森林覆盖率"], told)
    silent = text.replace(' encoding="GBK"', "").encode("gbk")
    ledger = open_as("台账.xlsx", zipped(members(make_package(cell, strings="<si/>")) | {"xl/sharedStrings.xml": silent}))
    assert ([each.value for each in ledger.sheets[0].cells], ledger.findings[0].message) == (
        ["森林覆盖率"],
        "“xl/sharedStrings.xml”的编码按内容推断为 GB18030，与声明不符或没有声明。",
    )


@pytest.mark.parametrize("bad", [b"\x01", b"\x0b", b"&#x1;", b"&#11;", b"&#xD800;", b"&#xFFFF;"])
def test_a_character_that_xml_cannot_hold_costs_itself(bad: bytes) -> None:
    strings = TEXTS.replace("森林".encode(), "森".encode() + bad)
    inline = make_package('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>森~</t></is></c><c r="B1"><v>7</v></c></row></sheetData>')
    sheet = members(inline)["xl/worksheets/sheet1.xml"].replace(b"~", bad)
    shared = open_as("台账.xlsx", spoiled({"xl/sharedStrings.xml": strings}, WITH_TEXTS))
    own = open_as("台账.xlsx", spoiled({"xl/worksheets/sheet1.xml": sheet}, inline))
    assert [cell.value for cell in shared.sheets[0].cells] == ["指标名称", "2020年", "森\ufffd覆盖率", 50.5, "水面率", 13]
    assert [cell.value for cell in own.sheets[0].cells] == ["森\ufffd", 7]
    for ledger in (shared, own):
        assert (ledger.outcome, [finding.code for finding in ledger.findings]) == ("partly", ["R213"])
        assert "里面有不允许的字符" in ledger.message

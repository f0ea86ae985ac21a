"""Every rule of reading against its own little file.

tests/rules/R*.csv. Columns: case, name (with its extension), made (see `make`), password, expect, says, mend.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import files_containers as containers
import pytest
from files_workbooks import by_openpyxl, make_contents
from files_wrong import add_odd_entries, encrypted, make_package, make_wrong_files, zipped
from rule_tables import Row, cases_of, expected, said

from ecoreport import reading
from ecoreport.model import Ledger

GOOD = by_openpyxl(make_contents(3))
WRONG = make_wrong_files(GOOD)


@pytest.mark.parametrize(("code", "rows"), cases_of(rule.code for rule in reading.RULES))
def test_a_file_is_told_of_as_its_row_expects(code: str, rows: list[Row], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for row in rows:
        ledgers = list(_read(row, tmp_path))
        findings = [finding for ledger in ledgers for finding in ledger.findings]
        assert said([finding for finding in findings if finding.code == code], lambda finding: finding.code) == expected([row])
        assert not row["expect"] or {finding.code for finding in findings} == {code}, "one fault, one kind of finding"


def _read(row: Row, folder: Path) -> Iterator[Ledger]:
    passwords = tuple(row["password"].split())
    if row["made"] == "链接、管道":
        add_odd_entries(folder)
        sources = reading.discover([folder])
    elif row["made"] == "不在了":
        (folder / row["name"]).write_bytes(GOOD)
        sources = reading.discover([folder])
        (folder / row["name"]).unlink()
    else:
        sources = (reading.Input(row["name"], data=make(row["made"])),)
    for source in sources:
        yield from reading.read(source, passwords)


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES = '<fonts><font/></fonts><cellXfs><xf numFmtId="0" fontId="0"/></cellXfs>'
ONE_ROW = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


def make(notation: str) -> bytes:
    """Make a file: a name of `make_wrong_files`, or `what:the rest`."""
    what, _, rest = notation.partition(":")
    if notation in WRONG:
        return WRONG[notation]
    match what:
        case "台账":
            return GOOD
        case "空":
            return b""
        case "文本":
            return rest.replace("|", "\r\n").encode()
        case "坏字节":  # in the place of each question mark
            return rest.replace("|", "\r\n").encode().replace(b"?", b"\xff")
        case "国标文本":
            return rest.replace("|", "\r\n").encode("gb18030")
        case "网页":
            return containers.as_html()
        case "ods":
            return containers.as_ods()
        case "加密的 ods":
            return zipped(
                {
                    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                    "content.xml": b"?",
                    "META-INF/manifest.xml": b"<manifest:encryption-data/>",
                }
            )
        case "加密":
            return encrypted(GOOD, "zs2020")
        case "压缩包":
            return containers.as_zip({name: make(name) for name in rest.split()})
        case "里层压缩包.zip":
            return containers.as_zip({"台账.xlsx": GOOD})
        case "台账.xlsx":
            return GOOD
        case "格":  # the XML of the cells of row 1
            cells = rest.replace("长文", "长" * 40_000)
            return make_package(
                f'<sheetData><row r="1">{cells}<c r="C1"><v>5</v></c></row></sheetData>', strings="<si><t>甲</t></si>", styles=STYLES
            )
        case "合并":
            areas = "".join(f'<mergeCell ref="{area}"/>' for area in rest.split())
            return make_package(f"{ONE_ROW}<mergeCells>{areas}</mergeCells>")
        case "工作表":  # names, each with the relationship that leads to its part: r1 is there, r9 is not
            named = "".join(
                f'<sheet name="{name}" sheetId="{number}" r:id="{part}"/>'
                for number, (name, part) in enumerate((pair.split("=") for pair in rest.split()), 1)
            )
            workbook = f'<workbook xmlns="{SPACE}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>'
            chart = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r5" Type="{OFFICE}/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>'
            return make_package(
                ONE_ROW, workbook=workbook, more={"xl/_rels/workbook.xml.rels": chart, "xl/chartsheets/sheet1.xml": "<chartsheet/>"}
            )
        case "断表":  # the sheet breaks off behind these cells of row 1
            return make_package(f'<worksheet xmlns="{SPACE}"><sheetData><row r="1">{rest}')
        case "部件":  # a part of the package, and its XML
            part, _, xml = rest.partition(":")
            return make_package(ONE_ROW, styles=STYLES, more={part: xml})
        case "国标部件":  # the same in the encoding of Windows in China
            part, _, xml = rest.partition(":")
            with zipfile.ZipFile(io.BytesIO(make_package(ONE_ROW))) as package:
                parts = {name: package.read(name) for name in package.namelist()}
            return containers.as_zip(parts | {part: xml.encode("gb18030")})
        case "半个压缩包":
            return containers.as_zip({"台账.xlsx": GOOD, "二.xlsx": GOOD})[:-100]
        case "附件":  # a part beside the sheet: comments or a drawing, and its XML
            kind, _, xml = rest.partition(":")
            related = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{OFFICE}/{kind}" Target="../any.xml"/></Relationships>'
            return make_package(ONE_ROW, more={"xl/worksheets/_rels/sheet1.xml.rels": related, "xl/any.xml": xml})
    raise ValueError(notation)

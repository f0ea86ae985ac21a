"""Formulas that no program ever worked out: the 0 that a library stores for each is no result."""

import io
import zipfile
from decimal import Decimal

import openpyxl
import xlsxwriter
from files_wrong import zipped

from ecoreport.reading import Input, read


def by_xlsxwriter(*formulas: tuple[str, object]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for row, (formula, result) in enumerate(formulas):
        sheet.write_formula(row, 0, formula, None, result)
    book.close()
    return out.getvalue()


def results(data: bytes) -> list[object]:
    return [cell.value for cell in read(Input("台账.xlsx", data=data))[0].sheets[0].cells]


def changed(data: bytes, *changes: tuple[str, bytes, bytes]) -> bytes:
    """Replace words in parts: the part, what stands there, what shall."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    for name, old, new in changes:
        assert old in members[name]
        members[name] = members[name].replace(old, new)
    return zipped(members)


SILENT = "xl/workbook.xml", b' fullCalcOnLoad="1"', b""
OFFICE = "docProps/app.xml", b"Microsoft Excel", b"LibreOffice/7.4"
CHAIN = (
    b'<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/>'
)
CHAINED = "xl/_rels/workbook.xml.rels", b"</Relationships>", CHAIN + b"</Relationships>"


def test_the_0_that_a_library_stores_for_a_formula_is_no_result() -> None:
    assert results(by_xlsxwriter(("=98/100*100", 0), ("=B1", 12.5), ("=B2", "文字"))) == [None, Decimal("12.5"), "文字"]
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    assert results(out.getvalue()) == [None]


def test_a_0_that_was_worked_out_stays() -> None:
    several = by_xlsxwriter(("=B1", 0), ("=B2", 0))
    assert results(changed(several, SILENT)) == [None, None], "each of several gives 0, and nobody says that it worked them out"
    assert results(changed(several, SILENT, OFFICE)) == [0, 0]
    assert results(changed(several, SILENT, CHAINED)) == [0, 0], "Excel keeps the order in which it worked them out"
    assert results(changed(by_xlsxwriter(("=B1", 0)), SILENT)) == [0]
    assert results(changed(by_xlsxwriter(("=B1", 0), ("=B2", 3)), SILENT)) == [0, 3]

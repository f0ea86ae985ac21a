"""Rows and strings that are taken without the parser are what the parser makes of them; what might mean another thing is the parser's."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from files_workbooks import by_openpyxl, by_xlsxwriter, make_contents
from files_wrong import make_package

from ecoreport.model import Ledger
from ecoreport.reading import Input, read
from ecoreport.reading.plainrows import PlainRows
from ecoreport.reading.plainxml import without_plain
from ecoreport.reading.sharedstrings import PlainStrings

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NUMBER = '<c r="A1"><v>1</v></c>'
PLAIN_ROWS = {
    "a number": f'<row r="1">{NUMBER}</row>',
    "a number with many digits": '<row r="1"><c r="A1"><v>0.96699999999999997</v></c><c r="B1"><v>1e3</v></c><c r="C1"><v>-0</v></c></row>',
    "no number": '<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1_0</v></c><c r="C1"><v></v></c><c r="D1"><v>x</v></c></row>',
    "an identity card": '<row r="1"><c r="A1"><v>330902199001011234</v></c></row>',
    "shared strings": '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c><c r="C1" t="s"><v>9</v></c><c r="D1" t="s"><v>-1</v></c></row>',
    "a string within": '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> 甲&#20057;&amp;_x000D_\n</t></is></c></row>',
    "formulas": '<row r="1"><c r="A1"><f>SUM(B1,C1)</f><v>3</v></c><c r="B1" t="str"><f t="shared" ref="B1:B2" si="0">A1&amp;"x"</f><v>x</v></c></row><row r="2"><c r="B2" t="str"><f t="shared" si="0"/><v>y</v></c></row>',
    "blanks": '<row r="1"><c r="A1" s="1"/><c r="B1" s="1"></c></row><row r="2" spans="1:2"/><row r="3"></row>',
    "hidden rows": f'<row r="1" hidden="1">{NUMBER}</row><row r="2" ht="0" customHeight="1"><c r="A2"><v>2</v></c></row>',
    "errors and truths": '<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="d"><v>2020-01-02</v></c><c r="D1" t="q"><v>1</v></c></row>',
    "percent, date, no style": '<row r="1"><c r="A1" s="1"><v>0.5</v></c><c r="B1" s="2"><v>44000</v></c><c r="C1" s="7"><v>1</v></c></row>',
    "a row under another number": '<row r="1"><c r="B7"><v>1</v></c><c r="B7"><v>2</v></c></row>',
    "a prefix that the sheet declares": f'<row r="1" x:height="0.25">{NUMBER}</row>',
}
ODD_ROWS = {
    "a comment": f'<row r="1">{NUMBER}<!-- <c r="B1"><v>2</v></c> --></row>',
    "rows in a comment": f'<row r="1">{NUMBER}</row><!-- <row r="2"><c r="A2"><v>2</v></c></row> -->',
    "a section of its own": '<row r="1"><c r="A1" t="str"><v><![CDATA[<c r="B1"/>]]></v></c></row>',
    "an instruction": f'<row r="1"><?x {NUMBER}?>{NUMBER}</row>',
    "another order of attributes": '<row r="1"><c s="1" r="A1"><v>1</v></c></row>',
    "single quotes": "<row r='1'><c r='A1'><v>1</v></c></row>",
    "no addresses": "<row><c><v>1</v></c><c><v>2</v></c></row>",
    "an attribute twice": '<row r="1" r="2"><c r="A1"><v>1</v></c></row>',
    "a prefix that nobody declares": f'<row r="1" y:height="0.25">{NUMBER}</row>',
    "another namespace": f'<row r="1" xmlns="urn:x">{NUMBER}</row>',
    "a prefix of the sheet's": '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>',
    "a value twice": '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
    "a value behind a cell": f'<row r="1">{NUMBER}</row><v>2</v>',
    "cells behind a hidden row": f'<row r="1" hidden="1">{NUMBER}</row><c r="B1"><v>2</v></c><c><v>3</v></c>',
    "a cell behind a blank row": f'<row r="1">{NUMBER}</row><row r="2" ht="0"/><c><v>3</v></c>',
    "text between": f'<row r="1">{NUMBER}二</row>',
    "line ends between": f'<row r="1">\r\n{NUMBER}\r\n</row>\r\n',
    "an entity that nobody declares": '<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>',
    "a reference that cannot be": '<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>',
    "the end of a section": '<row r="1"><c r="A1" t="str"><v>]]></v></c></row>',
    "a character that cannot be": '<row r="1"><c r="A1" t="str"><v>\x07\ufffe</v></c></row>',
    "a row that is not closed": f'<row r="1">{NUMBER}<row r="2"><c r="A2"><v>2</v></c></row>',
    "a cell without a row": NUMBER,
    "a row that is not opened": f'{NUMBER}</row><row r="2"><c r="A2"><v>2</v></c></row>',
    "the last row": '<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
    "beyond the last": '<row r="1"><c r="XFE1"><v>1</v></c></row>',
    "rich text within": '<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><strike/></rPr><t>甲</t></r><r><t>乙</t></r></is></c></row>',
    "a picture's cell": '<row r="1"><c r="A1" t="e" vm="1"><v>#VALUE!</v></c><c r="B1" ph="1"><v/></c></row>',
    "a long text": f'<row r="1"><c r="A1" t="str"><v>{"字" * 40_000}</v></c></row>',
}
STRINGS = {
    "plain": '<si><t>甲</t></si><si><t/></si><si><t xml:space="preserve"> 乙&lt;_x0041_</t></si>',
    "as Excel writes them": '<si><t>甲</t><phoneticPr fontId="1" type="noConversion"/></si>',
    "in runs": '<si><r><t>96</t></r><r><rPr><b/><vertAlign val="superscript"/><sz val="9"/></rPr><t>2</t></r></si><si><r><rPr><strike val="0"/></rPr><t>甲</t></r></si>',
    "struck in part": "<si><r><rPr><strike/></rPr><t>甲</t></r><r><t>乙</t></r></si>",
}  # fmt: skip
ODD_STRINGS = {
    "how they are said": '<si><t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh></si>',
    "a comment": "<si><t>甲<!-- 乙 --></t></si>",
    "a property called as a text": "<si><r><rPr><t/></rPr><t>甲</t></r></si>",
    "a property twice": '<si><r><rPr><strike/><strike val="0"/></rPr><t>甲</t></r></si>',
    "another's element": "<si><x:t>甲</x:t><t>乙</t></si>",
    "long in runs": "<si>" + "<r><t>" + "字" * 20_000 + "</t></r>" + "<r><t>" + "字" * 20_000 + "</t></r></si>",
}  # fmt: skip
STYLES = """<numFmts><numFmt numFmtId="170" formatCode="yyyy/m/d"/></numFmts><fills><fill><patternFill patternType="solid"><fgColor
 rgb="FF92D050"/></patternFill></fill></fills><cellXfs><xf/><xf numFmtId="9" fillId="0"/><xf numFmtId="170"/></cellXfs>"""


def sheet(rows: str) -> str:
    return f'<worksheet xmlns="{SPACE}" xmlns:x="{SPACE}"><cols><col min="2" max="2" hidden="1"/></cols><sheetData>{rows}</sheetData></worksheet>'


def book(rows: str, strings: str = "<si><t>甲</t></si><si><t>乙</t></si>") -> bytes:
    return make_package(sheet(rows), strings=f"{strings}", styles=STYLES)


def both_ways(data: bytes) -> tuple[Ledger, Ledger, list[bool]]:
    """Read a file, then once more by the parser alone; tell of each piece whether it was taken without the parser."""
    taken: list[bool] = []
    rows, strings = PlainRows.take, PlainStrings.read

    def take(self: PlainRows, piece: bytes) -> bool:
        taken.append(rows(self, piece))
        return taken[-1]

    def text(self: PlainStrings, piece: bytes):
        found = strings(self, piece)
        taken.append(found is not None)
        return found

    with patch.object(PlainRows, "take", take), patch.object(PlainStrings, "read", text):
        (ledger,) = read(Input("台账.xlsx", data=data))
    with patch.object(PlainRows, "take", lambda *_: False), patch.object(PlainStrings, "read", lambda *_: None):
        (parsed,) = read(Input("台账.xlsx", data=data))
    return ledger, parsed, taken


@pytest.mark.parametrize("rows", PLAIN_ROWS.values(), ids=PLAIN_ROWS)
def test_plain_rows_are_taken_as_the_parser_reads_them(rows: str) -> None:
    ledger, parsed, taken = both_ways(book(rows))
    assert ledger == parsed
    assert taken == [True, True]


@pytest.mark.parametrize("rows", ODD_ROWS.values(), ids=ODD_ROWS)
def test_odd_rows_are_left_to_the_parser(rows: str) -> None:
    ledger, parsed, taken = both_ways(book(rows))
    assert ledger == parsed
    assert not all(taken)


@pytest.mark.parametrize("strings", STRINGS.values(), ids=STRINGS)
def test_plain_strings_are_taken_as_the_parser_reads_them(strings: str) -> None:
    ledger, parsed, taken = both_ways(book(PLAIN_ROWS["shared strings"], strings))
    assert ledger == parsed
    assert taken == [True, True]


@pytest.mark.parametrize("strings", ODD_STRINGS.values(), ids=ODD_STRINGS)
def test_odd_strings_are_left_to_the_parser(strings: str) -> None:
    ledger, parsed, taken = both_ways(book(PLAIN_ROWS["shared strings"], strings))
    assert ledger == parsed
    assert not all(taken)


def test_what_only_looks_like_a_sheet_s_cells_is_none() -> None:
    """Rows stand in a comment, in an extension, in another namespace: nothing of them is read."""
    rows = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    for body in (
        f"<!-- {rows} -->",
        f"<extLst>{rows}</extLst>",
        f'<x xmlns="urn:x">{rows}</x>',
        f"<sheetData ><!--{rows[:11]}{rows[11:-12]}--></sheetData>",
    ):
        data = make_package(f'<worksheet xmlns="{SPACE}">{body}</worksheet>')
        ledger, parsed, _ = both_ways(data)
        assert ledger == parsed
        assert [len(each.cells) for each in ledger.sheets] in ([0], [])


def test_a_break_is_told_by_its_line_whoever_read_the_rows_before_it() -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>一\n二</t></is></c></row>' for number in range(1, 5_000))
    ledger, parsed, taken = both_ways(book(rows + "<row"))
    assert taken.count(True) > 2
    assert ledger == parsed
    assert "行写法不合规范" in ledger.message


def test_what_came_before_bytes_that_are_no_text_is_handed_to_the_parser() -> None:
    def chunks() -> Iterator[bytes]:
        yield b"<row/></row><row><c>"
        raise ValueError

    parts = without_plain(b"", chunks(), b"</row>", b"</sheetData>", lambda _: True)
    assert [next(parts) for _ in range(3)][-1] == b"<row><c>"
    with pytest.raises(ValueError):
        next(parts)


def test_what_two_libraries_write_is_read_alike() -> None:
    for seed in range(300, 306):
        for write in (by_openpyxl, by_xlsxwriter):
            ledger, parsed, taken = both_ways(write(make_contents(seed)))
            assert ledger == parsed
            assert any(taken)

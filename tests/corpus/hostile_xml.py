"""Hostile XML inside sound packages: entities, depth, width, and texts that cost more than they hold."""

from collections.abc import Callable, Iterator

from corpus.damaged_texts import ods
from corpus.expect import TOLD, Case, Survivor
from corpus.honest_packages import changed
from corpus.honest_texts import fods, html, xml2003
from corpus.tables import BOOK, SHEET, SHEET1, STRINGS, STYLES, edited, packed, plain, standard, stem, text_of, unpacked, with_parts

REFUSED = ("failed", "partly")
MENDED = ("read", "partly", "superseded")
NUMBERS = ("C3", "D3", "E3", "C4", "D4", "E4", "C5", "D5", "E5")
LAUGHS = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
LEDGER = ("序号", "指标名称", "单位", "指标值", "2018年", "2019年", "2020年", "完成情况说明")


def doctype(part: str, subset: str, text: str) -> Callable[[str], bytes]:
    """Put a DOCTYPE into a part and a reference into its first text."""

    def build(tag: str) -> bytes:
        source = text_of(plain(tag), part)
        head, _, body = source.partition("?>")
        root = body.strip()[1:].split(" ")[0]
        fresh = f"{head}?><!DOCTYPE {root} [{subset}]>{body}"
        return with_parts(plain(tag), {part: fresh.replace("<t>盐仓河</t>", f"<t>{text}</t>")})

    return build


def deep(part: str, before: str, depth: int = 100_000) -> Callable[[str], bytes]:
    return changed((part, before, "<a>" * depth + "</a>" * depth + before))


def unclosed(part: str, before: str) -> Callable[[str], bytes]:
    return changed((part, before, "<a>" * 100_000 + before))


def filled(text: str, old: str = "<t>北桥村</t>") -> Callable[[str], bytes]:
    return changed((STRINGS, old, f'<t xml:space="preserve">{text}</t>'))


def many_styles(tag: str) -> bytes:
    text = text_of(plain(tag), STYLES)
    xf = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    return with_parts(plain(tag), {STYLES: text.replace('<cellXfs count="1">', '<cellXfs count="100001">' + xf * 100_000)})


def many_formats(tag: str) -> bytes:
    formats = "".join(f'<numFmt numFmtId="{number}" formatCode="0.0&quot;{number}&quot;"/>' for number in range(164, 30_164))
    return edited(plain(tag), (STYLES, "<fonts ", f'<numFmts count="30000">{formats}</numFmts><fonts '))


def one_format(code: str) -> Callable[[str], bytes]:
    xfs = '<cellXfs count="2"><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    return lambda tag: edited(
        plain(tag),
        (STYLES, "<fonts ", f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{code}"/></numFmts><fonts '),
        (STYLES, '<cellXfs count="1">', xfs),
    )


def appended(text: str) -> Callable[[str], bytes]:
    return changed((SHEET1, "</sheetData>", f"</sheetData>{text}"))


def merges() -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="A{row}:XFD{row + 40_000}"/>' for row in range(10, 65_545)) + "</mergeCells>"


def wide(columns: int, lines: int) -> Callable[[str], bytes]:
    """Give so many rows of so many numbers below the table."""

    def build(tag: str) -> bytes:
        values = "<c><v>7</v></c>" * columns
        return edited(
            plain(tag), (SHEET1, "</sheetData>", "".join(f'<row r="{row}">{values}</row>' for row in range(6, 6 + lines)) + "</sheetData>")
        )

    return build


def repeated(text: str) -> Callable[[str], bytes]:
    """Give a row that says the same in each of its 16,384 cells."""
    values = f'<c t="inlineStr"><is><t>{text}</t></is></c>' * 16_384
    return changed((SHEET1, "</sheetData>", f'<row r="9">{values}</row></sheetData>'))


def many_sheets(tag: str) -> bytes:
    sheet = f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/>'
    others = "".join(f'<sheet name="附{number}" sheetId="{number}" r:id="rId1"/>' for number in range(2, 3002))
    return edited(plain(tag), (BOOK, sheet, sheet + others))


def ledger(*values: str) -> Callable[[str], bytes]:
    """Give a table that looks like a ledger, one of whose cells holds what no person would write."""

    def build(_: str) -> bytes:
        lines = "".join(
            f'<row r="{row}">' + "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>' for value in line) + "</row>"
            for row, line in enumerate((("指标完成情况表",), LEDGER, values), 1)
        )
        head, _, rest = text_of(plain("x"), SHEET1).partition("<sheetData>")
        return packed({**unpacked(plain("x")), SHEET1: head + "<sheetData>" + lines + "</sheetData>" + rest.partition("</sheetData>")[2]})

    return build


def formulas(tag: str) -> bytes:
    texts = (
        "cmd|'/c calc'!A1",
        'WEBSERVICE("http://127.0.0.1:9/"&amp;A1)',
        'HYPERLINK("file:///etc/passwd","看")',
        "[1]外部!A1",
        'INDIRECT("A"&amp;1)',
    )
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="str"><f>{text}</f><v>存下的{row}</v></c></row>' for row, text in enumerate(texts, 7))
    return edited(plain(tag), (SHEET1, "</sheetData>", f"{cells}</sheetData>"))


def _case(
    name: str,
    build: Callable[[str], bytes],
    outcomes: tuple[str, ...] = MENDED,
    only: tuple[str, ...] = (),
    more: tuple[Survivor, ...] = (),
    **other: object,
) -> Case:
    kept = tuple(survivor for survivor in standard(stem(name)) if not only or survivor[1] in only)
    cells = kept + more if "read" in outcomes and "failed" not in outcomes else ()
    return Case("hostile", name, build, outcomes=outcomes, cells=cells, **other)  # type: ignore[arg-type]


def _entities() -> Iterator[Case]:
    yield _case("billion laughs.xlsx", doctype(STRINGS, f'<!ENTITY l0 "哈">{LAUGHS}', "&l9;"), REFUSED)
    yield _case("quadratic entities.xlsx", doctype(STRINGS, f'<!ENTITY a "{"哈" * 50_000}">', "&a;" * 5_000), REFUSED)
    yield _case("external entity.xlsx", doctype(STRINGS, '<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"), REFUSED, never=("root:x",))
    yield _case(
        "external entity in the workbook.xlsx", doctype(BOOK, '<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"), REFUSED, never=("root:x",)
    )
    yield _case("parameter entity.xlsx", doctype(SHEET1, '<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;', "x"), REFUSED)
    yield _case("entity that holds itself.xlsx", doctype(STRINGS, '<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"), REFUSED)
    laughs = f'<!DOCTYPE x [<!ENTITY l0 "哈">{LAUGHS}]>'
    yield _case(
        "laughs in xml 2003.xml",
        lambda tag: xml2003(tag).replace("<Workbook", f"{laughs}<Workbook", 1).replace("北桥村", "&l9;").encode(),
        REFUSED,
    )
    yield _case(
        "laughs in fods.fods",
        lambda tag: fods(tag).replace("<office:document ", f"{laughs}<office:document ", 1).replace("北桥村", "&l9;").encode(),
        REFUSED,
    )


def _depths() -> Iterator[Case]:
    yield _case("deep in the sheet.xlsx", deep(SHEET1, "<sheetData>"), TOLD)
    yield _case("deep in the data.xlsx", deep(SHEET1, '<row r="2"'), TOLD)
    yield _case("deep in the strings.xlsx", deep(STRINGS, "<si><t>盐仓河"), TOLD)
    yield _case("deep in the styles.xlsx", deep(STYLES, "<fonts "), TOLD)
    yield _case("deep in the workbook.xlsx", deep(BOOK, "<sheets>"), TOLD)
    yield _case("never closed.xlsx", unclosed(SHEET1, "<sheetData>"), REFUSED)
    yield _case(
        "deep fods.fods",
        lambda tag: fods(tag).replace("<text:p>北桥村", "<text:span>" * 50_000 + "</text:span>" * 50_000 + "<text:p>北桥村").encode(),
        TOLD,
    )
    yield _case("deep page.html", lambda tag: html(tag).replace("<table", "<div>" * 20_000 + "<table", 1).encode(), TOLD)
    yield _case("tables in tables.html", lambda _: ("<table><tr><td>" * 4_000 + "芯").encode(), TOLD)
    yield _case("tags never closed.xls", lambda tag: html(tag).replace("北桥村", "<b>" * 20_000 + "北桥村").encode(), TOLD)
    attribute = f'<sheetData note="{"x" * 10_000_000}">'
    yield _case("attribute of ten megabytes.xlsx", changed((SHEET1, "<sheetData>", attribute)), TOLD)
    names = " ".join(f'a{number}="1"' for number in range(100_000))
    yield _case("a hundred thousand attributes.xlsx", changed((SHEET1, "<sheetData>", f"<sheetData {names}>")), TOLD)
    spaces = " ".join(f'xmlns:n{number}="urn:{number}"' for number in range(50_000))
    yield _case("fifty thousand namespaces.xlsx", changed((SHEET1, "<sheetData>", f"<sheetData {spaces}>")), TOLD)
    yield _case("comment of ten megabytes.xlsx", changed((SHEET1, "<sheetData>", f"<!--{'x' * 10_000_000}--><sheetData>")))


def _widths() -> Iterator[Case]:
    others = tuple(survivor[1] for survivor in standard("x") if survivor[1] != "B3")
    yield _case("text of five megabytes.xlsx", filled("河" * 1_700_000), only=others)
    yield _case("blanks of five megabytes.xlsx", filled(" " * 5_000_000), only=others)
    yield _case("blanks and words.xlsx", filled("字 " * 1_000_000 + "\n" * 500_000), only=others)
    yield _case("line ends of a megabyte.xlsx", filled("\n \t" * 350_000 + "终"), only=others)
    yield _case("a hundred thousand styles.xlsx", many_styles)
    yield _case("thirty thousand formats.xlsx", many_formats)
    yield _case("format of a megabyte.xlsx", one_format("0" * 1_000_000))
    yield _case("format of quotes.xlsx", one_format("&quot;[(" * 50_000))
    yield _case("format of sections.xlsx", one_format("[&gt;1]0;" * 20_000))
    yield _case("merges that overlap.xlsx", appended(merges()), slow=True)
    links = "".join(f'<hyperlink ref="A{row}" location="x"/>' for row in range(1, 60_000))
    yield _case("sixty thousand links.xlsx", appended(f"<hyperlinks>{links}</hyperlinks>"))
    rule = '<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>'
    yield _case("twenty thousand colour rules.xlsx", appended(rule * 20_000))
    yield _case("a million empty strings.xlsx", changed((STRINGS, "</sst>", "<si/>" * 1_000_000 + "</sst>")), slow=True)
    names = "".join(f'<definedName name="n{number}">{SHEET}!$A$1</definedName>' for number in range(60_000))
    yield _case("sixty thousand names.xlsx", changed((BOOK, "<calcPr", f"<definedNames>{names}</definedNames><calcPr")))
    yield _case(
        "columns without end.xlsx", changed((SHEET1, "<sheetData>", '<cols><col min="1" max="2147483647" hidden="1"/></cols><sheetData>'))
    )
    yield _case("row of sixteen thousand, thirty-two times.xlsx", wide(16_384, 32), TOLD, slow=True)
    yield _case("stray table of a hundred and fifty thousand.xlsx", wide(15, 10_000), slow=True)
    yield _case("three thousand sheets of one part.xlsx", many_sheets, TOLD, slow=True)
    yield _case("name in all columns.xlsx", repeated("林草覆盖率"), more=((SHEET, "XFD9", "林草覆盖率"),), slow=True)
    yield _case("year in all columns.xlsx", repeated("2020年"), more=((SHEET, "XFD9", "2020年"),), slow=True)
    yield _case("formulas that reach out.xlsx", formulas, more=tuple((SHEET, f"A{row}", f"存下的{row}") for row in range(7, 12)))
    everywhere = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="7"/></table:table-row>'
    yield _case("ods full of sevens.ods", lambda tag: ods(tag, fods(tag).replace("</table:table>", f"{everywhere}</table:table>")), REFUSED)
    far = '<Row ss:Index="2000000000"><Cell ss:Index="999999999"><Data ss:Type="Number">7</Data></Cell></Row>'
    yield _case("xml 2003 far away.xml", lambda tag: xml2003(tag).replace("</Table>", f"{far}</Table>").encode(), TOLD, finding="notice")
    yield _case(
        "spans of a billion.html",
        lambda tag: html(tag).replace("<td>北桥村", '<td colspan="1000000000" rowspan="1000000000">北桥村').encode(),
        TOLD,
    )


def _ledgers() -> Iterator[Case]:
    nines, brackets = "9" * 5_000, "(" * 30_000
    shapes = (
        ("number of five thousand digits in 序号", (nines, "林草覆盖率", "%", "≥95", "1", "2", "3")),
        ("number of five thousand digits as value", ("7", "林草覆盖率", "%", "≥95", "1", "2", nines)),
        ("power beyond all", ("7", "林草覆盖率", "%", "≥95", "1", "2", "1e999999999")),
        ("brackets in a name", ("7", brackets + "林草覆盖率", "%", "≥95", "1", "2", "3")),
        ("brackets in a target", ("7", "林草覆盖率", "%", brackets + "≥95", "1", "2", "3")),
        ("connectives in a target", ("7", "林草覆盖率", "%", "≥95,且" * 8_000 + "≥1", "1", "2", "3")),
        ("Chinese numerals without end", ("7", "林草覆盖率", "%", "≥95", "1", "2", "一二三千万亿" * 5_000)),
        ("digits and dots", ("7", "林草覆盖率", "%", "≥95", "1", "2", "1.2，" * 8_000)),
        ("words without end", ("7", "林草覆盖率", "%", "≥95", "1", "2", "3", "未完成，已完成。" * 10_000)),
        ("unit without end", ("7", "林草覆盖率", "万" * 32_000 + "元/" * 9, "≥95", "1", "2", "3")),
        ("joined characters without end", ("7", "林草覆盖率", "%", "≥95", "1", "2", "3", "e" + "\u0301" * 32_000)),
        ("invisible and reversed characters", ("7", "林草\u200b覆盖率\u202e", "%", "≥95", "1", "2", "3\u2066", "\ufeff\u2028完成")),
    )
    for name, values in shapes:
        yield Case("hostile", f"{name}.xlsx", ledger(*values), outcomes=MENDED, cells=((SHEET, "D2", "指标值"), (SHEET, "E3", "1")))


def cases() -> Iterator[Case]:
    for family in (_entities, _depths, _widths, _ledgers):
        yield from family()

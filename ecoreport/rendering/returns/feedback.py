"""反馈意见 and the hidden sheet behind it, as XML: one row a question, with places in which to answer."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from ecoreport.language.widths import lines_needed
from ecoreport.model import RETURN_MARK, column_letters
from ecoreport.records import dataclass
from ecoreport.rendering.returns.package import OFFICE
from ecoreport.rendering.returns.slips import Line, Slip
from ecoreport.rendering.returns.styles import Look, Styles
from ecoreport.rendering.returns.wording import FIELDS, Wording
from ecoreport.rendering.returns.xmltext import DECLARATION, attribute, text

_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = 4  # the row of headings
_TITLE, _WHOSE, _NOTE, _HEADING = (
    Look(size=18, bold=True, boxed=False, centred=True, heading=True, colour="2F6B4F"),
    Look(size=11, boxed=False),
    Look(size=10, boxed=False, colour="5B6F63"),
    Look(size=11, bold=True, centred=True, heading=True, fill="D5E6DA"),
)
_PLAIN, _CENTRED = Look(), Look(centred=True)
_LINK = Look(colour="0563C1", underlined=True)
_OPEN, _CHOICE = Look(open=True, fill="FFFBE6"), Look(open=True, fill="FFFBE6", centred=True)
_LOOKS = {"id": _CENTRED, "place": _PLAIN, "message": _PLAIN, "advice": _PLAIN, "due": _CENTRED, "result": _CHOICE, "words": _OPEN}
_POINTS = 15  # of a line of text
_ROOM = 2  # characters of a cell's width that its margins take
LAST = column_letters(len(FIELDS))


@dataclass(frozen=True, slots=True)
class Notes:
    """What stands above the table."""

    whose: str
    lines: tuple[str, ...]


def feedback_xml(slip: Slip, notes: Notes, words: Wording, styles: Styles) -> bytes:
    """Write the sheet for people: a title, what to do, one row a question."""
    widths = words.widths
    across = sum(widths)
    said = "\n".join(notes.lines)
    rows = [
        _row(1, [words.sheet("title")], [styles.add(_TITLE)], 30),
        _row(2, [notes.whose], [styles.add(_WHOSE)], 20),
        _row(3, [said], [styles.add(_NOTE)], _height(said, across) + 4),
        _row(HEAD, words.headings, [styles.add(_HEADING)] * len(FIELDS), 24),
    ]
    rows += [_line(HEAD + number, line, widths, styles) for number, line in enumerate(slip.lines, 1)]
    last = HEAD + max(1, len(slip.lines))
    columns = "".join(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, 1))
    merges = "".join(f'<mergeCell ref="A{row}:{LAST}{row}"/>' for row in (1, 2, 3))
    result = column_letters(FIELDS.index("result") + 1)
    options = ",".join(choice.replace(",", "，").replace('"', "") for choice in words.results)
    links = "".join(_link(HEAD + number, line) for number, line in enumerate(slip.lines, 1) if line.link)
    return (
        DECLARATION.decode()
        + f'<worksheet xmlns="{_SPACE}" xmlns:r="{OFFICE}"><sheetPr><tabColor rgb="FFC0392B"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        + f'<dimension ref="A1:{LAST}{last}"/><sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        + f'<pane ySplit="{HEAD}" topLeftCell="A{HEAD + 1}" activePane="bottomLeft" state="frozen"/>'
        + f'<selection pane="bottomLeft" activeCell="{result}{HEAD + 1}" sqref="{result}{HEAD + 1}"/></sheetView></sheetViews>'
        + f'<sheetFormatPr defaultRowHeight="{_POINTS}"/><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>'
        + '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0"/>'
        + f'<mergeCells count="3">{merges}</mergeCells>'
        + '<dataValidations count="1"><dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" '
        + f'sqref="{result}{HEAD + 1}:{result}{last}"><formula1>"{escape(options)}"</formula1></dataValidation></dataValidations>'
        + (f"<hyperlinks>{links}</hyperlinks>" if links else "")
        + '<printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        + '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        + f"<headerFooter><oddFooter>{text('&C' + words.sheet('footer'))}</oddFooter></headerFooter></worksheet>"
    ).encode()


def memory_xml(rows: Iterable[Sequence[str]]) -> bytes:
    """Write the hidden sheet: what it is, then what each row of 反馈意见 is about, and how marked cells were filled."""
    told = [(RETURN_MARK[1],), *rows]
    lines = "".join(_row(number, row, [0] * len(row)) for number, row in enumerate(told, 1))
    return (DECLARATION.decode() + f'<worksheet xmlns="{_SPACE}"><sheetData>{lines}</sheetData></worksheet>').encode()


def _line(number: int, line: Line, widths: Sequence[float], styles: Styles) -> str:
    texts = [getattr(line, field, "") for field in FIELDS]
    looks = [_LINK if field == "place" and line.link else _LOOKS[field] for field in FIELDS]
    height = max(_height(told, width - _ROOM) for told, width in zip(texts, widths, strict=True)) + 8
    return _row(number, texts, [styles.add(look) for look in looks], height)


def _row(number: int, texts: Sequence[str], styles: Sequence[int], height: float | None = None) -> str:
    cells = "".join(
        f'<c r="{column_letters(column)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text(told)}</t></is></c>'
        if told
        else f'<c r="{column_letters(column)}{number}" s="{style}"/>'
        for column, (told, style) in enumerate(zip(texts, styles, strict=True), 1)
    )
    tall = f' ht="{min(height, 409):g}" customHeight="1"' if height else ""
    return f'<row r="{number}"{tall}>{cells}</row>'


def _link(row: int, line: Line) -> str:
    place = column_letters(FIELDS.index("place") + 1)
    return f'<hyperlink ref="{place}{row}" location={attribute(line.link)} display={attribute(line.place)}/>'


def _height(told: str, width: float) -> float:
    """Say how many points a text takes, wrapped into a width."""
    return _POINTS * lines_needed(told, width)

"""Whose ledger it is and of which year."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from ecoreport.language import patterns as re
from ecoreport.language.bodies import strip_body
from ecoreport.language.widths import even
from ecoreport.matching import Matcher
from ecoreport.matching.ownership import labels_another
from ecoreport.model import Cell, Finding, Ledger, Source
from ecoreport.model.layout import LabelledText, written
from ecoreport.recognition.clues import lists_sheets, sheets_in_front
from ecoreport.recognition.grid import rows_of
from ecoreport.recognition.headings import HeadingReader, is_amount, reader_for
from ecoreport.recognition.labels import find_labels
from ecoreport.recognition.senders import Sender, find_sender
from ecoreport.recognition.stamp import Stamp
from ecoreport.recognition.years import Title, find_year
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

_TITLE_ROWS = 6
_PAIR, _PAIRS = 2, 3  # a label and its value; lines of them that make a card
_FEW = 2  # cells of a row that is no table's
_NUMBERED = re.compile(r"\s*(?:\d{1,2}(?!\d)|[一二三四五六七八九十]{1,3}|[(（][\d一二三四五六七八九十]{1,3}[)）])\s*[、.．)）]?\D")
_SHORT = 6  # characters of what may be a heading

Rows = Mapping[int, list[Cell]]  # of a sheet


@dataclass(frozen=True, slots=True)
class Identity:
    sender: Sender
    year: int | None
    findings: tuple[Finding, ...]
    labels: tuple[LabelledText, ...] = ()  # of covers and signature lines, on every sheet that is seen

    @property
    def department(self) -> str | None:
        return self.sender.department


def identify(ledger: Ledger, stamp: Stamp | None, matcher: Matcher, vocabulary: Vocabulary, period: int) -> Identity:
    """Weigh every clue; the most trusted one counts, the others may contradict it."""
    reader = reader_for(vocabulary, period)
    sheets = [sheet for sheet in ledger.sheets if not sheet.hidden and (stamp is None or sheet.name not in stamp.sheets)]
    labels = [label for sheet in sheets for label in find_labels(sheet, vocabulary, frozenset())[0]]
    rows = {sheet.name: rows_of(sheet) for sheet in sheets}
    labelled = {(label.sheet, label.cell.address) for label in labels}
    titles = [title for title in _titles(ledger, rows, reader) if (title[1].sheet, title[1].cell) not in labelled]
    signed = [label for label in labels if not _is_heading(label, rows[label.sheet].get(label.cell.row, []), reader, matcher)]
    sender = find_sender(ledger, stamp, signed, [title for title in titles if not title[2]], matcher, reader)
    year, differing = find_year(ledger, stamp, labels, titles, reader, period, sender.department)
    return Identity(sender, year, (*sender.findings, *differing), tuple(labels))


def _titles(ledger: Ledger, rows: Mapping[str, Rows], reader: HeadingReader) -> Iterator[Title]:
    """Give the texts over the tables of each sheet, and whether each is a label with its value beside it."""
    bare = {sheet.name for sheet in sheets_in_front(ledger, reader)}
    for sheet in ledger.sheets:
        own = rows.get(sheet.name, {})
        over = takewhile(lambda row: len(row) <= _FEW, [own[line] for line in sorted(own)[:_TITLE_ROWS]])
        for row in () if lists_sheets(sheet, ledger.sheets) else over:
            for cell in row:
                titled = isinstance(cell.value, str) and 4 <= len(written(cell)) <= 60
                if titled and not _is_no_title(cell, own, reader, bare=sheet.name in bare):
                    told = cell is not row[-1] and is_amount(row[row.index(cell) + 1])  # 嘉兴市生态环境局 | 96
                    beside = told or (cell is not row[-1] and bool(reader.read("indicator", written(cell)).fields))  # 2018年完成值 | 82.3%
                    yield written(cell), Source(ledger.file, sheet.name, cell.address), beside


def _is_no_title(cell: Cell, rows: Rows, reader: HeadingReader, *, bare: bool) -> bool:
    """Is a text the value of a label, or, on a sheet without a table, one of a list or a sentence: 审核机关 | 浙江省生态环境厅."""
    text, row = written(cell), rows[cell.row]
    label = written(row[row.index(cell) - 1]) if cell is not row[0] else ""
    if even(label).endswith(":") or labels_another(label) or (label and reader.vocabulary.label(label)):
        return True
    sentence = any(mark in text for mark in "，。；,;")
    if label and sentence:
        return True  # 赔偿制度 | 全市共办理案件5例,已完成
    told = sum(len(cells) == _PAIR and all(isinstance(each.value, str) for each in cells) for cells in rows.values())
    if label and len(row) == _PAIR and told >= _PAIRS:
        return True  # 目标 | 完成2018年度…编制, among other labels with what they label
    if not bare:
        return False
    numbered = sum(bool(_NUMBERED.match(written(other))) for cells in rows.values() for other in cells)
    pairs = sum(len(cells) > 1 for cells in rows.values())
    return (len(row) > 1 and pairs > 1) or (numbered > 1 and bool(_NUMBERED.match(text))) or sentence


def _is_heading(label: LabelledText, row: Sequence[Cell], reader: HeadingReader, matcher: Matcher) -> bool:
    """Does what seems to be a label and its value stand in a line of headings: 责任单位 | 2020年完成值(%), 单位 | 定海区 | 普陀区."""
    if label.role not in ("department", "seal") or label.cell.value is None:
        return False
    row = [cell for cell in row if cell is not label.cell]
    others = [cell for cell in row if reader.vocabulary.label(written(cell).rstrip(":：")) is None]
    following = next((cell for cell in row if cell.column > label.cell.column), None)
    beside = following in others and isinstance(following.value, str)
    known = sum(_heads(written(cell), reader) for cell in others)
    ours = bool(matcher.bodies.read(label.text).departments)
    return _heads(strip_body(label.text), reader) or known >= 2 or (beside and not ours and len(label.text) <= _SHORT)


def _heads(text: str, reader: HeadingReader) -> bool:
    return any(reader.read(kind, text).fields for kind in ("indicator", "task"))

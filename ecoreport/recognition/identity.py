"""Whose ledger it is and of which year: by stamp, 填报单位 cell, title, file name, folder name, in that order of trust."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from ecoreport.language.dates import as_date
from ecoreport.matching import Matcher
from ecoreport.model import Cell, Finding, Ledger, Source
from ecoreport.model.layout import LabelledText, written
from ecoreport.recognition import rules
from ecoreport.recognition.headings import HeadingReader
from ecoreport.recognition.labels import find_labels
from ecoreport.recognition.stamp import Stamp
from ecoreport.vocabulary import Vocabulary

_TITLE_ROWS = 6
_MOST_COLUMNS = 20  # headed 责任单位, of one sheet
_DATE = (
    r"(?:19|20|二[〇○零])[\d〇○零一二三四五六七八九]{2}\s*[年.\-/]\s*[\d一二三四五六七八九十]{1,3}\s*[月.\-/]\s*"
    r"(?:[\d一二三四五六七八九十]{1,3}\s*日?)?"
)
_SIGNED = re.compile(rf"^\s*(?:报送|报|呈报)\s*[:：]|[(（]\s*(?:盖章|公章|章)\s*[)）]|{_DATE}")  # around a sender's name


@dataclass(frozen=True, slots=True)
class Identity:
    department: str | None
    year: int | None
    findings: tuple[Finding, ...]
    labels: tuple[LabelledText, ...] = ()  # of covers and signature lines, on every sheet that is seen


@dataclass(frozen=True, slots=True)
class _Clue:
    place: str  # in words: 填报单位一栏
    value: str
    source: Source


def identify(ledger: Ledger, stamp: Stamp | None, matcher: Matcher, vocabulary: Vocabulary, period: int) -> Identity:
    """Weigh every clue; the most trusted one counts, the others may contradict it."""
    reader = HeadingReader(vocabulary, period)
    sheets = [sheet for sheet in ledger.sheets if not sheet.hidden and (stamp is None or sheet.name not in stamp.sheets)]
    labels = [label for sheet in sheets for label in find_labels(sheet, vocabulary, frozenset())[0]]
    labelled = {(label.sheet, label.cell.address) for label in labels}
    titles = [title for title in _titles(ledger, stamp, reader) if (title[1].sheet, title[1].cell) not in labelled]
    department, found = _department(ledger, stamp, labels, titles, matcher, vocabulary)
    year, differing = _year(ledger, stamp, labels, titles, reader, period, department)
    return Identity(department, year, (*found, *differing), tuple(labels))


def _titles(ledger: Ledger, stamp: Stamp | None, reader: HeadingReader) -> Iterator[tuple[str, Source, bool]]:
    """Give the texts over the tables of each sheet, and whether each is a label with its value beside it."""
    for sheet in ledger.sheets:
        if sheet.hidden or (stamp and sheet.name in stamp.sheets):
            continue
        rows = sorted({cell.row for cell in sheet.cells if cell.counts})[:_TITLE_ROWS]
        titled = set(rows[: next((index for index, row in enumerate(rows) if not _alone(sheet.cells, row)), len(rows))])
        for cell in sheet.cells:
            if cell.row in titled and isinstance(cell.value, str) and 4 <= len(written(cell)) <= 60:
                source = Source(ledger.file, sheet.name, cell.address)
                yield written(cell), source, _is_label(cell, sheet.cells, reader)


def _is_label(cell: Cell, cells: Sequence[Cell], reader: HeadingReader) -> bool:
    """Is it the label of the value beside it: 2018年完成值 | 82.3%."""
    beside = any(other.row == cell.row and other.column > cell.column and other.counts for other in cells)
    return beside and bool(reader.read("indicator", written(cell)).fields)


def _alone(cells: Sequence[Cell], row: int) -> bool:
    return sum(cell.row == row and cell.counts for cell in cells) <= 2


def _department(
    ledger: Ledger,
    stamp: Stamp | None,
    labels: Sequence[LabelledText],
    titles: Sequence[tuple[str, Source, bool]],
    matcher: Matcher,
    vocabulary: Vocabulary,
) -> tuple[str | None, list[Finding]]:
    clues: list[_Clue] = []
    guesses: list[tuple[str, str, Source]] = []
    unknown: list[str] = []
    file = Source(ledger.file)
    if stamp and stamp.department and (name := matcher.departments.find(stamp.department).id):
        clues.append(_Clue("下发台账的标记", name, file))
    for label in labels:
        if label.role == "department":
            source = Source(ledger.file, label.sheet, label.cell.address)
            match = matcher.departments.find(label.text)
            inside = matcher.departments.mentioned_in(label.text) if match.id is None else ()
            name = match.id or (inside[0] if len(inside) == 1 else None)
            if name:
                clues.append(_Clue("填报单位一栏", name, source))
                if match.how == "similarity":
                    guesses.append((label.text, name, source))
            else:
                unknown.append(label.text)
    for text, source, _ in titles:
        if len(names := matcher.departments.mentioned_in(text)) == 1:
            clues.append(_Clue("表题", names[0], source))
    clues += _closing(ledger, matcher)
    clues += _columns(ledger, matcher, vocabulary) if not clues else ()
    path = PurePosixPath(ledger.file)
    for place, text in (("文件名", path.stem), ("文件夹名", " ".join(path.parts[:-1]))):
        if len(names := matcher.departments.mentioned_in(text)) == 1:
            clues.append(_Clue(place, names[0], file))
    if not clues:
        written_as = f"（填报单位写作“{unknown[0]}”）" if unknown else ""
        return None, [rules.DEPARTMENT_UNKNOWN.finding(file, written=written_as)]
    first = clues[0]
    findings = [
        rules.DEPARTMENT_GUESSED.finding(source, department=name, written=text, name=name)
        for text, name, source in guesses[:1]
        if name == first.value
    ]
    other = next((clue for clue in clues if clue.value != first.value), None)
    if other:
        findings.append(
            rules.DEPARTMENT_DIFFERS.finding(
                first.source, department=first.value, others=(other.source,), key=ledger.file,
                first_place=first.place, first=first.value, other_place=other.place, other=other.value,
            )
        )  # fmt: skip
    return first.value, findings


def _columns(ledger: Ledger, matcher: Matcher, vocabulary: Vocabulary) -> Iterator[_Clue]:
    """Find a column 责任单位 or 上报单位 in which one and the same department stands throughout."""
    for sheet in ledger.sheets:
        heads = (cell for cell in sheet.cells if isinstance(cell.value, str) and vocabulary.label(written(cell)) == "department")
        for head in islice(heads, 0 if sheet.hidden else _MOST_COLUMNS):
            below = [cell for cell in sheet.cells if cell.column == head.column and cell.row > head.row and cell.counts]
            names = {matcher.departments.find(written(cell)).id for cell in below}
            beside = any(cell.row == head.row and cell.counts and cell is not head for cell in sheet.cells)
            if beside and len(names) == 1 and (name := next(iter(names))):
                yield _Clue(f"“{written(head)}”一列", name, Source(ledger.file, sheet.name, below[0].address))


def _closing(ledger: Ledger, matcher: Matcher) -> Iterator[_Clue]:
    """Find a department that stands alone below the tables, as under a letter."""
    for sheet in ledger.sheets:
        rows = {row for row in sorted({cell.row for cell in sheet.cells if cell.counts})[-_TITLE_ROWS:] if _alone(sheet.cells, row)}
        for cell in sheet.cells:
            if not sheet.hidden and cell.row in rows and isinstance(cell.value, str):
                match = matcher.departments.find(_SIGNED.sub("", written(cell)))
                if match.id and match.sure:
                    yield _Clue("落款", match.id, Source(ledger.file, sheet.name, cell.address))


def _year(
    ledger: Ledger,
    stamp: Stamp | None,
    labels: Sequence[LabelledText],
    titles: Sequence[tuple[str, Source, bool]],
    reader: HeadingReader,
    period: int,
    department: str | None,
) -> tuple[int | None, list[Finding]]:
    clues: list[_Clue] = []
    file = Source(ledger.file)
    if stamp and stamp.period:
        clues.append(_Clue("下发台账的标记", str(stamp.period), file))
    clues += [
        _Clue("年度一栏", str(year), Source(ledger.file, label.sheet, label.cell.address))
        for label in labels
        if label.role == "period" and (year := reader.year_in(label.text))
    ]
    told = {
        year: (source, label)
        for text, source, label in reversed(titles)
        if as_date(text) is None and not _is_dated(text) and (year := reader.year_in(text))
    }
    if len(told) == 1:
        clues += [_Clue("表题", str(year), source) for year, (source, label) in told.items() if not label]
    name = re.sub(r"(?:19|20)\d\d[.\-_年]?\d{1,2}[.\-_月]?(?:\d{1,2}日?)?", "", PurePosixPath(ledger.file).stem)
    if year := reader.year_in(name):
        clues.append(_Clue("文件名", str(year), file))
    if not clues:
        return None, []
    first = clues[0]
    findings = []
    other = next((clue for clue in clues if clue.value != first.value and clue.place != "文件名"), None)
    if other:
        findings.append(
            rules.YEARS_DIFFER.finding(
                first.source, department=department, others=(other.source,), key=ledger.file,
                first_place=first.place, first=first.value, other_place=other.place, other=other.value,
            )
        )  # fmt: skip
    if int(first.value) != period:
        findings.append(
            rules.OTHER_YEAR.finding(
                first.source, department=department, key=ledger.file, place=first.place, year=first.value, period=period
            )
        )
    return int(first.value), findings


def _is_dated(text: str) -> bool:
    return bool(re.search(r"日期|时间", text))

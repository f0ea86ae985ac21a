"""Of which year a ledger is: by stamp, 年度 cell, title, note, file name, folder, in that order of trust."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import PurePosixPath

from ecoreport.language import patterns as re
from ecoreport.language.dates import as_date
from ecoreport.language.periods import compares_years
from ecoreport.language.widths import fold
from ecoreport.matching.kinds import other_year_in
from ecoreport.model import Finding, Ledger, Source
from ecoreport.model.layout import LabelledText, written
from ecoreport.recognition import rules
from ecoreport.recognition.around import notes_of
from ecoreport.recognition.grid import rows_of
from ecoreport.recognition.headings import HeadingReader
from ecoreport.recognition.stamp import Stamp

_DAY_IN_NAME = re.compile(r"(?:19|20)\d\d[.\-_年]?\d{1,2}[.\-_月]?(?:\d{1,2}日?)?")
_DAY_IN_NAME_OF_FOLDER = re.compile(r"(?:19|20)\d\d[.\-_年]\s?\d{1,2}|(?:19|20)\d{4,6}")
_BEGINS = re.compile(r"以来|起|启动|始")
_SHORT = 30  # characters
_DATED = re.compile(r"日期|时间|另[报附行表]")

Title = tuple[str, Source, bool]  # its text, where it stands, whether it is the label of the value beside it
_Clue = tuple[str, int, Source]  # where it was found, in words; the year


def find_year(
    ledger: Ledger,
    stamp: Stamp | None,
    labels: Sequence[LabelledText],
    titles: Sequence[Title],
    reader: HeadingReader,
    period: int,
    department: str | None,
) -> tuple[int | None, list[Finding]]:
    """Take the year of the most trusted clue; tell where others contradict it, and where it is not the period."""
    clues = _clues(ledger, stamp, labels, titles, reader, period)
    if not clues:
        return None, []
    place, year, source = clues[0]
    findings = []
    other = next((clue for clue in clues if clue[1] != year and clue[0] != "文件名"), None)
    if other:
        findings.append(
            rules.YEARS_DIFFER.finding(
                source, department=department, others=(other[2],), key=f"{year}.{other[1]}",
                first_place=place, first=str(year), other_place=other[0], other=str(other[1]),
            )
        )  # fmt: skip
    if year != period:
        findings.append(rules.OTHER_YEAR.finding(source, department=department, key=str(year), place=place, year=str(year), period=period))
    return year, findings


def _clues(
    ledger: Ledger, stamp: Stamp | None, labels: Sequence[LabelledText], titles: Sequence[Title], reader: HeadingReader, period: int
) -> list[_Clue]:
    clues: list[_Clue] = []
    file = Source(ledger.file)
    if stamp and stamp.period:
        clues.append(("下发台账的标记", stamp.period, file))
    clues += [
        ("年度一栏", year, Source(ledger.file, label.sheet, label.cell.address))
        for label in labels
        if label.role == "period" and (year := reader.year_in(label.text))
    ]
    listed = _rows_of_lists(ledger)
    told = {
        year: (source, label)
        for text, source, label in reversed(titles)
        if (source.sheet, re.sub(r"\D", "", source.cell or "")) not in listed
        and as_date(text) is None
        and not _DATED.search(text)
        and (year := reader.year_in(text))
    }
    if len(told) == 1:
        clues += [("表题", year, source) for year, (source, label) in told.items() if not label]
    clues += _notes(ledger, reader, period)
    named = _DAY_IN_NAME.sub("", PurePosixPath(ledger.file).stem)
    if (year := reader.year_in(named)) and not compares_years(named):
        clues.append(("文件名", year, file))
    if not clues and (year := _of_folder(ledger, reader, period)):
        clues.append(("文件夹名", year, file))
    return clues


def _rows_of_lists(ledger: Ledger) -> set[tuple[str | None, str]]:
    """Find the rows that begin with a number, as those of a list of contents do: 4 | 2019年数据(另附) is no title."""
    return {(each.name, str(row)) for each in ledger.sheets for row, cells in rows_of(each).items() if isinstance(cells[0].value, Decimal)}


def _notes(ledger: Ledger, reader: HeadingReader, period: int) -> list[_Clue]:
    """Find what a note on every sheet says that its numbers are, another year's: 以上为2019年年报数."""
    sheets = [sheet for sheet in ledger.sheets if not sheet.hidden and any(cell.counts for cell in sheet.cells)]
    told = {}
    for sheet in sheets:
        for cell in notes_of(sheet):
            year = other_year_in(written(cell), reader.vocabulary, period, "note")
            if year is not None and str(year) in fold(written(cell)):  # 上年 is told of the table alone
                told[sheet.name] = (year, Source(ledger.file, sheet.name, cell.address))
    if len(told) < len(sheets) or len({year for year, _ in told.values()}) != 1:
        return []
    return [("表注", *next(iter(told.values())))]


def _of_folder(ledger: Ledger, reader: HeadingReader, period: int) -> int | None:
    """Take the earlier year that the nearest folder names, where nothing in the file names the period.

    A folder of the next year, or one with a day, is when it was sent; 2018年以来 begins what goes on.
    """
    if _names(ledger, reader, period):
        return None
    for part in reversed(PurePosixPath(ledger.file).parts[:-1]):
        year = None if _BEGINS.search(part) else reader.year_in(_DAY_IN_NAME_OF_FOLDER.sub("", part))
        if year is not None and year <= period:
            return year if year < period else None
    return None


def _names(ledger: Ledger, reader: HeadingReader, period: int) -> bool:
    """Does a short text of the tables (a title, a heading, a row's year) name the period itself."""
    texts = (cell.value for sheet in ledger.sheets if not sheet.hidden for cell in sheet.cells if cell.counts)
    return any(isinstance(text, str) and len(text) <= _SHORT and reader.year_in(text) == period for text in texts)

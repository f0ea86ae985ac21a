"""Of which year a ledger is: by stamp, 年度 cell, title, file name, in that order of trust."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from ecoreport.language.dates import as_date
from ecoreport.model import Finding, Ledger, Source
from ecoreport.model.layout import LabelledText
from ecoreport.recognition import rules
from ecoreport.recognition.headings import HeadingReader
from ecoreport.recognition.stamp import Stamp

_DAY_IN_NAME = re.compile(r"(?:19|20)\d\d[.\-_年]?\d{1,2}[.\-_月]?(?:\d{1,2}日?)?")
_DATED = re.compile(r"日期|时间")

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
    clues = _clues(ledger, stamp, labels, titles, reader)
    if not clues:
        return None, []
    place, year, source = clues[0]
    findings = []
    other = next((clue for clue in clues if clue[1] != year and clue[0] != "文件名"), None)
    if other:
        findings.append(
            rules.YEARS_DIFFER.finding(
                source, department=department, others=(other[2],), key=ledger.file,
                first_place=place, first=str(year), other_place=other[0], other=str(other[1]),
            )
        )  # fmt: skip
    if year != period:
        findings.append(
            rules.OTHER_YEAR.finding(source, department=department, key=ledger.file, place=place, year=str(year), period=period)
        )
    return year, findings


def _clues(
    ledger: Ledger, stamp: Stamp | None, labels: Sequence[LabelledText], titles: Sequence[Title], reader: HeadingReader
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
    told = {
        year: (source, label)
        for text, source, label in reversed(titles)
        if as_date(text) is None and not _DATED.search(text) and (year := reader.year_in(text))
    }
    if len(told) == 1:
        clues += [("表题", year, source) for year, (source, label) in told.items() if not label]
    if year := reader.year_in(_DAY_IN_NAME.sub("", PurePosixPath(ledger.file).stem)):
        clues.append(("文件名", year, file))
    return clues

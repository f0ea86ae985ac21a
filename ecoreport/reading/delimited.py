"""Read .csv and .tsv: the delimiter by content, quotes strictly; where the quotes do not pair, line by line, and said so."""

import csv
from collections import deque
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from itertools import islice
from pathlib import PurePosixPath

from ecoreport.language import patterns as re
from ecoreport.model import CellValue, Sheet
from ecoreport.reading import limits
from ecoreport.reading.cells import Budget, RawCell, RawSheet, finish_cells
from ecoreport.reading.faults import Faults, UnreadableError
from ecoreport.reading.formulas import count_pictures
from ecoreport.reading.rules import CELLS_LOST, QUOTES, TEXT_LOST, TOO_LARGE
from ecoreport.reading.scanning import count_fields

_RULE = re.compile(r"[\s:-]*-{3}[\s:-]*")
_LINE = re.compile(r"[-=_*─━═]{3,}")
_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_LINES = 60
_FEWEST_LINES = _FEWEST_FIELDS = 3  # by which a text is a table whatever it is called
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # Excel's own first line
_NUMERAL = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?", re.ASCII)
_QUOTED_FORMULA = re.compile(r'="([^"]*)"')  # ="00123": how exports keep a number as text
_DOS_END = "\x1a"  # how DOS ended a text
_LONGEST_FIELD = limits.TEXT_BYTES  # a field is never longer than the file


def read_delimited(text: str, file: str, faults: Faults) -> tuple[Sheet, ...]:
    """Read a delimited text as one sheet, named as Excel names it."""
    raw = RawSheet(PurePosixPath(file).stem)
    delimiter, text = _find_delimiter(text)
    text = text.rstrip(_DOS_END)
    budget = Budget()
    for row, fields in enumerate(_rows(text, delimiter, raw.name, faults), 1):
        if row > limits.ROWS or len(fields) > limits.COLUMNS:
            raise UnreadableError(TOO_LARGE, what=f"超出 {limits.ROWS} 行或 {limits.COLUMNS} 列")
        for column, written in enumerate(fields, 1):
            if written:
                field = written
                if len(field) > limits.CELL_TEXT:
                    field = field[: limits.CELL_TEXT]
                    faults.add(TEXT_LOST, raw.name, row, column)
                budget.spend(len(field))
                raw.cells.append(RawCell(row, column, typed(field)))
    cells, merged = finish_cells(raw, faults)
    if (stored := count_fields(text, delimiter, quoted=not faults.count(QUOTES, raw.name))) != len(cells):
        faults.add(CELLS_LOST, raw.name, stored=stored, read=len(cells))
    return (Sheet(raw.name, cells, merged, pictures=count_pictures(cells)),)


def read_lines(text: str, file: str, faults: Faults) -> tuple[Sheet, ...]:
    """Read a text that does not fall into columns as one sheet, a line a row."""
    raw, budget = RawSheet(PurePosixPath(file).stem), Budget()
    for row, line in enumerate(text.rstrip(_DOS_END).splitlines(), 1):
        if row > limits.ROWS:
            raise UnreadableError(TOO_LARGE, what=f"超出 {limits.ROWS} 行")
        if line.strip():
            budget.spend(len(line))
            raw.cells.append(RawCell(row, 1, line[: limits.CELL_TEXT]))
    cells, merged = finish_cells(raw, faults)
    return (Sheet(raw.name, cells, merged),)


def is_markdown(text: str) -> bool:
    """Holds a text a table of Markdown: it is a description."""
    return any(_RULE.fullmatch("".join(fields)) and any("---" in field for field in fields) for fields in _sample(text, "|"))


_STOP = ("。", "；", "！")


def looks_delimited(text: str, *, loosely: bool) -> bool:
    """Do the lines fall into columns: all of them alike; or three with as many fields, three or more, and at least half of the lines.

    Loosely (under a table's name: a title above, notes below): at least half of them, two alike. A delimiter within brackets is none:
    so are data and programs written.
    """
    rows = [fields for fields in _sample(text, _find_delimiter(text)[0]) if any(fields) and not _is_ruled(fields)]
    if not loosely and any(_RULE.fullmatch("".join(fields)) for fields in rows):
        return False  # a table of Markdown: it stands in a description
    sentences = [fields for fields in rows if len(fields) > 1 and fields[-1].rstrip().endswith(_STOP)]
    if not loosely and 2 * len(sentences) > sum(len(fields) > 1 for fields in rows):
        return False  # 水面率:2019年3.86%,2020年3.87%。 is a sentence with commas in it
    counts = [len(fields) for fields in rows if loosely or all(map(_is_whole, fields))]
    several = [count for count in counts if count > 1]
    usual = max(several, key=several.count, default=0)
    alike = several.count(usual)
    if 2 * alike < max(len(rows), 4):
        return False
    return loosely or len(several) == len(rows) or (alike >= _FEWEST_LINES and usual >= _FEWEST_FIELDS)


def _is_ruled(fields: list[str]) -> bool:
    """Is it a line drawn across the page, as programs print them between headings and rows."""
    return len(fields) == 1 and _LINE.fullmatch(fields[0].strip()) is not None


def _is_whole(field: str) -> bool:
    return all(field.count(left) == field.count(right) for left, right in ("()", "[]", "{}"))


def typed(text: str) -> CellValue:
    """Take a plain numeral for the number that it is, digits as written; all else stays text, an id with leading zeros too."""
    if match := _QUOTED_FORMULA.fullmatch(text):
        return match[1]
    stripped = text.strip()
    return Decimal(stripped) if _NUMERAL.fullmatch(stripped) and sum(map(str.isdigit, stripped)) < 16 else text


def _find_delimiter(text: str) -> tuple[str, str]:
    if match := _DECLARED.match(text):
        return match[1], text[match.end() :]
    return max(_DELIMITERS, key=lambda delimiter: _consistency(text, delimiter)), text


def _consistency(text: str, delimiter: str) -> float:
    """Rate a delimiter: in how many of the first rows does it give the most frequent number of columns, if more than one."""
    counts = [len(fields) for fields in _sample(text, delimiter) if any(fields)]
    several = [count for count in counts if count > 1]
    if not several:
        return 0
    usual = max(sorted(set(several)), key=several.count)
    return several.count(usual) / len(counts) + len(several) / len(counts) + min(usual, 50) / 1000


def _sample(text: str, delimiter: str) -> list[list[str]]:
    lines = islice(StringIO(text[: _SAMPLE_LINES * 2_000], newline=""), _SAMPLE_LINES)
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return []


def _rows(text: str, delimiter: str, sheet: str, faults: Faults) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        deque(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True), maxlen=0)
    except csv.Error:
        faults.add(QUOTES, sheet)
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)

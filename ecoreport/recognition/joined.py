"""One column that holds several values in each cell, as its heading says: 实际/目标 over 96.4/95, 19→20年 over 96.1→98.4."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from ecoreport.language import patterns as re
from ecoreport.language.widths import even
from ecoreport.model import Cell
from ecoreport.model.layout import written
from ecoreport.recognition.bands import Band
from ecoreport.recognition.columns import Column, headed
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import Heading, HeadingReader
from ecoreport.recognition.morphemes import leaning

_MARKS = r"/|\\|→|-+>|=>|\||;|、|\n|~|—+|–"
_SPLIT = re.compile(rf"\s*(?:{_MARKS})\s*")
_BRACKETED = re.compile(r"(.+?)\s*\((.+)\)\s*")
_NUMBER = re.compile(r"[≥≤><=]*\s*-?\d[\d,]*(?:\.\d+)?\s*[^\d\s]{0,6}")
_SHORT_YEAR = re.compile(r"'?\d{2}|(?:19|20)\d{2}")
_LONGEST = 60  # characters of a cell that is taken apart
_MOST = 4  # values of a cell


def with_joined(columns: Sequence[Column], grid: Grid, band: Band, reader: HeadingReader) -> tuple[Column, ...]:
    """Make of a column whose cells hold several values one column for each, at the same place."""
    lines = band.sample(grid)
    told = {column.place: [column] for column in columns}
    for place, heading in band.heads.items():
        cells = grid.down(place, lines)
        if parts := _parts(heading.text, cells, lambda text: reader.read("indicator", text)):
            told[place] = [
                replace(headed(place, part.fields[0], part), piece=(index, len(parts)), heading=heading.text)
                for index, part in enumerate(parts)
            ]
    return tuple(column for place in sorted(told) for column in told[place])


def pieces_of(cell: Cell, count: int) -> tuple[str, ...] | None:
    """Take a cell's text apart into so many numbers, each with its unit; None where it is not written so."""
    if not isinstance(cell.value, str) or len(text := written(cell)) > _LONGEST:
        return None
    for pieces in _ways(even(text)):
        if len(pieces) == count and all(_NUMBER.fullmatch(piece) for piece in pieces):
            return tuple(pieces)
    return None


def _parts(heading: str, cells: Sequence[Cell], read: Callable[[str], Heading]) -> tuple[Heading, ...]:
    """Read a heading part by part where its cells are written in as many; () where they are not, or a part says nothing.

    The parts must differ in what they say: another field, or another year.
    """
    worded = [cell for cell in cells if not isinstance(cell.value, Decimal)]
    if not worded or len(worded) < len(cells):
        return ()
    for texts in _ways(even(heading)):
        if not 1 < len(texts) <= _MOST or sum(pieces_of(cell, len(texts)) is not None for cell in worded) * 5 < len(worded) * 3:
            continue
        readings = [leaning(read(text)) for text in _with_years(texts)]
        meanings = [(reading.fields[:1], reading.year) for reading in readings]
        if all(fields for fields, _ in meanings) and all(one != other for one, other in pairwise(meanings)):
            return tuple(readings)
    return ()


def _ways(text: str) -> list[list[str]]:
    """List the ways to take a text apart: at its marks, or at its brackets."""
    ways = [[part for part in _SPLIT.split(text.strip()) if part]]
    if bracketed := _BRACKETED.fullmatch(text):
        ways.append([bracketed[1].strip(), bracketed[2].strip()])
    return ways


def _with_years(texts: list[str]) -> list[str]:
    """Write 年 behind each of several years where it stands behind the last: 19→20年."""
    if texts[-1].endswith("年") and all(_SHORT_YEAR.fullmatch(text) for text in texts[:-1]):
        return [f"{text}年" if not text.endswith("年") else text for text in texts]
    return texts

"""The lines of 待补清单 in a workbook that came back: each is known by its id, one that has lost it by what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ecoreport.language.widths import fold
from ecoreport.model import Cell, Pending, Sheet

_TELLING = ("kind", "number", "missing")  # what tells one line from another
Words = tuple[str, ...]


def known_lines(sheets: Sequence[Sheet], asked: Sequence[Pending], headings: Mapping[str, Sequence[str]]) -> tuple[Sheet, ...]:
    """Give the sheets with an id for each line that has none, as one that was copied out of 待补清单 without its hidden column."""
    if not asked or not headings.keys() >= {*_TELLING}:
        return tuple(sheets)
    ids = {_words(pending.kind, pending.number, pending.missing): pending.id for pending in asked}
    names = _words(*(headings[name][0] for name in _TELLING))
    return tuple(_with_ids(sheet, ids, names) for sheet in sheets)


def _with_ids(sheet: Sheet, ids: Mapping[Words, str], names: Words) -> Sheet:
    lines: dict[int, dict[int, str]] = {}
    for cell in sheet.cells:
        lines.setdefault(cell.row, {})[cell.column] = str(cell.value or "").strip()
    where = next((place for line in lines.values() if (place := _places(line, names))), ())
    if not where:
        return sheet
    known = {*ids.values()}
    beyond = max(column for line in lines.values() for column in line) + 1
    column = next((place for line in lines.values() for place, words in line.items() if words in known), beyond)
    lost = {row: _words(*(line.get(place, "") for place in where)) for row, line in lines.items() if known.isdisjoint(line.values())}
    return replace(sheet, cells=(*sheet.cells, *(Cell(row, column, ids[words]) for row, words in lost.items() if words in ids)))


def _places(line: Mapping[int, str], names: Words) -> tuple[int, ...]:
    """Find the columns under these headings; nothing where not all of them stand in this row."""
    found = {fold(words): column for column, words in line.items()}
    return tuple(found[name] for name in names) if found.keys() >= {*names} else ()


def _words(*texts: str) -> Words:
    return tuple(map(fold, texts))

"""Rows of an .xlsx sheet as every program writes them, taken without the parser (`plainxml`): they open and close in turn."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from typing import NamedTuple

from ecoreport.language import patterns as re
from ecoreport.model import CellValue
from ecoreport.reading import limits
from ecoreport.reading.cells import OpenCell, RawSheet, parse_address, parse_number
from ecoreport.reading.plainxml import TEXT, Facts, Text, attributes, resolve, sound, split, without_plain
from ecoreport.reading.richtext import RichText, unescape
from ecoreport.reading.sheetcells import CellMaker, Made, is_hidden_row
from ecoreport.records import dataclass

_NUMBER = "[1-9][0-9]{0,5}"  # the last rows of the format are the parser's
_CONTENT = rf'(?:<f([^<>/]*)(?:/>|>{TEXT}</f>))?(?:<v>{TEXT}</v>|<is><t(?: xml:space="preserve")?>{TEXT}</t></is>)?'
_CELL = re.compile(
    rf'(?:<row r="({_NUMBER})"([^<>]*)>)?<c r="([A-Z]{{1,3}})({_NUMBER})"([^<>/]*)(?:/>|>{_CONTENT}</c>)(?:(?=<c )|</row>(?=<row |\Z))'
    rf'|<row r="{_NUMBER}"([^<>/]*)(?:/>|></row>)(?=<row |\Z)'  # a blank one
)
_ELEMENTS = (0, 2, 5, 7, 8, 8, 9)  # the groups that tell of a row, a cell, a formula, a value, a text within another, a blank row
_CELLS = b"<sheetData>"
_ROW = '<row r="'
_DIGITS_TOLD = 15  # a longer number is told of


def without_rows(chunks: Iterator[bytes], within: Callable[[], bool], take: Callable[[bytes], bool]) -> Iterator[bytes]:
    """Pass a sheet's part on to the parser, but for the rows that are taken; `within` tells whether the parser is among the cells."""
    held = b""
    for chunk in chunks:
        held += chunk
        if (at := held.find(_CELLS)) >= 0:
            break
        yield held[: 1 - len(_CELLS)]
        held = held[1 - len(_CELLS) :]
    else:
        yield held
        return
    yield held[:at]
    before = within()
    yield _CELLS
    held = held[at + len(_CELLS) :]
    if within() and not before:  # it was that tag, and the sheet's own
        yield from without_plain(held, chunks, b"</row>", b"</sheetData>", take)
    else:
        yield held
        yield from chunks


class _Look(NamedTuple):
    """What the attributes of a cell say, for every cell that has the same."""

    kind: str
    fill: str | None
    as_text: Made | None  # None: to be made with care
    as_number: Made | None
    facts: Facts


@dataclass(frozen=True, slots=True)
class Met:
    """What was met in the rows of a workbook, and means the same wherever it is met again."""

    facts: dict[str, Facts] = field(default_factory=lambda: {"": {}})  # by the attributes of a row, a cell or a formula
    hidden: dict[str, bool] = field(default_factory=dict)  # by the attributes of a row
    looks: dict[str, _Look] = field(default_factory=dict)  # by the attributes of a cell
    columns: dict[str, int] = field(default_factory=dict)  # by their letters
    strings: dict[str, str | None] = field(default_factory=dict)  # by their index


class PlainRows:
    """Takes the rows of one sheet, piece by piece."""

    def __init__(self, sheet: RawSheet, cells: CellMaker, met: dict[frozenset[str], Met], prefixes: frozenset[str]) -> None:
        self.row, self.hidden = 0, False  # the last one
        self.column = 0  # of its last cell
        self.place: tuple[int, int] | None = None  # of the last cell
        self.value: Text = None  # that stands in it
        self.elements = 0  # of the last piece
        self._sheet = sheet
        self._cells = cells
        self._met = met.setdefault(prefixes, Met())
        self._prefixes = prefixes  # of the namespaces that are declared for the whole sheet

    def take(self, piece: bytes) -> bool:
        """Take whole rows; False, and nothing is taken, where they are not plain."""
        text = sound(piece)
        if text is None or not text.startswith(_ROW) or (groups := split(_CELL, text)) is None or not self._knows(groups):
            return False
        if (texts := resolve(groups[6:9])) is None:
            return False
        self._add(zip(*groups[:6], *texts, strict=True))
        self._stand_behind(text.rpartition(_ROW)[2], groups)
        self.elements = sum(len(groups[at]) - groups[at].count(None) for at in _ELEMENTS)
        return True

    def _stand_behind(self, row: str, groups: Sequence[Sequence[Text]]) -> None:
        """Remember the last row and cell as the parser would."""
        number, _, rest = row.partition('"')
        written, _, cells = rest.partition(">")
        self.row, self.hidden = int(number), is_hidden_row(self._met.facts[written.removesuffix("/")])
        self.column = self.place[1] if self.place and "<c " in cells else 0
        self.value = next((value for letters, value in zip(groups[2][::-1], groups[7][::-1], strict=True) if letters), self.value)

    # ---- the proof ------------------------------------------------------------------------

    def _knows(self, groups: Sequence[Sequence[Text]]) -> bool:
        """Look at the columns and the attributes that were not met before."""
        met = self._met
        of_rows, columns, of_cells, of_formulas, of_blanks = (set(filter(None, groups[at])) for at in (1, 2, 4, 5, 9))
        for written in (of_rows | of_cells | of_formulas | of_blanks) - met.facts.keys():
            if (facts := attributes(written, self._prefixes)) is None or "r" in facts:
                return False
            met.facts[written] = facts
        for column in columns - met.columns.keys():
            if (place := parse_address(f"{column}1")) is None:
                return False
            met.columns[column] = place[1]
        met.hidden.update((written, is_hidden_row(met.facts[written])) for written in (of_rows | {""}) - met.hidden.keys())
        met.looks.update((written, self._look(met.facts[written])) for written in (of_cells | {""}) - met.looks.keys())
        return True

    def _look(self, facts: Facts) -> _Look:
        index = facts.get("s")
        return _Look(facts.get("t", "n"), self._cells.fill_of(index), *self._cells.made(index), facts)

    # ---- the cells ------------------------------------------------------------------------

    def _add(self, found: Iterable[tuple[Text, ...]]) -> None:
        """Add the cells of proven rows to the sheet; those that need care are made as the parser's are."""
        looks, columns, strings, hidden_rows = self._met.looks, self._met.columns, self._met.strings, self._sheet.hidden_rows
        stored, fills, open_cell, count, size = self._sheet.cells, self._sheet.fills, OpenCell, 0, 0
        row_text, row, column, hidden = "", 0, 0, False
        for opened, of_row, letters, number, of_cell, of_formula, formula, value, text in found:
            if letters is None:
                continue  # a blank row
            if opened:
                row_text, row, hidden = opened, int(opened), self._met.hidden[of_row or ""]
            kind, fill, shape, of_number, facts = looks[of_cell or ""]
            at, column = row if number == row_text else int(number or 0), columns[letters]
            if fill is not None and len(fills) < limits.FILLS:
                fills[at, column] = fill
            made: CellValue | None = None
            if of_formula is not None:
                shape = None
            elif value is None:
                if text is None:
                    continue  # a blank cell
                made = unescape(text) if "_x" in text else text
                size += len(made)
            elif kind == "s":
                made = strings[value] if value in strings else self._string(value)
                size += len(made) if made else 0
            elif kind == "n":
                read = parse_number(value)
                shape, made = (of_number, read) if read is not None and read.adjusted() < _DIGITS_TOLD else (None, None)
            if made is not None and shape is not None:
                stored.append(open_cell(at, column, made, *shape))
                count += 1
            elif not self._cells.add((at, column), facts, value, self._formula(of_formula, formula), _rich(text)):
                continue
            if hidden:
                hidden_rows.add(at)
        if column:
            self.place = at, column
        self._cells.count(size, count)

    def _string(self, index: str) -> str | None:
        return self._met.strings.setdefault(index, self._cells.plain_string(index))

    def _formula(self, attributes: Text, text: Text) -> tuple[str, Facts] | None:
        return None if attributes is None else ((text or "").strip(), self._met.facts[attributes])


def _rich(text: Text) -> RichText | None:
    return None if text is None else RichText(unescape(text))

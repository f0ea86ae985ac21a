"""A table of a web page: its cells as their tags come, then each in its column, below the spans from above."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import field
from itertools import accumulate

from ecoreport.language import patterns as re
from ecoreport.reading import limits
from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.richtext import RichText
from ecoreport.reading.rules import TOO_LARGE
from ecoreport.records import dataclass

_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")


@dataclass(slots=True)
class WebCell:
    """One table cell (or a line of text between two tables) while its text comes in."""

    attributes: dict[str, str] = field(default_factory=dict)
    style: dict[str, str] = field(default_factory=dict)
    struck: bool = False
    hidden: bool = False  # a reader does not see it, or not all of it
    gone: bool = False  # it takes up no room on the screen
    runs: list[tuple[str, bool | None]] = field(default_factory=list)

    @property
    def columns(self) -> int:
        return max(1, _span(self.attributes.get("colspan")))

    @property
    def rows(self) -> int:
        """Rows that it spans; 0: down to the end of its part of the table."""
        return _span(self.attributes.get("rowspan"))

    def text(self) -> RichText:
        """Collapse white space as a browser does; a line break stays."""
        runs: list[tuple[str, bool | None]] = []
        at_start = True
        for part, struck in self.runs:
            text = part if part == "\n" else _SPACES.sub(" ", part)
            if at_start:
                text = text.lstrip(" ")
            if text:
                runs.append((text, struck))
                at_start = text.endswith((" ", "\n"))
        joined = "".join(text for text, _ in runs)
        stripped = joined.strip(" \n")
        return RichText(stripped, tuple(runs) if stripped == joined else _trim(runs, stripped))


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in its place, counted from 0, with the rows and columns that it takes up."""

    cell: WebCell
    row: int
    column: int
    rows: int
    hidden: bool


class WebTable:
    """Takes a table's columns, parts, rows and cells in order."""

    def __init__(self) -> None:
        self._rows: list[list[WebCell]] = []
        self._parts: list[int] = []  # where head, body and foot begin
        self._columns = 0
        self._hidden_columns: set[int] = set()

    @property
    def height(self) -> int:
        return len(self._rows)

    @property
    def has_cells(self) -> bool:
        return any(self._rows)

    @property
    def has_text(self) -> bool:
        return any(cell.runs for row in self._rows for cell in row)

    def add_columns(self, span: str | None, *, hidden: bool) -> None:
        columns = range(self._columns, min(self._columns + max(1, _span(span)), limits.COLUMNS))
        self._columns += len(columns)
        if hidden:
            self._hidden_columns.update(columns)

    def open_part(self) -> None:
        self._parts.append(len(self._rows))

    def open_row(self) -> None:
        self._rows.append([])

    def add(self, cell: WebCell) -> None:
        if not self._rows:
            self.open_row()
        self._rows[-1].append(cell)

    def lay_out(self) -> list[Placed]:
        """Give every cell its place; those without room stand beside the table where the rows fit each other better without them."""
        placed = list(self._place(self._rows))
        if any(cell.gone for row in self._rows for cell in row):
            shown = list(self._place([[cell for cell in row if not cell.gone] for row in self._rows]))
            if _count_alike(shown) > _count_alike(placed):
                width = max(each.column + each.cell.columns for each in shown)
                beside = self._place([[cell for cell in row if cell.gone] for row in self._rows], width)
                return sorted((*shown, *beside), key=lambda each: (each.row, each.column))
        return placed

    def _place(self, rows: list[list[WebCell]], first: int = 0) -> Iterator[Placed]:
        free_from: dict[int, int] = {}  # column, the row from which it is free again
        steps = 0
        for row, cells in enumerate(rows):
            column = first
            for cell in cells:
                begin = column
                while free_from.get(column, 0) > row:
                    column += 1
                end = column + cell.columns
                steps += end - begin
                if steps > limits.HTML_STEPS:
                    raise UnreadableError(TOO_LARGE, what="表格跨行跨列的格子过多")
                if end > limits.COLUMNS:
                    raise UnreadableError(TOO_LARGE, what=f"表格超过 {limits.COLUMNS} 列")
                height = min(cell.rows or self._end_of_part(row) - row, len(rows) - row)
                if height > 1:
                    free_from |= dict.fromkeys(range(column, end), row + height)
                yield Placed(cell, row, column, height, cell.hidden or column in self._hidden_columns)
                column = end

    def _end_of_part(self, row: int) -> int:
        at = bisect(self._parts, row)
        return self._parts[at] if at < len(self._parts) else len(self._rows)


def _count_alike(placed: list[Placed]) -> int:
    """Count the rows of the most frequent width."""
    changes: Counter[int] = Counter()
    for each in placed:
        changes[each.row] += each.cell.columns
        changes[each.row + each.rows] -= each.cell.columns
    height = max((each.row + each.rows for each in placed), default=0)
    widths = Counter(width for width in accumulate(changes[row] for row in range(height)) if width)
    return max(widths.values(), default=0)


def _trim(runs: list[tuple[str, bool | None]], stripped: str) -> tuple[tuple[str, bool | None], ...]:
    """Cut the runs to the stripped text."""
    kept: list[tuple[str, bool | None]] = []
    left = len(stripped)
    for text, struck in runs:
        part = text.lstrip(" \n") if not kept else text
        if part and left:
            kept.append((part[:left], struck))
            left -= len(part[:left])
    return tuple(kept)


def _span(text: str | None) -> int:
    return min(int(text), limits.HTML_SPAN) if text and text.strip().isdecimal() and len(text) < 7 else 1

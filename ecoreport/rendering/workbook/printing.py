"""What of a table is printed: on which paper, how many of its columns, in which size, and where its pages end.

The columns that a reader of the paper needs stand first; the print area ends behind them. A sheet that is for the screen, or empty,
has a print area of one empty cell: who prints the whole workbook gets no page of it.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from ecoreport.records import dataclass
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.scene import FIRST_ROW

# Points inside the margins of a page: the long side, the short side; a page upright has a little more room for its height.
_PRINTABLE = {"A3": (1190.0 - 72, 842.0 - 90), "A4": (842.0 - 72, 595.0 - 90)}
_UPRIGHT = 18.0
_FULLEST = 0.96  # of a page: programs do not lay out to the point alike
_LEAST = 0.8  # of a page that may stay so empty for a group's sake
_SMALLEST, _SLACK = 0.8, 0.1  # of its size a table may shrink to fit a page, and a little less
_HEAD, _REPEATED = 60.0, 40.0  # points: title and note on the first page, the header row on each


@dataclass(frozen=True, slots=True)
class Paper:
    """How a sheet is printed."""

    format: str  # A3 or A4
    landscape: bool
    columns: int  # how many of its columns, from the first, lie below its title
    printed: bool = True
    wide: int = 1  # pages beside one another, so that many columns stay readable

    @property
    def room(self) -> tuple[float, float]:
        """Give width and height inside the margins, in points."""
        long, short = _PRINTABLE[self.format]
        return (long, short) if self.landscape else (short + _UPRIGHT, long)


def paper_of(sheet: SheetLayout, rows: int) -> Paper:
    """Say how a sheet of so many rows is printed."""
    if rows and sheet.print_to != "":
        paper = Paper(sheet.paper, sheet.landscape, len(sheet.on_paper))
        return replace(paper, wide=max(1, ceil(_SMALLEST * _needed(sheet, paper.columns) / paper.room[0] - _SLACK)))
    page = Paper("A4", landscape=True, columns=1, printed=False)
    fitting = [n for n in range(1, len(sheet.columns) + 1) if _needed(sheet, n) <= page.room[0]]
    return replace(page, columns=max(fitting, default=1))  # a title that the screen shows whole


def scale_of(sheet: SheetLayout, paper: Paper) -> int:
    """Give the percentage at which the printed columns fit one page's width."""
    return max(10, min(100, int(100 * paper.room[0] * paper.wide / _needed(sheet, paper.columns)) - 1))


def below_title(sheet: SheetLayout, paper: Paper) -> int:
    """Count the columns over which title and note stand: those of the first page."""
    share = _needed(sheet, paper.columns) / paper.wide
    return max((n for n in range(1, paper.columns + 1) if _needed(sheet, n) <= share), default=1)


def _needed(sheet: SheetLayout, columns: int) -> float:
    """Give the points that the first columns take; one of width w takes 8w+5 pixels."""
    return sum(8 * column.width + 5 for column in sheet.columns[:columns]) * 0.75


def find_breaks(sheet: SheetLayout, paper: Paper, heights: Sequence[float], group_starts: Sequence[int]) -> list[int]:
    """Give the sheet rows, from 0, at which a new page begins: where a group does, unless a page would stay half empty for it."""
    if not group_starts:
        return []  # anywhere: the programs break pages themselves
    room = paper.room[1] * 100 / scale_of(sheet, paper) * _FULLEST - _REPEATED
    starts = frozenset(group_starts)
    breaks: list[int] = []
    first, used = 0, _HEAD
    for row, height in enumerate(heights):
        if used + height > room and row > first:
            at = _best(heights, starts, first, row, room)
            breaks.append(FIRST_ROW + at)
            first, used = at, sum(heights[at:row])
        used += height
    return breaks


def _best(heights: Sequence[float], starts: frozenset[int], first: int, full: int, room: float) -> int:
    """Go back from the row at which a page is full to where a group begins, if the page is then still well filled."""
    used = _HEAD if not first else 0.0
    best = full
    for row in range(first, full + 1):
        if row > first and row in starts and used >= room * _LEAST:
            best = row
        used += heights[row]
    return best

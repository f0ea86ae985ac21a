"""The day of a report that no label introduces: beside the sender, under the title, at the foot of a table, in a sign-off."""

from collections.abc import Collection, Iterator, Sequence

from ecoreport.language.bodies import is_body, strip_body
from ecoreport.language.dates import read_date, take_out_day
from ecoreport.language.versions import read_day
from ecoreport.language.widths import fold
from ecoreport.model import Cell, Sheet
from ecoreport.model.layout import LabelledText, written
from ecoreport.recognition.grid import rows_of

_MOST = 2  # different days; more are a list of dates
_LONGEST = 40  # characters of a sign-off
_FEW = 4  # free texts of a line; more are a row of a table that nobody understood
_ENDS = frozenset(((3, 31), (6, 30), (9, 30), (12, 31)))  # of quarters: the day for which figures stand, not that of the report


def find_days(sheet: Sheet, labels: Sequence[LabelledText], bare: Collection[str], taken: Collection[str], year: int) -> list[LabelledText]:
    """Find the days that stand by themselves outside the tables; none where the sheet labels one. `bare`: addresses of labels."""
    if any(label.role == "filled_on" and _reads(label.text) for label in labels):
        return []
    known = {label.cell.address for label in labels}.union(bare)
    found = [(cell, day) for cell in _free(sheet, known, taken) if (day := _day_of(written(cell), year))]
    if len({day for _, day in found}) > _MOST:
        return []
    return [LabelledText("filled_on", written(cell), sheet.name, cell) for cell, _ in found]


def _reads(text: str) -> bool:
    return read_date(text) is not None or read_day(fold(text)) is not None


def _free(sheet: Sheet, known: Collection[str], taken: Collection[str]) -> Iterator[Cell]:
    """Go through the cells of lines that hold nothing of a table."""
    for cells in rows_of(sheet).values():
        rest = [cell for cell in cells if cell.address not in known]
        if len(rest) <= _FEW and not any(cell.address in taken for cell in cells):
            yield from rest


def _day_of(text: str, year: int) -> tuple[int, int] | None:
    """Read the month and day of a text that is nothing but a day, or a sender's name with one; of another time it is none."""
    if len(text) > _LONGEST:
        return None
    taken = take_out_day(text)
    if taken is None:
        return None
    day, whole, rest = taken
    if (rest and not is_body(strip_body(rest))) or (whole and not year <= whole.year <= year + 1):
        return None
    return None if day in _ENDS else day

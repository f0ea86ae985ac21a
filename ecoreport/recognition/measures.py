"""A column that says row by row which field the values beside it hold: 目标值 | 完成值 | 差值 down the rows of an item."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ecoreport.model.layout import LayoutRecord, Slot
from ecoreport.recognition.bands import Band
from ecoreport.recognition.columns import Column
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import VALUE_LIKE, Heading, HeadingReader
from ecoreport.recognition.subjects import SubjectFinder, is_total

_LOOKED_AT = 120  # lines of data that are enough to know such a column
_LEAST_KNOWN = 0.3  # of its texts; the others are what a ratio is made of, or items over their rows
_MEASURES = frozenset((*VALUE_LIKE, "target", "partial", "former", "notes"))
_SORTING = ("", "domain", "group", "name", "part", "nature", "notes")  # what the heading over such words may say: 类别, 项目, 口径


@dataclass(frozen=True, slots=True)
class Measures:
    """Where such words stand, and what each says."""

    grid: Grid
    place: int
    reader: HeadingReader
    among_names: bool  # items stand in the same column, over their rows

    def of(self, line: int) -> Heading | None:
        """Say which field a row's values hold; None where the row says nothing of it."""
        text = self.grid.text(line, self.place)
        if not text:
            return None
        heading = _measure(text, self.reader)
        other = self.among_names or self.reader.read("indicator", text).place is not None  # an item, a county
        return heading if heading or other else Heading(text, ("notes",))

    def applied(self, line: int, slots: list[Slot]) -> list[Slot]:
        """Give a row's values the field that the row says, and keep the cell that says it."""
        told, cell = self.of(line), self.grid.at(line, self.place)
        if told is None or cell is None:
            return slots
        measured = [_measured(slot, told) if slot.field == "actual" else slot for slot in slots if slot.cell is not cell]
        return [*measured, Slot("measure", self.grid.sheet.name, cell)]


def _measured(slot: Slot, told: Heading) -> Slot:
    year = told.year if slot.year is None else slot.year
    return replace(slot, field=told.fields[0], heading=f"{slot.heading}/{told.text}", year=year, unit=told.unit or slot.unit)


def goes_on(slots: Sequence[Slot], last: LayoutRecord) -> bool:
    """Does a row say another field of the item that the row above speaks of."""
    return all(any(slot.field == "measure" for slot in each) for each in (slots, last.slots))


def find_measures(grid: Grid, band: Band, columns: Sequence[Column], finder: SubjectFinder, reader: HeadingReader) -> Measures | None:
    """Find the column whose words say what the rows hold; one of them says that it is the value."""
    if not any(column.field == "actual" for column in columns):
        return None
    lines = [line for line in grid.below(band.last_line) if band.end is None or line < band.end][:_LOOKED_AT]
    fields = {column.place: column.field for column in columns}
    for place in band.places:
        if fields.get(place, "") in _SORTING:
            texts = [grid.text(line, place) for line in lines if grid.own(line, place) is not None]
            if _are_measures(texts, finder, reader):
                return Measures(grid, place, reader, any(finder.knows("indicator", text) for text in texts))
    return None


def _are_measures(texts: Sequence[str], finder: SubjectFinder, reader: HeadingReader) -> bool:
    known = [heading.fields[0] for text in texts if (heading := _measure(text, reader))]
    others = len(texts) - len(known) - sum(finder.knows("indicator", text) for text in texts)
    told = "actual" in known and (len(set(known)) > 1 or others > 0)
    planned = set(known) == {"target"} and len(known) == len(texts) > 1
    return planned or (told and len(known) >= _LEAST_KNOWN * len(texts) and others <= 2 * len(known))


def _measure(text: str, reader: HeadingReader) -> Heading | None:
    """Read a word for a field of an item: 完成值, 计划, 比例(%); not a year alone, a place, a total."""
    heading = reader.read("indicator", text, whole=True)
    if not heading.exact or heading.place or heading.by_year_only or is_total(text, reader.vocabulary.words["total"]):
        return None
    field = next((field for field in heading.fields if field in _MEASURES), None)
    return Heading(text, (field,), 1.0, heading.year, heading.unit) if field else None

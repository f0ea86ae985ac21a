"""A table whose corner names its one item, over rows of what that is made of: the one row in the item's unit holds its values."""

from collections.abc import Sequence

from ecoreport.language.units import factor_between, parse_unit
from ecoreport.matching import TRAILING_BRACKET, split_name
from ecoreport.recognition.bands import Band
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.columns import Column
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import Heading
from ecoreport.recognition.measures import Measures
from ecoreport.recognition.subjects import Subject, SubjectFinder, subject_of
from ecoreport.recognition.titles import bare_title

_LONGEST_COUNTER = 2  # characters: 枚


def read_corner(
    grid: Grid, band: Band, columns: Sequence[Column], finder: SubjectFinder, setting: Setting
) -> tuple[Subject, Measures] | None:
    """Give the item that stands in the corner, and what each row holds: 应处置(枚), 处置率 under 放射源安全处置 | 2019 | 2020."""
    place = band.places[0]
    if grid.turned or not band.headed or any(column.place == place for column in columns):
        return None
    text = grid.text(band.lines[-1], place)
    match = next((match for each in (text, bare_title(text)) if each and (match := finder.item(each)).sure), None)
    subject = finder.matcher.items.subjects.get(match.id or "") if match else None
    if match is None or subject is None or parse_unit(subject.unit) is None:
        return None
    units = {line: _unit(grid, line, place, columns) for line in band.data(grid) if grid.own(line, place)}
    fitting = [line for line, unit in units.items() if unit and factor_between(unit, subject.unit) is not None]
    if len(units) == len(fitting) or len(fitting) != 1 or not all(units.values()):
        return None
    told = {line: Heading("", ("actual" if line in fitting else "notes",)) for line in units}
    return subject_of(match, text), Measures(grid, place, setting.reader, finder, among_names=False, made=told)


def _unit(grid: Grid, line: int, place: int, columns: Sequence[Column]) -> str | None:
    """Give the unit of a row: behind its name, be it one that only counts (枚), or as its numbers are shown."""
    parts = split_name(grid.text(line, place))
    bracket = TRAILING_BRACKET.search(parts.name)
    unit = parts.unit or (bracket[1] if bracket and len(bracket[1]) <= _LONGEST_COUNTER else None)
    shown = (cell.shown_percent for column in columns if column.field == "actual" and (cell := grid.own(line, column.place)))
    return unit or ("%" if any(shown) else None)

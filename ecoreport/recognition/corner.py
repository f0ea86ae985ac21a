"""A table whose corner names its one item, over rows of what that is made of: the one row in the item's unit holds its values."""

from collections.abc import Sequence
from dataclasses import replace

from ecoreport.language import patterns as re
from ecoreport.language.units import factor_between, parse_unit
from ecoreport.matching import TRAILING_BRACKET, split_name
from ecoreport.recognition.bands import Band
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.columns import Column
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import Heading, HeadingReader
from ecoreport.recognition.measures import Measures
from ecoreport.recognition.subjects import Subject, SubjectFinder, subject_of
from ecoreport.recognition.titles import bare_title

_LEAST_YEARS = 2  # down a column
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
    measures = _in_unit(grid, band, columns, subject.unit, finder, setting)
    return (subject_of(match, text), measures) if measures else None


def of_the_title(
    grid: Grid, band: Band, columns: Sequence[Column], subject: Subject, finder: SubjectFinder, setting: Setting
) -> Measures | None:
    """Say what each row holds under the one item of the title: 建设用地面积(平方公里), 下降率(%) under …下降率测算 | 2019年 | 2020年."""
    item = finder.matcher.items.subjects.get(subject.id or "")
    corner = any(column.place == band.places[0] for column in columns)
    if grid.turned or not band.headed or corner or item is None or parse_unit(item.unit) is None:
        return None
    return _in_unit(grid, band, columns, item.unit, finder, setting)


def _in_unit(grid: Grid, band: Band, columns: Sequence[Column], unit: str, finder: SubjectFinder, setting: Setting) -> Measures | None:
    """Find the one row in the item's unit among others that have units of their own."""
    place = band.places[0]
    units = {line: _unit(grid, line, place, columns) for line in band.data(grid) if len(grid.owned(line)) > 1 and grid.own(line, place)}
    fitting = [line for line, told in units.items() if told and factor_between(told, unit) is not None]
    if len(units) == len(fitting) or len(fitting) != 1 or not all(units.values()):
        return None
    made = {line: Heading("", ("actual" if line in fitting else "notes",)) for line in units}
    return Measures(grid, place, setting.reader, finder, among_names=False, made=made)


def over_years(
    grid: Grid, band: Band, columns: Sequence[Column], finder: SubjectFinder, reader: HeadingReader
) -> tuple[Subject, tuple[Column, ...], Band] | None:
    """Give the item that stands in the corner over years, the columns with those years, and the band of their lines alone.

    公众…满意度 | 舟山市(%) | 全省平均(%) over 2018年, 2019年, 2020年.
    """
    place = band.places[0]
    if grid.turned or not band.headed or any(column.place == place and column.field not in ("name", "notes") for column in columns):
        return None
    held = [grid.text(line, place) for line in band.data(grid) if grid.own(line, place)]
    years = [text for text in held if (told := reader.read("indicator", text, whole=True)).by_year_only and told.year is not None]
    text = grid.text(band.lines[-1], place)
    match = finder.item(text) if len(years) >= _LEAST_YEARS and len(years) * 2 > len(held) and text else None
    if match is None or not match.sure:
        return None
    others = (column for column in columns if column.place != place)
    end = next((line for line in band.data(grid) if grid.text(line, place) not in years), None)
    return subject_of(match, text), (Column(place, "year"), *others), replace(band, end=end if end is not None else band.end)


def _unit(grid: Grid, line: int, place: int, columns: Sequence[Column]) -> str | None:
    """Give the unit of a row: behind its name, be it one that only counts (枚), or as its numbers are shown."""
    parts = split_name(grid.text(line, place))
    bracket = TRAILING_BRACKET.search(parts.name)
    inside = re.split("[,，;、]", bracket[1])[0] if bracket else ""  # GDP(亿元,2015年不变价)
    unit = parts.unit or (inside if inside and (len(inside) <= _LONGEST_COUNTER or parse_unit(inside) is not None) else None)
    shown = (cell.shown_percent for column in columns if column.field == "actual" and (cell := grid.own(line, column.place)))
    return unit or ("%" if any(shown) else None)

"""Where a sheet's tables stand: under headings, upright or turned, or with none but names in one column and values beside them."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from ecoreport.model.layout import RecordKind
from ecoreport.recognition.assignment import settle
from ecoreport.recognition.bands import Band, find_bands
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.choices import read_either
from ecoreport.recognition.columns import Column, assign_columns, guess_columns
from ecoreport.recognition.comments import with_comments
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import NAME_LIKE, Heading
from ecoreport.recognition.joined import with_joined
from ecoreport.recognition.kinds import narrowed
from ecoreport.recognition.measures import find_measures
from ecoreport.recognition.rivals import find_counterpart, held_against_notes, of_the_year
from ecoreport.recognition.rows import Rows
from ecoreport.recognition.subjects import SubjectFinder
from ecoreport.recognition.titles import Title, read_titles
from ecoreport.recognition.walk import Walk

_LAST_ROW = 1 << 21  # of any sheet
_MOST_NAMING = 20  # columns of names without a heading, of one sheet


def find_tables(grid: Grid, kind: RecordKind, setting: Setting, finder: SubjectFinder) -> Iterator[Block]:
    """Read a sheet as tables of one kind, upright or (by a turned grid) with the items across."""
    for band in find_bands(grid, kind, setting.reader, finder):
        columns = with_comments(assign_columns(grid, kind, band, finder), grid, band, setting)
        if grid.turned:
            title = read_titles(grid, band.places[0], setting, finder, after=0, below=range(band.places[-1] + 1, _LAST_ROW))
        else:
            below = range(band.last_line + 1, band.end or _LAST_ROW)
            title = read_titles(grid, band.lines[0], setting, finder, (band.left, band.places[-1]), band.after, below)
        if kind == "indicator":
            columns = with_joined(columns, grid, band, setting.reader)
            columns = find_counterpart(grid, band, _add_titled_column(columns, band, title, finder), finder, title)
            columns = settle(grid, band, columns, finder, setting, title)
            columns = held_against_notes(columns, title.notes, setting.vocabulary)
        elif kind == "task":
            columns = of_the_year(columns, setting.year)
        measures = find_measures(grid, band, columns, finder, setting.reader) if kind == "indicator" else None
        if block := read_either(Rows(grid, kind, setting, band, columns, title, measures), partial(_read, finder=finder)):
            yield block


def _read(rows: Rows, finder: SubjectFinder) -> Block | None:
    if not rows.are_of_their_kind():
        return None
    told = [(column.field, column.heading, column.year) for column in rows.columns]
    rows = replace(rows, title=replace(rows.title, scope=narrowed(rows.title.scope, told, rows.setting.vocabulary)))
    headings = rows.headings()
    block = Block(rows.kind, rows.grid.sheet.name, rows.band.lines[0], last_row=rows.band.last_line, turned=rows.grid.turned)
    if rows.grid.turned:
        block.first_row = block.last_row = min((cell.row for cell in headings), default=1)
    block.known = sum(heading.exact for heading in rows.band.headings)
    block.headings.update(cell.address for cell in headings)
    return Walk(rows, finder, block).read()


def _add_titled_column(columns: tuple[Column, ...], band: Band, title: Title, finder: SubjectFinder) -> tuple[Column, ...]:
    """Take the column that is headed by the very item of the title for its values: 年份 | 绿色贷款 under 绿色贷款余额情况表."""
    if title.subject is None or any(column.field in ("actual", *NAME_LIKE) for column in columns):
        return columns
    taken = {column.place for column in columns}
    for place, heading in zip(band.places, band.headings, strict=True):
        if place not in taken and finder.known(heading.text) == title.subject.id:
            return tuple(sorted((*columns, Column(place, "actual", heading.text, heading.year, heading.unit)), key=lambda each: each.place))
    return columns


def find_bare_tables(grid: Grid, setting: Setting, finder: SubjectFinder) -> Iterator[Block]:
    """Read a sheet whose columns have no headings: names in one column, values beside them."""
    tried = 0
    for place, held in grid.columns.items():
        lines = [line for line in held if (cell := grid.own(line, place)) and isinstance(cell.value, str)]
        named = [line for line in lines if finder.knows("indicator", grid.text(line, place))]
        if not named or len(named) * 2 < len([line for line in lines if named[0] <= line <= named[-1]]):
            continue
        tried += 1
        if tried > _MOST_NAMING:
            return
        first = named[0]
        data = [line for line in grid.lines if first <= line <= named[-1]]
        told = _headings_above(grid, first, setting)
        columns = guess_columns(grid, "indicator", place, data, finder, told, setting.reader)
        if len(columns) < 2:
            continue
        places = tuple(column.place for column in columns)
        band = Band((first - 1,), first - 1, places, (), named[-1] + 1)
        above = grid.above(first)[0] if told else first
        if grid.turned:
            title = read_titles(grid, min(places), setting, finder, after=0, below=range(max(places) + 1, _LAST_ROW))
        else:
            title = read_titles(grid, above, setting, finder, below=range(named[-1] + 1, _LAST_ROW))
        block = read_either(Rows(grid, "indicator", setting, band, columns, title), partial(_read, finder=finder))
        if block and any(len(record.slots) > 1 for record in block.records):
            block.score = 0.4 * block.score - 1  # a heading, where there is one, knows better
            yield block


def _headings_above(grid: Grid, first: int, setting: Setting) -> dict[int, Heading]:
    """Read what the line over a table says of its columns, other than that they hold values: a plan, a change, a region."""
    above = grid.above(first)
    if not above or len(grid.owned(above[0])) < 2:
        return {}
    readings = {place: setting.reader.read("indicator", grid.text(above[0], place)) for place in grid.owned(above[0])}
    return {place: reading for place, reading in readings.items() if reading.fields and "actual" not in reading.fields}

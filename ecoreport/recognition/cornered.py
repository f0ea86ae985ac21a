"""A table whose corner, or whose lone title, names its one item; down its first column stands whose or when each row is.

碳排放强度 | 2019年 | 2020年 over 万吨/万元 | 1.58 | 1.51; 生态环境状况指数 over 全国平均 | 51.7 and 舟山市 | 83.4.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ecoreport.language.periods import part_of_year
from ecoreport.language.units import parse_unit
from ecoreport.language.widths import even, fold
from ecoreport.matching import split_name
from ecoreport.recognition.bands import Band, cut
from ecoreport.recognition.columns import Column
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import LONGEST_HEADING, NAME_LIKE, HeadingReader, is_amount, is_worded
from ecoreport.recognition.labels import is_signature_line
from ecoreport.recognition.measures import is_period
from ecoreport.recognition.rows import Rows
from ecoreport.recognition.subjects import Subject, SubjectFinder, is_total, subject_of
from ecoreport.recognition.titles import bare_title

_MOST = 20  # such tables of a sheet
_TELLING = ("place", "year", "period", "unit", "version")


def find_cornered(grid: Grid, reader: HeadingReader, finder: SubjectFinder) -> Iterator[Band]:
    """Find the lines that begin with an item's name and head the lines of figures right below them."""
    found = 0
    for line in grid.lines if not grid.turned else ():
        if found == _MOST or not _named(grid, line, finder):
            continue
        head = _head_below(grid, line, finder)
        data = list(_rows(grid, head or line, finder, reader))
        place = grid.owned(line)[0]
        says = {_says(grid.text(each, place), reader) for each in data}
        telling = "place" in says if head else not says.isdisjoint(_TELLING)
        bare = head is not None and all((cell := grid.own(each, place)) and is_amount(cell) for each in data)  # 春 | 夏 | 秋 | 全年
        if not data or not (telling or bare):
            continue
        found += 1
        end = next((each for each in grid.below(data[-1])), data[-1] + 1)
        if head:
            for places, headings in cut(grid, (head,), "indicator", reader, end, place):
                yield Band((head,), head, places, headings, end)
            continue
        for places, headings in cut(grid, (line,), "indicator", reader, end, place):
            alone = len(grid.owned(line)) == 1
            told = tuple(replace(each, text="", fields=()) if at == place else each for at, each in zip(places, headings, strict=True))
            yield Band((line,), line, places, told if alone else headings, end)


def corner_item(
    grid: Grid, band: Band, columns: Sequence[Column], finder: SubjectFinder, reader: HeadingReader, *, titled: bool
) -> tuple[Subject | None, tuple[Column, ...]] | None:
    """Give the item in a table's corner, and the columns, the first of them with what its rows say; `titled`: a title names the item."""
    place = band.places[0]
    match = None if grid.turned or len(band.lines) > 1 else _named(grid, band.lines[0], finder)
    if match is None and titled and not grid.turned and not any(column.place == place for column in columns):
        places = {_says(grid.text(line, place), reader) for line in band.sample(grid) if grid.own(line, place)}
        return (None, (Column(place, "region"), *columns)) if "place" in places else None  # banks, and 全市合计
    if match is None and not grid.turned and not any(column.field in NAME_LIKE for column in columns):
        named = any(finder.joined(grid.text(line, place), grid.text(band.lines[-1], place)) for line in band.sample(grid))
        return (None, (Column(place, "name", guessed=True), *(each for each in columns if each.place != place))) if named else None
    if match is None or grid.owned(band.lines[0])[0] != place:
        return None
    lines = band.sample(grid)
    if any(column.place == place and column.field in ("number", "code") for column in columns) or any(
        finder.knows("indicator", grid.text(line, place)) for line in lines
    ):
        return None
    columns = (*columns, *_bare_values(grid, band, columns, lines))
    said = [_says(grid.text(line, place), reader) for line in lines if grid.own(line, place)]
    others = tuple(column for column in columns if column.place != place)
    if not said:
        return match, others
    kinds = set(said)
    if not kinds & {*_TELLING}:
        return None
    field = _field_of(kinds)
    return match, (Column(place, field), *others) if field else others


def _field_of(kinds: set[str]) -> str:
    """Give the field of a first column by all that its rows say; none where they say which of the versions they hold."""
    if len(kinds) == 1 and kinds <= {"unit", "year"}:
        return kinds.pop()
    if kinds <= {"year", "period"}:
        return "period"
    return "" if "version" in kinds and "place" not in kinds else "region"


def _head_below(grid: Grid, line: int, finder: SubjectFinder) -> int | None:
    """Find the line of headings right below a title that names the item: 机构 | 余额 under 绿色贷款余额."""
    below = next(iter(grid.below(line)), line)
    cells = [cell for place in grid.owned(below) if (cell := grid.own(below, place))]
    heads = below == line + 1 and len(cells) > 1 and all(map(is_worded, cells)) and not any(map(is_amount, cells))
    return below if heads and not any(finder.knows("indicator", grid.text(below, place)) for place in grid.owned(below)) else None


def _bare_values(grid: Grid, band: Band, columns: Sequence[Column], lines: Sequence[int]) -> Iterator[Column]:
    """Take the one column of figures under no heading, or under a unit alone, for the item's values."""
    held = [place for place in band.places[1:] if any((cell := grid.own(line, place)) and is_amount(cell) for line in lines)]
    heading = band.heads[held[0]] if len(held) == 1 else None
    if heading and not any(column.place == held[0] for column in columns) and (not heading.text or parse_unit(heading.text) is not None):
        yield Column(held[0], "actual", heading.text, heading.year, heading.unit or heading.text or None, loose=True)


def _rows(grid: Grid, line: int, finder: SubjectFinder, reader: HeadingReader) -> Iterator[int]:
    """List the lines of figures right below a line: what stands first in them names no item."""
    place, last = grid.owned(line)[0], line
    for below in grid.below(line):
        if below == last + 1 and last != line and {*grid.text(below, place)} == {"…"}:
            last = below  # and so on
            continue
        text, owned = grid.text(below, place), grid.owned(below)
        amounts = [at for at in owned if at != place and (cell := grid.own(below, at)) and is_amount(cell)]
        if (
            below != last + 1
            or not amounts
            or finder.knows("indicator", text)
            or is_signature_line([grid.text(below, at) for at in owned], reader.vocabulary)
        ):
            break
        last = below
        yield below


def _named(grid: Grid, line: int, finder: SubjectFinder) -> Subject | None:
    """Give the item that a line begins with, where what else stands in it may be headings."""
    owned = grid.owned(line)
    cells = [cell for place in owned if (cell := grid.own(line, place))]
    texts = [grid.text(line, place) for place in owned]
    if not cells or not all(map(is_worded, cells)) or any(map(is_amount, cells)) or any(len(text) > LONGEST_HEADING for text in texts[1:]):
        return None
    ways = (texts[0], bare_title(texts[0]))
    match = next((match for text in dict.fromkeys(ways) if text and (match := finder.item(text)).sure), None)
    return subject_of(match, texts[0]) if match else None


def _says(text: str, reader: HeadingReader) -> str:
    """Tell what a row's first text says: whose it is, of when, in which unit, or whether it holds what stood before a correction."""
    heading = reader.read("indicator", text)
    bare = split_name(text).name
    if heading.by_year_only:
        return "year"
    if is_period(fold(text), reader.period) or part_of_year(text, reader.period) is not None:
        return "period"
    if parse_unit(text) is not None:
        return "unit"
    if reader.vocabulary.has("whole_city", bare) and not is_total(bare, reader.vocabulary.words["total"]):
        return "place"
    place = reader.places.of(even(text)) if reader.places else None
    if place and place.names_place:
        return "place"
    if heading.share >= 1 and heading.fields[:1] == ("former",) and heading.place is None:
        return "version"
    return ""


def is_sum(rows: Rows, finder: SubjectFinder, name: str, text: str) -> bool:
    """Is a row one of totals, which names nothing."""
    total = is_total(text, rows.setting.vocabulary.words["total"])
    return total and not finder.knows(rows.kind, name) and not _is_of_us(rows, text)


def _is_of_us(rows: Rows, text: str) -> bool:
    """Does a totals row say that it is the whole of us, in a table of the title's item: 总计(全市)."""
    place = rows.setting.matcher.places.of(text)
    return rows.title.subject is not None and place is not None and place.kind == "own" and place.general


def completed(rows: Rows, finder: SubjectFinder, subject: Subject, names: Sequence[str]) -> Subject:
    """Find the item that a row's one name makes with what stands in the corner, where it is none by itself."""
    told = [name for name in names if name]
    if subject.id is not None or len(told) != 1 or rows.grid.turned:
        return subject
    corner = rows.grid.text(rows.band.lines[-1], rows.band.places[0])
    known = rows.setting.reader.read("indicator", corner).fields  # 指标 over a name says nothing of it
    return (None if known else finder.joined(told[0], corner)) or subject

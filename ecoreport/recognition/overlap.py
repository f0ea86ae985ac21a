"""A name told in two places: 化肥施用情况 over 施用强度, …治理设施标准化运维 over 标准化运维比例."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ecoreport.language.widths import even
from ecoreport.matching import split_name
from ecoreport.model.layout import written
from ecoreport.recognition.bands import Band
from ecoreport.recognition.columns import Column
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import NAME_LIKE
from ecoreport.recognition.subjects import Subject, SubjectFinder
from ecoreport.recognition.titles import Title, bare_title

_SHORTEST = 2  # characters that both say
_TITLES = 3  # lines over a table


def named_together(titles: Iterable[str], text: str, finder: SubjectFinder) -> tuple[str, str] | None:
    """Give the item whose name begins in a title and ends in a text below it, each saying some of it, and the name."""
    end = split_name(even(text)).name
    for title in titles:
        begin = bare_title(title)
        for shared in range(min(len(begin), len(end)) - 1, _SHORTEST - 1, -1):
            if begin.endswith(end[:shared]) and (item := finder.known(begin + end[shared:], whole=True)):
                return item, begin + end[shared:]
    return None


def with_title_named_by(
    grid: Grid, band: Band, columns: tuple[Column, ...], title: Title, finder: SubjectFinder
) -> tuple[Title, tuple[Column, ...]]:
    """Take the column whose heading ends the name that the title over the table begins, for the values of that item."""
    if title.subject is not None or grid.turned or any(column.field in ("actual", *NAME_LIKE) for column in columns):
        return title, columns
    above = (grid.owned(line) for line in grid.above(band.lines[0])[:_TITLES])
    texts = [grid.text(line, owned[0]) for line, owned in zip(grid.above(band.lines[0]), above, strict=False) if len(owned) == 1]
    told = [(place, heading, named) for place, heading in band.heads.items() if (named := named_together(texts, heading.text, finder))]
    if len(told) != 1:
        return title, columns
    ((place, heading, (item, name)),) = told
    column = Column(place, "actual", heading.text, heading.year, heading.unit)
    return replace(title, subject=Subject(item, "name", name)), (*(each for each in columns if each.place != place), column)


def titles_of(grid: Grid, line: int) -> Sequence[str]:
    """List the texts that stand alone in the first lines of a sheet, above a line."""
    first = [upper for upper in grid.lines[:_TITLES] if upper < line and len(grid.owned(upper)) == 1]
    return [written(cell) for upper in first if (cell := grid.own(upper, grid.owned(upper)[0])) and isinstance(cell.value, str)]

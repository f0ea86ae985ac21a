"""Where a table's headings stand: one to three lines, cut into the tables that stand side by side under them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from ecoreport.language import patterns as re
from ecoreport.language.dates import is_day
from ecoreport.language.numerals import read_count
from ecoreport.language.pages import says_continued
from ecoreport.language.ticks import chosen_of
from ecoreport.language.widths import even, word_key
from ecoreport.matching.kinds import without_author
from ecoreport.model import Cell
from ecoreport.model.layout import written
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import (
    LONGEST_HEADING,
    NAME_LIKE,
    Heading,
    HeadingReader,
    beside_months,
    combine,
    is_amount,
    is_column_number,
    is_worded,
    short_years,
)
from ecoreport.recognition.labels import is_line_of_pairs, is_signature_line
from ecoreport.recognition.subjects import SubjectFinder
from ecoreport.recognition.titles import bare_title
from ecoreport.records import dataclass
from ecoreport.vocabulary import KINDS

_LEAST_SHARE, _YEARS = 0.6, 2  # known of a heading below another; years in a line that make it one of headings
_DEEPEST = 3  # lines of headings
_NUMBERED = re.compile(r"附?表\s*[一二三四五六七八九十\d]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)")  # 表二, 二、
_AMID = re.compile(r"[\u4e00-\u9fff]20\d\d年度?[\u4e00-\u9fff]")  # 完成2018年度编制 is no heading of a year
_PAIR, _OF_UNITS = 2, re.compile(r"(?:计量|数据|金额|面积)单位|单位\s*[:：见为]")
_NAMES_WITHIN = 4  # places from the left in which names stand merged over their rows
_TITLES = 3  # lines over the headings that a next page may print again
_MOST = 200  # tables one under another in a sheet; what looks like a heading below them is a row
_WIDEST = 500  # places of all tables side by side; what stands right of them is not looked at
_SAMPLE = 120  # lines of data that are enough to know what a column holds


@dataclass(frozen=True, slots=True)
class Band:
    """The heading lines of one table and the places that it takes."""

    lines: tuple[int, ...]
    last_line: int  # with the line of column numbers, where there is one
    places: tuple[int, ...]  # with or without a heading, left to right
    headings: tuple[Heading, ...]  # one for each place
    end: int | None = None  # the line before which its data must end
    left: int = 1  # the first place that its titles may stand in
    after: int | None = None  # the last heading line of a table above
    anchor: int | None = None  # the place where the plan's names stand, where it was found by these

    @property
    def headed(self) -> bool:
        """Does any heading stand over it."""
        return any(heading.text for heading in self.headings)

    @property
    def heads(self) -> Mapping[int, Heading]:
        """Give the heading over each place."""
        return dict(zip(self.places, self.headings, strict=False))

    def data(self, grid: Grid) -> tuple[int, ...]:
        """List the lines of its rows."""
        return tuple(line for line in grid.below(self.last_line) if self.end is None or line < self.end)

    def sample(self, grid: Grid) -> tuple[int, ...]:
        """List as many of these as are looked at to know what a column holds."""
        return self.data(grid)[:_SAMPLE]


def find_bands(grid: Grid, kind: str, reader: HeadingReader, finder: SubjectFinder) -> Iterator[Band]:
    """Find every band of headings of a sheet, top to bottom."""
    found: list[tuple[tuple[int, ...], int]] = []
    again: set[int] = set()  # headings printed again where a table goes on
    after = 0
    for line in grid.lines:
        if len(found) == _MOST:
            break
        if line > after and may_head(grid, line, kind, reader) and not _is_of_item_above(grid, line, finder):
            lines = _spread(grid, line, kind, reader, finder, after)
            last = _skip_column_numbers(grid, lines[-1])
            if found and _repeats_heads(grid, found[-1][0], lines):
                again.update(lines)
            else:
                found.append((lines, last))
            after = last
    for index, (lines, last) in enumerate(found):
        next_own = found[index + 1][0][0] if index + 1 < len(found) else None
        below = (line for line in grid.below(last) if line not in again)
        next_head = next((line for line in below if line == next_own or _heads_another(grid, line, kind, reader)), None)
        end = title_of(grid, next_head, last, reader, finder) if next_head is not None else None
        last_own = found[index - 1][1] if index else 0
        before = (line for line in grid.above(lines[0]) if line not in again)
        above = next((line for line in before if line <= last_own or _heads_another(grid, line, kind, reader)), None)
        left = 1
        for places, headings in cut(grid, lines, kind, reader, end):
            yield Band(lines, last, places, headings, end, left, above)
            left = places[-1] + 1


def _is_of_item_above(grid: Grid, line: int, finder: SubjectFinder) -> bool:
    """Does an item's name stand merged down over a line: 说明 | 监测数 beside 森林覆盖率 is a row of it."""
    over = (grid.at(line, place) for place in grid.places[:_NAMES_WITHIN] if grid.own(line, place) is None)
    return not grid.turned and any(cell is not None and finder.known(written(cell)) for cell in over)


def _repeats_heads(grid: Grid, first: tuple[int, ...], lines: tuple[int, ...]) -> bool:
    """Are these the headings of the table above, printed again where it goes on: under its rows, its own title or 续表."""
    told = [[[(place, grid.text(line, place)) for place in grid.owned(line)] for line in each] for each in (first, lines)]
    above = grid.above(lines[0])
    if told[0] != told[1] or not above or grid.turned:
        return False
    between, titles = (
        grid.owned(above[0]),
        {grid.text(line, place) for line in grid.above(first[0])[:_TITLES] for place in grid.owned(line)},
    )
    text = grid.text(above[0], between[0])
    return lines[0] - above[0] <= _DEEPEST and (len(between) > 1 or text in titles or says_continued(text))


def _heads_another(grid: Grid, line: int, kind: str, reader: HeadingReader) -> bool:
    """Does a table of another kind begin here: the rows of this one end before it."""
    return not grid.turned and any(may_head(grid, line, other, reader) for other in ("indicator", "task") if other != kind)


def title_of(grid: Grid, heading: int, last: int, reader: HeadingReader, finder: SubjectFinder) -> int:
    """Find the line where the title over a table begins: single texts right over its headings, after an empty line.

    Without an empty line it begins at the text that says what stands below it: 普陀区, 2019年, 表二, an item.
    """
    first, told = heading, heading
    for line in () if grid.turned else grid.above(heading):
        owned = grid.owned(line)
        cell = grid.own(line, owned[0])
        if first - line > 1:
            return first
        if line <= last or len(owned) > 1 or cell is None or not isinstance(cell.value, str):
            return told
        first, told = line, line if _says_what_follows(cell.value, reader, finder) else told
    return heading


def _says_what_follows(text: str, reader: HeadingReader, finder: SubjectFinder) -> bool:
    if len(text) > LONGEST_HEADING:
        return False
    placed = reader.places is not None and reader.places.named_alone(text) is not None
    return (
        placed
        or reader.read("indicator", text).by_year_only
        or _NUMBERED.match(even(text)) is not None
        or bool(finder.known(bare_title(text)))
    )


def may_head(grid: Grid, line: int, kind: str, reader: HeadingReader) -> bool:
    """May a line hold the headings of a table of that kind."""
    known = grid.found[kind]
    if line not in known:
        known[line] = _may_head(grid, line, kind, reader)
    return known[line]


def _may_head(grid: Grid, line: int, kind: str, reader: HeadingReader) -> bool:
    texts = [
        (cell, grid.text(line, place))
        for place in grid.owned(line)
        if (cell := grid.own(line, place)) and (not grid.turned or _is_row(grid, place, reader))
    ]
    if not grid.turned and (_is_of_labels([text for _, text in texts], reader) or any(is_number(cell) for cell, _ in texts)):
        return False
    worded = [text for cell, text in texts if is_worded(cell)]
    exact = {text: heading for text in worded if (heading := reader.read(kind, text, whole=True)).exact}
    if grid.turned and len(texts) == len(worded) <= 3 and any(heading.by_year_only for heading in exact.values()):
        return True  # items across and a single year down
    first, *others = exact.values() or (Heading("", ()),)
    if len(texts) == _PAIR and first.fields[:1] == ("year",) and any(other.by_year_only for other in others):
        return False  # 数据年度 | 2020年: a label and its value
    named = [text for text, heading in exact.items() if set(heading.fields) & {*NAME_LIKE}]
    exact = exact if named else {text: heading for text, heading in exact.items() if not is_day(text)}  # 填报日期 | 2020-12-31
    told = {text: reader.read(kind, text) for text in worded if text not in exact}
    dated = (
        {text for text, heading in told.items() if heading.year is not None and (heading.fields or not _AMID.search(text))} if named else ()
    )
    if len(exact) + bool(dated) < 2 or all(heading.place or "reporter" in heading.fields for heading in exact.values()):
        return False  # 填报单位 | 普陀区
    known = len(exact) + sum(text in dated or bool(heading.fields) for text, heading in told.items())
    return known * 2 >= len(texts)


def _is_of_labels(texts: list[str], reader: HeadingReader) -> bool:
    """Is a line one of labels and their values: 填报单位:市水利局 | 2020年 | 有效期至: | 2022年1月; not 单位:亿元 | 2020年."""
    labels = [text for text in texts if ":" in even(text)]
    inline = any(not even(text).endswith(":") for text in labels)
    return (inline and len(labels) > 1) or is_line_of_pairs(texts, reader.vocabulary)


def is_number(cell: Cell) -> bool:
    """Is it a number that is no year or month: it stands in a row of data."""
    return isinstance(cell.value, Decimal) and not is_worded(cell)


def _spread(grid: Grid, line: int, kind: str, reader: HeadingReader, finder: SubjectFinder, after: int) -> tuple[int, ...]:
    lines = [line]
    known = [place for place in grid.owned(line) if reader.read(kind, grid.text(line, place)).exact]
    bottom = max((depth for place in known if (depth := grid.depth(line, place)) < line + _DEEPEST), default=line)
    for upper in grid.above(line):
        if (
            upper <= after
            or lines[0] - upper != 1
            or len(lines) >= _DEEPEST
            or not groups_headings(grid, upper, line, finder, kind, reader)
        ):
            break
        lines.insert(0, upper)
    for lower in grid.below(line):
        if len(lines) >= _DEEPEST or lower - lines[-1] != 1:
            break
        if lower > bottom and not _refines_headings(grid, lower, lines[-1], kind, reader, finder):
            break
        lines.append(lower)
    return tuple(lines)


def groups_headings(grid: Grid, upper: int, line: int, finder: SubjectFinder, kind: str, reader: HeadingReader) -> bool:
    """Does the line above hold headings over several headings: 近三年完成情况 over the years."""
    owned = grid.owned(upper)
    texts = [grid.text(upper, place) for place in owned]
    named = any(
        _NUMBERED.match(even(text)) or finder.names(kind, text) or finder.known(text) or finder.known(bare_title(text)) for text in texts
    )
    if named or any(len(text) > LONGEST_HEADING or ":" in even(text) or chosen_of(text) != text for text in texts):
        return False
    if any(not is_worded(cell) or is_amount(cell) for place in owned if (cell := grid.own(upper, place))):
        return False
    labelled = reader.vocabulary.label(texts[0].rstrip(":：")) is not None and all(grid.area(upper, place) is None for place in owned)
    labelled = labelled and not (len(texts) > _PAIR and all(reader.read(kind, text, whole=True).by_year_only for text in texts[1:]))
    if labelled or is_signature_line(texts, reader.vocabulary) or (len(texts) == 2 and is_day(texts[1]) and not grid.area(upper, owned[1])):
        return False
    if len(texts) == _PAIR and _OF_UNITS.match(texts[1]) and not any(grid.area(upper, place) for place in owned):
        return False  # 2020年12月 | 计量单位见栏内: a title and its remark
    headed = grid.owned(line)
    whole = any(grid.span(upper, place)[0] <= headed[0] and grid.span(upper, place)[1] >= headed[-1] for place in owned)
    return not whole and (len(owned) >= 2 or grid.depth(upper, owned[0]) >= line)


def _refines_headings(grid: Grid, lower: int, upper: int, kind: str, reader: HeadingReader, finder: SubjectFinder) -> bool:
    """Does the next line hold headings too: years under 近三年完成情况."""
    owned = grid.owned(lower)
    under_wide = [place for place in owned if grid.span(upper, place)[0] != grid.span(upper, place)[1]]
    if len(owned) < 2 and not under_wide:
        return False
    read: dict[int, Heading] = {}
    for place in owned:
        cell, text = grid.at(lower, place), grid.text(lower, place)
        if cell is None or not is_worded(cell) or finder.knows(kind, text) or finder.known(text):
            return False
        read[place] = reader.read(kind, text)
    strange = [place for place, heading in read.items() if heading.share < _LEAST_SHARE]
    years = [place for place in under_wide if read[place].by_year_only]
    left = len(years) >= _YEARS and all(place < years[0] for place in strange)  # 事项 | 计 | 2019 | 2020 | 2019 | 2020 under the places
    return not strange or left or _divides_years(grid, lower, upper, kind, reader)


def _divides_years(grid: Grid, lower: int, upper: int, kind: str, reader: HeadingReader) -> bool:
    """Does the next line hold what a year above it is divided into: 产生量 | 处置量 | 处置率, with numbers below and no name beside."""
    owned, heads = grid.owned(lower), grid.owned(upper)
    years = [place for place in heads if reader.read(kind, grid.text(upper, place)).year is not None]
    below = grid.below(lower)
    if not years or not below or owned[0] < years[0] or any(len(grid.text(lower, place)) > LONGEST_HEADING for place in owned):
        return False
    if any(place not in years and grid.own(upper, place) is not None for place in owned):
        return False  # a heading of its own stands over it: these are data
    return len(owned) >= 2 and any(isinstance(cell.value, Decimal) for place in owned if (cell := grid.own(below[0], place)))


def _skip_column_numbers(grid: Grid, line: int) -> int:
    below = grid.below(line)
    if below and below[0] - line == 1:
        texts = [grid.text(below[0], place) for place in grid.owned(below[0])]
        digits = [number for text in texts if (number := read_count(even(text).strip("() "))) is not None]
        counted = all(later - earlier == 1 for earlier, later in pairwise(digits))
        if len(texts) >= 3 and all(is_column_number(text) for text in texts) and len(set(texts)) == len(texts) and counted:
            return below[0]
    return line


def _levels(grid: Grid, lines: tuple[int, ...], place: int) -> list[str]:
    """List the headings over a place, top to bottom; a heading that is not merged spreads over the years right of it."""
    texts = [grid.text(line, place) for line in lines]
    for index, line in enumerate(lines[:-1]):
        if texts[index] or not any(texts[index + 1 :]):
            continue
        for left in range(place - 1, max(place - 12, 0), -1):
            if grid.own(line, left) is not None:
                area = grid.area(line, left)
                if area is None and any(grid.own(lower, left) for lower in lines[index + 1 :]):
                    texts[index] = grid.text(line, left)
                break
            if not any(grid.own(lower, left) for lower in lines[index + 1 :]):
                break
    return texts


def cut(
    grid: Grid, lines: tuple[int, ...], kind: str, reader: HeadingReader, end: int | None, anchor: int | None = None
) -> Iterator[tuple[tuple[int, ...], tuple[Heading, ...]]]:
    """Cut the band where a table ends and its neighbour begins; one that is known by its `anchor` needs no heading that says anything."""
    data_lines = [line for line in grid.below(lines[-1]) if end is None or line < end]
    filled = {place for line in data_lines for place in grid.owned(line)}
    levels = {place: _levels(grid, lines, place) for place in grid.places[:_WIDEST]}
    places = [place for place, texts in levels.items() if any(texts) or place in filled]
    if grid.turned:  # titles above the first heading, signatures below the last
        places = [place for place in places if _is_row(grid, place, reader)]
        headed = [place for place in places if combine(kind, levels[place], reader).fields or (anchor is not None and place in filled)]
        places = [place for place in places if headed and place <= headed[-1]]
    groups: list[list[int]] = []
    for place in places:
        texts = [text for text in levels[place] if text]
        counts = any((cell := grid.own(line, place)) and is_number(cell) for line in data_lines)
        if (
            not groups
            or _repeats(levels, groups[-1], texts, kind, reader, counts=counts)
            or _stands_apart(levels, groups[-1], place, texts, reader)
        ):
            groups.append([])
        groups[-1].append(place)
    for group in groups:
        headings = beside_months([_headed(grid, kind, lines, place, levels[place], reader) for place in group])
        headings = short_years(kind, headings, reader)
        if anchor in group if anchor is not None else any(heading.fields for heading in headings):
            yield tuple(group), headings


def _headed(grid: Grid, kind: str, lines: Sequence[int], place: int, levels: list[str], reader: HeadingReader) -> Heading:
    """Read the headings over a place; where they say nothing, the comments on them."""
    heading = combine(kind, levels, reader)
    told = [without_author(cell.comment) for line in lines if (cell := grid.own(line, place)) and cell.comment]
    return combine(kind, [*levels, *told], reader) if told and not heading.fields else heading


def _is_row(grid: Grid, place: int, reader: HeadingReader) -> bool:
    """Is a row of a turned table one of its own, not a title over it or a signature under it."""
    known = grid.found["row"]
    if place not in known:
        texts = [grid.text(line, place) for line in grid.columns.get(place, ())]
        known[place] = len(texts) > 1 and not is_signature_line(texts, reader.vocabulary)
    return known[place]


def _repeats(levels: dict[int, list[str]], group: list[int], texts: list[str], kind: str, reader: HeadingReader, *, counts: bool) -> bool:
    """Does the first naming heading of this table come again: a second table beside it, under the same headings.

    A heading of names over a column that `counts` is none: 分项量.
    """
    if not texts:
        return False
    own = combine(kind, texts, reader)
    naming = {"number", "title", "year"} if counts else {*NAME_LIKE, "number", "title", "year"}
    if not set(own.fields) & naming:
        return False
    key = word_key(texts[-1])
    earlier = [place for place in group if any(levels[place]) and word_key([text for text in levels[place] if text][-1]) == key]
    if not earlier:
        return False
    between = [place for place in group if place > earlier[-1]]
    return any(word_key("".join(levels[place])) != word_key("".join(levels[earlier[-1]])) for place in between)


def _stands_apart(levels: dict[int, list[str]], group: list[int], place: int, texts: list[str], reader: HeadingReader) -> bool:
    """Is there an empty place before it, and does it begin a table of some kind, be it by the words with which this one begins."""
    if place - group[-1] < 2 or not texts:
        return False
    first = [text for text in levels[group[0]] if text][-1:]
    return first == texts[-1:] or any(
        set(combine(kind, texts, reader).fields) & {"number", "name", "title", "code", "domain"} for kind in KINDS
    )

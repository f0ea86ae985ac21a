"""Tables found by what they hold: names of the plan down a column (or, by a turned grid, across a row), whatever stands over them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from ecoreport.language import patterns as re
from ecoreport.language.units import parse_unit
from ecoreport.language.widths import even, fold
from ecoreport.recognition.bands import Band, cut, groups_headings, may_head, title_of
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import LONGEST_HEADING, Heading, HeadingReader, is_amount, is_period_number, is_worded
from ecoreport.recognition.labels import is_signature_line
from ecoreport.recognition.measures import is_period
from ecoreport.recognition.subjects import SubjectFinder, is_total

_MOST = 20  # columns of names, of one sheet
_DEEPEST = 4  # lines of headings
_GAP = 2  # lines from the rows of a table to the names below an empty line, which sum them up
_PAIR = 2  # cells: a name and what is said of it
_BRACKET = re.compile(r"\([^()]*\)$")
_BOUNDED = re.compile(r"(?:[≥≤><=]|不[超低高大小少多]于?过?|[高低大小多少]于)\s*\d+(?:\.\d+)?.{0,8}")  # 不超过0.17
_LEAST_YEARS = 2  # that make a column of years


def find_anchored(grid: Grid, kind: str, reader: HeadingReader, finder: SubjectFinder) -> Iterator[Band]:
    """Find the tables whose items are named down a column; their headings are what stands right over the first of them."""
    heads = [line for line in grid.lines if may_head(grid, line, kind, reader)]
    naming = _across(grid, list(_naming(grid, kind, reader, finder))) if grid.turned else list(_naming(grid, kind, reader, finder))
    dated = list(_dated(grid, reader)) if kind == "indicator" else []
    for index, (place, named) in enumerate((*naming, *dated)):
        right = naming[index + 1][0] if index + 1 < len(naming) else None
        for run, above in _runs(named, heads):
            first = _first_like(grid, run[0], kind, reader)
            lines = _heads_over(grid, first, kind, reader, finder, None if grid.turned or first == run[0] else place) or _labels_of_parts(
                grid, run[0], place, kind, reader, finder
            )
            below = next((line for line in heads if line > run[-1]), None)
            end = title_of(grid, below, run[-1], reader, finder) if below else run[-1] + 1 if (place, named) in dated else None
            for places, headings in cut(grid, lines, kind, reader, end, place) if lines else ():
                fields = set(headings[places.index(place)].fields)
                labels = (place, named) in dated and fields - {"year"}  # 计量单位 and 目标值 over 2018年: labels of a card
                if not labels and (above not in lines or not fields & {"name", "part", "content"}):
                    after = next((line for line in reversed(heads) if line < lines[0]), None)  # its own line may be one of headings
                    yield Band(lines, lines[-1], places, headings, end, after=after, anchor=place)
            across = (
                not grid.turned
                and (place, named) in dated
                and any(finder.knows(kind, grid.text(run[0] - 1, each)) for each in grid.owned(run[0] - 1) if each != place)
            )
            if not lines and above is None and kind == "indicator" and not across:  # items that stand across over years are read turned
                left = place if index else 0
                within = (each for each in grid.places if left <= each and (right is None or each < right))
                places = tuple(each for each in within if any(grid.own(line, each) for line in run))
                yield Band((run[0] - 1,), run[0] - 1, places, (Heading("", ()),) * len(places), _end(grid, run[-1], place), anchor=place)


def _end(grid: Grid, last: int, place: int) -> int:
    """Find the line after the last item's: beside a name with values, further lines that say more of it stand right below, without one."""
    for line in grid.below(last) if len(grid.owned(last)) > 1 and not grid.turned else ():
        if line != last + 1 or grid.owned(line)[0] <= place:
            break
        last = line
    return last + 1


def _runs(named: Sequence[int], heads: Sequence[int]) -> Iterator[tuple[list[int], int | None]]:
    """Part the lines of names where the headings of another table stand between them; with the last such line above each run."""
    runs: dict[int | None, list[int]] = {}
    for line in named:
        at = bisect_left(heads, line)
        runs.setdefault(heads[at - 1] if at else None, []).append(line)
    return ((run, above) for above, run in runs.items())


def _naming(grid: Grid, kind: str, reader: HeadingReader, finder: SubjectFinder) -> Iterator[tuple[int, list[int]]]:
    """List the columns in which the plan's names stand, most of what is written there, and the lines of these."""
    tried = 0
    for place, held in grid.columns.items():
        texts = [line for line in held if (cell := grid.own(line, place)) and isinstance(cell.value, str)]
        telling = {line for line in texts if reader.read(kind, grid.text(line, place), whole=True).exact}  # 2019年, 完成值 under an item
        named = [
            line for line in texts if _knows(grid.text(line, place), kind, reader, finder) and not _heads(grid, line, place, kind, reader)
        ]
        if kind == "task":  # names that indicators share prove nothing without the task's number
            numbered = {line for line in named if finder.task(grid.text(line, place)).how == "number_and_name"}
            named = [line for line in named if line in numbered or not finder.knows("indicator", grid.text(line, place))]
        if named and len(named) * 2 >= sum(named[0] <= line <= named[-1] and line not in telling for line in texts) and tried < _MOST:
            tried += 1
            yield place, named


def _knows(text: str, kind: str, reader: HeadingReader, finder: SubjectFinder) -> bool:
    """Does the plan know a name, be it behind a county's: 岱山县2020年集中式饮用水水源地水质优良比例."""
    if finder.knows(kind, text) or kind != "indicator" or reader.places is None:
        return finder.knows(kind, text)
    place = reader.places.of(text)
    return place is not None and place.kind == "region" and finder.known(text.replace(place.words, "", 1)) is not None


def _heads(grid: Grid, line: int, place: int, kind: str, reader: HeadingReader) -> bool:
    """Does a line of one word beside what looks like a name say how a column is headed: 物种保护(2020年) | 结果."""
    beside = [] if grid.turned or line != grid.lines[0] else grid.owned(line)
    others = [grid.text(line, each) for each in beside if each != place] if len(beside) == _PAIR else []
    heading = reader.read(kind, others[0], whole=True) if others else None
    return heading is not None and heading.exact and heading.fields[0] == "actual" and not heading.by_year_only


def _across(grid: Grid, naming: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    """Leave out rows that name one item among other cells, where other rows name theirs in the same column: those go down."""
    rows = Counter(line for _, named in naming for line in named)
    return [(place, named) for place, named in naming if len(named) > 1 or rows[named[0]] == 1 or len(grid.columns[place]) == 1]


def _dated(grid: Grid, reader: HeadingReader) -> Iterator[tuple[int, list[int]]]:
    """List the columns of years or of parts of one, and their lines: whose values stand beside them, the table's title says."""
    for place, held in grid.columns.items():
        years = [line for line in held if (cell := grid.own(line, place)) and is_worded(cell) and _is_year(grid.text(line, place), reader)]
        if len(years) >= _LEAST_YEARS and len(years) * 2 >= sum(years[0] <= line <= years[-1] for line in held):
            yield place, years
            return


def _is_year(text: str, reader: HeadingReader) -> bool:
    heading = reader.read("indicator", text, whole=True)
    return (heading.by_year_only and heading.year is not None) or is_period(fold(text), reader.period)


def _first_like(grid: Grid, named: int, kind: str, reader: HeadingReader) -> int:
    """Find the first of the rows right above one that names an item that hold numbers where it does: classes over 达到或优于Ⅲ类.

    Tasks with their states, told in two cells as the item is, are such rows too.
    """
    first, numbers = named, _numbers(grid, named)
    for line in grid.above(named):
        same = _numbers(grid, line) & numbers
        texts = [] if same else [grid.text(line, place) for place in grid.owned(line)]
        told = kind == "indicator" and _is_told(texts, kind, reader)
        if line == first - 1 and told:
            first = line
            continue
        far = first - line > (_GAP if first == named else 1)
        if far or not same or (len(same) * 2 < len(_numbers(grid, line) | numbers) and same != numbers):
            break
        first = line
    return first


def _numbers(grid: Grid, line: int) -> set[int]:
    return {place for place in grid.owned(line) if (cell := grid.own(line, place)) and is_amount(cell) and not grid.explains(cell)}


def _heads_over(grid: Grid, first: int, kind: str, reader: HeadingReader, finder: SubjectFinder, place: int | None) -> tuple[int, ...]:
    """Find the headings over the first row; over rows of parts, whose whole stands in `place`, a heading may bear its name too."""
    lines: list[int] = []
    for line in grid.above(first):
        near = (lines[0] if lines else first) - line <= (1 if lines else 2)  # an empty line may part the headings from their rows
        if not near or len(lines) == _DEEPEST or not _may_head(grid, line, grid.owned(line), kind, reader, finder, place):
            break
        if lines and not groups_headings(grid, line, lines[0], finder, kind, reader):
            break
        lines.insert(0, line)
    while len(lines) > 1 and kind == "indicator" and _lists_words(grid, lines[0], lines[-1], kind, reader):
        lines.pop()
    return tuple(lines)


def _lists_words(grid: Grid, head: int, line: int, kind: str, reader: HeadingReader) -> bool:
    """Is the lowest of what seem to be headings a row under the first, with data in its words: 虹桥水库 | Ⅱ under 水源地 | 2020年类别."""

    def known(of: int) -> bool:
        return any(
            (heading.fields and not heading.place) or heading.year
            for place in grid.owned(of)
            if (heading := reader.read(kind, grid.text(of, place)))
        )

    return not grid.turned and grid.owned(head) == grid.owned(line) and known(head) and not known(line)


def _labels_of_parts(grid: Grid, first: int, place: int, kind: str, reader: HeadingReader, finder: SubjectFinder) -> tuple[int, ...]:
    """Take the first line of items that stand across for their headings, though counts stand between, where a total is among them: 合计."""
    line = grid.lines[0] if grid.turned else first
    places = [each for each in grid.owned(line) if each >= place] if line < first else []
    totals = any(is_total(grid.text(line, each), reader.vocabulary.words["total"]) for each in places)
    return (line,) if totals and _may_head(grid, line, places, kind, reader, finder) else ()


def _may_head(
    grid: Grid, line: int, places: Sequence[int], kind: str, reader: HeadingReader, finder: SubjectFinder, naming: int | None = None
) -> bool:
    """Is a line one of short words side by side, none of them (or not the one in `naming`) a name, a number or a label with its value."""
    cells = [cell for place in places if (cell := grid.own(line, place))]
    texts = [grid.text(line, place) for place in places]
    if (
        len(cells) < 2
        or any((is_amount(cell) or not is_worded(cell)) and not grid.explains(cell) for cell in cells)
        or (any(map(is_period_number, cells)) and any(len(text) > 1 and parse_unit(text) for text in texts))  # 采购额 | 万元 | 1950
        or is_signature_line(texts, reader.vocabulary)
        or any(_BOUNDED.fullmatch(even(text)) for text in texts)
        or (kind == "indicator" and _is_told(texts, kind, reader))
    ):
        return False
    if any(len(text) > LONGEST_HEADING or ":" in even(text) for text in texts):
        return False
    return not any(finder.names(kind, grid.text(line, place)) for place in places if naming in (None, place))


def _is_told(texts: Sequence[str], kind: str, reader: HeadingReader) -> bool:
    """Is a line one of a task, or whatever no heading is called by, and its state: 海岸线整治修复工程 | 已完成."""
    if len(texts) != _PAIR or reader.read(kind, texts[0]).fields:
        return False
    return reader.vocabulary.task_status(_BRACKET.sub("", even(texts[1])), reader.period) is not None

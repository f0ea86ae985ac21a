"""Where a sheet's tables stand: under headings, upright or turned, or with none but names in one column and values beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from ecoreport.language.clauses import names_stage
from ecoreport.language.widths import bare_key, fold
from ecoreport.model import Scope
from ecoreport.model.layout import RecordKind, written
from ecoreport.recognition.anchors import find_anchored
from ecoreport.recognition.assignment import settle
from ecoreport.recognition.bands import Band, find_bands, is_number
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.choices import read_either
from ecoreport.recognition.columns import Column, assign_columns, guess_values, holds_years
from ecoreport.recognition.comments import with_comments
from ecoreport.recognition.corner import of_the_title, over_years, read_corner
from ecoreport.recognition.cornered import corner_item, find_cornered
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import NAME_LIKE
from ecoreport.recognition.joined import with_joined
from ecoreport.recognition.kinds import narrowed, table_of_text
from ecoreport.recognition.measures import find_measures, holds_periods, with_periods
from ecoreport.recognition.morphemes import AMOUNT, leans_to
from ecoreport.recognition.overlap import with_title_named_by
from ecoreport.recognition.rivals import held_against_date, held_against_exact, held_against_notes, of_the_year
from ecoreport.recognition.rows import Rows
from ecoreport.recognition.signs import is_mark, said_by
from ecoreport.recognition.subjects import SubjectFinder
from ecoreport.recognition.titles import Title, read_titles, task_over
from ecoreport.recognition.walk import Walk

_LAST_ROW = 1 << 21  # of any sheet
_PARTS = 2  # columns of other numbers that show how a value was made
_TAIL = 3  # characters with which a heading and a name end alike: 数比例
_LONGEST_STATE = 8  # characters: 未销号(推进中)
_HEADED, _BARE = 0.8, 0.4  # of what a table is worth that is known by its names, under headings or without


def find_tables(grid: Grid, kind: RecordKind, setting: Setting, finder: SubjectFinder) -> Iterator[Block]:
    """Read a sheet as tables of one kind, upright or (by a turned grid) with the items across."""
    anchored = find_anchored(grid, kind, setting.reader, finder) if kind in ("indicator", "task") else ()
    cornered = find_cornered(grid, setting.reader, finder) if kind == "indicator" else ()
    for band in (*find_bands(grid, kind, setting.reader, finder), *anchored, *cornered):
        title = _title(grid, band, setting, finder)
        columns = with_comments(_columns(grid, kind, band, setting, finder), grid, band, setting)
        if kind == "indicator" and title.subject is None and (dated := over_years(grid, band, columns, finder, setting.reader)):
            subject, columns, band = dated  # noqa: PLW2901 — its lines end with the years
            title = replace(title, subject=subject)
        elif kind == "indicator" and (corner := corner_item(grid, band, columns, finder, setting.reader, titled=title.subject is not None)):
            title, columns = replace(title, subject=corner[0] or title.subject), corner[1]
        if kind == "indicator":
            columns = with_periods(columns, grid, band, setting.year, setting.vocabulary.words["total"])
            columns = with_joined(columns, grid, band, setting.reader)
            if band.headed:
                title, columns = with_title_named_by(grid, band, columns, title, finder)
                columns = held_against_exact(_add_titled_column(columns, band, title, finder), setting.vocabulary)
            columns = settle(grid, band, columns, finder, setting, title)
            title = _borne_out(title, columns, finder)
            columns = held_against_notes(columns, title.notes, setting.vocabulary)
            columns = held_against_date(columns, title, setting)
        elif kind == "task":
            title = replace(title, subject=None if grid.turned else task_over(grid, band.lines[0], finder))
            columns = of_the_year(_with_amounts(_with_states(columns, grid, band, setting), grid, band), setting.year)
        measures = find_measures(grid, band, columns, finder, setting) if kind == "indicator" else None
        if kind == "indicator" and title.subject is None and (named := read_corner(grid, band, columns, finder, setting)):
            title, measures = replace(title, subject=named[0]), named[1]
        if kind == "indicator" and title.subject is not None and measures is None:
            measures = of_the_title(grid, band, columns, title.subject, finder, setting)
        columns = measures.beside(columns) if measures else columns
        rows = Rows(grid, kind, setting, band, columns, title, measures)
        block = read_either(rows, partial(_read, finder=finder))
        if block and band.anchor is not None:  # a heading that is known knows better
            block.score = _HEADED * block.score if band.headed else _BARE * block.score - 1
        if block:
            names = [column.heading for column in columns if column.field == "name"]
            block.named = any(table_of_text(heading, setting.vocabulary) == kind for heading in names)
        if block and (band.anchor is None or any(len(record.slots) > 1 for record in block.records)):
            yield block


def _title(grid: Grid, band: Band, setting: Setting, finder: SubjectFinder) -> Title:
    if grid.turned:
        return read_titles(grid, band.places[0], setting, finder, after=0, below=range(band.places[-1] + 1, _LAST_ROW))
    first = band.lines[0] if band.headed else band.last_line + 1
    below = range(band.last_line + 1, band.end or _LAST_ROW)
    return read_titles(grid, first, setting, finder, (band.left, band.places[-1]), band.after, below)


def _borne_out(title: Title, columns: tuple[Column, ...], finder: SubjectFinder) -> Title:
    """Take the item that a title may mean for surely meant where the values' heading ends as its name: 培训统计, 参训人数比例."""
    if title.subject is None or title.subject.id is None or title.subject.how != "similarity":
        return title
    name = bare_key(finder.matcher.items.name(title.subject.id))
    heads = [bare_key(column.heading) for column in columns if column.field == "actual"]
    ends = bool(heads) and all(len(head) > _TAIL and name.endswith(head[-_TAIL:]) for head in heads)
    return replace(title, subject=replace(title.subject, how="variant")) if ends else title


def _columns(grid: Grid, kind: RecordKind, band: Band, setting: Setting, finder: SubjectFinder) -> tuple[Column, ...]:
    """Give the places their fields, by headings where there are any; where the names stand is known of a table that was found by them."""
    if band.anchor is None:
        return assign_columns(grid, kind, band, finder)
    data = band.data(grid)
    columns = {column.place: column for column in assign_columns(grid, kind, band, finder)}
    dated = holds_periods(grid, band.anchor, data, setting.year)
    if dated or holds_years(grid, band.anchor, data):
        columns[band.anchor] = Column(band.anchor, "period" if dated else "year")  # of the title's item
    elif not band.headed or not any(column.field in ("name", "part", "content") for column in columns.values()):
        columns[band.anchor] = Column(band.anchor, "name", year=band.heads[band.anchor].year, guessed=band.headed)
    columns |= {column.place: column for column in guess_values(grid, kind, band, list(columns.values()), finder, setting.reader)}
    return tuple(columns[place] for place in sorted(columns))


def _with_states(columns: tuple[Column, ...], grid: Grid, band: Band, setting: Setting) -> tuple[Column, ...]:
    known = {column.place: column for column in columns}
    known |= {column.place: column for column in _states(grid, band, known, setting)}
    return tuple(known[place] for place in sorted(known))


def _with_amounts(columns: tuple[Column, ...], grid: Grid, band: Band) -> tuple[Column, ...]:
    """Take amounts under headings that no list knows for what is to be done, or was, as their morphemes lean: 计划 | 完成."""
    taken, roles = {column.place for column in columns}, {"actual": "quantity", "target": "goal_number"}
    told = [
        Column(place, roles[leans], heading.text, heading.year, heading.unit)
        for place, heading in band.heads.items()
        if place not in taken and (leans := leans_to(heading.text)) and _holds_amounts(grid, place, band)
    ]
    return tuple(sorted((*columns, *told), key=lambda column: column.place))


def _holds_amounts(grid: Grid, place: int, band: Band) -> bool:
    texts = [fold(written(cell)) for cell in grid.down(place, band.data(grid))]
    return bool(texts) and all(map(AMOUNT.fullmatch, texts))


def _states(grid: Grid, band: Band, columns: Mapping[int, Column], setting: Setting) -> Iterator[Column]:
    """Find the columns that nothing is known about whose words, or else whose heading's, say how far a task is: 做完, 是否销号."""
    fields, found = {column.field for column in columns.values()}, band.anchor is not None
    reported = bool(fields & {"done", "progress"})
    heads = {place: heading for place, heading in band.heads.items() if place not in columns}
    known = {place: setting.reader.read("indicator", head.text, whole=True).fields for place, head in heads.items()}
    dated = {place for place, told in known.items() if told == ("partial",) and leans_to(heads[place].text) != "target"}  # 按12月时序判定
    open_heads = {place: head for place, head in heads.items() if not known[place] or place in dated}
    texts = {place: [said_by(cell) for cell in grid.down(place, band.data(grid))] for place in open_heads}
    told = {place: sum(setting.vocabulary.task_status(text, setting.year) is not None for text in texts[place]) for place in texts}
    telling = any(told[place] * 2 >= len(texts[place]) > 0 for place in texts)
    for place, heading in open_heads.items() if "status" not in fields else ():
        if not texts[place]:
            continue
        plain = (
            told[place] == len(texts[place]) and not names_stage(heading.text) and all(len(text) <= _LONGEST_STATE for text in texts[place])
        )
        says = told[place] * 2 >= len(texts[place]) if telling else leans_to(heading.text) == "actual"
        if plain and ((found and not reported) or not any(map(is_mark, texts[place]))):
            yield Column(place, "status", heading.text, heading.year, guessed=found)
        elif not reported and ((found and says) or (told[place] == len(texts[place]) > 1 and leans_to(heading.text) != "target")):
            yield Column(place, "done", guessed=found)


def _read(rows: Rows, finder: SubjectFinder) -> Block | None:
    if not rows.are_of_their_kind():
        return None
    told = [(column.field, column.heading, column.year) for column in rows.columns]
    told += [("", each.text, each.year) for each in rows.band.headings if rows.kind == "task" or not each.fields]  # 1-12月累计; 满分
    scope = narrowed(rows.title.scope, told, rows.setting.vocabulary, calculated=_shows_how(rows))
    if scope.elsewhere and _sets_us_apart(rows):
        scope = replace(scope, elsewhere=None)
    rows = replace(rows, title=replace(rows.title, scope=scope))
    headings = rows.headings()
    block = Block(rows.kind, rows.grid.sheet.name, rows.band.lines[0], last_row=rows.band.last_line, turned=rows.grid.turned)
    if rows.grid.turned:
        block.first_row = block.last_row = min((cell.row for cell in headings), default=1)
    block.known = sum(heading.exact for heading in rows.band.headings)
    block.headings.update(cell.address for cell in headings)
    return Walk(rows, finder, block).read()


def _shows_how(rows: Rows) -> bool:
    """Does a table show what its values are calculated of: lines of parts, or columns of other numbers beside them."""
    lines, used = rows.band.sample(rows.grid), {column.place for column in rows.columns}
    others = [place for place in rows.band.places if place not in used and any(map(is_number, rows.grid.down(place, lines)))]
    return (rows.measures is not None and bool(rows.measures.made)) or len(others) >= _PARTS


def _sets_us_apart(rows: Rows) -> bool:
    """Is our own column headed by our name, beside others': 宁波 | 舟山 | 台州 under 沿海四市 is ours."""
    places = rows.setting.matcher.places
    values = [column for column in rows.columns if column.field == "actual" and column.scope == Scope()]
    told = [places.of(column.heading.rsplit("/", maxsplit=1)[-1]) for column in values]
    others = any(column.scope.elsewhere for column in rows.columns)
    return others and bool(told) and all(place is not None and places.names_us(place) for place in told)


def _add_titled_column(columns: tuple[Column, ...], band: Band, title: Title, finder: SubjectFinder) -> tuple[Column, ...]:
    """Take the column that is headed by the very item of the title for its values: 年份 | 绿色贷款 under 绿色贷款余额情况表."""
    if title.subject is None or any(column.field in ("actual", *NAME_LIKE) for column in columns):
        return columns
    taken = {column.place for column in columns}
    for place, heading in band.heads.items():
        if place not in taken and finder.known(heading.text) == title.subject.id:
            return tuple(sorted((*columns, Column(place, "actual", heading.text, heading.year, heading.unit)), key=lambda each: each.place))
    return columns

"""Which field each column of a table holds: by its heading, and by what stands in it where the heading says too little."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.numerals import read_count
from ecoreport.language.periods import is_short_year, read_month, take_out_year
from ecoreport.language.units import parse_unit
from ecoreport.language.widths import fold, word_key
from ecoreport.matching import split_name
from ecoreport.matching.ownership import heads_location, heads_no_owner
from ecoreport.matching.places import Place
from ecoreport.model import Cell, Scope
from ecoreport.model.layout import written
from ecoreport.recognition.bands import Band
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import NAME_LIKE, Heading, HeadingReader
from ecoreport.recognition.scope import place_scope
from ecoreport.recognition.subjects import SubjectFinder
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

_ASIDE = ("", "unit", "notes", "remark", "group", "domain", "departments")  # fields under whose headings places may stand: 单位
_DECEMBER = 12
_SEVERAL = 2  # counties
_CODE = 6  # digits of a place's code
_NO_UNIT = frozenset("-—/")
_CORNERS = ("region", "unit", "departments")  # what a corner says of the lines, or the columns, beside it
_LONGEST_OFFICES = 60  # characters of a list of departments
_COUNTED = re.compile(r"[\u4e00-\u9fff]{1,3}\d{1,2}")  # 卡2: the label of a card is no answer
_PROSE = ("情况", "现状", "结果", "情况说明")


SEATS = frozenset(("市本级", "本级", "市级"))
OF_TABLE = Scope()  # of a column whose headings say no more than the table


@dataclass(frozen=True, slots=True)
class Column:
    place: int
    field: str
    heading: str = ""
    year: int | None = None
    unit: str | None = None
    guessed: bool = False  # by its content alone
    names: bool = True  # names of the plan do stand in it
    loose: bool = False  # only a year, or where it stands, speaks for its holding values
    scope: Scope = OF_TABLE  # what its headings say of its numbers; other than nothing, they make records of their own
    inner: str = "actual"  # the field that they have in these
    piece: tuple[int, int] | None = None  # which of how many values that stand in each of its cells


def assign_columns(grid: Grid, kind: str, band: Band, finder: SubjectFinder) -> tuple[Column, ...]:
    """Give every place of a band its field; places that nothing is known about are left out."""
    lines = band.sample(grid)
    columns: list[Column] = []
    for place, heading in band.heads.items():
        field = _field(grid, kind, place, heading, lines, finder, band)
        if field in _ASIDE and kind == "indicator" and not heads_no_owner(heading.text):
            lies = heads_location(heading.text)  # 所在地 is whose a row is only where the whole city stands there too
            whose = _holds_regions(grid, place, lines, finder, whole=bool(field) or lies)
            field = "region" if whose else "notes" if lies else field
        elif heading.by_year_only and kind == "indicator" and _lists_regions(grid, place, lines, finder):
            field = "region"  # 2020年 over 定海区, 普陀区, 全市
        if field == "quantity" and all(isinstance(cell.value, date) for cell in grid.down(place, lines)):
            field = "notes"  # 实际完成: the day
        if field == "unit" and _by_contents(grid, place, lines, finder, band) == "departments":
            field = "departments"  # 来电单位
        if field == "unit" and kind == "indicator" and not heads_no_owner(heading.text) and _holds_others(grid, place, lines, finder):
            field = "region"  # 来稿单位: bodies of other places
        if field in _CORNERS and holds_years(grid, place, lines):
            field = "year"  # 地区, 单位 merged down over the years that stand below it
        if not field and (kind == "indicator" or not heading.text) and not heading.fields and heading.year is None:
            field = _by_contents(grid, place, lines, finder, band)
        if field:
            columns.append(headed(place, field, heading))
        elif kind == "indicator" and not heading.fields and _is_ours_beside(heading, band, finder) and holds_numbers(grid, place, lines):
            columns.append(Column(place, "actual", heading.text, heading.year, heading.unit))
        elif kind == "indicator" and _is_area_beside(heading, band, finder) and holds_numbers(grid, place, lines):
            columns.append(headed(place, "region", replace(heading, place=_area(heading))))
    columns = _find_names(grid, kind, band, columns, lines, finder)
    columns = _find_years(grid, kind, band, columns, lines)
    columns = [replace(each, names=share_of_names(grid, kind, each.place, lines, finder) > 0) for each in columns]
    columns = _without_seat(columns, finder) if kind == "indicator" else columns
    columns = _settle_values(grid, kind, _settle_corrections(columns, finder.matcher.vocabulary), lines)
    return tuple(_without_points(grid, band, columns, lines, finder.matcher.vocabulary) if kind == "indicator" else columns)


def _by_contents(grid: Grid, place: int, lines: Sequence[int], finder: SubjectFinder, band: Band) -> str:
    """Tell a column without a known heading by what stands in it, other than values: units, offices, numbers."""
    cells = grid.down(place, lines)
    texts = [written(cell) for cell in cells]
    if not texts:
        return ""
    counted = [read_count(text.strip("、.()（）")) for text in texts]
    if counted == list(range(1, len(texts) + 1)) and len(texts) > 1:
        return "number"
    if (
        band.anchor is not None
        and place < band.anchor
        and not band.heads[place].unit
        and all(text.replace(".", "").isdecimal() for text in texts)
    ):
        return "number"
    if holds_years(grid, place, lines):
        return "year"
    if any(is_numeric(cell) for cell in cells):
        return ""
    if all(text in _NO_UNIT or parse_unit(text) is not None for text in texts) and not (band.headed and set(texts) <= _NO_UNIT):
        return "unit"
    if all(finder.matcher.departments.mentioned_in(text) and len(text) <= _LONGEST_OFFICES for text in texts):
        return "departments"
    return ""


def holds_years(grid: Grid, place: int, lines: Sequence[int]) -> bool:
    """Do years stand down a column, and nothing else."""
    texts = [fold(written(cell)) for cell in grid.down(place, lines)]
    told = [_year_of(text) for text in texts]
    short = {int(text[-2:]) for text in texts if is_short_year(text)}
    together = not short or (len(short) > 1 and max(short) - min(short) < len(short))  # 19 and 20, not 5 and 30
    return len(told) > 1 and together and all(year is not None and not word_key(rest) for year, rest in told)


def _year_of(text: str) -> tuple[int | None, str]:
    """Take a year out of a text that may be its last month or day: 202012, 2020-12-31."""
    if month := read_month(text):
        return (month[0] if month[1] == _DECEMBER else None), ""
    return take_out_year(f"{text}年" if is_short_year(text) else text, 0, ())


def headed(place: int, field: str, heading: Heading) -> Column:
    """Make the column of a heading; one of another place says so in its scope."""
    scope = place_scope(heading.place) if heading.place else Scope()
    return Column(place, field, heading.text, heading.year, heading.unit, loose=heading.loose, scope=scope, inner=heading.inner)


def _field(grid: Grid, kind: str, place: int, heading: Heading, lines: Sequence[int], finder: SubjectFinder, band: Band) -> str:
    if not heading.fields:
        return ""
    if heading.fields == ("region",) and heading.place is None and heads_no_owner(heading.text):
        return "notes"  # 涉及县区
    if heading.fields == ("region",) and heading.place is None and not grid.turned and _holds_amounts(grid, place, lines):
        return ""  # 县区初报
    if len(heading.fields) == 1:
        return heading.fields[0]
    names = [field for field in heading.fields if field in NAME_LIKE]
    if names and "target" in heading.fields:
        return names[0] if share_of_names(grid, kind, place, lines, finder) >= 0.3 or not _other_names(heading, band) else "target"
    if kind == "evidence":
        return _evidence_field(heading, band)
    if kind == "task" and {"name", "content"} <= set(heading.fields):
        known = share_of_names(grid, kind, place, lines, finder)
        return "name" if known >= 0.3 and not _other_names(heading, band) else "content"
    return heading.fields[0]


def _holds_amounts(grid: Grid, place: int, lines: Sequence[int]) -> bool:
    """Do numbers stand in a column, and not the codes of places."""
    coded = all(written(cell).isdecimal() and len(written(cell)) >= _CODE for cell in grid.down(place, lines))
    return holds_numbers(grid, place, lines) and not coded


def _other_names(heading: Heading, band: Band) -> bool:
    return any(other is not heading and other.text != heading.text and "name" in other.fields for other in band.headings)


def _evidence_field(heading: Heading, band: Band) -> str:
    taken = {other.fields[0] for other in band.headings if other is not heading and len(other.fields) == 1}
    return next((field for field in heading.fields if field not in taken), heading.fields[0])


def share_of_names(grid: Grid, kind: str, place: int, lines: Sequence[int], finder: SubjectFinder) -> float:
    """Say how many of a column's texts are names of the plan."""
    texts = [text for cell in grid.down(place, lines) if (text := written(cell))]
    return sum(finder.knows(kind, text) for text in texts) / len(texts) if texts else 0.0


def _find_names(grid: Grid, kind: str, band: Band, columns: list[Column], lines: Sequence[int], finder: SubjectFinder) -> list[Column]:
    """Add columns whose content names items though no heading says so."""
    if kind not in ("indicator", "task"):
        return columns
    taken = {column.place for column in columns}
    unheaded = [place for place in band.places if place not in taken]
    columns += [Column(place, "name", guessed=True) for place in unheaded if share_of_names(grid, kind, place, lines, finder) >= 0.5]
    corner = unheaded[0] if unheaded and unheaded[0] == band.places[0] else None
    valued = any(column.field == "actual" for column in columns)
    named = any(column.field == "name" for column in columns)
    if corner and valued and not named and share_of_names(grid, kind, corner, lines, finder) > 0:  # helper rows among the names
        columns.append(Column(corner, "name", guessed=True))
    if not any(column.field in ("name", "part") for column in columns):
        for index, column in enumerate(columns):  # 领域, 项目类别 … over the items themselves
            if (
                column.field in ("number", "code", "group", "domain", "notes", "year", "target")
                and share_of_names(grid, kind, column.place, lines, finder) >= 0.4
            ) or (grid.turned and column.field in ("year", "region") and _heads_items(grid, kind, column, lines, finder)):
                columns[index] = replace(column, field="name", guessed=True)
    return sorted(columns, key=lambda column: column.place)


def _holds_regions(grid: Grid, place: int, lines: Sequence[int], finder: SubjectFinder, *, whole: bool = False) -> bool:
    """Do counties (and the whole city) stand in a column, and nothing else; `whole`: not without the whole city."""
    texts = {text for line in lines if (text := grid.text(line, place))}
    places = finder.matcher.places
    told = {text: places.named_alone(text) for text in texts}
    areas = {text for text in texts if finder.matcher.bodies.is_own_area(split_name(text).name)}
    others = {text for text, owner in told.items() if owner and owner.kind != "own"}
    ours = {text for text, owner in told.items() if finder.matcher.vocabulary.has("whole_city", text) or (owner and owner.names_place)}
    return (bool(others and not whole) or bool(ours - others and others | areas)) and others | ours | areas == texts


def _without_seat(columns: list[Column], finder: SubjectFinder) -> list[Column]:
    """Take 市本级(新城及临城) beside 全市合计 for a part of ours."""
    told = {column: finder.matcher.places.of(column.heading) for column in columns if column.field == "actual" and column.heading}
    seats = [column for column, place in told.items() if place and place.words in SEATS]
    whole = any(place and place.general and place.words not in SEATS for place in told.values())
    parts = {column: place_scope(Place("elsewhere", column.heading, column.heading)) for column in seats if whole}
    return [replace(column, field="region", scope=parts[column]) if column in parts else column for column in columns]


def _holds_others(grid: Grid, place: int, lines: Sequence[int], finder: SubjectFinder) -> bool:
    """Do bodies of other places stand in a column, alone in their cells: 丽水市治水办."""
    told = (finder.matcher.places.named_alone(grid.text(line, place)) for line in lines)
    return any(owner is not None and owner.kind == "elsewhere" for owner in told)


def _lists_regions(grid: Grid, place: int, lines: Sequence[int], finder: SubjectFinder) -> bool:
    """Do several counties stand in a column, and no number."""
    named = (finder.matcher.places.named_alone(grid.text(line, place)) for line in lines)
    several = sum(owner is not None and owner.kind == "region" for owner in named) >= _SEVERAL
    return several and not any(isinstance(cell.value, Decimal) for line in lines if (cell := grid.own(line, place)))


def _is_ours_beside(heading: Heading, band: Band, finder: SubjectFinder) -> bool:
    """Is a column headed by a body of ours by our name, beside another place's: 嘉兴市生态环境局 | 舟山市生态环境局."""
    places = finder.matcher.places
    ours = places.of(heading.text) if heading.text else None
    return ours is not None and places.names_us(ours) and any(each.place and each.place.kind == "elsewhere" for each in band.headings)


def _area(heading: Heading) -> Place:
    name = split_name(heading.text).name
    return Place("region", name, name)


def _is_area_beside(heading: Heading, band: Band, finder: SubjectFinder) -> bool:
    """Is a column headed by a zone that is a department too, beside the whole city's or a region's: 全市 | 石化基地管委会."""
    if not finder.matcher.bodies.is_own_area(_area(heading).name):
        return False
    places = finder.matcher.places
    others = [each.text for each in band.headings if each is not heading]
    return any(places.named_alone(text) or finder.matcher.vocabulary.has("whole_city", text) for text in others)


def _holds_struck(grid: Grid, place: int, lines: Sequence[int]) -> bool:
    return any(cell.struck for cell in grid.down(place, lines))


def _heads_items(grid: Grid, kind: str, column: Column, lines: Sequence[int], finder: SubjectFinder) -> bool:
    """Do items stand across, right of 年份 or 县(区), which heads what stands down: one of them is known, none is a year or a place."""
    texts = [text for line in lines if (text := grid.text(line, column.place))]
    apart = (
        not any(text[:4].isdecimal() for text in texts) if column.field == "year" else not _holds_regions(grid, column.place, lines, finder)
    )
    return column.scope == Scope() and apart and any(finder.knows(kind, text) for text in texts)


def _find_years(grid: Grid, kind: str, band: Band, columns: list[Column], lines: Sequence[int]) -> list[Column]:
    """Take 2020年报数 for a value by its year where numbers stand below and no other column claims them."""
    if kind != "indicator" or any(column.field == "actual" and column.year is None for column in columns):
        return columns
    claimed = {column.year for column in columns if column.field == "actual" and not _holds_struck(grid, column.place, lines)}
    for place, heading in band.heads.items():
        strange = heading.year is not None and not heading.fields
        if strange and heading.year not in claimed and holds_numbers(grid, place, lines):
            columns = [*columns, Column(place, "actual", heading.text, heading.year, heading.unit, loose=True)]
    return sorted(columns, key=lambda column: column.place)


def is_numeric(cell: Cell | None) -> bool:
    """Does a cell hold a number, as a number or as its text."""
    if cell is None:
        return False
    if isinstance(cell.value, Decimal):
        return True
    text = cell.value if isinstance(cell.value, str) else ""
    bare = re.sub(r"[\s,]", "", text)
    return bool(bare) and len(text) <= 16 and bare[:1].isdecimal() and sum(c.isdecimal() for c in bare) * 2 >= len(bare)


def _settle_corrections(columns: Sequence[Column], vocabulary: Vocabulary) -> list[Column]:
    """Where several columns correct one another (第一次更正数 | 再更正为), the last holds the values.

    What was settled outranks what was sent in.
    """
    words = vocabulary.words["version_corrected"]
    values = [each for each in columns if each.field == "actual"]
    settled = {(each.year, each.scope) for each in values if _is_of(each, vocabulary, "settled")}
    sent = [each for each in values if (each.year, each.scope) in settled and not _is_of(each, vocabulary, "settled")]
    if sent and all(_is_of(each, vocabulary, "sent_in") for each in sent):  # 自报值 | 审核后认定值
        return [replace(each, field="former") if each in sent else each for each in columns]
    mended = [each for each in values if any(word in each.heading for word in words)]
    sent = [each for each in values if each not in mended and (each.year, each.scope) in {(one.year, one.scope) for one in mended}]
    if mended and sent and all(_is_of(each, vocabulary, "sent_in") for each in sent):  # 填报数 | 审核改正数
        values, columns = mended, [replace(each, field="former") if each in sent else each for each in columns]
    last = {(each.year, each.scope): each for each in mended}
    return [replace(each, field="former") if each in mended and last[each.year, each.scope] is not each else each for each in columns]


def _is_of(column: Column, vocabulary: Vocabulary, group: str) -> bool:
    return any(word in column.heading for word in vocabulary.words[group])


def _settle_values(grid: Grid, kind: str, columns: list[Column], lines: Sequence[int]) -> list[Column]:
    """Where a column of years stands beside 完成情况, the years hold the values and 完成情况 holds words."""
    if kind != "indicator":
        return columns
    values = [column for column in columns if column.field == "actual"]
    if not values:
        return _with_value(grid, columns, lines)
    sure = [column for column in values if column.year is not None or not word_key(column.heading).endswith(_PROSE)]
    settled = []
    for column in columns:
        if column.field == "actual" and len(values) > 1 and _holds_verdicts(grid, column.place, lines):
            settled.append(replace(column, field="self_assessment"))
        elif column.field == "actual" and sure and column not in sure and not holds_numbers(grid, column.place, lines):
            settled.append(replace(column, field="statement"))
        else:
            settled.append(column)
    return settled


def _without_points(grid: Grid, band: Band, columns: list[Column], lines: Sequence[int], vocabulary: Vocabulary) -> list[Column]:
    """Take 考核结果 beside 标准分 for points where none of its numbers is above what could be reached, and no column says 完成值."""
    full = [place for place, heading in band.heads.items() if vocabulary.has("full_marks", heading.text)]
    values = [column for column in columns if column.field == "actual"]
    if not full or not values or not all(vocabulary.has("judged", column.heading.split("/")[-1]) for column in values):
        return columns
    pairs = [
        (own.value, most.value) for line in lines for column in values
        if (own := grid.own(line, column.place)) and (most := grid.own(line, full[0]))
    ]  # fmt: skip
    if not pairs or not all(isinstance(own, Decimal) and isinstance(most, Decimal) and own <= most for own, most in pairs):
        return columns
    return [replace(column, field="notes") if column in values else column for column in columns]


def _with_value(grid: Grid, columns: list[Column], lines: Sequence[int]) -> list[Column]:
    """Where no heading speaks of values, the one 结论 or 考核结果 that holds numbers is where they are."""
    rivals = [column for column in columns if column.field in _VERDICT_FIELDS and holds_numbers(grid, column.place, lines)]
    return [replace(column, field="actual") if rivals == [column] else column for column in columns]


_VERDICT_FIELDS = ("assigned_met", "self_assessment", "statement")
VERDICTS = frozenset(
    ("是", "否", "达标", "已达标", "未达标", "待定", "不适用", "符合", "不符合", "达到", "已达到", "未达到", "合格", "√", "×")
)


def _holds_verdicts(grid: Grid, place: int, lines: Sequence[int]) -> bool:
    cells = grid.down(place, lines)
    return bool(cells) and all(written(cell) in VERDICTS for cell in cells)


def holds_numbers(grid: Grid, place: int, lines: Sequence[int]) -> bool:
    cells = grid.down(place, lines)
    return bool(cells) and sum(is_numeric(cell) for cell in cells) * 2 >= len(cells)


def guess_values(
    grid: Grid, kind: str, band: Band, columns: Sequence[Column], finder: SubjectFinder, reader: HeadingReader
) -> list[Column]:
    """Take for values what stands under no heading right of the names: columns of numbers, unclear where several, else one of words."""
    lines, taken = band.sample(grid), {column.place for column in columns}
    blank = [place for place, heading in band.heads.items() if not heading.text and place not in taken and place > (band.anchor or 0)]
    held = {place: texts for place in blank if (texts := [written(cell) for cell in grid.down(place, lines)])}
    open_ = [place for place in held if share_of_names(grid, kind, place, lines, finder) == 0]
    dated = [place for place in open_ if all(reader.read(kind, text, whole=True).by_year_only for text in held[place])]
    open_ = [place for place in open_ if place not in dated]
    known = {text for place in open_ for text in held[place] if reader.read(kind, text, whole=True).exact}
    known |= {text for place in open_ for text in held[place] if finder.matcher.departments.mentioned_in(text)}
    numeric = [place for place in open_ if holds_numbers(grid, place, lines)]
    worded = [place for place in open_ if known.isdisjoint(held[place]) and not all(map(_COUNTED.fullmatch, held[place]))]
    found = numeric or (worded if len(worded) == 1 else [])
    years = [Column(place, "year") for place in dated[:1]]
    return [*years, *(Column(place, "actual" if len(found) == 1 else "unclear") for place in found)]

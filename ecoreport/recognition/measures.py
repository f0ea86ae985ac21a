"""A column that says row by row which field the values beside it hold: 目标值 | 完成值 | 差值 down the rows of an item."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from itertools import permutations

from ecoreport.demands import demands_of
from ecoreport.language import patterns as re
from ecoreport.language.periods import month_alone, part_of_year, read_day, read_month, take_out_edge, take_out_year
from ecoreport.language.widths import fold, word_key
from ecoreport.model.layout import LayoutRecord, Slot, written
from ecoreport.recognition.bands import Band
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.columns import Column, is_numeric
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import NAME_LIKE, VALUE_LIKE, Heading, HeadingReader
from ecoreport.recognition.kinds import table_of_text
from ecoreport.recognition.morphemes import leans_to
from ecoreport.recognition.subjects import SubjectFinder, is_total
from ecoreport.recognition.witness import half_digit, worth_of
from ecoreport.records import dataclass

_LEAST_KNOWN = 0.3  # of its texts; the others are what a ratio is made of, or items over their rows
_DECEMBER, _SUMMED = 12, "累计"
_MEASURES = frozenset((*VALUE_LIKE, "target", "partial", "former", "notes"))
_MEAN = re.compile("年平?均值?$")  # beside quarters the year's
_LONGEST_PERIOD = 12  # characters: 2020年第三季度
_LONGEST_WORD = 8  # characters of a word of one's own: 去年做到的数
_TRIPLE = 3  # words: for the target, for what was done, for a rate
_TELLING = 2  # times that a rate comes out, other than of equal numbers, for it to be no chance
_MOST_MADE = 5  # rows of an item of which one is the rate
_MOST_WORDS = 6  # for what rows hold: 要求, 做到, 去年做到
_NEARLY = 0.9  # of a word that is known but for an edge of the year: 年底核定数
_LEANING = 0.5  # of a word that its morphemes alone explain
_NEAR = Decimal("0.2")  # of percents that are printed
_SORTING = ("", "domain", "group", "name", "part", "nature", "notes", "region", "year")  # what may be said over them: 类别, 项目, 口径


@dataclass(frozen=True, slots=True)
class Measures:
    """Where such words stand, and what each says."""

    grid: Grid
    place: int
    reader: HeadingReader
    finder: SubjectFinder
    among_names: bool  # items stand in the same column, over their rows
    values: str = ""  # the word for values, where its neighbours alone say so: 进度 beside 目标任务 and 完成比例
    made: Mapping[int, Heading] = field(default_factory=dict)  # what rows are by their numbers: the rate that two others make

    def of(self, line: int) -> Heading | None:
        """Say which field a row's values hold; None where the row says nothing of it."""
        text = self.grid.text(line, self.place)
        if line in self.made:
            return self.made[line]
        if not text:
            return None
        heading = Heading(text, ("actual",)) if text == self.values else _measure(text, self.reader, self.finder, years=True)
        other = self.among_names or self.reader.read("indicator", text).place is not None  # an item, a county
        return heading if heading or other else Heading(text, ("notes",))

    def beside(self, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        """Leave out the column of these words, which says nothing else."""
        return columns if self.among_names else tuple(column for column in columns if column.place != self.place)

    def applied(self, line: int, slots: list[Slot]) -> list[Slot]:
        """Give a row's values the field that the row says, and keep the cell that says it."""
        told, cell = self.of(line), self.grid.at(line, self.place)
        if told is None or cell is None:
            return slots
        measured = [_measured(slot, told) if _is_open(slot, told) else slot for slot in slots if slot.cell is not cell]
        return [*measured, Slot("measure", self.grid.sheet.name, cell)]


def _is_open(slot: Slot, told: Heading) -> bool:
    """Is it for the row to say what a cell holds: a value's, or December's where the row counts the months up."""
    december = slot.field == "partial" and month_alone(fold(slot.heading.rsplit("/", maxsplit=1)[-1])) == _DECEMBER
    return slot.field == "actual" or (december and told.fields == ("actual",) and _SUMMED in told.text)


def _measured(slot: Slot, told: Heading) -> Slot:
    year = told.year if slot.year is None else slot.year
    return replace(slot, field=told.fields[0], heading=f"{slot.heading}/{told.text}", year=year, unit=told.unit or slot.unit)


def goes_on(slots: Sequence[Slot], last: LayoutRecord) -> bool:
    """Does a row say another field of the item that the row above speaks of."""
    return all(any(slot.field == "measure" for slot in each) for each in (slots, last.slots))


def find_measures(grid: Grid, band: Band, columns: Sequence[Column], finder: SubjectFinder, setting: Setting) -> Measures | None:
    """Find the column whose words say what the rows hold, one of them that it is the value; or the rows that by their numbers do."""
    reader = setting.reader
    beside = [column.place for column in columns if column.field in ("actual", "partial")]
    if not beside:
        return None
    lines = band.sample(grid)
    fields = {column.place: column.field for column in columns}
    naming = [column.place for column in columns if column.field in NAME_LIKE and column.names]
    for place in band.places:
        sorting = fields.get(place, "") in _SORTING or (place in beside and not any(map(is_numeric, grid.down(place, lines))))
        if sorting and beside != [place]:
            texts = [written(cell) for cell in grid.down(place, lines)]
            if len({table_of_text(text, reader.vocabulary) for text in texts} - {None}) > 1:
                continue  # 指标 | 重点任务: of which kind each row is
            values = _between(grid, place, lines, next(each for each in beside if each != place), reader, finder)
            if values or _are_measures(texts, finder, reader, _names(grid, naming, lines)):
                return Measures(grid, place, reader, finder, any(finder.knows("indicator", text) for text in texts), values)
    told = {"year", "period"} & {*fields.values()}
    if naming and not told and (made := _made(grid, naming[0], lines, beside, finder, setting)):
        place = next((each for each in band.places if each > naming[0] and each not in fields), naming[0])
        return Measures(grid, place, reader, finder, place == naming[0], made=made)
    return None


def _made(
    grid: Grid, naming: int, lines: Sequence[int], values: Sequence[int], finder: SubjectFinder, setting: Setting
) -> Mapping[int, Heading]:
    """Find which of the rows under each item is the rate that two others make, the same in all: a numerator, a denominator, a share."""
    groups: list[list[int]] = []
    for line in lines:
        if grid.own(line, naming):
            groups.append([])
        if groups and any(grid.own(line, place) for place in values):
            groups[-1].append(line)
    groups = [group for group in groups if len(group) > 1]
    demands, size = demands_of(setting.system).subjects, len(groups[0]) if groups else 0
    asked = [demands.get(finder.known(grid.text(group[0], naming)) or "") for group in groups]
    if not _TRIPLE <= size <= _MOST_MADE or any(len(group) != size for group in groups) or None in asked:
        return {}
    ways = [way for way in permutations(range(size), _TRIPLE) if _comes_out(grid, groups, values, way)]

    def likely(way: tuple[int, ...]) -> float:
        return sum(
            worth_of(grid.text(group[way[0]], place), each) for group, each in zip(groups, asked, strict=True) if each for place in values
        )

    if not ways:
        return {}
    rate, part, whole = max(ways, key=likely)
    told: dict[int, Heading] = {}
    for group, each in zip(groups, asked, strict=True):
        share = each is not None and each.subject.unit == "%"
        fields = {rate: "actual"} | ({part: "numerator", whole: "denominator"} if share else {})
        told |= {line: Heading("", (fields.get(index, "notes"),)) for index, line in enumerate(group)}
    return told


def _comes_out(grid: Grid, groups: Sequence[Sequence[int]], values: Sequence[int], way: Sequence[int]) -> bool:
    """Is the first of three rows, under each item and in each column, the second part of the third or that in percent; not by chance."""
    telling = 0
    for group in groups:
        for place in values:
            cells = [grid.own(group[index], place) for index in way]
            rate, part, whole = (cell.value if cell else None for cell in cells)
            if not (isinstance(rate, Decimal) and isinstance(part, Decimal) and isinstance(whole, Decimal) and whole):
                return False
            near = min(abs(part / whole * factor - rate) for factor in (1, 100))
            if near > half_digit(rate):
                return False
            telling += rate not in (part, whole, 1, 100)
    return telling >= _TELLING


def _between(grid: Grid, place: int, lines: Sequence[int], values: int, reader: HeadingReader, finder: SubjectFinder) -> str:
    """Find the word that stands beside one for the target and one for a rate: by its neighbours' words, or by what the numbers make."""
    texts = [grid.text(line, place) for line in lines if grid.text(line, place)]
    counted = Counter(texts)
    fields = {text: heading.fields[0] if (heading := _measure(text, reader, finder)) else "" for text in counted}
    targets, others = [text for text in fields if fields[text] == "target"], [text for text in fields if fields[text] in ("", "notes")]
    if len(counted) != _TRIPLE or len(set(counted.values())) > 1 or len(targets) != 1 or len(others) != _TRIPLE - 1:
        return ""
    for done, rate in (others, others[::-1]):
        told = fields[done] == "" and (fields[rate] == "notes" or _is_rate(grid, place, lines, values, (targets[0], done, rate)))
        if told:
            return done
    return ""


def _is_rate(grid: Grid, place: int, lines: Sequence[int], values: int, words: tuple[str, str, str]) -> bool:
    """Does what stands beside three words come out as target, value and value ÷ target in percent, wherever all three are numbers."""
    found: dict[str, list[Decimal]] = {word: [] for word in words}
    for line in lines:
        cell = grid.own(line, values)
        if (text := grid.text(line, place)) in found and cell and isinstance(cell.value, Decimal):
            found[text].append(cell.value)
    plans, done, rates = (found[word] for word in words)
    alike = bool(plans) and len(plans) == len(done) == len(rates) and all(plans)
    return alike and all(abs(part / plan * 100 - rate) < _NEAR for plan, part, rate in zip(plans, done, rates, strict=True))


def _are_measures(texts: Sequence[str], finder: SubjectFinder, reader: HeadingReader, names: Sequence[str]) -> bool:
    items = sum(finder.knows("indicator", text) for text in texts)
    read = [heading for text in texts if (heading := _measure(text, reader, finder, years=items > 0))]
    own = any(not heading.exact for heading in read)
    if own and (len(set(texts)) - items > _MOST_WORDS or not (items or names)):
        return False  # words of one's own are few, and stand beside names of items
    known = [heading.fields[0] for heading in read]
    others = len(texts) - len(known) - items
    several = len({(heading.fields[0], heading.year) for heading in read}) > 1
    told = "actual" in known and (several or others > 0) and not (own and len(set(names)) == len(texts))  # 建成区, one beside each item
    planned = all(heading.fields == ("target",) or (heading.fields == ("notes",) and not heading.exact) for heading in read)
    return (planned and len(known) == len(texts) > 1) or (told and len(known) >= _LEAST_KNOWN * len(texts) and others <= 2 * len(known))


def _names(grid: Grid, naming: Sequence[int], lines: Sequence[int]) -> list[str]:
    """List the names that stand beside the rows, each where it is written."""
    return [written(cell) for place in naming for cell in grid.down(place, lines)]


def _measure(text: str, reader: HeadingReader, finder: SubjectFinder, *, years: bool = False) -> Heading | None:
    """Read a word for a field of an item: 完成值, 计划, 比例(%), or one of `years` under its item; not a place, a total."""
    heading = reader.read("indicator", text, whole=True)
    placed = reader.places is not None and reader.places.named_alone(text) is not None
    elsewhere = heading.place or placed or reader.vocabulary.has("whole_city", text)
    if elsewhere or (heading.by_year_only and not years) or is_total(text, reader.vocabulary.words["total"]):
        return None
    if heading.share < _NEARLY:
        own = len(word_key(text)) <= _LONGEST_WORD and not finder.item(text).candidates and finder.known(text) is None
        leans = leans_to(text) if own else ""
        told = leans if leans == "actual" else "notes"  # a plan, or whatever else is no value
        return Heading(text, (told,), _LEANING, reader.year_in(text), heading.unit) if leans else None
    field = next((field for field in heading.fields if field in _MEASURES), None)
    return Heading(text, (field,), 1.0, heading.year, heading.unit) if field else None


def with_periods(columns: tuple[Column, ...], grid: Grid, band: Band, period: int, totals: Sequence[str]) -> tuple[Column, ...]:
    """Know a column by its contents that says row by row of which part of the year the values are: 1-6月 | 1-12月 down the rows."""
    lines = band.sample(grid)
    kept = [column for column in columns if column.field in ("number", "code", "unit", *NAME_LIKE)]
    known, values = {column.place for column in kept}, [column.place for column in columns if column.field == "actual"]
    for place in (each for each in band.places if each not in known and (values != [each] or _holds_days(grid, each, lines))):
        if holds_periods(grid, place, lines, period, totals, alone=place not in {column.place for column in columns}):
            heading = band.heads[place].text
            others = (column for column in columns if column.place != place)
            return tuple(sorted((*others, Column(place, "period", heading)), key=lambda column: column.place))
    return columns


def _holds_days(grid: Grid, place: int, lines: Sequence[int]) -> bool:
    """Are these days, whatever the heading means by 报告期: no item's value is one."""
    return bool(cells := grid.down(place, lines)) and all(read_day(fold(written(cell))) for cell in cells)


def holds_periods(grid: Grid, place: int, lines: Sequence[int], period: int, totals: Sequence[str] = (), *, alone: bool = False) -> bool:
    """Are these periods, several or, in a column that nothing else is known of, a code of one: 202006; years may stand among them."""
    texts = {fold(written(cell)) for cell in grid.down(place, lines)} - {*totals}
    if alone and texts and all(read_month(text) or read_day(text) for text in texts):
        return True
    parts = {text for text in texts if is_period(text, period)}
    return len(texts) > 1 and bool(parts) and all(not take_out_year(text, period, ())[1] for text in texts - parts)


def is_period(text: str, period: int) -> bool:
    """Does a folded text say a part of a year, or a year by its end, and no more: 6月, 3季度, 1-12月, 202006."""
    edge = take_out_edge(_MEAN.sub("全年", text), period)
    told = (edge is not None and not edge[1]) or month_alone(text) is not None or read_day(text) is not None
    return told or (len(text) <= _LONGEST_PERIOD and part_of_year(text, period) is not None)

"""Which of a table's columns holds the values, where no heading says so surely: whole readings compete by evidence.

A reading takes one column for the values of the year, and perhaps one for the targets. What speaks for it is added up: the words of the
headings (a prior, not a verdict), how likely the contents are as values of the items beside them, whether the plan prints them as targets,
and what the columns make of one another (actual ÷ plan is a rate, actual − plan a difference). The best is taken where it leads clearly;
else its rivals are asked about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, permutations
from pathlib import PurePosixPath

from ecoreport.demands import demands_of
from ecoreport.language import patterns as re
from ecoreport.language.periods import LONE_YEAR
from ecoreport.language.units import factor_between, parse_unit
from ecoreport.language.widths import bare_key, word_key
from ecoreport.matching import Beside, split_name
from ecoreport.matching.kinds import without_author
from ecoreport.matching.likeness import share_words
from ecoreport.model import Scope
from ecoreport.recognition.bands import Band
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.columns import VERDICTS, Column, headed
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import NAME_LIKE, Heading, HeadingReader
from ecoreport.recognition.morphemes import is_bound, leans_to
from ecoreport.recognition.subjects import SubjectFinder
from ecoreport.recognition.titles import Title
from ecoreport.recognition.witness import Row, Witness, is_difference, is_near, is_rate, observe
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

_ENOUGH, _ENOUGH_BARE, _LEAD = 2.0, 0.8, 1.0  # what a reading must weigh, where no heading stands over it, and by how much it must lead
_PROVEN = 2.5  # what a calculation is worth that comes out in every row
_NAMED, _MEASURED = 1.5, 1.0  # what it is worth to be headed by the end of the items' names, by a unit of theirs
_PLANS = -2.0  # what words are worth that speak of a plan
_SURE = 2.0  # what words must be worth for contents not to be asked
_PLANNED = 0.8  # the share of targets among its numbers from which a column of values is looked at again
_BESIDE_EARLIER = 1.0  # what it is worth to lie near another year's values, line by line
_SUMMED = 2.0  # what it is worth to sum up the parts of a year
_SUM = re.compile(r"(?:全?年|年度|各[月季]|\d{4}年?)?(?:平?均值?|合计|累计|总计|汇总)数?")
_TAIL = 3  # characters of a measure: 覆盖率
_THIS_PERIOD = re.compile(r"本期(?:末|累计|完成|实际|实绩|数|值)*")
_OF_TIME = frozenset("年期")
_MOSTLY = 0.5  # of its rows that words answer
_SENTENCE = 12  # characters
_MOST = 8  # columns that may compete
_OPEN = (  # fields whose columns may be something else
    "", "target", "partial", "former", "self_assessment", "statement", "actual", "unclear",
)  # fmt: skip
_AMBIGUOUS = frozenset(
    ("指标值", "指标", "标准", "数值", "结果", "值", "数据", "数", "数量")
)  # words for targets that others use for values


@dataclass(frozen=True, slots=True, eq=False)
class Rival:
    """One column that may hold values: what its headings are worth for that, and what stands in it."""

    column: Column
    witness: Witness
    prior: float

    @property
    def worth(self) -> float:
        witness = self.witness
        planned = self.column.field == "target" and self.prior < 0
        round_target = planned and not witness.fractional  # as targets are, and values hardly ever
        likely = witness.likely if witness.likely > 0 else 2 * witness.likely  # what cannot be counts more than what may be
        return self.prior + likely - 2 * witness.planned - witness.compared - round_target

    @property
    def planned(self) -> float:
        """Say what speaks for its holding the targets."""
        return 2 * self.witness.planned + self.witness.compared + (self.column.field == "target")

    @property
    def sure(self) -> bool:
        """Does its own heading say that it holds values, and nothing in it speak against that."""
        return self.column.field == "actual" and self.prior >= _SURE and self.witness.likely >= 0 and self.witness.planned < _PLANNED


@dataclass(frozen=True, slots=True)
class Reading:
    """The values stand in `actual`, the targets in `target`; `weight` is what speaks for it."""

    actual: Rival
    target: Rival | None
    weight: float
    proven: bool = False  # a rate or a difference comes out


def settle(
    grid: Grid, band: Band, columns: tuple[Column, ...], finder: SubjectFinder, setting: Setting, title: Title
) -> tuple[Column, ...]:
    """Settle which column holds the year's values where none is surely headed so; rivals that nothing parts become unclear."""
    rows = _rows(grid, band, columns, finder, setting, title)
    if rows and title.year is None and not _says_year(setting) and (open_ := _of_this_period(columns)):
        return open_
    named = {column for column in columns if column.field == "actual" and _names_period(grid, column.place, rows)}
    columns = tuple(replace(column, field="year", year=None) if column in named else column for column in columns)
    rivals = _rivals(grid, band, columns, rows, setting.reader, title) if rows else []
    present = [rival for rival in rivals if rival.column.year in (None, setting.year)]
    others = [rival for rival in rivals if rival not in present]
    before = [rival for rival in others if rival.prior >= 0 and rival.witness.likely > 0 and rival.witness.planned < _PLANNED]
    if corrected := next((pair for pair in combinations(present, 2) if _is_corrected(grid, pair, rows)), ()):
        return _replaced(columns, [(rival, "actual") for rival in corrected] + _of_other_years(before, corrected))
    if len(present) == 1 and present[0].prior <= _PLANS and present[0].column.loose:
        return _replaced(columns, [(present[0], "unclear")])  # 2020年底线值 alone: whatever stands in it
    headed = [rival for rival in present if rival.column.field == "actual"]
    as_headed = _replaced(columns, [(rival, "actual") for rival in headed] + _of_other_years(before, headed))
    sure = bool(headed) and all(rival.sure for rival in headed)
    if sure and (len(headed) == 1 or not all(rival.column.loose for rival in headed)):
        return as_headed
    readings = sorted(_readings(present, before), key=lambda reading: -reading.weight) if len(present) <= _MOST else []
    best = readings[0] if readings else None
    possible = [rival for rival in present if rival.witness.likely > 0]
    if best is None or (
        best.weight < (_ENOUGH if best.actual.column.heading else _ENOUGH_BARE)
        and not _alone(possible, present, columns, rows, dated=title.year == setting.year)
        and not _is_only_one(possible, present, columns, rows, setting.year)
    ):
        answering = [rival for rival in possible if rival.witness.likely > _MOSTLY and rival.prior >= 0 and not rival.witness.numeric]
        if answering and not headed:
            return _replaced(columns, [(rival, "unclear") for rival in answering[:2]])  # words that answer every row, and nothing says so
        return columns if headed else _told_in_prose(grid, columns, rows)
    other = next((each for each in readings if each.actual is not best.actual), None)
    if sure and not (best.proven and other and best.weight - other.weight >= _LEAD):
        return as_headed  # which of the columns under one year fits an item is told row by row
    if other and best.weight - other.weight < _LEAD:
        return _replaced(columns, [(best.actual, "unclear"), (other.actual, "unclear")])
    roles = [(best.actual, "actual")] + ([_second(best.target, setting.year)] if best.target else [])
    told = [rival for rival in present if rival.column.field in ("actual", "unclear")]
    roles += [(rival, "notes") for rival in told if rival not in (best.actual, best.target)]
    alike = {_without_year(rival): field for rival, field in roles}
    roles += [(rival, alike[key]) for rival in others if (key := _without_year(rival)) in alike]
    rest = [rival for rival in others if _without_year(rival) not in alike]
    roles += [(rival, "target") for rival in rest if rival.column.field == "actual" and rival.witness.planned >= _PLANNED]
    return _replaced(columns, roles + _of_other_years([rival for rival in before if rival in rest], [best.actual]))


def _says_year(setting: Setting) -> bool:
    """Does the name of the file, or of a folder, say a year."""
    return any(setting.reader.year_in(part) for part in PurePosixPath(setting.file).with_suffix("").parts)


def _of_this_period(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Leave open what 本期 is where nothing says the year: a year, a half of one, a month."""
    values = [column for column in columns if column.field == "actual" and column.scope == Scope()]
    if not values or not all(_THIS_PERIOD.fullmatch(bare_key(column.heading)) for column in values):
        return ()
    return tuple(replace(column, field="unclear") if column in values else column for column in columns)


def _second(rival: Rival, year: int) -> tuple[Rival, str]:
    """Say what the values are held against in a column: the targets, or, where its words speak of a year, the year before."""
    if rival.planned >= 1 or leans_to(rival.column.heading) == "target" or _OF_TIME.isdisjoint(rival.column.heading):
        return rival, "target"
    return replace(rival, column=replace(rival.column, year=year - 1)), "actual"


def _alone(possible: Sequence[Rival], present: Sequence[Rival], columns: Sequence[Column], rows: Mapping[int, Row], *, dated: bool) -> bool:
    """Is there one column alone whose contents may be values, where the others are counted in other units, or each row is a record.

    A record says its item, its year and its unit; an export has signs for headings (QNAME, YR, VAL, UOM) or says 指标值. Where the title
    is `dated`, it need not say its year.
    """
    if len(possible) != 1 or possible[0].prior <= _PLANS:
        return False
    told = {column.field for column in columns} | ({"year"} if dated else set())
    record = {"year", "unit"} <= told and all(row.unit for row in rows.values())
    others = [rival for rival in present if rival not in possible]
    if others:
        return all(each.column.unit for each in others)
    heading = possible[0].column.heading
    return record and possible[0].worth > 0 and (heading.isascii() or bare_key(heading) in _AMBIGUOUS)


def _is_only_one(
    possible: Sequence[Rival], present: Sequence[Rival], columns: Sequence[Column], rows: Mapping[int, Row], year: int
) -> bool:
    """Is there one column alone, in the items' own unit, or beside names over which the year stands: 2020年 | 填报, 2020年 | %."""
    if len(present) != 1 or len(possible) != 1 or possible[0].worth <= 0:
        return False
    dated = any(column.field in NAME_LIKE and column.year == year for column in columns)
    rival, bare = possible[0], word_key(split_name(possible[0].column.heading).name)
    measured = all(
        rival.column.unit == row.demand.subject.unit and (parse_unit(bare) or share_words(bare, word_key(row.demand.subject.name)))
        for row in rows.values()
    )
    return dated or (rival.prior >= 0 and measured)  # not 权数(%)


def _without_year(rival: Rival) -> str:
    """Give the headings over a column but for its year; by these two years' columns are alike."""
    bare = bare_key(LONE_YEAR.sub("", rival.column.heading))
    return bare or str(rival.column.place)


def _is_corrected(grid: Grid, pair: Sequence[Rival], rows: Mapping[int, Row]) -> bool:
    """Do two columns hold one value a row: where both are filled one is struck through, the same one in each row, and the other stands."""
    cells = [[grid.own(line, rival.column.place) for rival in pair] for line in rows]
    both = {(one.struck, other.struck) for one, other in cells if one and other}
    return (
        len(both) == 1 and both <= {(True, False), (False, True)} and all(rival.column.field not in ("target", "former") for rival in pair)
    )


def _told_in_prose(grid: Grid, columns: tuple[Column, ...], rows: Mapping[int, Row]) -> tuple[Column, ...]:
    """Where no column holds values, look for them in the sentences under 自评情况, or in the answers under 结论."""
    if any(column.field in ("actual", "statement") for column in columns):
        return columns
    judged = [column for column in columns if column.field == "self_assessment"]
    told = {column: "statement" for column in judged if _holds_sentences(grid, column.place, rows)}
    told |= {column: "actual" for column in judged if _holds_answers(grid, column.place, rows)}
    return tuple(replace(column, field=told[column]) if column in [*told][:1] else column for column in columns)


def _holds_answers(grid: Grid, place: int, rows: Mapping[int, Row]) -> bool:
    """Do the words of a column, no mere verdicts, answer items that ask for words: 结论 over 实施."""
    worded = all(row.demand.expects == "words" for row in rows.values())
    return worded and observe(grid, place, rows, None).likely >= 1 and not VERDICTS & {grid.text(line, place) for line in rows}


def _holds_sentences(grid: Grid, place: int, rows: Mapping[int, Row]) -> bool:
    texts = [grid.text(line, place) for line in rows]
    return sum(len(text) >= _SENTENCE for text in texts) * 2 >= len(texts) > 0


def _of_other_years(before: Sequence[Rival], present: Sequence[Rival]) -> list[tuple[Rival, str]]:
    """Take for an earlier year's values the one column of that year whose numbers lie near this year's."""
    years = [rival.column.year for rival in before]
    alone = [rival for rival in before if years.count(rival.column.year) == 1]
    return [(rival, "actual") for rival in alone if any(is_near(rival.witness, other.witness) for other in present)]


def _rows(grid: Grid, band: Band, columns: Sequence[Column], finder: SubjectFinder, setting: Setting, title: Title) -> dict[int, Row]:
    """Find the rows that name an item, or stand under the title that does, with what the plan asks of it."""
    demands = demands_of(setting.system).subjects
    naming = [column.place for column in columns if column.field in NAME_LIKE]
    units = next((column.place for column in columns if column.field == "unit"), None)
    rows: dict[int, Row] = {}
    for line in band.sample(grid):
        names = [text for place in naming if (text := grid.text(line, place))]
        unit = grid.text(line, units) if units else ""
        found = finder.find_item("", None, names, (), Beside(unit, over=title.unit or "")).id if names else None
        found = title.subject.id if found is None and title.subject and not naming else found
        if found and found in demands:
            rows[line] = Row(demands[found], unit)
    return rows


def _rivals(grid: Grid, band: Band, columns: Sequence[Column], rows: Mapping[int, Row], reader: HeadingReader, title: Title) -> list[Rival]:
    taken = {column.place: column for column in columns}
    headings = band.heads
    rivals = []
    for place in band.places:
        heading = headings.get(place, Heading("", ()))
        column = taken.get(place)
        if not heading.text and (column is None or column.field == "unclear"):
            heading = _commented(grid, place, rows, reader)
            column = headed(place, heading.fields[0], heading) if heading.fields else column
        column = column or Column(place, "", heading.text, heading.year, heading.unit)
        if column.field not in _OPEN:
            continue
        witness = observe(grid, place, rows, column.unit)
        prose = column.field in ("self_assessment", "statement") and not witness.stored
        if witness.filled and not prose and (witness.numeric or witness.likely > 0):
            named = _named_in(heading, rows, reader.vocabulary) if column.field != "target" else ""
            prior = (
                _prior(column, heading, title, named)
                + _SUMMED * _sums_up(heading, columns)
                + _NAMED * bool(named)
                + _MEASURED * _is_measured(column, rows)
            )
            rivals.append(Rival(column, witness, prior))
    return rivals


def _names_period(grid: Grid, place: int, rows: Mapping[int, Row]) -> bool:
    """Does a column say the same year in words in each row, as 报告期 does: 2020年报."""
    texts = {grid.text(line, place) for line in rows}
    return len(rows) > 1 and len(texts) == 1 and all(LONE_YEAR.search(text) and not text.isdecimal() for text in texts)


def _commented(grid: Grid, place: int, rows: Mapping[int, Row], reader: HeadingReader) -> Heading:
    """Read what the comments (or the legend of colours) say alike of the cells of a column without a heading."""
    told = {cell.comment for cell in grid.down(place, rows)}
    said = told.pop() if len(told) == 1 else None
    return reader.read("indicator", without_author(said)) if said else Heading("", ())


def _prior(column: Column, heading: Heading, title: Title, named: str) -> float:
    """Say what a column's headings are worth for its holding values, −3 … 4; `named`: their end, which is that of the items' names."""
    lowest = bare_key(heading.text.rsplit("/", maxsplit=1)[-1])
    if column.field == "actual":
        return _PLANS if column.loose and is_bound(heading.text) else 2.5 if column.loose or heading.by_year_only else 1 + 3 * heading.share
    if column.field in ("partial", "former") or (column.field == "target" and lowest not in _AMBIGUOUS):
        return -3.0
    if column.field == "target" and column.year is not None and title.reported:
        return 1.5  # 指标值 of a year, in a table of what was done
    return {"target": -2.0, "actual": 1.5}.get(leans_to(lowest.removesuffix(named)), 0.0)


def _named_in(heading: Heading, rows: Mapping[int, Row], vocabulary: Vocabulary) -> str:
    """Give the end of a heading that is the end of all its items' names: 绿色贷款 | 余额, …覆盖率 | 年末实际覆盖率."""
    lowest = bare_key(heading.text.rsplit("/", maxsplit=1)[-1])
    subjects = [row.demand.subject for row in rows.values()]
    for end in dict.fromkeys((lowest, lowest[-_TAIL:])):
        names = (({each.name, *vocabulary.variants.get(each.name, ())}) for each in subjects)
        if (len(end) > 1 or end == "率") and all(any(bare_key(name).endswith(end) for name in told) for told in names):
            return end
    return ""


def _sums_up(heading: Heading, columns: Sequence[Column]) -> bool:
    """Does a heading sum up the parts of a year that stand beside it: 1月 | 2月 | … | 年均."""
    return any(column.field == "partial" for column in columns) and _SUM.fullmatch(bare_key(heading.text)) is not None


def _is_measured(column: Column, rows: Mapping[int, Row]) -> bool:
    """Does a heading give a unit that becomes that of its items."""
    unit = column.unit if column.field != "target" and column.unit and parse_unit(column.unit) else None
    units = [row.demand.subject.unit for row in rows.values()]
    return unit is not None and all(each != "%" and factor_between(unit, each) is not None for each in units)


def _readings(rivals: Sequence[Rival], before: Sequence[Rival]) -> list[Reading]:
    """List the readings of this year's columns, `before` being those of earlier years."""
    worth = {rival: rival.worth + _borne_out(rival, rivals, before) for rival in rivals}
    told = [Reading(rival, None, worth[rival]) for rival in rivals]
    likely = [rival for rival in rivals if rival.witness.likely > 0]
    for actual, target in permutations(likely, 2):
        proven = any(
            made(third.witness, actual.witness, target.witness)
            for third in rivals
            for made in (is_rate, is_difference)
            if third not in (actual, target) and not (made is is_difference and _between(third, target, actual))
        )
        if target.planned >= 1 or (proven and target.planned >= 0):
            told.append(Reading(actual, target, worth[actual] + min(target.planned, 2) / 2 + _PROVEN * proven, proven))
    return told


def _between(one: Rival, before: Rival, after: Rival) -> bool:
    """Does a column stand between two: what was reported, by how much it is corrected, what holds."""
    return before.column.place < one.column.place < after.column.place


def _borne_out(rival: Rival, rivals: Sequence[Rival], before: Sequence[Rival]) -> float:
    """Say what other columns add: it lies near an earlier year's values, is the share of two counts, or what a correction leaves."""
    near = any(is_near(rival.witness, other.witness) for other in before)
    counts = [other for other in rivals if other.witness.likely < 0]
    share = rival.witness.likely > 0 and any(is_rate(rival.witness, one.witness, other.witness) for one, other in permutations(counts, 2))
    pairs = [(change, other) for change, other in permutations(rivals, 2) if _between(change, other, rival) and other.planned < 1]
    final = rival.planned < 1 and any(is_difference(change.witness, rival.witness, other.witness) for change, other in pairs)
    share_worth = (_PROVEN + max(-rival.prior, 0.0)) * share  # 实到率: whatever its words lean to
    return _PROVEN * final + _BESIDE_EARLIER * near + share_worth


def _replaced(columns: Sequence[Column], roles: Sequence[tuple[Rival, str]]) -> tuple[Column, ...]:
    told = {rival.column.place: replace(rival.column, field=field) for rival, field in roles}
    kept = [told.pop(column.place, column) for column in columns]
    return tuple(sorted((*kept, *told.values()), key=lambda column: column.place))

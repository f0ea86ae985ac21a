"""What stands over a table or on its sheet's tab: a year, a unit, the one item that it is about."""

from collections.abc import Iterable

from ecoreport.language import patterns as re
from ecoreport.language.dates import as_date
from ecoreport.language.numerals import read_count
from ecoreport.language.origins import without_grounds
from ecoreport.language.periods import spans_one_year
from ecoreport.language.units import parse_unit
from ecoreport.language.widths import even, fold
from ecoreport.matching import TRAILING_BRACKET
from ecoreport.matching.kinds import other_year_in, says_actual
from ecoreport.model import Cell, Scope, Sheet
from ecoreport.model.layout import written
from ecoreport.recognition.around import said_around
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.grid import Grid, rows_of
from ecoreport.recognition.headings import VALUE_LIKE, is_amount
from ecoreport.recognition.subjects import Subject, SubjectFinder
from ecoreport.records import dataclass

_LONGEST_UNIT = 12  # characters
_LONGEST_TITLE, _SHORTEST_INDICATOR = 40, 4  # characters
_LIKELY, _SHORTEST_LIKELY = 50.0, 3  # score, and characters, of a title that is less than an item's name
_AHEAD = 20.0  # score by which it must lead the next
_SEVERAL_YEARS = 2
_LOOK_UP = 6  # rows above a heading that may still be its titles
_UNIT = re.compile(r"(?:计量|数据)?单位\s*:\s*([^\s,;、)]+)")
_TITLE_ENDS = re.compile(
    r"(?:完成|基本|测算|填报|进展|统计|复核|核对|更正|修订|通报|简报|比较|对比|指标|情况|数据|汇总|明细|台账|台帐|报告|卡片|卡|表|单)*(?:\(.*\))?\s*$"
)
_PERIODIC = re.compile(
    r"(?:[按分逐各][年季月])?[年季月](?:度|末)?(?=(?:余额|情况|进度|报?表|报|台[账帐]|完成|统计|数据|明细|汇总))"
)  # 季末余额, 月表
_BALANCE = re.compile(r"余额|存量|结存")
_BY_NUMBER = re.compile(r"\s*指标\s*(\d{1,2}(?:[-.—]\d)?|[一二三四五六七八九十]{1,3})\s*")  # 指标39-1: a sheet called by an item's number
_LABELLED = re.compile(r"指标(?:名称)?\s*:\s*(\S.*)")
_TITLE_BEGINS = re.compile(
    r"^\s*(?:附?[件表]\s*\d*(?:[-.]\d+)*\s*:?\s*|指标\s*[一二三四五六七八九十\d]*(?:\.\d+)?\s*[::、.]?\s*|[一二三四五六七八九十]+\s*、\s*)"
)


@dataclass(frozen=True, slots=True)
class Title:
    subject: Subject | None = None
    year: int | None = None
    unit: str | None = None
    addresses: tuple[str, ...] = ()
    scope: Scope = Scope()  # whose values of which kind these are
    notes: tuple[str, ...] = ()  # that stand around the table
    reported: bool = False  # it speaks of what was done: 完成情况表
    balance: bool = False  # it, or its item by another name, speaks of what stands at a day: 余额, so that December's is the year's


def read_titles(
    grid: Grid,
    first: int,
    setting: Setting,
    finder: SubjectFinder,
    within: tuple[int, int] | None = None,
    after: int | None = None,
    below: range = range(0),
) -> Title:
    """Read the texts above a table's first row, nearest first, then the sheet's name.

    Another item than its own may be named outside of the columns `within`; `after` is the last heading row of a table above it, 0 where
    there may be one: then titles stand alone in their rows. `below` are the rows in which the table's notes may stand.
    """
    top = _top_row(grid, first, after)
    over = [cell for row in range(first - 1, top - 1, -1) for cell in grid.rows.get(row, ())]
    above = [cell for cell in over if isinstance(cell.value, str)]
    valued = {cell.row for cell in over if _is_value(cell)}  # 2019年实际值 | 88.7 is no title
    told = {cell.row for cell in over if is_amount(cell)}  # an item beside its value
    subject = year = unit = None
    addresses = []
    for cell in above:
        text = even(without_grounds(written(cell)))
        aside = within is not None and not within[0] <= cell.column <= within[1]
        said = (
            None if aside or cell.row in told else _subject(text, finder),
            _year(text, setting),
            _unit(text, alone=len(grid.rows[cell.row]) == 1),
        )
        if cell.row in valued and said[1] != setting.year and _names_value(text, setting):
            continue
        subject, year, unit = subject or said[0], year or said[1], unit or said[2]
        if any(said):
            addresses.append(cell.address)
    name = grid.sheet.name
    around = list(said_around(grid.sheet, range(top, first), setting, within, below=below))
    notes = tuple(said.text for said in around if said.where == "note")
    noted = (other_year_in(text, setting.vocabulary, setting.year, "note") for text in notes)
    year = next((each for each in noted if each), year or setting.reader.year_in(name))  # 以上为2019年数 speaks of the numbers
    reported = any(says_actual(said.text, setting.vocabulary) for said in around if said.where == "title")
    subject = (
        subject
        or _subject(even(name), finder)
        or _named_below(grid, below, finder)
        or _likely((*map(written, above), name), grid.sheet, setting, finder)
    )
    known = finder.matcher.items.name(subject.id or "") if subject else ""
    called = (known, *setting.vocabulary.variants.get(known, ()), *(said.text for said in around if said.where == "title"))
    return Title(
        subject,
        year,
        unit,
        tuple(addresses),
        scope=setting.scope(name, around),
        notes=notes,
        reported=reported,
        balance=any(_BALANCE.search(text) for text in called),
    )


def _named_below(grid: Grid, below: range, finder: SubjectFinder) -> Subject | None:
    """Find the item that a label alone in its row below a table says that it is about: 指标:应当实施…的比例."""
    texts = (even(written(cells[0])) for row, cells in grid.rows.items() if row in below and len(cells) == 1)
    labelled = (match[1] for text in texts if (match := _LABELLED.fullmatch(text)))
    return next((subject for text in labelled if (subject := _subject(text, finder))), None)


def bare_title(text: str) -> str:
    """Take 表1 and 情况表 off a title: what is left may be the name of the item that the table is about."""
    return _TITLE_ENDS.sub("", _PERIODIC.sub("", _TITLE_BEGINS.sub("", even(text))))


def indicator_over(sheet: Sheet, finder: SubjectFinder) -> tuple[str, ...]:
    """List the items of the one indicator that a sheet's name, or a title alone in its row at the top, begins with: 水环境质量分季表."""
    rows = [cells for row, cells in rows_of(sheet).items() if row <= _LOOK_UP]
    alone = (written(cell) for cell, *more in rows if not more and isinstance(cell.value, str))
    for text in (sheet.name, *alone):
        bare = bare_title(text) if len(text) <= _LONGEST_TITLE else ""
        for end in range(len(bare), _SHORTEST_INDICATOR - 1, -1):
            if len(items := finder.indicator(bare[:end])) > 1:
                return items
    return ()


def hinted_over(sheet: Sheet, finder: SubjectFinder) -> str | None:
    """Give the one of the sender's items that the title alone at the top of a sheet may mean."""
    first = next(iter(rows_of(sheet).values()), [])
    return likely_own(written(first[0]), finder) if len(first) == 1 and isinstance(first[0].value, str) else None


def task_over(grid: Grid, first: int, finder: SubjectFinder) -> Subject | None:
    """Find the one task whose name stands alone in a row over a table, or on its sheet's tab: its rows are what the task asks for."""
    rows = (grid.rows.get(row, []) for row in range(first - 1, _top_row(grid, first, 0) - 1, -1))
    alone = (cells[0] for cells in rows if len(cells) == 1)
    for text in (*map(written, alone), grid.sheet.name):
        ways = (text, bare_title(text), bare_title(text).removesuffix("任务"))
        match = next((each for tried in ways if (each := finder.matcher.tasks.known(tried))), None)
        if match and match.sure and not finder.known(text):
            return Subject(match.id, "title", text, match)
    return None


def _top_row(grid: Grid, first: int, after: int | None) -> int:
    """Say from which row on texts may be a table's titles: below the rows of a table above it, where several cells stand side by side."""
    if after is None:
        return first - _LOOK_UP
    top = max(first - _LOOK_UP, after + 1)
    return max((top, *(row + 1 for row in range(top, first) if len(grid.rows.get(row, ())) > 1)))


def _year(text: str, setting: Setting) -> int | None:
    if (
        (as_date(text) and not spans_one_year(fold(text)))
        or len(text) > 60
        or setting.vocabulary.label(re.split(r":", text)[0]) == "filled_on"
    ):
        return None
    return setting.reader.year_in(text)


def _names_value(text: str, setting: Setting) -> bool:
    return bool(set(setting.reader.read("indicator", text).fields) & set(VALUE_LIKE))


def _is_value(cell: Cell) -> bool:
    return re.fullmatch(r"(?!(?:19|20)\d\d$)\d{1,12}(?:\.\d{1,9})?%?", written(cell)[:30]) is not None


def _unit(text: str, *, alone: bool) -> str | None:
    labelled, bracket = _UNIT.search(text), TRAILING_BRACKET.search(text) if alone else None  # 年度指标速览(%)
    if labelled and re.match(r"\s*、(?!\s*(?:19|20)\d\d)", text[labelled.end() :]) is not None:
        return None  # 单位:万人、%
    match = labelled or bracket
    told = match[1] if match else text.strip("()[] ")  # 万元, alone over a table's right end
    plain = len(told) <= _LONGEST_UNIT and not any(each.isdecimal() for each in told)  # not (2020年)
    fits = labelled or (plain and (bracket or len(told) > 1))
    return told if fits and parse_unit(told) is not None else None


def _subject(text: str, finder: SubjectFinder) -> Subject | None:
    """Take a title for the name of an item only where it is the whole of it."""
    if len(text) > 60:
        return None
    if (numbered := _BY_NUMBER.fullmatch(text)) and (known := finder.matcher.items.by_id(_digits(numbered[1]))):
        return Subject(known, "number_and_name", text)
    bare = _TITLE_BEGINS.sub("", text)
    for tried in dict.fromkeys((text, bare, _TITLE_ENDS.sub("", bare), _TITLE_ENDS.sub("", text), bare_title(text))):
        if not tried:
            continue
        match = finder.item(tried)
        if match.sure:
            return Subject(match.id, "name", text, match, match.unit)
    return None


def _digits(number: str) -> str:
    return number if number[0].isdecimal() else str(read_count(number) or "")


def _likely(texts: Iterable[str], sheet: Sheet, setting: Setting, finder: SubjectFinder) -> Subject | None:
    """Take a title for the one of the sender's items that it may mean, where the sheet lists years and names none: 一、地表水."""
    if (
        not finder.own
        or not _lists_years(sheet, setting)
        or any(isinstance(cell.value, str) and cell.counts and finder.knows("indicator", written(cell)) for cell in sheet.cells)
    ):
        return None
    for text in texts:
        if likely := likely_own(text, finder):
            how = "name" if finder.matcher.items.is_named_in(likely, bare_title(text)) else "similarity"
            return Subject(likely, how, text)
    return None


def likely_own(text: str, finder: SubjectFinder) -> str | None:
    """Give the one of the sender's items that a title may mean which is less than its name, where no other is nearly as likely."""
    bare = bare_title(text)
    likely = finder.item(bare).candidates if finder.own and _SHORTEST_LIKELY <= len(bare) <= _LONGEST_TITLE else ()
    first, *others = likely or (None,)
    alone = first is not None and all(first.score - other.score >= _AHEAD for other in others)
    return first.id if first and alone and first.id in finder.own and first.score >= _LIKELY else None


def _lists_years(sheet: Sheet, setting: Setting) -> bool:
    """Do years stand down the first column of a sheet."""
    left = min((cell.column for cell in sheet.cells if cell.counts), default=0)
    texts = [written(cell) for cell in sheet.cells if cell.column == left and cell.counts]
    return sum(setting.reader.read("indicator", text, whole=True).by_year_only for text in texts) >= _SEVERAL_YEARS

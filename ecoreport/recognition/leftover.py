"""Items that a sheet names outside every table, with an answer beside them that no table's reading took: told once, asked of each."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice, pairwise

from ecoreport.demands import demands_of
from ecoreport.language import patterns as re
from ecoreport.language.units import factor_between, find_unit
from ecoreport.language.widths import even
from ecoreport.model import Cell, Facts, Finding, Scope, Sheet
from ecoreport.model.layout import LayoutRecord, Slot, written
from ecoreport.recognition import rules
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.columns import is_numeric
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.pairs import told_within
from ecoreport.recognition.subjects import SubjectFinder, asked_of
from ecoreport.recognition.titles import bare_title, read_titles
from ecoreport.recognition.witness import worth_of
from ecoreport.records import dataclass

_ANSWERS = ("actual", "unclear", "partial", "prose", "former")  # fields of what answers for an item
_LONGEST_NAME = 60  # characters
_MOST = 5_000  # cells that are looked at
_NUMBERS = 3  # of a sheet whose items are asked of where none is read; that are shown of each
_NAMED = 5  # names that a finding lists
_PLAIN = 0.9  # what an answer must be worth to be taken without a question
_COUNTED = 3  # rising whole numbers beside names count pages or rows
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_SHARE = re.compile(r"\d{1,3}(?:\.\d+)?[%％]")
_STATES = ("status", "done", "progress", "quantity", "problem")  # fields that tell how far a task is
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class _Left:
    """A name and the cells beside it."""

    subject: str
    name: Cell
    answers: tuple[Cell, ...]
    part: str | None = None  # where name and answer share a cell: 生态文明建设规划:已制定实施


def find_leftover(
    sheet: Sheet, free: Sequence[Cell], records: Sequence[LayoutRecord], setting: Setting, finder: SubjectFinder
) -> tuple[list[LayoutRecord], list[Finding]]:
    """Read the answers that stand alone right beside an item's name in no table; ask, as one question, of what else is named so.

    Only of items that the file answers nowhere else.
    """
    if not free:
        return [], []
    scope = setting.scope(sheet.name)
    if len(free) > _MOST or not (scope.adopted or scope.asked):
        return [], []
    answered = {record.subject for record in records if any(_is_answer(slot, record, setting) for slot in record.slots)}
    empty = {
        slot.cell
        for each in records
        if each.kind == "indicator" and each.subject not in answered and each.sheet == sheet.name
        for slot in each.all("name")
    }
    cells = sorted({*free, *empty}, key=lambda cell: (cell.row, cell.column))
    left = [each for each in _names(sheet, cells, setting, finder) if each.subject not in answered]
    if not left and not any(record.sheet == sheet.name for record in records):
        return _asked([each for each in _unread(free, setting, finder) if each.subject not in answered], [], scope, sheet, setting)
    if not left or _counts(left):
        return [], []
    grid = Grid(sheet)
    outside = [each for each in left if each.name not in empty]  # in a table headings speak of what stands beside a name
    told = {each.subject: _told(each, grid, setting, finder) for each in outside if _is_plain(each, left, setting)}
    told |= {each.subject: _told(each, grid, setting, finder, "prose") for each in outside if _is_sentence(each, left, setting)}
    left = [each for each in left if each.subject not in told]
    return _asked(left, [record for record in told.values() if record], scope, sheet, setting)


def _is_answer(slot: Slot, record: LayoutRecord, setting: Setting) -> bool:
    """Is it what answers for the item of a record: a value, or words under 推行情况 that decide its target."""
    if slot.field != "statement" or record.kind != "indicator" or record.subject is None:
        return slot.field in _ANSWERS and bool(slot.text)
    demand = demands_of(setting.system).subjects[record.subject]
    return demand.expects != "number" and worth_of(slot.text, demand) >= _PLAIN


def find_unread_tasks(
    sheet: Sheet, free: Sequence[Cell], records: Sequence[LayoutRecord], setting: Setting, finder: SubjectFinder
) -> list[Finding]:
    """Tell, as one finding, of the sender's tasks that a sheet names and of which nothing in the file tells the state."""
    scope = setting.scope(sheet.name)
    told = {record.subject for record in records if record.kind == "task" and any(_tells(slot, setting) for slot in record.slots)}
    own = {task.id for task in setting.system.key_tasks if setting.department in task.departments} - told
    if not own or not (scope.adopted or scope.asked):
        return []
    listed = [record for record in records if record.kind == "task" and record.sheet == sheet.name and not record.stamped]
    silent = all(record.subject not in told for record in listed)  # no column of the table tells: what is left blank in one is not reported
    rows = [record for record in listed if record.subject in own and (silent or record.first("notes") or record.first("remark"))]
    named = {record.subject or "": slot.cell for record in reversed(rows) for slot in record.all("name") if record.scope.stands}
    known = ((cell, _task_in(written(cell), finder)) for cell in free if _may_name(cell))
    alone = {task: cell for cell, task in known if task in own}
    named = {**alone, **named}
    places = [f"{cell.address}“{written(cell)[:_LONGEST_NAME]}”" for cell in named.values()]
    shown = "、".join(places[:_NAMED]) + (f"等{len(places)}处" if len(places) > _NAMED else "")
    return [
        rules.UNREAD_TASKS.finding(
            setting.source(sheet.name, cell.address), department=setting.department, subject=task, key=f"left.{sheet.name}",
            group=f"tasks.{sheet.name}", sheet=sheet.name, names=shown,
        )
        for task, cell in named.items()
    ]  # fmt: skip


def _tells(slot: Slot, setting: Setting) -> bool:
    """Does a cell of a task's row tell how far it is, be it in a remark."""
    worded = slot.field in ("remark", "notes") and setting.vocabulary.says_of_work(slot.text, setting.year)
    return bool(slot.text) and (slot.field in _STATES or worded)


def _task_in(text: str, finder: SubjectFinder) -> str:
    """Give the task that a text names by the plan's own words, and that is no item's name, or that it says is one."""
    if finder.calls_task(text):
        return finder.task(text).id or ""
    known = finder.matcher.tasks.known(text)
    return known.id or "" if known and finder.matcher.items.known(text) is None else ""


def _unread(free: Sequence[Cell], setting: Setting, finder: SubjectFinder) -> Iterator[_Left]:
    """Find the sender's items that a sheet of numbers names, be it in a title or by less than a name, where nothing of it was read."""
    numbers = [cell for cell in free if isinstance(cell.value, Decimal) or cell.shown_percent or _SHARE.fullmatch(written(cell))]
    found: dict[str, Cell] = {}
    for cell in free:
        subject = _own_item(written(cell), finder) if numbers and _may_name(cell) else None
        if subject and (len(numbers) >= _NUMBERS or _names_shares(written(cell), subject, numbers, setting, finder)):
            found.setdefault(subject, cell)
    for subject, name in found.items():
        beside = [cell for cell in numbers if cell.row == name.row and cell.column > name.column]
        if answers := beside or [cell for cell in numbers if cell.row > name.row]:
            yield _Left(subject, name, tuple(answers[:_NUMBERS]))


def _names_shares(text: str, subject: str, numbers: Sequence[Cell], setting: Setting, finder: SubjectFinder) -> bool:
    """Is an item wholly named whose values all numbers of a sheet, however few, may be: 面积法 | 42.9%, 站位法 | 47.5%."""
    demand = demands_of(setting.system).subjects[subject]
    return finder.known(bare_title(text)) == subject and all(worth_of(written(cell), demand) > 0 for cell in numbers)


def _own_item(text: str, finder: SubjectFinder) -> str | None:
    """Give the one of the sender's items that a text names, or that alone it may name."""
    bare = bare_title(text)
    match = finder.item(bare) if len(bare) >= _NUMBERS and finder.own else None
    likely = [each.id for each in match.candidates] if match else []
    known = finder.known(text) or finder.known(bare) or (likely[0] if len(likely) == 1 else None)
    return known if known in finder.own else None


def _is_plain(each: _Left, left: Sequence[_Left], setting: Setting) -> bool:
    """Is there one answer, right beside a name that is written once, and a likely one."""
    demand = demands_of(setting.system).subjects[each.subject]
    return _is_beside(each, left) and worth_of(each.part or written(each.answers[0]), demand) >= _PLAIN


def _is_sentence(each: _Left, left: Sequence[_Left], setting: Setting) -> bool:
    """Is the one answer words with a number in the item's unit: 全年为54.2%,比上年提高1.5个百分点."""
    return _is_beside(each, left) and not is_numeric(each.answers[0]) and _counts_in_unit(each.answers[0], each.subject, setting)


def _is_beside(each: _Left, left: Sequence[_Left]) -> bool:
    [answer, *others] = each.answers
    beside = each.part is not None or (answer.row == each.name.row and answer.column > each.name.column)
    return beside and not others and sum(other.subject == each.subject for other in left) == 1


def _counts_in_unit(cell: Cell, subject: str, setting: Setting) -> bool:
    unit = demands_of(setting.system).subjects[subject].subject.unit
    numbers = _NUMBER.finditer(even(written(cell))) if isinstance(cell.value, str) and unit else ()
    return any(factor_between(find_unit(even(written(cell)), number.end())[0] or "", unit) is not None for number in numbers)


def _told(each: _Left, grid: Grid, setting: Setting, finder: SubjectFinder, field: str = "actual") -> LayoutRecord:
    title = read_titles(grid, each.name.row, setting, finder, after=0)
    value = Slot(field, grid.sheet.name, each.answers[0], "", title.year, None, each.part)
    slots = (value,) if each.part else (Slot("name", grid.sheet.name, each.name), value)
    return LayoutRecord("indicator", grid.sheet.name, each.subject, slots, "name", title.year, title.unit, scope=title.scope)


def _asked(
    left: Sequence[_Left], records: list[LayoutRecord], scope: Scope, sheet: Sheet, setting: Setting
) -> tuple[list[LayoutRecord], list[Finding]]:
    """Make one question of all that is left."""
    names = [f"{each.name.address}“{written(each.name)[:_LONGEST_NAME]}”" for each in left]
    told = "、".join(names[:_NAMED]) + (f"等{len(names)}处" if len(names) > _NAMED else "")
    asked = list(records)
    findings = []
    for each in left:
        slots = (Slot("name", sheet.name, each.name), *(Slot("unclear", sheet.name, cell) for cell in each.answers))
        asked.append(LayoutRecord("indicator", sheet.name, each.subject, slots, "name", scope=scope))
        findings.append(
            rules.UNREAD_NAMES.finding(
                slots[1].source(setting.file), department=setting.department, subject=each.subject, key=f"left.{sheet.name}",
                group=f"left.{sheet.name}", sheet=sheet.name, names=told,
            )
        )  # fmt: skip
    return asked, findings


def _names(sheet: Sheet, cells: Sequence[Cell], setting: Setting, finder: SubjectFinder) -> Iterator[_Left]:
    """Find the names of items among cells, each with what may be its answer: to its right, else below."""
    kept = {cell.address for cell in cells}
    grid = Grid(sheet, without=frozenset(cell.address for cell in sheet.cells if cell.address not in kept))
    named = {(cell.row, cell.column): finder.known(asked_of(written(cell))) for cell in cells if _may_name(cell)}
    for cell in cells:
        if inline := _inline(cell, finder):
            if worth_of(inline[1], demands_of(setting.system).subjects[inline[0]]) > 0:
                yield _Left(inline[0], cell, (cell,), inline[1])
        elif subject := named.get((cell.row, cell.column)):
            right = _until_name(((cell.row, place) for place in _behind(grid.owned(cell.row), cell.column)), named)
            below = _until_name(((line, cell.column) for line in _behind(grid.columns[cell.column], cell.row)), named)
            beside = [grid.own(*at) for at in right] or [grid.own(*at) for at in below]
            if answers := tuple(each for each in beside if each and _answers(each, subject, setting)):
                yield _Left(subject, cell, answers)


def _inline(cell: Cell, finder: SubjectFinder) -> tuple[str, str] | None:
    """Take a cell apart into an item's name and what is said of it, where a colon stands between them and nothing else is said."""
    [(name, answer), *more] = (told_within(cell) if _may_name(cell) else []) or [("", "")]
    subject = finder.known(name) if answer and not more and not finder.known(written(cell)) else None
    return (subject, answer) if subject else None


def _may_name(cell: Cell) -> bool:
    return isinstance(cell.value, str) and len(cell.value) <= _LONGEST_NAME


def _until_name(places: Iterator[tuple[int, int]], named: dict[tuple[int, int], str | None]) -> list[tuple[int, int]]:
    found = []
    for at in places:
        if named.get(at):
            break
        found.append(at)
    return found


def _behind(places: Sequence[int], at: int) -> Iterator[int]:
    return islice(places, bisect_right(places, at), None)


def _answers(cell: Cell, subject: str, setting: Setting) -> bool:
    """Is it a number, other than a year and the target's own, a sentence with one, or words that decide the item's target."""
    demand = demands_of(setting.system).subjects[subject]
    if is_numeric(cell):
        text = written(cell).rstrip("%％")
        return not _YEAR.fullmatch(text) and text not in _NUMBER.findall(demand.subject.target)
    if _counts_in_unit(cell, subject, setting):
        return not demand.subject.target or written(cell) not in demand.subject.target
    told = isinstance(cell.value, str) and demand.expects != "number" and written(cell) != demand.subject.target
    return told and demand.target.judge(Facts(statement=written(cell))).status in ("met", "not_met")


def _counts(left: Sequence[_Left]) -> bool:
    """Do the numbers beside the names only count pages or rows: 3, 5, 9."""
    numbers = [each.answers[-1].value for each in left]
    whole = [number for number in numbers if isinstance(number, Decimal) and number == number.to_integral_value()]
    return len(whole) == len(left) >= _COUNTED and all(one < other for one, other in pairwise(whole))

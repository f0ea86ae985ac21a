"""对应指标 of a list of 佐证材料: which items, goals and tasks a piece is to prove, and what of the cell names none of them."""

from collections.abc import Iterator

from ecoreport.language import patterns as re
from ecoreport.language.cited_pages import even_out
from ecoreport.language.numerals import read_chinese
from ecoreport.language.references import read_number
from ecoreport.model import Subject
from ecoreport.normalisation.figures import Desk

_SIGNS = re.compile(r"[、,;/&\s]+|和|及|与")
_TO = re.compile(r"(?<=[\d项号])\s*(至|到|~|-{1,2})\s*(?=(?:指标|任务|重点任务|第|[TM])*\s*\d)", re.IGNORECASE)
_LEAD = re.compile(r"^(?:指标|第|任务|重点任务|No\.?)+|(?:项|号)?(?:指标|任务)?等?(?:指标|任务|项)?$")
_TASKS = re.compile(r"^(?:第\s*)?(?:重点)?任务")
_CHINESE = re.compile(r"[一二三四五六七八九十]{1,3}")
_REMARK = re.compile(r"\([^()\d]*\)|\[[^\[\]\d]*\]")  # （部分）: no number and no name of its own
_NO_NAME = re.compile(r"[\W_]*(?:等|其他|其它|相关|有关|各项?|指标|任务|项|号|无|第)*[\W_]*")


def read_items(text: str, desk: Desk) -> tuple[tuple[Subject, ...], tuple[str, ...]]:
    """Read which items, tasks and goals a cell names, by ids, numbers, ranges or names, and give beside them the parts that name none."""
    whole = desk.matcher.items.known(text)
    if whole and whole.id:
        return (Subject(whole.id),), ()
    found: dict[Subject, None] = {}
    unknown: list[str] = []
    for part, written in _parts(text):
        if told := _meant(part, desk):
            found |= dict.fromkeys(map(Subject, told))
        elif not _NO_NAME.fullmatch(part):
            unknown.append(written)
    return tuple(found), tuple(dict.fromkeys(unknown))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Take a cell apart, each part with the words that it was written in; 任务3、5 calls both tasks."""
    called = False
    joined = _TO.sub(r"\1", _REMARK.sub(" ", even_out(text)))
    for written in filter(None, _SIGNS.split(joined)):
        part = _TO.sub("~", written)
        bare_number = part.replace("~", "").isdecimal() or bool(_CHINESE.fullmatch(part))
        called = bool(_TASKS.match(part)) or (called and bare_number)
        yield (f"任务{part}" if called and bare_number else part), written


def _meant(part: str, desk: Desk) -> tuple[str, ...]:
    first, _, last = part.partition("~")
    if _TASKS.match(part) and last:
        return _range(_one(first, desk), _one(last if _TASKS.match(last) else f"任务{last}", desk), desk)
    if told := _one(part.replace("~", "-"), desk):  # 15-1 is printed so, T8-1 too
        return told
    if last and not last.startswith("0"):
        return _range(_one(first, desk), _one(last, desk), desk)
    number = read_number(part.replace("~", "-"))  # 3-02
    return _one(number.rpartition("-")[0], desk) if number else ()


def _range(first: tuple[str, ...], last: tuple[str, ...], desk: Desk) -> tuple[str, ...]:
    """Give all that stand from one to the other in the plan; () where the second stands before the first, or is of another kind."""
    system = desk.system
    for subjects in (system.items, system.key_tasks, system.goals):
        order = [str(subject.id) for subject in subjects]
        if first and last and {*first, *last} <= {*order}:
            return tuple(order[order.index(first[0]) : order.index(last[-1]) + 1])
    return ()


def _one(part: str, desk: Desk) -> tuple[str, ...]:
    items, tasks = desk.matcher.items, desk.matcher.tasks
    bare = _LEAD.sub("", part)
    if _CHINESE.fullmatch(bare):
        bare = str(read_chinese(bare) or bare)
    task = tasks.by_id(f"T{bare}" if _TASKS.match(part) else bare)
    if task is not None:
        return (f"T{task}",)
    if found := items.by_id(bare):
        return (found,)
    if numbered := tuple(item.id for item in desk.system.items if bare.lstrip("0") == str(item.no)):
        return numbered
    named = items.known(bare)
    if named and named.id:
        return (named.id,)
    if parts := items.of_indicator(bare):
        return parts
    known = tasks.known(bare)
    return (known.id,) if known and known.id else ()

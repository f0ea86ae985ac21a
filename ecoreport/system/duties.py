"""From rows to what has to be reported: indicators, key tasks, main tasks and their goals."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast, get_args

from ecoreport.language import patterns as re
from ecoreport.language.widths import fold
from ecoreport.model import Direction, Goal, Group, Indicator, Item, KeyTask, MainTask, Measure, Nature
from ecoreport.records import dataclass
from ecoreport.system.directory import Directory
from ecoreport.system.tables import Row

_GROUP = re.compile(r"[(\uff08]\s*([一二三四五六七八九十百\d]+)\s*[)\uff09]\s*(.*)", re.DOTALL)
_NATURES: dict[str, Nature] = {"约束性": "约束性", "参考性": "参考性"}
_DIRECTION_MEND = "请填“越高越好”“越低越好”或“文字”"


@dataclass(frozen=True, slots=True)
class _Block:
    """The consecutive rows of one indicator."""

    no: int
    name: str
    rows: tuple[Row, ...]


def read_indicators(rows: Sequence[Row], directory: Directory) -> tuple[tuple[Group, ...], tuple[Indicator, ...]]:
    """Read the sheet 指标, one row an item."""
    groups: dict[str, Group] = {}
    owners: dict[str, str] = {}  # folded alias -> item
    indicators = []
    for block in _find_blocks(rows):
        group = _read_group(block.rows[0])
        known = groups.setdefault(group.title, group)
        if group.domain != known.domain:
            block.rows[0].fault("domain", f"任务“{group.title}”的领域“{group.domain}”与上文“{known.domain}”不同", "请改为同一领域")
        items = _read_items(block, known, directory)
        indicators.append(Indicator(block.no, block.name, known.domain, known.title, items[0].nature, items))
        for item, row in zip(items, block.rows, strict=True):
            for known_as in item.aliases:
                if (owner := owners.setdefault(fold(known_as), item.id)) != item.id:
                    row.fault("aliases", f"别名“{known_as}”已用于分项{owner}", "请删去一处，一个别名只能属于一个分项")
    return tuple(groups.values()), tuple(indicators)


def _find_blocks(rows: Iterable[Row]) -> Iterable[_Block]:
    """Put the rows of each indicator together: those below that repeat its number, or leave it blank."""
    blocks: list[_Block] = []
    first: dict[int, Row] = {}
    for row in rows:
        no = row.integer("no")
        last = blocks[-1] if blocks else None
        same = last is not None and (no == last.no or not row["no"]) and row["indicator"] in ("", last.name)
        if last is not None and same and (row["name"] or not row["indicator"]):
            blocks[-1] = replace(last, rows=(*last.rows, row))
            continue
        if not row["no"]:
            row.need("no")
        if no is None:
            continue
        if no in first:
            row.fault("no", f"指标序号{no}重复，已用于{first[no].at('no')}", "请改为不重复的序号；同一指标的各分项应连续排列、指标名称相同")
        first.setdefault(no, row)
        blocks.append(_Block(no, row.need("indicator"), (row,)))
    return blocks


def _read_group(row: Row) -> Group:
    text = row.need("group")
    match = _GROUP.fullmatch(text)
    no = f"({match[1]})" if match else ""
    inferred = row.says("domain_source", "inferred")
    return Group(no, match[2].strip() if match else text, row["domain"], inferred)


def _read_items(block: _Block, group: Group, directory: Directory) -> tuple[Item, ...]:
    several = len(block.rows) > 1
    items: list[Item] = []
    for position, row in enumerate(block.rows, 1):
        above = items[-1] if items else None
        departments = directory.read(row, needed=above is None)
        item = Item(
            id=f"{block.no}.{position}" if several else str(block.no),
            no=block.no,
            name=row.need("name") if several else row["name"] or block.name,
            indicator=block.name,
            domain=group.domain,
            group=group.title,
            unit=row["unit"],
            target=row.need("target"),
            nature=_read_nature(row, above),
            direction=read_direction(row),
            departments=departments or (above.departments if above else ("",)),
            aliases=row.list("aliases"),
            measure=_read_measure(row),
            lag=row.integer("lag") or 0,
        )
        if row["id"] not in ("", item.id):
            row.fault("id", f"分项编号“{row['id']}”与排列位置不符", f"按位置应为“{item.id}”，请改正，或留空")
        if any(other.name == item.name for other in items):
            row.fault("name", f"分项名称“{item.name}”在第{block.no}项指标中重复", "请改为不重复的名称")
        items.append(item)
    return tuple(items)


def _read_measure(row: Row) -> Measure | None:
    """Read 度量; left blank, it is told by name, unit and target."""
    text = row["measure"]
    if text and text not in get_args(Measure):
        row.fault("measure", f"度量“{text}”不认识", f"请填“{'”“'.join(get_args(Measure))}”之一，或留空")
        return None
    return cast("Measure", text) if text else None


def _read_nature(row: Row, above: Item | None) -> Nature:
    text = row["nature"]
    if not text and above:
        return above.nature
    if text not in _NATURES and row.need("nature"):
        row.fault("nature", f"指标属性“{text}”不认识", "请填“约束性”或“参考性”")
    nature = _NATURES.get(text, "约束性")
    if above and nature != above.nature:
        row.fault("nature", f"指标属性“{text}”与同一指标的上一分项不同", f"请改为“{above.nature}”")
    return nature


def read_direction(row: Row) -> Direction | None:
    """Take which way is better; None where the goal is in words."""
    found = row.choose("direction", _DIRECTION_MEND, up="up", down="down", words="in_words")
    return "up" if found == "up" else "down" if found == "down" else None


def read_key_tasks(rows: Iterable[Row], directory: Directory) -> tuple[KeyTask, ...]:
    """Read the sheet 重点任务."""
    tasks: dict[int, KeyTask] = {}
    for row in rows:
        row.need("no")
        task_no = row.integer("no")
        inferred = row.says("domain_source", "inferred")
        name, content, departments = row.need("name"), row.need("content"), directory.read(row)
        if task_no is None:
            continue
        if task_no in tasks:
            row.fault("no", f"重点任务序号{task_no}重复", "请改为不重复的序号")
        tasks.setdefault(task_no, KeyTask(task_no, row["domain"], name, content, departments or ("",), inferred))
    return tuple(tasks.values())


def read_main_tasks(rows: Iterable[Row], goal_rows: Iterable[Row], directory: Directory, items: frozenset[str]) -> tuple[MainTask, ...]:
    """Read the sheets 主要任务 and 正文目标."""
    tasks: dict[int, MainTask] = {}
    for row in rows:
        row.need("no")
        task_no = row.integer("no")
        section, content, departments = row.need("section"), row.need("content"), directory.read(row)
        if task_no is None:
            continue
        if task_no in tasks:
            row.fault("no", f"主要任务序号{task_no}重复", "请改为不重复的序号")
        tasks.setdefault(task_no, MainTask(task_no, section, content, departments or ("",)))
    seen: set[str] = set()
    for row in goal_rows:
        goal = _read_goal(row, directory, items)
        if goal.id in seen:
            row.fault("id", f"目标编号“{goal.id}”重复", "请改为不重复的编号")
        seen.add(goal.id)
        if goal.main_task in tasks:
            task = tasks[goal.main_task]
            tasks[goal.main_task] = replace(task, goals=(*task.goals, goal))
        elif row["main_task"] and tasks:
            row.fault("main_task", f"没有序号为“{row['main_task']}”的主要任务", "请改为“主要任务”表中的序号")
    return tuple(tasks.values())


def _read_goal(row: Row, directory: Directory, items: frozenset[str]) -> Goal:
    row.need("main_task")
    measured = row.list("items", spaces=True)
    for item in measured:
        if items and item not in items:
            row.fault("items", f"没有编号为“{item}”的分项", "请改为“指标”表中的分项编号")
    text_only = row.choose("text_only", "请填“是”或“否”", yes="yes", no="no") == "yes"
    if text_only and measured:
        row.fault("text_only", "已填对应分项，又标为仅见于正文", "请只留其一")
    return Goal(
        id=row.need("id"),
        main_task=row.integer("main_task") or 0,
        name=row.need("name"),
        target=row.need("target"),
        unit=row["unit"],
        direction=read_direction(row),
        departments=directory.read(row) or ("",),
        text=row.need("text"),
        deadline=row.date("deadline"),
        base_year=row.integer("base_year"),
        items=measured,
        text_only=text_only,
    )

"""The records of `diff` and `status` in Chinese: counts first, then department by department, or day by day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from ecoreport.explain.telling import WORDS, Line, counted, under
from ecoreport.summary import OUTCOMES, SEVERITIES, STANDINGS, STATES

Record = Mapping[str, Any]
Told = tuple[str, str]  # under which words of _ORDER, and the sentence

_OFFICE = "创建办"
_GOOD = ("met", "completed")
_LEVELS = (("indicators", "指标"), ("items", "分项"), ("tasks", "重点任务"))
_HOW = {"rechecked": "已消除", "adjudicated": "核定", "withdrawn": "原件撤回", None: "不再出现"}
_ORDER = (
    "转为达标", "不再达标", "判定变化", "数值变化", "依据变化", "出处变化",
    "任务完成", "任务退回", "任务变化", "新报", "重报", "撤回",
    "新增问题", "复发问题", "问题变化", "期限变化", "问题销号",
)  # fmt: skip
_TURNS = ("转为达标", "不再达标", "任务完成", "任务退回")  # told by their ids at the top
_MANY, _FEW = ("新增问题", "复发问题", "问题销号"), 3  # of which more of one rule stand in one line
_OWING = {"not_submitted": "未报送", "unread": "已报送，未能读取", "partial": "未报全"}
_STAGES = {"past": "已结束", "current": "进行中，还有{}天", "ahead": "未开始"}
_DUE = {
    "ledgers": "各单位报送台账", "finding": "整改期限", "waiver": "豁免到期（含当日）", "deliverable": "方案要求",
    "goal": "主要任务目标", "yearly_goal": "年度目标", "stage": "阶段结束",
}  # fmt: skip
_WITHIN = (("30天内", 0, 30), ("31至60天", 31, 60), ("61至90天", 61, 90))


# ---- diff -----------------------------------------------------------------------------------------


def tell_diff(record: Record) -> Iterator[Line]:
    """Tell the record of `diff`: what the counts were and are, then each department's changes, verdicts that turned first."""
    before, after = record["before"], record["after"]
    yield Line(f"{_round(before)} → {_round(after)}　{record['period']}年  {record['system']}", "")
    if (after["round"], after["as_of"]) < (before["round"], before["as_of"]):
        yield Line("注意", "前一个比后一个晚，多半是给反了")
    if not record["same_plan"]:
        yield Line("注意", "两轮之间指标体系工作簿（指标值、参数、参照值等）改过，变化里有些由此而来")
    for level, word in _LEVELS:
        yield Line(word, _from_to(before["counts"][level], after["counts"][level]))
    told = [(change, *_change(change)) for change in record["changes"] if _is_told(change)]
    by_department = {whose: list(group) for whose, group in groupby(_once(told), key=lambda one: _whose(one[0]))}
    yield from under("变化", [_summary(_once(told)) or "没有变化"])
    for department, changes in by_department.items():
        yield Line("", "")
        yield Line(department, "")
        for word in _ORDER:
            yield from under(word, _together([one for one in changes if one[1] == word]))


def _round(head: Record) -> str:
    return f"第{head['round']}轮（截至 {head['as_of']}）"


def _from_to(before: Record, after: Record) -> str:
    return counted(after) + "，两轮相同" if before == after else f"{counted(before)} → {counted(after)}"


def _is_told(change: Record) -> bool:
    """Leave out notices: they ask for nothing."""
    return change["kind"] != "finding" or any(row and row["severity"] != "notice" for row in (change["before"], change["after"]))


def _once(told: Iterable[tuple[Record, str, str]]) -> list[tuple[Record, str, str]]:
    """Let a question about several items stand once."""
    seen: dict[object, tuple[Record, str, str]] = {}
    for number, one in enumerate(told):
        row = _row(one[0])
        group = row.get("group")
        seen.setdefault(number if group is None else (group, row["code"], row["department"], one[1]), one)
    return list(seen.values())


def _together(told: Sequence[tuple[Record, str, str]]) -> Iterator[str]:
    """Tell each change; what one rule says of many items, and days that the office moved alike, in one line."""
    alike: dict[object, list[tuple[Record, str]]] = {}
    for number, (change, what, sentence) in enumerate(told):
        key = {"期限变化": sentence, **dict.fromkeys(_MANY, (_row(change).get("code"), change.get("how")))}.get(what, number)
        alike.setdefault(key, []).append((_row(change), sentence))
    for several in alike.values():
        rows, sentences = [row for row, _ in several], [sentence for _, sentence in several]
        named = _named(dict.fromkeys(row["item"] or f"T{row['task']}" for row in rows if row.get("item") or row.get("task")))
        if told[0][1] == "期限变化":
            yield f"{sentences[0]}　{len(rows)}条{named}"
        elif len(rows) > _FEW:
            yield f"{sentences[0]}等{len(rows)}条{named}"
        else:
            yield from sentences


def _row(change: Record) -> Record:
    """Give what is now, or was."""
    return dict(change["after"] or change["before"])


def _summary(told: Sequence[tuple[Record, str, str]]) -> str:
    """Count what changed, and name the verdicts that turned."""
    parts = []
    for word in _ORDER:
        ids = [change["id"] for change, what, _ in told if what == word]
        parts += [f"{word} {len(ids)}{_named(ids) if word in _TURNS else ''}"] if ids else []
    return "，".join(parts)


def _whose(change: Record) -> str:
    return change["department"] or _OFFICE


def _change(change: Record) -> Told:
    return {"item": _result, "task": _result, "submission": _submission, "finding": _finding}[change["kind"]](change)


def _result(change: Record) -> Told:
    """Tell how an item or a key task stood and stands."""
    task, before, after = change["kind"] == "task", change["before"], change["after"]
    label = f"任务{change['id'][1:]} {change['name']}" if task else f"第{change['id']}项 {change['name']}"
    states = [row["status"] if row else None for row in (before, after)]
    source = f"：{_place(before)} → {_place(after)}" if _stands(before) == _stands(after) else ""
    sentence = f"{label}{source}" if source else f"{label}：{_said(before, change['unit'])} → {_said(after, change['unit'])}"
    if states[0] != states[1]:
        better, worse, other = ("任务完成", "任务退回", "任务变化") if task else ("转为达标", "不再达标", "判定变化")
        return better if states[1] in _GOOD else worse if states[0] in _GOOD else other, sentence
    if task:
        return ("出处变化" if source else "任务变化"), sentence
    values = [{name: row[name] for name in ("value", "text")} for row in (before, after)]
    return ("出处变化" if source else "依据变化" if values[0] == values[1] else "数值变化"), sentence


def _stands(row: Record | None) -> Record:
    return {name: value for name, value in (row or {}).items() if name != "source"}


def _said(row: Record | None, unit: str) -> str:
    """Tell a verdict with the value it was given on, and what that stands on where it is not sure."""
    if row is None:
        return "（没有这一项）"
    number = row["progress"] if "progress" in row else row["value"]
    value = f"{number}{'' if unit == '-' else unit}" if number is not None else row["text"] or ""
    if value:
        value = f"填报为{value}，" if row["standing"] == "contradicted" else f"{value} "
    standing = f"（依据{STANDINGS[row['standing']]}）" if row["standing"] not in (None, "confirmed") else ""
    return f"{value}{WORDS[row['status']]}{standing}"


def _place(row: Record | None) -> str:
    source = row and row["source"]
    if not source:
        return "（无出处）"
    return " ".join(filter(None, (source["file"], "!".join(filter(None, (source["sheet"], source["cell"]))))))


def _submission(change: Record) -> Told:
    before, after = change["before"], change["after"]
    if after is None:
        return "撤回", str(before["text"])
    outcome = "" if after["status"] == "read" else f"（{OUTCOMES[after['status']]}）"
    if before is None:
        return "新报", f"{after['text']}{outcome}"
    return "重报", (f"{before['text']} → " if before["text"] != after["text"] else "") + f"{after['text']}{outcome}"


def _finding(change: Record) -> Told:
    before, after = change["before"], change["after"]
    row = _row(change)
    sentence = f"{SEVERITIES[row['severity']]}：{row['message']}（{change['id']}）"
    if after is None:
        return "问题销号", f"{_HOW[change['how']]}　{sentence}"
    if before is None:
        return ("复发问题" if after["state"] == "reopened" else "新增问题"), sentence
    if after["state"] == "reopened" != before["state"]:
        return "复发问题", sentence
    states = [STATES["open" if each["state"] == "new" else each["state"]] for each in (before, after)]
    turns = [f"{states[0]} → {states[1]}"] if states[0] != states[1] else []
    turns += [f"{SEVERITIES[before['severity']]} → {SEVERITIES[after['severity']]}"] if before["severity"] != after["severity"] else []
    moved = f"期限 {before['due'] or '未定'} → {after['due'] or '未定'}" if before["due"] != after["due"] else ""
    if moved and not turns and before["message"] == after["message"]:
        return "期限变化", moved.removeprefix("期限 ")
    return "问题变化", f"{'，'.join((*turns, *filter(None, [moved]))) or '说法有变'}　{sentence}"


# ---- status ---------------------------------------------------------------------------------------


def tell_status(record: Record) -> Iterator[Line]:
    """Tell the record of `status`: the stage and its days, the round, who owes what, what is wrong, what falls due."""
    run = record["run"]
    yield Line(f"从{'今天' if record['today'] else ''} {record['day']} 算起　{record['system']}", "")
    yield from under("阶段", [_stage(stage) for stage in record["stages"]])
    if run:
        yield Line("运行", f"{run['period']}年第{run['round']}轮，截至 {run['as_of']}")
        yield from under("", ["汇总表.xlsx 在这一轮之后又改过，新填的内容重新运行后才算数"] if run["edited"] else [])
        for level, word in _LEVELS:
            yield Line(word, counted(run["counts"][level]))
        yield from under("欠报", list(_owing(record["owing"])) or ["没有单位欠报"])
        yield from under("问题", _findings(record["findings"]) or ["没有错误和需核实事项"])
    if deadline := record["ledger_deadline"]:
        yield Line("报送期限", f"{deadline['day']}，{_days(deadline['days'])}")
    yield from under("已过期限", list(_by_day(record["overdue"])))
    for word, first, last in _WITHIN:
        yield from under(word, list(_by_day(each for each in record["due"] if first <= each["days"] <= last)) or ["没有"])
    yield from under("90天以后", list(_by_day(each for each in record["due"] if each["days"] > _WITHIN[-1][2])))
    if not run:
        yield Line("", "给出输出文件夹，另列出各单位欠报什么、问题各在什么状态：ecoreport status 输出")


def _stage(stage: Record) -> str:
    return f"{stage['level']}{stage['name']}（{stage['begins']}至{stage['ends']}）：{_STAGES[stage['state']].format(stage['days_left'])}"


def _days(days: int) -> str:
    return f"还有{days}天" if days > 0 else "就是这一天" if days == 0 else f"已过{-days}天"


def _owing(owing: Sequence[Record]) -> Iterator[str]:
    """Name who owes: those of whom nothing in particular is known to be lacking together, each other with what it lacks."""
    for state, word in _OWING.items():
        here = [each for each in owing if each["state"] == state]
        plain = [each["department"] for each in here if not (each["items"] or each["tasks"])]
        if plain:
            yield f"{word} {len(plain)}个：{'、'.join(plain)}"
        yield from (f"{word}：{each['department']}　{_lacking(each)}" for each in here if each["department"] not in plain)


def _lacking(owing: Record) -> str:
    items = f"分项 {'、'.join(owing['items'])}" if owing["items"] else ""
    tasks = f"重点任务 {'、'.join(map(str, owing['tasks']))}" if owing["tasks"] else ""
    return "；".join(filter(None, (items, tasks)))


def _findings(rows: Sequence[Record]) -> list[str]:
    """Count the questions of all and of each department, by state and by severity."""
    if not rows:
        return []
    keys = (*STATES, "error", "verify")
    total = {"department": "合计", **{key: sum(row[key] for row in rows) for key in keys}}
    return [_finding_counts(row) for row in (total, *rows)]


def _finding_counts(row: Record) -> str:
    """Say what still asks for an answer, how long it has, and what is settled for now."""
    grave = "，".join(f"{SEVERITIES[key]} {row[key]}" for key in ("error", "verify") if row[key])
    still, settled = (
        "，".join(f"{STATES[key]} {row[key]}" for key in keys if row[key])
        for keys in (("new", "open", "overdue", "reopened"), ("waived", "explained"))
    )
    return f"{row['department'] or _OFFICE}　{grave}{f'（{still}）' if still else ''}{'；' if still and settled else ''}{settled}"


def _by_day(due: Iterable[Record]) -> Iterator[str]:
    """Tell what falls due together in one line: on one day, of one kind, of one department."""
    for _, group in groupby(due, key=lambda each: (each["day"], each["kind"], each["department"] if each["kind"] != "goal" else None)):
        together = list(group)
        first = together[0]
        yield f"{first['day']}（{_days(first['days'])}）　{due_words(first['kind'])}　{_what(together)}".rstrip()


def due_words(kind: str) -> str:
    """Say what kind of day it is."""
    return _DUE[kind]


def _what(together: Sequence[Record]) -> str:
    first, number = together[0], len(together)
    if first["kind"] in ("finding", "waiver"):
        return f"{first['department'] or _OFFICE} {number}条{_subjects(together)}"
    if first["kind"] == "goal":
        return f"{number}个：{'、'.join(each['id'] for each in together)}"
    return "；".join(each["what"] for each in together)


def _subjects(together: Iterable[Record]) -> str:
    return _named(dict.fromkeys(subject for each in together for subject in each["subjects"]))


def _named(ids: Iterable[str]) -> str:
    """Put ids behind what is said of them, where there are any."""
    return f"（{told}）" if (told := "、".join(ids)) else ""

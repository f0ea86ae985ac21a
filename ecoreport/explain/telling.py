"""The records of `why` and `what-if` in Chinese: one line a fact, under labels."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ecoreport.summary import SEVERITIES, STANDINGS, STATUSES, TASK_STATUSES

Record = Mapping[str, Any]
WORDS = {**STATUSES, **TASK_STATUSES}
_HOLDS = {True: "成立", False: "不成立", None: "未定"}
_RECOGNISED = {
    "stamp": "按下发台账的标记认定是本项",
    "number_and_name": "按序号和名称认定是本项",
    "name": "按名称认定是本项",
    "variant": "按名称的另一种写法认定是本项",
    "similarity": "按相近的名称认定是本项",
}
_NOTES = {
    "statement": "完成情况说明", "remark": "备注", "comment": "批注", "self_assessment": "自评", "data_source": "数据来源",
    "status": "进展状态", "done": "完成情况", "problem": "存在问题", "next_step": "下一步", "other": "其他", "answer": "反馈意见",
}  # fmt: skip
_FACTS = {
    "actual": "完成值{}", "average": "全省平均值{}", "average_change": "全省平均变化幅度{}", "assigned": "上级下达目标值{}",
    "assigned_met": "上级认定为“{}”", "previous": "补上更早一年的数，{}", "branch": "属{}", "statement": "填报“{}”",
    "reading": "以{}为准", "status": "进展状态写“{}”", "progress": "{}", "quantities": "完成量{}", "together": "同时做到{}",
}  # fmt: skip


class Line(NamedTuple):
    """One line: a label, or "" where it goes on under the last one; a label without text is a title."""

    label: str
    text: str


def tell_why(record: Record) -> Iterator[Line]:
    """Tell the record of `why`, an indicator of several items one after another."""
    if record["kind"] == "indicator":
        yield Line(f"第{record['no']}项  {record['name']}（{record['nature']}）", "")
        yield Line("结论", f"{_verdict(record)}，分{len(record['items'])}项，逐项如下")
        for part in record["items"]:
            yield Line("", "")
            yield from tell_why(part)
        return
    home = record["source"]
    yield Line(_title(record), "")
    yield Line("结论", _join(_verdict(record), record["reason"]))
    yield from under("依据", _doubting(record))
    yield from (_task if record["kind"] == "task" else _value)(record)
    yield from under("旁注", (f"{_NOTES[note['what']]}：{note['text']}{_at(note['source'], home)}" for note in record["notes"]))
    yield from under("别处所报", _others(record))
    yield from under("佐证", map(_piece, record["evidence"]))
    doubting = [finding for finding in record["findings"] if finding["doubting"]]
    yield from under("问题", map(_finding, (each for each in record["findings"] if each not in doubting)))
    yield from under("怎样会变", _turns(record))


def tell_what_if(record: Record) -> Iterator[Line]:
    """Tell the record of `what-if`: each value supposed, and what turns with it."""
    yield Line("假设这样，结果会怎样（没有改动任何文件）", "")
    for change in record["supposed"]:
        before, after, unit = change["before"], change["after"], "" if change["unit"] == "-" else change["unit"]
        yield Line(
            _name(change["id"]),
            f"{change['name']}：{_told(before) or '（不取值）'} → {_told(after) or change['given']}{unit if after['value'] else ''}",
        )
        yield Line("  原来", _join(_verdict(before), before["reason"]))
        yield Line("  假设", _join(_verdict(after), after["reason"]))
    turned = (
        f"第{each['id']}项指标 {each['name']}：{_verdict(each['before'])} → {_verdict(each['after'])}" for each in record["indicators"]
    )
    yield from under("指标", turned if record["indicators"] else ["没有一项因此改变"])
    for label, key in (("指标数", "indicators"), ("分项数", "items"), ("重点任务", "tasks")):
        before, after = record["counts"]["before"][key], record["counts"]["after"][key]
        yield Line(label, counted(before) if before == after else f"{counted(before)} → {counted(after)}")
    for stage in record["stages"]:
        before, after = stage["short_before"], stage["short_after"]
        gone, new = [no for no in before if no not in after], [no for no in after if no not in before]
        change = f"还差{len(before)}项 → {len(after)}项" if before != after else f"还差{len(before)}项，不变"
        which = "".join((f"；不再差第{'、'.join(gone)}项" if gone else "", f"；多差第{'、'.join(new)}项" if new else ""))
        yield Line("阶段", f"{stage['level']}{stage['name']}（{stage['ends']}止）要求各项指标达标：{change}{which}")


def _name(id_: str) -> str:
    return f"任务{id_[1:]}" if id_.startswith("T") else id_ if id_.startswith("M") else f"第{id_}项"


def counted(counts: Record) -> str:
    """Tell counts in words, the doubted beside what they are of."""
    good = next((status for status in ("met", "completed") if status in counts), "")
    words = (f"{WORDS[status]}{count}" for status, count in counts.items() if status not in ("doubted", good) and count)
    doubted = f"（其中依据存疑{counts['doubted']}）" if counts["doubted"] else ""
    return "，".join((f"{WORDS[good]}{counts[good]}{doubted}", *words))


def _title(record: Record) -> str:
    if record["kind"] == "task":
        return f"重点任务{record['no']}  {record['name']}（牵头：{record['lead']}）"
    if record["kind"] == "goal":
        return f"主要任务{record['main_task']}的目标 {record['id']}  {record['goal']}（牵头：{record['lead']}）"
    indicator = "" if record["indicator"] == record["item"] else f"{record['indicator']} · "
    return f"第{record['id']}项  {record['item']}（{indicator}{record['nature']}，牵头：{record['lead']}）"


def _verdict(record: Record) -> str:
    standing = record["standing"]
    return WORDS[record["status"]] + (f"，依据{STANDINGS[standing]}" if standing else "")


def _doubting(record: Record) -> Iterator[str]:
    """Say why the standing is what it is: by the open findings that put it in doubt."""
    if record["standing"] == "confirmed":
        yield "台账里没有与它相抵触的内容"
    yield from (_finding(finding) for finding in record["findings"] if finding["doubting"])


def _value(record: Record) -> Iterator[Line]:
    """Tell target, value, years, facts and readings of an item or a goal."""
    home, unit = record["source"], "" if record["unit"] == "-" else record["unit"]
    yield Line("指标值", f"{record['target'] or '（空）'}{f'　单位：{unit}' if unit else ''}")
    yield from under("读作", _requirement(record.get("understood"), 0))
    if (written := record.get("written")) is None:
        yield Line("完成值", "没有单位填报")
    else:
        value = _told(record) or "（不取值）"
        as_written = "" if written["raw"] == value else f"，原样“{written['raw']}”"
        converted = f"，换算：{written['conversion']}" if written["conversion"] else ""
        where = "，在隐藏处" if written["hidden"] else "，从一段话里取出" if written["from_prose"] else ""
        number = f"{value}{record.get('unit_of_value', unit)}" if record["value"] is not None else value
        yield Line("完成值", f"{number}{as_written}{converted}{where}")
        yield Line("", f"{record.get('reporter') or record['lead']}　{_at(home, None)}")
        yield Line("", f"{_RECOGNISED.get(written['recognised_by'], '')}")
    years = (
        f"{past['year']}年 {past['value'] or past['text'] or '不取值'}{_at(past['source'], home)}" for past in record.get("history", ())
    )
    yield from under("往年", ["　".join(years)])
    yield from under("有关的数", (_fact(fact, record, home) for fact in record.get("facts", ())))
    yield from under("读法", _readings(record, home))


def _task(record: Record) -> Iterator[Line]:
    """Tell what a task asks for, and what was reported of it."""
    home = record["source"]
    yield Line("任务", record["content"])
    yield from under("数量", (_quantity(quantity, home) for quantity in record["quantities"]))
    if home is None:
        yield Line("填报", "没有单位填报")
        return
    yield Line("填报", f"{record['reporter'] or '未识别的单位'}　{_at(home, None)}")
    if record["progress"] is not None:
        yield Line("进度", f"{record['progress']}%{_at(record['written'] and record['written']['source'], home)}")
    indicators = "、".join(map(str, record["indicators"]))
    yield from under("对应指标", [f"第{indicators}项"] if indicators else [])


def _quantity(quantity: Record, home: Record | None) -> str:
    done = f"已报{quantity['done']}{_at(quantity['source'], home)}" if quantity["done"] is not None else "没有报数"
    return f"{quantity['object']}{quantity['number']}{quantity['unit']}：{done}"


def _requirement(requirement: Record | None, depth: int) -> Iterator[str]:
    """Tell a requirement and its parts, deeper ones further in."""
    if requirement is None:
        return
    branch = f"{requirement['branch']}：" if requirement["branch"] else ""
    parts = requirement["parts"]
    told = _HOLDS[requirement["holds"]] if requirement["reason"] else ""
    yield f"{'　' * depth}{'· ' if depth else ''}{branch}{requirement['words']}{'：' if parts else ''}{f'　［{told}］' if told else ''}"
    for part in parts:
        yield from _requirement(part, depth + 1)


def _fact(fact: Record, record: Record, home: Record | None) -> str:
    given = "创建办定" if fact["department"] is None else fact["department"] if fact["department"] != record.get("reporter") else ""
    return f"{fact['name']} {fact['value'] or fact['raw']}{f'（{given}）' if given else ''}{_at(fact['source'], home)}"


def _readings(record: Record, home: Record | None) -> Iterator[str]:
    """Tell the readings where there is more than what was written."""
    readings = record.get("readings", ())
    if not readings and record["standing"] == "contradicted":
        yield "没有可以采信的读法"
    if len(readings) > 1 or any(reading["why"] != "填报" for reading in readings):
        yield from (f"按{each['why']}{_told(each)}：{WORDS[each['status']]}{_at(each['source'], home)}" for each in readings)


def _piece(piece: Record) -> str:
    title = piece["title"] if piece["title"] != piece["document_number"] else ""
    pages = f"第{piece['pages']}页" if piece["pages"] else ""
    return " ".join(filter(None, (piece["no"], title, piece["document_number"], pages)))


def _others(record: Record) -> Iterator[str]:
    home = record["source"]
    for other in record["others"]:
        told = _told(other) or other.get("raw") or (f"{other['progress']}%" if other.get("progress") else "空")
        yield f"{other['department'] or '未识别的单位'} {told}{_at(other['source'], home)}"
    for region in record["regions"]:
        yield f"{region['region']}（县区自报） {_told(region) or region.get('progress') or '空'}{_at(region['source'], home)}"
    for each in record["replaced"]:
        before, after = each["before"], each["after"]
        if (told := _told(before)) != _told(after):
            told = f"先报 {told or '空'}{_at(before, home)}，后报 {_told(after) or '空'}{_at(after, home)} 代替了它"
            yield f"{each['year']}年{told}" if each["year"] else told


def _turns(record: Record) -> Iterator[str]:
    for turn in record["turns"]:
        yield f"{_FACTS[turn['fact']].format(turn['when'])} → {WORDS[turn['status']]}"
    if not record["turns"]:
        yield "没有哪一个数单独能改变它，要看填报的文字"


def _finding(finding: Record) -> str:
    answered = "（单位已说明）" if finding["explanation"] else ""
    return f"{SEVERITIES[finding['severity']]}：{finding['message']}（{finding['id']}）{answered}"


def _told(record: Record) -> str:
    return str(record.get("value") or record.get("text") or "")


def _at(source: Record | None, home: Record | None) -> str:
    """Name a place, shortly where it is in the file or sheet of the value."""
    if source is None:
        return ""
    cell = f"{source['sheet'] or ''}!{source['cell']}" if source["cell"] else source["sheet"] or ""
    if home is None:
        return f"{source['file']} {cell}".rstrip()
    if source["file"] != home["file"]:
        return f"（{source['file']} {cell}）"
    return f"（{source['cell'] if source['sheet'] == home['sheet'] and source['cell'] else cell}）"


def _join(verdict: str, reason: str) -> str:
    return verdict if reason in ("", verdict) else f"{verdict}：{reason}"


def under(label: str, texts: Iterator[str] | Sequence[str]) -> Iterator[Line]:
    """Put lines under one label; empty ones are left out."""
    for text in filter(None, texts):
        yield Line(label, text)
        label = ""

"""What `why` tells of one result: a view of result.json, so that what it names equals it."""

from collections.abc import Mapping, Sequence
from typing import Any

from ecoreport.language import patterns as re
from ecoreport.language.widths import fold
from ecoreport.model.lookup import find
from ecoreport.model.plain import Row
from ecoreport.model.subject import Subject

_TASK = re.compile(r"(?:T|第?(?:重点)?任务|第(?=\d+项重点任务))(?P<no>\d+)(?:项重点任务|项|号)?")
_ITEM = re.compile(r"(?:第|指标|分项|第?目标)?(?P<id>M?\d+(?:\.\d+)?)(?:项|号)?(?:指标)?")


def plain_id(asked: str) -> str:
    """Write an id as result.json does: t7, 重点任务7 and 第7项重点任务 are T7, 第15.1项 is 15.1."""
    text = re.sub(r"\s+", "", fold(asked)).upper()
    if match := _TASK.fullmatch(text):
        return f"T{int(match['no'])}"
    return match["id"] if (match := _ITEM.fullmatch(text)) else text


def why_of(result: Mapping[str, Any], asked: str) -> Row:
    """Give the record of one id out of the tables of a result; raise InputError, with the nearest ids, where there is none.

    `result` is a parsed result.json, or the tables of a `Report`: both give the same.
    """
    key = plain_id(str(asked))
    indicators = {str(indicator["no"]): indicator for indicator in result["indicators"]}
    if key in indicators and len(indicators[key]["items"]) > 1:
        indicator = indicators[key]
        parts = [_record(each, find_row(result, each), result) for each in indicator["items"]]
        return {"kind": "indicator", "id": key, **indicator, "items": parts}
    return _record(key, find_row(result, key), result)


def find_row(result: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Give the row of one item, goal or task by its plain id; raise InputError, with the nearest ids, where there is none."""
    if key.startswith("T"):
        return find(key[1:], {str(task["no"]): task for task in result["tasks"]}, "重点任务", "序号")
    if key.startswith("M"):
        return find(key, {goal["id"]: goal for goal in result["goals"]}, "主要任务目标（只列没有指标衡量的）", "编号")
    return find(key, {item["id"]: item for item in result["items"]}, "分项", "编号")


def _record(key: str, row: Mapping[str, Any], result: Mapping[str, Any]) -> Row:
    """Put what other tables say of it beside its own row."""
    kind = Subject(key).kind
    return {
        "kind": kind,
        **row,
        "id": key,
        "findings": [finding for finding in result["findings"] if _is_about(finding, key)],
        "evidence": [piece for piece in result["evidence"] if key in piece["items"]],
        "regions": _regions(result["regions"], kind, key),
        "replaced": [each for each in result["replaced"] if each["id"] == key],
    }


def _is_about(finding: Mapping[str, Any], key: str) -> bool:
    return bool(finding["item"] == key if finding["task"] is None else f"T{finding['task']}" == key)


def _regions(regions: Sequence[Mapping[str, Any]], kind: str, key: str) -> list[Row]:
    named = [(region["name"], each) for region in regions for each in region["tasks" if kind == "task" else "items"]]
    return [{"region": name, **each} for name, each in named if (f"T{each['no']}" if kind == "task" else each["id"]) == key]

"""What stands beside a value, in one place and many wordings: tests/speakers/remarks.txt, honest (+) and hostile (-) ones.

A line after # names the place: a cell of 备注, of 来源 or 口径, a note below the table (注), its title (题), the comment of the value's
cell (批注), what follows an item's name (名), the remark of a task (任务). Each text stands in one small table of its own.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from . import Case

TEXTS = Path(__file__).parent / "remarks.txt"
ITEM, VALUE, TASK = "42", "97.3", "25"
_NAME, _HEAD = "农村饮用水达标人口覆盖率", ["指标名称", "单位", "2020年"]


def beside() -> Iterator[Case]:
    place = ""
    for number, line in enumerate(TEXTS.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            place = line[1:].strip()
        elif line:
            yield _case(number, place, line[0] == "+", line[2:])


def _case(number: int, place: str, honest: bool, text: str) -> Case:
    sheet = {"name": "Sheet1", **_SHEETS[place](text)}
    value: dict[str, dict[str, str]] = {} if place == "任务" else {ITEM: {"value" if honest else "not": VALUE}}
    state: dict[str, dict[str, str]] = {TASK: {"status" if honest else "not": "completed"}} if place == "任务" else {}
    return Case(f"{number} {place}:{text}", "honest" if honest else "hostile", {"市水利局.xlsx": [sheet]}, value, state, {}, ())


def _table(*rows: list[Any], title: str = "2020年指标", foot: str = "") -> dict[str, Any]:
    return {"rows": [[title], ["填报单位:市水利局"], *rows, *([[foot]] if foot else [])]}


def _in_column(heading: str) -> Callable[[str], dict[str, Any]]:
    return lambda text: _table([*_HEAD, heading], [_NAME, "%", 97.3, text], ["河湖岸线保有率", "%", 88.6, None])


_ROWS = (_HEAD, [_NAME, "%", 97.3], ["河湖岸线保有率", "%", 88.6])
_SHEETS: dict[str, Callable[[str], dict[str, Any]]] = {
    "备注": _in_column("备注"),
    "来源": _in_column("数据来源"),
    "口径": _in_column("统计范围"),
    "注": lambda text: _table(*_ROWS, foot=text),
    "题": lambda text: _table(*_ROWS, title=text),
    "批注": lambda text: {**_table(*_ROWS), "comments": {"C4": text}},
    "名": lambda text: _table(_HEAD, [f"{_NAME}{text}", "%", 97.3], ["河湖岸线保有率", "%", 88.6]),
    "任务": lambda text: _table(
        ["序号", "任务名称", "状态", "备注"], [25, "岸线整治修复", "已完成", text], [35, "农村饮用水达标提标", "推进中", None]
    ),
}

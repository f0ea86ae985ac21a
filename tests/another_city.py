"""Another city's system, made of the shipped one: other names of place and departments, fewer indicators in another order, other numbers."""

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from ecoreport.model import Goal, Indicator, IndicatorSystem, Item
from ecoreport.system import load_system
from ecoreport.system.writing import write_system

SHIPPED = load_system()
_LEFT_OUT = 5  # each so-manieth indicator is none of theirs


def _department(name: str) -> str:
    """市水利局 is called 湖岸市水利局 there, and 舟山海事局 湖岸海事局."""
    return f"湖岸{name}" if name.startswith("市") and not name.startswith("市属") else name.replace("舟山", "湖岸")


def _departments(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_department, names))


def _renumber(indicators: tuple[Indicator, ...]) -> dict[str, str]:
    """Give every item the id that follows from its indicator's new place."""
    ids = {}
    for no, indicator in enumerate(indicators, 1):
        for place, item in enumerate(indicator.items, 1):
            ids[item.id] = str(no) if len(indicator.items) == 1 else f"{no}.{place}"
    return ids


def _goal(goal: Goal, ids: dict[str, str]) -> Goal:
    items = tuple(ids[item] for item in goal.items if item in ids)
    return replace(goal, departments=_departments(goal.departments), items=items, text_only=goal.text_only or not items)


@cache
def another_city() -> IndicatorSystem:
    """Write the other city's workbook and load it, as an office does."""
    kept = tuple(indicator for number, indicator in enumerate(SHIPPED.indicators, 1) if number % _LEFT_OUT)
    turned = tuple(indicator for group in SHIPPED.groups for indicator in reversed(kept) if indicator.group == group.title)
    ids = _renumber(turned)

    def item_of(item: Item, no: int) -> Item:
        return replace(item, id=ids[item.id], no=no, departments=_departments(item.departments))

    indicators = tuple(
        replace(indicator, no=no, items=tuple(item_of(item, no) for item in indicator.items)) for no, indicator in enumerate(turned, 1)
    )
    system = replace(
        SHIPPED,
        parameters=replace(SHIPPED.parameters, name="湖岸市指标体系", edition="湖岸2020", city="湖岸市", government="", office=""),
        indicators=indicators,
        key_tasks=tuple(
            replace(task, no=no, departments=_departments(task.departments)) for no, task in enumerate(reversed(SHIPPED.key_tasks), 1)
        ),
        main_tasks=tuple(
            replace(task, departments=_departments(task.departments), goals=tuple(_goal(goal, ids) for goal in task.goals))
            for task in SHIPPED.main_tasks
        ),
        departments=tuple(replace(each, name=_department(each.name), aliases=()) for each in SHIPPED.departments),
        regions=(), yearly_goals=(), links=(), notes=(), materials=(), inspections=(),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        write_system(system, Path(folder) / "方案.xlsx")
        return load_system(Path(folder) / "方案.xlsx")

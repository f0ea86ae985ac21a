"""Every rule about the plan itself against its own little plan.

tests/rules/S*.csv, one record a row. Columns: case, kind (item, task, main, goal, link, note), no, name, text, unit, target, direction,
departments, items, tasks, expect: the items, tasks (T7) or 计划 of which the rule speaks, says, mend.
"""

import itertools
from dataclasses import replace

import pytest
from rule_tables import Row, cases_of, expected, read_cases, said

from ecoreport.checks.plan import DUPLICATE, RULES, check_plan
from ecoreport.model import DefinitionNote, Finding, Goal, Indicator, IndicatorSystem, Item, KeyTask, Link, MainTask
from ecoreport.system import load_system

SYSTEM = load_system()


@pytest.mark.parametrize(("code", "rows"), cases_of(rule.code for rule in RULES))
def test_a_plan_is_told_of_as_its_rows_expect(code: str, rows: list[Row]) -> None:
    findings = [finding for finding in check_plan(_plan(rows)) if finding.code == code]
    assert said(findings, _subject) == expected(rows)


def test_no_two_findings_of_a_plan_share_an_id() -> None:
    numbered = [rule.code for rule in RULES if rule is not DUPLICATE]  # what has one number twice is not told apart
    for system in (SYSTEM, *(_plan(rows) for code in numbered for rows in read_cases(code).values())):
        ids = [finding.id for finding in check_plan(system)]
        assert len(ids) == len(set(ids))


def _subject(finding: Finding) -> str:
    return finding.item or (f"T{finding.task}" if finding.task else "计划")


def _plan(rows: list[Row]) -> IndicatorSystem:
    by_kind: dict[str, list[Row]] = {
        kind: [row for row in rows if row["kind"] == kind] for kind in ("item", "task", "main", "goal", "link", "note")
    }
    made = [_item(row) for row in by_kind["item"]]
    indicators = tuple(
        Indicator(no, items[0].indicator, items[0].domain, items[0].group, items[0].nature, tuple(items))
        for no, items in ((no, list(group)) for no, group in itertools.groupby(made, key=lambda item: item.no))
    )
    return replace(
        SYSTEM,
        indicators=indicators,
        key_tasks=tuple(KeyTask(int(row["no"]), "", row["name"], row["text"], _departments(row)) for row in by_kind["task"]),
        main_tasks=tuple(
            MainTask(
                int(row["no"]),
                "",
                row["text"],
                _departments(row),
                tuple(_goal(goal) for goal in by_kind["goal"] if goal["no"].startswith(f"M{row['no']}.")),
            )
            for row in by_kind["main"]
        ),
        links=tuple(Link(int(row["no"]), _numbers(row["items"]), _numbers(row["tasks"])) for row in by_kind["link"]),
        notes=tuple(DefinitionNote(row["no"], row["name"], "疑误", row["text"], row["target"]) for row in by_kind["note"]),
    )


def _item(row: Row) -> Item:
    no = int(row["no"].partition(".")[0])
    direction = {"up": "up", "down": "down"}.get(row["direction"])
    return Item(row["no"], no, row["name"], row["name"], "", "", row["unit"], row["target"], "约束性", direction, _departments(row))


def _goal(row: Row) -> Goal:
    direction = {"up": "up", "down": "down"}.get(row["direction"])
    main = int(row["no"][1:].partition(".")[0])
    items = tuple(row["items"].split())
    return Goal(
        row["no"],
        main,
        row["name"],
        row["target"],
        row["unit"],
        direction,
        _departments(row),
        row["text"],
        items=items,
        text_only=not items,
    )


def _departments(row: Row) -> tuple[str, ...]:
    return tuple(row["departments"].split()) or ("市生态环境局",)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split())

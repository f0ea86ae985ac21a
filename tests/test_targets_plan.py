"""The 68 targets of the plan (附件1), keyed from its text, each judged met, not met and undecided where each is possible.

One line is one item: id | unit | direction | target | facts that meet it | facts that miss it | facts that leave it open.
Facts are written as in test_targets.py; "·" stands for no facts, "⏎" for a line break. The table is test_targets_cases/plan_2020.txt.
"""

import pytest
from test_targets import facts_of, read_table

from ecoreport.system import load_system
from ecoreport.targets import parse_target

STATUSES = ("met", "not_met", "undecided")


def items_of(table):
    """Split the plan's table into items; no cell is empty but a unit that the plan does not print."""
    for line in table.strip().splitlines():
        number, unit, direction, text, *facts = (part.strip() for part in line.split("|"))
        yield number, unit, None if direction == "·" else direction, text.replace("⏎", "\n"), tuple(facts)


ITEMS = list(items_of(read_table("plan_2020")))
CASES = [
    pytest.param(text, unit, direction, facts, status, id=f"{number} {status}")
    for number, unit, direction, text, all_facts in ITEMS
    for status, facts in zip(STATUSES, all_facts, strict=True)
]


def count_statuses():
    """Count the items that have a case of each status."""
    reached = dict.fromkeys(STATUSES, 0)
    for _, unit, direction, text, all_facts in ITEMS:
        target = parse_target(text, unit, direction)
        for status, facts in zip(STATUSES, all_facts, strict=True):
            reached[status] += target.judge(facts_of(facts)).status == status
    return reached


def test_all_68_targets_are_here_and_understood():
    assert len({number for number, *_ in ITEMS}) == 68
    assert [number for number, unit, direction, text, _ in ITEMS if not parse_target(text, unit, direction).understood] == []


@pytest.mark.parametrize(("text", "unit", "direction", "facts", "status"), CASES)
def test_every_target_of_the_plan_is_judged(text, unit, direction, facts, status):
    assert parse_target(text, unit, direction).judge(facts_of(facts)).status == status


def test_the_built_in_plan_asks_for_the_same():
    printed = {item.id: ("".join(item.target.split()), item.unit) for item in load_system().items}
    assert printed == {number: ("".join(text.split()), unit) for number, unit, _, text, _ in ITEMS}


def test_each_status_is_reached_for_every_item():
    assert count_statuses() == {"met": 68, "not_met": 68, "undecided": 68}

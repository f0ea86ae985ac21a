"""The 68 targets of the plan (附件1), keyed from its text, each judged met, not met and undecided.

test_targets_cases/plan_2020.txt holds id | unit | direction | target, plan_2020_verdicts.txt id | facts | status | reason | gap.
Facts are written as in test_targets.py; "·" stands for nothing, "⏎" for a line break.
"""

import pytest
from test_targets import read_table, verdict_of

from ecoreport.system import load_system
from ecoreport.targets import parse_target


def rows_of(name):
    """Split a table into its rows."""
    return [[part.strip() for part in line.split("|")] for line in read_table(name).strip().splitlines()]


ITEMS = {
    number: (text.replace("⏎", "\n"), unit, None if direction == "·" else direction)
    for number, unit, direction, text in rows_of("plan_2020")
}
VERDICTS = rows_of("plan_2020_verdicts")


def test_all_68_targets_are_here_and_understood():
    assert len(ITEMS) == 68
    assert [number for number, asked in ITEMS.items() if not parse_target(*asked).understood] == []


@pytest.mark.parametrize(("number", "facts", "status", "reason", "gap"), VERDICTS)
def test_every_target_of_the_plan_is_judged(number, facts, status, reason, gap):
    assert verdict_of(parse_target(*ITEMS[number]), facts) == (status, reason, None if gap == "·" else gap)


def test_the_built_in_plan_asks_for_the_same():
    printed = {item.id: ("".join(item.target.split()), item.unit) for item in load_system().items}
    assert printed == {number: ("".join(text.split()), unit) for number, (text, unit, _) in ITEMS.items()}


def test_each_status_is_reached_for_every_item():
    assert sorted((number, status) for number, _, status, _, _ in VERDICTS) == sorted(
        (number, status) for number in ITEMS for status in ("met", "not_met", "undecided")
    )

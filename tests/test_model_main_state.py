"""A main task is as far as the key tasks that carry it out and the goals that measure it."""

from types import SimpleNamespace as Record

import pytest

from ecoreport.model.main_state import main_state

STATES = [  # states of the key tasks, verdicts of the goals, state of the main task
    (("completed", "completed"), ("met",), "completed"),
    (("completed",), (), "completed"),
    ((), ("met", "met"), "completed"),
    (("completed",), ("met", "not_applicable"), "completed"),
    (("completed", "in_progress"), ("met",), "in_progress"),
    (("completed",), ("undecided",), "in_progress"),
    (("completed",), ("not_met",), "in_progress"),
    (("completed", "not_reported"), ("met",), "in_progress"),
    (("completed", "behind"), ("met",), "behind"),
    (("not_started", "not_started"), (), "not_started"),
    (("not_started",), ("met",), "in_progress"),
    (("not_reported",), ("not_reported",), "not_reported"),
    ((), (), "not_reported"),
]


def told_of(states: tuple[str, ...], verdicts: tuple[str, ...], grounds: tuple[str, ...] = ()) -> tuple[str, str | None]:
    known = (*grounds, *("confirmed",) * 9)
    tasks = [
        Record(task=Record(no=no), assessment=Record(status=state), standing=known[no]) for no, state in enumerate((*states, "behind"))
    ]
    goals = [Record(assessment=Record(status=verdict), standing="confirmed", items=()) for verdict in verdicts]
    return main_state(Record(tasks=tasks, items=[]), Record(key_tasks=tuple(range(len(states))), goals=goals))


@pytest.mark.parametrize(("states", "verdicts", "state"), STATES)
def test_nothing_is_completed_of_which_a_part_is_not(states: tuple[str, ...], verdicts: tuple[str, ...], state: str) -> None:
    assert told_of(states, verdicts)[0] == state


def test_it_stands_on_no_firmer_ground_than_its_parts() -> None:
    assert told_of(("completed", "completed"), ("met",), ("confirmed", "doubted"))[1] == "doubted"
    assert told_of(("completed", "completed"), ("met",), ("contradicted", "doubted"))[1] == "contradicted"
    assert told_of(("completed",), ("met",))[1] == "confirmed"


def test_a_goal_that_items_measure_has_their_verdicts() -> None:
    items = [Record(item=Record(id="3"), status="not_met", standing="doubted"), Record(item=Record(id="4"), status="met", standing=None)]
    report = Record(tasks=[Record(task=Record(no=1), assessment=Record(status="completed"), standing="confirmed")], items=items)
    measured = Record(assessment=None, items=("3",))
    assert main_state(report, Record(key_tasks=(1,), goals=[measured])) == ("in_progress", "doubted")
    assert main_state(report, Record(key_tasks=(1,), goals=[Record(assessment=None, items=("4",))])) == ("completed", "confirmed")

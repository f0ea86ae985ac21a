"""Findings that share an id but for its number are known again by their words, and looking back from the same round undoes it first."""

from dataclasses import replace
from datetime import date

import pytest

from ecoreport.model import Batch, ClosedFinding, Decisions, Finding, Memory, PreviousRound, Source, Subject, Submission
from ecoreport.rounds.life import Earlier, list_closed, tell_states

BASE = "H502-0123456789"


def finding(id_: str = BASE, message: str = "两份分不出先后", **more: object) -> Finding:
    return Finding(id_, "H502", "verify", message, "请说明", "市水利局", **more)  # type: ignore[arg-type]


def memory(*findings: Finding, number: int = 1, closed: tuple[ClosedFinding, ...] = ()) -> Memory:
    return Memory(PreviousRound(number, date(2021, 1, 31), ""), 2020, "", (), findings, closed, {}, (), None, {})


def again(told: list[tuple[str, str]], now: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Say under which ids messages stand in the next round."""
    earlier = Earlier.of(memory(*(finding(id_, message) for id_, message in told)), same=False)
    findings = tell_states([finding(id_, message) for id_, message in now], earlier, Decisions(), {}, date(2021, 2, 28))
    return [(each.id, each.message) for each in findings]


SECOND, THIRD = f"{BASE}-2", f"{BASE}-3"
AGAIN = [  # what was told, what is found now, under which ids it stands
    ("nothing changed", [(BASE, "甲"), (SECOND, "乙")], [(BASE, "甲"), (SECOND, "乙")], [(BASE, "甲"), (SECOND, "乙")]),
    ("the same words twice", [(BASE, "甲"), (SECOND, "甲")], [(BASE, "甲"), (SECOND, "甲")], [(BASE, "甲"), (SECOND, "甲")]),
    ("the first is mended", [(BASE, "甲"), (SECOND, "乙")], [(BASE, "乙")], [(SECOND, "乙")]),
    ("files were renamed", [(BASE, "甲"), (SECOND, "乙")], [(BASE, "乙"), (SECOND, "甲")], [(SECOND, "乙"), (BASE, "甲")]),
    ("one more came before", [(BASE, "甲")], [(BASE, "乙"), (SECOND, "甲")], [(SECOND, "乙"), (BASE, "甲")]),
    ("words of one changed", [(BASE, "甲"), (SECOND, "乙")], [(BASE, "丙"), (SECOND, "乙")], [(BASE, "丙"), (SECOND, "乙")]),
    ("all is otherwise", [(BASE, "甲")], [(BASE, "乙"), (SECOND, "丙")], [(BASE, "乙"), (SECOND, "丙")]),
    (
        "a third came",
        [(BASE, "甲"), (SECOND, "乙")],
        [(BASE, "丙"), (SECOND, "甲"), (THIRD, "乙")],
        [(THIRD, "丙"), (BASE, "甲"), (SECOND, "乙")],
    ),
]


@pytest.mark.parametrize(("says", "told", "now", "expected"), AGAIN, ids=[case[0] for case in AGAIN])
def test_findings_of_one_id_are_known_again_by_their_words(says: str, told, now, expected) -> None:
    assert again(told, now) == expected, says


def test_a_department_that_was_merged_into_another_hands_its_findings_on() -> None:
    before = finding("A101-old", "市水利局没有给出结果", first_round=1, overdue_rounds=1)
    now = replace(before, id="A101-new", department="市资源规划局", message="市资源规划局没有给出结果")
    other = replace(now, id="A101-other", message="市资源规划局没有给出别的结果")
    earlier = Earlier.of(memory(before, number=2), same=False)
    told = tell_states([now, other], earlier, Decisions(), {}, date(2021, 2, 28), {"市水利局": "市资源规划局"})
    assert [(each.id, each.first_round, each.state) for each in told] == [("A101-old", 1, "open"), ("A101-other", 3, "new")]
    later = Earlier.of(memory(*told, number=3), same=False)
    (still, _) = tell_states([now, other], later, Decisions(), {}, date(2021, 3, 31))
    assert (still.id, still.first_round) == ("A101-old", 1), "under its first id in every later round, without the earlier name too"


def test_looking_back_from_the_same_round_undoes_what_it_opened_and_closed() -> None:
    stood, new = finding("A", first_round=1), finding("B", first_round=3)
    back = finding("C", first_round=1, closed_round=2, reopened_round=3)
    ended = ClosedFinding(finding("D", first_round=1), 3, "rechecked")
    before = ClosedFinding(finding("E", first_round=1), 2, "withdrawn")
    held = memory(stood, new, back, number=3, closed=(ended, before))
    anew, later = Earlier.of(held, same=True), Earlier.of(held, same=False)
    assert (anew.number, set(anew.open), set(anew.closed)) == (3, {"A", "D"}, {"C", "E"})
    assert (later.number, set(later.open), set(later.closed)) == (4, {"A", "B", "C"}, {"D", "E"})
    assert Earlier.of(None, same=False) == Earlier(1, {}, {}, {})


STATES = [  # what is known of the finding; the day of the report; its state
    ({}, "2021-02-28", "new"),
    ({"before": True}, "2021-02-28", "open"),
    ({"before": True, "due": "2021-02-28"}, "2021-02-28", "open"),
    ({"before": True, "due": "2021-02-27"}, "2021-02-28", "overdue"),
    ({"due": "2021-02-27"}, "2021-02-28", "overdue"),
    ({"closed": True, "due": "2021-02-27"}, "2021-02-28", "reopened"),
    ({"before": True, "waived": "2021-02-28", "due": "2021-02-01"}, "2021-02-28", "waived"),
    ({"before": True, "waived": "2021-02-27", "due": "2021-02-01"}, "2021-02-28", "overdue"),
    ({"before": True, "waived": "2021-02-27"}, "2021-02-28", "open"),
    ({"before": True, "explained": True, "due": "2021-02-01"}, "2021-02-28", "explained"),
]


@pytest.mark.parametrize(("known", "as_of", "state"), STATES, ids=[f"{' '.join(known)} {state}" for known, _, state in STATES])
def test_a_finding_has_one_state(known: dict[str, object], as_of: str, state: str) -> None:
    told = finding(first_round=1)
    earlier = Earlier(
        3, {BASE: told} if known.get("before") else {}, {BASE: ClosedFinding(told, 2, "rechecked")} if known.get("closed") else {}, {}
    )  # fmt: skip
    days = {name: {BASE: date.fromisoformat(str(known[name]))} if name in known else {} for name in ("waived", "due")}
    found = replace(told, explanation="因口径调整" if known.get("explained") else None)
    (stands,) = tell_states([found], earlier, Decisions(**days), {}, date.fromisoformat(as_of))  # type: ignore[arg-type]
    assert stands.state == state
    assert stands.first_round == (1 if known.get("before") or known.get("closed") else 3)


def test_rounds_past_the_day_are_counted_while_it_stands() -> None:
    earlier = Earlier(3, {BASE: finding(overdue_rounds=1)}, {}, {})
    due = Decisions(due={BASE: date(2021, 2, 1)})
    assert tell_states([finding()], earlier, due, {}, date(2021, 2, 28))[0].overdue_rounds == 2
    assert tell_states([finding()], earlier, Decisions(), {"verify": date(2021, 3, 1)}, date(2021, 2, 28))[0].overdue_rounds == 0
    assert tell_states([finding()], earlier, Decisions(), {"H502": date(2021, 2, 1)}, date(2021, 2, 28))[0].due == date(2021, 2, 1)


FILE, OTHER = (Submission(name, "", "市水利局", "read") for name in ("市水利局.xlsx", "补报.xlsx"))
CELL = Source(FILE.file, "Sheet", "F4")
ENDS = [  # what was wrong, with what, what is sent now, and how it ended
    ("a value is mended", {"source": CELL, "subject": Subject("42")}, (FILE,), "rechecked"),
    ("the file with the value is gone", {"source": CELL, "subject": Subject("42")}, (), "withdrawn"),
    ("what was missing is given", {"subject": Subject("42")}, (FILE,), "rechecked"),
    ("the file that lacked it is gone", {"subject": Subject("42")}, (), "withdrawn"),
    ("a cover is gone, another file came", {"source": Source(FILE.file)}, (OTHER,), "rechecked"),
    ("the plan was filled in", {"subject": Subject("42"), "department": None}, (), "rechecked"),
]


@pytest.mark.parametrize(("what", "about", "sent", "how"), ENDS, ids=[case[0] for case in ENDS])
def test_a_finding_ends(what: str, about: dict, sent: tuple[Submission, ...], how: str) -> None:
    told = replace(finding(message=what), **about)
    (closed,) = list_closed((), Earlier(2, {told.id: told}, {}, {told.id: told}), Batch(submissions=sent), frozenset(), frozenset())
    assert (closed.how, closed.closed_round) == (how, 2)

"""The same round anew: what it says of a finding is what it said before."""

from datetime import date

from ecoreport.model import Batch, Decisions, Finding, Memory, PreviousRound, Subject
from ecoreport.rounds.life import Earlier, list_closed, tell_states

AS_OF = date(2021, 2, 28)


def stand(number: int, before: Finding | None, *, same: bool) -> Finding:
    """Let a finding stand, long past its day, in a run that remembers how it stood at the end of round `number`."""
    asked = Finding("N101-0123456789", "N101", "verify", "写作“约”", "请核实", "市城管局", Subject("43"))
    memory = Memory(PreviousRound(number, AS_OF, ""), 2020, "", (), (before,), (), {}, (), None, {}) if before else None
    (told,) = tell_states([asked], Earlier.of(memory, same=same), Decisions(), {"verify": date(2021, 1, 1)}, AS_OF)
    return told


def test_what_came_back_and_was_settled_by_the_office_in_the_same_round_is_adjudicated() -> None:
    back = Finding("N101-0123456789", "N101", "verify", "写作“约”", "请核实", "市城管局", closed_round=2, reopened_round=3)
    held = Memory(PreviousRound(3, AS_OF, ""), 2020, "", (), (back,), (), {}, (), None, {})
    (closed,) = list_closed((), Earlier.of(held, same=True), Batch(), frozenset((back.id,)), frozenset())
    assert (closed.how, closed.closed_round) == ("adjudicated", 2)


def test_a_round_past_the_day_is_counted_once() -> None:
    first = stand(0, None, same=False)
    second = stand(1, first, same=False)
    assert [each.overdue_rounds for each in (first, second)] == [1, 2]
    assert stand(1, first, same=True) == first
    assert stand(2, second, same=True) == second

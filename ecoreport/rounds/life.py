"""The life of a finding over the rounds: new, open, overdue, reopened, explained, waived; closed, and how (contract: Rounds)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from itertools import chain
from types import MappingProxyType

from ecoreport.language import patterns as re
from ecoreport.model import Batch, ClosedFinding, Decisions, Finding, FindingState, Memory
from ecoreport.model.rounds import ClosedHow
from ecoreport.records import dataclass

_NUMBERED = re.compile(r"-\d+$")  # what tells findings of one id apart


@dataclass(frozen=True, slots=True)
class Earlier:
    """How findings stood when the round before ended: what was open, what was closed, what was ever told."""

    number: int  # of the round that is told now
    open: Mapping[str, Finding]
    closed: Mapping[str, ClosedFinding]
    told: Mapping[str, Finding]  # by the last run, of the round before or of this one

    @classmethod
    def of(cls, memory: Memory | None, *, same: bool) -> "Earlier":
        """Look back from a new round, or from the same one anew: then what it opened and closed itself is undone first."""
        if memory is None:
            return cls(1, {}, {}, {})
        number, told = memory.round.round, {finding.id: finding for finding in memory.findings}
        closed = {each.finding.id: each for each in memory.closed}
        if not same:
            return cls(number + 1, told, closed, told)
        still = {
            id_: replace(each, overdue_rounds=max(each.overdue_rounds - 1, 0))
            for id_, each in told.items()
            if each.first_round < number and each.reopened_round != number
        }
        ended = {id_: each.finding for id_, each in closed.items() if each.closed_round == number}
        just = {id_: each for id_, each in ended.items() if each.first_round < number}
        back = {
            id_: ClosedFinding(replace(each, reopened_round=None, closed_round=None), each.closed_round or 1, "rechecked")
            for id_, each in told.items()
            if each.reopened_round == number
        }
        return cls(number, still | just, {id_: each for id_, each in closed.items() if each.closed_round < number} | back, told | ended)


def tell_states(
    findings: Sequence[Finding],
    earlier: Earlier,
    decisions: Decisions,
    deadlines: Mapping[str, date | None],
    as_of: date,
    bodies: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """Say of each finding where it stands in its life; `deadlines` are by code or severity, where nobody typed one.

    `bodies` gives the department that an earlier name now stands for: one that was merged into another hands its findings on.
    """
    again = _under_earlier_ids(tuple(_known_again(findings, earlier.told)), earlier, bodies)
    return tuple(_stand(finding, earlier, decisions, deadlines, as_of) for finding in again)


def _stand(finding: Finding, earlier: Earlier, decisions: Decisions, deadlines: Mapping[str, date | None], as_of: date) -> Finding:
    before, ended = earlier.open.get(finding.id), earlier.closed.get(finding.id)
    due = decisions.due.get(finding.id) or deadlines.get(finding.code) or deadlines.get(finding.severity)
    late = due is not None and due < as_of
    reopened = before.reopened_round if before else earlier.number if ended else None
    first = before.first_round if before else ended.finding.first_round if ended else earlier.number
    waived = decisions.waived.get(finding.id)
    state: FindingState = (
        "explained" if finding.explanation
        else "waived" if waived and as_of <= waived
        else "reopened" if reopened
        else "overdue" if late
        else "open" if before
        else "new"
    )  # fmt: skip
    return replace(
        finding,
        state=state,
        first_round=first,
        due=due,
        overdue_rounds=(before.overdue_rounds if before else 0) + 1 if late and state not in ("explained", "waived") else 0,
        closed_round=before.closed_round if before else ended.closed_round if ended else None,
        reopened_round=reopened,
    )


def list_closed(
    findings: Sequence[Finding], earlier: Earlier, batch: Batch, adjudicated: AbstractSet[str], kept: AbstractSet[str]
) -> tuple[ClosedFinding, ...]:
    """List everything that is settled, in any round: it is found no more; of notices only what people wrote beside (`kept`)."""
    here = {finding.id for finding in findings}
    own = {id_: each for id_, each in earlier.told.items() if id_ in adjudicated or id_ in kept}  # of this round itself
    gone = {id_: each for id_, each in {**own, **earlier.open}.items() if id_ not in here and (each.severity != "notice" or id_ in kept)}
    closed = {id_: each for id_, each in earlier.closed.items() if id_ not in here}
    for id_, finding in earlier.told.items():
        if id_ in closed and finding.reopened_round == earlier.number:  # it came back in this round, and was settled since
            closed[id_] = replace(closed[id_], how=_how(finding, batch, adjudicated))
    for id_, finding in gone.items():
        if id_ not in closed:
            closed[id_] = ClosedFinding(finding, earlier.number, _how(finding, batch, adjudicated))
    return tuple(sorted(closed.values(), key=lambda each: (each.closed_round, each.finding.department or "", each.finding.id)))


def _how(finding: Finding, batch: Batch, adjudicated: AbstractSet[str]) -> ClosedHow:
    """Say how a finding ended: the office settled it, the file that spoke is gone and nothing answers in its place, or all is well."""
    if finding.id in adjudicated:
        return "adjudicated"
    if finding.department is None or finding.file in batch.by.files:
        return "rechecked"
    if finding.file is None or finding.subject is None:  # a file that lacks something speaks without a cell
        return "rechecked" if finding.department in batch.by.sent else "withdrawn"
    answering = {entry.department for entry in batch.by.entries[finding.subject]}
    answering |= {report.department for report in batch.by.tasks[finding.subject]}
    return "rechecked" if finding.department in answering else "withdrawn"


def _known_again(findings: Sequence[Finding], told: Mapping[str, Finding]) -> Iterable[Finding]:
    """Let findings that share an id but for its number keep the number under which the same words were told before."""
    families: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        families[_NUMBERED.sub("", finding.id) if _is_numbered(finding.id) else finding.id].append(finding)
    earlier: dict[str, list[Finding]] = defaultdict(list)
    for id_, finding in told.items():
        earlier[_NUMBERED.sub("", id_) if _is_numbered(id_) else id_].append(finding)
    renamed: dict[str, str] = {}
    for base, family in families.items():
        if len(family) > 1 or len(earlier[base]) > 1:
            renamed |= _renumber(base, family, earlier[base])
    return (replace(finding, id=renamed[finding.id]) if finding.id in renamed else finding for finding in findings)


def _renumber(base: str, family: Sequence[Finding], earlier: Sequence[Finding]) -> dict[str, str]:
    """Give the ids of the same words first, then those that are left over, in their order, then new ones."""
    left = {each.id: each.message for each in earlier}
    given: dict[str, str] = {}
    for finding in family:
        same = [id_ for id_, message in left.items() if message == finding.message]
        if same:
            given[finding.id] = finding.id if finding.id in same else same[0]
            del left[given[finding.id]]
    numbers = (base if number == 1 else f"{base}-{number}" for number in range(1, len(family) + len(earlier) + 1))
    free = chain(list(left), (id_ for id_ in numbers if id_ not in {each.id for each in earlier}))
    return given | {finding.id: next(free) for finding in family if finding.id not in given}


def _under_earlier_ids(findings: Sequence[Finding], earlier: Earlier, bodies: Mapping[str, str]) -> Iterator[Finding]:
    """Let a finding that nobody told under its id go on under the id of one that is gone and said the same of the same.

    So it is where a department has been merged into another, and where a version makes ids otherwise.
    """
    before = {**{id_: each.finding for id_, each in earlier.closed.items()}, **earlier.open, **earlier.told}
    here = {finding.id for finding in findings}
    gone: dict[object, list[str]] = defaultdict(list)
    for id_, finding in before.items():
        if id_ not in here:
            gone[_what_it_says(finding, bodies)].append(id_)
    for finding in findings:
        same = gone[_what_it_says(finding, bodies)] if gone and finding.id not in before else ()
        yield replace(finding, id=same.pop(0)) if same else finding


def _what_it_says(finding: Finding, bodies: Mapping[str, str]) -> tuple[object, ...]:
    """Give what makes two findings of different ids the same: code, subject, department of today, and the words but for its name."""
    name = finding.department or ""
    message = finding.message.replace(name, "") if name else finding.message
    return finding.code, finding.subject, bodies.get(name, name), message


def _is_numbered(id_: str) -> bool:
    return id_.count("-") > 1

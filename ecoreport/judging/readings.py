"""The status is what holds under every plausible reading of a value, its words and its facts (contract: Standing)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ecoreport.judging.doubts import FINDERS, Alternative, Case, Found
from ecoreport.judging.explanations import explained
from ecoreport.model import Assessment, Facts, ItemStatus, Reading, Verdict

AS_WRITTEN = "填报"
_STATUS = {"met": "达标", "not_met": "未达标", "undecided": "待定", "not_applicable": "不适用"}


def weigh(case: Case) -> Assessment:
    """Find what the batch says against a value, judge every reading, and take what holds under all of them."""
    found = tuple(_settled(each, case) for finder in FINDERS for each in finder(case))
    assessment = replace(case.assessment, doubts=tuple(each.doubt for each in found))
    if not found:
        return replace(assessment, readings=(_as_written(assessment),))
    open_ = [each for each in found if each.doubt.doubting]
    possible = all(each.possible for each in open_)
    readings = tuple(_distinct(((_as_written(assessment),) if possible else ()), case, open_))
    held = _held_by_all(replace(assessment, readings=readings))
    if held.status == "met" and not all(each.decides for each in open_):
        return replace(held, status="undecided", reason="；".join(_told(reading) for reading in readings[:2]) + "，须核实后再判定")
    return held


def _settled(found: Found, case: Case) -> Found:
    """Mark the doubt that the department's own words settle."""
    settled = explained(case.entry, found.doubt, case.vocabulary)
    return replace(found, doubt=replace(found.doubt, settled=True)) if settled else found


def _as_written(assessment: Assessment) -> Reading:
    return Reading(AS_WRITTEN, assessment.status, assessment.value, assessment.text, assessment.source, assessment.reason)


def _distinct(first: tuple[Reading, ...], case: Case, found: Sequence[Found]) -> Iterator[Reading]:
    """Give the readings, the one as written first, none twice."""
    seen: set[Facts] = {case.facts} if first else set()
    yield from first
    for each in found:
        for alternative in each.alternatives:
            facts = replace(case.facts, **alternative.changes)  # type: ignore[arg-type]  # fields of Facts
            if facts not in seen and _can_be(case, alternative):
                seen.add(facts)
                yield _read(case, alternative, facts)


def _can_be(case: Case, alternative: Alternative) -> bool:
    """May the measure be so; an impossible reading is none."""
    value, demand = alternative.changes.get("actual", case.value), case.demand
    if value is None or demand.lowest is None or "actual" not in alternative.changes:
        return True
    return demand.lowest <= value and (demand.highest is None or value <= demand.highest)  # type: ignore[operator]  # a Decimal


def _read(case: Case, alternative: Alternative, facts: Facts) -> Reading:
    verdict: Verdict = case.demand.target.judge(facts)
    text = facts.statement if "statement" in alternative.changes else None
    return Reading(alternative.why, verdict.status, facts.actual, text, alternative.source, verdict.reason)


def _held_by_all(assessment: Assessment) -> Assessment:
    """Take the status on which all readings agree; where they do not, or where none is left, it is undecided and says why."""
    readings = assessment.readings
    statuses = {reading.status for reading in readings}
    if len(statuses) == 1:
        (status,) = statuses
        same = readings[0].why == AS_WRITTEN
        return assessment if same and status == assessment.status else replace(assessment, status=status, reason=readings[0].reason)
    if not readings:
        raw = assessment.chosen.actual.raw if assessment.chosen else ""
        return replace(assessment, status="undecided", reason=f"填报“{raw}”与同表所述不符，没有可以采信的读法，须核实")
    return replace(assessment, status="undecided", reason=_disagreement(readings))


def _disagreement(readings: Sequence[Reading]) -> str:
    """Name the first two readings that disagree."""
    first = readings[0]
    other = next(reading for reading in readings if reading.status != first.status)
    return f"{_told(first)}，{_told(other)}，须核实以哪一个为准"


def _told(reading: Reading) -> str:
    value = format(reading.value, "f") if reading.value is not None else f"“{reading.text}”" if reading.text else ""
    status: ItemStatus = reading.status
    return f"按{reading.why}{value}为{_STATUS[status]}"

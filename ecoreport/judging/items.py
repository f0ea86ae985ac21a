"""The one judge: from many entries to one value, its facts and its verdict, an item and a year at a time.

Computed once for a batch; checks, consolidation and outputs only read it (contract §3).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import PurePosixPath

from ecoreport.demands import Demand, demands_of
from ecoreport.judging.adjudicated import adjudicated_reading, settled_entries, settled_reports
from ecoreport.judging.doubts import Case
from ecoreport.judging.doubts.voices import given_by
from ecoreport.judging.readings import weigh
from ecoreport.judging.tasks import assess_task
from ecoreport.judging.unread import Row, row_of, unread_beside
from ecoreport.model import (
    Adjudication,
    Assessment,
    Batch,
    Bound,
    Entry,
    Facts,
    Figure,
    Goal,
    IndicatorSystem,
    Item,
    ItemStatus,
    KeyTaskReport,
    Note,
    Parameters,
    Reference,
    Source,
    TaskAssessment,
    Verdict,
    YearValue,
)
from ecoreport.model.facts import JUDGED_FIELDS
from ecoreport.records import dataclass
from ecoreport.targets import Target
from ecoreport.vocabulary import Vocabulary

EARLIER_YEARS = 4  # the longest trend that a target asks for

# How much an answer says: a department that says nothing certain leaves the value to the next one.
_WEIGHT = {"value": 0, "asked": 0, "not_applicable": 0, "pending": 1, "not_due": 1, "blank": 2}

_UNJUDGED = {
    "pending": "填报为“{raw}”，数据尚未统计",
    "not_due": "填报为“{raw}”，考核期未到",
    "not_applicable": "填报为“{raw}”",
    "asked": "填报内容“{raw}”需填报单位说明",
}


@dataclass(frozen=True, slots=True)
class Assessments:
    """What the judge made of a batch: by item (and text-only goal) id, and by the number of the key task."""

    items: Mapping[str, Assessment]
    tasks: Mapping[int, TaskAssessment]


def assess(
    batch: Batch, system: IndicatorSystem, period: int, vocabulary: Vocabulary, adjudications: Iterable[Adjudication] = ()
) -> Assessments:
    """Judge every item, text-only goal and key task of the plan once, on a batch as it is heard; what the office settled comes first."""
    entries: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in batch.entries:
        entries[entry.subject, entry.year].append(entry)
    reports: dict[str, list[KeyTaskReport]] = defaultdict(list)
    for report in batch.tasks:
        reports[report.subject].append(report)
    demands = demands_of(system)
    for made in adjudications:
        if made.subject.task is not None:
            reports[made.subject] = settled_reports(made, demands.tasks[made.subject.task].task, reports[made.subject])
        else:
            subject = demands.subjects[made.subject].subject
            told = entries[made.subject, made.year]
            entries[made.subject, made.year] = settled_entries(made, subject, _by_preference(told, subject.departments))
    references = {(reference.item, reference.year): reference for reference in system.references}
    unread = unread_beside(batch)
    return Assessments(
        {
            subject.id: _assess(subject, demands.subjects, entries, references, batch, unread, period, system.parameters, vocabulary)
            for subject in system.subjects
        },
        {task.no: assess_task(demands.tasks[task.no], reports[task.id], vocabulary, period, unread) for task in system.key_tasks},
    )


def indicator_status(statuses: Iterable[ItemStatus]) -> ItemStatus:
    """Judge an indicator by its items: what does not apply is left out, one miss is a miss (contract §3)."""
    applying = [status for status in statuses if status != "not_applicable"]
    if not applying:
        return "not_applicable"
    if "not_met" in applying:
        return "not_met"
    if all(status == "not_reported" for status in applying):
        return "not_reported"
    return "undecided" if {"undecided", "not_reported"} & set(applying) else "met"


def rank(department: str | None, departments: tuple[str, ...]) -> int:
    """Order reporters: the lead, the supporting departments as printed, any other department, nobody known."""
    if department in departments:
        return departments.index(department)
    return len(departments) + (department is None)


def says_anything(entry: Entry) -> bool:
    """Did the department leave anything in a cell for this item and year."""
    figures = (entry.actual, entry.numerator, entry.denominator)
    notes = (entry.statement, entry.self_assessment, entry.remark)
    return any(figure and figure.state != "blank" for figure in figures) or any(notes)


def differs(one: Figure, other: Figure) -> bool:
    """Do two answers to the same question contradict each other; a blank or pending one contradicts nothing."""
    if _WEIGHT[one.state] or _WEIGHT[other.state]:
        return False
    return (one.state, one.value, one.text if one.value is None else None) != (
        other.state,
        other.value,
        other.text if other.value is None else None,
    )


def _assess(
    subject: Item | Goal,
    demands: Mapping[str, Demand],
    entries: Mapping[tuple[str, int], Sequence[Entry]],
    references: Mapping[tuple[str, int], Reference],
    batch: Batch,
    unread: Mapping[Row, tuple[Note, ...]],
    period: int,
    parameters: Parameters,
    vocabulary: Vocabulary,
) -> Assessment:
    candidates = _by_preference(entries.get((subject.id, period), ()), subject.departments)
    history = _history(subject, entries, references, period)
    chosen = candidates[0] if candidates and says_anything(candidates[0]) else None
    if chosen is None:
        return Assessment(
            subject.id, period, "not_reported", "未填报", unit=_unit(subject, None), others=tuple(candidates), history=history
        )
    base = Assessment(
        subject.id,
        period,
        "undecided",
        "",
        value=chosen.actual.value,
        text=chosen.actual.text,
        unit=_unit(subject, chosen.actual),
        chosen=chosen,
        others=tuple(candidates[1:]),
        history=history,
    )
    if not chosen.adjudicated and (rivals := rivals_of(chosen, candidates[1:])):
        written = "、".join(dict.fromkeys(_in_its_file(entry, chosen, rivals) for entry in (chosen, *rivals)))
        who = "同一单位" if chosen.department else "未识别的单位"
        return replace(base, value=None, text=None, reason=f"{who}对本项填报了不同的结果：{written}，须确认以哪一个为准")
    if chosen.actual.state in _UNJUDGED:
        status: ItemStatus = "not_applicable" if chosen.actual.state == "not_applicable" else "undecided"
        return replace(base, status=status, reason=_UNJUDGED[chosen.actual.state].format(raw=chosen.actual.raw))
    demand, reference = demands[subject.id], references.get((subject.id, period))
    facts, sources = _facts(base, candidates, reference, vocabulary, as_written=not subject.has_unit)
    facts = _placed(facts, demand, period, parameters)
    sources += tuple(("branch", source) for kind, source in parameters.kinds if kind == facts.branch)
    verdict, facts = _judge_words_in_turn(demand.target, facts, chosen)
    judged = replace(
        base,
        status=verdict.status,
        reason=verdict.reason,
        facts=facts,
        fact_sources=sources,
        verdict=verdict,
        bound=_bound(demand),
    )
    if chosen.adjudicated:
        return replace(judged, readings=(adjudicated_reading(judged),))
    given = {name: given_by(name, tuple(candidates)) for name in JUDGED_FIELDS if not reference or getattr(reference, name) is None}
    known = {name: who for name, who in given.items() if who}
    beside = unread.get(row_of(chosen.actual.source), ())
    return weigh(Case(demand, judged, chosen, tuple(candidates[1:]), batch, vocabulary, beside, known))


def _by_preference(entries: Sequence[Entry], departments: tuple[str, ...]) -> list[Entry]:
    """Put first who must answer first, among those who answer at all; of one reporter a visible cell before a hidden one."""

    def preference(entry: Entry) -> tuple[object, ...]:
        said = _WEIGHT[entry.actual.state] if entry.actual.state != "blank" or not says_anything(entry) else 1
        return (
            not entry.adjudicated,
            said,
            rank(entry.department, departments),
            not entry.scope.adopted,
            entry.actual.hidden,
            entry.actual.source,
        )

    return sorted(entries, key=preference)


def rivals_of(chosen: Entry, others: Sequence[Entry]) -> tuple[Entry, ...]:
    """Find other answers of the same department, of the same kind and as visible as the chosen one, that contradict it.

    Of two files that nobody can order 暂无 in one contradicts a number in the other: it may take it back.
    """
    kind = (chosen.department, chosen.scope.adopted, chosen.actual.hidden)
    return tuple(
        entry
        for entry in others
        if (entry.department, entry.scope.adopted, entry.actual.hidden) == kind
        and (differs(chosen.actual, entry.actual) or (of_two_versions(chosen, entry) and _takes_back(chosen, entry)))
    )


def of_two_versions(one: Entry, other: Entry) -> bool:
    """Are these answers of two files of one department, of which it is asked once which counts."""
    return one.department is not None and one.department == other.department and one.file != other.file


def _takes_back(one: Entry, other: Entry) -> bool:
    states = {one.actual.state, other.actual.state}
    return len(states) == 2 and "blank" not in states


def _in_its_file(entry: Entry, chosen: Entry, rivals: Sequence[Entry]) -> str:
    """Quote an answer, with its file where the answers stand in several."""
    several = any(rival.file != chosen.file for rival in rivals)
    return f"{entry.actual.raw}（{PurePosixPath(entry.file).name}）" if several else entry.actual.raw


def _history(
    subject: Item | Goal,
    entries: Mapping[tuple[str, int], Sequence[Entry]],
    references: Mapping[tuple[str, int], Reference],
    period: int,
) -> tuple[YearValue, ...]:
    """Collect earlier years' values, oldest first; the office's own outrank a ledger's."""
    values = []
    for year in range(period - EARLIER_YEARS, period):
        reference = references.get((subject.id, year))
        if reference and reference.actual is not None:
            values.append(YearValue(year, reference.actual, None, _reference_source(reference, "actual")))
            continue
        candidates = _by_preference(entries.get((subject.id, year), ()), subject.departments)
        if not candidates or candidates[0].actual.state != "value":
            continue
        first = candidates[0]
        agreed = first.adjudicated or not rivals_of(first, candidates[1:])
        values.append(
            YearValue(
                year, first.actual.value if agreed else None, first.actual.text if agreed else None, first.actual.source, first.actual
            )
        )
    return tuple(values)


def _reference_source(reference: Reference, name: str) -> Source:
    """Say where a fact of the office's own stands: in 待补清单, or in the plan's workbook."""
    if typed := dict(reference.sources).get(name):
        return typed
    sheet, _, cell = reference.cell.partition("!")
    return Source("指标体系", sheet or "参照值", cell or None)


def _unit(subject: Item | Goal, actual: Figure | None) -> str:
    printed = "" if subject.unit == "-" else subject.unit
    return printed or (actual.unit if actual and actual.unit else "")


def _facts(
    base: Assessment, candidates: Sequence[Entry], reference: Reference | None, vocabulary: Vocabulary, *, as_written: bool
) -> tuple[Facts, tuple[tuple[str, Source], ...]]:
    """Gather what a target may be judged on, each fact with the place that it comes from."""
    known: dict[str, Decimal | bool] = {}
    sources: dict[str, Source] = {}
    for name in JUDGED_FIELDS:
        for entry in candidates:
            figure: Figure | None = getattr(entry, name)
            if figure and figure.value is not None:
                known[name], sources[name] = figure.value, figure.source
                break
    for entry in candidates:
        if entry.assigned_met and (answer := _yes_or_no(entry.assigned_met.text, vocabulary)) is not None:
            known["assigned_met"], sources["assigned_met"] = answer, entry.assigned_met.source
            break
    if reference:  # the office's own facts outrank a ledger's
        for name in (*JUDGED_FIELDS, "assigned_met"):
            value: Decimal | bool | None = getattr(reference, name)
            if value is not None:
                known[name], sources[name] = value, _reference_source(reference, name)
    facts = Facts(actual=base.value, previous=_previous(base, as_written=as_written), **known)  # type: ignore[arg-type]  # names and types go together
    return facts, tuple(sources.items())


def _yes_or_no(text: str, vocabulary: Vocabulary) -> bool | None:
    return False if vocabulary.has("assigned_not_met", text) else True if vocabulary.has("assigned_met", text) else None


def _previous(base: Assessment, *, as_written: bool) -> tuple[Decimal, ...]:
    """List the years just before without a gap, oldest first; where values are kept as written, another unit ends the row too."""
    values: list[Decimal] = []
    for year in range(base.year - 1, base.year - 1 - EARLIER_YEARS, -1):
        known = base.of_year(year)
        if known is None or known.value is None:
            break
        written = known.figure.unit if known.figure else None
        if as_written and written and written != base.unit:
            break
        values.append(known.value)
    return tuple(reversed(values))


def _bound(demand: Demand) -> Bound | None:
    return Bound(*demand.bound) if demand.bound else None


def facts_without_value(demand: Demand, base: Assessment, system: IndicatorSystem, vocabulary: Vocabulary) -> Facts:
    """Give what is known of an item whose value is not: its earlier years, the facts beside it, the kind of its place."""
    candidates = (base.chosen, *base.others) if base.chosen else base.others
    reference = next((each for each in system.references if (each.item, each.year) == (base.item, base.year)), None)
    facts, _ = _facts(base, candidates, reference, vocabulary, as_written=not demand.subject.has_unit)
    facts = _placed(facts, demand, base.year, system.parameters)
    return facts if facts.actual is None else replace(facts, actual=None)


def _placed(facts: Facts, demand: Demand, period: int, parameters: Parameters) -> Facts:
    """Say of facts what they are about: which item, which year, whose, and which of the target's branches goes for the place."""
    branch = demand.target.choose_branch(_kinds_of_place(parameters))
    return replace(facts, branch=branch, subject=demand.subject.name, year=period, place=parameters.city)


def _kinds_of_place(parameters: Parameters) -> tuple[str, ...]:
    """List what kinds of place the office has said that its own is (参数: 地形类型, 城市规模, 是否沿海; 待补清单)."""
    coast = {True: "沿海地区", False: "内陆地区", None: ""}[parameters.coastal]
    own = (parameters.terrain, parameters.city_size, coast, *(kind for kind, _ in parameters.kinds))
    return tuple(kind for kind in own if kind)


def _judge_words_in_turn(target: Target, facts: Facts, chosen: Entry) -> tuple[Verdict, Facts]:
    """Judge on the words of the value's own cell first, and on the 说明 beside it only where those decide nothing."""
    spoken = [text for text in (chosen.actual.text, chosen.statement.text if chosen.statement else None) if text]
    tries = [(target.judge(tried), tried) for tried in (replace(facts, statement=text) for text in spoken or (None,))]
    return next(((verdict, tried) for verdict, tried in tries if verdict.status != "undecided"), tries[0])

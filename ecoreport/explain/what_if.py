"""What would turn if a value were another: the same judge, on the facts and the earlier years of a finished run."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any

from ecoreport.demands import Demand, demands_of
from ecoreport.errors import InputError
from ecoreport.judging.items import Assessments, assess, indicator_status
from ecoreport.judging.tasks import told_status
from ecoreport.language import patterns as re
from ecoreport.language.widths import fold
from ecoreport.model import (
    Assessment,
    Batch,
    Entry,
    Evidence,
    Figure,
    KeyTaskReport,
    Note,
    Source,
    Subject,
    Tally,
    TaskTally,
    standing_of,
    worst,
)
from ecoreport.model.account import find_row, plain_id
from ecoreport.model.facts import JUDGED_FIELDS
from ecoreport.model.plain import Row, number
from ecoreport.model.tally import count
from ecoreport.office import Office
from ecoreport.quantity import read_quantity
from ecoreport.records import dataclass

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)%?")
_SUPPOSED = Source("假设")
_OF_THE_PLAN = "指标体系"  # the file that an office's own facts come from
_ASKS_ALL = re.compile(r"指标.*(?:达到|达标)")  # what a stage has to deliver


@dataclass(frozen=True, slots=True)
class _Judged:
    """A status with its standing, and all that came with it."""

    status: str
    standing: str | None
    told: Row


def what_if(result: Mapping[str, Any], office: Office, given: Iterable[str]) -> Row:
    """Judge a finished run anew with other values (`14.2=23`, `T7=已完成`, `T7=80%`), and give what turns; nothing is written.

    A number is in the plan's unit. Facts, earlier years and quantities are those of the run; the value supposed stands alone, without
    the notes and the other answers that spoke of the one reported. Raise InputError for another plan than the run's, for an id that there
    is not, and for words where a number is asked for.
    """
    _require_same_plan(result, office)
    supposed: dict[str, str] = {}
    for id_, text in map(_parse, given):
        if id_ in supposed:
            raise InputError(f"{id_} 给了两个值：{supposed[id_]}、{text}。请只留一个。")
        supposed[id_] = text
    rows = {row["id"]: row for row in (*result["items"], *result["goals"])} | {f"T{row['no']}": row for row in result["tasks"]}
    after = {id_: _judge(find_row(result, id_), Subject(id_), text, office, result) for id_, text in supposed.items()}
    indicators = {
        str(each["no"]): (each, _indicator(each, rows, after))
        for each in result["indicators"]
        if any(item in after for item in each["items"])
    }
    return {
        "kind": "what_if",
        "supposed": [_change(id_, rows[id_], judged, supposed[id_]) for id_, judged in after.items()],
        "indicators": [
            {"id": no, "name": each["name"], "before": _state(each), "after": _state(judged)}
            for no, (each, judged) in indicators.items()
            if _state(each) != _state(judged)
        ],
        "counts": {"before": result["counts"], "after": _counts(result, after, {no: judged for no, (_, judged) in indicators.items()})},
        "stages": list(_stages(result, office, {no: judged for no, (_, judged) in indicators.items()})),
    }


def _require_same_plan(result: Mapping[str, Any], office: Office) -> None:
    if result["system"]["digest"] != office.system.digest:
        name, edition = result["system"]["name"], result["system"]["edition"]
        raise InputError(
            f"这次运行用的指标体系（{name}，{edition}）与现在的不同。请用 --system 给出当时的工作簿；"
            "工作簿或参照值后来改过的，先用它重新运行 ecoreport run"
        )


def _parse(text: str) -> tuple[str, str]:
    id_, sign, value = text.replace("＝", "=").partition("=")
    if not (sign and id_.strip() and value.strip()):
        raise InputError(f"“{text}”应写成 编号=值，如 14.2=23、T7=已完成。")
    return plain_id(id_), value.strip()


def _judge(row: Mapping[str, Any], subject: Subject, text: str, office: Office, result: Mapping[str, Any]) -> _Judged:
    if subject.kind == "task":
        return _judge_task(row, subject, text, office, result["period"])
    demand = demands_of(office.system).subjects[subject]
    figure = _figure(demand, text, result["period"])
    evidence = tuple(_piece(piece) for piece in result["evidence"] if subject in piece["items"] and piece.get("form", "list") == "list")
    assessment = _assess(row, demand, figure, None, office, result["period"], evidence)
    statement = next((note["text"] for note in row["notes"] if note["what"] == "statement"), None)
    if assessment.status == "undecided" and statement and figure.value is not None:  # words may decide what the number leaves open
        with_words = _assess(row, demand, figure, Note(statement, _SUPPOSED), office, result["period"], evidence)
        assessment = with_words if with_words.status != "undecided" else assessment
    told: Row = {"value": number(assessment.value), "text": assessment.text, "reason": assessment.reason, "gap": number(assessment.gap)}
    return _Judged(assessment.status, standing_of(assessment.status, assessment.doubts), told)


def _figure(demand: Demand, text: str, period: int) -> Figure:
    """Read the value supposed: a plain number is in the plan's unit, another is read like a cell."""
    subject = demand.subject
    plain = fold(text).replace(",", "")
    if demand.expects != "words" and _NUMBER.fullmatch(plain):
        return Figure("value", text, _SUPPOSED, value=Decimal(plain), written=Decimal(plain))
    read = read_quantity(text, unit=subject.unit, expects=demand.expects, period=period, names=(subject.name,))
    if read.state in ("pending", "not_due", "not_applicable") or read.value is not None:
        return Figure(read.state, text, _SUPPOSED, value=read.value, unit=read.unit)
    said = Assessment(subject.id, period, "undecided", "").facts
    if subject.has_unit and demand.target.judge(replace(said, statement=text)).status == "undecided":
        raise InputError(f"第{subject.id}项“{subject.name}”要的是一个数（{subject.unit}），“{text}”不是。请写成 {subject.id}=数。")
    return Figure("value", text, _SUPPOSED, text=text)


def _assess(
    row: Mapping[str, Any],
    demand: Demand,
    figure: Figure,
    statement: Note | None,
    office: Office,
    period: int,
    evidence: tuple[Evidence, ...],
) -> Assessment:
    """Lay the value before the judge as one cell of the lead department, each fact where it came from."""
    lead, subject = demand.subject.lead_department, Subject(demand.subject.id)
    own = Entry(subject, period, lead, _SUPPOSED.file, figure, statement=statement)
    given: dict[str, Entry] = {lead: own}
    for fact in row["facts"]:
        if fact["fact"] in (*JUDGED_FIELDS, "assigned_met") and (fact["source"] or {}).get("file") != _OF_THE_PLAN:
            who = fact["department"] or lead
            entry = given.get(who) or Entry(subject, period, who, _SUPPOSED.file, Figure("blank", "", _SUPPOSED))
            given[who] = replace(entry, **{fact["fact"]: _fact(fact)})  # type: ignore[arg-type]  # a field of facts
    earlier = (
        Entry(
            subject,
            past["year"],
            lead,
            _SUPPOSED.file,
            Figure("value", past["value"] or past["text"] or "", _SUPPOSED, _decimal(past["value"]), past["text"]),
        )
        for past in row["history"]
    )
    return _assessed(office, period, Batch(entries=(*given.values(), *earlier), evidence=evidence)).items[subject]


def _assessed(office: Office, period: int, batch: Batch) -> Assessments:
    return assess(batch, office.system, period, office.vocabulary)


def _fact(fact: Mapping[str, Any]) -> Figure | Note:
    raw = fact["raw"] or fact["value"]
    return Note(raw, _SUPPOSED) if fact["fact"] == "assigned_met" else Figure("value", raw, _SUPPOSED, value=_decimal(fact["value"]))


def _piece(piece: Mapping[str, Any]) -> Evidence:
    subjects = tuple(map(Subject, piece["items"]))
    return Evidence(piece["number"], piece["department"], "", _SUPPOSED, piece["title"], piece["document_number"], subjects=subjects)


def _judge_task(row: Mapping[str, Any], subject: Subject, text: str, office: Office, period: int) -> _Judged:
    """Judge a state or a progress together with the quantities that were reported."""
    done = [_decimal(quantity["done"]) for quantity in row["quantities"]]
    quantities = tuple(Figure("value" if each is not None else "blank", "", _SUPPOSED, value=each) for each in done)
    share = _SHARE.fullmatch(fold(text))
    report = KeyTaskReport(
        subject,
        row["lead"],
        _SUPPOSED.file,
        _SUPPOSED,
        status=None if share else Note(text, _SUPPOSED),
        progress=Figure("value", text, _SUPPOSED, value=Decimal(share[1])) if share else None,
        quantities=quantities if any(each is not None for each in done) else (),
    )
    alone = replace(report, quantities=())
    if told_status(demands_of(office.system).tasks[row["no"]], alone, office.vocabulary, period) is None or (
        share and Decimal(share[1]) > 100
    ):
        raise InputError(f"“{text}”看不出重点任务{row['no']}的状态。请写 已完成、推进中、滞后、未启动，或者进度，如 T{row['no']}=80%。")
    task = _assessed(office, period, Batch(tasks=(report,))).tasks[row["no"]]
    told: Row = {"value": number(task.progress), "text": None if share else text, "reason": task.reason, "gap": None}
    return _Judged(task.status, standing_of(task.status, task.doubts), told)


def _indicator(row: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]], after: Mapping[str, _Judged]) -> _Judged:
    states = [_state(after.get(item) or rows[item]) for item in row["items"]]
    return _Judged(indicator_status(state["status"] for state in states), worst(state["standing"] for state in states), {})


def _counts(result: Mapping[str, Any], after: Mapping[str, _Judged], indicators: Mapping[str, _Judged]) -> Row:
    """Count indicators, items and tasks anew, as result.json does."""

    def told(rows: Iterable[Mapping[str, Any]], key: str, changed: Mapping[str, _Judged], prefix: str = "") -> Iterator[tuple[str, Any]]:
        states = (_state(changed.get(f"{prefix}{row[key]}") or row) for row in rows)
        yield from ((state["status"], state["standing"]) for state in states)

    return {
        "indicators": asdict(Tally(**count(told(result["indicators"], "no", indicators), "met"))),
        "items": asdict(Tally(**count(told(result["items"], "id", after), "met"))),
        "tasks": asdict(TaskTally(**count(told(result["tasks"], "no", after, "T"), "completed"))),
    }


def _stages(result: Mapping[str, Any], office: Office, indicators: Mapping[str, _Judged]) -> Iterator[Row]:
    """Say of the stage that the year judged ends in, where it asks for all indicators, how many it is short of before and after."""
    end = date(result["period"], 12, 31)
    short = [str(row["no"]) for row in result["indicators"] if row["status"] not in ("met", "not_applicable")]
    later = [
        str(row["no"])
        for row in result["indicators"]
        if _state(indicators.get(str(row["no"])) or row)["status"] not in ("met", "not_applicable")
    ]
    for stage in office.system.stages:
        if stage.begins <= end <= stage.ends and any(_ASKS_ALL.search(each.text) for each in stage.deliverables):
            yield {"level": stage.level, "name": stage.name, "ends": stage.ends.isoformat(), "short_before": short, "short_after": later}


def _change(id_: str, row: Mapping[str, Any], judged: _Judged, given: str) -> Row:
    before = {"value": row.get("value", row.get("progress")), "text": row.get("text"), "reason": row["reason"], **_state(row)}
    name = row.get("item") or row.get("goal") or row.get("name")
    return {
        "id": id_,
        "name": name,
        "unit": row.get("unit", "%"),
        "given": given,
        "before": before,
        "after": {**judged.told, **_state(judged)},
    }


def _state(given: Mapping[str, Any] | _Judged) -> dict[str, Any]:
    if isinstance(given, _Judged):
        return {"status": given.status, "standing": given.standing}
    return {"status": given["status"], "standing": given["standing"]}


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)

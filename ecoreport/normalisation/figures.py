"""A cell -> a Figure with the findings that its doubts ask for."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from ecoreport.demands import Demand, demands_of
from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.changes import FALLS, RISES
from ecoreport.language.comparisons import AT_LEAST, AT_MOST
from ecoreport.language.units import names_no_unit
from ecoreport.matching import Matcher
from ecoreport.model import Figure, Finding, Goal, IndicatorSystem, Item, Source, Subject
from ecoreport.model.facts import FACTS
from ecoreport.model.layout import LayoutRecord, Slot
from ecoreport.normalisation import rules
from ecoreport.quantity import Doubt, Quantity, read_quantity
from ecoreport.records import dataclass

# words that answer a target in words (完成上级下达的年度目标, 面积不减少) where the item has a unit of measure
_ANSWERS = re.compile(
    r"完成|达到|达标|不降|未降|不减|未减|没有减|稳定|持平|保持|改善|提高|提升|上升|下降|降低|减少|增加|增长|通过|下达|认定|合格"
)
_BOUND = re.compile(rf"\s*(?:[≥≤≧≦]|[<>]=|{AT_LEAST}|{AT_MOST})\s*(?=\d)")
_CHANGE_TOLD = re.compile(rf"(?:{any_of(RISES, FALLS)})了?[0-9.]+[^0-9，,。；;]{0, 10}")  # 下降5 in a column of change is −5
_QUOTED = 80  # characters of a cell that a message quotes
_LONGEST_NAME = 40  # characters of what may be an item's name


@dataclass(frozen=True, slots=True)
class Reading:
    """A Figure, what must be told about it, and the values of other years that its cell names."""

    figure: Figure
    findings: tuple[Finding, ...] = ()
    years: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What reading a file's cells needs to know."""

    file: str
    department: str | None
    period: int
    system: IndicatorSystem
    matcher: Matcher

    def subject(self, record: LayoutRecord) -> Item | Goal:
        assert record.subject is not None
        return self.matcher.items.subjects[record.subject]

    def demand(self, subject: Item | Goal) -> Demand:
        return demands_of(self.system).subjects[subject.id]


def name_subject(subject: Item | Goal) -> str:
    """Name an item the way a message speaks of it."""
    return f"{subject.name}（{subject.id}）"


def name_value(subject: Item | Goal, year: int) -> str:
    """Name an item's value the way a message speaks of it."""
    return f"{name_subject(subject)}{year}年完成值"


def read_actual(slot: Slot, record: LayoutRecord, subject: Item | Goal, year: int, desk: Desk) -> Reading:
    """Read the value of an item for one year."""
    names: tuple[str, ...] = (subject.name, subject.indicator) if isinstance(subject, Item) else (subject.name,)
    names += subject.aliases if isinstance(subject, Item) and slot.field == "prose" else ()
    names += tuple(each.text for each in record.all("name"))  # 万元GDP用水量 says more of the unit than 单位GDP用水量
    read = partial(
        read_quantity,
        slot.cell if slot.part is None else slot.part,
        unit=subject.unit,
        header_unit=written_unit(slot, record),
        period=year,
        names=names,
        small=subject.direction == "down",
    )
    quantity = read(expects=desk.demand(subject).expects)
    words = quantity.text if quantity.state == "value" and quantity.value is None else None
    if words is not None and not _answers(words, subject, desk):
        doubt = Doubt("words_for_number", (("raw", quantity.raw),))
        numbers = read(expects="number") if subject.has_unit else quantity
        several = numbers.state == "asked" and numbers.text is None  # 15.3(剔除沙尘),16.1(实况)
        quantity = numbers if several else Quantity("asked", quantity.raw, text=words, doubts=(doubt,))
    return _reading(quantity, slot, subject.id, f"actual.{year}", name_value(subject, year), year, desk)


def _answers(text: str, subject: Item | Goal, desk: Desk) -> bool:
    """Do words answer for the item: where a number was hoped for they say so, and they do not only name another (shifted by a column)."""
    if subject.has_unit and not _ANSWERS.search(text):
        return False
    match = desk.matcher.items.known(text) if len(text) <= _LONGEST_NAME else None
    return not (match and match.id and match.id != subject.id)


_NAMES = {"progress": "进度", "funds": "资金", "quantity": "完成量"}
_FACTS = {fact.field: fact for fact in FACTS}


def read_fact(slot: Slot, record: LayoutRecord, subject: Item | Goal, year: int, desk: Desk, *, beside: Figure) -> Reading:
    """Read what stands beside a value: 分子, 分母, 全省平均值 …; 0.5 beside 0 in per cent is no half."""
    fact = _FACTS[slot.field]
    unit = subject.unit if fact.judged else ""
    cell = slot.cell if slot.part is None else slot.part
    bound = _BOUND.match(slot.text) if slot.field == "assigned" and isinstance(slot.cell.value, str) else None
    quantity = read_quantity(
        slot.text[bound.end() :] if bound else cell,  # what is assigned is a bound, with its sign or without
        unit=unit,
        header_unit=written_unit(slot, record) if fact.judged else slot.unit,
        expects="either" if fact.words or (fact.judged and not subject.has_unit) else "number",
        period=year,
        names=(subject.name, fact.name),
        change=fact.change or beside.value == 0,
        small=fact.judged and subject.direction == "down",
    )
    if fact.change and _CHANGE_TOLD.fullmatch(slot.text.strip()):
        quantity = replace(quantity, from_prose=False, doubts=tuple(each for each in quantity.doubts if each.kind != "from_sentence"))
    quantity = replace(quantity, raw=slot.text) if bound else quantity
    what = f"{name_subject(subject)}的{fact.name}"
    return _reading(quantity, slot, subject.id, f"{slot.field}.{year}", what, year, desk)


def read_task_figure(slot: Slot, task: int, unit: str, key: str, desk: Desk) -> Reading:
    """Read a key task's progress, funds or quantity done."""
    quantity = read_quantity(slot.cell if slot.part is None else slot.part, unit=unit, header_unit=slot.unit, period=desk.period)
    return _reading(quantity, slot, Subject.of_task(task), key, f"重点任务{task}的{_NAMES[slot.field]}", desk.period, desk)


def written_unit(slot: Slot, record: LayoutRecord) -> str | None:
    """Find the unit that a value is written in, the nearest first: its row's, its heading's, its name's or the table's."""
    row = record.first("unit")
    return row.text if row and not names_no_unit(row.text) else slot.unit or record.unit


def _reading(quantity: Quantity, slot: Slot, subject: str, key: str, what: str, year: int, desk: Desk) -> Reading:
    source = slot.source(desk.file)
    figure = Figure(
        quantity.state, quantity.raw, source, quantity.value, quantity.text, quantity.written, quantity.unit, quantity.conversion,
        slot.cell.hidden, quantity.from_prose,
    )  # fmt: skip
    findings = [
        rules.rule_of(doubt.kind).finding(
            source, department=desk.department, subject=subject, key=key, **_words(dict(doubt.words), what, year)
        )
        for doubt in quantity.doubts
    ]
    if quantity.state == "not_applicable" and key.startswith("actual"):
        findings.append(
            rules.NOT_APPLICABLE.finding(source, department=desk.department, subject=subject, key=key, what=what, raw=quantity.raw)
        )
    return Reading(figure, tuple(findings), quantity.years)


def _words(told: dict[str, str], what: str, year: int) -> dict[str, Any]:
    """Fill the blanks of a doubt's rule; what is long is quoted in part, and what was probably meant is asked."""
    proposal = f"（是否为{told['proposal']}？）" if "proposal" in told else ""
    return {name: text[:_QUOTED] for name, text in told.items()} | {"what": what, "year": year, "proposal": proposal}


def asked(figure: Figure) -> Figure:
    """Turn a value into a question: what was written is kept, nothing is taken."""
    return Figure("asked", figure.raw, figure.source, None, None, figure.written, figure.unit, None, figure.hidden, figure.from_prose)


def blank(source: Source) -> Figure:
    return Figure("blank", "", source)


def answer(figure: Figure) -> tuple[Decimal | None, str | None]:
    """Say what a figure answers, however it is worded."""
    return figure.value, figure.text if figure.value is None else None

"""Values that the office settles by typing them: in the plan's unit, on a ground; what cannot be taken as it stands is asked."""

from collections.abc import Mapping
from dataclasses import field, replace
from decimal import Decimal

from ecoreport.demands import Demand, demands_of
from ecoreport.language import patterns as re
from ecoreport.language.widths import fold
from ecoreport.model import Adjudication, Finding, IndicatorSystem, PersonField, Question, Subject, TypedCell
from ecoreport.quantity import read_quantity
from ecoreport.quantity.records import Quantity
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

FIELD_NAMES: Mapping[PersonField, str] = {
    "deadline": "整改期限", "state": "整改情况", "person": "责任人", "finished_on": "完成日期", "remark": "备注",
    "value": "核定值", "basis": "核定依据", "reading": "选读法", "waived_until": "豁免至", "answer": "填写",
}  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d年")  # 2020年95: a year is no part of a value
_PLAIN = frozenset(("converted", "full_width", "chinese_numeral", "power_of_ten"))  # exact, nothing to confirm


@dataclass(frozen=True, slots=True)
class Line:
    """A row in which people typed: its id, what it is about, how a sentence names that, and what its fields are called there."""

    id: str
    subject: Subject | None
    name: str
    fields: Mapping[PersonField, str] = field(default_factory=lambda: FIELD_NAMES)
    sheet: str = "问题清单"

    @classmethod
    def of(cls, finding: Finding) -> "Line":
        """Give the row of a finding in 问题清单."""
        return cls(finding.id, finding.subject, name_of(finding.subject, f"{finding.department or '创建办'}的问题{finding.code}"))


def name_of(subject: Subject | None, other: str) -> str:
    """Name what a row is about, as a sentence begins."""
    if subject is None:
        return other
    return f"第{subject.task}项重点任务" if subject.task is not None else f"第{subject}项"


def question(kind: str, line: Line, cell: TypedCell, **words: str) -> Question:
    return Question(kind, line.id, line.subject, cell.source, {"subject": line.name, "text": cell.text, **words})


def twice(line: Line, field: PersonField, one: TypedCell, other: TypedCell, taken: str) -> Question:
    """Ask about what stands in two places, differently."""
    places = [f"{each.sheet} {each.cell}" for each in (one.source, other.source)]
    if one.source.file != other.source.file:
        places = [str(one.source), str(other.source)]
    words = {"what": line.fields[field], "one": places[0], "other_text": other.text, "other": places[1], "taken": taken}
    return question("twice", line, one, **words)


def settle(
    line: Line, subject: Subject, year: int, cells: tuple[TypedCell, TypedCell | None], system: IndicatorSystem, vocabulary: Vocabulary
) -> Question | Adjudication:
    """Take a value and its ground (`cells`) for an item's value or a task's state."""
    cell, basis = cells
    if basis is None:
        return question("no_basis", line, cell, named=line.fields["value"], ground=line.fields["basis"], sheet=line.sheet)
    made = Adjudication(line.id, subject, year, cell.text, basis.text, cell.source)
    return _settle_task(line, made, cell, vocabulary) if subject.task is not None else _settle_item(line, made, cell, system)


def _settle_item(line: Line, made: Adjudication, cell: TypedCell, system: IndicatorSystem) -> Question | Adjudication:
    demand = demands_of(system).subjects[made.subject]
    quantity = read(made.subject, cell, system, made.year)
    unit = demand.subject.unit or "—"
    if why := _why_not(demand, quantity, cell.text):
        return question("not_a_value", line, cell, named=line.fields["value"], why=why, unit=unit)
    return replace(made, value=quantity.value)


def _why_not(demand: Demand, quantity: Quantity, text: str) -> str:
    """Say why what was typed cannot be taken as it stands; nothing where it can."""
    value, counted = quantity.value, demand.subject.has_unit
    in_words = value is None and counted and (demand.expects == "number" or any(character.isdigit() for character in text))
    if quantity.state != "value" or in_words or "〔待补" in text:
        return "不是可以直接采用的数"
    if value is not None and demand.lowest is not None and value < demand.lowest:
        return f"小于{demand.lowest}"
    if value is not None and demand.expects == "words":
        return "只有数，没有文字"
    return "写得不肯定" if is_unsure(quantity) or (value is not None and _YEAR.search(fold(text))) else ""


def read(subject: str, cell: TypedCell, system: IndicatorSystem, year: int, *, change: bool = False) -> Quantity:
    """Read what was typed as a value of an item, in the plan's unit."""
    demand = demands_of(system).subjects[subject]
    return read_quantity(
        cell.text, unit=demand.subject.unit, header_unit=None, period=year, names=(demand.subject.name,), expects=demand.expects,
        change=change,
    )  # fmt: skip


def is_unsure(quantity: Quantity) -> bool:
    """Does a number say of itself that it may be otherwise."""
    return quantity.conversion is None and any(doubt.kind not in _PLAIN for doubt in quantity.doubts)


def _settle_task(line: Line, made: Adjudication, cell: TypedCell, vocabulary: Vocabulary) -> Question | Adjudication:
    text = cell.text.strip().removesuffix("%").removesuffix("％")
    number = Decimal(text) if text.replace(".", "", 1).isdecimal() else None
    if number is not None and number <= 100:
        return replace(made, value=number)
    if number is None and vocabulary.task_status(cell.text):
        return made
    return question("not_a_value", line, cell, named=line.fields["value"], why="不是百分数，也不是任务状态", unit="%")

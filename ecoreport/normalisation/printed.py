"""Which cells only repeat what the plan prints, and which of them were changed."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.units import factor_between, names_no_unit
from ecoreport.language.widths import even, fold, word_key
from ecoreport.matching.kinds import kind_in
from ecoreport.model import Finding, Goal, Item, KeyTask, Note
from ecoreport.model.layout import Layout, LayoutRecord, Slot
from ecoreport.normalisation import rules
from ecoreport.normalisation.figures import Desk, name_subject
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

_ITEM_FIELDS = ("code", "number", "domain", "group", "name", "part", "unit", "target", "nature", "duty", "departments", "year")
_TASK_FIELDS = ("code", "number", "domain", "name", "content", "departments", "goal", "goal_code", "goal_number", "goal_unit")
_NOT_THE_SYSTEMS = ("year_plan", "other_measure")  # a year's plan, another's standard, a rule for points: not the indicator system's target
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_COUNT = re.compile(r"\(?[\d.\-①-⑳一二三四五六七八九十]{1,6}\)?[、.]?")
_STANDARD = re.compile(
    r"(?<![A-Za-z])(?:GB|HJ|DB\d{2}|CJ|SL|LY|NY|JT|TD)(?:J|/\s?[A-Z])?\s?/?\s?\d{2,5}(?:\.\d+)?\s?-\s?(?:19|20)?\d{2}"
)  # of the nation, a trade, a province
_SHOWN = {  # what the columns of the issued ledger are called, and the stamp's key of each
    "target": ("指标值", "target"),
    "name": ("名称", "indicator"),
    "part": ("分项", "name"),
    "nature": ("属性", "nature"),
}


@dataclass(slots=True)
class Printed:
    """The plan's cells of one record, sorted: furniture, or what a person wrote in their place."""

    furniture: list[Slot] = field(default_factory=list)
    written: list[Slot] = field(default_factory=list)
    changed: list[Note] = field(default_factory=list)
    unit: Note | None = None
    name: Note | None = None
    findings: list[Finding] = field(default_factory=list)


def sort_item_cells(record: LayoutRecord, subject: Item | Goal, layout: Layout, desk: Desk, vocabulary: Vocabulary) -> Printed:
    """Sort the plan's cells of an item's row."""
    printed, stamped = Printed(), _stamped(record, subject.id, layout)
    for slot in record.slots:
        if slot.field not in _ITEM_FIELDS:
            continue
        if slot.text in stamped or _says_plan(slot, subject, desk, vocabulary):
            printed.furniture.append(slot)
            continue
        printed.written.append(slot)
        note = Note(slot.text, slot.source(desk.file))
        if slot.field == "unit":
            printed.unit = note
            printed.findings += _told_unit(slot, subject, desk)
        elif slot.field in ("name", "part") and record.recognised_by != "stamp":
            printed.name = note
        else:
            printed.changed.append(note)
            if not (is_standard(slot, vocabulary) or any(vocabulary.mentions(group, slot.heading) for group in _NOT_THE_SYSTEMS)):
                printed.findings += _told_change(slot, record, subject, layout, desk)
    return printed


def sort_task_cells(record: LayoutRecord, task: KeyTask, layout: Layout, desk: Desk) -> Printed:
    """Sort the plan's cells of a key task's row."""
    printed, stamped = Printed(), _stamped(record, task.id, layout)
    for slot in record.slots:
        if slot.field not in _TASK_FIELDS:
            continue
        if slot.text in stamped or _says_task(slot, task, desk):
            printed.furniture.append(slot)
        else:
            printed.written.append(slot)
            printed.changed.append(Note(slot.text, slot.source(desk.file)))
    return printed


def is_standard(slot: Slot, vocabulary: Vocabulary) -> bool:
    """Does a cell hold a standard or a limit by which is measured, and not what is to be reached: 执行标准 | GB3838-2002 III类."""
    scope = kind_in(slot.heading, vocabulary, 0, "heading")
    named = scope is not None and scope.kind == "standard"
    return named or (slot.field == "target" and _STANDARD.search(even(slot.text)) is not None)


def _stamped(record: LayoutRecord, subject: str, layout: Layout) -> frozenset[str]:
    """Give the texts that were printed in this subject's row; where a row is contested, in any row."""
    return _by_subject(layout.printed).get("" if record.contested else subject, frozenset())


@lru_cache(maxsize=4)
def _by_subject(printed: frozenset[tuple[str, str, str, str]]) -> Mapping[str, frozenset[str]]:
    """Index the stamp's texts by item, goal or task; under "" stand those of all rows."""
    index: dict[str, set[str]] = defaultdict(set)
    for _, code, _, text in printed:
        if code:
            index[code.split("-")[0]].add(text)
            index[""].add(text)
    return {subject: frozenset(texts) for subject, texts in index.items()}


def _says_plan(slot: Slot, subject: Item | Goal, desk: Desk, vocabulary: Vocabulary) -> bool:
    text, key = slot.text, word_key(slot.text)
    match slot.field:
        case "code":
            return desk.matcher.items.by_id(text) is not None
        case "number":
            return bool(_COUNT.fullmatch(even(text)))
        case "year":
            return bool(re.search(r"(?:19|20)\d\d|年", text)) and len(text) <= 8
        case "domain" | "group":
            return desk.matcher.items.is_group(text) or bool(desk.matcher.items.of_indicator(text)) or key == ""
        case "name" | "part":
            items = desk.matcher.items
            return items.known(text, allowed=(subject.id,)) is not None or subject.id in items.of_indicator(text)
        case "unit":
            return fold(text) == fold(subject.unit) or (names_no_unit(subject.unit) and names_no_unit(text))
        case "target":
            return key == word_key(subject.target)
        case "nature" if isinstance(subject, Item):
            return key.removesuffix("指标") == word_key(subject.nature)
        case "nature" | "duty":
            return vocabulary.has("copied_from_plan", text)
        case _:  # departments
            return _lists_departments(text, subject.departments, desk)


def _says_task(slot: Slot, task: KeyTask, desk: Desk) -> bool:
    key = word_key(slot.text)
    match slot.field:
        case "number" | "code" | "goal_code":
            return bool(re.fullmatch(r"[Tt]?[\d.\-、()]+", even(slot.text)))
        case "domain" | "name" | "content":
            return key in (word_key(task.domain), word_key(task.name), word_key(task.content))
        case "departments":
            return _lists_departments(slot.text, task.departments, desk)
        case _:  # one of its goals
            return key in word_key(task.content)


def _lists_departments(text: str, departments: tuple[str, ...], desk: Desk) -> bool:
    names = [part for part in re.split(r"[、,;\s/]+", even(text)) if part]
    found = [desk.matcher.departments.find(name).id for name in names]
    return (bool(names) and all(name in departments for name in found)) or word_key(text) == word_key("".join(departments))


def _told_unit(slot: Slot, subject: Item | Goal, desk: Desk) -> list[Finding]:
    """Tell of a unit that is not the plan's only where it can be converted: where it cannot, the value itself is asked."""
    if factor_between(slot.text, subject.unit) in (None, 1):
        return []
    told = {"what": name_subject(subject), "written": slot.text, "printed": subject.unit}
    return [rules.UNIT_DIFFERS.finding(slot.source(desk.file), department=desk.department, subject=subject.id, key="unit", words=told)]


def _told_change(slot: Slot, record: LayoutRecord, subject: Item | Goal, layout: Layout, desk: Desk) -> list[Finding]:
    """Tell of a text of the issued row that was changed, or of a target of one's own ledger with another number in it."""
    source, told = slot.source(desk.file), {"what": name_subject(subject), "written": slot.text, "printed": subject.target}
    if record.stamped and record.recognised_by == "stamp" and slot.field in _SHOWN:
        shown, key = _SHOWN[slot.field]
        original = next((text for _, code, name, text in sorted(layout.printed) if (code, name) == (subject.id, key)), "")
        told |= {"what": f"{name_subject(subject)}的{shown}一栏", "printed": original}
        return [rules.PLAN_CHANGED.finding(source, department=desk.department, subject=subject.id, key=slot.field, words=told)]
    numbers, plans = (set(_DIGITS.findall(fold(text))) for text in (slot.text, subject.target))
    if (
        slot.field == "target" and slot.year in (None, desk.period) and plans and not numbers <= plans
    ):  # beside words it is a plan of one's own
        return [rules.TARGET_DIFFERS.finding(source, department=desk.department, subject=subject.id, key="target", words=told)]
    return []

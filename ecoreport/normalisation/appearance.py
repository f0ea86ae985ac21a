"""What a person sees of a value that is adopted: that it lies in a hidden place, or shows other digits than are stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ecoreport.model import Entry, Facts, Figure, Finding, KeyTaskReport
from ecoreport.model.layout import Layout, Slot
from ecoreport.normalisation import rules
from ecoreport.normalisation.figures import Desk, name_value
from ecoreport.quantity import Rounding, find_rounding
from ecoreport.records import dataclass
from ecoreport.rules import Rule

_NAMED = 3  # values that a message names; the others are pointed to
_DECIMALS = 10  # to which a converted value is exact
_Slots = dict[tuple[str | None, str | None], Slot]


@dataclass(frozen=True, slots=True)
class _Seen:
    """An adopted value, and the cell that it was taken from."""

    entry: Entry
    slot: Slot
    what: str

    @property
    def figure(self) -> Figure:
        return self.entry.actual


def tell_appearance(entries: Iterable[Entry], layout: Layout, desk: Desk, hidden_sheets: frozenset[str]) -> Iterator[Finding]:
    """Tell what a reader of the sheet would not see of its adopted values, one finding for each sheet and kind."""
    entries = tuple(entries)
    slots: _Slots = {(slot.sheet, slot.cell.address): slot for record in layout.records for slot in record.all("actual")}
    seen = [
        _Seen(entry, slot, name_value(desk.matcher.items.subjects[entry.subject], entry.year))
        for entry in entries
        if entry.actual.state == "value" and (slot := slots.get((entry.actual.source.sheet, entry.actual.source.cell)))
    ]
    open_to_view = {_key(entry) for entry in entries if entry.actual.state in ("value", "asked") and not entry.actual.hidden}
    told = [each for each in seen if each.entry.year <= desk.period]  # 2021年(拟): nobody takes it
    by_hand = [each for each in told if each.figure.hidden and not each.slot.cell.filtered and each.slot.sheet not in hidden_sheets]
    yield from _tell_hidden([each for each in by_hand if _key(each.entry) not in open_to_view], layout.period or desk.period, desk)
    yield from _tell_rounded(seen, layout.period or desk.period, desk)


def tell_hidden_tasks(tasks: Iterable[KeyTaskReport], layout: Layout, hidden_sheets: frozenset[str]) -> Iterator[Finding]:
    """Tell of key tasks whose states or quantities stand in cells that were hidden by hand."""
    rows = (record for record in layout.records if record.kind == "task")
    slots: _Slots = {(slot.sheet, slot.cell.address): slot for record in rows for slot in record.slots}
    for task in tasks:
        for told in (each for each in (task.status, task.done, task.progress, *task.quantities) if each):
            slot = slots.get((told.source.sheet, told.source.cell))
            if slot and slot.text and slot.cell.hidden and not slot.cell.filtered and slot.sheet not in hidden_sheets:
                words = {"values": f"重点任务{task.subject[1:]}“{slot.text}”"}
                yield rules.HIDDEN_VALUE.finding(told.source, department=task.department, subject=task.subject, key="hidden", words=words)
                break


def _key(entry: Entry) -> tuple[object, ...]:
    return entry.subject, entry.year, entry.department


def _tell_hidden(hidden: Iterable[_Seen], period: int, desk: Desk) -> Iterator[Finding]:
    """Tell of rows and columns hidden by hand; a filter and a hidden sheet were told where the sheet was recognised."""
    by_sheet: dict[str, list[_Seen]] = defaultdict(list)
    for each in hidden:
        by_sheet[each.slot.sheet].append(each)
    for sheet, values in by_sheet.items():
        named = _names([f"{each.what}“{each.figure.raw}”" for each in values])
        found = _finding(rules.HIDDEN_VALUE, values, desk, f"hidden.{sheet}", words={"values": named})
        yield replace(found, doubts=found.doubts and values[0].entry.year == period)


def _tell_rounded(seen: Iterable[_Seen], period: int, desk: Desk) -> Iterator[Finding]:
    """Ask where the digits shown would be judged otherwise; elsewhere one remark for each sheet is enough."""
    by_sheet: dict[str, list[tuple[_Seen, str]]] = defaultdict(list)
    for each in seen:
        rounding = find_rounding(each.slot.cell) if each.slot.part is None and each.figure.value is not None else None
        if rounding is None:
            continue
        if each.entry.year == period and _is_judged_otherwise(each, rounding, desk):
            words = {"what": each.what, "stored": rounding.stored, "shown": rounding.shown}
            yield _finding(rules.SHOWN_OTHERWISE, [each], desk, f"shown.{each.entry.year}", words=words)
        else:
            by_sheet[each.slot.sheet].append((each, f"{each.what}存“{rounding.stored}”，显示“{rounding.shown}”"))
    for sheet, told in by_sheet.items():
        named = _names([words for _, words in told])
        yield _finding(rules.SHOWN_ROUNDED, [each for each, _ in told], desk, f"shown.{sheet}", words={"values": named})


def _is_judged_otherwise(each: _Seen, rounding: Rounding, desk: Desk) -> bool:
    value, subject = each.figure.value, desk.matcher.items.subjects[each.entry.subject]
    assert value is not None
    target = desk.demand(subject).target
    return target.judge(Facts(actual=value)).status != target.judge(Facts(actual=round(value * rounding.ratio, _DECIMALS))).status


def _names(told: list[str]) -> str:
    return "；".join(told[:_NAMED]) + (f"等 {len(told)} 处" if len(told) > _NAMED else "")


def _finding(rule: Rule, values: list[_Seen], desk: Desk, key: str, words: dict[str, str]) -> Finding:
    subject = values[0].entry.subject if len(values) == 1 else None
    first, *others = (each.figure.source for each in values)
    department = values[0].entry.department if subject else desk.department
    return rule.finding(first, department=department, subject=subject, key=key, others=tuple(others), words=words)

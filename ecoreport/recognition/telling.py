"""What is told about a table: names taken by likeness or not at all, numbers that contradict them."""

from collections.abc import Sequence
from dataclasses import replace

from ecoreport.language.garbled import is_garbled
from ecoreport.language.numerals import read_count
from ecoreport.language.widths import fold
from ecoreport.model import Source
from ecoreport.model import Subject as Id
from ecoreport.model.layout import Slot
from ecoreport.recognition import rules
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.subjects import Subject
from ecoreport.records import dataclass
from ecoreport.rules import NOTICE

_TELLING = ("status", "done", "progress", "quantity")
_LISTED = 3  # tasks of the sender that make a list of them


@dataclass(frozen=True, slots=True)
class Numbered:
    """One row's number beside what its name was taken for."""

    subject: Subject
    number: str
    slot: Slot
    ordinal: int  # it is at most the so-manieth row that could be counted


def tell_subject(block: Block, setting: Setting, subject: Subject, slots: Sequence[Slot]) -> None:
    """Tell of a name taken by likeness, and of a code that its name contradicts."""
    place = next((slot for slot in slots if slot.field in ("part", "name", "code")), slots[0] if slots else None)
    if place is None or subject.id is None:
        return
    source, who = place.source(setting.file), setting.department
    name = setting.matcher.title(subject.id)
    if subject.contradicts is not None:
        code, meant = next((slot.text for slot in slots if slot.field == "code"), ""), f"是“{name}”"
        block.findings.append(
            rules.CODE_CONTRADICTS.finding(source, department=who, subject=subject.id, code=code, meant=meant, written=subject.written)
        )
    elif subject.how == "similarity":
        block.findings.append(rules.NAME_GUESSED.finding(source, department=who, subject=subject.id, written=subject.written, name=name))


def settle_tasks(blocks: Sequence[Block], setting: Setting) -> None:
    """Ask nothing of names where a sheet lists the sender's own tasks, each once: such names settle one another."""
    told = [record for block in blocks for record in block.records if any(slot.field in _TELLING for slot in record.slots)]
    listed = [record.subject for record in told]
    own = {
        task.id: task.lead_department == setting.department for task in setting.system.key_tasks if setting.department in task.departments
    }
    several = len(listed) >= min(_LISTED, sum(own.values()) or len(own)) > 0
    if not several or len(set(listed)) < len(listed) or not set(listed) <= {*own}:
        return
    for block in blocks:
        block.findings = [
            replace(each, severity=NOTICE) if each.code == rules.NAME_GUESSED.code and each.subject in listed else each
            for each in block.findings
        ]


def ask_subject(block: Block, setting: Setting, subject: Subject, source: Source | None) -> None:
    """Ask whom a row is about, with the nearest names; not of a row that names an indicator where tasks are looked for."""
    if block.kind == "task" and setting.matcher.items.known(subject.written):
        return
    who, key = setting.department, fold(subject.written)
    candidates = subject.match.candidates if subject.match else ()
    nearest = "、".join(f"{each.name}（{each.id}）" for each in candidates)
    if is_garbled(subject.written):
        block.findings.append(rules.NAME_GARBLED.finding(source, department=who, key=key, written=subject.written))
    elif subject.parts:
        names = "、".join(setting.matcher.items.name(each) for each in subject.parts)
        count = len(subject.parts)
        block.findings += [
            rules.SEVERAL_ITEMS.finding(source, department=who, subject=each, key=key, written=subject.written, count=count, parts=names)
            for each in subject.parts
        ]
    elif candidates:
        rule = rules.TASK_ASKED if block.kind == "task" else rules.NAME_ASKED
        likely = candidates[0].id
        block.findings.append(rule.finding(source, department=who, subject=likely, key=key, written=subject.written, nearest=nearest))
    elif block.kind == "indicator":
        block.findings.append(rules.NAME_UNKNOWN.finding(source, department=who, key=key, written=subject.written, where="指标体系"))


def tell_numbers(block: Block, setting: Setting, numbered: Sequence[Numbered]) -> None:
    """Tell of numbers that contradict names, unless the rows are merely counted 1, 2, 3 …"""
    wrong = [row for row in numbered if row.subject.number_contradicts]
    agrees = setting.matcher.items.agrees
    right = [row for row in numbered if row.subject.number_agrees and agrees(row.subject.id or "", row.number) is not False]
    counted = all((number := read_count(row.number.strip("0.、 "))) is not None and number <= row.ordinal for row in numbered)
    names = {str(_number(block, setting, row.subject.id)) for row in numbered if row.subject.id}
    swapped = len(wrong) > 1 and not counted and len({row.number for row in wrong}) > 1 and all(row.number in names for row in wrong)
    if not swapped and ((counted and len(right) <= 2 * len(wrong)) or len(wrong) > max(len(right), 1)):
        return
    for row in wrong:
        if row.subject.id is None or row.subject.contradicts is not None:
            continue
        no = _number(block, setting, row.subject.id)
        source = row.slot.source(setting.file)
        block.findings.append(
            rules.NUMBER_CONTRADICTS.finding(
                source, department=setting.department, subject=row.subject.id, number=row.number, name=row.subject.written, no=no
            )
        )


def _number(block: Block, setting: Setting, subject: str) -> int | None:
    """Give the plan's number of an item or a task."""
    return Id(subject).task if block.kind == "task" else setting.matcher.items.number(subject)

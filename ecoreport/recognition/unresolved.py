"""Rows whose names nobody knows: asked about, or only told where they cannot be an item of the plan."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from ecoreport.language import patterns as re
from ecoreport.language.units import factor_between, names_no_unit, parse_unit
from ecoreport.language.widths import even, word_key
from ecoreport.matching import split_name
from ecoreport.matching.likeness import share_words, signs_in
from ecoreport.model import Goal, Item
from ecoreport.model.layout import Slot
from ecoreport.recognition.blocks import Block
from ecoreport.recognition.rows import Rows
from ecoreport.recognition.subjects import Subject, SubjectFinder, unbracketed
from ecoreport.recognition.telling import ask_subject
from ecoreport.rules import NOTICE

_FAR = 20.0  # of likeness, behind the likeliest: of such a one nothing is asked
_BEHIND = re.compile(r"^.*\d\s*")  # 26|个
Unresolved = tuple[int, Subject, list[Slot]]  # a line, what it names, its values


def ask_subjects(block: Block, rows: Rows, finder: SubjectFinder, unresolved: Sequence[Unresolved], regional: Collection[int]) -> None:
    """Ask whom the rows are about that nobody knows; of a region's rows, and of what cannot be an item, it is only told."""
    setting, turned = rows.setting, rows.grid.turned
    resolved = [record.slots[0].cell for record in block.records if record.slots]
    last, over = max((cell.column if turned else cell.row for cell in resolved), default=0), rows.title.subject
    counted = turned and over is not None and any(record.subject == over.id for record in block.records)
    parts = _parts_over(block, rows, unresolved)
    for line, subject, slots in unresolved:
        if line in parts:
            continue
        about = finder.about
        likely = any(each.id in about or not about for each in (subject.match.candidates if subject.match else ()))
        if rows.kind == "task" and finder.knows("indicator", subject.written):
            continue  # an item in a list of items and tasks
        if ((counted or about) and not likely) or _is_made_of(block, rows, finder, subject):
            continue  # 应运维(个) | 已运维(个) beside the title's own item, counties down: counts that it is made of
        if (block.records and line <= last + 1) or subject.parts or likely:
            before = len(block.findings)
            ask_subject(block, setting, subject, slots[0].source(setting.file))
            asked = block.findings[before:]
            unit = rows.text(line, "unit") or split_name(subject.written).unit or _BEHIND.sub("", slots[0].text)
            like_one = subject.match and subject.match.candidates
            another = (
                _stands_beside(block, rows, finder, subject, unit) if like_one else _is_own_affair(block, finder, subject.written, unit)
            )
            told = another or line in regional or even(subject.written).startswith("其中")
            asked = [each for each in asked if each.id not in {other.id for other in block.findings[:before]}]  # 产生量 of two items
            block.findings[before:] = [replace(each, severity=NOTICE) for each in asked] if told else asked


def _parts_over(block: Block, rows: Rows, unresolved: Sequence[Unresolved]) -> frozenset[int]:
    """Give the lines of which the last row, the one that names an item, tells the whole: sites over …面积合计."""
    named = {record.subject for record in block.records}
    own = [record.slots[0].cell.row for record in block.records if record.slots]
    lines = frozenset(line for line, subject, _ in unresolved if not (subject.match and subject.match.candidates))
    alone = len(own) == len(named) == 1 and rows.kind == "indicator" and not rows.grid.turned and rows.title.subject is None
    return lines if alone and len(lines) > 1 and max(lines) < own[0] else frozenset()


def _stands_beside(block: Block, rows: Rows, finder: SubjectFinder, subject: Subject, unit: str) -> bool:
    """Is a row only like items that have rows of their own, or that are counted in another unit: 公园绿地面积 above 人均公园绿地面积."""
    items, candidates = finder.matcher.items, subject.match.candidates if subject.match else ()
    base = unbracketed(subject.written)
    if base and sum(unbracketed(text) == base for line in rows.lines() for text in rows.texts(line)) > 1:
        return False  # 公共交通分担率(全方式) beside 公共交通分担率(机动化): either may be meant
    own = {record.subject for record in block.records if record.recognised_by != "similarity" and record.first("actual")}
    near = [each.id for each in candidates if each.score > candidates[0].score - _FAR and items.number(each.id) is not None]
    others = {each for each in near if finder.own and each not in finder.own} if not own.isdisjoint(near) else set[str]()
    return bool(near) and all(each in own | others or not _may_be(subject.written, unit, items.subjects[each]) for each in near)


def _is_own_affair(block: Block, finder: SubjectFinder, written: str, unit: str) -> bool:
    """Is a row none of the sender's own items that have no row: 水利建设投资(亿元) beside 水面率(%)."""
    answered, own = {record.subject for record in block.records}, finder.own
    subjects = finder.matcher.items.subjects
    return bool(answered and own and unit) and not any(_may_be(written, unit, subjects[each]) for each in own - answered)


def _may_be(written: str, unit: str, subject: Item | Goal) -> bool:
    """May a name that is like no other be an item's after all: its unit agrees, and some word of it."""
    one, other = word_key(written), word_key(subject.name)
    signs, others = signs_in(one), signs_in(other)
    return not _is_other_unit(unit, subject.unit) and share_words(one, other) and not (signs and others and not signs & others)


def _is_other_unit(written: str, unit: str) -> bool:
    return (
        bool(written)
        and not names_no_unit(written)
        and written != unit
        and (parse_unit(written) is None or factor_between(written, unit) is None)
    )


def _is_made_of(block: Block, rows: Rows, finder: SubjectFinder, subject: Subject) -> bool:
    """Is a line, beside the one item of a table of counties, what that is made of: 绿色采购额(万元) beside 政府绿色采购比例(%)."""
    items, told = finder.matcher.items, {record.subject for record in block.records}
    if not rows.grid.turned or len(told) != 1 or not any(record.scope.region for record in block.records):
        return False
    unit = split_name(subject.written).unit
    return bool(unit) and factor_between(unit or "", items.subjects[told.pop() or ""].unit) is None

"""一致性: do the parts that a text counts up agree with the total that it gives."""

from collections.abc import Iterator
from decimal import Decimal

from ecoreport.checks.common import label, reported_subjects, reported_tasks
from ecoreport.language import patterns as re
from ecoreport.language.units import find_unit
from ecoreport.language.widths import fold, inside_quotes
from ecoreport.model import Note
from ecoreport.records import dataclass
from ecoreport.rules import VERIFY, Breach, Review, Rule, rule

_SENTENCE = re.compile(r"[。;；\n]")
_SEGMENT = re.compile(r"[、,]|以及|和")
_NUMBER = re.compile(r"(?<![\d.\-—~〔\[])\d+(?:\.\d+)?(?![\d.])")
_OF_WHICH, _IN_ALL = "其中", re.compile(r"合计|共计|总计")
# What a clause says besides counting its parts: a comparison, a plan, a count over years, parts within parts.
_OTHERWISE = re.compile(
    r"较|比|增|减|提高|下降|上年|累计|计划|目标|力争|拟|预计|剩余|其余|含|包括|均|每|各|不足|超过|同时|达到|占|以上|以下|\("
)

_QUOTED = 60  # characters


@dataclass(frozen=True, slots=True)
class _Counted:
    number: Decimal
    unit: str


@rule(
    "K111",
    VERIFY,
    "一致性",
    "分项与总数不符",
    "{subject}的文字中，各分项之和为{total}{unit}，而总数为{whole}{unit}：“{quoted}”",
    "请核对各分项和总数；分类有交叉的，在备注中说明",
)
def parts_against_total(review: Review) -> Iterator[Breach]:
    """“共…，其中…”的分项之和不应超过总数，“…，合计…”的分项之和应等于总数。"""
    for subject, _, entry in reported_subjects(review):
        if entry.statement is not None:
            yield from _breaches(entry.statement, entry.department, label(subject), subject.id)
    for task, assessment in reported_tasks(review):
        report = assessment.chosen
        if report is not None and report.done is not None:
            yield from _breaches(report.done, report.department, label(task), task.id)


def _breaches(note: Note, department: str | None, name: str, subject: str) -> Iterator[Breach]:
    for written in _SENTENCE.split(note.text):
        sentence = fold(written)
        found = _exceeded(sentence) or _unequal(sentence)
        if found:
            total, whole = found
            words = {"subject": name, "total": format(total, "f"), "whole": format(whole.number, "f"), "unit": whole.unit}
            quoted = inside_quotes(written.strip()[:_QUOTED]) + "…" * (len(written.strip()) > _QUOTED)
            yield Breach(note.source, department, subject, key=sentence, words=words | {"quoted": quoted})


def _exceeded(sentence: str) -> tuple[Decimal, _Counted] | None:
    """Find parts behind 其中 that make more than the number before it."""
    before, mark, after = sentence.partition(_OF_WHICH)
    wholes = _counted(before)
    if not mark or not wholes or _OF_WHICH in after:
        return None
    parts = _parts(after, wholes[-1].unit)
    total = sum((part.number for part in parts), Decimal(0))
    return (total, wholes[-1]) if len(parts) > 1 and total > wholes[-1].number else None


def _unequal(sentence: str) -> tuple[Decimal, _Counted] | None:
    """Find parts before 合计 that do not make the number behind it."""
    match = _IN_ALL.search(sentence)
    wholes = _counted(sentence[match.end() :]) if match else []
    if match is None or not wholes or _OF_WHICH in sentence or not sentence[: match.start()].endswith((",", "、")):
        return None
    parts = _parts(sentence[: match.start()], wholes[0].unit)
    total = sum((part.number for part in parts), Decimal(0))
    return (total, wholes[0]) if len(parts) > 1 and total != wholes[0].number else None


def _parts(text: str, unit: str) -> list[_Counted]:
    """Take a list whose every piece counts one thing in this unit; any other list is not understood."""
    if _OTHERWISE.search(text):
        return []
    pieces = [_counted(piece) for piece in _SEGMENT.split(text) if piece.strip()]
    if any(len(piece) != 1 or piece[0].unit != unit for piece in pieces):
        return []
    return [piece[0] for piece in pieces]


def _counted(text: str) -> list[_Counted]:
    found = []
    for match in _NUMBER.finditer(text):
        unit, _ = find_unit(text, match.end())
        if unit and unit != "%" and unit not in ("年", "月", "日"):
            found.append(_Counted(Decimal(match[0]), unit))
    return found


RULES: tuple[Rule, ...] = (parts_against_total,)

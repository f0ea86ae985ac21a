"""What experts look at: every item and key task with its place and evidence (现场核查清单), and a sample drawn by risk (抽查名单)."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ecoreport.language.widths import fold
from ecoreport.model import EvidenceResult, ItemResult, Report, Subject, TaskResult
from ecoreport.model.packing import PackedFile, Risk, Visit

_NEAR = Decimal("0.02")  # of its value, by which it is better than the bound
_LEAP = Decimal("0.2")  # of the year before
_HIGH, _MIDDLE = 5, 3  # points from which a risk is one
_DRAWN = {"high": 10, "middle": 6, "low": 4}  # lines of each risk; where there are fewer, others fill the list


def list_visits(report: Report) -> tuple[Visit, ...]:
    """List items and key tasks in the plan's order, with the places that their departments' words name."""
    names = tuple(region.name for region in report.system.regions)
    items = (_of_item(result, _places(_words_of(result), names)) for result in report.items)
    tasks = (_of_task(result, _places(_words_of(result), names)) for result in report.tasks)
    return (*items, *tasks)


def draw_sample(report: Report, files: Sequence[PackedFile]) -> tuple[Visit, ...]:
    """Draw items and key tasks by risk, the riskiest first; among equals the inputs' own hashes decide, so that nobody picks.

    The same inputs give the same sample, other inputs another one.
    """
    proven = {each.number for each in files if not each.fault}
    seed = hashlib.sha256("".join(sorted(each.sha256 for each in report.submissions)).encode()).hexdigest()
    found = [_weigh(_of_item(result), list(_item_risks(result, proven))) for result in report.items]
    found += [_weigh(_of_task(result), list(_task_risks(result, proven))) for result in report.tasks]

    def rank(told: tuple[int, Visit]) -> tuple[int, str]:
        return -told[0], hashlib.sha256(f"{seed}{told[1].subject}".encode()).hexdigest()

    ranked = [visit for _, visit in sorted(found, key=rank)]
    drawn = [visit for risk, number in _DRAWN.items() for visit in [each for each in ranked if each.risk == risk][:number]]
    others = (visit for visit in ranked if visit not in drawn)
    drawn += [visit for visit, _ in zip(others, range(sum(_DRAWN.values()) - len(drawn)), strict=False)]
    return tuple(visit for visit in ranked if visit in drawn)


def _of_item(result: ItemResult, place: str = "") -> Visit:
    item = result.item
    name = item.name if item.name == item.indicator else f"{item.indicator}（{item.name}）"
    return Visit(Subject(item.id), name, item.lead_department, _cited(result.evidence), place)


def _of_task(result: TaskResult, place: str = "") -> Visit:
    return Visit(Subject(result.task.id), result.task.name, result.task.lead_department, _cited(result.evidence), place)


def _cited(pieces: Iterable[EvidenceResult]) -> str:
    """Name the evidence, with the pages to look at: 15.1-01（第7-9页）."""
    return "、".join(f"{piece.archive_number}（第{piece.pages}页）" if piece.pages else piece.archive_number for piece in pieces)


def _words_of(result: ItemResult | TaskResult) -> str:
    chosen = result.assessment.chosen
    notes = (chosen.statement, chosen.remark) if isinstance(result, ItemResult) and chosen else ()  # type: ignore[union-attr]
    notes = (chosen.done, chosen.remark) if isinstance(result, TaskResult) and chosen else notes  # type: ignore[union-attr]
    return "".join(note.text for note in notes if note)


def _places(words: str, names: Iterable[str]) -> str:
    folded = fold(words)
    return "、".join(name for name in names if fold(name) in folded)


# ---- risk --------------------------------------------------------------------------------------------------


def _weigh(visit: Visit, risks: list[tuple[int, str]]) -> tuple[int, Visit]:
    points = sum(number for number, _ in risks)
    risk: Risk = "high" if points >= _HIGH else "middle" if points >= _MIDDLE else "low"
    why = "；".join(words for _, words in risks)
    return points, Visit(visit.subject, visit.name, visit.department, visit.evidence, visit.place, risk, why)


def _item_risks(result: ItemResult, proven: set[str]) -> Iterator[tuple[int, str]]:
    assessment = result.assessment
    value, gap = assessment.value, assessment.gap
    last = assessment.of_year(assessment.year - 1)
    if result.item.nature == "约束性":
        yield 1, "约束性指标"
    yield from _shared(result, proven)
    if result.status == "undecided":
        yield 2, "尚不能判定"
    if result.status == "met" and value and gap is not None and abs(gap) <= _NEAR * abs(value):
        yield 2, "完成值贴近限值"
    if value is not None and last and last.value and abs(value - last.value) >= _LEAP * abs(last.value):
        yield 2, "比上年变化大"


def _task_risks(result: TaskResult, proven: set[str]) -> Iterator[tuple[int, str]]:
    yield from _shared(result, proven)
    if result.assessment.status in ("behind", "not_started"):
        yield 2, "滞后或未启动"


def _shared(result: ItemResult | TaskResult, proven: set[str]) -> Iterator[tuple[int, str]]:
    if result.standing in ("doubted", "contradicted"):
        yield (4, "依据矛盾") if result.standing == "contradicted" else (3, "依据存疑")
    errors = sum(finding.severity == "error" for finding in result.findings)
    if errors:
        yield 2, f"有错误{errors}处"
    if not any(piece.archive_number in proven for piece in result.evidence):
        yield 2, "没有佐证材料的电子文件"

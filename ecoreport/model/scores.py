"""Lights and scores by the office's own tables (亮灯, 计分 of the system workbook); without them there are none."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from ecoreport.model.plan import IndicatorSystem, Mark
from ecoreport.model.report import Report
from ecoreport.model.results import DepartmentResult, ItemResult, TaskResult
from ecoreport.records import dataclass

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a score: what it is for, what it counts at most, what was got, and how; None where it does not count."""

    kind: str  # "complete", "timely", "accurate", "proven"
    points: Decimal
    got: Decimal | None
    told: str  # the computation: 40×12÷13


@dataclass(frozen=True, slots=True)
class Score:
    """How a department did: the parts, and their sum as if all of them counted."""

    parts: tuple[Part, ...]

    @property
    def counted(self) -> Decimal:
        return sum((part.points for part in self.parts if part.got is not None), Decimal(0))

    @property
    def got(self) -> Decimal:
        return sum((part.got for part in self.parts if part.got is not None), Decimal(0))

    @property
    def whole(self) -> Decimal:
        return sum((part.points for part in self.parts), Decimal(0))

    @property
    def total(self) -> Decimal:
        """Give the points that were got, as many as they would be if every part counted, to a tenth."""
        return _rounded(self.got * self.whole / self.counted)


def light_of(system: IndicatorSystem, result: ItemResult | TaskResult) -> str:
    """Name the light of an item or a key task; "" where the table has none for it."""
    if isinstance(result, TaskResult):
        return next((light.name for light in system.lights if result.assessment.status in light.states), "")
    key = "doubted" if result.status == "met" and result.standing != "confirmed" else result.status
    known = [light.name for light in system.lights if key in light.verdicts]
    return known[0] if known else next((light.name for light in system.lights if key == "doubted" and "met" in light.verdicts), "")


def light_of_score(system: IndicatorSystem, total: Decimal) -> str:
    """Name the light of a score: that of the highest bound which it reaches."""
    bounds = sorted(((light.least, light.name) for light in system.lights if light.least is not None), reverse=True)
    return next((name for least, name in bounds if total >= least), "")


def score_of(report: Report, result: DepartmentResult) -> Score | None:
    """Score a department by what it owes, sent and proved; None where the plan has no 计分, or it owes nothing of its own."""
    if not report.system.marks or not result.duties:
        return None
    parts = tuple(_part(report, result, mark) for mark in report.system.marks)
    return Score(parts) if any(part.got is not None and part.points for part in parts) else None


def _part(report: Report, result: DepartmentResult, mark: Mark) -> Part:
    got, told = {"complete": _complete, "timely": _timely, "accurate": _accurate, "proven": _proven}[mark.kind](report, result, mark)
    return Part(mark.kind, mark.points, None if got is None else _rounded(max(got, Decimal(0))), told)


def _complete(_: Report, result: DepartmentResult, mark: Mark) -> tuple[Decimal | None, str]:
    return mark.points * result.reported / result.duties, f"{mark.points}×{result.reported}÷{result.duties}"


def _timely(report: Report, result: DepartmentResult, mark: Mark) -> tuple[Decimal | None, str]:
    deadline = report.system.parameters.ledger_deadline
    if not result.submitted:
        return (Decimal(0), "没有报送") if deadline else (None, "没有设期限")
    if deadline is None or result.submitted_on is None:
        return None, "没有填报日期" if deadline else "没有设期限"
    late = max(0, (result.submitted_on - deadline).days)
    return mark.points - mark.each * late, f"{mark.points}－{mark.each}×{late}天" if late else f"{mark.points}"


def _accurate(_: Report, result: DepartmentResult, mark: Mark) -> tuple[Decimal | None, str]:
    if not result.submitted:
        return Decimal(0), "没有报送"
    standing = [finding.severity for finding in result.findings if finding.state not in ("explained", "waived")]
    errors, questions = standing.count("error"), standing.count("verify")
    lost = mark.each * errors + mark.each_question * questions
    told = "".join(_taken(each, number) for each, number in ((mark.each, errors), (mark.each_question, questions)))
    return mark.points - lost, f"{mark.points}{told}"


def _taken(each: Decimal, number: int) -> str:
    return f"－{each}×{number}处" if number else ""


def _proven(report: Report, result: DepartmentResult, mark: Mark) -> tuple[Decimal | None, str]:
    answered = [each for each in report.items if each.item.id in result.reported_items]
    if not answered:
        return None, "没有填报指标"
    proven = sum(bool(each.evidence) for each in answered)
    return mark.points * proven / len(answered), f"{mark.points}×{proven}÷{len(answered)}"


def told_of(score: Score) -> Iterator[tuple[str, str]]:
    """Give each part's kind with its computation: 40×12÷13=36.9."""
    for part in score.parts:
        reckoned = part.got is not None and not part.told.endswith("报送") and part.told != f"{part.points}"
        yield part.kind, f"{part.told}={part.got}" if reckoned else part.told


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(_TENTH, ROUND_HALF_UP)

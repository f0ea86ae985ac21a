"""A target: its text, what was understood of it, and the judge."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from ecoreport.language import patterns as re
from ecoreport.model import Direction, Facts, Measure, Operator, Verdict
from ecoreport.records import dataclass
from ecoreport.targets.absences import Absence, Nought
from ecoreport.targets.assignment import Assignment
from ecoreport.targets.branches import Branches, BranchSort
from ecoreport.targets.figures import is_no_value_of_this, leaves_some, other_values
from ecoreport.targets.grammar import parse
from ecoreport.targets.measures import name_measure, name_unit
from ecoreport.targets.nodes import ACTUAL, AllOf, Answer, AnyOf, Comparison, Node, show
from ecoreport.targets.statements import quote
from ecoreport.targets.subjects import find_leaves
from ecoreport.targets.tokens import LONGEST_TARGET
from ecoreport.targets.years import Consecutive, Trend

_ALL, _NONE = (">=", Decimal(100)), ("<=", Decimal(0))
_MOST = 100
_PART_OF_WHOLE = re.compile(
    r"(?:处置|处理|利用|覆盖|普及|达标|合格|优良|无害化|绿化|收集|回用|分类|公开|参与|知晓)(?:率|比例)$|(?:满意|参与|知晓)度$"
)
_LARGEST = 60  # digits before the point; no measurement has them


class BranchLabel(NamedTuple):
    """One kind of place that a target names, as printed, and the dimension that it belongs to."""

    label: str
    sort: BranchSort


@dataclass(frozen=True, slots=True)
class Target:
    """Hold one 指标值, as printed and as understood; made by `parse_target`.

    `unit` and `direction` are the item's; `tree` is what was understood, None where nothing was: then it is text and every verdict
    is "undecided". Source: 附件1 “指标值”, contract §2.
    """

    text: str
    unit: str | None = None
    direction: Direction | None = None
    tree: Node | None = None

    @property
    def understood(self) -> bool:
        """Say whether it can decide anything at all."""
        return self.tree is not None

    @property
    def needs(self) -> frozenset[str]:
        """Name the facts that may decide it, by their fields of `Facts`; no other changes its verdict, but words against the value.

        A place's standing (已达标地区) is none of them where another requirement of the target tells it.
        """
        return self.tree.needs if self.tree else frozenset()

    @property
    def earlier_years(self) -> int:
        """How many years before this one it takes to be decided: 1 for 不降低, 2 for 逐年提高."""
        leaves = find_leaves(self.tree) if self.tree else []
        return max((leaf.steps_needed if isinstance(leaf, Trend | Consecutive) else "previous" in leaf.needs for leaf in leaves), default=0)

    @property
    def is_numeric(self) -> bool:
        """Is a number what is asked for; a requirement that words may answer asks for one only where the item has a unit."""
        asked = [leaf for leaf in find_leaves(self.tree) if "actual" in leaf.needs] if self.tree else []
        return any(not isinstance(leaf, Absence | Assignment) for leaf in asked) or (bool(asked) and name_unit(self.unit) != "")

    def measure_of(self, name: str) -> Measure:
        """Say what an item of this name and target reports."""
        return name_measure(name, self.unit) if self.is_numeric else "文字"

    @property
    def branches(self) -> tuple[BranchLabel, ...]:
        """List the kinds of place that it tells apart, each with the dimension that it belongs to."""
        found = _find_branches(self.tree)
        return tuple(BranchLabel(branch.label, branch.sort) for branch in found.parts) if found else ()

    def choose_branch(self, own: Iterable[str]) -> str | None:
        """Choose among a place's own kinds the one that its branches go by; None where the target has none or none is known."""
        found = _find_branches(self.tree)
        return found.choose(own) if found else None

    @property
    def single_bound(self) -> tuple[Operator, Decimal] | None:
        """Give the bound where the whole target is one plain comparison with a number."""
        return _as_bound(self.tree)

    def bound_for(self, branch: str | None) -> tuple[Operator, Decimal] | None:
        """Give the plain bound that holds in one branch."""
        found = _find_branches(self.tree)
        if found is None:
            return self.single_bound
        part = found.find(branch)
        return _as_bound(part.node) if part else None

    def judge(self, facts: Facts) -> Verdict:
        """Hold facts against the target and give the verdict; it never raises, whatever the facts are.

        Logic is three-valued: a missing fact makes a requirement unknown, and only what no missing fact could turn is decided.
        Numbers that are no measurement (NaN, 1E+999) count as missing.
        """
        if self.tree is None:
            return Verdict(
                "undecided", f"指标值“{_shorten(self.text)}”未能识别，需人工判定" if self.text.strip() else "未列指标值，需人工判定"
            )
        facts = _drop_impossible(facts)
        answer = self._hear_against(self.tree.hold(facts), facts)
        status = {True: "met", False: "not_met", None: "undecided"}[answer.truth]
        unnamed = [name for name in answer.missing if name not in answer.sentence]
        reason = f"{answer.sentence}，需补充{'、'.join(unnamed)}" if unnamed else answer.sentence
        return Verdict(status, reason, answer.gap, answer.missing, answer.by_words)  # type: ignore[arg-type]  # one of the three

    def _hear_against(self, answer: Answer, facts: Facts) -> Answer:
        """Leave open what the words beside the value turn: that it is another year's, or that another value is right."""
        if self.tree is None or answer.truth is None or facts.actual is None or "actual" not in self.needs:
            return answer
        if facts.subject and facts.actual > _MOST and _is_part_of_whole(self, facts.subject):
            return Answer(None, f"{ACTUAL}{show(facts.actual)}超过100%，不可能是“{facts.subject}”的实际数，需核实", missing=(ACTUAL,))
        if not facts.statement:
            return answer
        if is_no_value_of_this(facts):
            return Answer(None, f"{ACTUAL}{show(facts.actual)}按{quote(facts.statement)}不是本年度本项的实际数，需核实", missing=(ACTUAL,))
        for other in other_values(facts, self.unit):
            if other != facts.actual and self.tree.hold(replace(facts, actual=other)).truth is not answer.truth:
                told = f"{ACTUAL}{show(facts.actual)}与填报内容{quote(facts.statement)}不一，结论因此不同，需核实"
                return Answer(None, told, missing=(ACTUAL,))
        of_all = _as_bound(self.tree) in (_ALL, _NONE) or isinstance(self.tree, Nought)
        if of_all and answer.truth and leaves_some(facts):
            return Answer(None, f"{ACTUAL}{show(facts.actual)}与填报内容{quote(facts.statement)}不一，需核实")
        return answer


def parse_target(text: str, unit: str | None = None, direction: Direction | None = None) -> Target:
    """Parse a 指标值 as a plan prints it; whatever is written, it never raises.

    `unit` is the unit printed beside it ("%", "吨/万元"), `direction` "up" or "down", which way is better; without one a bare number
    other than 100 stays undecided. What is not understood is kept as text (`understood` is False) and is never met.
    """
    tree = parse(text, unit, direction) if text.strip() and len(text) <= LONGEST_TARGET else None
    return Target(text, unit, direction, tree)


def _is_part_of_whole(target: Target, name: str) -> bool:
    """Is an item of this name a part of a whole, of which there is no more than all: 处置率; not 完成率, 增长率."""
    return name_unit(target.unit) == "%" and target.measure_of(name) == "比例" and _PART_OF_WHOLE.search(name) is not None


def _as_bound(node: Node | None) -> tuple[Operator, Decimal] | None:
    if isinstance(node, Comparison) and node.operator and not node.unsure:
        return node.operator, node.bound
    return None


def _find_branches(node: Node | None) -> Branches | None:
    if isinstance(node, AllOf | AnyOf):
        return next((found for part in node.parts if (found := _find_branches(part))), None)
    return node if isinstance(node, Branches) else None


def _shorten(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else plain[:40] + "…"


def _drop_impossible(facts: Facts) -> Facts:
    """Leave out what is no measurement (NaN, 1E+999999), so that arithmetic stays exact and quick."""
    cut = len(facts.previous)
    while cut and _is_measurement(facts.previous[cut - 1]):
        cut -= 1
    return replace(
        facts,
        actual=_measurement(facts.actual),
        previous=facts.previous[cut:],
        average=_measurement(facts.average),
        average_change=_measurement(facts.average_change),
        assigned=_measurement(facts.assigned),
    )


def _measurement(value: Decimal | None) -> Decimal | None:
    return value if value is not None and _is_measurement(value) else None


def _is_measurement(value: Decimal) -> bool:
    return value.is_finite() and abs(value.adjusted()) <= _LARGEST

"""A target: its text, what was understood of it, and the judge."""

from dataclasses import dataclass, replace
from decimal import Decimal

from ecoreport.model import Direction, Facts, Verdict
from ecoreport.targets.branches import Branches
from ecoreport.targets.grammar import parse
from ecoreport.targets.measures import name_unit
from ecoreport.targets.nodes import AllOf, AnyOf, Comparison, Node, Operator
from ecoreport.targets.subjects import find_leaves
from ecoreport.targets.tokens import LONGEST_TARGET

_FACTS = ("actual", "previous", "average", "average_change", "assigned", "statement", "branch")
_LARGEST = 60  # digits before the point; no measurement has them


@dataclass(frozen=True, slots=True)
class Target:
    """One 指标值, as printed and as understood; without a tree it is text and never decides."""

    text: str
    unit: str | None = None
    direction: Direction | None = None
    tree: Node | None = None

    @property
    def understood(self) -> bool:
        return self.tree is not None

    @property
    def needs(self) -> tuple[str, ...]:
        """Name the facts that it may be judged on, in the order of `Facts`."""
        return tuple(name for name in _FACTS if self.tree is not None and name in self.tree.needs)

    @property
    def is_numeric(self) -> bool:
        """Is a number what is asked for; a requirement that words may answer asks for one only where the item has a unit."""
        asked = [leaf.needs for leaf in find_leaves(self.tree) if "actual" in leaf.needs] if self.tree else []
        return any("statement" not in needs for needs in asked) or (bool(asked) and name_unit(self.unit) != "")

    @property
    def branches(self) -> tuple[str, ...]:
        found = _find_branches(self.tree)
        return tuple(branch.label for branch in found.parts) if found else ()

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
        """Hold facts against the target."""
        if self.tree is None:
            return Verdict(
                "undecided", f"指标值“{_shorten(self.text)}”未能识别，需人工判定" if self.text.strip() else "未列指标值，需人工判定"
            )
        answer = self.tree.hold(_drop_impossible(facts))
        status = {True: "met", False: "not_met", None: "undecided"}[answer.truth]
        unnamed = [name for name in answer.missing if name not in answer.sentence]
        reason = f"{answer.sentence}，需补充{'、'.join(unnamed)}" if unnamed else answer.sentence
        return Verdict(status, reason, answer.gap, answer.missing, answer.by_words)  # type: ignore[arg-type]  # one of the three


def parse_target(text: str, unit: str | None = None, direction: Direction | None = None) -> Target:
    """Parse a target; whatever is written, it never raises."""
    tree = parse(text, unit, direction) if text.strip() and len(text) <= LONGEST_TARGET else None
    return Target(text, unit, direction, tree)


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

"""What a tree's requirements speak of: one item reports one value, and no other number is held against it."""

from dataclasses import replace

from ecoreport.targets.assignment import Assignment
from ecoreport.targets.branches import Branches
from ecoreport.targets.nodes import AgainstAverage, AllOf, AnyOf, Between, Comparison, Node
from ecoreport.targets.second import OtherMeasure, says_which_side
from ecoreport.targets.years import ChangeAgainstAverage, ChangeByNumber, LastYear, Trend

Measured = Comparison | Between | Trend | LastYear | AgainstAverage | ChangeAgainstAverage | ChangeByNumber | Assignment


def find_leaves(node: Node) -> list[Node]:
    """List the single requirements of a tree, those of every branch too."""
    if isinstance(node, Branches):
        return [leaf for branch in node.parts for leaf in find_leaves(branch.node)]
    return [leaf for part in node.parts for leaf in find_leaves(part)] if isinstance(node, AllOf | AnyOf) else [node]


def mark_other_measures(root: Node, unit: str | None) -> Node:
    """Find the numbers asked of something else than the reported value (≤0.70，且能源消耗总量不超过…) and leave them open.

    A requirement without a noun of its own speaks of the item; so does the first, if all others that have a noun share it.
    """
    subjects = [leaf.subject for leaf in _own_leaves(root) if isinstance(leaf, Measured)]
    distinct = {subject for subject in subjects if subject}
    own = subjects[0] if subjects else ""
    if not distinct or distinct == {own}:
        return root
    return _mark(root, None if own else "", unit or "")


def _own_leaves(node: Node) -> list[Node]:
    """List the requirements outside branches: each branch was looked through by itself."""
    if isinstance(node, AllOf | AnyOf):
        return [leaf for part in node.parts for leaf in _own_leaves(part)]
    return [] if isinstance(node, Branches) else [node]


def _mark(node: Node, own: str | None, unit: str) -> Node:
    if isinstance(node, AllOf | AnyOf):
        return replace(node, parts=tuple(_mark(part, own, unit) for part in node.parts))
    if not isinstance(node, Measured) or not node.subject or node.subject == own:
        return node
    if isinstance(node, Assignment):
        return replace(node, other_measure=True)
    if isinstance(node, LastYear) and node.words:
        return node.words
    if isinstance(node, Comparison | Between) and says_which_side(node.text):
        return OtherMeasure(node.text, node.subject, node.subject, node, unit if unit in node.text else "")
    return OtherMeasure(node.text or node.subject, node.subject)

"""Hold a batch against every rule; the tuples at the foot of each family are the register."""

from collections import Counter, defaultdict
from dataclasses import replace

from ecoreport.assessment import superseded_files
from ecoreport.checks import (
    accountability,
    completeness,
    consistency,
    deadlines,
    evidence,
    form,
    plan,
    plausibility,
    tasks,
    verdicts,
)
from ecoreport.checks.explanations import explain
from ecoreport.checks.plan import check_plan
from ecoreport.model import Finding
from ecoreport.rules import Review, Rule

RULES: tuple[Rule, ...] = (
    *completeness.RULES,
    *accountability.RULES,
    *form.RULES,
    *verdicts.RULES,
    *consistency.RULES,
    *plausibility.RULES,
    *evidence.RULES,
    *deadlines.RULES,
    *tasks.RULES,
    *plan.RULES,
)

__all__ = ["RULES", "check", "check_plan"]

_ORDER = {"error": 0, "verify": 1, "notice": 2}


# A superseded file is reported as such; what else is wrong in it, its successor has mended or repeats.
_OF_VERSIONS = frozenset({"H501", "H502"})


def check(review: Review, rules: tuple[Rule, ...]) -> tuple[Finding, ...]:
    """Give what reading found and what every rule finds, consequences silenced, ids unique, the gravest first."""
    dead = superseded_files(review.batch)
    read = [finding for finding in review.batch.findings if finding.file not in dead or finding.code in _OF_VERSIONS]
    found = [*read, *(finding for rule in rules for finding in rule.breaches(review))]
    standing = _silence(found, {rule.code: rule.silences for rule in rules if rule.silences})
    explained = [explain(finding, review.batch) for finding in standing]
    return tuple(sorted(_tell_apart(explained), key=_place))


def _silence(findings: list[Finding], silences: dict[str, tuple[str, ...]]) -> list[Finding]:
    """Drop what merely follows from a graver fault of the same item or task."""
    silenced: dict[tuple[str | None, int | None], set[str]] = defaultdict(set)
    for finding in findings:
        if finding.item is not None or finding.task is not None:
            silenced[finding.item, finding.task].update(silences.get(finding.code, ()))
    return [finding for finding in findings if finding.code not in silenced[finding.item, finding.task]]


def _tell_apart(findings: list[Finding]) -> list[Finding]:
    """Number the findings that share an id, in the order of their cells."""
    seen: Counter[str] = Counter()
    apart = []
    for finding in sorted(findings, key=_place):
        seen[finding.id] += 1
        apart.append(finding if seen[finding.id] == 1 else replace(finding, id=f"{finding.id}-{seen[finding.id]}"))
    return apart


def _place(finding: Finding) -> tuple[object, ...]:
    source = finding.source
    place = (source.file, source.sheet or "", source.cell or "") if source else ("", "", "")
    return (_ORDER[finding.severity], finding.code, finding.department or "", finding.item or "", finding.task or 0, place, finding.message)

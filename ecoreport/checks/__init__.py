"""Hold a batch against every rule; the tuples at the foot of each family are the register."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from ecoreport import own_rules
from ecoreport.checks import (
    accountability,
    archive,
    completeness,
    consistency,
    deadlines,
    evidence,
    folder,
    form,
    plan,
    plausibility,
    standing,
    sums,
    tasks,
    verdicts,
)
from ecoreport.checks.explanations import explain_all
from ecoreport.checks.plan import check_plan
from ecoreport.model import Batch, Finding
from ecoreport.rules import Review, Rule, readdress

RULES: tuple[Rule, ...] = (
    *completeness.RULES,
    *accountability.RULES,
    *form.RULES,
    *verdicts.RULES,
    *consistency.RULES,
    *standing.RULES,
    *sums.RULES,
    *plausibility.RULES,
    *evidence.RULES,
    *archive.RULES,
    *folder.RULES,
    *deadlines.RULES,
    *tasks.RULES,
    *plan.RULES,
)

OF_FILES = frozenset(rule.code for rule in folder.RULES)  # which look into the folder of 佐证材料: without it nothing is said

__all__ = ["OF_FILES", "RULES", "check", "check_plan"]

_SHIPPED = {rule.code: rule for rule in RULES}
_ORDER = {"error": 0, "verify": 1, "notice": 2}


def check(review: Review, rules: tuple[Rule, ...]) -> tuple[Finding, ...]:
    """Give what reading found and what every rule finds, consequences silenced, ids unique, the gravest first."""
    found = [*_addressed(review.batch), *_held(review, rules)]
    standing = _gather(_silence(found, {rule.code: rule.silences for rule in reversed(rules)}))
    return explain_all(_tell_apart(standing), review)


def _held(review: Review, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    """Hold the review against each rule; an office's own, which may fail, behind its wall."""
    taken: set[str] = set()
    for rule in rules:
        yield from rule.breaches(review) if _SHIPPED.get(rule.code) == rule else own_rules.hold_own(rule, review, taken=rule.code in taken)
        taken |= {rule.code} - {own_rules.FAILED.code}  # each file that failed stands for itself


def _addressed(batch: Batch) -> Iterator[Finding]:
    """Send what reading found in a file to the department whose file it proved to be."""
    owners = {submission.file: submission.department for submission in batch.submissions}
    for finding in batch.findings:
        owner = None if finding.department else owners.get(finding.file or "")
        yield readdress(finding, owner) if owner else finding


def _gather(findings: list[Finding]) -> list[Finding]:
    """Tell a notice once where it is the same for several cells of one item: the years of a row share their unit and their width."""
    groups: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for number, finding in enumerate(findings):
        alike = finding.severity == "notice" and finding.cell and finding.subject
        place = (finding.department, finding.file, finding.sheet) if alike else (number,)
        groups[finding.code, finding.subject, *place].append(finding)
    return [_together(group) for group in groups.values()]


def _together(group: list[Finding]) -> Finding:
    first, *rest = sorted(group, key=_place)
    if not rest:
        return first
    others = (*first.others, *(finding.source for finding in rest if finding.source))
    return replace(first, message=f"{first.message}（同项另有{len(rest)}格同此）", others=others)


def _silence(findings: list[Finding], silences: dict[str, tuple[str, ...]]) -> list[Finding]:
    """Drop what merely follows from a graver fault of the same item or task."""
    silenced: dict[str | None, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.subject is not None:
            silenced[finding.subject].update(silences.get(finding.code, ()))
    return [finding for finding in findings if finding.code not in silenced[finding.subject]]


def _tell_apart(findings: list[Finding]) -> list[Finding]:
    """Put the gravest first, and number the findings that share an id in the order of their cells."""
    seen: Counter[str] = Counter()
    apart = []
    for finding in sorted(findings, key=_place):
        seen[finding.id] += 1
        apart.append(finding if seen[finding.id] == 1 else replace(finding, id=f"{finding.id}-{seen[finding.id]}"))
    return apart


def _place(finding: Finding) -> tuple[object, ...]:
    source = finding.source
    place = (source.file, source.sheet or "", *_cell_order(source.cell or "")) if source else ()
    return (_ORDER[finding.severity], finding.code, finding.department or "", finding.item or "", finding.task or 0, place, finding.message)


def _cell_order(cell: str) -> tuple[int, str]:
    """Order cells by row, then by column: D9 before D10, Z5 before AA5."""
    letters = cell.rstrip("0123456789")
    return (int(cell[len(letters) :] or 0), letters.rjust(3))

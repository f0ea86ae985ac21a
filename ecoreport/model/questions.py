"""Findings as people are asked: a question about a table that touches several items stands once, and names them all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ecoreport.model.finding import Finding, Severity

_MANY = 3  # departments of which the same is said, from which on one line tells it
_GRAVEST: tuple[Severity, ...] = ("error", "verify", "notice")


def ask_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Let the findings of one group stand once, where its first stood and under its id; the others keep their order."""
    together: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        key = (finding.group, finding.code, finding.department) if finding.group is not None else number
        together.setdefault(key, []).append(finding)
    return tuple(_join(group) if len(group) > 1 else group[0] for group in together.values())


def _join(group: list[Finding]) -> Finding:
    """Make one question of several: it is as grave as the gravest, and explained where all are."""
    first = group[0]
    subjects = tuple(dict.fromkeys(finding.subject for finding in group if finding.subject is not None))
    places = dict.fromkeys(source for finding in group for source in (finding.source, *finding.others) if source)
    explained = [finding.explanation for finding in group if finding.explanation]
    return replace(
        first,
        severity=min((finding.severity for finding in group), key=_GRAVEST.index),
        others=tuple(source for source in places if source != first.source),
        explanation="；".join(dict.fromkeys(explained)) if len(explained) == len(group) else None,
        also=subjects[1:],
    )


def told_together(questions: Sequence[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Find what is only to be noticed, and the same of many departments of which nothing else is asked: one line can tell it."""
    asked = Counter(finding.department for finding in questions)
    alike: dict[str, list[Finding]] = {}
    for finding in questions:
        of_a_department = finding.severity == "notice" and finding.department and not finding.subject and not finding.source
        if of_a_department and asked[finding.department] == 1 and finding.explanation is None:
            alike.setdefault(finding.code, []).append(finding)
    return tuple(tuple(group) for group in alike.values() if len(group) >= _MANY)

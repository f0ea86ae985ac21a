"""Findings as people are asked: a question about a table that touches several items stands once, and names them all."""

from collections.abc import Iterable
from dataclasses import replace

from ecoreport.model.finding import Finding, Severity

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

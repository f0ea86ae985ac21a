"""What came of a pair: is the lie believed, is the honest twin flagged."""

from pathlib import Path

from ecoreport.model import Report

from . import Pair

# Evidence, dates, completeness and the calendar doubt no value (contract: Standing).
_OTHERWISE = ("E", "D", "C", "S", "T106", "T108", "A104")

_RULED = ("T107", "T109")  # quantities left blank, or told in prose, are asked of an honest department too (contract: Standing)


def believed(pair: Pair, folder: Path) -> str | None:
    """Say that a lie counts as met, confirmed, and nobody asks; None where it is caught."""
    return believed_of(pair.report("lie", folder), pair.subject)


def believed_of(report: Report, subject: str) -> str | None:
    status, standing, found, reason = _outcome(report, subject)
    return f"{status}, {standing}: {reason}" if status in ("met", "completed") and standing == "confirmed" and not found else None


def flagged(pair: Pair, folder: Path) -> str | None:
    """Say what is wrong with an honest answer; None where it is met and confirmed."""
    return flagged_of(pair.report("truth", folder), pair.subject)


def flagged_of(report: Report, subject: str) -> str | None:
    status, standing, found, reason = _outcome(report, subject)
    asked = [each for each in found if not each.startswith(_RULED)]
    sound = standing == "confirmed" or (found and not asked and standing == "doubted")
    return None if status in ("met", "completed") and sound and not asked else f"{status}, {standing}: {reason} {found}"


def _outcome(report: Report, subject: str) -> tuple[str, str | None, list[str], str]:
    result = report.task(int(subject[1:])) if subject.startswith("T") else report.item(subject)
    asked = (each for each in result.findings if each.severity != "notice" and each.explanation is None)
    found = [f"{each.code} {each.message}" for each in asked if not each.code.startswith(_OTHERWISE)]
    return result.assessment.status, result.standing, found, result.assessment.reason

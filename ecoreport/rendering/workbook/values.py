"""How a value, a place and a verdict are shown, on whichever sheet they stand."""

import operator
from collections.abc import Callable, Sequence
from decimal import Decimal

from ecoreport.model import Assessment, Finding, Goal, Item, ItemResult, Source, Standing, YearValue
from ecoreport.rendering.workbook.content import Content, centred, count_decimals, fits_a_float, number, quote_words, status, text
from ecoreport.rendering.workbook.scene import Scene

_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}


def show_actual(scene: Scene, assessment: Assessment) -> Content:
    """Show this year's value: a number as a number, words as words, and what was not understood as it was written."""
    link = scene.locate_lineage(assessment.item, assessment.year, "value", assessment.source)
    if assessment.value is not None:
        return number(assessment.value, link)
    figure = assessment.chosen.actual if assessment.chosen else None
    if assessment.text is not None:
        return centred(assessment.text, link)
    if figure is None or not figure.raw.strip():
        return centred(scene.say("nothing"))
    return centred(scene.say("asked", raw=figure.raw) if figure.state == "asked" else figure.raw, link)


def show_past(scene: Scene, subject: str, past: YearValue | None) -> Content:
    """Show an earlier year's value."""
    if past is None or (past.value is None and not past.text):
        return centred(scene.say("nothing"))
    link = scene.locate_lineage(subject, past.year, "value", past.source)
    return number(past.value, link) if past.value is not None else centred(past.text, link)


def show_change(result: ItemResult, actual: str, last: str, nothing: str) -> Content:
    """Show this year minus last where nothing speaks against either; live where both cells (their addresses) stand on the sheet."""
    value, past = (result.comparable(result.assessment.year - back) for back in (0, 1))
    if value is None or past is None:
        return centred(nothing)
    decimals = max(count_decimals(value), count_decimals(past))
    change = value - past
    live = actual and last and fits_a_float(value) and fits_a_float(past) and decimals <= 12
    formula = f"ROUND({actual}-{last},{decimals})" if live else ""
    return Content(change, "signed", formula=formula, decimals=decimals)


def show_gap(assessment: Assessment, nothing: str) -> Content:
    gap = assessment.gap if assessment.status in ("met", "not_met") else None  # only a bound that decided
    return centred(nothing) if gap is None else Content(gap, "signed", decimals=count_decimals(gap))


def show_verdict(scene: Scene, assessment: Assessment, actual: str) -> Content:
    """Show the status; a verdict by one bound is a formula on the value's cell, all others are the judge's word."""
    return status(scene.layout.word("status", assessment.status), _word_verdict(scene, assessment, actual))


def show_standing(scene: Scene, standing: Standing | None) -> Content:
    """Show what a value or a state stands on, where that is not confirmed."""
    return Content(scene.layout.word("standing", standing) if standing in ("doubted", "contradicted") else None, "status")


def _word_verdict(scene: Scene, assessment: Assessment, actual: str) -> str:
    value = assessment.value
    if not actual or value is None or not fits_a_float(value) or assessment.status not in ("met", "not_met"):
        return ""
    bound = assessment.bound
    if bound is None or not fits_a_float(bound.number):
        return ""
    sign, limit = bound.operator, bound.number
    if _COMPARE[sign](value, limit) != (assessment.status == "met"):
        return ""  # the judge went by something else (an assignment, a branch): its word stands
    met, missed, none = (quote_words(scene.layout.word("status", key)) for key in ("met", "not_met", "undecided"))
    return f"IF(ISNUMBER({actual}),IF({actual}{sign}{limit:f},{met},{missed}),{none})"


def show_place(source: Source | None) -> Content:
    """Show where something was read."""
    return Content(str(source) if source else None, "path")


def show_trace(scene: Scene, link: str) -> Content:
    """Lead to the row of 数据溯源, from a cell narrow enough for every program to show it as a link."""
    return Content(scene.say("trace"), "link", link) if link else centred(scene.say("nothing"))


def show_list(scene: Scene, names: Sequence[object], link: str = "") -> Content:
    return text(scene.join(names), link) if names else centred(scene.say("nothing"))


def count_findings(scene: Scene, findings: Sequence[Finding], subject: str) -> Content:
    """Show how many things are wrong with one subject, leading to the first of them."""
    serious = [finding for finding in findings if finding.severity != "notice"]
    return centred(len(serious), scene.locate("findings", ("subject", subject))) if serious else centred(0)


def shown_unit(subject: Item | Goal, assessment: Assessment | None) -> str:
    """Give the plan's unit; where it prints none, the unit that the department wrote."""
    return (assessment.unit if assessment and assessment.value is not None else "") or subject.unit

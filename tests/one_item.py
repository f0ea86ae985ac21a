"""One item, on the shipped plan or one that differs in it: what a rule says of the values reported for it."""

from dataclasses import replace

from scenes import SYSTEM, findings_of

from ecoreport.model import IndicatorSystem


def plan_with(item: str, **words: object) -> IndicatorSystem:
    """Take the shipped plan with one item changed."""
    indicators = [
        replace(indicator, items=tuple(replace(each, **words) if each.id == item else each for each in indicator.items))
        for indicator in SYSTEM.indicators
    ]
    return replace(SYSTEM, indicators=tuple(indicators))


def found(code: str, *values: object, system: IndicatorSystem = SYSTEM, item: str = "21.1", **beside: str) -> list[str]:
    """Report the values of an item, the last one of 2020, and list what the rule says."""
    department = next(each.lead_department for each in SYSTEM.items if each.id == item)
    rows = [
        {"department": department, "subject": item, "year": str(year), "actual": str(value)}
        for year, value in enumerate(values, 2021 - len(values))
        if value is not None
    ]
    rows[-1] |= beside
    return [finding.message for finding in findings_of(rows, system) if finding.code == code]

"""What counties and zones say of themselves, judged by the same judge; none of it is the city's."""

from dataclasses import replace

from ecoreport.judging.items import assess
from ecoreport.judging.living import living
from ecoreport.judging.scopes import of_regions
from ecoreport.model import Batch, IndicatorSystem, Reference, RegionItem, RegionResult
from ecoreport.rules import Review


def assess_regions(review: Review) -> tuple[RegionResult, ...]:
    """Judge each region that answered something, in the plan's order, those that the plan does not have after them by name."""
    told = of_regions(living(review.whole))
    places = {region.name: number for number, region in enumerate(review.system.regions)}
    names = {entry.region for entry in told.entries if entry.region} | {report.region for report in told.tasks if report.region}
    system = replace(review.system, references=tuple(map(_of_everybody, review.system.references))) if names else review.system
    return tuple(_assess(name, told, system, review) for name in sorted(names, key=lambda name: (places.get(name, len(places)), name)))


def _of_everybody(reference: Reference) -> Reference:
    """Keep the province's averages: what was assigned to the city, and its own earlier years, are no county's."""
    return replace(reference, actual=None, assigned=None, assigned_met=None)


def _assess(name: str, told: Batch, system: IndicatorSystem, review: Review) -> RegionResult:
    own = replace(
        told,
        entries=tuple(entry for entry in told.entries if entry.region == name),
        tasks=tuple(report for report in told.tasks if report.region == name and report.year in (None, review.period)),
    )
    judged = assess(own, system, review.period, review.vocabulary)
    items = tuple(RegionItem(item, judged.items[item.id]) for item in system.items if judged.items[item.id].status != "not_reported")
    return RegionResult(name, items, tuple(task for task in judged.tasks.values() if task.status != "not_reported"))

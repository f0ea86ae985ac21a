"""How an item's value of this year stands to the last: by which way is better, never from a value in question."""

from typing import Literal

from ecoreport.model.results import ItemResult

Trend = Literal["better", "worse", "same", "rising", "falling", ""]  # rising, falling: where the plan names no better way


def trend_of(result: ItemResult) -> Trend:
    """Say how this year stands to the last; "" where either is unknown or in question."""
    value, past = (result.comparable(result.assessment.year - back) for back in (0, 1))
    if value is None or past is None:
        return ""
    if value == past:
        return "same"
    rising = value > past
    if result.item.direction is None:
        return "rising" if rising else "falling"
    return "better" if rising == (result.item.direction == "up") else "worse"

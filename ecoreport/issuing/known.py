"""What the office knows already: values of earlier years, from the plan's 参照值 and from a finished run of such a year."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from ecoreport.errors import InputError
from ecoreport.model import IndicatorSystem

Known = Mapping[tuple[str, int], Decimal]  # by item and year
NOTHING_KNOWN: Known = MappingProxyType({})


def known_values(system: IndicatorSystem, period: int, previous: Mapping[str, Any] | None) -> Known:
    """Gather the values of the years before `period`; what the office wrote into 参照值 outranks an earlier run's.

    `previous` is the result.json of a run for an earlier year. A value that its own batch refutes is not handed on, nor one of an
    item that had another name or unit. Raise InputError where the run is not of an earlier year.
    """
    values = dict(_of_run(previous, system, period)) if previous is not None else {}
    values |= {(told.item, told.year): told.actual for told in system.references if told.actual is not None and told.year < period}
    return values


def _of_run(result: Mapping[str, Any], system: IndicatorSystem, period: int) -> Mapping[tuple[str, int], Decimal]:
    year = int(result["period"])
    if year >= period:
        raise InputError(f"上年结果是{year}年的，空白台账是{period}年的：上年结果应是更早年度的。请检查 --previous 给的文件夹和 --period。")
    items = {item.id: item for item in system.items}
    values: dict[tuple[str, int], Decimal] = {}
    for told in result["items"]:
        item = items.get(told["id"])
        if item is None or (told["item"], told["unit"]) != (item.name, item.unit) or told.get("standing") == "contradicted":
            continue
        earlier = {int(before): value for before, value in told.get("previous", {}).items()}
        values |= {(item.id, of): Decimal(value) for of, value in {**earlier, year: told["value"]}.items() if value is not None}
    return values

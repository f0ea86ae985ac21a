"""Four times the ledgers take four times the steps, in every stage: nothing goes through all that came in for each that came in."""

import dataclasses
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from types import FrameType
from typing import Any

import pytest
from reported import SMALL_PLAN, rows_of
from scenes import scene_of

from ecoreport.checks import RULES, check
from ecoreport.consolidation import consolidate
from ecoreport.judging.review import review
from ecoreport.judging.versions import settle
from ecoreport.model import Batch, Figure, Source, Submission
from ecoreport.one_file import understand
from ecoreport.vocabulary import load_vocabulary

FEW, MANY = 16, 64
MOST = 4.4  # times the steps that four times the ledgers may take
VOCABULARY = load_vocabulary()


@cache
def once() -> Batch:
    """What two departments report, of a plan of some twenty indicators."""
    scene = scene_of(rows_of(SMALL_PLAN, ("市水利局", "市城管局")), SMALL_PLAN)
    return Batch.of((understand(ledger, SMALL_PLAN, VOCABULARY, 2020) for ledger in scene.ledgers), 2020)


def again(record: Any, number: int, how: str) -> Any:
    """Give what was read as if it lay in another folder, or as the department's next draft, with other numbers."""
    match record:
        case Source():
            return dataclasses.replace(record, file=again(record.file, number, how))
        case tuple():
            return tuple(again(each, number, how) for each in record)
        case str() if record.endswith(".xlsx"):
            return f"{number:03}/{record}" if how == "copies" else record.replace(".xlsx", f"（第{number + 1}稿）.xlsx")
    if not dataclasses.is_dataclass(record):
        return record
    told = {field.name: getattr(record, field.name) for field in dataclasses.fields(record) if field.init}
    changed = {name: new for name, value in told.items() if (new := again(value, number, how)) is not value}
    if how == "drafts" and isinstance(record, Figure) and record.value is not None:
        changed["value"] = record.value + Decimal(number) / 1000
    if how == "drafts" and isinstance(record, Submission):
        changed["sha256"] = f"{record.sha256}{number}"
    return dataclasses.replace(record, **changed) if changed else record


def came(number: int, how: str) -> tuple[Batch, ...]:
    return tuple(again(once(), each, how) for each in range(number))


def steps(work: Callable[[], object]) -> tuple[int, Any]:
    """Count the calls that some work takes, of Python's own functions too."""
    counted = 0

    def see(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(see)
    try:
        done = work()
    finally:
        sys.setprofile(None)
    return counted, done


def taken(number: int, how: str) -> dict[str, int]:
    """Say how many steps each stage takes for so many deliveries."""
    parts = came(number, how)
    told = {}
    told["join"], batch = steps(lambda: Batch.of(parts, 2020))
    told["settle"], batch = steps(lambda: settle(batch, VOCABULARY))
    told["judge"], judged = steps(lambda: review(batch, SMALL_PLAN, 2020, date(2020, 12, 31), VOCABULARY))
    told["check"], findings = steps(lambda: check(judged, RULES))
    told["consolidate"], _ = steps(lambda: consolidate(judged, findings))
    return told


@pytest.mark.parametrize("how", ["copies", "drafts"])
def test_every_stage_grows_with_the_ledgers_and_no_faster(how: str) -> None:
    few, many = taken(FEW, how), taken(MANY, how)
    assert {stage: round(many[stage] / few[stage], 1) for stage in few if many[stage] > MOST * few[stage]} == {}

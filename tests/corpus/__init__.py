"""A corpus of files as they arrive, made by real writers without a look at the reader, each with what must become of it.

`cases()` gives every file, `build(folder)` writes them below `folder`, one folder a class. `fast` leaves out the slow ones.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from corpus import (
    damaged_packages,
    damaged_texts,
    damaged_xls,
    fixed_cases,
    honest_books,
    honest_more,
    honest_packages,
    honest_texts,
    honest_xls,
    hostile_places,
    hostile_xml,
    hostile_zips,
    mixed,
    own_outputs,
    wrong,
    wrong_compounds,
)
from corpus.expect import Case
from corpus.tables import stem

PASSWORD = "pw"  # the one that a run is given
MODULES = (
    honest_books,
    honest_more,
    honest_packages,
    honest_texts,
    honest_xls,
    damaged_packages,
    damaged_texts,
    damaged_xls,
    fixed_cases,
    hostile_places,
    hostile_xml,
    hostile_zips,
    mixed,
    own_outputs,
    wrong,
    wrong_compounds,
)


def cases(*, fast: bool = False) -> tuple[Case, ...]:
    """Give every case once; names are unique within a class."""
    found = tuple(case for module in MODULES for case in module.cases() if not (fast and case.slow))
    places = [place(case) for case in found]
    if len(set(places)) != len(places):
        raise ValueError(f"names occur twice: {sorted({name for name in places if places.count(name) > 1})}")
    return found


def place(case: Case) -> str:
    """Say where a case lies below the folder, with "/" between."""
    return f"{case.kind}/{case.name}"


def build(folder: Path, chosen: Iterable[Case]) -> None:
    """Write the chosen cases below a folder; members lie inside the archives that hold them."""
    for case in chosen:
        if case.member:
            continue
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + os.fsencode(place(case))))
        path.parent.mkdir(parents=True, exist_ok=True)
        if case.place is not None:
            case.place(path)
        elif case.build is not None:
            path.write_bytes(case.build(stem(case.name)))

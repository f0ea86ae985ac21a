"""A part of what is kept, for a suite that has to end in time: a sixth by name, the same in each run; all where ALL_CASES is set."""

import os
from collections.abc import Iterable
from typing import TypeVar
from zlib import crc32

_T = TypeVar("_T")


def some_of(named: Iterable[tuple[str, _T]], one_in: int = 6) -> list[tuple[str, _T]]:
    return [(name, each) for name, each in named if os.environ.get("ALL_CASES") or crc32(name.encode()) % one_in == 0]

"""What `re` makes of a pattern is kept beside the bytecode, as Python keeps what it makes of a module: a start compiles neither twice.

A first ledger asks for four hundred patterns, which take the compiler as long as all else that is done with that ledger. Kept is what the
compiler hands to the machine that runs patterns (`_sre.compile`), word for word, by pattern and flags: what was kept by another Python is
left alone. It lies where bytecode lies, and is written where bytecode may be written (PYTHONPYCACHEPREFIX, PYTHONDONTWRITEBYTECODE);
without it, or where a Python has other names for its parts, patterns are compiled as ever. Only what `patterns.compile` is given is kept:
the library's own grammars and the plan's words, nothing that a ledger says.
"""

import atexit
import contextlib
import importlib.util
import marshal
import os
import re
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

_compiler: Any = getattr(re, "_compiler", None)
_engine: Any = getattr(_compiler, "_sre", None)  # none of `re`'s public names: a Python without it does without
_MADE_BY = (sys.version, getattr(_engine, "MAGIC", None))
_FEW = 8  # new ones that are not worth a file
_MOST = 5_000  # the library has some twelve hundred: beyond, those of editions long gone make room

_Key = tuple[str | bytes, int]


class Programs:
    """Hold the programs of patterns that were compiled before, in this process or in one before it."""

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._kept: dict[_Key, tuple[Any, ...]] | None = None
        self._new: dict[_Key, tuple[Any, ...]] = {}

    def make(self, pattern: str | bytes, flags: int) -> Any:
        """Give the compiled pattern; `re.error` as `re` raises it."""
        if self._place is None or _engine is None:
            return re.compile(pattern, flags)
        if self._kept is None:
            self._kept = _load(self._place)
        key = (pattern, int(flags))
        if (program := self._kept.get(key)) is not None:
            with contextlib.suppress(TypeError, ValueError, RuntimeError):  # it is no program for this machine
                return _engine.compile(pattern, *map(_unfolded, program))
        with _overheard() as handed_over:
            made = re.compile(pattern, flags)
        self._new.update((key, tuple(map(_folded, program))) for told, *program in handed_over if told == pattern)
        return made

    def keep(self) -> None:
        """Write what is new, with what others have written meanwhile; where nothing may be written, nothing is."""
        if self._place is None or len(self._new) < _FEW or sys.dont_write_bytecode:
            return
        new, self._new = self._new, {}
        kept = _load(self._place) | new
        own = self._place.with_name(f"{self._place.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            self._place.parent.mkdir(exist_ok=True)
            own.write_bytes(marshal.dumps((_MADE_BY, kept if len(kept) <= _MOST else new)))
            own.replace(self._place)


@contextlib.contextmanager
def _overheard() -> Iterator[list[tuple[Any, ...]]]:
    """Note what the compiler hands over meanwhile."""
    told: list[tuple[Any, ...]] = []

    def compile_and_note(*program: Any) -> Any:
        told.append(program)
        return _engine.compile(*program)

    _compiler._sre = SimpleNamespace(**(vars(_engine) | {"compile": compile_and_note}))  # noqa: SLF001 — the compiler asks for it by this name
    try:
        yield told
    finally:
        _compiler._sre = _engine  # noqa: SLF001


def _folded(part: Any) -> Any:
    """Fold the instructions: thousands of numbers, of a kind of their own, which is told apart by nothing else than its name."""
    return array("I", map(int, part)).tobytes() if isinstance(part, list) else int(part) if isinstance(part, int) else part


def _unfolded(part: Any) -> Any:
    return array("I", part).tolist() if isinstance(part, bytes) else part


def _load(place: Path) -> dict[_Key, tuple[Any, ...]]:
    try:
        made_by, kept = marshal.loads(place.read_bytes())  # noqa: S302 — as trusted as the bytecode that it lies beside
    except (OSError, ValueError, TypeError, EOFError):
        return {}
    return kept if made_by == _MADE_BY and isinstance(kept, dict) else {}


def place_of(module: str) -> Path | None:
    """Say where the programs of a module's patterns are kept; None where this Python keeps no bytecode."""
    if sys.implementation.cache_tag is None:
        return None
    return Path(importlib.util.cache_from_source(module)).with_suffix(".programs")


PROGRAMS = Programs(place_of(__file__))
atexit.register(PROGRAMS.keep)

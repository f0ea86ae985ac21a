"""What was read of a file is kept in OUT/.ecoreport by all that its reading depends on: the next round reads only what changed.

The key is made of the file's name and sha256, of plan, words, year and chosen readings, and of this library's own code and of
what it reads with: whatever of these is another, the file is read anew. What is kept are plain records (`frames.unpack`): a file that
somebody laid there can do nothing. Without a folder to write into nothing is kept.
"""

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from ecoreport import __version__, machine
from ecoreport.frames import pack, unpack
from ecoreport.model import Batch, IndicatorSystem
from ecoreport.publish import Shelf
from ecoreport.vocabulary import Vocabulary

if TYPE_CHECKING:
    from importlib import metadata
else:  # asked once a run, and only where something is kept
    (metadata,) = machine.later("importlib", "metadata")

_READ_WITH = ("msoffcrypto-tool", "RapidFuzz", "xlrd")
_LONGEST = 8 << 20  # bytes of one file's records: what is longer is read anew


class Home(Protocol):
    """What a reading depends on besides the file."""

    @property
    def system(self) -> IndicatorSystem: ...
    @property
    def vocabulary(self) -> Vocabulary: ...
    @property
    def period(self) -> int: ...
    @property
    def passwords(self) -> tuple[str, ...]: ...
    @property
    def chosen(self) -> tuple[tuple[str, str], ...]: ...


class Kept:
    """The readings that lie beside the outputs of a folder that is claimed; `on=False`: none are used, and none stay."""

    def __init__(self, out: Path, *, on: bool = True) -> None:
        self._shelf = Shelf(out)
        self._on = on
        self._base = b""
        self._found: dict[str, bytes] = {}  # as it lies there, by the file's name

    def __enter__(self) -> Self:
        self._shelf.__enter__()
        return self

    def __exit__(self, fault: type[BaseException] | None, *told: object) -> None:
        """Let the next run find what this one read; where it failed, all lies there as it was."""
        if fault is None and self._base:
            self._shelf.keep()
        elif fault is None:
            self._shelf.clear()
        self._shelf.__exit__(fault, *told)

    def reading_for(self, home: Home) -> Self:
        """Say for whom is read from now on; where passwords open files, what is locked shall not lie open here."""
        self._base = fingerprint(home) if self._on and not home.passwords else b""
        return self

    def find(self, name: str, sha256: str) -> Batch | None:
        """Give what was read of a file of this name and content; None where that is not known."""
        data = self._shelf.find(self._key(name, sha256)) if self._base and sha256 else None
        if data is None:
            return None
        try:
            batch = unpack(data)
        except Exception:  # noqa: BLE001 — a broken pickle raises anything; the file is read instead
            return None
        if not isinstance(batch, Batch) or [(each.file, each.sha256) for each in batch.submissions[:1]] != [(name, sha256)]:
            return None
        self._found[name] = data
        return batch

    def lay(self, batch: Batch, lost: frozenset[str]) -> None:
        """Keep what was read of one file; not where it could not be opened, nor where it was `lost` (codes): that may go well next time."""
        if not self._base or not batch.submissions[:1] or any(finding.code in lost for finding in batch.findings):
            return
        first = batch.submissions[0]
        data = self._found.pop(first.file, b"") or (pack(batch) if first.sha256 else b"")
        if data and len(data) <= _LONGEST:
            self._shelf.lay(self._key(first.file, first.sha256), data)

    def _key(self, name: str, sha256: str) -> bytes:
        return hashlib.sha256(b"\0".join((self._base, name.encode("utf-8", "surrogatepass"), sha256.encode()))).digest()


def fingerprint(home: Home) -> bytes:
    """Tell by a digest all that a reading depends on besides the file; the same in every process. Empty where it cannot be told."""
    if not code():
        return b""
    told = (home.system, home.vocabulary, home.period, home.chosen)
    return hashlib.sha256(repr((code(), *map(_steady, told))).encode("utf-8", "surrogatepass")).digest()


@functools.cache
def code() -> str:
    """Tell by a digest which program reads: this library to the letter, Python, and what opens files; "" where that cannot be told."""
    ours = machine.digest_code(Path(__file__).parent)
    return ours and "\n".join((__version__, ours, *map(metadata.version, _READ_WITH)))


def _steady(value: Any) -> object:
    """Lay out a value so that equal ones are written alike: sets and mappings in an order."""
    if is_dataclass(value):
        return type(value).__name__, [_steady(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Mapping):
        return sorted((repr(_steady(key)), _steady(each)) for key, each in value.items())
    if isinstance(value, set | frozenset):
        return sorted(repr(_steady(each)) for each in value)
    return [_steady(each) for each in value] if isinstance(value, tuple | list) else value

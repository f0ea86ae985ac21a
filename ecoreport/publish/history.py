"""Where outputs go when the next ones come: 历史/第N轮, with what people changed under a name that says so; no folder is written twice."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path, PurePosixPath

from ecoreport.language.filenames import native_name, shown_name
from ecoreport.publish.files import explained
from ecoreport.records import dataclass

HISTORY, CHANGED = "历史", "（人工修改）"
_BEFORE = "此前"


@dataclass(frozen=True, slots=True)
class Laid:
    """What a run must lay aside before it writes: new places with the old bytes, what leaves its place, what stays there."""

    folder: str  # 历史/第1轮
    fresh: bool = False  # the rounds before go there too
    aside: Mapping[str, bytes] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    staying: Mapping[str, str] = field(default_factory=dict)  # of the same round, with their digests


def set_aside(out: Path, last: int | None, digests: Mapping[str, str], number: int, *, fresh: bool = False) -> Laid:
    """Say what of the outputs in a folder goes aside, for a run of round `number`; `last` is the round that lies there (0: nobody knows).

    `digests` are what the last run wrote, by name ("": not known). In the same round anew only what people have changed is kept; all of an
    earlier one goes, and in a `fresh` start whatever lies there.
    """
    if last is None:
        return Laid("")
    folder = _free(out, f"{HISTORY}/{_BEFORE}" if fresh or not last else f"{HISTORY}/第{last}轮")
    anew = last == number and not fresh
    aside: dict[str, bytes] = {}
    with explained(f"上一轮的结果“{shown_name(out)}”读不出来，没有改动"):
        for name, digest, data in _lying(out, digests):
            changed = bool(digest) and hashlib.sha256(data).hexdigest() != digest
            if not anew or (changed and not _is_kept(out, last, name, data)):
                aside[f"{folder}/{_marked(name) if changed else name}"] = data
    return Laid(folder, fresh, aside, () if anew else tuple(digests), dict(digests) if anew else {})


def move_rounds(out: Path, laid: Laid) -> None:
    """Move the rounds before a fresh start below the folder that holds what it laid aside; what cannot be moved stays."""
    history, target = out / native_name(HISTORY), out / native_name(laid.folder)
    if laid.fresh and target.is_dir():
        with suppress(OSError):
            for path in sorted(history.iterdir()):
                if path != target and not shown_name(path.name).startswith(_BEFORE) and not os.path.lexists(target / path.name):
                    path.rename(target / path.name)


def _lying(out: Path, digests: Mapping[str, str]) -> Iterator[tuple[str, str, bytes]]:
    for name, digest in digests.items():
        path = out / native_name(name)
        if path.is_file() and not path.is_symlink():
            yield name, digest, path.read_bytes()


def _marked(name: str) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}{CHANGED}{path.suffix}"))


def _free(out: Path, folder: str) -> str:
    names: Iterable[str] = (folder, *(f"{folder}（{number}）" for number in range(2, 1000)))
    return next(name for name in names if not os.path.lexists(out / native_name(name)))


def _is_kept(out: Path, number: int, name: str, data: bytes) -> bool:
    """Has this very file been kept before: running once more keeps it once."""
    places = (out / native_name(HISTORY)).glob(native_name(f"第{number}轮*"))
    kept = (place / native_name(_marked(name)) for place in places)
    return any(path.is_file() and path.read_bytes() == data for path in kept)

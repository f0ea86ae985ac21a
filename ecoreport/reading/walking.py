"""Walk through folders that others filled: every entry is named, no link is followed, what cannot be looked at is told and never raised."""

import os
import stat
from collections.abc import Callable, Iterator

from ecoreport.errors import explain
from ecoreport.language.filenames import FileName, shown_name
from ecoreport.records import dataclass

Identity = tuple[object, bytes]  # the folder on its device, and the name in it


@dataclass(frozen=True, slots=True)
class Found:
    """One entry below a folder that is no folder itself, or a folder that cannot be entered or is left out."""

    name: FileName  # below the folder that was walked, with "/"
    identity: Identity  # the same for the same file, whatever way led to it
    regular: bool = False
    size: int = 0
    skipped: str = ""  # why it is left out
    fault: str = ""  # why it cannot be looked at


def walk(root: bytes, skip: Callable[[str], str]) -> Iterator[Found]:
    """Give every entry below a folder, by name, folder after folder; `skip` tells of a name why it is left out.

    However deep the folders lie, nothing is called anew for a level. Raise OSError where the folder itself cannot be read.
    """
    waiting: list[Found | bytes] = [*_entries(root, b"", skip)]
    visited = {identify(root)}
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, Found):
            yield entry
            continue
        path = os.path.join(root, entry)  # noqa: PTH118 — bytes, which pathlib does not take
        try:
            if (place := identify(path)) in visited:  # a junction or a mount that leads back
                yield _lost(root, entry, "与已经读过的文件夹是同一个")
                continue
            visited.add(place)
            waiting += _entries(root, entry + b"/", skip)
        except OSError as fault:
            yield _lost(root, entry, explain(fault))


def identify(path: bytes) -> Identity:
    """Tell a file apart by the folder that holds it and its name there: one file under two names (a hard link) is two entries.

    An office sees two names and means two files; what must not count twice is one path reached by two ways.
    """
    folder, name = os.path.split(path.rstrip(b"/") or path)
    if name in (b"", b".", b".."):
        return _place(path), b""
    return _place(folder or b"."), name


def _place(folder: bytes) -> object:
    known = os.stat(folder)  # noqa: PTH116 — bytes
    return (known.st_dev, known.st_ino) if known.st_ino else os.path.abspath(folder)  # noqa: PTH100 — a system without numbers


def _entries(root: bytes, below: bytes, skip: Callable[[str], str]) -> Iterator[Found | bytes]:
    """Give a folder's entries, the last name first, as a stack takes them; folders to be entered as their path below the root."""
    folder = os.path.join(root, below)  # noqa: PTH118 — bytes
    place = _place(folder)
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name, reverse=True):
            name = FileName(shown_name(below + entry.name), folder + entry.name)
            if reason := skip(shown_name(entry.name)):
                yield Found(name, (place, entry.name), skipped=reason)
                continue
            try:
                known = entry.stat(follow_symlinks=False)
            except OSError as fault:
                yield Found(name, (place, entry.name), fault=explain(fault))
                continue
            if stat.S_ISDIR(known.st_mode):
                yield below + entry.name
            else:
                yield Found(name, (place, entry.name), stat.S_ISREG(known.st_mode), known.st_size)


def _lost(root: bytes, below: bytes, fault: str) -> Found:
    path = os.path.join(root, below)  # noqa: PTH118 — bytes
    return Found(FileName(shown_name(below), path), (path, b""), fault=fault)

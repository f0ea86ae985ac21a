"""Survey an evidence folder: which files lie there, how large, and, where it matters, with what content."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ecoreport.errors import explain
from ecoreport.language.filenames import path_bytes
from ecoreport.paths import require_folder
from ecoreport.reading.walking import Found, walk
from ecoreport.rules import EvidenceFile

MOST_HASHED = 4 << 30  # bytes: no scan of a document is larger; a film is told apart by its size
_CHUNK = 1 << 20
_LINK = "是链接或设备，没有跟随打开"


def survey(
    folder: str | Path, named: Collection[str] | None = None, progress: Callable[[int, int, str], None] | None = None
) -> tuple[EvidenceFile, ...]:
    """List the files below a folder by path; links are not followed, and what cannot be read is listed with its fault.

    Only sizes are asked of most: content is hashed where a name of `named` (as written in a ledger, folders and extension or not) may
    mean the file, or where it is as large as such a file; None: everywhere. `progress` is called for each file that is hashed with the
    files done, the files in all and its name. Raise InputError where there is no such folder.
    """
    entries = (*walk(path_bytes(require_folder(folder, "佐证材料")), lambda _: ""),)
    bases = None if named is None else {PurePosixPath(name.replace("\\", "/").strip().casefold()).name for name in named}
    sizes = {entry.size for entry in entries if bases is None or _may_be_meant(entry, bases)}
    wanted = [entry for entry in entries if entry.regular and entry.size <= MOST_HASHED and entry.size in sizes]
    content: dict[bytes, EvidenceFile] = {}
    for number, entry in enumerate(wanted):
        if progress:
            progress(number, len(wanted), f"佐证材料/{entry.name.shown}")
        content[entry.name.path] = _with_content(entry)
    return tuple(content.get(entry.name.path) or _without_content(entry) for entry in entries)


def _may_be_meant(entry: Found, bases: Collection[str]) -> bool:
    path = PurePosixPath(entry.name.shown.casefold())
    return path.name in bases or path.stem in bases


def _without_content(entry: Found) -> EvidenceFile:
    return EvidenceFile(entry.name.shown, entry.size, "", entry.fault or ("" if entry.regular else _LINK))


def _with_content(entry: Found) -> EvidenceFile:
    file = _without_content(entry)
    digest = hashlib.sha256()
    try:
        with open(entry.name.path, "rb") as stream:  # noqa: PTH123 — bytes, which pathlib does not take
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:  # it went away, or may not be read
        return replace(file, fault=explain(error))
    return replace(file, sha256=digest.hexdigest())

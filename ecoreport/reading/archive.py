"""A .zip of ledgers: read inside, never unpacked to disk, member by member."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from ecoreport.language.filenames import shorten, shown_name
from ecoreport.reading import limits
from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.package import Package
from ecoreport.reading.rules import TOO_LARGE
from ecoreport.reading.source import UNNAMED, Input, skip_reason, tell_apart


def list_members(package: Package, archive: str) -> Iterator[tuple[str, Input]]:
    """Name every member of an archive, in order, with the fate of those that are never opened."""
    if len(package.names) > limits.ARCHIVE_MEMBERS:
        raise UnreadableError(TOO_LARGE, what=f"压缩包里有 {len(package.names)} 个文件，最多 {limits.ARCHIVE_MEMBERS} 个")
    names = sorted(package.names)
    yield from zip(names, tell_apart(_name_member(name, archive) for name in names), strict=True)


def _name_member(name: str, archive: str) -> Input:
    """Name a member below its archive: no way out of it, nothing that a screen obeys."""
    parts = [shown_name(part) for part in PurePosixPath(name).parts if part not in ("/", "..", ".")] or [UNNAMED]
    skipped = next((reason for part in parts if (reason := skip_reason(part))), "")
    return Input(f"{archive}/{shorten('/'.join(parts))}", skipped=skipped)

"""A .zip of ledgers: read inside, never unpacked to disk, member by member."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from ecoreport.reading import limits
from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.package import Package
from ecoreport.reading.rules import TOO_LARGE
from ecoreport.reading.source import Input, skip_reason


def list_members(package: Package, archive: str) -> Iterator[tuple[str, Input]]:
    """Name every member of an archive, in order, with the fate of those that are never opened."""
    if len(package.names) > limits.ARCHIVE_MEMBERS:
        raise UnreadableError(TOO_LARGE, what=f"压缩包里有 {len(package.names)} 个文件，最多 {limits.ARCHIVE_MEMBERS} 个")
    for name in sorted(package.names):
        parts = [part for part in PurePosixPath(name).parts if part not in ("/", "..", ".")]
        skipped = next((reason for part in parts if (reason := skip_reason(part))), "")
        yield name, Input(f"{archive}/{'/'.join(parts)}", skipped=skipped)

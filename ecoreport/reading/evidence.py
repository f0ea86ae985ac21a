"""Survey an evidence folder: which files lie there, how large, with what content where it matters, and what a .zip holds."""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO

from ecoreport.errors import explain
from ecoreport.language.filenames import path_bytes, shown_name
from ecoreport.model import RESULT_SCHEMA, EvidenceFile
from ecoreport.model.packing import CATALOGUE
from ecoreport.paths import require_folder
from ecoreport.reading import limits
from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.ours import name_output
from ecoreport.reading.package import LIST_FAULTS, read_name
from ecoreport.reading.rules import CANNOT_OPEN
from ecoreport.reading.source import skip_reason
from ecoreport.reading.walking import Found, walk

MOST_HASHED = 4 << 30  # bytes: no scan of a document is larger; a film is told apart by its size
_CHUNK = 1 << 20
_HEAD = 200  # bytes within which a result.json says what it is
_ARCHIVES_WITHIN = 20  # archives within one archive that are looked into: a bomb of them ends here
_LINK = "是链接或设备，没有跟随打开"


def survey(
    folder: str | Path,
    meant: Callable[[Collection[str]], Collection[str]] | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> tuple[EvidenceFile, ...]:
    """List the files below a folder by path; links are not followed, and what cannot be read is listed with its fault.

    What systems and open programs leave behind is not listed, nor what a run of ours wrote. Only sizes are asked of most: content is
    hashed of the files that `meant` picks out of all paths, and of those as large as one of them; None: of all. `progress` is called for
    each file that is hashed with the files done, the files in all and its name. Raise InputError where there is no such folder.
    """
    entries = _not_ours([entry for entry in walk(path_bytes(require_folder(folder, "佐证材料")), skip_reason) if not entry.skipped])
    picked = None if meant is None else meant([entry.name.shown for entry in entries])
    sizes = {entry.size for entry in entries if picked is None or entry.name.shown in picked}
    wanted = [entry for entry in entries if entry.regular and entry.size <= MOST_HASHED and entry.size in sizes]
    content: dict[bytes, EvidenceFile] = {}
    for number, entry in enumerate(wanted):
        if progress:
            progress(number, len(wanted), f"佐证材料/{entry.name.shown}")
        content[entry.name.path] = _with_content(entry)
    return tuple(file for entry in entries for file in (content.get(entry.name.path) or _without_content(entry), *_packed(entry)))


def _not_ours(entries: list[Found]) -> list[Found]:
    """Leave out the folder of an output of ours, known by its result.json, and an application of ours, by its 目录."""
    folders = tuple(
        entry.name.path.removesuffix(mark)
        for entry in entries
        for mark, is_ours in _MARKS.items()
        if entry.regular and os.path.basename(entry.name.path) == mark and is_ours(entry)  # noqa: PTH119 — bytes
    )
    return [entry for entry in entries if not entry.name.path.startswith(folders)] if folders else entries


def _is_result(entry: Found) -> bool:
    try:
        with open(entry.name.path, "rb") as stream:  # noqa: PTH123 — bytes
            return RESULT_SCHEMA.encode() in stream.read(_HEAD)
    except OSError:
        return False


def _is_catalogue(entry: Found) -> bool:
    try:
        with open(entry.name.path, "rb") as stream:  # noqa: PTH123 — bytes
            return bool(name_output(stream.read(limits.FILE_BYTES)))
    except OSError:
        return False


_MARKS = {b"result.json": _is_result, CATALOGUE.encode(): _is_catalogue}


def _without_content(entry: Found) -> EvidenceFile:
    fault = entry.fault or ("" if entry.regular else _LINK)
    place = "" if fault else os.path.abspath(os.fsdecode(entry.name.path))  # noqa: PTH100 — as people see it, links and all
    return EvidenceFile(entry.name.shown, entry.size, "", fault, place=place)


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


def _packed(entry: Found) -> Iterator[EvidenceFile]:
    """Name what lies in a .zip, and in the .zip within it: nothing of it is unpacked, and one that is damaged holds nothing."""
    if not entry.regular or not entry.name.shown.casefold().endswith(".zip"):
        return
    try:
        with open(entry.name.path, "rb") as stream:  # noqa: PTH123 — bytes
            yield from _members(stream, entry.name.shown, entry.name.shown, iter(range(_ARCHIVES_WITHIN)))
    except OSError:
        return


def _members(stream: IO[bytes], path: str, archive: str, within: Iterator[int]) -> Iterator[EvidenceFile]:
    """List an archive; one within it only where it is small enough to be looked at in memory."""
    try:
        with zipfile.ZipFile(stream) as package:
            for member in package.infolist()[: limits.ARCHIVE_MEMBERS]:
                name = read_name(member)
                if name.endswith("/") or skip_reason(name):
                    continue
                place = f"{path}/{shown_name(name)}"
                yield EvidenceFile(place, member.file_size, "", archive=archive)
                is_archive = name.casefold().endswith(".zip") and member.file_size <= limits.FILE_BYTES
                if is_archive and next(within, None) is not None:
                    yield from _members(BytesIO(_inflated(package, member)), place, archive, within)
    except LIST_FAULTS:
        return


def _inflated(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Read an archive within an archive; nothing where it is damaged, has a password, or is larger than it says."""
    try:
        with package.open(member) as inner:
            data = inner.read(limits.FILE_BYTES + 1)
    except (*LIST_FAULTS, zlib.error, EOFError):
        return b""
    return data if len(data) <= limits.FILE_BYTES else b""


class EvidenceFolder:
    """The files below an evidence folder, opened one by one by the names under which `survey` lists them."""

    def __init__(self, folder: str | Path) -> None:
        entries = walk(path_bytes(require_folder(folder, "佐证材料")), skip_reason)
        self._paths = {entry.name.shown: entry.name.path for entry in entries if entry.regular}

    def read(self, path: str, archive: str = "") -> Iterator[bytes]:
        """Give the bytes of a file in pieces, also of one that lies in a .zip; raise UnreadableError where it cannot be read."""
        try:
            with self._open(path, archive) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except OSError as error:
            raise UnreadableError(CANNOT_OPEN, detail=explain(error)) from error
        except LookupError as error:
            raise UnreadableError(CANNOT_OPEN, detail="已经不在了") from error
        except (zlib.error, EOFError, *LIST_FAULTS) as error:
            raise UnreadableError(CANNOT_OPEN, detail="压缩包损坏，或有密码") from error

    @contextmanager
    def _open(self, path: str, archive: str) -> Iterator[IO[bytes]]:
        with open(self._paths[archive or path], "rb") as stream:  # noqa: PTH123 — bytes, which pathlib does not take
            if not archive:
                yield stream
                return
            with _open_member(stream, archive, path) as member:
                yield member


@contextmanager
def _open_member(stream: IO[bytes], archive: str, path: str) -> Iterator[IO[bytes]]:
    """Open what lies in an archive, or in one within it."""
    with zipfile.ZipFile(stream) as package:
        members = {f"{archive}/{shown_name(read_name(member))}": member for member in package.infolist()}
        if path in members:
            with package.open(members[path]) as member:
                yield member
            return
        inner = next((name for name in members if path.startswith(f"{name}/")), path)
        with _open_member(BytesIO(_inflated(package, members[inner])), inner, path) as member:
            yield member

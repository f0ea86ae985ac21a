"""A shelf: pieces of bytes by their key in one file, replaced whole at the end of a run; it may be deleted at any time.

Each piece is told with its sha256: what is torn, cut short or not ours is as if it had never lain there. What a run does not lay in anew
does not stay. What cannot be written costs the shelf, never the run.
"""

import hashlib
import os
import secrets
import shutil
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Self

from ecoreport.publish.commit import RUN, private_folder
from ecoreport.publish.files import ANEW, remove, replace

_HEAD = struct.Struct("<32s32sQ")  # the key, the sha256 of the piece, its length
_MARK = b"ecoreport cache 1\n"
_READ_ONLY = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"))


class Shelf:
    """What lies on the shelf of an output folder that is claimed, and what this run lays on it."""

    def __init__(self, out: Path) -> None:
        self._place = private_folder(out) / "cache"
        self._folder = private_folder(out) / f"{RUN}{secrets.token_hex(8)}"  # what a killed run leaves there the next one clears away
        self._old: BinaryIO | None = None
        self._new: BinaryIO | None = None
        self._pieces: dict[bytes, tuple[int, int, bytes]] = {}  # where, how long, sha256

    def __enter__(self) -> Self:
        with suppress(OSError):
            self._old = os.fdopen(os.open(self._place, _READ_ONLY), "rb")
            self._pieces = {key: piece for key, *piece in _list_pieces(self._old)}  # type: ignore[misc]  # of three
        with suppress(OSError):
            self._folder.mkdir()
            self._new = os.fdopen(os.open(self._folder / "cache", ANEW, 0o666), "wb")
            self._new.write(_MARK)
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def find(self, key: bytes) -> bytes | None:
        """Give what was laid there under a key, whole; None where nothing was."""
        at, length, digest = self._pieces.get(key, (0, 0, b""))
        if self._old is None or not at:
            return None
        with suppress(OSError):
            self._old.seek(at)
            data = self._old.read(length)
            return data if hashlib.sha256(data).digest() == digest else None
        return None

    def lay(self, key: bytes, data: bytes) -> None:
        """Lay a piece on the shelf as it will be."""
        if self._new is not None:
            try:
                self._new.write(_HEAD.pack(key, hashlib.sha256(data).digest(), len(data)) + data)
            except OSError:
                self._new = None

    def keep(self) -> None:
        """Let what was laid take the place of what lay there."""
        whole = self._new is not None
        with suppress(OSError):
            self._close()
            if whole:
                replace(self._folder / "cache", self._place)

    def clear(self) -> None:
        """Take away what lay there."""
        self._close()
        remove(self._place)

    def _close(self) -> None:
        for file in (self._old, self._new):
            if file is not None:
                with suppress(OSError):
                    file.close()
        self._old = self._new = None


def _list_pieces(file: BinaryIO) -> Iterator[tuple[bytes, int, int, bytes]]:
    """List the pieces of a file up to where it is torn."""
    size = os.fstat(file.fileno()).st_size
    if file.read(len(_MARK)) != _MARK:
        return
    while len(head := file.read(_HEAD.size)) == _HEAD.size:
        key, digest, length = _HEAD.unpack(head)
        at = file.tell()
        if at + length > size:
            return
        yield key, at, length, digest
        file.seek(length, os.SEEK_CUR)

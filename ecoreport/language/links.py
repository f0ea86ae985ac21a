"""A link from one file to another, as every office program reads it: relative, with "/", every other sign as %XX of its UTF-8."""

import os
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from urllib.parse import quote

_SAFE = "/-._~"
_NATIVE = type(PurePath())


def link_to(path: str, folder: str, kind: type[PurePath] = _NATIVE) -> str:
    """Give the URL that opens a file from a folder; both are absolute paths of the system of `kind`.

    Where no way leads from one to the other (another drive, another server) it is absolute.
    """
    there, here = kind(path), kind(folder)
    if there.anchor.casefold() != here.anchor.casefold():
        return _absolute(there)
    together = next((n for n, (one, other) in enumerate(zip(there.parts, here.parts, strict=False)) if not _same(one, other, kind)), None)
    shared = min(len(there.parts), len(here.parts)) if together is None else together
    return encode("/".join((*[".."] * (len(here.parts) - shared), *there.parts[shared:])))


def _same(one: str, other: str, kind: type[PurePath]) -> bool:
    return one.casefold() == other.casefold() if issubclass(kind, PureWindowsPath) else one == other


def _absolute(path: PurePath) -> str:
    """Write //server/share/… as file://server/share/…, D:\\… as file:///D:/…"""
    written = path.as_posix()
    if written.startswith("//"):
        return f"file:{encode(written)}"
    drive, below = (path.drive, written[len(path.drive) :]) if not isinstance(path, PurePosixPath) else ("", written)
    return f"file://{'/' if drive else ''}{drive}{encode(below)}"


def encode(path: str) -> str:
    """Encode a path byte by byte: a name that is no text of any language keeps its bytes."""
    return quote(os.fsencode(path), safe=_SAFE)

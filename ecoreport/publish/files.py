"""Write one file so that a reader never meets half of it: made anew under a name that cannot be planted, fsync, then one rename."""

import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ecoreport.errors import OutputError, explain
from ecoreport.language.filenames import native_name, native_path, shown_name

# A file that is open in Excel or WPS refuses the rename on Windows until it is closed.
TRIES = 6
PAUSE = 0.5  # seconds
_REDO = "请检查磁盘空间、权限和路径，或换一个输出文件夹。"

# Made anew or not at all, never through a link; what a system does not have is 0.
ANEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def write_atomic(path: str | Path, data: bytes) -> Path:
    """Write bytes under their final name, or beside it where that file is held open, and return the path written.

    Raise OutputError where the folder cannot be made or written; nothing is deleted first.
    """
    target = Path(native_path(path))
    partial = target.with_name(f".{secrets.token_hex(8)}.tmp")
    with explained(f"无法写入“{shown_name(target)}”"):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            create(partial, data)
            try:
                replace(partial, target)
            except PermissionError:
                target = beside(target)
                replace(partial, target)
        finally:
            remove(partial)
    return target


def write_new(folder: Path, drawn: Iterable[tuple[str, bytes]]) -> dict[Path, Path | None]:
    """Write files where none lies, all of them drawn first; give for each place the path written, None where other content is kept."""
    files = {folder / native_name(name): data for name, data in drawn}
    return {path: _write_new(path, data) for path, data in files.items()}


def _write_new(path: Path, data: bytes) -> Path | None:
    if os.path.lexists(path) and path.read_bytes() != data:
        return None
    return write_atomic(path, data)


def require_writable(folder: str | Path) -> Path:
    """Make the output folder and prove that it can be written, before any work is done for it."""
    out = Path(native_path(folder))
    probe = out / f".{secrets.token_hex(8)}.tmp"
    with explained(f"输出文件夹“{shown_name(out)}”不能写入"):
        out.mkdir(parents=True, exist_ok=True)
        try:
            create(probe, b"")
        finally:
            remove(probe)
    return out


@contextmanager
def explained(says: str) -> Iterator[None]:
    """Turn every refusal of the system into one sentence with its mend."""
    try:
        yield
    except (OSError, ValueError) as fault:
        raise OutputError(f"{says}（{explain(fault)}）。{_REDO}") from fault


def missing(folder: Path) -> list[Path]:
    """Name what of a folder's path is not there, the deepest first."""
    return [path for path in (folder, *folder.parents) if not os.path.lexists(path)]


def create(path: Path, data: bytes) -> None:
    """Write a file that was not there, and make it durable."""
    handle = os.open(path, ANEW, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(source: Path, target: Path) -> None:
    """Rename over a file; wait a little where another program holds it open, then raise PermissionError."""
    for left in reversed(range(TRIES)):
        try:
            source.replace(target)
        except PermissionError:
            if not left:
                raise
            time.sleep(PAUSE)
        else:
            return


def beside(target: Path) -> Path:
    """Give a free name beside one that is held open: 汇总表(新1).xlsx."""
    candidates = (target.with_name(f"{target.stem}{native_name(f'(新{number})')}{target.suffix}") for number in range(1, 1000))
    return next(path for path in candidates if not os.path.lexists(path))


def remove(path: Path) -> None:
    """Take a file of ours away; where that fails it stays, and harms nobody."""
    with suppress(OSError):
        path.unlink(missing_ok=True)

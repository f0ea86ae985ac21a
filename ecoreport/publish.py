"""Write outputs so that a reader never meets half of one: a temporary name, fsync, then one rename."""

import os
import time
from pathlib import Path

from ecoreport.errors import OutputError, explain

# A workbook that is open in Excel or WPS refuses the rename on Windows until it is closed.
_TRIES = 6
_PAUSE = 0.5  # seconds


def write_atomic(path: str | Path, data: bytes) -> Path:
    """Write bytes under their final name, or beside it where that file is held open, and return the path written.

    Raise OutputError where the folder cannot be made or written; nothing is deleted first.
    """
    target = Path(path)
    partial = target.with_name(f".{target.name}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise OutputError(f"无法写入“{target}”（{explain(error)}）。请检查磁盘空间和文件夹权限，或换一个输出文件夹。") from error
    try:
        return _rename(partial, target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise OutputError(f"无法写入“{target}”（{explain(error)}）。请关闭正在打开它的程序后重试。") from error


def _rename(partial: Path, target: Path) -> Path:
    for attempt in range(_TRIES):
        try:
            partial.replace(target)
        except PermissionError:
            if attempt < _TRIES - 1:
                time.sleep(_PAUSE)
        else:
            return target
    candidates = (target.with_name(f"{target.stem}(新{number}){target.suffix}") for number in range(1, 1000))
    beside = next(path for path in candidates if not path.exists())
    partial.replace(beside)
    return beside


def withdraw(path: Path) -> None:
    """Take away a file that no longer holds; one that is not there is no fault."""
    path.unlink(missing_ok=True)


def require_writable(folder: str | Path) -> Path:
    """Make the output folder and prove that it can be written, before any work is done for it."""
    out = Path(folder)
    probe = out / ".ecoreport.probe"
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise OutputError(f"输出文件夹“{out}”不能写入（{explain(error)}）。请换一个文件夹，或检查权限。") from error
    return out

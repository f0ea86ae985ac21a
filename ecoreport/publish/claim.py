"""Whose turn it is in an output folder: one lock, held from before the first ledger is read until the last output lies there."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ecoreport import machine
from ecoreport.errors import OutputError
from ecoreport.language.filenames import native_path, shown_name
from ecoreport.publish.commit import private_folder, recover
from ecoreport.publish.files import explained, missing

if TYPE_CHECKING:
    import platform
else:  # which a check of one file does not ask
    platform = machine.Later("platform")

_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_TRIES = 1_000  # the lock's file goes where a run ends just while it is opened


@contextmanager
def claim(folder: str | Path) -> Iterator[Path]:
    """Hold an output folder for one run, made where there was none; what a run that was killed left there is settled first.

    Leave the folder as it was where nothing was written. Raise OutputError where it cannot be written, or where another run is at work
    there: the sentence says which. The lock dies with its holder.
    """
    out = Path(native_path(folder))
    made = missing(out)
    refused = f"输出文件夹“{shown_name(out)}”不能写入"
    try:
        with explained(refused):
            out.mkdir(parents=True, exist_ok=True)
            private = private_folder(out)
            handle = _take(out, private)
        try:
            with explained(refused):
                recover(out)
            yield out
        finally:
            machine.release(handle, private / "lock")
            with suppress(OSError):  # a cache lies in it
                private.rmdir()
    finally:
        for path in made:
            with suppress(OSError, ValueError):  # something was written
                path.rmdir()


def _take(out: Path, private: Path) -> int:
    """Give the handle of the lock, which is ours now."""
    for _ in range(_TRIES):
        with suppress(FileNotFoundError):  # the folder went with a run that has just ended
            private.mkdir(parents=True, exist_ok=True)
            handle = os.open(private / "lock", _OPEN, 0o666)
            if not machine.lock(handle):
                holder = _read_holder(handle)
                os.close(handle)
                raise OutputError(f"输出文件夹“{shown_name(out)}”正由另一次运行使用{holder}。请等它结束后再运行，或换一个输出文件夹。")
            if machine.is_same(handle, private / "lock"):
                machine.close_in_children(handle)
                _write_holder(handle)
                return handle
            os.close(handle)
    raise OutputError(f"输出文件夹“{shown_name(out)}”正由另一次运行使用。请稍后再运行，或换一个输出文件夹。")


def _write_holder(handle: int) -> None:
    since = datetime.now().astimezone().isoformat(" ", "seconds")
    told = json.dumps({"pid": os.getpid(), "host": platform.node(), "since": since}).encode()
    with suppress(OSError):  # it is told to people only: the lock holds without it
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, told)


def _read_holder(handle: int) -> str:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        told = json.loads(os.read(handle, 4_096))
        return f"（进程 {told['pid']}，计算机 {told['host']}，{told['since'][:19]} 开始）"
    except (OSError, ValueError, LookupError, TypeError):
        return ""  # it has only just begun

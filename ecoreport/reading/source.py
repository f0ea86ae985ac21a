"""Find the files that came in, in an order and under names that do not depend on how they were given; read their bytes once."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ecoreport.errors import InputError, explain
from ecoreport.language import patterns as re
from ecoreport.language.filenames import path_bytes, shown_name
from ecoreport.reading import limits
from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.rules import CANNOT_OPEN, EMPTY, NOT_REGULAR, TOO_LARGE
from ecoreport.reading.walking import identify, walk
from ecoreport.records import dataclass

UNNAMED = "未命名文件"
_SYSTEM_FILES = {
    "thumbs.db": "Windows 缩略图缓存", "desktop.ini": "Windows 文件夹设置", ".ds_store": "macOS 文件夹设置",
    "__macosx": "macOS 压缩时附带的文件夹", "$recycle.bin": "回收站", "system volume information": "Windows 系统文件夹",
}  # fmt: skip
_KINDS = (
    (stat.S_ISLNK, "链接（快捷方式）"),
    (stat.S_ISFIFO, "管道"),
    (stat.S_ISSOCK, "套接字"),
    (stat.S_ISBLK, "设备"),
    (stat.S_ISCHR, "设备"),
    (stat.S_ISDIR, "文件夹"),
)
# Never through a link, never waiting for the other end of a pipe; not every system has each of these.
_READ_ONLY = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"))


@dataclass(frozen=True, slots=True)
class Input:
    """One file that came in: what it is called from now on, and where its bytes are."""

    name: str  # below its INPUT, with "/"; as shown everywhere
    path: bytes | None = None
    data: bytes | None = None  # of an open file
    skipped: str = ""  # why it is named but never opened
    fault: str = ""  # why it cannot even be looked at


def discover(inputs: Iterable[str | Path | BinaryIO]) -> tuple[Input, ...]:
    """List every file of the inputs (folders in full), sorted by name; the same file given twice counts once, by its longest name."""
    found: dict[object, Input] = {}
    for given in [inputs] if isinstance(inputs, str | Path) else inputs:
        for identity, one in _look(given):
            known = found.get(identity)
            found[identity] = one if known is None else max(known, one, key=lambda each: (each.name.count("/"), each.name))
    return tuple(tell_apart(sorted(found.values(), key=_order)))


def skip_reason(name: str) -> str:
    """Tell why a file or folder of this name is none of the department's; "" if it may be."""
    name = PurePosixPath(name).name
    if known := _SYSTEM_FILES.get(name.casefold()):
        return f"{known}，未打开"
    if name.startswith(("~$", ".~")):
        return "Office/WPS 打开文件时的锁定文件，未打开；请确认台账已保存并关闭"
    if name.startswith("._"):
        return "macOS 附带的属性文件，未打开"
    # two dots and more are a person's way to put a file first
    return "隐藏文件，未打开" if name.startswith(".") and not name.startswith("..") else ""


def read_bytes(source: Input) -> bytes:
    """Read a regular file, whole and once; anything else, and anything too large, is refused."""
    if source.fault:
        raise UnreadableError(CANNOT_OPEN, detail=source.fault)
    if source.data is not None:
        data = source.data
    else:
        try:
            data = _read_path(source.path or b"")
        except (OSError, ValueError) as fault:
            raise UnreadableError(CANNOT_OPEN, detail=explain(fault)) from fault
    if len(data) > limits.FILE_BYTES:
        raise UnreadableError(TOO_LARGE, what=f"文件大于 {limits.FILE_BYTES // limits.MIB} MB")
    if not data:
        raise UnreadableError(EMPTY, size=0)
    return data


def digest(source: Input) -> str:
    """Give the sha256 of a file as it lies there now; "" where it is not to be opened, or cannot be."""
    try:
        return "" if source.skipped else sha256(read_bytes(source))
    except UnreadableError:
        return ""


def carried(source: Input) -> Input:
    """Take a file along with its bytes, for one who does not see the place where it lies."""
    try:
        return source if source.skipped else replace(source, data=read_bytes(source))
    except UnreadableError:
        return source


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read_path(path: bytes) -> bytes:
    _require_regular(os.lstat(path).st_mode)
    descriptor = os.open(path, _READ_ONLY)
    with os.fdopen(descriptor, "rb") as file:
        _require_regular(os.fstat(descriptor).st_mode)  # what was looked at may have been replaced since
        return file.read(limits.FILE_BYTES + 1)


def _require_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((word for is_kind, word in _KINDS if is_kind(mode)), "特殊文件")
        raise UnreadableError(NOT_REGULAR, kind=kind)


def _look(given: str | Path | BinaryIO) -> Iterator[tuple[object, Input]]:
    if not isinstance(given, str | Path):
        one = _take_open_file(given)
        yield one, one
        return
    path = path_bytes(given)
    try:
        mode = os.lstat(path).st_mode
        entries = [*walk(path, skip_reason)] if stat.S_ISDIR(mode) or (stat.S_ISLNK(mode) and os.path.isdir(path)) else None  # noqa: PTH112 — bytes
        identity = identify(path)
    except FileNotFoundError as fault:
        raise InputError(f"找不到输入“{shown_name(path)}”。请检查路径是否写对、U 盘或网络盘是否已接入。") from fault
    except (OSError, ValueError) as fault:
        raise InputError(f"打不开输入“{shown_name(path)}”（{explain(fault)}）。请检查路径和读取权限后重试。") from fault
    if entries is None:
        name = shown_name(os.path.basename(path))  # noqa: PTH119 — bytes
        yield identity, Input(name, path, skipped=skip_reason(name))
        return
    for entry in entries:
        yield entry.identity, Input(entry.name.shown, entry.name.path, skipped=entry.skipped, fault=entry.fault)


def _take_open_file(file: BinaryIO) -> Input:
    name = getattr(file, "name", "")
    data = file.read(limits.FILE_BYTES + 1)
    if not isinstance(data, bytes):
        raise InputError("打开的文件应为二进制方式（open(路径, 'rb')），现在是文本方式。")
    last = re.split(r"[\\/]", os.fsdecode(name))[-1] if isinstance(name, str | bytes) else ""
    return Input(shown_name(last) if last else UNNAMED, data=data)


def _order(one: Input) -> tuple[str, bytes, str]:
    return one.name, one.path or b"", sha256(one.data) if one.data is not None else ""


def tell_apart(inputs: Iterable[Input]) -> Iterator[Input]:
    """Number the later ones of a name: 台账.xlsx, 台账(2).xlsx."""
    inputs = tuple(inputs)
    names = {one.name for one in inputs}
    seen: set[str] = set()
    for one in inputs:
        name, number = one.name, 2
        while name in seen or (number > 2 and name in names):
            stem, extension = os.path.splitext(one.name)  # noqa: PTH122 — a name, not a path of this machine
            name, number = f"{stem}({number}){extension}", number + 1
        seen.add(name)
        yield one if name == one.name else replace(one, name=name)

"""Find the files that came in, in an order and under names that do not depend on how they were given; read their bytes once."""

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ecoreport.errors import InputError
from ecoreport.reading import limits
from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.rules import CANNOT_OPEN, EMPTY, NOT_REGULAR, TOO_LARGE

_UNNAMED = "未命名文件"
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
)


@dataclass(frozen=True, slots=True)
class Input:
    """One file that came in: where its bytes are, and what it is called from now on."""

    name: str  # below its INPUT, with "/"
    path: str | None = None
    data: bytes | None = None  # of an open file
    skipped: str = ""  # why it is named but never opened


def discover(inputs: Iterable[str | Path | BinaryIO]) -> tuple[Input, ...]:
    """List every file of the inputs (folders in full), sorted by name; the same file given twice counts once."""
    found: dict[object, Input] = {}
    for given in [inputs] if isinstance(inputs, str | Path) else inputs:
        for one in _look(given):
            found.setdefault(os.path.realpath(one.path) if one.path and not Path(one.path).is_symlink() else one, one)
    return tuple(_tell_apart(sorted(found.values(), key=_order)))


def skip_reason(name: str) -> str:
    """Tell why a file or folder of this name is none of the department's; "" if it may be."""
    name = PurePosixPath(name).name
    if known := _SYSTEM_FILES.get(name.casefold()):
        return f"{known}，未打开"
    if name.startswith(("~$", ".~")):
        return "Office/WPS 打开文件时的锁定文件，未打开；请确认台账已保存并关闭"
    if name.startswith("._"):
        return "macOS 附带的属性文件，未打开"
    return "隐藏文件，未打开" if name.startswith(".") else ""


def read_bytes(source: Input) -> bytes:
    """Read a regular file, whole and once; anything else, and anything too large, is refused."""
    if source.data is not None:
        data = source.data
    else:
        try:
            data = _read_path(str(source.path))
        except (OSError, ValueError) as fault:
            raise UnreadableError(CANNOT_OPEN, detail=_explain(fault)) from fault
    if len(data) > limits.FILE_BYTES:
        raise UnreadableError(TOO_LARGE, what=f"文件大于 {limits.FILE_BYTES // limits.MIB} MB")
    if not data:
        raise UnreadableError(EMPTY, size=0)
    return data


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read_path(path: str) -> bytes:
    mode = os.lstat(path).st_mode
    if not stat.S_ISREG(mode):
        kind = next((word for is_kind, word in _KINDS if is_kind(mode)), "特殊文件")
        raise UnreadableError(NOT_REGULAR, kind=kind)
    with Path(path).open("rb") as file:
        return file.read(limits.FILE_BYTES + 1)


def _explain(fault: OSError | ValueError) -> str:
    if isinstance(fault, PermissionError):
        return "没有读取权限，或正被其他程序占用"
    if isinstance(fault, FileNotFoundError):
        return "文件已不在原处"
    return "读取磁盘出错"


def _look(given: str | Path | BinaryIO) -> Iterator[Input]:
    if not isinstance(given, str | Path):
        yield _take_open_file(given)
        return
    path = Path(given)
    if not os.path.lexists(path):
        raise InputError(f"找不到输入“{given}”。请检查路径是否写对、U 盘或网络盘是否已接入。")
    if path.is_dir():
        yield from _walk(path, "")
    else:
        yield Input(path.name, str(path), skipped=skip_reason(path.name))


def _take_open_file(file: BinaryIO) -> Input:
    name = getattr(file, "name", "")
    data = file.read(limits.FILE_BYTES + 1)
    if not isinstance(data, bytes):
        raise InputError("打开的文件应为二进制方式（open(路径, 'rb')），现在是文本方式。")
    return Input(re.split(r"[\\/]", name)[-1] or _UNNAMED if isinstance(name, str) else _UNNAMED, data=data)


def _walk(folder: Path, below: str) -> Iterator[Input]:
    try:
        children = sorted(os.scandir(folder), key=lambda child: child.name)
    except OSError as fault:
        if not below:
            raise InputError(f"打不开文件夹“{folder}”：{_explain(fault)}。请检查读取权限后重试。") from fault
        yield Input(below.rstrip("/"), str(folder))  # reading it will say why it cannot be opened
        return
    for child in children:
        name = below + child.name
        if skipped := skip_reason(child.name):
            yield Input(name, child.path, skipped=skipped)
        elif child.is_dir(follow_symlinks=False):
            yield from _walk(Path(child.path), name + "/")
        else:
            yield Input(name, child.path)


def _order(one: Input) -> tuple[str, str, str]:
    return one.name, one.path or "", sha256(one.data) if one.data is not None else ""


def _tell_apart(inputs: list[Input]) -> Iterator[Input]:
    """Number the later ones of a name: 台账.xlsx, 台账(2).xlsx."""
    names = {one.name for one in inputs}
    seen: set[str] = set()
    for one in inputs:
        name, number = PurePosixPath(one.name), 2
        while str(name) in seen or (number > 2 and str(name) in names):
            name = PurePosixPath(one.name).with_name(f"{PurePosixPath(one.name).stem}({number}){PurePosixPath(one.name).suffix}")
            number += 1
        seen.add(str(name))
        yield one if str(name) == one.name else replace(one, name=str(name))

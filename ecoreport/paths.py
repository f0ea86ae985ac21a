"""What a user names on the way in: it must be there, be of the right kind and be readable, or one sentence says what is wrong."""

import os
import stat
from pathlib import Path

from ecoreport.errors import EcoReportError, InputError, OutputError, explain
from ecoreport.language.filenames import shown_name

LARGEST = 256 << 20  # bytes of a plan, a template, rules or cases: no honest one comes near


def require_folder(given: str | Path, what: str) -> Path:
    """Give the path of a folder that is there and can be listed; raise InputError, naming `what` it is for, where it is none."""
    path = Path(given)
    if not stat.S_ISDIR(_mode(path, f"{what}文件夹", InputError)):
        raise InputError(f"{what}应是文件夹，“{shown_name(path)}”却是文件。请给出它所在的文件夹。")
    try:
        os.scandir(path).close()
    except OSError as error:
        raise InputError(f"{what}文件夹“{shown_name(path)}”打不开（{explain(error)}）。请检查读取权限后重试。") from error
    return path


def require_earlier(given: str | Path) -> Path:
    """Give what an earlier run wrote: its folder, its 汇总表.xlsx or its result.json; raise InputError where nothing lies there."""
    path = Path(given)
    return path if stat.S_ISDIR(_mode(path, "上一轮的结果", InputError)) else require_file(path, "上一轮的结果")


def list_files(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    """List the files of a folder, not of those below it, that end so; lock files and hidden ones are none."""
    found = (path for path in folder.iterdir() if path.suffix.lower() in suffixes and path.is_file())
    return sorted(path for path in found if not path.name.startswith(("~$", ".")))


def read_given(given: str | Path, what: str, fault: type[EcoReportError] = InputError) -> bytes:
    """Read a file that a user names; raise `fault`, naming `what` it is, where it is missing, no file, or cannot be read."""
    path = require_file(given, what, fault)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise fault(f"{what}“{shown_name(path)}”打不开（{explain(error)}）。请关闭正在使用它的程序，或检查权限后重试。") from error
    return data


def require_file(given: str | Path, what: str, fault: type[EcoReportError] = InputError) -> Path:
    """Give the path of a file that is there; raise `fault` where it is missing, a folder, a device, or larger than any honest one."""
    path = Path(given)
    mode = _mode(path, what, fault)
    if stat.S_ISDIR(mode):
        raise fault(f"{what}应是文件，“{shown_name(path)}”却是文件夹。请给出文件夹里的那个文件。")
    if not stat.S_ISREG(mode):
        raise fault(f"{what}应是文件，“{shown_name(path)}”却是管道或设备。请换成普通文件。")
    if path.stat().st_size > LARGEST:
        raise fault(f"{what}“{shown_name(path)}”大于 {LARGEST >> 20} MB，没有打开。请检查是否给错了文件。")
    return path


def require_target(given: str | Path, begins: bytes, what: str) -> Path:
    """Give the path of a page that may be written: new, or an earlier one of this program; what people wrote is never overwritten."""
    path = Path(given)
    if os.path.lexists(path) and not read_given(path, what, OutputError).startswith(begins):
        raise OutputError(f"“{shown_name(path)}”里是别的内容，没有覆盖。请换一个文件名，或先移走它。")
    if os.path.islink(path) or not path.name:  # noqa: PTH114 — it asks, and never raises
        raise OutputError(f"“{shown_name(path)}”不能作文件名。请写明文件名，如 核对规则.md。")
    return path


def _mode(path: Path, what: str, fault: type[EcoReportError]) -> int:
    try:
        return path.stat().st_mode
    except FileNotFoundError as error:
        raise fault(f"找不到{what}“{shown_name(path)}”。请检查路径是否写对。") from error
    except (OSError, ValueError) as error:
        raise fault(f"{what}“{shown_name(path)}”打不开（{explain(error)}）。请检查路径是否写对。") from error

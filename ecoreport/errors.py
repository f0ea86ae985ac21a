"""Faults in the use of ecoreport (faults in the data are `Finding` records, never exceptions).

EcoReportError
├── InputError             nothing readable, or an input that does not exist
├── TemplateError          a template is missing, or asks for what the report does not have
├── IndicatorSystemError   the plan's workbook is broken; lists every fault with sheet, cell and mend
└── OutputError            an output cannot be written
"""

import errno

# What the names of the system's faults say, in Chinese; what is not here is told by its number. Not every system has them all.
_TOLD = {
    "ENOENT": "不在原处，或路径不存在",
    "EACCES": "没有权限，或正被其他程序占用",
    "EPERM": "没有权限，或正被其他程序占用",
    "EBUSY": "正被其他程序占用",
    "ETXTBSY": "正被其他程序占用",
    "EEXIST": "已有同名的文件或文件夹",
    "ENOTDIR": "路径中有一段是文件，不是文件夹",
    "EISDIR": "是文件夹，不是文件",
    "ENOTEMPTY": "文件夹不是空的",
    "ENAMETOOLONG": "文件名或路径太长",
    "ELOOP": "链接绕成了圈",
    "EINVAL": "名称不合系统的规定",
    "EILSEQ": "名称不合系统的规定",
    "EROFS": "所在的盘是只读的",
    "ENOSPC": "磁盘已满",
    "EDQUOT": "已超出磁盘配额",
    "EFBIG": "文件太大，超出所在盘的上限",
    "EIO": "读写磁盘出错",
    "ENXIO": "设备没有接通",
    "ENODEV": "设备没有接通",
    "ESTALE": "网络盘已断开",
    "ETIMEDOUT": "网络盘没有回应",
    "EHOSTDOWN": "网络盘没有回应",
    "EMFILE": "同时打开的文件太多",
    "ENFILE": "同时打开的文件太多",
    "ENOMEM": "内存不足",
    "EXDEV": "不在同一个盘上",
    "EMLINK": "链接太多",
}


def explain(fault: OSError | ValueError) -> str:
    """Say in Chinese why a file operation failed; a ValueError is a name that the system cannot take (a NUL, half a character)."""
    if not isinstance(fault, OSError):
        return "名称不合系统的规定"
    if told := _TOLD.get(errno.errorcode.get(fault.errno or 0, "")):
        return told
    number = getattr(fault, "winerror", None) or fault.errno
    return f"系统报错，编号 {number}" if number else "系统报错"


class EcoReportError(Exception):
    """Say in Chinese what is wrong in the use, where, and how to mend it.

    Every fault in the use is one of this class, and the command prints it as it is (exit code 2). Faults in the data are `Finding`
    records and are never raised.
    """


class InputError(EcoReportError):
    """Refuse what was given, with the mend: no such file or folder, nothing readable, no such year, day, item or rule.

    Where a run raises it, nothing was written and the output folder is as it was.
    """


class TemplateError(EcoReportError):
    """Refuse a template that cannot serve: missing, not parsed, or asking for what there is not.

    The message names the file, the line or the field, and the nearest known name.
    """


class IndicatorSystemError(EcoReportError):
    """Refuse the plan's workbook, all of its faults at once.

    `file` is its name, `faults` one Chinese sentence a fault, each with sheet, cell and mend; the message lists them numbered.
    """

    def __init__(self, file: str, faults: tuple[str, ...]) -> None:
        self.file = file
        self.faults = faults
        lines = "\n".join(f"  {number}. {fault}" for number, fault in enumerate(faults, 1))
        super().__init__(f"指标体系工作簿“{file}”有 {len(faults)} 处问题，请逐条修改后重试：\n{lines}")


class OutputError(EcoReportError):
    """Refuse to write where an output cannot be made: no permission, no space, a file held open by another program.

    What lay there before is left as it was: a run's outputs appear together or not at all.
    """

"""Faults in the use: one tree, one Chinese sentence each, every fault of a plan at once."""

import errno

import pytest

import ecoreport as er
from ecoreport.errors import explain


@pytest.mark.parametrize("kind", [er.InputError, er.TemplateError, er.IndicatorSystemError, er.OutputError])
def test_every_fault_in_the_use_can_be_caught_as_one(kind: type[Exception]) -> None:
    assert issubclass(kind, er.EcoReportError)
    assert not issubclass(kind, OSError | ValueError)


def test_a_broken_plan_tells_all_its_faults_numbered() -> None:
    fault = er.IndicatorSystemError("指标体系.xlsx", ("工作表“指标”C5没有填写", "缺少工作表“参数”"))
    assert str(fault).splitlines() == [
        "指标体系工作簿“指标体系.xlsx”有 2 处问题，请逐条修改后重试：",
        "  1. 工作表“指标”C5没有填写",
        "  2. 缺少工作表“参数”",
    ]
    assert (fault.file, len(fault.faults)) == ("指标体系.xlsx", 2)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
        (PermissionError(errno.EACCES, "Permission denied"), "没有权限，或正被其他程序占用"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "文件名或路径太长"),
        (FileNotFoundError(errno.ENOENT, "No such file"), "不在原处，或路径不存在"),
        (OSError(9999, "Strange"), "系统报错，编号 9999"),
        (OSError("no number at all"), "系统报错"),
        (ValueError("embedded null byte"), "名称不合系统的规定"),
    ],
)
def test_what_the_system_says_is_told_in_chinese(fault: OSError | ValueError, told: str) -> None:
    assert explain(fault) == told

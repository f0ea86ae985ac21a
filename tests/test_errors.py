"""Faults in the use: one tree, one Chinese sentence each, every fault of a plan at once."""

import pytest

import ecoreport as er


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

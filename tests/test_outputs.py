"""What a run writes, in which order, and how it knows its own."""

from pathlib import Path

import pytest
from scenes import report_of

from ecoreport.outputs import OUTPUTS, is_own, render_all
from ecoreport.templates import SHIPPED

REPORT = report_of([{"subject": "43", "department": "市城管局", "actual": "96.5"}])


def test_the_commit_mark_comes_last() -> None:
    assert [output.name for output in OUTPUTS][-1] == "result.json"
    assert list(render_all(REPORT, SHIPPED, frozenset()))[-1] == "result.json"


def test_what_is_not_asked_for_is_not_written() -> None:
    assert list(render_all(REPORT, SHIPPED, frozenset())) == ["汇总表.xlsx", "技术报告.docx", "result.json"]


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("输出/汇总表.xlsx", True),
        ("输出/技术报告.docx", True),
        ("输出/result.json", True),
        ("输出/部门自查报告/市水利局自查报告.docx", True),
        ("输出/部门自查报告.docx", False),
        ("输出/各部门/汇总表.xlsx", False),
        ("汇总表.xlsx", False),
        ("输出/台账.xlsx", False),
    ],
)
def test_only_what_an_earlier_run_wrote_is_our_own(path: str, own: bool, tmp_path: Path) -> None:
    assert is_own(tmp_path / path, tmp_path / "输出") is own

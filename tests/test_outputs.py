"""What a run writes, in which order, and how it knows its own."""

import hashlib
import json
import os
from pathlib import Path

import pytest
from scenes import report_of

from ecoreport.outputs import OUTPUTS, is_own, publish, render_all
from ecoreport.publish import claim
from ecoreport.templates import SHIPPED

REPORT = report_of([{"subject": "43", "department": "市城管局", "actual": "96.5"}])


def test_what_is_not_asked_for_is_not_written() -> None:
    assert list(render_all(REPORT, SHIPPED, frozenset())) == ["汇总表.xlsx", "技术报告.docx"]
    assert {output.asked_for for output in OUTPUTS} == {"", "self_reports"}


def test_result_json_comes_last_and_tells_the_digests_of_all_others(tmp_path: Path) -> None:
    rendered = render_all(REPORT, SHIPPED, frozenset({"self_reports"}))
    with claim(tmp_path / "输出") as folder:
        written = publish(REPORT, rendered, folder)
    assert list(written) == [*rendered, "result.json"]
    told = json.loads(written["result.json"].read_bytes())["outputs"]
    assert told == {name: hashlib.sha256((tmp_path / "输出" / name).read_bytes()).hexdigest() for name in rendered}


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("输出/汇总表.xlsx", True),
        ("输出/技术报告.docx", True),
        ("输出/result.json", True),
        ("输出/部门自查报告/市水利局自查报告.docx", True),
        ("输出/.ecoreport/lock", True),
        ("输出/汇总表(新1).xlsx", False),
        ("输出/部门自查报告.docx", False),
        ("输出/各部门/汇总表.xlsx", False),
        ("汇总表.xlsx", False),
        ("输出/台账.xlsx", False),
    ],
)
def test_only_what_an_earlier_run_wrote_is_our_own(path: str, own: bool, tmp_path: Path) -> None:
    assert is_own(os.fsencode(tmp_path / path), tmp_path / "输出") is own

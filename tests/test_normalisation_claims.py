"""What the notes beside a value say of it: pending, another year's, another place's, a plan, a part of the year."""

from pathlib import Path

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.model import Entry, Finding
from ecoreport.normalisation import normalise
from ecoreport.recognition import recognise

REMARKS = [
    tuple(part.strip() for part in line.split("|", 1))
    for line in (Path(__file__).parent / "kinds_cases" / "remarks.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def read(value: str, note: str, heading: str = "备注") -> tuple[Entry, list[Finding]]:
    """Read one row of 危险废物利用处置率 with a note beside its value."""
    ledger = draw(
        f"序号 | 指标名称 | 单位 | 2020年完成值 | {heading}\n22 | 危险废物利用处置率 | % | {value} | {note}", "市生态环境局/台账.xlsx"
    )
    batch = normalise(recognise(ledger, SYSTEM, VOCABULARY, 2020), ledger, SYSTEM, VOCABULARY, 2020)
    (entry,) = [entry for entry in batch.entries if entry.year == 2020]
    return entry, [finding for finding in batch.findings if finding.code in ("N311", "N312")]


@pytest.mark.parametrize(("told", "note"), REMARKS, ids=[note for _, note in REMARKS])
def test_a_remark_takes_back_only_what_it_speaks_of(told, note):
    entry, findings = read("98", note)
    codes = [finding.code for finding in findings]
    match told:
        case "asked":
            assert (entry.actual.state, entry.actual.value, codes) == ("asked", None, ["N311"])
            assert f"“{note}”" in findings[0].message
            assert [source.cell for source in findings[0].others] == ["E2"]
        case "early":
            assert (entry.actual.state, codes) == ("value", ["N312"])
        case "region":
            assert (entry.actual.state, entry.scope.region, entry.scope.source, codes) == ("value", "普陀区", entry.remark.source, [])
        case "part":
            assert (entry.actual.state, entry.scope.asked, bool(entry.scope.part), codes) == ("value", True, True, [])
        case _:
            assert (entry.actual.state, entry.scope.adopted, codes) == ("value", True, [])


@pytest.mark.parametrize(
    ("note", "state"),
    [
        ("正在统计", "pending"),
        ("尚未公布", "pending"),
        ("数据未出", "pending"),
        ("暂无数据", "pending"),
        ("待省厅公布", "pending"),
        ("未到期", "not_due"),
        ("正在统计，预计2021年3月公布", "pending"),
        ("尚未公布，待省厅发布后补报", "pending"),
    ],
)
@pytest.mark.parametrize("heading", ["完成情况说明", "备注"])
@pytest.mark.parametrize("value", ["", "—"])
def test_words_of_waiting_beside_an_empty_cell_are_the_answer(value, heading, note, state):
    entry, findings = read(value, note, heading)
    assert entry.actual.state == state
    assert not findings


@pytest.mark.parametrize("note", ["完善机制，稳步推进", "见附件", "暂无，上年为95%"])
def test_other_words_beside_a_dash_are_no_answer(note):
    assert read("—", note, "完成情况说明")[0].actual.state == "blank"


def test_a_number_beside_words_of_waiting_stands():
    entry, findings = read("98", "正在统计")
    assert (entry.actual.state, findings) == ("value", [])


@pytest.mark.parametrize(("heading", "stands"), [("完成时限", True), ("下一步措施", True), ("统计口径", False), ("数据时间", False)])
def test_a_deadline_says_nothing_of_the_value(heading, stands):
    assert read("98", "2020年9月底", heading)[0].scope.adopted is stands

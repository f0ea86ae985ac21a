"""Wordings of key tasks, case by case: none is falsely completed, and an honest 已完成 is believed."""

import pytest
from task_wordings import FOLDER, SETS, Wording, fault, judged, wording_of, wordings

OPEN = dict(line.split(" | ") for line in (FOLDER / "open.txt").read_text(encoding="utf-8").splitlines() if line)  # case: what is wrong
ALL = [(f"{name}-{wording.name}", wording) for name in SETS for wording in wordings(name)]


@pytest.mark.parametrize(("name", "wording"), ALL, ids=[name for name, _ in ALL])
def test_a_row_stands_where_a_careful_clerk_would_put_it(name: str, wording: Wording) -> None:
    status = judged(wording).assessment.status
    assert (fault(wording, status) is not None) == (name in OPEN), (wording.words, status, wording.why)
    assert (fault(wording, status) == "falsely completed") == OPEN.get(name, "").startswith("falsely completed")


def test_what_is_open_is_a_case_of_a_set() -> None:
    assert OPEN.keys() <= dict(ALL).keys()


STANDINGS = [  # what the row says; its state, what that stands on, and what the judge heard against it
    ({"task": 7, "status": "已完成"}, "completed confirmed -"),
    ({"task": 8, "status": "已完成"}, "completed doubted blank"),
    ({"task": 8, "status": "已完成", "quantities": ["21", "52"]}, "completed confirmed -"),
    ({"task": 8, "status": "已完成", "quantities": ["21", "43"]}, "in_progress contradicted short"),
    ({"task": 8, "status": "已完成", "done": "淘汰落后产能企业21家，整治“低散乱”企业52家"}, "completed doubted from_words"),
    ({"task": 7, "status": "已完成", "remark": "尚未验收"}, "in_progress contradicted goes_on"),
    ({"task": 7, "status": "已完成", "progress": "80"}, "in_progress contradicted progress"),
    ({"task": 7, "status": "推进中", "progress": "100"}, "in_progress doubted progress"),
    ({"task": 8, "status": "推进中", "quantities": ["21", "52"]}, "in_progress doubted otherwise"),
    ({"task": 8, "status": "已完成", "quantities": ["20.6", "52"]}, "completed doubted impossible"),
    ({"task": 16, "status": "已完成", "done": "继续实施中华凤头燕鸥、普陀鹅耳枥、獐等抢救保护工程"}, "completed doubted blank"),
    ({"task": 43, "status": "已完成", "progress": "88.3", "quantities": ["88.3"]}, "completed doubted measured"),
]


@pytest.mark.parametrize(("row", "told"), STANDINGS)
def test_a_state_says_what_it_stands_on(row: dict, told: str) -> None:
    result = judged(wording_of(row))
    kinds = ",".join(doubt.kind for doubt in result.assessment.doubts) or "-"
    assert f"{result.assessment.status} {result.standing} {kinds}" == told


def test_a_state_that_is_not_the_department_s_own_word_says_why() -> None:
    short = judged(wording_of({"task": 8, "status": "已完成", "quantities": ["21", "43"]})).assessment
    assert short.reason == "自报“已完成”，但“低散乱”企业要求50家，只完成43家"
    assert judged(wording_of({"task": 7, "status": "推进中", "progress": "100"})).assessment.reason == "自报“推进中”，而进度为100%，请说明"
    assert judged(wording_of({"task": 7, "status": "已完成"})).assessment.reason == ""

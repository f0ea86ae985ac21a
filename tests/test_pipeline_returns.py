"""A whole round: ledgers come in, go back marked up, come in again with an answer, and the question is settled."""

import hashlib
import json
from pathlib import Path

import pytest
from returning import answered, opened
from test_pipeline import write_ledger

import ecoreport as er
from ecoreport.pipeline import open_office

SAID = "因上年漏统计新建公园（演示）"


@pytest.fixture(scope="module")
def round_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("一轮")
    rows = [
        (43, "城镇污水处理率", "%", 94.1, 95.2, 100.5, "达标", ""),
        (46, "城镇人均公园绿地面积", "平方米/人", 4.8, 5.0, 15.3, "达标", ""),
    ]
    write_ledger(folder / "台账" / "市城管局.xlsx", "市城管局", rows)
    er.run(folder / "台账", folder / "输出", returns=True)
    return folder


def result(folder: Path) -> dict:
    return json.loads((folder / "输出" / "result.json").read_text("utf-8"))


def test_result_json_lists_what_went_back_and_vouches_for_it(round_one: Path) -> None:
    (back,) = result(round_one)["returns"]
    assert back == {
        "file": "退回修改/市城管局/市城管局.xlsx",
        "original": "市城管局.xlsx",
        "department": "市城管局",
        "fresh": False,
        "lost": [],
    }
    data = (round_one / "输出" / back["file"]).read_bytes()
    assert result(round_one)["outputs"][back["file"]] == hashlib.sha256(data).hexdigest()


def test_each_error_and_verify_finding_with_a_cell_is_marked_there_and_stands_on_the_sheet(round_one: Path) -> None:
    book = opened((round_one / "输出/退回修改/市城管局/市城管局.xlsx").read_bytes())
    asked = [each for each in result(round_one)["findings"] if each["department"] == "市城管局" and each["severity"] != "notice"]
    assert {row[0].value for row in book["反馈意见"].iter_rows(min_row=5)} == {each["id"] for each in asked}
    placed = [each for each in asked if each["cell"]]
    assert len(placed) >= 2
    for each in placed:
        assert each["id"] in book[each["sheet"]][each["cell"]].comment.text


def test_what_came_in_is_untouched_and_the_same_run_gives_the_same_bytes(round_one: Path) -> None:
    before = {path: path.read_bytes() for path in round_one.rglob("*.xlsx") if "汇总表" not in path.name}
    office = open_office()
    office.write(office.examine(round_one / "台账"), round_one / "再来", returns=round_one / "台账")
    assert (round_one / "再来/退回修改/市城管局/市城管局.xlsx").read_bytes() == (
        round_one / "输出/退回修改/市城管局/市城管局.xlsx"
    ).read_bytes()
    assert all(path.read_bytes() == data for path, data in before.items())


def test_an_answer_typed_into_it_settles_its_question(round_one: Path) -> None:
    data = (round_one / "输出/退回修改/市城管局/市城管局.xlsx").read_bytes()
    rows = {row[0].value: row[0].row for row in opened(data)["反馈意见"].iter_rows(min_row=5)}
    jump = next(each["id"] for each in result(round_one)["findings"] if each["item"] == "46" and each["severity"] == "verify")
    (round_one / "二轮").mkdir()
    (round_one / "二轮" / "市城管局.xlsx").write_bytes(answered(data, {f"G{rows[jump]}": SAID}))
    report = open_office().examine(round_one / "二轮")
    told = next(each for each in report.findings if each.id == jump)
    assert (told.explanation, str(told.explained_at)) == (SAID, f"市城管局.xlsx 反馈意见!G{rows[jump]}")
    assert report.item("46").standing == "confirmed"
    assert report.item("43").standing == "contradicted"
    assert not report.unused

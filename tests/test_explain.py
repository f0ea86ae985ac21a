"""A finished run is asked by its folder alone: why a result is what it is."""

import json
import sys
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console
from test_pipeline import write_ledgers

import ecoreport as er
from ecoreport import cli, summary
from ecoreport.errors import InputError
from ecoreport.explain.readback import read_result
from ecoreport.explain.telling import tell_why


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[er.Report, Path]:
    """One run for all who ask: nobody who asks writes anything."""
    place = tmp_path_factory.mktemp("一轮")
    return er.run(write_ledgers(place), place / "输出"), place / "输出"


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["ecoreport", *map(str, arguments)])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    return int(stop.value.code or 0)


def test_why_tells_target_value_place_and_what_would_turn_it(finished, monkeypatch, capsys) -> None:
    assert call(monkeypatch, "why", "15.1", finished[1]) == 0
    told = capsys.readouterr().out
    for words in (
        "第15.1项  水环境质量达到或优于III类水质比例",
        "结论      达标",
        "指标值    ≥85,或逐年提高且提高幅度大于全省平均值　单位：%",
        "做到其中一条即可",
        "不低于85%　［成立］",
        "市治水治污办　市治水治污办.xlsx",
        "2018年 80",
        "完成值＜85 → 未达标",
    ):
        assert words in told
    assert "\x1b[" not in told


def test_why_in_json_is_the_record_of_the_report_and_of_the_folder(finished, monkeypatch, capsys) -> None:
    report, out = finished
    for id_ in ("43", "15", "T7", "M4.1"):
        assert call(monkeypatch, "why", id_, out, "--json") == 0
        assert json.loads(capsys.readouterr().out) == report.why(id_)


def test_on_a_terminal_labels_stand_in_a_column_and_long_lines_are_folded(finished) -> None:
    console = Console(width=60, force_terminal=True, record=True, color_system=None)
    with console.capture() as capture:
        summary.print_lines(console, tell_why(finished[0].why("15.1")))
    lines = capture.get().splitlines()
    assert all(len(line) <= 60 for line in lines)
    assert sum(line.startswith("读作") for line in lines) == 1


def written(tmp_path: Path, *row: object) -> er.Report:
    """Run on one row of one department, with the assigned value and the words beside it."""
    book = openpyxl.Workbook()
    book.active.append(["填报单位:市生态环境局"])
    book.active.append(["序号", "指标名称", "单位", "2018年", "2019年", "2020年", "上级下达目标值", "完成情况说明"])
    book.active.append(row)
    book.save(tmp_path / "市生态环境局.xlsx")
    return er.run(tmp_path / "市生态环境局.xlsx", tmp_path / "输出")


def test_where_the_value_is_asked_the_facts_beside_it_say_what_would_do(tmp_path: Path) -> None:
    record = written(tmp_path, "14.2", "PM2.5浓度", "μg/m³", 21, 20, "1S", 21, "").why("14.2")
    assert (record["status"], record["value"], record["written"]["raw"]) == ("undecided", None, "1S")
    assert [(turn["when"], turn["status"]) for turn in record["turns"] if turn["fact"] == "actual"] == [("≤21", "met"), ("＞21", "not_met")]
    assert ("完成值", "（不取值），原样“1S”") in list(tell_why(record))


def test_facts_are_named_with_who_gave_them_and_where(tmp_path: Path) -> None:
    record = written(tmp_path, "14.2", "PM2.5浓度", "μg/m³", 21, 20, 17, 21, "按年均值").why("14.2")
    (assigned,) = record["facts"]
    assert (assigned["name"], assigned["value"], assigned["department"], assigned["source"]["cell"]) == (
        "上级下达目标值",
        "21",
        "市生态环境局",
        "G3",
    )
    assert [(note["what"], note["text"], note["source"]["cell"]) for note in record["notes"]] == [("statement", "按年均值", "H3")]
    assert [(past["year"], past["value"], past["source"]["cell"]) for past in record["history"]] == [(2018, "21", "D3"), (2019, "20", "E3")]
    assert ("有关的数", "上级下达目标值 21（G3）") in list(tell_why(record))


def test_the_words_beside_a_value_name_no_person(tmp_path: Path) -> None:
    record = written(tmp_path, "14.2", "PM2.5浓度", "μg/m³", 21, 20, 17, 21, "按年均值，联系人：李四，13800138000").why("14.2")
    (note,) = record["notes"]
    assert "按年均值" in note["text"]
    assert not any(word in str(record["notes"]) for word in ("李四", "13800138000"))


def test_a_column_of_persons_beside_a_task_is_not_in_the_record(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["填报单位:市经信局"])
    book.active.append(["序号", "重点任务", "完成情况", "进展状态", "责任人"])
    book.active.append([8, "调整优化产业结构", "淘汰落后产能企业21家，整治“低散乱”企业50家", "已完成", "王五"])
    book.save(tmp_path / "市经信局.xlsx")
    record = er.run(tmp_path / "市经信局.xlsx", tmp_path / "输出").why("T8")
    assert [note["what"] for note in record["notes"]] == ["status", "done"]
    assert "王五" not in (tmp_path / "输出" / "result.json").read_text("utf-8")


def test_an_item_that_nobody_reported_is_told_as_such(finished) -> None:
    told = list(tell_why(finished[0].why("12")))
    assert ("完成值", "没有单位填报") in told
    assert told[1] == ("结论", "未填报")


WRONG = [
    (("why", "99"), "没有编号为“99”的分项"),
    (("why", "T99"), "没有序号为“99”的重点任务"),
    (("why",), "缺少"),
]


@pytest.mark.parametrize(("arguments", "sentence"), WRONG)
def test_wrong_use_is_a_chinese_sentence_and_exit_code_2(finished, monkeypatch, capsys, arguments, sentence) -> None:
    assert call(monkeypatch, *arguments, finished[1]) == 2
    assert sentence in capsys.readouterr().err


FOLDERS = [
    (None, "找不到输出文件夹"),
    ("", "没有 result.json"),
    ("{", "不完整或被改动过"),
    ("[1]", "不是本程序写的运行结果"),
    ('{"schema": "x"}', "不是本程序写的运行结果"),
    ('{"schema": "ecoreport.result/1", "system": {}}', "旧版本"),
]


@pytest.mark.parametrize(("text", "sentence"), FOLDERS)
def test_a_folder_without_a_run_is_refused_with_the_mend(tmp_path: Path, text: str | None, sentence: str) -> None:
    out = tmp_path / "输出"
    if text is not None:
        out.mkdir()
    if text:
        (out / "result.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        read_result(out)

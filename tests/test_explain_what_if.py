"""A value is supposed and judged anew, by the same judge, on the facts of a finished run; nothing is written."""

import json
from pathlib import Path

import openpyxl
import pytest
from test_explain import call, finished  # noqa: F401  the fixture is asked for by name
from test_pipeline import ledgers  # noqa: F401  the same

import ecoreport as er
from ecoreport.errors import InputError
from ecoreport.explain.readback import read_result
from ecoreport.explain.telling import tell_what_if
from ecoreport.explain.what_if import what_if
from ecoreport.outputs import copy_templates


@pytest.fixture
def ask(finished):  # noqa: F811
    """Ask the finished run what would be if."""
    result, office = read_result(finished[1]), er.open_office()
    return lambda *given: what_if(result, office, given)


SUPPOSED = [
    ("43=94", "met", "not_met"),  # ≥95
    ("43=95", "met", "met"),
    ("４３＝９４．９", "met", "not_met"),
    ("第43项=96%", "met", "met"),
    ("43=暂无", "met", "undecided"),
    ("43=102", "met", "undecided"),  # no share
    ("15.1=84", "met", "not_met"),  # last year 85.0: neither 85 nor 逐年提高
    ("15.1=86", "met", "met"),
    ("12=120", "not_reported", "undecided"),  # its years are not known
    ("1=已制定实施", "not_reported", "met"),
    ("1=正在编制", "not_reported", "not_met"),
    ("18=75", "not_reported", "met"),  # whatever the kind of place
    ("18=50", "not_reported", "undecided"),
    ("M4.1=99", "not_reported", "not_met"),
    ("T7=已完成", "not_reported", "completed"),
    ("T7=80%", "not_reported", "in_progress"),
    ("T7=0", "not_reported", "not_started"),
    ("重点任务7=滞后", "not_reported", "behind"),
]


@pytest.mark.parametrize(("given", "before", "after"), SUPPOSED)
def test_a_value_supposed_is_judged_on_the_facts_that_are_known(ask, given: str, before: str, after: str) -> None:
    (change,) = ask(given)["supposed"]
    assert (change["before"]["status"], change["after"]["status"]) == (before, after)


def test_counts_indicators_and_the_stage_turn_with_it(ask) -> None:
    told = ask("43=94", "46=12")
    before, after = told["counts"]["before"], told["counts"]["after"]
    assert (before["items"]["met"] - after["items"]["met"], after["items"]["not_met"]) == (2, 2)
    assert after["indicators"]["not_met"] == 2
    assert [each["id"] for each in told["indicators"]] == ["43", "46"]
    (stage,) = told["stages"]
    assert stage["name"] == "创建阶段"
    assert set(stage["short_after"]) - set(stage["short_before"]) == {"43", "46"}


def test_the_facts_of_the_run_decide(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["填报单位:市生态环境局"])
    book.active.append(["序号", "指标名称", "单位", "2018年", "2019年", "2020年", "上级下达目标值"])
    book.active.append(["14.2", "PM2.5浓度", "μg/m³", 21, 20, 17, 21])
    book.save(tmp_path / "市生态环境局.xlsx")
    er.run(tmp_path / "市生态环境局.xlsx", tmp_path / "输出")
    told = what_if(read_result(tmp_path / "输出"), er.open_office(), ["14.2=23"])
    assert told["supposed"][0]["after"]["reason"] == "23，未完成上级下达目标值≤21，相差2"


def test_nothing_is_written(ask, finished) -> None:  # noqa: F811
    before = {path: path.read_bytes() for path in finished[1].rglob("*") if path.is_file()}
    ask("43=94")
    assert {path: path.read_bytes() for path in finished[1].rglob("*") if path.is_file()} == before


WRONG = [
    ("43", "应写成 编号=值"),
    ("43=", "应写成 编号=值"),
    ("=94", "应写成 编号=值"),
    ("43=优良", "第43项“城镇污水处理率”要的是一个数（%），“优良”不是"),
    ("43=NaN", "要的是一个数"),
    ("15=90", "没有编号为“15”的分项，相近的有：15.1、15.2"),
    ("99=1", "没有编号为“99”的分项"),
    ("M1.1=25", "没有编号为“M1.1”的主要任务目标"),
    ("T99=已完成", "没有序号为“99”的重点任务"),
    ("T7=好", "看不出重点任务7的状态"),
    ("T7=180%", "看不出重点任务7的状态"),
]


@pytest.mark.parametrize(("given", "sentence"), WRONG)
def test_what_cannot_be_supposed_is_refused_with_the_mend(ask, given: str, sentence: str) -> None:
    with pytest.raises(InputError) as refusal:
        ask(given)
    assert sentence in str(refusal.value)


def test_two_values_for_one_id_are_refused(ask) -> None:
    with pytest.raises(InputError, match="43 给了两个值：94、96"):
        ask("43=94", "第43项=96")


def own_plan(path: Path) -> Path:
    """Make an office's own workbook: the shipped one with another 城市规模."""
    folder = path / "模板"
    copy_templates(folder)
    book = openpyxl.load_workbook(folder / "indicator_system.xlsx")
    for row in book["参数"].iter_rows():
        if row[0].value == "城市规模":
            row[1].value = "中小城市"
    book.save(path / "体系.xlsx")
    return path / "体系.xlsx"


def test_a_run_with_another_plan_asks_for_its_workbook(ledgers: Path, tmp_path: Path, monkeypatch, capsys) -> None:  # noqa: F811
    plan = own_plan(tmp_path)
    er.run(ledgers, tmp_path / "输出", system=plan)
    assert call(monkeypatch, "what-if", tmp_path / "输出", "48=52") == 2
    assert "请用 --system 给出当时的工作簿" in capsys.readouterr().err
    assert call(monkeypatch, "what-if", tmp_path / "输出", "48=52", "--system", plan, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["supposed"][0]["after"]["status"] == "met"


def test_the_command_tells_what_turns(finished, monkeypatch, capsys) -> None:  # noqa: F811
    assert call(monkeypatch, "what-if", finished[1], "43=94", "T7=80%") == 0
    told = capsys.readouterr().out
    for words in ("没有改动任何文件", "城镇污水处理率：96.5 → 94%", "未达标", "还差", "多差第43项", "按进度80%"):
        assert words in told


def test_where_nothing_turns_it_says_so(ask) -> None:
    lines = list(tell_what_if(ask("43=97")))
    assert ("指标", "没有一项因此改变") in lines
    assert not any(" → " in line.text for line in lines if line.label in ("指标数", "分项数", "重点任务"))

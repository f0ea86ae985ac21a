"""The notice that goes out with a blank ledger: what is to be filled in, by when; it lies beside the ledger and is never overwritten."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from documents import all_text, body_xml, dump, rows_of
from docx.oxml.ns import qn
from goldens import unlike

from ecoreport import cli, pipeline
from ecoreport.issuing.duties import Duty, list_duties
from ecoreport.model import IndicatorSystem
from ecoreport.outputs import draw_notices
from ecoreport.rendering.papers import Issue
from ecoreport.system import load_system
from ecoreport.templates import SHIPPED

SYSTEM = load_system()
DUTIES = {duty.department: duty for duty in list_duties(SYSTEM)}
SMALL = replace(SYSTEM, indicators=SYSTEM.indicators[11:12], key_tasks=(), main_tasks=())  # one department's one item


def notice(system: IndicatorSystem, *duties: Duty) -> bytes:
    ((_, data),) = draw_notices(Issue(system, 2020, date(2020, 12, 31), duties), SHIPPED)
    return data


def due_on(day: date | None) -> IndicatorSystem:
    return replace(SYSTEM, parameters=replace(SYSTEM.parameters, ledger_deadline=day))


@pytest.mark.parametrize(
    ("deadline", "says"),
    [
        (date(2021, 1, 10), "请于2021年1月10日前填妥报送。"),
        (None, "请于　　　　年　　月　　日前填妥报送（方案没有设定截止日，由发文单位填写）。"),
    ],
)
def test_the_day_is_the_plans_or_a_place_to_write_it(deadline: date | None, says: str) -> None:
    assert says in all_text(notice(due_on(deadline), DUTIES["舟山人行"]))


def test_it_lists_all_that_the_department_is_asked_for_and_counts_it() -> None:
    duty = DUTIES["市住建局"]
    data = notice(SYSTEM, duty)
    rows = rows_of(next(body_xml(data).iter(qn("w:tbl"))))[1:]
    tasks = [f"重点任务{task.no}" for task in duty.tasks]
    assert [row[0] for row in rows] == [*(item.id for item in duty.items), *(goal.id for goal in duty.goals), *tasks]
    assert [row[3] for row in rows].count("牵头") == len(duty.lead_items) + len(duty.lead_tasks) + 1  # M4.1
    assert "承担牵头分项2个、配合分项4个、须答复的正文目标4个、牵头重点任务5项" in all_text(data)


def test_a_department_without_tasks_is_told_of_none() -> None:
    assert "重点任务" not in all_text(notice(SYSTEM, DUTIES["舟山人行"])).replace("指标、目标或重点任务", "")


def test_the_notice_is_as_it_was_approved() -> None:
    assert unlike("notice.txt", dump(notice(due_on(date(2021, 1, 10)), DUTIES["市水利局"]))) == []


def test_the_command_lays_one_beside_each_ledger_and_counts_the_ledgers_alone(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(pipeline.issuing, "list_duties", lambda system: list_duties(system)[:2])  # enough to see
    monkeypatch.setattr(pipeline.issuing, "draw_ledgers", lambda *_, **__: [("舟山人行-台账.xlsx", b"blank")])
    monkeypatch.setattr(sys, "argv", ["ecoreport", "issue", "-o", str(tmp_path)])
    with pytest.raises(SystemExit):
        cli.main()
    said = capsys.readouterr().out
    assert "已生成 1 份空白台账" in said
    assert "下发通知" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["舟山人行-台账.xlsx", "填报手册.docx", *(f"{duty.department}-下发通知.docx" for duty in list_duties(SYSTEM)[:2])]
    )


def test_a_notice_that_was_numbered_and_a_ledger_that_was_filled_in_are_kept(tmp_path: Path) -> None:
    pipeline.issue(tmp_path, system=SMALL, notices=True)
    path, blank = tmp_path / "舟山人行-下发通知.docx", tmp_path / "舟山人行-2020年生态文明建设示范市创建台账.xlsx"
    first = path.read_bytes()
    path.write_bytes(b"numbered")
    blank.write_bytes(b"filled in")
    written, kept = pipeline.issue(tmp_path, system=SMALL, notices=True)
    assert (written, kept) == ((), (blank,))
    assert (path.read_bytes(), blank.read_bytes()) == (b"numbered", b"filled in")
    path.unlink()
    pipeline.issue(tmp_path, system=SMALL, notices=True)
    assert path.read_bytes() == first


def test_a_script_that_issues_ledgers_gets_ledgers_alone(tmp_path: Path) -> None:
    pipeline.issue_ledgers(SMALL, tmp_path)
    assert [path.suffix for path in tmp_path.iterdir()] == [".xlsx"]

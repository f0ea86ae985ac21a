"""What changed between two rounds, and how things stand on a day: told out of what the runs left, and of nothing else."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from goldens import unlike
from little_plans import little_plan
from test_cli import call
from test_rounds import Year, sewage, water

import ecoreport as er
from ecoreport import cli
from ecoreport.explain.calendar import render_calendar
from ecoreport.explain.diff import difference
from ecoreport.explain.status import status
from ecoreport.explain.telling_rounds import tell_diff, tell_status
from ecoreport.model.calendar import calendar_of


def as_text(lines) -> str:
    return "".join(f"{label}|{text}\n" for label, text in lines)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Play three rounds: values that turn to and fro, a file that comes and one that goes, a day that passes, a waiver, a 说明."""
    office = Year(tmp_path_factory.mktemp("两轮"), little_plan((5, 15, 18, 19, 21, 29, 36, 42, 43, 46), (2, 4, 14, 16, 17, 22, 24, 43)))
    office.send("市城管局.xlsx", "市城管局", sewage("约96.5"))
    office.send("市水利局.xlsx", "市水利局", water(93.8))
    office.send("市资源规划局.xlsx", "市资源规划局", (18, "森林覆盖率", "%", 50.1, 50.2, "约50.5", "达标", ""))
    office.run("2021-01-15")
    office.send("市水利局.xlsx", "市水利局", water(96))
    office.send("市治水治污办.xlsx", "市治水治污办", (15, "水环境质量达到或优于III类水质比例", "%", 80.0, 85.0, 90.0, "达标", ""))
    (office.ledgers / "市资源规划局.xlsx").unlink()
    office.type(office.id_of("C101", "市统计局"), 整改期限="2021-01-25")
    office.type(office.id_of("C101", "市财政局"), 整改期限="2021-02-26")
    office.type(office.id_of("C101", "市审计局"), 豁免至=date(2021, 3, 1), 备注="机构合并中")
    office.run("2021-01-31")
    office.send("市水利局.xlsx", "市水利局", water(93.9))
    office.send("市城管局.xlsx", "市城管局", (*sewage("约96.5")[:-1], "因在线监测系统升级，全年平均为96.5，已核实"))
    office.run("2021-02-10")
    return office


def round_of(office: Year, number: int) -> Path:
    return office.out / "历史" / f"第{number}轮"


# ---- diff -----------------------------------------------------------------------------------------


def test_what_changed_is_told_department_by_department_the_verdicts_first(office: Year) -> None:
    told = [
        as_text(tell_diff(difference(*pair))) for pair in ((round_of(office, 1), round_of(office, 2)), (round_of(office, 2), office.out))
    ]
    assert unlike("diff.txt", "\n".join(told)) == []


def test_results_differ_as_the_rounds_themselves_say(office: Year) -> None:
    results = tuple(change for change in er.diff(round_of(office, 2), office.out / "result.json") if change.kind != "finding")
    assert results == office.report.changes
    assert {change.id for change in results} >= {"42", "市水利局", "市城管局"}


def test_a_finding_comes_goes_and_comes_back(office: Year) -> None:
    missed = office.id_of("V101", "市水利局", "42")
    lives = [
        {change.id: change for change in er.diff(one, other)}
        for one, other in ((1, 2), (2, 3), (1, 3))
        for one, other in [paths(office, one, other)]
    ]
    assert [
        (life[missed].before and life[missed].before["state"], life[missed].after and life[missed].after["state"]) for life in lives
    ] == [
        ("new", None),
        (None, "reopened"),
        ("new", "reopened"),
    ]
    assert lives[0][missed].how == "rechecked"
    gone = office.id_of("N101", "市资源规划局", "18")
    assert (lives[0][gone].after, lives[0][gone].how) == (None, "withdrawn")


def paths(office: Year, *numbers: int) -> list[Path]:
    return [office.out if number == 3 else round_of(office, number) for number in numbers]


def test_a_finding_that_is_new_and_stands_on_is_no_change(office: Year) -> None:
    stays = {finding.id for finding in office.report.findings if finding.state == "open"}
    changed = {change.id for change in er.diff(*paths(office, 1, 2)) if change.kind == "finding" and change.before and change.after}
    assert stays
    assert changed == {office.id_of("C101", name) for name in ("市统计局", "市财政局", "市审计局")}


def test_whom_the_plan_does_not_name_stands_behind_and_the_office_last(office: Year, tmp_path: Path) -> None:
    findings = json.loads((office.out / "result.json").read_text("utf-8"))["findings"]
    others = [{**findings[0], "id": name or "X", "department": name or None} for name in ("", "某局", "市水利局")]
    changes = difference(office.out, altered(office, tmp_path / "另", findings=findings + others))["changes"]
    assert [row["department"] for row in changes] == ["市水利局", "某局", None]


def test_nothing_differs_from_itself(office: Year) -> None:
    assert er.diff(office.out, office.out) == ()
    assert "变化|没有变化" in as_text(tell_diff(difference(office.out, office.out)))


def test_the_wrong_way_round_is_told(office: Year) -> None:
    assert "注意|前一个比后一个晚" in as_text(tell_diff(difference(office.out, round_of(office, 1))))


def test_diff_in_json_is_what_python_gives(office: Year, monkeypatch, capsys) -> None:
    assert call(monkeypatch, "diff", round_of(office, 1), office.out, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    given = {(change.kind, change.id): (change.before, change.after) for change in er.diff(round_of(office, 1), office.out)}
    assert {(row["kind"], row["id"]): (row["before"], row["after"]) for row in told["changes"]} == given
    assert all("达标" in line for line in as_text(tell_diff(told)).splitlines()[1:3])


def altered(office: Year, folder: Path, **keys: object) -> Path:
    """Copy the run's result.json with other keys; None leaves one out."""
    result = {**json.loads((office.out / "result.json").read_text("utf-8")), **keys}
    folder.mkdir()
    (folder / "result.json").write_text(json.dumps({key: value for key, value in result.items() if value is not None}), "utf-8")
    return folder


REFUSED = [  # what is given in place of a run, and what is said
    ("nothing of a run", "里没有 result.json，不是一次运行的输出。请先运行"),
    ("no such folder", "找不到"),
    ("a workbook", "请给出 ecoreport run 的输出文件夹"),
    ("a run of a version without days", "是旧版本写的"),
    ("a run of a version without memory", "是旧版本写的"),
]


@pytest.mark.parametrize("verb", ["diff", "status"])
@pytest.mark.parametrize(("what", "says"), REFUSED)
def test_what_is_no_run_is_one_sentence_and_exit_code_2(office: Year, tmp_path: Path, monkeypatch, capsys, verb, what, says) -> None:
    given = {
        "nothing of a run": tmp_path,
        "no such folder": tmp_path / "没有",
        "a workbook": office.out / "汇总表.xlsx",
        "a run of a version without days": altered(office, tmp_path / "旧一", calendar=None),
        "a run of a version without memory": altered(office, tmp_path / "旧二", memory={}),
    }[what]
    assert call(monkeypatch, verb, *([office.out] if verb == "diff" else []), given) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("keys", [{"period": 2021}, {"system": {"name": "别处的指标体系", "edition": "", "digest": ""}}])
def test_runs_of_another_year_or_plan_are_not_compared(office: Year, tmp_path: Path, keys: dict) -> None:
    with pytest.raises(er.InputError, match="同一指标体系、同一考核年的才能比较"):
        er.diff(office.out, altered(office, tmp_path / "别的", **keys))


def test_a_plan_that_was_changed_between_the_rounds_is_told(office: Year, tmp_path: Path) -> None:
    system = json.loads((office.out / "result.json").read_text("utf-8"))["system"] | {"digest": "另一个"}
    assert "两轮之间指标体系工作簿" in as_text(tell_diff(difference(altered(office, tmp_path / "前", system=system), office.out)))


# ---- status ---------------------------------------------------------------------------------------


def test_how_things_stand_is_told_by_the_run_and_by_the_plan_alone(office: Year) -> None:
    by_run = as_text(tell_status(status(office.out, None, date(2021, 2, 10))))
    by_plan = as_text(tell_status(status(None, None, date(2020, 11, 1), today=True)))
    assert unlike("status.txt", f"{by_run}\n{by_plan}") == []


STATES = [  # a day, and where three findings stand on it, whatever they were when the run ended
    (date(2021, 1, 20), {"市统计局": "open", "市审计局": "waived", "市财政局": "open"}),
    (date(2021, 1, 25), {"市统计局": "open", "市审计局": "waived", "市财政局": "open"}),
    (date(2021, 2, 10), {"市统计局": "overdue", "市审计局": "waived", "市财政局": "open"}),
    (date(2021, 3, 1), {"市统计局": "overdue", "市审计局": "waived", "市财政局": "overdue"}),
    (date(2021, 3, 2), {"市统计局": "overdue", "市审计局": "open", "市财政局": "overdue"}),
]


@pytest.mark.parametrize(("day", "states"), STATES)
def test_a_finding_stands_where_the_day_asked_for_puts_it(office: Year, day: date, states: dict[str, str]) -> None:
    rows = {row["department"]: row for row in status(office.out, None, day)["findings"]}
    assert {name: next(key for key in ("open", "overdue", "waived") if rows[name][key]) for name in states} == states


def test_the_last_day_of_a_stage_is_within_it() -> None:
    told = status(None, None, date(2020, 12, 31))
    assert [(stage["state"], stage["days_left"]) for stage in told["stages"]][:3] == [("past", -366), ("current", 0), ("ahead", 365)]
    assert "30天内|2020-12-31（就是这一天）　方案要求　力争各项指标于2020年12月底前达到省级创建目标要求" in as_text(tell_status(told))


def test_who_owes_what_is_what_the_report_says(office: Year) -> None:
    told = status(office.out, None, date(2021, 2, 10))["owing"]
    assert [(row["department"], row["state"], tuple(row["items"]), tuple(row["tasks"])) for row in told] == [
        (each.department, each.state, each.items, each.tasks) for each in office.report.owing()
    ]


def test_a_question_about_several_items_is_counted_once(office: Year, tmp_path: Path) -> None:
    result = json.loads((office.out / "result.json").read_text("utf-8"))
    asked = [row for row in result["findings"] if row["department"] == "市统计局"]
    graver = (("41", "notice"), ("42", "error"))
    twice = [{**asked[0], "id": f"X-{item}", "item": item, "group": "一个问题", "severity": severity} for item, severity in graver]
    folder = altered(office, tmp_path / "同", findings=[row for row in result["findings"] if row not in asked] + twice)
    told = status(folder, None, date(2021, 2, 10))
    assert next(row for row in told["findings"] if row["department"] == "市统计局")["error"] == 1
    assert [due["subjects"] for due in told["overdue"]] == [["41", "42"]]


def test_the_first_line_says_from_which_day(office: Year, monkeypatch, capsys) -> None:
    class Today(date):
        @classmethod
        def today(cls) -> date:
            return date(2020, 12, 1)

    monkeypatch.setattr(cli, "date", Today)
    for given, says in (((), "从今天 2020-12-01 算起"), (("--as-of", "2021年3月1日"), "从 2021-03-01 算起")):
        assert call(monkeypatch, "status", office.out, *given) == 0
        assert capsys.readouterr().out.startswith(says)
    assert call(monkeypatch, "status", office.out, "--as-of", "明天") == 2
    assert "日期“明天”不对" in capsys.readouterr().err


def test_what_was_typed_since_the_run_does_not_count_yet_and_that_is_said(office: Year, tmp_path: Path) -> None:
    folder = tmp_path / "输出"
    shutil.copytree(office.out, folder)
    says = "汇总表.xlsx 在这一轮之后又改过"
    assert says not in as_text(tell_status(status(folder, None, date(2021, 2, 10))))
    with (folder / "汇总表.xlsx").open("ab") as book:
        book.write(b" ")
    assert says in as_text(tell_status(status(folder, None, date(2021, 2, 10))))


def test_a_plan_that_is_given_outranks_the_runs_and_must_be_the_same(office: Year, tmp_path: Path) -> None:
    plan = er.load_system()
    with_day = replace(plan, parameters=replace(plan.parameters, ledger_deadline=date(2021, 2, 15)))
    assert calendar_of(with_day)["ledger_deadline"] == "2021-02-15"
    er.write_system(with_day, tmp_path / "指标体系.xlsx")
    told = as_text(tell_status(status(office.out, tmp_path / "指标体系.xlsx", date(2021, 2, 10))))
    assert "报送期限|2021-02-15，还有5天" in told
    assert "各单位报送台账" in told
    with pytest.raises(er.InputError, match="请去掉 --system"):
        status(
            altered(office, tmp_path / "别", system={"name": "别处", "edition": "", "digest": ""}),
            tmp_path / "指标体系.xlsx",
            date(2021, 2, 10),
        )


def test_what_answers_at_once_opens_neither_the_stages_nor_the_judge() -> None:
    """Both verbs are to answer within two seconds; most of that time the grammar of targets would take."""
    code = "import sys, ecoreport.cli, ecoreport.explain.status; print(*(name for name in sys.modules if name.startswith('ecoreport.')))"
    opened = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout.split()
    assert "ecoreport.explain.status" in opened
    assert {"ecoreport.pipeline", "ecoreport.targets", "ecoreport.demands", "ecoreport.reading"} & set(opened) == set()


# ---- the calendar ---------------------------------------------------------------------------------


def events(data: bytes) -> dict[str, dict[str, str]]:
    """Read a calendar as another program does: lines unfolded, properties by name, events by UID."""
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    found: dict[str, dict[str, str]] = {}
    for block in re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", "\n".join(lines), re.DOTALL):
        fields = dict(line.split(":", 1) for line in block.split("\n"))
        assert fields["UID"] not in found
        found[fields["UID"]] = fields
    return found


def test_every_day_to_come_is_an_event_of_the_whole_day(office: Year) -> None:
    told = status(office.out, None, date(2021, 2, 10))
    found = events(render_calendar(told))
    assert len(found) == len(told["due"]) == 10
    late = found[f"finding-{office.id_of('C101', '市财政局')}@ecoreport"]
    assert (late["DTSTART;VALUE=DATE"], late["DTEND;VALUE=DATE"], late["DTSTAMP"]) == ("20210226", "20210227", "20210210T000000Z")
    assert late["SUMMARY"] == "整改期限：市财政局"
    assert "尚未收到其台账" in late["DESCRIPTION"]
    waiver = found[f"waiver-{office.id_of('C101', '市审计局')}@ecoreport"]
    assert waiver["DTSTART;VALUE=DATE"] == "20210301"


def test_the_calendar_keeps_to_its_form(office: Year) -> None:
    data = render_calendar(status(office.out, None, date(2021, 2, 10)))
    lines = data.split(b"\r\n")
    assert lines[:2] == [b"BEGIN:VCALENDAR", b"VERSION:2.0"]
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines], "no character is cut"
    commas = [fields["SUMMARY"] for fields in events(data).values() if "," in fields["SUMMARY"]]
    assert commas
    assert all(re.search(r"(?<!\\),", words) is None for words in commas)


def test_a_long_line_goes_on_in_the_next_and_a_message_of_several_lines_is_one_of_the_event() -> None:
    told = status(None, None, date(2021, 2, 10))
    long = {**told["due"][0], "kind": "finding", "what": "一段很长的话；a,b" * 20 + "\r\n第二行"}
    data = render_calendar({**told, "due": [long]})
    assert max(map(len, data.split(b"\r\n"))) <= 75
    (event,) = events(data).values()
    assert event["DESCRIPTION"].startswith("一段很长的话；a\\,b" * 20 + "\\n第二行")


def test_an_event_keeps_its_name_when_its_day_or_the_day_asked_for_moves(office: Year) -> None:
    early, late = (status(office.out, None, day) for day in (date(2021, 2, 10), date(2021, 2, 12)))
    assert render_calendar(early) == render_calendar(status(office.out, None, date(2021, 2, 10)))
    moved = {**early, "due": [{**due, "day": "2021-12-01"} for due in early["due"]]}
    assert events(render_calendar(early)).keys() == events(render_calendar(late)).keys() == events(render_calendar(moved)).keys()


def test_a_calendar_is_written_over_an_earlier_one_and_over_nothing_else(office: Year, tmp_path: Path, monkeypatch, capsys) -> None:
    file = tmp_path / "到期.ics"
    for _ in range(2):
        assert call(monkeypatch, "status", office.out, "--as-of", "2021-02-10", "--ics", file) == 0
        assert capsys.readouterr().out.splitlines()[-1] == str(file)
    assert file.read_bytes() == render_calendar(status(office.out, None, date(2021, 2, 10)))
    file.write_bytes(theirs := b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//other//EN\r\n")
    assert call(monkeypatch, "status", "--ics", file) == 2
    assert "没有覆盖" in capsys.readouterr().err
    assert file.read_bytes() == theirs

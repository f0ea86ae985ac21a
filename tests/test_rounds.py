"""A year of rounds: what was typed is never lost, every finding has a life, and the same round again gives the same bytes."""

import hashlib
import json
import shutil
import warnings
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from little_plans import little_plan
from test_pipeline import write_ledger

import ecoreport as er
from ecoreport.model import IndicatorSystem
from ecoreport.pipeline import OpenOffice, open_office

ROUNDS = ("2021-01-15", "2021-01-31", "2021-02-10", "2021-02-28", "2021-03-15", "2021-03-31")
WATER = "农村饮用水达标人口覆盖率"


class Year:
    """An office's folder of ledgers, its output, and what it types between two runs."""

    def __init__(self, folder: Path, plan: IndicatorSystem | None = None) -> None:
        self.ledgers, self.out, self.plan = folder / "台账", folder / "输出", plan or little_plan()
        self.report: er.Report | None = None

    def send(self, name: str, department: str, *rows: tuple) -> None:
        write_ledger(self.ledgers / name, department, list(rows))

    def run(self, as_of: str, **options: object) -> er.Report:
        self.report = er.run(self.ledgers, self.out, self.plan, as_of=as_of, **options)
        return self.report

    def open(self, **options: object) -> OpenOffice:
        return open_office(self.plan, **options)

    def id_of(self, code: str, department: str | None, item: str | None = None) -> str:
        told = [*self.report.findings, *(closed.finding for closed in self.report.closed)]
        return next(each.id for each in told if (each.code, each.department, each.item) == (code, department, item))

    def state(self, code: str, department: str | None, item: str | None = None) -> str:
        """Say where a finding stands: its state, or how it was closed and in which round."""
        id_ = self.id_of(code, department, item)
        standing = {each.id: each.state for each in self.report.findings}
        closed = {each.finding.id: f"{each.how} {each.closed_round}" for each in self.report.closed}
        assert not standing.keys() & closed.keys()
        return standing.get(id_) or closed[id_]

    def type(self, id_: str, **cells: object) -> None:
        type_into(self.out / "汇总表.xlsx", {id_: cells})


def load(path: Path, **options: bool) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it knows no sparklines
        return openpyxl.load_workbook(path, **options)


def type_into(path: Path, told: dict[str, dict[str, object]], sheet: str = "问题清单") -> None:
    book = load(path)
    table = book[sheet]
    columns = {cell.value: cell.column for cell in table[4]}
    rows = {row[0].value: row[0].row for row in table.iter_rows(min_row=5)}
    for id_, cells in told.items():
        for heading, value in cells.items():
            table.cell(rows[id_], columns[heading]).value = value
    book.save(path)


def typed_in(path: Path, id_: str, *headings: str) -> list[object]:
    """Give what stands beside a finding, on whichever sheet it is now."""
    book = load(path, read_only=True)
    for sheet in ("问题清单", "已销号"):
        head, *rows = book[sheet].iter_rows(min_row=4, values_only=True)
        for row in rows:
            if row[0] == id_:
                return [row[head.index(heading)] for heading in headings]
    raise LookupError(id_)


def sewage(value: object) -> tuple:
    return (43, "城镇污水处理率", "%", 94.1, 95.2, value, "达标", "")


def water(value: object, note: str = "") -> tuple:
    return (42, WATER, "%", 95.1, 95.8, value, "达标", note)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """Play six rounds, and note after each what is asked of it below."""
    told: list[dict[str, object]] = []
    office = Year(tmp_path_factory.mktemp("年"))
    sewage_asked, water_missed = ("N101", "市城管局", "43"), ("V101", "市水利局", "42")
    late, waived, withdrawn = ("C101", "市统计局"), ("C101", "市审计局"), ("N101", "市资源规划局", "18")
    differing = ("K102", "市治水治污办", "15.1")

    def note(**more: object) -> None:
        watched = (sewage_asked, water_missed, late, waived, withdrawn, differing)
        states = {f"{each[0]} {each[1]}": office.state(*each) for each in watched if len(told) or each}
        told.append({"round": office.report.round, "states": states, "changes": office.report.changes, "report": office.report, **more})

    # 1: some send, some do not
    office.send("市城管局.xlsx", "市城管局", sewage("约96.5"))
    office.send("市水利局.xlsx", "市水利局", water(93.8))
    office.send("市治水治污办.xlsx", "市治水治污办", (15, "水环境质量达到或优于III类水质比例", "%", 80.0, 85.0, 90.0, "达标", ""))
    office.send("市生态环境局.xlsx", "市生态环境局", (15, "水环境质量达到或优于III类水质比例", "%", 80.0, 85.0, 88.5, "达标", ""))
    office.send("市资源规划局.xlsx", "市资源规划局", (18, "森林覆盖率", "%", 50.1, 50.2, "约50.5", "达标", ""))
    office.run(ROUNDS[0])
    note()
    # 2: one explains, one mends; a day is set that is already past
    office.send("市城管局.xlsx", "市城管局", (*sewage("约96.5")[:-1], "因在线监测系统升级，全年平均为96.5，已核实"))
    office.send("市水利局.xlsx", "市水利局", water(96))
    office.type(office.id_of(*late), 整改期限="2021-01-25", 责任人="王某", 备注="已电话催")
    office.type(office.id_of(*water_missed), 整改情况="整改中", 完成日期=date(2021, 1, 28))
    office.run(ROUNDS[1])
    note(typed=typed_in(office.out / "汇总表.xlsx", office.id_of(*water_missed), "整改情况", "完成日期"))
    # 3: a relapse; a settled value without its ground
    office.send("市水利局.xlsx", "市水利局", water(93.9))
    office.type(office.id_of(*differing), 核定值="90")
    office.run(ROUNDS[2])
    note(standing=office.report.item("15.1").standing, asked=office.state("J101", None, "15.1"))
    # 4: with its ground; one is waived
    office.type(office.id_of(*differing), 核定依据="2021年2月20日电话向市治水治污办核实")
    office.type(office.id_of(*waived), 豁免至=date(2021, 3, 1), 备注="机构合并中")
    office.run(ROUNDS[3])
    note(standing=office.report.item("15.1").standing, asked=office.state("J101", None, "15.1"))
    # 5: the waiver is over, a day is moved, a file is withdrawn
    (office.ledgers / "市资源规划局.xlsx").unlink()
    office.type(office.id_of(*late), 整改期限="2021年4月1日")
    office.run(ROUNDS[4])
    note()
    # 6: nothing new but the day
    office.run(ROUNDS[5])
    note(typed=typed_in(office.out / "汇总表.xlsx", office.id_of(*late), "整改期限", "责任人", "备注"), office=office)
    return told


LIVES = [  # by round
    ("N101 市城管局", "new explained explained explained explained explained"),
    ("V101 市水利局", "new|rechecked 2|reopened|reopened|reopened|reopened"),
    ("C101 市统计局", "new|overdue|overdue|overdue|open|open"),
    ("C101 市审计局", "new|open|open|waived|open|open"),
    ("N101 市资源规划局", "new|open|open|open|withdrawn 5|withdrawn 5"),
    ("K102 市治水治污办", "new|open|open|adjudicated 4|adjudicated 4|adjudicated 4"),
]


@pytest.mark.parametrize(("finding", "life"), LIVES)
def test_a_finding_lives(year: list[dict], finding: str, life: str) -> None:
    expected = life.split("|") if "|" in life else life.split()
    assert [each["states"][finding] for each in year] == expected


def test_rounds_are_counted_and_each_knows_the_one_before(year: list[dict]) -> None:
    assert [each["round"] for each in year] == [1, 2, 3, 4, 5, 6]
    previous = [each["report"].previous for each in year]
    assert [each and (each.round, each.as_of.isoformat()) for each in previous] == [None, *enumerate(ROUNDS[:-1], 1)]


def test_the_first_round_of_a_relapse_is_the_first_ever(year: list[dict]) -> None:
    relapse = next(each for each in year[5]["report"].findings if each.code == "V101")
    assert (relapse.first_round, relapse.closed_round, relapse.reopened_round) == (1, 2, 3)


def test_what_changed_is_told_against_the_round_before(year: list[dict]) -> None:
    changed = [{(change.kind, change.id) for change in each["changes"]} for each in year]
    assert changed[0] == set()
    assert changed[1] == {("item", "42"), ("item", "43"), ("submission", "市城管局"), ("submission", "市水利局")}
    assert ("item", "15.1") in changed[3]
    assert changed[4] == {("item", "18"), ("submission", "市资源规划局")}
    assert changed[5] == set()
    gone = next(change for change in year[4]["changes"] if change.kind == "submission")
    assert (gone.before["text"], gone.after) == ("市资源规划局.xlsx", None)


def test_what_was_typed_stays_beside_its_finding_closed_ones_too(year: list[dict]) -> None:
    assert year[1]["typed"][0] == "整改中"
    assert str(year[1]["typed"][1])[:10] == "2021-01-28"
    assert [str(each)[:10] for each in year[5]["typed"]] == ["2021-04-01", "王某", "已电话催"]


def test_a_settled_value_counts_only_with_its_ground(year: list[dict]) -> None:
    assert [(each["standing"], each["asked"]) for each in year[2:4]] == [("doubted", "new"), ("confirmed", "rechecked 4")]
    (made,) = year[5]["report"].adjudications
    assert (made.subject, str(made.value), made.basis, made.source.file) == (
        "15.1",
        "90",
        "2021年2月20日电话向市治水治污办核实",
        "汇总表.xlsx",
    )
    assert year[5]["report"].item("15.1").assessment.source == made.source


def test_every_round_lies_in_the_history_as_it_was_left(year: list[dict]) -> None:
    history = year[5]["office"].out / "历史"
    assert sorted(path.name for path in history.iterdir()) == [f"第{number}轮" for number in range(1, 6)]
    typed = [number for number in range(1, 6) if (history / f"第{number}轮" / "汇总表（人工修改）.xlsx").exists()]
    assert typed == [1, 2, 3, 4], "where somebody typed, the file says so"
    assert json.loads((history / "第3轮" / "result.json").read_text("utf-8"))["round"] == 3


def digests(out: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.iterdir() if path.is_file()}


def test_the_same_round_again_gives_the_same_bytes_after_another_program_saved_the_workbook_too(year: list[dict], tmp_path: Path) -> None:
    office = Year(tmp_path)
    shutil.copytree(year[5]["office"].out.parent, tmp_path, dirs_exist_ok=True)
    written = digests(office.out)
    office.run(ROUNDS[5])
    assert digests(office.out) == written
    book = load(office.out / "汇总表.xlsx")
    book.save(office.out / "汇总表.xlsx")
    assert digests(office.out) != written
    office.run(ROUNDS[5])
    assert digests(office.out) == written


def test_previous_names_another_run_and_fresh_none(year: list[dict], tmp_path: Path) -> None:
    source = year[5]["office"]
    for previous in (source.out, source.out / "汇总表.xlsx", source.out / "result.json"):
        assert source.open(as_of="2021-04-30", previous=previous).examine(source.ledgers).round == 7
    office = Year(tmp_path)
    shutil.copytree(source.out.parent, tmp_path, dirs_exist_ok=True)
    report = office.run("2021-04-30", fresh=True)
    assert (report.round, {finding.state for finding in report.findings} <= {"new", "explained"}) == (1, True)
    history = office.out / "历史"
    assert [path.name for path in history.iterdir()] == ["此前"]
    assert {path.name for path in (history / "此前").iterdir()} >= {"第1轮", "第5轮", "汇总表.xlsx", "result.json"}


def test_a_previous_run_that_is_none_of_this_plan_and_year_is_told(year: list[dict], tmp_path: Path) -> None:
    source = year[5]["office"]
    for previous, period in ((source.out, 2021), (tmp_path, 2020), (source.ledgers / "市水利局.xlsx", 2020)):
        with pytest.raises(er.InputError, match=f"里没有同一方案{period}年度的运行结果，接续不了"):
            source.open(period=period, previous=previous)


def test_another_year_begins_anew(year: list[dict], tmp_path: Path) -> None:
    office = Year(tmp_path)
    shutil.copytree(year[5]["office"].out.parent, tmp_path, dirs_exist_ok=True)
    report = office.run("2021-12-31", period=2021)
    assert (report.round, report.previous) == (1, None)
    assert (office.out / "历史" / "此前" / "第1轮").is_dir()


def test_a_reading_chosen_for_a_table_holds_for_the_form_in_later_rounds(tmp_path: Path) -> None:
    office = Year(tmp_path)
    office.ledgers.mkdir()
    table = "指标名称,单位,甲口径,乙口径\n城镇污水处理率,%,97.3,96.1\n城镇人均公园绿地面积,平方米/人,15.1,14.8\n"
    (office.ledgers / "市城管局.csv").write_text(table, "utf-8")
    (question,) = [each for each in office.run(ROUNDS[0]).questions if each.choice]
    assert office.report.item("43").assessment.value is None
    office.type(question.id, 选读法="B", 备注="已问")
    office.run(ROUNDS[1])
    assert [str(office.report.item(each).assessment.value) for each in ("43", "46")] == ["96.1", "14.8"]
    assert {(each.finding.code, each.how, each.closed_round) for each in office.report.closed} == {("H204", "adjudicated", 2)}
    (office.ledgers / "市城管局.csv").write_text(table.replace("96.1", "96.8"), "utf-8")
    later = office.open(as_of=ROUNDS[2], previous=office.out).examine(office.ledgers)
    assert str(later.item("43").assessment.value) == "96.8"


def test_what_people_changed_in_a_paper_is_kept_in_the_same_round_too(tmp_path: Path) -> None:
    office = Year(tmp_path)
    office.send("市城管局.xlsx", "市城管局", sewage(96.5))
    office.run(ROUNDS[0])
    paper = office.out / "技术报告.docx"
    paper.write_bytes(paper.read_bytes() + b" by hand")
    edited = paper.read_bytes()
    for _ in range(2):
        office.run(ROUNDS[0])
    kept = office.out / "历史" / "第1轮" / "技术报告（人工修改）.docx"
    assert (kept.read_bytes(), sorted(path.name for path in (office.out / "历史").iterdir())) == (edited, ["第1轮"])


def test_a_workbook_that_cannot_be_read_back_stops_the_run_before_anything_is_lost(tmp_path: Path) -> None:
    office = Year(tmp_path)
    office.send("市城管局.xlsx", "市城管局", sewage(96.5))
    office.run(ROUNDS[0])
    (office.out / "汇总表.xlsx").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(er.InputError, match="打不开，里面由人填写的内容读不回来"):
        office.run(ROUNDS[1])
    assert office.run(ROUNDS[1], fresh=True).round == 1
    assert (office.out / "历史" / "此前" / "汇总表（人工修改）.xlsx").read_bytes() == b"PK\x03\x04 cut off"


def test_step_by_step_gives_the_same_report_as_the_run(year: list[dict]) -> None:
    office = year[5]["office"]
    system = office.plan
    batch = er.read_ledgers(office.ledgers, system)
    findings = er.check(batch, system, as_of="2021-04-30")
    report = er.consolidate(batch, findings, system, as_of="2021-04-30", previous=office.out)
    whole = office.open(as_of="2021-04-30", previous=office.out).examine(office.ledgers)
    assert (report.round, report) == (7, whole)


def test_what_is_not_looked_at_this_time_stands_as_it_did(tmp_path: Path) -> None:
    office = Year(tmp_path)
    office.send("市城管局.xlsx", "市城管局", sewage(96.5))
    (tmp_path / "佐证").mkdir()
    (tmp_path / "佐证" / "空.pdf").write_bytes(b"")
    book = openpyxl.load_workbook(office.ledgers / "市城管局.xlsx")
    listed = book.create_sheet("佐证材料")
    for row in (
        ["编号", "材料名称", "文号", "日期", "页数", "对应指标", "文件名"],
        ["43-01", "运行年报", "", "2021-01", 3, "43", "年报.pdf"],
    ):
        listed.append(row)
    book.save(office.ledgers / "市城管局.xlsx")
    office.run(ROUNDS[0], evidence=tmp_path / "佐证")
    missing = next(each for each in office.report.findings if each.code == "E105")
    later = office.open(as_of=ROUNDS[1], previous=office.out).examine(office.ledgers)
    (still,) = [each for each in later.findings if each.code == "E105"]
    assert (still.id, still.state, later.closed) == (missing.id, "open", ())


def test_a_task_that_was_settled_keeps_what_was_reported_of_it(tmp_path: Path) -> None:
    office = Year(tmp_path)
    office.ledgers.mkdir()
    rows = "序号,任务名称,牵头单位,状态,进度,完成情况\n43,绿色采购,市财政局,推进中,80,已出台办法\n"
    (office.ledgers / "市财政局.csv").write_text(rows, "utf-8")
    office.run(ROUNDS[0])
    asked = next(each for each in office.report.findings if each.task == 43 and each.severity == "verify")
    office.type(asked.id, 核定值="已完成", 核定依据="电话核实")
    office.run(ROUNDS[0])
    settled = office.report.task(43).assessment
    assert (settled.status, settled.chosen.done.text) == ("completed", "已出台办法")


def test_what_the_office_typed_is_not_redacted_away(tmp_path: Path) -> None:
    office = Year(tmp_path)
    office.send("市城管局.xlsx", "市城管局", sewage("约96.5"))
    id_ = next(each.id for each in office.run(ROUNDS[0]).findings if each.code == "N101")
    office.type(id_, 责任人="王某", 备注="已电话催")
    with pytest.raises(er.InputError, match=r"带不回来.*-o 外发 --previous .*输出 --redact"):
        office.run(ROUNDS[1], redact=True)
    er.run(office.ledgers, tmp_path / "外发", as_of=ROUNDS[1], previous=office.out, redact=True)
    assert typed_in(tmp_path / "外发" / "汇总表.xlsx", id_, "责任人", "备注") == [None, None]
    office.run(ROUNDS[1])
    assert typed_in(office.out / "汇总表.xlsx", id_, "责任人", "备注") == ["王某", "已电话催"]

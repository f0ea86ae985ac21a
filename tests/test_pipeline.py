"""The main job, from files to outputs: whole, independent of order and processes, and harmless when it fails."""

import json
import zipfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from rule_tables import Row, cases_of, expected, said

import ecoreport as er
from ecoreport import one_file, reading

HEADERS = ("序号", "指标名称", "单位", "2018年", "2019年", "2020年", "自评", "完成情况说明")
OUTPUTS = ["result.json", "技术报告.docx", "核对报告.docx", "汇总表.xlsx"]


def write_ledger(path: Path, department: str, rows: list[tuple]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["舟山市生态文明建设示范市创建指标完成情况表"])
    sheet.append([f"填报单位:{department}"])
    sheet.append(HEADERS)
    for row in rows:
        sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


@pytest.fixture
def ledgers(tmp_path: Path) -> Path:
    return write_ledgers(tmp_path)


def write_ledgers(place: Path) -> Path:
    folder = place / "各部门台账"
    write_ledger(
        folder / "市城管局.xlsx",
        "市城管局",
        [
            (43, "城镇污水处理率", "%", 94.1, 95.2, 96.5, "达标", ""),
            (46, "城镇人均公园绿地面积", "平方米/人", 14.8, 15.0, 15.3, "达标", ""),
        ],
    )
    write_ledger(
        folder / "市治水治污办.xlsx", "市治水治污办", [(15, "水环境质量达到或优于III类水质比例", "%", 80.0, 85.0, 90.0, "达标", "")]
    )
    return folder


@dataclass(frozen=True)
class Done:
    """One run over the ledgers, and what the ledgers were before it."""

    folder: Path
    before: dict[str, tuple[bytes, int]]
    report: er.Report
    out: Path


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    home = tmp_path_factory.mktemp("一轮")
    folder = write_ledgers(home)
    before = state_of(folder)
    return Done(folder, before, er.run(folder, home / "输出"), home / "输出")


def state_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def result_of(out: Path) -> dict:
    return json.loads((out / "result.json").read_text("utf-8"))


def test_the_main_job_writes_three_whole_outputs(done: Done) -> None:
    assert sorted(path.name for path in done.out.iterdir() if path.name != ".ecoreport") == OUTPUTS
    result = result_of(done.out)
    item = next(item for item in result["items"] if item["id"] == "15.1")
    assert item["value"] == "90"
    assert (item["status"], item["gap"], item["previous"]) == ("met", "5", {"2018": "80", "2019": "85"})
    assert item["source"] == {"file": "市治水治污办.xlsx", "sheet": "Sheet", "cell": "F4"}
    assert (len(result["indicators"]), len(result["items"]), len(result["tasks"])) == (54, 68, 45)
    assert (done.report.period, done.report.as_of) == (2020, date(2020, 12, 31))


def test_every_counted_cell_is_used_furniture_or_listed(done: Done) -> None:
    result = result_of(done.out)
    for submission in result["submissions"]:
        cells = submission["cells"]
        assert cells["counted"] == cells["used"] + cells["furniture"] + cells["unused"] > 0
        assert cells["unused"] == sum(cell["file"] == submission["file"] for cell in result["unused_cells"])


def outputs_of(inputs, out: Path, **options) -> list[bytes]:
    er.run(inputs, out, **options)
    return [(out / name).read_bytes() for name in OUTPUTS]


def test_order_and_processes_change_no_byte(done: Done) -> None:
    files = sorted(done.folder.iterdir())
    plain = [(done.out / name).read_bytes() for name in OUTPUTS]
    with ProcessPoolExecutor(2) as pool:
        assert outputs_of(files[::-1], done.out.parent / "又一轮", executor=pool) == plain


def test_batches_add_up_to_the_same_result(ledgers: Path) -> None:
    system = er.load_system()
    whole = er.read_ledgers(ledgers, system)
    files = sorted(ledgers.iterdir())
    parts = er.read_ledgers(files[0], system) + er.read_ledgers(files[1], system)
    assert er.check(whole, system) == er.check(parts, system)


def test_a_bad_file_among_good_ones_changes_nothing_else(done: Done, ledgers: Path, tmp_path: Path) -> None:
    good = result_of(done.out)
    whole = (ledgers / "市城管局.xlsx").read_bytes()
    (ledgers / "坏的.xlsx").write_bytes(whole[: len(whole) // 2])
    er.run(ledgers, tmp_path / "坏")
    bad = result_of(tmp_path / "坏")
    assert bad["items"] == good["items"]
    assert [entry["outcome"] for entry in bad["submissions"] if entry["file"] == "坏的.xlsx"] == ["failed"]
    assert len([finding for finding in bad["findings"] if finding["file"] == "坏的.xlsx"]) == 1


def test_an_unexpected_fault_in_one_file_stops_at_the_wall(ledgers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    understand = one_file.recognition.recognise

    def fail(ledger, *rest):
        if ledger.file == "市城管局.xlsx":
            raise ZeroDivisionError
        return understand(ledger, *rest)

    monkeypatch.setattr(one_file.recognition, "recognise", fail)
    batch = er.read_ledgers(ledgers, er.load_system())
    assert {entry.file: entry.outcome for entry in batch.submissions} == {"市城管局.xlsx": "failed", "市治水治污办.xlsx": "read"}
    assert [finding.code for finding in batch.findings if finding.file is None or finding.file == "市城管局.xlsx"] == ["R999"]


def test_inputs_are_never_modified(done: Done) -> None:
    assert state_of(done.folder) == done.before


UNREADABLE = [
    ("空文件夹", lambda _: None, "没有找到任何台账文件"),
    ("只有图片", lambda folder: (folder / "照片.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64), "没有一份文件可以读取"),
    ("截断的台账", lambda folder: (folder / "台账.xlsx").write_bytes(b"PK\x03\x04" + b"0" * 40), "没有一份文件可以读取"),
]


@pytest.mark.parametrize(("name", "fill", "sentence"), UNREADABLE, ids=[case[0] for case in UNREADABLE])
def test_nothing_readable_leaves_the_output_folder_as_it_was(tmp_path: Path, name: str, fill, sentence: str) -> None:
    folder, out = tmp_path / name, tmp_path / "输出"
    folder.mkdir()
    out.mkdir()
    (out / "汇总表.xlsx").write_bytes(b"last round")
    fill(folder)
    with pytest.raises(er.InputError, match=sentence):
        er.run(folder, out)
    assert [(path.name, path.read_bytes()) for path in out.iterdir()] == [("汇总表.xlsx", b"last round")]


def test_a_missing_folder_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(er.InputError, match="没有这个文件夹"):
        er.run(tmp_path / "没有这个文件夹", tmp_path / "输出")


def test_the_as_of_day_is_the_last_of_the_period_unless_told(ledgers: Path) -> None:
    assert er.open_office(as_of=date(2020, 6, 30)).examine(ledgers).as_of == date(2020, 6, 30)
    assert er.open_office(period=2019).examine(ledgers).as_of == date(2019, 12, 31)


def test_years_and_days_are_taken_as_text_too(ledgers: Path, tmp_path: Path) -> None:
    system = er.load_system()
    batch = er.read_ledgers(ledgers, system, period="2020")
    assert batch == er.read_ledgers(ledgers, system, period=2020)
    assert er.check(batch, system, as_of="2020-06-30") == er.check(batch, system, as_of=date(2020, 6, 30))
    assert er.consolidate(batch, (), system, as_of="2020年6月30日").as_of == date(2020, 6, 30)
    report = er.open_office(period="2021", as_of="2021-06-30").examine(ledgers)
    assert (report.period, report.as_of) == (2021, date(2021, 6, 30))
    small = replace(system, indicators=system.indicators[:1], key_tasks=(), main_tasks=())
    issued = er.issue_ledgers(small, tmp_path / "下发", period="2021")
    assert issued
    assert all("2021" in path.name for path in issued)


NO_TIME = [
    lambda told: er.read_ledgers(told["folder"], told["system"], period="去年"),
    lambda told: er.read_one(reading.Input("台账.xlsx", data=b""), told["system"], period="去年"),
    lambda told: er.run(told["folder"], told["out"], period="去年"),
    lambda told: er.issue_ledgers(told["system"], told["out"], period="去年"),
    lambda told: er.check(er.Batch(), told["system"], as_of="去年"),
    lambda told: er.consolidate(er.Batch(), (), told["system"], as_of="去年"),
    lambda told: er.run(told["folder"], told["out"], as_of="去年"),
]


@pytest.mark.parametrize("call", NO_TIME)
def test_what_is_no_year_or_day_is_refused_with_a_sentence(call, ledgers: Path, tmp_path: Path) -> None:
    with pytest.raises(er.InputError, match="“去年”不对，请写成"):
        call({"folder": ledgers, "out": tmp_path / "输出", "system": er.load_system()})
    assert not (tmp_path / "输出").exists()


def test_an_open_file_is_read_like_a_path(ledgers: Path) -> None:
    with (ledgers / "市城管局.xlsx").open("rb") as stream:
        batch = er.read_ledgers(stream, er.load_system())
    assert {entry.subject for entry in batch.entries} == {"43", "46"}


def test_own_rules_stand_beside_ours(ledgers: Path, tmp_path: Path) -> None:
    rules = tmp_path / "我的规则.py"
    rules.write_text(
        """from ecoreport import Breach, rule

@rule("X001", "verify", "合理性", "绿地面积偏大", "{item}偏大", "请核对")
def too_green(review):
    '''本市历年不超过15。'''
    for item, assessment in review.assessments.items():
        if item == "46" and assessment.value and assessment.value > 15:
            yield Breach(assessment.source, assessment.chosen.department, item, words={"item": item})

RULES = (too_green,)
""",
        "utf-8",
    )
    report = er.open_office(rules=rules).examine(ledgers)
    assert [finding.item for finding in report.findings if finding.code == "X001"] == ["46"]


def test_a_rules_file_without_rules_is_refused(tmp_path: Path) -> None:
    (tmp_path / "空.py").write_text("", "utf-8")
    with pytest.raises(er.InputError, match="RULES"):
        er.open_office(rules=[tmp_path / "空.py"])


def test_outputs_are_whole_packages(done: Done) -> None:
    for name in ("汇总表.xlsx", "技术报告.docx"):
        assert zipfile.ZipFile(done.out / name).testzip() is None


@pytest.mark.parametrize(("code", "rows"), cases_of([one_file.UNEXPECTED.code]))
def test_an_unforeseen_fault_stops_one_file_only(code: str, rows: list[Row], ledgers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = (ledgers / "市城管局.xlsx").read_bytes()
    recognise = one_file.recognition.recognise

    def stumble(ledger: er.model.Ledger, *rest: object) -> object:
        if ledger.file in [row["name"] for row in rows if row["made"] == "意外"]:
            raise RuntimeError(ledger.file)
        return recognise(ledger, *rest)

    monkeypatch.setattr(one_file.recognition, "recognise", stumble)
    for row in rows:
        batch = er.read_one(reading.Input(row["name"], data=good), er.load_system())
        assert said([finding for finding in batch.findings if finding.code == code], lambda finding: finding.code) == expected([row])
        assert (batch.submissions[0].outcome == "failed") == bool(row["expect"])

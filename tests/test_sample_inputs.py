"""The made-up year 2020: the run finds every fault that sample_inputs/README.md lists, where it lists it, and no other."""

import json
import re
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import ecoreport as er
from ecoreport.explain.readback import read_result
from ecoreport.explain.telling import tell_why
from ecoreport.explain.what_if import what_if
from ecoreport.model.account import why_of

SAMPLES = Path(__file__).parent.parent / "sample_inputs"
SEVERITIES = {"错误": "error", "需核实": "verify", "提示": "notice"}
PASSWORD = "123456"

Place = tuple[str, str, str, str, str, str]  # code, severity, subject, file, sheet, cell


def rows_of(heading: str) -> list[dict[str, str]]:
    """Read the table below a heading of the README."""
    section = (SAMPLES / "README.md").read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in section.splitlines() if line.startswith("| ")]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def listed(*headings: str) -> list[Place]:
    return sorted(
        (row["规则"], SEVERITIES[row["程度"]], *(row[name].replace("—", "") for name in ("对象", "文件", "工作表", "单元格")))
        for heading in headings
        for row in rows_of(heading)
    )


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[er.Report, Path]:
    out = tmp_path_factory.mktemp("输出")
    return er.run(SAMPLES, out), out


@pytest.fixture(scope="module")
def result(finished: tuple[er.Report, Path]) -> dict:
    return json.loads((finished[1] / "result.json").read_text(encoding="utf-8"))


def found(result: dict) -> list[Place]:
    """List what was found in the ledgers; what the plan says against itself (S…) has its own test."""
    return sorted(
        (
            finding["code"],
            finding["severity"],
            finding["item"] or (f"T{finding['task']}" if finding["task"] is not None else ""),
            finding["file"] or "",
            finding["sheet"] or "",
            finding["cell"] or "",
        )
        for finding in result["findings"]
        if not finding["code"].startswith("S")
    )


def test_every_planted_fault_is_found_and_none_that_is_not_there(result: dict) -> None:
    assert found(result) == listed("埋设的问题", "随之而来的")


def test_at_least_fifteen_kinds_of_faults_are_planted() -> None:
    assert len({row["规则"] for row in rows_of("埋设的问题")}) >= 15


def test_twenty_leads_and_at_least_six_others_report(result: dict) -> None:
    system = er.load_system()
    leads = {part.lead_department for part in (*system.items, *system.key_tasks)}
    reporters = {submission["department"] for submission in result["submissions"] if submission["department"]}
    assert len(leads) == 20
    assert leads <= reporters
    assert len(reporters - leads) >= 6


def test_ledgers_come_in_every_container_and_in_own_layouts() -> None:
    names = [path.name for path in SAMPLES.iterdir()]
    assert {name.rpartition(".")[2] for name in names} == {"md", "xlsx", "xls", "ods", "csv", "zip"}
    assert sum("生态文明建设示范市创建台账" in name for name in names) >= 12
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 1_500_000


def test_every_counted_cell_is_used_furniture_or_listed(result: dict) -> None:
    for submission in result["submissions"]:
        cells = submission["cells"]
        assert cells["counted"] == cells["used"] + cells["furniture"] + cells["unused"], submission["file"]
    assert [cell["cell"] for cell in result["unused_cells"]] == re.findall(
        r"工作表 ([A-Z]+\d+) 单元格", (SAMPLES / "README.md").read_text("utf-8")
    )


def count_stored(path: Path) -> int:
    """Count the cells that store a text other than blanks, a number, an error or a formula, from the raw XML."""
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as package:
        texts = []
        if "xl/sharedStrings.xml" in package.namelist():
            shared = ET.fromstring(package.read("xl/sharedStrings.xml"))
            texts = ["".join(part.text or "" for part in entry.iter(f"{main}t")) for entry in shared.findall(f"{main}si")]
        count = 0
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                for cell in ET.fromstring(package.read(name)).iter(f"{main}c"):
                    value = cell.findtext(f"{main}v")
                    text = texts[int(value)] if cell.get("t") == "s" and value else value or "".join(cell.itertext())
                    count += bool(text.strip()) or cell.find(f"{main}f") is not None
    return count


def test_the_count_of_every_workbook_is_that_of_its_raw_xml(result: dict) -> None:
    counted = {submission["file"]: submission["cells"]["counted"] for submission in result["submissions"]}
    workbooks = [path for path in SAMPLES.glob("*.xlsx") if zipfile.is_zipfile(path)]
    assert len(workbooks) >= 20
    assert {path.name: counted[path.name] for path in workbooks} == {path.name: count_stored(path) for path in workbooks}


@pytest.mark.parametrize(
    ("item", "value", "status", "previous"),
    [
        ("14.1", "97.8", "met", {"2018": "95.6", "2019": "96.7"}),
        ("14.2", "17", "met", {"2018": "21", "2019": "20"}),
        ("15.1", "90.0", "met", {"2018": "80.0", "2019": "85.0"}),
    ],
)
def test_known_values_arrive(result: dict, item: str, value: str, status: str, previous: dict[str, str]) -> None:
    row = next(row for row in result["items"] if row["id"] == item)
    assert (row["value"], row["status"], row["previous"]) == (value, status, previous)


def test_the_gap_of_the_contracts_example(result: dict) -> None:
    assert next(row["gap"] for row in result["items"] if row["id"] == "15.1") == "5.0"


def test_most_items_are_met_a_few_are_not_and_several_are_undecided(result: dict) -> None:
    statuses = [row["status"] for row in result["items"]]
    assert statuses.count("met") >= 45
    assert statuses.count("not_met") >= 2
    assert statuses.count("undecided") >= 5
    assert statuses.count("not_reported") >= 1


def test_with_its_password_the_locked_ledger_is_read() -> None:
    batch = er.read_ledgers(next(SAMPLES.glob("*密码*.xlsx")), er.load_system(), passwords=(PASSWORD,))
    assert [submission.outcome for submission in batch.submissions] == ["read"]
    assert {entry.subject for entry in batch.entries} == {"27"}


def test_why_answers_for_every_item_goal_and_task_and_names_what_result_json_holds(finished: tuple[er.Report, Path]) -> None:
    report, out = finished
    read = read_result(out)
    rows = {row["id"]: row for row in (*read["items"], *read["goals"])} | {f"T{row['no']}": row for row in read["tasks"]}
    assert len(rows) == 68 + len(report.system.text_goals) + 45
    for id_, row in rows.items():
        record = report.why(id_)
        assert record == why_of(read, id_)
        assert {key: record[key] for key in row} == row
        told = list(tell_why(record))
        assert "结论" in [line.label for line in told]
        assert all("None" not in line.text for line in told)


def test_why_tells_an_indicator_by_all_of_its_items(finished: tuple[er.Report, Path]) -> None:
    report, out = finished
    for indicator in report.indicators:
        record = report.why(str(indicator.no))
        assert record == why_of(read_result(out), str(indicator.no))
        assert record["status"] == indicator.status


def test_to_suppose_what_was_reported_turns_nothing_that_one_reading_decides(finished: tuple[er.Report, Path]) -> None:
    report, out = finished
    read, office = read_result(out), er.open_office()
    plain = [item for item in report.items if len(item.assessment.readings) == 1 and item.status in ("met", "not_met")]
    given = [f"{item.item.id}={item.assessment.value or item.assessment.text}" for item in plain if item.assessment.value != 0]
    told = what_if(read, office, given)
    assert len(given) > 40
    assert {change["id"]: change["after"]["status"] for change in told["supposed"]} == {
        change["id"]: change["before"]["status"] for change in told["supposed"]
    }
    before, after = told["counts"]["before"], told["counts"]["after"]
    assert {key: counts["met"] for key, counts in before.items() if key != "tasks"} == {
        key: counts["met"] for key, counts in after.items() if key != "tasks"
    }


@pytest.mark.office
def test_the_whole_workbook_prints_on_forty_pages_at_most(finished: tuple[er.Report, Path], tmp_path: Path) -> None:
    """As an office prints it: the entire workbook, in one go."""
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(finished[1] / "汇总表.xlsx")]
    subprocess.run(command, check=True, capture_output=True)
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "汇总表.pdf").read_bytes())
    assert 20 < len(pages) <= 40


def test_every_evidence_that_a_ledger_names_is_in_the_catalogue_and_no_item_lacks_it(finished: tuple[er.Report, Path]) -> None:
    report, _ = finished
    sources = {each.note.source for piece in report.evidence for each in piece.cited}
    sources |= {note.source for piece in report.evidence for note in piece.evidence.cells}
    named = {
        row.source for row in report.contents if row.kind in ("evidence", "evidence_list") and row.fate in ("adopted", "kept", "outranked")
    }
    assert len(named) > 700
    assert named <= sources
    assert [item.item.id for item in report.items if not item.evidence] == ["21.2", "43"]  # not reported, and without a column for it
    orders = [piece.archive_number for piece in report.evidence]
    assert (len(orders), len(set(orders))) == (112, 112)
    assert orders[:5] == ["1-01", "2-01", "2-02", "3-01", "4-01"]

"""The report answers a script: one result by its name, who owes what, and rows for a table of data."""

import json
import pickle
from decimal import Decimal

import pytest
from scenes import report_of
from test_pipeline import write_ledger

import ecoreport as er
from ecoreport.model import Subject
from ecoreport.rendering.result import render_result

ANSWERS = {
    "市治水治污办": [(15, "水环境质量达到或优于III类水质比例", "%", 80.0, 85.0, 90.0, "达标", "")],
    "市城管局": [
        (43, "城镇污水处理率", "%", 94.1, 95.2, 96.5, "达标", ""),
        (46, "城镇人均公园绿地面积", "平方米/人", 14.8, 15.0, 12, "", ""),
    ],
    "舟山人行": [(12, "绿色贷款", "亿元", 80, 90, 100, "", "")],
    "市水务集团": [(43, "城镇污水处理率", "%", "", "", 95.9, "", "")],
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> er.Report:
    """Four departments have sent a ledger, one a broken file, the others nothing."""
    folder = tmp_path_factory.mktemp("各部门台账")
    for department, rows in ANSWERS.items():
        write_ledger(folder / f"{department}.xlsx", department, rows)
    (folder / "市财政局.xlsx").write_bytes(b"PK\x03\x04" + b"0" * 40)
    system = er.load_system()
    batch = er.read_ledgers(folder, system)
    return er.consolidate(batch, er.check(batch, system), system)


def test_one_result_is_found_by_the_plans_name_for_it(report: er.Report) -> None:
    assert report.item("15.1").assessment.value == Decimal(90)
    assert report.item("43").reporter == "市城管局"
    assert report.task(7).task.no == 7
    assert report.department("市城管局").reported_items == ("43", "46")


def test_a_department_is_found_by_an_alias_of_the_directory(report: er.Report) -> None:
    aliases = [(alias, one.name) for one in report.system.departments for alias in one.aliases]
    having_duties = {result.name for result in report.departments}
    assert ("舟山市水利局", "市水利局") in aliases
    for alias, name in aliases:
        if name in having_duties:
            assert report.department(alias).name == name


UNKNOWN = [
    (lambda report: report.item("15"), "没有编号为“15”的分项，相近的有：15.1、15.2。"),
    (lambda report: report.item("15.3"), "没有编号为“15.3”的分项，相近的有：15.2、15.1。"),
    (lambda report: report.item("六"), "没有编号为“六”的分项。"),
    (lambda report: report.item(""), "没有编号为“”的分项。"),
    (lambda report: report.task(6), "没有序号为“6”的重点任务，相近的有：5、7。"),
    (lambda report: report.task(460), "没有序号为“460”的重点任务，相近的有：46、45。"),
    (lambda report: report.department("市水力局"), "没有名称为“市水力局”的有任务的单位，相近的有：市水利局"),
    (lambda report: report.department("千岛湖管委会"), "没有名称为“千岛湖管委会”的有任务的单位"),
    (lambda report: report.rows("goals"), "没有“goals”这一种明细，可用的有：items、findings、tasks、departments、evidence、regions。"),
]


@pytest.mark.parametrize(("ask", "sentence"), UNKNOWN)
def test_an_unknown_name_is_refused_with_those_near_it(report: er.Report, ask, sentence: str) -> None:
    with pytest.raises(er.InputError) as refused:
        ask(report)
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith("。")


def test_five_names_at_most_are_offered(report: er.Report) -> None:
    with pytest.raises(er.InputError) as refused:
        report.department("市")
    assert len(str(refused.value).split("：")[1].split("、")) == 5


def test_who_owes_is_told_apart_by_what_has_come(report: er.Report) -> None:
    owing = {each.department: each for each in report.owing()}
    assert (owing["市财政局"].state, owing["市财政局"].items, owing["市财政局"].tasks) == ("unread", ("51",), (43,))
    assert (owing["市审计局"].state, owing["市审计局"].items, owing["市审计局"].tasks) == ("not_submitted", ("5",), (2,))
    assert (owing["市城管局"].state, owing["市城管局"].items, owing["市城管局"].tasks) == ("partial", ("45", "49.1", "49.2"), (40,))
    assert (owing["市民政局"].state, owing["市民政局"].items, owing["市民政局"].tasks) == ("not_submitted", (), ())
    assert "舟山人行" not in owing  # all that it leads is answered
    assert "市水务集团" not in owing  # it leads nothing, and its ledger has come
    assert list(owing) == [result.name for result in report.departments if result.name in owing]


@pytest.mark.parametrize("kind", ["items", "findings", "tasks"])
def test_rows_are_what_the_result_file_lists(report: er.Report, kind) -> None:
    rows = report.rows(kind)
    assert rows == json.loads(render_result(report, {}))[kind]
    assert len(rows) > 1


def test_a_row_of_a_department_tells_what_it_sent_and_what_is_wrong(report: er.Report) -> None:
    rows = {row["department"]: row for row in report.rows("departments")}
    assert len(rows) == len(report.departments)
    row = rows["市城管局"]
    counts = [sum(f.severity == severity for f in report.department("市城管局").findings) for severity in ("error", "verify", "notice")]
    assert [row["errors"], row["verify"], row["notices"]] == counts
    assert len(set(counts)) == 3
    assert (row["submitted"], row["owes"], row["files"], row["late"], row["submitted_on"]) == (
        True,
        "partial",
        ["市城管局.xlsx"],
        None,
        None,
    )
    assert (row["lead_items"], row["reported_items"], row["lead_tasks"]) == (["43", "45", "46", "49.1", "49.2"], ["43", "46"], [40])
    assert (row["supporting_items"], row["supporting_tasks"], row["reported_tasks"]) == (["11", "14.1", "14.2"], [5, 12], [])
    assert rows["舟山人行"]["owes"] is None


def test_a_row_of_evidence_says_where_it_is_listed_and_what_was_found_of_it() -> None:
    listed = {"kind": "evidence", "department": "市城管局", "subject": "43、45", "number": "1", "title": "运行报表"}
    told = {"document_number": "舟城〔2021〕1号", "dated": "2021-01-02", "file_name": "报表.pdf"}
    rows = report_of([{**listed, **told}, {"kind": "evidence_file", "file_name": "城管/报表.pdf", "size": "10"}]).rows("evidence")
    assert rows == [
        {
            "no": "43-01",
            "title": "运行报表",
            "document_number": "舟城〔2021〕1号",
            "date": "2021-01-02",
            "pages": None,
            "items": ["43", "45"],
            "claim": "43、45",
            "file": "城管/报表.pdf",
            "sha256": "城管/报表.pdf",
            "found": True,
            "parts": [],
            "candidates": [],
            "source": {"file": "市城管局.xlsx", "sheet": "佐证材料清单", "cell": "B3"},
            "department": "市城管局",
            "number": "1",
            "form": "list",
            "cited": [],
        }
    ]
    assert [(row["file"], row["found"]) for row in report_of([listed]).rows("evidence")] == [(None, None)]


def test_the_report_still_travels_between_processes(report: er.Report) -> None:
    assert pickle.loads(pickle.dumps(report)) == report


@pytest.mark.parametrize(
    ("subject", "kind", "item", "task"),
    [
        ("15.1", "item", "15.1", None),
        ("43", "item", "43", None),
        ("M4.1", "goal", "M4.1", None),
        ("T7", "task", None, 7),
        ("T45", "task", None, 45),
    ],
)
def test_a_subject_tells_what_it_is(subject: str, kind: str, item: str | None, task: int | None) -> None:
    told = Subject(subject)
    assert (told, told.kind, told.item, told.task) == (subject, kind, item, task)


def test_a_key_task_is_a_subject_by_its_number() -> None:
    assert Subject.of_task(7) == "T7" == next(task.id for task in er.load_system().key_tasks if task.no == 7)
    assert pickle.loads(pickle.dumps(Subject("T7"))).task == 7

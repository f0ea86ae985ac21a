"""What each department owes, what it sent and when, what it answered itself, and what is still wrong with it."""

from dataclasses import replace
from datetime import date

import pytest
from answers import answers
from scenes import Row, report_of, review_of

from ecoreport.consolidation import consolidate
from ecoreport.model import DepartmentResult, Finding, Subject


def of(department: str, rows: list[Row], findings: tuple[Finding, ...] = ()) -> DepartmentResult:
    (result,) = [each for each in consolidate(review_of(rows), findings).departments if each.name == department]
    return result


DUTIES = [  # department; items it leads and supports, key tasks it leads and supports: as the two annexes print them
    ("市城管局", "43 45 46 49.1 49.2", "11 14.1 14.2", "40", "5 12"),
    ("市住建局", "44 47", "14.1 14.2 43 45", "36 37 38 39 41", ""),
    ("市水务集团", "", "34.1 34.2 43", "", ""),
    ("市府办", "", "2", "", ""),
    ("舟山人行", "12", "", "", ""),
    ("市审计局", "5", "", "2", ""),
    ("市综合考评办", "3", "", "1", ""),
    ("市海洋与渔业局", "", "13 29", "13", "15"),
    ("市经信局", "", "22 38", "8 31", ""),
    ("市教育局", "", "", "", "45"),
    ("市民政局", "", "", "", "46"),
    ("市妇联", "", "54", "", "46"),
]


@pytest.mark.parametrize(("department", "leads", "supports", "lead_tasks", "supports_tasks"), DUTIES)
def test_a_department_owes_what_the_annexes_name_it_for(
    department: str, leads: str, supports: str, lead_tasks: str, supports_tasks: str
) -> None:
    result = of(department, [])
    assert (" ".join(result.lead_items), " ".join(result.supporting_items)) == (leads, supports)
    assert (" ".join(map(str, result.lead_tasks)), " ".join(map(str, result.supporting_tasks))) == (lead_tasks, supports_tasks)
    assert (result.duties, result.reported) == (len(leads.split()) + len(lead_tasks.split()), 0)


def test_departments_stand_in_the_directorys_order_and_only_those_that_owe_anything() -> None:
    names = [result.name for result in report_of([]).departments]
    assert names[:4] == ["市生态环境局", "市委办", "市府办", "市综合考评办"]
    assert names[-4:] == ["市妇联", "市教育局", "市民政局", "石化基地管委会"]  # the last is named for a main task only
    assert len(names) == 34


REPORTED = [  # what is answered; of 市城管局's items and tasks, those that it answered itself
    ({"43": "市城管局 96.5", "46": "市城管局 正在统计", "49.1": "市城管局 已实施"}, "43 46 49.1", ""),
    ({"43": "市城管局 — | 市住建局 95.9", "45": "市城管局 —"}, "", ""),
    ({"43": "市城管局 96.5 | 市住建局 95.9"}, "43", ""),
    ({"43": "市城管局 96.5 file=1.xlsx | 市城管局 95.9 file=2.xlsx"}, "43", ""),
    ({"11": "市城管局 全面实施"}, "", ""),
    ({"T40": "市城管局 _ status=推进中", "T12": "市城管局 _ status=推进中"}, "", "40"),
    ({"T40": "市农业农村局 _ status=推进中"}, "", ""),
    ({"T40": "市城管局 _ progress=— | 市农业农村局 _ status=推进中"}, "", ""),
    ({"43": "市住建局 95.9", "45": "? 96 file=来信.xlsx"}, "", ""),
]


@pytest.mark.parametrize(("told", "items", "tasks"), REPORTED)
def test_a_duty_is_met_by_the_department_that_owes_it(told: dict[str, str], items: str, tasks: str) -> None:
    rows = [row for subject, line in told.items() for row in answers(line, subject)]
    result = of("市城管局", rows)
    assert (" ".join(result.reported_items), " ".join(map(str, result.reported_tasks))) == (items, tasks)
    assert (result.duties, result.reported) == (6, len(items.split()) + len(tasks.split()))


def file(name: str, day: str = "", **more: str) -> list[Row]:
    """Let one file of 市城管局 come in, with an answer that no other file gives, and the day on its cover."""
    signed = {"kind": "signature", "department": "市城管局", "file": name, "role": "filled_on", "text": day}
    return [{"department": "市城管局", "file": name, "subject": "43", "actual": "96.5", **more}, *([signed] if day else [])]


def deadline(day: str) -> Row:
    return {"kind": "setting", "role": "ledger_deadline", "text": day}


DRAFTS = [*file("终稿.xlsx", "2021-01-10"), *file("初稿.xlsx", "2021-01-05", actual="96.4"), *file("别的.xlsx", "2021-01-07", subject="46")]
BROKEN = {"kind": "file", "file": "市城管局.xlsx", "outcome": "failed"}
SENT = [  # what came; the files of 市城管局, whether it submitted, on which day, whether late
    ("nothing", [], "", False, None, None),
    ("a file without a day", file("一.xlsx"), "一.xlsx read", True, None, None),
    ("a file with a day, no deadline", file("一.xlsx", "2021-01-05"), "一.xlsx read", True, date(2021, 1, 5), None),
    ("a file without a day, a deadline", [deadline("2021-01-05"), *file("一.xlsx")], "一.xlsx read", True, None, None),
    ("on the last day", [deadline("2021-01-05"), *file("一.xlsx", "2021-01-05")], "一.xlsx read", True, date(2021, 1, 5), False),
    ("a day before", [deadline("2021-01-05"), *file("一.xlsx", "2021-01-04")], "一.xlsx read", True, date(2021, 1, 4), False),
    ("a day after", [deadline("2021-01-05"), *file("一.xlsx", "2021-01-06")], "一.xlsx read", True, date(2021, 1, 6), True),
    ("a day that nobody can read", [deadline("2021-01-05"), *file("一.xlsx", "年后")], "一.xlsx read", True, None, None),
    ("two files", [*file("1.xlsx", "2021-01-08"), *file("2.xlsx", "2021-01-05", subject="46")], "1.xlsx read, 2.xlsx read", True, date(2021, 1, 8), None),
    ("a replaced draft", DRAFTS, "终稿.xlsx read, 初稿.xlsx superseded, 别的.xlsx read", True, date(2021, 1, 10), None),
    ("a file that cannot be read", [BROKEN], "市城管局.xlsx failed", False, None, None),
    ("one that can and one that cannot", [BROKEN, *file("1.xlsx")], "市城管局.xlsx failed, 1.xlsx read", True, None, None),
    ("another department's", answers("市住建局 95.9", "43"), "", False, None, None),
]  # fmt: skip


OWES = [  # what came; what 市城管局 owes
    ([], "not_submitted"),
    ([BROKEN], "unread"),
    ([BROKEN, *file("1.xlsx")], "partial"),
    ([{"kind": "file", "file": "市城管局/~$台账.xlsx", "outcome": "skipped"}], "not_submitted"),
]


@pytest.mark.parametrize(("rows", "state"), OWES)
def test_a_file_that_could_not_be_read_is_a_state_of_its_own(rows: list[Row], state: str) -> None:
    report = report_of(rows)
    (owing,) = [each for each in report.owing() if each.department == "市城管局"]
    asked_for = {finding.code for finding in report.department("市城管局").findings} & {"C101", "C103", "T101"}
    assert owing.state == state
    assert asked_for == {"not_submitted": {"C101"}, "unread": set(), "partial": {"C103", "T101"}}[state]


@pytest.mark.parametrize(("rows", "files", "submitted", "day", "late"), [pytest.param(*case, id=name) for name, *case in SENT])
def test_a_department_is_measured_by_what_it_sent_and_when(
    rows: list[Row], files: str, submitted: bool, day: date | None, late: bool | None
) -> None:
    result = of("市城管局", rows)
    assert ", ".join(f"{each.file} {each.outcome}" for each in result.files) == files
    assert (result.submitted, result.submitted_on, result.late) == (submitted, day, late)


def test_a_draft_that_was_replaced_says_nothing_of_the_day() -> None:
    rows = [*file("初稿v2.xlsx", "2021-01-20", actual="96.4"), *file("终稿.xlsx")]
    result = of("市城管局", rows)
    assert ([each.outcome for each in result.files], result.submitted_on) == (["superseded", "read"], None)


def test_the_day_is_that_of_the_departments_own_files() -> None:
    neighbour = [row | {"department": "市住建局"} for row in file("市住建局.xlsx", "2021-01-20")]
    assert of("市城管局", [*file("一.xlsx", "2021-01-10"), *neighbour]).submitted_on == date(2021, 1, 10)


def test_a_file_read_in_part_is_a_submission() -> None:
    review = review_of(file("一.xlsx"))
    (submission,) = review.batch.submissions
    partly = replace(review, batch=replace(review.batch, submissions=(replace(submission, outcome="partly"),)))
    (result,) = [each for each in consolidate(partly, ()).departments if each.name == "市城管局"]
    assert result.submitted


def test_a_department_has_the_findings_that_are_its_own() -> None:
    findings = tuple(
        Finding(f"V101-{number}", "V101", "verify", "问题", "请核对", department=department, subject=Subject("43"))
        for number, department in enumerate(["市城管局", "市住建局", None, "市城管局"])
    )
    assert [each.id for each in of("市城管局", [], findings).findings] == ["V101-0", "V101-3"]
    assert [each.id for each in of("市住建局", [], findings).findings] == ["V101-1"]
    assert of("市水务集团", [], findings).findings == ()

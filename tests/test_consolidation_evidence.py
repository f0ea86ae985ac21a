"""Evidence under its archive number, laid beside what it proves, and looked for in the evidence folder."""

import pytest
from answers import answers
from scenes import Row, report_of

from ecoreport.model import Report, Source


def piece(title: str, subject: str = "", **more: str) -> Row:
    return {"kind": "evidence", "department": "市城管局", "title": title, "subject": subject, **more}


def in_folder(name: str, size: str = "10") -> Row:
    return {"kind": "evidence_file", "file_name": name, "size": size}


def numbers(report: Report) -> dict[str, str]:
    return {each.evidence.title: each.archive_number for each in report.evidence}


def test_each_piece_has_a_number_of_the_first_subject_that_it_proves() -> None:
    told = [
        ("运行报表", "43"),
        ("检测报告", "43"),
        ("焚烧记录", "45、43"),
        ("验收单", "T40"),
        ("合影", ""),
        ("断面", "15.1"),
        ("剪报", ""),
        ("台账", "45"),
    ]
    report = report_of([piece(title, subject) for title, subject in told])
    assert [*numbers(report).items()] == [*{
        "断面": "15.1-01", "运行报表": "43-01", "检测报告": "43-02", "焚烧记录": "45-01", "台账": "45-02", "验收单": "T40-01",
        "合影": "其他-01", "剪报": "其他-02",
    }.items()]  # fmt: skip


def test_numbers_run_on_past_nine_and_over_departments() -> None:
    rows = [piece(f"第{number}件", "43", department=["市城管局", "市住建局"][number > 8]) for number in range(1, 13)]
    assert list(numbers(report_of(rows)).values()) == [f"43-{number:02}" for number in range(1, 13)]
    assert numbers(report_of(rows))["第12件"] == "43-12"


def test_a_piece_keeps_all_that_its_line_says() -> None:
    told = {"document_number": "舟城〔2021〕1号", "dated": "2021-01-02", "pages": "7", "file_name": "佐证/报表.pdf", "remark": "已盖章"}
    (result,) = report_of([piece("运行报表", "43", number="1", **told)]).evidence
    evidence = result.evidence
    assert (evidence.number, evidence.title, evidence.subjects, evidence.department) == ("1", "运行报表", ("43",), "市城管局")
    assert {name: getattr(evidence, name) for name in told} == told
    assert evidence.source == Source("市城管局.xlsx", "佐证材料清单", "B3")


def test_a_piece_stands_with_every_item_and_task_that_it_proves() -> None:
    report = report_of([piece("报表", "43"), piece("记录", "45、43"), piece("方案", "T40、43"), piece("合影")])
    items = {each.item.id: [result.evidence.title for result in each.evidence] for each in report.items if each.evidence}
    assert items == {"43": ["报表", "记录", "方案"], "45": ["记录"]}
    assert {each.task.no: [result.archive_number for result in each.evidence] for each in report.tasks if each.evidence} == {40: ["T40-01"]}


def test_a_replaced_piece_is_left_out_before_numbering() -> None:
    rows = [
        *answers("市城管局 96 file=初稿.xlsx | 市城管局 97 file=终稿.xlsx", "43"),
        piece("旧报表", "43", file="初稿.xlsx", number="43-1"),
        piece("照片", "43", file="初稿.xlsx"),
        piece("合影", "43", file="初稿.xlsx"),
        piece("新报表", "43", file="终稿.xlsx", number="43-01"),
        piece("合影", "43", file="终稿.xlsx"),
    ]
    assert numbers(report_of(rows)) == {"新报表": "43-01", "照片": "43-02", "合影": "43-03"}


FOLDER = [*map(in_folder, ("43/运行报表.PDF", "其他.pdf", "甲/附件.pdf", "乙/附件.pdf")), in_folder("空白.pdf", "0")]
FOUND = [  # the file that the list names; whether it is there, and where
    ("运行报表.pdf", True, "43/运行报表.PDF"),
    ("佐证/运行报表.pdf", True, "43/运行报表.PDF"),
    ("43/运行报表.PDF", True, "43/运行报表.PDF"),
    ("其他.pdf", True, "其他.pdf"),
    ("其他", True, "其他.pdf"),
    ("乙/附件", True, "乙/附件.pdf"),
    ("附件.pdf", False, ""),  # which of the two, a person must say
    ("空白.pdf", False, ""),
    ("没有.pdf", False, ""),
    ("报表.pdf", False, ""),
    ("", True, "43/运行报表.PDF"),  # the one file in the folder of its indicator
]


@pytest.mark.parametrize(("name", "found", "path"), FOUND)
def test_a_piece_is_found_by_its_files_name_where_the_file_holds_anything(name: str, found: bool, path: str) -> None:
    (result,) = report_of([piece("设施运行情况", "43", file_name=name), *FOLDER]).evidence
    assert (result.found, result.path) == (found, path)


OTHERWISE = [  # what the list says of a piece besides; the file that it is all the same
    ({"number": "43-2"}, "甲/43-02（盖章版）.pdf"),
    ({"number": "43-02", "file_name": "43-02.pdf"}, "甲/43-02（盖章版）.pdf"),
    ({"file_name": "43-2.doc"}, "甲/43-02（盖章版）.pdf"),
    ({"title": "《运行报表》", "file_name": "没有.pdf"}, "43/运行报表.PDF"),
    ({"document_number": "舟城管[2020]3号"}, "舟城管〔2020〕3号.pdf"),
]


@pytest.mark.parametrize(("told", "path"), OTHERWISE)
def test_a_piece_is_found_by_its_number_its_title_or_its_document_number(told: dict[str, str], path: str) -> None:
    files = map(in_folder, ("43/运行报表.PDF", "甲/43-02（盖章版）.pdf", "舟城管〔2020〕3号.pdf"))
    (result,) = report_of([{**piece("设施运行情况", "43"), **told}, *files]).evidence
    assert (result.found, result.path) == (True, path)


def test_a_number_is_its_departments_own_where_the_folder_says_whose_it_is() -> None:
    mine, theirs = piece("运行报表", "43", number="43-01"), piece("水量报表", "43", number="43-01", department="市水利局")
    found = report_of([mine, theirs, in_folder("市城管局/43-01.pdf")]).evidence
    assert [(each.evidence.department, each.path) for each in found] == [("市城管局", "市城管局/43-01.pdf"), ("市水利局", "")]


def test_where_there_is_no_folder_nothing_is_said_to_be_missing() -> None:
    (result,) = report_of([piece("运行报表", "43", file_name="运行报表.pdf")]).evidence
    assert (result.found, result.path) == (None, "")


def test_in_an_empty_folder_nothing_is_found() -> None:
    (result,) = report_of([piece("运行报表", "43", file_name="运行报表.pdf"), in_folder("")]).evidence
    assert (result.found, result.path) == (False, "")

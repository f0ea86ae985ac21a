"""Who is written to and in which kind of letter: a table of situations, what is open typed by hand."""

from dataclasses import replace

import pytest
from lettered import finding, report_with
from reported import small_report

from ecoreport.model import Report
from ecoreport.model.letters import letters_of

SENT, ABSENT = "市城管局", "市资源规划局"


def kind(report: Report, department: str) -> str | None:
    return {letter.department: letter.kind for letter in letters_of(report)}.get(department)


# what is found about a department that sent, and the letter that it gets
SITUATIONS = [
    ("an error", {}, "退回修改意见单"),
    ("an error from a round before", {"state": "open", "first_round": 1}, "退回修改意见单"),
    ("a relapse", {"state": "reopened"}, "退回修改意见单"),
    ("late for the first time", {"state": "overdue", "overdue_rounds": 1}, "退回修改意见单"),
    ("late for the second time", {"state": "overdue", "overdue_rounds": 2}, "整改通知书"),
    ("late for the fourth time", {"state": "overdue", "overdue_rounds": 4}, "整改通知书"),
    ("a question", {"severity": "verify"}, "退回修改意见单"),
    ("a question late for the second time", {"severity": "verify", "state": "overdue", "overdue_rounds": 2}, "整改通知书"),
    ("a question that its words settle", {"severity": "verify", "state": "explained", "explanation": "因疫情停产"}, None),
    ("a question that its words settle, in the first round", {"severity": "verify", "explanation": "因疫情停产"}, None),
    ("words against what the batch refutes", {"severity": "verify", "explanation": "属实", "refutes": True}, "退回修改意见单"),
    ("waived", {"state": "waived"}, None),
    ("waived, late before", {"state": "waived", "overdue_rounds": 3}, None),
    ("a notice", {"severity": "notice"}, None),
]


@pytest.mark.parametrize(("name", "fields", "expected"), SITUATIONS, ids=[name for name, _, _ in SITUATIONS])
def test_what_is_open_tells_the_letter(name: str, fields: dict, expected: str | None) -> None:
    assert kind(report_with(finding(SENT, **fields)), SENT) == expected


# what is found about a lead department that sent nothing
ABSENCES = [
    ("in the first round", {}, "催报函"),
    ("late for the first time", {"state": "overdue", "overdue_rounds": 1}, "催报函"),
    ("late for the second time", {"state": "overdue", "overdue_rounds": 2}, "督办单"),
    ("waived", {"state": "waived", "overdue_rounds": 2}, None),
]


@pytest.mark.parametrize(("name", "fields", "expected"), ABSENCES, ids=[name for name, _, _ in ABSENCES])
def test_what_did_not_come_is_asked_for(name: str, fields: dict, expected: str | None) -> None:
    assert kind(report_with(**fields), ABSENT) == expected


def test_a_lead_department_without_a_file_is_reminded_also_where_no_rule_said_so() -> None:
    assert kind(replace(report_with(), findings=()), ABSENT) == "催报函"


def test_a_late_correction_does_not_make_a_missing_ledger_a_matter_of_supervision() -> None:
    assert kind(report_with(finding(ABSENT, overdue_rounds=2)), ABSENT) == "催报函"


def test_what_came_and_could_not_be_read_is_sent_back_not_reminded_of() -> None:
    assert kind(report_with(failed=ABSENT), ABSENT) == "退回修改意见单"
    assert kind(report_with(finding(ABSENT, code="R201", overdue_rounds=2), failed=ABSENT), ABSENT) == "整改通知书"


def test_who_only_supports_and_sent_nothing_is_left_in_peace_until_something_is_asked() -> None:
    supporters = [each.name for each in small_report().departments if not each.duties and not each.submitted]
    assert supporters
    assert kind(report_with(), supporters[0]) is None
    assert kind(report_with(finding(supporters[0])), supporters[0]) == "退回修改意见单"


def test_who_has_no_duty_in_the_plan_gets_a_letter_too_and_the_office_writes_none_to_itself() -> None:
    report = report_with(finding("市气象局", id="V101-2"), finding(None, id="V101-3"), absent=False)
    assert [(letter.department, letter.kind, letter.result) for letter in letters_of(report)] == [("市气象局", "退回修改意见单", None)]


def test_each_department_gets_one_letter_in_the_order_of_the_plan() -> None:
    report = report_with(finding(SENT), finding(SENT, id="V101-2"), finding(ABSENT, id="V101-3"))
    names = [letter.department for letter in letters_of(report)]
    assert len(names) == len(set(names))
    assert names == [ABSENT, SENT]
    assert [len(letter.findings) for letter in letters_of(report) if letter.department == SENT] == [2]


def test_a_question_about_several_items_stands_in_it_once() -> None:
    same = [finding(SENT, id=f"H202-{number}", severity="verify", group="表一") for number in range(3)]
    assert [len(letter.findings) for letter in letters_of(report_with(*same, absent=False))] == [1]


def test_no_name_of_a_department_leads_out_of_the_folder() -> None:
    (letter,) = letters_of(report_with(finding("../市局:甲"), absent=False))
    assert letter.file == "..／市局：甲-退回修改意见单.docx"

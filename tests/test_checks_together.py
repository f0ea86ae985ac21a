"""How findings stand together: in which order, under which ids, gathered, silenced, sent to a department, settled by its own words.

The rules here are small ones of an office's own, which say where they are asked to; the ledgers are read by the real stages.
"""

from collections.abc import Iterable

import pytest
from scenes import findings_of, review_of

from ecoreport.checks import RULES, check
from ecoreport.model import Finding, Severity, Source
from ecoreport.rules import Breach, Rule

EMPTY = review_of([])


def says(code: str, *breaches: Breach, severity: Severity = "verify", silences: tuple[str, ...] = ()) -> Rule:
    return Rule(code, severity, "一致性", "题", "话{n}", "改", lambda _: breaches, silences=silences)


def at(cell: str | None, item: str | None = "43", *, file: str = "甲.xlsx", sheet: str | None = "表", n: object = "", **more) -> Breach:
    department = more.pop("department", "市城管局")
    return Breach(Source(file, sheet, cell), department, item, words={"n": n}, **more)


def cells(findings: Iterable[Finding]) -> list[str | None]:
    return [finding.cell for finding in findings]


# ---- order --------------------------------------------------------------------------------------


def test_the_gravest_come_first_then_by_code() -> None:
    rules = (
        says("X4", at("A1"), severity="notice"), says("X3", at("A1")), says("X2", at("A1")), says("X9", at("A1"), severity="error"),
    )  # fmt: skip
    assert [finding.code for finding in check(EMPTY, rules)] == ["X9", "X2", "X3", "X4"]


ORDERED = [
    Breach(words={"n": "nobody's, of no item and at no place"}),
    Breach(subject="T40", words={"n": "nobody's, of a task"}),
    Breach(None, None, "43", words={"n": "nobody's, of an item"}),
    Breach(None, "市城管局", words={"n": "a department's, of no item"}),
    Breach(None, "市城管局", subject="T9", words={"n": "of the ninth task"}),
    Breach(None, "市城管局", subject="T12", words={"n": "of the twelfth task"}),
    Breach(None, "市城管局", "43", words={"n": "of an item, at no place"}),
    Breach(Source("乙.xlsx"), "市城管局", "43", words={"n": "of a file"}),
    Breach(Source("乙.xlsx", "一"), "市城管局", "43", words={"n": "of a sheet"}),
    Breach(Source("乙.xlsx", "一", "D9"), "市城管局", "43", words={"n": "of row 9"}),
    Breach(Source("乙.xlsx", "一", "Z10"), "市城管局", "43", words={"n": "of row 10, column Z"}),
    Breach(Source("乙.xlsx", "一", "AA10"), "市城管局", "43", words={"n": "of row 10, column AA: a first message"}),
    Breach(Source("乙.xlsx", "一", "AA10"), "市城管局", "43", words={"n": "of row 10, column AA: one more message"}),
    Breach(Source("乙.xlsx", "三", "A1"), "市城管局", "43", words={"n": "of another sheet"}),
    Breach(Source("甲.xlsx", "一", "A1"), "市城管局", "43", words={"n": "of another file"}),
    Breach(Source("乙.xlsx", "一", "A1"), "市城管局", "46", words={"n": "of another item"}),
    Breach(Source("乙.xlsx", "一", "A1"), "市财政局", "43", words={"n": "of another department"}),
]


@pytest.mark.parametrize("turn", [ORDERED, ORDERED[::-1], ORDERED[1::2] + ORDERED[::2]], ids=["told so", "backwards", "mixed"])
def test_findings_of_a_rule_go_by_department_item_task_place_and_message(turn: list[Breach]) -> None:
    assert [finding.message for finding in check(EMPTY, (says("X1", *turn),))] == [f"话{breach.words['n']}" for breach in ORDERED]


def test_findings_of_one_id_are_numbered_in_the_order_of_their_cells() -> None:
    findings = check(EMPTY, (says("X1", at("AA5"), at("D10"), at("Z5"), at("D9")),))
    assert cells(findings) == ["Z5", "AA5", "D9", "D10"]
    first = findings[0].id
    assert [finding.id for finding in findings] == [first, f"{first}-2", f"{first}-3", f"{first}-4"]


def test_findings_of_another_key_keep_ids_of_their_own() -> None:
    one, other = check(EMPTY, (says("X1", at("A1", key="一"), at("A2", key="二")),))
    assert one.id != other.id
    assert not other.id.endswith("-2")


# ---- silences -----------------------------------------------------------------------------------


def told(*rules: Rule) -> list[tuple[str, str | int | None]]:
    return [(finding.code, finding.item or finding.task) for finding in check(EMPTY, rules)]


def test_a_root_fault_silences_what_follows_on_the_same_item_only() -> None:
    assert told(says("X1", at("A1", "43"), silences=("X2", "X3")), says("X2", at("A1", "43"), at("A2", "46")), says("X3", at("A1", "43"))) == [
        ("X1", "43"), ("X2", "46"),
    ]  # fmt: skip


def test_a_root_fault_silences_what_follows_on_the_same_task_only() -> None:
    follows = says("X2", Breach(subject="T40", words={"n": ""}), Breach(subject="T43", words={"n": ""}))
    assert told(says("X1", Breach(subject="T40", words={"n": ""}), silences=("X2",)), follows) == [("X1", 40), ("X2", 43)]


def test_what_is_of_no_item_and_no_task_silences_nothing() -> None:
    assert told(says("X1", at("A1", None), silences=("X2",)), says("X2", at("A1", None), at("A1", "43"))) == [
        ("X1", None), ("X2", None), ("X2", "43"),
    ]  # fmt: skip


def test_two_rules_silence_together() -> None:
    rules = (says("X1", at("A1"), silences=("X3",)), says("X2", at("A1"), silences=("X4",)), says("X3", at("A1")), says("X4", at("A1")))
    assert told(*rules) == [("X1", "43"), ("X2", "43")]


def test_a_rule_under_a_code_that_is_taken_silences_nothing() -> None:
    rules = (says("X1", at("A1")), says("X1", at("A1"), silences=("X2",)), says("X2", at("A1")))
    assert told(*rules) == [("U101", None), ("X1", "43"), ("X2", "43")]


# ---- the same notice over many cells ------------------------------------------------------------


def test_a_notice_over_several_cells_of_an_item_is_told_once_at_the_first_of_them() -> None:
    breaches = (at("D10"), at("C9", others=(Source("甲.xlsx", "表", "A1"),)), at("D9"))
    (finding,) = check(EMPTY, (says("X1", *breaches, severity="notice"),))
    assert (finding.cell, finding.message) == ("C9", "话（同项另有2格同此）")
    assert [source.cell for source in finding.others] == ["A1", "D9", "D10"]


def test_a_notice_over_several_cells_of_a_task_is_told_once() -> None:
    breaches = [Breach(Source("甲.xlsx", "表", cell), "市城管局", subject="T40", words={"n": ""}) for cell in ("D9", "D10")]
    (finding,) = check(EMPTY, (says("X1", *breaches, severity="notice"),))
    assert finding.message == "话（同项另有1格同此）"


APART = {
    "of two items": (at("D9"), at("D10", "46")),
    "of two departments": (at("D9"), at("D10", department="市住建局")),
    "of two files": (at("D9"), at("D10", file="乙.xlsx")),
    "of two sheets": (at("D9"), at("D10", sheet="另表")),
    "of two tasks": tuple(Breach(Source("甲.xlsx", "表", "A1"), "市城管局", f"T{no}", words={"n": ""}) for no in (40, 43)),
    "of whole sheets": (at(None), at(None)),
    "of no item and no task": (at("D9", None), at("D10", None)),
}


@pytest.mark.parametrize("breaches", APART.values(), ids=APART.keys())
def test_notices_stand_apart(breaches: tuple[Breach, ...]) -> None:
    findings = check(EMPTY, (says("X1", *breaches, severity="notice"),))
    assert [(finding.message, finding.others) for finding in findings] == [("话", ())] * 2


@pytest.mark.parametrize("severity", ["verify", "error"])
def test_what_must_be_answered_is_told_of_each_cell(severity: Severity) -> None:
    findings = check(EMPTY, (says("X1", at("D9"), at("D10"), severity=severity),))
    assert [finding.message for finding in findings] == ["话", "话"]


def test_two_rules_are_not_told_together() -> None:
    assert len(check(EMPTY, (says("X1", at("D9"), severity="notice"), says("X2", at("D10"), severity="notice")))) == 2


# ---- whose it is --------------------------------------------------------------------------------


def test_what_reading_finds_goes_to_the_department_whose_file_it_proves_to_be() -> None:
    rows = [{"kind": "file", "department": "市财政局", "file": "市财政局.xlsx"}, {"department": "", "subject": "43", "actual": "约96"}]
    findings = {finding.code: finding.department for finding in findings_of(rows)}
    assert findings["N101"] is None
    rows = [{"department": "市城管局", "subject": "43", "actual": "约96"}]
    assert {finding.code: finding.department for finding in findings_of(rows)}["N101"] == "市城管局"


# ---- settled by the department's own words ------------------------------------------------------

ROW = {"department": "市城管局", "subject": "43", "actual": "93.5"}
TASK = {"department": "市城管局", "subject": "T40", "status": "推进中"}


@pytest.mark.parametrize("word", ["属实", "核对无误", "确认", "原因见附件", "口径调整", "系并网所致", "因疫情停运"])
def test_a_remark_that_explains_settles_what_must_be_verified(word: str) -> None:
    review = review_of([ROW | {"remark": f"数据{word}"}, TASK | {"remark": f"进展{word}"}])
    on_item, on_task = at("A1"), Breach(None, "市城管局", subject="T40", words={"n": ""})
    assert [finding.explanation for finding in check(review, (says("X1", on_item, on_task),))] == [f"进展{word}", f"数据{word}"]


UNSETTLED = {
    "an error": (ROW | {"remark": "数据属实"}, says("X1", at("A1"), severity="error")),
    "a notice": (ROW | {"remark": "数据属实"}, says("X1", at("A1"), severity="notice")),
    "a remark that says something else": (ROW | {"remark": "含普陀区"}, says("X1", at("A1"))),
    "no remark": (ROW, says("X1", at("A1"))),
    "another item's remark": (ROW | {"remark": "数据属实"}, says("X1", at("A1", "46"))),
    "another department's remark": (ROW | {"remark": "数据属实"}, says("X1", at("A1", department="市住建局"))),
    "of no item": (ROW | {"remark": "数据属实"}, says("X1", at("A1", None))),
    "another task's remark": (TASK | {"remark": "进展属实"}, says("X1", Breach(None, "市城管局", subject="T43", words={"n": ""}))),
    "a task, another department's": (TASK | {"remark": "进展属实"}, says("X1", Breach(None, "市住建局", subject="T40", words={"n": ""}))),
}


@pytest.mark.parametrize(("row", "rule"), UNSETTLED.values(), ids=UNSETTLED.keys())
def test_nothing_else_is_settled(row: dict[str, str], rule: Rule) -> None:
    (finding,) = check(review_of([row]), (rule,))
    assert finding.explanation is None


def test_an_explanation_that_is_there_stands() -> None:
    (finding,) = check(review_of([ROW | {"remark": "数据属实"}]), (says("X1", at("A1", explanation="已电话核实")),))
    assert finding.explanation == "已电话核实"


def test_the_first_remark_that_explains_is_taken() -> None:
    rows = [
        ROW | {"file": "市城管局1.xlsx", "remark": "含普陀区"}, ROW | {"file": "市城管局2.xlsx", "remark": "数据属实"},
        ROW | {"file": "市城管局3.xlsx", "remark": "口径变化"},
    ]  # fmt: skip
    assert [each.explanation for each in check(review_of(rows), (says("X1", at("A1")),)) if each.code == "X1"] == ["数据属实"]


# ---- our rules beside one another ---------------------------------------------------------------


SILENCED = {
    "a share beyond 100 is not compared with last year": (
        [{"department": "市城管局", "subject": "43", "year": "2019", "actual": "9.65"},
         {"department": "市城管局", "subject": "43", "actual": "965", "self_assessment": "未达标", "numerator": "390", "denominator": "400"}],
        "43", {"P101"},
    ),
    "a negative size is neither missed nor changed": (
        [{"department": "市城管局", "subject": "46", "year": "2018", "actual": "15.1"}, {"department": "市城管局", "subject": "46", "year": "2019", "actual": "15.2"},
         {"department": "市城管局", "subject": "46", "actual": "-15.1", "self_assessment": "达标"}],
        "46", {"P102"},
    ),
    "a slip of the unit explains what follows": (
        [{"department": "市农业农村局", "subject": "39.2", "year": "2018", "actual": "0.16"}, {"department": "市农业农村局", "subject": "39.2", "year": "2019", "actual": "0.16"},
         {"department": "市农业农村局", "subject": "39.2", "actual": "2.4", "self_assessment": "达标", "numerator": "390", "denominator": "400"}],
        "39.2", {"P103"},
    ),
    "a sample that cannot give the share explains the quotient": (
        [{"department": "市生态环境局", "subject": "54", "actual": "94.56", "sample_size": "100", "numerator": "90", "denominator": "100"}],
        "54", {"P106"},
    ),
    "a progress beyond 100 is wrong in itself": ([{"department": "市财政局", "subject": "T43", "status": "推进中", "progress": "180"}], "T43", {"T105"}),
    "a task done in part is not behind": ([{"department": "市经信局", "subject": "T8", "status": "已完成", "quantities": "20|43"}], "T8", {"T103"}),
    "a task that contradicts itself is not behind": ([{"department": "市财政局", "subject": "T43", "status": "已完成", "progress": "80"}], "T43", {"T104"}),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "subject", "expected"), SILENCED.values(), ids=SILENCED.keys())
def test_a_root_fault_stands_alone(rows: list[dict[str, str]], subject: str, expected: set[str]) -> None:
    found = {finding.code for finding in check(review_of(rows), RULES) if subject in (finding.item, f"T{finding.task}")}
    assert found == expected

"""说明, in any words, settles a question; an empty phrase, a promise and a doubt of its own do not, nor do words against a refutation."""

from dataclasses import replace
from functools import cache

import pytest
from scenes import SYSTEM, VOCABULARY, Row, report_of, scene_of

from ecoreport import consolidation
from ecoreport.checks import RULES, check
from ecoreport.judging.explanations import answer_settles
from ecoreport.judging.review import review
from ecoreport.model import Answered, Finding, Note, Report, Source, Submission

JUMP: Row = {"subject": "12", "department": "舟山人行", "actual": "300"}
PAST = ({**JUMP, "actual": "120", "year": "2019"}, {**JUMP, "actual": "100", "year": "2018"})
PLACE = Source("舟山人行/退回.xlsx", "反馈意见", "G5")


def answer(finding: str, words: str = "", result: str = "", cell: str = "G5") -> Answered:
    return Answered(finding, (Note(words or result, replace(PLACE, cell=cell)),), None, result, words)


def judged(rows: list[Row], *answers: Answered) -> Report:
    scene = scene_of(rows)
    batch = replace(scene.batch, answers=answers)
    batch = replace(
        batch, submissions=(*batch.submissions, Submission(PLACE.file, "", "舟山人行", "read")) if answers else batch.submissions
    )
    told = review(batch, SYSTEM, SYSTEM.parameters.period, scene.as_of, VOCABULARY)
    return consolidation.consolidate(told, check(told, RULES))


@cache
def asked() -> Finding:
    return verify(judged([JUMP, *PAST]))


def verify(report: Report) -> Finding:
    told = [each for each in report.findings if each.item == "12" and each.severity == "verify"]
    (finding,) = [each for each in told if each.code != "K123"]  # 待核 doubts the value besides
    return finding


@pytest.mark.parametrize(
    ("words", "settles"),
    [
        ("因水库扩容，用水结构调整", True),
        ("2019年为部分县区数，2020年起全市统一", True),
        ("2020年修复岸线10.3公里，填报时误用米", True),
        ("数据取自省厅公报", True),
        ("情况属实", True),
        ("已核", True),
        ("", False),
        ("无", False),
        ("同上", False),
        ("/", False),
        ("收到。", False),
        ("已修改", False),
        ("已按要求改正", False),
        ("待核", False),
        ("正在核实中", False),
        ("可能是统计口径问题", False),
        ("填写有误", False),
    ],
)
def test_what_is_written_beside_a_question_settles_it(words: str, settles: bool) -> None:
    question = asked()
    told = verify(judged([JUMP, *PAST], answer(question.id, words)))
    assert (told.explanation, told.explained_at) == ((words, PLACE) if settles else (None, None))


@pytest.mark.parametrize(("result", "settles"), [("已修改", False), ("暂不能修改", False), ("情况属实", True)])
def test_what_is_picked_from_the_list_settles_it_where_it_says_that_the_value_holds(result: str, settles: bool) -> None:
    assert answer_settles(answer("K101-0000000000", result=result)) is settles


def test_an_answer_is_of_its_own_question_and_stands_in_the_report() -> None:
    question = asked()
    report = judged([JUMP, *PAST], answer(question.id, "因水库扩容"), answer("K101-0000000000", "另一个问题的说明", cell="G6"))
    assert [(finding.id, note.text, note.source) for finding, note in report.explanations if finding.id == question.id] == [
        (question.id, "因水库扩容", PLACE)
    ]
    assert {row.text: row.fate for row in report.contents if row.kind == "answer"} == {
        "因水库扩容": "adopted",
        "另一个问题的说明": "unasked",
    }


def test_no_words_settle_what_the_batch_refutes() -> None:
    rows: list[Row] = [{"subject": "47", "department": "市住建局", "actual": "102.4"}]
    refuted = [each for each in report_of(rows).findings if each.item == "47" and each.refuting]
    assert refuted
    told = judged(rows, *(answer(each.id, "因口径调整，属实") for each in refuted))
    assert [each.explanation for each in told.findings if each.id in {one.id for one in refuted}] == [None] * len(refuted)


@pytest.mark.parametrize(
    ("remark", "settles"),
    [
        ("2020年发放300亿元，填报时误用万元", True),
        ("填报有误", False),
        ("系专项再贷款所致", True),
        ("待核", False),
        ("按年度统计口径填报。", False),
    ],
)
def test_a_remark_of_the_row_settles_it_where_it_speaks_of_the_value(remark: str, settles: bool) -> None:
    assert (verify(judged([JUMP | {"remark": remark}, *PAST])).explanation == remark) is settles


@pytest.mark.parametrize(
    ("remark", "standing"),
    [
        ("受台风影响，检测批次少于上年", "doubted"),  # why it is low makes the preliminary number no final one
        ("因机构改革，职责由市卫健委划入", "doubted"),
        ("经核实，与年报一致", "confirmed"),
    ],
)
def test_a_cause_settles_why_a_value_is_so_high_and_not_what_is_said_against_it(remark: str, standing: str) -> None:
    row: Row = {"subject": "42", "department": "市水利局", "actual": "97.3", "statement": "为快报数", "remark": remark}
    result = judged([row]).item("42")
    told = [each for each in result.findings if each.code == "K123"]
    assert [each.explanation is not None for each in told] == [standing == "confirmed"]
    assert result.standing == standing


def test_that_a_mistake_was_made_explains_the_question_and_leaves_the_value_in_doubt() -> None:
    report = judged([JUMP | {"remark": "填报时误用万元，应为130（演示）"}, *PAST])
    assert report.item("12").standing != "confirmed"

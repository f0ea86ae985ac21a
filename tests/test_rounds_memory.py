"""What a run leaves to the next one comes back whole, from the workbook's hidden sheet and from result.json alike."""

import io
import json
import warnings
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
import reported

from ecoreport.model import MEMORY_SHEET, ClosedFinding, Finding, Memory, PreviousRound, Report, Source, Subject, Typed, TypedCell
from ecoreport.model.rounds import Adjudication, Change
from ecoreport.outputs import render_result
from ecoreport.reading import read_own
from ecoreport.rendering.workbook import TEMPLATE, render_workbook
from ecoreport.rounds import beside_tables, recall, sheet_rows
from ecoreport.rounds.memory import ledgers_of
from ecoreport.templates import SHIPPED


@pytest.fixture(scope="module")
def report():
    """A report of a second round, in which everything that can be remembered stands."""
    first = reported.sample_report()
    lost = replace(first.findings[0], id="K102-0123456789", state="open", due=date(2021, 3, 1), overdue_rounds=2)
    cell = TypedCell("2021年3月1日", Source("汇总表.xlsx", "问题清单", "N5"), date(2021, 3, 1))
    long = TypedCell("很长的备注" * 9_000, Source("汇总表.xlsx", "问题清单", "R5"))
    settled = Adjudication(lost.id, Subject("43"), 2020, "97.5", "电话", cell.source)
    return replace(
        first,
        round=2,
        previous=PreviousRound(1, date(2020, 6, 30), "abc"),
        closed=(ClosedFinding(lost, 2, "adjudicated"),),
        changes=(Change("item", "15.1", None, {"value": "90", "text": None, "status": "met", "standing": "doubted", "source": None}),),
        typed={lost.id: Typed({"deadline": cell, "remark": long}, {"本办备忘": cell})},
        adjudications=(settled,),
    )


def told_of(finding: Finding) -> Finding:
    """What of a finding is remembered: all but where else it stands."""
    return replace(finding, others=(), also=(), refutes=False, doubts=finding.doubting, explained_at=None)


@pytest.fixture(scope="module", params=["the hidden sheet", "result.json", "the hidden sheet, saved again"])
def memory(request: pytest.FixtureRequest, report) -> Memory:
    if request.param == "result.json":
        return recall(json.loads(render_result(report, {}, beside_tables(report))), "digest", [], {})
    data = render_workbook(report, SHIPPED.words(TEMPLATE), sheet_rows(report))
    if request.param != "the hidden sheet":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book, out = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
        book.save(out)
        data = out.getvalue()
    return recall(None, "digest", [("汇总表.xlsx", read_own(data, "汇总表.xlsx"))], {})


def test_it_comes_back_whole(report, memory: Memory) -> None:
    assert (memory.round, memory.before) == (PreviousRound(2, report.as_of, "digest"), report.previous)
    assert (memory.system, memory.period, memory.ledgers) == (report.system.name, report.period, tuple(ledgers_of(report.submissions)))
    assert [each.id for each in memory.findings] == [each.id for each in report.findings]
    for mine, theirs in zip(memory.findings, report.findings, strict=True):
        assert replace(mine, choice=None) == replace(told_of(theirs), choice=None)
    assert [(each.finding.id, each.closed_round, each.how) for each in memory.closed] == [("K102-0123456789", 2, "adjudicated")]
    assert memory.closed[0].finding.due == date(2021, 3, 1)
    assert (memory.changes, memory.adjudications) == (report.changes, report.adjudications)
    assert memory.typed == report.typed
    assert memory.results["item", "15.1"]["status"] == report.item("15.1").status


def test_a_choice_between_readings_keeps_its_form_and_letters() -> None:
    report = reported.sample_report()
    choices = [each.choice for each in report.findings if each.choice]
    memory = recall(json.loads(render_result(report, {}, beside_tables(report))), "", [], {})
    kept = [each.choice for each in memory.findings if each.choice]
    assert [(each.signature, [one.letter for one in each.readings]) for each in kept] == [
        (each.signature, [one.letter for one in each.readings]) for each in choices
    ]


HEADINGS = {column["field"]: column["heading"] for column in SHIPPED.words(TEMPLATE)["sheets"]["findings"]["columns"]}


def drawn(report: Report, *rows: dict[str, str]) -> bytes:
    """Draw the workbook that a run leaves, as far as it is read back: what stands in 问题清单, and the hidden sheet."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(list(HEADINGS.values()))
    for row in rows:
        book.active.append([row.get(field) for field in HEADINGS])
    hidden = book.create_sheet(MEMORY_SHEET)
    for cells in sheet_rows(report):
        hidden.append(cells)
    book.save(out)
    return out.getvalue()


def recalled(data: bytes, last: Report) -> Memory:
    """Remember by the result.json of the last run and the workbook that lies beside it."""
    result = json.loads(render_result(last, {}, beside_tables(last)))
    return recall(result, "", [("汇总表.xlsx", read_own(data, "汇总表.xlsx"))], HEADINGS)


def test_what_was_written_twice_stands_and_is_asked_until_people_leave_one() -> None:
    first = reported.small_report()
    id_ = first.questions[0].id
    memory = recalled(drawn(first, {"id": id_, "value": "97.5"}, {"id": id_, "value": "98"}), first)
    ((one, other),) = [(each.one.text, each.other.text) for each in memory.twice]
    assert (one, other, memory.typed[id_].text("value")) == ("97.5", "98", "97.5 ‖ 98")
    again = replace(first, typed=memory.typed, twice=memory.twice)
    unchanged = recalled(drawn(again, {"id": id_, "value": "97.5 ‖ 98"}), again)
    assert (unchanged.twice, unchanged.typed) == (memory.twice, memory.typed)
    chosen = recalled(drawn(again, {"id": id_, "value": "98"}), again)
    assert (chosen.twice, chosen.typed[id_].text("value")) == ((), "98")


def test_an_older_workbook_that_was_put_back_takes_nothing_away() -> None:
    first = reported.small_report()
    id_ = first.questions[0].id
    basis = TypedCell("电话", Source("汇总表.xlsx", "问题清单", "T5"))
    later = replace(first, round=2, typed={id_: Typed({"basis": basis})})
    memory = recalled(drawn(first, {"id": id_, "value": "97.5"}), later)
    assert {name: each.text for name, each in memory.typed[id_].cells.items()} == {"value": "97.5", "basis": "电话"}
    emptied = recalled(drawn(later, {"id": id_, "value": "97.5"}), later)
    assert {name: each.text for name, each in emptied.typed[id_].cells.items()} == {"value": "97.5"}, "in the last one people did"


def test_what_is_emptied_beside_a_question_of_several_findings_is_gone_whichever_stands_for_them_now() -> None:
    first = reported.small_report()
    one, two = (
        replace(each, id=id_, code="H204", department="市城管局", group="一表") for each, id_ in zip(first.findings, "AB", strict=False)
    )
    remark = TypedCell("催过", Source("汇总表.xlsx", "问题清单", "R5"))
    last = replace(first, findings=(one, two), typed={"B": Typed({"remark": remark})})
    assert recalled(drawn(last, {"id": "A", "remark": "催过"}), last).typed == last.typed
    assert recalled(drawn(last, {"id": "A", "remark": None}), last).typed == {}


def test_a_workbook_of_another_year_that_lies_there_says_nothing() -> None:
    first = reported.small_report()
    assert recalled(drawn(replace(first, period=2019), {"id": first.questions[0].id, "value": "97.5"}), first).typed == {}


def test_a_hidden_sheet_that_somebody_edited_is_none() -> None:
    first = reported.small_report()
    id_ = first.questions[0].id
    book, out = openpyxl.load_workbook(io.BytesIO(drawn(first, {"id": id_, "value": "97.5"}))), io.BytesIO()
    book[MEMORY_SHEET]["B2"] = "删"
    book.save(out)
    assert recalled(out.getvalue(), first).typed[id_].text("value") == "97.5"
    assert recall(None, "", [("汇总表.xlsx", read_own(out.getvalue(), "汇总表.xlsx"))], HEADINGS) is None


def test_another_versions_result_is_no_memory() -> None:
    result = json.loads(render_result(reported.small_report(), {}))
    assert recall(result, "", [], {}) is None
    assert recall(None, "", [], {}) is None

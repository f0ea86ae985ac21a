"""Layouts and habits of many offices: every value read or rightly asked, every cell accounted for, no false alarm."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "layouts"))

from builder import Case, S, to_ledger
from fifths import FIFTHS
from habits import HABITS
from lookalikes import LOOKALIKES
from offices import TEN_OFFICES
from random_layouts import make_case
from scoring import SYSTEM, VOCABULARY, read, score
from strangers import STRANGERS
from thirds import THIRDS

from ecoreport.matching import matcher_for
from ecoreport.recognition import RULES, recognise

WRITTEN = (*HABITS, *TEN_OFFICES, *STRANGERS, *THIRDS, *LOOKALIKES, *FIFTHS)


@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: case.name)
def test_a_ledger_is_read_as_a_careful_clerk_would(case):
    result = score(case)
    assert result.right + result.asked == result.expected, [*result.missed, *result.over_asked]
    assert not result.silent
    assert not result.unaccounted
    assert not result.alarms
    assert not result.unused
    assert not result.other


def test_there_are_sixty_layouts_and_fifteen_wholly_in_order():
    assert len(WRITTEN) >= 60
    assert sum(case.in_order for case in WRITTEN) >= 15


@pytest.mark.parametrize("seed", range(60))
def test_a_ledger_put_together_at_random_is_never_silently_misread(seed):
    case = make_case(seed)
    result = score(case)
    assert not result.silent
    assert not result.unaccounted
    assert result.right >= result.expected * 0.98, [*result.missed, *result.over_asked]
    assert len(result.alarms) <= 1


def test_recognition_is_the_same_every_time():
    ledger = to_ledger(TEN_OFFICES[0])
    assert recognise(ledger, SYSTEM, VOCABULARY, 2020) == recognise(ledger, SYSTEM, VOCABULARY, 2020)


def test_rules_have_codes_of_their_own_and_say_what_to_do():
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.code.startswith("H") and rule.message and rule.advice for rule in RULES)


def test_an_empty_file_raises_nothing():
    batch = read(Case("空", [S("Sheet1", []), S("Sheet2", [])], {}))
    assert batch.entries == ()
    assert batch.unused == ()
    assert "H201" not in {finding.code for finding in batch.findings}


def test_a_merge_that_rows_were_pushed_under_is_not_believed():
    rows = [["指标名称", "单位", "2019年", "2020年"], [None], ["森林覆盖率", "%", 50.3, 50.5]]
    batch = read(Case("插行", [S("Sheet1", rows, ["A3:D3"])], {}))
    assert {(entry.year, str(entry.actual.value)) for entry in batch.entries} == {(2019, "50.3"), (2020, "50.5")}


def test_a_value_under_a_merge_is_listed_and_never_taken():
    rows = [["指标名称", "2020年"], ["森林覆盖率", 50.5], [None, 49]]
    batch = read(Case("压在合并格下", [S("Sheet1", rows, ["B2:B3"])], {}))
    assert [str(entry.actual.value) for entry in batch.entries] == ["50.5"]
    assert [cell.text for cell in batch.unused] == ["49"]


def test_the_title_over_a_turned_table_is_furniture():
    rows = [["市水利局指标数据"], ["年份", "水面率(%)", "河湖岸线保有率(%)"], ["2019年", 4.31, 73], ["2020年", 4.32, 73.6]]
    assert read(Case("横排", [S("Sheet1", rows, ["A1:C1"])], {})).unused == ()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("是", "completed"),
        ("否", "behind"),
        ("已建成生活垃圾分类示范小区25个、示范村6个,全部完成。", "completed"),
        ("已建成生活垃圾分类示范小区18个,其余7个正在建设,年底前全部完成。", None),
        ("除2个示范村外,其他建设任务已全部完成。", None),
    ],
)
def test_a_report_is_completed_only_where_it_closes_so_and_nothing_is_left(words, status):
    assert VOCABULARY.task_status(words) == status


def test_a_matcher_is_built_once_for_a_plan_and_its_words():
    assert matcher_for(SYSTEM, VOCABULARY) is matcher_for(SYSTEM, VOCABULARY)

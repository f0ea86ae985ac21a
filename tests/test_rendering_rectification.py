"""What a ledger says of a miss is in the paper, and nobody is asked for it."""

from pathlib import Path

import openpyxl
import pytest
from scenes import SYSTEM, report_of

import ecoreport as er
from ecoreport.model import Report
from ecoreport.rendering.papers.beside import source_beside, working_beside
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.rectification import Rectification, next_step_of, rectification_of
from ecoreport.rendering.word.wording import WORDING, read_wording
from ecoreport.templates import SHIPPED

WORDS = read_wording(SHIPPED.words(WORDING))


def told(report: Report, item: str) -> Rectification:
    return rectification_of(Draft.of(report, WORDS), report.item(item))


MISSES = [  # what stands in the row, and what is made of it: why, what will be done, by when
    ({"statement": "海岛管网未完工；计划2021年6月底前完成改造。"}, ("海岛管网未完工", "计划2021年6月底前完成改造", "2021年6月底前")),
    ({"statement": "水源偏少", "remark": "预计3月通水"}, ("水源偏少", "预计3月通水", "3月")),
    ({"remark": "因台风停工"}, ("因台风停工", "", "")),
    ({"remark": "示例虚构"}, ("", "", "")),
]


@pytest.mark.parametrize(("beside", "expected"), MISSES)
def test_words_beside_a_value_that_misses_say_why_what_and_by_when(beside: dict[str, str], expected: tuple[str, str, str]) -> None:
    report = report_of([{"subject": "42", "department": "市水利局", "actual": "93.8", **beside}])
    assert told(report, "42") == Rectification(*expected)


def test_columns_of_their_own_say_it_first(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["指标名称", "单位", "2020年完成值", "完成情况说明", "未达标原因", "整改措施", "完成时限"])
    book.active.append(["农村饮用水达标人口覆盖率", "%", 93.8, "完成改造12处", "管网未完工", "改造管网30公里", "2021年9月"])
    book.save(tmp_path / "市水利局.xlsx")
    batch = er.read_ledgers(tmp_path, SYSTEM)
    report = er.consolidate(batch, er.check(batch, SYSTEM), SYSTEM)
    assert told(report, "42") == Rectification("管网未完工", "改造管网30公里", "2021年9月")


def test_what_a_task_will_do_next_serves_the_indicator_of_the_same_department() -> None:
    rows = [
        {"subject": "42", "department": "市水利局", "actual": "93.8"},
        {"subject": "T35", "department": "市水利局", "status": "推进中", "progress": "92", "next_step": "2021年6月底前完成提标"},
    ]
    assert told(report_of(rows), "42") == Rectification("", "2021年6月底前完成提标", "2021年6月底前")


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ({"next_step": "抓紧施工", "remark": "预计3月完成"}, "抓紧施工"),
        ({"remark": "主体完工，预计3月完成"}, "预计3月完成"),
        ({"done": "完成8.6万人，计划6月底前完成其余"}, "计划6月底前完成其余"),
        ({"next_step": "无"}, ""),
    ],
)
def test_a_task_says_its_next_step_in_its_column_or_in_its_remarks(beside: dict[str, str], expected: str) -> None:
    report = report_of([{"subject": "T35", "department": "市水利局", "status": "推进中", "progress": "92", **beside}])
    assert next_step_of(report.task(35)) == expected


@pytest.mark.parametrize(
    ("beside", "source", "working"),
    [
        ({"remark": "数据来源于《城建统计年报》"}, "《城建统计年报》", ""),
        ({"statement": "按187÷200计算，管网全覆盖"}, "", "按187÷200计算"),
        ({"statement": "管网全覆盖"}, "", ""),
    ],
)
def test_where_a_value_comes_from_and_how_it_was_worked_out_is_heard_beside_it(beside: dict[str, str], source: str, working: str) -> None:
    result = report_of([{"subject": "43", "department": "市城管局", "actual": "93.5", **beside}]).item("43")
    assert (source_beside(result), working_beside(result)) == (source, working)

"""What a task's columns and words say of its state: the whole year's column, a measured rate that is no share of the work."""

from datetime import date

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.judging.scopes import heard
from ecoreport.recognition import recognise
from ecoreport.work import understand


def states(sketch: str) -> list[str]:
    """Give what is taken for the state of the one task, as far as it is heard."""
    layout = recognise(draw(sketch, "市财政局.xlsx"), SYSTEM, VOCABULARY, 2020)
    fields = ("done", "status", "progress")
    return [slot.text for record in layout.records if record.scope.adopted for slot in record.slots if slot.field in fields]


@pytest.mark.parametrize(
    ("headings", "taken"),
    [
        ("上半年完成情况 | 全年完成情况", ["推进中"]), ("1—9月进展情况 | 完成情况", ["推进中"]), ("前三季度完成情况 | 2020年完成情况", ["推进中"]),
        ("半年度进展情况 | 年底完成情况", ["推进中"]), ("一季度完成情况 | 1-12月完成情况", ["推进中"]), ("2019年完成情况 | 2020年完成情况", ["推进中"]),
        ("上半年完成情况 | 备注", []), ("1—9月进展情况 | 备注", []), ("上半年完成情况 | 前三季度完成情况", []), ("截至9月底完成情况 | 备注", []),
    ],
)  # fmt: skip
def test_the_whole_year_s_column_is_a_task_s_answer(headings, taken):
    assert states(f"序号 | 任务名称 | {headings}\n43 | 绿色采购 | 已完成 | 推进中") == taken


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("已完成，全市政府绿色采购比例88.3%", "completed"), ("已完成，污水处理率达到97.2%", "completed"), ("已完成，覆盖率提升至90%以上", "completed"),
        ("已完成，清洁能源车占比为85%", "completed"), ("全部完成，垃圾分类覆盖率95%", "completed"), ("已完成，达标率稳定在98%", "completed"),
        ("已完成，进度80%", None), ("已完成，进度100%", "completed"), ("已完成，完成比例88.3%", None), ("已完成，开工率60%", None), ("已完成，投资完成率70%", None),
        ("已完成，整改率90%", None), ("已完成，绿色采购比例88.3%，其余正在推进", None), ("完成88.3%", "in_progress"),
    ],
)  # fmt: skip
def test_a_measured_rate_is_no_share_of_the_work(said, status):
    assert VOCABULARY.task_status(said, 2020) != "completed" if status is None else VOCABULARY.task_status(said, 2020) == status


@pytest.mark.parametrize("heading", ["办理情况", "承办情况", "执行情况", "履行情况", "落地情况", "办理结果"])
def test_a_table_of_tasks_stays_one_whose_content_names_another_year(heading):
    sketch = (
        f"2020年度重点任务办理情况\n序号 | 任务 | 内容 | {heading}\n26 | 能源“双控” | 完成2019年能源双控和煤炭消费减量数据分析。 | 已完成"
    )
    batch = heard(understand(draw(sketch, "市发改委.xlsx"), SYSTEM, VOCABULARY, 2020), SYSTEM, 2020, date(2021, 3, 31))
    assert [(report.subject, report.year) for report in batch.tasks] == [("T26", 2020)]
    assert not batch.entries

"""A key task's state: whose report counts, what its words, its progress and its quantities say together."""

from dataclasses import replace
from decimal import Decimal

import pytest
from answers import judge_task, order_of
from scenes import SYSTEM, VOCABULARY

from ecoreport.demands import TaskDemand
from ecoreport.demands.quantities import extract_goals
from ecoreport.judging.tasks import assess_task
from ecoreport.model import Figure, KeyTaskReport, Note, Source, Subject

# Task 8 (市经信局) has two quantities: 20 enterprises to close, 50 to put in order. Task 7 has none.
STATES = [  # what the row says, its state, its progress
    ("status=已完成", "completed", None),
    ("status=推进中", "in_progress", None),
    ("status=滞后", "behind", None),
    ("status=未启动", "not_started", None),
    ("status=未完成", "behind", None),
    ("status=已完成 quantities=21|52", "completed", None),
    ("status=已完成 quantities=20|50", "completed", None),
    ("status=已完成 quantities=21|43", "in_progress", None),
    ("status=已完成 quantities=19|52", "in_progress", None),
    ("status=已完成 quantities=21|", "completed", None),
    ("status=已完成 done=淘汰落后产能企业21家,整治“低散乱”企业43家", "in_progress", None),
    ("status=已完成 progress=80", "in_progress", "80"),
    ("status=已完成 progress=99.9", "in_progress", "99.9"),
    ("status=已完成 progress=100", "completed", "100"),
    ("status=滞后 progress=100", "behind", "100"),
    ("status=未启动 quantities=19|43", "not_started", None),
    ("status=见说明 done=已全部完成", "completed", None),
    ("status=正在收尾 done=已全部完成", "in_progress", None),
    ("status=滞后 done=已全部完成", "behind", None),
    ("done=已全部完成", "completed", None),
    ("done=尚未启动", "not_started", None),
    ("done=走访了一批企业", "in_progress", None),
    ("progress=100", "completed", "100"),
    ("progress=100 quantities=19|52", "in_progress", "100"),
    ("progress=99.9", "in_progress", "99.9"),
    ("progress=0.5%", "in_progress", "0.5"),
    ("progress=0", "not_started", "0"),
    ("status=见附件 progress=0", "not_started", "0"),
    ("done=走访了一批企业 progress=100", "completed", "100"),
    ("quantities=0|0", "in_progress", None),
    ("problem=资金不足", "in_progress", None),
    ("next_step=抓紧落实", "in_progress", None),
    ("remark=另行报送", "in_progress", None),
    ("progress=—", "not_reported", None),
    ("quantities=—|—", "not_reported", None),
]


@pytest.mark.parametrize(("row", "status", "progress"), STATES)
def test_a_key_task_stands_where_its_report_says(row: str, status: str, progress: str | None) -> None:
    assessment = judge_task(f"市经信局 _ {row}", 8)
    assert (assessment.task, assessment.status) == (8, status)
    assert assessment.progress == (None if progress is None else Decimal(progress))
    assert (assessment.chosen is None) == (status == "not_reported")


def test_a_task_that_nobody_reports_still_shows_its_quantities() -> None:
    assessment = judge_task("", 8)
    assert (assessment.task, assessment.status, assessment.progress, assessment.others) == (8, "not_reported", None, ())
    assert [(goal.number, goal.unit, goal.object, goal.done, goal.source) for goal in assessment.goals] == [
        (Decimal(20), "家", "企业落后产能", None, None),
        (Decimal(50), "家", "“低散乱”企业", None, None),
    ]


# Task 12 is asked of 市生态环境局 first, then of 市治水治污办 and 市城管局.
CHOICES = [
    ("市城管局 _ status=滞后 | 市治水治污办 _ status=推进中 | 市生态环境局 _ status=已完成", "市生态环境局 已完成 > 市治水治污办 推进中 > 市城管局 滞后"),
    ("市城管局 _ status=滞后 | 市治水治污办 _ status=推进中", "市治水治污办 推进中 > 市城管局 滞后"),
    ("市水利局 _ status=滞后 | 市城管局 _ status=推进中", "市城管局 推进中 > 市水利局 滞后"),
    ("? _ status=滞后 file=甲.xlsx | 市水利局 _ status=推进中", "市水利局 推进中 > ? 滞后"),
    ("市生态环境局 _ progress=— | 市城管局 _ status=滞后", "市城管局 滞后"),
    ("市生态环境局 _ status=推进中 file=2.xlsx | 市生态环境局 _ status=滞后 file=1.xlsx", "市生态环境局 滞后 > 市生态环境局 推进中"),
    ("市生态环境局 _ evidence=12-01", "nobody"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "order"), CHOICES)
def test_the_leads_report_counts_and_the_others_stand_behind(told: str, order: str) -> None:
    assert order_of(judge_task(told, 12)) == order


def test_a_later_file_of_the_department_replaces_its_report() -> None:
    told = "市经信局 _ status=未启动 file=市经信局（初稿）.xlsx | 市经信局 _ status=已完成 file=市经信局（终稿）.xlsx"
    assert order_of(judge_task(told, 8)) == "市经信局 已完成"


QUANTITIES = [  # what the row says; what is done of each goal, and where that was read
    ("quantities=21|52", "21 F3, 52 F4"),
    ("quantities=21|", "21 F3, -"),
    ("quantities=0|52", "0 F3, 52 F4"),
    ("quantities=约|52", "-, 52 F4"),
    ("done=淘汰落后产能企业21家,整治“低散乱”企业43家", "21 C3, 43 C3"),
    ("done=整治“低散乱”企业43家", "-, 43 C3"),
    ("quantities=21| done=淘汰落后产能企业25家,整治“低散乱”企业52家", "21 F3, 52 G3"),
    ("quantities=21|52 done=淘汰落后产能企业25家,整治“低散乱”企业60家", "21 F3, 52 F4"),
    ("done=2019年淘汰落后产能企业15家;2020年淘汰落后产能企业21家", "21 C3, -"),
    ("done=2019年淘汰落后产能企业15家", "-, -"),
    ("problem=淘汰落后产能企业21家", "-, -"),
]


@pytest.mark.parametrize(("row", "done"), QUANTITIES)
def test_quantities_are_read_from_their_cells_first_and_from_words_where_those_are_silent(row: str, done: str) -> None:
    goals = judge_task(f"市经信局 _ {row}", 8).goals
    read = ["-" if goal.done is None else f"{goal.done} {goal.source.cell if goal.source else ''}" for goal in goals]
    assert ", ".join(read) == done
    assert [goal.text for goal in goals] == ["淘汰20家企业落后产能", "整治50家“低散乱”企业"]


@pytest.mark.parametrize(("done", "reached"), [("19", False), ("20", True), ("21", True), ("", None)])
def test_a_quantity_is_reached_from_its_number_on(done: str, reached: bool | None) -> None:
    assert judge_task(f"市经信局 _ status=推进中 quantities={done}|1", 8).goals[0].reached is reached


def test_quantities_that_do_not_go_with_the_goals_one_by_one_are_not_laid_beside_them() -> None:
    place = Source("市经信局.xlsx", "重点任务", "F3")
    task = next(task for task in SYSTEM.key_tasks if task.no == 8)
    three = tuple(Figure("value", number, place, Decimal(number)) for number in ("1", "2", "3"))
    report = KeyTaskReport(Subject("T8"), "市经信局", "市经信局.xlsx", place, status=Note("已完成", place), quantities=three)
    assessment = assess_task(TaskDemand(task, extract_goals(task.content)), [report], VOCABULARY, 2020)
    assert ([goal.done for goal in assessment.goals], assessment.status) == ([None, None], "completed")
    two = replace(report, quantities=three[:2])
    assert [goal.done for goal in assess_task(TaskDemand(task, extract_goals(task.content)), [two], VOCABULARY, 2020).goals] == [
        Decimal(1),
        Decimal(2),
    ]


def test_the_words_of_another_year_are_told_from_the_periods() -> None:
    place = Source("市经信局.xlsx", "重点任务", "F3")
    task = next(task for task in SYSTEM.key_tasks if task.no == 8)
    report = KeyTaskReport(Subject("T8"), "市经信局", "市经信局.xlsx", place, done=Note("2021年淘汰落后产能企业25家", place))
    assert [
        assess_task(TaskDemand(task, extract_goals(task.content)), [report], VOCABULARY, year).goals[0].done for year in (2020, 2021)
    ] == [None, Decimal(25)]

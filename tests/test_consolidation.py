"""Everything comes together into one report: what stands under which item, indicator, key task and main task of the plan."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from answers import answers
from scenes import SYSTEM, Row, report_of, review_of

from ecoreport.consolidation import consolidate
from ecoreport.model import Finding, IndicatorSystem, Link, Note, Report, Source, Subject, Submission, Tally, UnusedCell, tally
from ecoreport.rules import Review

CELL = Source("市城管局.xlsx", "指标完成情况", "D3")


def desk(*told: str, rows: tuple[Row, ...] = (), system: IndicatorSystem = SYSTEM) -> Review:
    """Judge what lies on the desk: each line is a subject and what is answered to it."""
    answered = [row for line in told for row in answers(line.split(" ", 1)[1], line.split(" ", 1)[0])]
    return review_of([*answered, *rows], system)


def finding(id_: str, **told: object) -> Finding:
    return Finding(id_, id_[:4], "verify", f"{id_}的问题", "请核对", **told)


FINDINGS = (
    finding("V101-a", subject=Subject("43"), department="市城管局", source=CELL),
    finding("V102-b", subject=Subject("46"), department="市城管局", source=CELL, explanation="口径已调整"),
    finding("N101-c", subject=Subject("43"), department="市住建局"),
    finding("K101-d", subject=Subject("T40"), department="市城管局"),
    finding("K102-e", subject=Subject("45"), department="市城管局", explanation="已当面说明"),
    finding("C101-f", department="市统计局"),
    finding("R101-g", source=Source("坏的.xlsx"), explanation="另行报送"),
    finding("M101-h", subject=Subject("M4.1"), department="市住建局"),
)


@pytest.fixture(scope="module")
def report() -> Report:
    told = (
        "43 市城管局 96.5 | 市住建局 95.9",
        "46 市城管局 12",
        "15.1 市治水治污办 90",
        "T40 市城管局 _ status=推进中",
        "M4.1 市住建局 100",
    )
    return consolidate(desk(*told), FINDINGS, 3)


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [each.id for each in findings]


def test_the_report_says_whose_it_is_and_of_when(report: Report) -> None:
    assert (report.system, report.period, report.as_of, report.round) == (SYSTEM, 2020, date(2020, 12, 31), 3)
    assert report.years == (2018, 2019, 2020)
    assert consolidate(desk(), ()).round == 1


def test_what_people_are_asked_stands_once_where_it_touches_several_items() -> None:
    grouped = tuple(finding(f"H311-{item}", subject=Subject(item), department="市城管局", group="上半年") for item in ("43", "45"))
    report = consolidate(desk(), (*grouped, FINDINGS[0]))
    assert ids(report.findings) == ["H311-43", "H311-45", "V101-a"]
    assert ids(report.questions) == ["H311-43", "V101-a"] == ids(report.department("市城管局").findings)
    assert {item: ids(report.item(item).findings) for item in ("43", "45")} == {"43": ["H311-43", "V101-a"], "45": ["H311-45"]}


def test_what_came_in_and_what_was_found_stand_whole_and_in_order(report: Report) -> None:
    assert [each.file for each in report.submissions] == ["市城管局.xlsx", "市住建局.xlsx", "市治水治污办.xlsx"]
    assert report.findings == FINDINGS


def test_every_item_of_the_plan_has_its_row(report: Report) -> None:
    assert [result.item for result in report.items] == list(SYSTEM.items)
    assert [result.item.id for result in report.items][13:19] == ["14.1", "14.2", "15.1", "15.2", "16", "17"]
    rows = {result.item.id: (result.status, result.reporter, result.assessment.value) for result in report.items}
    assert rows["43"] == ("met", "市城管局", Decimal("96.5"))
    assert rows["46"] == ("not_met", "市城管局", Decimal(12))
    assert rows["44"] == ("not_reported", None, None)


def test_an_item_has_the_findings_that_speak_of_it(report: Report) -> None:
    found = {result.item.id: ids(result.findings) for result in report.items if result.findings}
    assert found == {"43": ["V101-a", "N101-c"], "45": ["K102-e"], "46": ["V102-b"]}


def test_a_key_task_has_the_findings_that_speak_of_it(report: Report) -> None:
    assert {result.task.no: ids(result.findings) for result in report.tasks if result.findings} == {40: ["K101-d"]}


def test_a_finding_is_explained_where_somebody_said_something_of_its_cell(report: Report) -> None:
    assert report.explanations == (
        (FINDINGS[1], Note("口径已调整", CELL)),
        (FINDINGS[6], Note("另行报送", Source("坏的.xlsx"))),
    )


INDICATORS = [  # no, name, domain, group, nature, items and how they stand; as the annex prints them
    (12, "绿色贷款", "生态制度", "(一)目标责任体系与制度建设", "参考性", "not_reported", {"12": "not_reported"}),
    (15, "水环境质量", "生态安全", "(二)生态环境质量改善", "约束性", "undecided", {"15.1": "met", "15.2": "not_reported"}),
    (43, "城镇污水处理率", "生态生活", "(八)人居环境改善", "约束性", "met", {"43": "met"}),
    (46, "城镇人均公园绿地面积", "生态生活", "(八)人居环境改善", "参考性", "not_met", {"46": "not_met"}),
]


@pytest.mark.parametrize("printed", INDICATORS, ids=[str(printed[0]) for printed in INDICATORS])
def test_an_indicator_stands_as_printed_with_its_items_and_their_judgement(printed: tuple, report: Report) -> None:
    (result,) = [result for result in report.indicators if result.no == printed[0]]
    items = {each.item.id: each.status for each in result.items}
    assert (result.no, result.name, result.domain, result.group, result.nature, result.status, items) == printed


def test_every_indicator_stands_in_the_plans_order(report: Report) -> None:
    assert [result.no for result in report.indicators] == list(range(1, 55))


TASKS = [  # key task, its state, the main tasks and the indicators that the plan links it to
    (1, "not_reported", (1,), (1, 2, 3, 5, 6)),
    (8, "not_reported", (5,), (14, 15)),
    (40, "in_progress", (22,), (49,)),
    (46, "not_reported", (24, 25), (53, 54, 52)),  # 54 stands with both
]


@pytest.mark.parametrize(("no", "status", "main_tasks", "indicators"), TASKS)
def test_a_key_task_stands_with_what_belongs_to_it(no: int, status: str, main_tasks: tuple, indicators: tuple, report: Report) -> None:
    (result,) = [result for result in report.tasks if result.task.no == no]
    assert (result.assessment.task, result.assessment.status) == (no, status)
    assert (result.main_tasks, result.indicators) == (main_tasks, indicators)


def test_every_key_task_stands_in_the_plans_order(report: Report) -> None:
    assert [result.task for result in report.tasks] == list(SYSTEM.key_tasks)


MAIN_TASKS = [  # main task; its goals, how the text-only ones stand, what measures the others; indicators, key tasks
    (4, {"M4.1": ("met", ())}, (15, 16), (11, 12, 13)),
    (6, {}, (18, 19), (14,)),
    (13, {"M13.1": (None, ("33.1",)), "M13.2": (None, ("35",)), "M13.3": (None, ("33.1", "33.2"))}, (33, 35, 37), (26, 27, 30)),
    (24, {"M24.1": ("not_reported", ()), "M24.2": (None, ("54",))}, (53, 54), (45, 46)),
]


@pytest.mark.parametrize(("no", "goals", "indicators", "key_tasks"), MAIN_TASKS)
def test_a_main_task_stands_with_its_goals_and_what_belongs_to_it(
    no: int, goals: dict, indicators: tuple, key_tasks: tuple, report: Report
) -> None:
    result = report.main_tasks[no - 1]
    assert result.task == SYSTEM.main_tasks[no - 1]
    stand = {each.goal.id: (each.assessment and each.assessment.status, each.items) for each in result.goals}
    assert (stand, result.indicators, result.key_tasks) == (goals, indicators, key_tasks)


def test_every_main_task_stands_in_the_plans_order(report: Report) -> None:
    assert [result.task.no for result in report.main_tasks] == list(range(1, 26))


def test_what_two_links_name_stands_once() -> None:
    links = (Link(4, (15, 43), (12, 8)), Link(5, (15,), (8,)), Link(4, (43, 46), (8, 40)))
    linked = consolidate(desk(system=replace(SYSTEM, links=links)), ())
    main = {result.task.no: (result.indicators, result.key_tasks) for result in linked.main_tasks if result.indicators}
    assert main == {4: ((15, 43, 46), (12, 8, 40)), 5: ((15,), (8,))}
    tasks = {result.task.no: (result.main_tasks, result.indicators) for result in linked.tasks if result.main_tasks}
    assert tasks == {8: ((4, 5), (15, 43, 46)), 12: ((4,), (15, 43)), 40: ((4,), (43, 46))}


STAGES = [  # the report's day; how the six stages stand, and the days to their end
    ("2018-12-31", "ahead 365, ahead 731, ahead 1096, ahead 1096, ahead 1461, ahead 2557"),
    ("2019-01-01", "current 364, ahead 730, ahead 1095, ahead 1095, ahead 1460, ahead 2556"),
    ("2019-12-31", "current 0, ahead 366, ahead 731, ahead 731, ahead 1096, ahead 2192"),
    ("2020-01-01", "past -1, current 365, ahead 730, ahead 730, ahead 1095, ahead 2191"),
    ("2021-06-30", "past -547, past -181, current 184, current 184, ahead 549, ahead 1645"),
    ("2026-01-01", "past -2193, past -1827, past -1462, past -1462, past -1097, past -1"),
]


@pytest.mark.parametrize(("day", "stand"), STAGES)
def test_stages_are_seen_from_the_reports_day(day: str, stand: str) -> None:
    report = consolidate(desk(rows=({"kind": "as_of", "text": day},)), ())
    assert report.as_of == date.fromisoformat(day)
    assert [each.stage for each in report.stages] == list(SYSTEM.stages)
    assert ", ".join(f"{each.state} {each.days_left}" for each in report.stages) == stand


CONFLICTS = [  # subject, what is answered; each conflict: whose value stands against whose
    ("43", "市城管局 96.5 | 市住建局 95.9 | 市水务集团 96.5 | 市交通局 94", ["96.5 市城管局 / 95.9 市住建局", "96.5 市城管局 / 94 市交通局"]),
    ("43", "市城管局 96.5 file=1.xlsx | 市城管局 95.9 file=2.xlsx", ["96.5 市城管局 / 95.9 市城管局"]),
    ("43", "市城管局 96.5 | 市城管局 90 sheet=旧表 hidden=1", ["96.5 市城管局 / 90 市城管局"]),
    ("43", "市城管局 不适用 | 市住建局 95.9", ["不适用 市城管局 / 95.9 市住建局"]),
    ("5", "市审计局 已开展 | 市教育局 未开展", ["已开展 市审计局 / 未开展 市教育局"]),
    ("M4.1", "市住建局 100 | 市城管局 98", ["100 市住建局 / 98 市城管局"]),
    ("43", "市城管局 96.5 | 市住建局 96.50", []),
    ("43", "市城管局 96.5 | 市住建局 正在统计 | 市水务集团 —", []),
    ("43", "市城管局 正在统计 | 市住建局 未到期", []),
    ("43", "市城管局 — | 市住建局 /", []),
    ("43", "市城管局 96.5 | 市住建局 95.9 year=2019", []),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "told", "expected"), CONFLICTS)
def test_a_conflict_is_an_answer_that_contradicts_the_chosen_one(subject: str, told: str, expected: list[str]) -> None:
    conflicts = consolidate(desk(f"{subject} {told}"), ()).conflicts
    sides = [(each.chosen, each.other) for each in conflicts]
    assert [" / ".join(f"{entry.actual.raw} {entry.department}" for entry in pair) for pair in sides] == expected
    assert {(each.item, each.year, each.note) for each in conflicts} <= {(subject, 2020, "")}


def test_highlights_of_all_files_complete_one_another() -> None:
    def told(file: str, title: str, text: str) -> Row:
        return {"kind": "highlight", "department": "市城管局", "file": file, "title": title, "text": text}

    rows = [
        *answers("市城管局 96 file=初稿.xlsx | 市城管局 97 file=终稿.xlsx", "43"),
        told("初稿.xlsx", "旧的题目", "旧的做法"),
        told("初稿.xlsx", "垃圾分类", "定时定点投放"),
        told("终稿.xlsx", "垃圾分类", "定时定点投放"),
        told("终稿.xlsx", "污水零直排", "一户一档"),
    ]
    assert [(each.title, each.text, each.department, each.source) for each in report_of(rows).highlights] == [
        ("旧的题目", "旧的做法", "市城管局", Source("初稿.xlsx", "亮点与特色", "A2")),
        ("垃圾分类", "定时定点投放", "市城管局", Source("终稿.xlsx", "亮点与特色", "A2")),
        ("污水零直排", "一户一档", "市城管局", Source("终稿.xlsx", "亮点与特色", "A3")),
    ]


def test_values_are_traced_and_cells_without_a_place_are_listed() -> None:
    review = desk("43 市城管局 96.5")
    stray = UnusedCell(Source("市城管局.xlsx", "指标完成情况", "J9"), "另见附页")
    report = consolidate(replace(review, batch=replace(review.batch, unused=(stray,))), ())
    assert [(row.subject, row.what, row.raw, row.source) for row in report.lineage] == [("43", "value", "96.5", CELL)]
    assert report.unused == (stray,)


def test_a_file_that_could_not_be_read_stands_among_the_submissions() -> None:
    rows = [*answers("市城管局 96.5", "43"), {"kind": "file", "file": "市住建局.xlsx", "outcome": "failed"}]
    told = {each.file: (each.department, each.outcome) for each in report_of(rows).submissions}
    assert told == {"市城管局.xlsx": ("市城管局", "read"), "市住建局.xlsx": ("市住建局", "failed")}
    assert isinstance(report_of(rows).submissions[0], Submission)


def test_statuses_are_counted_each_by_its_name() -> None:
    report = report_of([*answers("市生态环境局 65", "17"), *answers("市城管局 约98", "43"), *answers("市住建局 80", "44")])
    assert [(each.status, each.standing) for each in map(report.item, ("17", "43", "44", "45"))] == [
        ("met", "confirmed"), ("met", "doubted"), ("not_met", "confirmed"), ("not_reported", None),
    ]  # fmt: skip
    assert tally(report.items) == Tally(met=2, not_met=1, not_reported=len(report.items) - 3, doubted=1)
    assert (tally(report.items).total, Tally(not_applicable=3, not_reported=4, doubted=1).total, tally(()).total) == (68, 7, 0)

"""Where every value of the report comes from: one row a value, its cell, what was written, what was made of it, and whose file it was."""

from datetime import date

import pytest
from answers import answers
from scenes import Row, review_of, scene_of

from ecoreport.judging.lineage import trace
from ecoreport.model import LineageRow, Source


def way(row: LineageRow) -> str:
    """Write a row as a line: subject, year, what, place, then what was written → what was made of it (how)."""
    place = f"{row.source.file.removesuffix('.xlsx')}!{row.source.cell}"
    how = f"（{row.conversion}）" if row.conversion else ""
    return f"{row.subject} {row.year} {row.what} {place} {row.raw} → {row.normalised}{how}"


def ways(rows: list[Row]) -> list[str]:
    return [way(row) for row in trace(review_of(rows))]


EVERYTHING = (
    "市城管局 96.5 numerator=965户 denominator=1000户 average=94.2% average_change=0.5 assigned=95 assigned_met=完成 "
    "self_assessment=达标 statement=稳步提高 data_source=年报 sample_size=1000 remark=另报 evidence=43-01"
)
ITEMS = [
    ("a value", "43", "市城管局 96.5", ["43 2020 value 市城管局!D3 96.5 → 96.5"]),
    ("a value in another unit", "39.2", "市农业农村局 2.55千克/公顷", ["39.2 2020 value 市农业农村局!D3 2.55千克/公顷 → 0.17（2.55千克/公顷 → 0.17千克/亩）"]),
    ("a value with its unit", "43", "市城管局 96.5%", ["43 2020 value 市城管局!D3 96.5% → 96.5"]),
    ("words", "5", "市审计局 已有效开展", ["5 2020 value 市审计局!D3 已有效开展 → 已有效开展"]),
    ("a postponement", "43", "市城管局 正在统计", ["43 2020 value 市城管局!D3 正在统计 → 正在统计"]),
    ("a question", "43", "市城管局 95以上", ["43 2020 value 市城管局!D3 95以上 → "]),
    ("a goal of the plan's text", "M4.1", "市住建局 100", ["M4.1 2020 value 市住建局!D3 100 → 100"]),
    ("what the lead said, not what others did", "43", "市城管局 96.5 | 市住建局 95", ["43 2020 value 市城管局!D3 96.5 → 96.5"]),
    ("nothing, where nobody reports", "43", "市城管局 —", []),
    ("earlier years first", "43", "市城管局 95.5% year=2019 | 市城管局 96.5", [
        "43 2019 value 市城管局!D3 95.5% → 95.5",
        "43 2020 value 市城管局!E3 96.5 → 96.5",
    ]),
    ("earlier years also without this one", "43", "市城管局 95 year=2018 | 市城管局 95.5 year=2019", [
        "43 2018 value 市城管局!D3 95 → 95",
        "43 2019 value 市城管局!E3 95.5 → 95.5",
    ]),
    ("what stands beside the value", "43", EVERYTHING, [
        "43 2020 value 市城管局!D3 96.5 → 96.5",
        "43 2020 numerator 市城管局!E3 965户 → 965",
        "43 2020 denominator 市城管局!F3 1000户 → 1000",
        "43 2020 average 市城管局!G3 94.2% → 94.2",
        "43 2020 average_change 市城管局!H3 0.5 → 0.5",
        "43 2020 assigned 市城管局!I3 95 → 95",
        "43 2020 sample_size 市城管局!P3 1000 → 1000",
        "43 2020 assigned_met 市城管局!J3 完成 → 完成",
        "43 2020 self_assessment 市城管局!K3 达标 → 达标",
        "43 2020 statement 市城管局!L3 稳步提高 → 稳步提高",
        "43 2020 data_source 市城管局!M3 年报 → 年报",
    ]),
    ("no dashes beside it", "43", "市城管局 96.5 numerator=— denominator=1000", [
        "43 2020 value 市城管局!D3 96.5 → 96.5",
        "43 2020 denominator 市城管局!F3 1000 → 1000",
    ]),
    ("a fact of the first who knows it", "43", "市城管局 96.5 | 市住建局 95 average=暂无 | 市水务集团 95 average=94.20% | 市交通局 95 average=93", [
        "43 2020 value 市城管局!D3 96.5 → 96.5",
        "43 2020 average 市水务集团!E3 94.20% → 94.20",
    ]),
    ("facts that another department gives", "43", "市城管局 96.5 average=94.2% | 市住建局 95 average=93 average_change=0.50% assigned_met=通过", [
        "43 2020 value 市城管局!D3 96.5 → 96.5",
        "43 2020 average 市城管局!E3 94.2% → 94.2",
        "43 2020 average_change 市住建局!F3 0.50% → 0.50",
        "43 2020 assigned_met 市住建局!G3 通过 → 通过",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "told", "expected"), [pytest.param(*case, id=name) for name, *case in ITEMS])
def test_a_value_is_traced_with_all_that_it_was_judged_on(subject: str, told: str, expected: list[str]) -> None:
    assert ways(answers(told, subject)) == expected


def reference(year: str, **facts: str) -> Row:
    return {"kind": "reference", "subject": "43", "year": year, **facts}


OFFICE = [
    ("an earlier value", reference("2019", actual="95.5"), "43 2019 value 指标体系!A6 95.5 → 95.5"),
    ("an average", reference("2020", average="94.0"), "43 2020 average 指标体系!A6 94.0 → 94.0"),
    ("a finding", reference("2020", assigned_met="是"), "43 2020 assigned_met 指标体系!A6 是 → 是"),
    ("a finding against", reference("2020", assigned_met="否"), "43 2020 assigned_met 指标体系!A6 否 → 否"),
]


@pytest.mark.parametrize(("told", "expected"), [pytest.param(*case, id=name) for name, *case in OFFICE])
def test_the_offices_own_facts_are_traced_to_the_plans_workbook(told: Row, expected: str) -> None:
    rows = trace(review_of([told, *answers("市城管局 96.5 average=93", "43")]))
    (own,) = [row for row in rows if row.source.file == "指标体系"]
    assert way(own) == expected
    assert (own.source.sheet, own.sha256, own.department, own.dated) == ("参照值", "", None, None)
    assert "43 2020 average 市城管局!E3 93 → 93" in [way(row) for row in rows]


TASKS = [
    ("status=推进中 done=淘汰了一批 problem=无资金 next_step=抓紧 progress=80% funds=120 remark=另报", [
        "T8 2020 status 市经信局!C3 推进中 → 推进中",
        "T8 2020 done 市经信局!E3 淘汰了一批 → 淘汰了一批",
        "T8 2020 problem 市经信局!G3 无资金 → 无资金",
        "T8 2020 next_step 市经信局!H3 抓紧 → 抓紧",
        "T8 2020 progress 市经信局!D3 80% → 80",
        "T8 2020 funds 市经信局!F3 120 → 120",
    ]),
    ("status=推进中 progress=— funds=—", ["T8 2020 status 市经信局!C3 推进中 → 推进中"]),
    ("quantities=21|", ["T8 2020 quantity 市经信局!F3 21 → 21家（淘汰20家企业落后产能）"]),
    ("done=淘汰落后产能企业21家,整治“低散乱”企业43家", [
        "T8 2020 done 市经信局!C3 淘汰落后产能企业21家,整治“低散乱”企业43家 → 淘汰落后产能企业21家,整治“低散乱”企业43家",
        "T8 2020 quantity 市经信局!C3 21 → 21家（淘汰20家企业落后产能）",
        "T8 2020 quantity 市经信局!C3 43 → 43家（整治50家“低散乱”企业）",
    ]),
    ("progress=—", []),
]  # fmt: skip


@pytest.mark.parametrize(("row", "expected"), TASKS)
def test_a_key_task_is_traced_with_its_words_and_quantities(row: str, expected: list[str]) -> None:
    assert ways(answers(f"市经信局 _ {row}", "T8")) == expected


def test_rows_go_in_the_plans_order_items_then_goals_then_key_tasks() -> None:
    told = [
        ("T12", "市生态环境局 _ status=推进中"),
        ("T8", "市经信局 _ status=推进中"),
        ("M4.1", "市住建局 100"),
        ("43", "市城管局 96.5"),
        ("5", "市审计局 有效"),
    ]
    rows = trace(review_of([row for subject, line in told for row in answers(line, subject)]))
    assert [row.subject for row in rows] == ["5", "43", "M4.1", "T8", "T12"]


def signed(department: str, day: str, **more: str) -> Row:
    return {"kind": "signature", "department": department, "role": "filled_on", "text": day, **more}


def test_every_row_names_the_file_it_came_from_its_hash_its_department_and_its_day() -> None:
    rows = [
        *answers("市城管局 96.5 | 市住建局 95 average=94", "43"),
        signed("市城管局", "2021-01-15"),
        *answers("市经信局 _ status=推进中", "T8"),
    ]
    hashes = {submission.file: submission.sha256 for submission in scene_of(rows).batch.submissions}
    assert len(set(hashes.values())) == 3
    assert [(row.subject, row.source, row.sha256, row.department, row.dated) for row in trace(review_of(rows))] == [
        ("43", Source("市城管局.xlsx", "指标完成情况", "D3"), hashes["市城管局.xlsx"], "市城管局", date(2021, 1, 15)),
        ("43", Source("市住建局.xlsx", "指标完成情况", "E3"), hashes["市住建局.xlsx"], "市住建局", None),
        ("T8", Source("市经信局.xlsx", "重点任务进展", "C3"), hashes["市经信局.xlsx"], "市经信局", None),
    ]


def test_a_stranger_file_is_traced_without_a_department() -> None:
    (row,) = trace(review_of(answers("? 96.5 file=来信.xlsx", "43")))
    assert (way(row), row.department) == ("43 2020 value 来信!D2 96.5 → 96.5", None)


def test_the_other_lines_of_a_cover_leave_its_day_alone() -> None:
    cover = [
        signed("市城管局", "2021-01-15"),
        {**signed("市城管局", "张三"), "role": "filled_by"},
        {**signed("市城管局", "李四"), "role": "leader"},
    ]
    assert [row.dated for row in trace(review_of([*answers("市城管局 96.5", "43"), *cover]))] == [date(2021, 1, 15)]


def test_a_day_that_cannot_be_read_is_no_day() -> None:
    (row,) = trace(review_of([*answers("市城管局 96.5", "43"), signed("市城管局", "年初")]))
    assert row.dated is None

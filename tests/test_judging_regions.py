"""What counties say of themselves is judged by the plan's targets, county by county, and none of it becomes the city's."""

from dataclasses import replace
from decimal import Decimal

from scenes import SYSTEM
from scoped import entry, report_of

from ecoreport.model import KeyTaskReport, Note, Reference, Report, Scope, Source, Subject
from ecoreport.model.rows import region_row


def seen(report: Report) -> dict[str, list[tuple[str, str, str]]]:
    return {one.name: [(each.item.id, str(each.assessment.value), each.status) for each in one.items] for one in report.regions}


def test_regions_stand_in_the_plans_order_and_those_it_does_not_have_by_name_after_them() -> None:
    told = [
        entry("42", "96", f"C{row}", region=region) for row, region in enumerate(("鄞州区", "六横管委会", "北仑区", "普陀区", "定海区"), 3)
    ]
    assert [one.name for one in report_of(*told).regions] == ["定海区", "普陀区", "六横管委会", "北仑区", "鄞州区"]


def test_each_value_is_judged_by_the_plans_target_and_the_citys_stays_its_own() -> None:
    report = report_of(entry("42", "96", "C3"), entry("42", "90", "D3", region="普陀区"), entry("7", "98", "D4", region="普陀区"))
    assert seen(report) == {"普陀区": [("7", "98", "not_met"), ("42", "90", "not_met")]}
    assert [(str(report.item(id_).assessment.value), report.item(id_).status) for id_ in ("42", "7")] == [
        ("96", "met"),
        ("None", "not_reported"),
    ]


def test_what_a_region_says_reaches_no_history_no_conflict_and_no_trace_of_the_city() -> None:
    report = report_of(
        entry("42", "96", "C3"),
        entry("42", "90", "D3", region="普陀区"),
        entry("42", "80", "E3", 2019, region="普陀区"),
        entry("18", "30", "D4", region="定海区"),
    )
    assert report.item("42").assessment.history == ()
    assert report.conflicts == ()
    assert {row.source.cell for row in report.lineage} == {"C3"}


def test_a_regions_own_earlier_years_go_with_its_value() -> None:
    report = report_of(entry("42", "90", "D3", region="普陀区"), entry("42", "80", "E3", 2019, region="普陀区"))
    (result,) = report.regions[0].items
    assert [(past.year, past.value) for past in result.assessment.history] == [(2019, Decimal(80))]


def test_the_citys_own_references_are_no_countys_but_the_provinces_averages_are() -> None:
    own = Reference("34.1", 2020, average_change=Decimal("-1.2"), assigned=Decimal(5), cell="参照值!A6")
    past = Reference("34.1", 2019, actual=Decimal(30), cell="参照值!A7")
    report = report_of(entry("34.1", "27", "D3", region="普陀区"), system=replace(SYSTEM, references=(own, past)))
    (result,) = report.regions[0].items
    assert (result.assessment.facts.average_change, result.assessment.facts.assigned) == (Decimal("-1.2"), None)
    assert result.assessment.history == ()


def test_a_plan_or_a_part_of_the_year_of_a_region_is_not_its_value() -> None:
    report = report_of(entry("42", "90", "D3", region="普陀区", kind="plan"), entry("18", "50", "D4", region="普陀区", part="上半年"))
    assert report.regions == ()


def test_two_offices_of_a_region_that_differ_are_asked() -> None:
    report = report_of(entry("42", "96", "D3", region="普陀区"), entry("42", "97", "D9", region="普陀区"))
    assert seen(report) == {"普陀区": [("42", "None", "undecided")]}


def test_a_regions_tasks_stand_beside_its_items() -> None:
    source = Source("甲.xlsx", "表", "F3")
    done = KeyTaskReport(Subject("T7"), "市水利局", "甲.xlsx", source, status=Note("已完成", source), scope=Scope(region="定海区"))
    report = report_of(tasks=(done, replace(done, subject=Subject("T8"), year=2019)))
    assert [(task.task, task.status) for task in report.regions[0].tasks] == [(7, "completed")]
    assert report.task(7).assessment.status == "not_reported"


def test_a_region_is_a_row_for_other_programs() -> None:
    report = report_of(entry("42", "96", "D3", region="普陀区"))
    (row,) = report.rows("regions")
    assert row == region_row(report.regions[0])
    assert row["name"] == "普陀区"
    assert row["items"] == [
        {"id": "42", "value": "96", "text": None, "status": "met", "standing": "confirmed",
         "source": {"file": "甲.xlsx", "sheet": "表", "cell": "D3"}, "reason": row["items"][0]["reason"], "gap": row["items"][0]["gap"]}
    ]  # fmt: skip

"""What is heard of a batch: what is told to be another place's or another kind of number is left out or asked, once a table."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ecoreport.judging.scopes import heard, of_regions
from ecoreport.model import Batch, Entry, Figure, KeyTaskReport, Note, Scope, Source, Subject
from ecoreport.system import load_system

SYSTEM = load_system()
TITLE = Source("甲.xlsx", "表", "A1")
END, SEPTEMBER = date(2020, 12, 31), date(2020, 9, 30)


def told(cell: str, subject: str = "22", **scope: object) -> Entry:
    figure = Figure("value", "98", Source("甲.xlsx", "表", cell), Decimal(98))
    made = Scope(words="某某", source=TITLE, **scope) if scope else Scope()  # type: ignore[arg-type]
    return Entry(Subject(subject), 2020, "市生态环境局", "甲.xlsx", figure, scope=made)


def hear(*entries: Entry, as_of: date = END, tasks: tuple[KeyTaskReport, ...] = ()) -> Batch:
    return heard(Batch(entries=entries, tasks=tasks), SYSTEM, 2020, as_of)


def test_what_says_nothing_of_its_scope_is_heard_without_a_word() -> None:
    assert hear(told("C3")) == Batch(entries=(told("C3"),))


@pytest.mark.parametrize(
    ("scope", "code", "says"),
    [
        ({"elsewhere": "宁波市"}, "H310", "“某某”说明这是宁波市的数，其中的内容（C3、C4）没有采用"),
        ({"kind": "plan"}, "H310", "“某某”说明这是计划或目标，其中的内容（C3、C4）没有采用"),
        ({"region": "普陀区"}, "H308", "“某某”说明这是普陀区的数（C3、C4），列入县（区）情况，没有作为全市完成值采用"),
    ],
)
def test_a_table_that_is_left_out_is_told_once(scope: dict[str, str], code: str, says: str) -> None:
    batch = hear(told("C3", **scope), told("C4", "7", **scope))
    assert batch.entries == ()
    assert [(finding.code, finding.message) for finding in batch.findings] == [(code, says)]


def test_a_table_of_a_part_of_the_year_is_asked_item_by_item_as_one_group() -> None:
    batch = hear(told("C3", part="上半年"), told("C4", "7", part="上半年"))
    assert [(entry.actual.state, entry.actual.value) for entry in batch.entries] == [("asked", None)] * 2
    assert [(finding.code, finding.item) for finding in batch.findings] == [("H311", "22"), ("H311", "7")]
    assert len({finding.group for finding in batch.findings}) == 1


@pytest.mark.parametrize(
    ("until", "as_of", "state"),
    [
        (date(2020, 9, 30), SEPTEMBER, "value"),
        (date(2020, 9, 30), date(2020, 9, 29), "asked"),
        (date(2020, 9, 30), END, "asked"),
        (None, SEPTEMBER, "asked"),
    ],
)
def test_inside_the_year_the_figures_up_to_the_day_are_heard(until: date | None, as_of: date, state: str) -> None:
    (entry,) = hear(told("C3", part="1—9月", until=until), as_of=as_of).entries
    assert entry.actual.state == state


def test_a_task_of_another_year_or_of_a_plan_is_not_heard() -> None:
    def report(year: int | None, **scope: object) -> KeyTaskReport:
        source = Source("甲.xlsx", "表", "C3")
        made = Scope(words="计划", **scope)  # type: ignore[arg-type]
        return KeyTaskReport(Subject("T5"), "市生态环境局", "甲.xlsx", source, Note("已完成", source), year=year, scope=made)

    batch = hear(tasks=(report(2019), report(2020), report(None)))
    assert [task.year for task in batch.tasks] == [2020, None]
    assert [finding.message for finding in batch.findings] == ["“2019年”说明这是2019年的任务情况，其中的内容（C3）没有采用"]
    assert [finding.code for finding in hear(tasks=(report(2020, kind="plan"),)).findings] == ["H310"]


def test_a_region_s_values_are_kept_apart_unless_they_are_its_plan() -> None:
    batch = of_regions(Batch(entries=(told("C3", region="普陀区"), told("C4", region="普陀区", kind="plan"), told("C5"))))
    assert [entry.actual.source.cell for entry in batch.entries] == ["C3"]


def under_way(**scope: object) -> KeyTaskReport:
    made = Scope(words="某某", source=TITLE, **scope) if scope else Scope()  # type: ignore[arg-type]
    cell = Source("甲.xlsx", "表", "C3")
    return KeyTaskReport(Subject("T5"), "市生态环境局", "甲.xlsx", cell, status=Note("推进中", cell), scope=made)


def test_a_task_of_a_part_of_the_year_is_asked_and_nothing_of_it_is_taken() -> None:
    batch = hear(tasks=(under_way(part="上半年"),))
    assert [report.contested for report in batch.tasks] == [True]
    assert [(finding.code, finding.severity, finding.task) for finding in batch.findings] == [("H311", "verify", 5)]


def test_a_part_of_the_year_is_no_more_than_told_where_the_whole_year_is_answered() -> None:
    batch = hear(told("C3", part="上半年"), told("C4"), tasks=(under_way(part="上半年"), under_way()))
    assert [(finding.code, finding.severity) for finding in batch.findings] == [("H311", "notice")] * 2
    assert [report.contested for report in batch.tasks] == [False]


def test_a_part_that_counts_on_its_day_is_doubted() -> None:
    batch = hear(told("C3", part="1—9月", until=SEPTEMBER), as_of=SEPTEMBER, tasks=(under_way(part="1—9月", until=SEPTEMBER),))
    assert [(finding.code, finding.severity) for finding in batch.findings] == [("H312", "verify")] * 2
    assert batch.entries[0].scope.adopted and batch.tasks[0].scope.adopted


def test_years_before_in_a_table_of_first_figures_are_what_they_were() -> None:
    past = replace(told("C4", kind="estimate"), year=2019)
    batch = hear(told("C3", kind="estimate"), past)
    assert [entry.actual.state for entry in batch.entries] == ["asked", "value"]
    assert [finding.code for finding in batch.findings] == ["H311"]

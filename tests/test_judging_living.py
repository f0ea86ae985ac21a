"""What still counts of a settled batch: answers that stand, what they leave unsaid, and the findings about them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from deliveries import came, settle

from ecoreport.judging.living import living
from ecoreport.model import Batch, Entry, Figure, Finding, Note, Source

OLD, NEW = "甲v1.xlsx", "甲v2.xlsx"
TOLD = {
    "average": Figure("value", "90", Source(OLD, "表", "E3"), Decimal(90)),
    "numerator": Figure("value", "49", Source(OLD, "表", "F3"), Decimal(49)),
    "statement": Note("按时完成", Source(OLD, "表", "G3")),
    "evidence": Note("43-01", Source(OLD, "表", "H3")),
}


def found(*places: Source | None, subject: str | None = None) -> tuple[Finding, ...]:
    return tuple(Finding(f"N101-{place}", "N101", "verify", "约数", "请核对", subject=subject, source=place) for place in places)  # type: ignore[arg-type]


def of(file: str, line: int) -> Source:
    return Source(file, "表", f"C{line}")


def test_only_the_records_that_stand_are_left() -> None:
    batch = living(settle(came(f"{OLD} on=2021-01-10 43:1 46:2 T8:甲 E3-2:甲 H:甲", f"{NEW} on=2021-01-15 43:3 T8:乙 E3-02:乙 H:甲")))
    assert [(entry.subject, entry.actual.raw) for entry in batch.entries] == [("46", "2"), ("43", "3")]
    assert [report.file for report in batch.tasks] == [piece.file for piece in batch.evidence] == [NEW]
    assert [highlight.file for highlight in batch.highlights] == [OLD]
    assert [sign.file for sign in batch.signatures] == [OLD, NEW]  # each speaks for what stands of its file
    assert len(batch.submissions) == 2


def test_nothing_but_extras_is_left_of_a_superseded_file() -> None:
    batch = living(settle(came(f"{OLD} 43:1 H:甲 E:批复", f"{NEW} 43:3")))
    assert {record.file for record in (*batch.entries, *batch.signatures)} == {NEW}
    assert {record.file for record in (*batch.highlights, *batch.evidence)} == {OLD}


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("98", {"average", "numerator", "statement", "evidence"}),  # the same value anew
        ("97", {"average", "evidence"}),  # 分子 and 说明 are the old value's
    ],
)
def test_what_a_correction_leaves_unsaid_stands(value: str, kept: set[str]) -> None:
    def fill(entry: Entry) -> Entry:
        return replace(entry, **TOLD) if entry.file == OLD else replace(entry, data_source=Note("快报", of(NEW, 9)))

    batch = came(f"{OLD} 43:98 46:1", f"{NEW} 43:{value}")
    (entry,) = (entry for entry in _lived(replace(batch, entries=tuple(map(fill, batch.entries)))).entries if entry.subject == "43")
    assert (entry.file, entry.actual.raw) == (NEW, value)
    assert {name for name in TOLD if getattr(entry, name) == TOLD[name]} == kept
    assert all(getattr(entry, name) is None for name in TOLD if name not in kept)


def test_the_latest_of_the_earlier_answers_is_asked_first() -> None:
    batch = came("甲v1.xlsx 43:1", "甲v2.xlsx 43:2", "甲v3.xlsx 43:3")
    facts = {"甲v1.xlsx": "90", "甲v2.xlsx": "91", "甲v3.xlsx": None}
    entries = tuple(
        replace(entry, average=Figure("value", said, entry.actual.source, Decimal(said))) if (said := facts[entry.file]) else entry
        for entry in batch.entries
    )
    (entry,) = _lived(replace(batch, entries=entries)).entries
    assert (entry.actual.raw, entry.average and entry.average.raw) == ("3", "91")


def test_what_proves_a_task_and_what_it_cost_stand_too() -> None:
    note, funds = Note("T8-01", Source(OLD, "表", "H3")), Figure("value", "30", Source(OLD, "表", "I3"), Decimal(30))
    batch = came(f"{OLD} T8:推进中", f"{NEW} T8:已完成")
    tasks = tuple(replace(task, evidence=note, funds=funds, problem=note) if task.file == OLD else task for task in batch.tasks)
    (task,) = _lived(replace(batch, tasks=tasks)).tasks
    assert (task.file, task.evidence, task.funds, task.problem) == (NEW, note, funds, None)


def test_a_finding_lives_as_long_as_what_it_is_about() -> None:
    batch = came(f"{OLD} 43:1 46:2", f"{NEW} 43:3")
    told = found(of(OLD, 3), of(OLD, 4), of(NEW, 3), Source(OLD), Source(OLD, "表"), None)
    told += found(of(OLD, 99), subject="43") + found(of(OLD, 98), subject="46")
    left = _lived(replace(batch, findings=told)).findings
    assert [finding.source for finding in left if finding.code == "N101"] == [
        of(OLD, 4), of(NEW, 3), Source(OLD), Source(OLD, "表"), None, of(OLD, 98),
    ]  # fmt: skip


def test_words_that_were_asked_for_a_value_are_words_beside_one() -> None:
    place = of(NEW, 3)
    explained = replace(
        came(f"{NEW} 43:无").entries[0], actual=Figure("asked", "经核实无误", place), statement=Note("经核实无误", place)
    )  # fmt: skip
    alone = replace(came(NEW), entries=(explained,), findings=found(place, subject="43"))
    assert [(entry.actual.state, len(_lived(alone).findings)) for entry in _lived(alone).entries] == [("asked", 1)]
    batch = _lived(came(f"{OLD} 43:98") + alone)
    assert [(entry.actual.state, entry.file) for entry in batch.entries] == [("value", OLD), ("blank", NEW)]
    assert batch.findings == ()


def test_of_a_superseded_file_only_that_is_told() -> None:
    batch = came(f"{OLD} 43:1", f"{NEW} 43:3")
    left = _lived(replace(batch, findings=found(Source(OLD), of(OLD, 3), of(NEW, 3)))).findings
    assert [(finding.code, finding.file) for finding in left] == [("N101", NEW), ("H501", OLD)]


def _lived(batch: Batch) -> Batch:
    return living(settle(batch))

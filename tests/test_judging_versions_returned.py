"""A file that was given back and sent in again is later than what it was; with nothing changed it replaces nothing."""

from dataclasses import replace

from scenes import SYSTEM, VOCABULARY, Row, ledger_of

from ecoreport.judging import versions
from ecoreport.model import Answered, Batch, Note, Source
from ecoreport.work import understand

OLD, BACK = "市水利局/台账.xlsx", "市水利局/退回/台账.xlsx"
ROW: Row = {"subject": "42", "department": "市水利局", "actual": "94"}
SAID = Answered("K101-0000000000", (Note("因扩建（演示）", Source(BACK, "反馈意见", "G5")),), words="因扩建（演示）")


def settled(row: Row, *answers: Answered, returned: str | None = "a" * 64) -> Batch:
    first, second = (understand(ledger_of(file, [line], SYSTEM), SYSTEM, VOCABULARY, 2020) for file, line in ((OLD, ROW), (BACK, row)))
    first = replace(first, submissions=(replace(first.submissions[0], sha256="a" * 64),))
    second = replace(second, submissions=(replace(second.submissions[0], sha256="b" * 64, returned=returned),), answers=answers)
    return versions.settle(first + second, VOCABULARY)


def outcomes(batch: Batch) -> dict[str, str]:
    return {submission.file: submission.outcome for submission in batch.submissions}


def codes(batch: Batch) -> list[str]:
    return [finding.code for finding in batch.findings if finding.code.startswith("H5")]


def test_a_changed_value_replaces_the_one_that_was_given_back_without_a_question() -> None:
    batch = settled({**ROW, "actual": "96.5"})
    assert outcomes(batch) == {OLD: "superseded", BACK: "read"}
    assert codes(batch) == ["H501"]
    assert [entry.lapse.why for entry in batch.entries if entry.lapse] == ["是退回修改后重报的"]


def test_without_the_mark_nobody_could_tell_which_is_later() -> None:
    assert codes(settled({**ROW, "actual": "96.5"}, returned=None)) == ["H502"]


def test_with_nothing_changed_it_replaces_nothing() -> None:
    batch = settled(ROW)
    assert outcomes(batch) == {OLD: "read", BACK: "read"}
    assert codes(batch) == ["H504"]


def test_an_answer_alone_is_a_change() -> None:
    assert codes(settled(ROW, SAID)) != ["H504"]


def test_where_the_mark_lost_what_it_was_it_counts_as_a_correction() -> None:
    assert outcomes(settled({**ROW, "actual": "96.5"}, returned="")) == {OLD: "superseded", BACK: "read"}

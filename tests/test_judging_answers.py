"""What the records of a batch answer, and when two of them say the same."""

import pytest
from deliveries import came

from ecoreport.judging.answers import answered, evidence_number, said

NUMBERS = [
    ("3-02", "3-02"), ("3-2", "3-02"), ("15.1-10", "15.1-10"), ("３－２", "3-02"), ("3—2", "3-02"), ("t7-1", "T7-01"), ("3_2", "3-02"),
    *[(f"{word}3-2", "3-02") for word in ("佐证", "附件", "材料", "编号", "第")], ("第3-2号", "3-02"), ("任务7-1", "任务7-01"),
    ("1", None), ("附件1", None), ("3-", None), ("3-2-1", None), ("", None), ("一", None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "number"), NUMBERS)
def test_a_piece_of_evidence_is_known_by_its_number_however_written(written: str, number: str | None) -> None:
    assert evidence_number(written) == number


def test_where_something_stands_is_not_what_it_says() -> None:
    one, other = came("甲.xlsx 43:98 T8:已完成 E3-2:批复"), came("乙.xlsx of=市住建局 46:98#普陀区 T9:已完成#普陀区 E3-2:批复#普陀区")
    for mine, theirs in zip((*one.entries, *one.tasks, *one.evidence), (*other.entries, *other.tasks, *other.evidence), strict=True):
        assert said(mine) == said(theirs)
        assert answered(mine) == answered(theirs)

"""The list of replaced answers: each with both places, and what was written in them."""

from deliveries import came, settle

from ecoreport.judging.replaced import replaced_in
from ecoreport.model import Replaced, Told


def told(*files: str) -> list[str]:
    return [_line(each) for each in replaced_in(settle(came(*files, period=2020)), 2020)]


def _line(each: Replaced) -> str:
    year = f"@{each.year}" if each.year else ""
    of = f" {each.region}" if each.region else ""
    return f"{each.kind} {each.id}{year} {each.department}{of}: {_told(each.before)} → {_told(each.after)}"


def _told(told: Told) -> str:
    return f"{told.value or told.text} {told.source.file.removesuffix('.xlsx')}!{told.source.cell}"


def test_each_kind_is_listed_in_order_with_both_places() -> None:
    assert told("甲v1.xlsx E3-2:甲 T8:推进中 M4.1:有 43:1 7@2019:2", "甲v2.xlsx 7@2019:3 43:4 M4.1:无 T8:已完成 E3-02:乙") == [
        "item 7@2019 市城管局: 2 甲v1!C7 → 3 甲v2!C3",
        "item 43@2020 市城管局: 1 甲v1!C6 → 4 甲v2!C4",
        "goal M4.1@2020 市城管局: 有 甲v1!C5 → 无 甲v2!C5",
        "task T8@2020 市城管局: 推进中 甲v1!C4 → 已完成 甲v2!C6",
        "evidence 3-02 市城管局: 甲 甲v1!C3 → 乙 甲v2!C7",
    ]


def test_each_answer_of_a_chain_gave_way_to_the_one_that_stands() -> None:
    assert told("甲v1.xlsx 43:1", "甲v3.xlsx 43:1", "甲v2.xlsx 43:2") == [
        "item 43@2020 市城管局: 1 甲v1!C3 → 1 甲v3!C3",
        "item 43@2020 市城管局: 2 甲v2!C3 → 1 甲v3!C3",
    ]


def test_what_is_asked_or_only_repeated_was_not_replaced() -> None:
    assert told("甲.xlsx 43:1", "乙.xlsx 43:2") == told("甲.xlsx 43:1", "甲(2).xlsx 43:1") == told("甲.xlsx 43:1", "乙.xlsx 46:2") == []


def test_a_region_s_answers_are_named_for_it() -> None:
    assert told("甲v1.xlsx 43:1#普陀区", "甲v2.xlsx 43:2#普陀区") == ["item 43@2020 市城管局 普陀区: 1 甲v1!C3 → 2 甲v2!C3"]


def test_what_a_row_says_was_reported_before_is_listed() -> None:
    assert told("甲.xlsx 43:98<97") == ["item 43@2020 市城管局: 97 甲!B3 → 98 甲!C3"]
    assert told("甲.xlsx 43:97", "乙.xlsx 43:98<97") == [
        "item 43@2020 市城管局: 97 乙!B3 → 98 乙!C3",
        "item 43@2020 市城管局: 97 甲!C3 → 98 乙!C3",
    ]

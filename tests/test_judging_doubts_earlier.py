"""K125: what a note says of the years before an item that must rise, or fall, year by year."""

import pytest
from one_item import found

NOTES = [  # beside 9.8, 9.1, 8.7 of an item that is to fall year by year
    ("2019年9.1为快报数，正式公报发布的2019年为8.2，没有换。", ["2019年值填“9.1”"]),
    ("2019年快报数为9.3，正式公报发布的2019年为9.1，表中已换成公报数。", []),
    ("勘误：2019年经省里复核更正为8.5，本表录的是复核前的9.1。", ["2019年值填“9.1”"]),
    ("勘误：2019年初稿误印为8.4，经省里复核为9.1。", []),
    ("2019年经省里复核更正为9.2。", []),  # the years go on falling
    ("2018年计划为8.0。", []),
]


@pytest.mark.parametrize(("note", "told"), NOTES)
def test_a_year_before_that_was_mended_turns_the_trend(note: str, told: list[str]) -> None:
    messages = found("K125", "9.8", "9.1", "8.7", item="34.2", remark=note)
    assert [message.partition("的")[2].partition("，")[0] for message in messages] == told

"""What a text undertakes, by when, and why something has not been reached."""

import pytest

from ecoreport.language.undertakings import day_in, gives_cause, says_nothing, undertaking_in

SAID = [  # what stands there, what will be done, by when, what is left
    ("部分海岛管网未完工；计划2021年6月底前完成改造。", "计划2021年6月底前完成改造", "2021年6月底前", "部分海岛管网未完工"),
    ("部分品目供给不足，2021年将完善采购目录。", "2021年将完善采购目录", "", "部分品目供给不足"),
    ("设备到货推迟，预计3月投运", "预计3月投运", "3月", "设备到货推迟"),
    ("年底前完成整治", "年底前完成整治", "年底前", ""),
    ("力争2021年第一季度完工，6月通水", "力争2021年第一季度完工，6月通水", "6月", ""),
    ("已于2020年12月底前完成整改", "", "", "已于2020年12月底前完成整改"),
    ("按计划完成；年度计划任务全部完成", "", "", "按计划完成；年度计划任务全部完成"),
    ("将军路管网尚未接通", "", "", "将军路管网尚未接通"),
    ("", "", "", ""),
]


@pytest.mark.parametrize(("text", "words", "day", "rest"), SAID)
def test_what_will_be_done_is_taken_out_of_what_was(text: str, words: str, day: str, rest: str) -> None:
    told = undertaking_in(text)
    assert (told.words, told.day, told.rest) == (words, day, rest)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-06-30", "2021-06-30"),
        ("2021年上半年", "2021年上半年"),
        ("明年二季度前", "明年二季度前"),
        ("6月30日前", "6月30日前"),
        ("尽快", ""),
    ],
)
def test_a_day_is_named_as_it_was_written(text: str, day: str) -> None:
    assert day_in(text) == day


def test_a_cause_is_one_and_an_empty_phrase_says_nothing() -> None:
    assert [text for text in ("因疫情停工", "受台风影响", "尚未接通", "因此达标", "示例虚构") if gives_cause(text)] == [
        "因疫情停工", "受台风影响", "尚未接通",
    ]  # fmt: skip
    assert [text for text in ("无", "暂无。", "/", "完善目录") if says_nothing(text)] == ["无", "暂无。", "/"]

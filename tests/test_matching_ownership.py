"""Where in a text an owner's name stands."""

import pytest

from ecoreport.matching.ownership import (
    after_label,
    goes_on_as_alias,
    heads_helper,
    heads_no_owner,
    is_against,
    is_mention,
    is_told_of,
    others_in,
    pass_over,
    tells,
    without_quoted,
)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("填报单位:某某局", "某某局"),
        ("地区:某县", "某县"),
        ("对标城市:某市", ""),
        ("联系电话:123", ""),
        ("某市指标", "某市指标"),
        ("附件3:某市指标", "某市指标"),
    ],
)
def test_a_label_of_an_owner_is_passed_over_and_another_s_says_nothing(text: str, rest: str) -> None:
    assert after_label(text) == rest


@pytest.mark.parametrize(
    "text", ["2020年|宁波市", "附件3|宁波市", "二〇二〇年度|宁波市", "截至2020年12月底|宁波市", "报送|宁波市", "(一)|宁波市", "1.|宁波市"]
)
def test_numbers_years_and_words_of_sending_stand_before_the_head(text: str) -> None:
    before, _ = text.split("|")
    plain, at = text.replace("|", ""), 0
    while (end := pass_over(plain, at)) > at:
        at = end
    assert at == len(before)


def test_what_follows_a_name_says_whether_it_speaks() -> None:
    assert is_mention("某市经验", 2)
    assert not is_mention("某市指标", 2)
    assert is_told_of("全省2020年", 2)
    assert not is_told_of("全省示范市创建", 2)
    assert tells("某市2020年指标", 2)
    assert is_against("与某市", 1)
    assert goes_on_as_alias("某某分局", 2) == "branch"
    assert goes_on_as_alias("某某2020年", 2) == "whole"
    assert goes_on_as_alias("某某山水质", 2) == ""


def test_documents_are_left_out() -> None:
    assert without_quoted("《某省条例》指标") == "指标"


def test_other_places_without_a_name_are_not_ours() -> None:
    assert others_in("2020年周边城市平均") == "周边城市"
    assert others_in("创建先进城市指标") == ""


@pytest.mark.parametrize(("label", "owns", "helps"), [
    ("调查机构", False, True), ("项目实施单位", False, True), ("评价单位", False, True), ("数据提供单位", False, False), ("编制单位", False, False),
    ("填报单位", True, False), ("县（区）", True, False), ("用能单位", True, False),
])  # fmt: skip
def test_who_made_something_is_not_whose_it_is(label: str, owns: bool, helps: bool) -> None:
    assert heads_no_owner(label) is not owns
    assert heads_helper(label) is helps

"""Whose number of which kind it is told to be: what is adopted, what is asked, and which word outranks which."""

import pytest

from ecoreport.model import Scope, Source


@pytest.mark.parametrize(
    ("scope", "fate"),
    [
        (Scope(), "adopted"),
        (Scope(region="普陀区"), "left out"),
        (Scope(elsewhere="宁波市"), "left out"),
        (Scope(kind="plan"), "left out"),
        (Scope(kind="void"), "left out"),
        (Scope(kind="points"), "left out"),
        (Scope(kind="example"), "left out"),
        (Scope(part="上半年"), "asked"),
        (Scope(kind="forecast"), "asked"),
        (Scope(kind="estimate"), "asked"),
        (Scope(kind="estimate", elsewhere="全省"), "left out"),
        (Scope(part="上半年", region="普陀区"), "left out"),
    ],
)
def test_only_what_is_told_to_be_nothing_else_is_this_places_value(scope: Scope, fate: str) -> None:
    assert (scope.adopted, scope.asked) == (fate == "adopted", fate == "asked")


def test_a_region_s_plan_is_not_the_region_s_value() -> None:
    assert Scope(region="普陀区").stands
    assert not Scope(region="普陀区", kind="plan").stands


def test_a_row_s_own_word_outranks_the_table_s_and_keeps_what_only_the_table_says() -> None:
    at = Source("甲.xlsx", "表", "A1")
    table = Scope(elsewhere="全省", part="上半年", words="全省上半年", source=at)
    assert Scope(region="普陀区", words="普陀区").within(table) == Scope(region="普陀区", part="上半年", words="普陀区", source=at)
    assert Scope().within(table) == table
    assert Scope(kind="plan").within(Scope(kind="void")).kind == "plan"

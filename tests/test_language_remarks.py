"""What a few words beside a number say of it."""

import time

import pytest

from ecoreport.language.remarks import is_note, is_part_of_scope, narrowing_in, speaks_of_its_table


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("仅本岛", "part"),
        ("其余行业不在内", "lacking"),
        ("船舶修造行业单列数", "part"),
        ("本格为各省区市汇总之全国数", "elsewhere"),
        ("新公报未出,先沿用上年公报数", "time"),
        ("二〇一八年调查成果", "time"),
        ("自2019年7月1日起,至2020年6月30日止", "time"),
        ("秋季一个航次", "time"),
        ("先占个位,数出来再换", "example"),
        ("到年底可望达到", "forecast"),
        ("按播种面积匡算", "early"),
        ("省水利厅核查未予认可", "refused"),
        ("高于全省平均水平", None),
        ("计算方法同上年", None),
        ("退回整改企业3家,均已完成", None),
        ("6月、9月、12月各监测一次,取平均值", None),
    ],
)
def test_a_clause_about_the_number_is_told_from_one_about_the_work(text: str, kind: str | None) -> None:
    told = narrowing_in(text, 2020)
    assert (told.kind if told else None) == kind


def test_a_line_of_its_own_must_name_the_numbers_that_it_speaks_of() -> None:
    assert speaks_of_its_table("(以上数字只含衢山本岛)", 2020)
    assert not speaks_of_its_table("衢山本岛数据", 2020)  # the title of the next table


def test_the_extent_of_an_item_is_no_part() -> None:
    assert is_part_of_scope("勾山河平石桥断面(按月次)")
    assert not is_part_of_scope("国控断面")
    assert not is_part_of_scope("全市")


@pytest.mark.parametrize(
    "text", ["注：1.化肥折纯；2.农药折百。", "备注1.数据截至年底", "(说明：按实物量计)", "*注:含岛屿", "填表说明：…", "填报说明: …"]
)
def test_a_note_says_that_it_is_one(text: str) -> None:
    assert is_note(text)
    assert not is_note(text.lstrip("(*备填报表注说明1:：."))


def test_what_begins_like_a_note_may_be_a_name() -> None:
    assert not any(map(is_note, ("注册志愿者人数", "说明书", "备注", "注意力经济")))


def test_long_texts_take_no_time() -> None:
    begun = time.perf_counter()
    for unit in ("仅统计本岛", "按面积", "不含岛", "预计年底可达", "来自市", "2019年调查", "被局"):
        for mark in ("", ",", "的"):
            narrowing_in((unit + mark) * 30, 2020)
            narrowing_in(unit + mark * 30 + unit * 6, 2020)
    assert time.perf_counter() - begun < 1

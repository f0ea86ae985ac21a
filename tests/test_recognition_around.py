"""The texts around a table that may say whose numbers it holds."""

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.matching import matcher_for
from ecoreport.recognition.around import said_around
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.headings import HeadingReader

MATCHER = matcher_for(SYSTEM, VOCABULARY)
SETTING = Setting("甲.xlsx", None, 2020, SYSTEM, VOCABULARY, MATCHER, HeadingReader(VOCABULARY, 2020, MATCHER.places))


@pytest.mark.parametrize(
    ("sketch", "head", "told"),
    [
        ("大表\n小表\n指标 | 2020年\n甲 | 1", 3, ["title 小表", "title 大表"]),
        ("对标城市 | 宁波市\n指标 | 2020年", 2, ["title 对标城市"]),
        ("甲 | 乙 | 丙\n指标 | 2020年", 2, []),
        ("填报单位:甲 | 填报人:乙 | 日期:丙\n指标 | 2020年", 2, ["title 填报单位:甲", "title 填报人:乙", "title 日期:丙"]),
        ("指标 | 2020年\n甲 | 1\n注:某某\n某某", 1, ["note 注:某某"]),
    ],
)
def test_titles_stand_above_and_notes_below(sketch: str, head: int, told: list[str]) -> None:
    said = said_around(draw(sketch).sheets[0], range(head), SETTING, below=range(head + 1, 99))
    assert [f"{each.where} {each.text}" for each in said] == told


def test_a_title_beside_a_table_is_another_s() -> None:
    sheet = draw("甲市 | | | 乙市\n指标 | 2020年 | | 指标").sheets[0]
    assert [each.text for each in said_around(sheet, range(2), SETTING, (1, 2))] == ["甲市"]

"""A colour that the sheet explains is a label like any other."""

from dataclasses import replace

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.model import Ledger
from ecoreport.recognition import recognise
from ecoreport.recognition.colours import explained

YELLOW, GREEN = "FFFFFF00", "FF92D050"
TABLE = "农村饮用水达标人口覆盖率(%) | 98.4 | 96.1\n单位GDP用水量(立方米/万元) | 25.8 | 27.3"


def painted(sketch: str, *fills: tuple[int, int, str]) -> Ledger:
    ledger = draw(sketch, "市水利局/台账.xlsx")
    return replace(ledger, sheets=(replace(ledger.sheets[0], fills=fills), *ledger.sheets[1:]))


@pytest.mark.parametrize("line", ["黄底的是去年数,没有底色的是今年数", "注:黄色为去年数，无底色为今年数", "标黄的=上年；没有颜色的=本年"])
def test_colours_tell_which_column_is_which_year(line):
    ledger = painted(f"{TABLE}\n{line}", (1, 3, YELLOW), (2, 3, YELLOW))
    slots = [slot for record in recognise(ledger, SYSTEM, VOCABULARY, 2020).records for slot in record.slots if slot.field == "actual"]
    assert {(slot.text, slot.year) for slot in slots} == {("98.4", 2020), ("96.1", 2019), ("25.8", 2020), ("27.3", 2019)}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("黄色为暂估", "暂估"), ("绿色为暂估", None), ("本表黄金时段数据", None), ("", None),
    ],
)  # fmt: skip
def test_a_cell_is_told_what_its_colour_means(line, told):
    sheet = painted(f"{TABLE}\n{line}", (1, 2, YELLOW)).sheets[0]
    assert {cell.comment for cell in explained(sheet).cells if cell.address == "B1"} == {told}

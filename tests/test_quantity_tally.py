"""What the amounts of a note make together, held against the value beside which they stand."""

from decimal import Decimal

import pytest

from ecoreport.quantity.tally import comes_out, counted_in, less_than_asked, listed_in, per_unit_in, quotient_in, rates_in

NAME, STEP = "政府绿色采购比例", Decimal("0.2")
OTHERWISE = [  # a value, a note that tells another, one that comes out
    ("85", "采购节能环保产品1.36亿元，同类采购1.74亿元。", "采购节能环保产品1.48亿元，同类采购1.74亿元。"),
    ("100", "应训412人，三期分别到了150人、138人、119人。", "应训407人，三期分别到了150人、138人、119人。"),
    ("95.9", "366天里好天气339天。", "366天里好天气351天。"),
    (
        "92.1",
        "利用量：粉煤灰41.2、炉渣8.6、脱硫石膏12.3万吨；产生量72.9万吨",
        "利用量：粉煤灰41.2、炉渣8.6、脱硫石膏12.3万吨；产生量67.4万吨",
    ),
    ("96", "全市25块里，1块检测超标没通过，还有2块没做评估。", "全市25块里，1块检测超标没通过，其余24块都通过了。"),
    ("98.5", "清运40.2万吨，烧掉37.9万吨，余下露天堆着。", "清运40.2万吨，烧掉39.6万吨，余下0.6万吨积在仓内。"),
]


@pytest.mark.parametrize(("value", "otherwise", "comes"), OTHERWISE)
def test_a_note_tells_another_share_where_nothing_in_it_comes_out(value: str, otherwise: str, comes: str) -> None:
    number = Decimal(value)
    assert any(number * Decimal("0.7") < each.percent < number for each in counted_in(otherwise, NAME, number))
    assert not comes_out(otherwise, number, STEP)
    assert comes_out(comes, number, STEP)


def test_parts_told_in_tenths_are_a_list() -> None:
    assert listed_in("定海九成一，普陀八成九，岱山九成出头。") == (91, 89, 90)


def test_an_intensity_comes_of_the_two_amounts_that_a_note_tells() -> None:
    told = quotient_in("全年用药52.4吨（折百），面积28.6万亩", "千克/亩")
    assert told is not None
    assert round(told, 3) == Decimal("0.183")
    assert quotient_in("全年用药52.4吨", "千克/亩") is None


def test_what_is_told_for_each_unit_is_read_in_the_unit_of_the_intensity() -> None:
    ((told, words),) = per_unit_in("农药使用量折算，每公顷2.62千克。", "千克/亩")
    assert round(told, 4) == Decimal("0.1747")
    assert words == "每公顷2.62千克"


def test_a_rate_of_change_is_computed_as_far_as_rounding_tells() -> None:
    ((low, printed, high),) = rates_in("单位GDP建设用地由上年19.6公顷/亿元降到18.9公顷/亿元。")
    assert low < printed < high
    assert round(printed, 2) == Decimal("3.57")


def test_what_is_done_is_held_against_what_is_asked_in_the_same_verb() -> None:
    assert less_than_asked("省里要求下降4.5%，初算下降3.9%。") == "下降3.9%"
    assert less_than_asked("省里要求下降4.5%，核算下降5.2%。") is None

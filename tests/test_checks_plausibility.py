"""Can this number be: what tells a slip of the unit, a jump, a copy, a share that no sample gives. On plans with other units and names."""

import pytest
from one_item import found, plan_with
from scenes import findings_of

# ---- slips of the unit --------------------------------------------------------------------------

SLIPS = [
    ("公里", 10, 10000, "1000倍，单位可能是“米”（方案为“公里”）"),
    ("米", 10000, 10, "1/1000，单位可能是“公里”（方案为“米”）"),
    ("吨", 10, 10000, "1000倍，单位可能是“千克”（方案为“吨”）"),
    ("千克", 10000, 10, "1/1000，单位可能是“吨”（方案为“千克”）"),
    ("亿元", 3, 30000, "10000倍，单位可能是“万元”（方案为“亿元”）"),
    ("万元", 30000, 3, "1/10000，单位可能是“亿元”（方案为“万元”）"),
    ("万元", 3, 30000, "10000倍，单位可能是“元”（方案为“万元”）"),
    ("元", 30000, 3, "1/10000，单位可能是“万元”（方案为“元”）"),
    ("平方公里", 3, 300, "100倍，单位可能是“公顷”（方案为“平方公里”）"),
    ("公顷", 300, 3, "1/100，单位可能是“平方公里”（方案为“公顷”）"),
    ("公顷", 20, 300, "15倍，单位可能是“亩”（方案为“公顷”）"),
    ("亩", 300, 20, "1/15，单位可能是“公顷”（方案为“亩”）"),
    ("公顷", 3, 30000, "10000倍，单位可能是“平方米”（方案为“公顷”）"),
    ("平方米", 30000, 3, "1/10000，单位可能是“公顷”（方案为“平方米”）"),
    ("千克/亩", 2, 30, "15倍，单位可能是“千克/公顷”（方案为“千克/亩”）"),
    ("千克/公顷", 30, 2, "1/15，单位可能是“千克/亩”（方案为“千克/公顷”）"),
    ("公里", 10, 1000, "100倍，可能错移了两位小数点"),
    ("公里", 1000, 10, "1/100，可能错移了两位小数点"),
    ("家", 10, 10000, "1000倍，可能用错了千倍的单位（如把吨写成千克）"),
    ("家", 3, 30000, "10000倍，可能漏写或多写了“万”"),
    ("立方米/公顷", 2, 30, "15倍，可能混淆了亩与公顷"),
]


@pytest.mark.parametrize(("unit", "last", "value", "told"), SLIPS, ids=[f"{case[0]}: {case[1]} → {case[2]}" for case in SLIPS])
def test_a_slip_of_the_unit_is_told_with_the_unit_that_was_meant(unit: str, last: int, value: int, told: str) -> None:
    system = plan_with("21.1", unit=unit, target="逐年提高")
    (message,) = found("P103", last, value, system=system)
    assert message == f"第21.1项“自然岸线修复长度”填报“{value}”，约为上年值“{last}”的{told}"


# 12 % to both sides of the factor
EDGES = [
    ("880", True), ("879", False), ("1120", True), ("1121", False), ("88", True), ("112", True), ("87.9", False), ("112.1", False),
    ("8800", True), ("11200", True), ("8799", False), ("15", False), ("1", False), ("3", False),
]  # fmt: skip


@pytest.mark.parametrize(("value", "told"), EDGES)
def test_a_ratio_must_come_near_to_the_factor(value: str, told: bool) -> None:
    assert bool(found("P103", 1, value, system=plan_with("21.1", unit="公里", target="逐年提高"))) == told


def test_a_value_is_held_against_the_bound_only_where_there_is_no_last_year() -> None:
    length = plan_with("21.1", target="≥10")
    assert found("P103", 10000, system=length) == [
        "第21.1项“自然岸线修复长度”填报“10000”，约为指标值“10”的1000倍，单位可能是“米”（方案为“公里”）"
    ]
    assert found("P103", 9800, 10000, system=length) == []
    assert found("P103", 0, 10000, system=length) == []
    assert found("P103", 10000, system=plan_with("21.1", target="≥0")) == []
    assert found("P103", 10000, system=plan_with("21.1", target="逐年提高")) == []
    assert found("P103", "暂无", 10000, system=length) != []


def test_a_share_is_not_held_against_its_bound_but_against_last_year() -> None:
    assert found("P103", 0.85, item="51") == []
    assert found("P103", 85, "0.84%", item="51") == ["第51项“政府绿色采购比例”填报“0.84%”，约为上年值“85”的1/100，可能错移了两位小数点"]


def test_nothing_is_said_of_zero_of_less_and_of_words() -> None:
    system = plan_with("21.1", target="≥10", name="自然岸线年增量")
    assert [found("P103", 10, value, system=system) for value in (0, -10000, "暂无")] == [[], [], []]


# ---- beyond what can be -------------------------------------------------------------------------


def test_a_rate_of_change_may_be_negative_to_100() -> None:
    system = plan_with("51", measure="变化率")
    assert [len(found("P101", f"{value}%", item="51", system=system)) for value in (-100.1, -100, -5, 0, 100, 100.1)] == [1, 0, 0, 0, 0, 1]


def test_a_share_lies_from_0_to_100() -> None:
    assert [len(found("P101", value, item="51")) for value in ("-0.1%", "0", "100", "100.1", "暂无")] == [1, 0, 0, 1, 0]
    assert found("P101", 120, item="46") == []


def test_a_change_of_size_may_be_negative() -> None:
    assert found("P102", -3, item="46", system=plan_with("46", measure="变化率")) == []


def test_a_size_is_not_negative() -> None:
    assert [len(found("P102", value, item="46")) for value in (-0.1, 0, 3, "暂无")] == [1, 0, 0, 0]
    assert found("P102", -3, item="51") == []


# ---- jumps --------------------------------------------------------------------------------------

JUMPS = [  # of a size, of a share
    ("46", (10, 10.1, 15.2), True), ("46", (10, 10.1, 12.7), True), ("46", (10, 10.1, 12.6), False), ("46", (10, 11, 16.9), True), ("46", (10, 11, 16), False),
    ("46", (10, 11, 16.6), True), ("46", (10, 9, 14.1), True), ("46", (9, 10, 10, 15.1), True), ("46", (9, 10, 10, 15), False),
    ("46", (10.1, 15.2), False), ("46", (10, 10, "暂无"), False), ("46", (10, "暂无", 30), False),
    ("51", (70, 71, 86.1), True), ("51", (70, 71, 86), False), ("51", (70, 75, 90), False), ("51", (70, 73, 88.1), True), ("51", (70, 73, 88), False),
    ("51", (90, 90, 74.9), True), ("51", (90, 86.9, 71.4), False),
    ("46", (10, 10.5, 10, 15.1), True),
]  # fmt: skip


@pytest.mark.parametrize(("item", "values", "told"), JUMPS, ids=[f"{case[0]}: {case[1]}" for case in JUMPS])
def test_a_step_far_beyond_the_usual_is_a_jump(item: str, values: tuple[object, ...], told: bool) -> None:
    assert bool(found("P104", *values, item=item)) == told


def test_a_jump_names_all_earlier_years() -> None:
    assert found("P104", 14.5, 14.8, 15, 6.1, item="46") == [
        "第46项“城镇人均公园绿地面积”2020年为6.1，而此前依次为14.5、14.8、15，变化异常"
    ]


# ---- copies -------------------------------------------------------------------------------------


def test_a_number_of_three_digits_that_stands_again_is_told() -> None:
    assert [bool(found("P105", value, value, item="51")) for value in ("85.2", "85", "100", "85.0", "850")] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert found("P105", "85.2", "85.3", item="51") == []
    assert found("P105", "85.2", None, "85.2", item="51") == []
    assert found("P105", "暂无", "暂无", item="51") == []


def test_copies_of_a_department_are_told_together() -> None:
    rows = [
        {"department": department, "subject": item, "year": year, "actual": "85.27"}
        for department, item in (("市生态环境局", "40"), ("市生态环境局", "26"), ("市财政局", "51"), ("", "43"))
        for year in ("2019", "2020")
    ]
    assert [(finding.department, finding.message) for finding in findings_of(rows) if finding.code == "P105"] == [
        (None, "未识别的单位填报的第43项（85.27）与上年数值完全相同"),
        ("市生态环境局", "市生态环境局填报的第26项（85.27）、第40项（85.27）与上年数值完全相同"),
        ("市财政局", "市财政局填报的第51项（85.27）与上年数值完全相同"),
    ]


LONG = "对两个县区和一个功能区的领导干部开展了自然资源资产审计"  # 26 characters


@pytest.mark.parametrize(("text", "told"), [(LONG[:20], True), (LONG[:19], False)])
def test_a_text_of_twenty_characters_that_stands_again_is_told(text: str, told: bool) -> None:
    assert bool(found("P108", text, text, item="5")) == told


def test_a_long_copied_text_is_quoted_in_part() -> None:
    assert found("P108", LONG + "八项", LONG + "八项", item="5")[0].endswith(f"：“{LONG}八项”")
    assert found("P108", LONG + "八十八八项", LONG + "八十八八项", item="5")[0].endswith(f"：“{(LONG + '八十八八项')[:30]}…”")


def test_another_department_s_item_s_or_wording_is_no_copy() -> None:
    others = [("市审计局", "6", LONG), ("市财政局", "5", LONG), ("市审计局", "5", f"{LONG}八项")]
    for department, item, text in others:
        rows = [
            {"department": department, "subject": item, "year": "2019", "actual": text, "file": "去年.xlsx"},
            {"department": "市审计局", "subject": "5", "actual": LONG, "file": "今年.xlsx"},
        ]
        assert [finding for finding in findings_of(rows) if finding.code == "P108"] == []


# ---- shares of a sample -------------------------------------------------------------------------

SHARES = [  # a sample of so many, a share, is it told
    ("100", "94.56", True), ("100", "94.5", True), ("100", "94", False), ("1000", "94.5", False), ("1000", "94.55", True), ("7", "85.7", False), ("7", "85.8", True),
    ("7", "86", False), ("3", "33.33", False), ("3", "33.34", True), ("3", "66.7", False), ("3", "66.6", True), ("100", "0", False), ("100", "100", False),
    ("100", "-0.5", False), ("100", "100.5", False), ("0", "94.56", False), ("-100", "94.56", False), ("99.5", "94.56", False), ("暂无", "94.56", False), ("100", "暂无", False),
]  # fmt: skip


@pytest.mark.parametrize(("size", "share", "told"), SHARES)
def test_a_sample_gives_only_some_shares(size: str, share: str, told: bool) -> None:
    assert bool(found("P106", share, item="54", sample_size=size)) == told


def test_a_denominator_without_a_numerator_stands_for_the_sample() -> None:
    assert found("P106", "94.56", item="54", denominator="100") != []
    assert found("P106", "94.56", item="54", denominator="100", numerator="94.56") == []
    assert found("P106", "94.56", item="54", denominator="100", numerator="暂无") != []
    assert found("P106", "94.56", item="54", denominator="100", sample_size="10000") == []
    assert found("P106", "94.56", item="46", sample_size="100") == []
    assert found("P106", "9.456成", item="54", sample_size="100") == []


def test_three_years_of_zero_are_told_where_more_is_better() -> None:
    assert [
        len(found("P107", *values, item="51")) for values in ((0, 0, 0), (0, 0), (0, 1, 0), (0, 0, 1), (0, "暂无", 0), (0, 0, 0, 0))
    ] == [1, 0, 0, 0, 0, 1]
    assert found("P107", 0, 0, 0, item="5") == []

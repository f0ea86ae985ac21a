"""Every family of targets that cities write: (target, unit, direction, facts) -> verdict, read from test_targets_cases/.

One line is one case: target | unit | direction | facts | status | reason | gap; every reason was read by a person. Facts are short: a=actual p=earlier years, oldest first
v=average c=change of the average g=assigned m=held to be met s=statement b=branch n=the item's name y=its year l=its place. "·" stands for nothing, "⏎" for a line break.
"""

import pickle
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoreport.model import Facts
from ecoreport.model.judgement import VerdictStatus
from ecoreport.targets import parse_target

FOLDER = Path(__file__).parent / "test_targets_cases"


def read_table(name):
    """Read one table of cases."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def facts_of(text):
    """Read the short form of facts."""
    found = {}
    for part in text.split(" "):
        key, _, value = part.partition("=")
        if key in ("a", "v", "c", "g"):
            found[{"a": "actual", "v": "average", "c": "average_change", "g": "assigned"}[key]] = Decimal(value)
        elif key == "p":
            found["previous"] = tuple(Decimal(number) for number in value.split(","))
        elif key == "m":
            found["assigned_met"] = value == "yes"
        elif key == "s":
            found["statement"] = value
        elif key in ("b", "n", "l"):
            found[{"b": "branch", "n": "subject", "l": "place"}[key]] = value
        elif key == "y":
            found["year"] = int(value)
    return Facts(**found)


def cases_of(table):
    """Split a table into its cases."""
    for line in table.strip().splitlines():
        target, unit, direction, facts, status, reason, gap = (part.strip() for part in line.split("|"))
        asked = ("" if target == "·" else target.replace("⏎", "\n"), None if unit == "·" else unit, None if direction == "·" else direction)
        yield asked, facts, (status, reason, None if gap == "·" else gap)


def verdict_of(target, facts):
    """Judge, and give the whole verdict as a table prints it."""
    verdict = target.judge(facts_of(facts))
    return verdict.status, verdict.reason, None if verdict.gap is None else str(verdict.gap)


FAMILIES = sorted(path.stem for path in FOLDER.glob("*.txt") if not path.stem.startswith("plan_2020"))
CASES = [(family, *case) for family in FAMILIES for case in cases_of(read_table(family))]


def test_the_table_covers_every_family_widely():
    assert len(CASES) >= 1000


@pytest.mark.parametrize(("family", "asked", "facts", "verdict"), CASES)
def test_a_target_is_judged_as_an_official_would(family, asked, facts, verdict):
    assert verdict_of(parse_target(*asked), facts) == verdict


@pytest.mark.parametrize("asked", [asked for asked, _, _ in cases_of(read_table("not_understood"))])
def test_what_is_not_understood_says_so(asked):
    assert not parse_target(*asked).understood


MISSING = [
    ("≥85", "up", "·", {"现状值"}),
    ("逐年提高", "up", "a=3 p=2", {"前年数值"}),
    ("逐年提高", "up", "a=3", {"前年数值", "上年数值"}),
    ("不降低", "up", "a=3", {"上年数值"}),
    ("高于全省平均值", "up", "a=3", {"全省平均值"}),
    ("高于全省平均值或逐年上升", "up", "a=3", {"全省平均值", "前年数值", "上年数值"}),
    ("提高幅度大于全省平均值", "up", "a=3 p=2", {"全省平均变化幅度"}),
    ("完成上级下达的目标", "up", "a=3", {"上级下达目标值"}),
    ("山区≥70 丘陵区≥40", "up", "a=50", {"所属类型"}),
    ("有效开展", None, "·", {"完成情况说明"}),
    ("25", None, "a=30", {"指标方向"}),
    ("山区≥70 丘陵区≥40", "up", "a=50 b=高寒区", {"所属类型"}),
    ("2020年≥70;2025年≥80", "up", "a=75", {"考核年度"}),
    ("已达标地区保持稳定,未达标地区持续改善", "up", "a=85 p=80,85", {"所属类型"}),
    ("近五年逐年提高", "up", "a=5 p=3,4", {"前4年数值"}),
    ("近五年逐年提高", "up", "a=5", {"前4年数值"}),
    ("≥85,且能源消耗总量不超过控制目标值", "up", "a=86", {"上级认定", "完成情况说明"}),
    ("完成上级下达的目标", "up", "g=3", {"现状值"}),
    ("高于全省平均值", "up", "·", {"现状值", "全省平均值"}),
    ("提高幅度大于全省平均值", "up", "·", {"现状值", "上年数值", "全省平均变化幅度"}),
    ("较上年下降5个百分点以上", "down", "a=3", {"上年数值"}),
    ("较上年下降5个百分点以上", "down", "·", {"现状值"}),
    ("面积不减少", None, "a=3", {"上年数值", "完成情况说明"}),
    ("≥85,逐年提高", "up", "·", {"现状值"}),
]


@pytest.mark.parametrize(("text", "direction", "facts", "missing"), MISSING)
def test_an_open_verdict_names_what_is_missing(text, direction, facts, missing):
    verdict = parse_target(text, None, direction).judge(facts_of(facts))
    assert verdict.status == "undecided"
    assert set(verdict.missing) == missing
    assert all(name in verdict.reason for name in missing)


def test_an_assignment_met_on_words_alone_says_so():
    target = parse_target("完成上级下达的目标", "%", "up")
    assert target.judge(facts_of("s=已完成")).by_words
    assert not target.judge(facts_of("m=yes s=已完成")).by_words
    assert not target.judge(facts_of("a=9 g=8 s=已完成")).by_words
    assert not parse_target("有效开展", "-").judge(facts_of("s=有效开展")).by_words


@pytest.mark.parametrize("text", ["≥85,或逐年提高", "山区≥70 丘陵区≥40", "有效开展", "5≥%", ""])
def test_a_target_is_a_value(text):
    target = parse_target(text, "%", "up")
    assert hash(target) == hash(parse_target(text, "%", "up"))
    assert pickle.loads(pickle.dumps(target)) == target


def test_a_huge_text_is_quickly_put_aside():
    for text in ("≥85,或" * 20_000, "(" * 50_000, "未" * 50_000, "≥" + "9" * 50_000, "面积不减少," * 9_000, "1-" * 9_000, "1e999999999"):
        assert parse_target(text).judge(facts_of("a=90 s=面积不减少")).status == "undecided"


def test_a_long_statement_is_quickly_judged():
    verdict = parse_target("建立").judge(Facts(statement="未" * 100_000 + "建立" * 100_000))
    assert verdict.status != "met"


SPLINTERS = """
≥ ≤ > < = 》 《 85 100 0.3 % ‰ - ~ ( ) , ; 、 / 或 且 不 未 无 逐年 提高 下降 幅度 大于 低于 全省平均值 上年 完成 上级下达 目标 任务 山区 大城市 其他地区
已达标地区 保持稳定 面积 减少 建立 有效开展 制定实施 以上 以内 之间 介于 万吨 dB(A) 且 的 近三年
"""
FRAGMENTS = st.sampled_from(SPLINTERS.split())
NUMBERS = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000)
FACTS = st.builds(
    Facts,
    actual=NUMBERS,
    previous=st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=1, min_value=-10, max_value=10), max_size=4).map(tuple),
    average=NUMBERS,
    average_change=NUMBERS,
    assigned=NUMBERS,
    assigned_met=st.none() | st.booleans(),
    statement=st.none() | st.text(max_size=30) | st.lists(FRAGMENTS, max_size=6).map("".join),
    branch=st.none() | st.sampled_from(["山区", "大城市", "市", ""]),
)


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(max_size=40) | st.lists(FRAGMENTS, max_size=9).map("".join),
    unit=st.none() | st.sampled_from(["%", "‰", "-", "", "μg/m³", "天", "??"]),
    direction=st.sampled_from(["up", "down", None]),
    facts=FACTS,
)
def test_no_text_ever_raises_and_what_is_not_understood_is_never_met(text, unit, direction, facts):
    target = parse_target(text, unit, direction)
    verdict = target.judge(facts)
    assert verdict.status in get_args(VerdictStatus)
    assert verdict.reason
    if not target.understood:
        assert (verdict.status, verdict.gap) == ("undecided", None)
    if verdict.status == "undecided":
        assert not verdict.by_words


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1E+61", "-1E+61", "1E-61"])
def test_what_is_no_measurement_is_left_out(number):
    def reason(text, **facts):
        return parse_target(text, "%", "up").judge(Facts(**facts)).reason

    actual = Decimal(90)
    assert reason("≥85", actual=Decimal(number)) == "缺现状值，无法判定"
    assert reason("高于全省平均值", actual=actual, average=Decimal(number)) == "缺全省平均值，无法判定"
    assert (
        reason("提高幅度大于全省平均值", actual=actual, previous=(actual,), average_change=Decimal(number))
        == "缺全省平均变化幅度，无法判定"
    )
    assert reason("完成上级下达的目标", actual=actual, assigned=Decimal(number)) == "缺上级下达目标值，无法判定"
    assert reason("逐年提高", actual=actual, previous=(Decimal(88), Decimal(number), Decimal(89))) == (
        "上年89、本年90，较上年上升，缺前年数值，无法判定是否逐年提高"
    )


def test_the_largest_measurement_is_held_exactly():
    assert parse_target("≥85", "%").judge(Facts(actual=Decimal("1E+60"))).status == "met"
    assert parse_target("≥85", "%").judge(Facts(actual=Decimal("1E-60"))).status == "not_met"

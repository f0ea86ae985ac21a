"""A target is told back as it was understood: each requirement in words, with what the facts say to it."""

from decimal import Decimal

import pytest

from ecoreport.model import Facts, Requirement
from ecoreport.system import load_system
from ecoreport.targets import parse_target
from ecoreport.targets.requirements import tell_requirements

SUBJECTS = load_system().subjects


def lines(requirement: Requirement, depth: int = 0) -> list[str]:
    """Lay a requirement out, its parts further in; + holds, - does not, ? is open."""
    mark = {True: "+", False: "-", None: "?"}[requirement.holds]
    branch = f"{requirement.branch}:" if requirement.branch else ""
    return [f"{' ' * depth}{mark}{branch}{requirement.words}", *(line for part in requirement.parts for line in lines(part, depth + 1))]


OWN = Facts(actual=Decimal(90), previous=(Decimal(80), Decimal(85)), average_change=Decimal(7))
TOLD = [
    ("≥85", "%", "up", OWN, ["+不低于85%"]),
    ("100", "%", None, OWN, ["-不低于100%"]),
    ("0.3-0.4之间", "", None, Facts(actual=Decimal("0.5")), ["-在0.3至0.4之间"]),
    ("≤全省平均值", "%", "down", OWN, ["?不高于全省平均值"]),
    ("不降低", "%", "up", OWN, ["+不降低：不低于上年"]),
    ("逐年降低", "吨", "down", OWN, ["-逐年降低：每一年都比上一年低，连续两次以上"]),
    ("连续三年前10名", "", None, OWN, ["-连续三年前10名：连续三年都不高于10"]),
    ("较上年下降5%以上", "吨", "down", OWN, ["-较上年下降5%以上：比上年下降的幅度不低于5%"]),
    ("制定实施", "-", None, Facts(statement="已制定实施"), ["+填报的话说明“制定实施”"]),
    ("完成上级下达的目标", "%", "up", OWN, ["?完成上级下达的目标，完成值不低于上级下达目标值，或由上级认定完成"]),
    ("看情况", "%", "up", OWN, ["?未能识别，须人工判定"]),
    ("", "%", "up", OWN, ["?未列指标值，须人工判定"]),
    (
        "≥95,或逐年提高且提高幅度大于全省平均值",
        "%",
        "up",
        OWN,
        [
            "-做到其中一条即可",
            " -不低于95%",
            " -同时做到",
            "  +逐年提高：每一年都比上一年高，连续两次以上",
            "  -提高幅度大于全省平均值：比上年上升的幅度高于全省平均变化幅度",
        ],
    ),
]


@pytest.mark.parametrize(("text", "unit", "direction", "facts", "told"), TOLD, ids=[case[0] for case in TOLD])
def test_each_requirement_is_told_in_words_and_held_against_the_facts(text, unit, direction, facts, told) -> None:
    assert lines(tell_requirements(parse_target(text, unit, direction), facts)) == told


def test_only_the_branch_of_the_place_is_held_against_the_facts() -> None:
    target = parse_target("山区≥70 丘陵区≥40 平原地区≥19", "%", "up")
    known = tell_requirements(target, Facts(actual=Decimal(50), branch="丘陵区"))
    assert lines(known) == ["+按所属类型取一条", " ?山区:不低于70%", " +丘陵区:不低于40%", " ?平原地区:不低于19%"]
    assert lines(tell_requirements(target, Facts(actual=Decimal(50))))[1:] == [
        " -山区:不低于70%",
        " +丘陵区:不低于40%",
        " +平原地区:不低于19%",
    ]


def test_without_facts_every_requirement_is_open_and_says_nothing() -> None:
    requirement = tell_requirements(parse_target("≥85", "%", "up"), None)
    assert (requirement.holds, requirement.reason) == (None, "")


@pytest.mark.parametrize("subject", SUBJECTS, ids=[subject.id for subject in SUBJECTS])
def test_every_target_of_the_plan_is_told_without_a_blank(subject) -> None:
    for line in lines(tell_requirements(parse_target(subject.target, subject.unit, subject.direction), Facts())):
        assert line.strip("?+- ")
        assert "未能识别" not in line

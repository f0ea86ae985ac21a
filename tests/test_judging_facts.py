"""What a value is judged on: the facts and where each was read, earlier years, the city's branch, the words in turn."""

from dataclasses import replace
from decimal import Decimal

import pytest
from answers import judge
from scenes import SYSTEM

from ecoreport.model import IndicatorSystem, Reference, Source, YearValue

OFFICE = Source("指标体系", "参照值", "A6")


def place(file: str, cell: str) -> Source:
    return Source(file, "指标完成情况", cell)


LEAD, SUPPORT = "市城管局.xlsx", "市住建局.xlsx"
FIGURES = ("average", "average_change", "assigned")
FACTS = [  # who gives the fact (▢), what is known then, and where it was read
    ("the lead's own", "市城管局 96.5 ▢=81 | 市住建局 95.9 ▢=82", "81", LEAD),
    ("a supporting department's, where the lead gives none", "市城管局 96.5 | 市住建局 95.9 ▢=82", "82", SUPPORT),
    ("also where its value does not stand", "市城管局 96.5 | 市住建局 暂无 ▢=82", "82", SUPPORT),
    ("a supporting department's, where the lead's is not out yet", "市城管局 96.5 ▢=暂无 | 市住建局 95.9 ▢=82", "82", SUPPORT),
    ("zero is a fact", "市城管局 96.5 ▢=0 | 市住建局 95.9 ▢=82", "0", LEAD),
]


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize(("told", "value", "file"), [pytest.param(*case, id=name) for name, *case in FACTS])
def test_a_fact_comes_from_the_first_who_gives_it(name: str, told: str, value: str, file: str) -> None:
    assessment = judge(told.replace("▢", name), "43")
    assert getattr(assessment.facts, name) == Decimal(value)
    assert assessment.fact_sources == ((name, place(file, "E3")),)
    assert [other for other in FIGURES if getattr(assessment.facts, other) is not None] == [name]


RECOGNISED = [
    *[(word, True) for word in ("是", "完成", "已完成", "达到", "已达到", "合格", "通过", "已通过", "优秀", "良好")],
    *[(word, False) for word in ("否", "未完成", "未达到", "不合格", "未通过", "没有完成")],
    ("优秀。", True), ("未通过.", False), ("基本完成", None), ("待认定", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "met"), RECOGNISED)
def test_what_superiors_found_is_read_from_plain_words_only(words: str, met: bool | None) -> None:
    assessment = judge(f"市城管局 96.5 assigned_met={words}", "43")
    assert assessment.facts.assigned_met is met
    assert assessment.fact_sources == (() if met is None else (("assigned_met", place(LEAD, "E3")),))


def test_what_superiors_found_comes_from_the_first_whose_words_are_plain() -> None:
    assessment = judge("市城管局 96.5 assigned_met=待认定 | 市住建局 95 assigned_met=未通过 | 市水务集团 94 assigned_met=通过", "43")
    assert (assessment.facts.assigned_met, assessment.fact_sources) == (False, (("assigned_met", place(SUPPORT, "E3")),))


def reference(year: str = "2020", **facts: str) -> dict[str, str]:
    return {"kind": "reference", "subject": "43", "year": year, **facts}


ALL_FACTS = "市城管局 96.5 average=84 average_change=1.5 assigned=80 assigned_met=完成"
OUTRANKED = [
    ("average", "83", Decimal(83)),
    ("average_change", "0", Decimal(0)),
    ("assigned", "81", Decimal(81)),
    ("assigned_met", "否", False),
]


@pytest.mark.parametrize(("name", "told", "known"), OUTRANKED)
def test_the_offices_own_fact_outranks_a_ledgers_and_leaves_the_others(name: str, told: str, known: Decimal | bool) -> None:
    plain = judge(ALL_FACTS, "43")
    assessment = judge(ALL_FACTS, "43", reference(**{name: told}))
    assert assessment.facts == replace(plain.facts, **{name: known})
    assert dict(assessment.fact_sources) == {**dict(plain.fact_sources), name: OFFICE}


def test_the_offices_facts_of_another_year_are_none_of_this_year() -> None:
    assessment = judge(ALL_FACTS, "43", reference(year="2019", average="83", assigned_met="否"))
    assert assessment.facts == judge(ALL_FACTS, "43").facts
    assert (assessment.facts.average, assessment.facts.assigned_met) == (Decimal(84), True)


def test_a_fact_without_a_place_in_the_plan_is_still_the_offices() -> None:
    office = judge(ALL_FACTS, "43", reference(average="83"))
    bare = replace(SYSTEM, references=(replace(Reference("43", 2020, average=Decimal(83)), cell=""),))
    assert office.fact_sources[0] == ("average", OFFICE)
    assert judge(ALL_FACTS, "43", system=bare).fact_sources[0] == ("average", Source("指标体系", "参照值"))


# ---- earlier years ------------------------------------------------------------------------------


def years(told: str, department: str = "市城管局") -> str:
    """Write "2018:90 2020:95" as answers of one department."""
    return " | ".join(f"{department} {value} year={year}" for year, value in (each.split(":") for each in told.split()))


TRENDS = [
    ("the years just before, oldest first", "2018:90 2019:91 2020:95", "90 91"),
    ("four of them at most", "2015:86 2016:87 2017:88 2018:89 2019:90 2020:95", "87 88 89 90"),
    ("a gap ends the row", "2016:87 2017:88 2019:90 2020:95", "90"),
    ("nothing without the year just before", "2017:88 2018:89 2020:95", ""),
    ("a dash is a gap", "2017:88 2018:— 2019:90 2020:95", "90"),
    ("so is 暂无", "2017:88 2018:暂无 2019:90 2020:95", "90"),
    ("so is a question", "2017:88 2018:90以上 2019:90 2020:95", "90"),
    ("zero is a value", "2018:0 2019:90 2020:95", "0 90"),
    ("next year is none of them", "2019:90 2020:95 2021:99", "90"),
]


@pytest.mark.parametrize(("told", "previous"), [pytest.param(*case, id=name) for name, *case in TRENDS])
def test_the_years_before_make_the_trend(told: str, previous: str) -> None:
    assert judge(years(told), "43").facts.previous == tuple(Decimal(value) for value in previous.split())


def test_history_keeps_every_earlier_year_that_is_known_with_its_place() -> None:
    assessment = judge(years("2015:85 2016:86 2018:88 2020:95"), "43")
    first, second = assessment.history
    assert (first.year, first.value, first.text, first.source) == (2016, Decimal(86), None, place(LEAD, "E3"))
    assert (first.figure.raw, first.figure.unit) == ("86", "%")
    assert (second.year, second.value, second.source) == (2018, Decimal(88), place(LEAD, "F3"))
    assert (assessment.of_year(2018), assessment.of_year(2017)) == (second, None)


def test_history_is_known_where_this_year_is_not() -> None:
    assessment = judge(years("2018:90 2019:91"), "43")
    assert (assessment.status, [past.year for past in assessment.history]) == ("not_reported", [2018, 2019])


def test_an_earlier_years_value_is_the_leads_too() -> None:
    told = "市住建局 88 year=2019 | 市城管局 90 year=2019 | 市住建局 87 year=2018 | 市城管局 暂无 year=2018 | 市城管局 95"
    assert judge(told, "43").facts.previous == (Decimal(87), Decimal(90))


def test_two_answers_to_an_earlier_year_are_no_value_of_it() -> None:
    assessment = judge("市城管局 90 year=2019 file=1.xlsx | 市城管局 89 year=2019 file=2.xlsx | 市城管局 95 file=3.xlsx", "43")
    (past,) = assessment.history
    assert (past.year, past.value, past.text, past.figure.raw) == (2019, None, None, "90")
    assert assessment.facts.previous == ()


def test_words_of_an_earlier_year_are_kept_and_make_no_trend() -> None:
    assessment = judge("市审计局 有效开展 year=2019 | 市审计局 有效开展", "5")
    assert [(past.year, past.value, past.text) for past in assessment.history] == [(2019, None, "有效开展")]
    assert assessment.facts.previous == ()
    rivals = judge("市审计局 有效开展 year=2019 file=1.xlsx | 市审计局 尚未开展 year=2019 file=2.xlsx | 市审计局 有效开展 file=3.xlsx", "5")
    assert [(past.value, past.text) for past in rivals.history] == [(None, None)]


def test_the_offices_earlier_value_outranks_a_ledgers() -> None:
    told = years("2018:90 2019:91 2020:95")
    assessment = judge(told, "43", reference(year="2019", actual="91.5"))
    assert assessment.history[1:] == (YearValue(2019, Decimal("91.5"), None, OFFICE, None),)
    assert assessment.facts.previous == (Decimal(90), Decimal("91.5"))
    beside = judge(told, "43", reference(year="2019", average="91.5"))
    assert beside.of_year(2019).value == Decimal(91)
    alone = judge(years("2018:90 2020:95"), "43", reference(year="2019", actual="0"))
    assert alone.facts.previous == (Decimal(90), Decimal(0))


UNITS = [  # where the plan prints no unit, values stay as written, and another unit ends the row
    ("20.3", "2018:80% 2019:85种 2020:86种", "85", "种"),
    ("20.3", "2018:84种 2019:85种 2020:86种", "84 85", "种"),
    ("20.3", "2018:84 2019:85 2020:86种", "84 85", "种"),  # nothing written is no other unit
    ("33.2", "2019:85吨 2020:0.9万吨", "", "万吨"),
    ("46", "2019:130000平方厘米/人 2020:14", "13", "平方米/人"),
]


@pytest.mark.parametrize(("subject", "told", "previous", "unit"), UNITS)
def test_where_no_unit_is_printed_only_years_in_the_same_unit_are_compared(subject: str, told: str, previous: str, unit: str) -> None:
    lead = next(item.lead_department for item in SYSTEM.items if item.id == subject)
    assessment = judge(years(told, lead), subject)
    assert (assessment.unit, assessment.facts.previous) == (unit, tuple(Decimal(value) for value in previous.split()))


@pytest.mark.parametrize(("subject", "unit"), [("43", "%"), ("20.3", ""), ("33.2", "")])
def test_an_item_that_nobody_reports_has_the_plans_unit(subject: str, unit: str) -> None:
    assert judge("", subject).unit == unit


# ---- which way is better, and whose bound ---------------------------------------------------------

JUDGED = [  # the target as printed, its unit and its direction all count
    ("7", "市生态环境局 99.5", "not_met", "99.5，未达到指标值≥100，相差0.5"),
    ("14.2", "市生态环境局 20 assigned=25", "met", "20，完成上级下达目标值≤25"),
    ("14.1", "市生态环境局 20 assigned=25", "not_met", "20，未完成上级下达目标值≥25，相差5"),
    ("50.3", "市生态环境局 3 | 市生态环境局 2 year=2019 | 市生态环境局 1 year=2018", "not_met", "近3年为1→2→3，未达到“逐步下降”要求"),
    ("53", "市生态环境局 86 average=84", "met", "86，全省平均值84，达到“高于全省平均值”要求"),
    (
        "34.1",
        "市水利局 35 | 市水利局 36 year=2019",
        "undecided",
        "35，未达到指标值≤31，相差4；上年36、本年35，较上年下降，缺前年数值，无法判定是否逐年下降；缺全省平均变化幅度，无法判定",
    ),
]


@pytest.mark.parametrize(("subject", "told", "status", "reason"), JUDGED)
def test_the_plans_target_decides(subject: str, told: str, status: str, reason: str) -> None:
    assessment = judge(told, subject)
    assert (assessment.status, assessment.reason) == (status, reason)
    assert (assessment.verdict.status, assessment.verdict.reason) == (status, reason)


def with_target(subject: str, target: str, **parameters: object) -> IndicatorSystem:
    """Take the plan with one item's target changed, and what the office has said of the city."""
    indicators = tuple(
        replace(each, items=tuple(replace(item, target=target) if item.id == subject else item for item in each.items))
        for each in SYSTEM.indicators
    )
    return replace(SYSTEM, indicators=indicators, parameters=replace(SYSTEM.parameters, **parameters))


TERRAIN = "山区≥70 丘陵区≥40 平原地区≥19"
CITIES = "超、特大城市≥70 大城市≥60 中小城市≥50"
COAST = "沿海地区≥40 内陆地区≥50"
BRANCHES = [  # what the office has said; the branch that counts, and what comes of 45
    (TERRAIN, {}, None, "undecided"),
    (TERRAIN, {"terrain": "丘陵区"}, "丘陵区", "met"),
    (TERRAIN, {"terrain": "山区"}, "山区", "not_met"),
    (TERRAIN, {"terrain": "盆地"}, None, "undecided"),
    (TERRAIN, {"city_size": "中小城市", "coastal": True}, None, "undecided"),
    (CITIES, {"city_size": "大城市"}, "大城市", "not_met"),
    (CITIES, {"terrain": "丘陵区", "city_size": "中小城市"}, "中小城市", "not_met"),
    (COAST, {"coastal": True}, "沿海地区", "met"),
    (COAST, {"coastal": False}, "内陆地区", "not_met"),
    (COAST, {"coastal": None}, None, "undecided"),
    (COAST, {"terrain": "山区", "city_size": "大城市", "coastal": False}, "内陆地区", "not_met"),
    ("≥40", {"terrain": "山区", "city_size": "大城市", "coastal": True}, None, "met"),
]


@pytest.mark.parametrize(("target", "said", "branch", "status"), BRANCHES)
def test_the_citys_own_branch_is_judged_once_the_office_has_said_which(target: str, said: dict, branch: str | None, status: str) -> None:
    silent = {"terrain": "", "city_size": "", "coastal": None}
    assessment = judge("市资源规划局 45", "18", system=with_target("18", target, **{**silent, **said}))
    assert (assessment.facts.branch, assessment.status) == (branch, status)


WORDS = [  # the value's cell, the 说明 beside it; the words that were judged, and what came of it
    ("已有效开展", "", "已有效开展", "met"),
    ("已有效开展", "尚未开展", "已有效开展", "undecided"),
    ("尚未开展", "已有效开展动员", "尚未开展", "not_met"),
    ("见说明", "已有效开展", "已有效开展", "met"),
    ("见说明", "尚未开展", "尚未开展", "not_met"),
    ("见附件", "见附表", "见附件", "undecided"),
    ("_", "已有效开展", "已有效开展", "met"),
    ("_", "见附表", "见附表", "undecided"),
    ("见附件", "", "见附件", "undecided"),
]


@pytest.mark.parametrize(("actual", "statement", "judged", "status"), WORDS)
def test_the_words_of_the_cell_go_before_those_beside_it(actual: str, statement: str, judged: str, status: str) -> None:
    assessment = judge(f"市审计局 {actual} statement={statement}", "5")
    assert (assessment.facts.statement, assessment.status) == (judged, status)


def test_words_beside_a_value_are_heard_where_the_value_decides_nothing() -> None:
    decided = judge("市水利局 50 statement=已完成上级管控目标", "32")
    assert (decided.value, decided.facts.statement, decided.status) == (Decimal(50), "已完成上级管控目标", "met")
    assert decided.verdict.by_words
    open_ = judge("市水利局 50 statement=口径与上年一致", "32")
    assert (open_.facts.statement, open_.status) == ("口径与上年一致", "undecided")
    silent = judge("市水利局 50", "32")
    assert (silent.facts.statement, silent.status) == (None, "undecided")


WHOSE_WORDS = [  # on item 5, 自然资源资产离任审计, 有效开展
    ("有效开展", "met"),
    ("2020年有效开展", "met"),
    ("2019年有效开展", "undecided"),
    ("普陀区有效开展", "undecided"),
    ("政府投资项目评估有效开展", "undecided"),
]


@pytest.mark.parametrize(("words", "status"), WHOSE_WORDS)
def test_the_judge_knows_of_which_item_year_and_place_the_words_must_speak(words: str, status: str) -> None:
    assessment = judge(f"市审计局 {words}", "5")
    assert (assessment.facts.subject, assessment.facts.year, assessment.facts.place) == ("自然资源资产离任审计", 2020, "舟山市")
    assert assessment.status == status

"""One judge: from many answers to one value, and what the kinds of nothing are (contract §3, §5)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from answers import answers, judge, order_of
from scenes import SYSTEM, VOCABULARY, scene_of

from ecoreport.judging.items import assess, differs, indicator_status, rank, says_anything
from ecoreport.judging.living import living
from ecoreport.judging.scopes import heard
from ecoreport.model import Entry, Figure, Note, Scope, Source, Subject

# Item 43 (城镇污水处理率, ≥95 %) is asked of 市城管局 first, then of 市住建局 and 市水务集团.
CHOICES = [  # what is answered; who is chosen and who stands behind, in order
    ("the lead goes before a supporting department", "市住建局 95.9 | 市城管局 96.5", "市城管局 96.5 > 市住建局 95.9"),
    ("the first supporting department before the second", "市水务集团 97 | 市住建局 95.9", "市住建局 95.9 > 市水务集团 97"),
    ("a responsible department before any other", "市交通局 97 | 市水务集团 95.9", "市水务集团 95.9 > 市交通局 97"),
    ("any known department before an unknown one", "? 97 file=乙.xlsx | 市交通局 95.9", "市交通局 95.9 > ? 97"),
    ("who answers before the lead's dash", "市城管局 — | 市住建局 95.9", "市住建局 95.9 > 市城管局 —"),
    ("who answers before a lead that still counts", "市城管局 正在统计 | 市住建局 95.9", "市住建局 95.9 > 市城管局 正在统计"),
    ("who answers before a lead that is not due", "市城管局 未到期 | 市住建局 95.9", "市住建局 95.9 > 市城管局 未到期"),
    ("who answers before a lead that only remarks", "市城管局 _ remark=另报 | 市住建局 95.9", "市住建局 95.9 > 市城管局 _"),
    ("the lead's pending before another's", "市住建局 未到期 | 市城管局 暂无", "市城管局 暂无 > 市住建局 未到期"),
    ("the lead's remark weighs as much as a pending", "市住建局 暂无 | 市城管局 _ remark=另报", "市城管局 _ > 市住建局 暂无"),
    ("whoever says anything before the lead's dash", "市城管局 — | 市住建局 _ remark=另报", "市住建局 _ > 市城管局 —"),
    ("the lead's question is not answered by another", "市住建局 96.5 | 市城管局 95以上", "市城管局 95以上 > 市住建局 96.5"),
    ("nor is it, where the lead finds that nothing applies", "市住建局 96.5 | 市城管局 不适用", "市城管局 不适用 > 市住建局 96.5"),
    ("a visible cell before a hidden one", "市城管局 90 sheet=甲 hidden=1 | 市城管局 96.5 sheet=乙", "市城管局 96.5 > 市城管局 90"),
    ("but the lead's hidden cell before another's visible one", "市城管局 90 hidden=1 | 市住建局 95.9", "市城管局 90 > 市住建局 95.9"),
    ("among equals the first place", "市城管局 96.5 file=2.xlsx | 市城管局 95.2 file=1.xlsx", "市城管局 95.2 > 市城管局 96.5"),
    ("nobody, where all left dashes", "市住建局 / | 市城管局 —", "nobody > 市城管局 — > 市住建局 /"),
    ("nobody, where nothing came", "", "nobody"),
]


@pytest.mark.parametrize(("told", "order"), [pytest.param(told, order, id=name) for name, told, order in CHOICES])
def test_who_must_answer_first_is_chosen_and_the_others_stand_behind(told: str, order: str) -> None:
    assert order_of(judge(told, "43")) == order


def test_the_value_is_the_chosen_answers() -> None:
    assessment = judge("市住建局 95.9 | 市城管局 96.5", "43")
    assert (assessment.item, assessment.year, assessment.value, assessment.text) == ("43", 2020, Decimal("96.5"), None)
    assert (assessment.status, assessment.reason, assessment.unit) == ("met", "96.5，达到指标值≥95", "%")
    assert (assessment.gap, assessment.missing) == (Decimal("1.5"), ())
    assert assessment.source == Source("市城管局.xlsx", "指标完成情况", "D3")
    words = judge("市审计局 已有效开展", "5")
    assert (words.value, words.text, words.unit) == (None, "已有效开展", "")


def test_an_item_that_nobody_reports_keeps_its_unit_and_its_place_in_the_plan() -> None:
    assessment = judge("", "43")
    assert (assessment.item, assessment.year, assessment.status, assessment.reason) == ("43", 2020, "not_reported", "未填报")
    assert (assessment.value, assessment.text, assessment.unit, assessment.source, assessment.verdict) == (None, None, "%", None, None)
    assert (assessment.gap, assessment.missing) == (None, ())


RIVALS = [  # what is answered; the answers that must be settled, or the value that stands
    ("two figures", "市城管局 96.5 file=甲.xlsx | 市城管局 95.9 file=乙.xlsx", "95.9（乙.xlsx）、96.5（甲.xlsx）"),
    (
        "three, one of them twice",
        "市城管局 96 file=1.xlsx | 市城管局 95 file=2.xlsx | 市城管局 96 file=3.xlsx",
        "96（1.xlsx）、95（2.xlsx）",
    ),
    ("a figure and a question", "市城管局 96.5 file=1.xlsx | 市城管局 95以上 file=2.xlsx", "96.5（1.xlsx）、95以上（2.xlsx）"),
    ("a figure and 不适用", "市城管局 96.5 file=1.xlsx | 市城管局 不适用 file=2.xlsx", "96.5（1.xlsx）、不适用（2.xlsx）"),
    ("two in hidden rows", "市城管局 96.5 file=1.xlsx hidden=1 | 市城管局 95 file=2.xlsx hidden=1", "96.5（1.xlsx）、95（2.xlsx）"),
    ("the same figure twice", "市城管局 96.5 file=1.xlsx | 市城管局 96.50 file=2.xlsx", Decimal("96.5")),
    ("a figure, and a dash in another file", "市城管局 96.5 file=1.xlsx | 市城管局 — file=2.xlsx", Decimal("96.5")),
    ("a figure, and 暂无 in another file", "市城管局 96.5 file=1.xlsx | 市城管局 暂无 file=2.xlsx", "96.5（1.xlsx）、暂无（2.xlsx）"),
    ("a figure, and another in a hidden row", "市城管局 96.5 file=1.xlsx | 市城管局 95 file=2.xlsx hidden=1", Decimal("96.5")),
    ("two departments", "市城管局 96.5 | 市住建局 95.9", Decimal("96.5")),
]


@pytest.mark.parametrize(("told", "settled"), [pytest.param(told, settled, id=name) for name, told, settled in RIVALS])
def test_two_answers_of_one_department_are_asked(told: str, settled: str | Decimal) -> None:
    assessment = judge(told, "43")
    if isinstance(settled, Decimal):
        assert (assessment.status, assessment.value) == ("met", settled)
        return
    assert (assessment.status, assessment.value, assessment.text, assessment.verdict) == ("undecided", None, None, None)
    assert assessment.reason == f"同一单位对本项填报了不同的结果：{settled}，须确认以哪一个为准"


def test_two_answers_in_words_are_asked_too() -> None:
    assessment = judge("市审计局 有效开展 file=1.xlsx | 市审计局 尚未开展 file=2.xlsx", "5")
    assert (assessment.status, assessment.value, assessment.text, assessment.verdict) == ("undecided", None, None, None)
    assert assessment.reason == "同一单位对本项填报了不同的结果：有效开展（1.xlsx）、尚未开展（2.xlsx），须确认以哪一个为准"
    assert assessment.chosen.actual.text == "有效开展"


STATES = [
    ("", "not_reported", "未填报"),
    ("—", "not_reported", "未填报"),
    ("/", "not_reported", "未填报"),
    ("暂无", "undecided", "填报为“暂无”，数据尚未统计"),
    ("正在统计", "undecided", "填报为“正在统计”，数据尚未统计"),
    ("未到期", "undecided", "填报为“未到期”，考核期未到"),
    ("不适用", "not_applicable", "填报为“不适用”"),
    ("不涉及", "not_applicable", "填报为“不涉及”"),
    ("95以上", "undecided", "填报内容“95以上”需填报单位说明"),
    ("无", "undecided", "填报内容“无”需填报单位说明"),
    ("96.5", "met", "96.5，达到指标值≥95"),
    ("93.1", "not_met", "93.1，未达到指标值≥95，相差1.9"),
]


@pytest.mark.parametrize(("actual", "status", "reason"), STATES)
def test_the_kinds_of_nothing_are_different_things(actual: str, status: str, reason: str) -> None:
    assessment = judge(f"市城管局 {actual or '_'}", "43")
    assert (assessment.status, assessment.reason) == (status, reason)
    assert (assessment.verdict is not None) == (status in ("met", "not_met"))


SAID = [  # a row without a value: does it say anything
    ("statement=处理率稳步提高", True),
    ("self_assessment=达标", True),
    ("remark=另行报送", True),
    ("numerator=950", True),
    ("denominator=1000", True),
    ("numerator=— denominator=—", False),
    ("average=94.2", False),
]


@pytest.mark.parametrize(("beside", "said"), SAID)
def test_words_or_quantities_beside_an_empty_cell_are_a_report(beside: str, said: bool) -> None:
    assert judge(f"市城管局 _ {beside}", "43").status == ("undecided" if said else "not_reported")


def entry(**told: object) -> Entry:
    place = Source("台账.xlsx", "指标", "D3")
    return replace(Entry(Subject("43"), 2020, "市城管局", "台账.xlsx", Figure("blank", "—", place)), **told)


@pytest.mark.parametrize(("state", "said"), [("value", True), ("asked", True), ("pending", True), ("not_due", True), ("blank", False)])
def test_a_dash_says_nothing_and_a_postponement_does(state: str, said: bool) -> None:
    figure = Figure(state, "…", Source("台账.xlsx"))
    assert says_anything(entry(actual=figure)) == said
    assert says_anything(entry(numerator=figure)) == said
    assert says_anything(entry(denominator=figure)) == said
    assert says_anything(entry(data_source=Note("年报", Source("台账.xlsx")))) is False


def figure(told: str) -> Figure:
    state, _, rest = told.partition(" ")
    value, _, text = rest.partition(" ")
    return Figure(state, told, Source("台账.xlsx"), Decimal(value) if value and value != "-" else None, text or None)


DIFFERENT = [
    ("value 96.5", "value 95.9", True),
    ("value 96.5", "value 96.50", False),
    ("value 96.5 约96.5", "value 96.5", False),
    ("value - 有效开展", "value - 尚未开展", True),
    ("value - 有效开展", "value - 有效开展", False),
    ("value 96.5", "value - 有效开展", True),
    ("value 96.5", "not_applicable", True),
    ("value 96.5", "asked", True),
    ("not_applicable", "not_applicable", False),
    ("value 96.5", "blank", False),
    ("value 96.5", "pending", False),
    ("value 96.5", "not_due", False),
    ("asked", "pending", False),
    ("not_applicable", "not_due", False),
]


@pytest.mark.parametrize(("one", "other", "different"), DIFFERENT)
def test_two_answers_contradict_each_other_only_where_both_answer(one: str, other: str, different: bool) -> None:
    assert differs(figure(one), figure(other)) is different
    assert differs(figure(other), figure(one)) is different


def test_reporters_rank_as_the_plan_prints_them() -> None:
    departments = ("市城管局", "市住建局", "市水务集团")
    asked = ["市城管局", "市住建局", "市水务集团", "市交通局", None]
    assert [rank(name, departments) for name in asked] == [0, 1, 2, 3, 4]


PAIRS = {
    "not_met": ["not_met met", "not_met undecided", "not_met not_reported", "not_met not_applicable", "not_met not_met"],
    "undecided": ["undecided met", "undecided not_reported", "undecided not_applicable", "undecided undecided", "met not_reported"],
    "not_reported": ["not_reported not_reported", "not_reported not_applicable"],
    "met": ["met met", "met not_applicable"],
    "not_applicable": ["not_applicable not_applicable"],
}


@pytest.mark.parametrize(("status", "pair"), [(status, pair) for status, pairs in PAIRS.items() for pair in pairs])
def test_an_indicator_is_judged_by_its_items(status: str, pair: str) -> None:
    assert indicator_status(pair.split()) == status
    assert indicator_status(pair.split()[::-1]) == status


THREE = [
    (("met", "met", "not_met"), "not_met"),
    (("not_reported", "not_reported", "met"), "undecided"),
    (("not_applicable", "not_reported", "not_reported"), "not_reported"),
    (("not_applicable", "met", "met"), "met"),
    ((), "not_applicable"),
]


@pytest.mark.parametrize(("statuses", "status"), THREE)
def test_an_indicator_of_several_items_is_judged_by_all_that_apply(statuses: tuple[str, ...], status: str) -> None:
    assert indicator_status(iter(statuses)) == status


DRAFTS = "市城管局 96.5 file=市城管局（初稿）.xlsx | 市城管局 _ statement=口径在调整 file=市城管局（终稿）.xlsx"


def test_a_blank_beside_words_leaves_the_value_that_stood_and_is_asked() -> None:
    assessment = judge(DRAFTS, "43")
    assert (order_of(assessment), assessment.value) == ("市城管局 96.5 > 市城管局 _", Decimal("96.5"))
    assert [finding.severity for finding in scene_of(answers(DRAFTS, "43")).batch.findings if finding.code == "H505"] == ["verify"]


def test_replaced_answers_never_stand() -> None:
    drafts = DRAFTS.replace("_ statement=口径在调整", "95.5")
    assert order_of(judge(drafts, "43")) == "市城管局 95.5"
    whole = scene_of(answers(drafts, "43")).batch
    counting = living(whole)
    assert {entry.file for entry in whole.entries} == {"市城管局（初稿）.xlsx", "市城管局（终稿）.xlsx"}
    assert {entry.file for entry in counting.entries} == {"市城管局（终稿）.xlsx"}
    assert (counting.submissions, counting.unused) == (whole.submissions, whole.unused)


def test_every_item_text_goal_and_key_task_of_the_plan_is_judged_once() -> None:
    batch = scene_of(answers("市经信局 _ status=已摘牌", "T8")).batch
    judged = assess(batch, SYSTEM, 2020, VOCABULARY)
    assert list(judged.items) == [subject.id for subject in SYSTEM.subjects]
    assert list(judged.tasks) == [task.no for task in SYSTEM.key_tasks]
    assert {each.year for each in assess(batch, SYSTEM, 2021, VOCABULARY).items.values()} == {2021}
    office = replace(VOCABULARY, task_words={**VOCABULARY.task_words, "completed": ("已摘牌",)})
    assert (judged.tasks[8].status, assess(batch, SYSTEM, 2020, office).tasks[8].status) == ("in_progress", "completed")


def test_a_goal_that_stands_only_in_the_plans_text_is_judged_like_an_item() -> None:
    assessment = judge("市城管局 98 | 市住建局 100", "M4.1")
    assert (order_of(assessment), assessment.value, assessment.status) == ("市住建局 100 > 市城管局 98", Decimal(100), "undecided")


def test_what_a_county_says_is_never_the_citys() -> None:
    batch = scene_of([*answers("市城管局 96.5", "43"), *answers("市经信局 _ status=已完成", "T8")]).batch
    county = replace(
        batch,
        entries=tuple(replace(entry, scope=Scope(region="普陀区")) for entry in batch.entries),
        tasks=tuple(replace(report, scope=Scope(region="普陀区")) for report in batch.tasks),
    )
    for told, item, task in ((batch, "met", "completed"), (county, "not_reported", "not_reported")):
        judged = assess(heard(told, SYSTEM, 2020, date(2020, 12, 31)), SYSTEM, 2020, VOCABULARY)
        assert (judged.items["43"].status, judged.tasks[8].status) == (item, task)


def test_different_answers_of_senders_that_nobody_knows_are_not_called_one_departments() -> None:
    assessment = judge("? 96.5 file=甲.xlsx | ? 95.9 file=乙.xlsx", "43")
    assert (assessment.status, assessment.value) == ("undecided", None)
    assert assessment.reason == "未识别的单位对本项填报了不同的结果：95.9（乙.xlsx）、96.5（甲.xlsx），须确认以哪一个为准"

"""A table that can be read in several ways is asked once, with what each way would give; the office's answer holds for the form."""

from datetime import date
from decimal import Decimal

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.judging.items import assess
from ecoreport.judging.scopes import heard
from ecoreport.model import Batch, Choice, Finding
from ecoreport.work import understand

FILE = "市城管局.xlsx"
RIVALS = "指标名称 | 单位 | 甲口径 | 乙口径\n城镇污水处理率 | % | 97.3 | 96.1\n城镇人均公园绿地面积 | 平方米/人 | 15.1 | 14.8"

TIE = "== 表\n名称 | 完成情况 | 备注\n能源“双控” | 完成省下达任务 | x\n生态保护红线 | 完成评估 | y"  # items, or key tasks


def read(sketch: str, chosen: dict[str, str] | None = None, file: str = FILE, period: int = 2020) -> Batch:
    return understand(draw(sketch, file), SYSTEM, VOCABULARY, period, tuple((chosen or {}).items()))


def questions(batch: Batch) -> list[Finding]:
    return [finding for finding in batch.findings if finding.choice]


def choice(sketch: str, **more) -> Choice:
    return questions(read(sketch, **more))[0].choice


def values(batch: Batch, year: int = 2020) -> dict[str, Decimal | str | None]:
    told = [entry for entry in batch.entries if entry.year == year and entry.actual.state == "value"]
    return {entry.subject: entry.actual.text if entry.actual.value is None else entry.actual.value for entry in told}


def test_it_is_recorded_for_each_item_and_shows_what_each_reading_gives() -> None:
    asked = questions(read(RIVALS))
    assert [(finding.item, finding.severity) for finding in asked] == [("43", "verify"), ("46", "verify")]
    assert len({finding.group for finding in asked}) == len({finding.message for finding in asked}) == 1
    assert (
        "读法A：C列“甲口径”是2020年完成值（43为97.3、46为15.1）；读法B：D列“乙口径”是2020年完成值（43为96.1、46为14.8）" in asked[0].message
    )
    assert [reading.gives for reading in asked[0].choice.readings] == [(("43", "97.3"), ("46", "15.1")), (("43", "96.1"), ("46", "14.8"))]


@pytest.mark.parametrize(
    "sketch",
    [
        pytest.param(RIVALS, id="two columns of numbers"),
        pytest.param("指标名称 | 单位 | 甲口径\n城镇污水处理率 | % | 97.3", id="one column of numbers"),
        pytest.param("城镇污水处理率 | 97.3 | 96.1\n城镇人均公园绿地面积 | 15.1 | 14.8", id="no headings"),
        pytest.param("指标名称 | 2020年1—9月\n城镇污水处理率 | 97.3", id="a part of the year alone"),
    ],
)
def test_nothing_of_it_is_unreported_and_nothing_is_taken(sketch: str) -> None:
    batch = read(sketch)
    judged = assess(heard(batch, SYSTEM, 2020, date(2020, 12, 31)), SYSTEM, 2020, VOCABULARY).items
    assert values(batch) == {}
    assert judged["43"].status == "undecided"
    assert "43" in {finding.item for finding in batch.findings if finding.severity == "verify"}


@pytest.mark.parametrize(
    ("letter", "taken"), [("A", {"43": Decimal("97.3"), "46": Decimal("15.1")}), ("B", {"43": Decimal("96.1"), "46": Decimal("14.8")})]
)
def test_the_answer_is_used_without_asking(letter: str, taken: dict) -> None:
    batch = read(RIVALS, {choice(RIVALS).signature: letter})
    assert values(batch) == taken
    assert questions(batch) == []


@pytest.mark.parametrize(
    ("heading", "text", "asked"), [("甲", "有效开展", True), ("甲", "未开展", True), ("科室", "一科", False), ("联系人", "张三", False)]
)
def test_words_that_decide_a_target_may_be_the_value(heading: str, text: str, *, asked: bool) -> None:
    assert bool(questions(read(f"指标名称 | 单位 | {heading}\n自然资源资产离任审计 | - | {text}"))) == asked


def test_one_column_is_the_value_or_it_is_not() -> None:
    sketch = "指标名称 | 单位 | 甲口径\n城镇污水处理率 | % | 97.3"
    signature = choice(sketch).signature
    assert values(read(sketch, {signature: "A"})) == {"43": Decimal("97.3")}
    assert values(read(sketch, {signature: "B"})) == {} and questions(read(sketch, {signature: "B"})) == []


@pytest.mark.parametrize("letter", ["A", "B"])
def test_a_tie_is_answered_too(letter: str) -> None:
    sketch = TIE
    batch = read(sketch, {choice(sketch).signature: letter})
    assert "H202" not in {finding.code for finding in batch.findings}


def test_nothing_of_a_tie_is_taken() -> None:
    batch = read(TIE)
    assert [(entry.subject, entry.actual.state) for entry in batch.entries] == [("33.1", "asked"), ("28.1", "asked")]
    assert [(task.subject, task.contested) for task in batch.tasks] == [("T26", True), ("T22", True)]
    assert [(finding.code, finding.item or finding.task) for finding in questions(batch)] == [
        ("H202", "33.1"), ("H202", "28.1"), ("H202", 26), ("H202", 22)
    ]  # fmt: skip


SAME = {
    "another file, other rows": ("指标名称 | 单位 | 甲口径 | 乙口径\n水面率 | % | 5.3 | 5.1", "市水利局.xlsx", 2020, True),
    "headings written otherwise": ("指标 名称 | 单位 | 甲口径： | 乙口径\n城镇污水处理率 | % | 97.3 | 96.1", FILE, 2020, True),
    "another heading": ("指标名称 | 单位 | 甲口径 | 丙口径\n城镇污水处理率 | % | 97.3 | 96.1", FILE, 2020, False),
    "other rivals": ("指标名称 | 单位 | 甲口径 | 乙口径\n城镇污水处理率 | % | 97.3 | 高", FILE, 2020, False),
    "the columns changed places": ("指标名称 | 单位 | 乙口径 | 甲口径\n城镇污水处理率 | % | 97.3 | 96.1", FILE, 2020, False),
}


@pytest.mark.parametrize(("sketch", "file", "period", "same"), SAME.values(), ids=SAME)
def test_a_form_is_known_by_its_headings(sketch: str, file: str, period: int, *, same: bool) -> None:
    assert (choice(sketch, file=file, period=period).signature == choice(RIVALS).signature) == same


def test_a_form_is_the_same_next_year() -> None:
    this, next_ = "指标名称 | 2020年甲处 | 2020年乙处\n水面率 | 5.1 | 5.32", "指标名称 | 2021年甲处 | 2021年乙处\n水面率 | 5.2 | 5.4"
    assert choice(this).signature == choice(next_, period=2021).signature


def test_without_headings_the_form_is_its_items() -> None:
    one, other = "城镇污水处理率 | 97.3 | 96.1\n水面率 | 5.1 | 5.2", "森林覆盖率 | 50.3 | 50.1\n自然岸线保有量 | 78 | 78.1"
    assert choice(one).signature != choice(other).signature


def test_rivals_of_several_years_are_two_readings() -> None:
    sketch = "指标名称 | 2019年甲处 | 2019年乙处 | 2020年甲处 | 2020年乙处\n水面率 | 5.0 | 5.1 | 5.2 | 5.4"
    asked = choice(sketch)
    assert [dict(reading.gives) for reading in asked.readings] == [{"30": "5.2"}, {"30": "5.4"}]
    batch = read(sketch, {asked.signature: "B"})
    assert (values(batch), values(batch, 2019)) == ({"30": Decimal("5.4")}, {"30": Decimal("5.1")})

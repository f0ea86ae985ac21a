"""Every calculation that a paper prints comes out from the digits that stand beside it, and one wrong digit is seen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import pytest
from documents import all_text, render_document, sample, samples_paper
from reported import sample_report, small_report

NUMBER = r"-?\d+(?:\.\d+)?"
UNIT = r"[^\d，。、；（）]*(?:\([^)]*\))?"
SERIES = re.compile(rf"((?:\d{{4}}年、)+\d{{4}}年)[^。]*?分别为((?:{NUMBER}{UNIT}、)+{NUMBER}{UNIT})(?=，|$)")
STEP = re.compile(rf"比(\d{{4}})年(上升|下降|增加|减少)({NUMBER})[^，（(]*(?:\([^)]*\))?(?:（(升幅|降幅|增长|下降)({NUMBER})%）)?(?=，|$)")
SAME = re.compile(r"与(\d{4})年持平")
FRACTION = re.compile(rf"的分子为({NUMBER})[^，]*，分母为({NUMBER})")
FAR = re.compile(rf"，(高于|低于)(指标值|上级下达目标值|全省平均值)(?:（({NUMBER}){UNIT}）)?({NUMBER})")
DISTANCE = re.compile(rf"完成值为({NUMBER}){UNIT}，(高于|低于)(?:指标值|上级下达目标值|全省平均值)（({NUMBER}){UNIT}）({NUMBER})")
SECTION = re.compile(r"【考核要求】.*?【结论】[^\n]*", re.DOTALL)
BOUNDS = {
    "指标值": re.compile(rf"【考核要求】.*?({NUMBER})[^\d\n]*（(?:约束性|参考性)"),
    "上级下达目标值": re.compile(rf"上级下达目标值为({NUMBER})"),
    "全省平均值": re.compile(rf"同期全省平均值为({NUMBER})"),
}
VALUE = re.compile(rf"2020年[^。]*?(?:分别为(?:[^、。，]+、)*|(?<!别)为)({NUMBER})(%?)")
COUNTS = re.compile(
    r"(\d+)(?:项[^，。；]*指标中|项重点任务中|个分项|项)，(?:其中)?((?:(?:达标|已完成)\d+项(?:（其中依据存疑\d+项）)?)(?:、[^\d、；。]+\d+项)+)"
)
NATURES = re.compile(r"(\d+)项指标中，[^。]*?约束性指标(\d+)项[^。]*?参考性指标(\d+)项")
LISTED = re.compile(r"个分项中有(\d+)个未达标。(一是[^。]*)")
ORDINALS = re.compile(r"[一二三四五六七八九十]+是")


@dataclass(frozen=True)
class Calculation:
    """One calculation of a text: its words, whether it comes out, and where its result ends."""

    words: str
    right: bool
    end: int


def calculations(text: str) -> Iterator[Calculation]:
    """Find every calculation, and work it out anew from its own sentence."""
    for sentence in re.finditer(r"[^。\n]+", text):
        yield from _of_series(sentence[0], sentence.start())
        yield from _of_bounds(sentence[0], sentence.start())
    for section in SECTION.finditer(text):
        yield from _of_section(section[0], section.start())
    for found in COUNTS.finditer(text):
        numbers = [int(number) for number in re.findall(r"(\d+)项", re.sub(r"（[^）]*）", "", found[2]))]
        yield Calculation(found[0], sum(numbers) == int(found[1]), found.end(1))
    for found in NATURES.finditer(text):
        yield Calculation(found[0], int(found[2]) + int(found[3]) == int(found[1]), found.end(1))
    for found in LISTED.finditer(text):
        yield Calculation(found[0], len(ORDINALS.findall(found[2])) == int(found[1]), found.end(1))


def _of_series(sentence: str, start: int) -> Iterator[Calculation]:
    """Work out steps and rates from the values of the years."""
    told = SERIES.search(sentence)
    if told is None:
        yield from (Calculation(found[0], right=False, end=start + found.end(3)) for found in STEP.finditer(sentence))  # from nowhere
        return
    years = re.findall(r"\d{4}", told[1])
    values = dict(zip(years, [Decimal(re.match(NUMBER, each)[0]) for each in told[2].split("、")], strict=True))
    places = {value.as_tuple().exponent for value in values.values()}
    last = values[years[-1]]
    for found in STEP.finditer(sentence):
        earlier = values[found[1]]
        step = last - earlier
        right = found[3] == str(abs(step)) and (step > 0) == (found[2] in ("上升", "增加")) and step != 0 and len(places) == 1
        yield Calculation(found[0], right, start + found.end(3))
        if found[5]:
            rate = (abs(step) / earlier * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
            right = found[5] == str(rate) and (step > 0) == (found[4] in ("升幅", "增长")) and rate > 0
            yield Calculation(found[0], right, start + found.end(5))
    for found in SAME.finditer(sentence):
        yield Calculation(found[0], values[found[1]] == last, start + told.end(2) - 1)


def _of_bounds(sentence: str, start: int) -> Iterator[Calculation]:
    """Work out distances from a value and its bound."""
    for found in DISTANCE.finditer(sentence):
        far = Decimal(found[1]) - Decimal(found[3])
        right = abs(far) == Decimal(found[4]) != 0 and (far > 0) == (found[2] == "高于")
        yield Calculation(found[0], right, start + found.end(4))


def _of_section(section: str, start: int) -> Iterator[Calculation]:
    """Work out what one item's section says of its value: its parts give it, and it lies so far from what is asked."""
    done = section[section.index("【完成情况】") : section.index("【数据来源】")]
    told = VALUE.search(done)
    value, percent = (Decimal(told[1]), told[2]) if told else (Decimal(0), "")
    for found in FRACTION.finditer(section):
        share = Decimal(found[1]) / Decimal(found[2]) * (100 if percent else 1)
        rounded = share.quantize(Decimal(1).scaleb(value.as_tuple().exponent), ROUND_HALF_UP)
        yield Calculation(found[0], rounded == value, start + section.index(done) + told.end(1))
    for found in FAR.finditer(section):
        far = value - Decimal(found[3] or BOUNDS[found[2]].search(section)[1])
        right = abs(far) == Decimal(found[4]) != 0 and (far > 0) == (found[1] == "高于")
        yield Calculation(found[0], right, start + found.end(4))


def paper_of_the_samples() -> str:
    """The technical report of the shipped sample ledgers."""
    return all_text(samples_paper())


def test_at_least_sixty_calculations_stand_in_the_sample_paper_and_all_come_out() -> None:
    found = list(calculations(paper_of_the_samples()))
    assert [each.words for each in found if not each.right] == []
    assert len(found) >= 60


def test_each_kind_of_calculation_stands_in_the_sample_paper() -> None:
    text = paper_of_the_samples()
    for sort in (SERIES, STEP, FRACTION, FAR, DISTANCE, COUNTS, NATURES, LISTED):
        assert sort.search(text), sort.pattern
    assert len(re.findall(r"(?:升幅|降幅|增长|下降)\d+\.\d%）", text)) > 10
    assert len(FRACTION.findall(text)) > 10
    assert len(FAR.findall(text)) > 20


def test_every_one_digit_that_is_wrong_is_seen() -> None:
    text = paper_of_the_samples()
    for each in list(calculations(text)):
        place = max(n for n in range(each.end) if text[n].isdecimal())
        wrong = text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]
        assert any(not found.right for found in calculations(around(wrong, place))), each.words


def around(text: str, place: int) -> str:
    """Give the paragraph about a place, or the whole section where it stands in one."""
    first, last = text.rfind("\n", 0, place) + 1, (text + "\n").find("\n", place)
    if text[first] == "【":
        last = text.find("\n", text.find("【结论】", first))
        first = text.rfind("【考核要求】", 0, place)
    return text[first:last]


@pytest.mark.parametrize("report", [sample_report, small_report])
def test_the_calculations_of_any_paper_come_out(report) -> None:
    texts = [sample() if report is sample_report else render_document(report())]
    for text in map(all_text, texts):
        found = list(calculations(text))
        assert found
        assert [each.words for each in found if not each.right] == []


def test_no_number_moves_by_nothing_and_no_line_says_that_there_is_nothing_to_say() -> None:
    text = paper_of_the_samples()
    for silly in (r"(?:上升|下降|增加|减少|升幅|降幅|增长)0(?:\.0+)?(?![\d.])", "本项为定性要求", "未另填分子", "无法与上年比较"):
        assert not re.search(silly, text), silly

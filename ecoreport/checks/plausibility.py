"""合理性: can this number be."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ecoreport.checks.common import joined, label, reported, told
from ecoreport.demands import Demand, demands_of
from ecoreport.model import Entry, Item, Source
from ecoreport.rules import ERROR, NOTICE, VERIFY, Breach, Review, Rule, rule

_COPIED_DIGITS = 3
_LONG_TEXT = 20  # characters: a shorter phrase says the same every year
_QUOTED = 30


def _demand(review: Review, item: Item) -> Demand:
    return demands_of(review.system).subjects[item.id]


@rule(
    "P101",
    ERROR,
    "合理性",
    "百分比超出0—100",
    "{subject}填报“{raw}”，超出0—100%",
    "请核对数值、分子分母和口径；比例一般在0—100%之间",
    silences=("P103", "P104", "V101", "V102", "K101", "K104"),
)
def beyond_hundred(review: Review) -> Iterator[Breach]:
    """比例、比率类指标应在0—100%之间；下降率、增长率可以为负。"""
    yield from told(review, "beyond")


@rule(
    "P102",
    ERROR,
    "合理性",
    "数值为负",
    "{subject}填报“{raw}”，不应为负数",
    "请核对数值；表示下降的，填下降后的结果",
    silences=("P103", "P104", "V101", "V102", "K101", "K104"),
)
def negative(review: Review) -> Iterator[Breach]:
    """除变化率和年增量外，指标值不为负。"""
    yield from told(review, "negative")


@rule(
    "P103",
    VERIFY,
    "合理性",
    "单位可能有误",
    "{subject}填报“{raw}”，约为{against}“{reference}”的{factor}，{units}",
    "请核对计量单位；确属实际变化的，在备注中说明原因",
    silences=("P104", "V101", "V102", "K101", "K104"),
)
def unit_slip(review: Review) -> Iterator[Breach]:
    """与上年值或指标值相差恰为10、100、1000、10000、15倍的，多为单位或小数点用错。"""
    yield from told(review, "slip")


@rule(
    "P104",
    VERIFY,
    "合理性",
    "与往年相比突变",
    "{subject}{year}年为{value}，而此前依次为{past}，变化异常",
    "请核对数据；属实的，在备注中说明原因（口径调整、新建项目投运等）",
)
def jump(review: Review) -> Iterator[Breach]:
    """与前两年以上的数据比，变化幅度远超往年的应核实；往年数据不足两年的不判。"""
    yield from told(review, "jump")


@rule(
    "P105",
    NOTICE,
    "合理性",
    "与上年数值相同",
    "{department}填报的{items}与上年数值完全相同",
    "请确认不是照抄上年数据",
)
def copied_number(review: Review) -> Iterator[Breach]:
    """连续两年数值一位不差的，提示核对（100、0等除外）。"""
    same: dict[str | None, list[str]] = defaultdict(list)
    for item, assessment, entry in reported(review):
        last = assessment.of_year(assessment.year - 1)
        if assessment.value is not None and last and last.value == assessment.value and _telling(assessment.value):
            same[entry.department].append(f"第{item.id}项（{entry.actual.raw}）")
    for department, items in same.items():
        yield Breach(department=department, words={"department": department or "未识别的单位", "items": joined(items)})


def _telling(value: Decimal) -> bool:
    """Has a number enough digits to be no coincidence."""
    return len(value.normalize().as_tuple().digits) >= _COPIED_DIGITS


@rule(
    "P106",
    VERIFY,
    "合理性",
    "样本量给不出这样的比例",
    "{subject}填报“{raw}”，但样本量（或分母）为{size}，不可能得出这样的比例",
    "请核对样本量和比例，补充调查报告",
    silences=("K104",),
)
def impossible_share(review: Review) -> Iterator[Breach]:
    """样本量为n时，比例只能是k/n；如100个样本给不出两位小数。"""
    for item, assessment, entry in reported(review):
        size = _sample_size(entry)
        value = assessment.value
        if value is None or size is None or not _demand(review, item).is_share or not 0 <= value <= 100 or entry.actual.conversion:
            continue
        places = Decimal(1).scaleb(value.as_tuple().exponent)  # type: ignore[arg-type]  # a finite number's is an integer
        nearest = (value * size / 100).to_integral_value()
        if all(abs((nearest + step) * 100 / size - value) > places / 2 for step in (-1, 0, 1)):
            words = {"subject": label(item), "raw": entry.actual.raw, "size": format(size.normalize(), "f")}
            yield Breach(entry.actual.source, entry.department, item.id, words=words)


def _sample_size(entry: Entry) -> Decimal | None:
    """Take the sample's size where it is written, else a denominator that counts whole things and has no numerator."""
    for figure in (entry.sample_size, None if entry.numerator and entry.numerator.value is not None else entry.denominator):
        if figure and figure.value is not None and figure.value > 0 and figure.value == figure.value.to_integral_value():
            return figure.value
    return None


@rule(
    "P107",
    VERIFY,
    "合理性",
    "三年均为0",
    "{subject}三年均填0",
    "确为0的请说明；没有数据的请填“暂无”，不要填0",
)
def all_zeros(review: Review) -> Iterator[Breach]:
    """没有数据不等于0。"""
    for item, assessment, entry in reported(review):
        values = [value.value for value in assessment.history if value.value is not None] + [assessment.value]
        if len(values) >= 3 and all(value == 0 for value in values) and item.direction == "up":
            yield Breach(entry.actual.source, entry.department, item.id, words={"subject": label(item)})


@rule(
    "P108",
    VERIFY,
    "合理性",
    "照抄上年文字",
    "{subject}{year}年的说明与{last}年一字不差：“{text}”",
    "请按{year}年的实际情况重写，写明当年的文件、数量和进展",
)
def copied_text(review: Review) -> Iterator[Breach]:
    """长说明连续两年一字不差的，多为照抄；“已全面实施”之类的短语不算。"""
    said: dict[tuple[str, str | None, str], tuple[int, Source]] = {}
    for entry in review.batch.entries:
        if entry.year < review.period:
            for text, source in _prose(entry):
                said[entry.subject, entry.department, text] = (entry.year, source)
    for item, assessment, entry in reported(review):
        for text, source in _prose(entry):
            if earlier := said.get((item.id, entry.department, text)):
                words = {"subject": label(item), "year": assessment.year, "last": earlier[0]}
                words |= {"text": text[:_QUOTED] + "…" * (len(text) > _QUOTED)}
                yield Breach(source, entry.department, item.id, others=(earlier[1],), words=words)


def _prose(entry: Entry) -> Iterator[tuple[str, Source]]:
    """Give the long texts of an entry, each with its cell."""
    texts = [(entry.actual.text, entry.actual.source), *([(entry.statement.text, entry.statement.source)] if entry.statement else [])]
    yield from ((text, source) for text, source in texts if text and len(text) >= _LONG_TEXT)


@rule(
    "P109",
    VERIFY,
    "合理性",
    "大小不合情理",
    "{subject}填报“{raw}”，与{against}相差十倍以上",
    "请核对数值和计量单位；属实的，在备注中说明",
)
def beyond_size(review: Review) -> Iterator[Breach]:
    """没有往年数可比的，超出指标值十倍、不足十分之一，或以万、亿计而不足0.1的，应核实。"""
    yield from told(review, "size")


@rule(
    "P110",
    ERROR,
    "合理性",
    "计数不是整数",
    "{subject}填报“{raw}”，按“{unit}”计数的应为整数",
    "请核对数值和计量单位",
    silences=("P103", "P104", "V101", "V102", "K101", "K104"),
)
def not_whole(review: Review) -> Iterator[Breach]:
    """个、家、人等计数没有小数。"""
    yield from told(review, "not_whole")


RULES: tuple[Rule, ...] = (
    beyond_hundred,
    negative,
    unit_slip,
    jump,
    copied_number,
    impossible_share,
    all_zeros,
    copied_text,
    beyond_size,
    not_whole,
)
